//! The site before the published one, kept to be made into the next one.
//!
//! To make a folder for each page and to remove it again takes longer than all else in a build where little changed.
//! So the old site is not removed: the next build takes its folder, writes what differs, and exchanges it with the
//! published one, which is then kept in its turn. Files that both have in common are one file on disk.
//!
//! A record says what the kept folder holds. It is taken away before anything in the folder is touched and written
//! once nothing more will be: a folder without record is of no use, and removed.

use super::carry::Carried;
use super::manifest::{Manifest, folders};
use super::staging::remove;
use super::{Error, Output, disk};
use crate::sealed;
use ahash::HashSet;
use rayon::iter::{ParallelBridge, ParallelIterator};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

const FOLDER: &str = "spare";
/// What Dateline made in it; the record is valid while this exists.
const MADE: &str = "spare-made";
/// What it did not make in it: a path a line, folders with a slash at the end.
const CARRIED: &str = "spare-carried";

/// Moves the kept folder to `to` and leaves only those files in it that are `wanted`, by path. Gives what these held,
/// and the folders. None if there is no such folder, or it is not what the record says.
pub(super) fn take(
    output: &Output,
    to: &Path,
    wanted: &HashSet<&str>,
) -> Option<(Manifest, HashSet<String>)> {
    let folder = output.manifest(FOLDER);
    if folder.symlink_metadata().is_err() {
        return None;
    }
    let taken = || -> Result<Option<(Manifest, String)>, Error> {
        let record = output.manifest(MADE);
        let made = Manifest::load(&record)?;
        let of_carried = output.manifest(CARRIED);
        let carried = disk::read_to_string(&of_carried).map_err(Error::machine(&of_carried))?;
        let carried = sealed::open(&carried).map(str::to_owned);
        disk::remove_file(&record).map_err(Error::machine(&record))?;
        disk::rename(&folder, to).map_err(Error::machine(&folder))?;
        Ok(made.zip(carried))
    };
    let taken = taken().ok().flatten().filter(|_| !output.is_anew());
    let Some((made, carried)) = taken else {
        // What can't be removed now is tried again by the next build.
        let _ = remove(&folder);
        let _ = remove(to);
        return None;
    };
    match strip(to, &made, &carried, wanted) {
        Ok(folders) => Some((made, folders)),
        Err(_) => {
            let _ = remove(to);
            None
        }
    }
}

/// Takes away what was carried, which is brought anew, and the pages that are no longer made, with the folders that are empty then.
fn strip(
    site: &Path,
    made: &Manifest,
    carried: &str,
    wanted: &HashSet<&str>,
) -> io::Result<HashSet<String>> {
    for path in carried.lines().rev() {
        match path.strip_suffix('/') {
            Some(folder) => disk::remove_dir(&site.join(folder))?,
            None => disk::remove_file(&site.join(path))?,
        }
    }
    let gone = made.paths().filter(|path| !wanted.contains(path));
    gone.par_bridge()
        .try_for_each(|path| match disk::remove_file(&site.join(path)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        })?;
    let needed = folders(wanted.iter().copied());
    let (stay, mut empty): (Vec<&str>, Vec<&str>) = folders(made.paths())
        .into_iter()
        .partition(|folder| needed.contains(folder));
    empty.sort_unstable();
    for folder in empty.into_iter().rev() {
        match disk::remove_dir(&site.join(folder)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(stay.into_iter().map(str::to_owned).collect())
}

/// Keeps the old site, which is at `old`, for the next build; removes it if that can't be.
pub(super) fn keep(output: &Output, old: &Path, carried: &Carried) {
    let keep = || -> Option<()> {
        let record = lines(carried).filter(|_| output.is_exact() && !output.is_anew())?;
        disk::rename(old, &output.manifest(FOLDER)).ok()?;
        let record = sealed::seal(record);
        disk::write_through(&output.manifest(CARRIED), record.as_bytes()).ok()?;
        disk::rename(&output.manifest("made"), &output.manifest(MADE)).ok()
    };
    if keep().is_none() {
        let _ = remove(old);
    }
}

/// The record of what was carried; none where a path can't stand in it.
fn lines(carried: &Carried) -> Option<String> {
    let line = |path: &PathBuf, end: &str| {
        let path = path.to_str().filter(|path| !path.contains(['\n', '\r']))?;
        Some(format!("{path}{end}\n"))
    };
    // Read from the end: first the files, then the folders, each before that in which it stands.
    let folders = carried.folders.iter().map(|folder| line(folder, "/"));
    let files = carried.files.iter().map(|file| line(file, ""));
    folders.chain(files).collect()
}
