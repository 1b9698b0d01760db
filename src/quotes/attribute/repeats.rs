//! Words that stand a second time: in a heading, in a pull quote, or further on.

use super::{Attribution, Draft, Spoken};
use crate::lexicon::fold;
use crate::quotes::Evidence;

impl Attribution<'_> {
    /// Words that stand a second time, in a heading, a pull quote or further on, are whose they were the first time.
    pub(super) fn repeats(&mut self) {
        const LEAST_WORDS: usize = 3;
        const MOST: usize = 64;
        let open: Vec<usize> = (0..self.drafts.len())
            .filter(|&i| {
                let draft = &self.drafts[i];
                draft.speaker.is_none() && draft.candidates.is_empty() && !draft.withheld
            })
            .take(MOST)
            .collect();
        if open.is_empty() {
            return;
        }
        let said: Vec<(String, Spoken)> = self
            .drafts
            .iter()
            .filter_map(|draft| Some((self.key(draft), draft.speaker.clone()?)))
            .collect();
        for i in open {
            let key = self.key(&self.drafts[i]);
            if key.split(' ').count() < LEAST_WORDS {
                continue;
            }
            let mut found: Option<&Spoken> = None;
            let mut unanimous = true;
            for (words, spoken) in &said {
                if contains_words(words, &key) {
                    unanimous &= found.is_none_or(|f| f.figure == spoken.figure);
                    found = found.or(Some(spoken));
                }
            }
            if let Some(spoken) = found.filter(|_| unanimous) {
                let draft = &mut self.drafts[i];
                draft.speaker = Some(Spoken {
                    mention: None,
                    cue: None,
                    confidence: spoken.confidence * 0.98,
                    evidence: Evidence::Repeated,
                    ..*spoken
                });
                draft.published = true;
            }
        }
    }

    fn key(&self, draft: &Draft) -> String {
        let run = self.paragraphs[draft.paragraph].runs[draft.run];
        let words = fold(run.span.of(self.text));
        words
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_owned()
    }
}

/// Whether `words` has `part` in it, whole words only.
fn contains_words(words: &str, part: &str) -> bool {
    words.match_indices(part).any(|(at, _)| {
        let before = words[..at].chars().next_back();
        let after = words[at + part.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
