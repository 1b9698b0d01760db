//! What an editor is told beside a page: of an article, all that is doubtful, what it rests on, and what settles it.

use super::edition::Sheet;
use super::inject;
use super::state::Shown;
use super::wordings::{self, TwoWordings};
use crate::article::Reason;
use crate::diagnostics::{Diagnostic, render};
use crate::digest::Article;
use crate::quotes::{Entry, Evidence, Quotation, QuotationKind};
use crate::span::Span;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// From which confidence on a name needs no second look.
const SURE: f32 = 0.9;

/// How many names of other articles are offered.
const OFFERED: usize = 200;

/// What every page is told.
#[derive(Clone, Serialize)]
pub(super) struct Told {
    /// The word that changes a file; another one in each run.
    token: String,
    /// The number of what is shown.
    number: u64,
    /// What keeps a newer state from being shown, as the terminal shows it.
    trouble: Vec<String>,
}

impl Told {
    pub fn new(shown: &Shown, token: &str) -> Self {
        Self {
            token: token.to_owned(),
            number: shown.number,
            trouble: shown.trouble.iter().map(|d| render(d, false)).collect(),
        }
    }
}

/// What a page is told.
#[derive(Serialize)]
pub(super) struct Panel<'s> {
    #[serde(flatten)]
    told: Told,
    /// The addresses of articles that are drafts, or dated after today.
    drafts: Vec<&'s str>,
    future: Vec<&'s str>,
    /// On the page of an article, or of one of its sections.
    article: Option<Desk<'s>>,
}

/// What there is to look at and settle in an article.
#[derive(Serialize)]
struct Desk<'s> {
    document: &'s str,
    version: String,
    /// Where the whole article stands, from the site's root.
    path: &'s str,
    /// The heading of the section, where the page shows no more.
    section: Option<&'s str>,
    draft: bool,
    future: bool,
    undated: bool,
    quotations: Vec<Item<'s>>,
    wordings: Vec<TwoWordings<'s>>,
    settlements: Vec<Settled<'s>>,
    dropped: Vec<Dropped<'s>>,
    diagnostics: Vec<Report<'s>>,
    /// Names that may be meant.
    names: Vec<&'s str>,
}

#[derive(Serialize)]
struct Item<'s> {
    id: &'s str,
    /// All rows that are this quotation.
    rows: Vec<&'s str>,
    /// Another section has it than the one that the page shows.
    elsewhere: bool,
    words: String,
    kind: QuotationKind,
    doubt: Doubt,
    speaker: Option<&'s str>,
    role: Option<&'s str>,
    evidence: Option<&'static str>,
    confidence: f32,
    candidates: &'s [String],
    mention: Option<Place>,
    cue: Option<Place>,
    /// `match = "…"`, a line a row: with `speaker` or `skip` it settles the quotation.
    #[serde(rename = "match")]
    lines: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum Doubt {
    Unattributed,
    Doubtful,
    Sure,
    Settled,
}

/// Where a page shows words of the evidence, told from where it shows the quotation.
#[derive(Serialize)]
struct Place {
    words: String,
    /// They stand before the quotation, or behind it.
    before: bool,
    /// How often the same words stand between.
    skip: usize,
    /// So does a heading: the page of the quotation's section does not show them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    parted: bool,
}

#[derive(Serialize)]
struct Settled<'s> {
    #[serde(rename = "match")]
    words: &'s str,
    speaker: Option<&'s str>,
}

#[derive(Serialize)]
struct Dropped<'s> {
    text: &'s str,
    reason: Reason,
}

#[derive(Serialize)]
struct Report<'s> {
    error: bool,
    message: &'s str,
    shown: String,
}

/// What the page at `path` is told.
pub(super) fn of<'s>(sheet: &Sheet<'s>, path: &str, told: Told) -> Panel<'s> {
    let today = today(&sheet.digest.site.time_zone);
    let articles = || sheet.digest.articles.iter();
    let is_draft = |article: &&Article| article.entry.document.front_matter.draft;
    let is_future = |article: &&Article| article.entry.article.date > Some(today);
    let address = |article: &'s Article| &*article.path;
    Panel {
        told,
        drafts: articles().filter(is_draft).map(address).collect(),
        future: articles().filter(is_future).map(address).collect(),
        article: sheet
            .article(path)
            .map(|(id, section)| desk(sheet, id, section, today)),
    }
}

/// The day it is where the site is written. Nothing of a build depends on it.
fn today(time_zone: &str) -> Date {
    let zone = jiff::tz::TimeZoneDatabase::bundled()
        .get(time_zone)
        .unwrap_or(jiff::tz::TimeZone::UTC);
    zone.to_datetime(jiff::Timestamp::now()).date()
}

