//! Single marks, told from apostrophes.
//!
//! `’` and `'` close a quotation, and they also stand in `don’t`, `the drivers’ union`, `rock ’n’ roll`, `rollin’` and
//! `5' 11"`. What stands right before and right behind tells most of them; a word that may have the apostrophe as its
//! own is decided by the marks that follow it in the paragraph.

use super::{Turn, is_closing_punctuation, is_opening_punctuation};
use crate::span::is_blank;

/// Words that have an apostrophe in place of their beginning.
const CUT_IN_FRONT: &[&str] = &[
    "em", "n", "tis", "twas", "twill", "twere", "til", "till", "cause", "cos", "cuz", "bout",
    "round", "neath", "tween", "gainst", "nuff", "ere", "ave", "ow", "ello",
];
/// And in place of their end, besides the plural possessive (`drivers’`) and `-in’`.
const CUT_BEHIND: &[&str] = &[
    "an", "o", "th", "ol", "wi", "lil", "mo", "yo", "fo", "tho", "goin", "n",
];
/// A quotation whose closing mark may be an apostrophe has at most so many words.
const MOST_WORDS: usize = 8;
/// And so many where another such mark follows.
const FEW_WORDS: usize = 3;

/// What a single mark can be by its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Apostrophe,
    Opens,
    Closes,
    /// The end of a quotation, or of a word like `drivers’`.
    MayClose,
}

/// What follows in a paragraph's piece; looked up once for all marks before it.
#[derive(Default)]
pub(super) struct Ahead {
    found: Option<(usize, Next)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Opens,
    Closes,
    MayClose,
    Nothing,
}

/// What the single mark at `at` does; `open` is where the words of the open quotation begin, if that is a single one.
pub(super) fn turn(words: &str, at: usize, open: Option<usize>, ahead: &mut Ahead) -> Turn {
    match (kind(words, at), open) {
        (Kind::Opens, _) => Turn::Opens(super::Style::Single),
        (Kind::Closes, Some(_)) => Turn::Closes,
        (Kind::MayClose, Some(start)) => {
            const ENOUGH: usize = MOST_WORDS + 1;
            let inside = words.get(start..at).unwrap_or_default();
            let count = inside.split_whitespace().take(ENOUGH).count();
            match ahead.of(words, at) {
                Next::Closes => Turn::Neither,
                Next::MayClose if count > FEW_WORDS => Turn::Spoils,
                Next::Nothing if count > MOST_WORDS => Turn::Spoils,
                Next::Opens | Next::MayClose | Next::Nothing => Turn::Closes,
            }
        }
        _ => Turn::Neither,
    }
}

impl Ahead {
    /// The first mark behind `at` that tells more.
    fn of(&mut self, words: &str, at: usize) -> Next {
        if let Some((found, next)) = self.found
            && found > at
        {
            return next;
        }
        let mut may_close = None;
        let mut from = at;
        while let Some((mark, length)) = super::next_mark(words.as_bytes(), from, true) {
            from = mark + length;
            if mark == at || !is_single(words, mark) {
                continue;
            }
            let next = match kind(words, mark) {
                Kind::Opens => Next::Opens,
                Kind::Closes => Next::Closes,
                Kind::MayClose => {
                    may_close = may_close.or(Some(mark));
                    continue;
                }
                Kind::Apostrophe => continue,
            };
            self.found = Some((mark, next));
            return next;
        }
        // Nothing sure follows: what may close is the next one only.
        let (mark, next) = match may_close {
            Some(mark) => (mark, Next::MayClose),
            None => (words.len(), Next::Nothing),
        };
        self.found = Some((mark, next));
        next
    }
}

/// Whether the single mark at `at` opens a quotation for sure.
pub(super) fn opens(words: &str, at: usize) -> bool {
    kind(words, at) == Kind::Opens
}

/// Whether it closes one for sure.
pub(super) fn closes(words: &str, at: usize) -> bool {
    kind(words, at) == Kind::Closes
}

pub(super) fn is_single(words: &str, at: usize) -> bool {
    words[at..].starts_with(['\'', '‘', '’'])
}

fn kind(words: &str, at: usize) -> Kind {
    let Some(mark) = words[at..].chars().next() else {
        return Kind::Apostrophe;
    };
    let behind = &words[at + mark.len_utf8()..];
    let before = words[..at].chars().next_back();
    let after = behind.chars().next();
    let touches_before = before.is_some_and(char::is_alphanumeric);
    let touches_after = after.is_some_and(char::is_alphanumeric);
    if touches_before && touches_after {
        return Kind::Apostrophe;
    }
    let open_before =
        before.is_none_or(|c| is_blank(c) || is_opening_punctuation(c) || matches!(c, '“' | '"'));
    if mark != '’'
        && open_before
        && after.is_some_and(|c| !is_blank(c) && !is_closing_punctuation(c))
    {
        return if is_cut_in_front(&words[..at], behind) {
            Kind::Apostrophe
        } else {
            Kind::Opens
        };
    }
    let close_after =
        after.is_none_or(|c| is_blank(c) || is_closing_punctuation(c) || matches!(c, '”' | '"'));
    match before {
        None => Kind::Apostrophe,
        Some(c) if is_blank(c) => Kind::Apostrophe,
        Some(c) if c.is_alphanumeric() && close_after => {
            at_the_end_of_a_word(&words[..at], behind, after)
        }
        Some(c) if c.is_alphanumeric() => Kind::Apostrophe,
        Some('.' | ',' | '!' | '?' | '…') => Kind::Closes,
        Some(_) if close_after => Kind::Closes,
        Some(_) => Kind::Apostrophe,
    }
}

