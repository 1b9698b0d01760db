//! Words of one speaker that two articles quote differently.
//!
//! Two reporters who heard one sentence may write it down in two ways, and a reader of the digest ought not to be told
//! both as the truth. Quotations that share several runs of words are laid beside each other; where they agree but for
//! some words in their midst, both are shown. What stands before or after the words that they share is no difference: one
//! article quotes more than the other.

use crate::config::SpeakerKind;
use crate::diagnostics::{Diagnostic, Location};
use crate::digest::{ArticleId, Digest, QuotationRef, Speaker};
use crate::span::Span;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write;

/// Words in a row that two quotations must share to be laid beside each other at all.
const RUN: usize = 3;
/// A run of words that more quotations of a speaker share is a turn of phrase, and tells nothing.
const COMMON: usize = 8;
/// How many words the two must share.
const SHARED: usize = 6;
/// How much of what lies between the first and the last shared word must be shared.
const ALIKE: f64 = 0.7;

/// One statement in two wordings.
#[derive(Clone, Debug, PartialEq)]
pub struct Wording {
    /// Where the one stands; the newer article's.
    pub one: QuotationRef,
    /// Where the other stands.
    pub other: QuotationRef,
    /// The statement from the first shared word to the last, in order.
    pub changes: Vec<Change>,
}

/// A stretch of words that both quotations have, or that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Both have these words.
    Same(String),
    /// The words of the one and of the other; either may be empty.
    Differs {
        /// Of the one.
        one: String,
        /// Of the other.
        other: String,
    },
}

/// A quotation taken apart.
struct Quoted<'d> {
    at: QuotationRef,
    /// As they stand.
    words: Vec<&'d str>,
    /// As they are compared: folded, without the marks around them.
    folded: Vec<String>,
}

pub(super) fn of(digest: &Digest) -> Vec<Wording> {
    let speakers = digest.speakers.par_iter();
    let found = speakers.flat_map_iter(|speaker| of_speaker(digest, speaker));
    in_order(found.collect())
}

/// Nobody but the speakers of the article is looked at.
pub(super) fn in_article(digest: &Digest, article: ArticleId) -> Vec<Wording> {
    let speakers: BTreeSet<_> = digest.articles[article].speakers.iter().collect();
    let found = speakers
        .into_iter()
        .flat_map(|&id| of_speaker(digest, &digest.speakers[id]));
    let here = |wording: &Wording| {
        [wording.one, wording.other]
            .iter()
            .any(|at| at.article() == article)
    };
    in_order(found.filter(here).collect())
}

fn in_order(mut found: Vec<Wording>) -> Vec<Wording> {
    found.sort_by_key(|wording| (wording.one, wording.other));
    found
}

fn of_speaker(digest: &Digest, speaker: &Speaker) -> Vec<Wording> {
    if speaker.kind == SpeakerKind::Unnamed || speaker.articles.len() < 2 {
        return Vec::new();
    }
    let quoted = distinct(digest, speaker);
    let mut places: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (id, quotation) in quoted.iter().enumerate() {
        for run in quotation.folded.windows(RUN) {
            let ids = places.entry(run).or_default();
            // One quotation may have a run twice.
            if ids.last() != Some(&id) {
                ids.push(id);
            }
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for ids in places.into_values().filter(|ids| ids.len() <= COMMON) {
        for (at, &one) in ids.iter().enumerate() {
            for &other in &ids[at + 1..] {
                *shared.entry((one, other)).or_default() += 1;
            }
        }
    }
    let likely = shared.into_iter().filter(|&(_, runs)| runs > 1);
    likely
        .filter_map(|((one, other), _)| compare(&quoted[one], &quoted[other]))
        .collect()
}

/// The quotations of a speaker, each wording once, where the newest article has it.
fn distinct<'d>(digest: &'d Digest, speaker: &Speaker) -> Vec<Quoted<'d>> {
    let mut quoted: Vec<Quoted> = Vec::new();
    let mut known: HashSet<Vec<String>> = HashSet::new();
    for &at in &speaker.quotations {
        let article = &digest.articles[at.article()];
        if !article.opens(at.quotation()) {
            continue;
        }
        let entry = &article.entry;
        let rows = article.parts(at.quotation());
        let words: Vec<&str> = rows
            .flat_map(|row| words(entry.quotations[row].span.of(&entry.document.text)))
            .collect();
        let folded: Vec<String> = words.iter().map(|word| bare(word)).collect();
        if folded.len() < SHARED || !known.insert(folded.clone()) {
            continue;
        }
        quoted.push(Quoted { at, words, folded });
    }
    quoted
}

