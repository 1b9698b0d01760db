//! Dates in a language.

use super::phrase::{Form, Part};
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::{self, Deserializer};
use std::fmt::Write;

/// How a language writes dates.
#[derive(Clone, Debug, Default)]
pub struct Dates {
    text: Form,
    short: Form,
    full: Form,
    month_and_year: Form,
    months: [Box<str>; 12],
    months_alone: [Box<str>; 12],
    months_short: [Box<str>; 12],
    weekdays: [Box<str>; 7],
}

/// What a file says of dates; what it leaves out stays as it was.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Written {
    text: Option<DateForm>,
    short: Option<DateForm>,
    full: Option<DateForm>,
    month_and_year: Option<DateForm>,
    months: Option<[Box<str>; 12]>,
    months_alone: Option<[Box<str>; 12]>,
    months_short: Option<[Box<str>; 12]>,
    weekdays: Option<[Box<str>; 7]>,
}

const SLOTS: [&str; 6] = [
    "day",
    "month",
    "month_alone",
    "month_short",
    "year",
    "weekday",
];

struct DateForm(Form);

impl<'de> Deserialize<'de> for DateForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let form = Form::deserialize(deserializer)?;
        if let Some(slot) = form.slots().find(|slot| !SLOTS.contains(slot)) {
            return Err(de::Error::custom(format!(
                "a date has no `{{{slot}}}`; write one of {{{}}}",
                SLOTS.join("} {")
            )));
        }
        Ok(Self(form))
    }
}

impl Dates {
    pub(super) fn lay_over(&mut self, written: Written) {
        let forms = [
            (&mut self.text, written.text),
            (&mut self.short, written.short),
            (&mut self.full, written.full),
            (&mut self.month_and_year, written.month_and_year),
        ];
        for (form, written) in forms {
            if let Some(DateForm(written)) = written {
                *form = written;
            }
        }
        // A language without other words for a month alone need not list them twice.
        let alone = written.months_alone.or_else(|| written.months.clone());
        let names = [
            (&mut self.months, written.months),
            (&mut self.months_alone, alone),
            (&mut self.months_short, written.months_short),
        ];
        for (names, written) in names {
            if let Some(written) = written {
                *names = written;
            }
        }
        if let Some(weekdays) = written.weekdays {
            self.weekdays = weekdays;
        }
    }

    /// `28 February 2025`
    #[must_use]
    pub fn text(&self, date: Date) -> String {
        self.write(&self.text, date)
    }

    /// `28 Feb 2025`
    #[must_use]
    pub fn short(&self, date: Date) -> String {
        self.write(&self.short, date)
    }

    /// `Friday 28 February 2025`
    #[must_use]
    pub fn full(&self, date: Date) -> String {
        self.write(&self.full, date)
    }

    /// `February 2025`
    #[must_use]
    pub fn month_and_year(&self, year: i16, month: i8) -> String {
        Date::new(year, month, 1)
            .map(|first| self.write(&self.month_and_year, first))
            .unwrap_or_default()
    }

    /// The name of a month, 1 to 12, as it stands alone: `February`.
    #[must_use]
    pub fn month(&self, month: i8) -> &str {
        named(&self.months_alone, month)
    }

    /// `Friday`
    #[must_use]
    pub fn weekday(&self, date: Date) -> &str {
        named(&self.weekdays, date.weekday().to_monday_one_offset())
    }

    fn write(&self, form: &Form, date: Date) -> String {
        let mut written = String::with_capacity(24);
        for part in form.parts() {
            match part {
                Part::Words(words) => written.push_str(words),
                Part::Slot(slot) => {
                    let name = match &**slot {
                        "month" => named(&self.months, date.month()),
                        "month_alone" => self.month(date.month()),
                        "month_short" => named(&self.months_short, date.month()),
                        "weekday" => self.weekday(date),
                        "day" => {
                            let _ = write!(written, "{}", date.day());
                            continue;
                        }
                        _ => {
                            let _ = write!(written, "{}", date.year());
                            continue;
                        }
                    };
                    written.push_str(name);
                }
            }
        }
        written
    }
}

/// The name at `number`, counted from 1.
fn named(names: &[Box<str>], number: i8) -> &str {
    let at = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
    at.and_then(|at| names.get(at)).map_or("", |name| name)
}
