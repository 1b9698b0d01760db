//! Entries made by hand.

use crate::config::{self, Site, SpeakerKind};
use crate::diagnostics::Diagnostic;
use crate::digest::{Digest, join};
use crate::quotes::{Attribution, Candidates, Entry, Evidence, Quotation, QuotationKind};
use crate::{article, quotes, source};
use proptest::prelude::*;

/// An entry of a text without quotations.
pub(super) fn entry(path: &str, text: &str) -> Entry {
    let document = source::read(text.as_bytes(), path).unwrap();
    let (article, _) = article::read(&document, &Site::default());
    Entry {
        document,
        article,
        quotations: Vec::new(),
        speakers: Vec::new(),
    }
}

/// The entry of a bare text, with a quotation for each of `said`: a speaker's name, which may have a role before it and
/// other names behind it: `mayor: Mira Orlan = Orlan = Ms Orlan`.
pub(super) fn quoting(path: &str, said: &[&str]) -> Entry {
    let mut entry = entry(
        path,
        &format!("The bridge of Vestra\n\n{}\n", said.join("\n\n")),
    );
    for name in said {
        let speaker = speaker(name);
        quote(&mut entry, Some(speaker));
    }
    entry
}

pub(super) fn speaker(said: &str) -> quotes::Speaker {
    let (role, names) = match said.split_once(": ") {
        Some((role, names)) => (Some(role.to_owned()), names),
        None => (None, said),
    };
    let mut names = names.split(" = ").map(str::to_owned);
    let name = names.next().unwrap();
    let kind = match name.as_str() {
        name if name.ends_with("Office") => SpeakerKind::Organisation,
        name if name.ends_with("official") => SpeakerKind::Unnamed,
        _ => SpeakerKind::Person,
    };
    quotes::Speaker {
        name,
        kind,
        role,
        also: names.collect(),
        registered: false,
    }
}

/// Adds a row by `speaker`, which stands where the text has its name.
pub(super) fn quote(entry: &mut Entry, speaker: Option<quotes::Speaker>) {
    let text = entry.document.text.clone();
    let attribution = speaker.map(|speaker| {
        let start = text.find(&speaker.name).unwrap_or(0);
        let mention = crate::span::Span::new(start, start + speaker.name.len());
        let at = entry.speakers.iter().position(|s| s.name == speaker.name);
        let at = at.unwrap_or_else(|| {
            entry.speakers.push(speaker.into());
            entry.speakers.len() - 1
        });
        Attribution {
            speaker: u32::try_from(at).unwrap(),
            mention: Some(mention).into(),
            cue: None.into(),
            confidence: 0.9,
            evidence: Evidence::After,
        }
    });
    entry.quotations.push(Quotation {
        id: format!("q-{}", entry.quotations.len()).as_str().into(),
        kind: QuotationKind::Direct,
        span: entry.document.body,
        marked: entry.document.body,
        sentence: entry.document.body,
        section: 0,
        attribution,
        continues: None,
        candidates: Candidates::default(),
    });
}

pub(super) fn join_all(register: &str, entries: Vec<Entry>) -> (Digest, Vec<Diagnostic>) {
    let text = std::sync::Arc::from(register);
    let part = crate::span::Span::new(0, register.len());
    let register = config::read(&std::sync::Arc::from("speakers.toml"), &text, part).unwrap();
    join(Site::default(), &register, entries)
}

pub(super) fn names(digest: &Digest) -> Vec<&str> {
    digest.speakers.iter().map(|s| s.name.as_str()).collect()
}

pub(super) fn messages(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics
        .iter()
        .map(|d| format!("{}: {}", d.code, d.message))
        .collect()
}

/// Who says a row, and which row it continues.
type Row = (Option<&'static str>, Option<u32>);

/// Entries of few names, days and topics, so that they meet.
pub(super) fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let name = prop::sample::select(vec![
        "Mira Orlan",
        "Míra Orlan = Mira S. Orlan",
        "Orlan",
        "Tomas Orlan = Orlan",
        "Mira S. Orlan",
        "van der Velt",
        "Орлан",
        "Юлія Орлан",
        "Harbour Office",
        "the Harbour Office",
        "harbour official",
        "…",
        "mayor: Ola Lund",
        "Ola Lundt",
    ]);
    let row = (prop::option::weighted(0.8, name), prop::option::of(0u32..6));
    let topics =
        prop::sample::subsequence(vec!["World", "WORLD", "Coast", "c-o-a-s-t", "…", " "], 0..5);
    let article = (
        0usize..4,
        0usize..3,
        topics,
        prop::collection::vec(row, 0..8),
    );
    prop::collection::vec(article, 0..12).prop_map(|articles| {
        let article = |(day, stem, topics, rows): (usize, usize, Vec<&str>, Vec<Row>)| {
            let path = ["2025-05-01-", "2024-05-01-", "2025-04-30-", ""][day];
            let path = format!("{path}{}.txt", ["talks", "flood", "index"][stem]);
            let mut entry = entry(
                &path,
                &format!("+++\ntopics = {topics:?}\n+++\nThe river\n\nText."),
            );
            for (row, (name, continues)) in rows.into_iter().enumerate() {
                quote(&mut entry, name.map(speaker));
                entry.quotations[row].continues = continues;
            }
            entry
        };
        articles.into_iter().map(article).collect()
    })
}
