//! Which files of an output folder Dateline made, and what they hold.

use super::tree::{self, Folders, Tree};
use super::{Error, Inputs, disk};
use crate::sealed;
use serde::{Deserialize, Serialize};
use std::fs::Metadata;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

/// What a manifest begins with; another one is not read. The rest is in postcard's format
/// (<https://postcard.jamesmunns.com/wire-format>), and at its end the hash of all before.
const HEAD: &[u8] = b"dateline manifest 3\n";

/// The first half of a BLAKE3 hash: of 2^64 files made for it, two would be one.
pub(super) type Hash = [u8; 16];

/// The hash of what a file holds.
pub(super) fn hash(bytes: &[u8]) -> Hash {
    let hash = blake3::hash(bytes);
    *hash.as_bytes().first_chunk().unwrap_or(&[0; 16])
}

/// What a file held when it was written. One that still has its length and time of change still holds it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Stamp {
    pub hash: Hash,
    /// What it was made from, where that can be told: no part of what it holds.
    pub inputs: Option<Inputs>,
    /// In bytes.
    pub len: u64,
    /// Time of change, in nanoseconds since 1970.
    pub changed: u64,
}

impl PartialEq for Stamp {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && self.len == other.len && self.changed == other.changed
    }
}

impl Stamp {
    pub fn new(hash: Hash, metadata: &Metadata) -> Self {
        Self {
            hash,
            inputs: None,
            len: metadata.len(),
            changed: time_of_change(metadata),
        }
    }

    /// Whether the file at `path` is still the one that was stamped.
    pub fn fits_file(&self, path: &Path) -> bool {
        std::fs::symlink_metadata(path).is_ok_and(|metadata| {
            metadata.is_file()
                && metadata.len() == self.len
                && time_of_change(&metadata) == self.changed
        })
    }
}

fn time_of_change(metadata: &Metadata) -> u64 {
    let time = metadata.modified().unwrap_or(UNIX_EPOCH);
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}

/// The files that Dateline made.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    files: Arc<Tree>,
    /// Of each file. Where a build was stopped it is not known which of two a file holds: then there is none.
    stamps: Vec<Option<Stamp>>,
    /// For each folder the moment in which it held nothing else; see [`Listed`](super::listed::Listed).
    listed: Vec<Option<u64>>,
}

impl Manifest {
    /// Of these files. What else their folders hold is told by `listed`, if that is known.
    pub fn new(files: Arc<Tree>, stamps: Vec<Option<Stamp>>, listed: Vec<Option<u64>>) -> Self {
        Self {
            files,
            stamps,
            listed,
        }
    }

    /// Reads a manifest; none if there is none, or it was not written by this version.
    pub fn load(path: &Path) -> Result<Option<Self>, Error> {
        match disk::read(path) {
            Ok(bytes) => Ok(Self::parse(&bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::machine(path)(error)),
        }
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let rest = sealed::open_bytes(bytes)?.strip_prefix(HEAD)?;
        let (files, stamps, listed): (Tree, Vec<Option<Stamp>>, Vec<Option<u64>>) =
            postcard::from_bytes(rest).ok()?;
        (files.len() == stamps.len()).then(|| Self::new(Arc::new(files), stamps, listed))
    }

    fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        let Self {
            files,
            stamps,
            listed,
        } = self;
        // A large site's is long, and written when all else is held.
        sealed::seal_into(to, |to| {
            to.write_all(HEAD)?;
            postcard::to_io(&(&**files, stamps, listed), to).map_err(io::Error::other)?;
            Ok(())
        })
    }

    /// Writes the manifest, whole or not at all.
    pub fn save(&self, path: &Path) -> Result<(), Error> {
        let save = || -> io::Result<()> {
            let folder = path.parent().unwrap_or(path);
            disk::create_dir_all(folder)?;
            let part = path.with_extension("part");
            disk::write_through(&part, |to| self.write(to))?;
            disk::rename(&part, path)
        };
        save().map_err(Error::machine(path))
    }

