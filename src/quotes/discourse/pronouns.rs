//! Pronouns: the nearest subject that fits, unless others come into question.

use super::{Discourse, Reference, Spoken};
use crate::config::SpeakerKind;
use crate::lexicon::Class;
use crate::quotes::cast::{Figure, FigureId, Gender};
use crate::quotes::mentions::Mention;
use crate::quotes::paragraphs::Paragraph;
use crate::quotes::score::Feature;

/// How many sentences back a pronoun may reach.
const PRONOUN_REACH: usize = 5;

impl Discourse<'_, '_> {
    pub(super) fn pronoun(&mut self, class: Class) -> Reference {
        if class.is(Class::IT) {
            let body = |figure: &Figure| figure.is_organisation() && !figure.thing;
            return match self.focus(1, body, Feature::ItIsTheBody) {
                Reference::Nobody => match self.described_body() {
                    Reference::Nobody => self.single_word(1),
                    known => known,
                },
                known => known,
            };
        }
        if class.is(Class::THEY) {
            return self.they();
        }
        let gender = Gender::of(class.only(Class::HE.or(Class::SHE)));
        let fits = |figure: &Figure| figure.is_person() && figure.gender.agrees(gender);
        let reference = match self.focus(PRONOUN_REACH, fits, Feature::Pronoun) {
            Reference::Several(several) => self.only_one_known(several, gender),
            known => known,
        };
        if let Reference::One(id, _) = reference
            && self.cast.figures[id].may_be_a_thing()
        {
            return Reference::Several(vec![id]);
        }
        if let Reference::One(id, features) = reference {
            let figure = &mut self.cast.figures[id];
            let named = figure.kind != Some(SpeakerKind::Unnamed);
            if named && figure.gender == Gender::Unknown && !features.is_a_guess() {
                figure.gender = gender;
            }
        }
        reference
    }

    /// Of several whom a pronoun may mean, the one with a name and of its gender, where nothing shows the others to be
    /// people or tells who they are: `Chandler Bay`, `an official`.
    fn only_one_known(&self, several: Vec<FigureId>, gender: Gender) -> Reference {
        let figure = |id: &FigureId| &self.cast.figures[*id];
        let named = |f: &Figure| f.kind != Some(SpeakerKind::Unnamed);
        let mut known = several
            .iter()
            .filter(|id| named(figure(id)) && figure(id).gender == gender);
        let (Some(&one), None) = (known.next(), known.next()) else {
            return Reference::Several(several);
        };
        let passing = |id: &FigureId| {
            let other = figure(id);
            *id == one
                || other.may_be_a_thing()
                || !named(other) && other.gender == Gender::Unknown && !self.speaks_here(*id)
        };
        if several.len() > 1 && several.iter().all(passing) && self.spoken_since(one, PRONOUN_REACH)
        {
            Reference::one(one, Feature::Pronoun).with(Feature::OnlyOneKnown)
        } else {
            Reference::Several(several)
        }
    }

    /// Whether the text has told of late what somebody said, or brought somebody in to speak of.
    fn speaks_here(&self, figure: FigureId) -> bool {
        let near = self.spoken.iter().rev();
        near.take_while(|s| s.sentence + PRONOUN_REACH >= self.sentence)
            .any(|s| s.figure == figure && (s.speaks || s.reports || s.introduced && s.is_subject))
    }

    /// `it`, behind a sentence whose subject is a body that goes by a description: `the region's defence ministry`.
    fn described_body(&self) -> Reference {
        let mut near = self.spoken.iter().rev();
        let subject = near.find(|s| s.is_subject && s.sentence + 1 >= self.sentence);
        let described = |s: &&Spoken| {
            let figure = &self.cast.figures[s.figure];
            figure.kind == Some(SpeakerKind::Unnamed)
                && figure.thing
                && !s.introduced
                && s.sentence < self.sentence
        };
        let alone = |s: &&Spoken| {
            let near = self.spoken.iter().rev();
            near.take_while(|other| other.sentence >= s.sentence)
                .all(|other| other.figure == s.figure || !self.cast.figures[other.figure].thing)
        };
        match subject.filter(described).filter(alone) {
            Some(subject) => Reference::one(subject.figure, Feature::ItIsTheDescribedBody),
            None => Reference::Nobody,
        }
    }

