//! A range in a document's text, and what a reader calls its place: line, column, character.

use serde::{Deserialize, Serialize};
use std::num::NonZero;
use std::ops::Range;

/// A range of a document's decoded text, in bytes, `start <= end`, both on character boundaries.
///
/// Offsets are 32 bits wide: [`source`](crate::source) refuses a document of 4 GiB or more.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets. An `end` before `start` gives an empty span at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Self {
            start,
            end: end.max(start),
        }
    }

    /// The span as a range of byte offsets.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing lies inside.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words that the span covers; empty when it does not fit `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Whether all of `other` lies inside.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span over both.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The span without white space and invisible characters at its ends.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Span {
        let inside = self.of(text);
        let start = inside.len() - inside.trim_start_matches(is_blank).len();
        let end = inside.trim_end_matches(is_blank).len();
        Span::new(self.start as usize + start, self.start as usize + end)
    }
}

/// A span, or none, in the room that a span takes: one is held for each of millions of quotations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Option<Span>", into = "Option<Span>")]
pub struct MaybeSpan {
    start: u32,
    /// One more than the end.
    past: Option<NonZero<u32>>,
}

impl MaybeSpan {
    /// The span, if there is one.
    #[must_use]
    pub fn get(self) -> Option<Span> {
        let end = self.past?.get() - 1;
        let start = self.start;
        Some(Span { start, end })
    }
}

impl From<Option<Span>> for MaybeSpan {
    fn from(span: Option<Span>) -> Self {
        // A document ends before the last number that 32 bits count.
        span.map_or_else(Self::default, |Span { start, end }| Self {
            start,
            past: NonZero::new(end.saturating_add(1)),
        })
    }
}

impl From<MaybeSpan> for Option<Span> {
    fn from(span: MaybeSpan) -> Self {
        span.get()
    }
}

/// White space of any width, and characters that show nothing: zero-width ones, byte-order mark, soft hyphen.
#[must_use]
#[inline]
pub fn is_blank(c: char) -> bool {
    if c.is_ascii() {
        matches!(c, ' ' | '\t'..='\r')
    } else {
        is_wide_blank(c)
    }
}

fn is_wide_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
}

/// Where a byte offset stands, as an editor shows it: both counted from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// The line, the first is 1.
    pub line: usize,
    /// The character in it, the first is 1.
    pub column: usize,
}

impl LineColumn {
    /// The place of byte `offset` in `text`; past the end, the end.
    #[must_use]
    pub fn of(text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.bytes().filter(|&b| b == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

/// Turns byte offsets into counts of Unicode scalar values, which is what the JSON gives.
///
/// Built once in a pass over the text, it answers in constant time: a count is kept for every 64th byte.
pub struct ScalarOffsets<'t> {
    text: &'t str,
    counts: Vec<u32>,
}

const STRIDE: usize = 64;

impl<'t> ScalarOffsets<'t> {
    /// Counts through `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut counts = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0u32;
        for chunk in text.as_bytes().chunks(STRIDE) {
            counts.push(count);
            count += chunk.iter().filter(|&&b| is_scalar_start(b)).count() as u32;
        }
        counts.push(count);
        Self { text, counts }
    }

    /// How many scalar values stand before byte `offset`.
    #[must_use]
    pub fn at(&self, offset: u32) -> usize {
        let offset = (offset as usize).min(self.text.len());
        let chunk = offset / STRIDE;
        let rest = &self.text.as_bytes()[chunk * STRIDE..offset];
        self.counts[chunk] as usize + rest.iter().filter(|&&b| is_scalar_start(b)).count()
    }
}

/// Lines and columns of one text, for many places in it: built in a pass, each answered in the logarithm of the lines.
pub struct Places<'t> {
    offsets: &'t ScalarOffsets<'t>,
    line_starts: Vec<u32>,
}

impl<'t> Places<'t> {
    /// The places of the text that `offsets` counts.
    #[must_use]
    pub fn new(offsets: &'t ScalarOffsets<'t>) -> Self {
        let breaks = offsets
            .text
            .bytes()
            .zip(1u32..)
            .filter(|(b, _)| *b == b'\n');
        Self {
            offsets,
            line_starts: std::iter::once(0)
                .chain(breaks.map(|(_, next)| next))
                .collect(),
        }
    }

    /// The place of byte `offset`; past the end, the end.
    #[must_use]
    pub fn at(&self, offset: u32) -> LineColumn {
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = line.checked_sub(1).map_or(0, |i| self.line_starts[i]);
        LineColumn {
            line,
            column: self.offsets.at(offset) - self.offsets.at(start) + 1,
        }
    }
}

/// Whether a UTF-8 byte begins a scalar value (is not a continuation byte `10xxxxxx`).
fn is_scalar_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_or_none_is_what_it_was_made_from() {
        assert_eq!(size_of::<MaybeSpan>(), size_of::<Span>());
        for span in [None, Some(Span::new(0, 0)), Some(Span::new(3, 7))] {
            assert_eq!(MaybeSpan::from(span).get(), span);
        }
    }

    #[test]
    fn scalar_offsets_agree_with_counting() {
        let text = "Київ — “x” \u{1F1FA}\u{1F1E6} ".repeat(30);
        let offsets = ScalarOffsets::new(&text);
        for (count, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.at(at as u32), count);
        }
        assert_eq!(offsets.at(text.len() as u32), text.chars().count());
    }

    #[test]
    fn places_agree_with_line_and_column() {
        let text = "один\nдва три\n\nend";
        let offsets = ScalarOffsets::new(text);
        let places = Places::new(&offsets);
        for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
            assert_eq!(places.at(at as u32), LineColumn::of(text, at));
        }
    }

    #[test]
    fn trimming_takes_what_cannot_be_seen() {
        let text = "\u{a0}\u{200b} Heading\u{a0} ";
        assert_eq!(Span::new(0, text.len()).trimmed(text).of(text), "Heading");
        assert!(Span::new(0, 2).trimmed("\u{a0}").is_empty());
    }

    #[test]
    fn line_and_column_count_characters_from_one() {
        let place = LineColumn::of("один\nдва три", "один\nдва ".len());
        assert_eq!((place.line, place.column), (2, 5));
    }
}
