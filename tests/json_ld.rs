//! What search engines are told of a page is JSON-LD in words of schema.org, and no text can end it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that can not go on fails"
)]

mod invented;

use dateline::config::Site;
use invented::html::{Parsed, parse};
use serde_json::Value;
use std::collections::BTreeMap;

const BASE: &str = "https://digest.example/lomna/";

/// What schema.org lets us say of each type, and of which kind it is: `text`, `date`, `url`, or types; `*` many of them.
const PROPERTIES: &[(&str, &[(&str, &str)])] = &[
    (
        "WebSite",
        &[
            ("url", "url"),
            ("name", "text"),
            ("description", "text"),
            ("inLanguage", "text"),
            ("license", "url"),
        ],
    ),
    (
        "NewsArticle",
        &[
            ("url", "url"),
            ("headline", "text"),
            ("description", "text"),
            ("image", "url"),
            ("datePublished", "date"),
            ("dateModified", "date"),
            ("inLanguage", "text"),
            ("author", "Person"),
            ("publisher", "Organization"),
            ("articleSection", "*text"),
            ("isBasedOn", "url"),
            ("license", "url"),
            ("correction", "*CorrectionComment"),
            ("hasPart", "*Article Quotation"),
        ],
    ),
    (
        "Article",
        &[
            ("url", "url"),
            ("headline", "text"),
            ("datePublished", "date"),
            ("inLanguage", "text"),
            ("publisher", "Organization"),
            ("isPartOf", "reference"),
            ("hasPart", "*Quotation"),
        ],
    ),
    (
        "Quotation",
        &[("text", "text"), ("creator", "Person Organization")],
    ),
    (
        "CorrectionComment",
        &[("text", "text"), ("datePublished", "date")],
    ),
    (
        "ProfilePage",
        &[
            ("url", "url"),
            ("dateModified", "date"),
            ("isPartOf", "reference"),
            ("mainEntity", "Person Organization"),
        ],
    ),
    (
        "Person",
        &[
            ("name", "text"),
            ("url", "url"),
            ("jobTitle", "text"),
            ("alternateName", "*text"),
            ("sameAs", "url"),
        ],
    ),
    (
        "Organization",
        &[
            ("name", "text"),
            ("url", "url"),
            ("alternateName", "*text"),
            ("sameAs", "url"),
        ],
    ),
    ("BreadcrumbList", &[("itemListElement", "*ListItem")]),
    (
        "ListItem",
        &[("position", "number"), ("name", "text"), ("item", "url")],
    ),
];

fn check(path: &str, thing: &Value, expected: &str) {
    let object = thing
        .as_object()
        .unwrap_or_else(|| panic!("{path}: {thing}"));
    let kind = object["@type"].as_str().unwrap();
    assert!(
        expected.split(' ').any(|one| one == kind),
        "{path}: {kind} for {expected}"
    );
    let known = PROPERTIES.iter().find(|(name, _)| *name == kind);
    let (_, properties) = known.unwrap_or_else(|| panic!("{path}: {kind}"));
    for (name, value) in object {
        if name == "@type" {
            continue;
        }
        if name == "@id" {
            is_of(path, value, "url");
            continue;
        }
        let of = properties.iter().find(|(known, _)| known == name);
        let (_, of) = of.unwrap_or_else(|| panic!("{path}: {kind} has no {name}"));
        match of.strip_prefix('*') {
            Some(of) => {
                let list = value.as_array().unwrap();
                assert!(!list.is_empty(), "{path}: {name}");
                for value in list {
                    is_of(path, value, of);
                }
            }
            None => is_of(path, value, of),
        }
    }
}

fn is_of(path: &str, value: &Value, of: &str) {
    match of {
        "text" => assert!(!value.as_str().unwrap().is_empty(), "{path}"),
        "number" => assert!(value.is_u64(), "{path}"),
        "url" => assert!(
            value.as_str().unwrap().starts_with("https://"),
            "{path}: {value}"
        ),
        "date" => assert_eq!(value.as_str().unwrap().len(), 10, "{path}: {value}"),
        "reference" => is_of(path, &value["@id"], "url"),
        types => check(path, value, types),
    }
}

