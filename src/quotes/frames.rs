//! The frames in which news text reports speech. Each is a small rule that looks at one sentence and offers a speaker.

use super::Rule;
use super::clauses;
use super::mentions::{self, Mention, MentionKind};
use super::passages::Passage;
use super::tokens::TokenKind;
use crate::lexicon::Class;
use std::ops::Range;

/// What a frame found: the rule that matched, who speaks, and the reporting words.
#[derive(Clone, Debug)]
pub(super) struct Match {
    pub rule: Rule,
    pub mention: Mention,
    pub cue: Range<usize>,
    /// How sure the frame is of its reading, 0 to 1, before it is asked whom the mention means.
    pub certainty: f32,
}

/// All that the frames find for the quotation at token `quote` of a sentence, the surest first.
pub(super) fn find(passage: &Passage, sentence: &Range<usize>, quote: usize) -> Vec<Match> {
    let frame = Frame {
        passage,
        sentence: sentence.clone(),
        quote,
    };
    let rules: [fn(&Frame) -> Option<Match>; 7] = [
        Frame::cue_then_speaker,
        Frame::speaker_then_cue,
        Frame::cue_before,
        Frame::passive,
        Frame::according_to,
        Frame::cue_noun,
        Frame::sentence_end,
    ];
    let mut matches: Vec<Match> = rules.iter().filter_map(|rule| rule(&frame)).collect();
    matches.sort_by(|a, b| b.certainty.total_cmp(&a.certainty));
    matches
}

/// Whether a reporting verb stands before the quotation in its sentence, whoever its subject is.
pub(super) fn is_reported(passage: &Passage, sentence: &Range<usize>, quote: usize) -> bool {
    (sentence.clone()).any(|at| at != quote && passage.tokens[at].is_word() && clauses::is_cue(passage, at))
}

struct Frame<'p, 't> {
    passage: &'p Passage<'t>,
    sentence: Range<usize>,
    quote: usize,
}

impl Frame<'_, '_> {
    /// `“…,” said NAME`
    fn cue_then_speaker(&self) -> Option<Match> {
        let cue = self.behind();
        let token = self.passage.tokens.get(cue).filter(|_| cue < self.sentence.end)?;
        let inverts = token.is(Class::SAYING | Class::TELLING)
            && !token.is_capital()
            && !clauses::ends_in_ing(self.passage, cue);
        if !inverts {
            return None;
        }
        let mut at = cue + 1;
        while self.passage.tokens.get(at).is_some_and(|t| t.is(Class::AUXILIARY) && !t.is(Class::PRONOUN)) {
            at += 1;
        }
        let mention = mentions::read(self.passage, at, self.sentence.end)?;
        // "“…” told reporters on Monday" has lost its subject.
        if token.is(Class::TELLING) && !token.is(Class::SAYING) && !matches!(mention.kind, MentionKind::Name { .. }) {
            return None;
        }
        Some(self.found(Rule::CueThenSpeaker, mention, cue..cue + 1, 0.99))
    }

    /// `“…,” NAME told reporters`
    fn speaker_then_cue(&self) -> Option<Match> {
        let start = self.behind();
        let cue = self.cue_behind(start, 24)?;
        let subject = clauses::subject(self.passage, start, cue)?;
        let adjacent = subject.mention.tokens.start == start;
        let comma = self.ends_with_comma();
        if !adjacent || clauses::ends_in_ing(self.passage, cue) {
            return None;
        }
        let certainty = match (comma, subject.near) {
            (true, true) => 0.98,
            (true, false) => 0.9,
            // “…” he said: the mark inside is a full stop, a question mark, or none.
            (false, true) => 0.93,
            (false, false) => 0.6,
        };
        // `He called it “odd”, NAME said` but `“Odd” NAME said it was`.
        Some(self.found(Rule::SpeakerThenCue, subject.mention, self.cue_words(cue), certainty))
    }

    /// `NAME said: “…”`, `NAME said that it was “…”`
    fn cue_before(&self) -> Option<Match> {
        let cue = self.cue_in_front()?;
        let passage = self.passage;
        let subject = clauses::subject(passage, self.sentence.start, cue)?;
        let between = cue + 1..self.quote;
        let at_once = self.is_introduced(between.clone());
        let other_quote = passage.tokens[between.clone()].iter().any(|t| t.quote().is_some());
        let (rule, mut certainty) = match (at_once, passage.tokens[cue].is(Class::WEAVING)) {
            (true, false) => (Rule::CueBefore, 0.98),
            _ => (Rule::Woven, 0.95),
        };
        if !subject.near {
            certainty -= 0.07;
        }
        if other_quote {
            certainty -= 0.02;
        }
        if between.len() > 30 {
            certainty -= 0.08;
        }
        // Somebody else acts between the verb and the quotation: "said that NAME had … “…”" stays the first one's words.
        Some(self.found(rule, subject.mention, self.cue_words(cue), certainty))
    }

    /// `was described by NAME as “…”`
    fn passive(&self) -> Option<Match> {
        let passage = self.passage;
        let cue = (self.sentence.start..self.quote)
            .rev()
            .find(|&at| passage.tokens[at].is(Class::CUE) && !passage.tokens[at].is_capital())
            .filter(|&at| clauses::is_passive(passage, at))?;
        let by = (cue + 1..self.sentence.end).find(|&at| passage.word(at) == "by")?;
        if by > cue + 6 && by < self.quote {
            return None;
        }
        let mention = mentions::read(passage, by + 1, self.sentence.end)?;
        let named = !matches!(mention.kind, MentionKind::Other);
        named.then(|| self.found(Rule::Woven, mention, cue..cue + 1, 0.92))
    }

