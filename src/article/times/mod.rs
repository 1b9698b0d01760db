//! Words of the text that say when: `on Thursday`, `12 February`, `last month`, `six days later`.
//!
//! They are resolved against the article's date, and only where nothing is left open: a time that is not sure is left out.

mod calendar;
mod direction;
mod triggers;

use super::{Article, Inline};
use crate::lexicon::{Lexicon, Unit};
use crate::span::{Span, is_blank};
use calendar::{Resolved, week_of};
use direction::Direction;
use jiff::civil::{Date, Weekday};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use triggers::{Trigger, Triggers};

/// A part of the text that says when.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Time {
    /// The words.
    pub span: Span,
    /// The day; the first day of the week (Monday), month or year where that is all that the words say.
    pub date: Date,
    /// How much of the calendar is meant.
    pub precision: Precision,
}

/// How much of the calendar a time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "they are what they are called")]
pub enum Precision {
    Day,
    Week,
    Month,
    Year,
}

impl From<Unit> for Precision {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Day => Self::Day,
            Unit::Week => Self::Week,
            Unit::Month => Self::Month,
            Unit::Year => Self::Year,
        }
    }
}

/// All times of the standfirst and the sections, in the text's order.
pub(super) fn read(text: &str, lexicon: &Lexicon, article: &Article) -> Vec<Time> {
    let mut reader = Reader {
        lexicon,
        date: article.date,
        times: Vec::new(),
        other_year: false,
        open_weekdays: Vec::new(),
    };
    if let Some(span) = article.standfirst.as_ref().and_then(|line| line.span) {
        reader.piece(text, span);
    }
    for block in article.sections.iter().flat_map(|section| &section.blocks) {
        for inline in &*block.inlines() {
            if let Inline::Text(span) = inline {
                reader.piece(text, *span);
            }
        }
    }
    reader.finish()
}

struct Reader<'l> {
    lexicon: &'l Lexicon,
    date: Option<Date>,
    times: Vec<Time>,
    /// Whether the piece named another year than the article's: then a month alone may be that year's.
    other_year: bool,
    /// Weekdays that no verb says which one is meant of.
    open_weekdays: Vec<(Span, Weekday)>,
}

/// A piece of text, and where reading it has come to.
pub(super) struct Piece<'t> {
    words: &'t str,
    base: usize,
}

impl<'t> Piece<'t> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }

    /// The words before byte `at`, the nearest first, with where each begins, as far as the clause reaches.
    fn before(&self, at: usize) -> impl Iterator<Item = (&'t str, usize)> + use<'t> {
        let mut rest = &self.words[..at];
        std::iter::from_fn(move || {
            let trimmed = rest.trim_end_matches(is_blank);
            let start = trimmed.rfind(is_blank).map_or(0, |at| {
                at + trimmed[at..].chars().next().map_or(1, char::len_utf8)
            });
            let word = &trimmed[start..];
            if word.is_empty()
                || word.ends_with([',', '.', ';', ':', '!', '?', '”', '"', '—', '–', ')'])
            {
                // "Feb." ends no clause, but nothing that is looked for stands before it.
                return None;
            }
            rest = &trimmed[..start];
            let opening = word.len()
                - word
                    .trim_start_matches(|c: char| !c.is_alphanumeric())
                    .len();
            Some((&word[opening..], start + opening))
        })
    }

    /// The words from byte `at` on, as far as the sentence reaches, and whether a comma stands behind each.
    fn after(&self, at: usize) -> impl Iterator<Item = &'t str> + use<'t> {
        let mut is_over = false;
        self.words[at..]
            .split(is_blank)
            .filter(|word| !word.is_empty())
            .take_while(move |word| {
                let go_on = !is_over;
                is_over = word.ends_with(['.', ';', '!', '?']) || word.contains(['“', '"', '”']);
                go_on
            })
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
    }
}

