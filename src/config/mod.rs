//! What an editor sets: `site.toml`, a document's front matter, the register of speakers.
//!
//! Each is a plain type read by [`read`]; a mistake is a [`Diagnostic`] at the key,
//! with the nearest known one.

mod checked;
mod date;
mod feeds;
mod front_matter;
mod register;
mod site;

pub(crate) use checked::is_language;
pub use checked::parse_base_url;
pub use date::parse_date;
pub use feeds::{FeedLength, Feeds};
pub use front_matter::{Correction, FrontMatter, Settlement};
pub use register::{Register, RegisteredSpeaker, SpeakerKind};
pub use site::{Licence, Link, QuoteSettings, Site};

use crate::diagnostics::Diagnostic;
use crate::span::Span;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// Reads the TOML in `part` of `text`, so that a mistake is shown at its place in the whole file.
///
/// # Errors
/// A diagnostic when it is not TOML, a key is unknown, or a value has the wrong type.
pub fn read<T: DeserializeOwned>(
    path: &Arc<str>,
    text: &Arc<str>,
    part: Span,
) -> Result<T, Box<Diagnostic>> {
    toml::from_str(part.of(text)).map_err(|error| Box::new(mistake(&error, path, text, part)))
}

fn mistake(error: &toml::de::Error, path: &Arc<str>, text: &Arc<str>, part: Span) -> Diagnostic {
    let base = part.start as usize;
    let range = error.span().unwrap_or(0..0);
    let span = Span::new(base + range.start, base + range.end);
    let message = error.message();
    if let Some((key, known)) = unknown_key(message) {
        let nearest = nearest(key, &known);
        let help = match nearest {
            Some(near) => format!("write `{near}`"),
            None => format!("the keys that may stand here are: {}", known.join(", ")),
        };
        return Diagnostic::error(
            "unknown-key",
            format!("there is no key `{}` here", begin(key)),
        )
        .at(path, text, span)
        .help(help);
    }
    let (message, help) = message_and_help(message);
    Diagnostic::error("settings", message)
        .at(path, text, span)
        .help(help.unwrap_or_else(|| {
            "settings are written in TOML: key = \"text in quotation marks\", one a line".into()
        }))
}

/// What is wrong, and what to write instead.
///
/// The message of a type of our own gives it after a semicolon; what serde expected says it for its types.
pub(crate) fn message_and_help(message: &str) -> (String, Option<String>) {
    if let Some((wrong, help)) = message.split_once("; write ") {
        return (wrong.to_owned(), Some(format!("write {help}")));
    }
    let expected = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .and_then(|rest| rest.rsplit_once(", expected "));
    if let Some((found, expected)) = expected {
        let help = match (expected, found.split_once('`')) {
            ("a string", Some((_, value))) => {
                format!(
                    "put quotation marks around it: \"{}\"",
                    value.trim_end_matches('`')
                )
            }
            ("a string", None) => "write text in quotation marks".to_owned(),
            ("a sequence", _) => "write a list: [\"…\", \"…\"]".to_owned(),
            ("a boolean", _) => "write true or false, without quotation marks".to_owned(),
            ("i64" | "f32", _) => "write a number, without quotation marks".to_owned(),
            (expected, _) => format!("write {expected}"),
        };
        return (
            "a value of this kind can't stand here".to_owned(),
            Some(help),
        );
    }
    let first = message.lines().next().unwrap_or_default();
    (format!("this can't be read: {first}"), None)
}

/// The beginning of a word, as much as a message can show.
fn begin(word: &str) -> String {
    match word.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}

/// The key and the known ones out of serde's message, the only place where it names them.
fn unknown_key(message: &str) -> Option<(&str, Vec<&str>)> {
    let rest = message.strip_prefix("unknown field `")?;
    let (key, rest) = rest.split_once('`')?;
    let known = rest.split('`').skip(1).step_by(2).collect();
    Some((key, known))
}

/// The known word that `word` was most likely meant to be: one that differs by few letters, or begins alike.
///
/// Damerau–Levenshtein distance, at most a third of the word's length (F. J. Damerau, CACM 7(3), 1964).
#[must_use]
pub fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let length = word.chars().count();
    let allowed = (length / 3).max(1);
    // A word of a million letters is told apart by their number.
    let is_as_long = |known: &&&str| known.chars().count().abs_diff(length) <= allowed;
    let begins_alike = |known: &&&str| word.len() > 2 && known.starts_with(word);
    known
        .iter()
        .filter(is_as_long)
        .map(|k| (strsim::damerau_levenshtein(word, k), *k))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, k)| k)
        .or_else(|| known.iter().find(begins_alike).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_keyboard_is_understood() {
        let known = ["title", "topics", "aliases", "role"];
        for (word, meant) in [
            ("titel", Some("title")),
            ("topic", Some("topics")),
            ("alias", Some("aliases")),
            ("al", None),
            ("colour", None),
        ] {
            assert_eq!(nearest(word, &known), meant, "{word}");
        }
    }
}
