//! An invented site: articles whose quotations are marked by hand, so that what is tested is how they are shown.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod html;

use dateline::config::{Register, Site, SpeakerKind};
use dateline::digest::{self, Digest};
use dateline::quotes::{
    Attribution, Candidates, Entry, Evidence, Quotation, QuotationKind, Speaker,
};
use dateline::render::{Page, Renderer, Theme};
use dateline::span::Span;
use dateline::{article, source};
use std::collections::BTreeMap;
use std::path::Path;

/// A quotation, marked by hand.
#[derive(Clone, Default)]
pub struct Said {
    words: &'static str,
    by: Option<Speaker>,
    mention: &'static str,
    cue: &'static str,
    partial: bool,
    continues: bool,
}

/// What `name` says, who is named by `mention` in the text.
pub fn said(words: &'static str, name: &str, mention: &'static str) -> Said {
    Said {
        words,
        by: Some(Speaker {
            name: name.into(),
            ..Speaker::default()
        }),
        mention,
        ..Said::default()
    }
}

/// What somebody says whom the text does not name.
pub fn unattributed(words: &'static str) -> Said {
    Said {
        words,
        ..Said::default()
    }
}

impl Said {
    pub fn role(mut self, role: &str) -> Self {
        if let Some(speaker) = &mut self.by {
            speaker.role = Some(role.into());
        }
        self
    }

    pub fn kind(mut self, kind: SpeakerKind) -> Self {
        if let Some(speaker) = &mut self.by {
            speaker.kind = kind;
        }
        self
    }

    pub fn cue(mut self, cue: &'static str) -> Self {
        self.cue = cue;
        self
    }

    pub fn partial(mut self) -> Self {
        self.partial = true;
        self
    }

    /// Goes on from the quotation before it.
    pub fn continued(mut self) -> Self {
        self.continues = true;
        self
    }
}

/// The entry of a text, with its quotations in the text's order.
pub fn entry(site: &Site, path: &str, text: &str, quotations: &[Said]) -> Entry {
    let document = source::read(text.as_bytes(), path).unwrap();
    let (article, _) = article::read(&document, site);
    let mut entry = Entry {
        document,
        article,
        quotations: Vec::new(),
        speakers: Vec::new(),
    };
    let mut from = entry.document.body.start as usize;
    for said in quotations {
        from = mark(&mut entry, said, from);
    }
    entry
}

fn mark(entry: &mut Entry, said: &Said, from: usize) -> usize {
    let text = entry.document.text.clone();
    let find = |words: &str, from: usize| {
        let start = text[from..].find(words).map(|at| from + at);
        let start = start.unwrap_or_else(|| panic!("{words:?} in {text:?}"));
        Span::new(start, start + words.len())
    };
    let span = find(said.words, from);
    let opening = text[..span.start as usize].chars().next_back().unwrap();
    let closing = text[span.end as usize..].chars().next().unwrap();
    let closing = if "”’\"».".contains(closing) {
        closing.len_utf8()
    } else {
        0
    };
    let marked = Span::new(
        span.start as usize - opening.len_utf8(),
        span.end as usize + closing,
    );
    let block_start = text[..marked.start as usize]
        .rfind("\n\n")
        .map_or(0, |at| at + 2);
    let start = text[block_start..marked.start as usize]
        .rfind(". ")
        .map_or(block_start, |at| block_start + at + 2);
    let block_end = text[marked.end as usize..]
        .find("\n\n")
        .map_or(text.len(), |at| marked.end as usize + at);
    let end = text[marked.end as usize..block_end]
        .find(". ")
        .map_or(block_end, |at| marked.end as usize + at + 1);
    let section = entry
        .article
        .sections
        .iter()
        .position(|section| section.blocks.iter().any(|block| block.span.contains(span)));
    let attribution = said.by.as_ref().map(|speaker| {
        let known = entry.speakers.iter().position(|s| s.name == speaker.name);
        let speaker = known.unwrap_or_else(|| {
            entry.speakers.push(speaker.clone().into());
            entry.speakers.len() - 1
        });
        let span = |words: &str| (!words.is_empty()).then(|| find(words, block_start));
        Attribution {
            speaker: u32::try_from(speaker).unwrap(),
            mention: span(said.mention).into(),
            cue: span(said.cue).into(),
            confidence: 1.0,
            evidence: Evidence::After,
        }
    });
    let before = entry.quotations.len().checked_sub(1);
    entry.quotations.push(Quotation {
        id: format!("q-{}", entry.quotations.len() + 1).as_str().into(),
        kind: if said.partial {
            QuotationKind::Partial
        } else {
            QuotationKind::Direct
        },
        span,
        marked,
        sentence: Span::new(start, end),
        section: u32::try_from(section.unwrap_or(0)).unwrap(),
        attribution,
        continues: before
            .filter(|_| said.continues)
            .map(|before| u32::try_from(before).unwrap()),
        candidates: Candidates::default(),
    });
    marked.end as usize
}

