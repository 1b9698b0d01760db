//! Article to entry: quotations, and who said them, on evidence.
//!
//! A speaker is named only where the text itself shows it: each [`Attribution`] carries the words that name the
//! speaker, the words that report, the rule that joins them, and how sure it is. Without that a quotation stays
//! unattributed and is reported to the editor.

mod anchors;
mod attribute;
mod cast;
mod discourse;
mod entry;
mod frames;
mod json;
mod kinds;
mod known;
mod marks;
mod mentions;
mod paragraphs;
mod report;
#[doc(hidden)]
pub mod score;
mod sentences;
mod tokens;
mod turns;

pub use anchors::Anchor;
#[doc(hidden)]
pub use entry::explain;
pub use entry::read;

pub use json::JsonEntry;
pub use known::KnownSpeakers;

use crate::article::Article;
use crate::config::SpeakerKind;
use crate::source::Document;
use crate::span::{MaybeSpan, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Deref;
use std::sync::Arc;

/// An article with its quotations: the structured form of one document.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The text.
    pub document: Document,
    /// Its structure.
    pub article: Article,
    /// The quotations in the standfirst and the sections, in the text's order.
    pub quotations: Vec<Quotation>,
    /// Whom they are attributed to, in the order in which they are first quoted.
    pub speakers: Vec<Arc<Speaker>>,
}

/// One run of quotation marks that holds words which somebody said or wrote.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Quotation {
    /// The anchor, `q-…`: made from the words, so that it stays when other text of the article changes.
    /// Unique within the article.
    pub id: Anchor,
    /// A clause or more, or a fragment.
    pub kind: QuotationKind,
    /// The words, inside the marks.
    pub span: Span,
    /// The words with their marks; a closing mark may be missing.
    pub marked: Span,
    /// The sentence that the marks stand in.
    pub sentence: Span,
    /// Index of the section; the standfirst counts with the lead.
    pub section: u32,
    /// Who said it, if the text shows it.
    pub attribution: Option<Attribution>,
    /// Index of the quotation that this one goes on from: a cue cut the sentence in two, or a new paragraph began.
    pub continues: Option<u32>,
    /// Names of speakers between whom the text does not decide. Empty where there is an attribution.
    pub candidates: Candidates,
}

/// Names of speakers. Few quotations have any: then they take the room of a pointer.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[expect(
    clippy::box_collection,
    reason = "a pointer without a length is half as large"
)]
pub struct Candidates(Option<Box<Vec<String>>>);

impl From<Vec<String>> for Candidates {
    fn from(names: Vec<String>) -> Self {
        Self((!names.is_empty()).then(|| Box::new(names)))
    }
}

impl Deref for Candidates {
    type Target = [String];

    fn deref(&self) -> &[String] {
        self.0.as_ref().map_or(&[], |names| names)
    }
}

/// How much of a sentence a quotation is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum QuotationKind {
    /// A clause or more.
    Direct,
    /// A fragment that is woven into the reporter's sentence.
    Partial,
}

/// Who said a quotation, and what shows it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Attribution {
    /// Index into [`Entry::speakers`].
    pub speaker: u32,
    /// The words that name or point to the speaker.
    pub mention: MaybeSpan,
    /// The reporting words.
    pub cue: MaybeSpan,
    /// How sure it is, 0 to 1: of all attributions at 0.9, nine in ten are right.
    pub confidence: f32,
    /// What joins the words to the speaker.
    pub evidence: Evidence,
}

/// The rules by which a quotation is given to a speaker.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// The editor says so.
    Settled,
    /// `“…,” said Kovač` and `“…,” Kovač said`.
    After,
    /// `Kovač said: “…”`
    Before,
    /// `“…,” Kovač said, “…”`
    Between,
    /// `Kovač called it “…”`
    Woven,
    /// `according to Kovač`
    According,
    /// It goes on from the quotation before it.
    Continued,
    /// It stands alone behind a sentence that reports the same speaker.
    Following,
    /// The same words stand elsewhere in the article, with their speaker.
    Repeated,
    /// `KOVAČ: “…”`, `A: “…”`: a turn of a transcript, by its label; `A:` is the one whom the article says that it interviews.
    Turn,
}

/// Somebody whom an article quotes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Speaker {
    /// The fullest name that the article gives, without titles; the register's name where it knows one.
    /// For an unnamed source its description, without article word.
    pub name: String,
    /// What the speaker is.
    pub kind: SpeakerKind,
    /// The role that the article gives: `Russian president`.
    pub role: Option<String>,
    /// Every other form of the name in the article.
    pub also: Vec<String>,
    /// Whether the editor's register knows the speaker.
    pub registered: bool,
}

impl Entry {
    /// Whom a quotation is attributed to.
    #[must_use]
    pub fn speaker_of(&self, quotation: &Quotation) -> Option<&Speaker> {
        let attribution = quotation.attribution.as_ref()?;
        self.speakers
            .get(attribution.speaker as usize)
            .map(|of| &**of)
    }
}
