//! Dates as settings give them: a TOML date, or text that holds one.

use jiff::civil::Date;
use serde::de::{self, Deserializer, Visitor};
use std::fmt;

/// Reads `2025-02-28`, with or without a time after it (`2025-02-28T09:12:00Z`).
///
/// Nothing else: an order of day and month that must be guessed is no date.
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.get(..10)?;
    let rest = text.as_bytes().get(10);
    if rest.is_some_and(|b| !matches!(b, b'T' | b't' | b' ')) {
        return None;
    }
    day.parse().ok()
}

/// For `#[serde(deserialize_with)]` on an optional date.
pub(super) fn optional<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Date>, D::Error> {
    required(deserializer).map(Some)
}

/// For `#[serde(deserialize_with)]` on a date.
pub(super) fn required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    deserializer.deserialize_any(DateVisitor)
}

struct DateVisitor;

impl<'de> Visitor<'de> for DateVisitor {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a date such as 2025-02-28")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
        parse_date(text)
            .ok_or_else(|| E::custom(format!("`{text}` is not a date; write it as 2025-02-28")))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Date, A::Error> {
        // A TOML date reaches serde as a map with one private key.
        let datetime: toml::value::Datetime =
            serde::Deserialize::deserialize(de::value::MapAccessDeserializer::new(map))?;
        let written = datetime.to_string();
        parse_date(&written).ok_or_else(|| {
            de::Error::custom(format!("`{written}` has no day; write it as 2025-02-28"))
        })
    }
}
