//! Which way a weekday lies: the verb next to it tells.

use super::Piece;
use crate::lexicon::{Class, Lexicon};

/// How many words are looked through before a time, and behind one that opens its clause.
const BEFORE: usize = 10;
const AFTER: usize = 14;
/// How far before a verb what makes it one of the future stands: `will also be heard`.
const HELPERS: usize = 3;

/// Where a time lies, seen from the article's date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Future,
    /// A verb that leaves it open: `would meet on Friday`.
    Either,
    /// No verb near by.
    Open,
}

/// The direction of the time between two bytes of a piece.
pub(super) fn of(lexicon: &Lexicon, piece: &Piece, start: usize, end: usize) -> Direction {
    if piece.words[end..].starts_with(['’', '\'']) {
        return Direction::Open;
    }
    let mut words: [&str; BEFORE + HELPERS] = [""; BEFORE + HELPERS];
    let mut count = 0;
    for ((word, _), place) in piece.before(start).zip(words.iter_mut()) {
        *place = word;
        count += 1;
    }
    for i in 0..count.min(BEFORE) {
        // The word behind it in the text stands before it here.
        let next = i
            .checked_sub(1)
            .and_then(|i| words.get(i))
            .copied()
            .unwrap_or_default();
        match tense(lexicon, words[i], next) {
            Tense::Past => {
                let helpers = words[i + 1..count].iter().take(HELPERS);
                for helper in helpers {
                    match tense(lexicon, helper, "") {
                        Tense::Future => return Direction::Future,
                        Tense::Either => return Direction::Either,
                        _ if *helper == "to" || *helper == "be" => return Direction::Either,
                        _ => {}
                    }
                }
                return Direction::Past;
            }
            Tense::Future => return Direction::Future,
            Tense::Either => return Direction::Either,
            Tense::None => {}
        }
    }
    let mut behind = piece.after(end).take(AFTER).peekable();
    while let Some(word) = behind.next() {
        match tense(lexicon, word, behind.peek().copied().unwrap_or_default()) {
            Tense::Past => return Direction::Past,
            Tense::Future => return Direction::Future,
            Tense::Either => return Direction::Either,
            Tense::None => {}
        }
    }
    Direction::Open
}

enum Tense {
    Past,
    Future,
    Either,
    None,
}

fn tense(lexicon: &Lexicon, word: &str, next: &str) -> Tense {
    let times = &lexicon.article.times;
    if !word.starts_with(|c: char| c.is_lowercase()) {
        return Tense::None;
    }
    if times.future.has(word) {
        return Tense::Future;
    }
    if times.either_way.has(word) {
        return Tense::Either;
    }
    if word == "to" {
        // Before a verb it leads ahead; before a place or a thing it does not.
        let is_object = !next.starts_with(char::is_lowercase)
            || lexicon.class(next).is(Class::DETERMINER
                .or(Class::PREPOSITION)
                .or(Class::ROLE)
                .or(Class::PLURAL_ROLE));
        return if is_object {
            Tense::None
        } else {
            Tense::Either
        };
    }
    let is_past = times.past.has(word)
        || word.len() >= 5 && word.ends_with("ed") && !times.not_past.has(word);
    if is_past { Tense::Past } else { Tense::None }
}
