//! The verb's side of a sentence: which words report speech, and who is their subject.

use super::mentions::{self, Mention, MentionKind, is_lower_word};
use super::passages::Passage;
use super::tokens::{Token, TokenKind};
use crate::lexicon::Class;
use std::ops::Range;

/// Who does what a reporting verb says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Subject {
    pub mention: Mention,
    /// Only adverbs, time and place stand between it and the verb.
    pub near: bool,
}

/// Whether token `at` is a verb that reports: not a noun (`the claims`), not passive (`was asked`), not denied
/// (`did not say`), not a plan (`to say`).
pub(super) fn is_cue(passage: &Passage, at: usize) -> bool {
    let tokens = &passage.tokens;
    let token = &tokens[at];
    if !token.is(Class::CUE) || token.is_possessive() {
        return false;
    }
    // A capital inside a sentence is a name; at its beginning only an inversion can be ("Said Trump: …").
    if token.is_capital() {
        return false;
    }
    let Some(before) = at.checked_sub(1).map(|b| &tokens[b]) else {
        return true;
    };
    let previous = at.checked_sub(1).map_or("", |b| passage.word(b));
    if before.is_word() {
        let noun = before.is_possessive()
            || (before.is(Class::DETERMINER) && !before.is(Class::RELATIVE) && token.is(Class::CUE_NOUN | Class::PAPER | Class::ROLE | Class::WEAVING | Class::SAYING) && !before.is(Class::PRONOUN));
        if noun || before.is(Class::PREPOSITION) && !ends_in_ing(passage, at) && previous != "after" {
            return false;
        }
        if previous == "to" {
            return false;
        }
    }
    !is_negated(passage, at)
}

/// Whether the verb is passive: its subject is told, asked or described, and says nothing.
pub(super) fn is_passive(passage: &Passage, at: usize) -> bool {
    if ends_in_ing(passage, at) {
        return false;
    }
    let mut before = at;
    while let Some(b) = before.checked_sub(1) {
        let word = passage.word(b);
        if matches!(word, "was" | "were" | "been" | "being" | "is" | "are" | "be" | "gets" | "got") {
            return true;
        }
        let adverb = passage.tokens[b].is(Class::AUXILIARY) || word.ends_with("ly");
        if !adverb || matches!(word, "has" | "have" | "had") {
            return false;
        }
        before = b;
    }
    false
}

fn is_negated(passage: &Passage, at: usize) -> bool {
    let mut before = at;
    for _ in 0..4 {
        let Some(b) = before.checked_sub(1) else { break };
        let token = &passage.tokens[b];
        let word = passage.word(b);
        if token.is(Class::NEGATION) || word.ends_with("n’t") || word.ends_with("n't") {
            return true;
        }
        if !(token.is(Class::AUXILIARY) || word == "to") {
            break;
        }
        before = b;
    }
    false
}

pub(super) fn ends_in_ing(passage: &Passage, at: usize) -> bool {
    passage.word(at).ends_with("ing")
}

/// The subject of the verb at `verb`, looked for no further left than `from`.
pub(super) fn subject(passage: &Passage, from: usize, verb: usize) -> Option<Subject> {
    if is_passive(passage, verb) {
        return None;
    }
    let start = clause_start(passage, from, verb);
    if let Some(subject) = in_clause(passage, start..verb) {
        // "… and said": what stands before the verb is adverbs alone.
        if is_joined(passage, from, start) {
            return None;
        }
        return Some(subject);
    }
    // ", warning of …" belongs to whoever acts in the main clause.
    if ends_in_ing(passage, verb) {
        return main_subject(passage, from, start);
    }
    let boundary = &passage.tokens[start.checked_sub(1).filter(|b| *b >= from)?];
    match boundary.kind {
        TokenKind::Mark(',' | ')' | '—' | '–' | '-') => before_apposition(passage, from, start - 1),
        TokenKind::Word { .. } if boundary.is(Class::RELATIVE) && passage.word(start - 1) != "that" => {
            antecedent(passage, from, start - 1)
        }
        TokenKind::Word { .. } if boundary.is(Class::COORDINATOR) => main_subject(passage, from, start - 1),
        _ => None,
    }
}

