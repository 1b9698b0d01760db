//! The shapes of a sentence that give quoted words to a speaker: who is the subject of which reporting verb.

use super::Evidence;
use super::mentions::MentionKind;
use super::paragraphs::Paragraph;
use super::tokens::{Token, TokenKind};
use crate::lexicon::Class;
use std::ops::Range;

/// Who a frame says has spoken.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Subject {
    /// Index of a mention.
    Mention(usize),
    /// A description whose noun is not known: `the mountaineer`. Without the article word.
    Words(Range<usize>),
}

/// A reporting phrase and its subject.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub subject: Subject,
    /// Tokens of the reporting words.
    pub cue: Range<usize>,
    pub evidence: Evidence,
    /// How sure the frame is, 0 to 1; what the subject means is another matter.
    pub confidence: f32,
    /// The verb takes words as its whole object, so that what is quoted was said, and not only so called.
    pub says: bool,
}

/// What a sentence shows of a run.
#[derive(Clone, Debug)]
pub(super) enum Finding {
    Frame(Frame),
    /// Two frames that claim the run for different subjects.
    Contested(Frame, Frame),
    /// The sentence denies the words, or does not say whose they are: `denied`, `is called`.
    Withheld,
    Nothing,
}

/// How far a frame may lie from the run that it reports, in tokens: what makes the work linear in the text's length.
const REACH: usize = 70;
/// How far apart the commas of an apposition may stand.
const APPOSITION: usize = 40;

/// A sentence with quoted words.
pub(super) struct Scene<'p> {
    pub text: &'p str,
    pub paragraph: &'p Paragraph,
    /// The sentence's tokens.
    pub sentence: Range<usize>,
}

