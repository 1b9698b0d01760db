//! No documents make a build fail in another way than by telling what is wrong: every page is made, each path once.

#![no_main]

use dateline::config::{Register, Site};
use dateline::render::{Renderer, Theme};
use dateline::slug::Slugs;
use dateline::{article, digest, quotes, source};
use libfuzzer_sys::fuzz_target;
use std::collections::HashSet;
use std::path::Path;
use std::sync::LazyLock;

static THEME: LazyLock<Theme> =
    LazyLock::new(|| Theme::load(Path::new("/nowhere"), "en").expect("the built-in theme"));

fuzz_target!(|bytes: &[u8]| {
    // The first byte chooses the settings; a form feed parts the documents, whose first line is the file's name.
    let Some((&first, bytes)) = bytes.split_first() else {
        return;
    };
    let site = Site {
        base_url: (first & 1 == 1).then(|| "https://example.org/digest/".to_owned()),
        portable: first & 2 == 2,
        slugs: if first & 4 == 4 {
            Slugs::Unicode
        } else {
            Slugs::Ascii
        },
        ..Site::default()
    };
    let register = Register::default();
    let mut names = HashSet::new();
    let mut entries = Vec::new();
    for document in bytes.split(|&byte| byte == b'\x0c').take(4) {
        let at = document
            .iter()
            .position(|&byte| byte == b'\n')
            .unwrap_or(document.len());
        let (name, body) = document.split_at(at);
        let name = String::from_utf8_lossy(name).replace(['/', '\\', '\0'], "");
        let ending = if name.len() % 2 == 1 { "md" } else { "txt" };
        let name = format!("content/{name}.{ending}");
        if !names.insert(name.clone()) {
            continue;
        }
        let Ok(document) = source::read(body, &name) else {
            continue;
        };
        let (article, _) = article::read(&document, &site);
        entries.push(quotes::read(document, article, &site, &register).0);
    }
    let (digest, diagnostics) = digest::join(site, &register, entries);
    if diagnostics.iter().any(|diagnostic| diagnostic.is_error()) {
        return;
    }
    let renderer = Renderer::without_index(&digest, &THEME);
    let mut paths = HashSet::new();
    for planned in renderer.pages() {
        assert!(
            paths.insert(planned.path.clone()),
            "{} is made twice",
            planned.path
        );
        let page = renderer
            .render(&planned)
            .expect("a page that the built-in theme can't show");
        if page.path.ends_with(".html") {
            let html = std::str::from_utf8(&page.bytes).expect("a page that is no text");
            assert!(html.trim_end().ends_with("</html>"), "{} is cut", page.path);
        } else if page.path.ends_with(".json") {
            serde_json::from_slice::<serde_json::Value>(&page.bytes).expect("JSON that is none");
        }
    }
});
