//! A new site, written into a folder beside the old one.

use super::exchange::{self, NEW};
use super::manifest::Stamp;
use super::{Error, Failure, Output, paths};
use crate::render::Page;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::RwLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// The folder; removed when it is dropped.
#[derive(Debug)]
pub(super) struct Staging {
    path: PathBuf,
    /// The folders that exist in it.
    folders: RwLock<HashSet<String>>,
}

/// A page that is on disk.
#[derive(Debug)]
pub(super) struct Written {
    pub path: String,
    pub stamp: Stamp,
    /// It is the file of the site before.
    pub unchanged: bool,
    /// Something stood there already, so that nothing was written.
    pub clash: bool,
}

impl Staging {
    pub fn create(output: &Output) -> Result<Self, Error> {
        let path = exchange::beside(output, NEW);
        let create = || -> io::Result<()> {
            let parent = path.parent().unwrap_or(&path);
            fs::create_dir_all(parent)?;
            fs::create_dir(&path)
        };
        create().map_err(Error::machine(&output.shown(Path::new(""))))?;
        let staging = Self {
            path,
            folders: RwLock::default(),
        };
        if let Ok(metadata) = fs::metadata(output.path()) {
            let set = fs::set_permissions(&staging.path, metadata.permissions());
            set.map_err(Error::machine(&staging.path))?;
        }
        Ok(staging)
    }

    /// Writes all pages; once one could not be made, the others are only made, so that all errors are known.
    pub fn write<E: Send>(
        &self,
        output: &Output,
        pages: impl ParallelIterator<Item = Result<Page, E>>,
    ) -> Result<Vec<Written>, Failure<E>> {
        let failed = AtomicBool::new(false);
        let outcomes: Result<Vec<Option<Result<Written, E>>>, Error> = pages
            .map(|page| match page {
                Ok(_) if failed.load(Ordering::Relaxed) => Ok(None),
                Ok(page) => self.write_page(output, page).map(|file| Some(Ok(file))),
                Err(error) => {
                    failed.store(true, Ordering::Relaxed);
                    Ok(Some(Err(error)))
                }
            })
            .collect();
        let mut written = Vec::new();
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

    fn write_page(&self, output: &Output, page: Page) -> Result<Written, Error> {
        let Page { path, bytes } = page;
        paths::check(&path)?;
        let hash = *blake3::hash(&bytes).as_bytes();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let target = self.path.join(&path);
        let clash = |path| Written {
            path,
            stamp: Stamp::NONE,
            unchanged: false,
            clash: true,
        };
        if !self.folder(output, folder)? {
            return Ok(clash(path));
        }
        if let Some(&stamp) = output.before().stamp(&path)
            && stamp.hash == hash
            && link_unchanged(&output.path().join(&path), &target, &stamp)
        {
            return Ok(Written {
                path,
                stamp,
                unchanged: true,
                clash: false,
            });
        }
        let written = File::create_new(&target).and_then(|mut file| {
            file.write_all(&bytes)?;
            file.metadata()
        });
        match written {
            Ok(metadata) => Ok(Written {
                path,
                stamp: Stamp::new(hash, &metadata),
                unchanged: false,
                clash: false,
            }),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(clash(path)),
            Err(error) => Err(Error::machine(&output.shown(Path::new(&path)))(error)),
        }
    }

    /// Makes the folder and those that it stands in, each once; `false` if a file stands where one belongs.
    pub fn folder(&self, output: &Output, folder: &str) -> Result<bool, Error> {
        let known = |folders: &HashSet<String>| folder.is_empty() || folders.contains(folder);
        // Nothing panics that holds the lock.
        if self.folders.read().is_ok_and(|folders| known(&folders)) {
            return Ok(true);
        }
        let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
        if !self.folder(output, above)? {
            return Ok(false);
        }
        let path = self.path.join(folder);
        match fs::create_dir(&path) {
            Ok(()) => {}
            // Another thread was first, or a file.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                if !fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_dir()) {
                    return Ok(false);
                }
            }
            Err(error) => return Err(Error::machine(&output.shown(Path::new(folder)))(error)),
        }
        if let Ok(mut folders) = self.folders.write() {
            folders.insert(folder.to_owned());
        }
        Ok(true)
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

/// Links the old file into the new site if it is still as it was written. Some file systems know no links: then
/// it is written anew.
fn link_unchanged(old: &Path, new: &Path, stamp: &Stamp) -> bool {
    let fits = fs::symlink_metadata(old).is_ok_and(|metadata| stamp.fits(&metadata));
    fits && fs::hard_link(old, new).is_ok()
}

/// Removes a folder and all in it. Symbolic links are removed, not followed.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    let mut folders = Vec::new();
    for entry in folder.read_dir()? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    folders
        .into_par_iter()
        .try_for_each(|folder| remove(&folder))?;
    fs::remove_dir(folder)
}

#[cfg(test)]
impl Written {
    /// A page that is only a path.
    pub fn at(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            stamp: Stamp::NONE,
            unchanged: false,
            clash: false,
        }
    }
}
