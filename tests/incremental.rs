//! A build that makes only what has changed gives what a build from nothing gives, to the byte: after any edits, of any
//! kind, in any order.

#![allow(clippy::unwrap_used, reason = "a test that can not go on fails")]

mod program;

use program::{Site, stderr};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;

/// What is quoted, and by whom: some of them namesakes, some with roles, some without a name.
const WORDS: [&str; 6] = [
    "“The bridge is open, and it will stay open,” said Mira Kovač, mayor of Vestra.",
    "Oskar Lind, the harbour master, called the crossing “a small miracle.”",
    "“Nobody pays more than last year,” Lind told reporters.",
    "“We were told to wait,” said a driver. “So we waited.”",
    "The ministry of transport said in a statement: “All lorries will cross by Friday.”",
    "“It is cold on the deck,” said Anna Lind.",
];
const TOPICS: [&str; 3] = ["Orla crossing", "Harbour", "Budget"];
const HEADLINES: [&str; 4] = [
    "Ferry line to Vestra opens again",
    "Council votes on the quay",
    "Winter comes early to the Orla",
    "Lorries queue at the bridge",
];

/// One edit of a site's files.
#[derive(Clone, Debug)]
enum Edit {
    /// Puts an article: its number, date, headline, topic, and what is quoted in it.
    Put(u8, u8, u8, u8, Vec<u8>),
    /// Adds a paragraph.
    Append(u8, u8),
    Delete(u8),
    Rename(u8),
    Correct(u8),
    Template(u8),
    Register(u8),
    Settings(u8),
    Language(bool),
    Static(u8),
    OwnPage(u8),
    /// Spoils what builds keep.
    Spoil(u8),
    Nothing,
}

fn edit() -> impl Strategy<Value = Edit> {
    let n = || 0_u8..8;
    prop_oneof![
        4 => (n(), n(), n(), n(), vec(n(), 1..5)).prop_map(|(a, b, c, d, e)| Edit::Put(a, b, c, d, e)),
        4 => (n(), n()).prop_map(|(a, b)| Edit::Append(a, b)),
        1 => n().prop_map(Edit::Delete),
        1 => n().prop_map(Edit::Rename),
        1 => n().prop_map(Edit::Correct),
        1 => n().prop_map(Edit::Template),
        1 => n().prop_map(Edit::Register),
        2 => n().prop_map(Edit::Settings),
        1 => any::<bool>().prop_map(Edit::Language),
        1 => n().prop_map(Edit::Static),
        1 => n().prop_map(Edit::OwnPage),
        1 => n().prop_map(Edit::Spoil),
        1 => Just(Edit::Nothing),
    ]
}

/// A site's files by path.
type Sources = BTreeMap<String, String>;

fn article(number: u8) -> impl Fn(&String) -> bool {
    let name = format!("article-{number}");
    move |path: &String| path.contains(&name)
}

