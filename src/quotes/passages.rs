//! The paragraphs of an article as the rules read them: what is seen, and where it stands in the document.

use super::marks::{self, Run};
use super::tokens::{self, Token};
use crate::article::{Article, Block, Inline};
use crate::lexicon::Lexicon;
use crate::span::Span;
use std::borrow::Cow;
use std::ops::Range;

/// One paragraph.
pub(super) struct Passage<'t> {
    /// Which section and block it is; none for the standfirst, which names people but holds no quotation of the text.
    pub place: Option<(usize, usize)>,
    /// What is seen of it.
    pub text: Cow<'t, str>,
    /// Its runs of quotation marks.
    pub runs: Vec<Run>,
    /// Its words and marks; a run is one token.
    pub tokens: Vec<Token>,
    /// Its sentences, as ranges of tokens.
    pub sentences: Vec<Range<usize>>,
    offsets: Offsets,
}

/// How offsets in what is seen relate to those in the document.
enum Offsets {
    /// By a constant: the text stands in one piece.
    Shift(usize),
    /// Piece by piece: where it begins in what is seen, where it stands, and whether it is seen as it is written.
    Pieces(Vec<(usize, Span, bool)>),
}

/// The article's standfirst and blocks.
pub(super) fn read<'t>(text: &'t str, article: &Article, lexicon: &Lexicon) -> Vec<Passage<'t>> {
    let mut passages = Vec::new();
    if let Some(span) = article.standfirst.as_ref().and_then(|line| line.span) {
        let offsets = Offsets::Shift(span.start as usize);
        passages.push(Passage::new(None, Cow::Borrowed(span.of(text)), offsets, lexicon));
    }
    for (s, section) in article.sections.iter().enumerate() {
        for (b, block) in section.blocks.iter().enumerate() {
            let offsets = Offsets::of(block, text);
            let visible = block.visible(text);
            passages.push(Passage::new(Some((s, b)), visible, offsets, lexicon));
        }
    }
    passages
}

impl<'t> Passage<'t> {
    fn new(
        place: Option<(usize, usize)>,
        text: Cow<'t, str>,
        offsets: Offsets,
        lexicon: &Lexicon,
    ) -> Self {
        let runs = marks::runs(&text);
        let tokens = tokens::tokenize(&text, &runs, lexicon);
        let sentences = tokens::sentences(&text, &runs, &tokens);
        Self {
            place,
            text,
            runs,
            tokens,
            sentences,
            offsets,
        }
    }

    /// The words of a token.
    pub(super) fn word(&self, token: usize) -> &str {
        &self.text[self.tokens[token].range()]
    }

    /// The words from one token to another, the end left out.
    pub(super) fn words(&self, tokens: Range<usize>) -> &str {
        if tokens.is_empty() {
            return "";
        }
        let last = &self.tokens[tokens.end - 1];
        &self.text[self.tokens[tokens.start].start as usize..last.end as usize]
    }

    /// The token that is a run, by the run's index.
    pub(super) fn quote_token(&self, run: usize) -> Option<usize> {
        self.tokens.iter().position(|t| t.quote() == Some(run))
    }

    /// The sentence that a token stands in.
    pub(super) fn sentence_of(&self, token: usize) -> Option<usize> {
        let at = self.sentences.partition_point(|s| s.end <= token);
        self.sentences.get(at).filter(|s| s.contains(&token))?;
        Some(at)
    }

    /// Where a range of what is seen stands in the document.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(
            self.offsets.document(range.start, false),
            self.offsets.document(range.end, true),
        )
    }

    /// Where a range of tokens stands in the document.
    pub(super) fn token_span(&self, tokens: Range<usize>) -> Span {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1)) {
            (Some(first), Some(last)) if last >= tokens.start => {
                self.span(first.start as usize..self.tokens[last].end as usize)
            }
            _ => self.span(0..0),
        }
    }
}

impl Offsets {
    fn of(block: &Block, text: &str) -> Self {
        if let [Inline::Text(span)] = &*block.inlines {
            return Self::Shift(span.start as usize);
        }
        let mut pieces = Vec::new();
        let mut at = 0;
        for inline in &block.inlines {
            let (span, length, as_written) = match inline {
                Inline::Text(span) => (*span, span.of(text).len(), true),
                Inline::Replaced(span, shown) => (*span, shown.len(), false),
                Inline::Break(span) => (*span, 1, false),
                Inline::Open(_) | Inline::Close => continue,
            };
            pieces.push((at, span, as_written));
            at += length;
        }
        Self::Pieces(pieces)
    }

    /// The document's offset of one in what is seen; `end` when it closes a range, so that a range which ends with a
    /// piece does not reach into the next.
    fn document(&self, at: usize, end: bool) -> usize {
        match self {
            Self::Shift(base) => base + at,
            Self::Pieces(pieces) => {
                let n = pieces.partition_point(|&(start, ..)| if end { start < at } else { start <= at });
                let Some(&(start, span, as_written)) = n.checked_sub(1).and_then(|n| pieces.get(n))
                else {
                    return pieces.first().map_or(0, |(_, span, _)| span.start as usize);
                };
                if as_written {
                    (span.start as usize + at - start).min(span.end as usize)
                } else if end || at > start {
                    span.end as usize
                } else {
                    span.start as usize
                }
            }
        }
    }
}
