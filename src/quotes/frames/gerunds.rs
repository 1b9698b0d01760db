//! Forms in -ing whose subject stands somewhere else than before them, or that have none.

use super::Scene;
use crate::lexicon::Class;
use crate::quotes::tokens::Token;

impl Scene<'_> {
    /// Whom `with` brings in before the comma at token `comma`, with nothing but an aside of theirs between.
    pub(super) fn of_absolute(&self, comma: usize) -> Option<usize> {
        const REACH: usize = 16;
        let first = self.sentence.start.max(comma.saturating_sub(REACH));
        let with = (first..comma).rev().find(|&i| self.is_word(i, "with"))?;
        let id = self.paragraph.mention_at(with + 1)?;
        let end = self.paragraph.mentions[id].tokens.end;
        let aside = self.tokens(end..comma);
        let opens = aside.first().is_some_and(|t| t.is_mark(','));
        let acts = Class::FINITE.or(Class::CUE).or(Class::RELATIVE);
        (opens && !aside.iter().any(|t| t.is_run() || t.class.is(acts))).then_some(id)
    }

    /// Whether the phrase that ends with token `end` tells of a tape: `a recording of the mayor`.
    pub(super) fn is_recorded(&self, end: usize) -> bool {
        const REACH: usize = 7;
        let tape = |i: usize| {
            matches!(
                self.word(i),
                "recording" | "tape" | "footage" | "clip" | "video" | "recordings"
            )
        };
        let first = self.sentence.start.max(end.saturating_sub(REACH));
        let mut phrase = (first..=end).rev().take_while(|&i| {
            self.token(i).is_some_and(Token::is_word) && !self.class(i).is(Class::FINITE)
        });
        phrase.any(tape)
    }

    /// Whether a mention is whom a verb of writing or calling addresses: `messaged Lind`.
    pub(super) fn is_written_to(&self, id: usize) -> bool {
        let start = self.paragraph.mentions[id].tokens.start;
        start > self.sentence.start + 1
            && matches!(
                self.word(start - 1),
                "messaged"
                    | "emailed"
                    | "e-mailed"
                    | "texted"
                    | "phoned"
                    | "telephoned"
                    | "rang"
                    | "called"
                    | "contacted"
                    | "wrote"
                    | "cabled"
            )
    }
}
