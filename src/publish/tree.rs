//! The files of a site, in the order in which a walk through its folders meets them.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::num::NonZero;

/// Paths from the site's root, `/` between their parts, sorted by [`order`]: what stands in a folder stands together. They
/// are held in one text: a site may have a million of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Tree {
    text: String,
    /// Where in the text each ends; it begins where the one before ends.
    ends: Vec<usize>,
}

/// How two paths are sorted: by their bytes, but `/` before every other one that a path may hold.
pub(super) fn order(a: &str, b: &str) -> Ordering {
    const STEP: usize = 16;
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    // Most have much in common at their head.
    while let (Some(a), Some(b)) = (a.get(at..at + STEP), b.get(at..at + STEP))
        && a == b
    {
        at += STEP;
    }
    let (a, b) = (&a[at..], &b[at..]);
    let key = |byte: u8| if byte == b'/' { 0 } else { byte };
    let differing = a.iter().zip(b).find(|(a, b)| a != b);
    match differing {
        Some((&a, &b)) => key(a).cmp(&key(b)),
        None => a.len().cmp(&b.len()),
    }
}

impl<'p> FromIterator<&'p str> for Tree {
    /// Of paths that are sorted.
    fn from_iter<I: IntoIterator<Item = &'p str>>(paths: I) -> Self {
        let mut tree = Self::default();
        for path in paths {
            tree.push(path);
        }
        tree.text.shrink_to_fit();
        tree.ends.shrink_to_fit();
        tree
    }
}

impl Tree {
    /// Adds one that is sorted behind the others.
    pub fn push(&mut self, path: &str) {
        debug_assert!(self.is_empty() || order(self.path(self.len() - 1), path).is_lt());
        self.text.push_str(path);
        self.ends.push(self.text.len());
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The path with that number.
    pub fn path(&self, file: usize) -> &str {
        let start = file.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..self.ends[file]).unwrap_or_default()
    }

    pub fn paths(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.len()).map(|file| self.path(file))
    }

    /// The number of a path.
    pub fn find(&self, path: &str) -> Option<usize> {
        find(self.len(), |at| self.path(at), path)
    }

    /// Whether a file stands in the folder, at any depth.
    pub fn has_folder(&self, folder: &str) -> bool {
        let at = first(self.len(), |at| order(self.path(at), folder).is_gt());
        at < self.len()
            && (self.path(at).strip_prefix(folder)).is_some_and(|rest| rest.starts_with('/'))
    }

    /// For each of `others`, its number here; nothing if this one is empty.
    pub fn numbers_of(&self, others: &Tree) -> Vec<Option<usize>> {
        same(self.paths(), others.paths())
    }
}

/// The first number below `end` from which on something `is_so`; `end` if it never is.
fn first(end: usize, is_so: impl Fn(usize) -> bool) -> usize {
    let mut rest = 0..end;
    while !rest.is_empty() {
        let middle = rest.start.midpoint(rest.end);
        if is_so(middle) {
            rest.end = middle;
        } else {
            rest.start = middle + 1;
        }
    }
    rest.start
}

/// The number of a path among those that `of` gives, which are sorted.
fn find<'t>(end: usize, of: impl Fn(usize) -> &'t str, path: &str) -> Option<usize> {
    let at = first(end, |at| order(of(at), path).is_ge());
    (at < end && of(at) == path).then_some(at)
}

/// For each of `others` the place of its equal in `these`; both are sorted. Nothing where there are no `these`.
fn same<'a>(
    these: impl Iterator<Item = &'a str>,
    others: impl Iterator<Item = &'a str>,
) -> Vec<Option<usize>> {
    let mut these = these.enumerate().peekable();
    if these.peek().is_none() {
        return Vec::new();
    }
    let place = |other| {
        while these
            .next_if(|(_, path)| order(path, other).is_lt())
            .is_some()
        {}
        (these.peek()).and_then(|&(at, path)| (path == other).then_some(at))
    };
    others.map(place).collect()
}

/// A folder: the head of a file's path.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Folder {
    /// The first file in it, at any depth.
    file: u32,
    /// How many bytes of that file's path are the folder's.
    len: u32,
    above: Above,
}

/// The folder in which something stands, if not at the root: its number and one, in four bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Above(Option<NonZero<u32>>);

impl Above {
    fn new(folder: Option<usize>) -> Self {
        Self(folder.and_then(|folder| NonZero::new(number(folder).saturating_add(1))))
    }

    fn get(self) -> Option<usize> {
        self.0.map(|after| after.get() as usize - 1)
    }
}

/// A number of a file, or a length of a path: no site has as many as 32 bits count.
fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// All folders in which the files of a tree stand, each behind that in which it stands, sorted as the files are. The root is
/// none of them.
#[derive(Debug, Default)]
pub(super) struct Folders {
    folders: Vec<Folder>,
    /// For each file that in which it stands.
    of_files: Vec<Above>,
}

