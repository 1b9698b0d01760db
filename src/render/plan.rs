//! Which pages a site has, before any of them is made.

use super::letters::Letter;
use super::links;
use super::planned::{CORRECTIONS, Kind, Plan, UNATTRIBUTED, UNDATED};
use super::quote_index::QuoteIndex;
use super::shared::Shared;
use super::taken::Taken;
use super::theme::Theme;
use super::{data, feeds, plain_files, sitemaps};
use crate::diagnostics::Diagnostic;
use crate::digest::Pagination;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::sync::Arc;

/// All pages, each path once, in a fixed order; and a diagnostic for each static file in whose place a page stands.
pub(super) fn plan(
    shared: &Shared,
    letters: &[Letter],
    quote_index: &QuoteIndex,
    search: &[String],
    theme: &Theme,
) -> (Plan, Vec<Diagnostic>) {
    let mut plan = generated(shared, letters);
    feeds::plan(shared, &mut plan);
    data::plan(shared, &mut plan);
    plain_files::plan(shared, &mut plan, |path| theme.statics.contains_key(path));
    sitemaps::plan(shared, letters, &mut plan);
    for (path, file) in quote_index.files() {
        plan.push_at(&path, Kind::QuoteIndex(file));
    }
    for (file, path) in search.iter().enumerate() {
        plan.push_at(path, Kind::SearchIndex(file));
    }
    let own: Vec<String> = theme
        .pages
        .iter()
        .map(|page| links::file(&page.path))
        .collect();
    let asked = own.iter().chain(theme.statics.keys());
    let pages = (0..plan.len()).into_par_iter();
    let pages = pages.map(|number| plan.page(shared, letters, number));
    let mut taken = Taken::by(pages, asked.map(|path| &**path));
    let mut diagnostics = Vec::new();
    for (number, (page, path)) in theme.pages.iter().zip(&own).enumerate() {
        if taken.has_file(path) {
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
        taken.take(path);
        plan.push_at(path, Kind::Own(number));
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
        plan.push_at(path, Kind::Static);
    }
    plan.shrink();
    (plan, diagnostics)
}

fn generated(shared: &Shared, letters: &[Letter]) -> Plan {
    let digest = shared.digest;
    let mut pages = Plan::default();
    pages.push_at("", Kind::Home);
    for (id, article) in digest.articles.iter().enumerate() {
        pages.push(Kind::Article(id));
        let sections = article.entry.article.sections.iter().enumerate();
        for (section, _) in sections.filter(|(_, section)| section.heading.is_some()) {
            let article = id;
            pages.push(Kind::Section { article, section });
        }
    }

    pages.push_at("topics/", Kind::Topics);
    for (topic, of) in digest.topics.iter().enumerate() {
        shared.numbered(&mut pages, &of.path, of.articles.len(), |number| {
            Kind::Topic { topic, number }
        });
    }

    pages.push_at("quotes/", Kind::Quotes);
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

    pages.push_at("speakers/", Kind::Speakers);
    for (speaker, of) in digest.speakers.iter().enumerate() {
        let count = shared.quotations[speaker].len();
        shared.numbered(&mut pages, &of.path, count, |number| Kind::Speaker {
            speaker,
            number,
        });
    }

    pages.push_at("archive/", Kind::Archive);
    for (year, of) in digest.calendar.years.iter().enumerate() {
        pages.push_at(&of.path, Kind::Year(year));
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
        pages.push_at(UNDATED, Kind::Undated);
    }

    let count = digest.corrections.len();
    shared.numbered(&mut pages, CORRECTIONS, count, |number| Kind::Corrections {
        number,
    });
    if shared.has_search() {
        pages.push_at("search/", Kind::Search);
    }
    pages.push_at("404.html", Kind::NotFound);
    pages.push_at(".nojekyll", Kind::NoJekyll);
    for (at, size) in digest.pictures.sizes() {
        pages.push_at(&size.path, Kind::Picture(at));
    }
    shared.plan_cards(&mut pages);
    pages
}

impl Shared<'_> {
    /// Adds the pages of the list at `path` with so many items.
    fn numbered(&self, pages: &mut Plan, path: &str, items: usize, kind: impl Fn(usize) -> Kind) {
        let list: Pagination = self.pages(path, items);
        (1..=list.pages()).for_each(|number| pages.push(kind(number)));
    }
}
