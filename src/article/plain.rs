//! Pasted text to blocks: where a paragraph begins and ends when only line ends tell.

use super::blocks::{Block, BlockKind};
use crate::span::Span;

/// A line with something on it.
struct Line {
    /// Without the white space at its ends.
    span: Span,
    /// How many empty lines stand before it.
    blank_before: u32,
}

/// The blocks of `body`, in order.
///
/// A line is a paragraph, as browsers paste it, unless the text is [hard-wrapped](is_wrapped): then lines are
/// joined up to the next empty one.
pub(super) fn blocks(text: &str, body: Span) -> Vec<Block> {
    let lines = lines(text, body);
    let wrapped = is_wrapped(text, &lines);
    let mut blocks: Vec<Block> = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        let item = item(text, &lines, i);
        let joins = wrapped && line.blank_before == 0 && item.is_none();
        match blocks.last_mut() {
            Some(block) if joins => {
                block.span = block.span.to(line.span);
                if let Some(super::Inline::Text(words)) = block.inlines.last_mut() {
                    *words = words.to(line.span);
                }
            }
            _ => {
                let (kind, words) = item.unwrap_or((BlockKind::Paragraph, line.span));
                blocks.push(Block::plain(kind, line.span, words, line.blank_before));
            }
        }
    }
    blocks
}

fn lines(text: &str, body: Span) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut blank_before = 0;
    let mut at = body.start as usize;
    for piece in body
        .of(text)
        .split(['\n', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'])
    {
        let span = Span::new(at, at + piece.len()).trimmed(text);
        if span.is_empty() {
            blank_before += 1;
        } else {
            lines.push(Line { span, blank_before });
            blank_before = 0;
        }
        at += piece.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    lines
}

/// Whether lines end where a column is full, not where a paragraph does: as mail and old wires send them.
///
/// So it is when no line is longer than a screen column, when there are lines to be joined, and when most of
/// these fill at least half of the longest and do not end a sentence.
fn is_wrapped(text: &str, lines: &[Line]) -> bool {
    const LONGEST: usize = 100;
    let width = |line: &Line| line.span.of(text).chars().take(LONGEST + 1).count();
    let widest = lines.iter().map(width).max().unwrap_or(0);
    if !(40..=LONGEST).contains(&widest) {
        return false;
    }
    let (mut joined, mut full) = (0, 0);
    for pair in lines.windows(2) {
        if pair[1].blank_before > 0 || marker(pair[1].span.of(text)).is_some() {
            continue;
        }
        joined += 1;
        let ends_sentence = pair[0]
            .span
            .of(text)
            .ends_with(['.', '!', '?', '”', '"', ':']);
        if width(&pair[0]) * 2 >= widest && !ends_sentence {
            full += 1;
        }
    }
    joined >= 2 && full * 3 >= joined * 2
}

/// A line as an item of a list: a bullet, or a number in a list of at least two.
fn item(text: &str, lines: &[Line], i: usize) -> Option<(BlockKind, Span)> {
    let line = lines[i].span;
    let (number, length) = marker(line.of(text))?;
    let words = Span::new(line.start as usize + length, line.end as usize).trimmed(text);
    let neighbour = |j: Option<usize>| {
        let other = j.and_then(|j| lines.get(j));
        other
            .and_then(|line| marker(line.span.of(text)))
            .is_some_and(|(n, _)| n.is_some() == number.is_some())
    };
    let is_bullet = line.of(text).starts_with(['•', '▪', '◦', '‣', '●']);
    let in_a_list = is_bullet || neighbour(i.checked_sub(1)) || neighbour(i.checked_add(1));
    (in_a_list && !words.is_empty()).then_some((BlockKind::Item { number }, words))
}

/// The list marker that a line begins with: its number, and its length in bytes.
fn marker(line: &str) -> Option<(Option<u64>, usize)> {
    let mut chars = line.chars();
    let first = chars.next()?;
    if matches!(first, '•' | '▪' | '◦' | '‣' | '●') {
        return Some((None, first.len_utf8()));
    }
    if matches!(first, '-' | '*' | '–') {
        return chars
            .next()?
            .is_whitespace()
            .then_some((None, first.len_utf8()));
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits == 0 || digits > 3 {
        return None;
    }
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    if !rest.starts_with(char::is_whitespace) {
        return None;
    }
    Some((line[..digits].parse().ok(), digits + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let blocks = blocks(text, Span::new(0, text.len()));
        blocks.iter().map(|block| block.line(text)).collect()
    }

    #[test]
    fn a_line_is_a_paragraph() {
        assert_eq!(read("One.\nTwo.\n\n\nThree."), ["One.", "Two.", "Three."]);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "The convoy of forty lorries waited at the crossing for\nsix days before the gate was opened, and drivers said\nthat they had run out of water.\n\nA second one is to follow on Monday, the governor of the\nnorthern region said in a short note to the press.";
        let read = read(text);
        assert_eq!(read.len(), 2);
        assert!(read[0].starts_with("The convoy") && read[0].ends_with("of water."));
    }

    #[test]
    fn lists_are_told_from_dashes() {
        let text = "- One\n- Two\n1. First\n2. Second\n- alone in the dark";
        let blocks = blocks(text, Span::new(0, text.len()));
        let kinds: Vec<_> = blocks.iter().map(|b| b.kind).collect();
        let bullet = BlockKind::Item { number: None };
        let numbered = |n| BlockKind::Item { number: Some(n) };
        assert_eq!(
            kinds,
            [
                bullet,
                bullet,
                numbered(1),
                numbered(2),
                BlockKind::Paragraph
            ]
        );
        assert_eq!(blocks[0].line(text), "One");
    }
}