    /// `according to NAME`
    fn according_to(&self) -> Option<Match> {
        let passage = self.passage;
        let at = self.sentence.clone().find(|&at| {
            passage.word(at).eq_ignore_ascii_case("according")
                && at + 1 < self.sentence.end
                && passage.word(at + 1) == "to"
        })?;
        let mention = mentions::read(passage, at + 2, self.sentence.end)?;
        if matches!(mention.kind, MentionKind::Other | MentionKind::Paper) {
            return None;
        }
        Some(self.found(Rule::AccordingTo, mention, at..at + 2, 0.9))
    }

    /// `NAME’s warning of “…”`
    fn cue_noun(&self) -> Option<Match> {
        let passage = self.passage;
        let noun = (self.sentence.start..self.quote)
            .rev()
            .take(12)
            .find(|&at| passage.tokens[at].is(Class::CUE_NOUN) && at > self.sentence.start && passage.tokens[at - 1].is_possessive())?;
        // The possessor, read without its `’s`.
        let start = (self.sentence.start..noun).rev().take_while(|&at| {
            let t = &passage.tokens[at];
            t.is_capital() || t.is(Class::ROLE | Class::ROLE_WORD | Class::DEMONYM | Class::BODY | Class::PARTICLE)
        }).last()?;
        let mention = mentions::read_possessor(passage, start, noun)?;
        Some(self.found(Rule::CueNoun, mention, noun..noun + 1, 0.85))
    }

    /// `“…” was what moved them, NAME said.`
    fn sentence_end(&self) -> Option<Match> {
        if self.cue_in_front().is_some() {
            return None;
        }
        let passage = self.passage;
        let cue = (self.quote + 1..self.sentence.end)
            .rev()
            .find(|&at| passage.tokens[at].is_word() && clauses::is_cue(passage, at) && !clauses::ends_in_ing(passage, at))?;
        let subject = clauses::subject(passage, self.quote + 1, cue)?;
        // Behind it only a place or a time: the sentence ends with its source.
        let opens = subject.mention.tokens.start.checked_sub(1)?;
        let comma = passage.tokens[opens].is_mark(',')
            || passage.tokens[opens].quote().is_some_and(|run| run_ends_with_comma(passage, run));
        let short = self.sentence.end - cue <= 14;
        (comma && subject.near && short)
            .then(|| self.found(Rule::SentenceEnd, subject.mention, self.cue_words(cue), 0.88))
    }

    /// The first token behind the quotation, a comma left out.
    fn behind(&self) -> usize {
        let at = self.quote + 1;
        let skip = self.passage.tokens.get(at).is_some_and(|t| matches!(t.kind, TokenKind::Mark(',' | '—' | '–' | '-')));
        at + usize::from(skip)
    }

    /// The first reporting verb behind the quotation, with no other quotation before it.
    fn cue_behind(&self, start: usize, most: usize) -> Option<usize> {
        (start..self.sentence.end.min(start + most))
            .take_while(|&at| self.passage.tokens[at].quote().is_none())
            .find(|&at| self.passage.tokens[at].is(Class::SAYING | Class::TELLING) && clauses::is_cue(self.passage, at))
    }

    /// The last reporting verb before the quotation in its sentence.
    fn cue_in_front(&self) -> Option<usize> {
        (self.sentence.start..self.quote)
            .rev()
            .find(|&at| self.passage.tokens[at].is_word() && clauses::is_cue(self.passage, at))
            .filter(|&at| !clauses::is_passive(self.passage, at))
    }

    /// Whether a colon, a comma, `that` or an addressee alone stands between verb and quotation.
    fn is_introduced(&self, between: Range<usize>) -> bool {
        match between.clone().last() {
            None => true,
            Some(last) => {
                let token = &self.passage.tokens[last];
                token.is_mark(':') || (token.is_mark(',') && between.len() <= 14) || (self.passage.word(last) == "that" && between.len() <= 10)
            }
        }
    }

    /// Whether the quotation ends with a comma, inside its mark or behind it.
    fn ends_with_comma(&self) -> bool {
        let behind = self.passage.tokens.get(self.quote + 1).is_some_and(|t| t.is_mark(','));
        let run = self.passage.tokens[self.quote].quote();
        behind || run.is_some_and(|run| run_ends_with_comma(self.passage, run))
    }

    /// The verb, with what completes it: `told reporters`, `said in a statement`.
    fn cue_words(&self, cue: usize) -> Range<usize> {
        cue..cue + 1
    }

    fn found(&self, rule: Rule, mention: Mention, cue: Range<usize>, certainty: f32) -> Match {
        Match {
            rule,
            mention,
            cue,
            certainty,
        }
    }
}

fn run_ends_with_comma(passage: &Passage, run: usize) -> bool {
    passage.text[passage.runs[run].inner.clone()]
        .trim_end_matches(|c: char| crate::span::is_blank(c) || matches!(c, '’' | '\''))
        .ends_with([',', '?', '!', '—', '–', '-', '…'])
}
