//! Descriptions that stand for somebody named without saying so: `the 56-year-old`, `the former goalkeeper`, `the Swede`.

use super::{Discourse, Reference, Spoken};
use crate::config::SpeakerKind;
use crate::lexicon::Class;
use crate::quotes::cast::{Figure, FigureId, Gender};
use crate::quotes::mentions::Mention;
use crate::quotes::paragraphs::Paragraph;
use crate::quotes::score::Feature;

impl Discourse<'_, '_> {
    /// `the 56-year-old`: who has that age, or the one person in sight of whom no other is told.
    pub(super) fn of_age(&self, age: Option<u8>) -> Reference {
        const REACH: usize = 12;
        let near = self.spoken.iter().rev();
        let mut told = near
            .take_while(|s| s.sentence + REACH >= self.sentence)
            .map(|s| s.figure)
            .filter(|&id| age.is_some() && self.cast.figures[id].age == age);
        if let Some(one) = told.next() {
            let others: Vec<FigureId> = told.filter(|&id| id != one).collect();
            return match others.as_slice() {
                [] => Reference::one(one, Feature::KnownAge),
                [other, ..] => Reference::Several(vec![one, *other]),
            };
        }
        let fits = |figure: &Figure| figure.is_person() && figure.age.is_none();
        let mut named: Vec<FigureId> = Vec::new();
        let near = self.spoken.iter().rev();
        for spoken in near.take_while(|s| s.sentence + 2 >= self.sentence) {
            let figure = &self.cast.figures[spoken.figure];
            let person = fits(figure) && figure.kind != Some(SpeakerKind::Unnamed);
            if person && !named.contains(&spoken.figure) {
                named.push(spoken.figure);
            }
        }
        match named.as_slice() {
            several @ [_, _, ..] => match self.just_spoken_of(several) {
                Some(one) => Reference::one(one, Feature::SomeAgeAmongSeveral),
                None => Reference::Several(named),
            },
            _ => self.focus(2, fits, Feature::SubjectOfSomeAge),
        }
    }

    /// `the 24-year-old nurse`: the one with a name in sight whom that can be.
    pub(super) fn of_age_and_role(&mut self, age: &str, head: Class) -> Option<Reference> {
        let years = age.split(['-', '‑']).next()?.parse().ok()?;
        let Reference::One(one, sure) = self.of_age(Some(years)) else {
            return None;
        };
        let figure = &mut self.cast.figures[one];
        let gender = Gender::of(head.only(Class::MALE.or(Class::FEMALE)));
        let fits = figure.kind != Some(SpeakerKind::Unnamed) && figure.gender.agrees(gender);
        // The sentence before is about that one.
        let mut before = self.spoken.iter().rev();
        let before = before.find(|s| s.is_subject)?;
        let at_hand =
            before.figure == one && before.by_name && before.sentence + 1 == self.sentence;
        if !fits || !at_hand {
            return None;
        }
        figure.age.get_or_insert(years);
        Some(Reference::One(one, sure))
    }

    /// `A resident said that people are afraid. “…,” the woman said`: whom the sentence before has brought in.
    pub(super) fn stranger(&self, head: &str, class: Class) -> Option<FigureId> {
        if !matches!(head, "man" | "woman") {
            return None;
        }
        let near = self.spoken.iter().rev();
        let mut before = near
            .skip_while(|s| s.sentence == self.sentence)
            .take_while(|s| s.sentence + 1 == self.sentence);
        let subject = before.find(|s| s.is_subject)?;
        let figure = &self.cast.figures[subject.figure];
        let gender = Gender::of(class.only(Class::MALE.or(Class::FEMALE)));
        (subject.introduced
            && figure.kind == Some(SpeakerKind::Unnamed)
            && figure.is_person()
            && figure.gender.agrees(gender))
        .then_some(subject.figure)
    }

