//! Lines and openings of lines that are looked for at the head of a text's own lines.

use super::Words;
use serde::Deserialize;

/// Phrases that lines begin with, in lower case, found without a copy of the line: a list for each first byte.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<Box<str>>")]
pub struct Openings(Vec<Vec<Box<str>>>);

impl From<Vec<Box<str>>> for Openings {
    fn from(phrases: Vec<Box<str>>) -> Self {
        let mut openings = vec![Vec::new(); usize::from(u8::MAX) + 1];
        for phrase in phrases {
            if let Some(&first) = phrase.as_bytes().first() {
                openings[usize::from(first)].push(phrase);
            }
        }
        // The longest phrase is the one that a line begins with.
        for phrases in &mut openings {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        }
        Self(openings)
    }
}

impl Openings {
    /// How many bytes of `line` the longest phrase takes that it begins with, whole words only; ASCII letter case is
    /// ignored.
    #[must_use]
    pub fn at_head(&self, line: &str) -> Option<usize> {
        let first = line.as_bytes().first()?.to_ascii_lowercase();
        let phrases = self.0.get(usize::from(first))?;
        phrases
            .iter()
            .find(|phrase| is_head(line, phrase))
            .map(|phrase| phrase.len())
    }
}

fn is_head(line: &str, phrase: &str) -> bool {
    let Some(head) = line.get(..phrase.len()) else {
        return false;
    };
    head.eq_ignore_ascii_case(phrase)
        && !(phrase.ends_with(char::is_alphanumeric)
            && line[phrase.len()..].starts_with(char::is_alphanumeric))
}

/// Whole lines, and openings of lines: in the data those end with `…`.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<Box<str>>")]
pub struct Lines {
    whole: Words,
    openings: Openings,
}

impl From<Vec<Box<str>>> for Lines {
    fn from(entries: Vec<Box<str>>) -> Self {
        let (openings, whole): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|entry| entry.ends_with('…'));
        let openings: Vec<Box<str>> = openings
            .iter()
            .map(|entry| entry.trim_end_matches('…').into())
            .collect();
        Self {
            whole: Words(whole.into_iter().collect()),
            openings: openings.into(),
        }
    }
}

impl Lines {
    /// Whether `lower`, in lower case and without marks around it, is one of the lines.
    #[must_use]
    pub fn has(&self, lower: &str) -> bool {
        self.whole.has(lower)
    }

    /// How many bytes the opening takes that `line` begins with.
    #[must_use]
    pub fn opening(&self, line: &str) -> Option<usize> {
        self.openings.at_head(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings_are_whole_words_and_the_longest_wins() {
        let openings = Openings::from(vec!["by".into(), "by staff".into(), "©".into()]);
        assert_eq!(openings.at_head("BY STAFF and others"), Some(8));
        assert_eq!(openings.at_head("By Mira"), Some(2));
        assert_eq!(openings.at_head("Bystanders"), None);
        assert_eq!(openings.at_head("©2025"), Some("©".len()));
        assert_eq!(openings.at_head(""), None);
    }

    #[test]
    fn an_ellipsis_in_the_data_makes_an_opening() {
        let lines = Lines::from(vec!["share".into(), "share on…".into()]);
        assert!(lines.has("share"));
        assert_eq!(lines.opening("Share on Example"), Some(8));
        assert_eq!(lines.opening("Share"), None);
    }
}
