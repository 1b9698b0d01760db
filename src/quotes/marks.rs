//! Runs of double quotation marks in a paragraph.

use std::ops::Range;

/// Words between marks, as byte ranges of a paragraph's text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    /// With the marks.
    pub outer: Range<usize>,
    /// Without them.
    pub inner: Range<usize>,
    /// Whether its closing mark is there.
    pub closed: bool,
}

/// The runs of a paragraph, in order; they do not overlap.
///
/// Curly, straight, angled and low marks are paired as publishers mix them: any closing mark ends what any opening
/// one began. A mark that nothing closes runs to the paragraph's end, as a quotation does that goes on in the next;
/// when another opening mark comes first, it ends there.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|&(_, c)| c);
        match side(c, before, after, open.map(|(_, mark)| mark)) {
            Some(Side::Opens) => {
                if let Some((start, mark)) = open {
                    push(&mut runs, text, start, mark, at, None);
                }
                open = Some((at, c));
            }
            Some(Side::Closes) => {
                if let Some((start, mark)) = open.take() {
                    push(&mut runs, text, start, mark, at, Some(c));
                }
            }
            None => {}
        }
        before = Some(c);
    }
    if let Some((start, mark)) = open {
        push(&mut runs, text, start, mark, text.len(), None);
    }
    runs
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Opens,
    Closes,
}

/// What the character does, given its neighbours and the mark that is open.
fn side(c: char, before: Option<char>, after: Option<char>, open: Option<char>) -> Option<Side> {
    let starts_word = after.is_some_and(|a| !a.is_whitespace()) && before.is_none_or(opens_after);
    match (c, open) {
        // Low marks are closed by what elsewhere opens.
        ('“', Some('„' | '‟')) => Some(Side::Closes),
        ('“' | '„' | '‟', _) => Some(Side::Opens),
        ('”', Some(_)) => Some(Side::Closes),
        // Some write the same mark on both sides.
        ('”', None) => starts_word.then_some(Side::Opens),
        ('«', Some('»')) | ('»', Some(_)) => Some(Side::Closes),
        ('«', _) => Some(Side::Opens),
        ('»', None) => starts_word.then_some(Side::Opens),
        ('"', None) => {
            // After a figure it is inches; inside a word, a slip of the keyboard.
            (starts_word && after.is_some_and(|a| !a.is_whitespace())).then_some(Side::Opens)
        }
        ('"', Some(_)) => {
            // A straight mark that clearly opens, while one is open, means that the last was left open.
            let opens = before.is_some_and(char::is_whitespace)
                && after.is_some_and(char::is_alphanumeric);
            Some(if opens { Side::Opens } else { Side::Closes })
        }
        _ => None,
    }
}

/// Whether a quotation can begin after this character.
fn opens_after(before: char) -> bool {
    before.is_whitespace()
        || matches!(before, '(' | '[' | '—' | '–' | '-' | '‘' | '\'' | '/' | ':' | '…' | '\u{200b}')
}

fn push(
    runs: &mut Vec<Run>,
    text: &str,
    start: usize,
    mark: char,
    end: usize,
    closing: Option<char>,
) {
    let inside = start + mark.len_utf8();
    let words = &text[inside..end];
    if !words.chars().any(char::is_alphanumeric) {
        return;
    }
    // What is left open ends with its last word, not with the space before the next mark.
    let length = match closing {
        Some(_) => words.len(),
        None => words.trim_end_matches(crate::span::is_blank).len(),
    };
    let inner = inside..inside + length;
    runs.push(Run {
        outer: start..inner.end + closing.map_or(0, char::len_utf8),
        inner,
        closed: closing.is_some(),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(text: &str) -> Vec<&str> {
        runs(text).into_iter().map(|r| &text[r.inner]).collect()
    }

    #[test]
    fn marks_of_all_kinds_pair() {
        assert_eq!(inner("He said “yes” and “no”."), ["yes", "no"]);
        assert_eq!(inner("He said \"yes\", then \"no\"."), ["yes", "no"]);
        assert_eq!(inner("«Oui», dit-il, »ja« und „nein“."), ["Oui", "ja", "nein"]);
        assert_eq!(inner("\"And on whose authority?” said Hill."), ["And on whose authority?"]);
    }

    #[test]
    fn what_is_left_open_runs_to_the_end() {
        let text = "“The road is open. ";
        assert_eq!(inner(text), ["The road is open."]);
        assert!(!runs(text)[0].closed);
        assert_eq!(inner("“One “two” three"), ["One", "two"]);
    }

    #[test]
    fn inches_and_empty_marks_are_none() {
        assert!(inner("A board 6\" wide and 12\" long.").is_empty());
        assert!(inner("“” \"\" “…”").is_empty());
    }
}