    /// `the former goalkeeper`, where the text has not spoken of one: it means somebody named, most likely, and whom
    /// it does not say. The one person in sight is offered, and named where nobody else comes into question.
    pub(super) fn somebody_named(
        &self,
        paragraph: &Paragraph,
        mention: &Mention,
        words: std::ops::Range<usize>,
        head: usize,
    ) -> Reference {
        const REACH: usize = 3;
        let tokens = &paragraph.tokens;
        let class = tokens[head].class;
        let person = class.is(Class::ROLE)
            || class
                .only(
                    Class::BODY
                        .or(Class::PAPER)
                        .or(Class::PLURAL_ROLE)
                        .or(Class::CUE_NOUN),
                )
                .is_empty();
        // `the head of the union`, `the minister who resigned`: somebody new. So is a spokesman, always.
        let next = tokens.get(mention.tokens.end);
        let after = &tokens[mention.tokens.end..(mention.tokens.end + 3).min(tokens.len())];
        // `the senator from Vestra`: where somebody is from tells nobody apart.
        let phrase = next
            .is_some_and(|t| t.class.is(Class::PREPOSITION) && t.span.of(self.text) != "from")
            && after.iter().any(|t| {
                t.capital || t.class.is(Class::INTRODUCING) || t.span.of(self.text) == "the"
            });
        let told_apart = phrase
            || next.is_some_and(|t| t.class.is(Class::RELATIVE))
            || tokens[words.clone()].iter().any(|t| t.possessive)
            || class.is(Class::SPOKESMAN);
        // `the Rovers striker`, but not `the Dutchman`
        let qualified = tokens[words.start..head].iter().any(|t| t.capital);
        if !person || told_apart || class.is(Class::PLURAL_ROLE) {
            return Reference::Nobody;
        }
        let gender = Gender::of(class.only(Class::MALE.or(Class::FEMALE)));
        let mut found: Vec<FigureId> = Vec::new();
        // `Lind wrote that the robber`: whom a clause says more of is another than its subject.
        let near = self.spoken.iter().rev();
        let told: Vec<FigureId> = near
            .take_while(|s| s.sentence == self.sentence)
            .filter(|s| s.is_subject && s.by_name && self.cast.figures[s.figure].is_person())
            .map(|s| s.figure)
            .collect();
        let mut subject = false;
        for spoken in self.spoken.iter().rev() {
            if spoken.sentence + REACH < self.sentence {
                break;
            }
            let figure = &self.cast.figures[spoken.figure];
            let named = figure.kind != Some(SpeakerKind::Unnamed)
                && figure.is_person()
                && !figure.dead
                && !told.contains(&spoken.figure);
            if named && figure.gender.agrees(gender) {
                subject |= spoken.is_subject;
                if !found.contains(&spoken.figure) {
                    found.push(spoken.figure);
                }
            }
        }
        match found.as_slice() {
            [] => Reference::Nobody,
            // `Lind said that the players were behind their manager`: he may be anybody.
            several if !told.is_empty() => Reference::Several(several.to_vec()),
            [one] if subject && !qualified => Reference::one(*one, Feature::Epithet),
            several => match self.just_spoken_of(several) {
                Some(one) if several.len() == 1 => Reference::one(one, Feature::Epithet),
                Some(one) => Reference::one(one, Feature::EpithetAmongSeveral),
                None => Reference::Several(found),
            },
        }
    }

    /// Of these people, the one whom the sentence before is about, if it speaks of no other: what it calls them by comes next.
    fn just_spoken_of(&self, people: &[FigureId]) -> Option<FigureId> {
        let near = self.spoken.iter().rev();
        let near = near.filter(|s| people.contains(&s.figure) && !s.aside);
        let mut one: Option<Spoken> = None;
        for spoken in near.take_while(|s| s.sentence + 1 >= self.sentence) {
            match &mut one {
                Some(one) if one.figure != spoken.figure => return None,
                Some(one) => {
                    one.is_subject |= spoken.is_subject;
                    one.reports |= spoken.reports;
                    one.by_name |= spoken.by_name;
                }
                None => one = Some(*spoken),
            }
        }
        let only = people.len() == 1;
        one.filter(|one| one.is_subject && (only || one.reports && one.by_name))
            .map(|one| one.figure)
    }
}