/// The subject of the clause that the sentence's part up to `end` is, or holds first: its last verb's, or its first phrase
/// that no preposition governs.
fn main_subject(passage: &Passage, from: usize, end: usize) -> Option<Subject> {
    let earlier = (from..end)
        .rev()
        .find(|&at| is_cue(passage, at) && !ends_in_ing(passage, at) && !is_passive(passage, at));
    if let Some(verb) = earlier {
        return subject(passage, from, verb);
    }
    phrases(passage, from..end)
        .find(|phrase| !phrase.governed && phrase.mention.kind != MentionKind::Other)
        .map(|phrase| Subject {
            mention: phrase.mention,
            near: false,
        })
}

/// The first phrase of a sentence that can be what the sentence is about.
pub(super) fn topic(passage: &Passage, sentence: Range<usize>) -> Option<Mention> {
    let phrase = phrases(passage, sentence).find(|phrase| !phrase.governed)?;
    Some(phrase.mention)
}

/// Where the clause of the verb begins: behind the nearest comma, dash, bracket, quotation or conjunction.
fn clause_start(passage: &Passage, from: usize, verb: usize) -> usize {
    let mut at = verb;
    while at > from {
        let token = &passage.tokens[at - 1];
        let ends = match token.kind {
            TokenKind::Mark(mark) => !matches!(mark, '.' | '’' | '\'' | '/' | '&'),
            TokenKind::Quote(_) => true,
            TokenKind::Word { .. } => {
                let word = passage.word(at - 1);
                is_lower_word(token)
                    && token.is(Class::COORDINATOR | Class::CONJUNCTION | Class::RELATIVE)
                    && !matches!(word, "then" | "so" | "since" | "once" | "before" | "after" | "until" | "yet")
                    && !is_name_joint(passage, at - 1)
            }
        };
        if ends {
            break;
        }
        at -= 1;
    }
    at
}

/// "and" inside a body's name: "the Department of Health and Human Services".
fn is_name_joint(passage: &Passage, at: usize) -> bool {
    passage.word(at) == "and"
        && at >= 2
        && passage.tokens[at - 1].is_capital()
        && passage.tokens.get(at + 1).is_some_and(Token::is_capital)
        && passage.tokens[at - 2..at].iter().any(|t| passage_word_is(passage, t, "of"))
}

fn passage_word_is(passage: &Passage, token: &Token, word: &str) -> bool {
    &passage.text[token.range()] == word
}

/// A phrase of a clause.
struct Phrase {
    mention: Mention,
    /// A preposition stands before it: "in Kyiv".
    governed: bool,
}

/// The phrases of a range of tokens, in order.
fn phrases<'p>(passage: &'p Passage, range: Range<usize>) -> impl Iterator<Item = Phrase> + 'p {
    let mut at = range.start;
    let end = range.end;
    let mut governed = false;
    std::iter::from_fn(move || {
        while at < end {
            let token = &passage.tokens[at];
            if token.is(Class::PREPOSITION) && !is_capital_inside(passage, range.start, at) {
                governed = true;
                at += 1;
                continue;
            }
            let begins = token.is_word()
                && !(token.is(Class::TIME | Class::AUXILIARY) && !token.is_capital())
                && !(token.is(Class::CUE) && !token.is_capital());
            if begins {
                if let Some(mention) = mentions::read(passage, at, end) {
                    at = mention.tokens.end.max(at + 1);
                    let phrase = Phrase { mention, governed };
                    governed = false;
                    return Some(phrase);
                }
            }
            if !token.is(Class::TIME | Class::DETERMINER) {
                governed = false;
            }
            at += 1;
        }
        None
    })
}

fn is_capital_inside(passage: &Passage, start: usize, at: usize) -> bool {
    at > start && passage.tokens[at].is_capital()
}

