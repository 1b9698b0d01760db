//! Which files of an output folder Dateline made, and what they hold.

use super::{Error, Inputs, disk};
use crate::sealed;
use ahash::{HashMap, HashSet, HashSetExt};
use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;
use rayon::str::ParallelString;
use std::fmt::Write;
use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::UNIX_EPOCH;

/// The first line of a manifest; another one is not read.
const HEAD: &str = "dateline manifest 2";

/// What a file held when it was written. One that still has its length and time of change still holds it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stamp {
    pub hash: [u8; 32],
    /// What it was made from, where that can be told: no part of what it holds.
    pub inputs: Option<Inputs>,
    /// In bytes.
    pub len: u64,
    /// Time of change, in nanoseconds since 1970.
    pub changed: u128,
}

impl PartialEq for Stamp {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && self.len == other.len && self.changed == other.changed
    }
}

impl Stamp {
    pub fn new(hash: [u8; 32], metadata: &Metadata) -> Self {
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

fn time_of_change(metadata: &Metadata) -> u128 {
    let time = metadata.modified().unwrap_or(UNIX_EPOCH);
    time.duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_nanos()
}

/// The files that Dateline made, by path from the output folder with `/` between its parts.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    /// Where a build was stopped it is not known which of two a file holds: then there is no stamp.
    files: HashMap<String, Option<Stamp>>,
}

impl FromIterator<(String, Stamp)> for Manifest {
    fn from_iter<I: IntoIterator<Item = (String, Stamp)>>(files: I) -> Self {
        let files = files.into_iter().map(|(path, stamp)| (path, Some(stamp)));
        Self {
            files: files.collect(),
        }
    }
}

impl Manifest {
    /// Reads a manifest; none if there is none, or it was not written by this version.
    pub fn load(path: &Path) -> Result<Option<Self>, Error> {
        match disk::read_to_string(path) {
            Ok(text) => Ok(Self::parse(&text)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == ErrorKind::InvalidData => Ok(None),
            Err(error) => Err(Error::machine(path)(error)),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let text = sealed::open(text)?;
        let lines = text.strip_prefix(HEAD)?.strip_prefix('\n')?;
        let files = lines.par_lines().map(|line| {
            let mut fields = line.splitn(5, ' ');
            let hash = fields.next()?;
            let inputs = fields.next()?;
            let len = fields.next()?.parse().ok()?;
            let changed = fields.next()?.parse().ok()?;
            let path = fields.next()?.to_owned();
            if hash == "-" {
                return Some((path, None));
            }
            let bytes = |hex: &str| Some(*blake3::Hash::from_hex(hex).ok()?.as_bytes());
            let stamp = Stamp {
                hash: bytes(hash)?,
                inputs: match inputs {
                    "-" => None,
                    inputs => Some(bytes(inputs)?),
                },
                len,
                changed,
            };
            Some((path, Some(stamp)))
        });
        let files: Option<Vec<(String, Option<Stamp>)>> = files.collect();
        Some(Self {
            files: files?.into_iter().collect(),
        })
    }

    /// Writes the manifest, whole or not at all.
    pub fn save(&self, path: &Path) -> Result<(), Error> {
        let files: Vec<(&String, &Option<Stamp>)> = self.files.iter().collect();
        let lines: Vec<String> = files.par_chunks(4096).map(lines).collect();
        let text = format!("{HEAD}\n{}", lines.concat());
        let save = || -> io::Result<()> {
            let folder = path.parent().unwrap_or(path);
            disk::create_dir_all(folder)?;
            let part = path.with_extension("part");
            disk::write_through(&part, sealed::seal(text).as_bytes())?;
            disk::rename(&part, path)
        };
        save().map_err(Error::machine(path))
    }

    /// The files of both; where they differ it is not known which one is there.
    pub fn or(mut self, other: Self) -> Self {
        for (path, stamp) in &mut self.files {
            if other.files.get(path) != Some(stamp) {
                *stamp = None;
            }
        }
        for (path, _) in other.files {
            self.files.entry(path).or_insert(None);
        }
        self
    }

    /// How many files they are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// What the file at `path` held when it was made.
    pub fn stamp(&self, path: &str) -> Option<&Stamp> {
        self.files.get(path)?.as_ref()
    }

    /// Whether Dateline made the file at `path`.
    pub fn holds(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Forgets what the files hold, not which they are.
    pub fn forget_stamps(&mut self) {
        self.files.values_mut().for_each(|stamp| *stamp = None);
    }

    /// The files' paths, in no order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}

/// The lines of some files.
fn lines(files: &[(&String, &Option<Stamp>)]) -> String {
    let mut text = String::with_capacity(230 * files.len());
    for (file, stamp) in files {
        let written = match stamp {
            Some(stamp) => {
                let Stamp { len, changed, .. } = stamp;
                let hex = |hash: [u8; 32]| blake3::Hash::from_bytes(hash).to_hex();
                let hash = hex(stamp.hash);
                let inputs = stamp.inputs.map(hex);
                let inputs = inputs.as_ref().map_or("-", |inputs| inputs.as_str());
                writeln!(text, "{hash} {inputs} {len} {changed} {file}")
            }
            None => writeln!(text, "- - 0 0 {file}"),
        };
        // Writing to a string does not fail.
        debug_assert!(written.is_ok());
    }
    text
}

/// All folders that hold one of the files, at any depth.
pub(super) fn folders<'p>(paths: impl Iterator<Item = &'p str>) -> HashSet<&'p str> {
    let mut folders = HashSet::new();
    for mut path in paths {
        while let Some((folder, _)) = path.rsplit_once('/') {
            if !folders.insert(folder) {
                break;
            }
            path = folder;
        }
    }
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(files: &[(&str, u8)]) -> Manifest {
        let stamp = |n| Stamp {
            hash: [n; 32],
            inputs: (n > 1).then_some([n + 1; 32]),
            len: u64::from(n),
            changed: 12,
        };
        let files = files.iter().map(|&(path, n)| (path.to_owned(), stamp(n)));
        files.collect()
    }

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/public");
        let made = manifest(&[("a b/c.html", 1), ("d", 2)]).or(manifest(&[("d", 2), ("e", 3)]));
        made.save(&path).unwrap();
        assert_eq!(
            Manifest::load(&path).unwrap().unwrap().files,
            made.files.clone()
        );
        let text = std::fs::read_to_string(&path).unwrap();
        for (cut, _) in text.char_indices() {
            assert!(Manifest::parse(&text[..cut]).is_none(), "cut at {cut}");
        }
        assert!(Manifest::parse("something else\n").is_none());
        assert!(
            Manifest::load(&folder.path().join("none"))
                .unwrap()
                .is_none()
        );
    }

    #[test]
    fn of_two_manifests_only_what_they_agree_on_is_known() {
        let both =
            manifest(&[("a", 1), ("b", 2), ("c", 3)]).or(manifest(&[("b", 2), ("c", 4), ("d", 5)]));
        assert!("abcd".chars().all(|c| both.holds(&c.to_string())));
        let known: Vec<_> = ["a", "b", "c", "d"]
            .into_iter()
            .filter(|path| both.stamp(path).is_some())
            .collect();
        assert_eq!(known, ["b"]);
    }

    #[test]
    fn folders_are_those_above_files() {
        let made = manifest(&[("a/b/c", 1), ("a/d", 2), ("e", 3)]);
        assert_eq!(folders(made.paths()), ["a", "a/b"].into_iter().collect());
    }
}
