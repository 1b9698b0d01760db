//! Quotations that no verb of their own sentence reports: they go on from the one before, or follow a report.

use super::{Attribution, Draft, Spoken, stands_alone};
use crate::lexicon::Class;
use crate::quotes::cast::{FigureId, Gender};
use crate::quotes::frames::{Frame, Scene, Subject};
use crate::quotes::mentions::MentionKind;
use crate::quotes::paragraphs::{Paragraph, Place};
use crate::quotes::score::Feature;
use crate::quotes::sentences::last_mark;
use crate::quotes::tokens::{Token, TokenKind};
use crate::quotes::turns::Turn;
use crate::quotes::{Evidence, QuotationKind};
use std::ops::Range;

impl Attribution<'_> {
    /// The draft that a paragraph's first run goes on from: the last of the paragraph before, if its mark was left
    /// open. Up to two short lines (a caption, a posting) may stand between, or captions that end with whose picture it is.
    pub(super) fn left_open(&self, index: usize) -> Option<usize> {
        const BETWEEN: usize = 2;
        let last = self.drafts.len().checked_sub(1)?;
        let draft = &self.drafts[last];
        let between = index - draft.paragraph;
        let open = !self.paragraphs[draft.paragraph].runs.get(draft.run)?.closed;
        let short = self.paragraphs[draft.paragraph + 1..index].iter().all(|p| {
            let short = p.tokens.len() <= 12 && p.place == Place::Body && !is_sentence(p);
            short || is_credited(p)
        });
        (open && (1..=BETWEEN + 1).contains(&between) && short).then_some(last)
    }

    /// The quotation of the sentence before, if a person said it, and a body has reported the words of this one.
    pub(super) fn carried_on(
        &mut self,
        index: usize,
        frame: &Frame,
        sentence: usize,
        first: usize,
    ) -> Option<usize> {
        let paragraph = &self.paragraphs[index];
        let cue = paragraph.tokens.get(frame.cue.start)?.span.of(self.text);
        if frame.evidence != Evidence::After || !matches!(cue, "reported" | "reports") {
            return None;
        }
        let last = (self.drafts.len().checked_sub(1)).filter(|&last| last >= first)?;
        let before = paragraph.sentence(sentence.checked_sub(1)?);
        let at = paragraph.token_of_run(self.drafts[last].run)?;
        let said = self.drafts[last].speaker.as_ref()?.figure;
        let carrier = self.who(index, frame).0?.figure;
        let body = !self.cast.figures[carrier].is_person()
            || self.cast.figures[carrier].gender == Gender::Unknown;
        (before.contains(&at) && self.cast.figures[said].is_person() && carrier != said && body)
            .then_some(last)
    }

    /// A quotation that is a sentence by itself: the sentence before it tells who speaks.
    pub(super) fn following(
        &mut self,
        draft: &mut Draft,
        index: usize,
        sentence: usize,
        first: usize,
    ) {
        let paragraph = &self.paragraphs[index];
        if sentence > 0 {
            let before = paragraph.sentence(sentence - 1);
            let last = self
                .drafts
                .len()
                .checked_sub(1)
                .filter(|&last| last >= first);
            // A title behind the cue does not stand between: `said Kovač, who wrote “The River.” “…”`
            let last = last.map(|last| self.before_a_title(last, first, &before, paragraph));
            if let Some(last) = last {
                let at = paragraph.token_of_run(self.drafts[last].run);
                if at.is_some_and(|at| before.contains(&at)) {
                    if self.drafts[last].published {
                        draft.continue_from(&self.drafts, last, Feature::ContinuedSentence);
                        // What comes after “Kovač said.” is the rest of what was cut; after a bare quotation, a new one.
                        let cut = !stands_alone(paragraph, before);
                        draft.continues = draft
                            .continues
                            .filter(|_| cut || self.drafts[last].continues.is_some());
                    }
                    return;
                }
            }
            self.after_report(draft, index, before, last);
            return;
        }
        // The first of its paragraph: the paragraph before ended with what its speaker said, or with a colon.
        let Some(previous) = index.checked_sub(1) else {
            return;
        };
        let before = &self.paragraphs[previous];
        // What somebody quotes in a turn is not gone on with behind it.
        let lead = |turn: &Turn| turn.begin >= before.tokens.len();
        let turn = before.turn.as_ref().is_some_and(|turn| !lead(turn))
            && (self.drafts.last().and_then(|draft| draft.speaker.as_ref()))
                .is_none_or(|spoken| spoken.evidence != Evidence::Turn);
        if before.place.is_heading() || turn {
            return;
        }
        let range = before.sentence(before.sentences.len().wrapping_sub(1));
        if before.tokens.last().is_some_and(|t| t.is_mark(':')) {
            self.after_report(draft, previous, range, None);
            if draft.speaker.is_none() {
                // `Kovač speaking to reporters:`, `The bridge:`, and what she said of it.
                draft.speaker = (self.lead(previous)).or_else(|| self.lead_over_a_topic(previous));
            }
            if let Some(spoken) = &mut draft.speaker {
                spoken.evidence = Evidence::Before;
            }
            return;
        }
        let Some(last) = self.drafts.len().checked_sub(1) else {
            draft.speaker = self.told_before(draft);
            return;
        };
        // `“…,” said Kovač, who called it a “failure”.`: the fragment behind is hers as well, and what goes on is the speech.
        let last = self.before_a_fragment(last);
        let ended = &self.drafts[last];
        let in_last_sentence = ended.paragraph == previous
            && before
                .token_of_run(ended.run)
                .is_some_and(|at| range.contains(&at));
        if !in_last_sentence {
            draft.speaker = self.told_before(draft);
            return;
        }
        // One voice in that paragraph, and nobody else speaks in this one.
        let one_voice = self.drafts[..last]
            .iter()
            .rev()
            .take_while(|d| d.paragraph == previous)
            .all(|d| {
                d.speaker.as_ref().map(|s| s.figure) == ended.speaker.as_ref().map(|s| s.figure)
            });
        let goes_on = self.is_speech(ended)
            && (self.is_speech(draft) || self.is_last_word(draft))
            && ended.kind == QuotationKind::Direct;
        if ended.published && one_voice && goes_on && paragraph.sentences.len() == 1 {
            draft.continue_from(&self.drafts, last, Feature::NextParagraph);
            draft.continues = None;
        } else if ended.kind == QuotationKind::Partial {
            draft.speaker = self.told_before(draft);
        }
    }

    /// The speech before draft `last`, where that is a fragment which its sentence gives to the same speaker.
    fn before_a_fragment(&self, last: usize) -> usize {
        let fragment = &self.drafts[last];
        let speaker = |draft: &Draft| draft.speaker.as_ref().map(|spoken| spoken.figure);
        let Some(before) = last.checked_sub(1).map(|before| &self.drafts[before]) else {
            return last;
        };
        let same = before.paragraph == fragment.paragraph
            && speaker(before).is_some()
            && speaker(before) == speaker(fragment);
        let is_fragment =
            fragment.kind == QuotationKind::Partial && before.kind == QuotationKind::Direct;
        if same && is_fragment { last - 1 } else { last }
    }

    /// Whom a paragraph before quoted ones names, if it is a person and no sentence: `Mira Kovač, mayor of Vestra:`,
    /// `Mira Kovač on the bridge:`
    fn lead(&self, index: usize) -> Option<Spoken> {
        const LONGEST: usize = 30;
        let paragraph = &self.paragraphs[index];
        let tokens = &paragraph.tokens;
        let id = paragraph.mention_at(0)?;
        let mention = &paragraph.mentions[id];
        let MentionKind::Name { name, .. } = &mention.kind else {
            return None;
        };
        let figure = self.references[index][id].figure()?;
        let person = &self.cast.figures[figure];
        let person = person.is_person() && person.words.len() > 1 && name.len() > 1;
        let verb = |t: &Token| {
            t.class.is(Class::FINITE.or(Class::RELATIVE))
                || t.class.is(Class::CUE) && !t.capital && !t.span.of(self.text).ends_with("ing")
        };
        let rest = &tokens[mention.tokens.end..];
        let plain = tokens.len() <= LONGEST
            && !tokens[mention.tokens.end - 1].possessive
            && paragraph.runs.is_empty()
            && !rest.first().is_some_and(|t| t.class.is(Class::AND))
            && !rest.iter().any(|t| t.is_word() && verb(t));
        (person && plain && rest.len() > 1)
            .then(|| Spoken {
                figure,
                mention: Some(paragraph.span(mention.tokens.clone())),
                cue: None,
                features: Feature::NamedLead.into(),
                evidence: Evidence::Before,
            })
            .filter(|spoken| spoken.sure() >= self.threshold)
    }

    /// Whom the paragraph before a short one without a name or a verb names, where both end with a colon.
    fn lead_over_a_topic(&self, topic: usize) -> Option<Spoken> {
        const LONGEST: usize = 8;
        let before = topic.checked_sub(1)?;
        let paragraph = &self.paragraphs[topic];
        let plain = paragraph.tokens.len() <= LONGEST
            && paragraph.runs.is_empty()
            && !(paragraph.tokens.iter())
                .any(|t| t.is_word() && t.class.is(Class::FINITE.or(Class::CUE)))
            && !(paragraph.mentions.iter()).any(|m| matches!(m.kind, MentionKind::Name { .. }));
        let colon = (self.paragraphs[before].tokens.last()).is_some_and(|t| t.is_mark(':'));
        (plain && colon).then(|| self.lead(before)).flatten()
    }

    /// The draft before `last` in the same sentence that has a speaker, where `last` is not published; else `last`.
    fn before_a_title(
        &self,
        last: usize,
        first: usize,
        sentence: &Range<usize>,
        paragraph: &Paragraph,
    ) -> usize {
        let inside = |&draft: &usize| {
            let at = paragraph.token_of_run(self.drafts[draft].run);
            at.is_some_and(|at| sentence.contains(&at))
        };
        if self.drafts[last].published || !inside(&last) {
            return last;
        }
        let mut earlier = (first..last).rev().take_while(inside).take(4);
        earlier
            .find(|&draft| self.drafts[draft].published && self.drafts[draft].speaker.is_some())
            .unwrap_or(last)
    }

    /// `she added`, where it may be two: who has just been quoted adds to that.
    pub(super) fn who_adds(
        &self,
        index: usize,
        frame: &Frame,
        several: &[FigureId],
    ) -> Option<Spoken> {
        let paragraph = &self.paragraphs[index];
        let Subject::Mention(id) = frame.subject else {
            return None;
        };
        let mention = &paragraph.mentions[id];
        let person = paragraph.tokens[mention.tokens.start]
            .class
            .is(Class::HE.or(Class::SHE));
        let cue = paragraph.tokens.get(frame.cue.start)?.span.of(self.text);
        let adds = matches!(cue, "added" | "adds" | "continued" | "continues");
        let last = self.drafts.last()?;
        let near = last.paragraph + 1 >= index;
        let quoted = last.speaker.as_ref().filter(|_| adds && person && near)?;
        several.contains(&quoted.figure).then(|| Spoken {
            figure: quoted.figure,
            mention: Some(paragraph.span(mention.tokens.clone())),
            cue: Some(paragraph.span(frame.cue.clone())),
            features: frame.features.with(Feature::WhoAdds),
            evidence: frame.evidence,
        })
    }

    /// Long enough for a speech that goes on; short ones and questions are talk, in which the voices change.
    pub(super) fn is_speech(&self, draft: &Draft) -> bool {
        const WORDS: usize = 9;
        const LONG_WORDS: usize = 24;
        let words = self.paragraphs[draft.paragraph].runs[draft.run]
            .span
            .of(self.text);
        let count = words.split_whitespace().take(LONG_WORDS).count();
        // A long one may ask in passing; what ends with a question waits for another's answer.
        let asks = words.contains('?') && (count < LONG_WORDS || last_mark(words) == '?');
        !asks && count >= WORDS
    }

    /// A short sentence behind which nobody else speaks: where the next paragraph is quoted too, it may be an answer.
    pub(super) fn is_last_word(&self, draft: &Draft) -> bool {
        const WORDS: usize = 4;
        let paragraph = &self.paragraphs[draft.paragraph];
        let words = paragraph.runs[draft.run].span.of(self.text);
        let next = self.paragraphs.get(draft.paragraph + 1);
        words.split_whitespace().take(WORDS).count() == WORDS
            && !words.contains('?')
            && next.is_none_or(|next| next.runs.is_empty())
    }

    /// The sentence before reports what its subject said, or is about the one who has just been quoted.
    fn after_report(
        &mut self,
        draft: &mut Draft,
        index: usize,
        sentence: Range<usize>,
        last: Option<usize>,
    ) {
        let paragraph = &self.paragraphs[index];
        let scene = Scene {
            text: self.text,
            paragraph,
            sentence: sentence.clone(),
        };
        if let Some(frame) = scene.report() {
            let (spoken, _) = self.who(index, &frame);
            if let Some(mut spoken) = spoken {
                spoken.features = spoken.features.with(Feature::AfterReport);
                spoken.evidence = Evidence::Following;
                if spoken.sure() >= self.threshold {
                    draft.speaker = Some(spoken);
                    return;
                }
            }
        }
        let Some(quoted) = last.and_then(|last| self.drafts[last].speaker.clone()) else {
            return;
        };
        let subject = scene
            .first_subject()
            .and_then(|id| self.references[index][id].figure());
        if subject == Some(quoted.figure) {
            draft.speaker = Some(Spoken {
                mention: None,
                cue: None,
                features: quoted.features.with(Feature::SameSubject),
                evidence: Evidence::Following,
                ..quoted
            });
        }
    }
}

/// Whether a paragraph without quoted words ends with a source in brackets, as captions do: `The bridge at dawn (AP)`
fn is_credited(paragraph: &Paragraph) -> bool {
    const LONGEST: usize = 40;
    const SOURCE: usize = 4;
    let tokens = &paragraph.tokens;
    let open = tokens.iter().rposition(|t| t.is_mark('('));
    let Some((last, open)) = tokens.len().checked_sub(1).zip(open) else {
        return false;
    };
    let source = &tokens[open + 1..last.max(open + 1)];
    tokens.len() <= LONGEST
        && paragraph.runs.is_empty()
        && tokens[last].is_mark(')')
        && (1..=SOURCE).contains(&source.len())
        && source.iter().all(|t| !t.is_word() || t.capital)
}

/// Whether a paragraph ends as a sentence does: the reporter has gone on.
fn is_sentence(paragraph: &Paragraph) -> bool {
    let last = paragraph.tokens.last();
    last.is_some_and(|t| matches!(t.kind, TokenKind::Mark('.' | '!' | '?')))
}
