//! A site's folder to entries: what every command does that works on a whole site.

use super::report::Report;
use super::terminal;
use crate::config::{Register, Site};
use crate::diagnostics::Diagnostic;
use crate::quotes::Entry;
use crate::render::Theme;
use crate::source::{self, Failure, Found};
use crate::{article, quotes};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::path::{Path, PathBuf};

/// What a site is made from.
pub(super) struct Read {
    pub site: Site,
    pub register: Register,
    /// One for each document that could be read, drafts only if they were asked for.
    pub entries: Vec<Entry>,
}

/// Reads the settings and all documents below `root`. Everything that is the matter goes into `report`, so that an
/// editor need not mend one mistake to see the next.
pub(super) fn read(
    root: &Path,
    base_url: Option<&str>,
    drafts: bool,
    report: &mut Report,
) -> Option<Read> {
    let found = match source::walk(&root.join("content"), "content") {
        Ok(found) => Some(found),
        Err(failures) => {
            failures
                .into_iter()
                .for_each(|failure| report.fail(failure));
            None
        }
    };
    let settings = source::settings(root, base_url).unwrap_or_else(|failures| {
        failures
            .into_iter()
            .for_each(|failure| report.fail(failure));
        (Site::default(), Register::default())
    });
    let (site, register) = settings;
    let Found { documents, unread } = found?;
    report.add(unread.iter().map(|file| source::not_read(file)));
    if documents.is_empty() {
        report.add([source::nothing_to_build()]);
        return None;
    }
    let bar = terminal::progress(documents.len(), "Reading");
    let outcomes: Vec<_> = documents
        .par_iter()
        .map(|document| {
            let outcome = read_document(document, drafts, &site, &register);
            bar.inc(1);
            outcome
        })
        .collect();
    bar.finish_and_clear();
    let mut entries = Vec::with_capacity(outcomes.len());
    let mut skipped = 0;
    for outcome in outcomes {
        match outcome {
            Ok(Some((entry, diagnostics))) => {
                entries.push(entry);
                report.add(diagnostics);
            }
            Ok(None) => skipped += 1,
            Err(failure) => report.fail(failure),
        }
    }
    if entries.is_empty() && skipped > 0 {
        report.add([only_drafts()]);
    }
    Some(Read {
        site,
        register,
        entries,
    })
}

/// The theme, in the language of the site that was read; in English where none could be, so that its mistakes are told
/// all the same.
pub(super) fn theme(root: &Path, read: Option<&Read>, report: &mut Report) -> Option<Theme> {
    let tag = read.map_or("en", |read| &*read.site.language);
    Theme::load(root, tag)
        .map_err(|mistakes| report.add(mistakes))
        .ok()
}

/// The entry of one document; none for a draft that was not asked for.
fn read_document(
    (file, shown): &(PathBuf, String),
    drafts: bool,
    site: &Site,
    register: &Register,
) -> Result<Option<(Entry, Vec<Diagnostic>)>, Failure> {
    let document = source::load(file, shown)?;
    if document.front_matter.draft && !drafts {
        return Ok(None);
    }
    let (article, mut diagnostics) = article::read(&document, site);
    let (entry, more) = quotes::read(document, article, site, register);
    diagnostics.extend(more);
    Ok(Some((entry, diagnostics)))
}

fn only_drafts() -> Diagnostic {
    Diagnostic::error(
        "no-content",
        "there is nothing to build: every article is a draft",
    )
    .help("take `draft = true` out of one, or build with --drafts")
}
