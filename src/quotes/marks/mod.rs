//! Pairs of quotation marks within a paragraph.

mod single;
mod spoiled;

use crate::article::{Block, Inline};
use crate::span::{Span, is_blank};
pub(super) use spoiled::{cut_at_cue, without_opener};

/// What stands between a pair of marks, or from an opening one to the paragraph's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Inside the marks, without white space at its ends.
    pub span: Span,
    /// With the marks.
    pub marked: Span,
    /// Whether the closing mark is there.
    pub closed: bool,
    /// Whether the marks are single ones.
    pub single: bool,
}

/// A pair of marks by its opening one. What opens inside another pair is a part of it.
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
    /// `‘…’` or `'…'`
    Single,
}

/// The runs of a paragraph, in order; they do not overlap. Single marks nest inside double ones, and are marks of their
/// own only with `singles`.
///
/// A mark that has no partner spoils its own paragraph only: what follows it up to the next opening mark, or to the
/// paragraph's end, is its run. A single one without a partner is a run only where speech begins.
pub(super) fn runs(text: &str, pieces: &[Span], singles: bool) -> Vec<Run> {
    let Some(last) = pieces.last() else {
        return Vec::new();
    };
    let end = last.range().end;
    let mut runs = Vec::new();
    let mut open: Option<(Style, usize, usize)> = None;
    for piece in pieces {
        let words = piece.of(text);
        let base = piece.range().start;
        let mut ahead = single::Ahead::default();
        let mut at = 0;
        while let Some((offset, length)) = next_mark(words.as_bytes(), at, singles) {
            let mark = base + offset;
            at = offset + length;
            let Some(c) = words[offset..].chars().next() else {
                break;
            };
            let style = open.map(|(style, ..)| style);
            let turn = match (single::is_single(words, offset), style) {
                (true, None) => single::turn(words, offset, None, &mut ahead),
                (true, Some(Style::Single)) => {
                    let inside = open.map_or(0, |(.., inside)| inside.saturating_sub(base));
                    single::turn(words, offset, Some(inside), &mut ahead)
                }
                (true, Some(_)) | (false, Some(Style::Single)) => Turn::Neither,
                (false, style) => {
                    let before = words[..offset].chars().next_back();
                    let after = words[offset + length..].chars().next();
                    turn(c, style, before, after)
                }
            };
            match turn {
                Turn::Opens(style) => {
                    push(text, &mut runs, open.take(), (mark, mark), false);
                    open = Some((style, mark, mark + length));
                }
                Turn::Closes => push(text, &mut runs, open.take(), (mark, mark + length), true),
                Turn::Spoils => open = None,
                Turn::Neither => {}
            }
        }
    }
    let first = pieces.first().map_or(0, |piece| piece.range().start);
    push(text, &mut runs, open, (end, end), false);
    // A stray apostrophe looks as an opening mark does; words that end as a sentence does were left open.
    runs.retain(|run| {
        run.closed
            || !run.single
            || begins_speech(text, first, run) && run.span.of(text).ends_with(['.', '!', '?', '…'])
    });
    runs
}

/// Whether a mark stands at the head of its paragraph, or behind another mark.
fn begins_speech(text: &str, first: usize, run: &Run) -> bool {
    let before = text[first..run.marked.range().start].trim_end();
    before.is_empty() || before.ends_with([':', ',', '.', '!', '?', '…', '’', '\''])
}

/// Whether single marks hold a document's speech, as in much British print: `‘It is open,’ she said.`
///
/// `paragraphs` are its paragraphs' pieces. It takes one run at least that ends or begins as speech does, and hardly any
/// double marks that are not inside single ones.
pub(super) fn are_single<'p>(text: &str, paragraphs: impl Iterator<Item = &'p [Span]>) -> bool {
    const FOR_EACH_DOUBLE: usize = 5;
    let (mut speech, mut singles, mut doubles) = (0, 0, 0);
    for pieces in paragraphs {
        let first = pieces.first().map_or(0, |piece| piece.range().start);
        for run in runs(text, pieces, true) {
            doubles += usize::from(!run.single);
            if run.single && run.closed {
                singles += 1;
                speech += usize::from(is_speech(text, first, &run));
            }
        }
    }
    speech > 0 && singles >= FOR_EACH_DOUBLE * doubles
}

