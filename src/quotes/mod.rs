//! Quotations and who said them.
//!
//! ```text
//! marks → tokens → mentions → clauses → frames → attribution
//! ```
//!
//! A speaker is named only on evidence: a [`Rule`] that matched, the words that name the speaker (the mention), the
//! reporting words (the cue), and a confidence. Below the site's threshold a quotation stays unattributed and is
//! reported. What is known of the language is data, in [`lexicon`](crate::lexicon).

mod anchor;
mod attribution;
mod cast;
mod clauses;
mod continuation;
mod coreference;
mod frames;
mod kinds;
mod marks;
mod mentions;
mod passages;
mod report;
mod roles;
mod settle;
mod tokens;

use crate::article::{self, Article};
use crate::config::{Register, Site, SpeakerKind};
use crate::diagnostics::Diagnostic;
use crate::lexicon::Lexicon;
use crate::source::Document;
use crate::span::Span;
use serde::Serialize;

/// An article with its quotations: the structured form of one document.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The document that it was read from.
    pub document: Document,
    /// Its structure.
    pub article: Article,
    /// Its quotations, in the text's order.
    pub quotations: Vec<Quotation>,
    /// Those who are quoted in it, in the order in which the text first quotes them.
    pub speakers: Vec<Speaker>,
}

/// Words between quotation marks that a source said or wrote.
#[derive(Clone, Debug)]
pub struct Quotation {
    /// Its anchor: it stays the same when other text of the article changes.
    pub id: String,
    /// The words, without their marks.
    pub span: Span,
    /// The words with their marks.
    pub marked: Span,
    /// The words as they are seen, white space made single.
    pub text: String,
    /// A clause or more, or a fragment.
    pub kind: QuotationKind,
    /// Which of the article's sections it stands in.
    pub section: usize,
    /// Which block of that section.
    pub block: usize,
    /// The sentence that it stands in.
    pub sentence: Span,
    /// Who said it: an index into [`Entry::speakers`].
    pub speaker: Option<usize>,
    /// The speaker's role as the article gives it.
    pub role: Option<String>,
    /// The words that name the speaker.
    pub mention: Option<Span>,
    /// The reporting words.
    pub cue: Option<Span>,
    /// The quotation that this one goes on with, an index into [`Entry::quotations`].
    pub continues: Option<usize>,
    /// How sure the attribution is, 0 to 1; 0 where there is none.
    pub confidence: f32,
    /// What the attribution rests on.
    pub evidence: Option<Rule>,
    /// Names that were considered, but not given, the likeliest first.
    pub candidates: Vec<String>,
}

/// How much of the source's own sentence is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum QuotationKind {
    /// A clause or more.
    Direct,
    /// A fragment woven into the reporter's sentence.
    Partial,
}

/// Whom quotations are attributed to, within one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The fullest name that the article, or the register, gives.
    pub name: String,
    /// What the speaker is.
    pub kind: SpeakerKind,
    /// Roles, in the order in which the article gives them.
    pub roles: Vec<String>,
    /// Other names that the article uses.
    pub aliases: Vec<String>,
}

/// What an attribution rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The editor says so in the front matter.
    Settled,
    /// `“…,” said NAME`
    CueThenSpeaker,
    /// `“…,” NAME told reporters`
    SpeakerThenCue,
    /// `NAME said: “…”`
    CueBefore,
    /// `NAME called it “…”`
    Woven,
    /// `“…” was what moved them, NAME said`
    SentenceEnd,
    /// `according to NAME`
    AccordingTo,
    /// `NAME’s warning of “…”`
    CueNoun,
    /// The quotation was left open in the paragraph before.
    OpenMark,
    /// A sentence of quoted words alone, after one of the same speaker in the paragraph.
    SameParagraph,
    /// A paragraph of quoted words alone, after one of the same speaker.
    NextParagraph,
    /// Quoted words alone, after a sentence that reports the same speaker's words.
    AfterReport,
}

impl Entry {
    /// Who said it, if the quotation is attributed.
    #[must_use]
    pub fn speaker_of(&self, quotation: &Quotation) -> Option<&Speaker> {
        self.speakers.get(quotation.speaker?)
    }
}

/// Finds a document's structure, its quotations, and who said them.
#[must_use]
pub fn read(document: Document, site: &Site, register: &Register) -> (Entry, Vec<Diagnostic>) {
    let (article, mut diagnostics) = article::read(&document, site);
    let lexicon = Lexicon::english();
    let passages = passages::read(&document.text, &article, lexicon);
    let attributed = attribution::attribute(&passages, lexicon);
    let mut entry = Entry {
        quotations: Vec::new(),
        speakers: Vec::new(),
        document,
        article,
    };
    attributed.write_into(&mut entry, &passages, site.quotes.threshold.0);
    diagnostics.extend(settle::settle(&mut entry));
    settle::register(&mut entry, register);
    anchor::assign(&mut entry.quotations);
    diagnostics.extend(report::report(&entry, &passages));
    (entry, diagnostics)
}
