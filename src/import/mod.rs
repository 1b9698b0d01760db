//! What turns other formats into documents: saved web pages, wires in mail, news items of agencies, feeds.
//!
//! No stage: it makes files that an editor then has in `content/`, as if the text had been pasted there. Each format is
//! a file (a page, which is the hardest, a folder); all give [`Item`]s, which [`written`] turns into a document's text.
//!
//! A file is told by what it holds (`recognise`), not by its ending. What of it is not taken is counted ([`LeftOut`]).
//! Metadata is somebody else's text: it is cleaned before it becomes a value (`clean`, `address`, `day`).

mod address;
mod clean;
mod day;
mod decode;
mod feed;
mod left_out;
mod mail;
mod newsml;
mod ninjs;
mod page;
mod recognise;
mod write;
mod xml;

pub use left_out::LeftOut;
pub(crate) use write::quoted;
pub use write::{file_name, written};

use crate::config::Site;
use crate::diagnostics::Diagnostic;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use recognise::Format;
use std::sync::Arc;

/// The largest file that is read, in bytes: a page with its pictures inside is seldom larger than a tenth of it.
pub const LARGEST: u64 = 64 << 20;

/// One article as another format gives it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// The headline.
    pub title: Option<String>,
    /// The summary.
    pub standfirst: Option<String>,
    /// Who wrote it, without `By`.
    pub author: Option<String>,
    /// The day of publication, in the site's time zone where an hour and its zone are given.
    pub date: Option<Date>,
    /// The day of the last change, if it is a later one.
    pub updated: Option<Date>,
    /// The publication.
    pub source: Option<String>,
    /// Its address there: `http` or `https`, nothing else.
    pub source_url: Option<String>,
    /// The section or the subjects that it stands under.
    pub topics: Vec<String>,
    /// The language of the text, where it is another one than the site's.
    pub language: Option<String>,
    /// Whether it must not be published yet: it is withheld, or under embargo.
    pub draft: bool,
    /// The text.
    pub blocks: Vec<Block>,
}

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its words: one line, white space made single.
    pub text: String,
}

/// What a part of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// A heading.
    Heading,
    /// An item of a list, with its number if it has one.
    Item(Option<u64>),
    /// A paragraph that is set apart as quoted.
    Quote,
}

impl Block {
    fn paragraph(text: impl Into<String>) -> Self {
        Self {
            kind: BlockKind::Paragraph,
            text: text.into(),
        }
    }
}

/// One article of a file, and what is to be told of it.
#[derive(Debug, Default)]
pub struct Imported {
    /// The article.
    pub item: Item,
    /// What the file has besides.
    pub left_out: LeftOut,
    /// What an editor should look at.
    pub diagnostics: Vec<Diagnostic>,
}

/// What all formats are read with.
struct Context<'s> {
    /// The file, as messages call it.
    path: Arc<str>,
    /// The language that needs no mention.
    language: &'s str,
    /// The zone in which the day of an instant is taken.
    zone: TimeZone,
}

impl Context<'_> {
    fn error(&self, code: &'static str, message: impl Into<String>) -> Box<Diagnostic> {
        Box::new(Diagnostic::error(code, message).in_file(&self.path))
    }

    fn warning(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(code, message).in_file(&self.path)
    }

    /// A day as it is written somewhere.
    fn day(&self, written: &str) -> Option<Date> {
        day::read(written, &self.zone)
    }

    /// A language's tag, where it says something that the site does not.
    fn foreign_language(&self, tag: &str) -> Option<String> {
        let tag = clean::language(tag)?;
        let primary = |tag: &str| tag.split('-').next().map(str::to_ascii_lowercase);
        (primary(&tag) != primary(self.language)).then_some(tag)
    }

    fn no_text(&self, what: &str) -> Box<Diagnostic> {
        let mut diagnostic =
            self.error("no-text", format!("no article's text was found in {what}"));
        diagnostic.help =
            Some("copy the text off the page and paste it into a .txt file in content/".to_owned());
        diagnostic
    }
}

/// The articles that `bytes` hold, which messages call `shown`: one, but for feeds and messages of several items.
///
/// # Errors
/// A diagnostic when they are of no format that is known, are broken, are past the bounds, or hold no text.
pub fn read(bytes: &[u8], shown: &str, site: &Site) -> Result<Vec<Imported>, Box<Diagnostic>> {
    let context = Context {
        path: Arc::from(shown),
        language: &site.language,
        zone: TimeZone::get(&site.time_zone).unwrap_or(TimeZone::UTC),
    };
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(&context));
    }
    let format = recognise::format(bytes).map_err(|why| why.report(&context))?;
    let imported = match format {
        Format::Page => vec![page::read(&context, bytes)?],
        Format::Mail => vec![mail::read(&context, bytes)?],
        Format::Ninjs => ninjs::read(&context, bytes)?,
        Format::NewsMl => newsml::read(&context, bytes)?,
        Format::Feed => feed::read(&context, bytes)?,
    };
    Ok(imported
        .into_iter()
        .map(|one| one.settled(&context))
        .collect())
}

/// What is wrong with a file past [`LARGEST`].
#[must_use]
pub fn too_large_file(shown: &str) -> Diagnostic {
    Diagnostic::error(
        "too-large",
        format!("the file is larger than {} MiB", LARGEST >> 20),
    )
    .in_file(&Arc::from(shown))
    .help(
        "save the page again without its pictures, or paste its text into a .txt file in content/",
    )
}

fn too_large(context: &Context) -> Box<Diagnostic> {
    Box::new(too_large_file(&context.path))
}

/// The articles of a file with several; the first has what is to be told of the others.
fn gathered(
    context: &Context,
    what: &str,
    mut imported: Vec<Imported>,
    mut refused: Vec<Diagnostic>,
    empty: usize,
) -> Result<Vec<Imported>, Box<Diagnostic>> {
    match imported.first_mut() {
        Some(first) => {
            first.left_out.items += empty;
            first.diagnostics.append(&mut refused);
            Ok(imported)
        }
        None => Err(refused
            .pop()
            .map_or_else(|| context.no_text(what), Box::new)),
    }
}

impl Imported {
    /// What holds for all formats: nothing is said twice, and what is missing is told.
    fn settled(mut self, context: &Context) -> Self {
        let item = &mut self.item;
        item.updated = item
            .updated
            .filter(|&updated| item.date.is_none_or(|date| updated > date));
        self.left_out.repeated += clean::drop_repeated(item);
        if item.date.is_none() {
            self.diagnostics.push(
                context
                    .warning("undated", "it does not say when it was published")
                    .help("write `date = 2025-02-28` between the `+++` lines of the new file"),
            );
        }
        if item.title.is_none() {
            self.diagnostics.push(
                context
                    .warning("no-headline", "it has no headline")
                    .help("write `title = \"…\"` between the `+++` lines of the new file"),
            );
        }
        self
    }
}
