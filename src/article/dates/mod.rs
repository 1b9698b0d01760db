//! The article's date: the front matter's, else the file name's, else a date line's. Never the file's own time.

mod line;
mod words;

pub(super) use line::{DateLine, date_line, with_date};

use super::Article;
use crate::config::{Site, parse_date};
use crate::diagnostics::Diagnostic;
use crate::source::Document;
use crate::span::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The zone in which the site reads a date and hour; an unknown name is the configuration's to report.
pub(super) fn zone(site: &Site) -> TimeZone {
    TimeZone::get(&site.time_zone).unwrap_or(TimeZone::UTC)
}

/// Settles the article's date; an article without one is reported, with the line that may have been meant.
pub(super) fn settle(
    document: &Document,
    article: &mut Article,
    unclear: Option<Span>,
) -> Option<Diagnostic> {
    let in_text = article.date;
    let front = &document.front_matter;
    article.date = front
        .date
        .or_else(|| parse_stem(document.stem()))
        .or(in_text)
        // A page that says only when it was changed says so of the article as it stands.
        .or(article.updated);
    article.updated = front.updated.or(article.updated);
    if article.date.is_some() {
        return None;
    }
    if let Some(line) = unclear {
        return Some(
            Diagnostic::warning("date-unclear", "this date can be read two ways, so the article has none")
                .at(&document.path, &document.text, line)
                .label("the day first, or the month?")
                .help("write `date = 2025-02-28` between `+++` lines at its head, or begin the file's name with 2025-02-28-"),
        );
    }
    let at = article.headline.as_ref().and_then(|line| line.span);
    let at = at.unwrap_or(Span::new(
        document.body.range().start,
        document.body.range().start,
    ));
    Some(
        Diagnostic::warning("undated", "the article has no date")
            .at(&document.path, &document.text, at)
            .help("write `date = 2025-02-28` between `+++` lines at its head, or begin the file's name with 2025-02-28-"),
    )
}

/// The date that a file's name begins with: `2025-02-28-peace-talks`.
fn parse_stem(stem: &str) -> Option<Date> {
    let day = stem.get(..10)?;
    let rest = &stem[10..];
    let apart = rest.is_empty() || rest.starts_with(['-', '_', ' ', '.']);
    apart.then(|| parse_date(day)).flatten()
}

/// The file's name without the date that it begins with.
#[must_use]
pub(crate) fn undated_stem(stem: &str) -> &str {
    if parse_stem(stem).is_some() {
        stem[10..].trim_start_matches(['-', '_', ' ', '.'])
    } else {
        stem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_may_begin_with_a_date() {
        assert_eq!(undated_stem("2025-02-28-peace-talks"), "peace-talks");
        assert_eq!(
            undated_stem("2025-02-30-peace-talks"),
            "2025-02-30-peace-talks"
        );
        assert_eq!(undated_stem("é"), "é");
    }
}
