//! Links that lead nowhere on this site: in articles' Markdown, and in the settings' navigation.

use super::Renderer;
use super::links::{self, Target, file};
use crate::article::{Block, Inline, Markup};
use crate::diagnostics::Diagnostic;
use crate::digest::Article;
use crate::span::Span;
use percent_encoding::percent_decode_str;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

impl Renderer<'_> {
    /// A warning for each link within the site to which no page, no file and no heading answers.
    ///
    /// Links to other sites are not followed: nothing is asked of any other host.
    #[must_use]
    pub fn dead_links(&self) -> Vec<Diagnostic> {
        let pages: HashSet<String> = self.pages().map(|page| page.path).collect();
        let digest = self.shared.digest;
        let navigation = digest.site.navigation.iter().flatten();
        let mut dead: Vec<Diagnostic> = navigation
            .filter(|link| !links::is_web(&link.href))
            .filter(|link| !leads_to_a_page(link.href.trim_start_matches('/'), &pages))
            .map(|link| {
                Diagnostic::warning("dead-link", format!("no page answers to `{}`", link.href))
                    .in_file(&Arc::from("site.toml"))
                    .help("mend its `href` in `navigation`: an address from the site's root, as `topics/`")
            })
            .collect();
        let in_articles = digest.articles.par_iter();
        let in_articles: Vec<Vec<Diagnostic>> = in_articles
            .map(|article| in_article(article, &pages))
            .collect();
        dead.extend(in_articles.into_iter().flatten());
        dead
    }
}

fn in_article(article: &Article, pages: &HashSet<String>) -> Vec<Diagnostic> {
    let document = &article.entry.document;
    let sections = article.entry.article.sections.iter();
    let blocks = sections.flat_map(|section| &section.blocks);
    let mut dead = Vec::new();
    for block in blocks {
        for inline in &*block.inlines() {
            let Inline::Open(Markup::Link(address)) = inline else {
                continue;
            };
            let (message, help) = match links::target(address) {
                Some(Target::Own(own)) if !leads_to_a_page(own, pages) => (
                    format!("no page answers to `{address}`"),
                    "write the address from the site's root, as the built page shows it: `topics/world/`",
                ),
                Some(Target::Here(anchor)) if !stands_here(article, anchor) => (
                    format!("nothing in this article is called `{address}`"),
                    "write `#` and the heading in small letters with hyphens, as the contents list links it",
                ),
                Some(_) => continue,
                None => (
                    format!("`{address}` can't be linked to"),
                    "link to an `http`, `https` or `mailto` address, or to a page of this site",
                ),
            };
            dead.push(
                Diagnostic::warning("dead-link", message)
                    .at(
                        &document.path,
                        &document.text,
                        place(block, address, &document.text),
                    )
                    .help(help),
            );
        }
    }
    dead
}

fn leads_to_a_page(address: &str, pages: &HashSet<String>) -> bool {
    let path = &address[..address.find(['?', '#']).unwrap_or(address.len())];
    let path = decoded(path);
    pages.contains(&*file(&path)) || pages.contains(&*format!("{path}/index.html"))
}

fn stands_here(article: &Article, anchor: &str) -> bool {
    let anchor = decoded(anchor.trim_start_matches('#'));
    let entry = &article.entry;
    anchor.is_empty()
        || entry
            .article
            .sections
            .iter()
            .any(|section| *section.slug == *anchor)
        || entry
            .quotations
            .iter()
            .any(|quotation| *quotation.id == *anchor)
}

/// An address without percent-encoding (RFC 3986); what can't be decoded to text stays as it is.
fn decoded(address: &str) -> Cow<'_, str> {
    let decoded = percent_decode_str(address).decode_utf8();
    decoded.unwrap_or(Cow::Borrowed(address))
}

/// Where an address stands in its block; the block where it is written otherwise than it is read.
fn place(block: &Block, address: &str, text: &str) -> Span {
    match block.span.of(text).find(address) {
        Some(at) => {
            let start = block.span.range().start + at;
            Span::new(start, start + address.len())
        }
        None => {
            let line = block.span.of(text).lines().next().unwrap_or_default();
            let start = block.span.range().start;
            Span::new(start, start + line.len())
        }
    }
}
