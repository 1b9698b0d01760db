//! Text to HTML text: the one place where it is decided what a character may do on a page.

use std::io::{self, Write};

/// Appends `text` to `html`, so that it is safe in an element and in an attribute between double or single quotes.
///
/// Beside the five characters that HTML reads as markup, two kinds are left out because they show nothing and are
/// only ever used to deceive: control characters, which HTML forbids, and the two that turn all letters after
/// them around (U+202D, U+202E), by which one name can be made to look like another (Unicode Technical Report 36).
pub(super) fn push(html: &mut String, text: &str) {
    // Nothing fails here.
    let _ = each(text, |piece| {
        html.push_str(piece);
        Ok(())
    });
}

/// The same for what templates print.
pub(super) fn write(text: &str, out: &mut dyn Write) -> io::Result<()> {
    each(text, |piece| out.write_all(piece.as_bytes()))
}

/// The pieces of the escaped text, in order.
fn each(text: &str, mut give: impl FnMut(&str) -> io::Result<()>) -> io::Result<()> {
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut at = 0;
    while let Some(skip) = bytes[at..].iter().position(|&byte| STOPS[byte as usize]) {
        at += skip;
        let (instead, length) = match bytes[at] {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            b'\'' => ("&#39;", 1),
            0xe2 if !matches!(bytes[at..], [_, 0x80, 0xad | 0xae, ..]) => {
                at += 3;
                continue;
            }
            0xe2 => ("", 3),
            _ => ("", 1),
        };
        give(&text[from..at])?;
        give(instead)?;
        at += length;
        from = at;
    }
    give(&text[from..])
}

/// The bytes that may begin something that can't stand as it is.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        stops[byte] = matches!(
            byte as u8,
            b'&' | b'<' | b'>' | b'"' | b'\'' | 0..=0x08 | 0x0b | 0x0c | 0x0e..=0x1f | 0x7f | 0xe2
        );
        byte += 1;
    }
    stops
};

#[cfg(test)]
mod tests {
    use super::push;

    #[test]
    fn what_could_act_is_made_text() {
        let mut html = String::new();
        push(
            &mut html,
            "<a href=\"x\" on='y'>\u{202e}&\u{0}\u{2019}\u{202c}\t]]> é",
        );
        assert_eq!(
            html,
            "&lt;a href=&quot;x&quot; on=&#39;y&#39;&gt;&amp;\u{2019}\u{202c}\t]]&gt; é"
        );
    }
}
