//! Lines of the page that say when an article was published or changed.

use super::words::{Tokens, day_of_month, month, year};
use crate::config::parse_date;
use crate::lexicon::ArticleWords;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};

/// What a date line says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct DateLine {
    /// When it was published.
    pub published: Option<Date>,
    /// When it was last changed.
    pub updated: Option<Date>,
    /// Whether it says more than a day: that it was published, or at what hour.
    pub is_explicit: bool,
    /// Whether day and month can be read two ways: `02/03/2025`.
    pub is_ambiguous: bool,
}

/// The line as a date line, if it is nothing else: `Published 28 Feb 2025, 09:12 GMT`, `Updated: February 28, 2025`,
/// `3 hours ago`. Dates are those of the day in `zone` where the line names an hour and the zone that it counts in.
pub(crate) fn date_line(words: &ArticleWords, line: &str, zone: &TimeZone) -> Option<DateLine> {
    let tokens = tokens(words, line)?;
    let reader = Reader::read(words, &tokens, 0);
    (reader.at == tokens.len())
        .then(|| reader.finish(zone))
        .flatten()
}

/// A line that something stands in beside a date: the date, where its part of the line begins and ends. It stands at the
/// end (`By Mira Kovač | 28 Feb 2025`) or at the head.
pub(crate) fn with_date(
    words: &ArticleWords,
    line: &str,
    zone: &TimeZone,
) -> Option<(DateLine, std::ops::Range<usize>)> {
    let tokens = tokens(words, line)?;
    let head = Reader::read(words, &tokens, 0);
    if head.at > 0 && head.at < tokens.len() && head.has_day() {
        let end = tokens.start(head.at);
        return Some((head.finish(zone)?, 0..end));
    }
    (1..tokens.len()).find_map(|from| {
        let tail = Reader::read(words, &tokens, from);
        let whole = tail.at == tokens.len() && tail.has_day();
        let start = tokens.start(from);
        whole
            .then(|| tail.finish(zone))
            .flatten()
            .map(|date| (date, start..line.len()))
    })
}

/// The longest line that can be one.
const LONGEST: usize = 140;

fn tokens(words: &ArticleWords, line: &str) -> Option<Tokens> {
    if line.len() > LONGEST {
        return None;
    }
    const WITHOUT_FIGURES: usize = 40;
    let has_figures = line.bytes().any(|b| b.is_ascii_digit());
    if !has_figures && line.len() > WITHOUT_FIGURES {
        return None;
    }
    let tokens = Tokens::of(line);
    let says_when = has_figures
        || tokens.len() <= 4
            && (0..tokens.len()).any(|i| {
                let token = tokens.word(i);
                words.published.has(token)
                    || words.updated.has(token)
                    || words.times.days.contains_key(token)
                    || words.times.ago.has(token)
                    || token == "now"
            });
    says_when.then_some(tokens)
}

struct Reader<'w> {
    words: &'w ArticleWords,
    at: usize,
    days: Vec<Day>,
    is_update: bool,
    is_explicit: bool,
    is_ambiguous: bool,
    is_relative: bool,
    says_only: bool,
}

/// A date as it was read, with what may move it.
struct Day {
    date: Option<Date>,
    is_update: bool,
    time: Option<Time>,
    zone: Option<TimeZone>,
}

impl<'w> Reader<'w> {
    /// Reads as far as everything belongs to a date line.
    fn read(words: &'w ArticleWords, tokens: &Tokens, from: usize) -> Self {
        let mut reader = Self {
            words,
            at: from,
            days: Vec::new(),
            is_update: false,
            is_explicit: false,
            is_ambiguous: false,
            is_relative: false,
            says_only: false,
        };
        while reader.at < tokens.len() {
            let Some(used) = reader.step(tokens) else {
                break;
            };
            reader.at += used;
        }
        reader
    }

