//! Values as templates take them.
//!
//! They are built as Tera's own type, not through serde: a value is counted by reference, so that what many pages
//! show is made once and shared.

use jiff::civil::Date;
use tera::value::Key;
use tera::{Map, Value};

/// A value with named parts.
pub(super) fn object<const N: usize>(parts: [(&'static str, Value); N]) -> Value {
    let mut map = Map::with_capacity(N);
    for (name, value) in parts {
        map.insert(Key::Str(name), value);
    }
    Value::from(map)
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

/// A date in all the forms that a page may print, in English.
pub(super) fn date(date: Date) -> Value {
    let written = |format: &str| Value::from(date.strftime(format).to_string());
    object([
        ("iso", Value::from(date.to_string())),
        ("text", written("%-d %B %Y")),
        ("short", written("%-d %b %Y")),
        ("year", Value::from(date.year())),
        ("month", written("%B")),
        ("day", Value::from(date.day())),
        ("weekday", written("%A")),
    ])
}

/// The English name of a month, 1 to 12.
pub(super) fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month - 1)
        .ok()
        .and_then(|at| NAMES.get(at))
        .copied()
        .unwrap_or_default()
}
