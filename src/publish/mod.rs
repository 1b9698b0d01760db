//! Pages to disk, whole or not at all.
//!
//! A site is written into a folder beside the output folder; then the two change names in one step of the file
//! system. A build that fails or is killed at any instant leaves the output folder as it was; the next one clears away
//! what it left beside it.
//!
//! - [`Lock`]: one build of a site at a time.
//! - [`Output`]: the folder, looked at before anything is made.
//! - `manifest`: which files Dateline made, so that what it did not make is carried over and never removed, and
//!   what did not change keeps its time.
//! - `staging`, `carry`, `exchange`: the new site beside the old one, what is kept of it, the one step.
//! - `tree`: the files of a site and their folders, sorted; `paths`: which may be those of pages.
//! - `listed`: which folders of the old site need not be read for what is not ours.
//! - `remove`: a folder that is of no use any more.
//! - `disk`: every call that changes the file system; the tests in `faults` have each of them fail.
//! - `standing`: the old site, if it is the new one already.
//! - `spare`: the old site, kept to be made into the next one, so that only what changed is written.
//!
//! The promise is kept by the order of the steps, so it holds against whatever stops the program. Against a power cut it
//! holds on Linux, where one call waits until the disk has the new site before it takes the old one's place: on ext4
//! 8 ms for 134 files, 260 ms for 10,544 (3 % of their build; a call for each file: 1.6 s in parallel, 3.1 s one after the
//! other), and 1 to 60 ms where little changed. It waits for what other programs have written to that disk, too. On other
//! systems, which have no such call, the file system may have lost the last seconds.

mod carry;
mod disk;
mod exchange;
#[cfg(test)]
mod faults;
mod listed;
mod lock;
mod manifest;
mod output;
mod paths;
mod remove;
mod spare;
mod staging;
mod standing;
mod tree;

pub use lock::Lock;
pub use output::Output;

use manifest::Manifest;
use paths::Site;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use staging::Staging;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a publication did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// How many files the site has, those apart that Dateline did not make.
    pub files: usize,
    /// How many bytes they hold.
    pub bytes: u64,
    /// How many of them are as they were before, their time of change included.
    pub unchanged: usize,
    /// How many files were carried over that Dateline did not make; none where the site stands as it is.
    pub carried: usize,
}

/// What of the old site Dateline did not make.
#[derive(Debug, Default)]
struct Carried {
    /// How many files were brought into the new site; the others gave way to a page.
    brought: usize,
    /// The files in the output folder.
    files: Vec<PathBuf>,
    /// The folders there that hold no page, each behind that in which it stands.
    folders: Vec<PathBuf>,
}

/// Why nothing was published. The output folder is as it was.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder can't be an output folder.
    #[error("{} can't be the output folder: {why}", path.display())]
    Refused {
        /// The folder.
        path: PathBuf,
        /// What speaks against it.
        why: &'static str,
    },
    /// The folder holds something that is no site of ours.
    #[error("{} holds files, but no site made by Dateline", path.display())]
    Foreign {
        /// The folder.
        path: PathBuf,
    },
    /// A file that Dateline did not make stands where a page belongs.
    #[error("{} was not made by Dateline, and stands where a page belongs", path.display())]
    InTheWay {
        /// The file.
        path: PathBuf,
    },
    /// A page's path can't be that of a file.
    #[error("no page can stand at `{path}`: {why}")]
    BadPath {
        /// The path.
        path: String,
        /// What speaks against it.
        why: &'static str,
    },
    /// Two pages would be one file, if not on every system.
    #[error("`{first}` and `{second}` would be the same file")]
    SamePath {
        /// The path of the one.
        first: String,
        /// The path of the other: it may differ in letter case.
        second: String,
    },
    /// The machine failed.
    #[error("can't write {}: {error}", path.display())]
    Machine {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        error: std::io::Error,
    },
}

impl Error {
    /// What to do about it, where that can be told.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Refused { .. } => Some("name a folder that holds nothing else: --output public"),
            Self::Foreign { .. } => Some(
                "name a folder that is empty or does not exist yet; nothing was changed in this one",
            ),
            Self::InTheWay { .. } => Some(
                "move it into static/, so that it replaces the page; or delete it, and the page takes its place",
            ),
            Self::BadPath { .. } | Self::SamePath { .. } => {
                Some("rename the file or the article that it comes from")
            }
            Self::Machine { .. } => None,
        }
    }

    fn machine(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Machine { path, error }
    }
}

/// Why [`publish`] published nothing.
#[derive(Debug, thiserror::Error)]
pub enum Failure<E> {
    /// Pages could not be made: all their errors, in the order of the pages.
    #[error("{} pages could not be made", .0.len())]
    Pages(Vec<E>),
    /// They could not be brought to disk.
    #[error(transparent)]
    Publish(#[from] Error),
}

/// A hash of all that a page is made from: as long as it stays, so do the page's bytes.
pub type Inputs = [u8; 16];

/// Makes and writes the pages at `paths` beside `output`, and puts them in its place once the last is written.
/// `page` gives the bytes of the page with that number; it is not asked where `inputs` gives what it gave for the site
/// that is published, and its file is as it was written.
///
/// Where all of the published site is as it should be, it is left alone. Else pages are made in parallel, and each is written by the thread that made it, and dropped. Files that are the same to
/// the byte as those of the site before are not written: they keep their time of change. `done` is called once for each.
///
/// # Errors
/// All errors of the pages, or the first of the machine: then the output folder is as it was.
pub fn publish<E: Send, P: AsRef<str>>(
    output: Output<'_>,
    paths: impl IntoIterator<Item = P>,
    inputs: impl Fn(usize) -> Option<Inputs> + Sync,
    page: impl Fn(usize) -> Result<Vec<u8>, E> + Sync,
    done: impl Fn() + Sync,
) -> Result<Published, Failure<E>> {
    let site = Site::of(paths)?;
    let pages = site.pages.par_iter();
    let inputs: Vec<Option<Inputs>> = pages.map(|&number| inputs(number)).collect();
    let page = |file: usize| page(site.pages[file]);
    if let Some(published) = standing::standing(&output, &site, &inputs, page) {
        return Ok(published);
    }
    let staging = Staging::create(&output, &site)?;
    let written = staging.write(&inputs, page, done)?;
    let carried = carry::carry(&output, &staging)?;
    let published = Published {
        files: site.files.len(),
        bytes: written.stamps.iter().flatten().map(|stamp| stamp.len).sum(),
        unchanged: written.unchanged,
        carried: carried.brought,
    };
    let others = carried.files.iter().chain(&carried.folders);
    let listed = staging.listed(others.map(PathBuf::as_path));
    let made = Manifest::new(Arc::clone(&site.files), written.stamps, listed);
    output.announce(&made)?;
    output.sync(&staging)?;
    let old = exchange::exchange(staging.into_path(), &output)?;
    // The site is published; what goes wrong from here on, the next build mends.
    if let Some(old) = old {
        spare::keep(&output, &old, &carried);
    }
    output.settle();
    Ok(published)
}