impl Scene<'_> {
    /// What the sentence shows of the run that is token `at`.
    pub fn read(&self, at: usize) -> Finding {
        let after = self.after(at);
        let before = self.before(at);
        match (after, before) {
            (Some(after), Left::Frame(before)) => self.between(after, before, at),
            (Some(after), _) => Finding::Frame(after),
            (None, Left::Frame(before)) => match self.trailing(at) {
                // `He called it a “feud”, Kovač said`: two voices.
                Some(trailing)
                    if trailing.subject != before.subject && before.confidence < 0.96 =>
                {
                    Finding::Contested(before, trailing)
                }
                _ => Finding::Frame(before),
            },
            (None, Left::Withheld) => Finding::Withheld,
            (None, Left::Nothing) => match self.trailing(at).or_else(|| self.noun(at)) {
                Some(frame) => Finding::Frame(frame),
                None => Finding::Nothing,
            },
        }
    }

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
                    confidence: 0.97,
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
                confidence: 0.97,
                says: true,
            });
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

    /// Frames on both sides of a run.
    fn between(&self, after: Frame, before: Frame, at: usize) -> Finding {
        let touching = before.cue.end + 2 >= at;
        if after.subject == before.subject {
            return Finding::Frame(after);
        }
        if !touching && before.evidence != Evidence::Between {
            // `He called it “a disgrace,” Kovač said`: she says that he did.
            let same_clause = !self.tokens(before.cue.end..at).iter().any(Token::is_run);
            if same_clause && before.confidence > 0.9 && !self.is_long(at) {
                return Finding::Contested(after, before);
            }
            return Finding::Frame(after);
        }
        Finding::Contested(after, before)
    }

    fn is_long(&self, at: usize) -> bool {
        let words = self.paragraph.tokens[at]
            .span
            .of(self.text)
            .split_whitespace();
        words.take(8).count() == 8
    }

    fn tokens(&self, range: Range<usize>) -> &[Token] {
        self.paragraph.tokens.get(range).unwrap_or_default()
    }

    fn token(&self, at: usize) -> Option<&Token> {
        self.sentence
            .contains(&at)
            .then(|| &self.paragraph.tokens[at])
    }

    fn word(&self, at: usize) -> &str {
        self.token(at).map_or("", |token| token.span.of(self.text))
    }

    fn is_word(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    fn class(&self, at: usize) -> Class {
        self.token(at)
            .map_or_else(Class::default, |token| token.class)
    }

    // ── Behind the quotation ────────────────────────────────────────────────────────────────────────────────

    /// `“…,” said Kovač`, `“…,” Kovač said`, `“…,” according to Kovač`
    fn after(&self, at: usize) -> Option<Frame> {
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
        if let Some(frame) = self.inverted(i) {
            return Some(frame);
        }
        let i = self.skip_adverbs(i);
        let (subject, end) = self.subject_at(i)?;
        let cue = self.cue_after(end)?;
        let class = self.class(cue);
        if !class.is(Class::SAYING.or(Class::TELLING)) || is_gerund(self.word(cue)) {
            return None;
        }
        let next = cue + 1;
        let complement = class.is(Class::SAYING) && self.begins_complement(next);
        if complement && !comma {
            return None;
        }
        let confidence = match subject {
            Subject::Words(_) => 0.9,
            Subject::Mention(_) if complement => 0.9,
            Subject::Mention(_) => 0.99,
        };
        Some(Frame {
            subject,
            cue: cue..cue + 1,
            evidence: Evidence::After,
            confidence,
            says: true,
        })
    }

    /// `said Kovač`
    fn inverted(&self, cue: usize) -> Option<Frame> {
        let token = self.token(cue)?;
        if token.capital || !token.class.is(Class::SAYING) || is_gerund(self.word(cue)) {
            return None;
        }
        let i = self.skip_adverbs(cue + 1);
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
        // `the “elites” said Kovač was wrong`
        if self.class(end).is(Class::AUXILIARY)
            && !self.token(end).is_some_and(Token::is_comma)
            && !self.is_word(end, "later")
        {
            return None;
        }
        if self.paragraph.tokens[end - 1].possessive {
            return None;
        }
        Some(Frame {
            confidence: if matches!(subject, Subject::Words(_)) {
                0.92
            } else {
                0.99
            },
            subject,
            cue: cue..cue + 1,
            evidence: Evidence::After,
            says: true,
        })
    }

    /// The name behind one or two small words that nothing is known of.
    fn name_behind_unknown(&self, end: usize) -> Option<usize> {
        let small = |i: usize| {
            self.token(i)
                .is_some_and(|t| t.is_word() && !t.capital && t.class.is_empty())
        };
        let at = (end..=end + 2)
            .find(|&at| !small(at))
            .filter(|&at| at > end)?;
        let id = self
            .paragraph
            .mention_at(at)
            .filter(|_| small(at - 1) && at < self.sentence.end)?;
        matches!(self.paragraph.mentions[id].kind, MentionKind::Name { .. }).then_some(id)
    }

    /// A subject that begins at token `i`, and where it ends.
    fn subject_at(&self, i: usize) -> Option<(Subject, usize)> {
        if let Some(id) = self
            .paragraph
            .mention_at(i)
            .filter(|_| i < self.sentence.end)
        {
            let end = self.paragraph.mentions[id].tokens.end;
            if self.paragraph.tokens[end - 1].possessive {
                return None;
            }
            return Some((Subject::Mention(id), end));
        }
        self.unknown_description(i, |t| t.class.is(Class::CUE) || !t.is_word())
    }

    /// `the mountaineer`, `one of the drivers`: an article word, and up to six small words that are no verb.
    fn unknown_description(
        &self,
        i: usize,
        ends: impl Fn(&Token) -> bool,
    ) -> Option<(Subject, usize)> {
        const LONGEST: usize = 6;
        if !self.class(i).is(Class::DETERMINER) || self.class(i).is(Class::RELATIVE) {
            return None;
        }
        let mut end = i + 1;
        while let Some(token) = self.token(end).filter(|t| !ends(t)) {
            if end - i > LONGEST
                || token
                    .class
                    .is(Class::AUXILIARY.or(Class::PRONOUN).or(Class::CONJUNCTION))
            {
                return None;
            }
            end += 1;
        }
        (end > i + 1).then_some((Subject::Words(i + 1..end), end))
    }

    /// The reporting verb of the subject that ends before token `i`, with what may stand between.
    fn cue_after(&self, mut i: usize) -> Option<usize> {
        let limit = (i + APPOSITION).min(self.sentence.end);
        let mut in_phrase = 0;
        while i < limit {
            let token = &self.paragraph.tokens[i];
            if token.class.is(Class::NEGATION) && !token.class.is(Class::CUE) {
                return None;
            }
            if is_cue(token) && !self.is_noun(i) {
                return Some(i);
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
            } else if token.class.is(Class::PREPOSITION) || in_phrase > 0 {
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

    /// Whether what follows a verb of saying at `i` is what was said: `said the bridge was open`.
    fn begins_complement(&self, i: usize) -> bool {
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

    // ── Before the quotation ────────────────────────────────────────────────────────────────────────────────

    /// The nearest reporting verb to the left.
    fn before(&self, at: usize) -> Left {
        let first = self.sentence.start.max(at.saturating_sub(REACH));
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
            if !is_cue(token) || self.is_noun(i) {
                continue;
            }
            if self.is_display(i) {
                return Left::Withheld;
            }
            let Some(found) = self.subject_before(i) else {
                continue;
            };
            let gap = i + 1..at;
            if found.relative && self.closes_relative(gap.clone()) {
                continue;
            }
            // The quotation that stands between belongs to the verb: `“…,” he said, and the “plan” went on`.
            if self.begins_new_clause(gap.clone(), found.is_pronoun(self)) {
                return Left::Nothing;
            }
            if found.negated || self.class(i).is(Class::DENYING) {
                return Left::Withheld;
            }
            if found.passive {
                return match self.agent(i, at) {
                    Some(subject) => Left::Frame(self.left_frame(subject, i, gap, colon)),
                    None => Left::Withheld,
                };
            }
            return Left::Frame(self.left_frame(found.subject, i, gap, colon));
        }
        match self.colon(at).filter(|_| colon) {
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
            MentionKind::Pronoun => class.is(Class::HE.or(Class::SHE)),
            MentionKind::Name { .. } => true,
            MentionKind::Description { .. } => false,
        };
        (person && mention.tokens.start <= self.sentence.start + 2).then_some(Frame {
            subject,
            cue: at..at,
            evidence: Evidence::Before,
            confidence: 0.93,
            says: true,
        })
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
        let evidence = if small && after_run && says {
            Evidence::Between
        } else if says && (small || colon) {
            Evidence::Before
        } else {
            Evidence::Woven
        };
        let distance = gap.len();
        let confidence = match evidence {
            Evidence::Between => 0.98,
            Evidence::Before if small => 0.98,
            Evidence::Before => 0.96,
            _ if distance <= 10 => 0.95,
            _ if distance <= 25 => 0.93,
            _ => 0.9,
        };
        Frame {
            subject,
            cue: cue..cue + 1,
            evidence,
            confidence,
            says,
        }
    }

    /// A verb that looks like a noun where it stands: `his claims`, `in reports`.
    fn is_noun(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1).filter(|&b| b >= self.sentence.start) else {
            return false;
        };
        let before = &self.paragraph.tokens[before];
        // `the Istanbul talks were`
        let next = self.class(i + 1);
        let takes_verb = next.is(Class::FINITE) && !next.is(Class::PRONOUN.or(Class::CUE));
        before.possessive
            || (takes_verb && is_plural_noun(self.word(i)))
            || before.class.is(Class::DETERMINER) && !before.class.is(Class::RELATIVE)
            || before.class.is(Class::PREPOSITION)
                && !before.class.is(Class::CONJUNCTION)
                && !is_gerund(self.word(i))
                && !self.is_word(i - 1, "to")
    }

    /// The subject of the verb at `cue`.
    fn subject_before(&self, cue: usize) -> Option<LeftSubject> {
        let mut found = LeftSubject {
            subject: Subject::Words(0..0),
            relative: false,
            negated: false,
            passive: false,
        };
        let gerund = is_gerund(self.word(cue));
        let mut i = cue;
        let mut in_time = false;
        while i > self.sentence.start {
            let token = &self.paragraph.tokens[i - 1];
            let class = token.class;
            if class.is(Class::NEGATION) {
                found.negated = true;
            } else if class.is(Class::TIME) || (token.kind == TokenKind::Number && !in_time) {
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
                // `a mother might say`: nobody has.
                found.negated |= class.is(Class::MODAL) && i == cue;
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
            found.subject = self.subject_ending(i)?;
            return Some(found);
        }
        if self.is_word(i - 1, "to") {
            // `allowed Kovač to claim`, `wanted to call it`
            let holder = self.paragraph.mention_ending(i.checked_sub(2)?);
            if let Some(id) = holder.filter(|_| i - 2 >= self.sentence.start) {
                found.subject = Subject::Mention(id);
                return Some(found);
            }
            let verb = i - 2;
            found.negated |= self.class(verb).is(Class::NEGATION);
            found.subject = self
                .subject_ending(self.skip_back(verb))
                .or_else(|| self.main_subject(verb))?;
            return Some(found);
        }
        // `denied calling it`
        if gerund && token.class.is(Class::DENYING) {
            found.negated = true;
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
        let coordinated = token.class.is(Class::COORDINATOR) || (token.is_comma() && gerund);
        if coordinated || gerund && self.paragraph.mention_ending(i - 1).is_none() {
            found.subject = self.main_subject(i - 1)?;
            return Some(found);
        }
        if token.is_run() {
            return None;
        }
        found.subject = self.subject_ending(i)?;
        Some(found)
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

    /// The subject whose words end before token `i`, with what stands behind its name.
    fn subject_ending(&self, i: usize) -> Option<Subject> {
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

    /// `the head of the Vestra region said`: from the mention that ends the phrase to the noun that heads it.
    fn head_of_phrase(&self, id: usize) -> Option<Subject> {
        let mention = &self.paragraph.mentions[id];
        let start = mention.tokens.start;
        if self.paragraph.tokens[mention.tokens.end - 1].possessive {
            return None;
        }
        let governed = start > self.sentence.start && {
            let before = self.class(start - 1);
            before.is(Class::PREPOSITION) && !before.is(Class::CONJUNCTION)
        };
        if !governed {
            return Some(Subject::Mention(id));
        }
        let head = self.paragraph.mention_ending(start.checked_sub(2)?)?;
        if self.paragraph.mentions[head].tokens.start < self.sentence.start {
            return None;
        }
        match self.paragraph.mentions[head].kind {
            MentionKind::Pronoun => None,
            _ => self.head_of_phrase(head),
        }
    }

    /// `a spokesman for right-wing groups said`: a description, a preposition, and words that are no mention.
    fn phrase_ending(&self, i: usize) -> Option<Subject> {
        const LONGEST: usize = 7;
        let first = self.sentence.start.max(i.saturating_sub(LONGEST));
        for j in (first..i).rev() {
            let token = &self.paragraph.tokens[j];
            if !token.is_word()
                || token
                    .class
                    .is(Class::CUE.or(Class::AUXILIARY).or(Class::RELATIVE))
            {
                return None;
            }
            if token.class.is(Class::PREPOSITION) {
                let head = self.paragraph.mention_ending(j.checked_sub(1)?)?;
                return self.head_of_phrase(head);
            }
            if token.class.is(Class::DETERMINER) && !token.class.is(Class::RELATIVE) {
                return (j + 1 < i && !self.governed(j)).then_some(Subject::Words(j + 1..i));
            }
        }
        None
    }

    fn governed(&self, at: usize) -> bool {
        at > self.sentence.start && {
            let before = self.class(at - 1);
            before.is(Class::PREPOSITION) && !before.is(Class::CONJUNCTION)
        }
    }

    /// The subject before the apposition that the comma at `close` ends.
    fn subject_before_apposition(&self, close: usize) -> Option<Subject> {
        let first = self.sentence.start.max(close.saturating_sub(APPOSITION));
        for open in (first..close).rev() {
            let token = &self.paragraph.tokens[open];
            if token.is_run() && open + 1 != close {
                return None;
            }
            if !token.is_comma() || open == first {
                continue;
            }
            let subject = self
                .paragraph
                .mention_ending(open - 1)
                .and_then(|id| self.head_of_phrase(id));
            let inside = open + 1..close;
            // `The head of the region, Oleh Kovač, said`: the name is the apposition.
            if let Some(name) = self.paragraph.mention_at(open + 1)
                && self.paragraph.mentions[name].tokens.end == close
                && matches!(self.paragraph.mentions[name].kind, MentionKind::Name { .. })
            {
                let described = match &subject {
                    Some(Subject::Mention(id)) => {
                        matches!(
                            self.paragraph.mentions[*id].kind,
                            MentionKind::Description { .. }
                        )
                    }
                    Some(Subject::Words(_)) => true,
                    None => false,
                };
                // `his predecessor, Oleh Kovač,`: a noun that is not known describes as well.
                if described || self.describes(open) {
                    return Some(Subject::Mention(name));
                }
                continue;
            }
            if subject.is_some() && self.is_apposition(inside) {
                return subject;
            }
        }
        None
    }

    /// Whether the words before token `end` are an article word and a noun that stand free: `his predecessor`.
    fn describes(&self, end: usize) -> bool {
        const LONGEST: usize = 4;
        let first = self.sentence.start.max(end.saturating_sub(LONGEST));
        for i in (first..end).rev() {
            let token = &self.paragraph.tokens[i];
            if !token.is_word() || token.class.is(Class::TIME) {
                return false;
            }
            if token.class.is(Class::DETERMINER) {
                return i + 1 < end && !self.governed(i);
            }
            if token.capital {
                return false;
            }
        }
        false
    }

    /// Whether words between commas say more of what stands before them.
    fn is_apposition(&self, inside: Range<usize>) -> bool {
        let Some(first) = self.tokens(inside.clone()).first() else {
            return false;
        };
        let opens = first.class.is(Class::DETERMINER
            .or(Class::RELATIVE)
            .or(Class::ROLE)
            .or(Class::ROLE_WORD)
            .or(Class::PLURAL_ROLE)
            .or(Class::BODY)
            .or(Class::DEMONYM)
            .or(Class::PREPOSITION)
            .or(Class::CUE))
            || first.kind == TokenKind::Number
            || is_gerund(first.span.of(self.text));
        let role = self
            .tokens(inside)
            .iter()
            .take(8)
            .any(|t| t.class.is(Class::ROLE));
        opens || role
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
                return (!found.relative && !found.passive).then_some(found.subject);
            }
        }
        self.main_subject_mention(before)
    }

    /// The first mention before token `before` that nothing governs.
    fn main_subject_mention(&self, before: usize) -> Option<Subject> {
        let first = self.sentence.start.max(before.saturating_sub(REACH));
        let mentions = self.paragraph.mentions.iter().enumerate();
        for (id, mention) in mentions.skip_while(|(_, m)| m.tokens.start < first) {
            if mention.tokens.end > before {
                break;
            }
            if !self.governed(mention.tokens.start)
                && !self.paragraph.tokens[mention.tokens.end - 1].possessive
            {
                return Some(Subject::Mention(id));
            }
        }
        None
    }

    /// `by Kovač` behind a passive verb.
    fn agent(&self, cue: usize, at: usize) -> Option<Subject> {
        let by = (cue + 1..at).find(|&i| self.is_word(i, "by"))?;
        self.paragraph.mention_at(by + 1).map(Subject::Mention)
    }

    /// Whether a relative clause that begins before the gap has ended in it.
    fn closes_relative(&self, gap: Range<usize>) -> bool {
        // `officials who raised concerns were`: the verb of the sentence, unless it is in what was said.
        self.tokens(gap)
            .iter()
            .any(|t| t.is_comma() || t.class.is(Class::FINITE))
    }

    /// Whether a clause with a subject of its own begins in the gap: `…, but the plan`.
    fn begins_new_clause(&self, gap: Range<usize>, pronoun: bool) -> bool {
        let _ = pronoun;
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
            let starts_subject = self.class(next).is(Class::DETERMINER)
                || self.paragraph.mention_at(next).is_some_and(|id| {
                    !matches!(self.paragraph.mentions[id].kind, MentionKind::Pronoun)
                });
            if gap.contains(&next) && starts_subject && !self.class(next).is(Class::RELATIVE) {
                return true;
            }
        }
        false
    }

    // ── Elsewhere in the sentence ───────────────────────────────────────────────────────────────────────────

    /// `“…” and so on, Kovač said.` `“…” and so on, according to Kovač.`
    fn trailing(&self, at: usize) -> Option<Frame> {
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
                i + 1
            };
            if let Some(mut frame) = self.according(start) {
                frame.confidence = 0.94;
                return Some(frame);
            }
            let direct = |cue: usize| {
                let class = self.class(cue);
                class.is(Class::SAYING)
                    && !is_gerund(self.word(cue))
                    && !self.begins_complement(cue + 1)
            };
            if let Some((subject @ Subject::Mention(_), end)) = self.subject_at(start)
                && let Some(cue) = self.cue_after(end).filter(|&cue| direct(cue))
                && self
                    .tokens(cue + 1..self.sentence.end)
                    .iter()
                    .all(|t| !t.is_comma())
            {
                return Some(Frame {
                    subject,
                    cue: cue..cue + 1,
                    evidence: Evidence::Woven,
                    confidence: 0.95,
                    says: true,
                });
            }
            if let Some(mut frame) = self
                .inverted(start)
                .filter(|f| matches!(f.subject, Subject::Mention(_)))
            {
                frame.confidence = 0.95;
                frame.evidence = Evidence::Woven;
                return Some(frame);
            }
        }
        None
    }

    /// `according to Kovač`, `in the words of Kovač`, beginning at token `i`.
    fn according(&self, i: usize) -> Option<Frame> {
        if self.is_word(i, "according") && self.is_word(i + 1, "to") {
            return self.according_at(i, i + 2);
        }
        if self.is_word(i, "in") && self.is_word(i + 1, "the") && self.is_word(i + 2, "words") {
            return self.according_at(i, i + 4);
        }
        None
    }

    fn according_at(&self, cue: usize, name: usize) -> Option<Frame> {
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
            confidence: 0.97,
            says: true,
        })
    }

    /// `Kovač’s warning that “…”`
    fn noun(&self, at: usize) -> Option<Frame> {
        let first = self.sentence.start.max(at.saturating_sub(REACH));
        for i in (first..at).rev() {
            if !self.class(i).is(Class::CUE_NOUN) || self.paragraph.tokens[i].capital {
                continue;
            }
            let holder = (i.saturating_sub(5).max(first)..i).rev().find(|&j| {
                let token = &self.paragraph.tokens[j];
                let his = token.class.is(Class::DETERMINER) && token.class.is(Class::PRONOUN);
                (token.possessive || his) && self.paragraph.mention_ending(j).is_some()
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
                confidence: 0.93,
                says: false,
            });
        }
        None
    }

    fn is_fragment(&self, at: usize) -> bool {
        let words = self.paragraph.tokens[at]
            .span
            .of(self.text)
            .split_whitespace();
        words.take(4).count() < 4
    }
}

