//! Bytes of a document to text, where their encoding has to be guessed.

use super::decode::{self, Certain, utf16};
use crate::diagnostics::Diagnostic;
use crate::span::Span;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;
use std::sync::Arc;

/// A document's text, and how sure it is.
pub(super) struct Decoded {
    /// The byte-order mark is removed, line ends are made `\n`.
    pub text: String,
    /// What was guessed, if anything was.
    pub guess: Option<Guess>,
}

/// An encoding that nothing in the file states.
pub(super) struct Guess {
    encoding: &'static str,
    /// The first character that would be another one in another encoding.
    first: Span,
}

impl Guess {
    /// The warning that it was guessed.
    pub(super) fn report(&self, path: &Arc<str>, text: &Arc<str>) -> Diagnostic {
        let (message, label) = if self.encoding == encoding_rs::UTF_8.name() {
            (
                "the file is UTF-8, but broken in places".to_owned(),
                "the first character that is lost",
            )
        } else {
            (
                format!("the file is not UTF-8; it was read as {}", self.encoding),
                "the first letter that depends on it",
            )
        };
        Diagnostic::warning("encoding-guessed", message)
            .at(path, text, self.first)
            .label(label)
            .help("save it again as UTF-8, after a look at its accents and quotation marks")
    }
}

/// The text of `bytes`.
///
/// UTF-8 is certain where the bytes are valid, UTF-16 where a byte-order mark says so; anything else is guessed
/// (chardetng, as Firefox does for pages that say nothing) and reported.
pub(super) fn read(bytes: &[u8], path: &Arc<str>) -> Result<Decoded, Box<Diagnostic>> {
    let bytes = decode::small(bytes, path)?;
    let (bytes, valid_up_to) = match decode::certain(bytes, path)? {
        // Text holds no zero; UTF-16 without its mark does, and may be valid UTF-8 all the same.
        Certain::Text(text) if !text.contains('\0') => {
            let text = decode::in_bounds(decode::with_plain_line_ends(text), path)?;
            return Ok(Decoded { text, guess: None });
        }
        Certain::Text(_) => (bytes, 0),
        Certain::Not { bytes, valid_up_to } => (bytes, valid_up_to),
    };
    let (text, encoding) = match mended(bytes) {
        Some(text) => (text, encoding_rs::UTF_8.name()),
        None => guess(bytes, valid_up_to).ok_or_else(|| Box::new(no_text(path)))?,
    };
    let text = decode::in_bounds(decode::with_plain_line_ends(text), path)?;
    let first = first_foreign(&text);
    let guess = Some(Guess { encoding, first });
    Ok(Decoded { text, guess })
}

/// UTF-8 with a few bytes that are none: each stands as a replacement character. None where most of what is not ASCII is
/// broken: then it is another encoding.
fn mended(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let foreign = text.chars().filter(|c| !c.is_ascii()).count();
    let broken = text.matches(char::REPLACEMENT_CHARACTER).count();
    (broken > 0 && foreign >= broken * 4 && !bytes.contains(&0)).then(|| text.into_owned())
}

/// The first character that is broken, else the first outside ASCII: all before it is the same in UTF-8.
fn first_foreign(text: &str) -> Span {
    let broken = text.find(char::REPLACEMENT_CHARACTER);
    let found = text[broken.unwrap_or(0)..]
        .char_indices()
        .find(|(_, c)| !c.is_ascii());
    let base = broken.unwrap_or(0);
    found.map_or(Span::default(), |(at, c)| {
        Span::new(base + at, base + at + c.len_utf8())
    })
}

/// Text in an encoding that nothing states, and the encoding's name; none for what is no text at all.
fn guess(bytes: &[u8], valid_up_to: usize) -> Option<(String, &'static str)> {
    if bytes.contains(&0) {
        // Every second byte of Latin letters in UTF-16 is zero.
        let zeros = |odd: usize| {
            bytes
                .iter()
                .skip(odd)
                .step_by(2)
                .filter(|&&b| b == 0)
                .count()
        };
        let (even, odd) = (zeros(0), zeros(1));
        let enough = bytes.len() / 8;
        let (text, name) = if odd > enough && odd > even {
            (utf16(bytes, u16::from_le_bytes)?, "UTF-16LE")
        } else if even > enough {
            (utf16(bytes, u16::from_be_bytes)?, "UTF-16BE")
        } else {
            return None;
        };
        return is_text(&text).then_some((text, name));
    }
    let encoding = detect(&bytes[valid_up_to..]);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    is_text(&text).then(|| (text.into_owned(), encoding.name()))
}

/// How many bytes an encoding is told by: what is typical of a language shows in far fewer.
const ENOUGH: usize = 1 << 20;

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(ENOUGH)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether it is text: next to no control characters, and most characters decoded.
fn is_text(text: &str) -> bool {
    let strange =
        |c: &char| c.is_control() && !c.is_whitespace() || *c == char::REPLACEMENT_CHARACTER;
    let strange = text.chars().filter(strange).count();
    strange * 50 <= text.chars().count()
}

fn no_text(path: &Arc<str>) -> Diagnostic {
    Diagnostic::error("encoding", "the file holds no text")
        .in_file(path)
        .help("open it in the program that wrote it and save it as plain text in UTF-8")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    fn read(bytes: &[u8]) -> Result<(String, Option<String>), String> {
        let path = Arc::from("content/a.txt");
        let decoded =
            super::read(bytes, &path).map_err(|d| crate::diagnostics::render(&d, false))?;
        let text: Arc<str> = decoded.text.as_str().into();
        let report = decoded
            .guess
            .map(|guess| crate::diagnostics::render(&guess.report(&path, &text), false));
        Ok((decoded.text, report))
    }

    #[test]
    fn marks_and_line_ends_go() {
        let text = read(b"\xEF\xBB\xBFone\r\ntwo\rthree").unwrap();
        assert_eq!(text, ("one\ntwo\nthree".into(), None));
    }

    #[test]
    fn utf16_is_read_by_its_mark() {
        assert_eq!(read(b"\xFF\xFE\x1a\x04\x38\x04").unwrap().0, "Ки");
        assert_eq!(read(b"\xFE\xFF\x04\x1a\x04\x38").unwrap().0, "Ки");
        assert!(read(b"\xFE\xFF\x04").unwrap_err().contains("UTF-16"));
    }

    #[test]
    fn utf16_without_a_mark_is_guessed() {
        let bytes: Vec<u8> = "The bridge is open – at last"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let (text, report) = read(&bytes).unwrap();
        assert_eq!(text, "The bridge is open – at last");
        assert!(report.unwrap().contains("UTF-16LE"));
    }

    #[test]
    fn another_encoding_is_guessed_and_reported() {
        let (text, report) =
            read(b"The mayor said:\r\n\x93The caf\xe9 is closed,\x94 and left.\r\n").unwrap();
        assert_eq!(text, "The mayor said:\n“The café is closed,” and left.\n");
        let report = report.unwrap();
        assert!(
            report.contains("content/a.txt:2:1") && report.contains("windows-1252"),
            "{report}"
        );
    }

    #[test]
    fn utf8_with_a_broken_byte_stays_utf8() {
        let (text, report) =
            read(b"\xE2\x80\x9CCaf\xC3\xA9,\xE2\x80\x9D she said \xE2\x80\x93 \xE9 well").unwrap();
        assert_eq!(text, "“Café,” she said – \u{fffd} well");
        assert!(report.unwrap().contains("broken in places"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0";
        assert!(read(picture).unwrap_err().contains("no text"));
    }
}
