//! `data/entries/<id>.json`: what `extract` prints of a document, with where it stands on the site.

use super::{LicenceOfData, entry_id};
use crate::digest::ArticleId;
use crate::quotes::JsonEntry;
use crate::render::links;
use crate::render::shared::Shared;
use schemars::JsonSchema;
use serde::Serialize;

/// An article with its quotations: the structured form of one document.
#[derive(Serialize, JsonSchema)]
pub(super) struct PublishedEntry<'e> {
    /// The address of the schema, counted from this file.
    #[serde(rename = "$schema")]
    schema: &'static str,
    /// The page of the article: a whole address where it is known where the site stands, else counted from the site's root.
    url: String,
    /// The licence of the site's own words; what is quoted and retold has rights of its own.
    licence: Option<LicenceOfData<'e>>,
    /// The publication that the text was taken from.
    source: Option<&'e str>,
    /// Its address there.
    source_url: Option<&'e str>,
    /// Who wrote it.
    author: Option<&'e str>,
    /// The day of the last change: `2025-02-28`.
    updated: Option<String>,
    /// What was wrong and is right now.
    corrections: Vec<PublishedCorrection<'e>>,
    #[serde(flatten)]
    entry: JsonEntry<'e>,
}

/// What was wrong and is right now.
#[derive(Serialize, JsonSchema)]
struct PublishedCorrection<'e> {
    /// The day of the correction.
    date: String,
    /// Its text.
    text: &'e str,
}

pub(super) fn entry<'s>(shared: &'s Shared, id: ArticleId) -> PublishedEntry<'s> {
    let article = &shared.digest.articles[id];
    let front_matter = &article.entry.document.front_matter;
    let corrections = article.corrections().iter();
    let source_url = front_matter.source_url.as_deref();
    PublishedEntry {
        schema: "../schema/entry.json",
        url: shared.links.whole_or_from_root(&article.path),
        licence: LicenceOfData::of(shared),
        source: front_matter.source.as_deref(),
        source_url: source_url.filter(|url| links::is_web(url)),
        author: front_matter.author.as_deref(),
        updated: article.changed().map(|date| date.to_string()),
        corrections: corrections
            .map(|correction| PublishedCorrection {
                date: correction.date.to_string(),
                text: &correction.text,
            })
            .collect(),
        entry: JsonEntry::published(&article.entry, entry_id(article)),
    }
}
