//! A page's text to its tree, within bounds.

use super::super::Context;
use crate::diagnostics::Diagnostic;
use dom_query::Document;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tokenizer::TokenizerOpts;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};

/// How deep elements may stand in each other: where browsers stop too. What walks the tree goes as deep.
const DEEPEST: usize = 512;
/// The most nodes of a tree. Long pages have 20,000.
const MOST_NODES: usize = 400_000;
/// How much is read, in bytes, before the bounds are looked at again. Small, because little text can make many nodes: a
/// paragraph opens again each `<b>` that an earlier one left open.
const PIECE: usize = 4096;

/// The tree of a page.
///
/// # Errors
/// A diagnostic when it is deeper or has more nodes than any page that people write.
pub(super) fn page(context: &Context, html: &str) -> Result<Document, Box<Diagnostic>> {
    let options = ParseOpts {
        tokenizer: TokenizerOpts::default(),
        tree_builder: TreeBuilderOpts {
            // What stands for readers without scripts is read.
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
    };
    let mut parser = parse_document(Document::default(), options);
    let mut rest = html;
    while !rest.is_empty() {
        let mut end = rest.len().min(PIECE);
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (piece, behind) = rest.split_at(end);
        parser.process(StrTendril::from(piece));
        rest = behind;
        let tree = &parser.tokenizer.sink.sink.tree;
        if tree.len() > MOST_NODES {
            return Err(refused(
                context,
                format!("this page has more than {MOST_NODES} parts"),
            ));
        }
        // The open elements are the last of each level.
        let mut depth = 0;
        let mut open = tree.root().last_child();
        while let Some(node) = open {
            depth += 1;
            open = node.last_child();
        }
        if depth > DEEPEST {
            return Err(refused(
                context,
                format!("the elements of this page stand more than {DEEPEST} deep in each other"),
            ));
        }
    }
    Ok(parser.finish())
}

fn refused(context: &Context, message: String) -> Box<Diagnostic> {
    let mut diagnostic = context.error("too-large", message);
    diagnostic.help =
        Some("copy the text off the page and paste it into a .txt file in content/".to_owned());
    diagnostic
}
