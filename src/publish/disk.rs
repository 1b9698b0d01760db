//! What publishing asks of the file system. Every call that changes it stands here and nowhere else in this module, and
//! so do the calls that read what decides about a file: in tests each can be made to fail, one after the other.

#[cfg(test)]
use super::faults;
use std::fs::{self, File, Metadata, Permissions, ReadDir};
use std::io::{self, Write};
use std::path::Path;
use std::time::SystemTime;

/// Passes, but for tests in which it is this call's turn to fail.
#[cfg(test)]
fn step() -> io::Result<()> {
    faults::step()
}

#[cfg(not(test))]
#[inline]
#[expect(
    clippy::unnecessary_wraps,
    reason = "it fails in tests, where it counts"
)]
const fn step() -> io::Result<()> {
    Ok(())
}

pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    step()?;
    fs::read(path)
}

pub(super) fn read_to_string(path: &Path) -> io::Result<String> {
    step()?;
    fs::read_to_string(path)
}

pub(super) fn read_dir(path: &Path) -> io::Result<ReadDir> {
    step()?;
    path.read_dir()
}

/// What stands at `path` itself, should it be a link.
pub(super) fn symlink_metadata(path: &Path) -> io::Result<Metadata> {
    step()?;
    path.symlink_metadata()
}

/// Whether anything stands at `path`; an error where that can't be told.
pub(super) fn exists(path: &Path) -> io::Result<bool> {
    step()?;
    path.try_exists()
}

pub(super) fn create_dir(path: &Path) -> io::Result<()> {
    step()?;
    fs::create_dir(path)
}

pub(super) fn create_dir_all(path: &Path) -> io::Result<()> {
    step()?;
    fs::create_dir_all(path)
}

/// Opens a file to be locked, which is made if it is not there.
pub(super) fn open_lock(path: &Path) -> io::Result<File> {
    step()?;
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
}

/// Writes a file, in place of one that may be there.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    step()?;
    let mut file = File::create(path)?;
    write_to(&mut file, bytes)
}

/// The same, and waits until the disk has it: for what later steps rely upon.
pub(super) fn write_through(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    step()?;
    let mut file = File::create(path)?;
    #[cfg(test)]
    faults::written(&file);
    #[cfg(test)]
    if let Err(error) = faults::step() {
        write_half(&mut file, write)?;
        return Err(error);
    }
    write(&mut file)?;
    step()?;
    file.sync_all()?;
    #[cfg(test)]
    faults::forget_last_written();
    Ok(())
}

/// Writes a file that is not there yet.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<Metadata> {
    step()?;
    let mut file = File::create_new(path)?;
    write_to(&mut file, bytes)?;
    file.metadata()
}

fn write_to(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    #[cfg(test)]
    faults::written(file);
    #[cfg(test)]
    if let Err(error) = faults::step() {
        write_half(file, |file| file.write_all(bytes))?;
        return Err(error);
    }
    file.write_all(bytes)
}

/// What the disk still takes before it is full.
#[cfg(test)]
fn write_half(
    file: &mut File,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut whole = Vec::new();
    write(&mut whole)?;
    file.write_all(&whole[..whole.len() / 2])
}

/// Copies a file to where none is yet.
pub(super) fn copy_new(from: &Path, to: &Path) -> io::Result<()> {
    step()?;
    let file = File::create_new(to)?;
    #[cfg(test)]
    faults::written(&file);
    step()?;
    fs::copy(from, to)?;
    drop(file);
    Ok(())
}

pub(super) fn hard_link(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(test)]
    faults::link()?;
    step()?;
    fs::hard_link(from, to)
}

#[cfg(unix)]
pub(super) fn symlink(to: &Path, at: &Path) -> io::Result<()> {
    step()?;
    std::os::unix::fs::symlink(to, at)
}

pub(super) fn set_permissions(path: &Path, permissions: Permissions) -> io::Result<()> {
    step()?;
    fs::set_permissions(path, permissions)
}

pub(super) fn set_modified(path: &Path, time: SystemTime) -> io::Result<()> {
    step()?;
    File::options().write(true).open(path)?.set_modified(time)
}

pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    step()?;
    fs::rename(from, to)
}

pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    step()?;
    fs::remove_file(path)
}

pub(super) fn remove_dir(path: &Path) -> io::Result<()> {
    step()?;
    fs::remove_dir(path)
}

/// Exchanges two folders in one step; `false` where the file system has no such step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn swap(a: &Path, b: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    #[cfg(test)]
    if !faults::can_swap() {
        return Ok(false);
    }
    step()?;
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn swap(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Waits until everything that was written to the file system on which `folder` stands is on its disk.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    use rustix::io::Errno;
    step()?;
    match rustix::fs::syncfs(File::open(folder)?) {
        Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP) => Ok(()),
        synced => {
            #[cfg(test)]
            faults::synced();
            Ok(synced?)
        }
    }
}

/// Elsewhere no one call does that, and one for each file would take longer than all else.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(super) fn sync(_: &Path) -> io::Result<()> {
    step()
}
