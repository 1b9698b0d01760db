//! Nothing is invented: a quotation's words are the text's own, and a speaker is named on evidence or not at all.
//!
//! - [`articles`]: whole invented articles with the truth beside them, and how often a name may be wrong.
//! - [`frames`]: a small text for each way in which a text says who spoke, and for each that only looks like one.
//! - [`mutations`]: what holds for any text, shown on broken ones.
//! - [`truth`]: what stands beside those articles, and what counts as finding it.
//! - [`single_marks`]: the same in single marks as in double ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]

mod articles;
mod frames;
mod mutations;
mod single_marks;
mod truth;

use dateline::config::{Register, Site};
use dateline::diagnostics::Diagnostic;
use dateline::quotes::{self, Entry};
use dateline::{article, source};

/// The entry of a text with the settings that a new site has; nothing where the text can't be read.
fn read(text: &str, name: &str) -> Option<(Entry, Vec<Diagnostic>)> {
    let (site, register) = (Site::default(), Register::default());
    let document = source::read(text.as_bytes(), name).ok()?;
    let (article, _) = article::read(&document, &site);
    Some(quotes::read(document, article, &site, &register))
}

/// Some words on one line.
fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
