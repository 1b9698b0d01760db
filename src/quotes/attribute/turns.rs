//! Quoted words in the turns of a transcript.

use super::{Attribution, Draft, Spoken};
use crate::config::SpeakerKind;
use crate::lexicon::Class;
use crate::quotes::cast::FigureId;
use crate::quotes::mentions::MentionKind;
use crate::quotes::paragraphs::Paragraph;
use crate::quotes::score::Feature;
use crate::quotes::turns::{Turn, Voice};
use crate::quotes::{Evidence, QuotationKind};

/// What the turn that a run stands in says of it.
pub(super) enum InTurn {
    /// It is what the turn's speaker says.
    Said(Option<Spoken>),
    /// It is what the one who asks says: nobody who is quoted.
    Asked,
    /// The turn itself stands without marks: these are words that somebody speaks of.
    Mentioned,
}

impl Attribution<'_> {
    /// What the turn of paragraph `index` makes of the run that is token `token`.
    pub(super) fn in_turn(&self, index: usize, token: usize) -> Option<InTurn> {
        let paragraph = &self.paragraphs[index];
        let turn = paragraph.turn.as_ref()?;
        if !turn.is_marked && !self.is_own(paragraph, turn, token) {
            return Some(InTurn::Mentioned);
        }
        let (figure, feature) = match turn.voice {
            Voice::Question => return Some(InTurn::Asked),
            Voice::Answer => (self.interviewed, Feature::Interviewed),
            Voice::Named(id) => {
                let reference = &self.references[index][id];
                (
                    reference.figure().filter(|&id| self.is_known(id)),
                    Feature::TurnLabel,
                )
            }
        };
        Some(InTurn::Said(figure.map(|figure| Spoken {
            figure,
            mention: Some(paragraph.span(turn.label.clone())),
            cue: None,
            features: feature.into(),
            evidence: Evidence::Turn,
        })))
    }

    /// A single word in capitals may be anything.
    fn is_known(&self, figure: FigureId) -> bool {
        let figure = &self.cast.figures[figure];
        let described = figure.kind == Some(SpeakerKind::Unnamed);
        figure.words.len() > 1 || figure.is_person() && figure.kind.is_some() && !described
    }

    /// `I told him, “…”`: the turn's speaker quotes himself.
    fn is_own(&self, paragraph: &Paragraph, turn: &Turn, token: usize) -> bool {
        const LONGEST: usize = 8;
        let first = turn.begin.max(token.saturating_sub(LONGEST));
        let tokens = &paragraph.tokens[first..token];
        let Some(cue) = tokens.iter().rposition(|t| {
            t.is_word() && !t.capital && t.class.is(Class::SAYING.or(Class::TELLING))
        }) else {
            return false;
        };
        let next = tokens[cue + 1..].iter().all(|t| {
            t.is_comma() || t.is_mark(':') || t.class.is(Class::THEY.or(Class::HE).or(Class::SHE))
        });
        let asserted = !tokens[cue].class.is(Class::BARE.or(Class::DENYING));
        let i = cue.checked_sub(1).map(|before| tokens[before]);
        next && asserted && i.is_some_and(|t| t.span.of(self.text) == "I")
    }

    /// Settles a run by its turn; false where the sentence itself tells more.
    pub(super) fn by_turn(&self, draft: &mut Draft, said: Option<Spoken>) {
        draft.kind = QuotationKind::Direct;
        draft.published = true;
        draft.speaker = said.filter(|spoken| spoken.sure() >= self.threshold);
    }
}

/// Who answers the questions of an interview: the one person whom the words before the first of them say so of.
pub(super) fn interviewed(
    paragraphs: &[Paragraph],
    figure: impl Fn(usize, usize) -> Option<FigureId>,
) -> Option<FigureId> {
    let first = paragraphs
        .iter()
        .position(|p| p.turn.as_ref().is_some_and(|t| t.voice == Voice::Question))?;
    let lead = &paragraphs[..first];
    let mut persons: Vec<FigureId> = Vec::new();
    let mut shown: Vec<FigureId> = Vec::new();
    let mut is_interview = false;
    for (index, paragraph) in lead.iter().enumerate() {
        is_interview |= paragraph
            .tokens
            .iter()
            .any(|t| t.class.is(Class::INTERVIEW));
        for (id, mention) in paragraph.mentions.iter().enumerate() {
            let MentionKind::Name { .. } = mention.kind else {
                continue;
            };
            let Some(person) = figure(index, id) else {
                continue;
            };
            if !persons.contains(&person) {
                persons.push(person);
            }
            let range = &mention.tokens;
            let next = paragraph.tokens.get(range.end);
            let speaks = next.is_some_and(|t| t.class.is(Class::INTERVIEW));
            // `spoke to Kovač`, `an interview with Kovač`, `sat down with Kovač`
            let before = &paragraph.tokens[range.start.saturating_sub(3)..range.start];
            let asked = before
                .last()
                .is_some_and(|t| t.class.is(Class::PREPOSITION))
                && before.iter().any(|t| t.class.is(Class::INTERVIEW));
            if (speaks || asked) && !shown.contains(&person) {
                shown.push(person);
            }
        }
    }
    match (persons.as_slice(), shown.as_slice()) {
        (&[person], _) if is_interview => Some(person),
        (_, &[person]) => Some(person),
        _ => None,
    }
}
