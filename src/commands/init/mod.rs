//! `dateline init`: a new site, ready to build.

use super::Status;
use super::import::create;
use super::report::Report;
use super::terminal::say;
use crate::diagnostics::Diagnostic;
use std::path::{Path, PathBuf};

/// Make a new site, ready to build
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder of the site: a new one, or one with nothing in it
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// What a new site holds.
const FILES: [(&str, &str); 4] = [
    ("site.toml", include_str!("site.toml")),
    (
        "content/2025-03-04-orla-bridge.txt",
        include_str!("orla-bridge.txt"),
    ),
    (".gitignore", include_str!("gitignore")),
    (".github/workflows/pages.yml", include_str!("pages.yml")),
];

pub(super) fn run(arguments: &Arguments) -> Status {
    let mut report = Report::new(false);
    make(&arguments.folder, &mut report);
    report.print();
    if report.is_clean() {
        let folder = arguments.folder.display();
        say(&format!(
            "Made a site in {folder}. To build it: dateline build --root {folder}"
        ));
    }
    report.status()
}

fn make(folder: &Path, report: &mut Report) {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => {
            // A repository that was just made or cloned is as good as empty.
            let other = entries.find(|entry| {
                entry
                    .as_ref()
                    .is_ok_and(|entry| entry.file_name() != ".git")
            });
            if let Some(Ok(other)) = other {
                return report.add_with(
                    Status::Usage,
                    not_empty(folder, &other.file_name().to_string_lossy()),
                );
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return report.fail_to_write(folder, &error),
    }
    for (name, text) in FILES {
        let path = folder.join(name);
        if let Err(error) = create(
            &path,
            &text
                .replace("@REPOSITORY@", repository())
                .replace("@VERSION@", env!("CARGO_PKG_VERSION")),
        ) {
            return report.fail_to_write(&path, &error);
        }
    }
}

/// Where the program is released, `owner/name`: a released program knows; for another one the site's repository says it.
fn repository() -> &'static str {
    option_env!("DATELINE_REPOSITORY").unwrap_or("${{ vars.DATELINE_REPOSITORY }}")
}

fn not_empty(folder: &Path, other: &str) -> Diagnostic {
    Diagnostic::error("not-empty", format!("{} is not empty: it holds {other}", folder.display()))
        .help("name a folder that is not there yet; to make a site of this one, put articles into content/ and run `dateline build`")
}
