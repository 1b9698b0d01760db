//! The site before the published one, kept to be made into the next one.
//!
//! To make a folder for each page and to remove it again takes longer than all else in a build where little changed.
//! So the old site is not removed: the next build takes its folder, writes what differs, and exchanges it with the
//! published one, which is then kept in its turn. Files that both have in common are one file on disk.
//!
//! A record says what the kept folder holds. It is taken away before anything in the folder is touched and written
//! once nothing more will be: a folder without record is of no use, and removed.

use super::manifest::{Manifest, Stamp};
use super::paths::Site;
use super::{Carried, Error, Output, disk, remove};
use crate::sealed;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

const FOLDER: &str = "spare";
/// What Dateline made in it; the record is valid while this exists.
const MADE: &str = "spare-made";
/// What it did not make in it: a path a line, folders with a slash at the end.
const CARRIED: &str = "spare-carried";

/// The kept folder, with those files left in it that the next site has as well.
#[derive(Debug, Default)]
pub(super) struct Spare {
    /// What Dateline had made in it.
    had: Manifest,
    /// For each file of the site to come, its number there.
    files: Vec<Option<usize>>,
    /// For each folder, its number.
    folders: Vec<Option<usize>>,
    /// The folders of the site to come out of which files were taken.
    pub thinned: Vec<usize>,
}

impl Spare {
    /// What the file of the site to come with that number held when it was made.
    pub fn stamp(&self, file: usize) -> Option<&Stamp> {
        self.had.stamp((*self.files.get(file)?)?)
    }

    /// Whether Dateline had made a file there.
    pub fn holds(&self, file: usize) -> bool {
        self.files.get(file).is_some_and(Option::is_some)
    }

    /// Whether the folder of the site to come with that number stands there.
    pub fn has_folder(&self, folder: usize) -> bool {
        self.folders.get(folder).is_some_and(Option::is_some)
    }

    /// The time of change of that folder when nothing else was in it, if that is known.
    pub fn listed(&self, folder: usize) -> Option<u64> {
        self.had.listed((*self.folders.get(folder)?)?)
    }
}

/// Moves the kept folder to `to` and leaves only those files in it that `site` has too. None if there is no such folder, or
/// it is not what the record says.
pub(super) fn take(output: &Output, to: &Path, site: &Site) -> Option<Spare> {
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
        let _ = remove::folder(&folder);
        let _ = remove::folder(to);
        return None;
    };
    let stripped = strip(to, made, &carried, site);
    if stripped.is_err() {
        let _ = remove::folder(to);
    }
    stripped.ok()
}

/// Takes away what was carried, which is brought anew, and the pages that are no longer made, with the folders that are empty then.
fn strip(folder: &Path, had: Manifest, carried: &str, site: &Site) -> io::Result<Spare> {
    let carried = carried.lines();
    for path in carried.clone().rev() {
        match path.strip_suffix('/') {
            Some(path) => disk::remove_dir(&folder.join(path))?,
            None => disk::remove_file(&folder.join(path))?,
        }
    }
    let files = had.files().numbers_of(&site.files);
    let gone = others(&files, had.files().len());
    let path = |file| had.files().path(file);
    (gone.par_iter()).try_for_each(|&file| match disk::remove_file(&folder.join(path(file))) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    })?;
    let had_folders = had.folders();
    let folders = had_folders.numbers_of(had.files(), &site.folders, &site.files);
    let empty = others(&folders, had_folders.len());
    // Each before that in which it stands.
    for &number in empty.iter().rev() {
        match disk::remove_dir(&folder.join(had_folders.path(had.files(), number))) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    let gone = gone.iter().map(|&file| path(file));
    let empty = empty
        .iter()
        .map(|&number| had_folders.path(had.files(), number));
    let thinned = gone.chain(empty).chain(carried);
    Ok(Spare {
        thinned: thinned.flat_map(|path| site.folders_above(path)).collect(),
        files,
        folders,
        had,
    })
}

/// The numbers below `end` that are not among `numbers`.
fn others(numbers: &[Option<usize>], end: usize) -> Vec<usize> {
    let mut is_among = vec![false; end];
    for &number in numbers.iter().flatten() {
        is_among[number] = true;
    }
    (0..end).filter(|&number| !is_among[number]).collect()
}

/// Keeps the old site, which is at `old`, for the next build; removes it if that can't be.
pub(super) fn keep(output: &Output, old: &Path, carried: &Carried) {
    let keep = || -> Option<()> {
        let record = lines(carried).filter(|_| output.is_exact() && !output.is_anew())?;
        disk::rename(old, &output.manifest(FOLDER)).ok()?;
        let record = sealed::seal(record);
        let write = |file: &mut dyn Write| file.write_all(record.as_bytes());
        disk::write_through(&output.manifest(CARRIED), write).ok()?;
        disk::rename(&output.manifest("made"), &output.manifest(MADE)).ok()
    };
    if keep().is_none() {
        let _ = remove::folder(old);
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
