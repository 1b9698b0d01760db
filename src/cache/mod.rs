//! Entries of earlier builds, by the content that they were read from.
//!
//! To read a document and to find who speaks in it is a function of its text, of the settings, and of the program. So an
//! entry is kept under the hash of all three ([`Key`]): what has any other is read anew, and nothing needs to be known of
//! what an editor did. The documents of a site are dealt to [`SHARDS`] files by their paths, so that an edit rewrites a
//! small one, and no more than a few are held at once.
//!
//! A file that is damaged, of another program or of other settings is as good as none ([`Opened`] tells which); one that
//! can't be written is not needed.

mod kept;
mod shard;

use crate::article::Article;
use crate::diagnostics::Diagnostic;
use crate::quotes::{Entry, Quotation, Speaker};
use crate::sealed;
use crate::source::Document;
use kept::Kept;
use shard::Shard;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Among how many files the documents are dealt.
pub const SHARDS: usize = 256;

/// What an entry is kept under: a BLAKE3 hash.
pub type Key = [u8; 32];

/// What stands in an entry beside its document.
pub type Reading = (Article, Vec<Quotation>, Vec<Arc<Speaker>>, Vec<Diagnostic>);

/// The folder of the entries that a site's builds keep.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    /// Of the program and the settings.
    base: Key,
}

/// What was found in the place of a shard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A shard of this program and these settings, or none yet.
    Fit,
    /// One of another program or of other settings.
    Old,
    /// What is no shard, or was changed since it was written.
    Damaged,
}

/// The entries of some of a site's documents.
#[derive(Debug)]
pub struct Entries {
    path: PathBuf,
    base: Key,
    /// As it was on disk.
    before: Shard,
    /// As it is to be: none stands for what was on disk.
    after: Vec<(Key, Option<Vec<u8>>)>,
    /// How many of those that were on disk are asked for.
    used: usize,
    opened: Opened,
}

impl Cache {
    /// The entries that are kept in `state`, for a program of this build and `settings`: all bytes that say how documents
    /// are read.
    #[must_use]
    pub fn new<'s>(state: &Path, settings: impl IntoIterator<Item = &'s [u8]>) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(env!("DATELINE_BUILD").as_bytes());
        for part in settings {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self {
            folder: state.join("entries"),
            base: *hasher.finalize().as_bytes(),
        }
    }

    /// Which shard a document is dealt to, by its path: below [`SHARDS`].
    #[must_use]
    pub fn shard_of(path: &str) -> usize {
        usize::from(blake3::hash(path.as_bytes()).as_bytes()[0]) % SHARDS
    }

    /// Reads a shard.
    #[must_use]
    pub fn open(&self, shard: usize) -> Entries {
        let path = self.folder.join(format!("{shard:02x}"));
        let (opened, before) = match std::fs::read(&path) {
            Ok(bytes) => match Shard::parse(bytes, &self.base) {
                Ok(shard) => (Opened::Fit, shard),
                Err(why) => (why, Shard::default()),
            },
            Err(_) => (Opened::Fit, Shard::default()),
        };
        Entries {
            path,
            base: self.base,
            before,
            after: Vec::new(),
            used: 0,
            opened,
        }
    }
}

impl Entries {
    /// What was found on disk.
    #[must_use]
    pub fn opened(&self) -> Opened {
        self.opened
    }

    /// What a document was read as, if it is known.
    pub fn take(&mut self, document: &Document) -> Option<Reading> {
        let key = key(document);
        let bytes = self.before.get(&key)?;
        let kept: Kept = postcard::from_bytes(bytes).ok()?;
        let reading = kept.into_reading(document)?;
        self.after.push((key, None));
        self.used += 1;
        Some(reading)
    }

