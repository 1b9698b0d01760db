//! The pages in a real browser, without a window: nothing runs over the edge, text stands out, nothing complains, nothing
//! is asked of another host.
//!
//! Where no browser is installed the test is passed over with a message; where `CI` is set that is a failure. `BROWSER`
//! names the program to run when it is not found by itself.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that can not go on fails"
)]
#![cfg(unix)]

mod devtools;
mod editors_day;
mod finding;
mod review;
mod server;

#[path = "../invented/mod.rs"]
mod invented;
#[path = "../program/mod.rs"]
mod program;
#[path = "../preview/running.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod running;

use dateline::config::{Register, Site};
use dateline::render::Renderer;
use dateline::{article, quotes, source};
use devtools::{Browser, Tab};
use std::collections::BTreeMap;
use std::path::Path;

/// How many pages of each kind are looked at.
const OF_A_KIND: usize = 3;

/// What WCAG 2.2 asks of text at level AA.
const LEAST_CONTRAST: f64 = 4.5;

/// The articles that ship with the program and the invented ones, on one site.
fn site(is_portable: bool) -> BTreeMap<String, Vec<u8>> {
    let site = Site {
        per_page: 20.try_into().unwrap(),
        portable: is_portable,
        search: true,
        ..invented::site()
    };
    let mut entries = invented::entries(&site);
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    for (path, shown) in source::walk(&content, "content").unwrap().documents {
        let document = source::load(&path, &shown).unwrap();
        let (article, _) = article::read(&document, &site);
        entries.push(quotes::read(document, article, &site, &Register::default()).0);
    }
    let digest = invented::digest(site, entries);
    let theme = invented::theme();
    let renderer = Renderer::new(&digest, &theme);
    let pages = renderer.pages();
    let pages = pages.map(|planned| renderer.render(&planned).unwrap());
    pages.map(|page| (page.path, page.bytes)).collect()
}

/// A folder with these pages in it; removed at the end of the test.
fn folder_of(pages: BTreeMap<String, Vec<u8>>) -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    for (path, bytes) in pages {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

/// Some pages of each kind: the kind is the class of the page's body.
fn samples(pages: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut samples = Vec::new();
    for (path, bytes) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        let kind = html.split("<body class=\"").nth(1).unwrap();
        let kind = kind.split('"').next().unwrap();
        let count = seen.entry(kind).or_default();
        *count += 1;
        if *count <= OF_A_KIND {
            samples.push(&**path);
        }
    }
    assert_eq!(seen.len(), 12, "{seen:?}");
    samples
}

fn number(tab: &mut Tab, expression: &str) -> i64 {
    tab.evaluate(expression)
        .as_i64()
        .unwrap_or_else(|| panic!("{expression} is no number"))
}

#[test]
fn pages_hold_in_a_browser() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let pages = site(false);
    let samples = samples(&pages);
    let server = server::serve(pages.clone(), "/lomna/");
    let axe = axe();
    let mut backgrounds = BTreeMap::new();
    for width in [320, 768, 1440] {
        for scheme in ["light", "dark"] {
            let mut tab = browser.open_tab();
            tab.show_as(width, scheme);
            for path in &samples {
                let address = format!("{}{path}", server.address);
                tab.load(&address);
                let at = format!("{path} at {width} px, {scheme}");
                let over = number(
                    &mut tab,
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
                );
                assert_eq!(
                    over,
                    0,
                    "{at}: runs over the edge by {over} px; widest: {}",
                    tab.evaluate(WIDEST)
                );
                let unstyled = number(&mut tab, "document.styleSheets.length - 1");
                assert_eq!(unstyled, 0, "{at}: has no style");
                let background = tab.evaluate("getComputedStyle(document.body).backgroundColor");
                backgrounds.insert(scheme, background.to_string());
                let contrast = tab.evaluate(include_str!("contrast.js"));
                let ratio = contrast[0].as_f64().unwrap();
                assert!(ratio >= LEAST_CONTRAST, "{at}: {contrast}");
                if let Some(axe) = &axe {
                    tab.evaluate(axe);
                    let found = tab.evaluate(VIOLATIONS);
                    assert_eq!(found, serde_json::json!([]), "{at}");
                }
                assert_eq!(tab.complaints(), Vec::<String>::new(), "{at}");
                for asked in tab.requests() {
                    assert!(asked.starts_with(&server.address), "{at}: asks for {asked}");
                }
            }
        }
    }
    assert_ne!(backgrounds["light"], backgrounds["dark"]);
}

/// What breaks the rules of axe-core, the first element of each with its rule. How large a target is axe itself leaves out,
/// Lighthouse does not.
const VIOLATIONS: &str = "axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })\
    .then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))";

/// The script of axe-core, which checks a page's accessibility; `AXE_CORE` says where it is.
fn axe() -> Option<String> {
    let Some(file) = std::env::var_os("AXE_CORE") else {
        println!("axe-core is not looked for: AXE_CORE does not say where axe.min.js is");
        return None;
    };
    // What the script itself gives can't be brought over.
    Some(std::fs::read_to_string(file).unwrap() + "\n;0")
}

/// The element that reaches farthest to the right.
const WIDEST: &str = "[...document.querySelectorAll('*')].map(e => [e.getBoundingClientRect().right, e.outerHTML.slice(0, 80)])\
    .sort((a, b) => b[0] - a[0])[0].join(' ')";

#[test]
fn a_quotation_s_link_leads_to_its_words() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let server = server::serve(site(false), "/lomna/");
    let mut tab = browser.open_tab();
    tab.show_as(390, "light");
    tab.load(&format!("{}speakers/tomas-orn/index.html", server.address));
    let link = tab.evaluate("document.querySelector('.quote .meta a').href");
    tab.load(link.as_str().unwrap());
    let words = tab.evaluate("document.querySelector(':target').innerText");
    assert_eq!(words, "“We agree on the second point only,”");
}

#[test]
fn a_portable_site_is_read_from_its_folder() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let folder = folder_of(site(true));
    let mut tab = browser.open_tab();
    tab.show_as(390, "light");
    tab.load(&format!("file://{}/index.html", folder.path().display()));
    for link in [
        ".lead h2 a",
        ".permalink",
        ".attribution a",
        ".quote .meta a",
        ".nameplate a",
    ] {
        let address = tab.evaluate(&format!("document.querySelector('{link}').href"));
        tab.load(address.as_str().unwrap());
        assert_eq!(tab.complaints(), Vec::<String>::new(), "{address}");
        let unstyled = number(&mut tab, "document.styleSheets.length - 1");
        assert_eq!(unstyled, 0, "{address}: has no style");
    }
    assert_eq!(tab.evaluate("document.body.className"), "home");
}
