//! Days as metadata writes them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::rfc2822;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;

/// Ways to write a day in words; what stands behind it is not read.
const IN_WORDS: [&str; 8] = [
    "%B %d, %Y",
    "%b %d, %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%A, %B %d, %Y",
    "%a, %b %d, %Y",
    "%A, %d %B %Y",
    "%Y/%m/%d",
];

/// The longest text that is looked at.
const LONGEST: usize = 64;

/// The day that is written: `2025-03-04`, `2025-03-04T09:12:00+02:00`, `20250304T091200Z`, `Tue, 4 Mar 2025 09:12:00 +0200`,
/// `March 4, 2025`, `4 March 2025`, seconds or milliseconds since 1970.
///
/// An instant is taken as the day in `zone`, as the program does with the date lines of a text. Figures whose order must be
/// guessed (`03/04/2025`) are no day, and neither is what no newspaper can mean: the first day of computers' time, the
/// year 1.
pub(super) fn read(written: &str, zone: &TimeZone) -> Option<Date> {
    let written = written.trim();
    if written.is_empty() || written.len() > LONGEST {
        return None;
    }
    let in_zone = |instant: Timestamp| instant.to_zoned_datetime(zone.clone()).date();
    let instant = || {
        written
            .parse::<Timestamp>()
            .ok()
            .or_else(|| spaced(written))
            .or_else(|| counted(written))
    };
    let day = instant()
        .map(in_zone)
        .or_else(|| written.parse::<DateTime>().ok().map(DateTime::date))
        .or_else(|| {
            rfc2822::parse(written)
                .ok()
                .map(|zoned| in_zone(zoned.timestamp()))
        })
        .or_else(|| in_words(written))?;
    let is_likely = (1800..=2200).contains(&day.year()) && day != Date::constant(1970, 1, 1);
    is_likely.then_some(day)
}

/// `2025-03-04 09:12:00 +0200`
fn spaced(written: &str) -> Option<Timestamp> {
    let (day, offset) = written.rsplit_once(' ')?;
    let offset = if offset == "UTC" || offset == "GMT" {
        "Z"
    } else {
        offset
    };
    format!("{day}{offset}").parse().ok()
}

/// Seconds or milliseconds since 1970.
fn counted(written: &str) -> Option<Timestamp> {
    if !written.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let count: i64 = written.parse().ok()?;
    match written.len() {
        9 | 10 => Timestamp::from_second(count).ok(),
        12 | 13 => Timestamp::from_millisecond(count).ok(),
        _ => None,
    }
}

fn in_words(written: &str) -> Option<Date> {
    IN_WORDS.iter().find_map(|format| {
        let (time, _) = BrokenDownTime::parse_prefix(format, written).ok()?;
        time.to_date().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read() {
        let zone = TimeZone::get("Europe/Kyiv").unwrap_or(TimeZone::UTC);
        for (written, day) in [
            ("2025-03-04", "2025-03-04"),
            ("2025-03-04T09:12:00Z", "2025-03-04"),
            ("2025-03-04T23:30:00Z", "2025-03-05"),
            ("2025-03-04T23:30:00", "2025-03-04"),
            ("2025-03-04T23:30:00+02:00", "2025-03-04"),
            ("2025-03-04T23:30:00+0200", "2025-03-04"),
            ("2025-03-04 09:12:00 +0200", "2025-03-04"),
            ("2025-03-04 09:12:00 UTC", "2025-03-04"),
            ("20250304T091200Z", "2025-03-04"),
            ("20250304", "2025-03-04"),
            ("Tue, 4 Mar 2025 09:12:00 +0200", "2025-03-04"),
            ("Tue, 04 Mar 2025 09:12:00 GMT", "2025-03-04"),
            ("March 4, 2025", "2025-03-04"),
            ("March 4, 2025 9:12 am", "2025-03-04"),
            ("4 March 2025", "2025-03-04"),
            ("2025/03/04", "2025-03-04"),
            ("1741082520", "2025-03-04"),
            ("1741082520000", "2025-03-04"),
        ] {
            assert_eq!(
                read(written, &zone).map(|d| d.to_string()).as_deref(),
                Some(day),
                "{written}"
            );
        }
        for written in [
            "",
            "yesterday",
            "03/04/2025",
            "1970-01-01T00:00:00Z",
            "0001-01-01",
            "2025-02-30",
            "9999-12-31",
        ] {
            assert_eq!(read(written, &zone), None, "{written}");
        }
    }
}