/// The words of a text; marks of an omission stand as words of their own, and dashes are none.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().flat_map(|word| {
        let end = word.trim_end_matches(is_omission).len();
        // A full stop is no omission.
        let end = if word.len() - end > 1 {
            end
        } else {
            word.len()
        };
        let (word, omission) = word.split_at(end);
        [word, omission]
            .into_iter()
            .filter(|part| part.contains(|c: char| c.is_alphanumeric()) || omits(part))
    })
}

fn is_omission(c: char) -> bool {
    matches!(c, '…' | '.')
}

fn omits(word: &str) -> bool {
    word.contains('…') || word.contains("...")
}

/// A word without case and the marks at its ends; a mark of an omission stays one.
fn bare(word: &str) -> String {
    if omits(word) {
        return "…".to_owned();
    }
    crate::lexicon::fold(word.trim_matches(|c: char| !c.is_alphanumeric()))
}

fn compare(one: &Quoted, other: &Quoted) -> Option<Wording> {
    if one.at.article() == other.at.article() {
        return None;
    }
    let ops = capture_diff_slices(Algorithm::Myers, &one.folded, &other.folded);
    let is_same = |op: &DiffOp| matches!(op, DiffOp::Equal { .. });
    // A word or two that both happen to have outside of what they share is no part of it.
    let anchors = |op: &DiffOp| is_same(op) && op.old_range().len() >= RUN;
    let first = ops.iter().position(anchors)?;
    let last = ops.iter().rposition(anchors)?;
    let core = &ops[first..=last];
    let shared: usize = core
        .iter()
        .filter(|op| is_same(op))
        .map(|op| op.old_range().len())
        .sum();
    let differing: usize = core
        .iter()
        .filter(|op| !is_same(op))
        .map(|op| op.old_range().len().max(op.new_range().len()))
        .sum();
    #[allow(clippy::cast_precision_loss, reason = "words of a quotation are few")]
    let alike = shared as f64 / (shared + differing) as f64;
    let marks_omission = |op: &DiffOp| {
        let omits = |folded: &[String]| folded.iter().any(|word| word == "…");
        omits(&one.folded[op.old_range()]) || omits(&other.folded[op.new_range()])
    };
    let is_difference = |op: &&DiffOp| !is_same(op) && !marks_omission(op);
    if shared < SHARED || alike < ALIKE || core.iter().filter(is_difference).count() == 0 {
        return None;
    }
    let changes = core.iter().map(|op| {
        let words = one.words[op.old_range()].join(" ");
        if is_same(op) {
            Change::Same(words)
        } else {
            let other = other.words[op.new_range()].join(" ");
            Change::Differs { one: words, other }
        }
    });
    Some(Wording {
        one: one.at,
        other: other.at,
        changes: changes.collect(),
    })
}

impl Wording {
    /// Both places, and the two wordings in one line.
    pub(super) fn report(&self, digest: &Digest) -> Diagnostic {
        let speaker = digest.articles[self.one.article()]
            .speaker_of(self.one.quotation())
            .map_or("a speaker", |id| digest.speakers[id].name.as_str());
        let one = location(digest, self.one);
        Diagnostic::warning(
            "worded-differently",
            format!("two articles quote {speaker} in different words"),
        )
        .at(&one.path, &one.text, one.span)
        .label("in these words here")
        .related(location(digest, self.other), "and in these here")
        .help(format!(
            "{}\ncompare both with their sources; if one is wrong, mend it and tell the readers by `[[correction]]`",
            self.beside()
        ))
    }

    /// `the bridge is [open | shut] and the ferry runs every hour`
    fn beside(&self) -> String {
        let mut line = String::new();
        for (at, change) in self.changes.iter().enumerate() {
            if at > 0 {
                line.push(' ');
            }
            // Writing to a string does not fail.
            _ = match change {
                Change::Same(words) => write!(line, "{}", shortened(words)),
                Change::Differs { one, other } => write!(
                    line,
                    "[{} | {}]",
                    if one.is_empty() { "–" } else { one },
                    if other.is_empty() { "–" } else { other }
                ),
            };
        }
        line
    }
}

/// A long stretch of words that both have, by its ends.
fn shortened(words: &str) -> String {
    const ENDS: usize = 5;
    let all: Vec<&str> = words.split_whitespace().collect();
    if all.len() <= ENDS * 2 + 2 {
        return all.join(" ");
    }
    format!(
        "{} … {}",
        all[..ENDS].join(" "),
        all[all.len() - ENDS..].join(" ")
    )
}

/// Where a quotation stands: its first line.
fn location(digest: &Digest, at: QuotationRef) -> Location {
    let (article, quotation) = digest.quotation(at);
    let document = &article.entry.document;
    let line = quotation.span.of(&document.text).lines().next();
    let start = quotation.span.range().start;
    Location {
        path: document.path.clone(),
        text: document.text.clone(),
        span: Span::new(start, start + line.unwrap_or_default().len()),
    }
}
