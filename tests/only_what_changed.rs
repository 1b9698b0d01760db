//! A build writes what changed and nothing else, and what stands in the folder then is what it would be had
//! nothing stood there before.

#![allow(clippy::unwrap_used, reason = "a test that can not go on fails")]

mod program;

use dateline::publish::{self, Failure, Lock, Output, Published};
use program::{Site, Tree};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;

fn publish(site: &Site, pages: &[(&str, &str)]) -> Result<Published, Failure<String>> {
    let paths: Vec<&str> = pages.iter().map(|(path, _)| *path).collect();
    let lock = Lock::take(&site.path(""), || ()).unwrap();
    let output = Output::open(&lock, &site.path("public"))?;
    publish::publish(output, &paths, |_| None, |n| Ok(pages[n].1.into()), || {})
}

#[test]
fn what_did_not_change_keeps_its_time() {
    let site = Site::empty();
    publish(
        &site,
        &[
            ("a/same.html", "same"),
            ("changed.html", "old"),
            ("tampered.html", "right"),
        ],
    )
    .unwrap();
    let file = |path: &str| site.path(&format!("public/{path}"));
    let time = |path: &str| file(path).metadata().unwrap().modified().unwrap();
    let (same, changed) = (time("a/same.html"), time("changed.html"));
    // As long as before, and changed since.
    fs::write(file("tampered.html"), "wrong").unwrap();
    let tampered = fs::File::options()
        .write(true)
        .open(file("tampered.html"))
        .unwrap();
    tampered.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    drop(tampered);
    let pages = [
        ("a/same.html", "same"),
        ("changed.html", "new"),
        ("tampered.html", "right"),
    ];
    let published = publish(&site, &pages).unwrap();
    assert_eq!((published.files, published.unchanged), (3, 1));
    assert_eq!(time("a/same.html"), same);
    assert_ne!(time("changed.html"), changed);
    assert_eq!(site.read("public/tampered.html"), "right");
}

/// A new site comes in a folder of its own; the same one stays in the old one's.
#[cfg(unix)]
#[test]
fn a_site_that_stands_is_left_alone() {
    use std::os::unix::fs::MetadataExt;
    let site = Site::empty();
    let pages = [("a/b.html", "b"), ("index.html", "front")];
    let publish = |pages: &[(&str, &str)]| {
        publish(&site, pages).unwrap();
        site.path("public").metadata().unwrap().ino()
    };
    let stands = publish(&pages);
    site.write("public/CNAME", "ferry.example\n");
    assert_eq!(publish(&pages), stands);
    assert_eq!(site.read("public/CNAME"), "ferry.example\n");
    assert_ne!(
        publish(&[("a/b.html", "b"), ("index.html", "other")]),
        stands
    );
    let stands = publish(&pages);
    assert_ne!(publish(&pages[..1]), stands, "a page less");
    let stands = publish(&pages);
    fs::remove_file(site.path("public/a/b.html")).unwrap();
    assert_ne!(publish(&pages), stands, "a file was taken away");
    assert_eq!(site.read("public/a/b.html"), "b");
}

#[test]
fn a_full_build_writes_every_file_anew() {
    let site = Site::of_one_article();
    site.build();
    let style = site.path("public/style.css");
    let (first, link) = (site.tree("public"), site.path("style.css"));
    fs::hard_link(&style, &link).unwrap();
    let are_one = || {
        fs::write(&link, "seen through both").unwrap();
        fs::read_to_string(&style).unwrap() == "seen through both"
    };
    assert_eq!(site.run(&["build", "--full"]).status.code(), Some(0));
    assert!(!are_one());
    assert!(site.tree("public") == first);
}

/// What happens to a site between two builds, and what the second one makes.
#[derive(Clone, Debug)]
struct Step {
    pages: BTreeMap<&'static str, &'static str>,
    /// Files put there or changed by hand.
    put: BTreeMap<&'static str, &'static str>,
    /// A file or folder taken away by hand.
    taken: Option<&'static str>,
}

/// Some of these are files in one site and folders in another.
const PAGES: [&str; 8] = [
    "index.html",
    "a",
    "a/index.html",
    "a/b",
    "a/b/c.html",
    "d/e/f/g.html",
    "d/e",
    "d/h.html",
];
const BY_HAND: [&str; 5] = ["CNAME", "y/hand", "y/z/hand", ".git/HEAD", "d/hand"];

fn step() -> impl Strategy<Value = Step> {
    let text = prop::sample::select(vec!["one", "two", "three"]);
    let pages = btree_map(prop::sample::select(&PAGES[..]), text.clone(), 1..6);
    let put = btree_map(prop::sample::select(&BY_HAND[..]), text, 0..3);
    let all = [&PAGES[..], &BY_HAND[..], &["d", "y", "y/z", "d/e/f"]].concat();
    let taken = prop::option::of(prop::sample::select(all));
    (pages, put, taken).prop_map(|(mut pages, put, taken)| {
        let paths: Vec<_> = pages.keys().copied().collect();
        let is_folder = |path: &str| paths.iter().any(|other| is_below(other, path));
        pages.retain(|path, _| !is_folder(path));
        Step { pages, put, taken }
    })
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// Files without folders: one that nobody emptied is not ours to judge.
fn files(tree: Tree) -> Tree {
    let files = tree.into_iter().filter(|(path, _)| !path.ends_with('/'));
    files.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_there_the_folder_holds_the_pages_and_what_was_put_there(
        steps in vec(step(), 2..7)
    ) {
        let site = Site::empty();
        let mut by_hand: BTreeMap<&str, &str> = BTreeMap::new();
        // The last site as it was built, and what is left of it.
        let mut built: BTreeMap<&str, &str> = BTreeMap::new();
        let mut before: BTreeMap<&str, &str> = BTreeMap::new();
        for Step { pages, put, taken } in steps {
            // Only what is put there after the first build is known not to be of an older site.
            if !before.is_empty() {
                if let Some(taken) = taken {
                    let path = site.path("public").join(taken);
                    let _ = fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path));
                    by_hand.retain(|path, _| *path != taken && !is_below(path, taken));
                    before.retain(|path, _| *path != taken && !is_below(path, taken));
                }
                for (path, text) in put {
                    site.write(&format!("public/{path}"), text);
                    by_hand.insert(path, text);
                }
            }
            let listed: Vec<_> = pages.iter().map(|(path, text)| (*path, *text)).collect();
            let published = publish(&site, &listed).unwrap();
            let as_in = |site: &BTreeMap<_, _>| {
                pages.iter().filter(|(path, text)| site.get(*path) == Some(*text)).count()
            };
            // What was taken away may come back as it was, for it stands in the site before.
            prop_assert!((as_in(&before)..=as_in(&built)).contains(&published.unchanged));
            let wanted: Tree = pages
                .iter()
                .chain(&by_hand)
                .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
                .collect();
            prop_assert_eq!(files(site.tree("public")), wanted);
            built = pages.clone();
            before = pages;
        }
    }
}