    /// How many tokens the next part of a date line takes.
    fn step(&mut self, tokens: &Tokens) -> Option<usize> {
        let words = self.words;
        let token = tokens.word(self.at);
        if words.updated.has(token) {
            (self.is_update, self.is_explicit) = (true, true);
            self.says_only = tokens.len() == 1;
            return Some(1);
        }
        if words.published.has(token) && token != "date" {
            (self.is_update, self.is_explicit) = (false, true);
            self.says_only = tokens.len() == 1 && token != "first";
            return Some(1);
        }
        if is_weekday(words, token) {
            return Some(1);
        }
        if let Some((day, used)) = self.date(tokens) {
            // Two dates of one kind are more than a date line says; the same one twice is not.
            let is_other =
                |d: &Day| d.is_update == day.is_update && d.date.is_some() && d.date != day.date;
            if self.days.iter().any(is_other) {
                return None;
            }
            self.is_explicit |= day.time.is_some();
            self.days.push(day);
            return Some(used);
        }
        if let Some(used) = self.age(tokens) {
            self.is_relative = true;
            return Some(used);
        }
        if let Some((time, used)) = time(tokens, self.at) {
            self.is_explicit = true;
            if let Some(day) = self.days.last_mut() {
                day.time.get_or_insert(time);
            }
            return Some(used);
        }
        if let Some(zone) = self.zone(token) {
            if let Some(day) = self.days.last_mut() {
                day.zone = zone;
            }
            return Some(1);
        }
        if let Some(used) = self.reading_time(tokens) {
            return Some(used);
        }
        words.time_fillers.has(token).then_some(1)
    }

    /// A day; without its date where it has no year, or where day and month can't be told apart.
    fn date(&mut self, tokens: &Tokens) -> Option<(Day, usize)> {
        let word = |n| tokens.word(self.at + n);
        let (a, b, c) = (word(0), word(1), word(2));
        let mut day = Day {
            date: None,
            is_update: self.is_update,
            time: None,
            zone: None,
        };
        if let Some(date) = parse_date(a) {
            day.date = Some(date);
            if let Some((_, hour)) = a.split_at_checked("2025-02-28t".len()) {
                (day.time, day.zone) = time_and_zone(hour);
            }
            return Some((day, 1));
        }
        if let Some(date) = self.figures(a) {
            day.date = date;
            return Some((day, 1));
        }
        let (of_month, month) = match (day_of_month(a), month(self.words, b)) {
            (Some(day), Some(month)) => (day, month),
            _ => (day_of_month(b)?, month(self.words, a)?),
        };
        let Some(year) = year(c) else {
            return Some((day, 2));
        };
        day.date = Some(Date::new(year, month, of_month).ok()?);
        Some((day, 3))
    }

    /// `27/02/2025`, `27.02.2025`, `2025/02/27`: a date where only one order of day and month can be meant.
    fn figures(&mut self, token: &str) -> Option<Option<Date>> {
        let mut parts = token.split(['/', '.', '-']);
        let parts = [parts.next()?, parts.next()?, parts.next()?];
        let number = |part: &str| part.parse::<i16>().ok().filter(|_| part.len() <= 4);
        let [a, b, c] = [number(parts[0])?, number(parts[1])?, number(parts[2])?];
        let date = |year, month: i16, day: i16| {
            Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        };
        if parts[0].len() == 4 {
            return date(a, b, c).map(Some);
        }
        if parts[2].len() != 4 || parts[0].len() > 2 || parts[1].len() > 2 {
            return None;
        }
        match (date(c, b, a), date(c, a, b)) {
            (Some(one), Some(other)) if one != other && !token.contains('.') => {
                self.is_ambiguous = true;
                Some(None)
            }
            // Stops between figures are the custom where the day comes first.
            (Some(one), _) => Some(Some(one)),
            (None, Some(other)) => Some(Some(other)),
            (None, None) => None,
        }
    }