    /// Keeps an entry, with what there is to report of it beside what [`Document::diagnostics`] has.
    pub fn keep(&mut self, entry: &Entry, diagnostics: &[Diagnostic]) {
        let kept = kept::Borrowed::new(entry, diagnostics);
        if let Some(bytes) = kept.and_then(|kept| postcard::to_allocvec(&kept).ok()) {
            self.after.push((key(&entry.document), Some(bytes)));
        }
    }

    /// Writes the shard, whole or not at all, if it is another than before.
    ///
    /// # Errors
    /// Those of the file system: the next build reads what is not there anew.
    pub fn save(self) -> io::Result<()> {
        let same = self.opened == Opened::Fit
            && self.used == self.after.len()
            && self.used == self.before.len();
        if same {
            return Ok(());
        }
        if self.after.is_empty() {
            return std::fs::remove_file(&self.path);
        }
        let entries = self.after.iter().filter_map(|(key, new)| {
            let bytes = new.as_deref().or_else(|| self.before.get(key))?;
            Some((key, bytes))
        });
        let bytes = shard::write(&self.base, entries.collect());
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        sealed::replace(&self.path, bytes)
    }
}

/// The hash of a document's path and text.
fn key(document: &Document) -> Key {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(document.path.len() as u64).to_le_bytes());
    hasher.update(document.path.as_bytes());
    hasher.update(&document.hash);
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article, quotes, source};

    const TEXT: &str =
        "Bridge opens\n\n“It is open,” said Mira Kovač, mayor of Vestra.\n\n“It will stay.”";

    fn document(path: &str, text: &str) -> Document {
        source::read(text.as_bytes(), path).unwrap()
    }

    /// Reads a document with a cache; tells whether it was known.
    fn read(cache: &Cache, document: Document) -> (String, bool) {
        let (site, register) = Default::default();
        let mut entries = cache.open(Cache::shard_of(&document.path));
        let known = entries.take(&document);
        let was_known = known.is_some();
        let (article, quotations, speakers, diagnostics) = known.unwrap_or_else(|| {
            let own = document.diagnostics.len();
            let (article, mut diagnostics) = article::read(&document, &site);
            let (entry, more) = quotes::read(document.clone(), article, &site, &register);
            diagnostics.extend(more);
            let rest = diagnostics.split_off(own);
            entries.keep(&entry, &rest);
            (entry.article, entry.quotations, entry.speakers, rest)
        });
        entries.save().unwrap();
        (
            format!("{article:?} {quotations:?} {speakers:?} {diagnostics:?}"),
            was_known,
        )
    }

    #[test]
    fn what_is_known_is_what_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), [&b"settings"[..]]);
        let (first, known) = read(&cache, document("content/a.txt", TEXT));
        assert!(!known);
        let (again, known) = read(&cache, document("content/a.txt", TEXT));
        assert!(known);
        assert_eq!(first, again);
        // Another text, another path, other settings: read anew.
        let longer = format!("{TEXT} Since May.");
        assert!(!read(&cache, document("content/a.txt", &longer)).1);
        assert!(!read(&cache, document("content/b.txt", TEXT)).1);
        let other = Cache::new(folder.path(), [&b"other settings"[..]]);
        assert_eq!(
            other.open(Cache::shard_of("content/a.txt")).opened(),
            Opened::Old
        );
        assert!(!read(&other, document("content/a.txt", &longer)).1);
    }

    #[test]
    fn a_damaged_shard_is_noticed_at_every_byte() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), [&b"settings"[..]]);
        read(&cache, document("content/a.txt", TEXT));
        let shard = Cache::shard_of("content/a.txt");
        let path = cache.open(shard).path;
        let whole = std::fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x10;
            std::fs::write(&path, &damaged).unwrap();
            assert_ne!(cache.open(shard).opened(), Opened::Fit, "byte {at}");
            std::fs::write(&path, &whole[..at]).unwrap();
            assert_ne!(cache.open(shard).opened(), Opened::Fit, "cut at {at}");
        }
        std::fs::write(&path, &whole).unwrap();
        assert_eq!(cache.open(shard).opened(), Opened::Fit);
    }
}
