//! A page asks no other host for anything, and text can't make it: whatever an article holds is shown, never obeyed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that can not go on fails"
)]

mod invented;

use dateline::config::{Licence, Link, Site};
use invented::html::{Parsed, parse};
use invented::{entry, said, unattributed};
use std::collections::{BTreeMap, BTreeSet};

fn parsed(pages: &BTreeMap<String, Vec<u8>>) -> Vec<(&str, Parsed)> {
    pages
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (&**path, parse(path, std::str::from_utf8(bytes).unwrap())))
        .collect()
}

/// Every element and attribute that a page may have; none of them fetches anything but a style sheet and an icon.
fn check(path: &str, page: &Parsed) {
    const ELEMENTS: &str = "a article aside b blockquote body br button caption cite code datalist dd details div dl dt em \
        figcaption figure footer form h1 h2 h3 head header html input label li link main mark meta nav ol option p pre rect \
        script section select span strong summary svg table tbody td th thead time title tr ul";
    const ATTRIBUTES: &str = "abbr aria-current aria-hidden aria-label aria-labelledby autocomplete charset class content \
        datetime defer dir height hidden href http-equiv id lang list name preserveaspectratio property rel role scope src \
        start title type value viewbox width x y";
    let elements: BTreeSet<&str> = ELEMENTS.split_whitespace().collect();
    let attributes: BTreeSet<&str> = ATTRIBUTES.split_whitespace().collect();
    for tag in &page.tags {
        assert!(elements.contains(&*tag.name), "{path}: {tag:?}");
        for name in tag.attributes.keys() {
            let is_data = name.starts_with("data-");
            assert!(is_data || attributes.contains(&**name), "{path}: {tag:?}");
        }
        let rel = tag.attributes.get("rel").map_or("", |rel| rel);
        let href = tag.attributes.get("href").map_or("", |href| href);
        if tag.name == "link" && rel != "canonical" {
            assert!(
                ["alternate", "icon", "stylesheet"].contains(&rel),
                "{path}: {tag:?}"
            );
            assert!(
                !href.contains("//") && !href.contains(':'),
                "{path}: {tag:?}"
            );
        }
        let is_data = tag
            .attributes
            .get("type")
            .is_some_and(|kind| kind == "application/ld+json");
        if tag.name == "script" && !is_data {
            let src = &tag.attributes["src"];
            let is_own = ["site.js", "find.js", "quotes.js", "search.js"]
                .iter()
                .any(|own| {
                    src.strip_suffix(own).is_some_and(|way| {
                        way == "./"
                            || way == "/lomna/"
                            || way == "/"
                            || way.replace("../", "").is_empty()
                    })
                });
            assert!(is_own, "{path}: {tag:?}");
        }
        if tag.name == "a" {
            if href.contains("://") {
                let is_web = href.starts_with("https://") || href.starts_with("http://");
                let tells_nothing = rel.contains("noopener") && rel.contains("noreferrer");
                assert!(is_web && tells_nothing, "{path}: {tag:?}");
            } else {
                let scheme = href.split(['/', '#', '?']).next().unwrap();
                assert!(
                    !scheme.contains(':') || scheme.starts_with("mailto:"),
                    "{path}: {tag:?}"
                );
                assert!(!href.starts_with("//"), "{path}: {tag:?}");
            }
        }
        if let Some(of) = tag.attributes.get("http-equiv") {
            assert_eq!(of, "Content-Security-Policy", "{path}");
        }
    }
    let policy = page
        .tags
        .iter()
        .find(|tag| tag.attributes.contains_key("http-equiv"));
    let policy = &policy.unwrap().attributes["content"];
    assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
    assert!(
        !policy.contains("http") && !policy.contains('*'),
        "{path}: {policy}"
    );
    assert!(page.tags.iter().any(|tag| {
        tag.attributes
            .get("name")
            .is_some_and(|name| name == "referrer")
            && tag.attributes["content"] == "no-referrer"
    }));
}

#[test]
fn no_page_asks_another_host() {
    let pages = invented::built(invented::site());
    for (path, page) in parsed(&pages) {
        check(path, &page);
    }
    let css = std::str::from_utf8(&pages["style.css"]).unwrap();
    for fetching in ["url(", "@import", "image-set(", "//"] {
        assert!(!css.contains(fetching), "the style sheet has {fetching}");
    }
    let icon = std::str::from_utf8(&pages["favicon.svg"]).unwrap();
    assert_eq!(icon.matches("http").count(), 1, "the name space");
    assert!(!icon.contains("href") && !icon.contains("<script"));
}

const EVIL: &str = "<script src=\"//evil.example/x.js\">alert('1')</script> <img src=x onerror=y> ]]> &amp; & --> {{ site.title }} {% raw %}";

