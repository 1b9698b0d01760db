//! Pasted text to blocks: where a paragraph begins and ends when only line ends tell.

mod lines;
mod lists;
mod wrap;

use super::blocks::{Block, BlockKind, Inline, Ordinal};
use crate::lexicon::Lexicon;
use crate::span::Span;
use lines::Line;
use wrap::Wrapping;

/// The blocks of `body`, in order.
///
/// A line is a paragraph, as browsers paste it, unless it is [wrapped](wrap): then the lines of a paragraph are joined.
pub(super) fn blocks(text: &str, lexicon: &Lexicon, body: Span) -> Vec<Block> {
    let mut lines = lines::read(text, body);
    let wrapping = Wrapping::read(text, lexicon, &mut lines);
    let sets_in_quotes = sets_in_quotes(&lines, &wrapping);
    let mut blocks: Vec<Block> = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        // A mark of quotation with nothing behind it parts two paragraphs; it is listed with the markup.
        if line.words.is_empty() {
            continue;
        }
        match blocks.last_mut() {
            Some(block) if wrapping.joins(i) => join(block, text, line),
            _ => blocks.push(match lists::item(text, &lines, &wrapping, i) {
                Some((number, words)) => Block::plain(
                    BlockKind::Item {
                        number: number.map(Ordinal::from),
                    },
                    line.span,
                    words,
                    line.blank_before,
                ),
                None => {
                    let quoted = line.is_quoted() || sets_in_quotes && line.indent >= DEEP;
                    let kind = if quoted {
                        BlockKind::BlockQuote
                    } else {
                        BlockKind::Paragraph
                    };
                    Block::plain(kind, line.span, line.words, line.blank_before)
                }
            }),
        }
    }
    blocks
}

/// Adds a line to the paragraph that it goes on in.
fn join(block: &mut Block, text: &str, line: &Line) {
    block.span = block.span.to(line.span);
    if let Some(words) = block.inlines.last_text() {
        if line.is_quoted() {
            // The line's end is the space between the words; the marks behind it are seen no more.
            let end = words.range().end;
            let gap = text[end..line.span.range().start].chars().next();
            words.end = Span::new(end, end + gap.map_or(0, char::len_utf8)).end;
            block.inlines.push(Inline::Text(line.words));
        } else {
            *words = words.to(line.words);
        }
    }
}

/// How many columns a quoted paragraph is set in.
const DEEP: u32 = 4;

/// Whether paragraphs that are set in are quotations: some are, most are not, and whole ones, not their first lines.
fn sets_in_quotes(lines: &[Line], wrapping: &Wrapping) -> bool {
    let (mut deep, mut all) = (0, 0);
    for (i, line) in lines.iter().enumerate() {
        all += 1;
        if line.indent >= DEEP {
            deep += 1;
            let goes_on_outside =
                wrapping.joins(i + 1) && lines.get(i + 1).is_some_and(|next| next.indent < DEEP);
            if goes_on_outside {
                return false;
            }
        }
    }
    deep > 0 && deep * 5 <= all * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let blocks = blocks(text, Lexicon::english(), Span::new(0, text.len()));
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
        let blocks = blocks(text, Lexicon::english(), Span::new(0, text.len()));
        let kinds: Vec<_> = blocks.iter().map(|b| b.kind).collect();
        let bullet = BlockKind::Item { number: None };
        let numbered = |n| BlockKind::Item {
            number: Some(Ordinal::from(n)),
        };
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
