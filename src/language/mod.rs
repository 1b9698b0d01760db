//! The interface in a language: its words with their plural forms, its dates and numbers. All of it is data, a file a
//! language (`words/en.toml`), compiled in; a file of a site's own `languages/` is laid over the built-in one, phrase by phrase.
//!
//! What is known of a language to *read* it is the [`lexicon`](crate::lexicon).

mod dates;
mod file;
mod phrase;

pub use dates::Dates;
pub use file::OwnFile;
pub use phrase::{Argument, Form, Missing, Part, Phrase};

use crate::diagnostics::Diagnostic;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// The names are the program's and the site's own, so that their hashes need no secret.
pub(crate) type Hasher = BuildHasherDefault<ahash::AHasher>;

/// The interface in one language, with everything that it lacks in English.
#[derive(Clone, Debug)]
pub struct Language {
    tag: Box<str>,
    phrases: HashMap<Box<str>, Phrase, Hasher>,
    group: Box<str>,
    /// How dates are written.
    pub dates: Dates,
}

impl Language {
    /// Gives all its phrases, in a fixed order, and how it writes dates: whatever a page can show of it.
    pub(crate) fn each(&self, mut give: impl FnMut(&str, &str)) {
        let mut phrases: Vec<_> = self.phrases.iter().collect();
        phrases.sort_by_key(|(key, _)| *key);
        give("tag", &self.tag);
        give("group", &self.group);
        give("dates", &format!("{:?}", self.dates));
        for (key, phrase) in phrases {
            give(key, &phrase.written());
        }
    }

    /// English, as it is built in.
    #[must_use]
    pub fn english() -> &'static Self {
        static ENGLISH: LazyLock<Language> = LazyLock::new(|| match Language::load("en", &[]) {
            Ok((english, _)) => english,
            // The built-in files are read by a test.
            Err(_) => Language::empty("en"),
        });
        &ENGLISH
    }

    /// The language `tag` (BCP 47), with a site's own files laid over the built-in ones.
    ///
    /// What a language lacks is taken from the one without its region (`pt` for `pt-BR`), then from English. The
    /// diagnostics that come with it are warnings.
    ///
    /// # Errors
    /// A diagnostic for each mistake in a file of the site's own, at its place.
    pub fn load(tag: &str, own: &[OwnFile]) -> Result<(Self, Vec<Diagnostic>), Vec<Diagnostic>> {
        file::load(tag, own)
    }

    fn empty(tag: &str) -> Self {
        Self {
            tag: tag.into(),
            phrases: HashMap::default(),
            group: Box::default(),
            dates: Dates::default(),
        }
    }

    /// Its tag, as the site gives it.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// What is said under `key`; none where no file has it.
    #[must_use]
    pub fn phrase(&self, key: &str) -> Option<&Phrase> {
        self.phrases.get(key)
    }

    /// All phrases by their keys, in no order.
    pub fn phrases(&self) -> impl Iterator<Item = (&str, &Phrase)> {
        self.phrases.iter().map(|(key, phrase)| (&**key, phrase))
    }

    /// The words under `key`, which are never filled in; the key itself where no file has it.
    #[must_use]
    pub fn say<'l>(&'l self, key: &'l str) -> &'l str {
        let plain = self.phrases.get(key).and_then(Phrase::plain);
        plain.unwrap_or(key)
    }

    /// The words under `key` with `values` put in their places.
    #[must_use]
    pub fn say_with(&self, key: &str, values: &[(&str, &str)]) -> String {
        let Some(phrase) = self.phrases.get(key) else {
            return key.to_owned();
        };
        let mut said = String::new();
        for part in phrase.form(None).parts() {
            match part {
                Part::Words(words) => said.push_str(words),
                Part::Slot(name) => {
                    let value = values.iter().find(|(known, _)| **known == **name);
                    said.push_str(value.map_or("", |(_, value)| value));
                }
            }
        }
        said
    }

    /// A number as it is read: `25,871`.
    #[must_use]
    pub fn number(&self, n: u64) -> String {
        let digits = n.to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 * self.group.len());
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push_str(&self.group);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// Which way its text runs.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        direction(&self.tag)
    }
}

/// Which way the text of a language runs, `ltr` or `rtl`, by its script where the tag names one (`az-Arab`).
#[must_use]
pub fn direction(tag: &str) -> &'static str {
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    let script =
        parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let is_rtl = match script {
        Some(script) => matches!(
            &*script.to_ascii_lowercase(),
            "arab" | "aran" | "hebr" | "syrc" | "thaa" | "nkoo" | "adlm" | "rohg" | "mand" | "samr"
        ),
        // The languages that CLDR's likely subtags give one of these scripts, as far as news is written in them.
        None => matches!(
            &*language,
            "ar" | "arc"
                | "azb"
                | "bal"
                | "bqi"
                | "ckb"
                | "dv"
                | "fa"
                | "glk"
                | "he"
                | "iw"
                | "ji"
                | "khw"
                | "ks"
                | "lrc"
                | "mzn"
                | "nqo"
                | "pnb"
                | "ps"
                | "rhg"
                | "sd"
                | "skr"
                | "syr"
                | "ug"
                | "ur"
                | "yi"
        ),
    };
    if is_rtl { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests;
