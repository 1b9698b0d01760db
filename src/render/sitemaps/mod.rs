//! Sitemaps (sitemaps.org protocol 0.9): of all pages, and of the newest articles for news search.
//!
//! One file lists 50,000 pages at most. With more, `sitemap.xml` lists parts that list the pages.

mod news;

use super::Renderer;
use super::letters::Letter;
use super::planned::{Kind, Plan, Planned};
use super::shared::Shared;
use super::xml::Xml;
use crate::digest::ArticleId;
use jiff::civil::Date;

/// How many pages one file may list.
const MOST: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// A sitemap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sitemap {
    /// All pages, where one file may list them.
    Whole,
    /// All parts.
    Index,
    /// A part, counted from 1.
    Part(usize),
    /// The newest articles.
    News,
}

/// Adds the sitemaps to the pages, of which they list those that are there already.
pub(super) fn plan(shared: &Shared, letters: &[Letter], pages: &mut Plan) {
    if shared.links.base().is_none() {
        return;
    }
    let parts = pages.pages(shared, letters).filter(is_listed).count();
    let parts = parts.div_ceil(MOST);
    let mut add = |path: &str, sitemap| pages.push_at(path, Kind::Sitemap(sitemap));
    if parts > 1 {
        add("sitemap.xml", Sitemap::Index);
        for number in 1..=parts {
            add(&part_path(number), Sitemap::Part(number));
        }
    } else {
        add("sitemap.xml", Sitemap::Whole);
    }
    if shared.newest_date().is_some() {
        add("news-sitemap.xml", Sitemap::News);
    }
}

fn part_path(number: usize) -> String {
    format!("sitemap-{number}.xml")
}

/// Whether a search engine is to know of a page: it is one of the site's own to be read, and shown under its own address.
fn is_listed(page: &Planned) -> bool {
    let is_own = !matches!(page.kind, Kind::NotFound | Kind::Static);
    is_own && page.path.ends_with(".html")
}

impl Renderer<'_> {
    /// The bytes of a sitemap.
    pub(super) fn sitemap(&self, sitemap: Sitemap) -> Vec<u8> {
        match sitemap {
            Sitemap::Whole => self.sitemap_of(self.listed()),
            Sitemap::Part(number) => {
                let before = number.saturating_sub(1) * MOST;
                self.sitemap_of(self.listed().skip(before).take(MOST))
            }
            Sitemap::Index => self.sitemap_index(),
            Sitemap::News => news::write(&self.shared),
        }
    }

    fn listed(&self) -> impl Iterator<Item = Planned> {
        self.pages().filter(is_listed)
    }

    fn sitemap_of(&self, pages: impl Iterator<Item = Planned>) -> Vec<u8> {
        let mut xml = Xml::new();
        xml.open("urlset", &[("xmlns", NAMESPACE)]);
        for page in pages {
            let Some(address) = self.shared.links.whole(page.address()) else {
                continue;
            };
            xml.open("url", &[]);
            xml.text("loc", &[], &address);
            if let Some(date) = self.changed(&page) {
                xml.text("lastmod", &[], &date.to_string());
            }
            xml.close();
        }
        xml.finish()
    }

    fn sitemap_index(&self) -> Vec<u8> {
        let mut xml = Xml::new();
        xml.open("sitemapindex", &[("xmlns", NAMESPACE)]);
        let parts = self.listed().count().div_ceil(MOST);
        let mut pages = self.listed();
        for number in 1..=parts {
            let of_part = pages.by_ref().take(MOST);
            let newest = of_part.filter_map(|page| self.changed(&page)).max();
            let Some(address) = self.shared.links.whole(&part_path(number)) else {
                continue;
            };
            xml.open("sitemap", &[]);
            xml.text("loc", &[], &address);
            if let Some(date) = newest {
                xml.text("lastmod", &[], &date.to_string());
            }
            xml.close();
        }
        xml.finish()
    }

    /// When what a page shows was last changed, as far as dates of articles tell; none where they don't. Of a list only the
    /// first page is told of: what stands on the others moves with every new article.
    fn changed(&self, page: &Planned) -> Option<Date> {
        let digest = self.shared.digest;
        let newest = |articles: &[ArticleId]| {
            let dates = articles.iter().map(|&id| digest.articles[id].changed());
            dates.max().flatten()
        };
        match page.kind {
            Kind::Article(article) | Kind::Section { article, .. } => {
                digest.articles[article].changed()
            }
            Kind::Topic { topic, number: 1 } => newest(&digest.topics[topic].articles),
            Kind::Speaker { speaker, number: 1 } => newest(&digest.speakers[speaker].articles),
            Kind::Month {
                year,
                month,
                number: 1,
            } => newest(&digest.calendar.years[year].months[month].articles),
            Kind::Home => self.shared.newest_date(),
            _ => None,
        }
    }
}

impl Shared<'_> {
    /// The date of the newest article.
    pub(super) fn newest_date(&self) -> Option<Date> {
        self.digest.articles.first()?.entry.article.date
    }
}
