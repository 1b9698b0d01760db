//! `feeds` in `site.toml`: `feeds = false`, or a table that says how they are made.

use super::checked;
use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};
use std::fmt;

/// Whether and how feeds are made.
#[derive(Clone, Debug, PartialEq)]
pub struct Feeds {
    /// Whether there are any.
    pub on: bool,
    /// How many of the newest items a feed holds, 1 to 1,000.
    pub length: FeedLength,
    /// The address under which the site stood when its items first got their ids, where that is not the one under which
    /// it stands now: readers who follow a feed are shown no item twice.
    pub ids: Option<String>,
}

/// The table; every key is optional.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Table {
    length: FeedLength,
    #[serde(deserialize_with = "checked::base_url")]
    ids: Option<String>,
}

/// How many items a feed holds, 1 to 1,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "i64")]
pub struct FeedLength(pub usize);

impl TryFrom<i64> for FeedLength {
    type Error = String;

    fn try_from(value: i64) -> Result<Self, String> {
        match usize::try_from(value) {
            Ok(n @ 1..=1000) => Ok(Self(n)),
            _ => Err(format!(
                "{value} is not between 1 and 1,000; write a number such as 20"
            )),
        }
    }
}

impl Default for FeedLength {
    fn default() -> Self {
        Self(20)
    }
}

impl Default for Feeds {
    fn default() -> Self {
        Self::from(Table::default())
    }
}

impl From<Table> for Feeds {
    fn from(Table { length, ids }: Table) -> Self {
        Self {
            on: true,
            length,
            ids,
        }
    }
}

impl<'de> Deserialize<'de> for Feeds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FeedsVisitor)
    }
}

struct FeedsVisitor;

impl<'de> Visitor<'de> for FeedsVisitor {
    type Value = Feeds;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("`feeds = false`, or a table `[feeds]`")
    }

    fn visit_bool<E: de::Error>(self, on: bool) -> Result<Feeds, E> {
        let feeds = Feeds::default();
        Ok(Feeds { on, ..feeds })
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Feeds, A::Error> {
        Table::deserialize(de::value::MapAccessDeserializer::new(map)).map(Feeds::from)
    }
}
