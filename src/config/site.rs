//! `site.toml`: the settings of the whole site.

use super::{checked, feeds::Feeds};
use crate::slug::Slugs;
use serde::{Deserialize, Serialize};

/// The settings of a site. Every key is optional.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Site {
    /// The name of the site.
    pub title: String,
    /// One sentence on what it is.
    pub description: String,
    /// Where it will stand, for what needs a whole address: `https://example.org/digest/`.
    #[serde(deserialize_with = "checked::base_url")]
    pub base_url: Option<String>,
    /// The language of the interface, and of texts that do not say otherwise (BCP 47).
    #[serde(deserialize_with = "checked::language")]
    pub language: String,
    /// The time zone in which a date and hour in a text are read (IANA name).
    #[serde(deserialize_with = "checked::time_zone")]
    pub time_zone: String,
    /// The order in which topics are listed; the others follow by number of articles.
    pub topics: Vec<String>,
    /// How many articles or quotations stand on one page of a list, 1 to 1,000.
    pub per_page: PerPage,
    /// Links at the head of each page, in place of the built-in ones.
    pub navigation: Option<Vec<Link>>,
    /// The licence of the site's own words.
    pub licence: Option<Licence>,
    /// Writes `index.html` at the end of each link, so that the site can be read from a folder without a server.
    pub portable: bool,
    /// Makes a full-text search for readers' browsers.
    pub search: bool,
    /// Whether and how feeds are made.
    pub feeds: Feeds,
    /// Whether the entries and quotations are published as data, too.
    pub data: bool,
    /// Whether a card is drawn for each article and speaker, for other sites to show beside a link.
    pub cards: bool,
    /// How the words of headlines and names are written in addresses.
    pub slugs: Slugs,
    /// The letters of the index of speakers, in order; without it those of the language.
    pub alphabet: Option<String>,
    /// How quotations are attributed.
    pub quotes: QuoteSettings,
}

/// A link in the navigation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The words of the link.
    pub title: String,
    /// Where it leads, from the site's root: `topics/`.
    pub href: String,
}

/// The licence under which the site's own words may be used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// Its name: `CC BY 4.0`.
    pub name: String,
    /// The address of its text.
    pub url: Option<String>,
}

/// `[quotes]`: how sure the program must be before it names a speaker.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct QuoteSettings {
    /// The least confidence, 0 to 1, at which a speaker is named.
    pub threshold: Threshold,
}

/// A confidence between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(try_from = "f32")]
pub struct Threshold(pub f32);

impl TryFrom<f32> for Threshold {
    type Error = String;

    fn try_from(value: f32) -> Result<Self, String> {
        if (0.0..=1.0).contains(&value) {
            Ok(Self(value))
        } else {
            Err(format!(
                "{value} is not between 0 and 1; write a number such as 0.8"
            ))
        }
    }
}

/// A page's length between 1 and 1,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "i64")]
pub struct PerPage(pub usize);

impl TryFrom<i64> for PerPage {
    type Error = String;

    fn try_from(value: i64) -> Result<Self, String> {
        match usize::try_from(value) {
            Ok(n @ 1..=1000) => Ok(Self(n)),
            _ => Err(format!(
                "{value} is not between 1 and 1,000; write a number such as 50"
            )),
        }
    }
}

impl Default for QuoteSettings {
    fn default() -> Self {
        Self {
            threshold: Threshold(0.8),
        }
    }
}

impl Default for Site {
    fn default() -> Self {
        Self {
            title: "News digest".into(),
            description: String::new(),
            base_url: None,
            language: "en".into(),
            time_zone: "UTC".into(),
            topics: Vec::new(),
            per_page: PerPage(50),
            navigation: None,
            licence: None,
            portable: false,
            search: true,
            feeds: Feeds::default(),
            data: true,
            cards: false,
            slugs: Slugs::Ascii,
            alphabet: None,
            quotes: QuoteSettings::default(),
        }
    }
}
