//! What an editor is told of a text, as the terminal shows it: each kind of report once.

use dateline::article;
use dateline::config::Site;
use dateline::diagnostics::render;
use dateline::source;
use std::fmt::Write;

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