#[test]
fn hostile_text_is_shown_and_not_obeyed() {
    let site = Site {
        title: format!("Title {EVIL}"),
        description: format!("Description {EVIL}"),
        licence: Some(Licence {
            name: format!("Licence {EVIL}"),
            url: Some("javascript:alert(1)".into()),
        }),
        navigation: Some(vec![Link {
            title: format!("Navigation {EVIL}"),
            href: "\" onclick=\"alert(1)".into(),
        }]),
        ..Site::default()
    };
    let toml = EVIL.replace('"', "\\\"");
    let text = format!(
        "+++
title = \"Headline {toml}\"
standfirst = \"Standfirst {toml}\"
topics = [\"Topic {toml}\"]
source = \"Source {toml}\"
source_url = \"javascript:alert(1)\"
author = \"Author {toml}\"
date = 2025-02-28
[[correction]]
date = 2025-02-28
text = \"Correction {toml}\"
+++

Paragraph {EVIL} \u{202e}turned\u{202c}.

## Heading {EVIL}

“Direct {EVIL}” said Name {EVIL} then.

A “partial {EVIL}” of nobody.

- item {EVIL}

> block {EVIL}

    pre {EVIL}

`code {EVIL}` and [one](javascript:alert(1)), [two](data:text/html,<script>), [three](//evil.example), <javascript:alert(1)>, [four](<https://x.example/\" onclick=\"y>), ![five](https://evil.example/pixel.gif).

[defined]: javascript:alert(1)
"
    );
    let text: &'static str = Box::leak(text.into_boxed_str());
    let direct: &'static str = Box::leak(format!("Direct {EVIL}").into_boxed_str());
    let partial: &'static str = Box::leak(format!("partial {EVIL}").into_boxed_str());
    let mention: &'static str = Box::leak(format!("Name {EVIL}").into_boxed_str());
    let name = format!("Name {EVIL}");
    let quotations = [
        said(direct, &name, mention)
            .role(&format!("role {EVIL}"))
            .cue("said"),
        unattributed(partial).partial(),
    ];
    let entry = entry(&site, "content/evil.md", text, &quotations);
    let digest = invented::digest(site, vec![entry]);
    let pages = invented::pages(&digest, &invented::theme());
    let parsed = parsed(&pages);
    for (path, page) in &parsed {
        check(path, page);
    }
    let page = |path: &str| {
        let found = parsed
            .iter()
            .find(|(at, _)| at.starts_with(path) && *at != path);
        &found
            .unwrap_or_else(|| panic!("{path} among {:?}", pages.keys()))
            .1
    };
    let everywhere = ["Title", "Navigation", "Licence"];
    for (path, words) in [
        (
            "index",
            &[
                "Description",
                "Headline",
                "Standfirst",
                "Topic",
                "Source",
                "Heading",
                "Direct",
                "Name",
                "role",
            ][..],
        ),
        (
            "2025/02/28/evil/index",
            &[
                "Headline",
                "Standfirst",
                "Topic",
                "Source",
                "Author",
                "Correction",
                "Paragraph",
                "Heading",
                "Direct",
                "Name",
                "role",
                "partial",
                "item",
                "block",
                "pre",
                "code",
            ],
        ),
        (
            "2025/02/28/evil/heading",
            &[
                "Headline", "Topic", "Source", "Heading", "Direct", "Name", "role", "partial",
            ],
        ),
        (
            "topics/topic",
            &["Topic", "Headline", "Standfirst", "Source", "Name"],
        ),
        (
            "quotes/n/",
            &["Name", "role", "Direct", "Headline", "Heading"],
        ),
        ("quotes/unattributed/", &["partial", "Headline"]),
        ("speakers/index", &["Name", "role"]),
        ("speakers/name", &["Name", "role", "Direct", "Headline"]),
        ("archive/2025/02/", &["Headline", "Source"]),
    ] {
        let page = page(path);
        for word in words.iter().chain(&everywhere) {
            // Markdown reads `&amp;` as a character.
            let shown = format!("{word} {EVIL}");
            let read = shown.replace("&amp;", "&");
            assert!(
                page.text.contains(&shown) || page.text.contains(&read),
                "{path} shows no {word}: {}",
                page.text
            );
        }
    }
    let article = page("2025/02/28/evil/index");
    assert!(!article.text.contains('\u{202e}'));
    for word in ["one", "two", "three", "five", "javascript:alert(1)"] {
        assert!(article.text.contains(word), "{word} is lost");
    }
    assert!(
        article
            .all("a", "href")
            .any(|href| href == "https://x.example/\" onclick=\"y")
    );
}
