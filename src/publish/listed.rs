//! Which folders hold nothing but what is known to be in them: told by their time of change, so that they need not be read.
//!
//! The system sets a folder's time of change (`st_ctime`, POSIX) when something is put into it, taken out or renamed
//! there, and lets nobody set it otherwise. It counts in ticks: what happens later in the same tick can't be seen. So only
//! a time that has passed for good, when it is written down, tells anything; Git does the same with files
//! (`Documentation/technical/racy-git.txt`).

use super::disk;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::io::{self, ErrorKind};
use std::path::Path;

const SECOND: u64 = 1_000_000_000;

/// Longer than a tick of the file system that gave this time, in nanoseconds. FAT counts in steps of two seconds, others of
/// old in whole ones; those that count in less do so in steps of ten milliseconds at the most, as exFAT and the clock of a
/// kernel do.
fn tick(time: u64) -> u64 {
    match time % SECOND {
        _ if cfg!(test) => 0,
        0 => 3 * SECOND,
        _ => SECOND / 20,
    }
}

/// What stands where a folder should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A folder, with its time of change in nanoseconds since 1970, where the system tells it.
    Folder(Option<u64>),
    /// Something else, or nothing.
    Other,
}

/// Looks at a place, and follows no link.
pub(super) fn look(path: &Path) -> io::Result<Place> {
    match disk::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => Ok(Place::Folder(time_of_change(&metadata))),
        Ok(_) => Ok(Place::Other),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(Place::Other)
        }
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn time_of_change(metadata: &std::fs::Metadata) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    let seconds = u64::try_from(metadata.ctime()).ok()?;
    let rest = u64::try_from(metadata.ctime_nsec()).ok()?;
    seconds.checked_mul(1_000_000_000)?.checked_add(rest)
}

#[cfg(not(unix))]
fn time_of_change(_: &std::fs::Metadata) -> Option<u64> {
    None
}

/// For each of `folders` below `root` the time of change that it will keep while nothing else is put into it: `known` where
/// that is some, else as it stands there now.
pub(super) fn times<'p>(
    root: &Path,
    folders: usize,
    path: impl Fn(usize) -> &'p str + Sync,
    known: impl Fn(usize) -> Option<u64> + Sync,
) -> Vec<Option<u64>> {
    let time = |folder: usize| {
        known(folder).or_else(|| match look(&root.join(path(folder))) {
            Ok(Place::Folder(time)) => time,
            // Then it is read.
            Ok(Place::Other) | Err(_) => None,
        })
    };
    let times: Vec<Option<u64>> = (0..folders).into_par_iter().map(time).collect();
    passed(times)
}

/// Without those that may not have passed yet.
fn passed(mut times: Vec<Option<u64>>) -> Vec<Option<u64>> {
    let newest = times.iter().flatten().max().copied().unwrap_or_default();
    for time in &mut times {
        *time = time.filter(|&time| time.saturating_add(tick(time)) < newest);
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_has_not_passed_tells_nothing() {
        let times = vec![Some(1), Some(2), None, Some(2)];
        assert_eq!(passed(times), [Some(1), None, None, None]);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_changes_when_something_is_put_into_it_and_not_when_a_file_in_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::create_dir(&path).unwrap();
        std::fs::write(path.join("b"), "1").unwrap();
        let before = look(&path).unwrap();
        std::fs::write(path.join("b"), "2").unwrap();
        assert_eq!(look(&path).unwrap(), before);
        std::os::unix::fs::symlink("a", folder.path().join("link")).unwrap();
        assert_eq!(look(&folder.path().join("link")).unwrap(), Place::Other);
        assert_eq!(look(&folder.path().join("none")).unwrap(), Place::Other);
        // A clock with coarse ticks may not tell the next one: it is waited for.
        while look(&path).unwrap() == before {
            std::fs::write(path.join("c"), "").unwrap();
            std::fs::remove_file(path.join("c")).unwrap();
        }
    }
}
