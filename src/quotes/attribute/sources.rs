//! Quotations with their source behind a dash: `“…” — Kovač, mayor of Vestra`, as pull quotes have it.

use super::Attribution;
use crate::lexicon::Class;
use crate::quotes::Evidence;
use crate::quotes::frames::{Frame, Subject};
use crate::quotes::mentions::MentionKind;
use crate::quotes::paragraphs::Paragraph;
use crate::quotes::score::Feature;
use crate::quotes::tokens::{Token, TokenKind};

/// How many words may say more of the source.
const LONGEST: usize = 14;

impl Attribution<'_> {
    /// The source behind the run that is token `token`, and the paragraph that it stands in: the run's own, or the next
    /// one where the run is all of its own.
    pub(super) fn source(&self, index: usize, token: usize) -> Option<(usize, Frame)> {
        let paragraph = &self.paragraphs[index];
        if token + 1 < paragraph.tokens.len() {
            return Some((index, source_at(paragraph, token + 1)?));
        }
        let next = self.paragraphs.get(index + 1)?;
        let alone = paragraph.tokens.len() == 1 && next.place == paragraph.place;
        alone
            .then(|| source_at(next, 0))
            .flatten()
            .map(|frame| (index + 1, frame))
    }
}

/// A dash at token `at`, a name behind it, and nothing else to the paragraph's end but what the name's bearer is.
fn source_at(paragraph: &Paragraph, at: usize) -> Option<Frame> {
    let tokens = &paragraph.tokens;
    let dash = matches!(tokens.get(at)?.kind, TokenKind::Mark('—' | '–'));
    let id = paragraph.mention_at(at + 1).filter(|_| dash)?;
    let mention = &paragraph.mentions[id];
    let rest = tokens.get(mention.tokens.end..)?;
    let name = matches!(mention.kind, MentionKind::Name { .. })
        && !tokens[mention.tokens.end - 1].possessive;
    let joined = rest
        .first()
        .is_none_or(|t| t.is_comma() || matches!(t.kind, TokenKind::Mark('(' | '.')));
    let verb = |t: &Token| {
        t.is_run()
            || t.is_word()
                && !t.capital
                && t.class
                    .is(Class::FINITE.or(Class::SAYING).or(Class::TELLING))
    };
    (name && joined && rest.len() <= LONGEST && !rest.iter().any(verb)).then_some(Frame {
        subject: Subject::Mention(id),
        cue: at..at,
        evidence: Evidence::After,
        features: Feature::SourceBehindDash.into(),
        says: true,
    })
}
