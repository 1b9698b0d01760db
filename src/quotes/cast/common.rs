//! Names that are words of the text as well: `Harbour Control`.

use super::{Cast, FigureId, Gender};
use crate::lexicon::{Class, Lexicon};
use crate::quotes::paragraphs::Paragraph;
use ahash::HashMap;

impl Cast {
    /// Marks the names of several words of which one stands in the text in small letters as well: `Harbour Control`.
    pub(super) fn find_common_words<'t>(
        &mut self,
        text: &str,
        paragraphs: impl Iterator<Item = &'t Paragraph>,
    ) {
        let mut holders: HashMap<String, Vec<FigureId>> = HashMap::default();
        // By length and first byte, so that most words of the text are not looked up.
        let mut firsts = [0_u32; 64];
        let place = |word: &str| {
            let first = word.bytes().next().unwrap_or_default();
            (word.len().min(63), 1_u32 << (first & 31))
        };
        for (id, figure) in self.figures.iter().enumerate() {
            if figure.kind.is_some() || figure.gender != Gender::Unknown || figure.words.len() < 2 {
                continue;
            }
            let lexicon = Lexicon::english();
            let words = figure.words.iter();
            for word in words.filter(|word| !lexicon.class(word).is(Class::PARTICLE)) {
                let (length, first) = place(word);
                firsts[length] |= first;
                holders.entry(word.clone()).or_default().push(id);
            }
        }
        if holders.is_empty() {
            return;
        }
        for token in paragraphs.flat_map(|paragraph| &*paragraph.tokens) {
            if !token.is_word() || token.capital {
                continue;
            }
            let word = token.span.of(text);
            let (length, first) = place(word);
            if firsts[length] & first == 0 {
                continue;
            }
            for id in holders.remove(word).unwrap_or_default() {
                self.figures[id].common = true;
            }
        }
    }
}
