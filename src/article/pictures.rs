//! Pictures in Markdown: which of them stand on lines of their own, and where these belong among the sections.

use super::blocks::{Block, BlockKind, Inline};
use super::{Section, squash};
use crate::diagnostics::Diagnostic;
use crate::source::Document;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A picture that the text calls for: `![alternative text](address "caption")`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// All of its source.
    pub span: Span,
    /// Where it is, as it is written: beside the document, or from the site's root.
    pub address: Box<str>,
    /// What it shows, in words. Empty where the editor says that it only decorates (`-`), or says nothing.
    pub alternative: Box<str>,
    /// The words under it.
    pub caption: Option<Box<str>>,
}

/// The alternative text of a picture that only decorates.
const DECORATION: &str = "-";

/// What was found of pictures beside the text.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// Blocks of pictures alone, in order.
    pub blocks: Vec<Block>,
    /// Pictures that are not shown, since they stand elsewhere or among words, or that nothing is said of.
    pub doubtful: Vec<(Doubt, Span)>,
}

/// Why an editor should look at a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// It is on another host.
    Elsewhere,
    /// It stands in a sentence.
    AmongWords,
    /// It has no alternative text.
    Wordless,
}

impl Doubt {
    pub(super) fn report(self, document: &Document, span: Span) -> Diagnostic {
        let (code, message, help) = match self {
            Self::Elsewhere => (
                "picture-elsewhere",
                "this picture is on another host: its words are shown, and it is not",
                "save it beside this document, and write its file name in place of the address",
            ),
            Self::AmongWords => (
                "picture-among-words",
                "this picture stands among words: its own words are shown, and it is not",
                "give it a line of its own, with an empty line above and below",
            ),
            Self::Wordless => (
                "picture-without-words",
                "this picture has no words for those who can't see it",
                "write between the brackets what it shows; for one that only decorates write `![-](…)`",
            ),
        };
        Diagnostic::warning(code, message)
            .at(&document.path, &document.text, span)
            .help(help)
    }
}

/// Whether an address leads out of the site's folder: to another host, or into the page itself (`data:`).
pub(super) fn is_elsewhere(address: &str) -> bool {
    let path = &address[..address.find(['/', '?', '#']).unwrap_or(address.len())];
    path.contains([':', '\\']) || address.starts_with("//") || address.starts_with("/\\")
}

/// A picture that was opened in a block, and where: its pieces are its alternative text.
#[derive(Debug)]
pub(super) struct Opened {
    /// The index of the piece that opens it.
    pub at: usize,
    pub picture: Picture,
}

/// What a block holds besides markup.
enum Item {
    /// A picture, by its number and its pieces.
    Picture(usize, Range<usize>),
    /// The end of a line, outside of markup.
    Newline(usize),
    /// Anything at which a block may not be cut.
    Words,
}

impl Pictures {
    /// Takes those of the `opened` pictures of `block` that stand on lines of their own; what is left of the block.
    pub(super) fn take(
        &mut self,
        text: &str,
        mut block: Block,
        mut opened: Vec<Opened>,
    ) -> Option<Block> {
        if opened.is_empty() {
            return Some(block);
        }
        let (items, shows_words) = items(text, &block, &opened);
        let in_front = run(items.iter());
        let behind = run(items.iter().rev());
        for (at, item) in items.iter().enumerate() {
            let Item::Picture(of, range) = item else {
                continue;
            };
            let Some(opened) = opened.get_mut(*of) else {
                continue;
            };
            let words = words(text, block.inlines().get(range.clone()).unwrap_or_default());
            if words.is_empty() {
                self.doubtful.push((Doubt::Wordless, opened.picture.span));
            } else if words != DECORATION {
                opened.picture.alternative = words.into();
            }
            let is_apart = at < in_front || at >= items.len() - behind;
            if shows_words && (block.kind != BlockKind::Paragraph || !is_apart) {
                self.doubtful.push((Doubt::AmongWords, opened.picture.span));
            }
        }
        let pictures = |items: &[Item]| -> Vec<Picture> {
            let found = items.iter().filter_map(|item| match item {
                Item::Picture(of, _) => Some(opened.get(*of)?.picture.clone()),
                _ => None,
            });
            found.collect()
        };
        if !shows_words {
            self.push(block.span, pictures(&items));
            return None;
        }
        if block.kind != BlockKind::Paragraph || in_front + behind == 0 {
            return Some(block);
        }
        let (front, rest) = items.split_at(in_front);
        let back = rest.split_at(rest.len() - behind).1;
        self.push_all(pictures(front));
        self.push_all(pictures(back));
        let first = front.last().map_or(0, |item| item.end());
        let last = back.first().map_or(block.inlines().len(), Item::start);
        let mut inlines = std::mem::take(&mut block.inlines).into_vec();
        let span_at = |at: usize| inlines.get(at).and_then(Inline::span);
        if let Some(newline) = first.checked_sub(1).and_then(span_at) {
            block.span.start = newline.end;
        }
        if let Some(newline) = span_at(last) {
            block.span.end = newline.start;
        }
        block.span = block.span.trimmed(text);
        inlines.truncate(last);
        inlines.drain(..first.min(last));
        block.inlines = inlines.into();
        Some(block)
    }

