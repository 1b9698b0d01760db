//! Feeds are what RFC 4287 and JSON Feed 1.1 ask for, hold whole articles, and show a reader nothing twice.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that can not go on fails"
)]

mod invented;

use dateline::config::{FeedLength, Site};
use feed_rs::model::{Entry, Feed};
use std::collections::{BTreeMap, BTreeSet};

type Pages = BTreeMap<String, Vec<u8>>;

const BASE: &str = "https://digest.example/lomna/";

fn parsed(pages: &Pages, path: &str) -> Feed {
    let bytes = pages
        .get(path)
        .unwrap_or_else(|| panic!("no {path} among {:?}", pages.keys()));
    feed_rs::parser::parse(&bytes[..]).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn feeds(pages: &Pages) -> impl Iterator<Item = &str> {
    let paths = pages.keys().map(|path| &**path);
    paths.filter(|path| path.ends_with("feed.xml") || path.ends_with("feed.json"))
}

fn html(entry: &Entry) -> &str {
    entry.content.as_ref().unwrap().body.as_ref().unwrap()
}

#[test]
fn there_is_one_for_the_site_each_topic_each_named_speaker_and_corrections() {
    let pages = invented::built(invented::site());
    let paths: Vec<&str> = feeds(&pages).filter(|p| p.ends_with("xml")).collect();
    assert_eq!(
        paths,
        [
            "corrections/feed.xml",
            "feed.xml",
            "speakers/jonas-wiek/feed.xml",
            "speakers/lomna-river-authority/feed.xml",
            "speakers/mira-kovac/feed.xml",
            "speakers/tomas-orn/feed.xml",
            "topics/river-disputes/feed.xml",
            "topics/world/feed.xml",
        ]
    );
    for path in paths {
        assert!(pages.contains_key(&path.replace("feed.xml", "feed.json")));
    }
}

#[test]
fn each_has_what_the_specifications_demand() {
    let pages = invented::built(invented::site());
    for path in feeds(&pages) {
        let feed = parsed(&pages, path);
        assert!(feed.title.is_some(), "{path}");
        let own = format!("{BASE}{path}");
        assert!(feed.links.iter().any(|link| link.href == own), "{path}");
        let mut ids = BTreeSet::new();
        for entry in &feed.entries {
            assert!(ids.insert(entry.id.clone()), "{path}: {} twice", entry.id);
            assert!(entry.id.starts_with(BASE), "{path}: {}", entry.id);
            assert!(entry.title.as_ref().is_some_and(|t| !t.content.is_empty()));
            let (published, updated) = (entry.published.unwrap(), entry.updated.unwrap());
            assert!(published <= updated, "{path}");
            assert!(entry.links[0].href.starts_with(BASE), "{path}");
            assert!(!html(entry).is_empty(), "{path}");
        }
    }
    let atom = std::str::from_utf8(&pages["feed.xml"]).unwrap();
    for demanded in ["<id>", "<updated>", "<author>", "rel=\"self\""] {
        assert!(atom.contains(demanded), "{demanded}");
    }
    let json: serde_json::Value = serde_json::from_slice(&pages["feed.json"]).unwrap();
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(json["feed_url"], format!("{BASE}feed.json"));
}

#[test]
fn both_forms_say_the_same() {
    let pages = invented::built(invented::site());
    for path in feeds(&pages).filter(|path| path.ends_with("xml")) {
        let atom = parsed(&pages, path);
        let json = parsed(&pages, &path.replace("feed.xml", "feed.json"));
        assert_eq!(atom.title.unwrap().content, json.title.unwrap().content);
        assert_eq!(atom.entries.len(), json.entries.len());
        for (a, b) in atom.entries.iter().zip(&json.entries) {
            assert_eq!(a.id, b.id);
            assert_eq!((a.published, a.updated), (b.published, b.updated));
            assert_eq!(html(a), html(b));
            assert_eq!(
                a.title.as_ref().unwrap().content,
                b.title.as_ref().unwrap().content
            );
        }
    }
}

#[test]
fn articles_are_whole_and_newest_first_and_the_undated_left_out() {
    let pages = invented::built(invented::site());
    let feed = parsed(&pages, "feed.xml");
    let ids: Vec<&str> = feed.entries.iter().map(|e| &*e.id).collect();
    assert_eq!(
        ids,
        [
            "https://digest.example/lomna/2025/02/28/bridge/",
            "https://digest.example/lomna/2025/02/26/talks/",
            "https://digest.example/lomna/2024/08/12/harvest/",
            "https://digest.example/lomna/2024/02/28/closed/",
        ]
    );
    let talks = html(&feed.entries[1]);
    for part in [
        "Two days, three rooms.",
        "<h2>Three points</h2>",
        "“Water is <em>not</em> a weapon,”",
        "Vestra --- Lomna --- Orn",
        "the number of rooms as two.",
        "href=\"https://digest.example/lomna/topics/\"",
        "href=\"https://digest.example/lomna/2025/02/26/talks/#three-points\"",
        "href=\"https://digest.example/lomna/speakers/tomas-orn/\"",
        "href=\"https://courier.example/protocol\"",
    ] {
        assert!(talks.contains(part), "{part} in {talks}");
    }
    assert!(!talks.contains("<aside"), "{talks}");
    let via = feed.entries[1]
        .links
        .iter()
        .find(|l| l.rel.as_deref() == Some("via"));
    assert_eq!(via.unwrap().href, "https://courier.example/talks");
}

#[test]
fn every_link_is_whole() {
    let pages = invented::built(Site {
        portable: true,
        ..invented::site()
    });
    for path in feeds(&pages) {
        for entry in parsed(&pages, path).entries {
            for attribute in ["href=\"", "src=\"", "srcset=\""] {
                for address in html(&entry).split(attribute).skip(1) {
                    assert!(address.starts_with("https://"), "{path}: {address}");
                }
            }
            // An id does not hang on how links are written.
            assert!(!entry.id.contains("index.html"), "{path}");
        }
    }
}

#[test]
fn a_speakers_feed_holds_quotations() {
    let pages = invented::built(invented::site());
    let feed = parsed(&pages, "speakers/mira-kovac/feed.json");
    let first = &feed.entries[0];
    assert_eq!(first.id, format!("{BASE}2025/02/28/bridge/#q-1"));
    let whole = &feed.entries[2];
    assert_eq!(
        whole.title.as_ref().unwrap().content,
        "Mira Kovač: “We have waited for this since May,”"
    );
    assert!(html(whole).contains("<p>“We will not wait again.”</p><p>“Whoever closes"));
}

#[test]
fn corrections_have_a_feed_of_their_own() {
    let pages = invented::built(invented::site());
    let feed = parsed(&pages, "corrections/feed.xml");
    assert_eq!(feed.entries.len(), 1);
    let entry = &feed.entries[0];
    assert_eq!(
        entry.id,
        format!("{BASE}2025/02/26/talks/#correction-2025-02-27")
    );
    assert!(html(entry).contains("the number of rooms as two."));
}

fn of_one_article(site: Site, text: &str) -> Pages {
    let entry = invented::entry(&site, "content/2025-02-26-talks.md", text, &[]);
    invented::pages(&invented::digest(site, vec![entry]), &invented::theme())
}

#[test]
fn dates_are_days_of_the_sites_zone_and_change_with_the_text_alone() {
    let build = |front_matter: &str| {
        let text = format!("+++\n{front_matter}\n+++\n# Talks\n\nText.\n");
        let site = Site {
            time_zone: "Europe/Kyiv".into(),
            ..invented::site()
        };
        let pages = of_one_article(site, &text);
        String::from_utf8(pages["feed.xml"].clone()).unwrap()
    };
    let first = build("");
    assert_eq!(
        first.matches("<updated>2025-02-26T00:00:00+02:00<").count(),
        2
    );
    let updated = build("updated = 2025-06-01");
    assert_eq!(
        updated
            .matches("<updated>2025-06-01T00:00:00+03:00<")
            .count(),
        2
    );
    assert_eq!(
        updated
            .matches("<published>2025-02-26T00:00:00+02:00<")
            .count(),
        1
    );
    let corrected = build("[[correction]]\ndate = 2025-03-01\ntext = \"Two.\"");
    assert_eq!(
        corrected
            .matches("<updated>2025-03-01T00:00:00+02:00<")
            .count(),
        2
    );
}

#[test]
fn an_id_stays_when_words_change_and_when_the_site_moves() {
    let ids = |site: Site, text: &str| {
        let pages = of_one_article(site, text);
        let feeds = ["feed.xml", "corrections/feed.xml"].map(|path| parsed(&pages, path));
        let entries = feeds.iter().flat_map(|feed| &feed.entries);
        let mut ids: Vec<String> = entries.map(|entry| entry.id.clone()).collect();
        ids.extend(feeds.iter().map(|feed| feed.id.clone()));
        ids
    };
    let before = "+++\n[[correction]]\ndate = 2025-03-01\ntext = \"Two.\"\n+++\n# Talks\n\nText.\n";
    let after =
        "+++\n[[correction]]\ndate = 2025-03-01\ntext = \"Three.\"\n+++\n# Talks end\n\nMore.\n";
    let first = ids(invented::site(), before);
    assert_eq!(ids(invented::site(), after), first);
    let mut moved = Site {
        base_url: Some("https://news.example/".into()),
        ..invented::site()
    };
    moved.feeds.ids = Some(BASE.into());
    assert_eq!(ids(moved, before), first);
}

#[test]
fn a_feed_holds_so_many_of_the_newest() {
    let mut site = invented::site();
    site.feeds.length = FeedLength::try_from(2).unwrap();
    let pages = invented::built(site);
    assert_eq!(parsed(&pages, "feed.xml").entries.len(), 2);
    assert_eq!(
        parsed(&pages, "speakers/mira-kovac/feed.xml").entries.len(),
        2
    );
    assert!(FeedLength::try_from(0).is_err());
}

#[test]
fn pages_tell_of_their_feeds() {
    let pages = invented::built(invented::site());
    let links = |path: &str| {
        let page = invented::html::parse(path, std::str::from_utf8(&pages[path]).unwrap());
        let feeds = page.tags.iter().filter(|tag| {
            tag.attributes
                .get("rel")
                .is_some_and(|rel| rel == "alternate")
        });
        let hrefs = feeds.map(|tag| tag.attributes["href"].clone());
        hrefs.collect::<Vec<String>>()
    };
    assert_eq!(links("index.html"), ["./feed.xml", "./feed.json"]);
    assert_eq!(
        links("topics/world/index.html"),
        [
            "../../topics/world/feed.xml",
            "../../topics/world/feed.json",
            "../../feed.xml",
            "../../feed.json"
        ]
    );
}

#[test]
fn a_site_has_none_without_an_address_a_date_or_the_wish() {
    let mut unwished = invented::site();
    unwished.feeds.on = false;
    let nowhere = Site {
        base_url: None,
        ..invented::site()
    };
    for site in [unwished, nowhere] {
        let pages = invented::built(site);
        assert_eq!(feeds(&pages).count(), 0);
        let home = std::str::from_utf8(&pages["index.html"]).unwrap();
        assert!(!home.contains("feed."));
    }
    let entry = invented::entry(
        &invented::site(),
        "content/letter.txt",
        "A letter\n\nText.",
        &[],
    );
    let digest = invented::digest(invented::site(), vec![entry]);
    let pages = invented::pages(&digest, &invented::theme());
    assert_eq!(feeds(&pages).count(), 0);
}

#[test]
fn hostile_text_stays_text() {
    let evil = "<script>alert(1)</script> ]]> &amp; \u{1}\u{b}\u{fffe}\u{ffff}\u{202e} --> <!--";
    let toml = "<script>alert(1)</script> ]]> &amp; \\u0001\\u000b\\ufffe\\uffff\\u202e --> <!--";
    let site = Site {
        title: format!("Title {evil}"),
        description: evil.into(),
        ..invented::site()
    };
    let text = format!(
        "+++\ntitle = \"{toml}\"\nauthor = \"{toml}\"\ntopics = [\"{toml}\"]\nstandfirst = \"{toml}\"\n\
         source_url = \"javascript:alert(1)\"\n[[correction]]\ndate = 2025-03-01\ntext = \"{toml}\"\n+++\n{evil}\n"
    );
    let pages = of_one_article(site, &text);
    let shown = "<script>alert(1)</script> ]]> &amp;  --> <!--";
    for path in feeds(&pages) {
        let feed = parsed(&pages, path);
        let title = |t: &Option<feed_rs::model::Text>| t.as_ref().unwrap().content.clone();
        if path.ends_with("xml") {
            let title = title(&feed.title);
            assert!(
                title.ends_with(&format!("Title {shown}")),
                "{path}: {title}"
            );
        }
        for entry in &feed.entries {
            assert!(!html(entry).contains("<script"), "{path}");
            assert!(
                entry
                    .links
                    .iter()
                    .all(|link| !link.href.contains("javascript"))
            );
            assert!(!html(entry).contains('\u{202e}'), "{path}");
        }
    }
    assert_eq!(feeds(&pages).count(), 6);
}
