//! A name taken apart: what makes it a full one, its last name, where the index has it.

use crate::config::SpeakerKind;
use crate::lexicon::{Class, Lexicon, fold};
use crate::span::is_blank;

/// Article words that no index sorts by.
const ARTICLE_WORDS: [&str; 3] = ["the", "a", "an"];

/// Particles that are given names as often, where they are written with a capital: `Ben Okri`, `Van Morrison`.
const GIVEN_TOO: [&str; 2] = ["ben", "van"];

/// A person's name without courtesy titles.
#[derive(Debug)]
pub(super) struct PersonName {
    /// Given names, particles and last name, folded, with whether each is written with a capital.
    words: Vec<(String, bool)>,
    /// `jr`, `iii`: who bears one is not who bears none.
    suffix: Option<String>,
}

impl PersonName {
    pub(super) fn new(name: &str) -> Self {
        let lexicon = Lexicon::english();
        let mut words: Vec<(String, bool)> = name
            .split(is_blank)
            .map(|word| word.trim_matches(','))
            .filter(|word| !word.is_empty())
            .map(|word| {
                (
                    fold(word),
                    word.chars().next().is_some_and(char::is_uppercase),
                )
            })
            .filter(|(word, _)| !word.is_empty())
            .collect();
        let titles = words
            .iter()
            .take_while(|(word, _)| lexicon.class(word).is(Class::TITLE))
            .count();
        words.drain(..titles.min(words.len().saturating_sub(1)));
        let mut suffix = None;
        if words.len() > 1
            && let Some((word, _)) = words.pop_if(|(word, _)| lexicon.class(word).is(Class::SUFFIX))
        {
            suffix = Some(word.trim_end_matches('.').to_owned());
        }
        Self { words, suffix }
    }

    /// What is the same in every spelling of a name, letter case, accents and courtesy titles apart.
    pub(super) fn key(&self) -> String {
        let mut key = String::new();
        for word in self.words.iter().map(|(word, _)| word).chain(&self.suffix) {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(word);
        }
        key
    }

    /// Whether it is a given name and a last name, and not a last name alone: neither `Orlan` nor `van der Orlan`.
    pub(super) fn is_full(&self) -> bool {
        let Some((_, before)) = self.words.split_last() else {
            return false;
        };
        let Some((first, first_capital)) = before.first() else {
            return false;
        };
        let particle = |word: &str| Lexicon::english().class(word).is(Class::PARTICLE);
        let only_particles = before.iter().all(|(word, _)| particle(word));
        let given_too = GIVEN_TOO.contains(&first.as_str())
            && *first_capital
            && before.iter().all(|(_, capital)| *capital);
        !only_particles || given_too
    }

    /// The last word, folded, without a suffix.
    pub(super) fn last(&self) -> &str {
        self.words.last().map_or("", |(word, _)| word)
    }

    /// The first word, folded.
    pub(super) fn first(&self) -> &str {
        self.words.first().map_or("", |(word, _)| word)
    }

    /// The initials of the words between the first and the last, particles left out.
    pub(super) fn middle(&self) -> String {
        let inner = self.words.len().saturating_sub(1);
        let inner = self.words.get(1..inner).unwrap_or_default();
        inner
            .iter()
            .filter(|(word, _)| !Lexicon::english().class(word).is(Class::PARTICLE))
            .filter_map(|(word, _)| word.chars().next())
            .collect()
    }

    /// `jr`, `iii`.
    pub(super) fn suffix(&self) -> Option<&str> {
        self.suffix.as_deref()
    }

    /// Whether `other` can be read as the same person's name because an article says so: they share an end.
    pub(super) fn shares_an_end(&self, other: &Self) -> bool {
        self.last() == other.last() || self.first() == other.first()
    }

    /// Last name first. A particle that is written small goes behind (`leyen ursula von der`), one with a capital is
    /// part of the last name (`de niro robert`).
    fn sort_key(&self) -> String {
        let lexicon = Lexicon::english();
        let mut start = self.words.len().saturating_sub(1);
        while start > 1 {
            let (word, capital) = &self.words[start - 1];
            if !(*capital && lexicon.class(word).is(Class::PARTICLE)) {
                break;
            }
            start -= 1;
        }
        let mut key = String::new();
        // "el-Sisi" stands under S.
        let mut hyphened = None;
        for (at, (word, capital)) in self.words[start..].iter().enumerate() {
            match word.split_once('-') {
                Some((particle, rest))
                    if at == 0
                        && !capital
                        && !rest.is_empty()
                        && lexicon.class(particle).is(Class::PARTICLE) =>
                {
                    hyphened = Some(particle);
                    push_sortable(&mut key, rest);
                }
                _ => push_sortable(&mut key, word),
            }
        }
        for (word, _) in &self.words[..start] {
            push_sortable(&mut key, word);
        }
        for word in hyphened.into_iter().chain(self.suffix.as_deref()) {
            push_sortable(&mut key, word);
        }
        key
    }
}

/// A body's or an unnamed source's name as it is compared: folded, without the article word at its head.
pub(super) fn description_key(name: &str) -> String {
    let folded = fold(name);
    match folded.split_once(' ') {
        Some((first, rest)) if ARTICLE_WORDS.contains(&first) => rest.to_owned(),
        _ => folded,
    }
}

