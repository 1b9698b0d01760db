//! Bytes to text.

use crate::diagnostics::Diagnostic;
use crate::span::Span;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;
use std::sync::Arc;

/// A file's text, and how sure it is.
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
        Diagnostic::warning(
            "encoding-guessed",
            format!("the file is not UTF-8; it was read as {}", self.encoding),
        )
        .at(path, text, self.first)
        .label("the first letter that depends on it")
        .help("save it again as UTF-8, after a look at its accents and quotation marks")
    }
}

/// The text of `bytes`, where nothing of it has to be guessed: settings are written on purpose.
///
/// # Errors
/// A diagnostic at the first letter that depends on a guess, or where the bytes are no text.
pub fn decode_certain(bytes: &[u8], path: &Arc<str>) -> Result<String, Box<Diagnostic>> {
    let decoded = decode(bytes, path)?;
    match &decoded.guess {
        None => Ok(decoded.text),
        Some(guess) => {
            let mut report = guess.report(path, &Arc::from(decoded.text.as_str()));
            report.severity = crate::diagnostics::Severity::Error;
            report.code = "encoding";
            report.message = "the file is not UTF-8 text".to_owned();
            Err(Box::new(report))
        }
    }
}

/// The text of `bytes`.
///
/// UTF-8 is certain where the bytes are valid, UTF-16 where a byte-order mark says so; anything else is guessed
/// (chardetng, as Firefox does for pages that say nothing) and reported.
pub(super) fn decode(bytes: &[u8], path: &Arc<str>) -> Result<Decoded, Box<Diagnostic>> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(Box::new(too_large(path)));
    }
    let mut guessed = None;
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => {
            utf16(rest, u16::from_le_bytes).ok_or_else(|| broken_utf16(path))?
        }
        [0xFE, 0xFF, rest @ ..] => {
            utf16(rest, u16::from_be_bytes).ok_or_else(|| broken_utf16(path))?
        }
        _ => {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            match std::str::from_utf8(bytes) {
                Ok(text) if !text.contains('\0') => text.to_owned(),
                result => {
                    let at = result.map_or_else(|error| error.valid_up_to(), |_| 0);
                    let (text, encoding) =
                        guess(bytes, at).ok_or_else(|| Box::new(no_text(path)))?;
                    guessed = Some((encoding, at));
                    text
                }
            }
        }
    };
    let first = guessed.map(|(encoding, at)| (encoding, first_foreign(&text, at)));
    let (text, first) = with_plain_line_ends(text, first);
    // Other encodings may grow on their way to UTF-8.
    if u32::try_from(text.len()).is_err() {
        return Err(Box::new(too_large(path)));
    }
    let guess = first.map(|(encoding, first)| Guess { encoding, first });
    Ok(Decoded { text, guess })
}

fn with_plain_line_ends<E>(text: String, place: Option<(E, Span)>) -> (String, Option<(E, Span)>) {
    if !text.contains('\r') {
        return (text, place);
    }
    let plain = text.replace("\r\n", "\n").replace('\r', "\n");
    let place = place.map(|(encoding, span)| {
        let range = span.range();
        let gone = text[..range.start].matches("\r\n").count();
        (encoding, Span::new(range.start - gone, range.end - gone))
    });
    (plain, place)
}

/// The first character outside ASCII at or behind what is the same in UTF-8.
fn first_foreign(text: &str, from: usize) -> Span {
    let from = if text.is_char_boundary(from) { from } else { 0 };
    let found = text[from..].char_indices().find(|(_, c)| !c.is_ascii());
    found.map_or(Span::default(), |(at, c)| {
        Span::new(from + at, from + at + c.len_utf8())
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .ok()
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

fn too_large(path: &Arc<str>) -> Diagnostic {
    Diagnostic::error("too-large", "the file is larger than 4 GiB")
        .in_file(path)
        .help("divide it into several documents")
}

fn broken_utf16(path: &Arc<str>) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(
            "encoding",
            "the file begins as UTF-16, but is broken in the middle",
        )
        .in_file(path)
        .help("save it again as UTF-8"),
    )
}

fn no_text(path: &Arc<str>) -> Diagnostic {
    Diagnostic::error("encoding", "the file holds no text")
        .in_file(path)
        .help("open it in the program that wrote it and save it as plain text in UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<(String, Option<String>), String> {
        let path = Arc::from("content/a.txt");
        let decoded = decode(bytes, &path).map_err(|d| crate::diagnostics::render(&d, false))?;
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
    fn what_is_no_text_is_refused() {
        let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0";
        assert!(read(picture).unwrap_err().contains("no text"));
    }
}
