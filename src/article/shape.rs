//! What a line looks like: how long it is, how it begins and ends. All of it is told without a copy of the line.

use super::{Block, BlockKind};
use crate::span::is_blank;

/// Bytes past which a paragraph is running text, whatever its shape: longer than any heading or caption in any script.
pub(super) const LONG: usize = 600;

/// How many words `line` has; counting stops behind `most`.
pub(super) fn words(line: &str, most: usize) -> usize {
    line.split(is_blank)
        .filter(|word| !word.is_empty())
        .take(most + 1)
        .count()
}

/// Whether a block is running text: a sentence with its end, or long.
pub(super) fn is_prose(text: &str, block: &Block) -> bool {
    match block.kind {
        BlockKind::Heading(_) | BlockKind::Picture => false,
        BlockKind::Item { .. } | BlockKind::BlockQuote | BlockKind::Preformatted => true,
        BlockKind::Paragraph => {
            let line = block.visible(text);
            line.len() > LONG || ends_a_sentence(&line) || words(&line, 25) > 25
        }
    }
}

/// Whether a line ends with a mark that ends a sentence or leads on; a question mark may end a heading.
pub(super) fn ends_a_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(is_blank);
    let bare = line.trim_end_matches(|c| is_closing(c) || is_blank(c));
    let closed = bare.len() < line.len();
    match bare.chars().next_back() {
        // Capitals and stops alone are an abbreviation: a heading may end with `U.S.`
        Some('.') => closed || !is_abbreviation(bare),
        Some('!' | ':' | ';' | ',' | '…' | '—' | '–' | '。' | '।' | '؟') => true,
        Some('?') => closed,
        _ => false,
    }
}

fn is_abbreviation(line: &str) -> bool {
    let last = line.rsplit(is_blank).next().unwrap_or_default();
    let letters = last.split_terminator('.');
    last.len() > 2 && letters.clone().count() > 1 && letters.clone().all(|l| l.len() == 1)
}

/// A line that is one quotation from end to end.
pub(super) fn is_all_quoted(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    let mut chars = line.chars();
    let (first, last) = (chars.next(), chars.next_back());
    let whole = matches!(
        (first, last),
        (Some('“'), Some('”'))
            | (Some('"'), Some('"'))
            | (Some('«'), Some('»'))
            | (Some('„'), Some('“' | '”'))
            | (Some('‘'), Some('’'))
            | (Some('\''), Some('\''))
    );
    // `“No,” he said, “never”` is more than one.
    whole && !chars.as_str().contains(['”', '"', '»', '“'])
}

pub(super) fn is_opening(c: char) -> bool {
    matches!(
        c,
        '“' | '"' | '‘' | '\'' | '«' | '„' | '(' | '[' | '¿' | '¡'
    ) || is_blank(c)
}

pub(super) fn is_closing(c: char) -> bool {
    matches!(c, '”' | '"' | '’' | '\'' | '»' | ')' | ']')
}

/// Whether a line begins as a name or a sentence does: with a capital, a figure, or a letter of a script without case.
pub(super) fn begins_large(line: &str) -> bool {
    let first = line.chars().find(|c| !is_opening(*c));
    first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || is_caseless(c))
}

pub(super) fn begins_small(line: &str) -> bool {
    line.chars().next().is_some_and(char::is_lowercase)
}

/// Letters of scripts that have no capitals.
fn is_caseless(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_sentences() {
        for line in [
            "It fell.",
            "“It fell.”",
            "It fell:",
            "“Did it?”",
            "Stop!",
            "in 2014.",
        ] {
            assert!(ends_a_sentence(line), "{line}");
        }
        for line in [
            "It fell",
            "Did it fall?",
            "Talks with the U.S.",
            "‘No way back’",
            "Front (east)",
        ] {
            assert!(!ends_a_sentence(line), "{line}");
        }
    }

    #[test]
    fn one_quotation_from_end_to_end() {
        assert!(is_all_quoted("“No way back”"));
        assert!(is_all_quoted("\"No way back\""));
        assert!(!is_all_quoted("“No,” he said, “never”"));
        assert!(!is_all_quoted("“No way”, he said"));
    }
}