fn parsed(pages: &BTreeMap<String, Vec<u8>>) -> BTreeMap<&str, Parsed> {
    pages
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (&**path, parse(path, std::str::from_utf8(bytes).unwrap())))
        .collect()
}

fn graph(page: &Parsed) -> Vec<Value> {
    let of = page
        .tags
        .iter()
        .filter(|tag| tag.name == "script")
        .zip(&page.scripts);
    let json = of.filter(|(tag, _)| {
        tag.attributes
            .get("type")
            .is_some_and(|kind| kind == "application/ld+json")
    });
    let documents: Vec<Value> = json
        .map(|(_, json)| serde_json::from_str(json).unwrap())
        .collect();
    let [document] = &documents[..] else {
        panic!("one and no more, but {documents:?}");
    };
    assert_eq!(document["@context"], "https://schema.org");
    document["@graph"].as_array().unwrap().clone()
}

fn of_type<'g>(graph: &'g [Value], kind: &str) -> &'g Value {
    let found = graph.iter().find(|thing| thing["@type"] == kind);
    found.unwrap_or_else(|| panic!("no {kind} in {graph:?}"))
}

#[test]
fn every_page_says_only_what_schema_org_has_words_for() {
    let pages = invented::built(invented::site());
    for (path, page) in parsed(&pages) {
        if path == "404.html" {
            assert!(page.scripts.is_empty());
            continue;
        }
        for thing in graph(&page) {
            check(
                path,
                &thing,
                "WebSite NewsArticle Article ProfilePage BreadcrumbList",
            );
        }
    }
}

#[test]
fn an_article_has_its_sections_quotations_and_corrections() {
    let pages = invented::built(invented::site());
    let parsed = parsed(&pages);
    let graph = graph(&parsed["2025/02/26/talks/index.html"]);
    let article = of_type(&graph, "NewsArticle");
    assert_eq!(article["datePublished"], "2025-02-26");
    assert_eq!(article["dateModified"], "2025-02-27");
    assert_eq!(article["author"]["name"], "Anton Reiss");
    assert_eq!(article["publisher"]["name"], "The Lomna Digest");
    assert_eq!(article["isBasedOn"], "https://courier.example/talks");
    assert_eq!(article["correction"][0]["@type"], "CorrectionComment");
    let parts = article["hasPart"].as_array().unwrap();
    let headings: Vec<&str> = parts
        .iter()
        .filter_map(|part| part["headline"].as_str())
        .collect();
    assert_eq!(headings, ["Three points", "The map"]);
    let quotations = parts[0]["hasPart"].as_array().unwrap();
    assert_eq!(quotations.len(), 4);
    assert_eq!(quotations[0]["text"], "Water is not a weapon,");
    assert_eq!(quotations[0]["creator"]["name"], "Mira Kovač");
    let crumbs = of_type(&graph, "BreadcrumbList")["itemListElement"]
        .as_array()
        .unwrap();
    let last = crumbs.last().unwrap();
    assert_eq!(last["item"], format!("{BASE}2025/02/26/talks/"));
    assert_eq!(last["position"], crumbs.len());
}

#[test]
fn a_quotation_is_whole_and_names_nobody_whom_the_text_does_not() {
    let pages = invented::built(invented::site());
    let parsed = parsed(&pages);
    let graph = graph(&parsed["2025/02/28/bridge/index.html"]);
    let article = of_type(&graph, "NewsArticle");
    let mut quotations = Vec::new();
    for part in article["hasPart"].as_array().unwrap() {
        match part["hasPart"].as_array() {
            Some(parts) => quotations.extend(parts),
            None => quotations.push(part),
        }
    }
    let of = |words: &str| {
        let found = quotations
            .iter()
            .find(|q| q["text"].as_str().is_some_and(|t| t.starts_with(words)));
        found.unwrap_or_else(|| panic!("{words} in {quotations:?}"))
    };
    assert_eq!(
        of("We have waited")["text"],
        "We have waited for this since May, We will not wait again. Whoever closes it next will have to explain himself."
    );
    assert!(of("And who will pay")["creator"].is_null());
    assert!(
        of("The far bank has always")["creator"].is_null(),
        "a description is no name"
    );
    assert_eq!(of("Repairs go on")["creator"]["@type"], "Organization");
}