/// `‘…,’` or `: ‘…’`, and more than a few words.
fn is_speech(text: &str, first: usize, run: &Run) -> bool {
    const LEAST: usize = 3;
    let words = run.span.of(text);
    let ends = words.ends_with([',', '.', '!', '?']);
    words.split_whitespace().take(LEAST).count() == LEAST
        && (ends
            || text[first..run.marked.range().start]
                .trim_end()
                .ends_with([':', ',']))
}

/// How often a single mark stands where one opens, for a quick look.
pub(super) fn opening_singles(words: &str) -> usize {
    let bytes = words.as_bytes();
    let opens = |&at: &usize| {
        at.checked_sub(1)
            .is_none_or(|before| bytes[before].is_ascii_whitespace())
            && single::is_single(words, at)
    };
    memchr::memchr2_iter(b'\'', 0xE2, bytes)
        .filter(opens)
        .count()
}

/// The parts of a block in which marks and words are looked for, in order.
pub(super) fn pieces(block: &Block) -> Vec<Span> {
    let text = |inline: &Inline| match inline {
        Inline::Text(span) | Inline::Replaced(span, _) => Some(*span),
        _ => None,
    };
    block.inlines().iter().filter_map(text).collect()
}

/// Offset and length of the next mark at or after `at`. All of them begin with one of four bytes.
fn next_mark(bytes: &[u8], mut at: usize, singles: bool) -> Option<(usize, usize)> {
    loop {
        let rest = bytes.get(at..)?;
        at += if singles {
            let first = |byte: &u8| matches!(byte, b'"' | b'\'' | 0xC2 | 0xE2);
            rest.iter().position(first)?
        } else {
            memchr::memchr3(b'"', 0xC2, 0xE2, rest)?
        };
        match bytes[at] {
            b'"' | b'\'' => return Some((at, 1)),
            // « and » (U+00AB, U+00BB)
            0xC2 if matches!(bytes.get(at + 1), Some(0xAB | 0xBB)) => return Some((at, 2)),
            // “ ” „ (U+201C to U+201E)
            0xE2 if bytes.get(at + 1) == Some(&0x80)
                && matches!(bytes.get(at + 2), Some(0x9C..=0x9E)) =>
            {
                return Some((at, 3));
            }
            // ‘ and ’ (U+2018, U+2019)
            0xE2 if singles
                && bytes.get(at + 1) == Some(&0x80)
                && matches!(bytes.get(at + 2), Some(0x98 | 0x99)) =>
            {
                return Some((at, 3));
            }
            _ => at += 1,
        }
    }
}

enum Turn {
    Opens(Style),
    Closes,
    /// It cannot be told where the words end that were open.
    Spoils,
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
            // Inches, seconds of arc: a figure stands right before it.
            None if before.is_some_and(|c| c.is_ascii_digit()) => Turn::Neither,
            // It ends something, and nothing is open.
            None if !space_before && space_after => Turn::Neither,
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
    open: Option<(Style, usize, usize)>,
    close: (usize, usize),
    closed: bool,
) {
    let Some((style, start, inside)) = open else {
        return;
    };
    let span = Span::new(inside, close.0).trimmed(text);
    if span.is_empty() {
        return;
    }
    let end = if closed { close.1 } else { span.range().end };
    runs.push(Run {
        span,
        marked: Span::new(start, end),
        closed,
        single: style == Style::Single,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, bool)> {
        runs(text, &[Span::new(0, text.len())], false)
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
