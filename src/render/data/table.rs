//! `data/quotes.csv`: the rows of `quotes.json` as a table, by RFC 4180.

use super::length;
use super::quotes::{self, Row};
use crate::digest::ArticleId;
use crate::render::json;
use crate::render::shared::{Shared, kind};
use csv::{Terminator, WriterBuilder};
use std::borrow::Cow;
use std::ops::Range;

/// The names of the columns.
const COLUMNS: [&str; 23] = [
    "id",
    "continues",
    "entry",
    "url",
    "date",
    "headline",
    "section",
    "topics",
    "language",
    "source",
    "source_url",
    "text",
    "kind",
    "speaker",
    "speaker_id",
    "speaker_kind",
    "role",
    "wikidata",
    "mention",
    "cue",
    "confidence",
    "evidence",
    "licence",
];

/// The quotations of some articles as a table.
pub(super) fn write<'s>(shared: &'s Shared<'s>, articles: Range<ArticleId>) -> Vec<u8> {
    let mut table = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::with_capacity(length(
            &shared.digest.articles[articles.clone()],
        )));
    let licence = shared.digest.site.licence.as_ref();
    let licence = licence.map(|licence| licence.url.as_deref().unwrap_or(&licence.name));
    // What is written to memory is written.
    let _: Result<(), csv::Error> = table.write_record(COLUMNS);
    for article in quotes::articles(shared, articles) {
        for row in article.rows() {
            let cells = cells(&row, licence).map(neutral);
            let cells = cells.iter().map(|cell| cell.as_bytes());
            let _: Result<(), csv::Error> = table.write_record(cells);
        }
    }
    table.into_inner().unwrap_or_default()
}

fn cells<'r>(row: &'r Row, licence: Option<&'r str>) -> [Cow<'r, str>; 23] {
    let borrowed = |text: &'r str| Cow::Borrowed(text);
    let optional = |text: Option<&'r str>| Cow::Borrowed(text.unwrap_or_default());
    let speaker = row.speaker.as_ref();
    [
        borrowed(&row.id),
        optional(row.continues.as_deref()),
        borrowed(row.entry),
        borrowed(&row.url),
        optional(row.date),
        borrowed(row.headline),
        optional(row.section),
        Cow::Owned(row.topics.join("; ")),
        borrowed(row.language),
        optional(row.source),
        optional(row.source_url.as_deref()),
        borrowed(&row.text),
        Cow::Owned(json::word(&row.kind)),
        optional(speaker.map(|speaker| &*speaker.name)),
        optional(speaker.map(|speaker| speaker.id)),
        optional(speaker.map(|speaker| kind(speaker.kind))),
        optional(speaker.and_then(|speaker| speaker.role)),
        optional(speaker.and_then(|speaker| speaker.wikidata)),
        optional(row.mention),
        optional(row.cue),
        Cow::Owned(row.confidence.to_string()),
        row.evidence.map_or(Cow::Borrowed(""), |evidence| {
            Cow::Owned(json::word(&evidence))
        }),
        optional(licence),
    ]
}

/// A cell that no spreadsheet takes for a formula: where it begins as one, an apostrophe stands before it (OWASP, "CSV
/// Injection").
fn neutral(cell: Cow<'_, str>) -> Cow<'_, str> {
    let acts = |c: char| {
        matches!(
            c,
            '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'
        )
    };
    if cell.starts_with(acts) {
        Cow::Owned(format!("'{cell}"))
    } else {
        cell
    }
}
