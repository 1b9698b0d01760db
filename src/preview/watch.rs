//! What changes in a site's folder.

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long nothing must happen before what happened counts as over: an editor that saves writes, renames and removes.
const QUIET: Duration = Duration::from_millis(15);
/// How long it may go on before it counts all the same.
const LONGEST: Duration = Duration::from_millis(100);

/// The folders that a site is made from.
const FOLDERS: [&str; 4] = ["content", "templates", "static", "languages"];

/// What has changed since one looked last.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Files below `content/`.
    pub files: HashSet<PathBuf>,
    /// Templates, static files or the interface's words.
    pub theme: bool,
    /// `site.toml`, or a folder that came or went.
    pub other: bool,
}

impl Changes {
    fn is_empty(&self) -> bool {
        self.files.is_empty() && !self.theme && !self.other
    }
}

/// Watches a site's folder.
pub(super) struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<notify::Event>>,
}

impl Watch {
    /// Begins to watch `root`.
    ///
    /// # Errors
    /// What the operating system says when it gives no watcher: there is a limit to their number.
    pub fn new(root: &Path) -> notify::Result<Self> {
        let (sender, events) = channel();
        let mut watcher = notify::recommended_watcher(sender)?;
        // Editors save by renaming a file: only its folder sees that. Nothing below the output is asked for.
        watcher.watch(root, RecursiveMode::NonRecursive)?;
        let mut watch = Self {
            root: root.to_owned(),
            watcher,
            events,
        };
        watch.watch_folders()?;
        Ok(watch)
    }

    /// Watches the folders that are there; one that has been removed and made again is another one.
    fn watch_folders(&mut self) -> notify::Result<()> {
        for folder in FOLDERS.map(|name| self.root.join(name)) {
            if folder.is_dir() {
                self.watcher.watch(&folder, RecursiveMode::Recursive)?;
            }
        }
        Ok(())
    }

    /// Waits for changes; none when there will be no more.
    pub fn next(&mut self) -> Option<Changes> {
        loop {
            let mut changes = Changes::default();
            self.note(self.events.recv().ok()?, &mut changes);
            let first = Instant::now();
            while first.elapsed() < LONGEST {
                match self.events.recv_timeout(QUIET) {
                    Ok(event) => self.note(event, &mut changes),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
            }
            if changes.is_empty() {
                continue;
            }
            if changes.other {
                // What can't be watched is read all the same when something else changes.
                let _ = self.watch_folders();
            }
            return Some(changes);
        }
    }

    fn note(&self, event: notify::Result<notify::Event>, changes: &mut Changes) {
        let Ok(event) = event else {
            changes.other = true;
            return;
        };
        if event.need_rescan() {
            changes.other = true;
            changes.theme = true;
        }
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        for path in event.paths {
            let Ok(below) = path.strip_prefix(&self.root) else {
                continue;
            };
            let mut parts = below.components();
            let Some(first) = parts.next() else {
                continue;
            };
            let is_folder_itself = parts.next().is_none();
            match first.as_os_str().to_str() {
                // What is being written before it takes a document's place is none.
                Some("content") if is_hidden(below) => {}
                Some("content") => {
                    changes.other |= is_folder_itself;
                    changes.files.insert(path);
                }
                Some("templates" | "static" | "languages") => {
                    changes.other |= is_folder_itself;
                    changes.theme = true;
                }
                Some("site.toml") => changes.other = true,
                _ => {}
            }
        }
    }
}

fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.as_encoded_bytes().starts_with(b".")
}
