//! A small text for each way in which a text says who spoke, and for each that only looks like one.
//!
//! Each file of `tests/quotations/frames/` is read and its quotations compared with the snapshot of its name; to add a
//! case, add a file.

use crate::{line, read, truth};
use dateline::config::{Register, Site};
use dateline::quotes::Entry;
use dateline::quotes::score::Feature;
use dateline::span::Span;
use dateline::{article, quotes, source};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

#[test]
fn frames_are_read_right() {
    insta::glob!("../quotations/frames", "*.txt", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        let (entry, _) = read(&text, &name).unwrap();
        insta::with_settings!({
            prepend_module_to_snapshot => false,
            omit_expression => true,
            snapshot_path => "../quotations/snapshots",
        }, {
            insta::assert_snapshot!("frames", outline(&text, &entry));
        });
    });
}

/// A reason by which a name can be given is shown by a text, of these or of the articles, in which one is given by it.
#[test]
fn each_reason_has_its_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quotations/frames");
    let mut paths = truth::articles();
    paths.extend(truth::texts(&folder));
    let mut shown: BTreeSet<Feature> = BTreeSet::new();
    let site = Site::default();
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        let document = source::read(&bytes, &path.file_name().unwrap().to_string_lossy()).unwrap();
        let (article, _) = article::read(&document, &site);
        let (_, reasons) = quotes::explain(document, article, &site, &Register::default());
        for (_, features) in reasons {
            shown.extend(features.iter().map(|(feature, _)| feature));
        }
    }
    let unshown = Feature::ALL
        .iter()
        .filter(|&feature| !shown.contains(feature));
    assert_eq!(unshown.collect::<Vec<_>>(), Vec::<&Feature>::new());
}

/// The text, and below it what was read.
fn outline(text: &str, entry: &Entry) -> String {
    let mut out = format!("{}\n", text.trim_end());
    if entry.quotations.is_empty() {
        out.push_str("\nno quotation\n");
    }
    let words = |span: Span| line(span.of(&entry.document.text));
    for (i, quotation) in entry.quotations.iter().enumerate() {
        let kind = format!("{:?}", quotation.kind).to_lowercase();
        _ = writeln!(out, "\n{}. {kind}: {}", i + 1, words(quotation.span));
        if let Some(speaker) = entry.speaker_of(quotation) {
            let kind = format!("{:?}", speaker.kind).to_lowercase();
            _ = write!(out, "   {} ({kind})", speaker.name);
            _ = match &speaker.role {
                Some(role) => writeln!(out, ", {role}"),
                None => writeln!(out),
            };
        } else {
            out.push_str("   nobody\n");
        }
        if let Some(attribution) = &quotation.attribution {
            _ = write!(out, "   {:?}", attribution.evidence);
            if let Some(mention) = attribution.mention.get() {
                _ = write!(out, ", mention “{}”", words(mention));
            }
            if let Some(cue) = attribution.cue.get() {
                _ = write!(out, ", cue “{}”", words(cue));
            }
            out.push('\n');
        }
        if let Some(before) = quotation.continues {
            _ = writeln!(out, "   continues {}", before + 1);
        }
        if !quotation.candidates.is_empty() {
            _ = writeln!(out, "   candidates: {}", quotation.candidates.join(", "));
        }
    }
    out
}
