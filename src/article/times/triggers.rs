//! Where a text may say when: words that times are made of, found in one pass.

use crate::lexicon::{Lexicon, Words};
use jiff::civil::Weekday;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A word that a time may be made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Trigger {
    Weekday(Weekday),
    Month(i8),
    /// Figures of a year or an ISO date.
    Figures,
    Day(i32),
    Shift(i32),
    Ago,
    Later(i32),
    Beside(i32),
}

/// A trigger where it stands.
pub(super) struct Found {
    pub trigger: Trigger,
    pub start: usize,
    pub end: usize,
    /// Whether it stands between double quotation marks: there it is reckoned from the day of speaking, not the article's.
    pub is_quoted: bool,
}

type Hasher = std::hash::BuildHasherDefault<ahash::AHasher>;

/// All triggers of a language.
pub(super) struct Triggers {
    /// Whether a trigger begins with these two bytes, by the number that they make.
    heads: Vec<bool>,
    words: HashMap<Box<str>, Vec<Trigger>, Hasher>,
}

impl Triggers {
    pub(super) fn english() -> &'static Self {
        static ENGLISH: LazyLock<Triggers> = LazyLock::new(|| Triggers::of(Lexicon::english()));
        &ENGLISH
    }

    fn of(lexicon: &Lexicon) -> Self {
        let mut triggers = Self {
            heads: vec![false; 1 << 16],
            words: HashMap::default(),
        };
        let words = &lexicon.article;
        for (n, day) in (0i8..).zip(&words.weekdays) {
            if let Ok(day_of_week) = Weekday::from_monday_zero_offset(n) {
                triggers.add(&capital(day), Trigger::Weekday(day_of_week));
            }
        }
        for (n, (month, short)) in (1i8..).zip(words.months.iter().zip(&words.months_short)) {
            triggers.add(&capital(month), Trigger::Month(n));
            if month != short {
                triggers.add(&capital(short), Trigger::Month(n));
            }
        }
        triggers.add("Sept", Trigger::Month(9));
        let times = &words.times;
        let both = |triggers: &mut Self, word: &str, trigger| {
            triggers.add(word, trigger);
            triggers.add(&capital(word), trigger);
        };
        for (word, shift) in &times.days {
            both(&mut triggers, word, Trigger::Day(*shift));
        }
        for (word, shift) in &times.shifts {
            both(&mut triggers, word, Trigger::Shift(*shift));
        }
        for (word, step) in &times.later {
            triggers.add(word, Trigger::Later(*step));
        }
        for (word, step) in &times.beside {
            triggers.add(word, Trigger::Beside(*step));
        }
        for word in Words::iter(&times.ago) {
            triggers.add(word, Trigger::Ago);
        }
        for century in [*b"19", *b"20"] {
            triggers.heads[usize::from(u16::from_be_bytes(century))] = true;
        }
        triggers
    }

    fn add(&mut self, word: &str, trigger: Trigger) {
        if let [first, second, ..] = *word.as_bytes() {
            self.heads[usize::from(u16::from_be_bytes([first, second]))] = true;
            self.words.entry(word.into()).or_default().push(trigger);
        }
    }

    /// The triggers of `text`, in order.
    pub(super) fn scan<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Found> + 't {
        let mut scanner = Scanner {
            heads: &self.heads,
            bytes: text.as_bytes(),
            at: 0,
            inside_word: false,
            is_quoted: false,
        };
        let mut pending: Vec<Found> = Vec::new();
        std::iter::from_fn(move || {
            loop {
                if let Some(found) = pending.pop() {
                    return Some(found);
                }
                let (start, end) = scanner.next_head()?;
                self.found(text, start, end, scanner.is_quoted, &mut pending);
            }
        })
    }

    fn found(
        &self,
        text: &str,
        start: usize,
        end: usize,
        is_quoted: bool,
        pending: &mut Vec<Found>,
    ) {
        const LONGEST: usize = 16;
        let Some(word) = text.get(start..end).filter(|word| word.len() <= LONGEST) else {
            return;
        };
        let found = |trigger| Found {
            trigger,
            start,
            end,
            is_quoted,
        };
        if word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) {
            pending.push(found(Trigger::Figures));
        } else if let Some(triggers) = self.words.get(word) {
            pending.extend(triggers.iter().map(|trigger| found(*trigger)));
        }
    }
}

/// Goes through a text from word to word.
struct Scanner<'t> {
    heads: &'t [bool],
    bytes: &'t [u8],
    at: usize,
    inside_word: bool,
    is_quoted: bool,
}

impl Scanner<'_> {
    /// Where the next word stands that begins as a trigger does. This is the loop over every byte of an article: it is kept
    /// small, so that its state stays in registers.
    #[inline(never)]
    fn next_head(&mut self) -> Option<(usize, usize)> {
        let (heads, bytes) = (self.heads, self.bytes);
        let (mut at, mut inside_word, mut is_quoted) = (self.at, self.inside_word, self.is_quoted);
        let mut found = None;
        while let Some(&byte) = bytes.get(at) {
            if IN_WORD[usize::from(byte)] {
                let start = at;
                at += 1;
                while bytes.get(at).is_some_and(|&b| IN_WORD[usize::from(b)]) {
                    at += 1;
                }
                // What follows a letter outside ASCII is inside of a word.
                if !std::mem::take(&mut inside_word)
                    && at > start + 1
                    && heads[usize::from(u16::from_be_bytes([byte, bytes[start + 1]]))]
                {
                    found = Some((start, at));
                    break;
                }
                continue;
            }
            match byte {
                b'"' => {
                    inside_word = false;
                    is_quoted = !is_quoted;
                }
                0..0x80 => inside_word = false,
                // Punctuation outside ASCII begins with these bytes; other letters are inside of words.
                0xC2 | 0xE2 => {
                    inside_word = false;
                    is_quoted = quoted_behind(&bytes[at..]).unwrap_or(is_quoted);
                }
                0xC0.. => inside_word = true,
                0x80..=0xBF => {}
            }
            at += 1;
        }
        (self.at, self.inside_word, self.is_quoted) = (at, inside_word, is_quoted);
        found
    }
}

/// Which bytes are ASCII letters and figures.
const IN_WORD: [bool; 256] = {
    let mut in_word = [false; 256];
    let mut byte = 0u8;
    while byte < 0x80 {
        in_word[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    in_word
};

/// Whether what follows the mark that begins here is quoted; none where it is no mark of quotation.
fn quoted_behind(bytes: &[u8]) -> Option<bool> {
    match bytes {
        // “ „ and «
        [0xE2, 0x80, 0x9C | 0x9E, ..] | [0xC2, 0xAB, ..] => Some(true),
        // ” and »
        [0xE2, 0x80, 0x9D, ..] | [0xC2, 0xBB, ..] => Some(false),
        _ => None,
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}
