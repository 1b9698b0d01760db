//! Where a clause begins or ends between quoted words, their verb and its subject.

use super::verbs::{is_adverb, is_cue, is_gerund};
use super::{REACH, Scene};
use crate::lexicon::Class;
use crate::quotes::mentions::MentionKind;
use crate::quotes::tokens::Token;
use std::ops::Range;

impl Scene<'_> {
    /// Whether a relative clause that begins before the gap has ended in it.
    pub(super) fn closes_relative(&self, cue: usize, gap: Range<usize>) -> bool {
        // `officials who raised concerns were`: the verb of the sentence, unless it is in what was said.
        let says = self.class(cue).is(Class::SAYING.or(Class::TELLING));
        self.tokens(gap)
            .iter()
            .any(|t| t.is_comma() || !says && t.class.is(Class::FINITE))
    }

    /// Whether a clause with a subject of its own begins in the gap: `…, but the plan`.
    pub(super) fn begins_new_clause(&self, cue: usize, gap: Range<usize>) -> bool {
        for i in gap.clone() {
            let token = &self.paragraph.tokens[i];
            if token.is_mark(';') {
                return true;
            }
            if !(token.is_word() && token.class.is(Class::CLAUSE_JOINER)) {
                continue;
            }
            let behind_comma = i > gap.start && self.paragraph.tokens[i - 1].is_comma();
            if !behind_comma {
                continue;
            }
            let next = i + 1;
            // `the trade calls it so, though she dislikes “…”`: what is called has ended.
            let says = self.class(cue).is(Class::SAYING.or(Class::TELLING));
            let anew = !says
                && self.class(next).is(Class::PRONOUN)
                && !self.class(next).is(Class::IT)
                && matches!(self.word(i), "though" | "although" | "while" | "whereas");
            // `tells us that it is so, but when does`: the writer asks.
            let asks = self.is_word(i, "but")
                && matches!(
                    self.word(next),
                    "when" | "why" | "how" | "what" | "where" | "who"
                )
                && self.class(next + 1).is(Class::AUXILIARY.or(Class::FINITE));
            if gap.contains(&next) && (anew || asks) {
                return true;
            }
            let starts_subject = self.class(next).is(Class::DETERMINER)
                || self.paragraph.mention_at(next).is_some_and(|id| {
                    !matches!(self.paragraph.mentions[id].kind, MentionKind::Pronoun)
                });
            // `said that they may sue, because the company had control of “…”`: still what was said.
            let reason = self.is_word(i, "because") && self.begins_complement(gap.start);
            if gap.contains(&next)
                && starts_subject
                && !reason
                && !self.class(next).is(Class::RELATIVE)
            {
                return true;
            }
        }
        false
    }

    /// Whether what the sentence's first verb of speech gives, before token `before`, is about another who acts in it:
    /// `Kovač said that Lind left the hall and`.
    pub(super) fn is_across_another(&self, before: usize) -> bool {
        const NEAR: usize = 3;
        // `Kovač said Lind had left, and called it`: the comma takes the sentence up again.
        if self.is_word(before, "and") && self.class(before.wrapping_sub(1)).is_empty() {
            let comma = before > 0 && self.token(before - 1).is_some_and(Token::is_comma);
            if comma {
                return false;
            }
        }
        let first = self.sentence.start.max(before.saturating_sub(REACH));
        let Some(cue) = (first..before).find(|&i| {
            is_cue(&self.paragraph.tokens[i])
                && self.class(i).is(Class::SAYING.or(Class::TELLING))
                && !is_gerund(self.word(i))
                && !self.is_noun(i)
                // `“…,” said Kovač, vowing that`
                && i > first
                && !self.paragraph.tokens[i - 1].is_run()
                && !self.paragraph.tokens[i - 1].is_comma()
        }) else {
            return false;
        };
        let that = (cue + 1..before).find(|&i| self.is_word(i, "that") && i <= cue + 1 + NEAR * 2);
        let start = that.unwrap_or(cue) + 1;
        let Some(id) = self.paragraph.mention_at(start).filter(|_| start < before) else {
            return false;
        };
        let mention = &self.paragraph.mentions[id];
        let acts = match mention.kind {
            // `Kovač said Norland should stop and urged its people to`
            MentionKind::Name { .. } => !self.class(mention.tokens.end - 1).is(Class::PLACE),
            MentionKind::Description { head, .. } => {
                self.class(head).is(Class::ROLE.or(Class::PLURAL_ROLE))
            }
            MentionKind::Pronoun => false,
        };
        let mut next = mention.tokens.end;
        while is_adverb(self.word(next)) {
            next += 1;
        }
        let says = that.is_some() || matches!(self.word(cue), "said" | "says" | "added" | "adds");
        let does = self.token(next).is_some_and(|t| {
            t.is_run()
                || t.class
                    .is(Class::FINITE.or(Class::AUXILIARY).or(Class::CUE))
                || t.is_word() && t.span.of(self.text).ends_with("ed")
                || says && !t.is_word()
        });
        let does = does || that.is_some();
        acts && does && next < before && !self.paragraph.tokens[mention.tokens.end - 1].possessive
    }

    /// Whether a clause that begins inside the sentence has its subject at token `start`: `after she claimed`.
    pub(super) fn is_subordinate(&self, start: usize) -> bool {
        let link = (start.checked_sub(1)).filter(|&at| at > self.sentence.start);
        link.is_some_and(|at| matches!(self.word(at), "after" | "until" | "before"))
    }

    /// Whether a gerund before token `end` stands behind `to be`.
    pub(super) fn is_after_to_be(&self, end: usize) -> bool {
        const REACH: usize = 24;
        let first = (self.sentence.start + 2).max(end.saturating_sub(REACH));
        (first..end).any(|i| {
            is_gerund(self.word(i)) && self.is_word(i - 1, "be") && self.is_word(i - 2, "to")
        })
    }
}
