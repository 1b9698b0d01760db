//! From frames and references to quotations with speakers.

mod draft;
mod following;
mod headlines;
mod lonely;
mod repeats;
mod sources;
mod told;
mod turns;
mod who;

use super::cast::{Cast, FigureId};
use super::discourse::Reference;
use super::frames::{Finding, Frame, Scene, Subject};
use super::kinds::Shape;
use super::mentions::MentionKind;
use super::paragraphs::Paragraph;
use super::score::Feature;
use super::tokens::{Token, TokenKind};
use super::{Evidence, QuotationKind};
use crate::lexicon::{Class, Lexicon};
pub(super) use draft::{Draft, Spoken};
use std::ops::Range;
use turns::InTurn;

/// Below this nobody is named, whatever the settings say: it only feeds what is offered to the editor.
const LEAST: f32 = 0.5;

/// Words that make quoted text a quotation even where nothing reports it.
const LONG: usize = 10;

/// Fewer words than these before a dash and a name are a title, or a word that the dash explains.
const SOURCED: usize = 4;

/// All runs of an article, in the text's order.
pub(super) fn attribute(
    text: &str,
    lexicon: &Lexicon,
    cast: &mut Cast,
    paragraphs: &[Paragraph],
    references: &[Vec<Reference>],
    threshold: f32,
) -> Vec<Draft> {
    let interviewed = turns::interviewed(paragraphs, |paragraph, mention| {
        let figure = references[paragraph][mention].figure()?;
        cast.figures[figure].is_person().then_some(figure)
    });
    let mut attribution = Attribution {
        interviewed,
        text,
        lexicon,
        cast,
        paragraphs,
        references,
        threshold,
        drafts: Vec::new(),
    };
    for index in 0..paragraphs.len() {
        attribution.paragraph(index);
    }
    // What goes on from a name that was just sure enough may not be.
    for draft in &mut attribution.drafts {
        draft.speaker = (draft.speaker.take()).filter(|spoken| spoken.sure() >= threshold);
    }
    attribution.lonely();
    attribution.repeats();
    attribution.headlines();
    attribution.full_names();
    attribution.drafts
}

struct Attribution<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    cast: &'a mut Cast,
    paragraphs: &'a [Paragraph],
    references: &'a [Vec<Reference>],
    threshold: f32,
    /// Who answers the questions of a transcript.
    interviewed: Option<FigureId>,
    drafts: Vec<Draft>,
}

