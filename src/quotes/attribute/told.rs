//! A paragraph of nothing but quoted words, behind one that ends with a report of what somebody said.

use super::{Attribution, Draft, Spoken};
use crate::lexicon::Class;
use crate::quotes::Evidence;
use crate::quotes::frames::{Scene, Subject};
use crate::quotes::score::Feature;

impl Attribution<'_> {
    /// Who speaks in a paragraph of nothing but quoted words, where the one before ends with a report of what somebody
    /// said: `Kovač said that it was shut.`, and then `“…”`. Not where others speak in that one as well.
    pub(super) fn told_before(&mut self, draft: &Draft) -> Option<Spoken> {
        let told = draft.paragraph.checked_sub(1)?;
        let before = &self.paragraphs[told];
        let speech = self.is_speech(draft) || self.is_last_word(draft);
        if !self.paragraphs[draft.paragraph].is_only_quoted() || !speech {
            return None;
        }
        // `referred`, `compared`: what follows such a verb may be another's.
        const SPEECH: Class = Class::SAYING.or(Class::TELLING).or(Class::ACCORDING);
        let last = before.sentences.len().checked_sub(1)?;
        let mut spoken = None;
        for sentence in (0..=last).rev() {
            let scene = Scene {
                text: self.text,
                paragraph: before,
                sentence: before.sentence(sentence),
            };
            let Some(frame) = scene.report() else {
                if sentence == last {
                    return None;
                }
                continue;
            };
            let cue = before.tokens.get(frame.cue.start).map(|t| t.class);
            let whole = scene.first_subject();
            // `one of the rifles police said had been handed in`: the sentence is about others.
            let main = frame.features.has(Feature::SaidInPassing)
                || frame.evidence != Evidence::Following
                || matches!(frame.subject, Subject::Mention(id) if whole == Some(id));
            if sentence == last && !(main && cue.is_some_and(|cue| cue.is(SPEECH))) {
                return None;
            }
            let said = self.who(told, &frame).0;
            match (&spoken, said) {
                (None, Some(said)) => spoken = Some(said),
                (Some(Spoken { figure, .. }), Some(said)) if *figure == said.figure => {}
                _ => return None,
            }
        }
        let mut spoken = spoken?;
        let quoted = self.drafts.iter().rev();
        let mut quoted = quoted.take_while(|draft| draft.paragraph == told);
        let alone = quoted.all(|draft| {
            let other = draft.speaker.as_ref();
            !draft.published || other.is_some_and(|other| other.figure == spoken.figure)
        });
        let features = spoken.features.with(Feature::AfterReport);
        spoken.features = features.with(Feature::ReportBefore);
        spoken.evidence = Evidence::Following;
        (alone && spoken.sure() >= self.threshold).then_some(spoken)
    }
}
