//! From an article to its entry, step by step.

use super::attribute::{self, Draft};
use super::cast::{Cast, Figure, FigureId};
use super::paragraphs::{self, Paragraph};
use super::score::Features;
use super::{
    Attribution, Candidates, Entry, Evidence, Quotation, Speaker, anchors, discourse, report,
};
use crate::article::Article;
use crate::config::{Register, Site, SpeakerKind};
use crate::diagnostics::Diagnostic;
use crate::lexicon::{Lexicon, fold};
use crate::source::Document;
use crate::span::{MaybeSpan, Span};
use ahash::HashMap;
use std::sync::Arc;

/// Finds the quotations of an article and their speakers.
///
/// What could not be decided is reported, each with the lines that settle it.
#[must_use]
pub fn read(
    document: Document,
    article: Article,
    site: &Site,
    register: &Register,
) -> (Entry, Vec<Diagnostic>) {
    read_with(document, article, site, register, |_, _| {})
}

/// [`read`], and what each name leans on, with the marked words that it is given to: for measuring.
#[doc(hidden)]
#[must_use]
pub fn explain(
    document: Document,
    article: Article,
    site: &Site,
    register: &Register,
) -> (Entry, Vec<(Span, Features)>) {
    let mut reasons = Vec::new();
    let (entry, _) = read_with(document, article, site, register, |marked, features| {
        reasons.push((marked, features));
    });
    (entry, reasons)
}

fn read_with(
    document: Document,
    article: Article,
    site: &Site,
    register: &Register,
    mut explain: impl FnMut(Span, Features),
) -> (Entry, Vec<Diagnostic>) {
    let lexicon = Lexicon::english();
    let text = &*document.text;
    let paragraphs = paragraphs::read(text, lexicon, &article);
    let mut quotations = Vec::new();
    let mut speakers = Speakers::new(register);
    let mut candidates = Vec::new();
    if paragraphs.iter().any(|p| !p.runs.is_empty()) {
        let mut cast = Cast::gather(text, paragraphs.iter());
        let references = discourse::resolve(text, &mut cast, &paragraphs);
        let threshold = site.quotes.threshold.0;
        let drafts = attribute::attribute(
            text,
            lexicon,
            &mut cast,
            &paragraphs,
            &references,
            threshold,
        );
        // What the editor settles is a quotation to begin with, whatever the text shows.
        let settled: Vec<String> = document
            .front_matter
            .settlements
            .iter()
            .map(|settlement| fold(&settlement.words))
            .collect();
        let is_settled = |draft: &Draft| {
            !settled.is_empty() && {
                let words = fold(paragraphs[draft.paragraph].runs[draft.run].span.of(text));
                settled.iter().any(|wanted| words.contains(wanted))
            }
        };
        let mut index = vec![None; drafts.len()];
        for (i, draft) in drafts
            .iter()
            .enumerate()
            .filter(|(_, draft)| draft.published || is_settled(draft))
        {
            index[i] = Some(quotations.len());
            let quotation = quotation(&paragraphs, draft, &cast, &mut speakers, &index);
            if let Some(spoken) = &draft.speaker {
                explain(quotation.marked, spoken.features);
            }
            candidates.push(names(&cast, &draft.candidates));
            quotations.push(quotation);
        }
    }
    for (quotation, candidates) in quotations.iter_mut().zip(candidates) {
        if quotation.attribution.is_none() {
            quotation.candidates = candidates.into();
        }
    }
    let mut quotations = in_order(quotations);
    anchors::set(text, &mut quotations);
    // All entries of a site are held at once.
    quotations.shrink_to_fit();
    // Collected in place they would keep the room of what they were made from.
    let mut of_entry = Vec::with_capacity(speakers.list.len());
    of_entry.extend(speakers.list.into_iter().map(Arc::new));
    let mut entry = Entry {
        quotations,
        speakers: of_entry,
        article,
        document,
    };
    let mut diagnostics = report::settle(&mut entry, register);
    diagnostics.extend(report::unbalanced(&entry, &paragraphs));
    diagnostics.extend(report::unattributed(&entry));
    (entry, diagnostics)
}

