//! Subjects of which only some words are known: `ice rink manager Kovač`, `the mountaineer`.

use super::verbs::is_cue;
use super::{Scene, Subject};
use crate::lexicon::Class;
use crate::quotes::mentions::MentionKind;
use crate::quotes::tokens::Token;

impl Scene<'_> {
    /// The name behind one or two small words that nothing is known of.
    pub(super) fn name_behind_unknown(&self, end: usize) -> Option<usize> {
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

    /// `former engineer and bridge designer Oskar Lind`: two roles of one, of which the first is a mention by itself. Gives
    /// the name, and where it ends.
    pub(super) fn with_a_second_role(&self, first: usize) -> Option<(usize, usize)> {
        const LONGEST: usize = 3;
        let mention = &self.paragraph.mentions[first];
        let MentionKind::Description { words, head } = &mention.kind else {
            return None;
        };
        let end = mention.tokens.end;
        let role = words.start == mention.tokens.start && self.class(*head).is(Class::ROLE);
        if !role || !self.class(end).is(Class::AND) {
            return None;
        }
        for at in end + 1..end + 2 + LONGEST {
            if let Some(id) = self
                .paragraph
                .mention_at(at)
                .filter(|_| at < self.sentence.end)
            {
                let named = &self.paragraph.mentions[id];
                return match &named.kind {
                    MentionKind::Name { role, name }
                        if role.is_some() || at > end + 1 || name.start > named.tokens.start =>
                    {
                        Some((id, named.tokens.end))
                    }
                    _ => None,
                };
            }
            let token = self.token(at).filter(|t| t.is_word() && !t.capital)?;
            if token
                .class
                .is(Class::CUE.or(Class::DETERMINER).or(Class::PREPOSITION))
            {
                return None;
            }
        }
        None
    }

    /// `said a Vestra police dispatcher`: a noun that is not known, behind the name of a body, if it looks like one of who
    /// does something. `said the ministry ahead of the talks`, `said a ministry spokesman outside court` end before it.
    pub(super) fn worker_of_a_body(&self, subject: &Subject, end: usize) -> Option<Subject> {
        const ENDINGS: [&str; 6] = ["er", "or", "ist", "man", "woman", "person"];
        let Subject::Mention(id) = subject else {
            return None;
        };
        let mention = &self.paragraph.mentions[*id];
        let first = mention.tokens.start;
        let is_body = match &mention.kind {
            MentionKind::Description { head, .. } => {
                let class = self.class(*head);
                class.is(Class::BODY) || !class.is(Class::ROLE)
            }
            MentionKind::Name { role, .. } => role.is_none(),
            MentionKind::Pronoun => false,
        };
        let noun = self.token(end)?;
        let word = self.word(end);
        let works = ENDINGS.iter().any(|ending| word.ends_with(ending))
            && !matches!(word, "together" | "altogether");
        let free = noun.is_word() && !noun.capital && noun.class.is_empty() && !noun.possessive;
        let closes = self
            .token(end + 1)
            .is_none_or(|t| !t.is_word() || t.class.is(Class::PREPOSITION.or(Class::RELATIVE)));
        (is_body && works && free && closes && self.class(first).is(Class::INTRODUCING))
            .then_some(Subject::Words(first + 1..end + 1))
    }

    /// Whether a name's role, with no article word before it, opens a subject.
    pub(super) fn opens_with_a_role(&self, subject: &Subject) -> bool {
        let Subject::Mention(id) = subject else {
            return false;
        };
        let mention = &self.paragraph.mentions[*id];
        match &mention.kind {
            MentionKind::Name { role, .. } => role.as_ref().is_some_and(|role| {
                role.start == mention.tokens.start
                    && self.token(role.start).is_some_and(|t| !t.capital)
            }),
            _ => false,
        }
    }

    /// `ice rink manager Oskar Lind`, behind a quotation: up to three small words of which nothing is known, and the name
    /// with its role. Gives where the name ends; its verb must stand right behind it.
    pub(super) fn with_unknown_role(&self, i: usize) -> Option<(Subject, usize)> {
        const LONGEST: usize = 3;
        let small = |at: usize| {
            self.token(at)
                .is_some_and(|t| t.is_word() && !t.capital && t.class.is_empty())
        };
        let at = (i..=i + LONGEST)
            .find(|&at| !small(at))
            .filter(|&at| at > i)?;
        let id = self
            .paragraph
            .mention_at(at)
            .filter(|_| at < self.sentence.end)?;
        let mention = &self.paragraph.mentions[id];
        let named = matches!(mention.kind, MentionKind::Name { .. });
        let says = self.token(mention.tokens.end).is_some_and(is_cue);
        (named && says).then_some((Subject::Mention(id), mention.tokens.end))
    }

    /// `the mountaineer`, `one of the drivers`: an article word, and up to six small words that are no verb.
    pub(super) fn unknown_description(
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
            // `the chatbot had written`
            let perfect = matches!(self.word(end), "had" | "has" | "have")
                && self.token(end + 1).is_some_and(is_cue);
            if perfect && end > i + 1 {
                break;
            }
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
}