/// A site with everything that a page can show.
pub fn entries(site: &Site) -> Vec<Entry> {
    vec![
        bridge(site),
        talks(site),
        harvest(site),
        letter(site),
        anniversary(site),
    ]
}

fn bridge(site: &Site) -> Entry {
    let text = "\
World, River Disputes

Bridge at Vestra reopens after seven months

The mayor of Vestra calls it “a door”, and asks the far bank to keep it open.

By Ilse Brandt

VESTRA, Feb 27 (Own report) — The bridge over the Lomna was opened to walkers on Thursday. “The bridge is open, and it is open to both banks,” said Mira Kovač, mayor of Vestra, as the barrier was lifted.

“We have waited for this since May,” she said. “We will not wait again.

“Whoever closes it next will have to explain himself.”

A long morning

Her deputy called the day “a beginning” and the bridge “a promise that can be walked on”. The river authority said in a statement: “Repairs go on until June.”

Words from the far bank

Somebody in the crowd shouted: “And who will pay for it?” Nobody answered.

“The far bank has always been ready,” a spokesman for the district of Orn said.
";
    entry(
        site,
        "content/2025-02-28-bridge.txt",
        text,
        &[
            said("a door", "Mira Kovač", "mayor of Vestra")
                .partial()
                .role("mayor of Vestra"),
            said(
                "The bridge is open, and it is open to both banks,",
                "Mira Kovač",
                "Mira Kovač",
            )
            .role("mayor of Vestra")
            .cue("said"),
            said("We have waited for this since May,", "Mira Kovač", "she").cue("said"),
            said("We will not wait again.", "Mira Kovač", "she").continued(),
            said(
                "Whoever closes it next will have to explain himself.",
                "Mira Kovač",
                "",
            )
            .continued(),
            said("a beginning", "Jonas Wiek", "Her deputy")
                .partial()
                .role("deputy mayor")
                .cue("called"),
            said(
                "a promise that can be walked on",
                "Jonas Wiek",
                "Her deputy",
            )
            .partial()
            .continued(),
            said(
                "Repairs go on until June.",
                "Lomna River Authority",
                "river authority",
            )
            .kind(SpeakerKind::Organisation)
            .cue("said in a statement"),
            unattributed("And who will pay for it?"),
            said(
                "The far bank has always been ready,",
                "spokesman for the district of Orn",
                "a spokesman for the district of Orn",
            )
            .kind(SpeakerKind::Unnamed)
            .cue("said"),
        ],
    )
}

