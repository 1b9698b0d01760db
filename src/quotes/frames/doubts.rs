//! What speaks against a verb and its subject: a thing, a thought, a question, what is only supposed or displayed.

use super::subjects::LeftSubject;
use super::verbs::is_cue;
use super::{Scene, Subject};
use crate::lexicon::Class;
use crate::quotes::mentions::MentionKind;
use crate::quotes::tokens::TokenKind;

impl Scene<'_> {
    /// Whether a subject of a verb that gives names is a thing: not `what the technique called “…”`.
    pub(super) fn is_named_thing(&self, subject: &Subject) -> bool {
        let start = subject.start_with_article(self.paragraph);
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
    pub(super) fn is_a_thing_in_a_clause(&self, subject: &Subject) -> bool {
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

    /// Whether a verb of thinking, and its subject before it, are what a verb of speech gives: `Kovač says the ministry
    /// believes`.
    pub(super) fn is_thought_told(&self, cue: usize, at: usize, found: &LeftSubject) -> bool {
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
        let start = found.subject.start_with_article(self.paragraph);
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
    pub(super) fn is_supposed(&self, cue: usize) -> bool {
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
    pub(super) fn is_bare(&self, cue: usize, found: &LeftSubject) -> bool {
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
    pub(super) fn is_display(&self, cue: usize) -> bool {
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
}
