//! Turns of phrase that give words to somebody without a verb of speech of their own: `in Kovač’s words`, `as Kovač put
//! it`, `was Kovač’s verdict`, `was quoted as saying`.

use super::subjects::LeftSubject;
use super::verbs::{is_form_of_be, is_gerund};
use super::{Frame, REACH, Scene, Subject};
use crate::lexicon::Class;
use crate::quotes::Evidence;
use crate::quotes::mentions::MentionKind;
use crate::quotes::score::Feature;
use crate::quotes::tokens::Token;

impl Scene<'_> {
    /// `in Kovač’s words`, `in her own words`, beginning at token `i`.
    pub(super) fn in_words(&self, i: usize) -> Option<Frame> {
        if !self.is_word(i, "in") {
            return None;
        }
        let id = self.possessor_at(i + 1)?;
        let end = self.paragraph.mentions[id].tokens.end;
        let words = end + usize::from(self.is_word(end, "own"));
        self.is_word(words, "words").then(|| Frame {
            subject: Subject::Mention(id),
            cue: words..words + 1,
            evidence: Evidence::According,
            features: Feature::InHerWords.into(),
            says: true,
        })
    }

    /// `“…” was Kovač’s verdict`, its verb at token `i`.
    pub(super) fn was_the_verdict(&self, i: usize) -> Option<Frame> {
        if !is_form_of_be(self.word(i)) {
            return None;
        }
        let id = self.possessor_at(i + 1)?;
        let end = self.paragraph.mentions[id].tokens.end;
        let noun = (end..end + 3).find(|&at| self.class(at).is(Class::CUE_NOUN))?;
        Some(Frame {
            subject: Subject::Mention(id),
            cue: noun..noun + 1,
            evidence: Evidence::Woven,
            features: Feature::WasTheVerdict.into(),
            says: true,
        })
    }

    /// The possessor that begins at token `i`: `Kovač’s`, `her`.
    fn possessor_at(&self, i: usize) -> Option<usize> {
        if !self.sentence.contains(&i) {
            return None;
        }
        let candidates = self.paragraph.mentions_from(i);
        let mut candidates = candidates.take_while(|(_, mention)| mention.tokens.start == i);
        let found = candidates.find(|(_, mention)| {
            let last = &self.paragraph.tokens[mention.tokens.end - 1];
            match mention.kind {
                MentionKind::Pronoun => last.class.is(Class::DETERMINER),
                MentionKind::Name { .. } => last.possessive,
                MentionKind::Description { .. } => false,
            }
        });
        found.map(|(id, _)| id)
    }

    /// Whether the verb at token `i` is `put` in `as Kovač put it`: what it gives is woven into the sentence.
    pub(super) fn puts_it(&self, i: usize) -> bool {
        self.is_word(i + 1, "it") && (self.is_word(i, "put") || self.is_word(i, "puts"))
    }

    /// `“…,” the agency quoted Kovač as saying`, the agency beginning at token `i`.
    pub(super) fn carried_behind(&self, i: usize) -> Option<Frame> {
        const LONGEST: usize = 8;
        const APPOSED: usize = 12;
        let within = i..self.sentence.end.min(i + LONGEST);
        let carrier = within
            .take_while(|&at| self.token(at).is_some_and(Token::is_word))
            .find(|&at| {
                at > i && matches!(self.word(at), "quoted" | "quotes" | "cited" | "cites")
            })?;
        let whom = self.paragraph.mention_at(carrier + 1)?;
        let mut end = self.paragraph.mentions[whom].tokens.end;
        // `quoted Kovač, the mayor of Vestra, as saying`
        if self.token(end).is_some_and(Token::is_comma) {
            let closes =
                (end + 1..end + APPOSED).find(|&at| self.token(at).is_some_and(Token::is_comma));
            end = closes? + 1;
        }
        let says = self.is_word(end, "as")
            && self.class(end + 1).is(Class::SAYING)
            && is_gerund(self.word(end + 1));
        says.then(|| Frame {
            subject: Subject::Mention(whom),
            cue: end + 1..end + 2,
            evidence: Evidence::After,
            features: Feature::CarriedBehind.into(),
            says: true,
        })
    }

    /// Whose words a paper gives: `Kovač was quoted by the agency as saying`, `The agency quoted Kovač as saying`, with
    /// the verb of speech at token `cue`.
    pub(super) fn carried(&self, cue: usize) -> Option<LeftSubject> {
        let found = |subject| LeftSubject {
            subject,
            relative: false,
            negated: false,
            passive: false,
            across: false,
        };
        let first = self.sentence.start.max(cue.saturating_sub(REACH));
        let carrier = (first..cue).rev().find(|&i| {
            let token = &self.paragraph.tokens[i];
            token.is_word() && !token.capital && token.class.is(Class::CARRYING)
        })?;
        let as_saying = self.is_word(cue.checked_sub(1)?, "as");
        // `was heard on the radio saying`
        let place = self.class(carrier + 1).is(Class::PREPOSITION)
            && !self.is_word(carrier + 1, "by")
            && cue - carrier <= 6
            && (self.tokens(carrier + 1..cue).iter())
                .all(|t| t.is_word() && !t.class.is(Class::FINITE));
        if !as_saying && carrier + 1 != cue && !place {
            return None;
        }
        let mut verb = carrier;
        while verb > first && self.class(verb - 1).is(Class::AUXILIARY) {
            verb -= 1;
        }
        let passive = (verb..carrier).any(|i| is_form_of_be(self.word(i)));
        if passive {
            return self.subject_ending(verb).map(found);
        }
        if !as_saying {
            return None;
        }
        // The agency quoted whom: the mention behind the verb.
        let id = self.paragraph.mention_at(carrier + 1)?;
        let end = self.paragraph.mentions[id].tokens.end;
        (end < cue).then(|| found(Subject::Mention(id)))
    }
}
