//! The subject of a verb: what stands to its left, behind adverbs, times, appositions and relative clauses.

use super::verbs::{is_adverb, is_cue, is_form_of_be, is_gerund};
use super::{APPOSITION, REACH, Scene, Subject};
use crate::lexicon::Class;
use crate::quotes::mentions::MentionKind;
use crate::quotes::tokens::TokenKind;

/// The subject of a verb, and how the verb stands.
pub(super) struct LeftSubject {
    pub(super) subject: Subject,
    /// The verb stands in a relative clause.
    pub(super) relative: bool,
    pub(super) negated: bool,
    pub(super) passive: bool,
    /// Another, of whom the subject speaks, stands between them and may be meant: `Kovač said that Lind left and called`.
    pub(super) across: bool,
}

impl Scene<'_> {
    /// The subject of the verb at `cue`.
    pub(super) fn subject_before(&self, cue: usize) -> Option<LeftSubject> {
        let mut found = LeftSubject {
            subject: Subject::Words(0..0),
            relative: false,
            negated: false,
            passive: false,
            across: false,
        };
        let gerund = is_gerund(self.word(cue));
        if gerund && let Some(found) = self.carried(cue) {
            return Some(found);
        }
        let mut i = cue;
        let mut in_time = false;
        while i > self.sentence.start {
            let token = &self.paragraph.tokens[i - 1];
            let class = token.class;
            if class.is(Class::NEGATION) {
                found.negated = true;
            } else if class.is(Class::TIME)
                || (token.kind == TokenKind::Number && !in_time && !self.is_named_number(i - 1))
            {
                in_time = true;
                i -= 1;
                continue;
            } else if in_time
                && (class.is(Class::PREPOSITION)
                    || self.is_word(i - 1, "this")
                    || token.kind == TokenKind::Number)
            {
                i -= 1;
                continue;
            } else if class.is(Class::AUXILIARY)
                || is_adverb(self.word(i - 1))
                || self.is_since(i - 1)
            {
                // `a mother might say`, `might have said`: nobody has.
                let have = self.is_word(i, "have") && i + 1 == cue;
                found.negated |= class.is(Class::MODAL) && (i == cue || have);
                found.passive |= !gerund && is_form_of_be(self.word(i - 1));
            } else {
                break;
            }
            in_time = false;
            i -= 1;
        }
        if i == self.sentence.start {
            return None;
        }
        let token = &self.paragraph.tokens[i - 1];
        if token.class.is(Class::RELATIVE) && !self.is_word(i - 1, "that") {
            found.relative = true;
            i -= 1;
            if i > self.sentence.start && self.paragraph.tokens[i - 1].is_comma() {
                i -= 1;
            } else if i > self.sentence.start && self.class(i - 1).is(Class::PREPOSITION) {
                // `in which he said` has its own subject; `of whom` is none.
                return None;
            }
            // `was led by Kovač, who said`: no noun before the name can be meant.
            found.subject = self
                .subject_ending(i)
                .or_else(|| self.name_ending(i).map(Subject::Mention))
                .or_else(|| self.doer_ending(i).map(Subject::Mention))?;
            return Some(found);
        }
        if self.is_word(i - 1, "to") {
            // `allowed Kovač to claim`, `wanted to call it`
            let holder = self.paragraph.mention_ending(i.checked_sub(2)?);
            if let Some(id) = holder.filter(|_| i - 2 >= self.sentence.start) {
                // `said that for the minister to claim it was wrong`: the words are about that.
                let start = self.paragraph.mentions[id].tokens.start;
                if start > self.sentence.start && self.is_word(start - 1, "for") {
                    return None;
                }
                found.subject = Subject::Mention(id);
                return Some(found);
            }
            let verb = i - 2;
            found.negated |= self.class(verb).is(Class::NEGATION);
            found.subject = match self.subject_ending(self.skip_back(verb)) {
                Some(subject) => subject,
                None => {
                    found.across = self.is_across_another(verb);
                    self.main_subject(verb)?
                }
            };
            return Some(found);
        }
        // `denied calling it`
        if gerund && token.class.is(Class::DENYING) {
            found.negated = true;
        }
        // `answered in a statement saying`: who has issued it.
        if gerund && token.class.is(Class::PAPER) {
            let article = usize::from(i >= 2 && self.class(i - 2).is(Class::INTRODUCING));
            let link = i.checked_sub(2 + article);
            if let Some(link) = link.filter(|&link| {
                link > self.sentence.start && matches!(self.word(link), "in" | "with")
            }) {
                found.subject = self.main_subject(link)?;
                return Some(found);
            }
        }
        // `a poster telling them`: the noun speaks, whatever it is.
        if gerund
            && token.is_word()
            && !token.class.is(Class::DENYING
                .or(Class::COORDINATOR)
                .or(Class::CONJUNCTION)
                .or(Class::PREPOSITION))
            && self.paragraph.mention_ending(i - 1).is_none()
        {
            return None;
        }
        let prepositional = gerund && token.class.is(Class::PREPOSITION);
        let coordinated = token.class.is(Class::COORDINATOR) || (token.is_comma() && gerund);
        // `the winger Lind, who is ill and told a paper`: the clause goes on, and its subject with it.
        if token.class.is(Class::COORDINATOR)
            && let Some(subject) = self.of_open_relative(i - 1)
        {
            found.relative = true;
            found.subject = subject;
            return Some(found);
        }
        // `lashed out at Kovač for calling it “…”`: she did. Who apologises to her for it did it himself.
        if prepositional
            && self.is_word(i - 1, "for")
            && let Some(blamed) = self.paragraph.mention_ending(i.saturating_sub(2))
            && i >= self.sentence.start + 3
            && !self
                .tokens(self.sentence.start..i)
                .iter()
                .any(|t| t.span.of(self.text).starts_with("apolog"))
            && self.paragraph.mentions[blamed].tokens.start > self.sentence.start
        {
            found.subject = Subject::Mention(blamed);
            return Some(found);
        }
        if prepositional {
            found.subject = self.subject_of_clause(i - 1)?;
            return Some(found);
        }
        // `Kovač messaged Lind asking him to`: she does.
        if gerund
            && let Some(id) = self.paragraph.mention_ending(i - 1)
            && self.is_written_to(id)
        {
            let start = self.paragraph.mentions[id].tokens.start;
            found.subject = self.main_subject_mention(start - 1)?;
            return Some(found);
        }
        // `expected them to be waiting and saying “…”`: nobody has said it.
        if gerund && token.class.is(Class::COORDINATOR) && self.is_after_to_be(i - 1) {
            found.negated = true;
        }
        // `would not accept the results saying it was “…”`: results say nothing.
        let thing = self.is_word(cue, "saying")
            && self.paragraph.mention_ending(i - 1).is_some_and(|id| {
                let mention = &self.paragraph.mentions[id];
                mention.tokens.start > self.sentence.start && self.is_thing(id)
            });
        // `a recording of Kovač saying he was`: whose words these are, the sentence does not tell.
        if self.is_word(cue, "saying") && self.is_recorded(i - 1) {
            return None;
        }
        // `It ended with some drivers, Kovač among them, claiming that it was “fine”`: they do.
        if gerund
            && token.is_comma()
            && let Some(id) = self.of_absolute(i - 1)
        {
            found.subject = Subject::Mention(id);
            return Some(found);
        }
        if coordinated || thing || gerund && self.paragraph.mention_ending(i - 1).is_none() {
            // `…, adding that`: whoever speaks adds.
            let goes_on = matches!(self.word(cue), "adding" | "saying");
            found.across = !goes_on && self.is_across_another(i - 1);
            found.subject = self.main_subject(i - 1)?;
            return Some(found);
        }
        if token.is_run() {
            return None;
        }
        // `the Norland admitting privileges law`: a place admits nothing.
        let place = |id: usize| {
            let mention = &self.paragraph.mentions[id];
            let MentionKind::Name { name, .. } = &mention.kind else {
                return false;
            };
            let speaks = Class::METONYM.or(Class::BODY);
            let article = mention.tokens.start < name.start;
            name.len() == 1 && article && !self.class(name.start).is(speaks)
                || self
                    .tokens(name.clone())
                    .iter()
                    .all(|t| t.class.is(Class::PLACE))
        };
        if gerund && (self.paragraph.mention_ending(i - 1)).is_some_and(place) {
            return None;
        }
        found.subject = self.subject_ending(i)?;
        Some(found)
    }

    /// Whether the number at token `at` ends a name: `No 10 said`.
    fn is_named_number(&self, at: usize) -> bool {
        self.paragraph
            .mention_ending(at)
            .is_some_and(|id| matches!(self.paragraph.mentions[id].kind, MentionKind::Name { .. }))
    }

    /// Of whom the relative clause speaks that is still open at token `at`.
    fn of_open_relative(&self, at: usize) -> Option<Subject> {
        let first = self.sentence.start.max(at.saturating_sub(APPOSITION));
        let who = (first..at)
            .rev()
            .take_while(|&i| self.paragraph.tokens[i].is_word())
            .find(|&i| self.is_word(i, "who"))?;
        let comma = who.checked_sub(1).filter(|&i| i > first)?;
        let end = if self.paragraph.tokens[comma].is_comma() {
            comma
        } else {
            who
        };
        self.subject_ending(end)
    }

    /// `has since said`
    fn is_since(&self, i: usize) -> bool {
        self.is_word(i, "since")
            && i > self.sentence.start
            && self.class(i - 1).is(Class::AUXILIARY)
    }

    fn skip_back(&self, mut i: usize) -> usize {
        while i > self.sentence.start
            && (self.class(i - 1).is(Class::AUXILIARY.or(Class::NEGATION))
                || is_adverb(self.word(i - 1)))
        {
            i -= 1;
        }
        i
    }

    /// The subject of the clause that a gerund behind a preposition ends: `he began by saying`, `the party, which
    /// tried to win by saying`. None where the writer is it: `I would start by asking`.
    fn subject_of_clause(&self, before: usize) -> Option<Subject> {
        let first = self.sentence.start.max(before.saturating_sub(REACH));
        for i in (first..before).rev() {
            let token = &self.paragraph.tokens[i];
            if token.is_mark(';') || token.class.is(Class::FIRST_PERSON) {
                return None;
            }
            // `he`, `she’d`: not `him`, nor `her`.
            let subject = token.class.is(Class::HE.or(Class::SHE).or(Class::THEY))
                && self
                    .word(i)
                    .chars()
                    .take_while(|c| c.is_alphabetic())
                    .count()
                    <= 4
                && !matches!(self.word(i), "him" | "his" | "her" | "them");
            if subject {
                return self.paragraph.mention_ending(i).map(Subject::Mention);
            }
            if token.class.is(Class::RELATIVE) && matches!(self.word(i), "who" | "which") {
                let comma = i > first && self.paragraph.tokens[i - 1].is_comma();
                let end = i.checked_sub(1 + usize::from(comma))?;
                return self.paragraph.mention_ending(end).map(Subject::Mention);
            }
        }
        self.main_subject(before)
    }

    pub(super) fn governed(&self, at: usize) -> bool {
        at > self.sentence.start && {
            let before = self.class(at - 1);
            before.is(Class::PREPOSITION) && !before.is(Class::CONJUNCTION)
        }
    }

    /// The subject of the sentence, for a verb at its end that has none of its own: `…, saying`, `and added`.
    fn main_subject(&self, before: usize) -> Option<Subject> {
        let first = self.sentence.start.max(before.saturating_sub(REACH));
        for i in first..before {
            let token = &self.paragraph.tokens[i];
            if is_cue(token)
                && !is_gerund(self.word(i))
                && !self.is_noun(i)
                && !self.class(i.wrapping_sub(1)).is(Class::COORDINATOR)
                && let Some(found) = self.subject_before(i)
            {
                // `sent out a final call and promised`: a noun.
                if matches!(found.subject, Subject::Words(_))
                    && self.class(i).is(Class::BARE)
                    && self.class(i).is(Class::CUE_NOUN)
                {
                    continue;
                }
                // `lashed out at Kovač after she claimed that it was hers, accusing her of`: another does.
                let start = found.subject.start(self.paragraph);
                if self.is_subordinate(start) {
                    continue;
                }
                return (!found.relative && !found.passive).then_some(found.subject);
            }
        }
        self.main_subject_mention(before)
    }

    /// The first mention before token `before` that nothing governs.
    pub(super) fn main_subject_mention(&self, before: usize) -> Option<Subject> {
        let first = self.sentence.start.max(before.saturating_sub(REACH));
        for (id, mention) in self.paragraph.mentions_from(first) {
            if mention.tokens.end > before {
                break;
            }
            let last = &self.paragraph.tokens[mention.tokens.end - 1];
            let owner = last.possessive
                || matches!(mention.kind, MentionKind::Pronoun) && last.class.is(Class::DETERMINER);
            // `The ghost rose again, urging Kovač to`: she is urged.
            let start = mention.tokens.start;
            let urged = start > first
                && is_gerund(self.word(start - 1))
                && self.class(start - 1).is(Class::CUE);
            if urged {
                return None;
            }
            if !self.governed(start) && !owner && !self.is_subordinate(start) {
                return Some(Subject::Mention(id));
            }
        }
        None
    }

    /// The first mention of the sentence that nothing governs.
    pub fn first_subject(&self) -> Option<usize> {
        match self.main_subject_mention(self.sentence.end) {
            Some(Subject::Mention(id)) => Some(id),
            _ => None,
        }
    }
}
