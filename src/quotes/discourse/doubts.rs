//! Where a pronoun most likely means another than the subject before it.

use super::{Discourse, Spoken};
use crate::config::SpeakerKind;
use crate::lexicon::Class;
use crate::quotes::cast::FigureId;
use crate::quotes::frames::ends_open;
use crate::quotes::mentions::Mention;
use crate::quotes::paragraphs::Paragraph;
use crate::quotes::tokens::Token;

impl Discourse<'_, '_> {
    /// Whether a pronoun that may mean `figure` may as well mean another.
    pub(super) fn is_doubtful(
        &self,
        paragraph: &Paragraph,
        mention: &Mention,
        figure: FigureId,
    ) -> bool {
        self.is_owner_meant(paragraph, mention, figure)
            || self.another_spoke(paragraph, mention, figure)
            || self.is_spoken_of_by(paragraph, mention, figure)
            || self.is_dead_and_speaks(paragraph, mention, figure)
    }

    /// `What Kovač did was “wrong,” he said`: who says of somebody by name what they did is another, as likely as not.
    fn is_spoken_of_by(&self, paragraph: &Paragraph, mention: &Mention, figure: FigureId) -> bool {
        let tokens = &paragraph.tokens;
        let start = mention.tokens.start;
        let says = tokens
            .get(mention.tokens.end)
            .is_some_and(|t| t.class.is(Class::SAYING));
        let trails = start
            .checked_sub(1)
            .is_some_and(|i| ends_open(tokens[i].span.of(self.text)) || tokens[i].is_mark(','));
        let sentence = paragraph.sentence(paragraph.sentence_of(start));
        // `When Kovač came, “it was open,” he said`
        let opening = tokens[sentence.start].class;
        let clause = opening.is(Class::CONJUNCTION) && !opening.is(Class::COORDINATOR);
        let mut here = self.spoken.iter().rev();
        says && trails
            && !clause
            && here
                .by_ref()
                .take_while(|s| s.sentence == self.sentence)
                .any(|s| s.figure == figure && s.is_subject && s.by_name)
    }

    /// `“…,” Lind said. President Orsić did so as well. “…,” he said`: who goes on is Lind as likely as one whom the text
    /// has named in passing, and who has not spoken.
    fn another_spoke(&self, paragraph: &Paragraph, mention: &Mention, figure: FigureId) -> bool {
        let tokens = &paragraph.tokens;
        let says = (tokens.get(mention.tokens.end)).is_some_and(|t| t.class.is(Class::SAYING));
        let start = mention.tokens.start;
        let behind = start.checked_sub(1).is_some_and(|i| tokens[i].is_run());
        let of = |s: &&Spoken| s.figure == figure;
        let known = self.spoken.iter().filter(of);
        let spoke = |s: &Spoken| s.speaks || s.reports;
        let Some(at) = self.spoken.iter().rev().find(of).map(|s| s.sentence) else {
            return false;
        };
        let person = &self.cast.figures[figure];
        let new = person.words.len() > 1 && known.clone().all(|s| s.sentence == at);
        if !says || !behind || new || known.clone().any(spoke) {
            return false;
        }
        let before = self.spoken.iter().rev().skip_while(|s| s.sentence > at);
        let mut before = before.take_while(|s| s.sentence + 1 >= at);
        before.any(|s| {
            let other = &self.cast.figures[s.figure];
            s.figure != figure
                && spoke(s)
                && other.is_person()
                && other.kind != Some(SpeakerKind::Unnamed)
                && other.gender.agrees(person.gender)
        })
    }

    /// `Lind answered Kovač’s speech, in which she said`: of whose paper the clause speaks, who is another than `figure`.
    fn is_owner_meant(&self, paragraph: &Paragraph, mention: &Mention, figure: FigureId) -> bool {
        let start = mention.tokens.start;
        let word = |n: usize| {
            let at = start.checked_sub(n);
            at.map_or("", |i| paragraph.tokens[i].span.of(self.text))
        };
        if word(1) != "which" || word(2) != "in" {
            return false;
        }
        let sentence = paragraph.sentence(paragraph.sentence_of(start));
        let mut owners = paragraph
            .mentions_from(sentence.start)
            .take_while(|(_, m)| m.tokens.start < start)
            .filter(|(_, m)| {
                let owned = paragraph.tokens.get(m.tokens.end);
                let paper = Class::PAPER.or(Class::CUE_NOUN);
                paragraph.tokens[m.tokens.end - 1].possessive
                    && owned.is_some_and(|t| t.class.is(paper))
            });
        owners.any(|(_, owner)| self.name(paragraph, owner).figure() != Some(figure))
    }

    /// `Kovač was killed. She said`: not she, unless the text has had her speak before.
    fn is_dead_and_speaks(
        &self,
        paragraph: &Paragraph,
        mention: &Mention,
        figure: FigureId,
    ) -> bool {
        let speech = |t: &Token| !t.capital && t.class.is(Class::CUE);
        let tokens = &paragraph.tokens;
        let before = mention.tokens.start.checked_sub(1).map(|i| &tokens[i]);
        let speaks = tokens
            .get(mention.tokens.end)
            .is_some_and(|t| speech(t) || t.is_run())
            || before.is_some_and(|t| t.class.is(Class::SAYING));
        self.cast.figures[figure].dead
            && speaks
            && !self
                .spoken
                .iter()
                .any(|s| s.figure == figure && (s.reports || s.speaks))
    }
}
