//! Every word of the text is kept once or listed as dropped, whatever is pasted; and no bytes make the reader fail.

use dateline::article::{self, Article, Inline};
use dateline::config::Site;
use dateline::source::{self, Document};
use dateline::span::{Span, is_blank};
use proptest::prelude::*;

/// Lines of the kinds that pages are made of.
const LINES: &[&str] = &[
    "Vestra Courier logo",
    "World",
    "World, Northern Front",
    "Home > World > Norrin",
    "Bridge at Vestra opens again after six weeks of repairs",
    "Bridge at Vestra opens again after six weeks of repairs | Vestra Courier",
    "By Mira Kovač and Oskar Lind",
    "Published 28 Feb 2025, 09:12 GMT",
    "Updated: March 1, 2025",
    "28 February 2025 | By Mira Kovač",
    "3 hours ago",
    "Share",
    "4 min read",
    "Getty Images",
    "Lorries wait at the crossing. [File: Mira Kovač/Norrin Press]",
    "FILE - The bridge at Vestra, 3 May 2024. (AP Photo/Oskar Lind)",
    "Read more: Bridge closed again",
    "Read more",
    "ADVERTISEMENT",
    "* * *",
    "---",
    "***",
    "What comes next",
    "“No way back”",
    "VESTRA, Feb 27 (Reuters) - The bridge opened on Thursday, the mayor said.",
    "“The bridge is open,” said Mira Kovač, mayor of Vestra. It had been shut since last month.",
    "“We waited six days",
    "Nobody was told on 12 February, six days later or yesterday why the gate stayed shut.",
    "- Grain shipments",
    "• Prisoners",
    "1. The ceasefire",
    "2) The border",
    "> Dear Mr President,",
    "> we ask you to open the gate",
    "the convoy of forty lorries waited at the crossing for",
    "six days before the gate was opened, and drivers said",
    "# Envoys meet again",
    "## What comes next",
    "**Bold words**",
    "[a link](https://example.org)",
    "![Picture](picture.png)",
    "[ref]: https://example.org \"Title\"",
    "<script>alert(1)</script>",
    "```",
    "    indented",
    "&amp; &#x41; \\* `code`",
    "\u{a0}\u{200b}\u{ad}",
    "\u{c}",
    "+++",
    "Reporting by Mira Kovač; Editing by Oskar Lind",
    "© 2025 Vestra Courier. All rights reserved.",
    "across the river. DM",
    "ENDS",
    "Related topics",
    "Переговори тривають, сказав він.",
];

const ENDS: &[&str] = &[
    "\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\u{2028}", "\u{c}", " ",
];

fn pasted() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        8 => prop::sample::select(LINES).prop_map(str::to_owned),
        1 => "\\PC{0,40}",
        1 => ".{0,40}",
    ];
    let end = prop::sample::select(ENDS);
    prop::collection::vec((line, end), 0..30).prop_map(|lines| {
        lines
            .into_iter()
            .flat_map(|(line, end)| [line, end.to_owned()])
            .collect()
    })
}

/// A text with some of its characters deleted, doubled or replaced.
fn mutated() -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), 0..3u8, any::<char>());
    (pasted(), prop::collection::vec(change, 0..12)).prop_map(|(text, changes)| {
        let mut chars: Vec<char> = text.chars().collect();
        for (at, what, new) in changes {
            if chars.is_empty() {
                break;
            }
            let at = at.index(chars.len());
            match what {
                0 => _ = chars.remove(at),
                1 => chars.insert(at, chars[at]),
                _ => chars[at] = new,
            }
        }
        chars.into_iter().collect()
    })
}

/// The same cases on every run.
fn settings() -> ProptestConfig {
    ProptestConfig {
        cases: 400,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_250_228),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn plain_text_loses_nothing(text in mutated()) {
        whole(text.as_bytes(), "content/a.txt")?;
    }

    #[test]
    fn markdown_loses_nothing(text in mutated()) {
        whole(text.as_bytes(), "content/a.md")?;
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), markdown: bool) {
        whole(&bytes, if markdown { "a.md" } else { "a.txt" })?;
    }

    #[test]
    fn broken_encodings_are_read_or_refused(text in pasted(), at: prop::sample::Index, byte: u8) {
        let mut bytes = text.into_bytes();
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        whole(&bytes, "a.txt")?;
    }
}

fn whole(bytes: &[u8], name: &str) -> Result<(), TestCaseError> {
    let Ok(document) = source::read(bytes, name) else {
        return Ok(());
    };
    let (article, diagnostics) = article::read(&document, &Site::default());
    covers(&document, &article)?;
    inlines_lie_in_their_blocks(&document, &article)?;
    times_stand_in_what_is_kept(&document, &article)?;
    for diagnostic in &diagnostics {
        prop_assert!(!dateline::diagnostics::render(diagnostic, false).is_empty());
    }
    Ok(())
}

fn covers(document: &Document, article: &Article) -> Result<(), TestCaseError> {
    let text = &*document.text;
    let mut spans: Vec<Span> = article.kept_spans().collect();
    spans.extend(article.dropped.iter().map(|d| d.span));
    spans.sort_unstable();
    let mut at = document.body.range().start;
    for span in spans {
        let range = span.range();
        prop_assert!(
            text.get(range.clone()).is_some(),
            "{span:?} cuts a character"
        );
        prop_assert!(
            range.start >= at,
            "{span:?} overlaps what stands before it: {text:?}"
        );
        let gap = &text[at..range.start];
        prop_assert!(gap.chars().all(is_blank), "lost {gap:?} of {text:?}");
        at = range.end;
    }
    let rest = &text[at..];
    prop_assert!(rest.chars().all(is_blank), "lost {rest:?} of {text:?}");
    prop_assert!(article.dropped.is_sorted_by_key(|d| d.span));
    Ok(())
}

fn times_stand_in_what_is_kept(
    document: &Document,
    article: &Article,
) -> Result<(), TestCaseError> {
    let kept: Vec<Span> = article.kept_spans().collect();
    let mut at = 0;
    for time in &article.times {
        prop_assert!(
            document
                .text
                .get(time.span.range())
                .is_some_and(|words| !words.is_empty())
        );
        prop_assert!(time.span.start >= at, "{time:?} overlaps the one before it");
        prop_assert!(kept.iter().any(|span| span.contains(time.span)));
        at = time.span.end;
    }
    Ok(())
}

fn inlines_lie_in_their_blocks(
    document: &Document,
    article: &Article,
) -> Result<(), TestCaseError> {
    for block in article.sections.iter().flat_map(|s| &s.blocks) {
        let mut open = 0;
        let mut at = block.span.start;
        for inline in &*block.inlines() {
            let span = match inline {
                Inline::Text(span) | Inline::Replaced(span, _) | Inline::Break(span) => *span,
                Inline::Picture(picture) => picture.span,
                Inline::Open(_) => {
                    open += 1;
                    continue;
                }
                Inline::Close => {
                    open -= 1;
                    prop_assert!(open >= 0);
                    continue;
                }
            };
            prop_assert!(document.text.get(span.range()).is_some());
            // A line end between two lines, or what can't be seen, may stand at the edges.
            let seen = span.trimmed(&document.text);
            if seen.is_empty() {
                continue;
            }
            prop_assert!(block.span.contains(seen), "{span:?} leaves {block:?}");
            prop_assert!(at <= seen.start, "{block:?} is out of order");
            at = seen.end;
        }
        prop_assert_eq!(open, 0);
    }
    Ok(())
}