    /// `3 hours ago`, `an hour ago`, `2h ago`, `yesterday`, `just now`
    fn age(&self, tokens: &Tokens) -> Option<usize> {
        let words = self.words;
        let (a, b, c) = (
            tokens.word(self.at),
            tokens.word(self.at + 1),
            tokens.word(self.at + 2),
        );
        if words.times.days.contains_key(a) {
            return Some(1);
        }
        match (a, b) {
            ("just", "now") => return Some(2),
            ("now", _) => return Some(1),
            _ => {}
        }
        let is_number = |t: &str| {
            matches!(t, "a" | "an") || !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit())
        };
        if is_number(a) && words.ages.has(b) && words.times.ago.has(c) {
            return Some(3);
        }
        let unit = a.trim_start_matches(|c: char| c.is_ascii_digit());
        (unit.len() < a.len() && words.ages.has(unit) && words.times.ago.has(b)).then_some(2)
    }

    /// `5 min read`
    fn reading_time(&self, tokens: &Tokens) -> Option<usize> {
        let number = tokens.word(self.at);
        if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let (a, b) = (tokens.word(self.at + 1), tokens.word(self.at + 2));
        let both = format!("{a} {b}");
        let set = &self.words.reading_time;
        if set.has(&both) {
            Some(3)
        } else {
            (set.has(a) && b.is_empty()).then_some(2)
        }
    }

    fn zone(&self, token: &str) -> Option<Option<TimeZone>> {
        if let Some(name) = self.words.zones.get(token) {
            return Some(zone_named(name));
        }
        let sign = token.find(['+', '-'])?;
        let (name, offset) = token.split_at(sign);
        let counts = name.is_empty() || matches!(name, "gmt" | "utc");
        counts.then(|| zone_named(offset)).filter(Option::is_some)
    }

    /// Whether the line says a day, or how old the article is.
    fn has_day(&self) -> bool {
        !self.days.is_empty() || self.is_relative && self.is_explicit
    }

    fn finish(self, zone: &TimeZone) -> Option<DateLine> {
        if self.days.is_empty() && !self.is_relative && !self.says_only {
            return None;
        }
        let mut line = DateLine {
            is_explicit: self.is_explicit,
            is_ambiguous: self.is_ambiguous,
            ..DateLine::default()
        };
        for day in self.days {
            let date = day.date.map(|date| in_zone(date, day.time, day.zone, zone));
            let place = if day.is_update {
                &mut line.updated
            } else {
                &mut line.published
            };
            *place = place.or(date);
        }
        Some(line)
    }
}

fn is_weekday(words: &ArticleWords, token: &str) -> bool {
    let has = |list: &[Box<str>]| list.iter().any(|day| **day == *token);
    has(&words.weekdays)
        || has(&words.weekdays_short)
        || matches!(token, "tues" | "wednes" | "thur" | "thurs")
}

/// The day in `zone` at an hour of another one.
fn in_zone(date: Date, time: Option<Time>, from: Option<TimeZone>, zone: &TimeZone) -> Date {
    let (Some(time), Some(from)) = (time, from) else {
        return date;
    };
    let there = date.to_datetime(time).to_zoned_datetime(from);
    there.map_or(date, |there| there.with_time_zone(zone.clone()).date())
}

/// `+02`, `+02:00`, `+0200`, or an IANA name.
fn zone_named(name: &str) -> Option<TimeZone> {
    let (sign, rest) = match name.as_bytes().first()? {
        b'+' => (1, &name[1..]),
        b'-' => (-1, &name[1..]),
        _ => return TimeZone::get(name).ok(),
    };
    let digits: String = rest.chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = digits.split_at_checked(2).unwrap_or((&digits, ""));
    let hours: i32 = hours.parse().ok().filter(|h| (0..=14).contains(h))?;
    let minutes: i32 = if minutes.is_empty() {
        0
    } else {
        minutes.parse().ok().filter(|m| (0..60).contains(m))?
    };
    Some(
        Offset::from_seconds(sign * (hours * 3600 + minutes * 60))
            .ok()?
            .to_time_zone(),
    )
}

/// `09:12`, `9.12`, `9:12am`, `9am`, `0912` before a zone, `09:12:00+02:00`
fn time(tokens: &Tokens, at: usize) -> Option<(Time, usize)> {
    let token = tokens.word(at);
    if !token.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let figures = token.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let suffix = token[figures.len()..].trim_matches('.');
    let next = tokens.word(at + 1);
    let half = match suffix {
        "am" | "a.m" | "pm" | "p.m" => suffix,
        "" if matches!(next, "am" | "a.m" | "pm" | "p.m") => next,
        "" | "h" | "z" => "",
        _ => return None,
    };
    let mut parts = figures.split([':', '.', 'h']);
    let hour = parts.next()?;
    let minute = parts.next();
    let (hour, minute): (i8, i8) = match minute {
        Some(minute) if minute.len() == 2 => (hour.parse().ok()?, minute.parse().ok()?),
        None if !half.is_empty() => (hour.parse().ok()?, 0),
        // Four figures are an hour where a zone follows.
        None if hour.len() == 4 && next.chars().all(char::is_alphabetic) && next.len() >= 3 => {
            let (hour, minute) = hour.split_at_checked(2)?;
            (hour.parse().ok()?, minute.parse().ok()?)
        }
        _ => return None,
    };
    let hour = match half.as_bytes().first() {
        Some(b'p') if hour < 12 => hour + 12,
        Some(b'a') if hour == 12 => 0,
        _ => hour,
    };
    Some((Time::new(hour, minute, 0, 0).ok()?, 1))
}

