//! Every word of an article's text stands on its page once, in order; what is left out is listed there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that can not go on fails"
)]

mod invented;

use dateline::config::Register;
use dateline::digest::Article;
use dateline::render::Theme;
use invented::html::parse;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Pieces of text as words, whatever elements cut them: `“go` and `<a>there</a>,` are joined where no space divides them.
fn joined(words: &[&str]) -> String {
    words.concat()
}

/// The same of the text itself; a mark that turns letters around is no part of any word, and never shown.
fn without_space(text: &str) -> String {
    let seen = text.replace('\u{202e}', "");
    seen.split_whitespace().collect()
}

#[test]
fn every_word_of_an_article_stands_on_its_page_once() {
    let site = invented::site();
    let entries = invented::entries(&site);
    let digest = invented::digest(site, entries);
    let pages = invented::pages(&digest, &invented::theme());
    for article in &digest.articles {
        check_words(article, &pages);
    }
}

/// Whether the page of an article shows its words, and nothing else in between.
fn check_words(article: &Article, pages: &BTreeMap<String, Vec<u8>>) {
    let path = format!("{}index.html", article.path);
    let page = parse(&path, std::str::from_utf8(&pages[&path]).unwrap());
    let entry = &article.entry;
    let text = &entry.document.text;

    let mut head = String::new();
    for label in &entry.article.labels {
        head += &without_space(&label.text);
    }
    for line in entry
        .article
        .headline
        .iter()
        .chain(&entry.article.standfirst)
    {
        head += &without_space(&line.text);
    }
    let shown = page.words(&["ul.kicker", "h1", "p.standfirst"], &[]);
    if entry.article.headline.is_some() {
        assert_eq!(joined(&shown), head, "{path}");
    }
    if let Some(byline) = &entry.article.byline {
        let meta = joined(&page.words(&["p.meta"], &["nav"]));
        assert_eq!(
            meta.matches(&without_space(&byline.text)).count(),
            1,
            "{path}"
        );
    }

    let mut body = String::new();
    for section in &entry.article.sections {
        if let Some(heading) = &section.heading {
            body += &without_space(&heading.text);
        }
        for block in &section.blocks {
            body += &without_space(&block.visible(text));
            // No picture is there: its words stand in its place.
            for picture in block.pictures() {
                body += &without_space(&picture.alternative);
                body += &without_space(picture.caption.as_deref().unwrap_or_default());
            }
        }
    }
    let shown = page.words(&["section.body"], &["aside", "a.permalink"]);
    assert_eq!(joined(&shown), body, "{path}");

    for dropped in &entry.article.dropped {
        let listed = joined(&page.words(&["dd"], &[]));
        assert!(
            listed.contains(&without_space(dropped.span.of(text))),
            "{path}"
        );
    }
}

#[test]
fn every_quotation_has_one_anchor_on_its_page() {
    let site = invented::site();
    let entries = invented::entries(&site);
    let digest = invented::digest(site, entries);
    let pages = invented::pages(&digest, &invented::theme());
    for article in &digest.articles {
        check_anchors(article, &pages);
    }
}

fn check_anchors(article: &Article, pages: &BTreeMap<String, Vec<u8>>) {
    let path = format!("{}index.html", article.path);
    let page = parse(&path, std::str::from_utf8(&pages[&path]).unwrap());
    let ids = page.ids();
    for quotation in &article.entry.quotations {
        let id = &*quotation.id;
        assert_eq!(
            ids.iter().filter(|known| **known == id).count(),
            1,
            "{path}: {id}"
        );
    }
}

#[test]
fn the_text_of_a_page() {
    let pages = invented::built(invented::site());
    let body = |path: &str| {
        let html = std::str::from_utf8(&pages[path]).unwrap();
        let start = html.find("<article").unwrap();
        let end = html.rfind("</article>").unwrap();
        html[start..end].to_owned()
    };
    insta::assert_snapshot!("plain_text", body("2025/02/28/bridge/index.html"));
    insta::assert_snapshot!("markdown", body("2025/02/26/talks/index.html"));
    insta::assert_snapshot!(
        "section",
        body("2025/02/28/bridge/a-long-morning/index.html")
    );
}

/// Text as nobody would write it: marks, markup and names in any order.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "“",
        "”",
        "\"",
        "‘",
        "*",
        "**",
        "_",
        "`",
        "[",
        "](topics/)",
        "](javascript:x)",
        "![",
        "\n",
        "\n\n",
        "\n\n",
        "# ",
        "## ",
        "- ",
        "1. ",
        "7. ",
        "> ",
        "    ",
        "&amp;",
        "&lt;",
        "<b>",
        "<!--",
        "said ",
        "Mira Kovač ",
        "the mayor ",
        "she told reporters ",
        "We will go, ",
        "KYIV, Feb 27 — ",
        "By Jane Doe",
        "word ",
        "World",
        ". ",
        ": ",
        ", ",
        "\u{202e}",
        "\u{200b}",
        "é",
        "  \n",
        "---\n",
        "{{ x }} ",
        "Share this",
        "Heading words",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

static THEME: LazyLock<Theme> = LazyLock::new(invented::theme);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_is_pasted_is_shown_whole(text in text(), is_markdown: bool) {
        let site = invented::site();
        let path = if is_markdown { "content/x.md" } else { "content/x.txt" };
        let Ok(document) = dateline::source::read(text.as_bytes(), path) else {
            return Ok(());
        };
        let (article, _) = dateline::article::read(&document, &site);
        let (entry, _) = dateline::quotes::read(document, article, &site, &Register::default());
        let digest = invented::digest(site, vec![entry]);
        let pages = invented::pages(&digest, &THEME);
        for (path, bytes) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
            parse(path, std::str::from_utf8(bytes).unwrap());
        }
        for article in &digest.articles {
            check_words(article, &pages);
            check_anchors(article, &pages);
        }
    }
}
