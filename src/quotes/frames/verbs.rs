//! What can be told of a verb by its form and its neighbours.

use super::Scene;
use crate::lexicon::Class;
use crate::quotes::tokens::Token;

pub(super) fn is_cue(token: &Token) -> bool {
    token.is_word() && !token.capital && token.class.is(Class::CUE)
}

pub(super) fn is_gerund(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ing")
}

/// A form in -ing that joins two nouns, as a preposition does: `a lawyer representing Kovač`.
pub(super) fn joins_nouns(word: &str) -> bool {
    matches!(
        word,
        "involving"
            | "representing"
            | "concerning"
            | "regarding"
            | "investigating"
            | "accompanying"
            | "supporting"
            | "opposing"
            | "backing"
            | "advising"
            | "attending"
            | "covering"
            | "treating"
            | "studying"
            | "defending"
            | "prosecuting"
            | "overseeing"
            | "wearing"
            | "carrying"
            | "holding"
    )
}

/// A verb in -s that is a noun's plural as well: `talks`, `claims`.
fn is_plural_noun(word: &str) -> bool {
    word.ends_with('s') && word != "says"
}

pub(super) fn is_adverb(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ly") && word.starts_with(|c: char| c.is_lowercase())
}

pub(super) fn is_form_of_be(word: &str) -> bool {
    matches!(
        word,
        "is" | "are" | "was" | "were" | "be" | "been" | "being"
    )
}

/// `ORC`
pub(super) fn is_acronym(word: &str) -> bool {
    word.len() >= 2 && word.bytes().all(|b| b.is_ascii_uppercase())
}

impl Scene<'_> {
    /// A verb that looks like a noun where it stands: `his claims`, `in reports`.
    pub(super) fn is_noun(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1).filter(|&b| b >= self.sentence.start) else {
            return false;
        };
        let before = &self.paragraph.tokens[before];
        // `the Istanbul talks were`
        let next = self.class(i + 1);
        let takes_verb = next.is(Class::FINITE) && !next.is(Class::PRONOUN.or(Class::CUE));
        // `The labels, which will`
        let counted = is_plural_noun(self.word(i))
            && !self.class(i).is(Class::SAYING)
            && self.token(i + 1).is_some_and(|t| t.is_mark(','))
            && self.class(i + 2).is(Class::RELATIVE);
        // `a federal appeals court`: a noun for one body has an article, unless it is joined to the word before.
        let compound = is_plural_noun(self.word(i))
            && next.is(Class::BODY)
            && !next.is(Class::PLURAL_ROLE.or(Class::METONYM))
            && self.token(i + 1).is_some_and(|t| !t.capital)
            && !matches!(
                self.word(i + 1),
                "police" | "government" | "parliament" | "staff"
            )
            && !self.word(i + 1).ends_with('s');
        // `was welcome`, `would add to`
        let adjective = self.is_word(i, "welcome") && is_form_of_be(self.word(i - 1));
        let adds_to = matches!(self.word(i), "add" | "adds" | "added") && self.is_word(i + 1, "to");
        // `her closing remarks in verse`
        let made = is_plural_noun(self.word(i))
            && self.class(i).is(Class::CUE_NOUN)
            && next.is(Class::PREPOSITION)
            && before.is_word()
            && !before.capital
            && !before
                .class
                .is(Class::ROLE.or(Class::PLURAL_ROLE).or(Class::BODY))
            && i >= self.sentence.start + 2
            && (self.class(i - 2).is(Class::PRONOUN) || is_gerund(self.word(i - 1)))
            && self.class(i - 2).is(Class::DETERMINER);
        // `his two golden rules`
        let numbered = is_plural_noun(self.word(i))
            && (2..=3).any(|n| {
                i >= self.sentence.start + n
                    && matches!(self.word(i - n), "two" | "three" | "four" | "five" | "six")
                    && self.tokens(i + 1 - n..i).iter().all(|t| {
                        t.is_word() && !t.capital && !t.class.is(Class::ROLE.or(Class::PLURAL_ROLE))
                    })
            });
        counted
            || made
            || numbered
            || compound
            || adjective
            || adds_to
            || before.possessive
            || (takes_verb && is_plural_noun(self.word(i)))
            || before.class.is(Class::DETERMINER) && !before.class.is(Class::RELATIVE)
            || before.class.is(Class::PREPOSITION)
                && !before.class.is(Class::CONJUNCTION)
                && !is_gerund(self.word(i))
                && !self.is_word(i - 1, "to")
    }
}
