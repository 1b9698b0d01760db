//! No text makes the finding of quotations fail: each is the text's own words between marks, and whoever is named
//! stands in the text.

#![no_main]

use dateline::config::{Register, RegisteredSpeaker, Site};
use dateline::span::Span;
use dateline::{article, quotes, source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // The first byte chooses the format, the language and whether there is a register.
    let Some((&first, bytes)) = bytes.split_first() else {
        return;
    };
    let name = if first & 1 == 1 {
        "2025-02-28-a.md"
    } else {
        "2025-02-28-a.txt"
    };
    let language = ["en", "uk", "ar", "xx"][usize::from(first >> 1 & 3)];
    let site = Site {
        language: language.to_owned(),
        ..Site::default()
    };
    let mut register = Register::default();
    if first & 8 == 8 {
        register.speakers.push(RegisteredSpeaker {
            name: "Mira Kovač".to_owned(),
            aliases: vec!["the mayor".to_owned(), "MK".to_owned()],
            role: Some("mayor".to_owned()),
            kind: None,
            wikidata: None,
        });
    }
    let Ok(document) = source::read(bytes, name) else {
        return;
    };
    let (article, _) = article::read(&document, &site);
    let (entry, diagnostics) = quotes::read(document, article, &site, &register);
    let text = &*entry.document.text;
    let within = |span: Span| text.get(span.range()).expect("a span cuts a character");
    let mut before = 0;
    for quotation in &entry.quotations {
        assert!(
            !within(quotation.span).trim().is_empty(),
            "a quotation of nothing"
        );
        within(quotation.marked);
        within(quotation.sentence);
        assert!(
            quotation.marked.contains(quotation.span),
            "words outside of their marks"
        );
        assert!(
            quotation.span.start as usize >= before,
            "two quotations overlap"
        );
        before = quotation.span.end as usize;
        assert!((quotation.section as usize) < entry.article.sections.len().max(1));
        if let Some(attribution) = &quotation.attribution {
            assert!(
                !entry.speakers[attribution.speaker as usize].name.trim().is_empty(),
                "a speaker without a name"
            );
            if let Some(mention) = attribution.mention.get() {
                within(mention);
            }
            if let Some(cue) = attribution.cue.get() {
                within(cue);
            }
        }
    }
    for diagnostic in &diagnostics {
        let _ = dateline::diagnostics::render(diagnostic, false);
    }
});