    fn push_all(&mut self, pictures: Vec<Picture>) {
        if let (Some(first), Some(last)) = (pictures.first(), pictures.last()) {
            self.push(first.span.to(last.span), pictures);
        }
    }

    fn push(&mut self, span: Span, pictures: Vec<Picture>) {
        let inlines = pictures
            .into_iter()
            .map(|picture| Inline::Picture(Box::new(picture)));
        self.blocks.push(Block {
            kind: BlockKind::Picture,
            span,
            inlines: inlines.collect::<Vec<_>>().into(),
            blank_before: 1,
        });
    }
}

impl Item {
    fn start(&self) -> usize {
        match self {
            Self::Picture(_, range) => range.start,
            Self::Newline(at) => *at,
            Self::Words => 0,
        }
    }

    fn end(&self) -> usize {
        match self {
            Self::Picture(_, range) => range.end,
            Self::Newline(at) => at + 1,
            Self::Words => 0,
        }
    }
}

/// How many items at one end of a block are pictures on lines of their own.
fn run<'i>(items: impl Iterator<Item = &'i Item>) -> usize {
    let mut length = 0;
    let mut has_picture = false;
    for (at, item) in items.enumerate() {
        match item {
            Item::Picture(..) => has_picture = true,
            Item::Newline(_) if has_picture => length = at + 1,
            Item::Newline(_) => {}
            Item::Words => break,
        }
    }
    length
}

/// What a block holds, and whether any words are seen outside of pictures.
fn items(text: &str, block: &Block, opened: &[Opened]) -> (Vec<Item>, bool) {
    let mut items = Vec::new();
    let mut shows_words = false;
    let mut depth = 0_usize;
    let mut at = 0;
    let mut next = opened.iter().enumerate().peekable();
    let inlines = block.inlines();
    while let Some(inline) = inlines.get(at) {
        while next.next_if(|(_, opened)| opened.at < at).is_some() {}
        if let Some((of, _)) = next.next_if(|(_, opened)| opened.at == at) {
            let end = closing(&inlines, at);
            items.push(Item::Picture(of, at..end));
            at = end;
            continue;
        }
        match inline {
            Inline::Break(_) if depth == 0 => items.push(Item::Newline(at)),
            Inline::Break(_) | Inline::Picture(_) => {}
            Inline::Text(span) if span.trimmed(text).is_empty() => {
                if depth == 0 && span.of(text).contains('\n') {
                    items.push(Item::Newline(at));
                }
            }
            Inline::Text(_) | Inline::Replaced(..) => {
                shows_words = true;
                items.push(Item::Words);
            }
            // Markup can't be cut in two.
            Inline::Open(_) => {
                depth += 1;
                items.push(Item::Words);
            }
            Inline::Close => {
                depth = depth.saturating_sub(1);
                items.push(Item::Words);
            }
        }
        at += 1;
    }
    (items, shows_words)
}

/// The index behind the piece that closes what `at` opens.
fn closing(inlines: &[Inline], at: usize) -> usize {
    let mut depth = 0_usize;
    for (index, inline) in inlines.iter().enumerate().skip(at) {
        match inline {
            Inline::Open(_) => depth += 1,
            Inline::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    inlines.len()
}

/// What the pieces show, on one line.
fn words(text: &str, inlines: &[Inline]) -> String {
    let mut words = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(span) => words.push_str(span.of(text)),
            Inline::Replaced(_, shown) => words.push_str(shown),
            Inline::Break(_) => words.push('\n'),
            Inline::Open(_) | Inline::Close | Inline::Picture(_) => {}
        }
    }
    squash(&words)
}

/// Puts blocks of pictures among the blocks of the sections, where the text has them.
pub(super) fn place(sections: &mut Vec<Section>, pictures: Vec<Block>) {
    if sections.is_empty() && !pictures.is_empty() {
        sections.push(Section {
            slug: "lead".into(),
            ..Section::default()
        });
    }
    for block in pictures {
        let begins_before = |section: &Section| {
            let heading = section.heading.as_ref().map(|heading| heading.span);
            heading.is_none_or(|heading| heading.start < block.span.start)
        };
        let of = sections.iter().rposition(begins_before).unwrap_or(0);
        if let Some(section) = sections.get_mut(of) {
            let blocks = &mut section.blocks;
            let at = blocks.partition_point(|other| other.span.start < block.span.start);
            blocks.insert(at, block);
        }
    }
}
