//! Which pages a site has, before any of them is made.

use super::cards::About;
use super::data::{self, DataFile};
use super::feeds::{self, Feed, Format};
use super::letters::Letter;
use super::links;
use super::own_pages::OwnPage;
use super::plain_files::{self, PlainFile};
use super::quote_index::{self, QuoteIndex};
use super::shared::{Shared, section_path};
use super::sitemaps::{self, Sitemap};
use super::theme::Theme;
use crate::diagnostics::Diagnostic;
use crate::digest::{ArticleId, SpeakerId, TopicId};
use ahash::HashSet;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::borrow::Cow;
use std::sync::Arc;

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
    fn new(path: &str, kind: Kind) -> Self {
        let path = links::file(path);
        Self { path, kind }
    }

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

/// All pages, each path once, in a fixed order; and a diagnostic for each static file in whose place a page stands.
pub(super) fn plan(
    shared: &Shared,
    letters: &[Letter],
    quote_index: &QuoteIndex,
    search: &[String],
    theme: &Theme,
) -> (Vec<Planned>, Vec<Diagnostic>) {
    let mut pages = generated(shared, letters);
    feeds::plan(shared, &mut pages);
    data::plan(shared, &mut pages);
    plain_files::plan(shared, &mut pages, |path| theme.statics.contains_key(path));
    sitemaps::plan(shared, &mut pages);
    let index = quote_index.files();
    pages.extend(index.map(|(path, file)| Planned::new(&path, Kind::QuoteIndex(file))));
    let search = search.iter().enumerate();
    pages.extend(search.map(|(file, path)| Planned::new(path, Kind::SearchIndex(file))));
    let own = theme.pages.iter().enumerate();
    let own = own.map(|(own, page)| (page, Planned::new(&page.path, Kind::Own(own))));
    let own: Vec<(&OwnPage, Planned)> = own.collect();
    let asked = own.iter().map(|(_, page)| &page.path);
    let mut taken = Taken::by(&pages, asked.chain(theme.statics.keys()));
    let mut diagnostics = Vec::new();
    for (page, planned) in own {
        if taken.files.contains(&*in_small_letters(&planned.path)) {
            diagnostics.push(
                Diagnostic::error(
                    "page-collides",
                    format!("the site has a page of its own at `{}`", page.path),
                )
                .in_file(&page.document.path)
                .help("give the file another name: its address comes from it"),
            );
            continue;
        }
        taken.take(&planned.path);
        pages.push(planned);
    }
    for path in theme.statics.keys() {
        if taken.leaves_no_room(path) {
            diagnostics.push(
                Diagnostic::error(
                    "static-collides",
                    format!("the site has something of its own at `{path}`"),
                )
                .in_file(&Arc::from(format!("static/{path}")))
                .help("give the file another name"),
            );
            continue;
        }
        taken.take(path);
        pages.push(Planned {
            path: path.clone(),
            kind: Kind::Static,
        });
    }
    (pages, diagnostics)
}

/// Names that are taken, in small letters: some file systems do not tell `News` from `news`.
#[derive(Default)]
struct Taken {
    files: HashSet<String>,
    folders: HashSet<String>,
}

impl Taken {
    /// Those of the names that are `asked` for, and of the folders in which these stand, that are a page's or that of a
    /// folder of pages.
    fn by<'p>(pages: &[Planned], asked: impl Iterator<Item = &'p String>) -> Self {
        let mut wanted = Self::default();
        asked.for_each(|path| wanted.take(path));
        let is_wanted = |name: &str| wanted.files.contains(name) || wanted.folders.contains(name);
        let take = |mut taken: Self, page: &Planned| {
            let path = in_small_letters(&page.path);
            for (at, _) in path.match_indices('/') {
                if is_wanted(&path[..at]) {
                    taken.folders.insert(path[..at].to_owned());
                }
            }
            if is_wanted(&path) {
                taken.files.insert(path.into_owned());
            }
            taken
        };
        let taken = pages.par_iter().fold(Self::default, take);
        taken.reduce(Self::default, |mut one, two| {
            one.files.extend(two.files);
            one.folders.extend(two.folders);
            one
        })
    }

    fn take(&mut self, path: &str) {
        let path = in_small_letters(path).into_owned();
        for (at, _) in path.match_indices('/').rev() {
            if !self.folders.insert(path[..at].to_owned()) {
                break;
            }
        }
        self.files.insert(path);
    }

    /// Whether no file can stand there.
    fn leaves_no_room(&self, path: &str) -> bool {
        let path = in_small_letters(path);
        let mut above = path.match_indices('/');
        self.files.contains(&*path)
            || self.folders.contains(&*path)
            || above.any(|(at, _)| self.files.contains(&path[..at]))
    }
}