/// What stands to the left of a run.
enum Left {
    Frame(Frame),
    Withheld,
    Nothing,
}

struct LeftSubject {
    subject: Subject,
    /// The verb stands in a relative clause.
    relative: bool,
    negated: bool,
    passive: bool,
}

impl LeftSubject {
    fn is_pronoun(&self, scene: &Scene) -> bool {
        match self.subject {
            Subject::Mention(id) => {
                matches!(scene.paragraph.mentions[id].kind, MentionKind::Pronoun)
            }
            Subject::Words(_) => false,
        }
    }
}

fn is_cue(token: &Token) -> bool {
    token.is_word() && !token.capital && token.class.is(Class::CUE)
}

fn is_gerund(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ing")
}

/// A verb in -s that is a noun's plural as well: `talks`, `claims`.
fn is_plural_noun(word: &str) -> bool {
    word.ends_with('s') && word != "says"
}

fn is_adverb(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ly") && word.starts_with(|c: char| c.is_lowercase())
}

fn is_form_of_be(word: &str) -> bool {
    matches!(
        word,
        "is" | "are" | "was" | "were" | "be" | "been" | "being"
    )
}

/// Whether quoted words end in a way that leaves their sentence open.
fn ends_open(words: &str) -> bool {
    let end = super::sentences::last_mark(words);
    matches!(end, ',' | '?' | '!' | '—' | '–' | '-' | '…' | '.')
}
