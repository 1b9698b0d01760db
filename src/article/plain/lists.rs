//! Lines that are items of a list.

use super::lines::Line;
use super::wrap::Wrapping;
use crate::span::Span;

/// A line as an item: its number, and its words without the marker. A lone line that begins with a dash or a number
/// is none, only one in a list of at least two; a bullet is nothing but a bullet.
pub(super) fn item(
    text: &str,
    lines: &[Line],
    wrapping: &Wrapping,
    i: usize,
) -> Option<(Option<u32>, Span)> {
    let line = lines.get(i)?.words;
    let (number, length) = marker(line.of(text))?;
    let words = Span::new(line.range().start + length, line.range().end).trimmed(text);
    let is_bullet = line.of(text).starts_with(is_bullet);
    let in_a_list = is_bullet
        || follows(text, lines, number, before(lines, wrapping, i), -1)
        || follows(text, lines, number, after(lines, wrapping, i), 1);
    (in_a_list && !words.is_empty()).then_some((number, words))
}

/// How many lines of a wrapped item are looked through for the next item.
const MOST_WRAPPED: usize = 8;

/// The first line of the paragraph before.
fn before(lines: &[Line], wrapping: &Wrapping, i: usize) -> Option<usize> {
    let mut at = i.checked_sub(1)?;
    for _ in 0..MOST_WRAPPED {
        if !wrapping.joins(at) {
            return Some(at);
        }
        at = at.checked_sub(1)?;
    }
    (at < lines.len()).then_some(at)
}

/// The first line of the paragraph behind.
fn after(lines: &[Line], wrapping: &Wrapping, i: usize) -> Option<usize> {
    (i + 1..lines.len())
        .take(MOST_WRAPPED)
        .find(|&at| !wrapping.joins(at))
}

fn follows(
    text: &str,
    lines: &[Line],
    number: Option<u32>,
    other: Option<usize>,
    step: i32,
) -> bool {
    let marker = other
        .and_then(|at| lines.get(at))
        .and_then(|line| marker(line.words.of(text)));
    match (number, marker) {
        (None, Some((None, _))) => true,
        (Some(n), Some((Some(other), _))) => n.checked_add_signed(step) == Some(other),
        _ => false,
    }
}

fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '▪' | '◦' | '‣' | '●' | '■' | '∙' | '⁃' | '➢' | '✓' | '\u{f0b7}'
    )
}

/// The list marker that a line begins with: its number, and its length in bytes.
pub(super) fn marker(line: &str) -> Option<(Option<u32>, usize)> {
    let mut chars = line.chars();
    let first = chars.next()?;
    if is_bullet(first) {
        return Some((None, first.len_utf8()));
    }
    if matches!(first, '-' | '*' | '–' | '·' | '+') {
        return chars
            .next()?
            .is_whitespace()
            .then_some((None, first.len_utf8()));
    }
    if !first.is_ascii_digit() {
        return None;
    }
    let digits = line.bytes().take(4).take_while(u8::is_ascii_digit).count();
    if digits > 3 {
        return None;
    }
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    if !rest.starts_with(char::is_whitespace) {
        return None;
    }
    Some((line[..digits].parse().ok(), digits + 1))
}
