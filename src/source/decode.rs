//! Bytes to text, where nothing has to be guessed.

use crate::diagnostics::Diagnostic;
use crate::span::Span;
use std::sync::Arc;

/// The text of `bytes`: UTF-8, or UTF-16 with a byte-order mark. The mark is removed, line ends are made `\n`.
///
/// # Errors
/// A diagnostic at the first byte that is no text.
pub fn decode(bytes: &[u8], path: &Arc<str>) -> Result<String, Box<Diagnostic>> {
    let bytes = small(bytes, path)?;
    match certain(bytes, path)? {
        Certain::Text(text) => in_bounds(with_plain_line_ends(text), path),
        Certain::Not { bytes, valid_up_to } => Err(Box::new(not_utf8(bytes, valid_up_to, path))),
    }
}

/// What bytes say for sure of their encoding.
pub(super) enum Certain<'b> {
    /// This is their text.
    Text(String),
    /// They are no UTF-8 from here on, and no byte-order mark tells what they are.
    Not { bytes: &'b [u8], valid_up_to: usize },
}

/// Reads what states its encoding.
pub(super) fn certain<'b>(
    bytes: &'b [u8],
    path: &Arc<str>,
) -> Result<Certain<'b>, Box<Diagnostic>> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            return Ok(match std::str::from_utf8(bytes) {
                Ok(text) => Certain::Text(text.to_owned()),
                Err(error) => Certain::Not {
                    bytes,
                    valid_up_to: error.valid_up_to(),
                },
            });
        }
    };
    text.map(Certain::Text)
        .ok_or_else(|| Box::new(broken_utf16(path)))
}

/// Text in UTF-16 of one byte order.
pub(super) fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .ok()
}

/// `text` with each line end made `\n`.
pub(super) fn with_plain_line_ends(text: String) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}

/// `bytes`, where offsets of 32 bits reach to their end.
pub(super) fn small<'b>(bytes: &'b [u8], path: &Arc<str>) -> Result<&'b [u8], Box<Diagnostic>> {
    match u32::try_from(bytes.len()) {
        Ok(_) => Ok(bytes),
        Err(_) => Err(Box::new(too_large(path))),
    }
}

/// `text`, where offsets of 32 bits reach to its end: other encodings may grow on their way to UTF-8.
pub(super) fn in_bounds(text: String, path: &Arc<str>) -> Result<String, Box<Diagnostic>> {
    match u32::try_from(text.len()) {
        Ok(_) => Ok(text),
        Err(_) => Err(Box::new(too_large(path))),
    }
}

fn too_large(path: &Arc<str>) -> Diagnostic {
    Diagnostic::error("too-large", "the file is larger than 4 GiB")
        .in_file(path)
        .help("divide it into several documents")
}

fn broken_utf16(path: &Arc<str>) -> Diagnostic {
    Diagnostic::error(
        "encoding",
        "the file begins as UTF-16, but is broken in the middle",
    )
    .in_file(path)
    .help("save it again as UTF-8")
}

fn not_utf8(bytes: &[u8], at: usize, path: &Arc<str>) -> Diagnostic {
    // Shown with replacement characters up to the end of the line that holds the first bad byte.
    let end = bytes[at..]
        .iter()
        .position(|&b| b == b'\n')
        .map_or(bytes.len(), |n| at + n);
    let before = String::from_utf8_lossy(&bytes[..at]).into_owned();
    let text = format!("{before}{}", String::from_utf8_lossy(&bytes[at..end]));
    let span = Span::new(
        before.len(),
        before.len() + char::REPLACEMENT_CHARACTER.len_utf8(),
    );
    Diagnostic::error("encoding", "the file is not UTF-8 text")
        .at(path, &Arc::from(text), span)
        .label(format!("byte {:#04x} is no UTF-8 here", bytes[at]))
        .help("open it in the editor that wrote it and save it as UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Result<String, String> {
        decode(bytes, &Arc::from("content/a.txt"))
            .map_err(|d| crate::diagnostics::render(&d, false))
    }

    #[test]
    fn marks_and_line_ends_go() {
        assert_eq!(
            text(b"\xEF\xBB\xBFone\r\ntwo\rthree").unwrap(),
            "one\ntwo\nthree"
        );
    }

    #[test]
    fn utf16_is_read_by_its_mark() {
        assert_eq!(text(b"\xFF\xFE\x1a\x04\x38\x04").unwrap(), "Ки");
        assert_eq!(text(b"\xFE\xFF\x04\x1a\x04\x38").unwrap(), "Ки");
        assert!(text(b"\xFE\xFF\x04").unwrap_err().contains("UTF-16"));
    }

    #[test]
    fn a_byte_that_is_no_text_is_shown_in_its_line() {
        let message = text(b"First line\nCaf\xe9 closed\n").unwrap_err();
        assert!(message.contains("content/a.txt:2:4"), "{message}");
        assert!(message.contains("save it as UTF-8"), "{message}");
    }
}
