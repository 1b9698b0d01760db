//! Paragraphs that are nothing but a quotation, and say nothing of whose it is: the paragraphs around them do.

use super::{Attribution, Draft, Spoken};
use crate::lexicon::Class;
use crate::quotes::cast::FigureId;
use crate::quotes::frames::Scene;
use crate::quotes::mentions::MentionKind;
use crate::quotes::paragraphs::Paragraph;
use crate::quotes::score::{Feature, Features};
use crate::quotes::sentences::last_mark;
use crate::quotes::tokens::Token;
use crate::quotes::{Evidence, QuotationKind};

/// Fewer words are talk, in which the voices change.
const SPEECH: usize = 8;

impl Attribution<'_> {
    /// Names those whom the paragraphs before and behind both show to be speaking.
    pub(super) fn lonely(&mut self) {
        for at in 0..self.drafts.len() {
            if !self.is_lonely(&self.drafts[at]) {
                continue;
            }
            let index = self.drafts[at].paragraph;
            let known = match (index.checked_sub(1), index + 1 < self.paragraphs.len()) {
                (Some(before), true) => self.around(at, before, index + 1),
                _ => None,
            };
            let Some((figure, features)) = known else {
                continue;
            };
            let features = features.with(Feature::BetweenTwo);
            if features.sure() < self.threshold {
                continue;
            }
            let drafts = self.drafts[at..].iter_mut();
            for draft in drafts.take_while(|draft| draft.paragraph == index) {
                draft.speaker = Some(Spoken {
                    figure,
                    mention: None,
                    cue: None,
                    features,
                    evidence: Evidence::Following,
                });
                draft.published = true;
            }
        }
    }

    /// A speech that is the whole of its paragraph, and has no speaker.
    fn is_lonely(&self, draft: &Draft) -> bool {
        let paragraph = &self.paragraphs[draft.paragraph];
        // What asks may be another's, whom the next paragraph answers.
        let speech = || {
            let words = paragraph.runs[draft.run].span.of(self.text);
            !asks(words) && words.split_whitespace().take(SPEECH).count() == SPEECH
        };
        draft.published
            && draft.speaker.is_none()
            && !draft.withheld
            && draft.candidates.is_empty()
            && draft.kind == QuotationKind::Direct
            && paragraph.turn.is_none()
            && !paragraph.place.is_heading()
            && paragraph.token_of_run(draft.run) == Some(0)
            && paragraph.is_only_quoted()
            && speech()
    }

    /// Whom the paragraph before is about at its end, or quotes there, and the one behind goes on with.
    fn around(&self, at: usize, before: usize, behind: usize) -> Option<(FigureId, Features)> {
        let next = self.goes_on_with(behind)?;
        let told = &self.paragraphs[before];
        if told.place.is_heading() || told.turn.is_some() {
            return None;
        }
        let last = at.checked_sub(1).map(|last| &self.drafts[last]);
        if let Some(last) = last.filter(|last| last.paragraph == before) {
            // Two of the same voice, with no question that another may have answered.
            let spoken = last.speaker.as_ref()?;
            let asked = asks(told.runs[last.run].span.of(self.text));
            return (spoken.figure == next.0 && !asked)
                .then(|| (next.0, spoken.features.or_less_sure(next.1)));
        }
        let sentence = told.sentence(told.sentences.len().checked_sub(1)?);
        let scene = Scene {
            text: self.text,
            paragraph: told,
            sentence,
        };
        let subject = self.references[before][scene.first_subject()?].figure()?;
        (subject == next.0).then_some(next)
    }

    /// Of whom a paragraph speaks that opens with `He said`, `She added`, or with words that a cue gives to somebody.
    fn goes_on_with(&self, index: usize) -> Option<(FigureId, Features)> {
        let paragraph = &self.paragraphs[index];
        if paragraph.place.is_heading() || paragraph.turn.is_some() {
            return None;
        }
        if paragraph.tokens.first()?.is_run() {
            let first = self.drafts.partition_point(|draft| draft.paragraph < index);
            let first = self
                .drafts
                .get(first)
                .filter(|draft| draft.paragraph == index)?;
            let spoken = first.speaker.as_ref()?;
            let person = self.cast.figures[spoken.figure].is_person();
            return (person && spoken.evidence == Evidence::After)
                .then_some((spoken.figure, spoken.features));
        }
        let opening = paragraph.mention_at(0)?;
        let mention = &paragraph.mentions[opening];
        let person = paragraph.tokens[0].class.is(Class::HE.or(Class::SHE));
        let pronoun = matches!(mention.kind, MentionKind::Pronoun) && person;
        let says = says_next(paragraph, mention.tokens.end);
        let figure = self.references[index][opening].figure()?;
        (pronoun && says).then_some((figure, Features::default()))
    }
}

fn asks(words: &str) -> bool {
    last_mark(words) == '?'
}

/// Whether a verb of speech stands at token `at`.
fn says_next(paragraph: &Paragraph, at: usize) -> bool {
    let says = |t: &Token| !t.capital && t.class.is(Class::SAYING.or(Class::TELLING));
    let also = usize::from(
        paragraph
            .tokens
            .get(at)
            .is_some_and(|t| t.is_word() && t.class.is_empty()),
    );
    paragraph.tokens.get(at + also).is_some_and(says)
}
