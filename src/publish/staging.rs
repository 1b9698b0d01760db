//! A new site, written into a folder beside the old one.

use super::exchange::{self, NEW};
use super::manifest::{Stamp, hash};
use super::paths::Site;
use super::spare::{self, Spare};
use super::{Error, Failure, Inputs, Output, disk, listed, remove};
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

/// How many pages one core takes upon itself at once, at the most.
const LONGEST_SHARE: usize = 16;

/// The folder; removed when it is dropped.
#[derive(Debug)]
pub(super) struct Staging<'b> {
    output: &'b Output<'b>,
    site: &'b Site,
    path: PathBuf,
    /// The folder as it was when it was taken.
    had: Spare,
    /// For each file of the site, its number in the site before.
    before: Vec<Option<usize>>,
    /// Which folders stand in it.
    stand: Vec<AtomicBool>,
    /// Into which of them something was put, or taken out of.
    touched: Vec<AtomicBool>,
}

/// The pages that are on disk.
#[derive(Debug)]
pub(super) struct Written {
    /// What each file holds.
    pub stamps: Vec<Option<Stamp>>,
    /// How many are the files of the site before.
    pub unchanged: usize,
}

/// A page that is on disk.
struct File {
    stamp: Stamp,
    /// It is the file of the site before.
    unchanged: bool,
}

impl<'b> Staging<'b> {
    /// A folder for a site: one that was kept for it, or a new one.
    pub fn create(output: &'b Output<'b>, site: &'b Site) -> Result<Self, Error> {
        let path = exchange::beside(output, NEW);
        let shown = output.shown(Path::new(""));
        let at = || Error::machine(&shown);
        disk::create_dir_all(path.parent().unwrap_or(&path)).map_err(at())?;
        let had = spare::take(output, &path, site);
        if had.is_none() {
            disk::create_dir(&path).map_err(at())?;
        }
        let had = had.unwrap_or_default();
        let flags = |is: &dyn Fn(usize) -> bool| -> Vec<AtomicBool> {
            let folders = 0..site.folders.len();
            folders.map(|folder| AtomicBool::new(is(folder))).collect()
        };
        let staging = Self {
            before: output.before().files().numbers_of(&site.files),
            stand: flags(&|folder| had.has_folder(folder)),
            touched: flags(&|folder| !had.has_folder(folder)),
            output,
            site,
            path,
            had,
        };
        staging.touch(staging.had.thinned.iter().copied());
        if let Ok(metadata) = fs::metadata(output.path()) {
            let set = disk::set_permissions(&staging.path, metadata.permissions());
            set.map_err(Error::machine(&staging.path))?;
        }
        Ok(staging)
    }

    /// Notes that something was put into these folders, or taken out of them.
    pub fn touch(&self, folders: impl IntoIterator<Item = usize>) {
        for folder in folders {
            self.touched[folder].store(true, Ordering::Relaxed);
        }
    }

