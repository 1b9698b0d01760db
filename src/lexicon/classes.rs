//! What is known of words: asked for each word of a text, so that it is found without a copy on the heap.

use super::{Class, Hasher};
use std::collections::HashMap;

/// Words and their classes. Almost all are short, and those are numbers: made lower case, hashed and compared in a
/// few steps each.
#[derive(Debug, Default)]
pub(super) struct Classes {
    short: HashMap<u128, Class, Hasher>,
    long: HashMap<Box<str>, Class, Hasher>,
}

const WIDTH: usize = size_of::<u128>();
/// What a byte is multiplied with to stand in each place of a key.
const EACH: u128 = u128::MAX / 0xFF;
const HIGHEST_BITS: u128 = EACH * 0x80;
/// In bytes: no word of a lexicon is longer.
const LONGEST: usize = 64;

impl Classes {
    pub fn add(&mut self, word: Box<str>, class: Class) {
        match padded(&word) {
            Some(key) => *self.short.entry(key).or_default() |= class,
            None => *self.long.entry(word).or_default() |= class,
        }
    }

    /// What `word`, in lower case, can be.
    pub fn of_lower(&self, word: &str) -> Class {
        let known = match padded(word) {
            Some(key) => self.short.get(&key),
            None => self.long.get(word),
        };
        known.copied().unwrap_or_default()
    }

    /// What `word` can be, whatever its letter case and its kind of apostrophe.
    pub fn of(&self, word: &str) -> Class {
        if let Some(key) = padded(word).filter(|key| key & HIGHEST_BITS == 0) {
            return self.short.get(&lower(key)).copied().unwrap_or_default();
        }
        if word.len() > LONGEST {
            return Class::default();
        }
        let plain = |c| if matches!(c, '’' | 'ʼ') { '\'' } else { c };
        let word: String = word
            .chars()
            .map(plain)
            .flat_map(char::to_lowercase)
            .collect();
        self.of_lower(&word)
    }
}

/// A short word as a number, with its length behind it, which tells it from one that ends with zeros.
fn padded(word: &str) -> Option<u128> {
    let bytes = word.as_bytes();
    let length = Some(bytes.len()).filter(|&length| length < WIDTH)?;
    // Two halves that overlap, of eight bytes or of four, which is quicker than byte by byte.
    let letters = if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let last = u128::from(u64::from_le_bytes(*last));
        u128::from(u64::from_le_bytes(*first)) | last << (8 * (length - 8))
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let last = u128::from(u32::from_le_bytes(*last));
        u128::from(u32::from_le_bytes(*first)) | last << (8 * (length - 4))
    } else {
        let letters = bytes.iter().rev();
        letters.fold(0, |key, &letter| key << 8 | u128::from(letter))
    };
    Some(letters | (length as u128) << (8 * (WIDTH - 1)))
}

/// A key of ASCII in lower case, all letters at once: the highest bit of a byte, which ASCII leaves free, tells whether
/// the letter is a capital one.
fn lower(key: u128) -> u128 {
    let from_a = key + EACH * u128::from(0x80 - b'A');
    let behind_z = key + EACH * u128::from(0x80 - b'Z' - 1);
    let capitals = from_a & !behind_z & HIGHEST_BITS;
    key | capitals >> 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_become_small_and_nothing_else_does() {
        let ascii: Vec<char> = (0..0x80_u8).map(char::from).collect();
        for some in ascii.chunks(WIDTH - 1) {
            let word: String = some.iter().collect();
            let small = padded(&word.to_ascii_lowercase());
            assert_eq!(padded(&word).map(lower), small);
        }
    }

    #[test]
    fn words_of_all_lengths_are_found() {
        let mut classes = Classes::default();
        for word in [
            "won't",
            "fourteen-bytes",
            "fifteen-letters",
            "sixteen-letters-",
        ] {
            classes.add(word.into(), Class::TIME);
            classes.add(word.into(), Class::ROLE);
            assert_eq!(
                classes.of(&word.to_uppercase()),
                Class::TIME.or(Class::ROLE)
            );
            assert_eq!(classes.of_lower(word), classes.of(word));
            assert!(classes.of_lower(&word.to_uppercase()).is_empty());
        }
        assert!(classes.of("Won’t").is(Class::TIME));
        for word in ["", "won't\0", "won", &"long ".repeat(100)] {
            assert!(classes.of(word).is_empty());
        }
    }
}
