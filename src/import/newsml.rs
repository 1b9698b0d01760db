//! IPTC NewsML-G2: a news item, or a message of several.

use super::page::{from_lines, from_markup};
use super::xml::{self, Element};
use super::{Block, Context, Imported, Item, LeftOut, clean, decode};
use crate::diagnostics::Diagnostic;

/// An article for each news item with text.
pub(super) fn read(context: &Context, bytes: &[u8]) -> Result<Vec<Imported>, Box<Diagnostic>> {
    let text = decode::text(bytes, None);
    let root = xml::parse(context, &text)?;
    let mut items = Vec::new();
    root.find("newsItem", &mut items);
    let mut imported: Vec<Imported> = Vec::new();
    let mut refused = Vec::new();
    let mut empty = 0;
    for item in items {
        let (blocks, left_out) = body(item);
        if blocks.is_empty() {
            empty += 1;
            continue;
        }
        match one(context, item, blocks, left_out) {
            Ok(one) => imported.push(one),
            Err(diagnostic) => refused.push(*diagnostic),
        }
    }
    super::gathered(context, "this message", imported, refused, empty)
}

fn one(
    context: &Context,
    item: &Element,
    blocks: Vec<Block>,
    left_out: LeftOut,
) -> Result<Imported, Box<Diagnostic>> {
    let none = Element::default();
    let about_item = item.child("itemMeta").unwrap_or(&none);
    let about_text = item.child("contentMeta").unwrap_or(&none);
    let date = |name: &str| {
        about_text
            .text_of(name)
            .or_else(|| about_item.text_of(name))
    };
    let mut diagnostics = Vec::new();
    let status = about_item.child("pubStatus").and_then(|status| {
        status
            .attribute("qcode")
            .or_else(|| status.attribute("uri"))
    });
    let draft = super::ninjs::standing(context, status, date("embargoed"), &mut diagnostics)?;
    let title = about_text
        .text_of("headline")
        .or_else(|| about_item.text_of("title"));
    let provider = about_item.child("provider");
    let language = about_text
        .child("language")
        .and_then(|language| language.attribute("tag"));
    let subjects = about_text.every("subject").filter(|subject| {
        subject
            .attribute("type")
            .is_none_or(|kind| kind.ends_with("abstract"))
    });
    Ok(Imported {
        item: Item {
            title: title.and_then(clean::title),
            standfirst: about_text
                .every("description")
                .find(|text| {
                    text.attribute("role")
                        .is_none_or(|role| role.ends_with("summary"))
                })
                .and_then(|text| clean::standfirst(&text.text)),
            author: author(about_text),
            date: date("contentCreated")
                .or_else(|| date("firstCreated"))
                .or_else(|| date("versionCreated"))
                .and_then(|day| context.day(day)),
            updated: date("contentModified")
                .or_else(|| date("versionCreated"))
                .and_then(|day| context.day(day)),
            source: provider.and_then(|provider| {
                let name = provider
                    .text_of("name")
                    .or_else(|| provider.attribute("literal"));
                clean::name(name?)
            }),
            source_url: None,
            topics: clean::topics(subjects.filter_map(|subject| subject.text_of("name"))),
            language: language
                .or_else(|| item.attribute("lang"))
                .and_then(|tag| context.foreign_language(tag)),
            draft,
            blocks,
        },
        left_out,
        diagnostics,
    })
}

fn author(about: &Element) -> Option<String> {
    let by = about.text_of("by").map(|by| clean::authors([by]));
    by.unwrap_or_else(|| {
        clean::authors(
            about
                .every("creator")
                .filter_map(|creator| creator.text_of("name")),
        )
    })
}

/// The text of the first part that has any.
fn body(item: &Element) -> (Vec<Block>, LeftOut) {
    let Some(set) = item.child("contentSet") else {
        return Default::default();
    };
    let mut left_out = LeftOut::default();
    let mut blocks = Vec::new();
    for part in &set.children {
        match part.name {
            "inlineXML" | "inlineData" if blocks.is_empty() => {
                let is_plain = part.name == "inlineData"
                    && !part
                        .attribute("contenttype")
                        .is_some_and(|kind| kind.contains("html"));
                if is_plain {
                    blocks = from_lines(&part.text);
                } else {
                    let markup = if part.name == "inlineXML" {
                        content(part)
                    } else {
                        &part.text
                    };
                    let found = from_markup(markup);
                    blocks = found.blocks;
                    left_out += found.left_out;
                }
            }
            "remoteContent" => left_out.pictures += 1,
            _ => {}
        }
    }
    (blocks, left_out)
}

/// What of the XML is the article: NITF and XHTML have a head before it.
fn content<'x>(part: &Element<'x>) -> &'x str {
    for name in ["body.content", "body"] {
        let mut found = Vec::new();
        part.find(name, &mut found);
        if let Some(body) = found.first() {
            return body.inside;
        }
    }
    part.inside
}
