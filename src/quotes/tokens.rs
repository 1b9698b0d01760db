//! Words and marks of a paragraph. A run of quoted words is one token: who said it is told by what stands around it.

use super::marks::Run;
use crate::lexicon::{Class, Lexicon};
use crate::span::{Span, is_blank};

/// A word, a mark, or a run of quoted words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub span: Span,
    pub kind: TokenKind,
    /// What the word can be in a sentence.
    pub class: Class,
    /// Begins with a capital letter.
    pub capital: bool,
    /// A genitive ending, which is no part of the span, follows: `Kovač’s`.
    pub possessive: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    Number,
    /// A punctuation mark; a run of full stops is one `…`.
    Mark(char),
    /// Index into the paragraph's runs.
    Run(usize),
}

impl Token {
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }

    pub fn is_run(&self) -> bool {
        matches!(self.kind, TokenKind::Run(_))
    }

    /// Quoted words, or a mark beside them: no word of the reporter's.
    pub fn is_quoted(&self) -> bool {
        matches!(self.kind, TokenKind::Run(_) | TokenKind::Mark(_))
    }

    /// A comma, or a dash that does a comma's work.
    pub fn is_comma(&self) -> bool {
        matches!(self.kind, TokenKind::Mark(',' | '—' | '–'))
    }

    /// A word with a capital letter; a name begins and ends with one.
    pub fn is_capital_word(&self) -> bool {
        self.capital && self.is_word()
    }
}

/// Tokenises the pieces of a paragraph into `tokens`, runs in their places.
pub(super) fn tokenise(
    text: &str,
    lexicon: &Lexicon,
    pieces: &[Span],
    runs: &[Run],
    tokens: &mut Vec<Token>,
) {
    tokens.clear();
    let mut runs = runs.iter().enumerate().peekable();
    let mut skip_to = 0;
    for piece in pieces {
        let end = piece.range().end;
        let mut at = piece.range().start.max(skip_to);
        while at < end {
            let limit = runs
                .peek()
                .map_or(end, |(_, run)| run.marked.range().start.min(end));
            while at < limit {
                at = next(text, lexicon, at, limit, tokens);
            }
            if at < end
                && let Some((index, run)) = runs.next()
            {
                if !is_nickname(text, lexicon, run, tokens.last()) {
                    tokens.push(Token {
                        span: run.span,
                        kind: TokenKind::Run(index),
                        class: Class::default(),
                        capital: run.span.of(text).starts_with(char::is_uppercase),
                        possessive: false,
                    });
                }
                skip_to = run.marked.range().end;
                at = skip_to;
            }
        }
    }
    note_phrases(text, tokens);
}

/// `Joko “Jo” Widen`: a part of the name that it stands in, and nobody's words.
fn is_nickname(text: &str, lexicon: &Lexicon, run: &Run, before: Option<&Token>) -> bool {
    const MOST: usize = 2;
    let given = Class::GIVEN_MALE.or(Class::GIVEN_FEMALE);
    let names = |class: Class| class.is_empty() || class.is(given);
    let first = before.is_some_and(|t| {
        t.is_capital_word()
            && !t.possessive
            && names(t.class)
            && t.span.range().end + 1 == run.marked.range().start
    });
    if !first || !run.closed {
        return false;
    }
    let words = || run.span.of(text).split(' ');
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    let surname = text[run.marked.range().end..].strip_prefix(' ');
    let surname = surname.map(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '-');
        &rest[..end.unwrap_or(rest.len())]
    });
    words().count() <= MOST
        && words().all(capital)
        && surname.is_some_and(|word| {
            word.starts_with(char::is_uppercase) && names(lexicon.class_of(word))
        })
}

/// `as Kovač put it` and `Kovač puts it like this:` report as `said` does; `put` alone does not.
fn note_phrases(text: &str, tokens: &mut [Token]) {
    const BEFORE: usize = 12;
    const BEHIND: usize = 7;
    let is = |token: &Token, word: &str| {
        token.is_word() && token.span.len() == word.len() && token.span.of(text) == word
    };
    for i in 1..tokens.len() {
        // `she added; “…”`: a colon is meant.
        if tokens[i].is_mark(';')
            && tokens[i - 1].class.is(Class::SAYING)
            && tokens.get(i + 1).is_some_and(Token::is_run)
        {
            tokens[i].kind = TokenKind::Mark(':');
        }
        let put = |t: &Token| is(t, "put") || is(t, "puts");
        if !is(&tokens[i], "it") || !put(&tokens[i - 1]) {
            continue;
        }
        let told = tokens[i.saturating_sub(BEFORE)..i]
            .iter()
            .rev()
            .take_while(|t| !t.is_mark('.') && !t.is_run())
            .any(|t| is(t, "as"));
        let colon = tokens[i + 1..]
            .iter()
            .take(BEHIND)
            .take_while(|t| t.is_word() || t.is_mark(',') || t.is_mark(':'))
            .any(|t| t.is_mark(':'));
        if told || colon {
            tokens[i - 1].class |= Class::SAYING;
        }
    }
}

