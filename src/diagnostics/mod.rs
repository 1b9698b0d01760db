//! What all stages report with: how grave it is, what it is, where it is, and what to write instead.
//!
//! A stage returns diagnostics beside its result; only [`commands`](crate::commands) print them.

mod codes;
mod human;
mod sarif;

pub use codes::CODES;
pub use human::render;
pub use sarif::SarifLog;

use crate::span::{LineColumn, Places, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How grave a diagnostic is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The site can't be built as asked: nothing is published.
    Error,
    /// Published, but an editor should look.
    Warning,
}

/// A code as the program has it; none for one that it does not know.
pub(crate) fn known_code(code: &str) -> Option<&'static str> {
    CODES.iter().copied().find(|known| *known == code)
}

/// A place in a file, with the text that is needed to show it.
#[derive(Clone, Debug)]
pub struct Location {
    /// The file as an editor knows it, relative to the site's folder.
    pub path: Arc<str>,
    /// The whole text of the file.
    pub text: Arc<str>,
    /// The part of the text that is meant.
    pub span: Span,
}

impl Location {
    /// Line and column of the span's start.
    #[must_use]
    pub fn line_column(&self) -> LineColumn {
        LineColumn::of(&self.text, self.span.start as usize)
    }

    /// The same; none where the place is a whole file.
    fn shown_at(&self) -> Option<LineColumn> {
        (!self.text.is_empty()).then(|| self.line_column())
    }
}

/// One thing to tell an editor.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// A short stable name of the kind of diagnostic (`undated`, `unknown-key`), one of [`CODES`].
    pub code: &'static str,
    /// What is the matter, one line.
    pub message: String,
    /// Where, when it has a place.
    pub location: Option<Location>,
    /// A few words at the underlined text.
    pub label: Option<String>,
    /// Further places that belong to it, each with a few words.
    pub related: Vec<(Location, String)>,
    /// What to write instead.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error without a place yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message.into())
    }

    /// A warning without a place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message.into())
    }

    fn new(severity: Severity, code: &'static str, message: String) -> Self {
        debug_assert!(CODES.contains(&code), "`{code}` is not among the codes");
        Self {
            severity,
            code,
            message,
            location: None,
            label: None,
            related: Vec::new(),
            help: None,
        }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, path: &Arc<str>, text: &Arc<str>, span: Span) -> Self {
        self.location = Some(Location {
            path: Arc::clone(path),
            text: Arc::clone(text),
            span,
        });
        self
    }

    /// Says which file, when no place in it can be told.
    #[must_use]
    pub fn in_file(self, path: &Arc<str>) -> Self {
        self.at(path, &Arc::from(""), Span::default())
    }

    /// Puts a few words at the underlined text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Says what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn related(mut self, location: Location, words: impl Into<String>) -> Self {
        self.related.push((location, words.into()));
        self
    }

    /// Whether it stops a build.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// A diagnostic as the JSON output gives it.
#[derive(Serialize, JsonSchema)]
pub struct JsonDiagnostic<'d> {
    severity: Severity,
    code: &'d str,
    message: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'d str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<JsonPlace<'d>>,
}

/// A further place of a diagnostic.
#[derive(Serialize, JsonSchema)]
struct JsonPlace<'d> {
    file: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    message: &'d str,
}

impl<'d> JsonDiagnostic<'d> {
    /// The diagnostic by itself.
    #[must_use]
    pub fn new(diagnostic: &'d Diagnostic) -> Self {
        let at = diagnostic.location.as_ref().and_then(Location::shown_at);
        Self::at(diagnostic, at)
    }

    /// The diagnostic, its place looked up in `places` where it lies in `text`, whose places they are.
    #[must_use]
    pub fn in_text(diagnostic: &'d Diagnostic, text: &Arc<str>, places: &Places) -> Self {
        let at = diagnostic.location.as_ref().and_then(|location| {
            if Arc::ptr_eq(&location.text, text) && !text.is_empty() {
                Some(places.at(location.span.start))
            } else {
                location.shown_at()
            }
        });
        Self::at(diagnostic, at)
    }

    fn at(diagnostic: &'d Diagnostic, at: Option<LineColumn>) -> Self {
        let related = diagnostic.related.iter().map(|(location, words)| {
            let at = location.shown_at();
            JsonPlace {
                file: &location.path,
                line: at.map(|at| at.line),
                column: at.map(|at| at.column),
                message: words,
            }
        });
        Self {
            related: related.collect(),
            severity: diagnostic.severity,
            code: diagnostic.code,
            message: &diagnostic.message,
            file: diagnostic.location.as_ref().map(|l| &*l.path),
            line: at.map(|a| a.line),
            column: at.map(|a| a.column),
            help: diagnostic.help.as_deref(),
        }
    }
}
