//! What stands between commas behind a subject, and says more of it: `Kovač, the mayor of Vestra, said`.

use super::after::ends_open;
use super::verbs::{is_acronym, is_gerund};
use super::{APPOSITION, Scene, Subject};
use crate::lexicon::Class;
use crate::quotes::mentions::MentionKind;
use crate::quotes::tokens::TokenKind;
use std::ops::Range;

impl Scene<'_> {
    /// The subject before the apposition that the comma at `close` ends.
    pub(super) fn subject_before_apposition(&self, close: usize) -> Option<Subject> {
        let first = self.sentence.start.max(close.saturating_sub(APPOSITION));
        for open in (first..close).rev() {
            let token = &self.paragraph.tokens[open];
            // `Kovač, who carried a “Free the river” sign, said`
            let title = || self.is_fragment(open) && !ends_open(token.span.of(self.text));
            if token.is_run() && open + 1 != close && !title() {
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
            // `his predecessor, Oleh Kovač,`: a noun that is not known describes as well.
            let described = match &subject {
                Some(Subject::Mention(id)) => matches!(
                    self.paragraph.mentions[*id].kind,
                    MentionKind::Description { .. }
                ),
                Some(Subject::Words(_)) => true,
                None => false,
            } || self.describes(open);
            // `Kovač, D-Calif., said`
            if subject.is_some() && inside.len() <= 2 && is_party_and_place(self.word(inside.start))
            {
                return subject;
            }
            // `Kovač, director of the aid agency, Fair Winds, said`: the name is that of the agency.
            if let Some(Subject::Mention(id)) = &subject
                && self.is_apposed(*id)
            {
                continue;
            }
            // `The head of the region, Oleh Kovač, said`: the name is the apposition.
            if let Some(name) = self.paragraph.mention_at(open + 1)
                && (!is_acronym(self.word(open + 1))
                    || self.paragraph.mentions[name].tokens.len() > 1)
                && self.reaches(self.paragraph.mentions[name].tokens.end, close)
                && (described || self.paragraph.mentions[name].tokens.end == close)
                && matches!(self.paragraph.mentions[name].kind, MentionKind::Name { .. })
            {
                if described {
                    return Some(Subject::Mention(name));
                }
                // `At noon in December, Oskar Lind, said`: nobody before it of whom it could say more.
                let opening = self.class(self.sentence.start);
                if subject.is_none()
                    && opening.is(Class::CONJUNCTION.or(Class::PREPOSITION))
                    && !self
                        .tokens(self.sentence.start..open)
                        .iter()
                        .any(|t| t.is_comma())
                    && self.paragraph.mentions[name].tokens.end == close
                {
                    return Some(Subject::Mention(name));
                }
                // `Mr Lind, the Vestra Democrat, said`
                if !self.class(open + 1).is(Class::DETERMINER) {
                    continue;
                }
            }
            if subject.is_some() && self.is_apposition(inside) {
                return subject;
            }
        }
        None
    }

    /// Whether a description of a body's officer stands behind a name and a comma: `Kovač, director of the agency`.
    fn is_apposed(&self, id: usize) -> bool {
        let mention = &self.paragraph.mentions[id];
        let comma = mention.tokens.start.checked_sub(1);
        let comma = comma.filter(|&i| i > self.sentence.start && self.class(i).is_empty());
        matches!(mention.kind, MentionKind::Description { .. })
            && comma.is_some_and(|comma| {
                let name = self.paragraph.mention_ending(comma - 1);
                let is_name = |id: usize| {
                    matches!(self.paragraph.mentions[id].kind, MentionKind::Name { .. })
                };
                self.paragraph.tokens[comma].is_comma() && name.is_some_and(is_name)
            })
    }

    /// Whether a name that ends before token `end` reaches to the comma at `close`, with the phrase that follows it:
    /// `Oleh Kovač of the harbour office,`.
    fn reaches(&self, end: usize, close: usize) -> bool {
        const LONGEST: usize = 8;
        let phrase = self.tokens(end..close);
        match phrase.split_first() {
            None => end == close,
            Some((first, rest)) => {
                rest.len() < LONGEST
                    && matches!(first.span.of(self.text), "of" | "from" | "at")
                    && rest
                        .iter()
                        .all(|t| t.is_word() && !t.class.is(Class::FINITE.or(Class::RELATIVE)))
            }
        }
    }

    /// Whether the words before token `end` are an article word and a noun that stand free: `his predecessor`.
    fn describes(&self, end: usize) -> bool {
        const LONGEST: usize = 6;
        let first = self.sentence.start.max(end.saturating_sub(LONGEST));
        // `Another Law and Justice MEP, Oleh Kovač,`
        let office = end > first && self.class(end - 1).is(Class::ROLE.or(Class::TITLE));
        for i in (first..end).rev() {
            let token = &self.paragraph.tokens[i];
            if !token.is_word() || token.class.is(Class::TIME) {
                return false;
            }
            if token.class.is(Class::DETERMINER) || token.possessive {
                return i + 1 < end && !self.governed(i);
            }
            if token.capital && !office {
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
            // `Kovač, Vestra’s mayor, said`
            || first.possessive
            || is_gerund(first.span.of(self.text))
            // `The Lantern Festival, where she was to sing, said`
            || first.is_word() && first.span.of(self.text) == "where"
            // `Kovač, flanked by officers, said`
            || first.is_word() && !first.capital && first.span.of(self.text).ends_with("ed")
            // `The Office of River Control, ORC, said`
            || inside.len() == 1 && is_acronym(first.span.of(self.text));
        let role = self
            .tokens(inside)
            .iter()
            .take(8)
            .any(|t| t.class.is(Class::ROLE));
        opens || role
    }
}

/// `D-Calif.`
fn is_party_and_place(word: &str) -> bool {
    ["D-", "R-", "I-"].iter().any(|party| {
        let place = word.strip_prefix(party);
        place.is_some_and(|place| place.starts_with(char::is_uppercase))
    })
}
