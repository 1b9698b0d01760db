//! The articles in order, each with its address.

use super::{Article, SpeakerId};
use crate::article::undated_stem;
use crate::diagnostics::{Diagnostic, Location};
use crate::quotes::{Entry, Evidence};
use crate::slug::{Slugs, Unique};
use crate::span::Span;
use jiff::civil::Date;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::cmp::Reverse;
use std::num::NonZero;
use std::sync::Arc;

/// Names of files that tell nothing of what is in them.
const EMPTY_NAMES: [&str; 6] = ["index", "untitled", "article", "document", "text", "readme"];

/// A row of [`Entry::quotations`], in the quotation that it is a part of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// The row that opens the quotation: itself, unless it goes on from another.
    head: u32,
    /// The row that goes on from it: never the first.
    next: Option<NonZero<u32>>,
}

/// Sorts the entries and gives each its address. Where two would have one, that is an error, and each but the first
/// gets a number, so that what follows can rely on it.
pub(super) fn place(entries: Vec<Arc<Entry>>, slugs: Slugs) -> (Vec<Article>, Vec<Diagnostic>) {
    let mut articles: Vec<Article> = entries
        .into_par_iter()
        .map(|entry| {
            let slug = slug(&entry, slugs);
            Article {
                path: address(&entry, &slug).into(),
                entry,
                slug: slug.into(),
                topics: Box::default(),
                speakers: Box::default(),
                count: 0,
                parts: Box::default(),
            }
        })
        .collect();
    articles.sort_by(|a, b| {
        let key = |article: &Article| Reverse(article.entry.article.date);
        key(a)
            .cmp(&key(b))
            .then_with(|| a.path.cmp(&b.path))
            .then_with(|| a.entry.document.path.cmp(&b.entry.document.path))
    });
    let diagnostics = articles
        .chunk_by(|a, b| a.path == b.path)
        .filter(|same| same.len() > 1)
        .map(|same| one_address(same, slugs))
        .collect::<Vec<_>>();
    if !diagnostics.is_empty() {
        number(&mut articles);
    }
    (articles, diagnostics)
}

/// The last part of the address: the front matter's, else the file name's, else, where that tells nothing, the headline's.
fn slug(entry: &Entry, slugs: Slugs) -> String {
    if let Some(slug) = &entry.document.front_matter.slug {
        return slugs.of(slug, "article");
    }
    let stem = slugs.of(undated_stem(entry.document.stem()), "");
    let tells = stem.chars().any(char::is_alphabetic) && !EMPTY_NAMES.contains(&&*stem);
    if tells {
        return stem;
    }
    let fallback = if stem.is_empty() { "article" } else { &stem };
    match &entry.article.headline {
        Some(headline) => slugs.of(&headline.text, fallback),
        None => fallback.to_owned(),
    }
}

fn address(entry: &Entry, slug: &str) -> String {
    match entry.article.date {
        Some(date) => format!(
            "{:04}/{:02}/{:02}/{slug}/",
            date.year(),
            date.month(),
            date.day()
        ),
        None => format!("undated/{slug}/"),
    }
}

fn one_address(same: &[Article], slugs: Slugs) -> Diagnostic {
    let (first, others) = (&same[0], &same[1..]);
    let last = &same[same.len() - 1];
    let headline = last.entry.article.headline.as_ref();
    let other = headline.map(|line| slugs.of(&line.text, "article"));
    let other = other
        .filter(|slug| **slug != *first.slug)
        .unwrap_or_else(|| format!("{}-2", first.slug));
    let place = head_of(&first.entry);
    let diagnostic = Diagnostic::error(
        "same-address",
        format!("{} articles have the address {}", same.len(), first.path),
    )
    .at(&place.path, &place.text, place.span)
    .help(format!(
        "write `slug = \"{other}\"` between `+++` lines at the head of {}",
        last.entry.document.path
    ));
    others.iter().fold(diagnostic, |diagnostic, article| {
        diagnostic.related(head_of(&article.entry), "and this one")
    })
}

