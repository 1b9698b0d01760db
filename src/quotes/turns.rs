//! The turns of a transcript: `Q:` and `A:`, or a name and a colon at the head of a paragraph.

use super::paragraphs::{Paragraph, Place};
use super::tokens::{Token, TokenKind};
use crate::lexicon::Class;
use std::ops::Range;

/// A paragraph's place in a transcript.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Turn {
    pub voice: Voice,
    /// Tokens of the label, without the mark behind it.
    pub label: Range<usize>,
    /// The first token that was said.
    pub begin: usize,
    /// Whether all of it stands between marks; else the turn itself has none.
    pub is_marked: bool,
}

/// Who has the word, as the label says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// `Q:`, who asks.
    Question,
    /// `A:`, who is asked.
    Answer,
    /// Index of a mention: `KOVAČ:`
    Named(usize),
}

/// Finds the turns, if the article has a transcript: one label alone is none.
pub(super) fn find(text: &str, paragraphs: &mut [Paragraph]) {
    let labels: Vec<Option<Turn>> = paragraphs.iter().map(|p| label(text, p)).collect();
    let has = |voice: Voice| labels.iter().flatten().any(|turn| turn.voice == voice);
    let asked = has(Voice::Question);
    let letters = asked && has(Voice::Answer);
    let mut names = paragraphs
        .iter()
        .zip(&labels)
        .filter_map(|(paragraph, turn)| {
            let turn = turn.as_ref()?;
            matches!(turn.voice, Voice::Named(_))
                .then(|| paragraph.span(turn.label.clone()).of(text))
        });
    let first = names.next();
    let named = first.is_some_and(|first| asked || names.any(|name| name != first));
    for (paragraph, turn) in paragraphs.iter_mut().zip(labels) {
        paragraph.turn = turn.filter(|turn| match turn.voice {
            Voice::Question => letters || named,
            Voice::Answer => letters,
            Voice::Named(_) => named,
        });
    }
}

fn label(text: &str, paragraph: &Paragraph) -> Option<Turn> {
    if matches!(paragraph.place, Place::Headline | Place::Standfirst) {
        return None;
    }
    letter(text, paragraph).or_else(|| name(paragraph))
}

/// `Q:`, `A.`
fn letter(text: &str, paragraph: &Paragraph) -> Option<Turn> {
    let first = paragraph.tokens.first().filter(|t| t.is_capital_word())?;
    let word = first.span.of(text);
    let voice = match word.trim_end_matches('.') {
        "Q" | "Question" => Voice::Question,
        "A" | "Answer" => Voice::Answer,
        _ => return None,
    };
    let marked = paragraph
        .tokens
        .get(1)
        .is_some_and(|t| t.is_mark(':') || t.is_mark('.'));
    (marked || word.ends_with('.')).then_some(Turn {
        voice,
        label: 0..1,
        begin: 1 + usize::from(marked),
        is_marked: is_marked(paragraph, 1 + usize::from(marked)),
    })
}

/// `KOVAČ:`, `Mira Kovač (mayor):`, `Mayor Kovač, of Vestra:`
fn name(paragraph: &Paragraph) -> Option<Turn> {
    const LONGEST: usize = 6;
    const ROLE: usize = 12;
    let id = paragraph.mention_at(0)?;
    let end = paragraph.mentions[id].tokens.end;
    let tokens = &paragraph.tokens;
    if end > LONGEST || !tokens[0].capital || tokens[end - 1].possessive {
        return None;
    }
    let behind = tokens.get(end)?;
    let colon = if behind.is_mark('(') || behind.is_mark('[') || behind.is_mark(',') {
        let found = tokens[end + 1..]
            .iter()
            .take(ROLE)
            .position(|t| t.is_mark(':'))?;
        let colon = end + 1 + found;
        let closed =
            behind.is_mark(',') || tokens[colon - 1].is_mark(')') || tokens[colon - 1].is_mark(']');
        let plain = tokens[end + 1..colon]
            .iter()
            .all(|t| !t.is_run() && !t.class.is(Class::CUE));
        (closed && plain).then_some(colon)?
    } else {
        end
    };
    tokens.get(colon).filter(|t| t.is_mark(':'))?;
    Some(Turn {
        voice: Voice::Named(id),
        label: 0..end,
        begin: colon + 1,
        is_marked: is_marked(paragraph, colon + 1),
    })
}

/// Whether all that was said, from token `begin` on, stands between marks: `“…” [laughter] “…”`.
fn is_marked(paragraph: &Paragraph, begin: usize) -> bool {
    let mut depth = 0_i32;
    let tokens = paragraph.tokens.get(begin..).unwrap_or_default();
    let outside = tokens.iter().any(|token| {
        match token.kind {
            TokenKind::Mark('(' | '[') => depth += 1,
            TokenKind::Mark(')' | ']') => depth -= 1,
            TokenKind::Word | TokenKind::Number => return depth <= 0,
            _ => {}
        }
        false
    });
    tokens.first().is_some_and(Token::is_run) && !outside
}
