//! The digest through templates to pages.
//!
//! Which pages there are is known before any is made ([`Renderer::pages`]), so that they can be made and written in
//! any order, in parallel, without all being held at once. The same digest and theme give the same bytes.
//!
//! - `theme` reads templates and static files; `say` gives templates the interface's words; `mistake` says what is wrong
//!   with a template.
//! - `inputs` hashes what a page is made from, so that one that would be the same is not made;
//! - `plan` tells which pages there are, `planned` where each stands, `taken` where nothing else can; `pages` has a file for each kind, which gives its template what
//!   `docs/theming.md` lists.
//! - `shared` makes once what many pages show, `recent` holds as much of it as there is room for; `frame`, `quotations`, `letters`, `pagination` are parts that recur.
//! - `quote_index` and `search` make what scripts fetch; `kept_names` remembers which files these are; `chart` draws.
//! - `own_pages` are Markdown files of the site itself.
//! - `body` and `inline` turn an article's text into HTML, with what `voices` knows of its quotations.
//! - `feeds`, `sitemaps`, `data` and `plain_files` are for machines: each tells which files it has, and makes them; `xml` and
//!   `json` write them.
//! - `cards` draws the pictures that other sites show beside a link, `figure` shows those of an article.
//! - `json_ld` tells search engines what a page is about.
//! - `escape`, `links` and `text_fragment` decide what text and addresses may do on a page; `value` is how templates take values.

mod body;
mod cards;
mod chart;
mod data;
mod dead_links;
mod escape;
mod feeds;
mod figure;
mod files;
mod frame;
mod inline;
mod inputs;
mod json;
mod json_ld;
mod kept_names;
mod letters;
mod links;
mod mistake;
mod own_pages;
mod pages;
mod pagination;
mod plain_files;
mod plan;
mod planned;
mod quotations;
mod quote_index;
mod recent;
mod say;
mod search;
mod shared;
mod sitemaps;
mod taken;
mod text_fragment;
mod theme;
mod value;
mod voices;
mod xml;

#[cfg(test)]
mod tests;

pub use planned::Planned;
pub use theme::Theme;

use crate::diagnostics::Diagnostic;
use crate::digest::Digest;
use inputs::Inputs;
use letters::Letter;
use pages::Course;
use planned::{Kind, Plan};
use quote_index::QuoteIndex;
use shared::Shared;
use std::collections::HashSet;
use std::path::Path;
use std::sync::{Mutex, OnceLock};

/// One file of the site.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Where it stands, from the site's root, with `/` between its parts: `2025/02/28/talks/index.html`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Makes the pages of a digest.
pub struct Renderer<'d> {
    theme: &'d Theme,
    shared: Shared<'d>,
    letters: Vec<Letter>,
    quote_index: QuoteIndex,
    /// Made once it is asked for.
    inputs: OnceLock<Inputs>,
    /// What all pages of a speaker show of the speaker's course, made once it is asked for.
    courses: Vec<OnceLock<Course>>,
    search: search::Index,
    years: tera::Value,
    undated: tera::Value,
    plan: Plan,
    diagnostics: Vec<Diagnostic>,
    /// What the cards that were made are kept under.
    cards: Mutex<HashSet<String>>,
}

impl<'d> Renderer<'d> {
    /// Prepares what all pages share.
    #[must_use]
    pub fn new(digest: &'d Digest, theme: &'d Theme) -> Self {
        Self::with(digest, theme, None, true)
    }

    /// The same for a build that keeps what it knows in `state`, a folder, for the next one.
    #[must_use]
    pub fn keeping(digest: &'d Digest, theme: &'d Theme, state: &Path) -> Self {
        Self::with(digest, theme, Some(state), true)
    }

    /// The same without the index of the search page, which takes as long as all else together, and without that of words in
    /// quotations: for a preview, which makes the site after each change, and for who only looks at the pages.
    #[must_use]
    pub fn without_index(digest: &'d Digest, theme: &'d Theme) -> Self {
        Self::with(digest, theme, None, false)
    }