fn desk<'s>(sheet: &Sheet<'s>, id: usize, section: Option<usize>, today: Date) -> Desk<'s> {
    let article = &sheet.digest.articles[id];
    let entry: &'s Entry = &article.entry;
    let text = &*entry.document.text;
    let known = sheet.documents.get(id);
    let mut quotations: Vec<Item> = (0..entry.quotations.len())
        .filter(|&row| article.opens(row))
        .map(|row| item(sheet, article, section, row))
        .collect();
    quotations.sort_by(|a, b| {
        let key = |item: &Item| (item.elsewhere, item.doubt);
        key(a).cmp(&key(b)).then_with(|| match a.doubt {
            Doubt::Doubtful => a.confidence.total_cmp(&b.confidence),
            _ => std::cmp::Ordering::Equal,
        })
    });
    let front_matter = &entry.document.front_matter;
    let dropped = entry.article.dropped.iter();
    let own = known.map_or(&[][..], |known| &known.diagnostics);
    let of_all = sheet.diagnostics.iter();
    let here = |d: &&Diagnostic| {
        let mut places = d.location.iter().chain(d.related.iter().map(|(at, _)| at));
        places.any(|at| at.path == entry.document.path)
    };
    Desk {
        document: &entry.document.path,
        version: known
            .map(|known| known.version.to_string())
            .unwrap_or_default(),
        path: &article.path,
        section: section
            .and_then(|section| entry.article.sections[section].heading.as_ref())
            .map(|heading| &*heading.text),
        draft: front_matter.draft,
        future: entry.article.date > Some(today),
        undated: entry.article.date.is_none(),
        quotations,
        wordings: wordings::of(sheet.digest, id, today),
        settlements: front_matter
            .settlements
            .iter()
            .map(|settled| Settled {
                words: &settled.words,
                speaker: settled.speaker.as_deref().filter(|_| !settled.skip),
            })
            .collect(),
        dropped: dropped
            .map(|dropped| Dropped {
                text: dropped.span.of(text),
                reason: dropped.reason,
            })
            .collect(),
        diagnostics: own
            .iter()
            // Each of these stands among the quotations.
            .filter(|d| d.code != "unattributed")
            .chain(of_all.filter(here))
            .map(|d| Report {
                error: d.is_error(),
                message: &d.message,
                shown: render(d, false),
            })
            .collect(),
        names: names(sheet, entry),
    }
}

/// Who may be meant: those whom the article quotes, then those who are quoted most.
fn names<'s>(sheet: &Sheet<'s>, entry: &'s Entry) -> Vec<&'s str> {
    let own = entry.speakers.iter().map(|speaker| &*speaker.name);
    let all = sheet.digest.most_quoted(OFFERED).into_iter();
    let all = all.map(|id| &*sheet.digest.speakers[id].name);
    let mut seen = std::collections::HashSet::new();
    own.chain(all).filter(|name| seen.insert(*name)).collect()
}

fn item<'s>(
    sheet: &Sheet<'s>,
    article: &'s Article,
    section: Option<usize>,
    row: usize,
) -> Item<'s> {
    let entry: &'s Entry = &article.entry;
    let quotation = &entry.quotations[row];
    let text = &*entry.document.text;
    let rows: Vec<usize> = article.parts(row).collect();
    let words = rows
        .iter()
        .map(|&row| plain(entry.quotations[row].span.of(text)));
    let attribution = quotation.attribution.as_ref();
    let confidence = attribution.map_or(0.0, |attribution| attribution.confidence);
    let speaker = article
        .speaker_of(row)
        .map(|id| &*sheet.digest.speakers[id].name);
    Item {
        id: &quotation.id,
        elsewhere: section.is_some_and(|section| section != quotation.section as usize),
        words: words.collect::<Vec<_>>().join(" … "),
        kind: quotation.kind,
        doubt: match attribution {
            None => Doubt::Unattributed,
            Some(known) if known.evidence == Evidence::Settled => Doubt::Settled,
            Some(_) if confidence < SURE => Doubt::Doubtful,
            Some(_) => Doubt::Sure,
        },
        speaker,
        role: entry.speaker_of(quotation).and_then(|s| s.role.as_deref()),
        evidence: attribution.map(|attribution| evidence(attribution.evidence)),
        confidence,
        candidates: &quotation.candidates,
        mention: attribution
            .and_then(|a| a.mention.get())
            .and_then(|span| place(entry, quotation, span)),
        cue: attribution
            .and_then(|a| a.cue.get())
            .and_then(|span| place(entry, quotation, span)),
        lines: rows
            .iter()
            .map(|&row| super::settle::match_line(&words_of(entry, row)))
            .collect(),
        rows: rows.iter().map(|&row| &*entry.quotations[row].id).collect(),
    }
}

