//! What the program knows of a language: words, as data, compiled in. A second language is a second file.

use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A set of words in lower case.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Words(HashSet<Box<str>>);

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

/// How a reporting verb takes the words that it reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueKind {
    /// The words are its whole object: `said`.
    Saying,
    /// An addressee stands before the words: `told`.
    Telling,
    /// The words are woven into its sentence: `called`.
    Weaving,
}

/// The words of one language.
#[derive(Debug)]
pub struct Lexicon {
    /// What stands around an article on the page that it was copied from.
    pub article: ArticleWords,
    /// Small words, by what they do in a sentence.
    pub grammar: GrammarWords,
    /// Words for a speaker who was named before.
    pub pronouns: Pronouns,
    /// Words that speakers are named with.
    pub speakers: SpeakerWords,
    /// Reporting nouns and phrases, and words that quoted titles follow.
    pub phrases: PhraseWords,
    cues: HashMap<Box<str>, CueKind>,
}

impl Lexicon {
    /// English, the one language so far.
    #[must_use]
    pub fn english() -> &'static Self {
        static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(include_str!("en.toml")));
        &ENGLISH
    }

    /// How `word`, in lower case, reports speech, if it does.
    #[must_use]
    pub fn cue(&self, word: &str) -> Option<CueKind> {
        self.cues.get(word).copied()
    }

    #[expect(
        clippy::expect_used,
        reason = "the file is part of the program; a test reads it"
    )]
    fn read(toml: &str) -> Self {
        let file: File = toml::from_str(toml).expect("the compiled-in lexicon is well formed");
        let mut cues = HashMap::new();
        let kinds = [
            (file.cues.weaving, CueKind::Weaving),
            (file.cues.telling, CueKind::Telling),
            (file.cues.saying, CueKind::Saying),
        ];
        for (words, kind) in kinds {
            cues.extend(words.0.into_iter().map(|word| (word, kind)));
        }
        Self {
            article: file.article,
            grammar: file.grammar,
            pronouns: file.pronouns,
            speakers: file.speakers,
            phrases: PhraseWords {
                nouns: file.cues.nouns,
                according: file.cues.according,
                naming: file.cues.naming,
                clause_openers: file.cues.clause_openers,
            },
            cues,
        }
    }
}

/// Words of news pages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the data file says what each list is for")]
pub struct ArticleWords {
    pub byline: Words,
    pub logo: Words,
    pub published: Words,
    pub updated: Words,
    pub share: Words,
    pub advertisement: Words,
    pub promotion: Words,
    pub reading_time: Words,
    pub sign_off: Words,
    pub rights: Words,
    pub agencies: Words,
    pub labels: Words,
    pub months: Vec<Box<str>>,
    pub months_short: Vec<Box<str>>,
    pub weekdays: Words,
}

/// Function words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the data file says what each list is for")]
pub struct GrammarWords {
    pub determiners: Words,
    pub indefinite: Words,
    pub prepositions: Words,
    pub conjunctions: Words,
    pub coordinators: Words,
    pub relatives: Words,
    pub auxiliaries: Words,
    pub negations: Words,
    pub time_words: Words,
    pub openers: Words,
    pub particles: Words,
    pub suffixes: Words,
}

/// Third-person pronouns by whom they can stand for, and those of the first person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each list is named by its pronoun")]
pub struct Pronouns {
    pub he: Words,
    pub she: Words,
    pub they: Words,
    pub it: Words,
    pub first: Words,
}

/// Words of names, roles and bodies.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the data file says what each list is for")]
pub struct SpeakerWords {
    pub titles: Words,
    pub male: Words,
    pub female: Words,
    pub roles: Words,
    pub plural_roles: Words,
    pub role_words: Words,
    pub bodies: Words,
    pub metonyms: Words,
    pub places: Words,
    pub demonyms: Words,
    pub role_references: Words,
    pub papers: Words,
}

/// Reporting nouns and phrases.
#[derive(Debug)]
#[expect(missing_docs, reason = "the data file says what each list is for")]
pub struct PhraseWords {
    pub nouns: Words,
    pub according: Words,
    pub naming: Words,
    pub clause_openers: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    article: ArticleWords,
    grammar: GrammarWords,
    pronouns: Pronouns,
    speakers: SpeakerWords,
    cues: CueWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueWords {
    saying: Words,
    telling: Words,
    weaving: Words,
    nouns: Words,
    according: Words,
    naming: Words,
    clause_openers: Words,
}

/// A name as it is compared: accents and letter case gone, typographic apostrophes and hyphens made plain, spaces single.
///
/// Accents go by compatibility decomposition (Unicode Standard Annex 15, NFKD) without its combining marks.
#[must_use]
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.nfkd().filter(|&c| !is_combining_mark(c)) {
        match c {
            '’' | '‘' | 'ʼ' | '´' | '`' => folded.push('\''),
            '‐' | '‑' | '–' | '—' => folded.push('-'),
            c if crate::span::is_blank(c) => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_well_formed() {
        let english = Lexicon::english();
        assert_eq!(english.cue("said"), Some(CueKind::Saying));
        assert_eq!(english.cue("called"), Some(CueKind::Weaving));
        assert_eq!(english.article.months.len(), 12);
    }

    #[test]
    fn folding_joins_spellings() {
        assert_eq!(fold("Micheál  Martin"), fold("micheal martin"));
        assert_eq!(fold("O’Brien"), "o'brien");
    }
}
