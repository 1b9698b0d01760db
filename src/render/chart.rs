//! How often a speaker is quoted over time: bars, drawn when the site is made, and the same as numbers.

use jiff::ToSpan;
use jiff::civil::Date;
use plotters::prelude::{BLACK, ChartBuilder, IntoDrawingArea, Rectangle, SVGBackend};
use plotters::style::Color;
use std::collections::BTreeMap;

/// The fewest quotations that show a course.
const FEWEST: usize = 3;
/// The most bars that can be told apart on a small screen.
const MOST_BARS: usize = 60;

/// A chart of quotations over time.
#[derive(Debug, PartialEq)]
pub(super) struct Chart {
    /// The bars: an `<svg>` without colours of its own or words.
    pub(super) svg: String,
    /// How long a bar's time is.
    pub(super) unit: Unit,
    /// The times that have quotations, by their first day, with how many; oldest first.
    pub(super) counts: BTreeMap<Date, u32>,
}

/// A bar's time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unit {
    Day,
    Month,
    Year,
}

impl Unit {
    /// The word that a template is given.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The first day of the time that a day is in.
    fn start(self, date: Date) -> Date {
        match self {
            Self::Day => date,
            Self::Month => date.first_of_month(),
            Self::Year => date.first_of_year(),
        }
    }

    /// The first day of the next time; none where the calendar ends.
    fn next(self, start: Date) -> Option<Date> {
        let span = match self {
            Self::Day => 1.day(),
            Self::Month => 1.month(),
            Self::Year => 1.year(),
        };
        start.checked_add(span).ok()
    }

    /// All times from the first to the last, if they are not too many.
    fn all(self, first: Date, last: Date) -> Option<Vec<Date>> {
        let (first, last) = (self.start(first), self.start(last));
        let times = std::iter::successors(Some(first), |&start| self.next(start));
        let times: Vec<Date> = times
            .take_while(|&start| start <= last)
            .take(MOST_BARS + 1)
            .collect();
        (times.len() <= MOST_BARS).then_some(times)
    }
}

/// The chart of quotations that were published on these days; none where there is no course to show.
pub(super) fn of(dates: impl Iterator<Item = Date> + Clone) -> Option<Chart> {
    let (first, last) = (dates.clone().min()?, dates.clone().max()?);
    if first == last || dates.clone().count() < FEWEST {
        return None;
    }
    let units = [Unit::Day, Unit::Month, Unit::Year].into_iter();
    let (unit, times) = units
        .filter_map(|unit| Some((unit, unit.all(first, last)?)))
        .find(|(_, times)| times.len() > 1)?;
    let mut counts: BTreeMap<Date, u32> = BTreeMap::new();
    for date in dates {
        *counts.entry(unit.start(date)).or_default() += 1;
    }
    let bars: Vec<u32> = times
        .iter()
        .map(|time| counts.get(time).copied().unwrap_or(0))
        .collect();
    let svg = draw(&bars)?;
    Some(Chart { svg, unit, counts })
}

/// One bar a number; the theme's style gives colour and size.
fn draw(bars: &[u32]) -> Option<String> {
    const HEIGHT: u32 = 100;
    const BAR: u32 = 10;
    let width = u32::try_from(bars.len()).ok()? * BAR;
    let most = *bars.iter().max()?;
    let mut drawn = String::new();
    {
        let area = SVGBackend::with_string(&mut drawn, (width, HEIGHT)).into_drawing_area();
        let mut chart = ChartBuilder::on(&area)
            .build_cartesian_2d(0..width, 0..most)
            .ok()?;
        let bars = bars.iter().zip((0..).step_by(BAR as usize));
        let bars = bars.filter(|(count, _)| **count > 0).map(|(&count, left)| {
            Rectangle::new([(left + 1, 0), (left + BAR - 1, count)], BLACK.filled())
        });
        chart.draw_series(bars).ok()?;
        area.present().ok()?;
    }
    // What is drawn takes its colour from the page, which has two.
    let mut svg = format!(
        "<svg viewbox=\"0 0 {width} {HEIGHT}\" preserveaspectratio=\"none\" aria-hidden=\"true\">"
    );
    for bar in drawn.split("<rect ").skip(1) {
        let attributes = bar.split(" opacity=").next()?;
        svg.extend(["<rect ", attributes, "></rect>"]);
    }
    svg.push_str("</svg>");
    Some(svg)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(text: &str) -> Vec<Date> {
        text.split(' ').map(|date| date.parse().unwrap()).collect()
    }

    #[test]
    fn few_or_simultaneous_words_have_no_course() {
        for text in [
            "2025-02-28",
            "2025-02-28 2025-03-01",
            "2025-02-28 2025-02-28 2025-02-28",
        ] {
            assert_eq!(of(dates(text).into_iter()), None, "{text}");
        }
    }

    #[test]
    fn bars_are_as_short_a_time_as_can_be_told_apart() {
        for (text, unit, counts) in [
            ("2025-02-28 2025-03-01 2025-03-01", Unit::Day, vec![1, 2]),
            ("2023-02-28 2025-03-01 2025-03-08", Unit::Month, vec![1, 2]),
            ("1999-02-28 2025-03-01 2025-12-31", Unit::Year, vec![1, 2]),
        ] {
            let chart = of(dates(text).into_iter()).unwrap();
            assert_eq!(chart.unit, unit);
            assert_eq!(chart.counts.into_values().collect::<Vec<_>>(), counts);
        }
        assert_eq!(
            of(dates("-009999-01-01 9999-12-31 9999-12-31").into_iter()),
            None
        );
    }

    #[test]
    fn bars_stand_on_the_ground_and_reach_as_high_as_they_count() {
        let chart = of(dates("2025-02-26 2025-02-28 2025-02-28").into_iter()).unwrap();
        insta::assert_snapshot!(chart.svg);
    }
}
