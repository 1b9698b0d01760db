//! Reckoning with days, weeks, months and years, and the figures around a month's name.

use super::{Piece, Precision};
use crate::lexicon::{ArticleWords, Class, Lexicon, TimeWords, Unit};
use crate::span::is_blank;
use jiff::civil::{Date, Weekday};

/// A part of a piece that is resolved, in bytes of the piece.
pub(super) struct Resolved {
    pub start: usize,
    pub end: usize,
    pub date: Date,
    pub precision: Precision,
}

impl Resolved {
    pub(super) fn day(start: usize, end: usize, date: Date) -> Self {
        Self {
            start,
            end,
            date,
            precision: Precision::Day,
        }
    }
}

/// So many days from `date` on.
pub(super) fn plus(date: Date, days: i32) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(i64::from(days)).ok()?)
        .ok()
}

/// How many days `other` is behind `date`.
pub(super) fn days_between(date: Date, other: Date) -> Option<i32> {
    date.until(other).ok().map(|span| span.get_days())
}

/// The Monday of the week that `date` is in.
pub(super) fn week_of(date: Date) -> Option<Date> {
    plus(date, -i32::from(date.weekday().to_monday_zero_offset()))
}

/// `date`, or the beginning of its week, month or year, so many of them on.
pub(super) fn shifted(date: Date, unit: Unit, by: i32) -> Option<Date> {
    match unit {
        Unit::Day => plus(date, by),
        Unit::Week => plus(week_of(date)?, by.checked_mul(7)?),
        Unit::Month => {
            let first = Date::new(date.year(), date.month(), 1).ok()?;
            first
                .checked_add(jiff::Span::new().try_months(i64::from(by)).ok()?)
                .ok()
        }
        Unit::Year => Date::new(date.year().checked_add(i16::try_from(by).ok()?)?, 1, 1).ok(),
    }
}

/// How many days back, and ahead, a day without a year is looked for. Farther off a writer gives the year, or should.
const BACK: i32 = 200;
const AHEAD: i32 = 45;

/// The day and month nearest to `date`, where one is near and the other far.
pub(super) fn nearest(date: Date, month: i8, day: i8) -> Option<Date> {
    (-1..=1)
        .filter_map(|shift| Date::new(date.year() + shift, month, day).ok())
        .find(|day| days_between(date, *day).is_some_and(|days| (-BACK..=AHEAD).contains(&days)))
}

/// Whether a day is known by its date, so that without a year it is the one of that event: `September 11`.
pub(super) fn is_event(words: &TimeWords, month: i8, day: i8) -> bool {
    words.events.contains(&(month, day))
}

/// The last month of this name before that of `date`, no more than half a year back.
pub(super) fn month_before(date: Date, month: i8) -> Option<Date> {
    let back = (date.month() - month).rem_euclid(12);
    (1..=6)
        .contains(&back)
        .then(|| shifted(date, Unit::Month, -i32::from(back)))
        .flatten()
}

/// What stands around a month's name.
pub(super) struct AroundMonth {
    pub day: Option<i8>,
    pub year: Option<i16>,
    pub weekday: Option<Weekday>,
    pub start: usize,
    pub end: usize,
}

/// Reads `12 February 2025`, `12th of February`, `Feb. 12, 2025`, `February 2025`; none where it is a range of days.
pub(super) fn around_month(
    words: &ArticleWords,
    piece: &Piece,
    month: i8,
    start: usize,
    end: usize,
) -> Option<AroundMonth> {
    let text = piece.words;
    let dot = text[end..].starts_with('.') && end - start <= 4;
    let mut found = AroundMonth {
        day: None,
        year: None,
        weekday: None,
        start,
        end: end + usize::from(dot),
    };
    let _ = month;
    // The day before it.
    let mut before = piece.before(start);
    let mut first = before.next();
    if first.is_some_and(|(word, _)| word == "of") {
        first = before.next();
    }
    if let Some((word, at)) = first
        && let Some(day) = day_of_month(word)
    {
        if is_range_before(text, at) {
            return None;
        }
        found.day = Some(day);
        found.start = at;
    }
    // The day behind it.
    if found.day.is_none()
        && let Some((word, at)) = word_behind(text, found.end)
        && let Some(day) = day_of_month(word)
    {
        let day_end = at + word.len();
        // "February 12–14", "May 5,000": neither is one day.
        if is_range_behind(&text[day_end..]) {
            return None;
        }
        found.day = Some(day);
        found.end = day_end;
    }
    if let Some((year, year_end)) = year_behind(text, found.end) {
        found.year = Some(year);
        found.end = year_end;
    }
    if found.day.is_some()
        && let Some((weekday, at)) = weekday_before(words, text, found.start)
    {
        found.weekday = Some(weekday);
        found.start = at;
    }
    Some(found)
}

/// `12`, `1st`, as a day of a month.
fn day_of_month(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_day = (1..=2).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
        && matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th");
    is_day
        .then(|| digits.parse().ok())
        .flatten()
        .filter(|day| (1..=31).contains(day))
}

