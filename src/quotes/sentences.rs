//! Where a sentence ends, when some of it stands between quotation marks.

use super::marks::Run;
use super::tokens::{Token, TokenKind};
use crate::lexicon::Class;
use std::ops::Range;

/// How many words may stand between a quotation's last mark and the cue that belongs to it.
const CUE_WITHIN: usize = 7;

/// And how many more where an apposition stands between.
const CUE_BEHIND: usize = 24;

/// The sentences of a paragraph as ranges of tokens, in order; together they hold every token.
pub(super) fn sentences(text: &str, tokens: &[Token], runs: &[Run]) -> Vec<Range<usize>> {
    let mut sentences = Vec::with_capacity(tokens.len() / 12);
    let mut start = 0;
    for i in 0..tokens.len() {
        if i + 1 == tokens.len() || ends_after(text, tokens, runs, i) {
            sentences.push(start..i + 1);
            start = i + 1;
        }
    }
    sentences
}

fn ends_after(text: &str, tokens: &[Token], runs: &[Run], i: usize) -> bool {
    let next = &tokens[i + 1];
    match tokens[i].kind {
        TokenKind::Mark('.' | '!' | '?' | '。' | '।' | '؟') => begins_sentence(next),
        TokenKind::Mark('…') => next.is_capital_word() || next.is_run(),
        // `at 3 a.m. “The bridge`
        TokenKind::Word if next.is_run() && next.capital => {
            let word = tokens[i].span.of(text);
            let small = word.starts_with(char::is_lowercase);
            word.ends_with('.')
                && word.len() > 2
                && (small || word.matches('.').count() > 1 && is_said_before(tokens, i))
        }
        // `in the U.S. The`: the stop of an abbreviation ends the sentence too.
        TokenKind::Word => {
            next.is_capital_word()
                && next.class.is(Class::OPENER)
                && tokens[i].span.of(text).ends_with('.')
                && !tokens[i].class.is(Class::TITLE)
                && tokens[i].span.len() > 2
        }
        TokenKind::Run(run) => {
            let end = runs
                .get(run)
                .map_or(' ', |run| last_mark(run.span.of(text)));
            match end {
                '.' | '…' => match next.kind {
                    TokenKind::Run(_) => true,
                    TokenKind::Word if next.capital => !is_attribution(tokens, i + 1, true),
                    TokenKind::Number => true,
                    // `“The bridge is open.” (Watch the video.)`
                    TokenKind::Mark('(') => end == '.',
                    _ => false,
                },
                '!' | '?' => match next.kind {
                    TokenKind::Run(_) => true,
                    TokenKind::Word if next.capital => !is_attribution(tokens, i + 1, false),
                    _ => false,
                },
                _ => false,
            }
        }
        _ => false,
    }
}

/// Whether quoted words and a verb of speech stand before token `i`: `“…,” said Kovač, of Vestra, N.C. “…”`
fn is_said_before(tokens: &[Token], i: usize) -> bool {
    const REACH: usize = 40;
    let before = tokens[i.saturating_sub(REACH)..i].iter().rev();
    let mut said = false;
    for token in before {
        said |= token.is_word() && token.class.is(Class::SAYING);
        if token.is_run() {
            return said;
        }
        if token.is_mark('.') {
            return false;
        }
    }
    false
}

/// The mark that quoted words end with, nested marks left out.
pub(super) fn last_mark(words: &str) -> char {
    words
        .trim_end_matches(['’', '\'', '”', '"', ')', ']'])
        .chars()
        .next_back()
        .unwrap_or(' ')
}

fn begins_sentence(token: &Token) -> bool {
    match token.kind {
        TokenKind::Word => token.capital || token.class.is_empty() && !token.possessive,
        TokenKind::Number | TokenKind::Run(_) => true,
        TokenKind::Mark(mark) => matches!(mark, '(' | '[' | '‘' | '\'' | '—' | '–'),
    }
}

/// Whether tokens from `at` on are a name and a cue: `Schiff asked.`
///
/// Where the quoted words ended with a full stop they most likely ended the sentence too, so nothing but the
/// attribution may follow up to its own end (`strict`).
fn is_attribution(tokens: &[Token], at: usize, strict: bool) -> bool {
    let cue = |i: usize| {
        let token = &tokens[i];
        token.is_word() && !token.capital && token.class.is(Class::SAYING.or(Class::TELLING))
    };
    let ends = |i: usize| {
        !strict
            || tokens
                .get(i + 1)
                .is_none_or(|t| matches!(t.kind, TokenKind::Mark('.' | ',')))
    };
    for (i, token) in tokens.iter().enumerate().skip(at).take(CUE_WITHIN) {
        match token.kind {
            TokenKind::Word if i > at && cue(i) => return ends(i),
            TokenKind::Word => {}
            // `Kovač, the mayor of Vestra, said.`
            TokenKind::Mark(',') => {
                let close = tokens.iter().enumerate().skip(i + 1).take(CUE_BEHIND);
                let mut close = close.filter(|(_, t)| t.is_mark(',')).map(|(j, _)| j + 1);
                return close.any(|j| j < tokens.len() && cue(j) && ends(j));
            }
            _ => return false,
        }
    }
    false
}
