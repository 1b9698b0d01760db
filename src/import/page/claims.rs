//! What a page says of itself, each source by itself.

use super::{json_ld, microdata};
use dom_query::{Document, NodeRef};

/// What one source says. Nothing is cleaned yet.
#[derive(Debug, Default)]
pub(super) struct Claims {
    pub title: Option<String>,
    pub standfirst: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<String>,
    pub updated: Option<String>,
    pub address: Option<String>,
    pub publication: Option<String>,
    pub section: Vec<String>,
    pub language: Option<String>,
    pub body: Option<String>,
}

/// All sources of a page.
#[derive(Debug, Default)]
pub(super) struct AllClaims {
    /// `<script type="application/ld+json">` (schema.org).
    pub json_ld: Claims,
    /// `itemprop` attributes (schema.org).
    pub microdata: Claims,
    /// `<meta property="og:…">` and `article:…`.
    pub open_graph: Claims,
    /// `<meta name="…">`: Dublin Core, Parse.ly, Twitter and what else there is.
    pub meta: Claims,
    /// The page itself: its title, canonical link, `<time>`.
    pub page: Claims,
    /// The one first heading that readers see.
    pub heading: Option<String>,
    /// Where it was saved from, as the program that saved it wrote down.
    pub saved_from: Option<String>,
}

impl AllClaims {
    /// The text, as far as machines are given it.
    pub(super) fn body(&self) -> Option<&str> {
        self.json_ld
            .body
            .as_deref()
            .or(self.microdata.body.as_deref())
    }
}

/// The most elements of a kind that are looked at.
const MOST: usize = 400;

/// What a page says of itself.
pub(super) fn of(document: &Document, saved_from: Option<&str>) -> AllClaims {
    let metas = metas(document);
    let page = page(document);
    AllClaims {
        json_ld: json_ld::claims(document, page.address.as_deref()),
        microdata: microdata::claims(document),
        open_graph: open_graph(&metas),
        meta: meta(&metas),
        heading: one_heading(document),
        page,
        saved_from: saved_from.map(str::to_owned),
    }
}

/// Where browsers say that a page was saved from: `<!-- saved from url=(0031)https://example.org/ -->`, or SingleFile's
/// `url: https://example.org/`, near the page's beginning.
pub(super) fn saved_from(html: &str) -> Option<String> {
    const NEAR: usize = 4096;
    let mut end = html.len().min(NEAR);
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    let head = &html[..end];
    let comment = head.match_indices("<!--").find_map(|(at, _)| {
        let inside = &head[at + 4..];
        let inside = &inside[..inside.find("-->")?];
        if let Some((_, rest)) = inside.split_once("saved from url=(") {
            return rest.split_once(')').map(|(_, address)| address);
        }
        if inside.contains("SingleFile") {
            return inside
                .lines()
                .find_map(|line| line.trim().strip_prefix("url:"));
        }
        None
    })?;
    comment.split_whitespace().next().map(str::to_owned)
}

/// Names and contents of all `<meta>`, in order.
fn metas(document: &Document) -> Vec<(String, String)> {
    let mut metas = Vec::new();
    for node in document.select("meta[content]").nodes().iter().take(MOST) {
        let name = node
            .attr("property")
            .or_else(|| node.attr("name"))
            .or_else(|| node.attr("http-equiv"));
        let content = node
            .attr("content")
            .filter(|content| !content.trim().is_empty());
        if let (Some(name), Some(content)) = (name, content) {
            metas.push((name.trim().to_ascii_lowercase(), content.to_string()));
        }
    }
    metas
}

fn first(metas: &[(String, String)], names: &[&str]) -> Option<String> {
    names.iter().find_map(|wanted| {
        let found = metas.iter().find(|(name, _)| name == wanted);
        found.map(|(_, content)| content.clone())
    })
}

fn every(metas: &[(String, String)], wanted: &str) -> Vec<String> {
    let found = metas.iter().filter(|(name, _)| name == wanted);
    found.map(|(_, content)| content.clone()).collect()
}