/// `drivers’ union`, `rollin’ home`, `a disgrace’ twice`, `5' 11"`
fn at_the_end_of_a_word(before: &str, behind: &str, after: Option<char>) -> Kind {
    const LONGEST: usize = 24;
    let last = before.chars().next_back().unwrap_or(' ');
    if last.is_ascii_digit() {
        // Feet, and minutes of arc.
        let measure = behind
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit())
            || before.chars().rev().take(LONGEST).any(|c| c == '°');
        return if measure {
            Kind::Apostrophe
        } else {
            Kind::MayClose
        };
    }
    let start = before
        .char_indices()
        .rev()
        .take(LONGEST)
        .take_while(|(_, c)| c.is_alphanumeric())
        .last()
        .map_or(before.len(), |(i, _)| i);
    let word = &before[start..];
    // `rock ’n’ roll`
    if word.eq_ignore_ascii_case("n") && before[..start].ends_with(['\'', '’', '‘', ' ']) {
        return Kind::Apostrophe;
    }
    let ends_sentence =
        after.is_none_or(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '”' | '"'));
    let plural = matches!(last, 's' | 'S');
    let cut = word.len() > 3 && word.ends_with("in") || CUT_BEHIND.contains(&word);
    if cut || plural && !ends_sentence {
        Kind::MayClose
    } else {
        Kind::Closes
    }
}

/// `’em`, `’90s`: what stands behind the mark has lost its beginning.
fn is_cut_in_front(before: &str, behind: &str) -> bool {
    let end = behind
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(behind.len());
    let word = &behind[..end];
    if CUT_IN_FRONT.contains(&word) || matches!(word, "Tis" | "Twas") {
        return true;
    }
    let digits = word.trim_end_matches('s');
    if digits.len() != 2 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let last = before.split_whitespace().next_back().unwrap_or_default();
    digits.len() < word.len()
        || matches!(
            last,
            "of" | "in" | "since" | "the" | "from" | "until" | "by" | "summer" | "May"
        )
}

#[cfg(test)]
mod tests {
    use super::super::runs;
    use crate::span::Span;

    fn read(text: &str) -> Vec<&str> {
        runs(text, &[Span::new(0, text.len())], true)
            .into_iter()
            .map(|run| run.span.of(text))
            .collect()
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert_eq!(
            read("‘It won’t, ’cause the drivers’ union wants ’em out,’ she said"),
            ["It won’t, ’cause the drivers’ union wants ’em out,"]
        );
        assert_eq!(
            read("'It won't, 'cause the drivers' union wants 'em out,' she said"),
            ["It won't, 'cause the drivers' union wants 'em out,"]
        );
        assert_eq!(
            read("the drivers' union, the miners' hall and rock 'n' roll of the '90s"),
            [""; 0]
        );
        assert_eq!(read("the ‘90s, rock ‘n’ roll and ‘em all"), [""; 0]);
        assert_eq!(
            read("We were rollin’ down and goin’ home, ol’ boys’ cars and all."),
            [""; 0]
        );
    }

    #[test]
    fn fragments_end_where_their_marks_do() {
        assert_eq!(
            read("He called them ‘thugs’ and the drivers’ union agreed."),
            ["thugs"]
        );
        assert_eq!(
            read("He called them 'thugs', then 'fools'."),
            ["thugs", "fools"]
        );
        assert_eq!(
            read("‘We lost in ’68’ and ‘won in ’72’"),
            ["We lost in ’68", "won in ’72"]
        );
        assert_eq!(
            read("‘We trust the drivers’ union,’ she said."),
            ["We trust the drivers’ union,"]
        );
    }

    #[test]
    fn measures_are_no_marks() {
        assert_eq!(
            read("'He is 6' 2\" tall,' she said, at 51° 30' 26\" N."),
            ["He is 6' 2\" tall,"]
        );
        assert_eq!(read("He is 5' 11\" and stands at 51° 30' N."), [""; 0]);
    }

    #[test]
    fn double_marks_nest_inside() {
        assert_eq!(
            read("‘I said “no” to them,’ she said. “Yes,” he said."),
            ["I said “no” to them,", "Yes,"]
        );
        assert_eq!(read("‘She said “no.”’"), ["She said “no.”"]);
    }

    #[test]
    fn what_may_be_an_apostrophe_makes_no_long_quotation() {
        assert_eq!(
            read("‘Abd came down from the hills with the drivers of all the miners’ trucks"),
            [""; 0]
        );
    }
}
