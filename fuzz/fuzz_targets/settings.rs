//! No settings make their reader fail, and a mistake in them is shown at its place.

#![no_main]

use dateline::config::{self, FrontMatter, Register, Site};
use dateline::diagnostics::{Diagnostic, render};
use dateline::source;
use dateline::span::Span;
use libfuzzer_sys::fuzz_target;
use serde::de::DeserializeOwned;
use std::sync::Arc;

fn mistake<T: DeserializeOwned>(name: &str, text: &str) -> Option<Box<Diagnostic>> {
    let text: Arc<str> = text.into();
    config::read::<T>(&name.into(), &text, Span::new(0, text.len())).err()
}

fuzz_target!(|bytes: &[u8]| {
    // The first byte chooses what is read.
    let Some((&first, bytes)) = bytes.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(bytes);
    let mistake = match first % 4 {
        0 => mistake::<Site>("site.toml", &text),
        1 => mistake::<Register>("content/speakers.toml", &text),
        2 => mistake::<FrontMatter>("content/a.txt", &text),
        _ => source::read(bytes, "content/a.txt").err(),
    };
    if let Some(mistake) = mistake {
        assert!(!render(&mistake, false).is_empty());
        assert!(
            mistake.help.is_some() || first % 4 == 3,
            "{} has no help",
            mistake.message
        );
    }
});
