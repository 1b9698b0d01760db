//! Which paths a page may have: such as every file system can hold, and none leads out of the site.

use super::Error;
use super::tree::{self, Folders, Tree};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;
use std::sync::Arc;

/// The files of a site that is to be published.
#[derive(Debug)]
pub(super) struct Site {
    pub files: Arc<Tree>,
    pub folders: Folders,
    /// The number of the page that each file holds.
    pub pages: Vec<usize>,
}

impl Site {
    /// Checks all paths of a site, each by itself and all together, and sorts them.
    pub fn of<P: AsRef<str>>(paths: impl IntoIterator<Item = P>) -> Result<Self, Error> {
        // A large site has a million of them: in one text they leave no holes in memory.
        let mut text = String::new();
        let mut ends = Vec::new();
        for path in paths {
            text.push_str(path.as_ref());
            ends.push(text.len());
        }
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let paths = starts.zip(&ends).map(|(start, &end)| &text[start..end]);
        Self::of_all(&paths.collect::<Vec<&str>>())
    }

    fn of_all(paths: &[&str]) -> Result<Self, Error> {
        let bad = |path: &&str| {
            let path = *path;
            let why = objection(path)?;
            Some(Error::BadPath {
                path: path.to_owned(),
                why,
            })
        };
        if let Some(error) = paths.par_iter().find_map_first(bad) {
            return Err(error);
        }
        let mut pages: Vec<usize> = (0..paths.len()).collect();
        pages.par_sort_by(|&a, &b| tree::order(paths[a], paths[b]));
        let sorted = || pages.iter().map(|&page| paths[page]);
        check_apart(sorted())?;
        let is_folded = |path: &&str| {
            path.bytes()
                .all(|b| b.is_ascii() && !b.is_ascii_uppercase())
        };
        if !paths.par_iter().all(is_folded) {
            check_apart_folded(paths)?;
        }
        let files = Arc::new(sorted().collect());
        Ok(Self {
            folders: Folders::of(&files),
            files,
            pages,
        })
    }

    /// The site's folders in which `path`, any path, stands, the root apart.
    pub fn folders_above(&self, path: &str) -> impl Iterator<Item = usize> {
        let above = path.match_indices('/').map(|(at, _)| &path[..at]);
        above.filter_map(|folder| self.folders.find(&self.files, folder))
    }
}

fn objection(path: &str) -> Option<&'static str> {
    if path.contains(|c: char| c.is_control()) {
        return Some("it holds a control character");
    }
    if path.contains(['\\', ':']) {
        return Some(
            "it holds a backslash or a colon, which Windows takes for a folder or a drive",
        );
    }
    for part in path.split('/') {
        match part {
            "" => return Some("a name in it is empty"),
            "." | ".." => return Some("it leads out of its folder"),
            _ if part.len() > 255 => return Some("a name in it is longer than 255 bytes"),
            _ if part.ends_with(['.', ' ']) => {
                return Some("a name in it ends with a dot or a space, which Windows drops");
            }
            _ if is_device(part) => return Some("Windows keeps that name for a device"),
            _ => {}
        }
    }
    None
}

/// Names that Windows keeps for devices, whatever ending they have (Microsoft, "Naming Files, Paths, and Namespaces").
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let is = |device: &str| stem.eq_ignore_ascii_case(device);
    if ["con", "prn", "aux", "nul"].into_iter().any(is) {
        return true;
    }
    let mut digits = stem.chars().skip(3);
    let numbered = matches!(digits.next(), Some('0'..='9' | '¹' | '²' | '³'));
    numbered
        && digits.next().is_none()
        && stem.get(..3).is_some_and(|start| {
            start.eq_ignore_ascii_case("com") || start.eq_ignore_ascii_case("lpt")
        })
}

/// Checks that no two of paths that are sorted are one, and none is a folder to another.
fn check_apart<'p>(sorted: impl Iterator<Item = &'p str> + Clone) -> Result<(), Error> {
    for (first, second) in sorted.clone().zip(sorted.skip(1)) {
        let below = second.strip_prefix(first);
        if below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
            return Err(Error::SamePath {
                first: first.to_owned(),
                second: second.to_owned(),
            });
        }
    }
    Ok(())
}

/// The same on a system that takes `A` for `a`.
fn check_apart_folded(paths: &[&str]) -> Result<(), Error> {
    let folded = paths.par_iter().map(|path| (folded(path), *path));
    let mut paths: Vec<(String, &str)> = folded.collect();
    paths.par_sort_unstable();
    for pair in paths.windows(2) {
        let [(a, first), (b, second)] = pair else {
            continue;
        };
        let below = b.strip_prefix(&**a);
        if below.is_some_and(|rest| rest.is_empty() || rest.starts_with(SEPARATOR)) {
            return Err(Error::SamePath {
                first: (*first).to_owned(),
                second: (*second).to_owned(),
            });
        }
    }
    Ok(())
}

/// Sorts before every character that a path may hold, so that what stands below a path follows it at once.
const SEPARATOR: char = '\0';

fn folded(path: &str) -> String {
    if path.is_ascii() {
        let mut folded = path.replace('/', "\0");
        folded.make_ascii_lowercase();
        return folded;
    }
    path.chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c == '/' { SEPARATOR } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_some_system_cannot_hold_are_refused() {
        for good in [
            "index.html",
            ".nojekyll",
            "2025/02/28/talks/index.html",
            "data/Київ.json",
            "console/index.html",
            "com10.txt",
            ".well-known/security.txt",
        ] {
            assert_eq!(objection(good), None, "{good}");
        }
        for bad in [
            "",
            "/etc/passwd",
            "../index.html",
            "a/../../b",
            "a//b",
            "a/./b",
            "a/",
            "a\0b",
            "a\nb",
            "c:/x",
            "a\\..\\b",
            "nul",
            "a/CON.txt",
            "lpt1.tar.gz",
            "COM²",
            "a./b",
            "b ",
        ] {
            assert!(objection(bad).is_some(), "{bad:?}");
        }
        assert!(objection(&"x".repeat(256)).is_some());
    }

    #[test]
    fn paths_that_one_system_takes_for_the_same_are_found() {
        let same = |paths: &[&str]| Site::of(paths).is_err();
        assert!(same(&["a/B.html", "x", "A/b.html"]));
        assert!(same(&["Ä/x", "ä/X"]));
        assert!(same(&["topics/x/index.html", "topics-x", "TOPICS"]));
        assert!(!same(&["topics/x", "topics-x", "topics/y", "Topic"]));
    }
}
