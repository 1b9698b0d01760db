//! Records of what a build knows that tell whether they are whole: the BLAKE3 hash of all before is at the end, in
//! records of lines as the last line.

use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Writes a file beside its place and moves it there, so that a build which is stopped leaves the old one or the new one.
///
/// # Errors
/// Those of the file system.
pub(crate) fn replace(path: &Path, bytes: impl AsRef<[u8]>) -> io::Result<()> {
    let part = path.with_extension("part");
    std::fs::write(&part, bytes)?;
    std::fs::rename(part, path)
}

/// A record of whole lines, with its hash.
pub(crate) fn seal(mut lines: String) -> String {
    debug_assert!(lines.is_empty() || lines.ends_with('\n'));
    let hash = blake3::hash(lines.as_bytes()).to_hex();
    lines.push_str(&hash);
    lines
}

/// The lines of a record; none where it is not as it was sealed.
pub(crate) fn open(record: &str) -> Option<&str> {
    let at = record.rfind('\n').map_or(0, |at| at + 1);
    let (lines, hash) = record.split_at(at);
    (blake3::hash(lines.as_bytes()).to_hex().as_str() == hash).then_some(lines)
}

/// A record of any bytes, with its hash.
pub(crate) fn seal_bytes(mut bytes: Vec<u8>) -> Vec<u8> {
    let hash = blake3::hash(&bytes);
    bytes.extend_from_slice(hash.as_bytes());
    bytes
}

/// Writes a record of any bytes, with its hash, without holding all of it.
///
/// # Errors
/// Those of `to`, and those of `write`.
pub(crate) fn seal_into<W: Write>(
    to: W,
    write: impl FnOnce(&mut BufWriter<Hashing<W>>) -> io::Result<()>,
) -> io::Result<()> {
    const AT_ONCE: usize = 1 << 18;
    let hashing = Hashing {
        to,
        hasher: blake3::Hasher::new(),
    };
    let mut buffer = BufWriter::with_capacity(AT_ONCE, hashing);
    write(&mut buffer)?;
    let mut hashing = buffer
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    let hash = hashing.hasher.finalize();
    hashing.to.write_all(hash.as_bytes())
}

/// Hashes what is written.
pub(crate) struct Hashing<W> {
    to: W,
    hasher: blake3::Hasher,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// The bytes of a record; none where it is not as it was sealed.
pub(crate) fn open_bytes(record: &[u8]) -> Option<&[u8]> {
    let (bytes, hash) = record.split_last_chunk::<{ blake3::OUT_LEN }>()?;
    (blake3::hash(bytes).as_bytes() == hash).then_some(bytes)
}
