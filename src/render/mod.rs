//! The digest through templates to pages.
//!
//! Which pages there are is known before any is made ([`Renderer::pages`]), so that they can be made and written in
//! any order, in parallel, without all being held at once.

use crate::diagnostics::Diagnostic;
use crate::digest::Digest;
use std::path::Path;

/// One file of the site.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Where it stands, from the site's root, with `/` between its parts: `2025/02/28/talks/index.html`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Templates and static files: the built-in ones, each replaced by the site's own of the same name.
pub struct Theme {
    _private: (),
}

impl Theme {
    /// Reads `templates/` and `static/` below `root`; either may be missing.
    ///
    /// # Errors
    /// A diagnostic for each template that can't be parsed, at its line and column, and for each file that can't be
    /// read or leads out of the folder.
    pub fn load(root: &Path) -> Result<Self, Vec<Diagnostic>> {
        let _ = root;
        Ok(Self { _private: () })
    }
}

/// Makes the pages of a digest.
pub struct Renderer<'d> {
    _digest: &'d Digest,
    _theme: &'d Theme,
}

/// A page that is to be made.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Where it will stand.
    pub path: String,
}

impl<'d> Renderer<'d> {
    /// Prepares what all pages share.
    #[must_use]
    pub fn new(digest: &'d Digest, theme: &'d Theme) -> Self {
        Self {
            _digest: digest,
            _theme: theme,
        }
    }

    /// All pages of the site, static files included, each path once, in a fixed order.
    #[must_use]
    pub fn pages(&self) -> Vec<Planned> {
        Vec::new()
    }

    /// Makes one page.
    ///
    /// # Errors
    /// A diagnostic when a template fails, at the line where it does.
    pub fn render(&self, planned: &Planned) -> Result<Page, Box<Diagnostic>> {
        Ok(Page {
            path: planned.path.clone(),
            bytes: Vec::new(),
        })
    }
}