    fn with(digest: &'d Digest, theme: &'d Theme, state: Option<&Path>, with_index: bool) -> Self {
        let shared = Shared::new(digest, theme);
        let letters = letters::of(&shared);
        let inputs = OnceLock::new();
        let (quote_index, (search, failure)) = if with_index {
            let whole = inputs.get_or_init(|| Inputs::new(&shared, theme)).whole();
            let quote_index = QuoteIndex::new(&shared, whole, state);
            (quote_index, search::Index::new(&shared, whole, state))
        } else {
            (QuoteIndex::without_words(&shared), Default::default())
        };
        let (plan, mut diagnostics) =
            plan::plan(&shared, &letters, &quote_index, search.paths(), theme);
        diagnostics.extend(failure);
        diagnostics.extend(theme.warnings.iter().cloned());
        Self {
            theme,
            years: pages::archive::years(&shared),
            undated: pages::archive::undated(&shared),
            inputs,
            courses: shared.quotations.iter().map(|_| OnceLock::new()).collect(),
            shared,
            letters,
            quote_index,
            search,
            plan,
            diagnostics,
            cards: Mutex::default(),
        }
    }

    /// All pages of the site, static files included, each path once, in a fixed order.
    #[must_use]
    pub fn pages(&self) -> impl ExactSizeIterator<Item = Planned> {
        self.plan.pages(&self.shared, &self.letters)
    }

    /// The one of [`Renderer::pages`] with that number, from 0 on.
    #[must_use]
    pub fn page(&self, number: usize) -> Planned {
        self.plan.page(&self.shared, &self.letters, number)
    }

    /// What is wrong with the site as a whole: a file that stands in the place of a page, an index that can't be made; a
    /// warning for what is amiss in the site's languages.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Makes one page.
    ///
    /// # Errors
    /// A diagnostic when a template fails, at the line where it does, or when a static file can't be read.
    pub fn render(&self, planned: &Planned) -> Result<Page, Box<Diagnostic>> {
        let (template, context) = match planned.kind {
            Kind::Home => ("home.html", self.home(planned)),
            Kind::Article(article) => ("article.html", self.article(planned, article)),
            Kind::Section { article, section } => {
                ("section.html", self.section(planned, article, section))
            }
            Kind::Topics => ("topics.html", self.topics(planned)),
            Kind::Topic { topic, number } => ("topic.html", self.topic(planned, topic, number)),
            Kind::Quotes => ("quotes.html", self.quotes(planned)),
            Kind::Letter { letter, number } => {
                ("quotes.html", self.letter(planned, letter, number))
            }
            Kind::Unattributed { number } => ("quotes.html", self.unattributed(planned, number)),
            Kind::Speakers => ("speakers.html", self.speakers(planned)),
            Kind::Speaker { speaker, number } => {
                ("speaker.html", self.speaker(planned, speaker, number))
            }
            Kind::Archive => ("archive.html", self.archive(planned)),
            Kind::Year(year) => ("archive.html", self.year(planned, year)),
            Kind::Month {
                year,
                month,
                number,
            } => ("archive.html", self.month(planned, year, month, number)),
            Kind::Undated => ("archive.html", self.undated(planned)),
            Kind::Corrections { number } => ("corrections.html", self.corrections(planned, number)),
            Kind::Search => ("search.html", self.search(planned)),
            Kind::Own(own) => ("page.html", self.own_page(planned, own)),
            Kind::QuoteIndex(file) => {
                return Ok(page(planned, self.quote_index.bytes(&self.shared, file)));
            }
            Kind::SearchIndex(file) => {
                return Ok(page(planned, self.search.bytes(&self.shared, file)));
            }
            Kind::NotFound => ("404.html", self.not_found(planned)),
            Kind::Feed { feed, format } => return Ok(page(planned, self.feed(feed, format))),
            Kind::Sitemap(sitemap) => return Ok(page(planned, self.sitemap(sitemap))),
            Kind::Data(file) => return Ok(page(planned, self.data(file))),
            Kind::PlainFile(file) => {
                return Ok(page(planned, plain_files::write(&self.shared, file)));
            }
            Kind::NoJekyll => return Ok(page(planned, Vec::new())),
            Kind::Picture(at) => {
                let bytes = self.shared.digest.pictures.bytes(at)?;
                return Ok(page(planned, bytes));
            }
            Kind::Card(about) => return self.quotation_card(planned, about),
            Kind::Static => {
                let file = self.theme.statics.get(&planned.path);
                let bytes = file.map_or_else(|| Ok(Vec::new()), |file| file.read(&planned.path))?;
                return Ok(page(planned, bytes));
            }
        };
        match self.theme.tera.render(template, &context) {
            Ok(html) => Ok(page(planned, html.into_bytes())),
            Err(error) => Err(mistake::first(&error, &self.theme.sources, &planned.path)),
        }
    }
}

fn page(planned: &Planned, bytes: Vec<u8>) -> Page {
    let path = planned.path.clone();
    Page { path, bytes }
}
