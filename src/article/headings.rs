//! Headings that nothing marks as such: told by their shape, and by what stands around them.

use super::{Block, BlockKind};
use crate::span::is_blank;

/// The most words and characters of a heading.
const MOST_WORDS: usize = 16;
const MOST_CHARS: usize = 120;

/// Whether block `i` of a plain text's body is a heading.
///
/// A heading is one short line that does not end a sentence, and prose follows it. A short line among other short
/// lines is a list, a poem or a caption rather; it stays a paragraph, so that nothing is lost by a doubt.
pub(super) fn is_heading(text: &str, blocks: &[Block], i: usize) -> bool {
    let Some(next) = blocks.get(i + 1) else {
        return false;
    };
    has_shape(text, &blocks[i]) && is_prose(text, next) && {
        let alone = i == 0 || !has_shape(text, &blocks[i - 1]);
        // Wider space above than below, or two empty lines below, is how pages set a heading.
        alone || blocks[i].blank_before > blocks[i - 1].blank_before.max(1)
    }
}

/// Whether a block could be a heading by itself.
pub(super) fn has_shape(text: &str, block: &Block) -> bool {
    if block.kind != BlockKind::Paragraph
        || block.span.len() > MOST_CHARS * 4
        || !block.is_one_line(text)
    {
        return false;
    }
    let line = block.span.of(text);
    let words = line.split(is_blank).filter(|w| !w.is_empty()).count();
    let first = line.chars().find(|c| !is_opening(*c));
    words <= MOST_WORDS
        && line.chars().count() <= MOST_CHARS
        && first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || is_caseless(c))
        && line.chars().any(char::is_alphabetic)
        && !ends_a_sentence(line)
        && !is_all_quoted(line)
}

/// Whether a block is running text: a sentence with its end, or long.
pub(super) fn is_prose(text: &str, block: &Block) -> bool {
    match block.kind {
        BlockKind::Heading(_) => false,
        BlockKind::Item { .. } | BlockKind::BlockQuote | BlockKind::Preformatted => true,
        BlockKind::Paragraph => {
            let line = block.span.of(text);
            ends_a_sentence(line) || line.split(is_blank).filter(|w| !w.is_empty()).count() > 25
        }
    }
}

/// Whether a line ends with a mark that ends a sentence or leads on; a question mark may end a heading.
pub(super) fn ends_a_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(|c: char| {
        matches!(c, '”' | '"' | '’' | '\'' | '»' | ')' | ']') || is_blank(c)
    });
    let closed = bare.len() < line.trim_end_matches(is_blank).len();
    match bare.chars().next_back() {
        Some('.' | '!' | ':' | ';' | ',' | '…' | '—' | '–' | '。' | '।' | '؟') => true,
        Some('?') => closed,
        _ => false,
    }
}

/// A line that is one quotation from end to end is a pull quote, or somebody speaking.
fn is_all_quoted(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    line.starts_with(['“', '"', '«', '„']) && line.ends_with(['”', '"', '»', '“'])
}

fn is_opening(c: char) -> bool {
    matches!(
        c,
        '“' | '"' | '‘' | '\'' | '«' | '„' | '(' | '[' | '¿' | '¡'
    ) || is_blank(c)
}

/// Letters of scripts that have no capitals.
fn is_caseless(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}
