//! What an editor should look at: what could not be told for sure.

use super::Article;
use crate::diagnostics::Diagnostic;
use crate::source::Document;
use crate::span::Span;

/// The most doubtful headings that are reported of one document.
const MOST_HEADINGS: usize = 10;

/// All doubts of a document but those about its date.
pub(super) fn report(document: &Document, article: &Article, headings: &[Span]) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = no_headline(document, article).into_iter().collect();
    diagnostics.extend(
        headings
            .iter()
            .take(MOST_HEADINGS)
            .map(|&span| unsure(document, span)),
    );
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

fn unsure(document: &Document, span: Span) -> Diagnostic {
    Diagnostic::warning(
        "heading-unsure",
        "this line may be a heading; it is read as a paragraph",
    )
    .at(&document.path, &document.text, span)
    .help("leave two empty lines above a heading; or end the line with a full stop if it is none")
}
