//! The index of the page that searches the whole text: made anew only when something that it is made from has changed.

#[cfg(feature = "search")]
mod text;

use super::kept_names;
use super::shared::Shared;
use crate::diagnostics::Diagnostic;
use std::path::Path;
use std::sync::OnceLock;

/// Files, each with its path from the site's root.
pub(super) type Files = Vec<(String, Vec<u8>)>;

/// The files of the index.
#[derive(Default)]
pub(super) struct Index {
    /// Their paths, in a fixed order.
    paths: Vec<String>,
    /// What they hold; where they are published already they are only made if one of them is asked for.
    files: OnceLock<Files>,
}

impl Index {
    /// The index of a site that is made from `inputs`, a hash. In `state`, where builds keep what they know, stands which
    /// files there were for which inputs.
    pub(super) fn new(
        shared: &Shared,
        inputs: &[u8; 32],
        state: Option<&Path>,
    ) -> (Self, Option<Diagnostic>) {
        if !shared.has_search() {
            return (Self::default(), None);
        }
        let record = state.map(|state| state.join("search"));
        if let Some(paths) = record
            .as_deref()
            .and_then(|record| kept_names::read(record, inputs))
        {
            let files = OnceLock::new();
            return (Self { paths, files }, None);
        }
        match files(shared) {
            Ok(files) => {
                let paths: Vec<String> = files.iter().map(|(path, _)| path.clone()).collect();
                if let Some(record) = record {
                    // What is not kept is made once more by the next build.
                    let names = paths.iter().map(String::as_str);
                    let _ = kept_names::write(&record, inputs, names);
                }
                let files = OnceLock::from(files);
                (Self { paths, files }, None)
            }
            Err(failure) => (Self::default(), Some(*failure)),
        }
    }

    /// The paths of all files.
    pub(super) fn paths(&self) -> &[String] {
        &self.paths
    }

    /// What a file holds, by its number.
    pub(super) fn bytes(&self, shared: &Shared, file: usize) -> Vec<u8> {
        let files = self.files.get_or_init(|| files(shared).unwrap_or_default());
        let (_, bytes) = files.get(file).cloned().unwrap_or_default();
        bytes
    }
}

#[cfg(feature = "search")]
fn files(shared: &Shared) -> Result<Files, Box<Diagnostic>> {
    text::files(shared)
}

#[cfg(not(feature = "search"))]
fn files(_: &Shared) -> Result<Files, Box<Diagnostic>> {
    Ok(Vec::new())
}
