//! The one step that puts a new site in the place of the old one.

use super::{Error, Output, disk, remove};
use std::io;
use std::path::{Path, PathBuf};

/// Puts `new` in the output folder's place. Gives the folder in which the old site is now, if there was one.
pub(super) fn exchange(new: PathBuf, output: &Output) -> Result<Option<PathBuf>, Error> {
    let put = || -> io::Result<Option<PathBuf>> {
        if !disk::exists(output.path())? {
            disk::rename(&new, output.path())?;
            return Ok(None);
        }
        if disk::swap(&new, output.path())? {
            return Ok(Some(new.clone()));
        }
        let old = beside(output, OLD);
        replace(&new, output.path(), &old)?;
        Ok(Some(old))
    };
    put().map_err(|error| {
        // What was written would only take room.
        let _ = remove::folder(&new);
        Error::machine(&output.shown(Path::new("")))(error)
    })
}

/// A folder beside the output folder into which a site is written.
pub(super) const NEW: &str = "new";
/// A folder beside the output folder that holds the site before, while nothing stands in its place.
const OLD: &str = "old";

/// A name beside the output folder that no other build uses.
pub(super) fn beside(output: &Output, what: &str) -> PathBuf {
    let mut name = output.beside(what);
    name.push(std::process::id().to_string());
    output.path().with_file_name(name)
}

/// Puts `new` in the place of `output` in two steps; between them there is only `old`, which [`recover`] knows.
fn replace(new: &Path, output: &Path, old: &Path) -> io::Result<()> {
    disk::rename(output, old)?;
    disk::rename(new, output).inspect_err(|_| {
        // Nothing better is left than to try; the next build does so again.
        let _ = disk::rename(old, output);
    })
}

/// Finishes what a build that was stopped has left beside the output folder: the old site back in its place if it
/// was between the two steps of [`replace`], all else cleared away.
pub(super) fn recover(output: &Output) -> Result<(), Error> {
    let Some(parent) = output.path().parent() else {
        return Ok(());
    };
    let Ok(entries) = disk::read_dir(parent) else {
        return Ok(());
    };
    let new = output.beside(NEW);
    let old = output.beside(OLD);
    for entry in entries.flatten() {
        let name = entry.file_name();
        let begins =
            |with: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(with.as_encoded_bytes());
        let path = entry.path();
        if begins(&old) && output.path().symlink_metadata().is_err() {
            disk::rename(&path, output.path()).map_err(Error::machine(&path))?;
        } else if begins(&new) || begins(&old) {
            // What can't be removed now stays for the next build.
            let _ = remove::folder(&path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::Lock;
    use std::fs;

    #[test]
    fn a_build_stopped_between_two_steps_is_undone() {
        let folder = tempfile::tempdir().unwrap();
        let lock = Lock::take(folder.path(), || ()).unwrap();
        let place = folder.path().join("public");
        let output = Output::open(&lock, &place).unwrap();
        let new = beside(&output, NEW);
        let old = beside(&output, OLD);
        fs::create_dir(&new).unwrap();
        fs::create_dir(&old).unwrap();
        fs::write(old.join("CNAME"), "example.org").unwrap();
        // Killed here: the output folder's name is free.
        Output::open(&lock, &place).unwrap();
        assert_eq!(
            fs::read_to_string(place.join("CNAME")).unwrap(),
            "example.org"
        );
        assert!(!new.exists() && !old.exists());
    }

    #[test]
    fn two_steps_do_what_one_does() {
        let folder = tempfile::tempdir().unwrap();
        let [new, output, old] = ["new", "output", "old"].map(|name| folder.path().join(name));
        fs::create_dir(&new).unwrap();
        fs::create_dir(&output).unwrap();
        fs::write(new.join("a"), "new").unwrap();
        fs::write(output.join("a"), "old").unwrap();
        replace(&new, &output, &old).unwrap();
        assert_eq!(fs::read_to_string(output.join("a")).unwrap(), "new");
        assert_eq!(fs::read_to_string(old.join("a")).unwrap(), "old");
        assert!(replace(&new, &output, &folder.path().join("older")).is_err());
        assert_eq!(fs::read_to_string(output.join("a")).unwrap(), "new");
    }
}
