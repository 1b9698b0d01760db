//! `dateline check`: everything that is doubtful in the whole content, and nothing published.

use super::Status;
use super::read::{self, Read};
use super::report::Report;
use super::terminal::{count, print, say};
use crate::diagnostics::{JsonDiagnostic, SarifLog};
use crate::digest;
use crate::render::Renderer;
use clap::ValueEnum;
use serde::Serialize;
use std::path::PathBuf;

/// Report all that is doubtful, drafts included; publish nothing
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The site's folder, which holds content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Take warnings for errors: end with status 1 where there is one
    #[arg(long)]
    strict: bool,
    /// For people, as a list of JSON objects, or as SARIF 2.1.0, which code hosts show beside the lines
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
    Sarif,
}

pub(super) fn run(arguments: &Arguments) -> Status {
    let mut report = Report::new(arguments.strict);
    let articles = check(arguments, &mut report);
    let printed = match arguments.format {
        Format::Human => {
            report.print_by_file();
            Ok(())
        }
        Format::Json => print_json(
            &report
                .sorted()
                .iter()
                .map(JsonDiagnostic::new)
                .collect::<Vec<_>>(),
        ),
        Format::Sarif => print_json(&SarifLog::new(report.sorted())),
    };
    if let Some(articles) = articles {
        say(&format!(
            "Checked {}: {}",
            count(articles, "article"),
            report.tally()
        ));
    }
    match printed {
        Ok(()) => report.status(),
        Err(status) => status.max(report.status()),
    }
}

/// Gathers all reports; tells how many articles were read, if it came so far.
fn check(arguments: &Arguments, report: &mut Report) -> Option<usize> {
    let root = &*arguments.root;
    super::build::check_root(root, report).ok()?;
    let read = read::read(root, None, true, None, report);
    let theme = read::theme(root, read.as_ref(), report);
    let Read {
        site,
        register,
        entries,
    } = read?;
    let articles = entries.len();
    let (mut digest, diagnostics) = digest::join(site, &register, entries);
    report.add(diagnostics);
    report.add(digest.illustrate(root, None));
    report.add(digest.review());
    if let Some(theme) = theme {
        let renderer = Renderer::without_index(&digest, &theme);
        report.add(renderer.diagnostics().iter().cloned());
        report.add(renderer.dead_links());
    }
    Some(articles)
}

fn print_json(value: &impl Serialize) -> Result<(), Status> {
    let mut text = serde_json::to_vec_pretty(value).map_err(|error| {
        say(&format!("error: can't write the result: {error}"));
        Status::Machine
    })?;
    text.push(b'\n');
    print(&text)
}
