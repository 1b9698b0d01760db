//! An article's paragraphs as attribution sees them: tokens, sentences, mentions, and runs of quoted words.

use super::marks::{self, Run};
use super::mentions::{self, Mention};
use super::sentences::sentences;
use super::tokens::{self, Token};
use crate::article::{Article, Block, BlockKind};
use crate::lexicon::Lexicon;
use crate::span::Span;
use std::ops::Range;

/// A paragraph, or what stands in the place of one.
#[derive(Debug)]
pub(super) struct Paragraph {
    /// Index of its section.
    pub section: usize,
    pub place: Place,
    pub tokens: Vec<Token>,
    pub runs: Vec<Run>,
    /// Ranges of tokens.
    pub sentences: Vec<Range<usize>>,
    pub mentions: Vec<Mention>,
    /// For each token, the longest mention that begins with it and the longest that ends with it.
    bounds: Vec<[Option<u32>; 2]>,
}

/// Where a paragraph stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the standfirst, or among the text.
    Body,
    /// A section's heading: it repeats words, it reports none.
    Heading,
}

/// The standfirst, headings and blocks of an article, in the text's order.
pub(super) fn read(text: &str, lexicon: &Lexicon, article: &Article) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let mut pieces = Vec::new();
    let mut push = |section: usize, place: Place, pieces: &[Span]| {
        paragraphs.push(Paragraph::read(text, lexicon, section, place, pieces));
    };
    if let Some(span) = article.standfirst.as_ref().and_then(|line| line.span) {
        push(0, Place::Body, &[span]);
    }
    for (section, part) in article.sections.iter().enumerate() {
        if let Some(heading) = &part.heading {
            push(section, Place::Heading, &[heading.span]);
        }
        // Whoever speaks on below a picture speaks on.
        let spoken = |block: &&Block| block.kind != BlockKind::Picture;
        for block in part.blocks.iter().filter(spoken) {
            marks::pieces(block, &mut pieces);
            // The dateline's capitals are no name.
            if let Some(dateline) = article.dateline
                && let Some(first) = pieces.first_mut().filter(|first| first.contains(dateline))
            {
                first.start = dateline.end;
            }
            push(section, Place::Body, &pieces);
        }
    }
    paragraphs
}

impl Paragraph {
    fn read(text: &str, lexicon: &Lexicon, section: usize, place: Place, pieces: &[Span]) -> Self {
        let runs = marks::runs(text, pieces);
        let length: usize = pieces.iter().map(|piece| piece.len()).sum();
        let mut tokens = Vec::with_capacity(length / 5);
        tokens::tokenise(text, lexicon, pieces, &runs, &mut tokens);
        let sentences = sentences(text, &tokens, &runs);
        let mentions = mentions::mentions(&tokens);
        let mut bounds = vec![[None; 2]; tokens.len()];
        for (i, mention) in mentions.iter().enumerate() {
            let id = u32::try_from(i).ok();
            let longer = |other: Option<u32>| {
                other
                    .and_then(|other| mentions.get(other as usize))
                    .is_none_or(|other| other.tokens.len() < mention.tokens.len())
            };
            let first = mention.tokens.start;
            let last = mention.tokens.end - 1;
            if longer(bounds[first][0]) {
                bounds[first][0] = id;
            }
            if longer(bounds[last][1]) {
                bounds[last][1] = id;
            }
        }
        Self {
            section,
            place,
            tokens,
            runs,
            sentences,
            mentions,
            bounds,
        }
    }

    /// The longest mention that begins with token `at`.
    pub fn mention_at(&self, at: usize) -> Option<usize> {
        self.bounds.get(at)?[0].map(|id| id as usize)
    }

    /// The longest mention whose last token is `last`.
    pub fn mention_ending(&self, last: usize) -> Option<usize> {
        self.bounds.get(last)?[1].map(|id| id as usize)
    }

    /// The mentions that begin at token `from` or later, with their indices.
    pub fn mentions_from(&self, from: usize) -> impl Iterator<Item = (usize, &Mention)> {
        let first = self.mentions.partition_point(|m| m.tokens.start < from);
        self.mentions.iter().enumerate().skip(first)
    }

    /// The tokens that stand in a sentence, by its index; empty when there is none.
    pub fn sentence(&self, index: usize) -> Range<usize> {
        self.sentences.get(index).cloned().unwrap_or(0..0)
    }

    /// Which sentence a token stands in.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences
            .partition_point(|sentence| sentence.end <= token)
    }

    /// The span of a range of tokens, marks of quoted runs included.
    pub fn span(&self, range: Range<usize>) -> Span {
        let tokens = self.tokens.get(range).unwrap_or_default();
        let whole = |token: &Token| match token.kind {
            tokens::TokenKind::Run(run) => self.runs.get(run).map_or(token.span, |run| run.marked),
            _ => token.span,
        };
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => whole(first).to(whole(last)),
            _ => Span::default(),
        }
    }

    /// The token that a run is.
    pub fn token_of_run(&self, run: usize) -> Option<usize> {
        let at = self.runs.get(run)?.span;
        let found = self
            .tokens
            .binary_search_by_key(&at.start, |token| token.span.start);
        found.ok()
    }
}
