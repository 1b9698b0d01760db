//! The letters of the index of speakers.

use super::shared::Shared;
use super::value::object;
use crate::digest::SpeakerId;
use std::collections::BTreeMap;
use tera::Value;

/// The speakers under one letter.
pub(super) struct Letter {
    /// `A` to `Z`, or `#` for what no letter begins.
    pub(super) letter: char,
    /// Its address: `quotes/k/`.
    pub(super) path: String,
    /// The speakers, in the order of the index.
    pub(super) speakers: Vec<SpeakerId>,
    /// How many quotations they have.
    pub(super) quotations: usize,
}

/// The letters that have speakers, `#` last.
pub(super) fn of(shared: &Shared) -> Vec<Letter> {
    let mut by_letter: BTreeMap<(bool, char), Vec<SpeakerId>> = BTreeMap::new();
    for (id, speaker) in shared.digest.speakers.iter().enumerate() {
        let letter = match speaker.letter.to_ascii_uppercase() {
            letter @ 'A'..='Z' => letter,
            _ => '#',
        };
        by_letter
            .entry((letter == '#', letter))
            .or_default()
            .push(id);
    }
    by_letter
        .into_iter()
        .map(|((_, letter), speakers)| Letter {
            letter,
            path: match letter {
                '#' => "quotes/other/".to_owned(),
                letter => format!("quotes/{}/", letter.to_ascii_lowercase()),
            },
            quotations: speakers.iter().map(|&id| shared.quotations[id].len()).sum(),
            speakers,
        })
        .collect()
}

/// The row of all letters, those without speakers too; `current` is the page's own.
pub(super) fn row(shared: &Shared, letters: &[Letter], current: Option<char>) -> Value {
    if letters.is_empty() {
        return Value::from(Vec::<Value>::new());
    }
    let known = |letter: char| letters.iter().find(|l| l.letter == letter);
    let row: Vec<Value> = ('A'..='Z')
        .chain(known('#').map(|_| '#'))
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
