//! No bytes make the reader fail, and it loses none of them.
//!
//! `cargo +nightly fuzz run reading`, or without nightly, which leaves the address sanitizer out (there is no unsafe
//! code to be watched): `RUSTC_BOOTSTRAP=1 cargo fuzz run --sanitizer none reading`

#![no_main]

use dateline::article;
use dateline::config::Site;
use dateline::source;
use dateline::span::{Span, is_blank};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // The first byte chooses the format.
    let (name, bytes) = match bytes.split_first() {
        Some((first, rest)) if first % 2 == 1 => ("2025-02-28-a.md", rest),
        Some((_, rest)) => ("2025-02-28-a.txt", rest),
        None => return,
    };
    let Ok(document) = source::read(bytes, name) else {
        return;
    };
    let (article, diagnostics) = article::read(&document, &Site::default());
    let text = &*document.text;
    let mut spans: Vec<Span> = article.kept_spans().collect();
    spans.extend(article.dropped.iter().map(|dropped| dropped.span));
    spans.sort_unstable();
    let mut at = document.body.range().start;
    for span in spans {
        let range = span.range();
        assert!(range.start >= at, "two spans overlap");
        assert!(
            text[at..range.start].chars().all(is_blank),
            "words are lost"
        );
        assert!(text.get(range.clone()).is_some(), "a span cuts a character");
        at = range.end;
    }
    assert!(
        text[at..].chars().all(is_blank),
        "words are lost at the end"
    );
    for time in &article.times {
        assert!(
            text.get(time.span.range())
                .is_some_and(|words| !words.is_empty())
        );
    }
    for diagnostic in &diagnostics {
        let _ = dateline::diagnostics::render(diagnostic, false);
    }
});
