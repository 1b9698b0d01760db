//! Text to HTML text: the one place where it is decided what a character may do on a page.

use std::io::{self, Write};

/// Appends `text` to `html`, so that it is safe in an element and in an attribute between double or single quotes.
///
/// Beside the five characters that HTML reads as markup, two kinds are left out because they show nothing and are
/// only ever used to deceive: control characters, which HTML forbids, and the two that turn all letters after
/// them around (U+202D, U+202E), by which one name can be made to look like another (Unicode Technical Report 36).
pub(super) fn push(html: &mut String, text: &str) {
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut at = 0;
    while at < bytes.len() {
        let (instead, length) = match bytes[at] {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            b'\'' => ("&#39;", 1),
            b'\t' | b'\n' | b'\r' => {
                at += 1;
                continue;
            }
            0..0x20 | 0x7f => ("", 1),
            0xe2 if matches!(bytes[at..], [_, 0x80, 0xad | 0xae, ..]) => ("", 3),
            _ => {
                at += 1;
                continue;
            }
        };
        html.push_str(&text[from..at]);
        html.push_str(instead);
        at += length;
        from = at;
    }
    html.push_str(&text[from..]);
}

/// The same for what templates print.
pub(super) fn write(text: &str, out: &mut dyn Write) -> io::Result<()> {
    if text.bytes().all(is_plain) {
        return out.write_all(text.as_bytes());
    }
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    push(&mut html, text);
    out.write_all(html.as_bytes())
}

fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' if !matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\''))
}

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
