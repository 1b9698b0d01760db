//! Feeds: Atom (RFC 4287) and JSON Feed 1.1, for the site, each topic, each speaker, and corrections.
//!
//! A feed holds the newest of what its page lists: the site's and a topic's articles whole, a speaker's quotations,
//! corrections. It needs whole addresses, so a site without `base_url` has none. What has no date has no place in a feed,
//! which must say when each item was last changed, and may not take the clock for it.
//!
//! - `items` makes the items, `channel` what stands above them;
//! - `atom` and `json_feed` write both in the one form and the other.

mod atom;
mod channel;
mod items;
mod json_feed;

use super::Renderer;
use super::planned::{Kind, Plan};
use super::shared::{Shared, shown_name};
use super::value::object;
use crate::config::SpeakerKind;
use crate::digest::{SpeakerId, TopicId};
use std::borrow::Cow;
use tera::Value;

/// What a feed follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feed {
    Site,
    Topic(TopicId),
    Speaker(SpeakerId),
    Corrections,
}

/// How a feed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Atom,
    Json,
}

/// The address of the list of corrections.
const CORRECTIONS: &str = "corrections/";

impl Format {
    const ALL: [Self; 2] = [Self::Atom, Self::Json];

    fn file(self) -> &'static str {
        match self {
            Self::Atom => "feed.xml",
            Self::Json => "feed.json",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }
}

impl Shared<'_> {
    /// Whether the site has feeds: they are wanted, it is known where it will stand, and something has a date.
    fn has_feeds(&self) -> bool {
        let site = &self.digest.site;
        let newest = self.digest.articles.first();
        let dated = newest.is_some_and(|article| article.entry.article.date.is_some());
        site.feeds.on && self.links.base().is_some() && dated
    }

    /// Whether this is a feed of the site.
    ///
    /// An unnamed source has none: one description is not one source. Neither has who is only quoted in articles without
    /// a date, or a topic of such.
    fn has_feed(&self, feed: Feed) -> bool {
        let digest = self.digest;
        let first = match feed {
            Feed::Site | Feed::Corrections => return self.has_feeds(),
            Feed::Topic(topic) => digest.topics[topic].articles.first(),
            Feed::Speaker(speaker) => {
                let speaker = &digest.speakers[speaker];
                let is_named = speaker.kind != SpeakerKind::Unnamed;
                speaker.articles.first().filter(|_| is_named)
            }
        };
        let date = first.and_then(|&id| digest.articles[id].entry.article.date);
        date.is_some() && self.has_feeds()
    }

    /// The address of the page whose news the feed has.
    fn feed_home(&self, feed: Feed) -> &str {
        match feed {
            Feed::Site => "",
            Feed::Topic(topic) => &self.digest.topics[topic].path,
            Feed::Speaker(speaker) => &self.digest.speakers[speaker].path,
            Feed::Corrections => CORRECTIONS,
        }
    }

    /// Where a feed stands.
    pub(super) fn feed_path(&self, feed: Feed, format: Format) -> String {
        format!("{}{}", self.feed_home(feed), format.file())
    }

    fn feed_title(&self, feed: Feed) -> Cow<'_, str> {
        let site = &*self.digest.site.title;
        let of: Cow<str> = match feed {
            Feed::Site => return Cow::Borrowed(site),
            Feed::Topic(topic) => Cow::Borrowed(&self.digest.topics[topic].name),
            Feed::Speaker(speaker) => shown_name(&self.digest.speakers[speaker]),
            Feed::Corrections => Cow::Borrowed(self.language.say("corrections_page")),
        };
        Cow::Owned(format!("{of} · {site}"))
    }

    /// The feeds that a page tells of, as templates take them: its own before the site's.
    pub(super) fn feeds_of(&self, kind: Kind) -> Value {
        match kind {
            Kind::Topic { topic, .. } => self.feed_links(&[Feed::Topic(topic), Feed::Site]),
            Kind::Speaker { speaker, .. } => self.feed_links(&[Feed::Speaker(speaker), Feed::Site]),
            _ => self.site_feeds.clone(),
        }
    }

    /// Those of `feeds` that there are, as templates take them.
    pub(super) fn feed_links(&self, feeds: &[Feed]) -> Value {
        let feeds = feeds.iter().filter(|&&feed| self.has_feed(feed));
        let links = feeds.flat_map(|&feed| Format::ALL.map(|format| self.feed_link(feed, format)));
        Value::from(links.collect::<Vec<Value>>())
    }

    fn feed_link(&self, feed: Feed, format: Format) -> Value {
        let home = self.feed_home(feed);
        object([
            ("title", Value::from(self.feed_title(feed))),
            ("type", Value::from(format.media_type())),
            (
                "href",
                Value::from(&*self.links.href(&format!("{home}{}", format.file()))),
            ),
        ])
    }
}

/// Adds the feeds to the pages.
pub(super) fn plan(shared: &Shared, pages: &mut Plan) {
    if !shared.has_feeds() {
        return;
    }
    let topics = (0..shared.digest.topics.len()).map(Feed::Topic);
    let speakers = (0..shared.digest.speakers.len()).map(Feed::Speaker);
    let lists = [Feed::Site, Feed::Corrections].into_iter();
    for feed in lists.chain(topics).chain(speakers) {
        if !shared.has_feed(feed) {
            continue;
        }
        for format in Format::ALL {
            pages.push(Kind::Feed { feed, format });
        }
    }
}

impl Renderer<'_> {
    /// The bytes of a feed.
    pub(super) fn feed(&self, feed: Feed, format: Format) -> Vec<u8> {
        let shared = &self.shared;
        let items = match feed {
            Feed::Site => {
                let all: Vec<_> = (0..shared.digest.articles.len()).collect();
                shared.article_items(&all)
            }
            Feed::Topic(topic) => shared.article_items(&shared.digest.topics[topic].articles),
            Feed::Speaker(speaker) => shared.quotation_items(speaker),
            Feed::Corrections => shared.correction_items(),
        };
        let channel = shared.channel(feed, items);
        match format {
            Format::Atom => atom::write(&channel),
            Format::Json => json_feed::write(&channel),
        }
    }
}
