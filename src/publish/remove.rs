//! A folder and all in it, taken away.

use super::disk;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Removes a folder and all in it. Symbolic links are removed, not followed.
pub(super) fn folder(folder: &Path) -> io::Result<()> {
    match empty(folder) {
        // A folder that was carried over may forbid to change what is in it.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            permit(folder)?;
            empty(folder)?;
        }
        emptied => emptied?,
    }
    disk::remove_dir(folder)
}

fn empty(folder: &Path) -> io::Result<()> {
    let mut folders = Vec::new();
    for entry in disk::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        } else {
            disk::remove_file(&entry.path())?;
        }
    }
    folders
        .into_par_iter()
        .try_for_each(|below| self::folder(&below))
}

/// Allows the owner to change what is in a folder.
#[cfg(unix)]
fn permit(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    disk::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn permit(_: &Path) -> io::Result<()> {
    Ok(())
}