/// What the index sorts by: `a` to `z`, figures, and single spaces, after transliteration.
pub(super) fn sort_key(name: &str, kind: SpeakerKind) -> String {
    if kind == SpeakerKind::Person {
        return PersonName::new(name).sort_key();
    }
    let mut key = String::new();
    for word in description_key(name).split(' ') {
        push_sortable(&mut key, word);
    }
    key
}

/// What the index sorts a folded word by.
pub(super) fn sortable(word: &str) -> String {
    let mut key = String::new();
    push_sortable(&mut key, word);
    key
}

fn push_sortable(key: &mut String, word: &str) {
    let start = key.len();
    for c in word.chars() {
        for byte in deunicode::deunicode_char(c).unwrap_or("").bytes() {
            if byte.is_ascii_alphanumeric() {
                if key.len() == start && start > 0 {
                    key.push(' ');
                }
                key.push(byte.to_ascii_lowercase() as char);
            }
        }
    }
}

/// What transliterations of one name have in common: `Zelensky`, `Zelenskyy`, `Zelenskiy` and `Zelenskyi` have the same.
///
/// Not a phonetic code such as Soundex, which joins far more: only spellings that differ by how letters of another
/// script, or long and doubled ones, are written in Latin letters.
pub(super) fn skeleton(word: &str) -> String {
    const SPELLINGS: [(&str, &str); 12] = [
        ("kh", "h"),
        ("gh", "g"),
        ("dh", "d"),
        ("ph", "f"),
        ("ck", "k"),
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("x", "ks"),
        ("q", "k"),
        ("w", "v"),
        ("y", "i"),
    ];
    let mut plain = String::with_capacity(word.len());
    push_sortable(&mut plain, word);
    let mut skeleton = String::with_capacity(plain.len());
    let mut rest = &*plain;
    while let Some(c) = rest.chars().next() {
        let (written, common) = SPELLINGS
            .into_iter()
            .find(|(written, _)| rest.starts_with(written))
            .unwrap_or((&rest[..c.len_utf8()], ""));
        rest = &rest[written.len()..];
        let common = if common.is_empty() { written } else { common };
        let common = if common == "j" { "i" } else { common };
        if !skeleton.ends_with(common) {
            skeleton.push_str(common);
        }
    }
    skeleton
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Site;
    use crate::digest::Alphabet;

    #[test]
    fn a_full_name_has_a_given_name() {
        for (name, full) in [
            ("Mira Orlan", true),
            ("Mira van der Orlan", true),
            ("Ben Orlan", true),
            ("J. R. Orlan", true),
            ("Orlan", false),
            ("van der Orlan", false),
            ("Von der Orlan", false),
            ("bin Orlan", false),
            ("Mr Orlan", false),
            ("Orlan Jr.", false),
            ("", false),
            ("Dr.", false),
        ] {
            assert_eq!(PersonName::new(name).is_full(), full, "{name}");
        }
    }

    #[test]
    fn keys_join_spellings_and_keep_namesakes_apart() {
        let key = |name| PersonName::new(name).key();
        assert_eq!(key("Míra  ORLAN"), key("Mira Orlan"));
        assert_eq!(key("Dr. Mira Orlan"), key("Mira Orlan"));
        assert_eq!(key("Tomas Orlan, Jr"), key("Tomas Orlan Jr."));
        assert_ne!(key("Tomas Orlan Jr."), key("Tomas Orlan"));
        assert_eq!(description_key("The Harbour Office"), "harbour office");
    }

    #[test]
    fn the_index_has_last_names_first() {
        use SpeakerKind::{Organisation, Person};
        let alphabet = Alphabet::of(&Site::default());
        for (name, kind, key, initial) in [
            ("Mira Orlan", Person, "orlan mira", 'O'),
            ("Tomas van der Orlan", Person, "orlan tomas van der", 'O'),
            ("Tomas De Orlan", Person, "de orlan tomas", 'D'),
            ("Tomas Orlan Jr.", Person, "orlan tomas jr", 'O'),
            ("Samir el-Orlan", Person, "orlan samir el", 'O'),
            ("Øyvind Ås", Person, "as oyvind", 'A'),
            ("Юлія Орлан", Person, "orlan iuliia", 'O'),
            ("The Harbour Office", Organisation, "harbour office", 'H'),
            ("5th Brigade", Organisation, "5th brigade", '#'),
            ("…", Organisation, "", '#'),
        ] {
            let found = sort_key(name, kind);
            assert_eq!(found, key, "{name}");
            assert_eq!(alphabet.letter(name, kind, &found), initial, "{name}");
        }
    }

    #[test]
    fn transliterations_have_one_skeleton() {
        let same = |words: &[&str]| {
            let first = skeleton(words[0]);
            words.iter().all(|word| skeleton(word) == first)
        };
        assert!(same(&[
            "Orlansky",
            "Orlanskyy",
            "Orlanskiy",
            "Orlanskyi",
            "Orlanskij"
        ]));
        assert!(same(&["Muhammad", "Muhamad"]));
        assert!(!same(&["Orlan", "Orlov"]));
        assert_eq!(skeleton("…"), "");
    }
}