fn apply(edit: &Edit, files: &mut Sources) {
    let one = |list: &[&'static str], n: u8| list[usize::from(n) % list.len()];
    let find =
        |files: &Sources, number: u8| files.keys().find(|path| article(number)(path)).cloned();
    match edit {
        Edit::Put(number, date, headline, topic, words) => {
            files.retain(|path, _| !article(*number)(path));
            let date = match date {
                0 => String::new(),
                date => format!("date = 2031-0{}-1{date}\n", 1 + date % 3),
            };
            let mut text = format!(
                "+++\n{date}topics = [\"{}\"]\nsource_url = \"https://example.org/{number}\"\n+++\n{}\n\nThe crossing had been shut since the floods.\n",
                one(&TOPICS, *topic),
                one(&HEADLINES, *headline),
            );
            for (n, word) in words.iter().enumerate() {
                if n % 2 == 1 {
                    text.push_str(&format!("\n## Part {n}\n"));
                }
                text.push_str(&format!("\n{}\n", one(&WORDS, *word)));
            }
            files.insert(format!("content/article-{number}.md"), text);
        }
        Edit::Append(number, word) => {
            if let Some(path) = find(files, *number) {
                let text = files.get_mut(&path).unwrap();
                text.push_str(&format!("\n{}\n", one(&WORDS, *word)));
            }
        }
        Edit::Delete(number) => files.retain(|path, _| !article(*number)(path)),
        Edit::Rename(number) => {
            if let Some(path) = find(files, *number) {
                let text = files.remove(&path).unwrap();
                let path = match path.strip_prefix("content/moved/") {
                    Some(name) => format!("content/{name}"),
                    None => path.replace("content/", "content/moved/"),
                };
                files.insert(path, text);
            }
        }
        Edit::Correct(number) => {
            if let Some(path) = find(files, *number) {
                let text = files.get_mut(&path).unwrap();
                if let Some(at) = text
                    .find("+++\n\n")
                    .or_else(|| text[4..].find("+++").map(|at| at + 4))
                {
                    text.insert_str(
                        at,
                        "[[correction]]\ndate = 2031-05-01\ntext = \"The name was wrong.\"\n",
                    );
                }
            }
        }
        Edit::Template(n) => {
            let path = "templates/speaker.html".to_owned();
            match n % 3 {
                0 => files.remove(&path),
                n => files.insert(
                    path,
                    format!("<!doctype html>\n<title>{{{{ page.title }}}}</title>\n<p>{n} {{{{ quotations | length }}}}</p>\n"),
                ),
            };
        }
        Edit::Register(n) => {
            let path = "content/speakers.toml".to_owned();
            let text = match n % 4 {
                0 => "",
                1 => "[[speaker]]\nname = \"Mira Kovač\"\nrole = \"mayor\"\nwikidata = \"Q42\"\n",
                2 => "[[speaker]]\nname = \"Oskar Lind\"\nalso = [\"Anna Lind\"]\n",
                _ => "[[speaker]]\nname = \"Mira K. Kovač\"\nalso = [\"Mira Kovač\"]\n",
            };
            files.insert(path, text.to_owned());
        }
        Edit::Settings(n) => {
            let more = match n {
                0 => "",
                1 => "title = \"Orla Digest\"\n",
                2 => "base_url = \"https://example.org/digest/\"\n",
                3 => "base_url = \"https://example.org/\"\n[feeds]\nlength = 2\n",
                4 => "portable = true\n",
                5 => "topics = [\"Budget\", \"Harbour\"]\n",
                6 => "language = \"uk\"\nsearch = false\n",
                _ => "[quotes]\nthreshold = 0.97\n",
            };
            files.insert("site.toml".to_owned(), format!("per_page = 2\n{more}"));
        }
        Edit::Language(on) => {
            let path = "languages/en.toml".to_owned();
            match on {
                true => files.insert(path, "archive = \"Older\"\n".to_owned()),
                false => files.remove(&path),
            };
        }
        Edit::Static(n) => {
            files.insert(
                "static/style.css".to_owned(),
                format!("p {{ margin: {n}em }}\n"),
            );
        }
        Edit::OwnPage(n) => {
            files.insert(
                "pages/about.md".to_owned(),
                format!("# About us\n\nVersion {n}.\n"),
            );
        }
        Edit::Spoil(_) | Edit::Nothing => {}
    }
}

fn write(site: &Site, files: &Sources) {
    for folder in ["content", "templates", "static", "pages", "languages"] {
        let _ = fs::remove_dir_all(site.path(folder));
    }
    let _ = fs::remove_file(site.path("site.toml"));
    for (path, text) in files {
        site.write(path, text);
    }
}

/// Cuts a file in two that builds keep.
fn spoil(site: &Site, n: u8) {
    let folder = ["entries", "published"][usize::from(n) % 2];
    let Ok(kept) = site.path(".dateline").join(folder).read_dir() else {
        return;
    };
    let mut kept: Vec<_> = kept.map(|entry| entry.unwrap().path()).collect();
    kept.retain(|path| path.is_file());
    kept.sort();
    if let Some(path) = kept.get(usize::from(n) % kept.len().max(1)) {
        let bytes = fs::read(path).unwrap();
        fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
    }
}

/// How many chains are tried: as many as `DATELINE_CHAINS` says.
fn chains() -> u32 {
    let asked = std::env::var("DATELINE_CHAINS").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(3)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: chains(), max_shrink_iters: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_chain_of_builds_gives_what_one_gives(edits in vec(edit(), 6..10)) {
        let site = Site::empty();
        let mut files = Sources::new();
        apply(&Edit::Settings(2), &mut files);
        for number in 0..6 {
            let words = vec![number, number + 1, number + 2];
            apply(&Edit::Put(number, 1 + number % 4, number, number, words), &mut files);
        }
        write(&site, &files);
        site.build();
        for edit in &edits {
            let mut next = files.clone();
            apply(edit, &mut next);
            write(&site, &next);
            if let Edit::Spoil(n) = edit {
                spoil(&site, *n);
            }
            let output = site.run(&["build"]);
            let clean = Site::empty();
            write(&clean, &next);
            let expected = clean.run(&["build"]);
            let said = stderr(&output);
            let errors: Vec<&str> = said.lines().filter(|line| line.starts_with("error")).collect();
            prop_assert_eq!(output.status.code(), expected.status.code(), "{:?} after {:?}", errors, edit);
            if !expected.status.success() {
                // What an editor can't build is not published: the site stays as it was.
                write(&site, &files);
                continue;
            }
            let (built, expected) = (site.tree("public"), clean.tree("public"));
            let paths = |tree: &program::Tree| tree.keys().cloned().collect::<Vec<_>>();
            prop_assert_eq!(paths(&built), paths(&expected), "after {:?}", edit);
            for (path, bytes) in &expected {
                prop_assert!(&built[path] == bytes, "{path} differs after {edit:?}");
            }
            files = next;
        }
    }
}
