//! The entry as JSON: what `extract` prints and `/data/entries/` holds.

use super::{Entry, Evidence, Quotation, QuotationKind};
use crate::article::{Block, BlockKind, Precision, Reason};
use crate::config::SpeakerKind;
use crate::diagnostics::{Diagnostic, JsonDiagnostic};
use crate::span::{Places, ScalarOffsets, Span};
use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;

/// The structured entry of one document.
///
/// `start` and `end` count Unicode scalar values in the document's decoded text, front matter included.
#[derive(Serialize, JsonSchema)]
pub struct JsonEntry<'e> {
    id: Cow<'e, str>,
    language: &'e str,
    labels: Vec<&'e str>,
    headline: Option<&'e str>,
    standfirst: Option<&'e str>,
    byline: Option<&'e str>,
    dateline: Option<&'e str>,
    date: Option<String>,
    times: Vec<JsonTime<'e>>,
    sections: Vec<JsonSection<'e>>,
    quotes: Vec<JsonQuotation<'e>>,
    dropped: Vec<JsonDropped<'e>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diagnostics: Option<Vec<JsonDiagnostic<'e>>>,
}

#[derive(Serialize, JsonSchema)]
struct JsonSection<'e> {
    heading: Option<&'e str>,
    slug: &'e str,
    paragraphs: Vec<JsonParagraph>,
}

#[derive(Serialize, JsonSchema)]
struct JsonParagraph {
    text: String,
    start: usize,
    end: usize,
}

#[derive(Serialize, JsonSchema)]
struct JsonTime<'e> {
    text: &'e str,
    start: usize,
    end: usize,
    date: String,
    precision: Precision,
}

#[derive(Serialize, JsonSchema)]
struct JsonQuotation<'e> {
    id: &'e str,
    text: &'e str,
    start: usize,
    end: usize,
    kind: QuotationKind,
    section: usize,
    speaker: Option<JsonSpeaker<'e>>,
    mention: Option<&'e str>,
    cue: Option<&'e str>,
    continues: Option<&'e str>,
    confidence: f32,
    evidence: Option<Evidence>,
}

#[derive(Serialize, JsonSchema)]
struct JsonSpeaker<'e> {
    name: &'e str,
    role: Option<&'e str>,
    kind: SpeakerKind,
}

#[derive(Serialize, JsonSchema)]
struct JsonDropped<'e> {
    text: &'e str,
    start: usize,
    end: usize,
    reason: Reason,
}

impl<'e> JsonEntry<'e> {
    /// The entry, with what was reported of it.
    #[must_use]
    pub fn new(entry: &'e Entry, diagnostics: &'e [Diagnostic]) -> Self {
        let offsets = ScalarOffsets::new(&entry.document.text);
        let places = Places::new(&offsets);
        let diagnostics = diagnostics
            .iter()
            .map(|diagnostic| JsonDiagnostic::in_text(diagnostic, &entry.document.text, &places));
        Self {
            diagnostics: Some(diagnostics.collect()),
            ..Self::with(entry, entry.document.stem().into(), &offsets)
        }
    }

    /// The entry as a site publishes it, under the name by which it is told from others there; what was reported of it is
    /// the editor's alone.
    #[must_use]
    pub fn published(entry: &'e Entry, id: String) -> Self {
        let offsets = ScalarOffsets::new(&entry.document.text);
        Self::with(entry, id.into(), &offsets)
    }

    fn with(entry: &'e Entry, id: Cow<'e, str>, offsets: &ScalarOffsets) -> Self {
        let text = &*entry.document.text;
        let place = |span: Span| (offsets.at(span.start), offsets.at(span.end));
        let article = &entry.article;
        let sections = article.sections.iter().map(|section| JsonSection {
            heading: section.heading.as_ref().map(|heading| &*heading.text),
            slug: &section.slug,
            paragraphs: section
                .blocks
                .iter()
                .map(|block| {
                    let (start, end) = place(block.span);
                    JsonParagraph {
                        text: words(block, text),
                        start,
                        end,
                    }
                })
                .collect(),
        });
        let times = article.times.iter().map(|time| {
            let (start, end) = place(time.span);
            JsonTime {
                text: time.span.of(text),
                start,
                end,
                date: time.date.to_string(),
                precision: time.precision,
            }
        });
        let quotes = entry.quotations.iter().map(|quotation| {
            let (start, end) = place(quotation.span);
            JsonQuotation::new(entry, quotation, start, end)
        });
        let dropped = article.dropped.iter().map(|dropped| {
            let (start, end) = place(dropped.span);
            JsonDropped {
                text: dropped.span.of(text),
                start,
                end,
                reason: dropped.reason,
            }
        });
        Self {
            id,
            language: &article.language,
            labels: article.labels.iter().map(|line| &*line.text).collect(),
            headline: article.headline.as_ref().map(|line| &*line.text),
            standfirst: article.standfirst.as_ref().map(|line| &*line.text),
            byline: article.byline.as_ref().map(|line| &*line.text),
            dateline: article.dateline.map(|span| span.of(text)),
            date: article.date.map(|date| date.to_string()),
            times: times.collect(),
            sections: sections.collect(),
            quotes: quotes.collect(),
            dropped: dropped.collect(),
            diagnostics: None,
        }
    }
}

/// What a block says; of pictures their alternative texts and captions.
fn words(block: &Block, text: &str) -> String {
    if block.kind != BlockKind::Picture {
        return block.visible(text).into_owned();
    }
    let words = block.pictures().flat_map(|picture| {
        let alternative = Some(&*picture.alternative).filter(|words| !words.is_empty());
        alternative.into_iter().chain(picture.caption.as_deref())
    });
    words.collect::<Vec<&str>>().join("\n")
}

impl<'e> JsonQuotation<'e> {
    fn new(entry: &'e Entry, quotation: &'e Quotation, start: usize, end: usize) -> Self {
        let text = &*entry.document.text;
        let attribution = quotation.attribution.as_ref();
        let speaker = entry.speaker_of(quotation).map(|speaker| JsonSpeaker {
            name: &speaker.name,
            role: speaker.role.as_deref(),
            kind: speaker.kind,
        });
        let continues = quotation
            .continues
            .and_then(|before| entry.quotations.get(before as usize))
            .map(|before| &*before.id);
        Self {
            id: &quotation.id,
            text: quotation.span.of(text),
            start,
            end,
            kind: quotation.kind,
            section: quotation.section as usize,
            speaker,
            mention: attribution
                .and_then(|a| a.mention.get())
                .map(|span| span.of(text)),
            cue: attribution
                .and_then(|a| a.cue.get())
                .map(|span| span.of(text)),
            continues,
            confidence: attribution.map_or(0.0, |a| a.confidence),
            evidence: attribution.map(|a| a.evidence),
        }
    }
}