fn in_small_letters(path: &str) -> Cow<'_, str> {
    if path
        .bytes()
        .all(|b| b.is_ascii() && !b.is_ascii_uppercase())
    {
        Cow::Borrowed(path)
    } else {
        Cow::Owned(path.to_lowercase())
    }
}

fn generated(shared: &Shared, letters: &[Letter]) -> Vec<Planned> {
    let digest = shared.digest;
    let mut pages = vec![Planned::new("", Kind::Home)];
    for (id, article) in digest.articles.iter().enumerate() {
        pages.push(Planned::new(&article.path, Kind::Article(id)));
        let sections = article.entry.article.sections.iter().enumerate();
        pages.extend(
            sections
                .filter(|(_, section)| section.heading.is_some())
                .map(|(index, section)| {
                    let kind = Kind::Section {
                        article: id,
                        section: index,
                    };
                    Planned::new(&section_path(article, section), kind)
                }),
        );
    }

    pages.push(Planned::new("topics/", Kind::Topics));
    for (topic, of) in digest.topics.iter().enumerate() {
        shared.numbered(&mut pages, &of.path, of.articles.len(), |number| {
            Kind::Topic { topic, number }
        });
    }

    pages.push(Planned::new("quotes/", Kind::Quotes));
    for (letter, of) in letters.iter().enumerate() {
        shared.numbered(&mut pages, &of.path, of.quotations, |number| Kind::Letter {
            letter,
            number,
        });
    }
    if !shared.unattributed.is_empty() {
        let count = shared.unattributed.len();
        shared.numbered(&mut pages, UNATTRIBUTED, count, |number| {
            Kind::Unattributed { number }
        });
    }

    pages.push(Planned::new("speakers/", Kind::Speakers));
    for (speaker, of) in digest.speakers.iter().enumerate() {
        let count = shared.quotations[speaker].len();
        shared.numbered(&mut pages, &of.path, count, |number| Kind::Speaker {
            speaker,
            number,
        });
    }

    pages.push(Planned::new("archive/", Kind::Archive));
    for (year, of) in digest.calendar.years.iter().enumerate() {
        pages.push(Planned::new(&of.path, Kind::Year(year)));
        for (month, of) in of.months.iter().enumerate() {
            shared.numbered(&mut pages, &of.path, of.articles.len(), |number| {
                Kind::Month {
                    year,
                    month,
                    number,
                }
            });
        }
    }
    if !digest.calendar.undated.is_empty() {
        pages.push(Planned::new(UNDATED, Kind::Undated));
    }

    let count = digest.corrections.len();
    shared.numbered(&mut pages, CORRECTIONS, count, |number| Kind::Corrections {
        number,
    });
    if shared.has_search() {
        pages.push(Planned::new("search/", Kind::Search));
    }
    pages.push(Planned::new("404.html", Kind::NotFound));
    pages.push(Planned::new(".nojekyll", Kind::NoJekyll));
    let sizes = digest.pictures.sizes();
    pages.extend(sizes.map(|(at, size)| Planned::new(&size.path, Kind::Picture(at))));
    shared.plan_cards(&mut pages);
    pages
}

/// The address of the quotations that nobody is named for.
pub(super) const UNATTRIBUTED: &str = "quotes/unattributed/";
/// The address of what was wrong and is right now.
pub(super) const CORRECTIONS: &str = "corrections/";
/// The address of the articles that have no date.
pub(super) const UNDATED: &str = "archive/undated/";

impl Shared<'_> {
    /// Adds the pages of the list at `path` with so many items.
    fn numbered(
        &self,
        pages: &mut Vec<Planned>,
        path: &str,
        items: usize,
        kind: impl Fn(usize) -> Kind,
    ) {
        let list = self.pages(path, items);
        let numbers = 1..=list.pages();
        pages.extend(numbers.map(|number| Planned::new(&list.path(number), kind(number))));
    }
}
