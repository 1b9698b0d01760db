//! Diagnostics as SARIF, which code hosts show beside the lines of a change.
//!
//! Static Analysis Results Interchange Format, version 2.1.0 (OASIS Standard, 27 March 2020); of it what a result with a
//! place needs.

use super::{Diagnostic, Location, Severity};
use crate::span::LineColumn;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A log with one run of the program.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SarifLog<'d> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'d>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'d> {
    tool: Tool<'d>,
    /// Columns are counted as editors count them.
    column_kind: &'static str,
    results: Vec<Outcome<'d>>,
}

#[derive(Serialize)]
struct Tool<'d> {
    driver: Driver<'d>,
}

#[derive(Serialize)]
struct Driver<'d> {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule<'d>>,
}

#[derive(Serialize)]
struct Rule<'d> {
    id: &'d str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'d> {
    rule_id: &'d str,
    level: &'static str,
    message: Message,
    locations: Vec<Place<'d>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Place<'d>>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'d> {
    physical_location: PhysicalLocation<'d>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation<'d> {
    artifact_location: Artifact<'d>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact<'d> {
    uri: Cow<'d, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

impl<'d> SarifLog<'d> {
    /// The log of a run that reported `diagnostics`.
    #[must_use]
    pub fn new(diagnostics: &'d [Diagnostic]) -> Self {
        let rules: BTreeSet<&str> = diagnostics.iter().map(|d| d.code).collect();
        let driver = Driver {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            rules: rules.into_iter().map(|id| Rule { id }).collect(),
        };
        let run = Run {
            tool: Tool { driver },
            column_kind: "unicodeCodePoints",
            results: diagnostics.iter().map(Outcome::new).collect(),
        };
        Self {
            schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
            version: "2.1.0",
            runs: [run],
        }
    }
}

impl<'d> Outcome<'d> {
    fn new(diagnostic: &'d Diagnostic) -> Self {
        let mut text = diagnostic.message.clone();
        if let Some(help) = &diagnostic.help {
            text.push_str("\n\n");
            text.push_str(help);
        }
        let related = diagnostic.related.iter();
        Self {
            rule_id: diagnostic.code,
            level: match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            message: Message { text },
            locations: diagnostic
                .location
                .iter()
                .map(|at| Place::new(at, None))
                .collect(),
            related_locations: related
                .map(|(at, words)| Place::new(at, Some(words.clone())))
                .collect(),
        }
    }
}

impl<'d> Place<'d> {
    fn new(location: &'d Location, words: Option<String>) -> Self {
        let region = (!location.text.is_empty()).then(|| {
            let start = location.line_column();
            let end = LineColumn::of(&location.text, location.span.end as usize);
            Region {
                start_line: start.line,
                start_column: start.column,
                end_line: end.line,
                end_column: end.column,
            }
        });
        Self {
            physical_location: PhysicalLocation {
                artifact_location: Artifact {
                    uri: reference(&location.path),
                },
                region,
            },
            message: words.map(|text| Message { text }),
        }
    }
}

/// What a path in a URI reference (RFC 3986) may hold as it is, beside letters and digits.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// A path as a URI reference.
fn reference(path: &str) -> Cow<'_, str> {
    utf8_percent_encode(path, PLAIN).into()
}

#[cfg(test)]
mod tests {
    use super::reference;

    #[test]
    fn paths_become_references() {
        assert_eq!(reference("content/a b/ї.txt"), "content/a%20b/%D1%97.txt");
        assert_eq!(
            reference("content/2025-02-28-talks.txt"),
            "content/2025-02-28-talks.txt"
        );
    }
}
