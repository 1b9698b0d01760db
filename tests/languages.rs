//! Sites in other languages than English: not a word of the interface is left in English, text runs its way, dates and
//! addresses are the language's, and every link leads somewhere.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that can not go on fails"
)]

mod invented;

use invented::html::{Parsed, parse};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A site of `tests/sites/`, built by the program, with `changed` files laid over it.
fn built(name: &str, changed: &[(&str, &str)]) -> BTreeMap<String, String> {
    let folder = TempDir::new().unwrap();
    let site = repository().join("tests/sites").join(name);
    for file in files(&site) {
        put(
            folder.path(),
            &file,
            &std::fs::read_to_string(site.join(&file)).unwrap(),
        );
    }
    for (file, text) in changed {
        put(folder.path(), file, text);
    }
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["build", "--root"])
        .arg(folder.path())
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{report}");
    let public = folder.path().join("public");
    let pages = files(&public).into_iter().filter_map(|file| {
        let text = std::fs::read_to_string(public.join(&file)).ok()?;
        Some((file, text))
    });
    pages.collect()
}

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn put(folder: &Path, file: &str, text: &str) {
    let path = folder.join(file);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// The files below a folder, with `/` between the parts of their names.
fn files(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(folder).unwrap();
            files.push(name.to_str().unwrap().replace('\\', "/"));
        }
    }
    files
}

fn parsed(pages: &BTreeMap<String, String>) -> BTreeMap<&str, Parsed> {
    let pages = pages.iter().filter(|(path, _)| path.ends_with(".html"));
    pages
        .map(|(path, html)| (&**path, parse(path, html)))
        .collect()
}

/// The texts and attributes of a page that a reader sees or hears.
fn perceived(page: &Parsed) -> Vec<&str> {
    let texts = page.pieces.iter().filter(|(within, _)| {
        ![" script ", " style "]
            .iter()
            .any(|name| within.contains(name))
    });
    let mut all: Vec<&str> = texts.map(|(_, text)| &**text).collect();
    for tag in &page.tags {
        let names = [
            "aria-label",
            "aria-description",
            "title",
            "alt",
            "placeholder",
        ];
        all.extend(
            names
                .iter()
                .filter_map(|name| tag.attributes.get(*name))
                .map(|value| &**value),
        );
        let is_description = tag
            .attributes
            .get("name")
            .is_some_and(|name| name == "description");
        if is_description {
            all.extend(tag.attributes.get("content").map(|content| &**content));
        }
    }
    all
}

/// The articles of these sites hold no Latin letter: each that is seen would be the interface's.
fn assert_nothing_is_english(pages: &BTreeMap<&str, Parsed>) {
    let borrowed = ["cookie", "Atom", "JSON", "Feed", "RSS", "CSV"];
    for (path, page) in pages {
        for text in perceived(page) {
            let mut words = text.split(|c: char| !c.is_ascii_alphabetic());
            let left = words.find(|word| !word.is_empty() && !borrowed.contains(word));
            assert_eq!(left, None, "{path}: {text:?}");
        }
    }
}

fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn assert_links_lead_somewhere(pages: &BTreeMap<&str, Parsed>, files: &BTreeMap<String, String>) {
    for (from, page) in pages {
        for link in page.all("a", "href").chain(page.all("link", "href")) {
            if link.contains("://") {
                continue;
            }
            let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
            assert!(path.is_ascii(), "{from}: {link} is not encoded");
            let mut parts: Vec<&str> = from.split('/').collect();
            parts.pop();
            if let Some(from_root) = path.strip_prefix('/') {
                parts = from_root.split('/').collect();
            } else {
                for part in path.split('/') {
                    match part {
                        "." => {}
                        ".." => assert!(parts.pop().is_some(), "{from}: {link}"),
                        part => parts.push(part),
                    }
                }
            }
            let mut file = decoded(&parts.join("/"));
            if path.is_empty() {
                (*from).clone_into(&mut file);
            } else if file.is_empty() || file.ends_with('/') {
                file.push_str("index.html");
            }
            assert!(
                files.contains_key(&file),
                "{from}: {link} leads to no page ({file})"
            );
            if !fragment.is_empty() {
                let anchor = decoded(fragment);
                assert!(
                    pages[&*file].ids().contains(&&*anchor),
                    "{from}: {link} has no anchor"
                );
            }
        }
    }
}

