//! An article's paragraphs as attribution sees them: tokens, sentences, mentions, and runs of quoted words.

use super::marks::{self, Run};
use super::mentions::{self, Mention};
use super::sentences::sentences;
use super::tokens::{self, Token};
use super::turns::{self, Turn};
use crate::article::{Article, Block, BlockKind};
use crate::lexicon::{Class, Lexicon};
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
    /// Whether single marks hold the document's speech; elsewhere they repeat it, in lines above the text.
    pub singles: bool,
    /// Ranges of tokens.
    pub sentences: Vec<Range<usize>>,
    pub mentions: Vec<Mention>,
    /// Whether it is a box with a title of its own in capitals: what stands around it does not speak of whom it does.
    pub boxed: bool,
    /// Its place in a transcript.
    pub turn: Option<Turn>,
    /// For each token, the longest mention that begins with it and the longest that ends with it.
    bounds: Vec<[Option<u32>; 2]>,
}

/// Where a paragraph stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The headline: it repeats words, and names people for short.
    Headline,
    Standfirst,
    /// Among the text.
    Body,
    /// A section's heading: it repeats words, it reports none.
    Heading,
}

impl Place {
    /// Whether it is a line above the text, which names people out of the order of telling.
    pub fn is_heading(self) -> bool {
        matches!(self, Self::Headline | Self::Heading)
    }

    /// Whether it is a line that tells the text beforehand, and shortens what it repeats.
    pub fn is_line(self) -> bool {
        self != Self::Body
    }
}

/// A paragraph's text.
struct Source {
    section: usize,
    place: Place,
    pieces: Vec<Span>,
}

/// The headline, standfirst, headings and blocks of an article, in the text's order.
pub(super) fn read(text: &str, lexicon: &Lexicon, article: &Article) -> Vec<Paragraph> {
    let sources = sources(text, article);
    let body = || sources.iter().filter(|source| source.place == Place::Body);
    let mut doubles = 0;
    let mut openings = 0;
    let mut runs: Vec<Vec<Run>> = Vec::with_capacity(sources.len());
    for source in &sources {
        // Headlines have single marks whatever the text has.
        let line = source.place != Place::Body;
        let found = marks::runs(text, &source.pieces, line);
        if source.place == Place::Body {
            doubles += found.len();
            let pieces = source.pieces.iter();
            openings += pieces
                .map(|piece| marks::opening_singles(piece.of(text)))
                .sum::<usize>();
        }
        runs.push(found);
    }
    // Each double mark of such a text is nested in single ones, and few of those hold one.
    let singles = openings > 0
        && 2 * openings >= doubles
        && marks::are_single(text, body().map(|source| &*source.pieces));
    if singles {
        let spoken = |place: Place| matches!(place, Place::Body | Place::Standfirst);
        for (source, runs) in sources
            .iter()
            .zip(&mut runs)
            .filter(|(s, _)| spoken(s.place))
        {
            *runs = marks::runs(text, &source.pieces, true);
        }
    }
    mend(text, lexicon, &sources, &mut runs, singles);
    let mut paragraphs = Vec::with_capacity(sources.len());
    for (source, runs) in sources.iter().zip(runs) {
        let Source { section, place, .. } = *source;
        let mut paragraph = Paragraph::read(text, lexicon, section, place, &source.pieces, runs);
        paragraph.singles = singles;
        paragraphs.push(paragraph);
    }
    turns::find(text, &mut paragraphs);
    paragraphs
}

/// Mends what a missing mark spoils, where a paragraph and the one behind it show what was meant.
fn mend(text: &str, lexicon: &Lexicon, sources: &[Source], runs: &mut [Vec<Run>], singles: bool) {
    for i in 0..sources.len() {
        // A paragraph that is left open goes on in the next one, behind an opening mark or without one.
        if let Some(next) = sources.get(i + 1).filter(|next| next.place == Place::Body)
            && let Some(start) = next.pieces.first().map(|piece| piece.start)
            && runs[i].last().is_some_and(|run| !run.closed)
        {
            let taken_up = runs[i + 1]
                .first()
                .is_some_and(|run| run.marked.start == start);
            let ended = (!taken_up)
                .then(|| marks::without_opener(text, &next.pieces, singles))
                .flatten();
            if taken_up || ended.is_some() {
                let free = |run: &Run| {
                    let first = runs[i + 1].first();
                    first.is_none_or(|first| run.marked.end <= first.marked.start)
                };
                if let Some(run) = ended.filter(free) {
                    runs[i + 1].insert(0, run);
                }
                let last = runs[i].len() - 1;
                cut(text, lexicon, &mut runs[i][..last]);
                continue;
            }
        }
        cut(text, lexicon, &mut runs[i]);
    }
}

