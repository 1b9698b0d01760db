//! What plain text and Markdown both become: blocks of inline pieces.

use super::pictures::Picture;
use super::{squash, squashed};
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Deref;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// A heading that is marked as one, of this level.
    Heading(u8),
    /// An item of a list; a number when the list is numbered.
    Item {
        /// The item's own number.
        number: Option<Ordinal>,
    },
    /// A paragraph of a block quotation or a letter.
    BlockQuote,
    /// Lines that keep their breaks.
    Preformatted,
    /// Pictures, and no words beside those that belong to them.
    Picture,
}

/// The number of an item. It may stand at any byte, so that a block takes no more room than it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u32", into = "u32")]
pub struct Ordinal([u8; 4]);

impl From<u32> for Ordinal {
    fn from(number: u32) -> Self {
        Self(number.to_ne_bytes())
    }
}

impl From<Ordinal> for u32 {
    fn from(ordinal: Ordinal) -> Self {
        Self::from_ne_bytes(ordinal.0)
    }
}

/// A paragraph, or what stands in the place of one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// All of its source, list marker and Markdown marks included.
    pub span: Span,
    pub(super) inlines: Inlines,
    /// How many empty lines stand before it.
    pub blank_before: u16,
}

/// The pieces of a block. Nearly all blocks are one text: it takes no memory beside the block's own.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Inlines(Held);

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Held {
    Text(Span),
    Several(Box<[Inline]>),
}

/// The pieces of a block, as a slice of them.
#[derive(Debug)]
pub enum Pieces<'b> {
    /// The one text that the block is.
    One([Inline; 1]),
    /// Those of any other block.
    Several(&'b [Inline]),
}

impl Deref for Pieces<'_> {
    type Target = [Inline];

    fn deref(&self) -> &[Inline] {
        match self {
            Self::One(one) => one,
            Self::Several(inlines) => inlines,
        }
    }
}

impl Default for Inlines {
    fn default() -> Self {
        Self(Held::Several(Box::default()))
    }
}

impl From<Vec<Inline>> for Inlines {
    fn from(inlines: Vec<Inline>) -> Self {
        match *inlines {
            [Inline::Text(span)] => Self(Held::Text(span)),
            _ => Self(Held::Several(inlines.into())),
        }
    }
}

impl Inlines {
    pub fn into_vec(self) -> Vec<Inline> {
        match self.0 {
            Held::Text(span) => vec![Inline::Text(span)],
            Held::Several(inlines) => inlines.into(),
        }
    }

    pub fn push(&mut self, inline: Inline) {
        let mut inlines = std::mem::take(self).into_vec();
        inlines.push(inline);
        *self = inlines.into();
    }

    /// The last piece, if it is text.
    pub fn last_text(&mut self) -> Option<&mut Span> {
        match &mut self.0 {
            Held::Text(span) => Some(span),
            Held::Several(inlines) => match inlines.last_mut() {
                Some(Inline::Text(span)) => Some(span),
                _ => None,
            },
        }
    }
}

/// A piece of a block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Inline {
    /// Text that is seen as it stands in the document.
    Text(Span),
    /// Text that is seen otherwise than it is written: `&amp;`.
    Replaced(Span, Box<str>),
    /// A line break.
    Break(Span),
    /// Markup that begins.
    Open(Markup),
    /// The markup that began last ends.
    Close,
    /// A picture: only in a block of pictures.
    Picture(Box<Picture>),
}

impl Inline {
    /// Where it stands, if it is seen.
    pub(super) fn span(&self) -> Option<Span> {
        match self {
            Self::Text(span) | Self::Replaced(span, _) | Self::Break(span) => Some(*span),
            Self::Picture(picture) => Some(picture.span),
            Self::Open(_) | Self::Close => None,
        }
    }
}

/// Markdown's inline markup.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Markup {
    /// `*stressed*`
    Emphasis,
    /// `**strong**`
    Strong,
    /// `` `code` ``
    Code,
    /// `[words](address)`
    Link(Box<str>),
}

impl Block {
    /// A paragraph of plain text.
    pub(super) fn plain(kind: BlockKind, span: Span, words: Span, blank_before: u32) -> Self {
        Self {
            kind,
            span,
            inlines: Inlines(Held::Text(words)),
            blank_before: u16::try_from(blank_before).unwrap_or(u16::MAX),
        }
    }

    /// The pictures of a block that holds pictures.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        let inlines = match &self.inlines.0 {
            Held::Text(_) => &[],
            Held::Several(inlines) => &**inlines,
        };
        inlines.iter().filter_map(|inline| match inline {
            Inline::Picture(picture) => Some(&**picture),
            _ => None,
        })
    }

    /// What is seen of it, in order.
    #[must_use]
    pub fn inlines(&self) -> Pieces<'_> {
        match &self.inlines.0 {
            Held::Text(span) => Pieces::One([Inline::Text(*span)]),
            Held::Several(inlines) => Pieces::Several(inlines),
        }
    }

    /// What is seen, as it stands: line breaks are kept as they are written; nothing of a picture.
    #[must_use]
    pub fn visible<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match &self.inlines.0 {
            Held::Text(span) => Cow::Borrowed(span.of(text)),
            Held::Several(inlines) if inlines.is_empty() => Cow::Borrowed(""),
            Held::Several(inlines) => {
                let mut visible = String::with_capacity(self.span.len());
                for inline in inlines {
                    match inline {
                        Inline::Text(span) => visible.push_str(span.of(text)),
                        Inline::Replaced(_, shown) => visible.push_str(shown),
                        Inline::Break(_) => visible.push('\n'),
                        Inline::Open(_) | Inline::Close | Inline::Picture(_) => {}
                    }
                }
                Cow::Owned(visible)
            }
        }
    }

    /// What is seen, on one line.
    #[must_use]
    pub fn line(&self, text: &str) -> String {
        self.shown(text).into_owned()
    }

    /// What is seen, on one line; a copy only where it does not stand so.
    pub(super) fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.visible(text) {
            Cow::Borrowed(visible) => squashed(visible),
            Cow::Owned(visible) => Cow::Owned(squash(&visible)),
        }
    }

    /// Takes the words from byte `at` of the document on away from the end of a plain block.
    pub(super) fn cut_end(&mut self, at: u32, text: &str) {
        self.span.end = at;
        self.span = self.span.trimmed(text);
        if let Some(words) = self.inlines.last_text() {
            words.end = self.span.end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_takes_little_room() {
        assert_eq!(size_of::<Block>(), 32);
    }
}