/// Whether figures and a dash stand directly before: `12–14 February`.
fn is_range_before(text: &str, at: usize) -> bool {
    text[..at].ends_with(['-', '–', '/'])
}

fn is_range_behind(rest: &str) -> bool {
    let mut chars = rest.chars();
    matches!(chars.next(), Some('-' | '–' | '/' | '.' | ',' | ':'))
        && chars.next().is_some_and(|c| c.is_ascii_digit())
}

/// A year behind a month or day: ` 2025`, `, 2025`.
fn year_behind(text: &str, end: usize) -> Option<(i16, usize)> {
    let rest = text.get(end..)?;
    let trimmed = rest.trim_start_matches([',', ' ', '\u{a0}']);
    let gap = rest.len() - trimmed.len();
    let year = trimmed
        .get(..4)
        .filter(|y| y.bytes().all(|b| b.is_ascii_digit()))?;
    let ends = !trimmed[4..].starts_with(|c: char| c.is_alphanumeric());
    let year: i16 = year.parse().ok()?;
    ((1..=3).contains(&gap) && ends && is_year(year)).then_some((year, end + gap + 4))
}

fn is_year(year: i16) -> bool {
    (1900..=2100).contains(&year)
}

/// `Thursday, ` before a date.
fn weekday_before(words: &ArticleWords, text: &str, start: usize) -> Option<(Weekday, usize)> {
    let before = text[..start].trim_end_matches([',', ' ', '\u{a0}']);
    let at = before.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| {
        at + before[at..].chars().next().map_or(1, char::len_utf8)
    });
    let word = before[at..].to_lowercase();
    let n = words.weekdays.iter().position(|day| **day == *word)?;
    Some((
        Weekday::from_monday_zero_offset(i8::try_from(n).ok()?).ok()?,
        at,
    ))
}

/// Whether a date stands behind a weekday: `Thursday, 27 February`.
pub(super) fn has_date_behind(words: &ArticleWords, rest: &str) -> bool {
    let mut following = rest
        .split(is_blank)
        .filter(|word| !word.is_empty() && *word != ",")
        .take(2)
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let is_month = |word: &str| {
        let lower = word.to_lowercase();
        words
            .months
            .iter()
            .chain(&words.months_short)
            .any(|month| **month == *lower)
    };
    match (following.next(), following.next()) {
        (Some(first), Some(second)) => {
            is_month(first) && day_of_month(second).is_some()
                || day_of_month(first).is_some() && is_month(second)
        }
        _ => false,
    }
}

/// The word behind byte `end`, one space away, and where it begins.
pub(super) fn word_behind(text: &str, end: usize) -> Option<(&str, usize)> {
    let rest = text.get(end..)?;
    let trimmed = rest.strip_prefix([' ', '\u{a0}', '\n'])?;
    let at = text.len() - trimmed.len();
    let length = trimmed
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(trimmed.len());
    (length > 0).then(|| (&trimmed[..length], at))
}

/// A year that a word before it says is one: `in 2022`.
pub(super) fn year(lexicon: &Lexicon, piece: &Piece, start: usize, end: usize) -> Option<i16> {
    let figures = &piece.words[start..end];
    let year: i16 = figures
        .parse()
        .ok()
        .filter(|year| figures.len() == 4 && is_year(*year))?;
    let (opener, at) = piece.before(start).next()?;
    let lower = opener.to_lowercase();
    let opens = lexicon
        .article
        .times
        .year_openers
        .has(lower.trim_end_matches('-'));
    // "in 2022 cases": figures before a noun count it.
    let counts = match word_behind(piece.words, end) {
        Some((word, _)) => {
            let joins = Class::PREPOSITION
                .or(Class::CONJUNCTION)
                .or(Class::DETERMINER)
                .or(Class::AUXILIARY)
                .or(Class::RELATIVE)
                .or(Class::CUE);
            word.starts_with(char::is_lowercase) && !lexicon.class(word).is(joins)
        }
        None => {
            piece.words[end..].starts_with(['-', '–', '/', '%'])
                || piece.words[end..].starts_with([',', '.'])
                    && is_range_behind(&piece.words[end..])
        }
    };
    let _ = at;
    (opens && !counts).then_some(year)
}

/// A number and a unit before byte `at`: how many, of what, and where the number begins. None where it is not exact.
pub(super) fn counted_before(
    lexicon: &Lexicon,
    piece: &Piece,
    at: usize,
) -> Option<(i32, Unit, usize)> {
    let words = &lexicon.article;
    let mut before = piece.before(at);
    let (unit, _) = before.next()?;
    let unit = *words.times.units.get(unit)?;
    let (number, start) = before.next()?;
    let lower = number.to_lowercase();
    let count: i32 = match &*lower {
        "a" | "an" => 1,
        number => match words.numbers.iter().position(|n| **n == *number) {
            Some(n) => i32::try_from(n + 1).ok()?,
            None => number.parse().ok().filter(|n| (1..=400).contains(n))?,
        },
    };
    let is_exact = before
        .next()
        .is_none_or(|(word, _)| !words.times.inexact.has(&word.to_lowercase()));
    is_exact.then_some((count, unit, start))
}
