//! The truth that stands beside the invented articles, and what counts as finding it.
//!
//! Each `tests/quotations/articles/NAME.txt` has a `NAME.tsv` with a row for each run of double marks, in the text's
//! order: its first words; `direct`, `partial`, or `none` where nobody said it; who did (`?`: the text does not tell);
//! and the other names for the same speaker, with `|` between them. To add an article, add the two files.

use dateline::lexicon::fold;
use dateline::quotes::Quotation;
use dateline::span::Span;
use std::path::{Path, PathBuf};

/// One row: a run of marks, and what the text says of it.
pub struct Said {
    /// Its first words.
    pub words: String,
    /// `direct`, `partial` or `none`.
    pub kind: String,
    /// All names for who said it; empty where the text does not tell.
    pub speakers: Vec<String>,
    /// Where it stands.
    pub run: Span,
}

/// The articles' texts, in the order of their names.
pub fn articles() -> Vec<PathBuf> {
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quotations/articles"))
}

/// The texts of a folder, in the order of their names.
pub fn texts(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.sort();
    paths
}

/// The rows of the article at `path`, whose text is `text`.
pub fn rows(path: &Path, text: &str) -> Vec<Said> {
    let name = path.display();
    let truth = std::fs::read_to_string(path.with_extension("tsv")).unwrap();
    let mut at = 0;
    let mut rows = Vec::new();
    for row in truth.lines() {
        let mut cells = row.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (words, kind, speaker, also) = (cell(), cell(), cell(), cell());
        assert!(
            ["direct", "partial", "none"].contains(&kind),
            "{name}: {row}"
        );
        let run = run(text, at, words).unwrap_or_else(|| panic!("{name} has no {words:?}"));
        at = run.range().start + words.len();
        let speakers = std::iter::once(speaker).chain(also.split('|'));
        rows.push(Said {
            words: words.to_owned(),
            kind: kind.to_owned(),
            speakers: speakers
                .filter(|name| !name.is_empty() && *name != "?")
                .map(str::to_owned)
                .collect(),
            run,
        });
    }
    rows
}

impl Said {
    /// Whether this is what a quotation was found for.
    pub fn is(&self, quotation: &Quotation) -> bool {
        overlap(quotation.span, self.run) || quotation.span.start == self.run.start
    }

    /// Whether a name is that of who said it.
    pub fn is_by(&self, name: &str) -> bool {
        self.speakers.iter().any(|speaker| are_one(speaker, name))
    }
}

/// The first run of double marks from `at` on that begins with `words`, without its marks.
fn run(text: &str, at: usize, words: &str) -> Option<Span> {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
    let found = text[at..].match_indices(words).find(|(offset, _)| {
        let before = text[..at + offset].trim_end();
        before.ends_with(is_mark)
    });
    let start = at + found?.0;
    let paragraph = text[start..].split('\n').next().unwrap_or_default();
    let length = paragraph.find(is_mark).unwrap_or(paragraph.len());
    Some(Span::new(start, start + length))
}

/// Whether two ranges share at least half of each.
fn overlap(one: Span, other: Span) -> bool {
    let shared = one
        .end
        .min(other.end)
        .saturating_sub(one.start.max(other.start)) as usize;
    2 * shared >= one.len() && 2 * shared >= other.len()
}

/// Words before a name that are no part of it.
const TITLES: &[&str] = &[
    "the",
    "a",
    "an",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "dame",
    "lord",
    "lady",
    "president",
    "prime",
    "minister",
    "vice",
    "former",
    "rep",
    "sen",
    "gov",
    "gen",
    "lt",
    "col",
    "capt",
    "sgt",
    "secretary",
    "state",
    "deputy",
    "acting",
    "senator",
    "governor",
    "general",
    "colonel",
    "captain",
    "king",
    "queen",
    "representative",
    "judge",
    "justice",
    "coach",
    "professor",
    "prof",
];
const PRONOUNS: &[&str] = &["he", "she", "they", "it", "we", "i", "him", "her", "them"];

/// Whether two names mean one speaker: equal without titles and articles; or one ends with the other; or both begin
/// and end alike, with a middle name in one. A pronoun names nobody.
pub fn are_one(one: &str, other: &str) -> bool {
    let (one, other) = (bare(one), bare(other));
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    match short.as_slice() {
        [] => false,
        [word] if PRONOUNS.contains(&&**word) => false,
        [first, .., last] if long.first() == Some(first) && long.last() == Some(last) => true,
        short => long.ends_with(short),
    }
}

/// The words of a name, folded, without what stands before it and without the genitive's mark.
fn bare(name: &str) -> Vec<String> {
    let mut words: Vec<String> = fold(name)
        .split_whitespace()
        .map(|word| word.strip_suffix("'s").unwrap_or(word))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    let titles = words
        .iter()
        .take_while(|word| TITLES.contains(&&***word))
        .count();
    words.drain(..titles.min(words.len().saturating_sub(1)));
    words
}
