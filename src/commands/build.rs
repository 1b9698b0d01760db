//! `dateline build`: the site from its folder, published whole or not at all.

use super::Status;
use super::read::{self, Read};
use super::report::Report;
use super::terminal::{self, count, grouped, say};
use crate::diagnostics::Diagnostic;
use crate::digest::{self, Digest};
use crate::publish::{self, Failure, Lock, Output, Published};
use crate::render::Renderer;
use crate::source;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Build the site
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The site's folder, which holds content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Where the site is written [default: public/ in the site's folder]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// The address under which the site will stand, in place of that in site.toml
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Publish drafts too
    #[arg(long)]
    drafts: bool,
    /// Take warnings for errors: publish nothing while there is one
    #[arg(long)]
    strict: bool,
    /// Make and write everything anew, whatever is known of the last build
    #[arg(long)]
    full: bool,
}

/// The content, settings or machine forbid to go on: the report says why.
pub(super) struct Stopped;

/// No warning: a site that is to be read from a folder is right without.
const NO_ADDRESS: &str = "It has no feeds and no sitemap: they need to know where it will stand (`base_url` in site.toml, or `--base-url`)";

/// What was built.
struct Built {
    articles: usize,
    quotations: usize,
    unattributed: usize,
    speakers: usize,
    published: Published,
    /// Whether feeds are wanted, but it is not known where the site will stand.
    lacks_address: bool,
}

pub(super) fn run(arguments: &Arguments) -> Status {
    let start = Instant::now();
    let output = match &arguments.output {
        Some(output) => output.clone(),
        None if arguments.root == Path::new(".") => PathBuf::from("public"),
        None => arguments.root.join("public"),
    };
    let mut report = Report::new(arguments.strict);
    let built = build(arguments, &output, &mut report);
    report.print();
    let folder = folder_name(&output);
    match built {
        Ok(built) => {
            let seconds = start.elapsed().as_secs_f64();
            say(&format!("{} in {folder} in {seconds:.1} s", built.words()));
            if built.lacks_address {
                say(NO_ADDRESS);
            }
        }
        Err(Stopped) if report.status() == Status::Usage => {}
        Err(Stopped) => {
            let counts = report.counts();
            let old = match output.is_dir() {
                true => format!("; {folder} is as it was"),
                false => String::new(),
            };
            say(&format!("Nothing was built: {counts}{old}"));
        }
    }
    report.status()
}

fn build(arguments: &Arguments, output: &Path, report: &mut Report) -> Result<Built, Stopped> {
    let root = &*arguments.root;
    check_root(root, report)?;
    let wait = || say("Another build of this site is running; waiting for it to end");
    let lock = Lock::take(root, wait).map_err(|error| stop(report, &error))?;
    let mut output = Output::open(&lock, output).map_err(|error| stop(report, &error))?;
    if arguments.full {
        output.rewrite_all();
    }
    let base_url = arguments.base_url.as_deref();
    let state = Some(lock.state()).filter(|_| !arguments.full);
    let read = read::read(root, base_url, arguments.drafts, state, report);
    let theme = read::theme(root, read.as_ref(), report);
    let (Some(read), Some(theme)) = (read, theme) else {
        return Err(Stopped);
    };
    go_on(report)?;
    let Read {
        site,
        register,
        entries,
    } = read;
    let (mut digest, diagnostics) = digest::join(site, &register, entries);
    report.add(diagnostics);
    report.add(digest.illustrate(root, Some(lock.state())));
    go_on(report)?;
    let renderer = match state {
        Some(state) => Renderer::keeping(&digest, &theme, state),
        None => Renderer::new(&digest, &theme),
    };
    let published = publish(&renderer, output, report)?;
    let built = Built::new(&digest, published);
    // The program ends: to give back, piece by piece, what a large site holds would take a while.
    std::mem::forget(renderer);
    std::mem::forget(digest);
    Ok(built)
}

pub(super) fn check_root(root: &Path, report: &mut Report) -> Result<(), Stopped> {
    if !root.is_dir() {
        let message = format!("{} is no folder", root.display());
        let diagnostic =
            Diagnostic::error("usage", message).help("name the site's folder: --root DIR");
        report.add_with(Status::Usage, diagnostic);
        return Err(Stopped);
    }
    if !root.join("content").is_dir() {
        report.add([source::no_content()]);
        return Err(Stopped);
    }
    Ok(())
}

fn go_on(report: &Report) -> Result<(), Stopped> {
    if report.is_clean() {
        Ok(())
    } else {
        Err(Stopped)
    }
}

fn stop(report: &mut Report, error: &publish::Error) -> Stopped {
    report.fail_to_publish(error);
    Stopped
}

fn publish(renderer: &Renderer, output: Output, report: &mut Report) -> Result<Published, Stopped> {
    report.add(renderer.diagnostics().iter().cloned());
    go_on(report)?;
    let pages = renderer.pages();
    let bar = terminal::progress(pages.len(), "Writing");
    let paths = pages.map(|page| page.path);
    let inputs = |n: usize| renderer.inputs(&renderer.page(n));
    let page = |n: usize| renderer.render(&renderer.page(n)).map(|page| page.bytes);
    let published = publish::publish(output, paths, inputs, page, || bar.inc(1));
    bar.finish_and_clear();
    if published.is_ok() {
        renderer.forget_old_cards();
    }
    published.map_err(|failure| {
        match failure {
            Failure::Pages(errors) => report.add(errors.into_iter().map(|error| *error)),
            Failure::Publish(error) => report.fail_to_publish(&error),
        }
        Stopped
    })
}

/// `public/`
fn folder_name(path: &Path) -> String {
    let name = path.display().to_string();
    format!(
        "{}/",
        name.trim_end_matches(['/', std::path::MAIN_SEPARATOR])
    )
}

impl Built {
    fn new(digest: &Digest, published: Published) -> Self {
        Self {
            articles: digest.articles.len(),
            quotations: digest.articles.iter().map(|article| article.count).sum(),
            unattributed: digest.count(&digest.unattributed),
            speakers: digest.speakers.len(),
            published,
            lacks_address: digest.site.base_url.is_none() && digest.site.feeds.on,
        }
    }

    /// `Built 41 pages from 7 articles (64 quotations, 27 speakers, 3 unattributed)`
    fn words(&self) -> String {
        let unattributed = match self.unattributed {
            0 => String::new(),
            n => format!(", {} unattributed", grouped(n as u64)),
        };
        format!(
            "Built {} from {} ({}, {}{unattributed})",
            count(self.published.files, "page"),
            count(self.articles, "article"),
            count(self.quotations, "quotation"),
            count(self.speakers, "speaker"),
        )
    }
}