impl Attribution<'_> {
    fn paragraph(&mut self, index: usize) {
        let paragraph = &self.paragraphs[index];
        let first_draft = self.drafts.len();
        for run in 0..paragraph.runs.len() {
            let Some(token) = paragraph.token_of_run(run) else {
                continue;
            };
            let shape = Shape::of(
                self.text,
                self.lexicon,
                paragraph,
                &paragraph.runs[run],
                token,
            );
            let reports =
                !paragraph.place.is_heading() && (!paragraph.runs[run].single || paragraph.singles);
            let draft = if reports {
                self.run(index, run, token, &shape, first_draft)
            } else {
                Draft::new(index, run, &shape)
            };
            self.drafts.push(draft);
        }
    }

    fn run(
        &mut self,
        index: usize,
        run: usize,
        token: usize,
        shape: &Shape,
        first: usize,
    ) -> Draft {
        let paragraph = &self.paragraphs[index];
        let mut draft = Draft::new(index, run, shape);
        let sentence = paragraph.sentence_of(token);
        let range = paragraph.sentence(sentence);
        let scene = Scene {
            text: self.text,
            paragraph,
            sentence: range.clone(),
        };
        let finding = scene.read(token);
        let in_turn = self.in_turn(index, token);
        // What was left open in the paragraph before goes on here, unless this one has a cue of its own.
        if run == 0
            && in_turn.is_none()
            && is_first(paragraph, token)
            && let Some(open) = self.left_open(index)
        {
            let own = match &finding {
                Finding::Frame(frame) if frame.evidence == Evidence::After => {
                    self.who(index, frame).0
                }
                _ => None,
            };
            let before = self.drafts[open]
                .speaker
                .as_ref()
                .map(|spoken| spoken.figure);
            if own.is_none_or(|own| Some(own.figure) == before) {
                draft.continue_from(&self.drafts, open, Feature::ContinuedParagraph);
                draft.published =
                    self.drafts[open].published || shape.is_sentence || shape.words >= LONG;
                if draft.speaker.is_some() {
                    return draft;
                }
            }
        }
        // `“…,” Kovač said. “…,” a news agency reported`: it has carried what she went on to say.
        if let Finding::Frame(frame) = &finding
            && let Some(before) = self.carried_on(index, frame, sentence, first)
        {
            draft.continue_from(&self.drafts, before, Feature::ContinuedSentence);
            draft.published = true;
            return draft;
        }
        let in_label = |frame: &Frame| {
            let label = paragraph.turn.as_ref().map_or(0, |turn| turn.label.end);
            frame.subject.start(paragraph) < label
        };
        // A cue of its own tells more than a turn's label.
        let framed = matches!(&finding, Finding::Frame(frame) if !in_label(frame));
        match in_turn {
            Some(InTurn::Said(spoken)) if !framed => {
                self.by_turn(&mut draft, spoken);
                return draft;
            }
            Some(InTurn::Asked) if !framed => {
                draft.withheld = true;
                return draft;
            }
            Some(InTurn::Mentioned) if matches!(finding, Finding::Nothing | Finding::Withheld) => {
                draft.published = shape.is_sentence && shape.words >= LONG;
                return draft;
            }
            _ => {}
        }
        match finding {
            Finding::Frame(frame) => {
                self.by_frame(&mut draft, paragraph, index, &frame, shape, token)
            }
            Finding::Contested(one, other) => {
                draft.candidates.extend(self.who(index, &one).1);
                draft.candidates.extend(self.who(index, &other).1);
                draft.published |= shape.is_clause || shape.words >= LONG;
            }
            Finding::Withheld => {
                draft.withheld = true;
                draft.published = shape.words >= LONG && shape.is_sentence;
            }
            Finding::Nothing => self.unframed(&mut draft, index, token, first, shape),
        }
        draft
    }

    /// A run that its sentence says nothing of.
    fn unframed(
        &mut self,
        draft: &mut Draft,
        index: usize,
        token: usize,
        first: usize,
        shape: &Shape,
    ) {
        let paragraph = &self.paragraphs[index];
        let sentence = paragraph.sentence_of(token);
        let source = (shape.words >= SOURCED)
            .then(|| self.source(index, token))
            .flatten();
        if let Some((from, frame)) = source
            && let Some(spoken) = self.who(from, &frame).0
            && spoken.sure() >= self.threshold.max(LEAST)
            && self.cast.figures[spoken.figure].is_person()
        {
            draft.speaker = Some(spoken);
        } else if stands_alone(paragraph, paragraph.sentence(sentence)) {
            self.following(draft, index, sentence, first);
        }
        let alone = draft.speaker.is_some() && shape.words >= 2 && !shape.is_title;
        let sentence_like =
            shape.is_sentence && shape.words >= 5 && !shape.is_title && !shape.is_named;
        draft.published |= alone || sentence_like || shape.words >= LONG;
        draft.published &= !(shape.is_work && (shape.is_named || shape.is_governed));
        if !draft.published {
            draft.speaker = None;
        }
    }

    fn by_frame(
        &mut self,
        draft: &mut Draft,
        paragraph: &Paragraph,
        index: usize,
        frame: &Frame,
        shape: &Shape,
        token: usize,
    ) {
        let touching = frame.cue.end >= token.saturating_sub(1) && frame.cue.start < token
            || matches!(frame.evidence, Evidence::After | Evidence::Before);
        // A name or a term is nobody's speech, unless a verb of speech stands at its marks.
        if (shape.is_named || shape.is_title) && !shape.is_clause && !(touching && frame.says) {
            return;
        }
        // `recalled in “The Long Winter,”`, `in his history, “The Long Winter,” one evening`: no verb stands at the title.
        let cue_near = frame.evidence == Evidence::After
            || frame.cue.start < token && frame.cue.end + 1 >= token;
        let colon = token > 0 && paragraph.tokens[token - 1].is_mark(':');
        if shape.is_work && (shape.is_named || shape.is_governed || !cue_near && !colon) {
            return;
        }
        // `told Norland News’s “First Light”`: a programme, and whom it was told.
        if token > 0
            && paragraph.tokens[token - 1].possessive
            && frame.cue.start < token
            && paragraph.tokens[frame.cue.start].class.is(Class::TELLING)
        {
            return;
        }
        // `told “First Light” host Oskar Lind`
        let told = token > 0 && paragraph.tokens[token - 1].class.is(Class::TELLING);
        let goes_on = (paragraph.tokens.get(token + 1)).is_some_and(Token::is_word);
        if told && shape.is_title && shape.words > 1 && !(goes_on && shape.ends) {
            return;
        }
        // `The term “outbreak,” it said, has`
        if shape.is_named
            && shape.words <= 3
            && token > 0
            && paragraph.tokens[token - 1].is_word()
            && frame.evidence == Evidence::After
        {
            return;
        }
        if frame.evidence == Evidence::Between
            && let Some(before) = self.drafts.last()
            && before.paragraph == index
            && before.speaker.is_some()
        {
            draft.continues = Some(self.drafts.len() - 1);
        }
        let (spoken, candidates) = self.who(index, frame);
        // `Farmers call it the “clawback”`: a term, whoever uses it.
        let naming = paragraph.tokens[frame.cue.clone()]
            .iter()
            .any(|t| t.class.is(Class::NAMING_VERB));
        if naming && shape.words <= 3 && !shape.is_clause {
            let many = |spoken: &Spoken| {
                let figure = &self.cast.figures[spoken.figure];
                figure.plural || figure.thing
            };
            if spoken.as_ref().is_none_or(many) {
                return;
            }
        }
        match spoken.filter(|spoken| spoken.sure() >= self.threshold.max(LEAST)) {
            Some(spoken) => {
                let whole = matches!(
                    frame.evidence,
                    Evidence::After | Evidence::Before | Evidence::Between
                );
                let says_all = shape.is_sentence
                    || shape.ends && stands_for_a_sentence(paragraph, token)
                    || frame.evidence != Evidence::After && touching;
                if whole && frame.says && says_all {
                    draft.kind = QuotationKind::Direct;
                }
                // `said that “will not happen”`: the subject is the reporter's.
                if shape.lacks_subject
                    && token > 0
                    && paragraph.tokens[token - 1].class.is(Class::RELATIVE)
                {
                    draft.kind = QuotationKind::Partial;
                }
                draft.speaker = Some(spoken);
                draft.published = true;
            }
            None => {
                // Somebody said it; who, the text does not say surely enough.
                let reported = match frame.subject {
                    Subject::Mention(id) => !candidates.is_empty() || is_singular(paragraph, id),
                    Subject::Words(_) => false,
                };
                draft.candidates = candidates;
                draft.continues = None;
                draft.published |= shape.is_clause && shape.words >= 4
                    || shape.words >= LONG
                    || (frame.says && reported && shape.words >= 2);
            }
        }
    }
}