    /// For each folder the moment in which it held nothing but what is known, if it does; see [`listed`]. `others` are the
    /// paths of what else was brought into the site.
    pub fn listed<'p>(&self, others: impl Iterator<Item = &'p Path>) -> Vec<Option<u64>> {
        let Site { files, folders, .. } = self.site;
        let known = |folder: usize| {
            let touched = self.touched[folder].load(Ordering::Relaxed);
            self.had.listed(folder).filter(|_| !touched)
        };
        let path = |folder| folders.path(files, folder);
        let mut listed = listed::times(&self.path, folders.len(), path, known);
        for other in others {
            for folder in self.site.folders_above(&other.to_string_lossy()) {
                listed[folder] = None;
            }
        }
        listed
    }

    /// Writes all pages; once one could not be made, the others are only made, so that all errors are known. `page` makes
    /// that of the file with a number.
    pub fn write<E: Send>(
        &self,
        inputs: &[Option<Inputs>],
        page: impl Fn(usize) -> Result<Vec<u8>, E> + Sync,
        done: impl Fn() + Sync,
    ) -> Result<Written, Failure<E>> {
        let errors = Mutex::new(Vec::new());
        let failed = AtomicBool::new(false);
        let unchanged = AtomicUsize::new(0);
        let write = |file: usize| -> Result<Option<Stamp>, Error> {
            done();
            let written = match self.keep_page(file, inputs[file])? {
                Some(kept) => kept,
                None => match page(file) {
                    Ok(_) if failed.load(Ordering::Relaxed) => return Ok(None),
                    Ok(bytes) => {
                        let mut written = self.write_page(file, &bytes)?;
                        written.stamp.inputs = inputs[file];
                        written
                    }
                    Err(error) => {
                        failed.store(true, Ordering::Relaxed);
                        // Nothing panics that holds the lock.
                        if let Ok(mut errors) = errors.lock() {
                            errors.push((self.site.pages[file], error));
                        }
                        return Ok(None);
                    }
                },
            };
            unchanged.fetch_add(usize::from(written.unchanged), Ordering::Relaxed);
            Ok(Some(written.stamp))
        };
        let files = (0..self.site.files.len()).into_par_iter();
        // A share that is begun is not divided any more: the last ones should not keep one core alone at work.
        let files = files.with_max_len(LONGEST_SHARE);
        // Each stamp goes to its place at once: there are as many as files.
        let stopped = OnceLock::new();
        let write = |file: usize| {
            let written = || write(file).map_err(|error| stopped.set(error));
            let may_go_on = stopped.get().is_none();
            may_go_on.then(written)?.ok().flatten()
        };
        let stamps: Vec<Option<Stamp>> = files.map(write).collect();
        if let Some(error) = stopped.into_inner() {
            return Err(error.into());
        }
        let mut errors = errors.into_inner().unwrap_or_default();
        if failed.into_inner() {
            errors.sort_unstable_by_key(|(page, _)| *page);
            let errors = errors.into_iter().map(|(_, error)| error);
            return Err(Failure::Pages(errors.collect()));
        }
        Ok(Written {
            stamps,
            unchanged: unchanged.into_inner(),
        })
    }

    /// What the file held in the site before.
    fn before(&self, file: usize) -> Option<&Stamp> {
        self.output.before().stamp((*self.before.get(file)?)?)
    }

    /// The file of the site before, if it was made from the same and is still as it was written.
    fn keep_page(&self, file: usize, inputs: Option<Inputs>) -> Result<Option<File>, Error> {
        let before = self.before(file);
        let Some(stamp) = before.filter(|stamp| inputs.is_some() && stamp.inputs == inputs) else {
            return Ok(None);
        };
        let kept = File {
            stamp: *stamp,
            unchanged: true,
        };
        let path = self.site.files.path(file);
        let target = self.path.join(path);
        if self.had.stamp(file) == Some(stamp) && stamp.fits_file(&target) {
            return Ok(Some(kept));
        }
        let old = self.output.path().join(path);
        if !stamp.fits_file(&old) {
            return Ok(None);
        }
        self.make_room(file, &target)?;
        let linked = in_folder(&target, |new| disk::hard_link(&old, new));
        Ok(linked.is_ok().then_some(kept))
    }

    /// Takes away what stands in the place of a file, and makes its folder.
    fn make_room(&self, file: usize, target: &Path) -> Result<(), Error> {
        if self.had.holds(file) {
            match disk::remove_file(target) {
                Err(cause) if cause.kind() != ErrorKind::NotFound => {
                    return Err(self.error(file)(cause));
                }
                _ => {}
            }
        }
        let Some(folder) = self.site.folders.of_file(file) else {
            return Ok(());
        };
        self.folder(folder).map_err(self.error(file))?;
        self.touch([folder]);
        Ok(())
    }

    fn write_page(&self, file: usize, bytes: &[u8]) -> Result<File, Error> {
        let hash = hash(bytes);
        let path = self.site.files.path(file);
        let target = self.path.join(path);
        let is_same = |stamp: &&Stamp| stamp.hash == hash;
        let before = self.before(file).filter(is_same);
        let unchanged = |stamp: &Stamp| File {
            stamp: *stamp,
            unchanged: before == Some(stamp),
        };
        // What is published has the right time of change, should both hold the same.
        let had = self.had.stamp(file).filter(is_same);
        if let Some(stamp) = had.filter(|&stamp| before.is_none_or(|before| before == stamp))
            && stamp.fits_file(&target)
        {
            return Ok(unchanged(stamp));
        }
        self.make_room(file, &target)?;
        if let Some(stamp) = before {
            let old = self.output.path().join(path);
            // Some file systems know no links: then it is written anew.
            if stamp.fits_file(&old) && in_folder(&target, |new| disk::hard_link(&old, new)).is_ok()
            {
                return Ok(unchanged(stamp));
            }
        }
        let write = |path: &Path| disk::write_new(path, bytes);
        let metadata = in_folder(&target, write).map_err(self.error(file))?;
        Ok(File {
            stamp: Stamp::new(hash, &metadata),
            unchanged: false,
        })
    }

    fn error(&self, file: usize) -> impl FnOnce(io::Error) -> Error {
        let shown = self.output.shown(Path::new(self.site.files.path(file)));
        move |error| Error::machine(&shown)(error)
    }

    /// Makes the folder and those that it stands in, each once.
    fn folder(&self, folder: usize) -> io::Result<()> {
        let Site { files, folders, .. } = self.site;
        if self.stand[folder].load(Ordering::Acquire) {
            return Ok(());
        }
        if let Some(above) = folders.above(folder) {
            self.folder(above)?;
            self.touch([above]);
        }
        let path = self.path.join(folders.path(files, folder));
        match disk::create_dir(&path) {
            // Another thread was first.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) if error.kind() == ErrorKind::NotFound => disk::create_dir_all(&path)?,
            made => made?,
        }
        self.stand[folder].store(true, Ordering::Release);
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

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            // What can't be removed now is cleared away by the next build.
            let _ = remove::folder(&self.path);
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