fn cut(text: &str, lexicon: &Lexicon, runs: &mut [Run]) {
    for run in runs.iter_mut().filter(|run| !run.closed) {
        marks::cut_at_cue(text, lexicon, run);
    }
}

fn sources(text: &str, article: &Article) -> Vec<Source> {
    let mut sources = Vec::new();
    let mut push = |section: usize, place: Place, pieces: Vec<Span>| {
        sources.push(Source {
            section,
            place,
            pieces,
        });
    };
    if let Some(span) = article.headline.as_ref().and_then(|line| line.span) {
        push(0, Place::Headline, vec![span]);
    }
    if let Some(span) = article.standfirst.as_ref().and_then(|line| line.span) {
        push(0, Place::Standfirst, vec![span]);
    }
    for (section, part) in article.sections.iter().enumerate() {
        if let Some(heading) = &part.heading {
            push(section, Place::Heading, vec![heading.span]);
        }
        // Whoever speaks on below a picture speaks on.
        let spoken = |block: &&Block| block.kind != BlockKind::Picture;
        for block in part.blocks.iter().filter(spoken) {
            let mut pieces = marks::pieces(block);
            // The dateline's capitals are no name.
            if let Some(dateline) = article.dateline.filter(|&line| !is_label(text, line))
                && let Some(first) = pieces.first_mut().filter(|first| first.contains(dateline))
            {
                first.start = dateline.end;
            }
            push(section, Place::Body, pieces);
        }
    }
    sources
}

/// `KOVAČ:` at the head of several paragraphs says who speaks, not where it was written.
fn is_label(text: &str, dateline: Span) -> bool {
    let label = dateline.of(text).trim_end();
    label.ends_with(':')
        && text
            .match_indices(label)
            .filter(|(at, _)| {
                text[..*at]
                    .trim_end_matches([' ', '\t', '*'])
                    .ends_with('\n')
            })
            .take(2)
            .count()
            == 2
}

/// Words in capitals at a paragraph's head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// `LET THERE BE LIGHT — Kovač today`: what the paragraph is about, before the dash that is this token. It names nobody.
    Slug(usize),
    /// `KOVAČ SAYS SHE WILL STAY The mayor of Vestra`: the title of a box.
    Title,
}

impl Opening {
    fn of(text: &str, tokens: &[Token]) -> Option<Self> {
        const SLUG: usize = 2;
        const TITLE: usize = 5;
        let in_capitals = |token: &Token| {
            token.is_capital_word() && !token.span.of(text).contains(char::is_lowercase)
        };
        if !tokens.first().is_some_and(in_capitals) {
            return None;
        }
        let end = tokens
            .iter()
            .take_while(|token| in_capitals(token) || token.is_mark(','))
            .count();
        let words = tokens[..end].iter().filter(|t| t.is_word()).count();
        let dash = tokens.get(end)?.is_comma();
        // `MIRA KOVAČ — mayor of Vestra`
        let name = tokens[0]
            .class
            .is(Class::GIVEN_MALE.or(Class::GIVEN_FEMALE));
        if dash && words >= SLUG && (words > SLUG || !name) {
            return Some(Self::Slug(end));
        }
        let goes_on = tokens[end..].iter().any(|t| t.is_word() && !t.capital);
        (words > TITLE && goes_on).then_some(Self::Title)
    }
}

impl Paragraph {
    fn read(
        text: &str,
        lexicon: &Lexicon,
        section: usize,
        place: Place,
        pieces: &[Span],
        runs: Vec<Run>,
    ) -> Self {
        let length: usize = pieces.iter().map(|piece| piece.len()).sum();
        let mut tokens = Vec::with_capacity(length / 4);
        tokens::tokenise(text, lexicon, pieces, &runs, &mut tokens);
        let sentences = sentences(text, &tokens, &runs);
        // A headline's capitals are no names.
        let mut mentions = match place {
            Place::Headline => Vec::new(),
            _ => mentions::mentions(&tokens),
        };
        for mention in &mut mentions {
            mention.leave_out_label(text, &tokens);
        }
        mentions::join_topics(text, &tokens, &mut mentions);
        let opening = Opening::of(text, &tokens);
        if let Some(Opening::Slug(end)) = opening {
            mentions.retain(|mention| mention.tokens.start >= end);
        }
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
            singles: false,
            sentences,
            mentions,
            boxed: opening == Some(Opening::Title),
            turn: None,
            bounds,
        }
    }

    /// The longest mention that begins with token `at`.
    pub fn mention_at(&self, at: usize) -> Option<usize> {
        self.bounds.get(at)?[0].map(|id| id as usize)
    }

    /// Whether it is nothing but quoted words.
    pub fn is_only_quoted(&self) -> bool {
        self.tokens.iter().all(Token::is_quoted)
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
