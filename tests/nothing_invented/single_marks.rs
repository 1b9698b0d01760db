//! What holds of a text in double marks holds of the same text in single ones, as much British print has them.

use crate::{read, truth};
use std::path::{Path, PathBuf};

/// Of the quotations, the share that may be read otherwise: `’` is an apostrophe as well, and where it may be either,
/// less is published.
const MOST_LOST: f64 = 0.01;

#[test]
fn single_marks_are_read_as_double_ones() {
    let mut all = 0;
    let mut lost = Vec::new();
    for path in texts() {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        let mixed = text.contains(['"', '\'']) && text.contains(['“', '’']);
        if mixed || text.contains(['‘', '„', '«']) || text.contains(" '") {
            continue;
        }
        let british = text.replace('“', "‘").replace('”', "’").replace('"', "'");
        let (double, single) = (quotations(&text, &name), quotations(&british, &name));
        // A text that holds nothing that ends as speech does gives no reason to take its single marks for speech.
        if single.is_empty() {
            continue;
        }
        all += double.len();
        let gone = double.iter().filter(|row| !single.contains(row));
        let new = single.iter().filter(|row| !double.contains(row));
        lost.extend(gone.map(|row| format!("{name}: lost {row}")));
        lost.extend(new.map(|row| format!("{name}: invented {row}")));
    }
    println!("{all} quotations\n{}", lost.join("\n"));
    assert!(all > 300);
    assert!(lost.len() as f64 <= MOST_LOST * all as f64, "{lost:#?}");
}

/// Each quotation of a text, with whom it is given to.
fn quotations(text: &str, name: &str) -> Vec<String> {
    let (entry, _) = read(text, name).unwrap();
    let rows = entry.quotations.iter().map(|quotation| {
        let speaker = entry.speaker_of(quotation);
        let speaker = speaker.map_or("nobody", |speaker| &speaker.name);
        format!("{} — {speaker}", quotation.span.of(&entry.document.text))
    });
    rows.collect()
}

fn texts() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quotations");
    let folders = ["articles", "frames"].iter();
    let mut paths: Vec<PathBuf> = folders
        .flat_map(|folder| truth::texts(&root.join(folder)))
        .collect();
    paths.sort();
    paths
}