/// The words by which a settlement finds this quotation: those of the one that settles it already, else as few of its
/// first words as no other quotation has.
pub(super) fn words_of(entry: &Entry, row: usize) -> String {
    use crate::lexicon::fold;
    /// So many words are enough for a reader to know it again.
    const LEAST: usize = 6;
    let text = &*entry.document.text;
    let own = entry.quotations[row].span.of(text);
    let folded = fold(own);
    let settlements = entry.document.front_matter.settlements.iter();
    let mut settling = settlements.filter(|settled| {
        let wanted = fold(&settled.words);
        !settled.skip && !wanted.is_empty() && folded.contains(&wanted)
    });
    if let Some(settled) = settling.next_back() {
        return settled.words.clone();
    }
    let others = entry
        .quotations
        .iter()
        .map(|other| fold(other.span.of(text)));
    let others: Vec<String> = others.filter(|other| *other != folded).collect();
    let plain = plain(own);
    let ends = plain.match_indices(' ').map(|(at, _)| at);
    for end in ends.skip(LEAST - 1) {
        let wanted = fold(&plain[..end]);
        if folded.contains(&wanted) && !others.iter().any(|other| other.contains(&wanted)) {
            return plain[..end].to_owned();
        }
    }
    plain
}

/// Text with single spaces.
fn plain(text: &str) -> String {
    let words = text
        .split(crate::span::is_blank)
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn place(entry: &Entry, quotation: &Quotation, span: Span) -> Option<Place> {
    let text = &*entry.document.text;
    let words = plain(span.of(text));
    let own = quotation.marked;
    let (before, between) = if span.end <= own.start {
        (
            true,
            Span {
                start: span.end,
                end: own.start,
            },
        )
    } else if span.start >= own.end {
        (
            false,
            Span {
                start: own.end,
                end: span.start,
            },
        )
    } else {
        return None;
    };
    let skip = plain(between.of(text)).matches(&words).count();
    let sections = entry.article.sections.iter();
    let mut headings = sections.filter_map(|section| section.heading.as_ref());
    let parted = headings
        .any(|heading| between.start <= heading.span.start && heading.span.end <= between.end);
    (!words.is_empty()).then_some(Place {
        words,
        before,
        skip,
        parted,
    })
}

fn evidence(rule: Evidence) -> &'static str {
    match rule {
        Evidence::Settled => "settled in the front matter",
        Evidence::After => "the words are followed by who said them",
        Evidence::Before => "the words are announced by who said them",
        Evidence::Between => "who said it stands between the words",
        Evidence::Woven => "the words are woven into a sentence on who said them",
        Evidence::According => "the sentence says according to whom",
        Evidence::Continued => "it goes on from the quotation before it",
        Evidence::Following => "it stands alone behind a sentence that reports the same speaker",
        Evidence::Turn => "it is a turn of a transcript, by its label",
        Evidence::Repeated => "the same words stand elsewhere in the article, with their speaker",
    }
}

/// A page that shows what is the matter, and goes away by itself when that is mended.
pub(super) fn trouble_page(trouble: &[Diagnostic], told: &Told) -> String {
    let mut told = told.clone();
    told.trouble.clear();
    let (title, shown) = match trouble {
        [] => ("One moment", String::from("<p>The site is being read.</p>")),
        _ => {
            let shown = trouble
                .iter()
                .map(|d| format!("<pre>{}</pre>", escaped(&render(d, false))));
            ("This site can't be built", shown.collect())
        }
    };
    let told: BTreeMap<&str, serde_json::Value> = [
        ("token", told.token.into()),
        ("number", told.number.into()),
        ("trouble", Vec::<String>::new().into()),
    ]
    .into();
    let shown = format!("<h1>{title}</h1>{shown}");
    plain_page(title, &shown, "panel.js", &told)
}

/// A page of the preview's own.
pub(super) fn plain_page(title: &str, shown: &str, script: &str, told: &impl Serialize) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <link rel=\"stylesheet\" href=\"{}panel.css\"></head>\
         <body class=\"plain\"><main>{shown}</main>{}</body></html>",
        inject::OWN,
        inject::elements(script, told),
    )
}

/// Text as HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
