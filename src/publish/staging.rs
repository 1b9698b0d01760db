//! A new site, written into a folder beside the old one.

use super::exchange::{self, NEW};
use super::manifest::{Manifest, Stamp};
use super::{Error, Failure, Inputs, Output, disk, spare};
use ahash::HashSet;
use rayon::iter::{
    IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator,
};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::RwLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// The folder; removed when it is dropped.
#[derive(Debug)]
pub(super) struct Staging {
    path: PathBuf,
    /// The files that it held when it was taken.
    had: Manifest,
    /// The folders that exist in it.
    folders: RwLock<HashSet<String>>,
}

/// A page that is on disk.
#[derive(Debug)]
pub(super) struct Written {
    pub stamp: Stamp,
    /// It is the file of the site before.
    pub unchanged: bool,
}

impl Staging {
    /// A folder for a site of these files: one that was kept for it, or a new one.
    pub fn create(output: &Output, wanted: &HashSet<&str>) -> Result<Self, Error> {
        let path = exchange::beside(output, NEW);
        let shown = output.shown(Path::new(""));
        let at = || Error::machine(&shown);
        disk::create_dir_all(path.parent().unwrap_or(&path)).map_err(at())?;
        let staging = match spare::take(output, &path, wanted) {
            Some((had, folders)) => Self {
                path,
                had,
                folders: RwLock::new(folders),
            },
            None => {
                disk::create_dir(&path).map_err(at())?;
                Self {
                    path,
                    had: Manifest::default(),
                    folders: RwLock::default(),
                }
            }
        };
        if let Ok(metadata) = fs::metadata(output.path()) {
            let set = disk::set_permissions(&staging.path, metadata.permissions());
            set.map_err(Error::machine(&staging.path))?;
        }
        Ok(staging)
    }

    /// Writes all pages, in the order of `paths`; once one could not be made, the others are only made, so that all
    /// errors are known.
    pub fn write<E: Send>(
        &self,
        output: &Output,
        paths: &[&str],
        inputs: &[Option<Inputs>],
        page: impl Fn(usize) -> Result<Vec<u8>, E> + Sync,
        done: impl Fn() + Sync,
    ) -> Result<Vec<Written>, Failure<E>> {
        let failed = AtomicBool::new(false);
        let outcomes: Result<Vec<Option<Result<Written, E>>>, Error> = paths
            .par_iter()
            .enumerate()
            .map(|(n, path)| {
                let inputs = inputs[n];
                done();
                if let Some(written) = self.keep_page(output, path, inputs)? {
                    return Ok(Some(Ok(written)));
                }
                match page(n) {
                    Ok(_) if failed.load(Ordering::Relaxed) => Ok(None),
                    Ok(bytes) => {
                        let mut written = self.write_page(output, path, &bytes)?;
                        written.stamp.inputs = inputs;
                        Ok(Some(Ok(written)))
                    }
                    Err(error) => {
                        failed.store(true, Ordering::Relaxed);
                        Ok(Some(Err(error)))
                    }
                }
            })
            .collect();
        let mut written = Vec::with_capacity(paths.len());
        let mut errors = Vec::new();
        for outcome in outcomes?.into_iter().flatten() {
            match outcome {
                Ok(file) => written.push(file),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() {
            Ok(written)
        } else {
            Err(Failure::Pages(errors))
        }
    }

    /// The file of the site before, if it was made from the same and is still as it was written.
    fn keep_page(
        &self,
        output: &Output,
        path: &str,
        inputs: Option<Inputs>,
    ) -> Result<Option<Written>, Error> {
        let before = output.before().stamp(path);
        let Some(stamp) = before.filter(|stamp| inputs.is_some() && stamp.inputs == inputs) else {
            return Ok(None);
        };
        let kept = Written {
            stamp: *stamp,
            unchanged: true,
        };
        let target = self.path.join(path);
        let had = self.had.stamp(path);
        if had == Some(stamp) && stamp.fits_file(&target) {
            return Ok(Some(kept));
        }
        let old = output.path().join(path);
        if !stamp.fits_file(&old) {
            return Ok(None);
        }
        self.make_room(output, path, &target)?;
        let linked = in_folder(&target, |new| disk::hard_link(&old, new));
        Ok(linked.is_ok().then_some(kept))
    }

    /// Takes away what stands in the place of a file, and makes its folder.
    fn make_room(&self, output: &Output, path: &str, target: &Path) -> Result<(), Error> {
        let error = |error| Error::machine(&output.shown(Path::new(path)))(error);
        if self.had.holds(path) {
            match disk::remove_file(target) {
                Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(error(cause)),
                _ => {}
            }
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.folder(folder).map_err(error)
    }

    fn write_page(&self, output: &Output, path: &str, bytes: &[u8]) -> Result<Written, Error> {
        let hash = *blake3::hash(bytes).as_bytes();
        let target = self.path.join(path);
        let error = |error| Error::machine(&output.shown(Path::new(path)))(error);
        let before = output.before().stamp(path).filter(|s| s.hash == hash);
        let unchanged = |stamp: &Stamp| Written {
            stamp: *stamp,
            unchanged: before == Some(stamp),
        };
        // What is published has the right time of change, should both hold the same.
        let had = self.had.stamp(path).filter(|stamp| stamp.hash == hash);
        if let Some(stamp) = had.filter(|&stamp| before.is_none_or(|before| before == stamp))
            && stamp.fits_file(&target)
        {
            return Ok(unchanged(stamp));
        }
        self.make_room(output, path, &target)?;
        if let Some(stamp) = before {
            let old = output.path().join(path);
            // Some file systems know no links: then it is written anew.
            if stamp.fits_file(&old) && in_folder(&target, |new| disk::hard_link(&old, new)).is_ok()
            {
                return Ok(unchanged(stamp));
            }
        }
        let write = |path: &Path| disk::write_new(path, bytes);
        let metadata = in_folder(&target, write).map_err(error)?;
        Ok(Written {
            stamp: Stamp::new(hash, &metadata),
            unchanged: false,
        })
    }

    /// Makes the folder and those that it stands in, each once.
    fn folder(&self, folder: &str) -> io::Result<()> {
        let known = |folders: &HashSet<String>| folder.is_empty() || folders.contains(folder);
        // Nothing panics that holds the lock.
        if self.folders.read().is_ok_and(|folders| known(&folders)) {
            return Ok(());
        }
        let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
        self.folder(above)?;
        let path = self.path.join(folder);
        match disk::create_dir(&path) {
            // Another thread was first.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) if error.kind() == ErrorKind::NotFound => disk::create_dir_all(&path)?,
            made => made?,
        }
        if let Ok(mut folders) = self.folders.write() {
            folders.insert(folder.to_owned());
        }
        Ok(())
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Lets go of the folder, which stays.
    pub fn into_path(mut self) -> PathBuf {
        std::mem::take(&mut self.path)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            // What can't be removed now is cleared away by the next build.
            let _ = remove(&self.path);
        }
    }
}

/// Makes the file at `path`. Its folder may be missing, if somebody took it out of the site that this one is made from.
fn in_folder<T>(path: &Path, make: impl Fn(&Path) -> io::Result<T>) -> io::Result<T> {
    match make(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            disk::create_dir_all(path.parent().unwrap_or(path))?;
            make(path)
        }
        made => made,
    }
}

/// Removes a folder and all in it. Symbolic links are removed, not followed.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
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
        .try_for_each(|folder| remove(&folder))
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
