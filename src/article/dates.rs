//! The article's date: the front matter's, else the file name's, else a date line's. Never the file's own time.

use super::Article;
use crate::config::parse_date;
use crate::diagnostics::Diagnostic;
use crate::lexicon::{ArticleWords, Lexicon};
use crate::source::Document;
use crate::span::Span;
use jiff::civil::Date;

/// Settles the article's date; an article without one is reported.
pub(super) fn settle(document: &Document, article: &mut Article) -> Vec<Diagnostic> {
    let in_text = article.date;
    let front = &document.front_matter;
    article.date = front
        .date
        .or_else(|| parse_stem(document.stem()))
        .or(in_text);
    article.updated = front.updated.or(article.updated);
    if article.date.is_some() {
        return Vec::new();
    }
    let at = article.headline.as_ref().and_then(|line| line.span);
    let at = at.unwrap_or(Span::new(
        document.body.range().start,
        document.body.range().start,
    ));
    vec![
        Diagnostic::warning("undated", "the article has no date")
            .at(&document.path, &document.text, at)
            .help("write `date = 2025-02-28` between `+++` lines at its head, or begin the file's name with 2025-02-28-"),
    ]
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

/// The date of a line that says nothing but a date, and whether it is that of a change:
/// `Published 28 Feb 2025, 09:12 GMT`, `Updated: February 28, 2025`, `2025-02-28`.
pub(super) fn date_line(lexicon: &Lexicon, line: &str) -> Option<(Date, bool)> {
    if line.len() > 100 {
        return None;
    }
    let words = &lexicon.article;
    let lower = line.to_lowercase();
    let lower = lower.trim();
    let (rest, is_update) = if let Some(rest) = after_opening(lower, words.updated.iter()) {
        (rest, true)
    } else {
        let rest = after_opening(lower, words.published.iter()).unwrap_or(lower);
        (rest, false)
    };
    let mut tokens: Vec<&str> = rest
        .split(|c: char| c.is_whitespace() || c == ',')
        .map(|t| t.trim_matches(['.', '|', '·', '–', '—', '(', ')']))
        .filter(|t| !t.is_empty() && *t != "-")
        .collect();
    if tokens.first().is_some_and(|t| words.weekdays.has(t)) {
        tokens.remove(0);
    }
    let (date, used) = date_at_head(words, &tokens)?;
    tokens[used..]
        .iter()
        .all(|t| is_time_word(t))
        .then_some((date, is_update))
}

/// What follows the longest opening that `line` begins with.
fn after_opening<'l>(line: &'l str, openings: impl Iterator<Item = &'l str>) -> Option<&'l str> {
    openings
        .filter_map(|opening| line.strip_prefix(opening))
        .filter(|rest| rest.starts_with([':', ' ']))
        .min_by_key(|rest| rest.len())
        .map(|rest| rest.trim_start_matches([':', ' ']))
}

/// A date that the first tokens are, and how many they are. A day and month in figures alone is ambiguous, and no date.
fn date_at_head(words: &ArticleWords, tokens: &[&str]) -> Option<(Date, usize)> {
    if let Some(date) = tokens.first().and_then(|t| parse_date(t)) {
        return Some((date, 1));
    }
    let [a, b, c, ..] = tokens else { return None };
    let year: i16 = c.parse().ok().filter(|y| (1000..=9999).contains(y))?;
    let (day, month) = match (day(a), month(words, b)) {
        (Some(day), Some(month)) => (day, month),
        _ => (day(b)?, month(words, a)?),
    };
    Some((Date::new(year, month, day).ok()?, 3))
}

fn day(token: &str) -> Option<i8> {
    let digits = token.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &token[digits.len()..];
    matches!(suffix, "" | "st" | "nd" | "rd" | "th")
        .then(|| digits.parse().ok())
        .flatten()
}

fn month(words: &ArticleWords, token: &str) -> Option<i8> {
    let token = token.trim_end_matches('.');
    let at = |months: &[Box<str>]| months.iter().position(|m| &**m == token);
    let at = at(&words.months)
        .or_else(|| at(&words.months_short))
        .or_else(|| (token == "sept").then_some(8))?;
    i8::try_from(at + 1).ok()
}

/// An hour, a zone, or a word between them.
fn is_time_word(token: &str) -> bool {
    let hour = token.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_hour = !hour.is_empty()
        && hour
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-'))
        && matches!(&token[hour.len()..], "" | "am" | "pm" | "h" | "z");
    is_hour
        || matches!(
            token,
            "at" | "am"
                | "pm"
                | "gmt"
                | "utc"
                | "bst"
                | "cet"
                | "cest"
                | "eet"
                | "eest"
                | "msk"
                | "est"
                | "edt"
                | "et"
                | "pst"
                | "pdt"
                | "ist"
                | "sast"
                | "local"
                | "time"
                | "a.m"
                | "p.m"
                | "hrs"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(String, bool)> {
        date_line(Lexicon::english(), line).map(|(date, update)| (date.to_string(), update))
    }

    #[test]
    fn lines_that_are_dates() {
        let day = |d: &str| Some((d.to_owned(), false));
        assert_eq!(read("Published 28 Feb 2025, 09:12 GMT"), day("2025-02-28"));
        assert_eq!(read("February 28, 2025"), day("2025-02-28"));
        assert_eq!(read("Friday 28th February 2025"), day("2025-02-28"));
        assert_eq!(read("2025-02-28T10:00:00Z"), day("2025-02-28"));
        assert_eq!(
            read("Last updated: 1 March 2025"),
            Some(("2025-03-01".into(), true))
        );
    }

    #[test]
    fn lines_that_are_not() {
        for line in [
            "On 28 February 2025 the bridge fell.",
            "02/03/2025",
            "31 February 2025",
            "February 2025",
            "Published by the ministry",
            "1984",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

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
