//! All entries joined: articles by date with their addresses, speakers made one across articles, topics, the calendar.
//!
//! A digest is everything that a template may show. It knows no HTML: addresses are paths from the site's root, without
//! a slash at their head and with one at their end (`2025/02/28/talks/`).

use crate::config::{Register, Site, SpeakerKind};
use crate::diagnostics::Diagnostic;
use crate::quotes::{Entry, Quotation};
use jiff::civil::Date;

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
    /// The articles, newest first; those without a date come last; equal ones in the order of their addresses.
    pub articles: Vec<Article>,
    /// The topics, in the order in which they are listed.
    pub topics: Vec<Topic>,
    /// Everyone who is quoted, in the order of the index: by [`Speaker::sort_key`].
    pub speakers: Vec<Speaker>,
    /// Quotations that nobody is named for, newest article first.
    pub unattributed: Vec<QuotationRef>,
    /// The articles by year and month.
    pub calendar: Calendar,
}

/// An article with its place in the site.
#[derive(Debug)]
pub struct Article {
    /// Its text, structure and quotations.
    pub entry: Entry,
    /// The last part of its address, unique within its day.
    pub slug: String,
    /// Its address: `2025/02/28/<slug>/`, or `undated/<slug>/`.
    pub path: String,
    /// Its topics, in the text's order.
    pub topics: Vec<TopicId>,
    /// For each of the entry's speakers, who that is across the site.
    pub speakers: Vec<SpeakerId>,
}

/// Where a quotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuotationRef {
    /// The article that it stands in.
    pub article: ArticleId,
    /// Index into [`Entry::quotations`].
    pub quotation: usize,
}

/// A label under which articles stand.
#[derive(Debug)]
pub struct Topic {
    /// As the first article to give it writes it; `site.toml`'s own spelling where it lists the topic.
    pub name: String,
    /// Its part of the address, unique among topics.
    pub slug: String,
    /// Its address: `topics/<slug>/`.
    pub path: String,
    /// Its articles, newest first.
    pub articles: Vec<ArticleId>,
    /// Who is quoted most in them, with how many quotations; most first.
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
    /// The letter of the index under which the speaker stands: `A` to `Z` after transliteration, `#` for the rest.
    pub letter: char,
    /// The roles that articles give, newest first.
    pub roles: Vec<Role>,
    /// Other names that articles use.
    pub also: Vec<String>,
    /// The item in Wikidata, from the register.
    pub wikidata: Option<String>,
    /// Every quotation, newest article first, each article's in the text's order. Continuations are among them.
    pub quotations: Vec<QuotationRef>,
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
    /// The entry and the quotation that a reference means.
    #[must_use]
    pub fn quotation(&self, at: QuotationRef) -> (&Article, &Quotation) {
        let article = &self.articles[at.article];
        (article, &article.entry.quotations[at.quotation])
    }
}

/// Joins all entries.
///
/// # Errors
/// Diagnostics of severity error when two documents have one address.
pub fn join(site: Site, register: &Register, entries: Vec<Entry>) -> (Digest, Vec<Diagnostic>) {
    let _ = (register, entries);
    let digest = Digest {
        site,
        articles: Vec::new(),
        topics: Vec::new(),
        speakers: Vec::new(),
        unattributed: Vec::new(),
        calendar: Calendar::default(),
    };
    (digest, Vec::new())
}
