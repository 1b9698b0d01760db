//! Headings that nothing marks as such: told by their shape, and by what stands around them.

use super::{Block, BlockKind, Inline, Markup, head, shape};
use crate::lexicon::Lexicon;

/// The most words and characters of a heading.
const MOST_WORDS: usize = 16;
const MOST_CHARS: usize = 120;
/// The most words of a heading that is a quotation from end to end; a longer one is a pull quote.
const MOST_QUOTED: usize = 8;
/// From so many words on a line that stands in a paragraph near by is a pull quote.
const PULLED_WORDS: usize = 6;
/// How far a pull quote stands from where it was pulled.
const PULLED_FROM: usize = 8;

/// Whether a block is a heading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Verdict {
    Heading,
    /// It has the shape of one, but what stands around it says otherwise or nothing: it stays a paragraph.
    Doubtful,
    No,
}

/// Whether block `i` of a body is a heading.
///
/// A heading is one short line that does not end a sentence, and prose follows it. A short line among other short
/// lines is a list, a poem or a caption rather; it stays a paragraph, so that nothing is lost by a doubt.
pub(super) fn verdict(
    text: &str,
    lexicon: &Lexicon,
    blocks: &[Block],
    under_credit: &[bool],
    i: usize,
) -> Verdict {
    let Some((block, next)) = blocks.get(i).zip(blocks.get(i + 1)) else {
        return Verdict::No;
    };
    if !has_shape(text, block) {
        return Verdict::No;
    }
    let line = block.shown(text);
    // A second article's headline has its byline below it.
    let leads_to_byline = || has_shape(text, next) && head::is_byline(lexicon, &next.shown(text));
    if !shape::is_prose(text, next) && !leads_to_byline() || head::is_byline(lexicon, &line) {
        return Verdict::No;
    }
    let before = i.checked_sub(1).and_then(|i| blocks.get(i));
    let space_above = block.blank_before;
    let is_set_apart = before.is_none_or(|before| space_above > before.blank_before.max(1))
        || next.blank_before > 1 && next.blank_before > space_above;
    if is_spoken(text, blocks, i, &line) || is_pulled(text, blocks, i, &line) {
        return Verdict::No;
    }
    if shape::is_all_quoted(&line) {
        let is_said = before.is_some_and(|before| before.visible(text).trim_end().ends_with(':'));
        return match shape::words(&line, MOST_QUOTED) {
            words if words > MOST_QUOTED => Verdict::No,
            _ if is_said => Verdict::Doubtful,
            _ => Verdict::Heading,
        };
    }
    if under_credit.get(i) == Some(&true) && !is_set_apart {
        // What stands below a picture's credit is its caption as likely as a heading.
        return Verdict::Doubtful;
    }
    let short_above = blocks[..i]
        .iter()
        .rev()
        .take(2)
        .take_while(|above| has_shape(text, above))
        .count();
    match short_above {
        0 => Verdict::Heading,
        _ if is_set_apart => Verdict::Heading,
        // Below one other short line: a caption or a name above a heading, if space parts them.
        1 if space_above > 0 && next.blank_before <= space_above => {
            let above = before.map(|before| before.shown(text));
            let is_name_of_pull_quote = above.is_some_and(|above| shape::is_all_quoted(&above));
            if is_name_of_pull_quote {
                Verdict::No
            } else {
                Verdict::Heading
            }
        }
        1 => Verdict::Doubtful,
        _ => Verdict::No,
    }
}

/// Whether a block could be a heading by itself.
pub(super) fn has_shape(text: &str, block: &Block) -> bool {
    if block.kind != BlockKind::Paragraph || block.span.len() > MOST_CHARS * 4 {
        return false;
    }
    let line = block.visible(text);
    !shape::ends_a_sentence(&line)
        && shape::words(&line, MOST_WORDS) <= MOST_WORDS
        && line.chars().count() <= MOST_CHARS
        && shape::begins_large(&line)
        && line.chars().any(char::is_alphabetic)
        && !line.contains('@')
        && !line.contains("://")
        && !line.contains("pic.twitter.com")
}

/// Markdown: a paragraph that is strong from end to end stands for a heading where prose follows.
pub(super) fn is_strong(text: &str, blocks: &[Block], i: usize) -> bool {
    let Some((block, next)) = blocks.get(i).zip(blocks.get(i + 1)) else {
        return false;
    };
    let is_strong = matches!(
        &*block.inlines(),
        [Inline::Open(Markup::Strong), inside @ .., Inline::Close]
            if !inside.iter().any(|i| matches!(i, Inline::Open(_) | Inline::Close))
    );
    is_strong && has_shape(text, block) && shape::is_prose(text, next)
}

/// A turn of a conversation: `Q: Will the talks go on?`, or a name and a colon as in the block beside it.
fn is_spoken(text: &str, blocks: &[Block], i: usize, line: &str) -> bool {
    let Some(name) = speaker(line) else {
        return false;
    };
    let beside = [i.checked_sub(2), i.checked_sub(1), Some(i + 1), Some(i + 2)];
    let is_turn = |j: usize| {
        blocks.get(j).is_some_and(|block| {
            block.inlines().iter().any(|inline| match inline {
                Inline::Text(span) => speaker(span.of(text)).is_some(),
                _ => false,
            })
        })
    };
    matches!(name, "Q" | "A") || beside.into_iter().flatten().any(is_turn)
}

/// The words before a colon, where they may be a speaker's name.
fn speaker(line: &str) -> Option<&str> {
    const LONGEST: usize = 40;
    let end = line
        .char_indices()
        .nth(LONGEST)
        .map_or(line.len(), |(at, _)| at);
    let (name, rest) = line[..end].split_once(':')?;
    let is_name = shape::words(name, 4) <= 4
        && name
            .split(' ')
            .all(|word| word.starts_with(char::is_uppercase))
        && (rest.starts_with(' ') || rest.is_empty());
    is_name.then_some(name)
}

/// Whether a line stands, word for word, in a paragraph near by: then it was pulled out of it.
fn is_pulled(text: &str, blocks: &[Block], i: usize, line: &str) -> bool {
    if shape::words(line, PULLED_WORDS) < PULLED_WORDS {
        return false;
    }
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    let near = i.saturating_sub(PULLED_FROM)..(i + PULLED_FROM + 1).min(blocks.len());
    near.filter(|&j| j != i)
        .filter_map(|j| blocks.get(j))
        .any(|block| block.span.len() > bare.len() && block.span.of(text).contains(bare))
}
