//! Bytes of a page or another markup to text: what states its encoding is believed, the rest is guessed.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// How far a statement of the encoding is looked for (the HTML standard asks for 1,024 bytes; pages have more).
const STATEMENT: usize = 4096;

/// The text of `bytes`; `stated` is what the message around them says of their encoding.
///
/// A byte-order mark stands above all else, as the Encoding Standard has it; then what is stated outside, then inside; then
/// UTF-8 where the bytes are that; else the encoding is guessed, as Firefox does. Line ends are made `\n`.
pub(super) fn text(bytes: &[u8], stated: Option<&str>) -> String {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => stated
            .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
            .or_else(|| inside(bytes))
            .filter(|encoding| *encoding != UTF_8 || std::str::from_utf8(bytes).is_ok())
            .unwrap_or_else(|| guess(bytes)),
    };
    let (text, _, _) = encoding.decode(bytes);
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.into_owned()
    }
}

/// What `<meta charset>`, `<meta http-equiv>` or an XML declaration says.
fn inside(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(STATEMENT)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let after = |key: &str| {
        let rest = &head[head.find(key)? + key.len()..];
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let label = rest.trim_start_matches(['"', '\'']);
        let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c));
        Encoding::for_label(&label.as_bytes()[..end.unwrap_or(label.len())])
    };
    let encoding =
        after("charset").or_else(|| head.starts_with("<?xml").then(|| after("encoding"))?)?;
    // Text that can be read up to here as single bytes is no UTF-16.
    let is_wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
    Some(if is_wide { UTF_8 } else { encoding })
}

/// How many bytes an encoding is told by.
const ENOUGH: usize = 1 << 20;

fn guess(bytes: &[u8]) -> &'static Encoding {
    // A part of a file may end within a character.
    let is_utf8 = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    if is_utf8 {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(ENOUGH)], true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stated_is_believed() {
        assert_eq!(
            text(b"<meta charset=windows-1251>\xc2\xe5\xf1\xf2\xf0\xe0", None),
            "<meta charset=windows-1251>Вестра"
        );
        assert_eq!(text(b"\xc2\xe5\xf1", Some("windows-1251")), "Вес");
        assert_eq!(text(b"\xff\xfea\0b\0", Some("windows-1251")), "ab");
        assert_eq!(text("Kovač\r\n".as_bytes(), None), "Kovač\n");
    }

    #[test]
    fn a_false_statement_of_utf8_is_not() {
        let page = b"<meta charset=\"utf-8\"><p>The caf\xe9 \x93is closed\x94.";
        assert!(text(page, None).ends_with("The café “is closed”."));
    }
}
