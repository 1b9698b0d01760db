//! Pages that are to be made: what each shows, and where it will stand.

use super::cards::About;
use super::data::{self, DataFile};
use super::feeds::{Feed, Format};
use super::letters::Letter;
use super::links;
use super::plain_files::PlainFile;
use super::quote_index;
use super::shared::{Shared, section_path};
use super::sitemaps::Sitemap;
use crate::digest::{ArticleId, SpeakerId, TopicId};

/// A page that is to be made.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Where it will stand.
    pub path: String,
    pub(super) kind: Kind,
}

/// What a page shows. Numbers of pages count from 1.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Home,
    Article(ArticleId),
    Section {
        article: ArticleId,
        section: usize,
    },
    Topics,
    Topic {
        topic: TopicId,
        number: usize,
    },
    Quotes,
    Letter {
        letter: usize,
        number: usize,
    },
    Unattributed {
        number: usize,
    },
    Speakers,
    Speaker {
        speaker: SpeakerId,
        number: usize,
    },
    Archive,
    Year(usize),
    Month {
        year: usize,
        month: usize,
        number: usize,
    },
    Undated,
    Corrections {
        number: usize,
    },
    Search,
    /// Index into the theme's own pages.
    Own(usize),
    QuoteIndex(quote_index::File),
    /// Index into the files of the search index.
    SearchIndex(usize),
    NotFound,
    Feed {
        feed: Feed,
        format: Format,
    },
    Sitemap(Sitemap),
    Data(DataFile),
    PlainFile(PlainFile),
    /// Tells GitHub Pages that the files are to be served as they are.
    NoJekyll,
    /// A picture of an article, by its number and that of its size.
    Picture((usize, usize)),
    Card(About),
    Static,
}

impl Planned {
    /// What all pages of one kind have in common, and no others: who wants to see one of each asks for it.
    pub(crate) fn likeness(&self) -> impl Eq + std::hash::Hash + use<> {
        std::mem::discriminant(&self.kind)
    }

    /// The article, and the index of its section, that a section's own page shows.
    pub(crate) fn section(&self) -> Option<(ArticleId, usize)> {
        match self.kind {
            Kind::Section { article, section } => Some((article, section)),
            _ => None,
        }
    }

    /// The page's address from the site's root, as a server shows it.
    pub(super) fn address(&self) -> &str {
        match self.path.strip_suffix("index.html") {
            Some(address) if address.is_empty() || address.ends_with('/') => address,
            _ => &self.path,
        }
    }
}

/// The address of the quotations that nobody is named for.
pub(super) const UNATTRIBUTED: &str = "quotes/unattributed/";
/// The address of what was wrong and is right now.
pub(super) const CORRECTIONS: &str = "corrections/";
/// The address of the articles that have no date.
pub(super) const UNDATED: &str = "archive/undated/";

/// The pages of a site in a fixed order. A large one has a million: of those whose path is told by what they show, that is
/// all that is held.
#[derive(Default)]
pub(super) struct Plan {
    kinds: Vec<Kind>,
    /// The paths of the others, by their numbers, in order.
    paths: Vec<(usize, Box<str>)>,
}

impl Plan {
    /// Adds a page whose path is told by what it shows.
    pub(super) fn push(&mut self, kind: Kind) {
        self.kinds.push(kind);
    }

    /// Adds one whose address is `path`.
    pub(super) fn push_at(&mut self, path: &str, kind: Kind) {
        let path = links::file(path).into();
        self.paths.push((self.kinds.len(), path));
        self.kinds.push(kind);
    }

    /// Gives back the room that was left for more.
    pub(super) fn shrink(&mut self) {
        self.kinds.shrink_to_fit();
    }

    pub(super) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// The page with that number.
    pub(super) fn page(&self, shared: &Shared, letters: &[Letter], number: usize) -> Planned {
        let kind = self.kinds[number];
        let path = shared.path_of(kind, letters).unwrap_or_else(|| {
            // Each that is not told was given.
            let at = self.paths.partition_point(|(of, _)| *of < number);
            self.paths[at].1.to_string()
        });
        Planned { path, kind }
    }

    pub(super) fn pages(
        &self,
        shared: &Shared,
        letters: &[Letter],
    ) -> impl ExactSizeIterator<Item = Planned> {
        (0..self.len()).map(|number| self.page(shared, letters, number))
    }
}

impl Shared<'_> {
    /// Where a page stands, if what it shows tells that.
    fn path_of(&self, kind: Kind, letters: &[Letter]) -> Option<String> {
        let digest = self.digest;
        let numbered = |list: &str, items: usize, number: usize| {
            links::file(&self.pages(list, items).path(number))
        };
        Some(match kind {
            Kind::Article(id) => links::file(&digest.articles[id].path),
            Kind::Section { article, section } => {
                let article = &digest.articles[article];
                let section = &article.entry.article.sections[section];
                links::file(&section_path(article, section))
            }
            Kind::Topic { topic, number } => {
                let topic = &digest.topics[topic];
                numbered(&topic.path, topic.articles.len(), number)
            }
            Kind::Letter { letter, number } => {
                let letter = &letters[letter];
                numbered(&letter.path, letter.quotations, number)
            }
            Kind::Unattributed { number } => {
                numbered(UNATTRIBUTED, self.unattributed.len(), number)
            }
            Kind::Speaker { speaker, number } => {
                let items = self.quotations[speaker].len();
                numbered(&digest.speakers[speaker].path, items, number)
            }
            Kind::Month {
                year,
                month,
                number,
            } => {
                let month = &digest.calendar.years[year].months[month];
                numbered(&month.path, month.articles.len(), number)
            }
            Kind::Corrections { number } => numbered(CORRECTIONS, digest.corrections.len(), number),
            Kind::Feed { feed, format } => self.feed_path(feed, format),
            Kind::Data(DataFile::Entry(id)) => data::entry_path(&digest.articles[id]),
            Kind::Card(about) => self.card_path(about),
            _ => return None,
        })
    }
}
