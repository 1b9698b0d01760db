//! Whom a frame's subject means.

use super::{Attribution, Spoken};
use crate::article::squash;
use crate::lexicon::Class;
use crate::quotes::cast::FigureId;
use crate::quotes::discourse::Reference;
use crate::quotes::frames::{Frame, Subject};
use crate::quotes::mentions::MentionKind;
use crate::quotes::paragraphs::Paragraph;
use crate::quotes::score::Feature;
use std::ops::Range;

impl Attribution<'_> {
    /// Whom a frame means, and between whom it leaves the choice.
    pub(super) fn who(&mut self, index: usize, frame: &Frame) -> (Option<Spoken>, Vec<FigureId>) {
        let paragraph = &self.paragraphs[index];
        let (reference, mention) = match &frame.subject {
            Subject::Mention(id) => {
                let mention = paragraph.mentions[*id].tokens.clone();
                let reference = match self.joined(index, *id) {
                    Some(several) => Reference::Several(several),
                    None => self.references[index][*id].clone(),
                };
                (reference, mention)
            }
            Subject::Words(words) => {
                // `one of the managers present`
                let partitive =
                    words.start > 0 && paragraph.tokens[words.start].class.is(Class::OF);
                let words = words.start - usize::from(partitive)..words.end;
                (self.describe(paragraph, words.clone()), words)
            }
        };
        match reference {
            Reference::One(figure, features) => {
                let spoken = Spoken {
                    figure,
                    mention: Some(paragraph.span(mention)),
                    cue: (!frame.cue.is_empty()).then(|| paragraph.span(frame.cue.clone())),
                    features: features.and(frame.features),
                    evidence: frame.evidence,
                };
                (Some(spoken), vec![figure])
            }
            Reference::Several(several) => match self.who_adds(index, frame, &several) {
                Some(spoken) => (Some(spoken), several),
                None => (None, several),
            },
            Reference::Nobody => (None, Vec::new()),
        }
    }

    /// `Lind and Orsić said`: two names before one verb, and no telling whose words they are.
    fn joined(&self, index: usize, mention: usize) -> Option<Vec<FigureId>> {
        let paragraph = &self.paragraphs[index];
        let start = paragraph.mentions[mention].tokens.start;
        let and = start.checked_sub(1)?;
        let other = paragraph.mention_ending(and.checked_sub(1)?)?;
        let names = |id: usize| matches!(paragraph.mentions[id].kind, MentionKind::Name { .. });
        if !paragraph.tokens[and].class.is(Class::AND) || !names(mention) || !names(other) {
            return None;
        }
        let figure = |id: usize| self.references[index][id].figure();
        Some(figure(other).into_iter().chain(figure(mention)).collect())
    }

    /// A description whose noun is not known: a person, most likely, and nobody named.
    fn describe(&mut self, paragraph: &Paragraph, words: Range<usize>) -> Reference {
        let tokens = &paragraph.tokens[words.clone()];
        let head = (tokens.iter().position(|t| t.class.is(Class::PREPOSITION)))
            .and_then(|at| at.checked_sub(1))
            .unwrap_or(tokens.len().saturating_sub(1));
        let Some(head) = tokens.get(head) else {
            return Reference::Nobody;
        };
        let nobody = Class::PLACE
            .or(Class::TIME)
            .or(Class::PRONOUN)
            // `the Argentine said`: somebody with a name, whom the text does not tell by that.
            .or(Class::DEMONYM)
            .or(Class::DISPLAY);
        // `the Portuguese thinker`: another word for somebody with a name, most likely.
        let epithet = tokens
            .first()
            .is_some_and(|t| t.capital && t.class.is(Class::DEMONYM))
            && words.start.checked_sub(1).is_some_and(|i| {
                let word = paragraph.tokens[i].span.of(self.text);
                word.eq_ignore_ascii_case("the")
            });
        if head.class.is(nobody) || epithet {
            return Reference::Nobody;
        }
        let description = squash(paragraph.span(words).of(self.text));
        let id = self
            .cast
            .describe(description, head.span.of(self.text), head.class);
        Reference::one(id, Feature::UnknownNoun)
    }
}
