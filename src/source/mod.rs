//! A site's folder to documents and settings: which files are read, how they are decoded, where front matter ends.
//!
//! This stage knows no article.

mod decode;
mod front_matter;
mod guess;
mod settings;
mod unread;
mod walk;

pub use front_matter::{Fenced, fenced};
pub use settings::settings;
pub use unread::{no_content, not_read, nothing_to_build};
pub use walk::{Found, walk};

use crate::config::FrontMatter;
use crate::diagnostics::Diagnostic;
use crate::span::Span;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Pasted text, `.txt`.
    Plain,
    /// Markdown, `.md`.
    Markdown,
}

/// One file of `content/`: its decoded text and its front matter.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file as an editor knows it, relative to the site's folder, with `/` between its parts.
    pub path: Arc<str>,
    /// The whole file, front matter included: byte-order mark removed, line ends made `\n`.
    /// All spans count in it.
    pub text: Arc<str>,
    /// The BLAKE3 hash of the text: what was found in a document is kept under it.
    pub hash: [u8; 32],
    /// The part after the front matter.
    pub body: Span,
    /// What the editor says of it.
    pub front_matter: Arc<FrontMatter>,
    /// How it is written.
    pub format: Format,
    /// What there is to report of the reading; [`article::read`](crate::article::read) hands it on with its own.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// The file's name without folder and ending.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }
}

/// Why a file gave no document.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// What the file holds can't be used; an editor can mend it.
    #[error("{}", .0.message)]
    Content(Box<Diagnostic>),
    /// The machine did not give the file.
    #[error("can't read {}: {error}", path.display())]
    Machine {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        error: std::io::Error,
    },
}

impl From<Box<Diagnostic>> for Failure {
    fn from(diagnostic: Box<Diagnostic>) -> Self {
        Self::Content(diagnostic)
    }
}

/// Reads the file at `file`, which messages call `shown`.
///
/// # Errors
/// [`Failure::Machine`] when it can't be read; [`Failure::Content`] when it is no text, or its front matter is broken.
pub fn load(file: &Path, shown: &str) -> Result<Document, Failure> {
    let bytes = std::fs::read(file).map_err(|error| Failure::Machine {
        path: file.to_owned(),
        error,
    })?;
    Ok(read(&bytes, shown)?)
}

/// The document that `bytes` hold, which messages call `shown`; its ending (`.md`) tells the format.
///
/// # Errors
/// A diagnostic when the bytes are no text, or the front matter is broken.
pub fn read(bytes: &[u8], shown: &str) -> Result<Document, Box<Diagnostic>> {
    let path: Arc<str> = Arc::from(shown);
    let decoded = guess::read(bytes, &path)?;
    let text: Arc<str> = decoded.text.into();
    let diagnostics = decoded
        .guess
        .map(|guess| guess.report(&path, &text))
        .into_iter()
        .collect();
    let (front_matter, body) = front_matter::split(&path, &text)?;
    let markdown = shown
        .rsplit_once('.')
        .is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("md"));
    Ok(Document {
        path,
        hash: *blake3::hash(text.as_bytes()).as_bytes(),
        text,
        body,
        front_matter,
        format: if markdown {
            Format::Markdown
        } else {
            Format::Plain
        },
        diagnostics,
    })
}