/// The subject among the phrases of the verb's own clause: the last that nothing governs.
fn in_clause(passage: &Passage, clause: Range<usize>) -> Option<Subject> {
    let all: Vec<Phrase> = phrases(passage, clause.clone()).collect();
    let last_free = all.iter().rev().find(|p| !p.governed);
    let found = match last_free {
        Some(phrase) => phrase,
        // "with NAME warning of": the phrase right before the participle.
        None => all.last().filter(|p| {
            p.mention.tokens.end == clause.end && ends_in_ing(passage, clause.end) && clause_opens_with(passage, &clause, "with")
        })?,
    };
    let between = found.mention.tokens.end..clause.end;
    Some(Subject {
        near: is_filler(passage, between),
        mention: found.mention.clone(),
    })
}

fn clause_opens_with(passage: &Passage, clause: &Range<usize>, word: &str) -> bool {
    passage.word(clause.start) == word
}

/// Whether only adverbs, auxiliaries, time and place stand in a range.
fn is_filler(passage: &Passage, range: Range<usize>) -> bool {
    let mut governed = false;
    for at in range {
        let token = &passage.tokens[at];
        let word = passage.word(at);
        if token.is(Class::PREPOSITION) {
            governed = true;
            continue;
        }
        let filler = token.is(Class::AUXILIARY | Class::TIME)
            || word.ends_with("ly")
            || word.starts_with(|c: char| c.is_ascii_digit())
            || token.is(Class::DETERMINER);
        if !filler && !governed {
            return false;
        }
    }
    true
}

/// "Trump and Putin said": the clause begins behind an "and" that joins two phrases, and no one of them speaks alone.
fn is_joined(passage: &Passage, from: usize, start: usize) -> bool {
    let Some(joint) = start.checked_sub(1).filter(|j| *j >= from) else {
        return false;
    };
    if !matches!(passage.word(joint), "and" | "or" | "nor") {
        return false;
    }
    let before = clause_start(passage, from, joint);
    let words = &passage.tokens[before..joint];
    let has_verb = words.iter().enumerate().any(|(i, t)| {
        is_lower_word(t) && (t.is(Class::CUE | Class::AUXILIARY) || (t.class == Class::default() && i > 0 && !passage.word(before + i).contains('-')))
    });
    !words.is_empty() && !has_verb
}

/// `NAME, head of the mission, said`: the phrase before the comma that opens the apposition.
fn before_apposition(passage: &Passage, from: usize, comma: usize) -> Option<Subject> {
    let followed = |phrase: &Phrase| {
        passage.tokens.get(phrase.mention.tokens.end).is_some_and(|t| {
            matches!(t.kind, TokenKind::Mark(',' | '(' | '—' | '–' | '-')) || t.is(Class::RELATIVE)
        })
    };
    let all: Vec<Phrase> = phrases(passage, from..comma)
        .filter(|p| !p.governed && followed(p))
        .collect();
    let is_name = |p: &&Phrase| matches!(p.mention.kind, MentionKind::Name { .. });
    let is_known = |p: &&Phrase| matches!(p.mention.kind, MentionKind::Body { .. } | MentionKind::Description { .. } | MentionKind::Reference { .. } | MentionKind::Pronoun);
    let found = all
        .iter()
        .rev()
        .find(is_name)
        .or_else(|| all.iter().find(is_known))?;
    Some(Subject {
        mention: found.mention.clone(),
        near: true,
    })
}

/// `NAME, who said`: the phrase that the relative belongs to.
fn antecedent(passage: &Passage, from: usize, relative: usize) -> Option<Subject> {
    let end = if passage.tokens[relative - 1..relative].iter().any(|t| t.is_mark(',')) {
        relative - 1
    } else {
        relative
    };
    let found = phrases(passage, from..end).filter(|p| p.mention.tokens.end == end).last()?;
    Some(Subject {
        mention: found.mention,
        near: true,
    })
}
