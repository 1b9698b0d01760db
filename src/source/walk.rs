//! Which files of a content folder are documents.

use super::Failure;
use crate::diagnostics::Diagnostic;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// What a content folder holds.
#[derive(Debug, Default)]
pub struct Found {
    /// The documents' files and what messages call them, in the order of their names.
    pub documents: Vec<(PathBuf, String)>,
    /// What messages call the files that are nothing which a site is made from.
    pub unread: Vec<String>,
}

/// The files below `content`, in the order of their names; `shown` is what messages call that folder.
///
/// Documents are `.txt` and `.md` files; names that begin with a dot are left alone. A symbolic link is followed
/// only to what lies inside the folder.
///
/// # Errors
/// One [`Failure`] for each thing that can't be listed, or that leads out of the folder.
pub fn walk(content: &Path, shown: &str) -> Result<Found, Vec<Failure>> {
    let mut found = Found::default();
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
                let path = error.path().unwrap_or(content).to_owned();
                let error = error.into_io_error().unwrap_or_else(|| {
                    std::io::Error::other("the link leads back to a folder that it stands in")
                });
                failures.push(Failure::Machine { path, error });
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
        if !entry.file_type().is_file() {
            continue;
        }
        if is_document(entry.path()) {
            found.documents.push((entry.into_path(), name));
        } else if !is_known(&entry) {
            found.unread.push(name);
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
    has_ending(path, &["txt", "md"])
}

/// Whether a file that is no document has its place among them: the register, pictures, what Windows puts in folders.
fn is_known(entry: &DirEntry) -> bool {
    const PICTURES: [&str; 7] = ["jpg", "jpeg", "png", "webp", "avif", "gif", "svg"];
    let name = entry.file_name();
    has_ending(entry.path(), &PICTURES)
        || (entry.depth() == 1 && name == "speakers.toml")
        || name.eq_ignore_ascii_case("thumbs.db")
        || name.eq_ignore_ascii_case("desktop.ini")
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().unwrap_or_default();
    endings
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
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
