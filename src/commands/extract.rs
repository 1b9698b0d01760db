//! `dateline extract`: the structured entry of any text file.

use super::terminal::print;
use super::{Status, report::Report};
use crate::config::{Register, Site};
use crate::quotes::JsonEntry;
use crate::source::{self, Failure};
use crate::{article, quotes};
use clap::ValueEnum;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::path::{Path, PathBuf};

/// Print the structured entry of text files as JSON: sections, quotations, who said them
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Text files, Markdown if they end with .md; no site is needed
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// One object (a list of them for several files), or a line for each file
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Jsonl,
}

/// How many files are read before the first of them is printed.
const AT_ONCE: usize = 256;

pub(super) fn run(arguments: &Arguments) -> Status {
    let mut report = Report::new(false);
    let printed = print_all(arguments, &mut report);
    report.print();
    match printed {
        Ok(()) => report.status(),
        Err(status) => status.max(report.status()),
    }
}

fn print_all(arguments: &Arguments, report: &mut Report) -> Result<(), Status> {
    let list = arguments.format == Format::Json && arguments.files.len() > 1;
    let between: &[u8] = if list { b",\n" } else { b"\n" };
    let mut printed = 0;
    for files in arguments.files.chunks(AT_ONCE) {
        let entry = |file: &PathBuf| entry(file, arguments.format);
        let entries: Vec<_> = files.par_iter().map(entry).collect();
        for entry in entries {
            match entry {
                Ok((json, status)) => {
                    report.note(status);
                    print(match printed {
                        0 if list => b"[\n",
                        0 => b"",
                        _ => between,
                    })?;
                    print(&json)?;
                    printed += 1;
                }
                Err(failure) => report.fail(failure),
            }
        }
    }
    print(match (list, printed) {
        (true, 0) => b"[]\n",
        (true, _) => b"\n]\n",
        (false, 0) => b"",
        (false, _) => b"\n",
    })
}

/// The entry as it is printed; and whether its text has errors.
fn entry(file: &Path, format: Format) -> Result<(Vec<u8>, Status), Failure> {
    let (site, register) = (Site::default(), Register::default());
    let document = source::load(
        file,
        &file
            .to_string_lossy()
            .replace(std::path::MAIN_SEPARATOR, "/"),
    )?;
    let (article, mut diagnostics) = article::read(&document, &site);
    let (entry, more) = quotes::read(document, article, &site, &register);
    diagnostics.extend(more);
    let json = JsonEntry::new(&entry, &diagnostics);
    let text = match format {
        Format::Json => serde_json::to_vec_pretty(&json),
        Format::Jsonl => serde_json::to_vec(&json),
    };
    let text = text.map_err(|error| Failure::Machine {
        path: file.to_owned(),
        error: error.into(),
    })?;
    let status = match diagnostics.iter().any(|d| d.is_error()) {
        true => Status::Content,
        false => Status::Done,
    };
    Ok((text, status))
}
