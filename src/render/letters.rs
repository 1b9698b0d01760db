//! The letters of the index of speakers.

use super::shared::Shared;
use super::value::object;
use crate::digest::SpeakerId;
use std::ops::Range;
use tera::Value;

/// The speakers under one letter.
pub(super) struct Letter {
    /// A letter of the alphabet or another one, or `#` for what none begins.
    pub(super) letter: char,
    /// Its address: `quotes/k/`.
    pub(super) path: String,
    /// The speakers.
    pub(super) speakers: Range<SpeakerId>,
    /// How many quotations they have.
    pub(super) quotations: usize,
}

/// The letters that have speakers, in order.
pub(super) fn of(shared: &Shared) -> Vec<Letter> {
    let digest = shared.digest;
    let letters = digest.letters().into_iter();
    let letter = |(letter, speakers): (char, Range<SpeakerId>)| Letter {
        letter,
        path: format!(
            "quotes/{}/",
            digest.alphabet.slug(letter, digest.site.slugs)
        ),
        quotations: shared.quotations[speakers.clone()]
            .iter()
            .map(Vec::len)
            .sum(),
        speakers,
    };
    letters.map(letter).collect()
}

/// The row of all letters, those without speakers too; `current` is the page's own.
pub(super) fn row(shared: &Shared, letters: &[Letter], current: Option<char>) -> Value {
    if letters.is_empty() {
        return Value::from(Vec::<Value>::new());
    }
    let known = |letter: char| letters.iter().find(|l| l.letter == letter);
    let alphabet = shared.digest.alphabet.letters();
    let others = letters.iter().map(|l| l.letter);
    let others = others.filter(|letter| !alphabet.contains(letter));
    let row: Vec<Value> = alphabet
        .iter()
        .copied()
        .chain(others)
        .map(|letter| {
            let of = known(letter);
            object([
                ("letter", Value::from(letter)),
                (
                    "href",
                    Value::from(of.map(|of| shared.links.href(&of.path))),
                ),
                (
                    "speakers",
                    Value::from(of.map_or(0, |of| of.speakers.len())),
                ),
                ("current", Value::from(current == Some(letter))),
            ])
        })
        .collect();
    Value::from(row)
}
