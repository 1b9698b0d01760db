//! The letters of the index of speakers, in the site's language.

use super::names;
use crate::config::{Site, SpeakerKind};
use crate::lexicon::fold;
use crate::slug::{Slugs, Unique};
use unicode_normalization::UnicodeNormalization;

/// The letters under which speakers stand, in order.
#[derive(Clone, Debug)]
pub struct Alphabet(Vec<char>);

/// Under what stands what no letter begins.
pub const OTHER: char = '#';

/// Alphabets of languages with a script of their own, as their dictionaries order them. The others have `A` to `Z`.
const KNOWN: [(&str, &str); 12] = [
    ("ar", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"),
    ("be", "АБВГДЕЁЖЗІЙКЛМНОПРСТУЎФХЦЧШЫЬЭЮЯ"),
    ("bg", "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЮЯ"),
    ("el", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"),
    ("fa", "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"),
    ("he", "אבגדהוזחטיכלמנסעפצקרשת"),
    ("hy", "ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ"),
    ("ka", "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"),
    ("mk", "АБВГДЃЕЖЗЅИЈКЛЉМНЊОПРСТЌУФХЦЧЏШ"),
    ("ru", "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
    ("sr", "АБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ"),
    ("uk", "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЮЯ"),
];

impl Alphabet {
    /// The one that the site sets, else that of its language.
    pub(super) fn of(site: &Site) -> Self {
        if let Some(letters) = &site.alphabet {
            let mut alphabet = Vec::new();
            for letter in letters.chars().filter(|c| c.is_alphabetic()) {
                let letter = capital(letter);
                if !alphabet.contains(&letter) {
                    alphabet.push(letter);
                }
            }
            if !alphabet.is_empty() {
                return Self(alphabet);
            }
        }
        let tag = site.language.split('-').next().unwrap_or_default();
        // Serbian and others, where the tag says that they are written in Latin letters.
        let is_latin = site.language.to_ascii_lowercase().contains("-latn");
        let known = KNOWN
            .iter()
            .find(|(language, _)| language.eq_ignore_ascii_case(tag) && !is_latin);
        match known {
            Some((_, letters)) => Self(letters.chars().collect()),
            None => Self(('A'..='Z').collect()),
        }
    }

    /// The letters, those that begin no name too.
    #[must_use]
    pub fn letters(&self) -> &[char] {
        &self.0
    }

    /// The letter under which `name`, which sorts as `key`, stands: one of the alphabet or at least of its script, else
    /// `A` to `Z` after transliteration, else [`OTHER`].
    pub(super) fn letter(&self, name: &str, kind: SpeakerKind, key: &str) -> char {
        let latin = match key.chars().next() {
            Some(c) if c.is_ascii_alphabetic() => c.to_ascii_uppercase(),
            _ => OTHER,
        };
        if name.is_ascii() {
            return latin;
        }
        // The word by which the name is sorted, with its accents.
        let mut words = name
            .split(|c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑'))
            .filter(|word| {
                let sorted = names::sortable(&fold(word));
                !sorted.is_empty() && key.starts_with(&sorted)
            });
        let word = match kind {
            SpeakerKind::Person => words.next_back(),
            _ => words.next(),
        };
        // A script whose letters have no transliteration sorts by nothing.
        let word = word.or_else(|| name.split_whitespace().next_back());
        let first = word.and_then(|word| {
            let mut letters = without_article(word).nfc().filter(|c| c.is_alphabetic());
            letters.next()
        });
        first.and_then(|first| self.own(first)).unwrap_or(latin)
    }

    fn own(&self, first: char) -> Option<char> {
        let first = capital(first);
        if self.0.contains(&first) {
            return Some(first);
        }
        let base = std::iter::once(first).nfkd().next().map(capital)?;
        if self.0.contains(&base) {
            return Some(base);
        }
        // Unicode keeps the letters of a script together, in blocks of 256 for those that are written here; a letter of
        // another language (Ы on a Ukrainian site) stands under itself.
        let is_of_the_script = |letter: &&char| **letter as u32 >> 8 == base as u32 >> 8;
        let own = self.0.first().filter(|letter| !letter.is_ascii());
        own.filter(is_of_the_script).map(|_| base)
    }

    /// What the index sorts by first.
    pub(super) fn rank(&self, letter: char) -> (u8, usize) {
        match self.0.iter().position(|&own| own == letter) {
            Some(at) => (0, at),
            None if letter == OTHER => (3, 0),
            None if letter.is_ascii() => (2, letter as usize),
            None => (1, letter as usize),
        }
    }

    /// The part of an address for a letter. It does not hang on which letters begin a name.
    #[must_use]
    pub fn slug(&self, letter: char, slugs: Slugs) -> String {
        let is_latin = |letter: char| letter.is_ascii_uppercase();
        if letter == OTHER {
            return "other".to_owned();
        }
        if slugs == Slugs::Unicode || self.0.iter().all(|&own| is_latin(own)) {
            return slugs.of(&letter.to_string(), "other");
        }
        if is_latin(letter) && !self.0.contains(&letter) {
            return format!("latin-{}", letter.to_ascii_lowercase());
        }
        let mut unique = Unique::default();
        let mut all = self.0.iter().map(|&own| {
            let fallback = format!("letter-{:x}", own as u32);
            (own, unique.take(slugs.of(&own.to_string(), &fallback)))
        });
        let own = all.find(|(own, _)| *own == letter);
        own.map_or_else(|| format!("letter-{:x}", letter as u32), |(_, slug)| slug)
    }
}

/// Arabic names stand under the letter behind their article.
fn without_article(word: &str) -> &str {
    let rest = word.strip_prefix("ال");
    rest.filter(|rest| rest.chars().count() > 1).unwrap_or(word)
}

/// A letter's capital, where that is one letter.
fn capital(letter: char) -> char {
    let mut upper = letter.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(capital), None) => capital,
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(language: &str, name: &str) -> char {
        let site = Site {
            language: language.into(),
            ..Site::default()
        };
        let kind = SpeakerKind::Person;
        let key = names::sort_key(name, kind);
        Alphabet::of(&site).letter(name, kind, &key)
    }

    #[test]
    fn a_name_stands_under_its_letter() {
        for (language, name, under) in [
            ("en", "Mira Kovač", 'K'),
            ("en", "Čedo Štefan", 'S'),
            ("en", "Олена Їжак", 'I'),
            ("en", "Nils Østby", 'O'),
            ("uk", "Олена Їжак", 'Ї'),
            ("uk", "Йосип Йосипенко", 'Й'),
            ("uk", "Марко Ґудзь", 'Ґ'),
            ("uk", "ігор єгоренко", 'Є'),
            ("uk", "Степан Нечуй-Левицький", 'Н'),
            ("uk", "Mira Kovač", 'K'),
            ("uk", "Семен Ыров", 'Ы'),
            ("uk-UA", "Ганна", 'Г'),
            ("sr-Latn", "Ђорђе Ђурић", 'D'),
            ("ar", "سامي الخطيب", 'خ'),
            ("ar", "ليلى أحمد", 'ا'),
            ("ar", "علي", 'ع'),
            ("ar", "پرویز پارسا", 'پ'),
            ("ar", "Mira Kovač", 'K'),
            ("uk", "…", '#'),
            ("uk", "", '#'),
        ] {
            assert_eq!(letter(language, name), under, "{language}: {name}");
        }
    }

    #[test]
    fn every_letter_has_an_address_of_its_own() {
        for language in KNOWN
            .map(|(language, _)| language)
            .into_iter()
            .chain(["en"])
        {
            let site = Site {
                language: language.into(),
                ..Site::default()
            };
            let alphabet = Alphabet::of(&site);
            for slugs in [Slugs::Ascii, Slugs::Unicode] {
                let mut taken =
                    std::collections::HashSet::from(["unattributed".to_owned(), "page".to_owned()]);
                let is_latin = alphabet.letters().first() == Some(&'A');
                let others = ('A'..='Z').chain([OTHER]);
                let others = others.chain(['Ъ', 'ڤ'].into_iter().filter(|_| !is_latin));
                let mut letters: Vec<char> =
                    alphabet.letters().iter().copied().chain(others).collect();
                letters.sort_unstable();
                letters.dedup();
                for letter in letters {
                    let slug = alphabet.slug(letter, slugs);
                    assert!(taken.insert(slug.clone()), "{language}: {letter} {slug}");
                    assert!(slugs == Slugs::Unicode || slug.is_ascii());
                }
            }
        }
    }
}
