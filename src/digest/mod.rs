//! All entries joined: articles by date with their addresses, speakers made one across articles, topics, the calendar.
//!
//! A digest is everything that a template may show. It knows no HTML: addresses are paths from the site's root, without
//! a slash at their head and with one at their end (`2025/02/28/talks/`).
//!
//! # What counts as a quotation
//!
//! A row of [`Entry::quotations`] is one run of quotation marks. Where a cue cuts a sentence in two, or words run on
//! over several paragraphs, several rows are one quotation, and every number that is shown counts it once: a row counts
//! unless it continues a row of the same speaker, or repeats in the headline what the text has ([`Article::opens`]). Lists of [`QuotationRef`] hold all rows.

mod alphabet;
mod articles;
mod calendar;
mod corrections;
mod identities;
mod names;
mod offers;
mod pagination;
mod review;
mod speakers;
#[cfg(test)]
mod tests;
mod topics;

pub use alphabet::{Alphabet, OTHER};
pub use corrections::CorrectionRef;
pub use pagination::Pagination;
pub use review::{Change, Wording};

use crate::config::{Register, Site, SpeakerKind};
use crate::diagnostics::Diagnostic;
use crate::pictures::{self, Gallery};
use crate::quotes::{Entry, Quotation};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Index into [`Digest::articles`].
pub type ArticleId = usize;
/// Index into [`Digest::topics`].
pub type TopicId = usize;
/// Index into [`Digest::speakers`].
pub type SpeakerId = usize;

/// Everything that a site shows.
#[derive(Debug)]
pub struct Digest {
    /// The settings.
    pub site: Site,
    /// The letters of the index.
    pub alphabet: Alphabet,
    /// The articles, newest first; those without a date come last; equal ones in the order of their addresses.
    pub articles: Vec<Article>,
    /// The topics, in the order in which they are listed.
    pub topics: Vec<Topic>,
    /// Everyone who is quoted, in the order of the index: by letter, under each by [`Speaker::sort_key`], those under no
    /// letter last.
    pub speakers: Vec<Speaker>,
    /// Quotations that nobody is named for, newest article first.
    pub unattributed: Vec<QuotationRef>,
    /// The corrections of all articles, newest first.
    pub corrections: Vec<CorrectionRef>,
    /// The articles by year and month.
    pub calendar: Calendar,
    /// The pictures that the articles show; empty until they are made ready.
    pub pictures: Gallery,
}

/// An article with its place in the site.
#[derive(Debug)]
pub struct Article {
    /// Its text, structure and quotations; shared with whoever joins it again.
    pub entry: Arc<Entry>,
    /// The last part of its address, unique within its day.
    pub slug: Box<str>,
    /// Its address: `2025/02/28/<slug>/`, or `undated/<slug>/`.
    pub path: Box<str>,
    /// Its topics, in the text's order.
    pub topics: Box<[TopicId]>,
    /// For each of the entry's speakers, who that is across the site.
    pub speakers: Box<[SpeakerId]>,
    /// How many quotations it has; what continues one is counted with it.
    pub count: usize,
    /// Which rows of the entry's quotations are one.
    parts: Box<[articles::Part]>,
}

/// Where a quotation is: one row of its entry's.
///
/// A large site holds millions of them: each number takes four bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuotationRef {
    article: u32,
    quotation: u32,
}

impl QuotationRef {
    /// The row with the number `quotation` among [`Entry::quotations`] of an article.
    #[must_use]
    pub fn new(article: ArticleId, quotation: usize) -> Self {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            article: number(article),
            quotation: number(quotation),
        }
    }

    /// The article that it stands in.
    #[must_use]
    pub fn article(self) -> ArticleId {
        self.article as usize
    }

    /// Index into [`Entry::quotations`].
    #[must_use]
    pub fn quotation(self) -> usize {
        self.quotation as usize
    }
}

/// A label under which articles stand.
#[derive(Debug)]
pub struct Topic {
    /// As the newest article to give it writes it; `site.toml`'s own spelling where it lists the topic.
    pub name: String,
    /// Its part of the address, unique among topics.
    pub slug: String,
    /// Its address: `topics/<slug>/`.
    pub path: String,
    /// Its articles, newest first.
    pub articles: Vec<ArticleId>,
    /// Who is quoted in them, with how many quotations; most first. Unnamed sources are left out.
    pub speakers: Vec<(SpeakerId, usize)>,
}

/// Somebody who is quoted, the same one across all articles.
#[derive(Debug)]
pub struct Speaker {
    /// The name that is shown.
    pub name: String,
    /// What the speaker is.
    pub kind: SpeakerKind,
    /// Its part of the address, unique among speakers.
    pub slug: String,
    /// Its address: `speakers/<slug>/`.
    pub path: String,
    /// What the index sorts by: a person's last name and then the others, folded.
    pub sort_key: String,
    /// The letter of the index under which the speaker stands: one of the site's alphabet or its script, else `A` to `Z`
    /// after transliteration, `#` for the rest.
    pub letter: char,
    /// The roles that articles give, newest first.
    pub roles: Vec<Role>,
    /// Other names that articles use, the most used first; no part of the shown name is among them.
    pub also: Vec<String>,
    /// The item in Wikidata, from the register.
    pub wikidata: Option<String>,
    /// Every quotation, newest article first, each article's in the text's order. Continuations are among them.
    pub quotations: Vec<QuotationRef>,
    /// How many quotations these are; what continues one is counted with it.
    pub count: usize,
    /// The articles that quote the speaker, newest first.
    pub articles: Vec<ArticleId>,
}