impl Folders {
    pub fn of(tree: &Tree) -> Self {
        let mut found = Self {
            folders: Vec::new(),
            of_files: Vec::with_capacity(tree.len()),
        };
        // Those in which the file before stands, from the root on.
        let mut open: Vec<usize> = Vec::new();
        for (file, path) in tree.paths().enumerate() {
            let is_in = |&folder: &usize| {
                let rest = path.strip_prefix(found.path(tree, folder));
                rest.is_some_and(|rest| rest.starts_with('/'))
            };
            while open.last().is_some_and(|folder| !is_in(folder)) {
                open.pop();
            }
            let known = open
                .last()
                .map_or(0, |&folder| found.folders[folder].len as usize + 1);
            for (len, _) in path.match_indices('/').filter(|(at, _)| *at >= known) {
                let above = Above::new(open.last().copied());
                open.push(found.folders.len());
                let (file, len) = (number(file), number(len));
                found.folders.push(Folder { file, len, above });
            }
            found.of_files.push(Above::new(open.last().copied()));
        }
        found.folders.shrink_to_fit();
        found
    }

    pub fn len(&self) -> usize {
        self.folders.len()
    }

    /// Its path, without a slash at the end. `tree` is that of which these are the folders.
    pub fn path<'t>(&self, tree: &'t Tree, folder: usize) -> &'t str {
        let Folder { file, len, .. } = self.folders[folder];
        tree.path(file as usize)
            .get(..len as usize)
            .unwrap_or_default()
    }

    /// The number of a folder.
    pub fn find(&self, tree: &Tree, folder: &str) -> Option<usize> {
        find(self.len(), |at| self.path(tree, at), folder)
    }

    /// The folder in which it stands.
    pub fn above(&self, folder: usize) -> Option<usize> {
        self.folders[folder].above.get()
    }

    /// The folder in which a file stands.
    pub fn of_file(&self, file: usize) -> Option<usize> {
        self.of_files[file].get()
    }

    fn paths<'t>(&'t self, tree: &'t Tree) -> impl Iterator<Item = &'t str> {
        (0..self.len()).map(|folder| self.path(tree, folder))
    }

    /// For each folder of `others`, a tree's, its number here; nothing if there are none here.
    pub fn numbers_of(&self, tree: &Tree, others: &Folders, of: &Tree) -> Vec<Option<usize>> {
        same(self.paths(tree), others.paths(of))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tree(paths: &[&str]) -> Tree {
        let mut paths = paths.to_vec();
        paths.sort_by(|a, b| order(a, b));
        paths.into_iter().collect()
    }

    #[test]
    fn what_stands_in_a_folder_stands_together() {
        let tree = tree(&["a-b/x", "b", "a/c/d", "a/b", "a/c/e", "a/c-/f"]);
        let paths: Vec<&str> = tree.paths().collect();
        assert_eq!(paths, ["a/b", "a/c/d", "a/c/e", "a/c-/f", "a-b/x", "b"]);
        let folders = Folders::of(&tree);
        let found: Vec<&str> = folders.paths(&tree).collect();
        assert_eq!(found, ["a", "a/c", "a/c-", "a-b"]);
        assert_eq!(folders.above(1), Some(0));
        assert_eq!(folders.above(3), None);
        assert_eq!(folders.of_file(2), Some(1));
        assert_eq!(folders.of_file(5), None);
    }

    #[test]
    fn folders_are_those_that_hold_a_file() {
        let tree = tree(&["a-b/x", "a/c/d", "b"]);
        for folder in ["a", "a/c", "a-b"] {
            assert!(tree.has_folder(folder), "{folder}");
        }
        for other in ["", "a-", "b", "a/c/d", "c", "a/c/"] {
            assert!(!tree.has_folder(other), "{other}");
        }
    }

    proptest! {
        #[test]
        fn every_path_is_found(paths in prop::collection::btree_set("[a-c]{1,20}(/[a-c.-]{1,3}){0,3}", 0..30), others in prop::collection::btree_set("[a-c]{1,20}(/[a-c.-]{1,3}){0,3}", 0..30)) {
            let all: Vec<&str> = paths.iter().map(|path| &**path).collect();
            let these = tree(&all);
            let all: Vec<&str> = others.iter().map(|path| &**path).collect();
            let others = tree(&all);
            for (number, path) in these.paths().enumerate() {
                prop_assert_eq!(these.find(path), Some(number));
            }
            let numbers = these.numbers_of(&others);
            for (other, number) in others.paths().zip(numbers) {
                prop_assert_eq!(these.find(other), number);
            }
            let folders = Folders::of(&these);
            for folder in 0..folders.len() {
                prop_assert!(these.has_folder(folders.path(&these, folder)));
            }
        }
    }
}