/// Each page with its language, what it is called, and the dates on it.
fn summary(pages: &BTreeMap<&str, Parsed>) -> String {
    let mut summary = String::new();
    for (path, page) in pages {
        let html = page.tags.iter().find(|tag| tag.name == "html").unwrap();
        let attribute = |name: &str| html.attributes.get(name).map_or("", |value| value);
        let text = |element: &str| -> BTreeSet<String> {
            let name = format!(" {element} ");
            let of = page
                .pieces
                .iter()
                .filter(|(within, _)| within.contains(&name));
            let texts = of.map(|(_, text)| text.trim().to_owned());
            texts.filter(|text| !text.is_empty()).collect()
        };
        let title: String = text("title").into_iter().collect();
        let dates: Vec<String> = text("time").into_iter().collect();
        writeln!(
            summary,
            "{path} [{} {}] {title} ({})",
            attribute("lang"),
            attribute("dir"),
            dates.join("; ")
        )
        .unwrap();
    }
    summary
}

#[test]
fn a_ukrainian_site_is_ukrainian_throughout() {
    let files = built("uk", &[]);
    let pages = parsed(&files);
    assert_nothing_is_english(&pages);
    assert_links_lead_somewhere(&pages, &files);
    insta::assert_snapshot!("uk", summary(&pages));
    let quotes = perceived(&pages["quotes/index.html"]).join(" ");
    assert!(quotes.contains("5 цитат"), "{quotes}");
    assert!(
        files["2025/02/28/міст/index.html"]
            .contains("«Міст відкрито, і ми більше його не закриємо»")
    );
}

#[test]
fn an_arabic_site_is_arabic_and_runs_from_right_to_left() {
    let files = built("ar", &[]);
    let pages = parsed(&files);
    assert_nothing_is_english(&pages);
    assert_links_lead_somewhere(&pages, &files);
    insta::assert_snapshot!("ar", summary(&pages));
    let quotes = perceived(&pages["quotes/index.html"]).join(" ");
    assert!(quotes.contains("3 اقتباسات"), "{quotes}");
}

#[test]
fn addresses_can_be_ascii_throughout() {
    for name in ["uk", "ar"] {
        let settings = repository().join(format!("tests/sites/{name}/site.toml"));
        let settings = std::fs::read_to_string(settings).unwrap();
        let ascii = settings.replace("\"unicode\"", "\"ascii\"");
        let files = built(name, &[("site.toml", &ascii)]);
        let pages = parsed(&files);
        assert!(
            files.keys().all(|path| path.is_ascii()),
            "{:?}",
            files.keys()
        );
        assert_links_lead_somewhere(&pages, &files);
        assert!(files.len() > 20);
    }
}

#[test]
fn a_text_in_another_language_is_marked_as_such() {
    let article = "+++\nlanguage = \"en\"\n+++\nThe bridge is open\n\n“The bridge is open,” said Mira Kovač, mayor of Vestra.\n";
    let files = built("ar", &[("content/2025-03-01-bridge.txt", article)]);
    let pages = parsed(&files);
    assert_links_lead_somewhere(&pages, &files);
    for (path, element) in [
        ("2025/03/01/bridge/index.html", "article"),
        ("index.html", "h2"),
        ("archive/2025/03/index.html", "h3"),
        ("speakers/mira-kovač/index.html", "blockquote"),
    ] {
        let page = &pages[path];
        let marked = page.tags.iter().any(|tag| {
            tag.name == element
                && tag.attributes.get("lang").is_some_and(|lang| lang == "en")
                && tag.attributes.get("dir").is_some_and(|dir| dir == "ltr")
        });
        assert!(marked, "{path}: {element}");
    }
    assert!(files.contains_key("quotes/k/index.html"));
}

#[test]
fn what_the_files_say_is_asked_for_and_what_is_asked_for_is_said() {
    let mut program = String::new();
    for folder in ["templates", "src"] {
        for file in files(&repository().join(folder)) {
            if file.ends_with(".html") || file.ends_with(".rs") {
                program.push_str(
                    &std::fs::read_to_string(repository().join(folder).join(&file)).unwrap(),
                );
            }
        }
    }
    let english = dateline::language::Language::english();
    for (key, _) in english.phrases() {
        let is_asked_for = ["\"", "'"]
            .iter()
            .any(|quote| program.contains(&format!("{quote}{key}{quote}")));
        assert!(is_asked_for, "nothing says `{key}`");
    }
    for asked in [
        "language.say(\"",
        "language.say_with(\"",
        "language().say(\"",
    ] {
        for (at, _) in program.match_indices(asked) {
            let key = program[at + asked.len()..].split('"').next().unwrap();
            assert!(english.phrase(key).is_some(), "no language has `{key}`");
        }
    }
}