/// Reads one token, or white space, at `at`; gives where the next begins.
fn next(text: &str, lexicon: &Lexicon, at: usize, limit: usize, tokens: &mut Vec<Token>) -> usize {
    let rest = &text[at..limit];
    let Some(first) = rest.chars().next() else {
        return limit;
    };
    if first == ' ' {
        return at + 1;
    }
    if first.is_alphanumeric() {
        return word(rest, lexicon, at, tokens);
    }
    let length = first.len_utf8();
    if is_blank(first) {
        return at + length;
    }
    let (mark, length) = match first {
        '.' if rest.starts_with("..") => ('…', rest.len() - rest.trim_start_matches('.').len()),
        '-' if rest.starts_with("--") => ('—', rest.len() - rest.trim_start_matches('-').len()),
        // A hyphen that stands free is a dash.
        '-' => ('–', length),
        _ => (first, length),
    };
    tokens.push(Token {
        span: Span::new(at, at + length),
        kind: TokenKind::Mark(mark),
        class: Class::default(),
        capital: false,
        possessive: false,
    });
    at + length
}

/// Reads the word at the head of `rest`, which stands at `at`.
fn word(rest: &str, lexicon: &Lexicon, at: usize, tokens: &mut Vec<Token>) -> usize {
    // Most words are letters of ASCII and nothing else.
    let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let mut length = plain;
    let mut possessive = 0;
    let joined = rest
        .as_bytes()
        .get(plain)
        .is_some_and(|byte| matches!(byte, b'\'' | b'-' | b'&' | b'.' | b'_' | 0x80..));
    let behind = if joined { &rest[plain..] } else { "" };
    let mut chars = behind
        .char_indices()
        .map(|(i, c)| (plain + i, c))
        .peekable();
    while let Some((i, c)) = chars.next() {
        let follows = chars.peek().map(|&(_, c)| c);
        let inside = follows.is_some_and(char::is_alphanumeric);
        match c {
            _ if c.is_alphanumeric() || is_joiner(c) => length = i + c.len_utf8(),
            '-' | '‐' | '‑' | '&' | '.' | '_' if inside => {}
            '’' | '\'' | 'ʼ' => {
                // The genitive: ’s at the word's end, or the apostrophe alone behind an s.
                let tail = &rest[i + c.len_utf8()..];
                let ends = |n: usize| !tail[n..].starts_with(char::is_alphanumeric);
                if tail.starts_with(['s', 'S']) && ends(1) {
                    possessive = c.len_utf8() + 1;
                    break;
                }
                if !inside {
                    if rest[..i].ends_with(['s', 'S']) {
                        possessive = c.len_utf8();
                    }
                    break;
                }
            }
            _ => break,
        }
    }
    let mut words = &rest[..length];
    let numeric = words.starts_with(|c: char| c.is_ascii_digit());
    if rest[length..].starts_with('.') && !numeric && keeps_full_stop(lexicon, &rest[..=length]) {
        length += 1;
        words = &rest[..length];
    }
    let class = if numeric || is_another_word(words, tokens.last()) {
        Class::default()
    } else if length == plain {
        lexicon.class_of(words)
    } else {
        class(lexicon, words)
    };
    let capital = if length == plain {
        words.starts_with(|c: char| c.is_ascii_uppercase())
    } else {
        begins_with_capital(words)
    };
    tokens.push(Token {
        span: Span::new(at, at + length),
        kind: if numeric {
            TokenKind::Number
        } else {
            TokenKind::Word
        },
        class,
        // `Braun-owned` is no name.
        capital: capital && !(class.is(Class::COMPOUND) && words.contains('-')),
        possessive: possessive > 0,
    });
    at + length + possessive
}

/// Words that are spelt as small ones are, and are none: `WHO` is a body, and `pm` an hour.
fn is_another_word(word: &str, before: Option<&Token>) -> bool {
    match word.len() {
        2 => {
            word == "Un"
                || word.eq_ignore_ascii_case("pm")
                    && (word != "PM" || before.is_some_and(|t| t.kind == TokenKind::Number))
        }
        3 => word == "WHO",
        _ => false,
    }
}

/// `Kovač`, `d’Aubremont`, `al-Din`
fn begins_with_capital(word: &str) -> bool {
    const PREFIX: usize = 3;
    let mut chars = word.chars();
    let first = chars.next().is_some_and(char::is_uppercase);
    let mark = word
        .char_indices()
        .take(PREFIX + 1)
        .find(|(_, c)| matches!(c, '’' | '\'' | '-' | '‑'));
    first || mark.is_some_and(|(at, c)| word[at + c.len_utf8()..].starts_with(char::is_uppercase))
}

/// A combining mark, or a soft hyphen inside a word.
fn is_joiner(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200d}' | '\u{200c}'
    )
}

/// Whether the full stop at the end of `word` belongs to it: `Mr.`, `U.S.`, `J.`
fn keeps_full_stop(lexicon: &Lexicon, word: &str) -> bool {
    let bare = &word[..word.len() - 1];
    let initial = bare.chars().count() == 1 && bare.starts_with(char::is_uppercase);
    let dotted = bare.contains('.') && bare.split('.').all(|part| part.chars().count() == 1);
    initial || dotted || (word.len() <= 8 && !class(lexicon, word).is_empty())
}

/// What a word can be: as it stands, else what its last part can, behind a hyphen.
fn class(lexicon: &Lexicon, word: &str) -> Class {
    let whole = lexicon.class_of(word);
    if !whole.is_empty() {
        return whole;
    }
    match word.rsplit_once(['-', '‑']) {
        Some((_, last)) => {
            let last = lexicon
                .class_of(last)
                .only(Class::ROLE.or(Class::DEMONYM).or(Class::COMPOUND));
            // `Vestra-based` says of somebody what `Vestran` says.
            if last.is(Class::COMPOUND) {
                last.or(Class::DEMONYM)
            } else {
                last
            }
        }
        None => whole,
    }
}
