//! Whether marked words are a quotation at all, and whether they are a clause or a fragment.

use super::QuotationKind;
use super::passages::Passage;
use super::tokens::TokenKind;
use crate::lexicon::{Class, Lexicon};
use crate::span::is_blank;

/// A clause or a fragment, from the words themselves and what stands before them.
pub(super) fn kind(passage: &Passage, run: usize, token: usize, lexicon: &Lexicon) -> QuotationKind {
    let words = &passage.text[passage.runs[run].inner.clone()];
    let count = count(words);
    let first = words.chars().find(|c| c.is_alphanumeric());
    let capital = first.is_some_and(|c| !c.is_lowercase());
    let before = token.checked_sub(1).map(|b| passage.tokens[b].kind);
    let introduced = matches!(before, None | Some(TokenKind::Mark(':' | ',')) | Some(TokenKind::Quote(_)));
    let opening = lower_word(words, 0);
    let clause = lexicon.class(&opening).is(Class::CLAUSE_OPENER) && count >= 3;
    let after_that = token.checked_sub(1).is_some_and(|b| passage.word(b) == "that");
    let whole = ends_a_clause(words) && (introduced || count >= 6) && capital;
    if whole || clause || (after_that && count >= 4) || (capital && introduced && count >= 2) || (capital && count >= 8) {
        QuotationKind::Direct
    } else {
        QuotationKind::Partial
    }
}

/// Whether marked words that nobody is found to have said are a title, a name, a term or scare words.
///
/// `reported` tells whether a reporting verb governs them.
pub(super) fn is_no_quotation(
    passage: &Passage,
    run: usize,
    token: usize,
    kind: QuotationKind,
    reported: bool,
) -> bool {
    let words = &passage.text[passage.runs[run].inner.clone()];
    let count = count(words);
    if words.chars().filter(|c| c.is_alphanumeric()).count() <= 1 {
        return true;
    }
    let before = token.checked_sub(1).map(|b| &passage.tokens[b]);
    let after = passage.tokens.get(token + 1);
    // A nickname: "Rosa “Red” Marek".
    if before.is_some_and(|t| t.is_capital() && !t.is_possessive())
        && after.is_some_and(|t| t.is_capital())
        && count <= 3
        && !ends_a_clause(words)
    {
        return true;
    }
    let named = before.is_some_and(|t| t.is(Class::NAMING) && !t.is(Class::CUE));
    let of_name = token >= 2 && passage.word(token - 1) == "of" && passage.tokens[token - 2].is(Class::NAMING) && !passage.tokens[token - 2].is(Class::CUE);
    if (named || of_name) && count <= 6 && kind == QuotationKind::Partial {
        return true;
    }
    if before.is_some_and(|t| t.is(Class::NAMING) && t.is(Class::CUE)) && is_title(words) {
        return true;
    }
    if reported || kind == QuotationKind::Direct && count >= 4 {
        return false;
    }
    // Nobody is said to have said it.
    is_title(words) || count <= 4
}

/// Whether every word of weight is capital: `Not One Step Back`.
fn is_title(words: &str) -> bool {
    let mut weighty = words
        .split(is_blank)
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|w| w.chars().count() > 3);
    let first = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    first.starts_with(|c: char| !c.is_lowercase())
        && weighty.clone().next().is_some()
        && weighty.all(|w| w.starts_with(|c: char| !c.is_lowercase()))
        && !words.contains(['.', '!', '?', ','])
}

fn ends_a_clause(words: &str) -> bool {
    words.trim_end_matches(is_blank).ends_with(['.', ',', '?', '!', '…', '—', '-', '’', ';'])
}

pub(super) fn count(words: &str) -> usize {
    words.split(is_blank).filter(|w| w.chars().any(char::is_alphanumeric)).count()
}

fn lower_word(words: &str, n: usize) -> String {
    let word = words.split(is_blank).filter(|w| !w.is_empty()).nth(n).unwrap_or_default();
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let word = word.split(['’', '\'']).next().unwrap_or_default();
    word.to_lowercase()
}
