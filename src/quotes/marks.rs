//! Pairs of quotation marks within a paragraph.

use crate::article::{Block, Inline};
use crate::span::{Span, is_blank};

/// What stands between a pair of marks, or from an opening one to the paragraph's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Inside the marks, without white space at its ends.
    pub span: Span,
    /// With the marks.
    pub marked: Span,
    /// Whether the closing mark is there.
    pub closed: bool,
}

/// A pair of marks by its opening one; only double marks hold speech here, single ones nest inside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// `"…"`, which curly marks may close too, as pasted text mixes them.
    Straight,
    /// `“…”`
    Curly,
    /// `„…“` or `„…”`
    Low,
    /// `«…»`
    Angled,
    /// `»…«`
    AngledInwards,
}

/// The runs of a paragraph, in order; they do not overlap.
///
/// A mark that has no partner spoils its own paragraph only: what follows it up to the next opening mark, or to the
/// paragraph's end, is its run.
pub(super) fn runs(text: &str, pieces: &[Span]) -> Vec<Run> {
    let Some(last) = pieces.last() else {
        return Vec::new();
    };
    let end = last.range().end;
    let mut runs = Vec::new();
    let mut open: Option<(Style, usize, usize)> = None;
    for piece in pieces {
        let bytes = piece.of(text).as_bytes();
        let base = piece.range().start;
        let mut at = 0;
        while let Some(found) = next_mark(bytes, at) {
            let (offset, length) = found;
            let mark = base + offset;
            at = offset + length;
            let Some(c) = text[mark..].chars().next() else {
                break;
            };
            let before = text[piece.range().start..mark].chars().next_back();
            let after = text[mark + length..piece.range().end].chars().next();
            match turn(c, open.map(|(style, ..)| style), before, after) {
                Turn::Opens(style) => {
                    if let Some((_, start, inside)) = open.take() {
                        push(text, &mut runs, (start, inside), (mark, mark), false);
                    }
                    open = Some((style, mark, mark + length));
                }
                Turn::Closes => {
                    if let Some((_, start, inside)) = open.take() {
                        push(
                            text,
                            &mut runs,
                            (start, inside),
                            (mark, mark + length),
                            true,
                        );
                    }
                }
                Turn::Neither => {}
            }
        }
    }
    if let Some((_, start, inside)) = open {
        push(text, &mut runs, (start, inside), (end, end), false);
    }
    runs
}

/// The parts of a block in which marks and words are looked for, in order.
pub(super) fn pieces(block: &Block, pieces: &mut Vec<Span>) {
    pieces.clear();
    pieces.extend(block.inlines.iter().filter_map(|inline| match inline {
        Inline::Text(span) | Inline::Replaced(span, _) => Some(*span),
        _ => None,
    }));
}

/// Offset and length of the next double mark at or after `at`. All of them begin with one of three bytes.
fn next_mark(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return Some((at, 1)),
            // « and » (U+00AB, U+00BB)
            0xC2 if matches!(bytes.get(at + 1), Some(0xAB | 0xBB)) => return Some((at, 2)),
            // “ ” „ (U+201C to U+201E)
            0xE2 if bytes.get(at + 1) == Some(&0x80)
                && matches!(bytes.get(at + 2), Some(0x9C..=0x9E)) =>
            {
                return Some((at, 3));
            }
            _ => at += 1,
        }
    }
    None
}

enum Turn {
    Opens(Style),
    Closes,
    Neither,
}

fn turn(c: char, open: Option<Style>, before: Option<char>, after: Option<char>) -> Turn {
    let space_before = before.is_none_or(|c| is_blank(c) || is_opening_punctuation(c));
    let space_after = after.is_none_or(|c| is_blank(c) || is_closing_punctuation(c));
    match c {
        '“' => match open {
            Some(Style::Low) => Turn::Closes,
            // Typed the wrong way round: it touches the word before it and not the one after.
            Some(_) if !space_before && space_after => Turn::Closes,
            _ => Turn::Opens(Style::Curly),
        },
        '”' => match open {
            Some(_) => Turn::Closes,
            // Swedish and Finnish open with it too.
            None if space_before && !space_after => Turn::Opens(Style::Curly),
            None => Turn::Neither,
        },
        '„' => Turn::Opens(Style::Low),
        '«' => match open {
            Some(Style::AngledInwards) => Turn::Closes,
            _ => Turn::Opens(Style::Angled),
        },
        '»' => match open {
            Some(Style::Angled) => Turn::Closes,
            None if space_before && !space_after => Turn::Opens(Style::AngledInwards),
            _ => Turn::Neither,
        },
        _ => match open {
            Some(Style::Straight)
                if space_before && !space_after && before.is_some_and(is_blank) =>
            {
                Turn::Opens(Style::Straight)
            }
            Some(Style::Straight | Style::Curly) => Turn::Closes,
            Some(_) => Turn::Neither,
            // Inches: a figure stands right before it.
            None if before.is_some_and(|c| c.is_ascii_digit()) => Turn::Neither,
            None if before.is_none_or(|c| !c.is_alphanumeric()) && after.is_some() => {
                Turn::Opens(Style::Straight)
            }
            None => Turn::Neither,
        },
    }
}

fn is_opening_punctuation(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '—' | '–' | '-' | '/' | '‘' | '\'' | ':' | '…'
    )
}

fn is_closing_punctuation(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '.' | ',' | ';' | ':' | '!' | '?' | '—' | '–' | '-' | '…' | '’' | '\''
    )
}

fn push(
    text: &str,
    runs: &mut Vec<Run>,
    open: (usize, usize),
    close: (usize, usize),
    closed: bool,
) {
    let span = Span::new(open.1, close.0).trimmed(text);
    if span.is_empty() {
        return;
    }
    let end = if closed { close.1 } else { span.range().end };
    runs.push(Run {
        span,
        marked: Span::new(open.0, end),
        closed,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, bool)> {
        runs(text, &[Span::new(0, text.len())])
            .into_iter()
            .map(|run| (run.span.of(text), run.closed))
            .collect()
    }

    #[test]
    fn marks_of_all_kinds_pair() {
        assert_eq!(
            read("He said “go” and \"stay\"."),
            [("go", true), ("stay", true)]
        );
        assert_eq!(
            read("«Oui», „ja“, »doch«."),
            [("Oui", true), ("ja", true), ("doch", true)]
        );
        assert_eq!(read("\"It is,” he said."), [("It is,", true)]);
        assert_eq!(read("“It is,“ he said."), [("It is,", true)]);
        assert_eq!(read("“ creator ” one"), [("creator", true)]);
    }

    #[test]
    fn a_missing_closer_ends_with_the_next_opener_or_the_paragraph() {
        assert_eq!(
            read("“One. “Two,” he said."),
            [("One.", false), ("Two,", true)]
        );
        assert_eq!(read("He said: “On and on."), [("On and on.", false)]);
        assert_eq!(
            read("\"One. \"Two,\" he said."),
            [("One.", false), ("Two,", true)]
        );
    }

    #[test]
    fn inches_and_nested_marks_are_no_pairs() {
        assert_eq!(read("a 12\" pipe and a 14\" pipe"), []);
        assert_eq!(
            read("“I said ‘no’ to them,” she said."),
            [("I said ‘no’ to them,", true)]
        );
        assert_eq!(read("“”"), []);
    }
}
