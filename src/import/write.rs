//! An article as the text of a document.

use super::{Block, BlockKind, Item, LeftOut, clean};
use crate::slug::slugify;
use std::fmt::Write;

/// The name of the document: `2025-03-04-orla-bridge.txt`, without the day where it is not known.
#[must_use]
pub fn file_name(item: &Item) -> String {
    let words = item
        .title
        .as_deref()
        .or_else(|| item.blocks.first().map(|block| &*block.text));
    let slug = slugify(words.unwrap_or_default(), "untitled");
    match item.date {
        Some(date) => format!("{date}-{slug}.txt"),
        None => format!("{slug}.txt"),
    }
}

/// The document: front matter in TOML, and the text as if it had been pasted, a paragraph a line. `from` is the name of the
/// file that it comes from; that and what was left out is written down in a comment.
#[must_use]
pub fn written(item: &Item, from: &str, left_out: &LeftOut) -> String {
    let mut text = String::from("+++\n");
    let left_out = match left_out.describe() {
        empty if empty.is_empty() => String::new(),
        what => format!(" Left out: {what}."),
    };
    _ = writeln!(text, "# From {}.{left_out}", clean::line(from));
    front_matter(&mut text, item);
    text.push_str("+++\n");
    body(&mut text, item);
    text
}

fn front_matter(text: &mut String, item: &Item) {
    value(text, "title", item.title.as_deref());
    value(text, "standfirst", item.standfirst.as_deref());
    if let Some(date) = item.date {
        _ = writeln!(text, "date = {date}");
    }
    if let Some(updated) = item.updated {
        _ = writeln!(text, "updated = {updated}");
    }
    value(text, "source", item.source.as_deref());
    value(text, "source_url", item.source_url.as_deref());
    value(text, "author", item.author.as_deref());
    if !item.topics.is_empty() {
        let topics: Vec<String> = item.topics.iter().map(|topic| quoted(topic)).collect();
        _ = writeln!(text, "topics = [{}]", topics.join(", "));
    }
    value(text, "language", item.language.as_deref());
    if item.draft {
        text.push_str("draft = true\n");
    }
}

fn value(text: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        _ = writeln!(text, "{key} = {}", quoted(value));
    }
}

/// A TOML string on one line: over several, a line of it could be taken for the front matter's end.
pub(crate) fn quoted(value: &str) -> String {
    toml::Value::String(value.replace(['\n', '\r'], " ")).to_string()
}

fn body(text: &mut String, item: &Item) {
    let mut before: Option<&Block> = None;
    if let Some(title) = item.title.as_deref().filter(|_| needs_headline(item)) {
        _ = write!(text, "{title}\n\n");
    }
    for block in &item.blocks {
        match (before.map(|before| before.kind), block.kind) {
            (None, _) | (Some(BlockKind::Item(_)), BlockKind::Item(_)) => {}
            // A heading is told by the room above it.
            (_, BlockKind::Heading) => text.push_str("\n\n"),
            _ => text.push('\n'),
        }
        match block.kind {
            BlockKind::Paragraph | BlockKind::Heading => text.push_str(&block.text),
            BlockKind::Item(None) => _ = write!(text, "• {}", block.text),
            BlockKind::Item(Some(number)) => _ = write!(text, "{number}. {}", block.text),
            BlockKind::Quote => _ = write!(text, "> {}", block.text),
        }
        text.push('\n');
        before = Some(block);
    }
}

/// Whether the headline must stand above the text: a text that begins with a short line would seem to have another one.
fn needs_headline(item: &Item) -> bool {
    let ends = ['.', '!', '?', '”', '"', '’', '…', ':'];
    item.blocks.first().is_some_and(|first| {
        first.kind == BlockKind::Heading
            || first.kind == BlockKind::Paragraph && !first.text.ends_with(ends)
    })
}