    /// The files of both; where they differ it is not known which one is there.
    pub fn or(self, other: &Self) -> Self {
        let mut files = Tree::default();
        let mut stamps = Vec::new();
        let (mut these, mut others) = (self.entries().peekable(), other.entries().peekable());
        loop {
            let order = match (these.peek(), others.peek()) {
                (Some((this, _)), Some((other, _))) => tree::order(this, other),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (None, None) => break,
            };
            let this = these.next_if(|_| order.is_le());
            let other = others.next_if(|_| order.is_ge());
            let Some((path, _)) = this.or(other) else {
                break;
            };
            let agreed = (this.zip(other)).and_then(|((_, a), (_, b))| a.filter(|_| a == b));
            files.push(path);
            stamps.push(agreed);
        }
        Self::new(Arc::new(files), stamps, Vec::new())
    }

    fn entries(&self) -> impl Iterator<Item = (&str, Option<Stamp>)> {
        self.files.paths().zip(self.stamps.iter().copied())
    }

    /// The files.
    pub fn files(&self) -> &Tree {
        &self.files
    }

    /// What the file with that number held when it was made.
    pub fn stamp(&self, file: usize) -> Option<&Stamp> {
        self.stamps.get(file)?.as_ref()
    }

    /// What each held.
    pub fn stamps(&self) -> &[Option<Stamp>] {
        &self.stamps
    }

    /// The moment in which the folder with that number held nothing else, if that is known.
    pub fn listed(&self, folder: usize) -> Option<u64> {
        *self.listed.get(folder)?
    }

    /// The folders of its files.
    pub fn folders(&self) -> Folders {
        Folders::of(&self.files)
    }

    /// Whether Dateline made the file at `path`.
    pub fn holds(&self, path: &str) -> bool {
        self.files.find(path).is_some()
    }

    /// Forgets what the files hold, not which they are.
    pub fn forget_stamps(&mut self) {
        self.stamps.fill(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(files: &[(&str, u8)]) -> Manifest {
        let stamp = |n| Stamp {
            hash: [n; 16],
            inputs: (n > 1).then_some([n + 1; 16]),
            len: u64::from(n),
            changed: 12,
        };
        let paths = files.iter().map(|(path, _)| *path).collect();
        let stamps = files.iter().map(|(_, n)| Some(stamp(*n))).collect();
        Manifest::new(Arc::new(paths), stamps, vec![None, Some(3)])
    }

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/public");
        let made = manifest(&[("a b/c.html", 1), ("d", 2)]).or(&manifest(&[("d", 2), ("e", 3)]));
        made.save(&path).unwrap();
        let read = Manifest::load(&path).unwrap().unwrap();
        assert_eq!(read.files, made.files);
        assert_eq!(read.stamps, made.stamps);
        assert_eq!(read.stamp(1).unwrap().inputs, Some([3; 16]));
        assert_eq!(read.listed, made.listed);
        let bytes = std::fs::read(&path).unwrap();
        for cut in 0..bytes.len() {
            assert!(Manifest::parse(&bytes[..cut]).is_none(), "cut at {cut}");
        }
        assert!(Manifest::parse(b"something else\n").is_none());
        assert!(
            Manifest::load(&folder.path().join("none"))
                .unwrap()
                .is_none()
        );
    }

    #[test]
    fn of_two_manifests_only_what_they_agree_on_is_known() {
        let both = manifest(&[("a", 1), ("b", 2), ("c", 3)]).or(&manifest(&[
            ("b", 2),
            ("c", 4),
            ("d", 5),
        ]));
        let paths: Vec<&str> = both.files().paths().collect();
        assert_eq!(paths, ["a", "b", "c", "d"]);
        let known: Vec<bool> = both.stamps().iter().map(Option::is_some).collect();
        assert_eq!(known, [false, true, false, false]);
    }
}
