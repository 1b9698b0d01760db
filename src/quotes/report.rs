//! What an editor settles, and what is left for one to settle.

use super::entry::number;
use super::paragraphs::Paragraph;
use super::{Attribution, Candidates, Entry, QuotationKind, Speaker};
use crate::config::Register;
use crate::diagnostics::Diagnostic;
use crate::lexicon::fold;
use crate::span::Span;
use std::sync::Arc;

/// Applies `[[quote]]`; one that fits no quotation is an error, because the editor's word would be lost.
pub(super) fn settle(entry: &mut Entry, register: &Register) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let front_matter = Arc::clone(&entry.document.front_matter);
    let settlements = &front_matter.settlements;
    let text = Arc::clone(&entry.document.text);
    let mut skipped = vec![false; entry.quotations.len()];
    for settlement in settlements {
        let wanted = fold(&settlement.words);
        let mut found = false;
        for (i, quotation) in entry.quotations.iter_mut().enumerate() {
            if wanted.is_empty() || !fold(quotation.span.of(&text)).contains(&wanted) {
                continue;
            }
            found = true;
            if settlement.skip {
                skipped[i] = true;
            } else if let Some(name) = &settlement.speaker {
                let speaker = Speaker::settled(name, register);
                let known = entry.speakers.iter().position(|other| {
                    fold(&other.name) == fold(&speaker.name)
                        || other
                            .also
                            .iter()
                            .any(|name| fold(name) == fold(&speaker.name))
                });
                let id = known.unwrap_or_else(|| {
                    entry.speakers.push(Arc::new(speaker));
                    entry.speakers.len() - 1
                });
                quotation.attribution = Some(Attribution::settled(id));
                quotation.candidates = Candidates::default();
            }
        }
        if !found {
            let head = Span::new(0, entry.document.body.range().start);
            let at = head
                .of(&text)
                .find(&settlement.words)
                .map_or(head, |at| Span::new(at, at + settlement.words.len()));
            diagnostics.push(
                Diagnostic::error(
                    "settlement",
                    "no quotation of this document has these words",
                )
                .at(&entry.document.path, &text, at)
                .help("copy `match` from between the quotation marks, or take the [[quote]] out"),
            );
        }
    }
    if skipped.contains(&true) {
        remove(entry, &skipped);
    }
    diagnostics
}

/// Takes quotations out, and speakers who have none left.
fn remove(entry: &mut Entry, skipped: &[bool]) {
    let mut moved = Vec::with_capacity(skipped.len());
    let mut kept = 0;
    for &skip in skipped {
        moved.push((!skip).then_some(kept));
        kept += u32::from(!skip);
    }
    let mut flags = skipped.iter();
    entry
        .quotations
        .retain(|_| !flags.next().copied().unwrap_or(false));
    for quotation in &mut entry.quotations {
        quotation.continues = quotation
            .continues
            .and_then(|before| moved[before as usize]);
    }
    let mut used = vec![None; entry.speakers.len()];
    let mut speakers = Vec::new();
    for quotation in &mut entry.quotations {
        if let Some(attribution) = &mut quotation.attribution {
            let id = *used[attribution.speaker as usize].get_or_insert_with(|| {
                speakers.push(Arc::clone(&entry.speakers[attribution.speaker as usize]));
                speakers.len() - 1
            });
            attribution.speaker = number(id);
        }
    }
    entry.speakers = speakers;
}

/// Opening marks that nothing closes, and that no further paragraph takes up.
pub(super) fn unbalanced(entry: &Entry, paragraphs: &[Paragraph]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (i, paragraph) in paragraphs.iter().enumerate() {
        for (n, run) in paragraph.runs.iter().enumerate() {
            let last = n + 1 == paragraph.runs.len();
            let taken_up = last
                && paragraphs[i + 1..].iter().take(3).any(|next| {
                    next.tokens
                        .first()
                        .is_some_and(super::tokens::Token::is_run)
                });
            if run.closed || taken_up {
                continue;
            }
            let mark = Span::new(run.marked.range().start, run.span.range().start);
            diagnostics.push(
                Diagnostic::warning("unbalanced-mark", "this quotation has no closing mark")
                    .at(&entry.document.path, &entry.document.text, mark)
                    .label("it opens here")
                    .help("put the closing mark where the words end, or open the next paragraph with a mark if they go on"),
            );
        }
    }
    diagnostics
}

/// Quotations that nobody is named for.
pub(super) fn unattributed(entry: &Entry) -> Vec<Diagnostic> {
    let text = &entry.document.text;
    let open = entry
        .quotations
        .iter()
        .filter(|quotation| quotation.attribution.is_none() && quotation.continues.is_none());
    let diagnostics = open.map(|quotation| {
        let words = match_words(quotation.span.of(text));
        let who = quotation.candidates.first().map_or("…", String::as_str);
        let candidates = match &*quotation.candidates {
            [] | [_] => String::new(),
            several => format!(" ({})", several.join(" or ")),
        };
        let message = match quotation.kind {
            QuotationKind::Direct => "nobody is named for this quotation",
            QuotationKind::Partial => "nobody is named for these quoted words",
        };
        Diagnostic::warning("unattributed", format!("{message}{candidates}"))
            .at(&entry.document.path, text, opening(text, quotation.span))
            .help(format!(
                "settle it in the front matter:\n[[quote]]\nmatch = \"{words}\"\nspeaker = \"{who}\"    # or: skip = true"
            ))
    });
    diagnostics.collect()
}

/// The first words of a long quotation: enough to be found by, and one line when underlined.
fn opening(text: &str, span: Span) -> Span {
    const LONGEST: usize = 60;
    let words = span.of(text);
    let line = words.lines().next().unwrap_or_default();
    let cut = line
        .char_indices()
        .filter(|(_, c)| c.is_whitespace())
        .map(|(at, _)| at)
        .take_while(|&at| at <= LONGEST)
        .last();
    let end = if line.len() <= LONGEST {
        line.len()
    } else {
        cut.unwrap_or(line.len())
    };
    Span::new(span.range().start, span.range().start + end)
}

/// The first words of a quotation, as a TOML string that finds it again.
fn match_words(words: &str) -> String {
    const LONGEST: usize = 6;
    let line = words.lines().next().unwrap_or_default();
    let mut short = String::new();
    for word in line.split_whitespace().take(LONGEST) {
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short.replace('\\', "\\\\").replace('"', "\\\"")
}
