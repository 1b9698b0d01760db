//! Frames that a sentence has as a whole: `according to`, a name and a cue at its end, a noun that carries words.

use super::after::ends_open;
use super::verbs::{is_adverb, is_cue, is_gerund};
use super::{Frame, REACH, Scene, Subject};
use crate::lexicon::Class;
use crate::quotes::Evidence;
use crate::quotes::score::Feature;
use crate::quotes::tokens::{Token, TokenKind};

impl Scene<'_> {
    /// What the sentence as a whole reports, for a quotation that follows it: its first verb of speech that is neither
    /// denied nor in a clause of its own.
    pub fn report(&self) -> Option<Frame> {
        for i in self.sentence.clone().take(REACH) {
            // `According to Kovač, …`
            if let Some(frame) = self.according(i) {
                return Some(frame);
            }
            // `The bridge was shut, she said, until May.`
            if self.paragraph.tokens[i].is_mark(',')
                && let Some((subject @ Subject::Mention(_), end)) = self.subject_at(i + 1)
                && self
                    .token(end)
                    .is_some_and(|t| is_cue(t) && t.class.is(Class::SAYING))
                && self
                    .token(end + 1)
                    .is_none_or(|t| matches!(t.kind, TokenKind::Mark(',' | '.')))
            {
                return Some(Frame {
                    subject,
                    cue: end..end + 1,
                    evidence: Evidence::Following,
                    features: Feature::SaidInPassing.into(),
                    says: true,
                });
            }
        }
        for cue in self.sentence.clone().take(REACH) {
            let token = &self.paragraph.tokens[cue];
            if !is_cue(token) || self.is_noun(cue) || is_gerund(self.word(cue)) {
                continue;
            }
            // `The bridge was shut, Kovač said.`
            if let Some(frame) = self.inverted(cue)
                && self.paragraph.tokens[..cue]
                    .last()
                    .is_some_and(Token::is_comma)
                && !self.says_more_behind(&frame)
            {
                return Some(frame);
            }
            let found = self.subject_before(cue)?;
            if found.relative || found.negated || found.passive {
                return None;
            }
            return Some(Frame {
                subject: found.subject,
                cue: cue..cue + 1,
                evidence: Evidence::Following,
                features: Feature::SentenceReports.into(),
                says: true,
            });
        }
        None
    }

    /// `The mayor, Mira Kovač, said the Harbour Office (HO) had told her`: behind an inverted verb and its subject no other
    /// verb stands.
    fn says_more_behind(&self, frame: &Frame) -> bool {
        let Subject::Mention(id) = frame.subject else {
            return false;
        };
        // `tells the Courier`: whom it is told.
        if self.class(frame.cue.start).is(Class::TELLING) {
            return true;
        }
        let mut behind = self.paragraph.mentions[id].tokens.end;
        if self.token(behind).is_some_and(|t| t.is_mark('(')) {
            behind += 3;
        }
        let phrase = Class::PREPOSITION.or(Class::TIME).or(Class::RELATIVE);
        self.token(behind)
            .is_some_and(|t| t.is_word() && !t.class.is(phrase) && !is_adverb(self.word(behind)))
    }

    /// `“…” and so on, Kovač said.` `“…” and so on, according to Kovač.`
    pub(super) fn trailing(&self, at: usize) -> Option<Frame> {
        let words = self.paragraph.tokens[at]
            .span
            .of(self.text)
            .split_whitespace()
            .take(2)
            .count();
        if words < 2 {
            return None;
        }
        let limit = self.sentence.end.min(at + REACH);
        for i in (at + 1..limit).rev() {
            let token = &self.paragraph.tokens[i];
            let comma = token.is_comma() || token.is_run() && ends_open(token.span.of(self.text));
            if !comma && !self.is_word(i, "according") {
                continue;
            }
            let start = if self.is_word(i, "according") {
                i
            } else {
                // `…, as Kovač put it`
                i + 1 + usize::from(self.is_word(i + 1, "as"))
            };
            if let Some(mut frame) = self.according(start) {
                frame.features = Feature::AccordingAtTheEnd.into();
                return Some(frame);
            }
            let direct = |cue: usize| {
                let class = self.class(cue);
                class.is(Class::SAYING)
                    && !is_gerund(self.word(cue))
                    && (self.puts_it(cue) || !self.begins_complement(cue + 1))
                    && !self.says_nothing(cue)
            };
            if let Some((subject @ Subject::Mention(_), end)) = self.subject_at(start)
                && let Some(cue) = self.cue_after(end).filter(|&cue| direct(cue))
                && self
                    .tokens(cue + 1..self.sentence.end.min(cue + REACH))
                    .iter()
                    .all(|t| !t.is_run() && !is_cue(t))
            {
                return Some(Frame {
                    subject,
                    cue: cue..cue + 1,
                    evidence: Evidence::Woven,
                    features: Feature::SaidAtTheEnd.into(),
                    says: true,
                });
            }
            if let Some(mut frame) = self
                .inverted(start)
                .filter(|f| matches!(f.subject, Subject::Mention(_)))
            {
                frame.features = Feature::VerbAtTheEnd.into();
                frame.evidence = Evidence::Woven;
                return Some(frame);
            }
        }
        None
    }

    /// `according to Kovač`, `in the words of Kovač`, beginning at token `i`.
    pub(super) fn according(&self, i: usize) -> Option<Frame> {
        if self.is_word(i, "according") && self.is_word(i + 1, "to") {
            return self.according_at(i, i + 2);
        }
        if self.is_word(i, "in") && self.is_word(i + 1, "the") && self.is_word(i + 2, "words") {
            return self.according_at(i, i + 4);
        }
        self.in_words(i)
    }

    pub(super) fn according_at(&self, cue: usize, name: usize) -> Option<Frame> {
        let subject = match self
            .paragraph
            .mention_at(name)
            .filter(|_| name < self.sentence.end)
        {
            Some(id) => {
                let end = self.paragraph.mentions[id].tokens.end;
                if self.paragraph.tokens[end - 1].possessive {
                    return None;
                }
                Subject::Mention(id)
            }
            None => self.unknown_description(name, |t| !t.is_word())?.0,
        };
        Some(Frame {
            subject,
            cue: cue..name,
            evidence: Evidence::According,
            features: Feature::According.into(),
            says: true,
        })
    }

    /// `Kovač’s warning that “…”`
    pub(super) fn noun(&self, at: usize) -> Option<Frame> {
        let first = self.sentence.start.max(at.saturating_sub(REACH));
        for i in (first..at).rev() {
            // `(See Kovač’s account of it.) This is a “…”`
            let stop = |t: &Token| matches!(t.kind, TokenKind::Mark('.' | '!' | '?'));
            if self.paragraph.tokens[i].is_mark(')')
                && i > first
                && stop(&self.paragraph.tokens[i - 1])
            {
                return None;
            }
            if !self.class(i).is(Class::CUE_NOUN) || self.paragraph.tokens[i].capital {
                continue;
            }
            // `took Kovač’s call as “an insult”`: what another made of it.
            if self.is_word(i + 1, "as") {
                continue;
            }
            let holder = (i.saturating_sub(5).max(first)..i).rev().find(|&j| {
                let token = &self.paragraph.tokens[j];
                let his = token.class.is(Class::DETERMINER) && token.class.is(Class::PRONOUN);
                // `his picture and the words`
                // `after his talk, a question from the hall`
                let joined = (j + 1..i).any(|k| {
                    let apart = Class::COORDINATOR.or(Class::DETERMINER);
                    self.class(k).is(apart) || self.paragraph.tokens[k].is_comma()
                });
                (token.possessive || his) && !joined && self.paragraph.mention_ending(j).is_some()
            });
            let from = (i + 1 < at && self.is_word(i + 1, "from"))
                .then(|| self.paragraph.mention_at(i + 2))
                .flatten();
            let Some(id) = holder
                .and_then(|j| self.paragraph.mention_ending(j))
                .or(from)
            else {
                continue;
            };
            return Some(Frame {
                subject: Subject::Mention(id),
                cue: i..i + 1,
                evidence: Evidence::Woven,
                features: Feature::NounOfSpeech.into(),
                says: false,
            });
        }
        None
    }
}
