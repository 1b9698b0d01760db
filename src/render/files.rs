//! Which files of the site's `templates/` and `static/` are taken.

use crate::diagnostics::Diagnostic;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// A file of the site's theme.
pub(super) struct Found {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its name from the folder, with `/` between its parts.
    pub(super) name: String,
}

/// The files below `folder`, in the order of their names; messages call it `shown`. None where there is no folder.
///
/// Names that begin with a dot are left alone, but those that web servers look for. A symbolic link is followed only to
/// what lies inside the folder.
pub(super) fn below(folder: &Path, shown: &str) -> Result<Vec<Found>, Vec<Diagnostic>> {
    let home = match folder.canonicalize() {
        Ok(home) => home,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(vec![unreadable(shown, &error)]),
    };
    let mut found = Vec::new();
    let mut failures = Vec::new();
    let mut entries = WalkDir::new(folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let at = error.path().unwrap_or(folder);
                let name = format!("{shown}/{}", slashed(at, folder).unwrap_or_default());
                failures.push(match error.io_error() {
                    Some(error) => unreadable(&name, error),
                    None => unreadable(&name, &"it leads back to a folder that it lies in"),
                });
                continue;
            }
        };
        if entry.depth() == 0 {
            continue;
        }
        let is_folder = entry.file_type().is_dir();
        if is_hidden(&entry) {
            if is_folder {
                entries.skip_current_dir();
            }
            continue;
        }
        let Some(name) = slashed(entry.path(), folder) else {
            failures.push(
                Diagnostic::error("file-name", "the name of this file is no text")
                    .in_file(&Arc::from(format!(
                        "{shown}/{}",
                        within(&entry, folder).display()
                    )))
                    .help("give it a name of letters, digits and hyphens"),
            );
            continue;
        };
        if entry.path_is_symlink() && leads_out(&entry, &home) {
            if is_folder {
                entries.skip_current_dir();
            }
            failures.push(
                Diagnostic::error(
                    "link-leads-out",
                    format!("this link leads out of the {shown} folder"),
                )
                .in_file(&Arc::from(format!("{shown}/{name}")))
                .help("put the file itself there"),
            );
            continue;
        }
        if entry.file_type().is_file() {
            let path = entry.into_path();
            found.push(Found { path, name });
        }
    }
    if failures.is_empty() {
        Ok(found)
    } else {
        Err(failures)
    }
}

/// The report of a file that the machine did not give.
pub(super) fn unreadable(shown: &str, error: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error("unreadable", format!("this can't be read: {error}"))
        .in_file(&Arc::from(shown.trim_end_matches('/')))
        .help("make it a file that you may read, or take it away")
}

fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    let is_served = [".well-known", ".htaccess", ".domains"]
        .iter()
        .any(|served| name == *served);
    name.as_encoded_bytes().starts_with(b".") && !is_served
}

fn leads_out(entry: &DirEntry, home: &Path) -> bool {
    entry
        .path()
        .canonicalize()
        .is_ok_and(|target| !target.starts_with(home))
}

fn within<'p>(entry: &'p DirEntry, folder: &Path) -> &'p Path {
    entry.path().strip_prefix(folder).unwrap_or(entry.path())
}

fn slashed(path: &Path, base: &Path) -> Option<String> {
    let relative = path.strip_prefix(base).unwrap_or(path);
    let parts: Option<Vec<_>> = relative
        .components()
        .map(|part| part.as_os_str().to_str())
        .collect();
    Some(parts?.join("/"))
}
