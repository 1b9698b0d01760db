//! What other formats become: small invented files in the shapes of real ones, and what must come out of each.
//!
//! Each file of `tests/imports/` is imported and compared with the snapshot of its name; to add a case, add a file. Below
//! each document stands how it is read as one, so that what was set apart on the page is set apart on the site.

#![allow(clippy::unwrap_used, reason = "a test that can not go on fails")]

use dateline::article::{self, BlockKind};
use dateline::config::Site;
use dateline::diagnostics::render;
use dateline::import::{self, Block, Imported, Item, LeftOut};
use dateline::language::Language;
use dateline::source;
use proptest::prelude::*;
use std::fmt::Write;
use std::time::{Duration, Instant};

fn site() -> Site {
    Site {
        time_zone: "Europe/Kyiv".into(),
        ..Site::default()
    }
}

#[test]
fn files_become_documents() {
    insta::glob!("imports/*", |path| {
        let bytes = std::fs::read(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(documents(&bytes, &name));
        });
    });
}

fn documents(bytes: &[u8], name: &str) -> String {
    let imported = match import::read(bytes, name, &site()) {
        Ok(imported) => imported,
        Err(diagnostic) => return render(&diagnostic, false),
    };
    let mut out = String::new();
    for Imported {
        item,
        left_out,
        diagnostics,
    } in &imported
    {
        let file = import::file_name(item);
        let text = import::written(item, name, left_out);
        _ = writeln!(out, "=== {file}\n{text}\n--- read as");
        out.push_str(&read_as(&text, &file));
        for diagnostic in diagnostics {
            _ = writeln!(out, "--- {}", render(diagnostic, false));
        }
    }
    out
}

fn read_as(text: &str, file: &str) -> String {
    let document = source::read(text.as_bytes(), file).unwrap();
    let (article, diagnostics) = article::read(&document, &site());
    let mut out = String::new();
    let line = |line: &Option<article::Line>| {
        line.as_ref()
            .map_or("none".into(), |line| line.text.clone())
    };
    _ = writeln!(
        out,
        "headline: {}\nstandfirst: {}",
        line(&article.headline),
        line(&article.standfirst)
    );
    for section in &article.sections {
        if let Some(heading) = &section.heading {
            _ = writeln!(out, "## {}", heading.text);
        }
        let kinds = section.blocks.iter().map(|block| match block.kind {
            BlockKind::Paragraph => "¶",
            BlockKind::Item { number: None } => "•",
            BlockKind::Item { .. } => "1.",
            BlockKind::BlockQuote => ">",
            BlockKind::Heading(_) | BlockKind::Preformatted | BlockKind::Picture => "?",
        });
        _ = writeln!(out, "{}", kinds.collect::<Vec<_>>().join(" "));
    }
    for dropped in &article.dropped {
        _ = writeln!(
            out,
            "dropped ({}): {}",
            Language::english().say(dropped.reason.key()),
            dropped.span.of(&document.text)
        );
    }
    for diagnostic in diagnostics {
        _ = writeln!(out, "reported: {}", diagnostic.message);
    }
    out
}

/// A message for what is past the bounds, and soon.
fn is_refused_soon(bytes: &[u8], code: &str) {
    let start = Instant::now();
    let refused = import::read(bytes, "page.html", &site()).unwrap_err();
    assert_eq!(refused.code, code, "{}", refused.message);
    assert!(refused.help.is_some());
    // Far more than it needs; without its bounds it would be minutes.
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn elements_deep_in_each_other_are_refused() {
    for element in ["div", "b", "blockquote", "table><tr><td", "svg", "ul><li"] {
        let page = format!(
            "<html><body>{}<p>One",
            format!("<{element}>").repeat(100_000)
        );
        is_refused_soon(page.as_bytes(), "too-large");
    }
}

#[test]
fn elements_that_open_again_and_again_are_refused() {
    let open: String = (0..400).map(|i| format!("<b a={i}>")).collect();
    let page = format!("<html><body>{open}{}", "<p>x".repeat(200_000));
    is_refused_soon(page.as_bytes(), "too-large");
}

#[test]
fn xml_deep_in_each_other_is_refused() {
    let feed = format!("<?xml version='1.0'?><rss>{}", "<a>".repeat(100_000));
    is_refused_soon(feed.as_bytes(), "broken-xml");
    let json = format!("{{\"headline\": {}", "[".repeat(100_000));
    is_refused_soon(json.as_bytes(), "broken-json");
}

#[test]
fn a_large_page_with_its_pictures_inside_is_read() {
    let picture = "A".repeat(1 << 20);
    let paragraph = "<p>The bridge over the Orla carried its first lorries on Tuesday, the mayor said, and the ferries stopped.</p>";
    let pictures: String = (0..8)
        .map(|_| format!("<img src='data:image/png;base64,{picture}'>{paragraph}"))
        .collect();
    let page = format!(
        "<html><head><title>Bridge</title></head><body><article>{pictures}</article></body></html>"
    );
    let imported = import::read(page.as_bytes(), "page.html", &site()).unwrap();
    assert_eq!(imported[0].item.blocks.len(), 8);
    assert_eq!(imported[0].left_out.pictures, 8);
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[ -~\u{a0}-\u{ff}“”+\n\r\t\"'\\\\]{0,60}"]
}

proptest! {
    /// What is written into front matter is what is read out of it, whatever it is.
    #[test]
    fn front_matter_is_read_back(title in text(), author in text(), topics in prop::collection::vec(text(), 0..4), from in text(), draft: bool) {
        let item = Item {
            title: Some(title),
            author: Some(author),
            source: Some("Orla \"Post\" \\ '''".into()),
            topics,
            date: "2025-03-04".parse().ok(),
            draft,
            blocks: vec![Block { kind: import::BlockKind::Paragraph, text: "The bridge is open.".into() }],
            ..Item::default()
        };
        let written = import::written(&item, &from, &LeftOut::default());
        let document = source::read(written.as_bytes(), "a.txt").unwrap();
        let one_line = |text: &str| text.replace(['\n', '\r'], " ");
        let read = &document.front_matter;
        prop_assert_eq!(read.title.clone(), item.title.as_deref().map(one_line));
        prop_assert_eq!(read.author.clone(), item.author.as_deref().map(one_line));
        prop_assert_eq!(&read.source, &item.source);
        prop_assert_eq!(read.topics.clone().unwrap_or_default(), item.topics.iter().map(|t| one_line(t)).collect::<Vec<_>>());
        prop_assert_eq!(read.date, item.date);
        prop_assert_eq!(read.draft, draft);
        prop_assert!(document.body.of(&document.text).ends_with("The bridge is open.\n"));
    }

    /// No bytes make it panic, and whatever is made of them is a document.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), start in 0usize..8) {
        const STARTS: [&str; 8] = ["", "<html><body><p>", "<?xml version='1.0'?><rss><channel><item><description>", "{\"headline\":\"", "From: a\nSubject: b\n\n", "<newsItem>", "From: a\nContent-Type: multipart/related; boundary=b\nContent-Location: https://example.org/\n\n--b\n", "<html><script type='application/ld+json'>"];
        let mut all = STARTS[start].as_bytes().to_vec();
        all.extend(bytes);
        for one in import::read(&all, "a", &Site::default()).unwrap_or_default() {
            let text = import::written(&one.item, "a", &one.left_out);
            prop_assert!(source::read(text.as_bytes(), &import::file_name(&one.item)).is_ok(), "{}", text);
        }
    }
}
