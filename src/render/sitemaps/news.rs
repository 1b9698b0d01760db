//! The sitemap of the newest articles, as Google News reads it.

use super::NAMESPACE;
use crate::digest::Article;
use crate::render::shared::{Shared, title};
use crate::render::xml::Xml;
use jiff::ToSpan;

/// How many articles it may list.
const MOST: usize = 1000;

/// Those of the newest article's day and the two before it: counted from the newest article and not from today, so that the
/// same content gives the same site on any day.
pub(super) fn write(shared: &Shared) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open(
        "urlset",
        &[
            ("xmlns", NAMESPACE),
            (
                "xmlns:news",
                "http://www.google.com/schemas/sitemap-news/0.9",
            ),
        ],
    );
    let newest = shared.newest_date();
    let first = newest.map(|date| date.saturating_sub(2.days()));
    let articles = shared.digest.articles.iter();
    let recent = articles.take_while(|article| {
        let date = article.entry.article.date;
        date.is_some() && date >= first
    });
    for article in recent.take(MOST) {
        let Some(address) = shared.links.whole(&article.path) else {
            continue;
        };
        xml.open("url", &[]);
        xml.text("loc", &[], &address);
        xml.open("news:news", &[]);
        xml.open("news:publication", &[]);
        xml.text("news:name", &[], &shared.digest.site.title);
        xml.text("news:language", &[], language(article));
        xml.close();
        if let Some(date) = article.entry.article.date {
            xml.text("news:publication_date", &[], &date.to_string());
        }
        xml.text("news:title", &[], &title(article));
        xml.close();
        xml.close();
    }
    xml.finish()
}

/// A language of two or three letters; Chinese alone is told apart by its script.
fn language(article: &Article) -> &str {
    let tag = &*article.entry.article.language;
    let lower = tag.to_ascii_lowercase();
    let traditional = ["zh-hant", "zh-tw", "zh-hk", "zh-mo"];
    if traditional.iter().any(|tag| lower.starts_with(tag)) {
        return "zh-tw";
    }
    match tag.split('-').next().unwrap_or(tag) {
        "zh" => "zh-cn",
        language => language,
    }
}
