//! Words that stand a second time: in a headline or a heading, in a pull quote, or further on.

use super::{Attribution, Draft, Spoken};
use crate::lexicon::{Class, fold};
use crate::quotes::{Evidence, QuotationKind};
use std::collections::HashSet;

/// What somebody said, a cue in its midst left out.
struct Said {
    words: Vec<String>,
    spoken: Spoken,
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
        if open.is_empty() {
            return;
        }
        let said = self.said();
        for i in open {
            if let Some(spoken) = self.repeated(&self.drafts[i], &said) {
                let draft = &mut self.drafts[i];
                draft.speaker = Some(spoken);
                draft.published = true;
            }
        }
    }

    /// All that somebody is named for, what goes on joined to what it goes on from.
    fn said(&self) -> Vec<Said> {
        let mut all: Vec<Said> = Vec::new();
        let mut last = None;
        for (i, draft) in self.drafts.iter().enumerate() {
            let Some(spoken) = &draft.speaker else {
                continue;
            };
            let mut words = self.folded(draft);
            let goes_on = draft.continues.is_some() && draft.continues == last;
            match all.last_mut() {
                Some(said) if goes_on && said.spoken.figure == spoken.figure => {
                    said.words.append(&mut words)
                }
                _ => all.push(Said {
                    words,
                    spoken: spoken.clone(),
                }),
            }
            last = Some(i);
        }
        all
    }

    /// Whose words a draft's are, if they stand elsewhere and only one is named for them.
    fn repeated(&self, draft: &Draft, said: &[Said]) -> Option<Spoken> {
        const LEAST_WORDS: usize = 3;
        const LEAST_ABOVE: usize = 2;
        const LEAST_INSIDE: usize = 5;
        let paragraph = &self.paragraphs[draft.paragraph];
        let above = paragraph.place.is_line();
        let words = self.folded(draft);
        // `a definition of “old forest land”`, of which somebody speaks as well: a term.
        let alone = super::is_first(paragraph, paragraph.tokens.len());
        let least = match (above, alone) {
            (true, _) => LEAST_ABOVE,
            (false, false) if draft.kind == QuotationKind::Partial => LEAST_INSIDE,
            (false, _) => LEAST_WORDS,
        };
        if words.len() < least {
            return None;
        }
        let mut found: Option<(Match, &Spoken)> = None;
        let mut unanimous = true;
        for said in said {
            let Some(how) = self.stands_in(&words, &said.words, above) else {
                continue;
            };
            match found {
                Some((best, _)) if how < best => {}
                Some((best, spoken)) if how == best => {
                    unanimous &= spoken.figure == said.spoken.figure
                }
                _ => {
                    found = Some((how, &said.spoken));
                    unanimous = true;
                }
            }
        }
        let (how, spoken) = found.filter(|_| unanimous)?;
        let sure = if how == Match::Exact { 0.98 } else { 0.96 };
        Some(Spoken {
            mention: None,
            cue: None,
            confidence: spoken.confidence * sure,
            evidence: Evidence::Repeated,
            ..*spoken
        })
    }

    fn stands_in(&self, part: &[String], whole: &[String], above: bool) -> Option<Match> {
        if whole.windows(part.len()).any(|words| words == part) {
            return Some(Match::Exact);
        }
        (above && self.is_shortened(part, whole)).then_some(Match::Shortened)
    }

    /// Whether `part` has the words of `whole` in their order, with others left out that do not turn the sense.
    fn is_shortened(&self, part: &[String], whole: &[String]) -> bool {
        const LEAST_WORDS: usize = 4;
        const LEAST_TELLING: usize = 2;
        const TELLING: usize = 5;
        const MOST_WORDS: usize = 24;
        let telling: HashSet<&String> = part.iter().filter(|word| word.len() >= TELLING).collect();
        if !(LEAST_WORDS..=MOST_WORDS).contains(&part.len()) || telling.len() < LEAST_TELLING {
            return false;
        }
        let reach = 3 * part.len() + 6;
        let starts = whole
            .iter()
            .enumerate()
            .filter(|(_, word)| **word == part[0]);
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

    /// A draft's words for comparing. Marks inside stay: what they hold is a term, or another's words.
    fn folded(&self, draft: &Draft) -> Vec<String> {
        let run = self.paragraphs[draft.paragraph].runs[draft.run];
        let words = fold(run.span.of(self.text));
        let is_mark =
            |c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '‘' | '"' | '“' | '”');
        words
            .split(|c: char| c.is_whitespace() || matches!(c, '…' | '—' | '–'))
            .map(|word| word.trim_matches(is_mark).replace(['’', '‘'], "'"))
            .filter(|word| word.contains(char::is_alphanumeric))
            .collect()
    }
}
