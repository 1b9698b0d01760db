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

/// A number as it is read: `25,871`.
pub(crate) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
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

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_set_apart() {
        let read: Vec<String> = [0, 999, 1000, 25_871, 1_234_567].map(grouped).into();
        assert_eq!(read, ["0", "999", "1,000", "25,871", "1,234,567"]);
    }
}
