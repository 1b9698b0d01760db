//! `data/quotes.json`: every quotation of the site, with who said it, when, and where it stands.

use super::{LicenceOfData, Part, entry_id, in_order};
use crate::config::SpeakerKind;
use crate::digest::{Article, ArticleId};
use crate::quotes::{Evidence, QuotationKind};
use crate::render::quotations::{sentence_of, words};
use crate::render::shared::{Shared, shown_name, title};
use crate::render::text_fragment;
use schemars::JsonSchema;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::ops::Range;

/// Every quotation of a site, or of a part of it; or the list of those parts.
#[derive(Serialize, JsonSchema)]
pub(super) struct Quotes<'q> {
    /// The address of the schema, counted from this file.
    #[serde(rename = "$schema")]
    schema: &'static str,
    /// The name of the site.
    site: &'q str,
    /// Where the site stands, if that is known.
    url: Option<&'q str>,
    /// The licence of the site's own words; what is quoted has rights of its own.
    licence: Option<LicenceOfData<'q>>,
    /// The runs of quotation marks, oldest article first, those without a date last. Rows whose `continues` is null are as
    /// many as the quotations that the pages count. Empty where there are `parts`.
    #[schemars(with = "Vec<Row>")]
    quotes: Rows<'q>,
    /// The files that hold the rows of a site with more than 50,000; else empty.
    parts: Vec<PartOfQuotes>,
}

/// A file that holds a part of the rows.
#[derive(Serialize, JsonSchema)]
struct PartOfQuotes {
    /// The year of its articles; null where they have no date.
    year: Option<i16>,
    /// Its address, counted from this file.
    json: String,
    /// The address of the same rows as a table.
    csv: String,
    /// How many rows it holds.
    rows: usize,
}

/// One run of quotation marks.
#[derive(Serialize, JsonSchema)]
pub(super) struct Row<'r> {
    /// Unique within the site, and the same as long as its words and its article's address are.
    pub(super) id: String,
    /// The row that this one goes on from, if both are one quotation: a cue cuts it in two, or a new paragraph begins.
    pub(super) continues: Option<String>,
    /// The `id` of the entry: the file `entries/<id>.json`.
    pub(super) entry: &'r str,
    /// Where it stands on the site: a whole address where that is known, else counted from the site's root.
    pub(super) url: String,
    /// The day of the article: `2025-02-28`.
    pub(super) date: Option<&'r str>,
    /// What the article is called.
    pub(super) headline: &'r str,
    /// The heading that it stands under.
    pub(super) section: Option<&'r str>,
    /// The topics of the article.
    pub(super) topics: &'r [&'r str],
    /// The language of the article, a BCP 47 tag.
    pub(super) language: &'r str,
    /// The publication that the article was taken from.
    pub(super) source: Option<&'r str>,
    /// The same words in the source, by a text fragment.
    pub(super) source_url: Option<String>,
    /// The words, without their marks, as the page shows them.
    pub(super) text: Cow<'r, str>,
    /// A clause or more, or a fragment.
    pub(super) kind: QuotationKind,
    /// Who said it; null where the text does not show it.
    pub(super) speaker: Option<SpeakerOfRow<'r>>,
    /// The words that name or point to the speaker.
    pub(super) mention: Option<&'r str>,
    /// The reporting words.
    pub(super) cue: Option<&'r str>,
    /// How sure the name is, 0 to 1; 0 without one.
    pub(super) confidence: f32,
    /// The rule by which the speaker is named.
    pub(super) evidence: Option<Evidence>,
}

/// Who said it, the same one across the site.
#[derive(Serialize, JsonSchema)]
pub(super) struct SpeakerOfRow<'r> {
    /// The last part of the speaker's address: `speakers/<id>/`.
    pub(super) id: &'r str,
    /// The name.
    pub(super) name: Cow<'r, str>,
    /// What the speaker is.
    pub(super) kind: SpeakerKind,
    /// The role that this article gives.
    pub(super) role: Option<&'r str>,
    /// The item in Wikidata.
    pub(super) wikidata: Option<&'r str>,
}

/// Rows that are made while they are written, so that only one is held at a time.
struct Rows<'q> {
    shared: &'q Shared<'q>,
    articles: Range<ArticleId>,
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(None)?;
        for article in articles(self.shared, self.articles.clone()) {
            for row in article.rows() {
                rows.serialize_element(&row)?;
            }
        }
        rows.end()
    }
}

