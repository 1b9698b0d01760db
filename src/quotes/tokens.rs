//! Words, marks and sentences of a paragraph. What stands between quotation marks is one token.

use super::marks::Run;
use crate::lexicon::{Class, Lexicon};
use crate::span::is_blank;
use std::ops::Range;

/// A word, a punctuation mark, or a whole run of quotation marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Where it begins in the paragraph's text, in bytes.
    pub start: u32,
    /// Where it ends; a possessive's `’s` is left out.
    pub end: u32,
    /// What it is.
    pub kind: TokenKind,
    /// What the word can be; nothing for marks and runs.
    pub class: Class,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum TokenKind {
    Word { capital: bool, possessive: bool },
    Mark(char),
    Quote(u32),
}

impl Token {
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(super) fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word { .. })
    }

    pub(super) fn is_capital(&self) -> bool {
        matches!(self.kind, TokenKind::Word { capital: true, .. })
    }

    pub(super) fn is_possessive(&self) -> bool {
        matches!(self.kind, TokenKind::Word { possessive: true, .. })
    }

    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }

    pub(super) fn quote(&self) -> Option<usize> {
        match self.kind {
            TokenKind::Quote(run) => Some(run as usize),
            _ => None,
        }
    }

    pub(super) fn is(&self, class: Class) -> bool {
        self.class.is(class)
    }
}

/// The tokens of a paragraph.
pub(super) fn tokenize(text: &str, runs: &[Run], lexicon: &Lexicon) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut lower = String::new();
    let mut at = 0;
    for (i, run) in runs.iter().enumerate() {
        plain(text, at..run.outer.start, lexicon, &mut lower, &mut tokens);
        tokens.push(Token {
            start: run.outer.start as u32,
            end: run.outer.end as u32,
            kind: TokenKind::Quote(i as u32),
            class: Class::default(),
        });
        at = run.outer.end;
    }
    plain(text, at..text.len(), lexicon, &mut lower, &mut tokens);
    tokens
}

/// The tokens of a part without quotation marks.
fn plain(text: &str, part: Range<usize>, lexicon: &Lexicon, lower: &mut String, tokens: &mut Vec<Token>) {
    let mut at = part.start;
    while let Some(c) = text[at..part.end].chars().next() {
        if is_blank(c) {
            at += c.len_utf8();
        } else if c.is_alphanumeric() || matches!(c, '@' | '$' | '€' | '£') {
            let end = word_end(&text[..part.end], at, lexicon, lower);
            tokens.push(word(text, at..end, lexicon, lower));
            at = end;
        } else {
            tokens.push(Token {
                start: at as u32,
                end: (at + c.len_utf8()) as u32,
                kind: TokenKind::Mark(c),
                class: Class::default(),
            });
            at += c.len_utf8();
        }
    }
}

/// Where the word that begins at `start` ends: apostrophes, hyphens and points inside it, and the point of an
/// abbreviation, are part of it.
fn word_end(text: &str, start: usize, lexicon: &Lexicon, lower: &mut String) -> usize {
    let mut end = start;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        let joins = match c {
            '@' | '$' | '€' | '£' | '_' => true,
            '’' | '\'' | '-' | '‑' | '&' => next.is_some_and(char::is_alphanumeric),
            '.' | ',' | ':' => {
                let before = text[start..start + i].chars().next_back();
                let figures = before.is_some_and(|b| b.is_ascii_digit())
                    && next.is_some_and(|n| n.is_ascii_digit());
                let initials = c == '.' && is_initials(&text[start..start + i]) && next.is_some_and(char::is_alphabetic);
                figures || initials
            }
            // Joining characters and soft hyphens inside a word show nothing.
            '\u{ad}' | '\u{200b}'..='\u{200d}' => next.is_some_and(char::is_alphanumeric),
            c => c.is_alphanumeric() || is_mark(c),
        };
        if !joins {
            break;
        }
        end = start + i + c.len_utf8();
    }
    end = end.max(start + text[start..].chars().next().map_or(1, char::len_utf8));
    if text[end..].starts_with('.') {
        lower.clear();
        lower.extend(text[start..end].chars().flat_map(char::to_lowercase));
        lower.push('.');
        let known = lexicon
            .class(lower)
            .is(Class::TITLE | Class::SUFFIX | Class::BODY | Class::DEMONYM | Class::TIME);
        if known || is_initials(&text[start..end]) {
            end += 1;
        }
    }
    end
}

