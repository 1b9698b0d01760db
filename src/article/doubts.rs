//! What an editor should look at: what could not be told for sure.

use super::{Article, Block, BlockKind, Inline, head, shape};
use crate::diagnostics::{Diagnostic, Location};
use crate::lexicon::Lexicon;
use crate::source::Document;
use crate::span::Span;
use std::sync::Arc;

/// The most places of one kind that are reported of one document.
const MOST: usize = 10;

/// All doubts of a document but those about its date.
pub(super) fn report(
    document: &Document,
    lexicon: &Lexicon,
    article: &Article,
    headings: &[Span],
) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = no_headline(document, article).into_iter().collect();
    diagnostics.extend(reads_like_two(document, lexicon, article));
    let unsure = headings.iter().map(|&span| unsure_heading(document, span));
    diagnostics.extend(unsure.take(MOST));
    let blocks: Vec<&Block> = article.sections.iter().flat_map(|s| &s.blocks).collect();
    let unbalanced = (0..blocks.len()).filter_map(|i| unbalanced(document, &blocks, i));
    diagnostics.extend(unbalanced.take(MOST));
    diagnostics
}

fn no_headline(document: &Document, article: &Article) -> Option<Diagnostic> {
    let first = article.sections.first()?;
    if article.headline.is_some() {
        return None;
    }
    let at = first
        .blocks
        .first()
        .map_or(document.body, |block| block.span);
    let line = at.of(&document.text).split('\n').next().unwrap_or_default();
    let start = at.range().start;
    Some(
        Diagnostic::warning("no-headline", "the article has no headline")
            .at(&document.path, &document.text, Span::new(start, start + line.len()))
            .label("the text begins here")
            .help("put the headline on a line of its own above it, or write `title = \"…\"` between `+++` lines"),
    )
}

fn unsure_heading(document: &Document, span: Span) -> Diagnostic {
    Diagnostic::warning(
        "heading-unsure",
        "this line may be a heading; it is read as a paragraph",
    )
    .at(&document.path, &document.text, span)
    .help("leave two empty lines above a heading; or end the line with a full stop if it is none")
}

/// A paragraph with a double quotation mark that has no other one.
///
/// A quotation over several paragraphs opens each and closes in the last: an open one is right where the next paragraph
/// opens too. Single marks are apostrophes as often, and are not counted.
fn unbalanced(document: &Document, blocks: &[&Block], i: usize) -> Option<Diagnostic> {
    let block = blocks.get(i)?;
    if block.kind == BlockKind::Preformatted {
        return None;
    }
    let marks = Marks::of(document, block);
    let (span, what, help) = match marks {
        Marks::Balanced => return None,
        Marks::Unopened(at) => (
            at,
            "this quotation mark closes nothing",
            "write the mark that opens the quotation before its first word",
        ),
        Marks::Unclosed(at) => {
            let goes_on = blocks.get(i + 1).is_some_and(|next| opens(document, next));
            if goes_on {
                return None;
            }
            (
                at,
                "this quotation mark is not closed",
                "write the closing mark behind the quotation's last word",
            )
        }
    };
    Some(
        Diagnostic::warning("quotation-mark", what)
            .at(&document.path, &document.text, span)
            .help(help),
    )
}

enum Marks {
    Balanced,
    Unopened(Span),
    Unclosed(Span),
}

impl Marks {
    fn of(document: &Document, block: &Block) -> Self {
        let text = &*document.text;
        let mut open = None;
        for inline in &*block.inlines() {
            let Inline::Text(piece) = inline else {
                continue;
            };
            let words = piece.of(text);
            for mark in marks(words) {
                let at = piece.range().start + mark;
                let Some(c) = words[mark..].chars().next() else {
                    continue;
                };
                let span = Span::new(at, at + c.len_utf8());
                match c {
                    // Behind a figure it may stand for inches.
                    '"' if open.is_none()
                        && words[..mark].ends_with(|c: char| c.is_ascii_digit()) => {}
                    '"' if open.take().is_none() => open = Some(span),
                    '“' if matches!(open, Some(span) if span.of(text) == "„") => open = None,
                    '“' | '„' | '«' => {
                        // A second one opens a quotation inside the first, or the first was never closed.
                        if let Some(first) = open.replace(span)
                            && first.of(text) == span.of(text)
                        {
                            return Self::Unclosed(first);
                        }
                    }
                    '”' | '»' if open.take().is_none() => return Self::Unopened(span),
                    _ => {}
                }
            }
        }
        open.map_or(Self::Balanced, Self::Unclosed)
    }
}

/// Where the double marks of quotation stand.
fn marks(words: &str) -> impl Iterator<Item = usize> {
    let bytes = words.as_bytes();
    memchr::memchr3_iter(b'"', 0xE2, 0xC2, bytes).filter(|&at| match bytes[at] {
        // “ ” „
        0xE2 => matches!(bytes[at + 1..], [0x80, 0x9C..=0x9E, ..]),
        // « »
        0xC2 => matches!(bytes[at + 1..], [0xAB | 0xBB, ..]),
        _ => true,
    })
}

/// Whether a paragraph opens with a quotation mark.
fn opens(document: &Document, block: &Block) -> bool {
    block
        .inlines()
        .iter()
        .find_map(|inline| match inline {
            Inline::Text(span) => Some(span.of(&document.text)),
            _ => None,
        })
        .is_some_and(|words| words.trim_start().starts_with(['“', '"', '«', '„']))
}

/// A second article in the text: a heading with a byline or a dateline directly below it, where the first has its own.
fn reads_like_two(document: &Document, lexicon: &Lexicon, article: &Article) -> Option<Diagnostic> {
    let text = &*document.text;
    let second = article.sections.iter().skip(1).find_map(|section| {
        let below = section
            .blocks
            .first()
            .filter(|block| block.span.len() <= shape::LONG * 4)?;
        let line = below.visible(text);
        // The first article has the like of it.
        let begins = article.byline.is_some() && head::is_byline(lexicon, &line)
            || article.dateline.is_some() && head::begins_with_dateline(lexicon, &line);
        section.heading.as_ref().filter(|_| begins)
    })?;
    let first = article.headline.as_ref().and_then(|line| line.span);
    let diagnostic = Diagnostic::warning("reads-like-two", "a second article seems to begin here")
        .at(&document.path, &document.text, second.span)
        .label("a headline, with a byline or dateline below it")
        .help("give each article a file of its own");
    Some(match first {
        Some(span) => {
            let (path, text) = (Arc::clone(&document.path), Arc::clone(&document.text));
            let location = Location { path, text, span };
            diagnostic.related(location, "the first one begins here")
        }
        None => diagnostic,
    })
}
