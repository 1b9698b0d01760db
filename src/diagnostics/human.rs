//! Diagnostics as a compiler shows them: file, line and column, the text underlined, what to write instead.

use super::{Diagnostic, Location, Severity};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// The diagnostic as text of several lines, coloured when `colour` is set.
#[must_use]
pub fn render(diagnostic: &Diagnostic, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&diagnostic.message).id(diagnostic.code);
    let excerpt = diagnostic.location.as_ref().map(Excerpt::new);
    let related: Vec<_> = diagnostic
        .related
        .iter()
        .map(|(location, words)| (Excerpt::new(location), words))
        .collect();
    let mut group = match &excerpt {
        Some(excerpt) if !excerpt.text.is_empty() => {
            let mut annotation = AnnotationKind::Primary.span(excerpt.range.clone());
            if let Some(label) = &diagnostic.label {
                annotation = annotation.label(label);
            }
            title.element(excerpt.snippet().annotation(annotation))
        }
        Some(excerpt) => title.element(annotate_snippets::Origin::path(excerpt.path)),
        None => Group::with_title(title),
    };
    for (excerpt, words) in &related {
        if excerpt.text.is_empty() {
            group = group.element(annotate_snippets::Origin::path(excerpt.path));
        } else {
            let annotation = AnnotationKind::Context
                .span(excerpt.range.clone())
                .label(words.as_str());
            group = group.element(excerpt.snippet().annotation(annotation));
        }
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&[group]).to_string()
}

/// The lines around a span, cut so that a paragraph of a thousand words does not fill the terminal.
struct Excerpt<'l> {
    path: &'l str,
    text: &'l str,
    first_line: usize,
    range: std::ops::Range<usize>,
}

/// How many bytes of a line may stand on each side of what is meant.
const AROUND: usize = 400;

impl<'l> Excerpt<'l> {
    fn new(location: &'l Location) -> Self {
        let text = &*location.text;
        let start = floor(text, location.span.start as usize);
        let end = floor(text, location.span.end as usize).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
        // One long line stays whole at its beginning, so that the column shown is the column in the file.
        let line_end = floor(text, line_end.min(end + AROUND));
        Self {
            path: &location.path,
            text: &text[line_start..line_end],
            first_line: location.line_column().line,
            range: start - line_start..end - line_start,
        }
    }

    fn snippet<T: Clone>(&self) -> Snippet<'l, T> {
        Snippet::source(self.text)
            .line_start(self.first_line)
            .path(self.path)
    }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
