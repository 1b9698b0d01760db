//! Values as templates take them.
//!
//! They are built as Tera's own type, not through serde: a value is counted by reference, so that what many pages
//! show is made once and shared.

use crate::language::Language;
use jiff::civil::Date;
use std::collections::BTreeMap;
use tera::Value;
use tera::value::Key;

/// A value with named parts.
pub(super) fn object<const N: usize>(parts: [(&'static str, Value); N]) -> Value {
    // Tera makes a map of its own of any that it is given: of this one the keys are hashed once, of its own kind twice.
    Value::from(BTreeMap::from(parts))
}

/// `value`, a value with named parts, with some more, which take the place of its own.
pub(super) fn extended<const N: usize>(value: &Value, parts: [(&'static str, Value); N]) -> Value {
    let mut map = value.as_map().cloned().unwrap_or_default();
    for (name, value) in parts {
        map.insert(Key::Str(name), value);
    }
    Value::from(map)
}

/// A named part of a value; none when it has no such part.
pub(super) fn part(value: &Value, name: &'static str) -> Value {
    let part = value.as_map().and_then(|map| map.get(&Key::Str(name)));
    part.cloned().unwrap_or_else(Value::none)
}

/// Markup that was escaped when it was made.
pub(super) fn html(markup: &str) -> Value {
    Value::safe_string(markup)
}

/// A date in all the forms that a page may print.
pub(super) fn date(date: Date, language: &Language) -> Value {
    let dates = &language.dates;
    object([
        ("iso", Value::from(date.to_string())),
        ("text", Value::from(dates.text(date))),
        ("short", Value::from(dates.short(date))),
        ("full", Value::from(dates.full(date))),
        ("year", Value::from(date.year())),
        ("month", Value::from(dates.month(date.month()))),
        ("day", Value::from(date.day())),
        ("weekday", Value::from(dates.weekday(date))),
    ])
}
