//! Roles: `Russian President` before a name, `chief of Ukraine’s armed forces` between commas behind it.

use super::passages::Passage;
use crate::lexicon::Class;
use std::ops::Range;

/// The most words of a role.
const LONGEST: usize = 16;

/// The role that stands between commas behind a name that ends before token `end`.
pub(super) fn behind_name(passage: &Passage, end: usize) -> Option<Range<usize>> {
    let tokens = &passage.tokens;
    tokens.get(end).filter(|t| t.is_mark(','))?;
    let start = end + 1;
    let first = tokens.get(start).filter(|t| t.is_word())?;
    if first.is(Class::RELATIVE | Class::PRONOUN | Class::COORDINATOR) {
        return None;
    }
    let mut at = start;
    let mut role_at = None;
    while let Some(token) = tokens.get(at) {
        if !token.is_word() {
            break;
        }
        // A verb of the sentence: this was no apposition that ends with a comma.
        if token.is(Class::CUE) && !token.is(Class::ROLE | Class::BODY | Class::ROLE_WORD) && !token.is_capital() {
            return None;
        }
        if token.is(Class::RELATIVE) {
            break;
        }
        if token.is(Class::ROLE) && !token.is_possessive() {
            role_at.get_or_insert(at);
        }
        at += 1;
    }
    let role_at = role_at.filter(|&r| r < start + 7)?;
    let closed = tokens.get(at).is_none_or(|t| !t.is_word() || t.is(Class::RELATIVE));
    // All before the role word describes it: no verb may stand there.
    let describes = tokens[start..role_at].iter().all(|t| !t.is(Class::AUXILIARY | Class::PREPOSITION));
    (closed && describes && at - start <= LONGEST).then_some(start..at)
}

/// A role's words, without article and courtesy titles; none when nothing is left.
pub(super) fn words(passage: &Passage, role: Range<usize>) -> Option<String> {
    let mut start = role.start;
    while start < role.end {
        let token = &passage.tokens[start];
        let small = token.is(Class::DETERMINER) && !token.is(Class::ROLE_WORD)
            || passage.word(start).eq_ignore_ascii_case("then");
        let courtesy = token.is(Class::TITLE) && role.len() == 1;
        if !(small || courtesy) {
            break;
        }
        start += 1;
    }
    let words = crate::article::squash(passage.words(start..role.end));
    (!words.is_empty()).then_some(words)
}
