//! Records of what a build knows that tell whether they are whole: the last line is the BLAKE3 hash of those above it.

use std::io;
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