fn open_graph(metas: &[(String, String)]) -> Claims {
    Claims {
        title: first(metas, &["og:title"]),
        standfirst: first(metas, &["og:description"]),
        authors: every(metas, "article:author"),
        published: first(
            metas,
            &[
                "article:published_time",
                "og:article:published_time",
                "article:published",
            ],
        ),
        updated: first(
            metas,
            &[
                "article:modified_time",
                "og:updated_time",
                "article:modified",
            ],
        ),
        address: first(metas, &["og:url"]),
        publication: first(metas, &["og:site_name"]),
        section: every(metas, "article:section"),
        language: first(metas, &["og:locale"]),
        body: None,
    }
}

fn meta(metas: &[(String, String)]) -> Claims {
    let mut authors = every(metas, "author");
    for name in [
        "parsely-author",
        "dc.creator",
        "dcterms.creator",
        "citation_author",
        "sailthru.author",
        "byl",
    ] {
        if authors.is_empty() {
            authors = every(metas, name);
        }
    }
    Claims {
        title: first(
            metas,
            &[
                "twitter:title",
                "parsely-title",
                "dc.title",
                "dcterms.title",
                "headline",
                "citation_title",
            ],
        ),
        standfirst: first(
            metas,
            &[
                "description",
                "twitter:description",
                "dc.description",
                "dcterms.description",
            ],
        ),
        authors,
        published: first(
            metas,
            &[
                "parsely-pub-date",
                "pubdate",
                "publishdate",
                "publish-date",
                "publication_date",
                "date",
                "dc.date.issued",
                "dcterms.issued",
                "dcterms.created",
                "dc.date",
                "dcterms.date",
                "sailthru.date",
                "citation_publication_date",
                "datepublished",
            ],
        ),
        updated: first(
            metas,
            &[
                "lastmod",
                "last-modified",
                "dcterms.modified",
                "dc.date.modified",
                "datemodified",
            ],
        ),
        address: None,
        publication: first(
            metas,
            &[
                "application-name",
                "dc.publisher",
                "dcterms.publisher",
                "citation_journal_title",
            ],
        ),
        section: Vec::new(),
        language: first(
            metas,
            &["content-language", "dc.language", "dcterms.language"],
        ),
        body: None,
    }
}

fn page(document: &Document) -> Claims {
    let attribute = |selector: &str, name: &str| {
        let found = document.select(selector);
        let found = found.nodes().first().and_then(|node| node.attr(name));
        found.map(|value| value.to_string())
    };
    Claims {
        title: document
            .select("head > title")
            .nodes()
            .first()
            .map(|node| node.text().to_string()),
        authors: {
            let links = document.select("a[rel~=author]");
            links
                .nodes()
                .iter()
                .take(MOST)
                .map(|node| node.text().to_string())
                .collect()
        },
        published: one_time(document),
        address: attribute("link[rel=canonical]", "href"),
        language: attribute("html[lang]", "lang"),
        ..Claims::default()
    }
}

/// The time of the page, if it has one: `<time datetime pubdate>`, or the only one outside of lists of other articles.
fn one_time(document: &Document) -> Option<String> {
    let value = |node: &NodeRef| node.attr("datetime").map(|value| value.to_string());
    if let Some(node) = document.select("time[pubdate][datetime]").nodes().first() {
        return value(node);
    }
    for inside in [
        "article time[datetime]",
        "main time[datetime]",
        "header time[datetime]",
        "body time[datetime]",
    ] {
        let found = document.select(inside);
        let mut values: Vec<String> = found.nodes().iter().take(MOST).filter_map(value).collect();
        values.dedup();
        match values.len() {
            0 => {}
            1 => return values.pop(),
            _ => return None,
        }
    }
    None
}

fn one_heading(document: &Document) -> Option<String> {
    let found = document.select("h1");
    match found.nodes() {
        [one] => Some(one.text().to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_that_save_pages_say_where_from() {
        let edge =
            "<!DOCTYPE html>\n<!-- saved from url=(0025)https://example.org/orla/ -->\n<html>";
        assert_eq!(
            saved_from(edge).as_deref(),
            Some("https://example.org/orla/")
        );
        let single = "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://example.org/orla \n saved date: Tue Mar 04 2025\n-->";
        assert_eq!(
            saved_from(single).as_deref(),
            Some("https://example.org/orla")
        );
        assert_eq!(saved_from("<html><!-- url: https://example.org -->"), None);
    }
}