/// Combining marks belong to the letter before them.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// A capital letter alone, or several with points between: `J`, `U.S`.
fn is_initials(word: &str) -> bool {
    !word.is_empty()
        && word.split('.').all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
        })
}

fn word(text: &str, range: Range<usize>, lexicon: &Lexicon, lower: &mut String) -> Token {
    let word = &text[range.clone()];
    let core = ["’s", "'s", "’S", "'S"].iter().find_map(|s| word.strip_suffix(s)).filter(|c| !c.is_empty());
    let plural_possessive = core.is_none()
        && word.ends_with('s')
        && text[range.end..].starts_with(['’', '\''])
        && text[range.end..].chars().nth(1).is_none_or(char::is_whitespace);
    let shown = core.unwrap_or(word);
    lower.clear();
    lower.extend(shown.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    Token {
        start: range.start as u32,
        end: (range.start + shown.len()) as u32,
        kind: TokenKind::Word {
            capital: shown.chars().next().is_some_and(char::is_uppercase),
            possessive: core.is_some() || plural_possessive,
        },
        class: lexicon.class(lower),
    }
}

/// The sentences, as ranges of tokens that cover all of them.
///
/// A sentence ends at a full stop, question or exclamation mark that a capital, a figure or a quotation follows; and
/// behind a quotation that holds such a mark, unless the words behind it report it (`“Why?” she asked`).
pub(super) fn sentences(text: &str, runs: &[Run], tokens: &[Token]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for i in 0..tokens.len() {
        let ends = match tokens[i].kind {
            TokenKind::Mark('.' | '!' | '?' | '…') => {
                // Several marks in a row end one sentence; an ellipsis ends one only before a capital.
                starts_sentence(text, tokens, i + 1)
            }
            TokenKind::Quote(run) => ends_behind_quote(text, &runs[run as usize], tokens, i),
            TokenKind::Word { .. } => {
                // The point of an abbreviation is also the sentence's: "in the U.S. He".
                text[tokens[i].range()].ends_with('.')
                    && !tokens[i].is(Class::TITLE | Class::TIME)
                    && tokens.get(i + 1).is_some_and(|t| t.is_capital() && t.is(Class::OPENER) && !t.is_possessive())
            }
            TokenKind::Mark(_) => false,
        };
        if ends && i + 1 < tokens.len() {
            sentences.push(start..i + 1);
            start = i + 1;
        }
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    sentences
}

fn starts_sentence(text: &str, tokens: &[Token], at: usize) -> bool {
    match tokens.get(at).map(|t| t.kind) {
        None | Some(TokenKind::Quote(_)) => true,
        Some(TokenKind::Word { capital, .. }) => {
            capital || text[tokens[at].range()].starts_with(|c: char| c.is_numeric() || c == '@')
        }
        Some(TokenKind::Mark(mark)) => matches!(mark, '(' | '[' | '—' | '–' | '‘' | '\'' | '•'),
    }
}

fn ends_behind_quote(text: &str, run: &Run, tokens: &[Token], at: usize) -> bool {
    let last = text[run.inner.clone()]
        .trim_end_matches(|c: char| is_blank(c) || matches!(c, '’' | '\'' | ')'))
        .chars()
        .next_back();
    let Some(next) = tokens.get(at + 1) else { return true };
    let goes_on = !(next.is_capital() || next.quote().is_some());
    match last {
        Some('.' | '…') => !goes_on,
        Some('?' | '!') => !goes_on && !is_reported(tokens, at + 1),
        // No mark at its end: a new sentence begins only with a new quotation, or after a run left open.
        _ => !run.closed || (next.quote().is_some() && !matches!(last, Some(',' | ';' | ':' | '—' | '–'))),
    }
}

/// Whether words like `Trump asked` stand at `at`: a short subject, a verb, and the sentence's end or a comma.
fn is_reported(tokens: &[Token], at: usize) -> bool {
    let cue = tokens[at..]
        .iter()
        .take(8)
        .take_while(|t| t.is_word())
        .position(|t| t.is(Class::SAYING | Class::TELLING));
    match cue {
        Some(n) if n > 0 => tokens.get(at + n + 1).is_none_or(|t| {
            !t.is_word() || t.is(Class::PREPOSITION | Class::TIME) || tokens[at + n].is(Class::TELLING)
        }),
        _ => false,
    }
}
