//! The noun that heads a phrase: `the head of the Vestra region said`, `a lawyer representing Kovač said`.

use super::verbs::{is_adverb, joins_nouns};
use super::{Scene, Subject};
use crate::lexicon::Class;
use crate::quotes::mentions::MentionKind;
use crate::quotes::tokens::TokenKind;

impl Scene<'_> {
    /// The subject whose words end before token `i`, with what stands behind its name.
    pub(super) fn subject_ending(&self, i: usize) -> Option<Subject> {
        if i <= self.sentence.start {
            return None;
        }
        let token = &self.paragraph.tokens[i - 1];
        if token.is_mark(')') || token.is_mark(']') {
            let open = (self.sentence.start..i - 1)
                .rev()
                .find(|&j| matches!(self.paragraph.tokens[j].kind, TokenKind::Mark('(' | '[')))?;
            return self.subject_ending(open);
        }
        if token.is_comma() {
            return self.subject_before_apposition(i - 1);
        }
        if let Some(id) = self.paragraph.mention_ending(i - 1) {
            return self.head_of_phrase(id);
        }
        self.phrase_ending(i)
    }

    /// A description that ends before token `i`, behind `by`: `was warned by the engineers, who said`.
    pub(super) fn doer_ending(&self, i: usize) -> Option<usize> {
        let id = self.paragraph.mention_ending(i.checked_sub(1)?)?;
        let mention = &self.paragraph.mentions[id];
        let start = mention.tokens.start;
        (start > self.sentence.start
            && self.is_word(start - 1, "by")
            && matches!(mention.kind, MentionKind::Description { .. }))
        .then_some(id)
    }

    /// A name that ends before token `i`, whatever governs it.
    pub(super) fn name_ending(&self, i: usize) -> Option<usize> {
        let id = self.paragraph.mention_ending(i.checked_sub(1)?)?;
        let mention = &self.paragraph.mentions[id];
        let possessor = self.paragraph.tokens[mention.tokens.end - 1].possessive;
        let inside = mention.tokens.start >= self.sentence.start;
        (inside && !possessor && matches!(mention.kind, MentionKind::Name { .. })).then_some(id)
    }

    /// `the head of the Vestra region said`: from the mention that ends the phrase to the noun that heads it.
    pub(super) fn head_of_phrase(&self, id: usize) -> Option<Subject> {
        let mention = &self.paragraph.mentions[id];
        let start = mention.tokens.start;
        if self.paragraph.tokens[mention.tokens.end - 1].possessive {
            return None;
        }
        if !self.governed(start) && !self.is_joined_behind(start) {
            return Some(Subject::Mention(id));
        }
        // `a source close to Kovač`
        let end = start.checked_sub(2)?;
        let head = match self.paragraph.mention_ending(end) {
            Some(head) => head,
            None if self.class(end).is(Class::BEHIND_NOUN) => {
                self.paragraph.mention_ending(end.checked_sub(1)?)?
            }
            None => return None,
        };
        if self.paragraph.mentions[head].tokens.start < self.sentence.start {
            return None;
        }
        match self.paragraph.mentions[head].kind {
            MentionKind::Pronoun => None,
            _ => self.head_of_phrase(head),
        }
    }

    /// `a lawyer representing Kovač said`, the name beginning at token `at`: what is said is not hers.
    fn is_joined_behind(&self, at: usize) -> bool {
        at >= self.sentence.start + 2
            && joins_nouns(self.word(at - 1))
            && self.paragraph.tokens[at - 2].is_word()
            && !self.class(at - 2).is(Class::CONJUNCTION)
    }

    /// `a spokesman for right-wing groups said`: a description, a preposition, and words that are no mention.
    fn phrase_ending(&self, i: usize) -> Option<Subject> {
        const LONGEST: usize = 7;
        let first = self.sentence.start.max(i.saturating_sub(LONGEST));
        for j in (first..i).rev() {
            let token = &self.paragraph.tokens[j];
            if !token.is_word()
                || token.class.is(Class::CUE
                    .or(Class::AUXILIARY)
                    .or(Class::RELATIVE)
                    .or(Class::FIRST_PERSON))
            {
                return None;
            }
            if token.class.is(Class::PREPOSITION) {
                let end = j.checked_sub(1)?;
                let end = end.checked_sub(usize::from(self.class(end).is(Class::BEHIND_NOUN)))?;
                return self.head_of_phrase(self.paragraph.mention_ending(end)?);
            }
            // `a post on his account said`
            if token.class.is(Class::DETERMINER) && self.governed(j) {
                continue;
            }
            if token.class.is(Class::DETERMINER) && !token.class.is(Class::RELATIVE) {
                let end = self.before_a_participle(j + 1, i);
                return (j + 1 < i && !self.governed(j)).then_some(Subject::Words(j + 1..end));
            }
        }
        None
    }

    /// Where the noun ends of a phrase `first..end` that goes on with a participle: `a complaint freshly unsealed`.
    fn before_a_participle(&self, first: usize, end: usize) -> usize {
        let adverb = (first + 1..end.saturating_sub(1)).find(|&i| {
            is_adverb(self.word(i)) && (i + 1..end).all(|next| self.word(next).ends_with("ed"))
        });
        adverb.unwrap_or(end)
    }
}
