//! Quoted words on their way to being a quotation.

use crate::quotes::cast::FigureId;
use crate::quotes::kinds::Shape;
use crate::quotes::score::{Feature, Features};
use crate::quotes::{Evidence, QuotationKind};
use crate::span::Span;

/// Quoted words, and what is known of them.
#[derive(Clone, Debug)]
pub(in crate::quotes) struct Draft {
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
pub(in crate::quotes) struct Spoken {
    pub figure: FigureId,
    pub mention: Option<Span>,
    pub cue: Option<Span>,
    pub features: Features,
    pub evidence: Evidence,
}

impl Spoken {
    /// How sure it is, 0 to 1.
    pub fn sure(&self) -> f32 {
        self.features.sure()
    }
}

impl Draft {
    pub(super) fn new(paragraph: usize, run: usize, shape: &Shape) -> Self {
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

    pub(super) fn continue_from(&mut self, drafts: &[Draft], from: usize, how: Feature) {
        self.continues = Some(from);
        self.kind = drafts[from].kind.min(self.kind);
        self.candidates.clone_from(&drafts[from].candidates);
        self.speaker = drafts[from].speaker.as_ref().map(|spoken| Spoken {
            mention: None,
            cue: None,
            features: spoken.features.with(how),
            evidence: Evidence::Continued,
            ..*spoken
        });
    }
}
