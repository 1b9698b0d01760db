//! A feed, whatever its form: what stands above the items.

use super::items::Item;
use super::{Feed, Format};
use crate::config::Licence;
use crate::render::shared::Shared;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::borrow::Cow;

/// A feed, whatever its form. All addresses are whole.
pub(super) struct Channel<'c> {
    /// What it is known by for ever.
    pub(super) id: String,
    pub(super) title: Cow<'c, str>,
    pub(super) description: &'c str,
    /// Who answers for it: the site.
    pub(super) author: &'c str,
    pub(super) site: String,
    /// The page whose news it has.
    pub(super) home: String,
    pub(super) icon: String,
    pub(super) language: &'c str,
    pub(super) licence: Option<&'c Licence>,
    /// When any of it was last changed.
    pub(super) updated: Date,
    pub(super) items: Vec<Item<'c>>,
    zone: &'c TimeZone,
    atom: String,
    json: String,
}

impl Channel<'_> {
    /// Where it stands in this form.
    pub(super) fn address(&self, format: Format) -> &str {
        match format {
            Format::Atom => &self.atom,
            Format::Json => &self.json,
        }
    }

    /// The beginning of a day in the site's time zone, as RFC 3339 writes it.
    pub(super) fn moment(&self, date: Date) -> String {
        match date.to_zoned_datetime(self.zone.clone()) {
            Ok(start) => start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            Err(_) => format!("{date}T00:00:00Z"),
        }
    }
}

impl Shared<'_> {
    /// The feed that holds these items.
    pub(super) fn channel<'c>(&'c self, feed: Feed, items: Vec<Item<'c>>) -> Channel<'c> {
        let site = &self.digest.site;
        let home = self.feed_home(feed);
        let at = |format: Format| self.address(&format!("{home}{}", format.file()));
        // With nothing in it yet, it is as old as the site: the newest date would change with every article.
        let articles = self.digest.articles.iter();
        let mut dates = articles.filter_map(|article| article.entry.article.date);
        let updated = items.iter().map(|item| item.updated).max();
        let updated = updated.or_else(|| dates.next_back()).unwrap_or_default();
        Channel {
            id: self.id(home),
            title: self.feed_title(feed),
            description: if feed == Feed::Site {
                &site.description
            } else {
                ""
            },
            author: &site.title,
            site: self.address(""),
            home: self.address(home),
            icon: self.address("favicon.svg"),
            language: &site.language,
            licence: site.licence.as_ref(),
            updated,
            zone: &self.zone,
            items,
            atom: at(Format::Atom),
            json: at(Format::Json),
        }
    }

    /// What is known by its place in the site, for ever: the address that it first had.
    pub(super) fn id(&self, path: &str) -> String {
        let first = self.digest.site.feeds.ids.as_deref();
        let base = first.or(self.links.base()).unwrap_or_default();
        format!("{base}{path}")
    }

    /// The whole address of what stands at `path`.
    pub(super) fn address(&self, path: &str) -> String {
        self.links.whole(path).unwrap_or_default()
    }
}
