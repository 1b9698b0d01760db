//! What the program knows of a language: words, as data, compiled in. A second language is a second file.

use serde::Deserialize;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words are the program's own, so that their hashes need no secret.
type Hasher = BuildHasherDefault<ahash::AHasher>;

/// A set of words in lower case.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Words(HashSet<Box<str>, Hasher>);

impl Words {
    /// Whether `word`, in lower case, is one of them.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// All of them, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|word| &**word)
    }
}

mod class;
mod classes;
mod lines;

pub use class::Class;
use classes::Classes;
pub use lines::{Lines, Openings};

/// The words of one language.
#[derive(Debug)]
pub struct Lexicon {
    /// What stands around an article on the page that it was copied from.
    pub article: ArticleWords,
    classes: Classes,
    given_names: HashMap<Box<str>, Box<str>, Hasher>,
}

impl Lexicon {
    /// English, the one language so far.
    #[must_use]
    pub fn english() -> &'static Self {
        static ENGLISH: LazyLock<Lexicon> =
            LazyLock::new(|| Lexicon::read(include_str!("en.toml")));
        &ENGLISH
    }

    /// What `word`, in lower case, can be in a sentence; the empty class when nothing is known of it.
    #[must_use]
    pub fn class(&self, word: &str) -> Class {
        self.classes.of_lower(word)
    }

    /// The given name that `name`, folded, is a short form or another spelling of: `william` for `bill`. Itself when none
    /// is known.
    #[must_use]
    pub fn given_name<'n>(&'n self, name: &'n str) -> &'n str {
        self.given_names.get(name).map_or(name, |name| name)
    }

    /// What `word` can be, whatever its letter case and its kind of apostrophe.
    #[must_use]
    pub fn class_of(&self, word: &str) -> Class {
        self.classes.of(word)
    }

    #[expect(
        clippy::expect_used,
        reason = "the file is part of the program; a test reads it"
    )]
    fn read(toml: &str) -> Self {
        let file: File = toml::from_str(toml).expect("the compiled-in lexicon is well formed");
        let mut classes = Classes::default();
        for (list, words) in file.sentence {
            let class = Class::named(&list).expect("each list of the lexicon has a class");
            for word in words {
                classes.add(word, class);
            }
        }
        Self {
            article: file.article,
            classes,
            given_names: file.given_names,
        }
    }
}

/// Words of news pages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the data file says what each list is for")]
pub struct ArticleWords {
    pub byline: Openings,
    pub desks: Words,
    pub joiners: Words,
    pub logo: Words,
    pub published: Words,
    pub updated: Words,
    pub time_fillers: Words,
    pub ages: Words,
    pub zones: HashMap<Box<str>, Box<str>, Hasher>,
    pub controls: Lines,
    pub advertisement: Lines,
    pub promotion: Lines,
    pub elsewhere: Openings,
    pub more: Lines,
    pub reading_time: Words,
    pub credit: Lines,
    pub caption: Lines,
    pub photo: Words,
    pub page_number: Words,
    pub reporting: Lines,
    pub contributed: Vec<Box<str>>,
    pub sign_off: Words,
    pub rights: Lines,
    pub agencies: Words,
    pub labels: Words,
    pub mail: Openings,
    pub reported: Vec<Box<str>>,
    pub months: Vec<Box<str>>,
    pub months_short: Vec<Box<str>>,
    pub weekdays: Vec<Box<str>>,
    pub weekdays_short: Vec<Box<str>>,
    pub numbers: Vec<Box<str>>,
    pub times: TimeWords,
}

/// Words that say when.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the data file says what each list is for")]
pub struct TimeWords {
    pub days: HashMap<Box<str>, i32, Hasher>,
    pub vague_days: Words,
    pub parts_of_day: Words,
    pub units: HashMap<Box<str>, Unit, Hasher>,
    pub shifts: HashMap<Box<str>, i32, Hasher>,
    pub inexact: Words,
    pub ago: Words,
    pub later: HashMap<Box<str>, i32, Hasher>,
    pub beside: HashMap<Box<str>, i32, Hasher>,
    pub events: Vec<(i8, i8)>,
    pub year_openers: Words,
    pub month_openers: Words,
    pub no_weekday: Words,
    pub future: Words,
    pub either_way: Words,
    pub past: Words,
    pub not_past: Words,
}

/// A span of the calendar that words count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "they are what they are called")]
pub enum Unit {
    Day,
    Week,
    Month,
    Year,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    article: ArticleWords,
    given_names: HashMap<Box<str>, Box<str>, Hasher>,
    sentence: HashMap<String, Vec<Box<str>>>,
}

/// A name as it is compared: accents and letter case gone, typographic apostrophes and hyphens made plain, spaces single.
///
/// Accents go by compatibility decomposition (Unicode Standard Annex 15, NFKD) without its combining marks.
#[must_use]
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut rest = name;
    while !rest.is_empty() {
        // ASCII has nothing to decompose, and nothing that stands behind it becomes one with it.
        let foreign = rest.bytes().position(|byte| !byte.is_ascii());
        let (ascii, behind) = rest.split_at(foreign.unwrap_or(rest.len()));
        fold_ascii(ascii, &mut folded);
        let next = behind.find(|c: char| c.is_ascii()).unwrap_or(behind.len());
        let (foreign, behind) = behind.split_at(next);
        let bare = foreign.nfkd().filter(|&c| !is_combining_mark(c));
        fold_chars(bare, &mut folded);
        rest = behind;
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The same, without a copy where `name` is so already.
#[must_use]
pub fn folded(name: &str) -> Cow<'_, str> {
    let letters = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9');
    if name.bytes().all(letters) {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(fold(name))
    }
}

/// Most of it has single spaces and plain apostrophes as it stands.
fn fold_ascii(ascii: &str, folded: &mut String) {
    let mut before = folded.bytes().next_back().unwrap_or(b' ');
    let plain = ascii.bytes().all(|byte| {
        let before = std::mem::replace(&mut before, byte);
        !matches!(byte, b'\t'..=b'\r' | b'`') && (byte != b' ' || before != b' ')
    });
    if plain {
        let start = folded.len();
        folded.push_str(ascii);
        folded[start..].make_ascii_lowercase();
    } else {
        fold_chars(ascii.chars(), folded);
    }
}

fn fold_chars(chars: impl Iterator<Item = char>, folded: &mut String) {
    for c in chars {
        match c {
            '’' | '‘' | 'ʼ' | '´' | '`' => folded.push('\''),
            '‐' | '‑' | '–' | '—' => folded.push('-'),
            c if crate::span::is_blank(c) => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            c => folded.extend(c.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_well_formed() {
        let english = Lexicon::english();
        assert!(english.class("said").is(Class::SAYING));
        assert!(english.class("called").is(Class::WEAVING));
        assert_eq!(english.article.months.len(), 12);
    }

    #[test]
    fn folding_joins_spellings() {
        assert_eq!(fold("Micheál  Martin"), fold("micheal martin"));
        assert_eq!(fold("O’Brien"), "o'brien");
        assert_eq!(fold(" `De\u{b4}  Tar…"), "'de tar...");
        assert_eq!(fold("e\u{301}E\u{301}"), "ee");
    }
}
