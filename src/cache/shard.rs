//! A file of entries.
//!
//! A line that says what it is; 32 bytes of the program and the settings; then each entry's key, its length in four bytes
//! (little-endian) and its bytes; at the end the BLAKE3 hash of all before.

use super::{Key, Opened};
use crate::sealed;
use std::collections::HashMap;
use std::ops::Range;

const HEAD: &[u8] = b"dateline entries 1\n";
const HASH: usize = blake3::OUT_LEN;

/// The entries of a file, in its bytes.
#[derive(Debug, Default)]
pub(super) struct Shard {
    bytes: Vec<u8>,
    entries: HashMap<Key, Range<usize>>,
}

impl Shard {
    /// Reads a file of the program and the settings that `base` tells.
    pub(super) fn parse(bytes: Vec<u8>, base: &Key) -> Result<Self, Opened> {
        let entries = entries(&bytes, base)?;
        Ok(Self { bytes, entries })
    }

    pub(super) fn get(&self, key: &Key) -> Option<&[u8]> {
        self.bytes.get(self.entries.get(key)?.clone())
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }
}

fn entries(bytes: &[u8], base: &Key) -> Result<HashMap<Key, Range<usize>>, Opened> {
    let content = sealed::open_bytes(bytes).ok_or(Opened::Damaged)?;
    let rest = content.strip_prefix(HEAD).ok_or(Opened::Old)?;
    let (of, mut rest) = rest.split_first_chunk::<HASH>().ok_or(Opened::Damaged)?;
    if of != base {
        return Err(Opened::Old);
    }
    let mut entries = HashMap::new();
    while !rest.is_empty() {
        let (key, after) = rest.split_first_chunk::<HASH>().ok_or(Opened::Damaged)?;
        let (len, after) = after.split_first_chunk::<4>().ok_or(Opened::Damaged)?;
        let len = u32::from_le_bytes(*len) as usize;
        rest = after.get(len..).ok_or(Opened::Damaged)?;
        let start = content.len() - after.len();
        entries.insert(*key, start..start + len);
    }
    Ok(entries)
}

/// A file of `entries`, in the order of their keys.
pub(super) fn write(base: &Key, mut entries: Vec<(&Key, &[u8])>) -> Vec<u8> {
    entries.sort_by_key(|(key, _)| *key);
    let all: usize = entries
        .iter()
        .map(|(_, bytes)| bytes.len() + HASH + 4)
        .sum();
    let mut file = Vec::with_capacity(HEAD.len() + 2 * HASH + all);
    file.extend_from_slice(HEAD);
    file.extend_from_slice(base);
    for (key, bytes) in entries {
        let Ok(len) = u32::try_from(bytes.len()) else {
            continue;
        };
        file.extend_from_slice(key);
        file.extend_from_slice(&len.to_le_bytes());
        file.extend_from_slice(bytes);
    }
    sealed::seal_bytes(file)
}
