//! A folder in which sites are published on a disk that fails, and what should stand there.

use super::{CALLS, PLAN, Plan, synced};
use crate::publish::{Failure, Lock, Output, Published, publish};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

pub type Tree = BTreeMap<String, String>;
pub type Pages = &'static [(&'static str, &'static str)];

pub const ONE: Pages = &[
    ("index.html", "one"),
    (".nojekyll", ""),
    ("a/index.html", "a one"),
    ("a/b/index.html", "b one"),
    ("long/gone.html", "gone"),
];
pub const TWO: Pages = &[
    (
        "index.html",
        "<meta name=\"generator\" content=\"Dateline\"> two",
    ),
    (".nojekyll", ""),
    ("a/index.html", "a one"),
    ("a/b/index.html", "b two"),
    ("c/d/index.html", "d"),
];
pub const THREE: Pages = &[
    ("index.html", "three"),
    (".nojekyll", ""),
    ("a/index.html", "a one"),
    ("a/b/index.html", "b one"),
    ("e/f/index.html", "f"),
    ("e/index.html", "e"),
];
/// What Dateline did not make: beside its pages, in a folder that holds none any more, and in folders of its own.
pub const BY_HAND: Pages = &[
    ("CNAME", "ferry.example"),
    ("c/d/photo.jpg", "photo"),
    ("letters/old/letter.txt", "letter"),
];

/// What is there before the publication that is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    Nothing,
    /// One site was published.
    One,
    /// Two were, so that the first is kept for the next.
    Two,
    /// Nobody knows any more which files Dateline made.
    Forgotten,
}

pub struct Place {
    pub folder: tempfile::TempDir,
}

impl Place {
    pub fn new(start: Start) -> Self {
        synced();
        // In memory where that can be had: a tenth of the time.
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        let place = Self {
            folder: folder.unwrap(),
        };
        if start == Start::Two {
            place.publish(ONE).unwrap();
        }
        if start != Start::Nothing {
            place.publish(TWO).unwrap();
            for (path, bytes) in BY_HAND {
                let path = place.folder.path().join("public").join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, bytes).unwrap();
            }
        }
        if start == Start::Forgotten {
            fs::remove_dir_all(place.folder.path().join(".dateline")).unwrap();
        }
        place
    }

    /// What a build does.
    pub fn publish(&self, pages: Pages) -> Result<Published, Failure<()>> {
        let lock = Lock::take(self.folder.path(), || ())?;
        let output = Output::open(&lock, &self.folder.path().join("public"))?;
        let paths: Vec<&str> = pages.iter().map(|(path, _)| *path).collect();
        let inputs = |n: usize| Some(crate::publish::manifest::hash(pages[n].1.as_bytes()));
        publish(output, &paths, inputs, |n| Ok(pages[n].1.into()), || {})
    }

    /// The same, on a disk that fails as planned. Gives how many calls there were, too.
    pub fn publish_by(&self, plan: Plan, pages: Pages) -> (Result<Published, Failure<()>>, usize) {
        CALLS.set(0);
        PLAN.set(Some(plan));
        let published = self.publish(pages);
        PLAN.set(None);
        (published, CALLS.get())
    }

    pub fn tree(&self) -> Option<Tree> {
        let root = self.folder.path().join("public");
        root.exists().then(|| {
            let mut tree = Tree::new();
            gather(&root, "", &mut tree);
            tree
        })
    }

    /// Nothing stands here that the next build does not know of.
    pub fn assert_tidy(&self, plan: Plan) {
        let names = |folder: &Path| -> BTreeSet<String> {
            let entries = folder.read_dir().unwrap();
            entries
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect()
        };
        let around = names(self.folder.path());
        assert!(
            around.iter().eq([".dateline", "public"]),
            "{plan:?} {around:?}"
        );
        for name in names(&self.folder.path().join(".dateline/published")) {
            let (_, what) = name.split_once('.').unwrap();
            let known = ["made", "spare", "spare-made", "spare-carried"];
            assert!(known.contains(&what), "{plan:?}: {name}");
        }
    }
}

fn gather(folder: &Path, above: &str, tree: &mut Tree) {
    for entry in folder.read_dir().unwrap().map(Result::unwrap) {
        let name = format!("{above}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            gather(&entry.path(), &format!("{name}/"), tree);
            tree.insert(format!("{name}/"), String::new());
        } else {
            tree.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

/// The files, each in its folders; of two with the same path the later.
pub fn tree_of(parts: &[Pages]) -> Tree {
    let mut tree = Tree::new();
    for (path, bytes) in parts.iter().copied().flatten() {
        for (at, _) in path.match_indices('/') {
            tree.insert(path[..=at].to_owned(), String::new());
        }
        tree.insert((*path).to_owned(), (*bytes).to_owned());
    }
    tree
}

/// What stands in the output folder before the publication of [`THREE`], and what after it.
pub fn before_and_after(start: Start) -> (Option<Tree>, Tree) {
    match start {
        Start::Nothing => (None, tree_of(&[THREE])),
        Start::One | Start::Two => (Some(tree_of(&[TWO, BY_HAND])), tree_of(&[BY_HAND, THREE])),
        Start::Forgotten => (
            Some(tree_of(&[TWO, BY_HAND])),
            tree_of(&[TWO, BY_HAND, THREE]),
        ),
    }
}
