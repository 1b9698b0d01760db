//! The output folder, looked at before anything is made.

use super::manifest::Manifest;
use super::staging::Staging;
use super::{Error, Lock, disk, exchange};
use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

/// An output folder that a site may be published to, and what is known of the site that it holds.
#[derive(Debug)]
pub struct Output<'l> {
    lock: &'l Lock,
    /// The folder, symbolic links resolved; it need not exist.
    path: PathBuf,
    name: OsString,
    /// As messages call it.
    shown: PathBuf,
    before: Manifest,
    known: bool,
    /// Whether it is known exactly which: no build was stopped.
    exact: bool,
    /// Whether every file is written anew.
    anew: bool,
}

/// What an editor's own files stand in, below the site's root.
const SOURCES: [&str; 3] = ["content", "templates", "static"];

impl<'l> Output<'l> {
    /// Looks at the folder at `path`; finishes or clears away what a build that was stopped has left beside it.
    ///
    /// A symbolic link to a folder stands for that folder.
    ///
    /// # Errors
    /// When the folder is, holds or lies in the site's own, is no folder, or holds something other than a site
    /// made by Dateline.
    pub fn open(lock: &'l Lock, path: &Path) -> Result<Self, Error> {
        let refused = |why| Error::Refused {
            path: path.to_owned(),
            why,
        };
        if path.as_os_str().is_empty() {
            return Err(refused("it has no name"));
        }
        let resolved = resolve(path).map_err(Error::machine(path))?;
        let Some(name) = resolved.file_name().map(OsStr::to_owned) else {
            return Err(refused("it is a whole drive"));
        };
        if lock.root().starts_with(&resolved) {
            return Err(refused("it holds the site's own folder"));
        }
        let sources = SOURCES.map(|source| lock.root().join(source));
        for source in sources.iter().map(PathBuf::as_path).chain([lock.state()]) {
            let source = source.canonicalize().unwrap_or_else(|_| source.to_owned());
            if source.starts_with(&resolved) || resolved.starts_with(&source) {
                return Err(refused("what the site is made from stands there"));
            }
        }
        let mut output = Self {
            lock,
            name,
            path: resolved,
            shown: path.to_owned(),
            before: Manifest::default(),
            known: false,
            exact: false,
            anew: false,
        };
        if lock.is_alone() {
            exchange::recover(&output)?;
        }
        match std::fs::metadata(&output.path) {
            Ok(metadata) if !metadata.is_dir() => Err(refused("it is a file")),
            Ok(metadata) if is_mount_point(&output.path, &metadata) => Err(refused(
                "it is mounted from elsewhere, so that no other folder can take its place",
            )),
            Ok(_) => {
                output.remember()?;
                if output.known || may_be_ours(&output.path)? {
                    Ok(output)
                } else {
                    Err(Error::Foreign {
                        path: path.to_owned(),
                    })
                }
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(output),
            Err(error) => Err(Error::machine(path)(error)),
        }
    }

    /// Has every file written anew, even those that hold what they should.
    pub fn rewrite_all(&mut self) {
        self.before.forget_stamps();
        self.anew = true;
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn before(&self) -> &Manifest {
        &self.before
    }

    /// Whether it is known which files Dateline made.
    pub(super) fn is_known(&self) -> bool {
        self.known
    }

    /// Whether it is known to the file what Dateline made.
    pub(super) fn is_exact(&self) -> bool {
        self.exact
    }

    /// Whether every file is written anew, even if it holds what it should.
    pub(super) fn is_anew(&self) -> bool {
        self.anew
    }

    /// What messages call a file in it.
    pub(super) fn shown(&self, file: &Path) -> PathBuf {
        if file.as_os_str().is_empty() {
            self.shown.clone()
        } else {
            self.shown.join(file)
        }
    }

    /// The beginning of the names of folders beside it that builds of this site, and no other, use for `what`.
    pub(super) fn beside(&self, what: &str) -> OsString {
        let root = self.lock.root().as_os_str().as_encoded_bytes();
        let site = blake3::hash(root).to_hex();
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(format!(".{what}-{}-", &site[..8]));
        name
    }

    /// Reads which files Dateline made; after a build that was stopped, those of both sites that it stood between.
    fn remember(&mut self) -> Result<(), Error> {
        let settled = Manifest::load(&self.manifest("made"))?;
        let announced = Manifest::load(&self.manifest("announced"))?;
        self.known = settled.is_some() || announced.is_some();
        self.exact = settled.is_some() && announced.is_none();
        // Without any, a first build was stopped: what it announced may not be there, or not be ours.
        let settled = settled.unwrap_or_default();
        self.before = match announced {
            Some(announced) => {
                let both = settled.or(&announced);
                both.save(&self.manifest("made"))?;
                both
            }
            None => settled,
        };
        Ok(())
    }

    /// Writes down which files the new site has, before it takes the place of the old one.
    pub(super) fn announce(&self, after: &Manifest) -> Result<(), Error> {
        after.save(&self.manifest("announced"))
    }

    /// Has the disk take all that the exchange counts on: the new site, and which files it has. The two may stand on two
    /// file systems.
    pub(super) fn sync(&self, staging: &Staging) -> Result<(), Error> {
        let announced = self.manifest("announced");
        for written in [announced.parent().unwrap_or(&announced), staging.path()] {
            disk::sync(written).map_err(Error::machine(&self.shown))?;
        }
        Ok(())
    }

    /// What was announced is so.
    pub(super) fn settle(&self) {
        // Where that fails, the next build reads both.
        let _ = disk::rename(&self.manifest("announced"), &self.manifest("made"));
    }

    /// A file that tells what Dateline made in this folder. Inside the site's root it is known by its path from
    /// there, so that the whole may be moved.
    pub(super) fn manifest(&self, which: &str) -> PathBuf {
        let root = self.lock.root();
        let path = self.path.strip_prefix(root).unwrap_or(&self.path);
        let key = blake3::hash(path.as_os_str().as_encoded_bytes()).to_hex();
        let name = format!("{}.{which}", &key[..16]);
        self.lock.state().join("published").join(name)
    }
}

/// The absolute path without symbolic links; of a path whose end does not exist, as far as it does.
fn resolve(path: &Path) -> std::io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    for existing in path.ancestors() {
        // A link that leads nowhere exists, and can't be resolved: it is reported.
        if existing.symlink_metadata().is_err() {
            continue;
        }
        let mut resolved = existing.canonicalize()?;
        let rest = path.strip_prefix(existing).unwrap_or(Path::new(""));
        for part in rest.components() {
            match part {
                Component::ParentDir => {
                    resolved.pop();
                }
                Component::Normal(name) => resolved.push(name),
                _ => {}
            }
        }
        return Ok(resolved);
    }
    Ok(path)
}

#[cfg(unix)]
fn is_mount_point(path: &Path, metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let parent = path.parent().and_then(|parent| parent.metadata().ok());
    parent.is_some_and(|parent| parent.dev() != metadata.dev())
}

#[cfg(not(unix))]
fn is_mount_point(_: &Path, _: &std::fs::Metadata) -> bool {
    false
}

/// What the built-in templates and those made from them say of themselves.
const GENERATOR: &[u8] = br#"<meta name="generator" content="Dateline""#;

/// Whether a folder of which nothing is known is empty, or holds a site made by Dateline: its front page says so.
/// What hosts and version control keep there (`.git`, `CNAME`) does not count.
fn may_be_ours(path: &Path) -> Result<bool, Error> {
    let mut empty = true;
    for entry in disk::read_dir(path).map_err(Error::machine(path))? {
        let name = entry.map_err(Error::machine(path))?.file_name();
        let bytes = name.as_encoded_bytes();
        empty &= bytes.starts_with(b".") || bytes == b"CNAME";
    }
    let front = || std::fs::read(path.join("index.html")).unwrap_or_default();
    Ok(empty
        || path.join(".nojekyll").exists()
            && front()
                .windows(GENERATOR.len())
                .any(|part| part == GENERATOR))
}
