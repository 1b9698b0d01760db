//! Every link of a site leads to a page of it, and every fragment to an anchor there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that can not go on fails"
)]

mod invented;

use dateline::config::Site;
use dateline::render::Renderer;
use invented::html::{Parsed, parse};
use std::collections::{BTreeMap, BTreeSet};

fn parsed(pages: &BTreeMap<String, Vec<u8>>) -> BTreeMap<&str, Parsed> {
    pages
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (&**path, parse(path, std::str::from_utf8(bytes).unwrap())))
        .collect()
}

/// The file that `link` on the page at `from` means, and its fragment; none when it leads to another site.
fn resolve(
    from: &str,
    link: &str,
    root: &str,
    is_portable: bool,
) -> Option<(String, Option<String>)> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (path, fragment) = match link.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment.to_owned())),
        None => (link, None),
    };
    if path.is_empty() {
        return Some((from.to_owned(), fragment));
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    let relative = match path.strip_prefix(root).filter(|_| path.starts_with('/')) {
        Some(from_root) => {
            parts.clear();
            from_root
        }
        None => path,
    };
    assert!(!relative.starts_with('/'), "{from}: {link}");
    for part in relative.split('/') {
        match part {
            "." => {}
            ".." => assert!(
                parts.pop().is_some(),
                "{from}: {link} leads out of the site"
            ),
            part => parts.push(part),
        }
    }
    let mut file = parts.join("/");
    if file.is_empty() || file.ends_with('/') {
        assert!(
            !is_portable || path.starts_with('/'),
            "{from}: {link} names no file"
        );
        file.push_str("index.html");
    }
    Some((file, fragment))
}

fn check(site: Site, root: &str) {
    let is_portable = site.portable;
    let pages = invented::built(site);
    let parsed = parsed(&pages);
    let mut linked: BTreeSet<String> = BTreeSet::new();
    for (path, page) in &parsed {
        let links = page.all("a", "href").chain(page.all("link", "href"));
        for link in links {
            let Some((file, fragment)) = resolve(path, link, root, is_portable) else {
                continue;
            };
            assert!(
                pages.contains_key(&file),
                "{path}: {link} leads to no page ({file})"
            );
            if let Some(fragment) = fragment {
                let ids = parsed[&*file].ids();
                assert!(ids.contains(&&*fragment), "{path}: {link} has no anchor");
            }
            linked.insert(file);
        }
        let ids = page.ids();
        let different: BTreeSet<_> = ids.iter().collect();
        assert_eq!(
            different.len(),
            ids.len(),
            "{path}: an anchor stands twice: {ids:?}"
        );
    }
    for path in parsed.keys().filter(|path| **path != "404.html") {
        assert!(linked.contains(*path), "nothing links to {path}");
    }
}

#[test]
fn every_link_leads_to_a_page() {
    check(invented::site(), "/lomna/");
}

#[test]
fn every_link_names_a_file_in_a_portable_site() {
    let site = Site {
        portable: true,
        ..invented::site()
    };
    check(site, "/lomna/");
}

#[test]
fn long_pages_hold_the_same_links() {
    let mut site = invented::site();
    site.per_page = 50.try_into().unwrap();
    check(site, "/lomna/");
}

#[test]
fn a_site_without_an_address_or_an_article_is_whole() {
    let digest = invented::digest(Site::default(), Vec::new());
    let pages = invented::pages(&digest, &invented::theme());
    let parsed = parsed(&pages);
    for (path, page) in &parsed {
        for link in page.all("a", "href") {
            if let Some((file, _)) = resolve(path, link, "/", false) {
                assert!(pages.contains_key(&file), "{path}: {link}");
            }
        }
        assert_eq!(
            page.all("link", "rel")
                .filter(|rel| *rel == "canonical")
                .count(),
            0
        );
    }
}

#[test]
fn whole_addresses_count_from_where_the_site_will_stand() {
    let pages = invented::built(invented::site());
    let parsed = parsed(&pages);
    let canonical = |path: &str| {
        let page = &parsed[path];
        let tag = page.tags.iter().find(|tag| {
            tag.attributes
                .get("rel")
                .is_some_and(|rel| rel == "canonical")
        });
        tag.map(|tag| tag.attributes["href"].clone())
    };
    assert_eq!(
        canonical("index.html").as_deref(),
        Some("https://digest.example/lomna/")
    );
    assert_eq!(
        canonical("2025/02/26/talks/three-points/index.html").as_deref(),
        Some("https://digest.example/lomna/2025/02/26/talks/three-points/")
    );
    assert_eq!(canonical("404.html"), None);
    assert!(
        parsed["404.html"]
            .all("a", "href")
            .all(|link| link.starts_with("/lomna/")
                || link.starts_with('#')
                || link.contains("://"))
    );
}

#[test]
fn the_same_digest_gives_the_same_bytes() {
    let again = invented::built(invented::site());
    assert_eq!(invented::built(invented::site()), again);
}

#[test]
fn what_is_published() {
    let pages = invented::built(invented::site());
    let paths: Vec<&str> = pages.keys().map(|path| &**path).collect();
    insta::assert_snapshot!(paths.join("\n"));
}

#[test]
fn a_list_of_speakers_without_end_shows_the_most_quoted() {
    let site = invented::site();
    let letters: Vec<char> = ('a'..='z').collect();
    let mut text = String::from("Many speak at once in the square of Vestra today\n\n");
    let mut quotations = Vec::new();
    for n in 0..1010 {
        let name = format!("Ada K{}{}", letters[n / 26 % 26], letters[n % 26]);
        let name = format!("{name}{}", letters[n / 676]);
        text += &format!("“I am here and I stay here,” said {name}.\n\n");
        quotations.push(invented::said("I am here and I stay here,", &name, "said"));
    }
    let entry = invented::entry(&site, "content/2025-03-01-many.txt", &text, &quotations);
    let digest = invented::digest(site, vec![entry]);
    let theme = invented::theme();
    let renderer = Renderer::new(&digest, &theme);
    let planned = renderer
        .pages()
        .find(|page| page.path == "speakers/index.html");
    let page = renderer.render(&planned.unwrap()).unwrap();
    let page = parse(
        "speakers/index.html",
        std::str::from_utf8(&page.bytes).unwrap(),
    );
    let listed = page
        .all("a", "href")
        .filter(|href| href.starts_with("../speakers/ada-"));
    assert_eq!(listed.count(), 40);
    assert!(page.all("a", "href").any(|href| href == "../quotes/k/"));
    assert!(page.text.contains("All 1,010 under K"));
}
