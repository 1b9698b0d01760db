//! Whose statement `the statement` is.

use super::Discourse;
use crate::config::SpeakerKind;
use crate::lexicon::{Class, fold};
use crate::quotes::cast::FigureId;
use crate::quotes::mentions::Mention;
use crate::quotes::paragraphs::Paragraph;

/// How many sentences back `the statement` may reach, and `the company`.
const PAPER_REACH: usize = 8;

impl Discourse<'_, '_> {
    pub(super) fn issuer(&self, noun: &str) -> Option<FigureId> {
        let issued = self.issued.iter().rev().find(|(paper, ..)| paper == noun)?;
        issued.1.filter(|_| issued.2 + PAPER_REACH >= self.sentence)
    }

    /// A statement that nobody is seen to have issued: `the statement` means it, and not an older one.
    pub(super) fn note_new_papers(&mut self, paragraph: &Paragraph, range: std::ops::Range<usize>) {
        for (i, token) in paragraph.tokens[range.clone()].iter().enumerate() {
            if i == 0 || !token.class.is(Class::PAPER) || token.capital {
                continue;
            }
            let before = &paragraph.tokens[range.start + i - 1];
            if !before.class.is(Class::DETERMINER)
                || before.span.of(self.text).eq_ignore_ascii_case("the")
            {
                continue;
            }
            let noun = fold(token.span.of(self.text));
            let noted = self
                .issued
                .last()
                .is_some_and(|(n, _, at)| *n == noun && *at == self.sentence);
            if !noted {
                self.issued.push((noun, None, self.sentence));
            }
        }
    }

    /// `the ministry said in a statement`, `a statement from the ministry`: whose statement it is, for later.
    pub(super) fn note_paper(
        &mut self,
        paragraph: &Paragraph,
        mention: &Mention,
        figure: FigureId,
        end: usize,
    ) {
        const WITHIN: usize = 14;
        if self.cast.figures[figure].kind == Some(SpeakerKind::Unnamed) {
            return;
        }
        // `In a statement, the ministry said`
        if let Some(comma) = mention.tokens.start.checked_sub(1)
            && paragraph.tokens[comma].is_mark(',')
            && let Some(paper) = comma.checked_sub(1).map(|i| &paragraph.tokens[i])
            && paper.class.is(Class::PAPER)
            && paragraph.tokens[..comma]
                .iter()
                .rev()
                .skip(1)
                .take(2)
                .any(|t| t.class.is(Class::INDEFINITE))
        {
            self.issued
                .push((fold(paper.span.of(self.text)), Some(figure), self.sentence));
            return;
        }
        let mut reports = false;
        let tokens = paragraph.tokens[..end].iter().enumerate();
        for (i, token) in tokens.skip(mention.tokens.end).take(WITHIN) {
            reports |= token.class.is(Class::CUE) || token.class.is(Class::ISSUING);
            if !token.is_word() && !token.is_comma() && !token.is_run() {
                return;
            }
            let by_itself = i > 0
                && paragraph.tokens[i - 1]
                    .class
                    .is(Class::INDEFINITE.or(Class::ROLE_WORD).or(Class::DETERMINER));
            if token.class.is(Class::PAPER) && reports && by_itself {
                let noun = fold(token.span.of(self.text));
                self.issued.push((noun, Some(figure), self.sentence));
                return;
            }
        }
    }
}
