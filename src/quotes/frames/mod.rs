//! The shapes of a sentence that give quoted words to a speaker: who is the subject of which reporting verb.

mod after;
mod appositions;
mod before;
mod clauses;
mod doubts;
mod gerunds;
mod heads;
mod nouns;
mod phrases;
mod subjects;
mod verbs;
mod whole;

use super::Evidence;
use super::paragraphs::Paragraph;
use super::score::{Feature, Features};
use super::tokens::Token;
use crate::lexicon::Class;
pub(super) use after::ends_open;
use before::Left;
use std::ops::Range;

/// Who a frame says has spoken.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Subject {
    /// Index of a mention.
    Mention(usize),
    /// A description whose noun is not known: `the mountaineer`. Without the article word.
    Words(Range<usize>),
}

impl Subject {
    /// The token at which it begins. The article of words of which no noun is known stands before that.
    pub fn start(&self, paragraph: &Paragraph) -> usize {
        match self {
            Self::Mention(id) => paragraph.mentions[*id].tokens.start,
            Self::Words(words) => words.start,
        }
    }

    /// The token at which it begins, its article included.
    pub(super) fn start_with_article(&self, paragraph: &Paragraph) -> usize {
        let article = usize::from(matches!(self, Self::Words(_)));
        self.start(paragraph).saturating_sub(article)
    }
}

/// A reporting phrase and its subject.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub subject: Subject,
    /// Tokens of the reporting words.
    pub cue: Range<usize>,
    pub evidence: Evidence,
    /// How sure the frame is; what the subject means is another matter.
    pub features: Features,
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
        if self.is_asked_in(at) {
            return Finding::Withheld;
        }
        let after = self.after(at);
        let before = self.before(at);
        // `He came to speak of Kovač’s accusation that it was “wrong”`: hers, and not his.
        if let (None, Left::Frame(before)) = (&after, &before)
            && let Some(noun) = self.noun(at)
            && noun.cue.start > before.cue.end
            && self.is_word(noun.cue.end, "that")
        {
            return Finding::Frame(noun);
        }
        match (after, before) {
            (Some(after), Left::Frame(before)) => self.between(after, before, at),
            (Some(after), _) => Finding::Frame(after),
            (None, Left::Frame(before)) => match self.trailing(at) {
                // `He called it a “feud”, Kovač said`: two voices.
                // `Kovač said it was a “feud”, according to a paper`, `…, a paper reported`: the paper carries it.
                Some(trailing) if self.carries(&trailing) && self.speaks_itself(&before, at) => {
                    Finding::Frame(before)
                }
                Some(trailing)
                    if trailing.subject != before.subject && before.features.is_loose() =>
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

    /// Frames on both sides of a run.
    fn between(&self, after: Frame, before: Frame, at: usize) -> Finding {
        let touching = before.cue.end + 2 >= at;
        if after.subject == before.subject {
            return Finding::Frame(after);
        }
        if self.carries(&after) && self.speaks_itself(&before, at) {
            return Finding::Frame(before);
        }
        // `Lind asked: “…?” The mayor, Mira Kovač, said`: a sentence of its own.
        let colon = self.token(at - 1).is_some_and(|t| t.is_mark(':'));
        let anew = self
            .token(at + 1)
            .is_some_and(|t| t.capital && t.class.is(Class::DETERMINER));
        if colon && anew && before.says {
            return Finding::Frame(before);
        }
        // `It was over: “…,” said Kovač`: a verb of speech tells more than a clause and a colon.
        let somebody = matches!(after.subject, Subject::Mention(id)
            if !self.class(self.paragraph.mentions[id].tokens.start).is(Class::INTRODUCING));
        if before.features.has(Feature::ClauseAndColon) && after.says && somebody {
            return Finding::Frame(after);
        }
        // `To be safe, the officials said, the covers are kept shut “at all times,” Kovač said`: what stands between
        // commas has said what is around it, and no more.
        if !touching && self.is_inserted(&before) {
            return Finding::Frame(after);
        }
        if !touching && before.evidence != Evidence::Between {
            // `He called it “a disgrace,” Kovač said`: she says that he did.
            let same_clause = !self.tokens(before.cue.end..at).iter().any(Token::is_run);
            let far = before.features.has(Feature::WovenFarthest);
            if same_clause && !far && !self.is_long(at) {
                return Finding::Contested(after, before);
            }
            return Finding::Frame(after);
        }
        Finding::Contested(after, before)
    }

    /// `To the question, “…?”, Kovač replied`: another has asked it.
    fn is_asked_in(&self, at: usize) -> bool {
        let comma = usize::from(at > 0 && self.token(at - 1).is_some_and(Token::is_comma));
        // `When asked: “…?”, Kovač replied`
        let colon = at > 0 && self.token(at - 1).is_some_and(|t| t.is_mark(':'));
        let verb = at.checked_sub(1 + usize::from(comma > 0 || colon));
        let by_nobody = verb.is_some_and(|i| {
            self.is_word(i, "asked")
                && (i == self.sentence.start
                    || matches!(self.word(i - 1), "When" | "when" | "If" | "being"))
        });
        if by_nobody {
            return true;
        }
        let noun = at
            .checked_sub(1 + comma)
            .filter(|&i| i >= self.sentence.start + 2);
        noun.is_some_and(|i| self.is_word(i, "question") && self.is_word(i - 2, "to"))
    }

    /// Whether a frame tells where the words were read: `according to a paper`, `a paper reported`.
    fn carries(&self, frame: &Frame) -> bool {
        frame.evidence == Evidence::According && self.is_word(frame.cue.start, "according")
            || matches!(self.word(frame.cue.start), "reported" | "reports")
    }

    /// Whether a verb of speech before a run has nothing but its own words between.
    fn speaks_itself(&self, frame: &Frame, at: usize) -> bool {
        let gap = self.tokens(frame.cue.end..at);
        let apart = |t: &Token| t.is_comma() || t.is_run();
        frame.says
            && !gap
                .split_last()
                .is_some_and(|(_, gap)| gap.iter().any(apart))
    }

    /// Whether a subject and its verb stand between two commas.
    fn is_inserted(&self, frame: &Frame) -> bool {
        let Subject::Mention(id) = frame.subject else {
            return false;
        };
        let start = self.paragraph.mentions[id].tokens.start;
        let comma = |at: usize| self.token(at).is_some_and(|t| t.is_mark(','));
        start > self.sentence.start
            && self.paragraph.mentions[id].tokens.end == frame.cue.start
            && comma(start - 1)
            && comma(frame.cue.end)
    }

    fn is_long(&self, at: usize) -> bool {
        let words = self.paragraph.tokens[at]
            .span
            .of(self.text)
            .split_whitespace();
        words.take(8).count() == 8
    }

    fn is_fragment(&self, at: usize) -> bool {
        let words = self.paragraph.tokens[at]
            .span
            .of(self.text)
            .split_whitespace();
        words.take(4).count() < 4
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
        self.token(at).is_some_and(|token| {
            token.span.len() == word.len() && token.span.of(self.text).eq_ignore_ascii_case(word)
        })
    }

    fn class(&self, at: usize) -> Class {
        self.token(at)
            .map_or_else(Class::default, |token| token.class)
    }
}
