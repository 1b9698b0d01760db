//! What the stages reported, gathered, sorted and printed.

use super::Status;
use super::terminal::{count, grouped, is_colourful, say};
use crate::diagnostics::{Diagnostic, render};
use crate::publish;
use crate::source::Failure;
use std::cmp::Ordering;
use std::io::ErrorKind;
use std::path::Path;

/// How many warnings are shown in full; the others are counted.
const WARNINGS: usize = 20;
/// How many errors are shown in full.
const ERRORS: usize = 50;

/// Everything that is to be told of one run.
#[derive(Debug)]
pub(super) struct Report {
    diagnostics: Vec<Diagnostic>,
    /// Whether warnings count as errors.
    strict: bool,
    /// The gravest of what failed.
    status: Status,
}

impl Report {
    pub fn new(strict: bool) -> Self {
        Self {
            diagnostics: Vec::new(),
            strict,
            status: Status::Done,
        }
    }

    pub fn add(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        for diagnostic in diagnostics {
            let status = if diagnostic.is_error() || self.strict {
                Status::Content
            } else {
                Status::Done
            };
            self.add_with(status, diagnostic);
        }
    }

    pub fn add_with(&mut self, status: Status, diagnostic: Diagnostic) {
        self.note(status);
        self.diagnostics.push(diagnostic);
    }

    /// Takes note of how a part of the run ended.
    pub fn note(&mut self, status: Status) {
        self.status = self.status.max(status);
    }

    /// A file that could not be used.
    pub fn fail(&mut self, failure: Failure) {
        match failure {
            Failure::Content(diagnostic) => self.add([*diagnostic]),
            Failure::Machine { path, error } => {
                let path = path.strip_prefix(".").unwrap_or(&path);
                let message = format!("can't read {}: {error}", path.display());
                self.fail_by_machine(message, error.kind());
            }
        }
    }

    /// A file that could not be written.
    pub fn fail_to_write(&mut self, path: &Path, error: &std::io::Error) {
        let message = format!("can't write {}: {error}", path.display());
        self.fail_by_machine(message, error.kind());
    }

    fn fail_by_machine(&mut self, message: String, kind: ErrorKind) {
        let diagnostic = Diagnostic::error("machine", message);
        let help = match kind {
            ErrorKind::PermissionDenied => {
                "check the permissions, and those of the folder that it stands in"
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "free some room on the disk",
            ErrorKind::ReadOnlyFilesystem => "nothing can be written to that disk",
            ErrorKind::NotADirectory => "a file stands where a folder is meant",
            _ => return self.add_with(Status::Machine, diagnostic),
        };
        self.add_with(Status::Machine, diagnostic.help(help));
    }

    /// A site that could not be brought to disk.
    pub fn fail_to_publish(&mut self, error: &publish::Error) {
        use publish::Error::{BadPath, Foreign, InTheWay, Machine, Refused, SamePath};
        let (status, code) = match error {
            Machine { error: cause, .. } => {
                return self.fail_by_machine(error.to_string(), cause.kind());
            }
            Refused { .. } | Foreign { .. } => (Status::Usage, "output"),
            InTheWay { .. } => (Status::Content, "output"),
            BadPath { .. } | SamePath { .. } => (Status::Content, "path"),
        };
        let diagnostic = Diagnostic::error(code, error.to_string());
        self.add_with(
            status,
            match error.help() {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            },
        );
    }

    /// How the run ended by all that was reported so far.
    pub fn status(&self) -> Status {
        self.status
    }

    /// Whether there is nothing that forbids to publish.
    pub fn is_clean(&self) -> bool {
        self.status == Status::Done
    }

    /// All that was reported, by file and place, each once.
    pub fn sorted(&mut self) -> &[Diagnostic] {
        self.diagnostics.sort_by(in_order);
        // A template's mistake is met on each page that is made from it.
        self.diagnostics.dedup_by(|b, a| {
            a.message == b.message && a.location.is_some() && in_order(a, b).is_eq()
        });
        &self.diagnostics
    }

    /// Prints all under the names of their files.
    pub fn print_by_file(&mut self) {
        let colour = is_colourful();
        let file = |diagnostic: &Diagnostic| diagnostic.location.as_ref().map(|l| l.path.clone());
        for same in self.sorted().chunk_by(|a, b| file(a) == file(b)) {
            if let Some(path) = file(&same[0]) {
                say(&format!("{path}: {}\n", tally(same)));
            }
            for diagnostic in same {
                say(&render(diagnostic, colour));
                say("");
            }
        }
    }

    /// Prints all, warnings first, so that errors stand next to what is typed next.
    pub fn print(&mut self) {
        self.sorted();
        let (errors, warnings): (Vec<_>, Vec<_>) =
            self.diagnostics.iter().partition(|d| d.is_error());
        print_first(&warnings, WARNINGS, "warning");
        print_first(&errors, ERRORS, "error");
    }

    /// `2 errors, 1 warning`
    pub fn counts(&self) -> String {
        let no_error = self.diagnostics.iter().all(|d| !d.is_error());
        let strict = match no_error && !self.diagnostics.is_empty() {
            true => " (--strict)",
            false => "",
        };
        format!("{}{strict}", self.tally())
    }

    /// The same, and `nothing to report` where there is nothing.
    pub fn tally(&self) -> String {
        tally(&self.diagnostics)
    }
}

fn tally(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|d| d.is_error()).count();
    let warnings = diagnostics.len() - errors;
    match (errors, warnings) {
        (0, 0) => "nothing to report".to_owned(),
        (_, 0) => count(errors, "error"),
        (0, _) => count(warnings, "warning"),
        _ => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    }
}

/// By file, place and kind; what has no place comes first.
fn in_order(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    let place = |d: &'_ Diagnostic| d.location.as_ref().map(|l| (l.path.clone(), l.span));
    let rest = |d: &Diagnostic| (d.code, d.severity);
    place(a)
        .cmp(&place(b))
        .then_with(|| rest(a).cmp(&rest(b)))
        .then_with(|| a.message.cmp(&b.message))
}

fn print_first(diagnostics: &[&Diagnostic], most: usize, noun: &str) {
    let colour = is_colourful();
    for diagnostic in diagnostics.iter().take(most) {
        say(&render(diagnostic, colour));
        say("");
    }
    if diagnostics.len() > most {
        let more = diagnostics.len() - most;
        let plural = if more == 1 { "" } else { "s" };
        say(&format!(
            "{noun}: and {} more {noun}{plural}\n",
            grouped(more as u64)
        ));
    }
}
