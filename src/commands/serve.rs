//! `dateline serve`: the site while it is written, in the browser of this machine.

use super::Status;
use super::report::Report;
use super::terminal::{count, is_colourful, say};
use crate::diagnostics::render;
use crate::preview::{self, Error, News};
use std::path::PathBuf;

/// Show the site while it is written, with a panel to settle what is doubtful
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The site's folder, which holds content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The port to answer at [default: the first free one from 1851 on]
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Open the front page in the browser
    #[arg(long)]
    open: bool,
}

pub(super) fn run(arguments: &Arguments) -> Status {
    let mut report = Report::new(false);
    if !arguments.root.is_dir() {
        // Reports what is wrong with it, and how to name another.
        let _ = super::build::check_root(&arguments.root, &mut report);
        report.print();
        return report.status();
    }
    let open = arguments.open;
    let ended = preview::run(&arguments.root, arguments.port, move |news| match news {
        News::Ready(address) => {
            say(&format!("Preview at {address} (end it with Ctrl-C)"));
            if open && let Err(error) = ::open::that_detached(address) {
                say(&format!("can't open a browser: {error}"));
            }
        }
        News::Shown {
            articles,
            warnings,
            took,
        } => {
            let warnings = match warnings {
                0 => "nothing to report".to_owned(),
                n => count(*n, "warning"),
            };
            let articles = count(*articles, "article");
            let took = took.as_millis();
            say(&format!("Shows {articles}: {warnings} ({took} ms)"));
        }
        News::Trouble(trouble) => {
            let colour = is_colourful();
            for diagnostic in *trouble {
                say(&render(diagnostic, colour));
                say("");
            }
            say("The last good state of the site is still shown; save again to go on");
        }
    });
    let Err(error) = ended;
    let help = match error {
        Error::PortInUse(_) => "\nhelp: name another with --port, or none for the first free one",
        Error::Machine { .. } => "",
    };
    say(&format!("error: {error}{help}"));
    match error {
        Error::PortInUse(_) => Status::Usage,
        Error::Machine { .. } => Status::Machine,
    }
}
