//! What an editor sets: `site.toml`, a document's front matter, the register of speakers.
//!
//! Each is a plain type read by [`read`]; a mistake is a [`Diagnostic`] at the key,
//! with the nearest known one.

mod date;
mod front_matter;
mod register;
mod site;

pub use date::parse_date;
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
        return Diagnostic::error("unknown-key", format!("there is no key `{key}` here"))
            .at(path, text, span)
            .help(help);
    }
    let (code, message) = match message.split_once('\n') {
        Some((first, _)) => ("settings", first),
        None => ("settings", message),
    };
    let diagnostic = Diagnostic::error(code, format!("this can't be read: {message}"));
    diagnostic
        .at(path, text, span)
        .help("settings are written in TOML: key = \"text in quotation marks\", one a line")
}

/// The key and the known ones out of serde's message, the only place where it names them.
fn unknown_key(message: &str) -> Option<(&str, Vec<&str>)> {
    let rest = message.strip_prefix("unknown field `")?;
    let (key, rest) = rest.split_once('`')?;
    let known = rest.split('`').skip(1).step_by(2).collect();
    Some((key, known))
}

/// The known word that `word` was most likely meant to be.
///
/// Damerau–Levenshtein distance, at most a third of the word's length (F. J. Damerau, CACM 7(3), 1964).
#[must_use]
pub fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let allowed = (word.chars().count() / 3).max(1);
    known
        .iter()
        .map(|k| (strsim::damerau_levenshtein(word, k), *k))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, k)| k)
}
