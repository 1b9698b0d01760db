//! What of the old folder is not ours goes with the new site as it is: `CNAME`, a file put there by hand, `.git`.

use super::listed::{self, Place};
use super::staging::Staging;
use super::{Carried, Error, Output, disk};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::fs::{self, FileType};
use std::io::{self, ErrorKind};
use std::path::Path;

/// Brings every file and folder of the output folder that Dateline did not make into the new site.
///
/// Files are linked, so that they are in both sites until the old one is removed: a build that is stopped loses none.
/// Where it is not known what Dateline made, everything counts as not ours, and gives way to the new pages.
pub(super) fn carry(output: &Output, staging: &Staging) -> Result<Carried, Error> {
    if !disk::exists(output.path()).map_err(Error::machine(&output.shown(Path::new(""))))? {
        return Ok(Carried::default());
    }
    let carrier = Carrier { output, staging };
    let in_root = carrier.folder(Path::new(""))?;
    let below = carrier.unlisted()?.into_par_iter();
    let carried = below
        .map(|folder| carrier.folder(Path::new(folder)))
        .try_reduce(Carried::default, |one, two| Ok(one.and(two)))?;
    Ok(in_root.and(carried))
}

struct Carrier<'c> {
    output: &'c Output<'c>,
    staging: &'c Staging<'c>,
}

impl Carried {
    fn and(mut self, other: Self) -> Self {
        if self.files.is_empty() && self.folders.is_empty() {
            return other;
        }
        self.brought += other.brought;
        self.files.extend(other.files);
        self.folders.extend(other.folders);
        self
    }
}

impl<'c> Carrier<'c> {
    /// The folders that hold pages, but those of which it is known that they hold nothing else.
    fn unlisted(&self) -> Result<Vec<&'c str>, Error> {
        let before = self.output.before();
        let folders = before.folders();
        let path = |folder| folders.path(before.files(), folder);
        let look = |folder| {
            let path = Path::new(path(folder));
            listed::look(&self.output.path().join(path))
                .map_err(|error| Error::machine(&self.output.shown(path))(error))
        };
        let places = (0..folders.len()).into_par_iter().map(look);
        let places = places.collect::<Result<Vec<Place>, Error>>()?;
        let mut stands = vec![false; places.len()];
        let mut unlisted = Vec::new();
        for (folder, place) in places.into_iter().enumerate() {
            // What is reached through a link that took a folder's place stands elsewhere.
            let Place::Folder(time) = place else {
                continue;
            };
            if folders.above(folder).is_some_and(|above| !stands[above]) {
                continue;
            }
            stands[folder] = true;
            if time.is_none() || time != before.listed(folder) {
                unlisted.push(path(folder));
            }
        }
        Ok(unlisted)
    }

    /// What stands in a folder, those folders apart that hold pages.
    fn folder(&self, folder: &Path) -> Result<Carried, Error> {
        let before = self.output.before();
        let from = self.output.path().join(folder);
        let error = |error| Error::machine(&self.output.shown(folder))(error);
        let mut carried = Carried::default();
        let mut folders = Vec::new();
        for entry in disk::read_dir(&from).map_err(error)? {
            let entry = entry.map_err(error)?;
            let kind = entry.file_type().map_err(error)?;
            let path = folder.join(entry.file_name());
            let known = slashed(&path);
            if kind.is_dir() {
                if !known.is_some_and(|path| before.files().has_folder(&path)) {
                    folders.push(path);
                }
            } else if !known.is_some_and(|path| before.holds(&path)) {
                carried.brought += usize::from(self.file(&path, kind)?);
                carried.files.push(path);
            }
        }
        let below = folders.into_par_iter().map(|path| {
            self.make_folder(&path)?;
            let mut carried = self.folder(&path)?;
            self.keep_permissions(&path)?;
            carried.folders.insert(0, path);
            Ok(carried)
        });
        let below = below.try_reduce(Carried::default, |one, two| Ok(one.and(two)))?;
        Ok(carried.and(below))
    }

    /// Brings one file over; `false` if a page took its place.
    fn file(&self, path: &Path, kind: FileType) -> Result<bool, Error> {
        let from = self.output.path().join(path);
        let to = self.staging.path().join(path);
        self.make_folder(path.parent().unwrap_or(Path::new("")))?;
        match bring(&from, &to, kind) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                if self.output.is_known() && !same(&from, &to) {
                    return Err(self.in_the_way(path));
                }
                Ok(false)
            }
            Err(error) => Err(Error::machine(&self.output.shown(path))(error)),
        }
    }

    /// Makes a folder, with those that it stands in.
    fn make_folder(&self, folder: &Path) -> Result<(), Error> {
        let to = self.staging.path().join(folder);
        match disk::create_dir_all(&to) {
            Ok(()) => Ok(()),
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::AlreadyExists | ErrorKind::NotADirectory
                ) =>
            {
                Err(self.in_the_way(folder))
            }
            Err(error) => Err(Error::machine(&self.output.shown(folder))(error)),
        }
    }

    /// Gives a folder the permissions that it had: last, for they may forbid to write into it.
    fn keep_permissions(&self, folder: &Path) -> Result<(), Error> {
        let permissions = fs::metadata(self.output.path().join(folder)).map(|m| m.permissions());
        permissions
            .and_then(|p| disk::set_permissions(&self.staging.path().join(folder), p))
            .map_err(Error::machine(&self.output.shown(folder)))
    }

    fn in_the_way(&self, path: &Path) -> Error {
        Error::InTheWay {
            path: self.output.shown(path),
        }
    }
}

