//! Saved web pages.
//!
//! The text is found by `dom_smoothie` (Mozilla's Readability); what is said *of* it by [`claims`], one source after the
//! other, and [`settle`] decides between them where they differ.

mod blocks;
mod claims;
mod json_ld;
mod microdata;
mod parse;
mod settle;

pub(super) use blocks::{from_lines, from_markup};

use super::{Context, Imported, LeftOut, clean, decode};
use crate::diagnostics::Diagnostic;
use dom_query::Document;
use dom_smoothie::{Config, Readability};

/// With fewer words than this a page has no article, or loads it by a script.
const FEW_WORDS: usize = 40;

/// The article of a saved page.
pub(super) fn read(context: &Context, bytes: &[u8]) -> Result<Imported, Box<Diagnostic>> {
    read_text(context, &decode::text(bytes, None), None)
}

/// The same for the text of a page that was saved from `address`, where that is known.
pub(super) fn read_text(
    context: &Context,
    html: &str,
    address: Option<&str>,
) -> Result<Imported, Box<Diagnostic>> {
    let document = parse::page(context, html)?;
    let saved_from = address
        .map(str::to_owned)
        .or_else(|| claims::saved_from(html));
    let claims = claims::of(&document, saved_from.as_deref());
    let settled = settle::settle(context, &claims);
    let mut item = settled.item;
    let mut diagnostics = settled.diagnostics;

    let (around, seen) = blocks::words_and_things(&document);
    let found = blocks::found(article(document).as_ref());
    let words = blocks::words(&found.blocks);
    item.blocks = found.blocks;
    // Some pages show their text by a script, and give it whole to machines.
    let told = claims.body().map(blocks::from_lines).unwrap_or_default();
    if blocks::words(&told) > words * 2 && blocks::words(&told) >= FEW_WORDS {
        item.blocks = told;
        diagnostics.push(
            context
                .warning("text-from-metadata", "the page shows next to no text; it was taken from its metadata (articleBody)")
                .help("compare it with the page: headings and quotations that were set apart are not marked there"),
        );
    }
    let words = blocks::words(&item.blocks);
    if words == 0 {
        return Err(context.no_text("this page"));
    }
    if words < FEW_WORDS {
        diagnostics.push(
            context
                .warning("little-text", format!("only {words} words of text were found in this page"))
                .help("compare them with the page; where they are not the article, paste its text into the new file"),
        );
    }
    let left_out = LeftOut {
        words: around.saturating_sub(words),
        ..seen
    };
    Ok(Imported {
        item,
        left_out,
        diagnostics,
    })
}

/// The page with nothing in it but the article.
fn article(document: Document) -> Option<Document> {
    let config = Config {
        disable_json_ld: true,
        ..Config::default()
    };
    let mut page = Readability::with_document(document, None, Some(config)).ok()?;
    page.parse().ok()?;
    Some(page.doc)
}

/// What `key` compares: for the parts of this format.
fn same(one: &str, other: &str) -> bool {
    clean::key(one) == clean::key(other)
}