#[test]
fn a_speaker_has_a_profile() {
    let pages = invented::built(invented::site());
    let parsed = parsed(&pages);
    let graph = graph(&parsed["speakers/jonas-wiek/index.html"]);
    let profile = of_type(&graph, "ProfilePage");
    assert_eq!(profile["mainEntity"]["@type"], "Person");
    assert_eq!(profile["mainEntity"]["jobTitle"], "deputy mayor");
    assert_eq!(profile["dateModified"], "2025-02-28");
}

#[test]
fn no_text_ends_the_script() {
    let evil = "</script><script>alert(1)</script><!-- <script> & \u{2028} \u{2029} \\\" ]]>";
    let toml = evil.replace('\\', "\\\\").replace('"', "\\\"");
    let site = Site {
        title: format!("Title {evil}"),
        description: evil.into(),
        ..invented::site()
    };
    let text = format!(
        "+++\ntitle = \"{toml}\"\nauthor = \"{toml}\"\ntopics = [\"{toml}\"]\nstandfirst = \"{toml}\"\n\
         [[correction]]\ndate = 2025-03-01\ntext = \"{toml}\"\n+++\n## Heading {evil}\n\nText.\n"
    );
    let entry = invented::entry(&site, "content/2025-02-26-talks.md", &text, &[]);
    let pages = invented::pages(&invented::digest(site, vec![entry]), &invented::theme());
    for (path, page) in parsed(&pages) {
        let own = page.tags.iter().filter(|tag| tag.name == "script");
        for tag in own {
            assert!(tag.attributes.contains_key("type") || tag.attributes.contains_key("src"));
        }
        for script in &page.scripts {
            assert!(
                !script.contains(['<', '>', '&', '\u{2028}', '\u{2029}']),
                "{path}"
            );
        }
        if path != "404.html" {
            graph(&page);
        }
    }
    let parsed = parsed(&pages);
    let graph = graph(&parsed["2025/02/26/talks/index.html"]);
    assert_eq!(of_type(&graph, "NewsArticle")["author"]["name"], evil);
}

#[test]
fn a_card_shows_what_the_page_is() {
    let pages = invented::built(invented::site());
    let parsed = parsed(&pages);
    let meta = |path: &str, name: &str| {
        let tag = parsed[path].tags.iter().find(|tag| {
            let of = tag
                .attributes
                .get("property")
                .or(tag.attributes.get("name"));
            of.is_some_and(|of| of == name)
        });
        tag.map(|tag| tag.attributes["content"].clone())
    };
    let article = "2025/02/26/talks/index.html";
    for (name, content) in [
        ("og:type", "article"),
        ("og:title", "Talks on the Lomna end without a paper"),
        ("og:description", "Two days, three rooms."),
        ("og:url", "https://digest.example/lomna/2025/02/26/talks/"),
        ("og:site_name", "The Lomna Digest"),
        ("article:published_time", "2025-02-26"),
        ("article:modified_time", "2025-02-27"),
        ("twitter:card", "summary"),
    ] {
        assert_eq!(meta(article, name).as_deref(), Some(content), "{name}");
    }
    assert_eq!(meta("index.html", "og:type").as_deref(), Some("website"));
    assert_eq!(
        meta("speakers/jonas-wiek/index.html", "og:type").as_deref(),
        Some("profile")
    );
    assert_eq!(meta("404.html", "og:url"), None);
}

#[test]
fn a_site_without_an_address_says_nothing() {
    let pages = invented::built(Site {
        base_url: None,
        ..invented::site()
    });
    for (path, page) in parsed(&pages) {
        let said = page
            .tags
            .iter()
            .any(|tag| tag.attributes.contains_key("property"));
        let has_json = page.tags.iter().any(|tag| {
            tag.attributes
                .get("type")
                .is_some_and(|kind| kind == "application/ld+json")
        });
        assert!(!said && !has_json, "{path}");
    }
}
