//! Search engines are told of every page, by the address under which it is to be shown.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that can not go on fails"
)]

mod invented;

use dateline::config::Site;
use dateline::render::{Renderer, Theme};
use invented::html::parse;
use std::collections::{BTreeMap, BTreeSet};

type Pages = BTreeMap<String, Vec<u8>>;

fn text<'p>(pages: &'p Pages, path: &str) -> &'p str {
    std::str::from_utf8(&pages[path]).unwrap()
}

/// What stands in each element of this name.
fn all<'x>(xml: &'x str, name: &str) -> Vec<&'x str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let found = xml.split(&*open).skip(1);
    found
        .map(|rest| rest.split(&*close).next().unwrap())
        .collect()
}

fn canonical(path: &str, bytes: &[u8]) -> Option<String> {
    let page = parse(path, std::str::from_utf8(bytes).unwrap());
    let link = page.tags.iter().find(|tag| {
        tag.attributes
            .get("rel")
            .is_some_and(|rel| rel == "canonical")
    });
    link.map(|tag| tag.attributes["href"].clone())
}

#[test]
fn every_page_is_listed_once_under_its_canonical_address() {
    for portable in [false, true] {
        let pages = invented::built(Site {
            portable,
            ..invented::site()
        });
        let listed = all(text(&pages, "sitemap.xml"), "loc");
        let once: BTreeSet<String> = listed.iter().map(|&at| at.to_owned()).collect();
        assert_eq!(once.len(), listed.len());
        let html = pages.iter().filter(|(path, _)| path.ends_with(".html"));
        let shown: BTreeSet<String> = html
            .filter_map(|(path, bytes)| canonical(path, bytes))
            .collect();
        assert_eq!(once, shown);
    }
}

#[test]
fn a_page_is_as_old_as_what_it_shows() {
    let pages = invented::built(invented::site());
    let urls = all(text(&pages, "sitemap.xml"), "url");
    let lastmod = |path: &str| {
        let loc = format!("<loc>https://digest.example/lomna/{path}</loc>");
        let url = urls.iter().find(|url| url.contains(&loc)).unwrap();
        all(url, "lastmod").first().copied()
    };
    assert_eq!(lastmod(""), Some("2025-02-28"));
    assert_eq!(lastmod("2025/02/26/talks/"), Some("2025-02-27"));
    assert_eq!(lastmod("2025/02/26/talks/the-map/"), Some("2025-02-27"));
    assert_eq!(lastmod("topics/river-disputes/"), Some("2025-02-28"));
    assert_eq!(lastmod("speakers/jonas-wiek/"), Some("2025-02-28"));
    assert_eq!(lastmod("archive/2024/08/"), Some("2024-08-12"));
    assert_eq!(lastmod("undated/letter/"), None);
}

#[test]
fn past_fifty_thousand_pages_parts_are_listed() {
    let site = invented::site();
    let mut article = String::from("# Many\n\n");
    for n in 0..50_010 {
        article += &format!("## Part {n}\n\nText.\n\n");
    }
    let entry = invented::entry(&site, "content/2025-02-28-many.md", &article, &[]);
    let digest = invented::digest(site, vec![entry]);
    let theme = invented::theme();
    let renderer = Renderer::new(&digest, &theme);
    let sitemaps = renderer
        .pages()
        .filter(|page| page.path.starts_with("sitemap"));
    let pages: Pages = sitemaps
        .map(|planned| renderer.render(&planned).unwrap())
        .map(|page| (page.path, page.bytes))
        .collect();
    assert_eq!(
        pages.keys().collect::<Vec<_>>(),
        ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    );
    let index = text(&pages, "sitemap.xml");
    assert_eq!(
        all(index, "loc"),
        [
            "https://digest.example/lomna/sitemap-1.xml",
            "https://digest.example/lomna/sitemap-2.xml"
        ]
    );
    assert_eq!(all(index, "lastmod"), ["2025-02-28", "2025-02-28"]);
    let parts = ["sitemap-1.xml", "sitemap-2.xml"].map(|path| all(text(&pages, path), "loc"));
    assert_eq!(parts[0].len(), 50_000);
    let listed: BTreeSet<&str> = parts.iter().flatten().copied().collect();
    assert_eq!(listed.len(), parts[0].len() + parts[1].len());
    let html = renderer.pages().filter(|page| page.path.ends_with(".html"));
    assert_eq!(
        listed.len() + 1,
        html.count(),
        "all but the page of what is not there"
    );
}

#[test]
fn news_is_what_the_newest_article_and_two_days_before_it_brought() {
    let site = Site {
        title: "Lomna & <Vestra>".into(),
        language: "pt-BR".into(),
        ..invented::site()
    };
    let of = |date: &str| {
        let path = format!("content/{date}-a.md");
        invented::entry(&site, &path, &format!("# On {date}\n\nText.\n"), &[])
    };
    let dates = ["2024-03-01", "2024-02-29", "2024-02-28", "2024-02-27"];
    let mut entries: Vec<_> = dates.map(of).into();
    entries.push(invented::entry(
        &site,
        "content/letter.txt",
        "A letter\n\nText.",
        &[],
    ));
    let pages = invented::pages(&invented::digest(site, entries), &invented::theme());
    let news = text(&pages, "news-sitemap.xml");
    assert_eq!(all(news, "news:publication_date"), &dates[..3]);
    assert_eq!(all(news, "news:title")[0], "On 2024-03-01");
    assert_eq!(all(news, "news:name")[0], "Lomna &amp; &lt;Vestra&gt;");
    assert_eq!(all(news, "news:language")[0], "pt");
}

#[test]
fn robots_are_led_to_the_sitemaps() {
    let pages = invented::built(invented::site());
    assert_eq!(
        text(&pages, "robots.txt"),
        "User-agent: *\nAllow: /\n\nSitemap: https://digest.example/lomna/sitemap.xml\n\
         Sitemap: https://digest.example/lomna/news-sitemap.xml\n"
    );
    insta::assert_snapshot!("humans", text(&pages, "humans.txt"));
}

#[test]
fn a_site_without_an_address_has_none() {
    let pages = invented::built(Site {
        base_url: None,
        ..invented::site()
    });
    let made = pages
        .keys()
        .filter(|path| path.contains("sitemap") || *path == "robots.txt");
    assert_eq!(made.count(), 0);
}

#[test]
fn the_sites_own_robots_txt_stands_in_place_of_ours() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("static")).unwrap();
    for name in ["robots.txt", "humans.txt"] {
        std::fs::write(folder.path().join("static").join(name), "our own\n").unwrap();
    }
    let theme = Theme::load(folder.path(), "en").unwrap();
    let site = invented::site();
    let entries = invented::entries(&site);
    let pages = invented::pages(&invented::digest(site, entries), &theme);
    assert_eq!(text(&pages, "robots.txt"), "our own\n");
    assert_eq!(text(&pages, "humans.txt"), "our own\n");
}
