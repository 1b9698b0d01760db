//! Which files of a content folder are documents.

use super::Failure;
use crate::diagnostics::Diagnostic;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// A file that is to be read, and what messages call it.
pub type Found = (PathBuf, String);

/// The documents' files below `content`, in the order of their names; `shown` is what messages call that folder.
///
/// Read are `.txt` and `.md` files; names that begin with a dot are left alone. A symbolic link is followed
/// only to what lies inside the folder.
///
/// # Errors
/// One [`Failure`] for each thing that can't be listed, or that leads out of the folder.
pub fn walk(content: &Path, shown: &str) -> Result<Vec<Found>, Vec<Failure>> {
    let mut found = Vec::new();
    let mut failures = Vec::new();
    let home = match content.canonicalize() {
        Ok(home) => home,
        Err(error) => {
            return Err(vec![Failure::Machine {
                path: content.to_owned(),
                error,
            }]);
        }
    };
    let mut entries = WalkDir::new(content)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                failures.push(Failure::Machine {
                    path: error.path().unwrap_or(content).to_owned(),
                    error: error.into(),
                });
                continue;
            }
        };
        if entry.depth() == 0 {
            continue;
        }
        let is_dir = entry.file_type().is_dir();
        if is_hidden(&entry) {
            if is_dir {
                entries.skip_current_dir();
            }
            continue;
        }
        let name = format!("{shown}/{}", slashed(entry.path(), content));
        if entry.path_is_symlink() && leads_out(&entry, &home) {
            if is_dir {
                entries.skip_current_dir();
            }
            failures.push(Failure::Content(Box::new(
                Diagnostic::error(
                    "link-leads-out",
                    "this link leads out of the content folder",
                )
                .in_file(&Arc::from(name))
                .help("put the file itself there"),
            )));
            continue;
        }
        if entry.file_type().is_file() && is_document(entry.path()) {
            found.push((entry.into_path(), name));
        }
    }
    if failures.is_empty() {
        Ok(found)
    } else {
        Err(failures)
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn is_document(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("txt") || e.eq_ignore_ascii_case("md"))
}

fn leads_out(entry: &DirEntry, home: &Path) -> bool {
    entry
        .path()
        .canonicalize()
        .is_ok_and(|target| !target.starts_with(home))
}

fn slashed(path: &Path, base: &Path) -> String {
    let relative = path.strip_prefix(base).unwrap_or(path);
    let parts: Vec<_> = relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}
