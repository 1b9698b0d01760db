//! The lines of a pasted text, as they are before any are joined.

use crate::span::{Span, is_blank};

/// A line with something on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Without the white space at its ends.
    pub span: Span,
    /// Its words: the same, behind the marks of a quoted mail (`> `).
    pub words: Span,
    /// How many empty lines stand before it.
    pub blank_before: u32,
    /// How far it is set in, in columns; a tab counts four.
    pub indent: u32,
}

impl Line {
    /// Whether it is quoted as mail programs do: `> We ask you to open the gate`.
    pub(super) fn is_quoted(&self) -> bool {
        self.words.start > self.span.start
    }
}

/// All lines of `body`; the other marks that end a line do so as well: form feeds, line and paragraph separators.
pub(super) fn read(text: &str, body: Span) -> Vec<Line> {
    let mut lines = Vec::with_capacity(body.len() / 128 + 8);
    let mut blank_before = 0;
    let mut at = body.range().start;
    for piece in body.of(text).split('\n') {
        if has_other_ends(piece) {
            let mut start = at;
            for part in piece.split(is_other_end) {
                push(text, start, part, &mut lines, &mut blank_before);
                start += part.len();
                start += text[start..].chars().next().map_or(0, char::len_utf8);
            }
        } else {
            push(text, at, piece, &mut lines, &mut blank_before);
        }
        at += piece.len() + 1;
    }
    lines
}

fn push(text: &str, at: usize, piece: &str, lines: &mut Vec<Line>, blank_before: &mut u32) {
    let span = Span::new(at, at + piece.len()).trimmed(text);
    if span.is_empty() {
        *blank_before = blank_before.saturating_add(1);
        return;
    }
    let margin = &piece[..span.range().start - at];
    lines.push(Line {
        span,
        words: unquoted(text, span),
        blank_before: std::mem::take(blank_before),
        indent: margin
            .chars()
            .map(|c| {
                if c == '\t' {
                    4
                } else {
                    u32::from(c.is_whitespace())
                }
            })
            .sum(),
    });
}

fn is_other_end(c: char) -> bool {
    matches!(c, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether `piece` may hold such a mark, told by their last bytes; most lines do not.
fn has_other_ends(piece: &str) -> bool {
    let may_be = |b: u8| matches!(b, 0xb | 0xc | 0x85 | 0xa8 | 0xa9);
    piece
        .as_bytes()
        .chunks(64)
        .any(|chunk| chunk.iter().fold(false, |any, &b| any | may_be(b)))
}

/// The span behind the `>` marks that it begins with.
fn unquoted(text: &str, span: Span) -> Span {
    let line = span.of(text);
    if !line.starts_with('>') {
        return span;
    }
    let rest = line.trim_start_matches(|c| c == '>' || is_blank(c));
    Span::new(span.range().end - rest.len(), span.range().end)
}
