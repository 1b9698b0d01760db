//! What Tera reports, as diagnostics at the template's line and column.

use super::theme::Sources;
use crate::config::nearest;
use crate::diagnostics::Diagnostic;
use crate::span::Span;
use std::sync::Arc;
use tera::{Error, ErrorKind};

const HELP: &str = "the templates are written in Tera 2; docs/theming.md lists what each is given";

/// Whether a template could not be parsed, which concerns it alone.
pub(super) fn is_syntax(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::SyntaxError(_))
}

/// The first of what went wrong while `page` was made.
pub(super) fn first(error: &Error, sources: &Sources, page: &str) -> Box<Diagnostic> {
    let reported = report(error, sources).into_iter().next();
    let diagnostic = reported.unwrap_or_else(|| Diagnostic::error("template", error.to_string()));
    Box::new(diagnostic.label(format!("while making {page}")))
}

/// The diagnostics that `error` stands for, at least one.
pub(super) fn report(error: &Error, sources: &Sources) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = &report.span().range;
            let span = Span::new(range.start, range.end);
            vec![at(report.message(), report.filename(), span, sources)]
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("there is no template `{parent}` to extend");
            vec![at_words(&message, current, parent, sources)]
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            let message = "this template extends itself, by way of others or directly";
            vec![at_words(message, tpl, "extends", sources)]
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            let message = "this template includes itself, by way of others or directly";
            vec![at_words(message, tpl, "include", sources)]
        }
        ErrorKind::Msg(message) => {
            let printed: Vec<_> = message
                .split("\n\n")
                .filter_map(|part| from_printed(part, sources))
                .collect();
            if printed.is_empty() {
                vec![mistake(message)]
            } else {
                printed
            }
        }
        _ => vec![mistake(&error.to_string())],
    }
}

/// Names that no template defines come as printed reports only:
///
/// ```text
/// error: Unknown filter `sort_of`
///  --> home.html:3:14
///   |
/// 3 | {{ title | sort_of }}
///   |            ^^^^^^^
/// ```
fn from_printed(printed: &str, sources: &Sources) -> Option<Diagnostic> {
    let mut lines = printed.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let (_, place) = lines.next()?.split_once("--> ")?;
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let width = lines.last().map_or(1, |l| l.matches('^').count());

    let text = &*sources.get(name)?.text;
    let line_start: usize = text
        .split_inclusive('\n')
        .take(line.checked_sub(1)?)
        .map(str::len)
        .sum();
    let offset = |column: usize| {
        let rest = &text[line_start..];
        let at = rest.char_indices().nth(column).map(|(at, _)| at);
        line_start + at.unwrap_or(rest.len())
    };
    let start = column.checked_sub(1)?;
    let span = Span::new(offset(start), offset(start + width));
    Some(at(message, name, span, sources))
}

/// The report at the first place of template `name` where `words` stand.
fn at_words(message: &str, name: &str, words: &str, sources: &Sources) -> Diagnostic {
    let start = sources.get(name).and_then(|source| source.text.find(words));
    let span = start.map_or(Span::default(), |at| Span::new(at, at + words.len()));
    at(message, name, span, sources)
}

fn at(message: &str, name: &str, span: Span, sources: &Sources) -> Diagnostic {
    let mistake = mistake(message);
    match sources.get(name) {
        Some(source) => mistake.at(&source.shown, &source.text, span),
        None => mistake.in_file(&Arc::from(format!("templates/{name}"))),
    }
}

/// The diagnostic for a message of our own.
pub(super) fn said(message: &str) -> Diagnostic {
    mistake(message)
}

fn mistake(message: &str) -> Diagnostic {
    // Messages here begin small and have no full stop.
    let message = message.trim().trim_end_matches('.');
    let mut chars = message.chars();
    let first = chars.next().map(|c| c.to_lowercase().to_string());
    let message = format!("{}{}", first.unwrap_or_default(), chars.as_str());
    if let Some((message, help)) = message.split_once("; write ") {
        return Diagnostic::error("template", message).help(format!("write {help}"));
    }
    // Tera lists the names that it knows; the one that was meant is enough.
    let listed = [". Available variables: ", ". Available fields: "];
    let mut listed = listed.into_iter();
    let Some((message, known)) = listed.find_map(|words| message.split_once(words)) else {
        return Diagnostic::error("template", message).help(HELP);
    };
    let known: Vec<&str> = known.split(", ").collect();
    let meant = message.split('`').nth(1);
    let help = match meant.and_then(|name| nearest(name, &known)) {
        Some(near) => format!("write `{near}`"),
        None => format!("the names that are known here are: {}", known.join(", ")),
    };
    Diagnostic::error("template", message).help(help)
}
