//! Smaller pictures kept between builds, by the content of the picture that they were made from.
//!
//! For each picture there is a record with a line a size: width, height, ending, and the hash of its bytes; the last line is the hash of
//! those above it. What was damaged or half written does not fit its hash, and is made anew.

use super::scaled::Scaled;
use super::{Clean, Format};
use crate::sealed;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Says how smaller pictures are made: another number where their bytes change.
const RECIPE: &[u8] = b"dateline pictures 1\n";

/// What is known of a smaller picture.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) format: Format,
    hash: blake3::Hash,
}

/// The folder that they are kept in.
#[derive(Clone, Debug)]
pub(crate) struct Store(PathBuf);

/// The name of a picture: made from its content and from how smaller ones are made.
pub(super) fn key(picture: &Clean) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(RECIPE);
    hasher.update(&picture.bytes);
    let hex = hasher.finalize().to_hex();
    hex[..20].to_owned()
}

impl Kept {
    pub(super) fn of(scaled: &Scaled) -> Self {
        Self {
            width: scaled.width,
            height: scaled.height,
            format: scaled.format,
            hash: blake3::hash(&scaled.bytes),
        }
    }

    fn parse(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let kept = Self {
            width: words.next()?.parse().ok()?,
            height: words.next()?.parse().ok()?,
            format: match words.next()? {
                "jpg" => Format::Jpeg,
                "png" => Format::Png,
                _ => return None,
            },
            hash: blake3::Hash::from_hex(words.next()?).ok()?,
        };
        Some(kept)
    }

    /// Whether these are its bytes.
    pub(super) fn fits(&self, bytes: &[u8]) -> bool {
        blake3::hash(bytes) == self.hash
    }
}

impl Store {
    pub(super) fn new(state: &Path) -> Self {
        Self(state.join("pictures"))
    }

    /// The one beside it for cards.
    pub(super) fn of_cards(&self) -> Self {
        Self(self.0.with_file_name("cards"))
    }

    fn file(&self, key: &str, width: u32) -> PathBuf {
        self.0.join(format!("{key}-{width}"))
    }

    /// What is kept of a picture; none where nothing is, or not all of it.
    pub(super) fn kept(&self, key: &str) -> Option<Vec<Kept>> {
        let record = fs::read_to_string(self.0.join(key)).ok()?;
        sealed::open(&record)?.lines().map(Kept::parse).collect()
    }

    /// The bytes of a smaller picture, if they are what they should be.
    pub(super) fn bytes(&self, key: &str, kept: &Kept) -> Option<Vec<u8>> {
        let bytes = fs::read(self.file(key, kept.width)).ok()?;
        kept.fits(&bytes).then_some(bytes)
    }

    /// Keeps smaller pictures. Where that fails they are made once more by who needs them.
    pub(super) fn keep(&self, key: &str, scaled: &[Scaled]) {
        let keep = || -> io::Result<()> {
            fs::create_dir_all(&self.0)?;
            let mut record = String::new();
            for smaller in scaled {
                fs::write(self.file(key, smaller.width), &smaller.bytes)?;
                let Kept {
                    width,
                    height,
                    format,
                    hash,
                } = Kept::of(smaller);
                let ending = format.ending();
                record += &format!("{width} {height} {ending} {}\n", hash.to_hex());
            }
            fs::write(self.0.join(key), sealed::seal(record))
        };
        let _ = keep();
    }

    /// The bytes of the PNG that is kept alone under a key, if they are what they should be.
    pub(crate) fn single(&self, key: &str) -> Option<Vec<u8>> {
        let kept = self.kept(key)?;
        self.bytes(key, kept.first()?)
    }

    /// Keeps a PNG alone under a key.
    pub(crate) fn keep_single(&self, key: &str, (width, height): (u32, u32), bytes: &[u8]) {
        let picture = Scaled {
            width,
            height,
            format: Format::Png,
            bytes: bytes.to_vec(),
        };
        self.keep(key, &[picture]);
    }

    /// Removes what belongs to no picture of these names.
    pub(crate) fn leave_only(&self, keys: &HashSet<&str>) {
        for entry in self.0.read_dir().into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_str().unwrap_or_default();
            let key = name.split_once('-').map_or(name, |(key, _)| key);
            if !keys.contains(key) {
                // What can't be removed now is tried again by the next build.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}
