//! One build of a site at a time.

use super::{Error, disk};
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The folder below a site's root where builds keep what they know of each other.
const STATE: &str = ".dateline";

/// The right to publish a site: held by one program at a time, given back when dropped or when the program ends,
/// however it ends.
#[derive(Debug)]
pub struct Lock {
    root: PathBuf,
    state: PathBuf,
    _file: File,
    alone: bool,
}

impl Lock {
    /// Takes the lock of the site at `root`; when another build holds it, calls `waiting` and waits.
    ///
    /// # Errors
    /// When the site's `.dateline` folder can't be written.
    pub fn take(root: &Path, waiting: impl FnOnce()) -> Result<Self, Error> {
        let root = root.canonicalize().map_err(Error::machine(root))?;
        let state = root.join(STATE);
        disk::create_dir_all(&state).map_err(Error::machine(&state))?;
        let ignore = state.join(".gitignore");
        if !ignore.exists() {
            disk::write(&ignore, b"*\n").map_err(Error::machine(&ignore))?;
        }
        let path = state.join("lock");
        let file = disk::open_lock(&path).map_err(Error::machine(&path))?;
        let locked = match file.try_lock() {
            Ok(()) => Ok(()),
            Err(TryLockError::WouldBlock) => {
                waiting();
                file.lock()
            }
            Err(TryLockError::Error(error)) => Err(error),
        };
        let alone = match locked {
            Ok(()) => true,
            // A file system without locks builds all the same.
            Err(error) if error.kind() == ErrorKind::Unsupported => false,
            Err(error) => return Err(Error::Machine { path, error }),
        };
        Ok(Self {
            root,
            state,
            _file: file,
            alone,
        })
    }

    /// Whether it is certain that no other build of the site runs.
    pub(super) fn is_alone(&self) -> bool {
        self.alone
    }

    /// The site's folder, its symbolic links resolved.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder for what builds remember.
    #[must_use]
    pub fn state(&self) -> &Path {
        &self.state
    }
}