/// The hour and the zone of an ISO date: `09:12:00+02:00`.
fn time_and_zone(text: &str) -> (Option<Time>, Option<TimeZone>) {
    let end = text.find(['z', '+', '-']).unwrap_or(text.len());
    let (hour, zone) = text.split_at(end);
    let zone = match zone {
        "z" => Some(TimeZone::UTC),
        "" => None,
        offset => zone_named(offset),
    };
    (hour.parse().ok(), zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn read(line: &str) -> Option<(String, String)> {
        let shown = |date: Option<Date>| date.map_or(String::new(), |d| d.to_string());
        date_line(&Lexicon::english().article, line, &TimeZone::UTC)
            .map(|line| (shown(line.published), shown(line.updated)))
    }

    #[test]
    fn lines_that_are_dates() {
        for (line, published, updated) in [
            ("Published 28 Feb 2025, 09:12 GMT", "2025-02-28", ""),
            ("Published On 28 Feb 2025", "2025-02-28", ""),
            ("February 28, 2025", "2025-02-28", ""),
            ("Friday 28th February 2025", "2025-02-28", ""),
            ("Fri 28 Feb 2025 09.12 GMT", "2025-02-28", ""),
            ("2025-02-28T10:00:00Z", "2025-02-28", ""),
            ("28.02.2025", "2025-02-28", ""),
            ("02/27/2025February 27, 2025", "2025-02-27", ""),
            ("Friday 28 February 2025 09:12, UK", "2025-02-28", ""),
            ("02/28/2025", "2025-02-28", ""),
            ("Last updated: 1 March 2025", "", "2025-03-01"),
            (
                "February 28, 2025 9:12 AM GMT · Updated 2 hours ago",
                "2025-02-28",
                "",
            ),
            ("Feb. 27, 2025Updated 9:12 a.m. ET", "2025-02-27", ""),
            (
                "Feb. 27, 2025, updated March 1, 2025",
                "2025-02-27",
                "2025-03-01",
            ),
            ("Updated 10:32 PM GMT, February 27, 2025", "", "2025-02-27"),
            ("28 February 2025 | 4 min read", "2025-02-28", ""),
            ("3 hours ago", "", ""),
            ("02/03/2025", "", ""),
            ("Published", "", ""),
        ] {
            assert_eq!(
                read(line),
                Some((published.into(), updated.into())),
                "{line}"
            );
        }
    }

    #[test]
    fn lines_that_are_not() {
        for line in [
            "On 28 February 2025 the bridge fell.",
            "31 February 2025",
            "February 2025",
            "Published by the ministry",
            "1984",
            "12 February 2022 – 3 March 2022",
            "At last",
            "First",
            "9:12",
            "0ÿ0 GMT",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn an_hour_with_its_zone_is_read_on_the_sites_day() {
        let zone = TimeZone::get("Africa/Johannesburg").unwrap();
        let words = &Lexicon::english().article;
        let day = |line: &str| {
            date_line(words, line, &zone)
                .unwrap()
                .published
                .unwrap()
                .to_string()
        };
        assert_eq!(day("28 Feb 2025, 23:30 GMT"), "2025-03-01");
        assert_eq!(day("28 Feb 2025, 23:30"), "2025-02-28");
        assert_eq!(day("2025-02-28T23:30:00Z"), "2025-03-01");
        assert_eq!(day("Feb. 28, 2025, 5:30 p.m. ET"), "2025-03-01");
        assert_eq!(day("28 Feb 2025, 23:30 IST"), "2025-02-28");
    }

    #[test]
    fn a_date_beside_a_byline() {
        let words = &Lexicon::english().article;
        let part = |line: &str| {
            with_date(words, line, &TimeZone::UTC).map(|(_, range)| line[range].to_owned())
        };
        assert_eq!(
            part("By Mira Kovač | 28 Feb 2025"),
            Some("28 Feb 2025".into())
        );
        assert_eq!(
            part("28 Feb 2025 | By Mira Kovač"),
            Some("28 Feb 2025 | ".into())
        );
        assert_eq!(part("By Mira Kovač"), None);
    }
}
