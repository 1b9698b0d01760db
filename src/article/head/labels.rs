//! Labels: the desk and category lines above a headline.

use super::{Dropped, Head, Line, Reason, Role, shape};
use crate::lexicon::{Lexicon, fold};
use crate::span::{Span, is_blank};

/// The most words of a label, and of a line of labels.
const LABEL_WORDS: usize = 4;
const LINE_WORDS: usize = 9;

/// Whether a line is made of labels: all known, or where a headline follows (`doubtful`) all short and with capitals.
pub(super) fn is_line(lexicon: &Lexicon, line: &str, doubtful: bool) -> bool {
    if line.is_empty() || line.len() > 120 || shape::ends_a_sentence(line) || line.ends_with('?') {
        return false;
    }
    let known = |label: &str| is_known(lexicon, label);
    if is_known(lexicon, line) || split(line).all(known) {
        return split(line).next().is_some();
    }
    doubtful
        && shape::words(line, LINE_WORDS) <= LINE_WORDS
        && split(line).all(|label| known(label) || is_short(lexicon, label))
}

fn is_known(lexicon: &Lexicon, label: &str) -> bool {
    let lower = label.to_lowercase();
    lexicon.article.labels.has(&lower) || lexicon.article.controls.has(&lower)
}

/// Two words of any kind (`Ukraine war`), or a few that all have capitals (`Northern Front Talks`).
fn is_short(lexicon: &Lexicon, label: &str) -> bool {
    let count = shape::words(label, LABEL_WORDS);
    let all_large = || {
        label.split(' ').all(|word| {
            lexicon.article.joiners.has(word)
                || word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic())
        })
    };
    shape::begins_large(label)
        && !label.contains(['“', '"', '‘', ':'])
        && (count <= 2 || count <= LABEL_WORDS && all_large())
}

fn split(line: &str) -> impl Iterator<Item = &str> {
    pieces(line)
        .map(|piece| piece.trim_end_matches(is_divider).trim_matches(is_blank))
        .filter(|label| !label.is_empty())
}

/// A line of labels cut behind each mark that divides them.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    line.split_inclusive([',', '>', '›', '»', '|', '•', '·', '/', '→'])
}

fn is_divider(c: char) -> bool {
    matches!(c, ',' | '>' | '›' | '»' | '|' | '•' | '·' | '/' | '→') || is_blank(c)
}

impl Head<'_, '_> {
    /// Whether all labels of a line were given before.
    pub(super) fn repeats_labels(&self, i: usize) -> bool {
        let seen = &self.seen[i];
        matches!(seen.role, Role::Line)
            && !self.article.labels.is_empty()
            && seen.line.len() < 120
            && split(&seen.line).all(|label| self.has_label(label))
    }

    fn has_label(&self, label: &str) -> bool {
        let label = fold(label);
        self.article.labels.iter().any(|l| fold(&l.text) == label)
    }

    /// Takes the labels of a line; the mark between two belongs to the one before it.
    pub(super) fn take_labels(&mut self, i: usize) {
        self.placed[i] = true;
        let block = self.blocks[i].span;
        let line = block.of(self.text);
        // A label may hold a mark that divides others: `Russia/Ukraine`.
        let whole = is_known(self.lexicon, &self.seen[i].line);
        let base = block.range().start;
        let mut start = 0;
        let pieces: Vec<&str> = if whole {
            vec![line]
        } else {
            pieces(line).collect()
        };
        for piece in pieces {
            let span = Span::new(base + start, base + start + piece.len()).trimmed(self.text);
            start += piece.len();
            let label =
                super::super::squash(piece.trim_end_matches(is_divider).trim_matches(is_blank));
            let reason = if span.is_empty() {
                continue;
            } else if label.is_empty() {
                // The mark alone: markup of the page.
                Reason::Rule
            } else if self.lexicon.article.controls.has(&label.to_lowercase()) {
                // "Home", at the head of a breadcrumb trail.
                Reason::PageControls
            } else if self.has_label(&label) {
                Reason::RepeatedLabel
            } else {
                self.article.labels.push(Line {
                    text: label.into(),
                    span: Some(span),
                });
                continue;
            };
            self.article.dropped.push(Dropped { span, reason });
        }
    }
}
