//! What an editor is told of a text, as the terminal shows it: each kind of report once.

#![allow(clippy::unwrap_used, reason = "a test that can not go on fails")]

use dateline::article;
use dateline::config::Site;
use dateline::diagnostics::{CODES, render};
use dateline::source;
use std::fmt::Write;
use std::path::Path;

#[test]
fn reports_are_shown_at_their_place() {
    let mut shown = String::new();
    for (name, bytes) in TEXTS {
        _ = writeln!(shown, "── {name}");
        match source::read(bytes, &format!("content/{name}")) {
            Err(diagnostic) => _ = writeln!(shown, "{}\n", render(&diagnostic, false)),
            Ok(document) => {
                let (_, diagnostics) = article::read(&document, &Site::default());
                for diagnostic in diagnostics {
                    _ = writeln!(shown, "{}\n", render(&diagnostic, false));
                }
            }
        }
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("diagnostics_of_a_text", shown);
    });
}

const TEXTS: &[(&str, &[u8])] = &[
    ("no-headline-and-undated.txt", "The bridge at Vestra is open.\n\nIt had been shut since May.\n".as_bytes()),
    ("date-unclear.txt", "Bridge at Vestra opens again\n\n02/03/2025\n\nThe bridge is open.\n".as_bytes()),
    (
        "2025-02-28-heading-unsure.txt",
        "Envoys leave Norrin without a date\nThe envoys left.\nGetty Images\nEnvoys at the hotel\nNobody spoke.\n".as_bytes(),
    ),
    (
        "2025-02-28-quotation-marks.txt",
        "Mayor calls the bridge a matter of life\n\n“The road is open, she said.\n\nIt is,” said others.\n".as_bytes(),
    ),
    (
        "2025-02-28-reads-like-two.txt",
        "Bridge at Vestra opens again\n\nBy Mira Kovač\n\nIt is open.\n\nEnvoys leave Norrin at night\n\nBy Oskar Lind\n\nThey left.\n"
            .as_bytes(),
    ),
    ("2025-02-28-encoding-guessed.txt", b"Bridge at Vestra opens again\r\n\r\nThe caf\xe9 by the bridge \x96 shut since May \x96 is open.\r\n"),
    ("2025-02-28-no-text.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0"),
    ("2025-02-28-broken-utf16.txt", b"\xFF\xFEa\0b"),
    ("2025-02-28-unknown-key.txt", b"+++\ntitel = \"Bridge\"\n+++\nIt is open.\n"),
    ("2025-02-28-no-end.txt", b"+++\ntitle = \"Bridge\"\n\nIt is open.\n"),
    ("2025-02-28-yaml.md", b"---\ntitle: Bridge\n---\nIt is open.\n"),
    ("2025-02-28-wrong-type.txt", b"+++\ndraft = \"yes\"\n+++\nIt is open.\n"),
];

/// What no text and no file brings about: the reader of mails takes whatever has a head, and the index of a site can
/// only fail by a mistake of the program.
const NEVER_SEEN: &[&str] = &["broken-mail", "search"];

/// Whoever adds a kind of diagnostic shows how it reads.
#[test]
fn each_kind_of_report_is_shown_in_a_snapshot() {
    let mut snapshots = String::new();
    for folder in ["src", "tests"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for file in walkdir::WalkDir::new(folder) {
            let path = file.unwrap().into_path();
            if path.extension().is_some_and(|ending| ending == "snap") {
                snapshots += &std::fs::read_to_string(path).unwrap();
            }
        }
    }
    let is_shown = |code: &str| {
        ["error", "warning"]
            .iter()
            .any(|grave| snapshots.contains(&format!("{grave}[{code}]: ")))
    };
    let unseen: Vec<_> = CODES
        .iter()
        .copied()
        .filter(|code| !is_shown(code))
        .collect();
    assert_eq!(unseen, NEVER_SEEN, "no snapshot shows how these read");
    assert!(CODES.is_sorted());
}
