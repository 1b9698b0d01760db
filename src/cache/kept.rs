//! A reading as it is written down: without the document's text, which is read each time.

use super::Reading;
use crate::article::Article;
use crate::diagnostics::{Diagnostic, Location, Severity, known_code};
use crate::quotes::{Entry, Quotation, Speaker};
use crate::source::Document;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A reading, as it is read.
#[derive(Deserialize)]
pub(super) struct Kept {
    article: Article,
    quotations: Vec<Quotation>,
    speakers: Vec<Arc<Speaker>>,
    diagnostics: Vec<Told>,
}

/// A reading, as it is written.
#[derive(Serialize)]
pub(super) struct Borrowed<'r> {
    article: &'r Article,
    quotations: &'r [Quotation],
    speakers: &'r [Arc<Speaker>],
    diagnostics: Vec<Told>,
}

/// A diagnostic of one document.
#[derive(Serialize, Deserialize)]
struct Told {
    severity: Severity,
    code: String,
    message: String,
    place: Option<Place>,
    label: Option<String>,
    related: Vec<(Place, String)>,
    help: Option<String>,
}

/// Where, in the document.
#[derive(Serialize, Deserialize)]
enum Place {
    Whole,
    Part(Span),
}

impl<'r> Borrowed<'r> {
    /// None where a diagnostic tells of another file.
    pub(super) fn new(entry: &'r Entry, diagnostics: &[Diagnostic]) -> Option<Self> {
        let diagnostics = diagnostics.iter();
        let diagnostics = diagnostics.map(|told| Told::new(&entry.document, told));
        Some(Self {
            article: &entry.article,
            quotations: &entry.quotations,
            speakers: &entry.speakers,
            diagnostics: diagnostics.collect::<Option<_>>()?,
        })
    }
}

impl Kept {
    /// None where the program knows a diagnostic no longer.
    pub(super) fn into_reading(self, document: &Document) -> Option<Reading> {
        let diagnostics = self.diagnostics.into_iter();
        let diagnostics = diagnostics.map(|told| told.of(document));
        Some((
            self.article,
            self.quotations,
            self.speakers,
            diagnostics.collect::<Option<_>>()?,
        ))
    }
}

impl Told {
    fn new(document: &Document, diagnostic: &Diagnostic) -> Option<Self> {
        debug_assert!(
            known_code(diagnostic.code).is_some(),
            "`{}` is missing from the list of codes",
            diagnostic.code
        );
        let place = diagnostic.location.as_ref();
        let related = diagnostic.related.iter();
        let related = related.map(|(at, words)| Some((Place::new(document, at)?, words.clone())));
        Some(Self {
            severity: diagnostic.severity,
            code: known_code(diagnostic.code)?.to_owned(),
            message: diagnostic.message.clone(),
            place: match place {
                Some(place) => Some(Place::new(document, place)?),
                None => None,
            },
            label: diagnostic.label.clone(),
            related: related.collect::<Option<_>>()?,
            help: diagnostic.help.clone(),
        })
    }

    fn of(self, document: &Document) -> Option<Diagnostic> {
        let related = self.related.into_iter();
        Some(Diagnostic {
            severity: self.severity,
            code: known_code(&self.code)?,
            message: self.message,
            location: self.place.map(|place| place.of(document)),
            label: self.label,
            related: related
                .map(|(place, words)| (place.of(document), words))
                .collect(),
            help: self.help,
        })
    }
}

impl Place {
    fn new(document: &Document, at: &Location) -> Option<Self> {
        if at.path != document.path {
            return None;
        }
        if at.text.is_empty() {
            return Some(Self::Whole);
        }
        Arc::ptr_eq(&at.text, &document.text).then_some(Self::Part(at.span))
    }

    fn of(self, document: &Document) -> Location {
        let (text, span) = match self {
            Self::Whole => (Arc::from(""), Span::default()),
            Self::Part(span) => (Arc::clone(&document.text), span),
        };
        Location {
            path: Arc::clone(&document.path),
            text,
            span,
        }
    }
}
