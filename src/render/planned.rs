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
    pages: Vec<Held>,
    /// What the others show, and the paths of those that do not tell it.
    others: Vec<(Kind, Option<Box<str>>)>,
}

/// What a page shows. Nearly all are those of an article: these take few bytes.
#[derive(Clone, Copy)]
enum Held {
    Article(u32),
    Section {
        article: u32,
        section: u32,
    },
    Entry(u32),
    /// Index into [`Plan::others`].
    Other(u32),
}

impl Plan {
    /// Adds a page whose path is told by what it shows.
    pub(super) fn push(&mut self, kind: Kind) {
        let held = match kind {
            Kind::Article(id) => number(id).map(Held::Article),
            Kind::Section { article, section } => number(article)
                .zip(number(section))
                .map(|(article, section)| Held::Section { article, section }),
            Kind::Data(DataFile::Entry(id)) => number(id).map(Held::Entry),
            _ => None,
        };
        match held {
            Some(held) => self.pages.push(held),
            None => self.push_other(kind, None),
        }
    }

    /// Adds one whose address is `path`.
    pub(super) fn push_at(&mut self, path: &str, kind: Kind) {
        self.push_other(kind, Some(links::file(path).into()));
    }

    fn push_other(&mut self, kind: Kind, path: Option<Box<str>>) {
        // No memory holds more pages than this counts.
        if let Some(other) = number(self.others.len()) {
            self.pages.push(Held::Other(other));
            self.others.push((kind, path));
        }
    }

    /// Gives back the room that was left for more.
    pub(super) fn shrink(&mut self) {
        self.pages.shrink_to_fit();
        self.others.shrink_to_fit();
    }

    pub(super) fn len(&self) -> usize {
        self.pages.len()
    }

    /// The page with that number.
    pub(super) fn page(&self, shared: &Shared, letters: &[Letter], number: usize) -> Planned {
        let (kind, path) = match self.pages[number] {
            Held::Article(id) => (Kind::Article(id as usize), None),
            Held::Section { article, section } => {
                let (article, section) = (article as usize, section as usize);
                (Kind::Section { article, section }, None)
            }
            Held::Entry(id) => (Kind::Data(DataFile::Entry(id as usize)), None),
            Held::Other(other) => {
                let (kind, path) = &self.others[other as usize];
                (*kind, path.as_deref())
            }
        };
        // Each that is not told was given.
        let path = path.map_or_else(|| shared.path_of(kind, letters), |path| Some(path.into()));
        Planned {
            path: path.unwrap_or_default(),
            kind,
        }
    }

    pub(super) fn pages(
        &self,
        shared: &Shared,
        letters: &[Letter],
    ) -> impl ExactSizeIterator<Item = Planned> {
        (0..self.len()).map(|number| self.page(shared, letters, number))
    }
}

fn number(number: usize) -> Option<u32> {
    u32::try_from(number).ok()
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
