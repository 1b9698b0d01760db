//! Entries of Atom (RFC 4287) and RSS (0.9x, 1.0, 2.0) feeds.

use super::page::from_markup;
use super::xml::{self, Element};
use super::{Context, Imported, Item, address, clean, decode};
use crate::diagnostics::Diagnostic;

/// An article for each entry that has text.
pub(super) fn read(context: &Context, bytes: &[u8]) -> Result<Vec<Imported>, Box<Diagnostic>> {
    let text = decode::text(bytes, None);
    let root = xml::parse(context, &text)?;
    let (feed, entries): (&Element, Vec<&Element>) = match root.name {
        "feed" => (&root, root.every("entry").collect()),
        _ => {
            let channel = root.child("channel").unwrap_or(&root);
            // RSS 1.0 puts its items beside the channel.
            (
                channel,
                channel.every("item").chain(root.every("item")).collect(),
            )
        }
    };
    let source = feed.text_of("title").and_then(clean::name);
    let language = feed.text_of("language").or_else(|| feed.attribute("lang"));
    let mut imported: Vec<Imported> = Vec::new();
    let mut empty = 0;
    for entry in entries {
        let (text, is_summary) = text_of(entry);
        let found = from_markup(&text);
        if found.blocks.is_empty() {
            empty += 1;
            continue;
        }
        let mut one = Imported {
            item: Item {
                title: entry.text_of("title").and_then(clean::title),
                standfirst: (!is_summary).then(|| summary(entry)).flatten(),
                author: clean::authors(authors(entry)),
                date: first(
                    entry,
                    &["published", "issued", "pubDate", "date", "updated"],
                )
                .and_then(|written| context.day(written)),
                updated: first(entry, &["updated", "modified"])
                    .and_then(|written| context.day(written)),
                source: source.clone(),
                source_url: link(entry),
                topics: Vec::new(),
                language: language.and_then(|tag| context.foreign_language(tag)),
                draft: false,
                blocks: found.blocks,
            },
            left_out: found.left_out,
            diagnostics: Vec::new(),
        };
        if is_summary {
            let title = one.item.title.as_deref().unwrap_or("an entry");
            one.diagnostics.push(
                context
                    .warning(
                        "summary-only",
                        format!("the feed has no more than a summary of “{title}”"),
                    )
                    .help("open its address and import the saved page in its place"),
            );
        }
        imported.push(one);
    }
    super::gathered(context, "this feed", imported, Vec::new(), empty)
}

/// The text of an entry as HTML, and whether it is no more than a summary.
fn text_of(entry: &Element) -> (String, bool) {
    if let Some(encoded) = entry
        .children
        .iter()
        .find(|child| child.full_name == "content:encoded")
    {
        return (encoded.text.clone(), false);
    }
    // Media RSS has a `content` too, which is a picture.
    let content = entry
        .every("content")
        .find(|content| !content.full_name.starts_with("media:"));
    match content.or_else(|| entry.child("summary")) {
        Some(content) => (markup(content), content.name == "summary"),
        None => (
            entry.child("description").map(markup).unwrap_or_default(),
            true,
        ),
    }
}

/// What an Atom text construct holds: text, escaped HTML, or XHTML (RFC 4287, 3.1).
fn markup(element: &Element) -> String {
    match element.attribute("type") {
        Some("xhtml") => element.inside.to_owned(),
        Some("text") => element.text.replace('&', "&amp;").replace('<', "&lt;"),
        _ => element.text.clone(),
    }
}

fn summary(entry: &Element) -> Option<String> {
    let summary = entry
        .child("summary")
        .or_else(|| entry.child("description"))?;
    let mut found = from_markup(&markup(summary)).blocks;
    match found.len() {
        1 => clean::standfirst(&found.pop()?.text),
        _ => None,
    }
}

fn first<'e>(entry: &'e Element, names: &[&str]) -> Option<&'e str> {
    names.iter().find_map(|name| entry.text_of(name))
}

fn authors<'e>(entry: &'e Element) -> Vec<&'e str> {
    let atom = entry
        .every("author")
        .filter_map(|author| author.text_of("name"));
    let creators = entry.every("creator").map(|creator| creator.text.trim());
    // RSS has an address here, with a name in brackets at times.
    let rss = entry.every("author").filter_map(|author| {
        let text = author.text.trim();
        let name = text
            .split_once('(')
            .and_then(|(_, rest)| rest.strip_suffix(')'));
        name.or(Some(text)).filter(|name| !name.is_empty())
    });
    let found: Vec<&str> = atom.chain(creators).collect();
    if found.is_empty() {
        rss.collect()
    } else {
        found
    }
}

fn link(entry: &Element) -> Option<String> {
    let links: Vec<&Element> = entry.every("link").collect();
    let is_alternate =
        |link: &&&Element| link.attribute("rel").is_none_or(|rel| rel == "alternate");
    let written = links
        .iter()
        .find(is_alternate)
        .and_then(|link| link.attribute("href").or_else(|| Some(link.text.trim())));
    let permanent = || {
        let guid = entry
            .child("guid")
            .filter(|guid| guid.attribute("isPermaLink") != Some("false"))?;
        Some(guid.text.trim())
    };
    written
        .or_else(permanent)
        .and_then(|written| address::web(written, None))
}