/// A role, and over which time articles give it.
#[derive(Debug, PartialEq)]
pub struct Role {
    /// As an article gives it: `Russian president`.
    pub words: String,
    /// The date of the first article that gives it, if any is dated.
    pub first: Option<Date>,
    /// The date of the last.
    pub last: Option<Date>,
}

/// The articles by date.
#[derive(Debug, Default)]
pub struct Calendar {
    /// The years, newest first.
    pub years: Vec<Year>,
    /// The articles that have no date.
    pub undated: Vec<ArticleId>,
}

/// A year's articles.
#[derive(Debug)]
pub struct Year {
    /// The year.
    pub year: i16,
    /// Its address: `archive/2025/`.
    pub path: String,
    /// Its months that have articles, newest first.
    pub months: Vec<Month>,
}

/// A month's articles.
#[derive(Debug)]
pub struct Month {
    /// The month, 1 to 12.
    pub month: i8,
    /// Its address: `archive/2025/02/`.
    pub path: String,
    /// The articles, newest first.
    pub articles: Vec<ArticleId>,
}

impl Digest {
    /// Makes the pictures ready that the articles show, from the site's folder `root`; smaller ones are kept in `state`. See
    /// [`pictures::prepare`].
    pub fn illustrate(&mut self, root: &Path, state: Option<&Path>) -> Vec<Diagnostic> {
        let entries = self.articles.iter().map(|article| &article.entry);
        let wanted = entries.flat_map(|entry| {
            let pictures = entry.article.pictures();
            pictures.map(|picture| (&entry.document, picture))
        });
        let (gallery, diagnostics) = pictures::prepare(root, state, wanted);
        self.pictures = gallery;
        diagnostics
    }

    /// The entry and the quotation that a reference means.
    #[must_use]
    pub fn quotation(&self, at: QuotationRef) -> (&Article, &Quotation) {
        let article = &self.articles[at.article()];
        (article, &article.entry.quotations[at.quotation()])
    }

    /// How many quotations a list of rows holds; what continues one is counted with it.
    #[must_use]
    pub fn count(&self, rows: &[QuotationRef]) -> usize {
        rows.iter()
            .filter(|at| self.articles[at.article()].opens(at.quotation()))
            .count()
    }

    /// The article before this one by date; none for the oldest, and for one without a date.
    #[must_use]
    pub fn previous(&self, article: ArticleId) -> Option<ArticleId> {
        self.dated(article)?;
        self.dated(article + 1)
    }

    /// The article after this one by date; none for the newest, and for one without a date.
    #[must_use]
    pub fn next(&self, article: ArticleId) -> Option<ArticleId> {
        self.dated(article)?;
        article.checked_sub(1)
    }

    fn dated(&self, article: ArticleId) -> Option<ArticleId> {
        let date = self.articles.get(article)?.entry.article.date;
        date.map(|_| article)
    }

    /// The `most` speakers with the most quotations. Unnamed sources are left out: one description is not one source.
    #[must_use]
    pub fn most_quoted(&self, most: usize) -> Vec<SpeakerId> {
        let mut speakers: Vec<SpeakerId> = (0..self.speakers.len())
            .filter(|&id| self.speakers[id].kind != SpeakerKind::Unnamed)
            .collect();
        speakers.sort_by_key(|&id| (Reverse(self.speakers[id].count), id));
        speakers.truncate(most);
        speakers
    }

    /// Articles of earlier years on the newest article's month and day, newest first.
    #[must_use]
    pub fn on_this_day(&self) -> Vec<ArticleId> {
        let newest = self.articles.first();
        let Some(day) = newest.and_then(|article| article.entry.article.date) else {
            return Vec::new();
        };
        let years = self
            .calendar
            .years
            .iter()
            .filter(|year| year.year != day.year());
        years
            .flat_map(|year| &year.months)
            .filter(|month| month.month == day.month())
            .flat_map(|month| month.articles.iter().copied())
            .filter(|&id| {
                let date = self.articles[id].entry.article.date;
                date.is_some_and(|date| date.day() == day.day())
            })
            .collect()
    }

    /// The letters of the index in order, each with its speakers.
    #[must_use]
    pub fn letters(&self) -> Vec<(char, Range<SpeakerId>)> {
        speakers::letters(&self.speakers)
    }
}

/// Joins all entries.
///
/// Diagnostics of severity error tell of two documents that have one address, and of a name that the register gives to
/// two speakers; warnings offer speakers who may be one.
///
/// Entries come as they are or as [`Arc`]s, which a preview keeps so that only what has changed is read again.
#[must_use]
pub fn join<E: Into<Arc<Entry>>>(
    site: Site,
    register: &Register,
    entries: Vec<E>,
) -> (Digest, Vec<Diagnostic>) {
    let entries: Vec<Arc<Entry>> = entries.into_iter().map(Into::into).collect();
    let alphabet = Alphabet::of(&site);
    let (mut articles, mut diagnostics) = articles::place(entries, site.slugs);
    let (identities, ambiguous) = identities::settle(&articles, register);
    diagnostics.extend(ambiguous);
    let speakers = speakers::of(&mut articles, &identities, register, &alphabet, site.slugs);
    diagnostics.extend(offers::of(&articles, &speakers, &identities));
    let mut topics = topics::of(&mut articles, &site.topics, site.slugs);
    topics::count_speakers(&mut topics, &articles, |id| {
        speakers.all[id].kind != SpeakerKind::Unnamed
    });
    let digest = Digest {
        site,
        alphabet,
        calendar: Calendar::of(&articles),
        corrections: corrections::of(&articles),
        articles,
        topics,
        speakers: speakers.all,
        unattributed: speakers.unattributed,
        pictures: Gallery::default(),
    };
    (digest, diagnostics)
}
