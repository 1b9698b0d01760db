//! `dateline new`: a new document.

use super::Status;
use super::import::create;
use super::report::Report;
use super::terminal::print;
use crate::config::{Site, parse_date};
use crate::diagnostics::Diagnostic;
use crate::import::{Item, file_name, quoted};
use crate::source;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

/// Make a new document in content/
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Its headline
    headline: String,
    /// Its date [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<Date>,
}

fn day(written: &str) -> Result<Date, String> {
    parse_date(written).ok_or_else(|| "write it as 2025-02-28".to_owned())
}

pub(super) fn run(arguments: &Arguments) -> Status {
    let mut report = Report::new(false);
    let printed = make(arguments, &mut report);
    report.print();
    printed.err().unwrap_or_default().max(report.status())
}

fn make(arguments: &Arguments, report: &mut Report) -> Result<(), Status> {
    let content = Path::new("content");
    if !content.is_dir() {
        let diagnostic = Diagnostic::error("usage", "there is no content/ folder here")
            .help("run this in the site's folder; `dateline init DIR` makes a new one");
        report.add_with(Status::Usage, diagnostic);
        return Ok(());
    }
    let site = match source::settings(Path::new("."), None) {
        Ok((site, _)) => site,
        Err(failures) => {
            failures
                .into_iter()
                .for_each(|failure| report.fail(failure));
            return Ok(());
        }
    };
    let headline = arguments
        .headline
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let item = Item {
        title: Some(headline),
        date: Some(arguments.date.unwrap_or_else(|| today(&site))),
        ..Item::default()
    };
    let path = content.join(file_name(&item));
    match create(&path, &text(&item)) {
        Ok(()) => print(format!("{}\n", path.display()).as_bytes()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let shown = path
                .display()
                .to_string()
                .replace(std::path::MAIN_SEPARATOR, "/");
            let diagnostic =
                Diagnostic::error("name-taken", "there is a document of this name already")
                    .in_file(&Arc::from(shown))
                    .help("write on in that one, or give the new one another headline or date");
            report.add([diagnostic]);
            Ok(())
        }
        Err(error) => {
            report.fail_to_write(&path, &error);
            Ok(())
        }
    }
}

/// The day in the site's time zone. Nothing else in the program asks the clock for a date: what is built tomorrow from the
/// same files is the same; but who begins to write a document writes it today.
fn today(site: &Site) -> Date {
    let zone = TimeZone::get(&site.time_zone).unwrap_or(TimeZone::UTC);
    Timestamp::now().to_zoned_datetime(zone).date()
}

fn text(item: &Item) -> String {
    let title = quoted(item.title.as_deref().unwrap_or_default());
    let date = item
        .date
        .map_or_else(String::new, |date| format!("date = {date}\n"));
    format!(
        "+++\ntitle = {title}\n{date}# source = \"Example Times\"\n# source_url = \"https://example.org/…\"\n# author = \"Jane Doe\"\n# topics = [\"World\"]\n\
         # Take this line out to publish it.\ndraft = true\n+++\n"
    )
}