fn talks(site: &Site) -> Entry {
    let text = "\
+++
title = \"Talks on the Lomna end without a paper\"
standfirst = \"Two days, three rooms.\"
topics = [\"River Disputes\"]
source = \"The Vestra Courier\"
source_url = \"https://courier.example/talks\"
author = \"Anton Reiss\"
updated = 2025-02-27
[[correction]]
date = 2025-02-27
text = \"An earlier version gave the number of rooms as two.\"
+++

The sides met *twice*, in rooms **a corridor apart**, [the protocol](https://courier.example/protocol) says; see [all topics](topics/) and [below](#three-points).

## Three points

1. “Water is *not* a weapon,” said Mira Kovač.
2. The weir stays where it is &amp; as it is.
3. “We agree on [the second point](https://courier.example/second) only,” said Tomas Orn, chair of the far bank’s council.

- a barrier
- a “gate”, in Orn’s word

> The paper was read aloud. “It has no date,” Kovač said.

## The map

    Vestra --- Lomna --- Orn

`code` and <b>no markup</b> end it.
";
    entry(
        site,
        "content/2025-02-26-talks.md",
        text,
        &[
            said("Water is *not* a weapon,", "Mira Kovač", "Mira Kovač")
                .role("mayor")
                .cue("said"),
            said(
                "We agree on [the second point](https://courier.example/second) only,",
                "Tomas Orn",
                "Tomas Orn",
            )
            .role("chair of the far bank’s council")
            .cue("said"),
            said("gate", "Tomas Orn", "Orn").partial(),
            said("It has no date,", "Mira Kovač", "Kovač").cue("said"),
        ],
    )
}

fn harvest(site: &Site) -> Entry {
    let text = "\
Harvest brought in under guard near Orn

Forty carts crossed the fields on Monday. “Bread first,” said Jonas Wiek, deputy mayor of Vestra.

The guard
A company of the river police walked beside them.
";
    entry(
        site,
        "content/2024-08-12-harvest.txt",
        text,
        &[said("Bread first,", "Jonas Wiek", "Jonas Wiek")
            .role("deputy mayor of Vestra")
            .cue("said")],
    )
}

fn letter(site: &Site) -> Entry {
    let text = "A letter without a date reached the desk in Vestra this week\n\nIt asked when the ferry would run again, and it was not signed by anybody.\n";
    entry(site, "content/letter.txt", text, &[])
}

fn anniversary(site: &Site) -> Entry {
    let text = "\
World

Bridge at Vestra closed until further notice

The bridge was closed on Wednesday. “It is a matter of days,” said Mira Kovac.
";
    entry(
        site,
        "content/2024-02-28-closed.txt",
        text,
        &[said("It is a matter of days,", "Mira Kovac", "Mira Kovac").cue("said")],
    )
}

/// The settings of the invented site.
pub fn site() -> Site {
    let text = "title = \"The Lomna Digest\"\ndescription = \"Both banks, in their own words\"\nbase_url = \"https://digest.example/lomna\"\nper_page = 2\nsearch = false\n[licence]\nname = \"CC BY 4.0\"\nurl = \"https://licence.example/by/\"\n";
    let text: std::sync::Arc<str> = text.into();
    let whole = Span::new(0, text.len());
    dateline::config::read(&"site.toml".into(), &text, whole).unwrap()
}

/// The digest of `entries`.
pub fn digest(site: Site, entries: Vec<Entry>) -> Digest {
    digest::join(site, &Register::default(), entries).0
}

/// The built-in theme.
pub fn theme() -> Theme {
    Theme::load(Path::new("no such folder"), "en").unwrap()
}

/// All pages by their path.
pub fn pages(digest: &Digest, theme: &Theme) -> BTreeMap<String, Vec<u8>> {
    let renderer = Renderer::new(digest, theme);
    assert!(renderer.diagnostics().is_empty());
    let mut pages = BTreeMap::new();
    for planned in renderer.pages() {
        let Page { path, bytes } = renderer.render(&planned).unwrap_or_else(|diagnostic| {
            panic!("{}", dateline::diagnostics::render(&diagnostic, false))
        });
        assert_eq!(path, planned.path);
        let before = pages.insert(path, bytes);
        assert!(before.is_none(), "{} is made twice", planned.path);
    }
    pages
}

/// The pages of the invented site with these settings.
pub fn built(site: Site) -> BTreeMap<String, Vec<u8>> {
    let entries = entries(&site);
    pages(&digest(site, entries), &theme())
}