/// A path as a manifest has it; none for one that no page can have.
fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path
        .components()
        .map(|part| part.as_os_str().to_str())
        .collect();
    Some(parts?.join("/"))
}

/// Links a file; copies it where that can't be done.
fn bring(from: &Path, to: &Path, kind: FileType) -> io::Result<()> {
    #[cfg(unix)]
    if kind.is_symlink() {
        return disk::symlink(&fs::read_link(from)?, to);
    }
    match disk::hard_link(from, to) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists && kind.is_file() => {
            let time = fs::metadata(from)?.modified();
            disk::copy_new(from, to)?;
            if let Ok(time) = time {
                disk::set_modified(to, time)?;
            }
            Ok(())
        }
        done => done,
    }
}

/// Whether two files hold the same.
fn same(a: &Path, b: &Path) -> bool {
    match (fs::symlink_metadata(a), fs::symlink_metadata(b)) {
        (Ok(of_a), Ok(of_b)) => {
            of_a.is_file()
                && of_b.is_file()
                && of_a.len() == of_b.len()
                && matches!((fs::read(a), fs::read(b)), (Ok(a), Ok(b)) if a == b)
        }
        _ => false,
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use crate::publish::paths::Site;
    use crate::publish::{Lock, publish};

    fn make(root: &Path, pages: &[(&str, &str)]) {
        let lock = Lock::take(root, || ()).unwrap();
        let output = Output::open(&lock, &root.join("public")).unwrap();
        let paths: Vec<&str> = pages.iter().map(|(path, _)| *path).collect();
        let page = |n: usize| Ok::<_, ()>(pages[n].1.as_bytes().to_vec());
        publish(output, &paths, |_| None, page, || {}).unwrap();
    }

    fn unlisted(root: &Path) -> Vec<String> {
        let lock = Lock::take(root, || ()).unwrap();
        let output = Output::open(&lock, &root.join("public")).unwrap();
        let site = Site::of([""; 0]).unwrap();
        let staging = Staging::create(&output, &site).unwrap();
        let carrier = Carrier {
            output: &output,
            staging: &staging,
        };
        let unlisted = carrier.unlisted().unwrap();
        unlisted.into_iter().map(str::to_owned).collect()
    }

    /// Goes on until the file system's clock does.
    fn tick(folder: &Path) {
        let before = listed::look(folder).unwrap();
        while listed::look(folder).unwrap() == before {
            fs::create_dir(folder.join("tick")).unwrap();
            fs::remove_dir(folder.join("tick")).unwrap();
        }
    }

    #[test]
    fn a_folder_that_has_not_changed_is_not_read_and_one_that_has_is() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let public = root.join("public");
        for words in ["one", "two", "three"] {
            tick(root);
            let pages = [("a/b/x", "same"), ("a/x", "same"), ("c/x", words)];
            make(root, &pages);
        }
        assert_eq!(unlisted(root), ["c"]);
        tick(root);
        fs::write(public.join("a/b/by-hand"), "").unwrap();
        let four = [("a/b/x", "same"), ("a/x", "same"), ("c/x", "four")];
        make(root, &four);
        assert!(public.join("a/b/by-hand").exists());
        // It is there once more: that folder is read each time.
        tick(root);
        make(root, &four);
        assert!(public.join("a/b/by-hand").exists());
        assert!(unlisted(root).contains(&"a/b".to_owned()));
    }

    #[test]
    fn nothing_is_brought_from_behind_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        make(root, &[("a/b/x", ""), ("c/x", "")]);
        fs::create_dir_all(root.join("elsewhere/b")).unwrap();
        fs::rename(root.join("public/a"), root.join("gone")).unwrap();
        std::os::unix::fs::symlink("../elsewhere", root.join("public/a")).unwrap();
        assert_eq!(unlisted(root), ["c"]);
    }
}
