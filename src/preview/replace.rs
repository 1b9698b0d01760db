//! A file of the content replaced whole, by one that somebody has just decided on.

use super::desk::Version;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Why a file stays as it is.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    /// It is not what the editor saw.
    #[error("the file has changed since this page was made; look at it again")]
    Changed,
    /// It lies elsewhere.
    #[error("the file lies outside of content/")]
    Elsewhere,
    /// It can't be changed without harm.
    #[error("{0}")]
    Unfit(String),
    /// The machine did not do it.
    #[error("can't write the file: {0}")]
    Machine(#[from] io::Error),
}

/// Replaces `file`, which must lie below `content` and still be of `version` (none: not be there), by what `change` makes
/// of it. Another program sees the old file or the new one; its permissions stay.
pub(super) fn replace(
    file: &Path,
    content: &Path,
    version: Option<Version>,
    change: impl FnOnce(&[u8]) -> Result<Vec<u8>, Refusal>,
) -> Result<(), Refusal> {
    let content = content.canonicalize()?;
    // A link stays one: what it leads to is replaced.
    let target = match file.canonicalize() {
        Ok(target) => target,
        Err(error) if error.kind() == ErrorKind::NotFound && version.is_none() => {
            let name = file.file_name().ok_or(Refusal::Elsewhere)?;
            file.parent()
                .ok_or(Refusal::Elsewhere)?
                .canonicalize()?
                .join(name)
        }
        Err(error) => return Err(error.into()),
    };
    let folder = target
        .parent()
        .filter(|folder| folder.starts_with(&content));
    let folder = folder.ok_or(Refusal::Elsewhere)?;
    let (bytes, permissions) = match std::fs::read(&target) {
        Ok(bytes) => (bytes, Some(target.metadata()?.permissions())),
        Err(error) if error.kind() == ErrorKind::NotFound => (Vec::new(), None),
        Err(error) => return Err(error.into()),
    };
    if permissions.as_ref().map(|_| Version::of(&bytes)) != version {
        return Err(Refusal::Changed);
    }
    let bytes = change(&bytes)?;
    // A name with a dot is no document.
    let mut new = tempfile::Builder::new()
        .prefix(".dateline-")
        .tempfile_in(folder)?;
    new.write_all(&bytes)?;
    if let Some(permissions) = permissions {
        new.as_file().set_permissions(permissions)?;
    } else {
        new.as_file().set_permissions(usual(folder)?)?;
    }
    new.as_file().sync_all()?;
    new.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// The permissions of a new file: those by which everyone who can look into the folder can read it.
#[cfg(unix)]
fn usual(folder: &Path) -> io::Result<std::fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    let of_folder = folder.metadata()?.permissions().mode();
    Ok(std::fs::Permissions::from_mode(of_folder & 0o666))
}

#[cfg(not(unix))]
fn usual(folder: &Path) -> io::Result<std::fs::Permissions> {
    Ok(folder.metadata()?.permissions())
}
