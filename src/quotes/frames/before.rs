//! Before a quotation: the nearest reporting verb to the left, and whether its clause reaches the words.

use super::subjects::LeftSubject;
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
            let Some(found) = self.subject_before(i) else {
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
        match self.colon(at).filter(|_| colon) {
            Some(frame) => Left::Frame(frame),
            None => Left::Nothing,
        }
    }

    /// Whether a subject of a verb that gives names is a thing: not `what the technique called “…”`.
    fn is_named_thing(&self, subject: &Subject) -> bool {
        let start = match subject {
            Subject::Words(words) => words.start - 1,
            Subject::Mention(id) => self.paragraph.mentions[*id].tokens.start,
        };
        let thing = match subject {
            Subject::Words(_) => true,
            Subject::Mention(id) => self.is_thing(*id) && !self.class(start).is(Class::PRONOUN),
        };
        let what = start > self.sentence.start && self.is_word(start - 1, "what");
        thing && !what
    }

    /// Whether a mention is a noun of which it is not known that it can speak.
    pub(super) fn is_thing(&self, id: usize) -> bool {
        const SPEAKS: Class = Class::ROLE
            .or(Class::PLURAL_ROLE)
            .or(Class::BODY)
            .or(Class::PAPER)
            .or(Class::KIN)
            .or(Class::CUE_NOUN)
            .or(Class::DEMONYM);
        match self.paragraph.mentions[id].kind {
            MentionKind::Description { head, .. } => !self.class(head).is(SPEAKS),
            _ => false,
        }
    }

    /// Whether a subject is a noun of which nothing is known, behind `after` or `when`; not behind `that`, where
    /// something is told.
    fn is_a_thing_in_a_clause(&self, subject: &Subject) -> bool {
        const PEOPLE: Class = Class::ROLE.or(Class::PLURAL_ROLE).or(Class::BODY);
        let start = match subject {
            Subject::Words(words) => words.start.checked_sub(1),
            Subject::Mention(id) => match &self.paragraph.mentions[*id] {
                mention if let MentionKind::Description { head, .. } = mention.kind => {
                    (!self.class(head).is(PEOPLE)).then_some(mention.tokens.start)
                }
                _ => None,
            },
        };
        let link = start.and_then(|start| start.checked_sub(1));
        link.filter(|&at| at >= self.sentence.start)
            .is_some_and(|at| {
                let class = self.class(at);
                class.is(Class::CONJUNCTION) && !class.is(Class::COORDINATOR.or(Class::RELATIVE))
            })
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

    /// Whether a verb of thinking, and its subject before it, are what a verb of speech gives: `Kovač says the ministry
    /// believes`.
    fn is_thought_told(&self, cue: usize, at: usize, found: &LeftSubject) -> bool {
        let thought = matches!(
            self.word(cue),
            "believes"
                | "believed"
                | "thinks"
                | "thought"
                | "hopes"
                | "hoped"
                | "knows"
                | "knew"
                | "fears"
                | "feared"
        );
        let start = match &found.subject {
            Subject::Mention(id) => self.paragraph.mentions[*id].tokens.start,
            Subject::Words(words) => words.start.saturating_sub(1),
        };
        let that = usize::from(start > 0 && self.is_word(start - 1, "that"));
        let says = start
            .checked_sub(1 + that)
            .filter(|&at| at > self.sentence.start);
        // `Kovač said the ministry had asked her to prepare “…”`: not what it said.
        let had_asked = self.is_word(cue, "asked")
            && cue > self.sentence.start
            && self.is_word(cue - 1, "had")
            && (cue + 1..at).any(|i| self.is_word(i, "to"));
        (thought || had_asked)
            && says.is_some_and(|at| {
                self.token(at).is_some_and(is_cue) && self.class(at).is(Class::SAYING)
            })
    }

    /// `denied that she had called it`, `asked whether he had said`, `if Kovač had said`: not said to be so.
    fn is_supposed(&self, cue: usize) -> bool {
        let before = self.tokens(self.sentence.start..cue);
        // `asked whether his firm had seen to it he replied`: the question is at its end before he answers.
        const QUESTION: usize = 4;
        let asked = |at: usize| self.is_word(at, "asked") && at + 1 + QUESTION < cue;
        let answers = matches!(
            self.word(cue),
            "replied" | "answered" | "responded" | "said"
        );
        let question = (self.sentence.start..cue)
            .rev()
            .find(|&at| answers && asked(at));
        let before = match question {
            Some(at) => &before[(at + 1 + QUESTION - self.sentence.start).min(before.len())..],
            None => before,
        };
        let mut clause = before
            .iter()
            .rev()
            .take_while(|t| !t.is_comma() && !t.is_run());
        // `Had Kovač said “…”, he would have stopped`
        let inverted = self.is_word(self.sentence.start, "had");
        inverted || clause.any(|t| t.class.is(Class::DENYING.or(Class::HYPOTHESIS)))
    }

    /// `hear Kovač say`, `did Kovač say`
    fn is_bare(&self, cue: usize, found: &LeftSubject) -> bool {
        let Subject::Mention(id) = &found.subject else {
            return false;
        };
        let mention = &self.paragraph.mentions[*id];
        // `What do engineers say about “…”?`
        let start = mention.tokens.start;
        let asked = start > self.sentence.start
            && matches!(self.word(start - 1), "do" | "does" | "did" | "other")
            && self
                .tokens(self.sentence.clone())
                .last()
                .is_some_and(|t| t.is_mark('?'));
        let class = self.class(mention.tokens.start);
        let one = match mention.kind {
            MentionKind::Name { .. } => true,
            MentionKind::Pronoun => class.is(Class::HE.or(Class::SHE)),
            MentionKind::Description { head, .. } => {
                !self.class(head).is(Class::PLURAL_ROLE.or(Class::BODY))
            }
        };
        let to = cue > self.sentence.start && self.is_word(cue - 1, "to");
        (one || asked) && !to && self.class(cue).is(Class::BARE)
    }

    /// `a banner that read “…”`
    fn is_display(&self, cue: usize) -> bool {
        const NEAR: usize = 8;
        let near = cue.saturating_sub(NEAR).max(self.sentence.start)..cue;
        // It is what is displayed that reads; people who hold it say it otherwise.
        let shows = self.class(cue).is(Class::SAYING);
        let mut display = self
            .tokens(near)
            .iter()
            .rev()
            .take_while(|t| t.is_word() || t.kind == TokenKind::Number);
        shows && display.any(|t| t.class.is(Class::DISPLAY) && !t.class.is(Class::PAPER))
    }

    fn left_frame(&self, subject: Subject, cue: usize, gap: Range<usize>, colon: bool) -> Frame {
        let class = self.class(cue);
        let says = class.is(Class::SAYING.or(Class::TELLING));
        let small = self.tokens(gap.clone()).iter().all(|t| {
            matches!(t.kind, TokenKind::Mark(',' | ':' | '—' | '–'))
                || t.class.is(Class::RELATIVE.or(Class::CONJUNCTION))
        });
        let before_subject = match &subject {
            Subject::Mention(id) => self.paragraph.mentions[*id].tokens.start,
            Subject::Words(words) => words.start,
        };
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

    /// Whether a relative clause that begins before the gap has ended in it.
    fn closes_relative(&self, cue: usize, gap: Range<usize>) -> bool {
        // `officials who raised concerns were`: the verb of the sentence, unless it is in what was said.
        let says = self.class(cue).is(Class::SAYING.or(Class::TELLING));
        self.tokens(gap)
            .iter()
            .any(|t| t.is_comma() || !says && t.class.is(Class::FINITE))
    }

    /// Whether a clause with a subject of its own begins in the gap: `…, but the plan`.
    fn begins_new_clause(&self, cue: usize, gap: Range<usize>) -> bool {
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
}
