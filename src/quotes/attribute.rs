//! From frames and references to quotations with speakers.

use super::cast::{Cast, FigureId};
use super::discourse::Reference;
use super::frames::{Finding, Frame, Scene, Subject};
use super::kinds::Shape;
use super::mentions::MentionKind;
use super::paragraphs::{Paragraph, Place};
use super::tokens::TokenKind;
use super::{Evidence, QuotationKind};
use crate::article::squash;
use crate::lexicon::{Class, Lexicon, fold};
use crate::span::Span;
use std::ops::Range;

/// Quoted words, and what is known of them.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub paragraph: usize,
    pub run: usize,
    pub kind: QuotationKind,
    pub speaker: Option<Spoken>,
    /// Between whom it is not decided.
    pub candidates: Vec<FigureId>,
    /// Index of the draft that it goes on from.
    pub continues: Option<usize>,
    pub published: bool,
    /// The text says that these are not the words, or not whose they are.
    pub withheld: bool,
}

/// Who said it.
#[derive(Clone, Debug)]
pub(super) struct Spoken {
    pub figure: FigureId,
    pub mention: Option<Span>,
    pub cue: Option<Span>,
    pub confidence: f32,
    pub evidence: Evidence,
}

/// Below this nobody is named, whatever the settings say: it only feeds what is offered to the editor.
const LEAST: f32 = 0.5;
/// Words that make quoted text a quotation even where nothing reports it.
const LONG: usize = 10;

/// All runs of an article, in the text's order.
pub(super) fn attribute(
    text: &str,
    lexicon: &Lexicon,
    cast: &mut Cast,
    paragraphs: &[Paragraph],
    references: &[Vec<Reference>],
    threshold: f32,
) -> Vec<Draft> {
    let mut attribution = Attribution {
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
    attribution.repeats();
    attribution.drafts
}

struct Attribution<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    cast: &'a mut Cast,
    paragraphs: &'a [Paragraph],
    references: &'a [Vec<Reference>],
    threshold: f32,
    drafts: Vec<Draft>,
}

