//! Whether a sentence tells what somebody said: of them it goes on to speak.

use super::Discourse;
use crate::lexicon::Class;
use crate::quotes::frames::Scene;
use crate::quotes::mentions::{Mention, MentionKind};
use crate::quotes::paragraphs::Paragraph;
use std::ops::Range;

impl Discourse<'_, '_> {
    /// Whether a subject has a verb of speech: `Lind told Orsić`, `Lind, who farms, said`; not `Lind was told`.
    pub(super) fn reports(
        &self,
        paragraph: &Paragraph,
        mention: &Mention,
        sentence: &Range<usize>,
    ) -> bool {
        let cue = self.cue_of(paragraph, mention, sentence);
        cue.is_some_and(|cue| paragraph.tokens[cue].class.is(Class::CUE))
    }

    /// `The bridge could change that, Mira Kovač, mayor of Vestra, told the Courier.`
    pub(super) fn tells_at_the_end(
        &self,
        paragraph: &Paragraph,
        mention: &Mention,
        sentence: &Range<usize>,
    ) -> bool {
        let tokens = &paragraph.tokens;
        let comma = |at: Option<usize>| at.is_some_and(|i| tokens[i].is_mark(','));
        let opens = comma(mention.tokens.start.checked_sub(1));
        let apposed = tokens
            .get(mention.tokens.end)
            .is_some_and(|t| t.is_mark(','));
        let name = matches!(mention.kind, MentionKind::Name { .. });
        if !(opens && apposed && name) || mention.tokens.start <= sentence.start + 1 {
            return false;
        }
        let says = Class::SAYING.or(Class::TELLING);
        let cue = self.cue_of(paragraph, mention, sentence);
        cue.is_some_and(|cue| {
            let behind = &tokens[cue + 1..sentence.end];
            tokens[cue].class.is(says)
                && !behind
                    .iter()
                    .any(|t| t.is_run() || t.class.is(Class::FINITE))
        })
    }
    fn cue_of(
        &self,
        paragraph: &Paragraph,
        mention: &Mention,
        sentence: &Range<usize>,
    ) -> Option<usize> {
        let scene = Scene {
            text: self.text,
            paragraph,
            sentence: sentence.clone(),
        };
        scene.cue_after(mention.tokens.end)
    }
}
