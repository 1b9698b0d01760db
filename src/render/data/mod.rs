//! The site as data, for people who count: each entry, all quotations, and the schemas of both.
//!
//! Up to 50,000 rows all quotations stand in `data/quotes.json` and `data/quotes.csv`. With more there is a file a year
//! (and further ones of the same year), so that no file has to be held in memory, or loaded, that grows without end, and
//! a new article changes the last of them alone; `data/quotes.json` then lists these parts.
//!
//! - `entries` and `quotes` make the documents, `table` writes quotations as CSV, `schema` describes them.

mod entries;
mod quotes;
mod schema;
mod table;

use super::planned::{Kind, Plan};
use super::shared::Shared;
use super::{Renderer, json};
use crate::config::Licence;
use crate::digest::{Article, ArticleId};
use schemars::JsonSchema;
use serde::Serialize;
use std::ops::Range;

/// The most rows of one file; an article is never cut.
const MOST: usize = 50_000;

/// A file with data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DataFile {
    Entry(ArticleId),
    /// All quotations, or where there are too many the list of the parts.
    Quotes,
    QuotesTable,
    /// A part of the quotations, by its index.
    Part(usize),
    PartTable(usize),
    EntrySchema,
    QuotesSchema,
}

/// A run of articles whose quotations stand in one file.
struct Part {
    /// The part of its address before the ending.
    path: String,
    year: Option<i16>,
    articles: Range<ArticleId>,
    rows: usize,
}

/// The licence of the site's own words, as its settings give it.
#[derive(Serialize, JsonSchema)]
struct LicenceOfData<'d> {
    /// Its name.
    name: &'d str,
    /// The address of its text.
    url: Option<&'d str>,
}

impl<'d> LicenceOfData<'d> {
    fn of(shared: &'d Shared) -> Option<Self> {
        let licence = shared.digest.site.licence.as_ref();
        licence.map(|Licence { name, url }| Self {
            name,
            url: url.as_deref(),
        })
    }
}

/// Adds the files to the pages.
pub(super) fn plan(shared: &Shared, pages: &mut Plan) {
    let digest = shared.digest;
    if !digest.site.data {
        return;
    }
    for id in 0..digest.articles.len() {
        pages.push(Kind::Data(DataFile::Entry(id)));
    }
    let mut add = |path: &str, file| pages.push_at(path, Kind::Data(file));
    add("data/quotes.json", DataFile::Quotes);
    if rows(&digest.articles) <= MOST {
        add("data/quotes.csv", DataFile::QuotesTable);
    } else {
        for (index, part) in parts(&digest.articles).iter().enumerate() {
            add(&format!("{}.json", part.path), DataFile::Part(index));
            add(&format!("{}.csv", part.path), DataFile::PartTable(index));
        }
    }
    add("data/schema/entry.json", DataFile::EntrySchema);
    add("data/schema/quotes.json", DataFile::QuotesSchema);
}

/// Where the data of an article stands.
pub(super) fn entry_path(article: &Article) -> String {
    format!("data/entries/{}.json", entry_id(article))
}

/// What an entry is called among all of the site: `2025-02-28-talks`. The address of its article, written as a name.
fn entry_id(article: &Article) -> String {
    article.path.trim_end_matches('/').replace('/', "-")
}

/// How many bytes the rows of some articles take, about.
fn length(articles: &[Article]) -> usize {
    const ROW: usize = 1024;
    rows(articles) * ROW
}

fn rows(articles: &[Article]) -> usize {
    articles
        .iter()
        .map(|article| article.entry.quotations.len())
        .sum()
}

/// The articles, which stand newest first, cut into parts: oldest first, a year or a share of it each, the undated last.
fn parts(articles: &[Article]) -> Vec<Part> {
    let year = |article: &Article| article.entry.article.date.map(|date| date.year());
    let mut years: Vec<Range<ArticleId>> = Vec::new();
    let mut start = 0;
    for run in articles.chunk_by(|a, b| year(a) == year(b)) {
        years.push(start..start + run.len());
        start += run.len();
    }
    // Only the last run can be without a year.
    let undated = years.pop_if(|run| year(&articles[run.start]).is_none());
    let mut parts = Vec::new();
    for run in years.into_iter().rev().chain(undated) {
        let year = year(&articles[run.start]);
        let name = year.map_or_else(|| "undated".into(), |year| format!("{year:04}"));
        let mut end = run.end;
        let mut number = 1;
        while end > run.start {
            let mut first = end;
            let mut rows = 0;
            while first > run.start {
                let more = articles[first - 1].entry.quotations.len();
                if rows > 0 && rows + more > MOST {
                    break;
                }
                rows += more;
                first -= 1;
            }
            if rows > 0 {
                let path = match number {
                    1 => format!("data/quotes/{name}"),
                    n => format!("data/quotes/{name}-{n}"),
                };
                parts.push(Part {
                    path,
                    year,
                    articles: first..end,
                    rows,
                });
                number += 1;
            }
            end = first;
        }
    }
    parts
}

/// The articles whose quotations stand in the part with that index.
pub(super) fn articles_of_part(articles: &[Article], index: usize) -> Range<ArticleId> {
    let part = parts(articles).into_iter().nth(index);
    part.map_or(0..0, |part| part.articles)
}

/// The articles of a part, or of the whole site, in the order in which their quotations are listed: oldest first, those
/// without a date last.
fn in_order<'s>(
    shared: &'s Shared<'s>,
    part: Range<ArticleId>,
) -> impl Iterator<Item = ArticleId> + use<'s> {
    let articles = &shared.digest.articles;
    let is_undated = |&id: &ArticleId| articles[id].entry.article.date.is_none();
    let dated = part.clone().rev().filter(move |id| !is_undated(id));
    dated.chain(part.rev().filter(is_undated))
}

impl Renderer<'_> {
    /// The bytes of a file with data.
    pub(super) fn data(&self, file: DataFile) -> Vec<u8> {
        let shared = &self.shared;
        let articles = &shared.digest.articles;
        let part = |index: usize| articles_of_part(articles, index);
        match file {
            DataFile::Entry(id) => json::document(&entries::entry(shared, id)),
            DataFile::Quotes if rows(articles) > MOST => {
                json::document(&quotes::catalogue(shared, &parts(articles)))
            }
            DataFile::Quotes => json::long_document(&quotes::whole(shared), length(articles)),
            DataFile::QuotesTable => table::write(shared, 0..articles.len()),
            DataFile::Part(index) => {
                let part = part(index);
                let length = length(&articles[part.clone()]);
                json::long_document(&quotes::part(shared, part), length)
            }
            DataFile::PartTable(index) => table::write(shared, part(index)),
            DataFile::EntrySchema => schema::write::<entries::PublishedEntry>(shared, "entry"),
            DataFile::QuotesSchema => schema::write::<quotes::Quotes>(shared, "quotes"),
        }
    }
}