/// Whether a run is the first thing in its paragraph.
fn is_first(paragraph: &Paragraph, token: usize) -> bool {
    paragraph.tokens[..token]
        .iter()
        .all(|t| matches!(t.kind, TokenKind::Mark(_)))
}

/// Whether a sentence is nothing but quoted words.
fn stands_alone(paragraph: &Paragraph, sentence: Range<usize>) -> bool {
    // A longer one is no sentence that anybody wrote, and is not worth going through for each of its runs.
    const LONGEST: usize = 64;
    let tokens = paragraph.tokens.get(sentence).unwrap_or_default();
    tokens.len() <= LONGEST && tokens.iter().all(Token::is_quoted)
}

/// Whether a run opens its sentence and is the only one in it: `“Never,” Kovač said.`
fn stands_for_a_sentence(paragraph: &Paragraph, token: usize) -> bool {
    // A cue cuts a longer one in two.
    const REACH: usize = 40;
    let sentence = paragraph.sentence(paragraph.sentence_of(token));
    let behind = paragraph
        .tokens
        .get(token + 1..sentence.end)
        .unwrap_or_default();
    sentence.start == token
        && paragraph.tokens[token].capital
        && behind.len() <= REACH
        && !behind.iter().any(Token::is_run)
}

/// A pronoun or a name for one person: somebody has spoken.
fn is_singular(paragraph: &Paragraph, mention: usize) -> bool {
    match &paragraph.mentions[mention].kind {
        MentionKind::Pronoun => {
            let class = paragraph.tokens[paragraph.mentions[mention].tokens.start].class;
            class.is(Class::HE.or(Class::SHE))
        }
        MentionKind::Name { .. } => true,
        MentionKind::Description { .. } => false,
    }
}