impl<'a> Attribution<'a> {
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
            let draft = match paragraph.place {
                Place::Heading => Draft::new(index, run, &shape),
                Place::Body => self.run(index, run, token, &shape, first_draft),
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
        // What was left open in the paragraph before goes on here, whoever is named in this one.
        if run == 0
            && is_first(paragraph, token)
            && let Some(open) = self.left_open(index)
        {
            draft.continue_from(&self.drafts, open, 0.99);
            draft.published =
                self.drafts[open].published || shape.is_sentence || shape.words >= LONG;
            if draft.speaker.is_some() {
                return draft;
            }
        }
        match scene.read(token) {
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
            Finding::Nothing => {
                if stands_alone(paragraph, range) {
                    self.following(&mut draft, index, sentence, first);
                }
                let alone = draft.speaker.is_some() && shape.words >= 2 && !shape.is_title;
                let sentence_like =
                    shape.is_sentence && shape.words >= 5 && !shape.is_title && !shape.is_named;
                draft.published |= alone || sentence_like || shape.words >= LONG;
                if !draft.published {
                    draft.speaker = None;
                }
            }
        }
        draft
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
        match spoken.filter(|spoken| spoken.confidence >= self.threshold.max(LEAST)) {
            Some(spoken) => {
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

    /// Whom a frame means, and between whom it leaves the choice.
    fn who(&mut self, index: usize, frame: &Frame) -> (Option<Spoken>, Vec<FigureId>) {
        let paragraph = &self.paragraphs[index];
        let (reference, mention) = match &frame.subject {
            Subject::Mention(id) => {
                let mention = paragraph.mentions[*id].tokens.clone();
                (self.references[index][*id].clone(), mention)
            }
            Subject::Words(words) => (self.describe(paragraph, words.clone()), words.clone()),
        };
        match reference {
            Reference::One(figure, sure) => {
                let spoken = Spoken {
                    figure,
                    mention: Some(self.mention_span(paragraph, mention)),
                    cue: (!frame.cue.is_empty()).then(|| paragraph.span(frame.cue.clone())),
                    confidence: sure * frame.confidence,
                    evidence: frame.evidence,
                };
                (Some(spoken), vec![figure])
            }
            Reference::Several(several) => (None, several),
            Reference::Nobody => (None, Vec::new()),
        }
    }

    /// The words of a mention without the genitive's mark, which is no part of any token.
    fn mention_span(&self, paragraph: &Paragraph, tokens: Range<usize>) -> Span {
        paragraph.span(tokens)
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
            .or(Class::DISPLAY);
        if head.class.is(nobody) {
            return Reference::Nobody;
        }
        let description = squash(paragraph.span(words).of(self.text));
        let id = self
            .cast
            .describe(&description, head.span.of(self.text), head.class);
        Reference::One(id, 0.97)
    }

    /// The draft that a paragraph's first run goes on from: the last of the paragraph before, if its mark was left
    /// open. Up to two short lines (a caption, a posting) may stand between.
    fn left_open(&self, index: usize) -> Option<usize> {
        const BETWEEN: usize = 2;
        let last = self.drafts.len().checked_sub(1)?;
        let draft = &self.drafts[last];
        let between = index - draft.paragraph;
        let open = !self.paragraphs[draft.paragraph].runs.get(draft.run)?.closed;
        let short = self.paragraphs[draft.paragraph + 1..index]
            .iter()
            .all(|p| p.tokens.len() <= 12 && p.place == Place::Body);
        (open && (1..=BETWEEN + 1).contains(&between) && short).then_some(last)
    }

    /// A quotation that is a sentence by itself: the sentence before it tells who speaks.
    fn following(&mut self, draft: &mut Draft, index: usize, sentence: usize, first: usize) {
        let paragraph = &self.paragraphs[index];
        if sentence > 0 {
            let before = paragraph.sentence(sentence - 1);
            let last = self
                .drafts
                .len()
                .checked_sub(1)
                .filter(|&last| last >= first);
            if let Some(last) = last {
                let at = paragraph.token_of_run(self.drafts[last].run);
                if at.is_some_and(|at| before.contains(&at)) {
                    if self.drafts[last].published {
                        draft.continue_from(&self.drafts, last, 0.98);
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
        if before.place == Place::Heading {
            return;
        }
        let range = before.sentence(before.sentences.len().wrapping_sub(1));
        if before.tokens.last().is_some_and(|t| t.is_mark(':')) {
            self.after_report(draft, previous, range, None);
            if let Some(spoken) = &mut draft.speaker {
                spoken.evidence = Evidence::Before;
            }
            return;
        }
        let Some(last) = self.drafts.len().checked_sub(1) else {
            return;
        };
        let ended = &self.drafts[last];
        let in_last_sentence = ended.paragraph == previous
            && before
                .token_of_run(ended.run)
                .is_some_and(|at| range.contains(&at));
        // One voice in that paragraph, and nobody else speaks in this one.
        let one_voice = self.drafts[..last]
            .iter()
            .rev()
            .take_while(|d| d.paragraph == previous)
            .all(|d| {
                d.speaker.as_ref().map(|s| s.figure) == ended.speaker.as_ref().map(|s| s.figure)
            });
        let goes_on =
            self.is_speech(ended) && self.is_speech(draft) && ended.kind == QuotationKind::Direct;
        if in_last_sentence
            && ended.published
            && one_voice
            && goes_on
            && paragraph.sentences.len() == 1
        {
            draft.continue_from(&self.drafts, last, 0.93);
            draft.continues = None;
        }
    }

    /// Long enough for a speech that goes on; short ones and questions are talk, in which the voices change.
    fn is_speech(&self, draft: &Draft) -> bool {
        const WORDS: usize = 9;
        let words = self.paragraphs[draft.paragraph].runs[draft.run]
            .span
            .of(self.text);
        !words.contains('?') && words.split_whitespace().take(WORDS).count() == WORDS
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
                spoken.confidence *= 0.96;
                spoken.evidence = Evidence::Following;
                if spoken.confidence >= self.threshold {
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
                confidence: quoted.confidence * 0.96,
                evidence: Evidence::Following,
                ..quoted
            });
        }
    }

    /// Words that stand a second time, in a heading, a pull quote or further on, are whose they were the first time.
    fn repeats(&mut self) {
        const LEAST_WORDS: usize = 3;
        const MOST: usize = 64;
        let open: Vec<usize> = (0..self.drafts.len())
            .filter(|&i| {
                let draft = &self.drafts[i];
                draft.speaker.is_none() && draft.candidates.is_empty() && !draft.withheld
            })
            .take(MOST)
            .collect();
        if open.is_empty() {
            return;
        }
        let said: Vec<(String, Spoken)> = self
            .drafts
            .iter()
            .filter_map(|draft| Some((self.key(draft), draft.speaker.clone()?)))
            .collect();
        for i in open {
            let key = self.key(&self.drafts[i]);
            if key.split(' ').count() < LEAST_WORDS {
                continue;
            }
            let mut found: Option<&Spoken> = None;
            let mut unanimous = true;
            for (words, spoken) in &said {
                if contains_words(words, &key) {
                    unanimous &= found.is_none_or(|f| f.figure == spoken.figure);
                    found = found.or(Some(spoken));
                }
            }
            if let Some(spoken) = found.filter(|_| unanimous) {
                let draft = &mut self.drafts[i];
                draft.speaker = Some(Spoken {
                    mention: None,
                    cue: None,
                    confidence: spoken.confidence * 0.98,
                    evidence: Evidence::Repeated,
                    ..*spoken
                });
                draft.published = true;
            }
        }
    }

    fn key(&self, draft: &Draft) -> String {
        let run = self.paragraphs[draft.paragraph].runs[draft.run];
        let words = fold(run.span.of(self.text));
        words
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_owned()
    }
}

impl Draft {
    fn new(paragraph: usize, run: usize, shape: &Shape) -> Self {
        Self {
            paragraph,
            run,
            kind: if shape.is_clause {
                QuotationKind::Direct
            } else {
                QuotationKind::Partial
            },
            speaker: None,
            candidates: Vec::new(),
            continues: None,
            published: false,
            withheld: false,
        }
    }

    fn continue_from(&mut self, drafts: &[Draft], from: usize, sure: f32) {
        self.continues = Some(from);
        self.kind = drafts[from].kind.min(self.kind);
        self.candidates.clone_from(&drafts[from].candidates);
        self.speaker = drafts[from].speaker.as_ref().map(|spoken| Spoken {
            mention: None,
            cue: None,
            confidence: spoken.confidence * sure,
            evidence: Evidence::Continued,
            ..*spoken
        });
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
    let tokens = paragraph.tokens.get(sentence).unwrap_or_default();
    tokens
        .iter()
        .all(|t| matches!(t.kind, TokenKind::Run(_) | TokenKind::Mark(_)))
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

/// Whether `words` has `part` in it, whole words only.
fn contains_words(words: &str, part: &str) -> bool {
    words.match_indices(part).any(|(at, _)| {
        let before = words[..at].chars().next_back();
        let after = words[at + part.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
