//! Behind a quotation: `“…,” said Kovač`, `“…,” Kovač said`.

use super::verbs::{is_adverb, is_cue, is_form_of_be, is_gerund, joins_nouns};
use super::{APPOSITION, Frame, Scene, Subject};
use crate::lexicon::Class;
use crate::quotes::Evidence;
use crate::quotes::mentions::MentionKind;
use crate::quotes::score::Feature;
use crate::quotes::sentences::last_mark;
use crate::quotes::tokens::{Token, TokenKind};

impl Scene<'_> {
    /// `“…,” said Kovač`, `“…,” Kovač said`, `“…,” according to Kovač`
    pub(super) fn after(&self, at: usize) -> Option<Frame> {
        let mut i = at + 1;
        let mut comma = ends_open(self.paragraph.tokens[at].span.of(self.text));
        if self
            .token(i)
            .is_some_and(|t| t.is_mark(',') || t.is_comma() && !self.is_fragment(at))
        {
            comma = true;
            i += 1;
        }
        if let Some(frame) = self.according(i) {
            return (comma || !self.is_fragment(at)).then_some(frame);
        }
        if let Some(frame) = self.was_the_verdict(i) {
            return Some(frame);
        }
        // `The “what” indicates the symptom`: nobody has spoken.
        if let Some(frame) = self.inverted(i).filter(|frame| {
            comma
                || matches!(frame.subject, Subject::Mention(_))
                || matches!(self.word(frame.cue.start), "said" | "says")
        }) {
            return Some(frame);
        }
        // `“…,” as Kovač put it`
        let as_told = self.is_word(i, "as");
        let i = i + usize::from(as_told);
        let i = self.skip_particles(self.skip_adverbs(i));
        if let Some(frame) = self.carried_behind(i).filter(|_| comma) {
            return Some(frame);
        }
        let (subject, end) = match self.subject_at(i) {
            Some(found) => found,
            None => self.with_unknown_role(i).filter(|_| comma)?,
        };
        // `“…,” he goes on`; `“…,” Kovač charged`, where nobody is charged with it.
        let goes_on = matches!(self.word(end), "goes" | "went") && self.is_word(end + 1, "on");
        if comma && (goes_on || self.is_word(end, "charged")) {
            let behind = end + 1 + usize::from(goes_on);
            let ends = self
                .token(behind)
                .is_none_or(|t| !t.is_word() || t.class.is(Class::AND));
            return ends.then_some(Frame {
                subject,
                cue: end..behind,
                evidence: Evidence::After,
                features: Feature::GoesOnBehind.into(),
                says: true,
            });
        }
        // `“Parasite” director Oskar Lind said`: of what he is the director.
        if !comma && self.is_fragment(at) && self.opens_with_a_role(&subject) {
            return None;
        }
        let cue = self.quoted_as_saying(end).or_else(|| self.cue_after(end))?;
        let class = self.class(cue);
        if self.says_nothing(cue) {
            return None;
        }
        if is_gerund(self.word(cue)) && self.is_word(cue - 1, "as") {
            return Some(Frame {
                subject,
                cue: cue..cue + 1,
                evidence: Evidence::After,
                features: Feature::QuotedAsSaying.into(),
                says: true,
            });
        }
        if !class.is(Class::SAYING.or(Class::TELLING)) || is_gerund(self.word(cue)) {
            return None;
        }
        let next = cue + 1 + usize::from(self.puts_it(cue));
        if as_told && self.token(next).is_some_and(Token::is_word) {
            return None;
        }
        let complement = class.is(Class::SAYING) && self.begins_complement(next);
        if complement && !comma {
            return None;
        }
        let feature = match subject {
            Subject::Words(_) => Feature::StrangerBehind,
            Subject::Mention(_) if complement => Feature::SpeakerBehindSaysMore,
            Subject::Mention(_) => Feature::SpeakerBehind,
        };
        Some(Frame {
            subject,
            cue: cue..cue + 1,
            evidence: Evidence::After,
            features: feature.into(),
            says: true,
        })
    }

    /// `“…” — Kovač said nothing of the kind`
    pub(super) fn says_nothing(&self, cue: usize) -> bool {
        matches!(self.word(cue + 1), "nothing" | "little" | "no")
    }

    /// `he was quoted as saying`, behind a subject that ends before token `i`: the verb of speech.
    fn quoted_as_saying(&self, mut i: usize) -> Option<usize> {
        while self.class(i).is(Class::AUXILIARY) || is_form_of_be(self.word(i)) {
            i += 1;
        }
        let passive = i > self.sentence.start && is_form_of_be(self.word(i - 1));
        let cue = i + 2;
        (passive
            && self.class(i).is(Class::CARRYING)
            && self.is_word(i + 1, "as")
            && self.class(cue).is(Class::SAYING)
            && is_gerund(self.word(cue)))
        .then_some(cue)
    }

    /// `said Kovač`
    pub(super) fn inverted(&self, cue: usize) -> Option<Frame> {
        let token = self.token(cue)?;
        if token.capital || !token.class.is(Class::SAYING) || is_gerund(self.word(cue)) {
            return None;
        }
        let i = self.behind_an_age(self.skip_particles(self.skip_adverbs(cue + 1)));
        let (subject, end) = match self
            .paragraph
            .mention_at(i)
            .filter(|_| i < self.sentence.end)
        {
            Some(id) => (Subject::Mention(id), self.paragraph.mentions[id].tokens.end),
            None => self.unknown_description(i, |t| {
                !t.is_word() || t.class.is(Class::PREPOSITION.or(Class::RELATIVE))
            })?,
        };
        // `joked Vale stopper Marco Santacroce`: behind the verb no other can come, so that what is not known is a role.
        let (subject, end) = match self.name_behind_unknown(end) {
            Some(id) => (Subject::Mention(id), self.paragraph.mentions[id].tokens.end),
            None => (subject, end),
        };
        let (subject, end) = match self.worker_of_a_body(&subject, end) {
            Some(worker) => (worker, end + 1),
            None => (subject, end),
        };
        // `the “elites” said Kovač was wrong`
        // `said a spokesman instead of the minister`: an adverb is no verb.
        if self.class(end).is(Class::AUXILIARY)
            && !self.token(end).is_some_and(Token::is_comma)
            && !matches!(self.word(end), "later" | "instead")
        {
            return None;
        }
        // `said the Harbour Institute’s Oskar Lind`
        let subject = if self.paragraph.tokens[end - 1].possessive {
            let id = self.paragraph.mention_at(end).filter(|&id| {
                matches!(self.paragraph.mentions[id].kind, MentionKind::Name { .. })
            })?;
            let end = self.paragraph.mentions[id].tokens.end;
            if self.paragraph.tokens[end - 1].possessive {
                return None;
            }
            Subject::Mention(id)
        } else {
            subject
        };
        let feature = match subject {
            Subject::Words(_) => Feature::StrangerBehindVerb,
            Subject::Mention(_) => Feature::SpeakerBehindVerb,
        };
        Some(Frame {
            features: feature.into(),
            subject,
            cue: cue..cue + 1,
            evidence: Evidence::After,
            says: true,
        })
    }

    /// A subject that begins at token `i`, and where it ends.
    pub(super) fn subject_at(&self, i: usize) -> Option<(Subject, usize)> {
        let i = self.behind_an_age(i);
        if let Some(id) = self
            .paragraph
            .mention_at(i)
            .filter(|_| i < self.sentence.end)
        {
            let end = self.paragraph.mentions[id].tokens.end;
            if self.paragraph.tokens[end - 1].possessive {
                return None;
            }
            if let Some((named, end)) = self.with_a_second_role(id) {
                return Some((Subject::Mention(named), end));
            }
            return Some((Subject::Mention(id), end));
        }
        self.unknown_description(i, |t| t.class.is(Class::CUE) || !t.is_word())
    }

    /// `99-year-old Oskar Lind`: where the name begins.
    fn behind_an_age(&self, i: usize) -> usize {
        let age = self.word(i).ends_with("-year-old")
            && self.token(i + 1).is_some_and(Token::is_capital_word);
        i + usize::from(age)
    }

    /// The reporting verb of the subject that ends before token `i`, with what may stand between.
    pub(in crate::quotes) fn cue_after(&self, mut i: usize) -> Option<usize> {
        let limit = (i + APPOSITION).min(self.sentence.end);
        let mut in_phrase = 0;
        while i < limit {
            let token = &self.paragraph.tokens[i];
            if token.class.is(Class::NEGATION) && !token.class.is(Class::CUE) {
                return None;
            }
            if is_cue(token) && !self.is_noun(i) {
                // `Lind was told`: somebody else said it.
                let passive = i > self.sentence.start && is_form_of_be(self.word(i - 1));
                return (!passive || is_gerund(self.word(i))).then_some(i);
            }
            if token.is_mark('(') || token.is_mark('[') {
                i = self.closing(i, limit)?;
            } else if token.is_comma() {
                return self.cue_behind_apposition(i, limit);
            } else if token.class.is(Class::AUXILIARY.or(Class::TIME))
                || is_adverb(self.word(i))
                || token.kind == TokenKind::Number
            {
                i += 1;
            } else if token.class.is(Class::RELATIVE) {
                return self.cue_behind_apposition(i, limit);
            } else if token.class.is(Class::PREPOSITION)
                || joins_nouns(self.word(i))
                || in_phrase > 0
            {
                if !token.is_word()
                    || in_phrase > 9
                    || token.class.is(Class::CONJUNCTION) && !token.class.is(Class::PREPOSITION)
                {
                    return None;
                }
                in_phrase += 1;
                i += 1;
            } else {
                return None;
            }
        }
        None
    }

    /// `Kovač, the mayor of Vestra, said`: the verb behind one of the commas that follow the one at `i`.
    fn cue_behind_apposition(&self, i: usize, limit: usize) -> Option<usize> {
        if let Some(cue) = self.cue_behind_open_apposition(i + 1, limit) {
            return Some(cue);
        }
        for comma in i + 1..limit {
            let token = &self.paragraph.tokens[comma];
            if token.is_run() {
                return None;
            }
            if !token.is_comma() {
                continue;
            }
            let cue = self.skip_adverbs(comma + 1);
            if self.token(cue).is_some_and(is_cue)
                && !self.is_noun(cue)
                && !is_gerund(self.word(cue))
            {
                return Some(cue);
            }
        }
        None
    }

    /// `Kovač, a nurse at Vestra Hospital told the Courier`: the comma that ends the apposition is left out.
    fn cue_behind_open_apposition(&self, first: usize, limit: usize) -> Option<usize> {
        if !self.class(first).is(Class::INTRODUCING) {
            return None;
        }
        const OTHERS: Class = Class::FINITE
            .or(Class::RELATIVE)
            .or(Class::COORDINATOR)
            .or(Class::PRONOUN);
        let mut role = false;
        for i in first + 1..limit {
            let token = &self.paragraph.tokens[i];
            if !token.is_word() || token.class.is(OTHERS) && !token.class.is(Class::PREPOSITION) {
                return None;
            }
            if is_cue(token) && token.class.is(Class::SAYING.or(Class::TELLING)) && !self.is_noun(i)
            {
                // `Kovač, a critic of the plan Lind announced`: his verb.
                let name = self.paragraph.mention_ending(i - 1);
                let governed = name.is_none_or(|id| {
                    let start = self.paragraph.mentions[id].tokens.start;
                    start <= first || self.governed(start)
                });
                return (role && governed).then_some(i);
            }
            role |= token.class.is(Class::ROLE);
        }
        None
    }

    fn closing(&self, i: usize, limit: usize) -> Option<usize> {
        let found = (i + 1..limit)
            .find(|&j| matches!(self.paragraph.tokens[j].kind, TokenKind::Mark(')' | ']')));
        found.map(|j| j + 1)
    }

    fn skip_adverbs(&self, mut i: usize) -> usize {
        while self.token(i).is_some_and(|t| !t.capital)
            && (self.class(i).is(Class::AUXILIARY) || is_adverb(self.word(i)))
        {
            i += 1;
        }
        i
    }

    /// `van der` before a surname: the name that is known begins behind it.
    fn skip_particles(&self, i: usize) -> usize {
        let particle = |i: usize| {
            self.token(i).is_some_and(|t| {
                t.is_word()
                    && !t.capital
                    && t.class.is(Class::PARTICLE)
                    && !t.class.is(Class::PREPOSITION)
            })
        };
        let mut end = i;
        while particle(end) {
            end += 1;
        }
        if self.token(end).is_some_and(Token::is_capital_word) {
            end
        } else {
            i
        }
    }

    /// Whether what follows a verb of saying at `i` is what was said: `said the bridge was open`.
    pub(super) fn begins_complement(&self, i: usize) -> bool {
        let Some(token) = self.token(i) else {
            return false;
        };
        let class = token.class;
        self.is_word(i, "that")
            || class.is(Class::DETERMINER)
                && !class.is(Class::TIME)
                && !self.class(i + 1).is(Class::TIME)
            || class.is(Class::PRONOUN)
            || (self.paragraph.mention_at(i).is_some() && !class.is(Class::TIME))
    }
}

/// Whether quoted words end in a way that leaves their sentence open.
pub(in crate::quotes) fn ends_open(words: &str) -> bool {
    let end = last_mark(words);
    matches!(end, ',' | '?' | '!' | '—' | '–' | '-' | '…' | '.')
}
