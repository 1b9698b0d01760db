//! Words that stand a second time: in a headline or a heading, in a pull quote, or further on.

use super::{Attribution, Draft, Spoken};
use crate::lexicon::{Class, fold};
use crate::quotes::score::Feature;
use crate::quotes::{Evidence, QuotationKind};
use std::collections::HashSet;

/// What somebody said, a cue in its midst left out.
struct Said<'d> {
    words: Vec<&'d str>,
    spoken: &'d Spoken,
}

/// How words stand again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    /// In their order, others left out.
    Shortened,
    Exact,
}

impl Attribution<'_> {
    /// Words that stand a second time are whose they were the first time. A line above the text may shorten them.
    pub(super) fn repeats(&mut self) {
        const MOST: usize = 64;
        let open: Vec<usize> = (0..self.drafts.len())
            .filter(|&i| {
                let draft = &self.drafts[i];
                draft.speaker.is_none() && draft.candidates.is_empty() && !draft.withheld
            })
            .take(MOST)
            .collect();
        let mut wanted: Vec<(usize, String)> = open
            .into_iter()
            .map(|i| (i, self.folded(&self.drafts[i])))
            .collect();
        wanted.retain(|(i, folded)| {
            let least = self.least_words(*i);
            words(folded).take(least).count() == least
        });
        // Most articles have nothing that could stand a second time.
        if wanted.is_empty() {
            return;
        }
        let named = self.drafts.iter().enumerate();
        let named: Vec<(usize, String)> = named
            .filter(|(_, draft)| draft.speaker.is_some())
            .map(|(i, draft)| (i, self.folded(draft)))
            .collect();
        let said = self.said(&named);
        let found: Vec<(usize, Spoken)> = wanted
            .iter()
            .filter_map(|(i, folded)| {
                let words: Vec<&str> = words(folded).collect();
                Some((*i, self.repeated(&words, self.is_above(*i), &said)?))
            })
            .collect();
        for (i, spoken) in found {
            let draft = &mut self.drafts[i];
            draft.speaker = Some(spoken);
            draft.published = true;
        }
    }

    /// Whether a draft stands in a line above the text.
    fn is_above(&self, draft: usize) -> bool {
        self.paragraphs[self.drafts[draft].paragraph]
            .place
            .is_line()
    }

    /// How many words must stand again for it to be no chance.
    fn least_words(&self, draft: usize) -> usize {
        const ABOVE: usize = 2;
        const INSIDE: usize = 5;
        const ALONE: usize = 3;
        let draft = &self.drafts[draft];
        let paragraph = &self.paragraphs[draft.paragraph];
        // `a definition of “old forest land”`, of which somebody speaks as well: a term.
        let alone = super::is_first(paragraph, paragraph.tokens.len());
        match (paragraph.place.is_line(), alone) {
            (true, _) => ABOVE,
            (false, false) if draft.kind == QuotationKind::Partial => INSIDE,
            (false, _) => ALONE,
        }
    }

    /// All that somebody is named for, what goes on joined to what it goes on from. `named` has them folded.
    fn said<'d>(&'d self, named: &'d [(usize, String)]) -> Vec<Said<'d>> {
        let mut all: Vec<Said> = Vec::new();
        let mut last = None;
        for (i, folded) in named {
            let draft = &self.drafts[*i];
            let Some(spoken) = &draft.speaker else {
                continue;
            };
            let goes_on = draft.continues.is_some() && draft.continues == last;
            match all.last_mut() {
                Some(said) if goes_on && said.spoken.figure == spoken.figure => {
                    said.words.extend(words(folded))
                }
                _ => all.push(Said {
                    words: words(folded).collect(),
                    spoken,
                }),
            }
            last = Some(*i);
        }
        all
    }

    /// Whose words these are, if they stand elsewhere and only one is named for them.
    fn repeated(&self, words: &[&str], above: bool, said: &[Said]) -> Option<Spoken> {
        let mut found: Option<(Match, &Spoken)> = None;
        let mut unanimous = true;
        for said in said {
            let Some(how) = self.stands_in(words, &said.words, above) else {
                continue;
            };
            match found {
                Some((best, _)) if how < best => {}
                Some((best, spoken)) if how == best => {
                    unanimous &= spoken.figure == said.spoken.figure
                }
                _ => {
                    found = Some((how, said.spoken));
                    unanimous = true;
                }
            }
        }
        let (how, spoken) = found.filter(|_| unanimous)?;
        let feature = match how {
            Match::Exact => Feature::RepeatedExactly,
            Match::Shortened => Feature::RepeatedShortened,
        };
        Some(Spoken {
            mention: None,
            cue: None,
            features: spoken.features.with(feature),
            evidence: Evidence::Repeated,
            ..*spoken
        })
    }

    fn stands_in(&self, part: &[&str], whole: &[&str], above: bool) -> Option<Match> {
        if whole.windows(part.len()).any(|words| words == part) {
            return Some(Match::Exact);
        }
        (above && self.is_shortened(part, whole)).then_some(Match::Shortened)
    }

    /// Whether `part` has the words of `whole` in their order, with others left out that do not turn the sense.
    fn is_shortened(&self, part: &[&str], whole: &[&str]) -> bool {
        const LEAST_WORDS: usize = 4;
        const LEAST_TELLING: usize = 2;
        const TELLING: usize = 5;
        const MOST_WORDS: usize = 24;
        let telling: HashSet<&&str> = part.iter().filter(|word| word.len() >= TELLING).collect();
        if !(LEAST_WORDS..=MOST_WORDS).contains(&part.len()) || telling.len() < LEAST_TELLING {
            return false;
        }
        let reach = 3 * part.len() + 6;
        let starts = whole
            .iter()
            .enumerate()
            .filter(|&(_, &word)| word == part[0]);
        starts.into_iter().any(|(start, _)| {
            let mut left = part.iter().peekable();
            for word in whole[start..].iter().take(reach) {
                let Some(wanted) = left.peek() else { break };
                if *wanted == word {
                    left.next();
                } else if self.turns_the_sense(word) {
                    return false;
                }
            }
            left.peek().is_none()
        })
    }

    /// `not`, `won't`, `if`
    fn turns_the_sense(&self, word: &str) -> bool {
        word == "no"
            || word.ends_with("n't")
            || self
                .lexicon
                .class_of(word)
                .is(Class::NEGATION.or(Class::HYPOTHESIS))
    }

    fn folded(&self, draft: &Draft) -> String {
        let run = self.paragraphs[draft.paragraph].runs[draft.run];
        fold(run.span.of(self.text))
    }
}

/// The words of a folded text for comparing. Marks inside stay: what they hold is a term, or another's words.
fn words(folded: &str) -> impl Iterator<Item = &str> {
    let is_mark = |c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '"' | '“' | '”');
    folded
        .split(|c: char| c.is_whitespace() || matches!(c, '…' | '—' | '–'))
        .map(move |word| word.trim_matches(is_mark))
        .filter(|word| word.contains(char::is_alphanumeric))
}