impl Reader<'_> {
    fn piece(&mut self, text: &str, span: Span) {
        self.other_year = false;
        let piece = Piece {
            words: span.of(text),
            base: span.range().start,
        };
        for found in Triggers::english().scan(piece.words) {
            let resolved = match found.trigger {
                Trigger::Weekday(day) => {
                    self.weekday(&piece, day, found.start, found.end, found.is_quoted)
                }
                Trigger::Month(month) => {
                    self.month(&piece, month, found.start, found.end, found.is_quoted)
                }
                Trigger::Figures => self.figures(&piece, found.start, found.end),
                _ if found.is_quoted => None,
                Trigger::Day(shift) => self.day(&piece, shift, found.start, found.end),
                Trigger::Shift(shift) => self.shift(&piece, shift, found.start, found.end),
                Trigger::Ago => self.ago(&piece, found.start, found.end),
                Trigger::Later(step) => self.later(&piece, step, found.start, found.end),
                Trigger::Beside(step) => self.beside(&piece, step, found.start, found.end),
            };
            if let Some(Resolved {
                start,
                end,
                date,
                precision,
            }) = resolved
            {
                let span = piece.span(start, end);
                // What says more takes in what stands inside it: "Thursday, 27 February".
                while self
                    .times
                    .last()
                    .is_some_and(|last| span.contains(last.span))
                {
                    self.times.pop();
                }
                while self
                    .open_weekdays
                    .last()
                    .is_some_and(|(open, _)| span.contains(*open))
                {
                    self.open_weekdays.pop();
                }
                if self
                    .times
                    .last()
                    .is_none_or(|last| last.span.end <= span.start)
                {
                    self.times.push(Time {
                        span,
                        date,
                        precision,
                    });
                }
            }
        }
    }

    /// `on Thursday`, `last Thursday`
    fn weekday(
        &mut self,
        piece: &Piece,
        day: Weekday,
        start: usize,
        end: usize,
        is_quoted: bool,
    ) -> Option<Resolved> {
        let date = self.date?;
        let times = &self.lexicon.article.times;
        if is_quoted || calendar::has_date_behind(&self.lexicon.article, &piece.words[end..]) {
            return None;
        }
        let before = piece.before(start).next();
        let word = before
            .map(|(word, _)| word.to_lowercase())
            .unwrap_or_default();
        let shift = times.shifts.get(&*word).copied();
        if times.no_weekday.has(&word) {
            return None;
        }
        let start_with_on = match before {
            Some((_, at)) if word == "on" || shift.is_some() => at,
            _ => start,
        };
        let resolved = |date| Some(Resolved::day(start_with_on, end, date));
        let ahead = i32::from(date.weekday().until(day));
        let behind = i32::from(date.weekday().since(day));
        match shift {
            // In the same week it may be either of two.
            Some(-1) => {
                let last = calendar::plus(date, if behind == 0 { -7 } else { -behind })?;
                return (week_of(last)? < week_of(date)?)
                    .then(|| resolved(last))
                    .flatten();
            }
            Some(1) => {
                let next = calendar::plus(date, if ahead == 0 { 7 } else { ahead })?;
                return (week_of(next)? > week_of(date)?)
                    .then(|| resolved(next))
                    .flatten();
            }
            _ => {}
        }
        if ahead == 0 {
            return resolved(date);
        }
        match direction::of(self.lexicon, piece, start, end) {
            Direction::Past => resolved(calendar::plus(date, -behind)?),
            Direction::Future => resolved(calendar::plus(date, ahead)?),
            Direction::Either => None,
            Direction::Open => {
                self.open_weekdays
                    .push((piece.span(start_with_on, end), day));
                None
            }
        }
    }

    /// `12 February`, `Feb. 12, 2025`, `February 2025`, `in February`
    fn month(
        &self,
        piece: &Piece,
        month: i8,
        start: usize,
        end: usize,
        is_quoted: bool,
    ) -> Option<Resolved> {
        let found = calendar::around_month(&self.lexicon.article, piece, month, start, end)?;
        match (found.day, found.year) {
            (Some(day), Some(year)) => {
                let date = Date::new(year, month, day).ok()?;
                let agrees = found
                    .weekday
                    .is_none_or(|weekday| date.weekday() == weekday);
                agrees.then(|| Resolved::day(found.start, found.end, date))
            }
            (None, Some(year)) => {
                let date = Date::new(year, month, 1).ok()?;
                Some(Resolved {
                    start: found.start,
                    end: found.end,
                    date,
                    precision: Precision::Month,
                })
            }
            _ if is_quoted || self.other_year => None,
            (Some(day), None) if calendar::is_event(&self.lexicon.article.times, month, day) => {
                None
            }
            (Some(day), None) => {
                let date = calendar::nearest(self.date?, month, day)?;
                let agrees = found
                    .weekday
                    .is_none_or(|weekday| date.weekday() == weekday);
                agrees.then(|| Resolved::day(found.start, found.end, date))
            }
            (None, None) => {
                let opener = piece.before(start).next()?.0.to_lowercase();
                let opener = opener.trim_end_matches('-');
                if !self.lexicon.article.times.month_openers.has(opener)
                    || direction::of(self.lexicon, piece, start, end) != Direction::Past
                {
                    return None;
                }
                let date = calendar::month_before(self.date?, month)?;
                Some(Resolved {
                    start,
                    end,
                    date,
                    precision: Precision::Month,
                })
            }
        }
    }

    /// `2025-02-12`, `in 2022`
    fn figures(&mut self, piece: &Piece, start: usize, end: usize) -> Option<Resolved> {
        let rest = &piece.words[start..];
        if let Some(date) = rest.get(..10).and_then(|day| day.parse().ok()) {
            let ends = !rest[10..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
            return ends.then(|| Resolved::day(start, start + 10, date));
        }
        let is_own = self
            .date
            .is_some_and(|date| piece.words[start..end].parse() == Ok(date.year()));
        self.other_year |= !is_own;
        let year = calendar::year(self.lexicon, piece, start, end)?;
        let date = Date::new(year, 1, 1).ok()?;
        Some(Resolved {
            start,
            end,
            date,
            precision: Precision::Year,
        })
    }

    /// `yesterday`
    fn day(&self, piece: &Piece, shift: i32, start: usize, end: usize) -> Option<Resolved> {
        let times = &self.lexicon.article.times;
        let word = piece.words[start..end].to_lowercase();
        let is_name = piece.words[start..].starts_with(char::is_uppercase)
            && piece
                .before(start)
                .next()
                .is_some_and(|(word, _)| word.starts_with(char::is_uppercase));
        let is_owner = piece.words[end..].starts_with(['’', '\'']);
        if is_name || is_owner && times.vague_days.has(&word) {
            return None;
        }
        if times.vague_days.has(&word)
            && direction::of(self.lexicon, piece, start, end) != Direction::Past
        {
            return None;
        }
        Some(Resolved::day(
            start,
            end,
            calendar::plus(self.date?, shift)?,
        ))
    }

    /// `last month`, `this week`, `next year`, `last night`
    fn shift(&self, piece: &Piece, shift: i32, start: usize, end: usize) -> Option<Resolved> {
        let date = self.date?;
        let times = &self.lexicon.article.times;
        let (word, at) = calendar::word_behind(piece.words, end)?;
        let word_end = at + word.len();
        let lower = word.to_lowercase();
        let before = piece.before(start).next();
        if before.is_some_and(|(word, _)| times.inexact.has(&word.to_lowercase())) {
            return None;
        }
        if times.parts_of_day.has(&lower) {
            let is_known = shift == 0 || shift == -1 && lower == "night";
            let day = calendar::plus(date, shift)?;
            return is_known.then(|| Resolved::day(start, word_end, day));
        }
        let unit = times
            .units
            .get(&*lower)
            .copied()
            .filter(|unit| *unit != Unit::Day)?;
        // "this year" in a heading of a table, "last weeks": one of them is meant, not several.
        if lower.ends_with('s') {
            return None;
        }
        let date = calendar::shifted(date, unit, shift)?;
        Some(Resolved {
            start,
            end: word_end,
            date,
            precision: unit.into(),
        })
    }

    /// `two days ago`, `a year ago`
    fn ago(&self, piece: &Piece, start: usize, end: usize) -> Option<Resolved> {
        let (count, unit, from) = calendar::counted_before(self.lexicon, piece, start)?;
        let date = calendar::shifted(self.date?, unit, -count)?;
        Some(Resolved {
            start: from,
            end,
            date,
            precision: unit.into(),
        })
    }

    /// `six days later`, counted from the day that the same sentence names before it.
    fn later(&self, piece: &Piece, step: i32, start: usize, end: usize) -> Option<Resolved> {
        let (count, unit, from) = calendar::counted_before(self.lexicon, piece, start)?;
        let anchor = self.anchor(piece, from)?;
        let date = calendar::plus(anchor, step * count)?;
        (unit == Unit::Day).then(|| Resolved::day(from, end, date))
    }

    /// `the following day`
    fn beside(&self, piece: &Piece, step: i32, start: usize, end: usize) -> Option<Resolved> {
        let times = &self.lexicon.article.times;
        let (word, at) = calendar::word_behind(piece.words, end)?;
        let (the, from) = piece.before(start).next()?;
        let is_day = the.eq_ignore_ascii_case("the")
            && times.units.get(word) == Some(&Unit::Day)
            && !word.ends_with('s');
        let anchor = is_day.then(|| self.anchor(piece, from)).flatten()?;
        Some(Resolved::day(
            from,
            at + word.len(),
            calendar::plus(anchor, step)?,
        ))
    }

    /// The day that the same sentence names last before byte `at`.
    fn anchor(&self, piece: &Piece, at: usize) -> Option<Date> {
        const FAR: usize = 300;
        let last = self
            .times
            .last()
            .filter(|time| time.precision == Precision::Day)?;
        let end = last
            .span
            .range()
            .end
            .checked_sub(piece.base)
            .filter(|end| *end <= at && at - end <= FAR)?;
        let between = piece.words.get(end..at)?;
        let same_sentence = ![". ", "! ", "? ", ".” ", ".\" "]
            .iter()
            .any(|mark| between.contains(mark));
        same_sentence.then_some(last.date)
    }

    /// A weekday that nothing tells the week of is the one that all others of its name are.
    fn finish(mut self) -> Vec<Time> {
        let Some(date) = self.date else {
            return self.times;
        };
        let mut known: [Option<Option<Date>>; 7] = [None; 7];
        for time in &self.times {
            let is_near = calendar::days_between(date, time.date)
                .is_some_and(|days| (-6..=0).contains(&days));
            if time.precision == Precision::Day && is_near {
                let place = &mut known
                    [usize::from(time.date.weekday().to_monday_zero_offset().unsigned_abs() % 7)];
                *place = match place {
                    None => Some(Some(time.date)),
                    Some(Some(other)) if *other == time.date => *place,
                    Some(_) => Some(None),
                };
            }
        }
        for (span, weekday) in self.open_weekdays {
            if let Some(Some(date)) =
                known[usize::from(weekday.to_monday_zero_offset().unsigned_abs() % 7)]
            {
                self.times.push(Time {
                    span,
                    date,
                    precision: Precision::Day,
                });
            }
        }
        self.times.sort_by_key(|time| time.span);
        self.times
    }
}
