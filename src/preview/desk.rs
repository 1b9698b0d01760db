//! The site's folder read again and again: what has not changed is not read a second time.

use super::watch::Changes;
use crate::config::{Register, Site};
use crate::diagnostics::Diagnostic;
use crate::quotes::Entry;
use crate::render::Theme;
use crate::source::{self, Failure};
use crate::{article, quotes};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// What is known of a site's folder.
pub(super) struct Desk {
    root: PathBuf,
    /// The preview's own address, which stands in place of the one that the site will have.
    base_url: String,
    settings: (Site, Register),
    theme: Option<Arc<Theme>>,
    /// What each document gave, by the name that messages call it.
    readings: HashMap<String, Reading>,
}

/// A site that can be shown, but for its templates.
pub(super) struct Copy {
    pub site: Site,
    pub register: Register,
    pub theme: Arc<Theme>,
    /// The site's folder.
    pub root: PathBuf,
    pub documents: Vec<Arc<Known>>,
    /// What there is to report of the folder as a whole.
    pub diagnostics: Vec<Diagnostic>,
}

/// A document that could be read.
pub(super) struct Known {
    pub file: PathBuf,
    pub version: Version,
    pub entry: Arc<Entry>,
    pub diagnostics: Vec<Diagnostic>,
}

/// What a file held when it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Version(blake3::Hash);

impl Version {
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes))
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.to_hex())
    }
}

/// What a document gave when it was last read.
struct Reading {
    stamp: Option<Stamp>,
    outcome: Result<Arc<Known>, Box<Diagnostic>>,
}

/// What the file system says of a file: while it is the same and no change was seen, the file is.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    changed: SystemTime,
    length: u64,
}

impl Desk {
    pub fn new(root: &Path, base_url: String) -> Self {
        Self {
            root: root.to_owned(),
            base_url,
            settings: Default::default(),
            theme: None,
            readings: HashMap::new(),
        }
    }

    /// Reads what `changes` name and what has changed besides.
    ///
    /// # Errors
    /// Everything that keeps the site from being built.
    pub fn read(&mut self, changes: &Changes) -> Result<Copy, Vec<Diagnostic>> {
        let mut errors = Vec::new();
        let settings = source::settings(&self.root, Some(&self.base_url));
        match settings {
            Ok(settings) if settings == self.settings => {}
            Ok(settings) => {
                if settings.0.language != self.settings.0.language {
                    self.theme = None;
                }
                self.settings = settings;
                self.readings.clear();
            }
            Err(failures) => errors.extend(failures.into_iter().map(reported)),
        }
        if changes.theme || self.theme.is_none() {
            self.theme = None;
            match Theme::load(&self.root, &self.settings.0.language) {
                Ok(theme) => self.theme = Some(Arc::new(theme)),
                Err(mistakes) => errors.extend(mistakes),
            }
        }
        let content = self.root.join("content");
        if !content.is_dir() {
            errors.push(source::no_content());
            return Err(errors);
        }
        let found = match source::walk(&content, "content") {
            Ok(found) => found,
            Err(failures) => {
                errors.extend(failures.into_iter().map(reported));
                return Err(errors);
            }
        };
        if found.documents.is_empty() {
            errors.push(source::nothing_to_build());
        }
        let documents = self.documents(found.documents, changes, &mut errors);
        let theme = self.theme.clone().filter(|_| errors.is_empty());
        let (site, register) = self.settings.clone();
        let unread = found.unread.iter().map(|file| source::not_read(file));
        theme
            .map(|theme| Copy {
                site,
                register,
                theme,
                root: self.root.clone(),
                documents,
                diagnostics: unread.collect(),
            })
            .ok_or(errors)
    }

    fn documents(
        &mut self,
        found: Vec<(PathBuf, String)>,
        changes: &Changes,
        errors: &mut Vec<Diagnostic>,
    ) -> Vec<Arc<Known>> {
        let (site, register) = &self.settings;
        let before = &self.readings;
        let readings: Vec<(String, Reading)> = found
            .into_par_iter()
            .map(|(file, shown)| {
                let stamp = stamp(&file);
                let same = before.get(&shown).filter(|reading| {
                    reading.stamp.is_some()
                        && reading.stamp == stamp
                        && !changes.files.contains(&file)
                });
                let outcome = match same {
                    Some(reading) => reading.outcome.clone(),
                    None => read(file, &shown, site, register).map(Arc::new),
                };
                (shown, Reading { stamp, outcome })
            })
            .collect();
        let mut documents = Vec::with_capacity(readings.len());
        for (_, reading) in &readings {
            match &reading.outcome {
                Ok(known) => {
                    let of_document = known.diagnostics.iter();
                    errors.extend(of_document.filter(|d| d.is_error()).cloned());
                    documents.push(Arc::clone(known));
                }
                Err(diagnostic) => errors.push((**diagnostic).clone()),
            }
        }
        self.readings = readings.into_iter().collect();
        documents
    }
}

fn stamp(file: &Path) -> Option<Stamp> {
    let metadata = file.metadata().ok()?;
    Some(Stamp {
        changed: metadata.modified().ok()?,
        length: metadata.len(),
    })
}

fn read(
    file: PathBuf,
    shown: &str,
    site: &Site,
    register: &Register,
) -> Result<Known, Box<Diagnostic>> {
    let bytes = std::fs::read(&file).map_err(|error| {
        let path = file.clone();
        Box::new(reported(Failure::Machine { path, error }))
    })?;
    let version = Version::of(&bytes);
    let document = source::read(&bytes, shown)?;
    let (article, mut diagnostics) = article::read(&document, site);
    let (entry, more) = quotes::read(document, article, site, register);
    diagnostics.extend(more);
    Ok(Known {
        file,
        version,
        entry: Arc::new(entry),
        diagnostics,
    })
}

fn reported(failure: Failure) -> Diagnostic {
    match failure {
        Failure::Content(diagnostic) => *diagnostic,
        failure @ Failure::Machine { .. } => Diagnostic::error("machine", failure.to_string()),
    }
}