fn quotation(
    paragraphs: &[Paragraph],
    draft: &Draft,
    cast: &Cast,
    speakers: &mut Speakers,
    index: &[Option<usize>],
) -> Quotation {
    let paragraph = &paragraphs[draft.paragraph];
    let run = paragraph.runs[draft.run];
    let sentence = paragraph
        .token_of_run(draft.run)
        .map_or(run.marked, |token| {
            paragraph.span(paragraph.sentence(paragraph.sentence_of(token)))
        });
    let attribution = draft.speaker.as_ref().map(|spoken| Attribution {
        speaker: number(speakers.id(spoken.figure, cast)),
        mention: spoken.mention.into(),
        cue: spoken.cue.into(),
        confidence: spoken.sure(),
        evidence: spoken.evidence,
    });
    Quotation {
        id: anchors::Anchor::default(),
        kind: draft.kind,
        span: run.span,
        marked: run.marked,
        sentence: sentence.to(run.marked),
        section: number(paragraph.section),
        attribution,
        continues: draft.continues.and_then(|before| index[before]).map(number),
        candidates: Candidates::default(),
    }
}

/// A count of what a document holds, which has no more bytes than 32 bits count.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn names(cast: &Cast, figures: &[FigureId]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for figure in figures {
        let name = &cast.figures[*figure].name;
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// The quotations as they follow in the text, where what belongs to the lead stands above the headline.
fn in_order(quotations: Vec<Quotation>) -> Vec<Quotation> {
    let mut placed: Vec<(usize, Quotation)> = quotations.into_iter().enumerate().collect();
    placed.sort_by_key(|(_, quotation)| quotation.marked.start);
    let mut now_at = vec![0; placed.len()];
    for (now, (before, _)) in placed.iter().enumerate() {
        now_at[*before] = now;
    }
    let in_place = placed
        .into_iter()
        .enumerate()
        .map(|(at, (_, mut quotation))| {
            quotation.continues = quotation
                .continues
                .map(|from| now_at[from as usize])
                .filter(|&from| from < at)
                .map(number);
            quotation
        });
    in_place.collect()
}

/// The entry's speakers, each once.
struct Speakers<'r> {
    register: &'r Register,
    list: Vec<Speaker>,
    ids: HashMap<FigureId, usize>,
}

impl<'r> Speakers<'r> {
    fn new(register: &'r Register) -> Self {
        Self {
            register,
            list: Vec::new(),
            ids: HashMap::default(),
        }
    }

    fn id(&mut self, figure: FigureId, cast: &Cast) -> usize {
        if let Some(&id) = self.ids.get(&figure) {
            return id;
        }
        let speaker = speaker(&cast.figures[figure], self.register);
        // The register may know two names of the text as one speaker.
        let known = self
            .list
            .iter()
            .position(|other| other.registered && speaker.registered && other.name == speaker.name);
        let id = known.unwrap_or_else(|| {
            self.list.push(speaker);
            self.list.len() - 1
        });
        self.ids.insert(figure, id);
        id
    }
}

/// A figure as a speaker; the register's word on it stands above the text's.
fn speaker(figure: &Figure, register: &Register) -> Speaker {
    let kind = figure.kind.unwrap_or(SpeakerKind::Person);
    let mut speaker = Speaker {
        name: figure.name.clone(),
        kind,
        role: figure.roles.first().cloned(),
        also: figure.also.clone(),
        registered: false,
    };
    let known = std::iter::once(&figure.name)
        .chain(&figure.also)
        .find_map(|name| register.find(name));
    if let Some(known) = known.filter(|_| kind != SpeakerKind::Unnamed) {
        if speaker.name != known.name {
            let own = std::mem::replace(&mut speaker.name, known.name.clone());
            speaker.also.retain(|name| *name != speaker.name);
            speaker.also.push(own);
        }
        speaker.kind = known.kind.unwrap_or(kind);
        speaker.role = speaker.role.or_else(|| known.role.clone());
        speaker.registered = true;
    }
    speaker
}

impl Speaker {
    /// A speaker whom the editor names.
    pub(super) fn settled(name: &str, register: &Register) -> Self {
        let figure = Figure {
            name: name.to_owned(),
            ..Figure::default()
        };
        speaker(&figure, register)
    }
}

impl Attribution {
    /// The editor's own word.
    pub(super) fn settled(speaker: usize) -> Self {
        Self {
            speaker: number(speaker),
            mention: MaybeSpan::default(),
            cue: MaybeSpan::default(),
            confidence: 1.0,
            evidence: Evidence::Settled,
        }
    }
}
