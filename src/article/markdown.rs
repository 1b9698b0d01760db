//! Markdown to blocks (CommonMark, by pulldown-cmark). Raw HTML is text like any other: it is shown, never passed on.

use super::blocks::{Block, BlockKind, Inline, Inlines, Markup, Ordinal};
use super::pictures::{Doubt, Opened, Picture, Pictures, is_elsewhere};
use super::{Dropped, Reason, squash};
use crate::span::Span;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The blocks of `body` and the pictures between them, each in order; link definitions are `dropped`.
pub(super) fn blocks(text: &str, body: Span, dropped: &mut Vec<Dropped>) -> (Vec<Block>, Pictures) {
    let base = body.start as usize;
    let parser = Parser::new_ext(body.of(text), Options::empty());
    for (_, definition) in parser.reference_definitions().iter() {
        let span = Span::new(base + definition.span.start, base + definition.span.end);
        let reason = Reason::Markup;
        dropped.push(Dropped {
            span: span.trimmed(text),
            reason,
        });
    }
    let mut builder = Builder {
        text,
        blocks: Vec::new(),
        open: None,
        inlines: Vec::new(),
        lists: Vec::new(),
        pending_item: None,
        quotes: 0,
        opened: Vec::new(),
        pictures: Pictures::default(),
    };
    for (event, range) in parser.into_offset_iter() {
        builder.event(event, Span::new(base + range.start, base + range.end));
    }
    builder.close();
    (builder.blocks, builder.pictures)
}

struct Builder<'t> {
    text: &'t str,
    blocks: Vec<Block>,
    /// The block whose pieces are being read.
    open: Option<Block>,
    /// These.
    inlines: Vec<Inline>,
    /// For each list that is open, the number of its next item.
    lists: Vec<Option<u32>>,
    /// The item whose first block has not begun: its number and where it begins.
    pending_item: Option<(Option<u32>, u32)>,
    /// How many block quotations are open.
    quotes: usize,
    /// The pictures that begin in the open block.
    opened: Vec<Opened>,
    pictures: Pictures,
}

impl Builder<'_> {
    fn event(&mut self, event: Event, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(shown) => self.text_piece(&shown, span),
            Event::Code(_) => {
                let ticks = span
                    .of(self.text)
                    .bytes()
                    .take_while(|&b| b == b'`')
                    .count();
                let inside = Span::new(span.range().start + ticks, span.range().end - ticks);
                self.push(Inline::Open(Markup::Code), span);
                self.push(Inline::Text(inside), span);
                self.push(Inline::Close, span);
            }
            Event::Html(_) | Event::InlineHtml(_) => self.push(Inline::Text(span), span),
            Event::SoftBreak => self.push(Inline::Text(span), span),
            Event::HardBreak => self.push(Inline::Break(span), span),
            // A rule is dropped with the other marks; the rest needs extensions, which are off.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, span: Span) {
        match tag {
            Tag::Paragraph => {
                let kind = if self.quotes > 0 {
                    BlockKind::BlockQuote
                } else {
                    BlockKind::Paragraph
                };
                self.open(kind, span);
            }
            Tag::Heading { level, .. } => self.open(BlockKind::Heading(level as u8), span),
            Tag::CodeBlock(_) => self.open(BlockKind::Preformatted, span),
            Tag::HtmlBlock => self.open(BlockKind::Paragraph, span),
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::List(first) => {
                self.close();
                // A number has nine figures at the most.
                let first = first.map(|n| u32::try_from(n).unwrap_or(u32::MAX));
                self.lists.push(first);
            }
            Tag::Item => {
                self.close();
                let number = self.lists.last_mut().and_then(|next| {
                    let number = *next;
                    *next = number.map(|n| n.saturating_add(1));
                    number
                });
                self.pending_item = Some((number, span.start));
            }
            Tag::Emphasis => self.push(Inline::Open(Markup::Emphasis), span),
            Tag::Strong => self.push(Inline::Open(Markup::Strong), span),
            Tag::Link { dest_url, .. } => {
                self.push(Inline::Open(Markup::Link(dest_url.as_ref().into())), span);
            }
            Tag::Image {
                dest_url, title, ..
            } => self.picture(&dest_url, &title, span),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image
                if self.open.is_some() =>
            {
                self.inlines.push(Inline::Close);
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.close();
                self.pending_item = None;
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.close();
            }
            _ => {}
        }
    }

    /// A picture begins: its alternative text stands in its place, unless it can be shown.
    fn picture(&mut self, address: &str, title: &str, span: Span) {
        self.push(Inline::Open(Markup::Emphasis), span);
        if is_elsewhere(address) {
            self.pictures.doubtful.push((Doubt::Elsewhere, span));
            return;
        }
        if self.open.is_none() {
            return;
        }
        let caption = squash(title);
        self.opened.push(Opened {
            at: self.inlines.len().saturating_sub(1),
            picture: Picture {
                span,
                address: address.into(),
                alternative: "".into(),
                caption: (!caption.is_empty()).then(|| caption.into()),
            },
        });
    }

    fn text_piece(&mut self, shown: &str, span: Span) {
        let inline = if span.of(self.text) == shown {
            Inline::Text(span)
        } else {
            Inline::Replaced(span, shown.into())
        };
        self.push(inline, span);
    }

    fn open(&mut self, kind: BlockKind, span: Span) {
        self.close();
        let (kind, span) = match (kind, self.pending_item.take()) {
            (BlockKind::Paragraph | BlockKind::BlockQuote, Some((number, start))) => {
                let number = number.map(Ordinal::from);
                (BlockKind::Item { number }, Span { start, ..span })
            }
            (kind, Some((_, start))) => (kind, Span { start, ..span }),
            (kind, None) => (kind, span),
        };
        self.open = Some(Block {
            kind,
            span: span.trimmed(self.text),
            inlines: Inlines::default(),
            blank_before: 1,
        });
    }

    /// Adds a piece; in a tight list an item's text comes without a paragraph of its own.
    fn push(&mut self, inline: Inline, span: Span) {
        if self.open.is_none() {
            let kind = if self.lists.is_empty() {
                BlockKind::Paragraph
            } else {
                self.pending_item.get_or_insert((None, span.start));
                BlockKind::Paragraph
            };
            self.open(kind, span);
        }
        if let Some(block) = &mut self.open {
            let span = span.trimmed(self.text);
            if !span.is_empty() {
                block.span = block.span.to(span);
            }
            self.inlines.push(inline);
        }
    }

    fn close(&mut self) {
        let pictures = std::mem::take(&mut self.opened);
        let mut inlines = std::mem::take(&mut self.inlines);
        if let Some(mut block) = self.open.take() {
            // The line end behind raw HTML and code is no part of what is seen.
            if let Some(Inline::Text(last)) = inlines.last_mut() {
                let shown = last.of(self.text).trim_end_matches('\n');
                *last = Span::new(last.range().start, last.range().start + shown.len());
            }
            // Markup that a nested block cut short is closed where it began.
            let opened = inlines
                .iter()
                .filter(|i| matches!(i, Inline::Open(_)))
                .count();
            let closed = inlines
                .iter()
                .filter(|i| matches!(i, Inline::Close))
                .count();
            inlines.extend(std::iter::repeat_n(
                Inline::Close,
                opened.saturating_sub(closed),
            ));
            block.inlines = inlines.into();
            let block = self.pictures.take(self.text, block, pictures);
            if let Some(block) = block.filter(|block| !block.line(self.text).is_empty()) {
                self.blocks.push(block);
            }
        }
    }
}