/// Where an article is pointed at as a whole: its headline, else the first line of its text.
pub(super) fn head_of(entry: &Entry) -> Location {
    let document = &entry.document;
    let headline = entry.article.headline.as_ref().and_then(|line| line.span);
    let span = headline.unwrap_or_else(|| {
        let body = document.body.trimmed(&document.text);
        let line = body.of(&document.text).lines().next().unwrap_or_default();
        let start = body.start as usize;
        Span::new(start, start + line.len())
    });
    Location {
        path: document.path.clone(),
        text: document.text.clone(),
        span,
    }
}

fn number(articles: &mut [Article]) {
    for day in articles.chunk_by_mut(|a, b| a.entry.article.date == b.entry.article.date) {
        let mut slugs = Unique::default();
        for article in day {
            article.slug = slugs.take(std::mem::take(&mut article.slug).into()).into();
            article.path = address(&article.entry, &article.slug).into();
        }
    }
}

impl Article {
    /// Joins rows to quotations: a row is part of the one that it goes on from if both are by the same speaker.
    /// Wants [`Article::speakers`].
    pub(super) fn join_parts(&mut self) {
        let mut parts: Vec<Part> = Vec::with_capacity(self.entry.quotations.len());
        // The last row so far of the quotation that a row opens.
        let mut last: Vec<u32> = Vec::with_capacity(self.entry.quotations.len());
        for (row, quotation) in (0_u32..).zip(&self.entry.quotations) {
            let is_by_the_same =
                |before: u32| self.speaker_of(before as usize) == self.speaker_of(row as usize);
            let before = quotation
                .continues
                .filter(|&before| before < row && is_by_the_same(before));
            let head = match before {
                Some(before) => {
                    let head = parts[before as usize].head;
                    let end = std::mem::replace(&mut last[head as usize], row);
                    parts[end as usize].next = NonZero::new(row);
                    head
                }
                None => row,
            };
            parts.push(Part { head, next: None });
            last.push(row);
        }
        self.parts = parts.into();
        self.count = (0..self.parts.len()).filter(|&row| self.opens(row)).count();
    }

    /// The day of its last change that the editor tells: its date, `updated`, or the newest correction's. None for an
    /// article without any.
    #[must_use]
    pub fn changed(&self) -> Option<Date> {
        let article = &self.entry.article;
        let corrections = self.corrections().iter().map(|correction| correction.date);
        let dates = article.date.into_iter().chain(article.updated);
        dates.chain(corrections).max()
    }

    /// Who said a row of [`Entry::quotations`], across the site.
    #[must_use]
    pub fn speaker_of(&self, row: usize) -> Option<SpeakerId> {
        let attribution = self.entry.quotations.get(row)?.attribution.as_ref()?;
        self.speakers.get(attribution.speaker as usize).copied()
    }

    /// Whether a row of [`Entry::quotations`] opens a quotation: it neither goes on with one of the same speaker, nor is it
    /// words of the headline that the text has as well.
    #[must_use]
    pub fn opens(&self, row: usize) -> bool {
        let repeats = || {
            let attribution = self.entry.quotations[row].attribution.as_ref();
            attribution.is_some_and(|of| of.evidence == Evidence::Repeated)
        };
        self.parts
            .get(row)
            .is_some_and(|part| part.head as usize == row)
            && !repeats()
    }

    /// The rows of [`Entry::quotations`] from `row` on that are one quotation with it, in the text's order.
    pub fn parts(&self, row: usize) -> impl Iterator<Item = usize> {
        let first = self.parts.get(row).map(|_| row);
        std::iter::successors(first, |&row| Some(self.parts[row].next?.get() as usize))
    }

    /// Who is quoted in it, with how many quotations; most first, then in the text's order.
    #[must_use]
    pub fn most_quoted(&self) -> Vec<(SpeakerId, usize)> {
        let mut counts: Vec<(SpeakerId, usize)> = Vec::new();
        let mut at: std::collections::HashMap<SpeakerId, usize> = std::collections::HashMap::new();
        for row in 0..self.entry.quotations.len() {
            let Some(speaker) = self.speaker_of(row).filter(|_| self.opens(row)) else {
                continue;
            };
            let at = *at.entry(speaker).or_insert_with(|| {
                counts.push((speaker, 0));
                counts.len() - 1
            });
            counts[at].1 += 1;
        }
        counts.sort_by_key(|(_, count)| Reverse(*count));
        counts
    }
}
