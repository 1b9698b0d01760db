//! The names of files that take long to make, kept from one build to the next: which files there are is known before any
//! is made, and one that is published already need not be.

use crate::sealed;
use std::fs;
use std::io;
use std::path::Path;

/// The first line of a record.
const HEAD: &str = "dateline names 1";

/// The names that were kept in the file `record` for `inputs`, a hash of what the files are made from; none where it is
/// not there, is damaged, or was written for others.
pub(super) fn read(record: &Path, inputs: &[u8; 32]) -> Option<Vec<String>> {
    let text = fs::read_to_string(record).ok()?;
    let mut lines = sealed::open(&text)?.lines();
    let of = (lines.next()?, lines.next()?);
    let hex = blake3::Hash::from_bytes(*inputs).to_hex();
    (of == (HEAD, hex.as_str())).then(|| lines.map(str::to_owned).collect())
}

/// Keeps names, none of which holds a line break.
///
/// # Errors
/// Those of the file system: what is not kept is made once more by the next build.
pub(super) fn write<'n>(
    record: &Path,
    inputs: &[u8; 32],
    names: impl Iterator<Item = &'n str>,
) -> io::Result<()> {
    let inputs = blake3::Hash::from_bytes(*inputs).to_hex();
    let mut lines = format!("{HEAD}\n{inputs}\n");
    for name in names {
        lines.push_str(name);
        lines.push('\n');
    }
    sealed::replace(record, sealed::seal(lines))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_read_for_the_same_inputs_alone() {
        let folder = tempfile::tempdir().unwrap();
        let record = folder.path().join("names");
        assert_eq!(read(&record, &[1; 32]), None);
        for names in [&["a/b.json", "c"][..], &[]] {
            write(&record, &[1; 32], names.iter().copied()).unwrap();
            assert_eq!(read(&record, &[1; 32]).unwrap(), names);
            assert_eq!(read(&record, &[2; 32]), None);
        }
        let text = fs::read_to_string(&record).unwrap();
        for cut in 0..text.len() {
            fs::write(&record, &text[..cut]).unwrap();
            assert_eq!(read(&record, &[1; 32]), None, "cut at {cut}");
        }
    }
}
