//! `dateline import`: saved pages, wires and feeds to documents.

use super::Status;
use super::report::Report;
use super::terminal::{self, count, print, say};
use crate::config::Site;
use crate::diagnostics::Diagnostic;
use crate::import::{self, Imported, LeftOut};
use crate::source::{self, Failure};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::WalkDir;

/// Make documents of saved web pages, mails, feeds and news items
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files, or folders of them: HTML, MHTML, mail (.eml), ninjs, NewsML-G2, Atom, RSS
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Where the documents are written [default: content/]
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
}

/// How many files are read before the first of them is written.
const AT_ONCE: usize = 16;

/// What became of all files.
#[derive(Default)]
struct Outcome {
    written: usize,
    there_already: usize,
    failed: usize,
    left_out: LeftOut,
}

pub(super) fn run(arguments: &Arguments) -> Status {
    let mut report = Report::new(false);
    let done = import_all(arguments, &mut report);
    report.print();
    match done {
        Ok(outcome) => {
            say(&outcome.words(&arguments.folder()));
            report.status()
        }
        Err(status) => status.max(report.status()),
    }
}

impl Arguments {
    fn folder(&self) -> PathBuf {
        self.into
            .clone()
            .unwrap_or_else(|| PathBuf::from("content"))
    }
}

fn import_all(arguments: &Arguments, report: &mut Report) -> Result<Outcome, Status> {
    let folder = arguments.folder();
    if arguments.into.is_none() && !folder.is_dir() {
        let diagnostic = Diagnostic::error("usage", "there is no content/ folder here")
            .help("run this in the site's folder, or name another one: --into DIR");
        report.add_with(Status::Usage, diagnostic);
        return Err(Status::Usage);
    }
    let site = match source::settings(Path::new("."), None) {
        Ok((site, _)) => site,
        Err(failures) => {
            failures
                .into_iter()
                .for_each(|failure| report.fail(failure));
            return Err(report.status());
        }
    };
    let files = files(&arguments.files, report);
    let mut outcome = Outcome::default();
    let bar = terminal::progress(files.len(), "Importing");
    for files in files.chunks(AT_ONCE) {
        let read: Vec<_> = files.par_iter().map(|file| read(file, &site)).collect();
        for (file, imported) in files.iter().zip(read) {
            match imported {
                Ok(imported) => {
                    for one in imported {
                        bar.suspend(|| write(one, file, &folder, &mut outcome, report))?;
                    }
                }
                Err(failure) => {
                    outcome.failed += 1;
                    report.fail(failure);
                }
            }
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    Ok(outcome)
}

/// The files that were named, and those in the folders that were: by their endings, because a folder holds other things too.
fn files(named: &[PathBuf], report: &mut Report) -> Vec<PathBuf> {
    const ENDINGS: [&str; 11] = [
        "html", "htm", "xhtml", "mhtml", "mht", "eml", "json", "xml", "rss", "atom", "newsml",
    ];
    let mut files = Vec::new();
    for path in named {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = WalkDir::new(path)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| {
                let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
                entry.depth() == 0 || !is_hidden && !belongs_to_page(entry.path())
            });
        for entry in entries {
            match entry {
                Ok(entry) => {
                    let ending = entry.path().extension().unwrap_or_default();
                    if entry.file_type().is_file()
                        && ENDINGS
                            .iter()
                            .any(|known| ending.eq_ignore_ascii_case(known))
                    {
                        files.push(entry.into_path());
                    }
                }
                Err(error) => {
                    let path = error.path().unwrap_or(path).to_owned();
                    let error = error
                        .into_io_error()
                        .unwrap_or_else(|| std::io::Error::other("the folder can't be listed"));
                    report.fail(Failure::Machine { path, error });
                }
            }
        }
    }
    files
}

/// Whether it is the folder that a browser puts beside a page that it saves: `bridge_files` beside `bridge.html`.
fn belongs_to_page(path: &Path) -> bool {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let page = name.strip_suffix("_files");
    page.is_some_and(|page| {
        ["html", "htm"]
            .iter()
            .any(|ending| path.with_file_name(format!("{page}.{ending}")).is_file())
    })
}

fn read(file: &Path, site: &Site) -> Result<Vec<Imported>, Failure> {
    let failed = |error| Failure::Machine {
        path: file.to_owned(),
        error,
    };
    let shown = file
        .to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/");
    if fs::metadata(file).map_err(failed)?.len() > import::LARGEST {
        return Err(Failure::Content(Box::new(import::too_large_file(&shown))));
    }
    let bytes = fs::read(file).map_err(failed)?;
    Ok(import::read(&bytes, &shown, site)?)
}

/// Writes one document, if none has its name. `Err` when no more can be written.
fn write(
    one: Imported,
    file: &Path,
    folder: &Path,
    outcome: &mut Outcome,
    report: &mut Report,
) -> Result<(), Status> {
    report.add(one.diagnostics);
    let from = file.file_name().unwrap_or_default().to_string_lossy();
    let text = import::written(&one.item, &from, &one.left_out);
    let path = folder.join(import::file_name(&one.item));
    match create(&path, &text) {
        Ok(()) => {
            outcome.written += 1;
            outcome.left_out += one.left_out;
            print(format!("{}\n", path.display()).as_bytes())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            if fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
                outcome.there_already += 1;
            } else {
                outcome.failed += 1;
                report.add([taken(file, &path)]);
            }
            Ok(())
        }
        Err(error) => {
            outcome.failed += 1;
            report.fail_to_write(&path, &error);
            Err(report.status())
        }
    }
}

/// Writes a file that must not be there yet; what was half written is taken away again.
pub(super) fn create(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes()).inspect_err(|_| {
        // There is nothing more to be done about it.
        let _ = fs::remove_file(path);
    })
}

fn taken(file: &Path, path: &Path) -> Diagnostic {
    let shown = path
        .display()
        .to_string()
        .replace(std::path::MAIN_SEPARATOR, "/");
    let from = file.display().to_string();
    Diagnostic::error("name-taken", format!("there is another document of this name, so {from} was not imported"))
        .in_file(&Arc::from(shown))
        .help("if it is the same article, nothing is missing; else rename the document, and import the file again")
}

impl Outcome {
    fn words(&self, folder: &Path) -> String {
        let name = folder.display().to_string();
        let name = name.trim_end_matches(['/', std::path::MAIN_SEPARATOR]);
        let mut words = match self.written {
            0 => "Nothing was imported".to_owned(),
            written => format!("Imported {} into {name}/", count(written, "document")),
        };
        let mut rest = Vec::new();
        if self.there_already > 0 {
            rest.push(format!("{} there already", self.there_already));
        }
        if self.failed > 0 {
            rest.push(format!("{} failed", self.failed));
        }
        if !rest.is_empty() {
            words.push_str(&format!(" ({})", rest.join(", ")));
        }
        let left_out = self.left_out.describe();
        if !left_out.is_empty() {
            words.push_str(&format!("; left out: {left_out}"));
        }
        words
    }
}