    /// `Her coach, Oskar Lind, who has known her since`: the same woman, and not the coach.
    pub(super) fn possessor_again(
        &self,
        paragraph: &Paragraph,
        mention: &Mention,
    ) -> Option<Reference> {
        let (sentence, figure, class) = self.possessor?;
        let token = &paragraph.tokens[mention.tokens.start];
        let word = token.span.of(self.text);
        let object = matches!(word, "him" | "his" | "her");
        let gender = Class::HE.or(Class::SHE);
        (object && sentence == self.sentence && token.class.only(gender) == class.only(gender))
            .then_some(Reference::one(figure, Feature::PossessorAgain))
    }

    /// `Lind, who told a paper that he felt`: of whom the clause speaks.
    pub(super) fn in_relative_clause(
        &self,
        paragraph: &Paragraph,
        mention: &Mention,
        before: &[Reference],
    ) -> Option<Reference> {
        const REACH: usize = 30;
        let class = paragraph.tokens[mention.tokens.start].class;
        if !class.is(Class::HE.or(Class::SHE)) {
            return None;
        }
        let sentence = paragraph.sentence(paragraph.sentence_of(mention.tokens.start));
        let first = sentence
            .start
            .max(mention.tokens.start.saturating_sub(REACH));
        let inside = &paragraph.tokens[first..mention.tokens.start];
        let mark = inside.iter().rposition(|t| !t.is_word())?;
        let comma = first + mark;
        let opens = paragraph.tokens[comma].is_mark(',')
            && paragraph.tokens.get(comma + 1)?.class.is(Class::WHO)
            && paragraph.tokens[comma + 1].span.of(self.text) == "who";
        let holder = paragraph.mention_ending(comma.checked_sub(1).filter(|_| opens)?)?;
        let figure = before.get(holder)?.figure()?;
        let person = &self.cast.figures[figure];
        let fits = person.is_person() && person.gender.agrees(Gender::of(class));
        // Another of whom the clause speaks may be meant as well.
        let other = paragraph
            .mentions_from(comma)
            .take_while(|(_, m)| m.tokens.start < mention.tokens.start)
            .filter_map(|(id, _)| before.get(id)?.figure())
            .any(|id| {
                let other = &self.cast.figures[id];
                id != figure && other.is_person() && other.gender.agrees(Gender::of(class))
            });
        (fits && !other).then_some(Reference::one(figure, Feature::InRelativeClause))
    }

    /// `they`: several people, or one whose gender the text leaves open.
    fn they(&self) -> Reference {
        let last = self
            .spoken
            .iter()
            .rev()
            .find(|s| s.is_subject && s.sentence + 2 >= self.sentence);
        match last.map(|s| (s.figure, &self.cast.figures[s.figure])) {
            Some((id, figure)) if figure.plural => Reference::one(id, Feature::TheyAreMany),
            // `Kovač, 45; Lind, 40; and Orsić, 74, died`: they are not one of them.
            Some((id, figure))
                if figure.is_person()
                    && figure.gender == Gender::Unknown
                    && !last.is_some_and(|subject| self.is_among_others(subject)) =>
            {
                Reference::one(id, Feature::TheyIsOne)
            }
            _ => Reference::Nobody,
        }
    }

    /// Whether a sentence speaks of other people beside its subject.
    fn is_among_others(&self, subject: &Spoken) -> bool {
        let near = self.spoken.iter().rev();
        near.skip_while(|s| s.sentence > subject.sentence)
            .take_while(|s| s.sentence == subject.sentence)
            .any(|s| s.figure != subject.figure && self.cast.figures[s.figure].is_person())
    }
}
