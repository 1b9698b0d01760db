//! Before a quotation: the nearest reporting verb to the left, and whether its clause reaches the words.

use super::after::ends_open;
use super::verbs::{is_cue, is_form_of_be, is_gerund};
use super::{Frame, REACH, Scene, Subject};
use crate::lexicon::Class;
use crate::quotes::Evidence;
use crate::quotes::mentions::MentionKind;
use crate::quotes::score::Feature;
use crate::quotes::tokens::{Token, TokenKind};
use std::ops::Range;

/// What stands to the left of a run.
pub(super) enum Left {
    Frame(Frame),
    Withheld,
    Nothing,
}

impl Scene<'_> {
    /// The nearest reporting verb to the left.
    pub(super) fn before(&self, at: usize) -> Left {
        let first = self.sentence.start.max(at.saturating_sub(REACH));
        // `Kovač spoke to the council, which “strongly condemned” it`: the council did, and may have said so.
        // Where that is quoted itself, its speaker goes on: `a “device,” which “would have burst”`.
        let quoted = |at: usize| self.token(at).is_some_and(Token::is_run);
        if matches!(self.word(at.wrapping_sub(1)), "which" | "who")
            && !(2..=3).any(|n| quoted(at.wrapping_sub(n)))
        {
            return Left::Nothing;
        }
        let colon = self
            .token(at.wrapping_sub(1))
            .is_some_and(|t| t.is_mark(':'));
        for i in (first..at).rev() {
            let token = &self.paragraph.tokens[i];
            if self.is_word(i, "according") && self.is_word(i + 1, "to")
                || self.is_word(i, "words") && self.is_word(i + 1, "of")
            {
                if let Some(frame) = self.according_at(i, i + 2) {
                    return Left::Frame(frame);
                }
                continue;
            }
            if let Some(frame) = self.in_words(i) {
                return Left::Frame(frame);
            }
            if !is_cue(token) || self.is_noun(i) {
                continue;
            }
            if self.is_display(i) {
                return Left::Withheld;
            }
            // `“…,” said Kovač, “…”`: the subject stands behind the verb.
            if let Some(mut frame) = self.inverted_behind_run(i, at) {
                frame.evidence = Evidence::Between;
                return Left::Frame(frame);
            }
            // `His speech, in which he said that it was over, was hailed by Kovač as “…”`
            if is_form_of_be(self.word(i.wrapping_sub(1)))
                && self.is_word(i + 1, "by")
                && let Some(subject) = self.agent(i, at)
            {
                return Left::Frame(self.left_frame(subject, i, i + 1..at, colon));
            }
            // `It would be weak, said Kovač, an analyst: “…”`
            if colon && let Some(frame) = self.said_behind(i, at) {
                return Left::Frame(frame);
            }
            let Some(found) = self.subject_before(i) else {
                // `she says, strangers would shout “…”`: theirs, and not hers.
                let modal = i > first && self.class(i - 1).is(Class::MODAL);
                if modal && self.class(i).is(Class::BARE) {
                    return Left::Withheld;
                }
                // `I would start by saying`: nor is it the subject's of a clause farther out.
                // `Unrest continued, with a crowd of students chanting “…”`: theirs.
                // `he claimed a victory, accusing him of`: nor his who claimed.
                let theirs = i > first
                    && (self.paragraph.mention_ending(i - 1).is_some()
                        || self.paragraph.tokens[i - 1].is_comma());
                if is_gerund(self.word(i))
                    && (theirs || self.class(i.wrapping_sub(1)).is(Class::PREPOSITION))
                {
                    return Left::Nothing;
                }
                continue;
            };
            // `Kovač says the ministry believes it is “over”`: her words for what it believes.
            if self.is_thought_told(i, at, &found) {
                continue;
            }
            // `his peace call`: one peace calls nothing.
            if let Subject::Words(words) = &found.subject
                && self.class(i).is(Class::BARE)
                && self.class(i).is(Class::CUE_NOUN)
                && words.end == i
                && !self.word(words.end - 1).ends_with('s')
            {
                continue;
            }
            // `used the technique called “river reading”`: a thing, and its name.
            if self.class(i).is(Class::NAMING_VERB)
                && i + 1 == at
                && !found.passive
                && self.is_named_thing(&found.subject)
            {
                return Left::Withheld;
            }
            // `the show continues a “loud” manner`: nothing is said.
            if matches!(self.word(i), "continued" | "continues")
                && self.class(i + 1).is(Class::INTRODUCING)
            {
                continue;
            }
            // `wrote that after the process concludes, “…”`: a clause of its own.
            if self.token(i + 1).is_some_and(|t| t.is_mark(','))
                && self.is_a_thing_in_a_clause(&found.subject)
            {
                continue;
            }
            // `a channel, which analysts believe is theirs, issued a directive: “…”`: the clause has ended.
            let start = found.subject.start(self.paragraph);
            let of_which = start > first + 1
                && self.paragraph.tokens[start - 2].is_comma()
                && matches!(self.word(start - 1), "which" | "whom")
                && self.tokens(i + 1..at).iter().any(Token::is_comma);
            if of_which {
                continue;
            }
            let gap = i + 1..at;
            if found.relative && self.closes_relative(i, gap.clone()) {
                continue;
            }
            // The quotation that stands between belongs to the verb: `“…,” he said, and the “plan” went on`.
            if self.begins_new_clause(i, gap.clone()) {
                return Left::Nothing;
            }
            if found.negated
                || self.class(i).is(Class::DENYING)
                || self.is_supposed(i)
                || self.is_bare(i, &found)
            {
                return Left::Withheld;
            }
            // `was read by a clerk`, `He read it aloud from page 212`: the words are another's.
            let aloud = (i + 1..i + 4).any(|next| next < at && self.is_word(next, "aloud"));
            if self.is_word(i, "read") && (found.passive || aloud) {
                return Left::Withheld;
            }
            if found.passive {
                return match self.agent(i, at) {
                    Some(subject) => Left::Frame(self.left_frame(subject, i, gap, colon)),
                    None => Left::Withheld,
                };
            }
            let mut frame = self.left_frame(found.subject, i, gap, colon);
            if found.across {
                frame.features = frame.features.with(Feature::AcrossAnother);
            }
            return Left::Frame(frame);
        }
        match (self.colon(at).filter(|_| colon)).or_else(|| self.opening_participle(at)) {
            Some(frame) => Left::Frame(frame),
            None => Left::Nothing,
        }
    }

    /// `Kovač was blunt: “…”`: a short clause about one person, and a colon.
    fn colon(&self, at: usize) -> Option<Frame> {
        const LONGEST: usize = 12;
        if self.is_fragment(at) || at > self.sentence.start + LONGEST {
            return None;
        }
        let Some(subject @ Subject::Mention(id)) = self.main_subject_mention(at) else {
            return None;
        };
        let mention = &self.paragraph.mentions[id];
        let class = self.class(mention.tokens.start);
        let person = match mention.kind {
            // `It ends: “…”`, of a letter.
            MentionKind::Pronoun if class.is(Class::IT) => at <= self.sentence.start + 4,
            MentionKind::Pronoun => class.is(Class::HE.or(Class::SHE)),
            MentionKind::Name { .. } => true,
            MentionKind::Description { .. } => false,
        };
        (person && mention.tokens.start <= self.sentence.start + 2).then_some(Frame {
            subject,
            cue: at..at,
            evidence: Evidence::Before,
            features: Feature::ClauseAndColon.into(),
            says: true,
        })
    }

    /// `…, said Kovač` with nothing but an apposition between it and the colon before the run.
    fn said_behind(&self, cue: usize, at: usize) -> Option<Frame> {
        let comma = cue.checked_sub(1).filter(|&i| i > self.sentence.start)?;
        if !self.paragraph.tokens[comma].is_comma() {
            return None;
        }
        let mut frame = self.inverted(cue)?;
        let Subject::Mention(id) = frame.subject else {
            return None;
        };
        let end = self.paragraph.mentions[id].tokens.end;
        let behind = self.tokens(end..at - 1);
        let plain = |t: &Token| !t.class.is(Class::CUE.or(Class::FINITE)) || t.capital;
        let apposed = behind.first().is_none_or(|t| t.is_comma()) && behind.iter().all(plain);
        frame.evidence = Evidence::Before;
        frame.features = Feature::VerbThenColon.into();
        apposed.then_some(frame)
    }

    /// `Calling the plan “a mistake,” Kovač left`: the subject stands behind the comma.
    fn opening_participle(&self, at: usize) -> Option<Frame> {
        const LONGEST: usize = 12;
        let start = self.sentence.start;
        let weaving = self.class(start).is(Class::CUE) && is_gerund(self.word(start));
        let apart = |t: &Token| !t.is_word();
        if !weaving || at > start + LONGEST || self.tokens(start..at).iter().any(apart) {
            return None;
        }
        let inside = ends_open(self.paragraph.tokens[at].span.of(self.text));
        let behind = (at + 1..at + 1 + LONGEST).find(|&i| self.token(i).is_none_or(apart))?;
        let comma = if inside && self.subject_at(at + 1).is_some() {
            at
        } else {
            self.token(behind)
                .filter(|t| t.is_mark(','))
                .map(|_| behind)?
        };
        let (subject @ Subject::Mention(_), _) = self.subject_at(comma + 1)? else {
            return None;
        };
        Some(Frame {
            subject,
            cue: start..start + 1,
            evidence: Evidence::Woven,
            features: Feature::WovenNear.into(),
            says: false,
        })
    }

    /// `said Kovač` between two runs that nothing but commas holds apart from it.
    fn inverted_behind_run(&self, cue: usize, at: usize) -> Option<Frame> {
        const LONGEST: usize = 24;
        let behind = cue.checked_sub(1).filter(|&b| b >= self.sentence.start)?;
        let before = &self.paragraph.tokens[behind];
        let comma = self.paragraph.tokens[at - 1].is_comma();
        let run = before.is_run()
            || before.is_comma()
                && behind > self.sentence.start
                && self.paragraph.tokens[behind - 1].is_run();
        (run && comma && at - cue <= LONGEST)
            .then(|| self.inverted(cue))
            .flatten()
    }

    fn left_frame(&self, subject: Subject, cue: usize, gap: Range<usize>, colon: bool) -> Frame {
        let class = self.class(cue);
        let says = class.is(Class::SAYING.or(Class::TELLING));
        let small = self.tokens(gap.clone()).iter().all(|t| {
            matches!(t.kind, TokenKind::Mark(',' | ':' | '—' | '–'))
                || t.class.is(Class::RELATIVE.or(Class::CONJUNCTION))
        });
        let before_subject = subject.start(self.paragraph);
        let after_run = before_subject > self.sentence.start
            && (self
                .tokens(before_subject.saturating_sub(2)..before_subject)
                .iter()
                .any(Token::is_run)
                || cue > self.sentence.start
                    && self
                        .tokens(cue.saturating_sub(2)..cue)
                        .iter()
                        .any(Token::is_run));
        // `told the council, “but …”`: an addressee and a comma.
        let touches =
            gap.len() <= 8 && self.tokens(gap.clone()).last().is_some_and(Token::is_comma);
        let small = small || touches;
        let evidence = if !colon && self.puts_it(cue) {
            Evidence::Woven
        } else if small && after_run && says {
            Evidence::Between
        } else if says && (small || colon) {
            Evidence::Before
        } else {
            Evidence::Woven
        };
        let distance = gap.len();
        let feature = match evidence {
            Evidence::Between => Feature::SpeakerBetween,
            Evidence::Before if small => Feature::VerbAtTheMarks,
            Evidence::Before => Feature::VerbThenColon,
            _ if distance <= 10 => Feature::WovenNear,
            _ if distance <= 25 => Feature::WovenFar,
            _ => Feature::WovenFarthest,
        };
        Frame {
            subject,
            cue: cue..cue + 1,
            evidence,
            features: feature.into(),
            says,
        }
    }

    /// `by Kovač` behind a passive verb.
    fn agent(&self, cue: usize, at: usize) -> Option<Subject> {
        let inside = (cue + 1..at).find(|&i| self.is_word(i, "by"));
        // `was called “…” by Kovač`
        let by = inside.or_else(|| self.is_word(at + 1, "by").then_some(at + 1))?;
        let (subject, _) = match self.subject_at(by + 1) {
            Some(found) => found,
            None => self.unknown_description(by + 1, |t| {
                !t.is_word() || t.class.is(Class::PREPOSITION.or(Class::RELATIVE))
            })?,
        };
        Some(subject)
    }
}