pub(super) fn whole<'q>(shared: &'q Shared<'q>) -> Quotes<'q> {
    quotes(
        shared,
        "schema/quotes.json",
        0..shared.digest.articles.len(),
    )
}

pub(super) fn part<'q>(shared: &'q Shared<'q>, articles: Range<ArticleId>) -> Quotes<'q> {
    quotes(shared, "../schema/quotes.json", articles)
}

pub(super) fn catalogue<'q>(shared: &'q Shared<'q>, parts: &[Part]) -> Quotes<'q> {
    let part = |part: &Part| {
        let path = part.path.strip_prefix("data/").unwrap_or(&part.path);
        PartOfQuotes {
            year: part.year,
            json: format!("{path}.json"),
            csv: format!("{path}.csv"),
            rows: part.rows,
        }
    };
    Quotes {
        parts: parts.iter().map(part).collect(),
        ..quotes(shared, "schema/quotes.json", 0..0)
    }
}

fn quotes<'q>(
    shared: &'q Shared<'q>,
    schema: &'static str,
    articles: Range<ArticleId>,
) -> Quotes<'q> {
    Quotes {
        schema,
        site: &shared.digest.site.title,
        url: shared.links.base(),
        licence: LicenceOfData::of(shared),
        quotes: Rows { shared, articles },
        parts: Vec::new(),
    }
}

/// Some articles with what their rows have in common, in the order in which rows are listed.
pub(super) fn articles<'q>(
    shared: &'q Shared<'q>,
    articles: Range<ArticleId>,
) -> impl Iterator<Item = QuotedArticle<'q>> {
    in_order(shared, articles).map(|id| QuotedArticle::new(shared, &shared.digest.articles[id]))
}

/// What the rows of one article have in common.
pub(super) struct QuotedArticle<'q> {
    shared: &'q Shared<'q>,
    article: &'q Article,
    entry: String,
    url: String,
    date: Option<String>,
    headline: Cow<'q, str>,
    topics: Vec<&'q str>,
}

impl<'q> QuotedArticle<'q> {
    fn new(shared: &'q Shared<'q>, article: &'q Article) -> Self {
        let topics = article.topics.iter();
        Self {
            shared,
            article,
            entry: entry_id(article),
            url: shared.links.whole_or_from_root(&article.path),
            date: article.entry.article.date.map(|date| date.to_string()),
            headline: title(article),
            topics: topics
                .map(|&topic| &*shared.digest.topics[topic].name)
                .collect(),
        }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.article.entry.quotations.len()).map(|row| self.row(row))
    }

    fn row(&self, row: usize) -> Row<'_> {
        let article = self.article;
        let entry = &article.entry;
        let quotation = &entry.quotations[row];
        let document = &*entry.document.text;
        let front_matter = &entry.document.front_matter;
        let id = |row: usize| format!("{}#{}", self.entry, entry.quotations[row].id);
        let text = words(entry, quotation);
        let source_url = front_matter.source_url.as_deref();
        let attribution = quotation.attribution.as_ref();
        let speaker = article.speaker_of(row).map(|id| {
            let speaker = &self.shared.digest.speakers[id];
            let here = entry.speaker_of(quotation);
            SpeakerOfRow {
                id: &speaker.slug,
                name: shown_name(speaker),
                kind: speaker.kind,
                role: here.and_then(|speaker| speaker.role.as_deref()),
                wikidata: speaker.wikidata.as_deref(),
            }
        });
        let section = entry.article.sections.get(quotation.section as usize);
        let heading = section.and_then(|section| section.heading.as_ref());
        Row {
            id: id(row),
            continues: quotation
                .continues
                .filter(|_| !article.opens(row))
                .map(|before| id(before as usize)),
            url: format!("{}#{}", self.url, quotation.id),
            entry: &self.entry,
            date: self.date.as_deref(),
            headline: &self.headline,
            section: heading.map(|heading| &*heading.text),
            topics: &self.topics,
            language: &entry.article.language,
            source: front_matter.source.as_deref(),
            source_url: source_url
                .and_then(|url| text_fragment::link(url, &text, &sentence_of(entry, quotation))),
            text,
            kind: quotation.kind,
            speaker,
            mention: attribution
                .and_then(|a| a.mention.get())
                .map(|span| span.of(document)),
            cue: attribution
                .and_then(|a| a.cue.get())
                .map(|span| span.of(document)),
            confidence: attribution.map_or(0.0, |a| a.confidence),
            evidence: attribution.map(|a| a.evidence),
        }
    }
}
