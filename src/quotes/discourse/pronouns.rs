//! Pronouns: the nearest subject that fits, unless others come into question.

use super::{Discourse, Reference, Spoken};
use crate::config::SpeakerKind;
use crate::lexicon::Class;
use crate::quotes::cast::{Figure, FigureId, Gender};
use crate::quotes::frames::ends_open;
use crate::quotes::mentions::Mention;
use crate::quotes::paragraphs::Paragraph;
use crate::quotes::score::{Feature, Features};
use crate::quotes::tokens::Token;

/// How many sentences back a pronoun may reach.
const PRONOUN_REACH: usize = 5;

/// Behind how many sentences nobody without a name is meant any more.
const FORGOTTEN: usize = 3;

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

    /// `What Kovač did was “wrong,” he said`: who says of somebody by name what they did is another, as likely as not.
    pub(super) fn is_spoken_of_by(
        &self,
        paragraph: &Paragraph,
        mention: &Mention,
        figure: FigureId,
    ) -> bool {
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
    pub(super) fn is_another_who_spoke(
        &self,
        paragraph: &Paragraph,
        mention: &Mention,
        figure: FigureId,
    ) -> bool {
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
    pub(super) fn is_owner_meant(
        &self,
        paragraph: &Paragraph,
        mention: &Mention,
        figure: FigureId,
    ) -> bool {
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
    pub(super) fn is_dead_and_speaks(
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

    /// The nearest subject that fits. The more others that fit have been spoken of since, the less sure it is.
    pub(super) fn focus(
        &self,
        reach: usize,
        fits: impl Fn(&Figure) -> bool,
        feature: Feature,
    ) -> Reference {
        let mut others: Vec<FigureId> = Vec::new();
        for spoken in self.spoken.iter().rev() {
            let back = self.sentence - spoken.sentence;
            if back > reach {
                break;
            }
            let figure = &self.cast.figures[spoken.figure];
            if !fits(figure) {
                continue;
            }
            if figure.is_person() && spoken.sentence <= self.unclear {
                let all = self.spoken.iter().rev();
                let all = all.filter(|s| s.sentence == spoken.sentence);
                let mut all = all.filter(|s| {
                    let other = &self.cast.figures[s.figure];
                    fits(other) && (s.figure == spoken.figure || !other.may_be_a_thing())
                });
                others.extend(all.by_ref().map(|s| s.figure));
                let mut once: Vec<FigureId> = Vec::new();
                others.retain(|id| {
                    let new = !once.contains(id);
                    once.push(*id);
                    new
                });
                return Reference::Several(others);
            }
            if !spoken.is_subject {
                if !others.contains(&spoken.figure) {
                    others.push(spoken.figure);
                }
                continue;
            }
            // Only whom the text has named since it last named the subject comes into question beside it.
            if let Some(at) = others.iter().position(|&other| other == spoken.figure) {
                others.truncate(at);
            }
            let rivals = others
                .iter()
                .filter(|&&other| {
                    // Where one of them is known to be of the gender asked for, and the subject is not, it is a tie.
                    self.cast.figures[other].gender != Gender::Unknown
                        || figure.gender == Gender::Unknown
                })
                .count();
            if figure.gender == Gender::Unknown
                && !(spoken.reports && back <= 1 && figure.kind != Some(SpeakerKind::Unnamed))
                && others
                    .iter()
                    .any(|&o| self.cast.figures[o].gender != Gender::Unknown)
            {
                let mut several = vec![spoken.figure];
                several.extend(&others);
                return Reference::Several(several);
            }
            // `Lind met Orsić`: either may be meant by what follows, unless it is told what one of them said.
            let beside = self.beside(spoken, &fits);
            if figure.is_person() && !beside.is_empty() && !spoken.reports && !spoken.speaks {
                let mut several = vec![spoken.figure];
                several.extend(beside);
                return Reference::Several(several);
            }
            // Others have come between, and the subject is far: it may be any of them.
            let faded = back >= 2 && !others.is_empty();
            // Sources without a name are spoken of once; a person with one who has been a subject is meant as likely.
            // `The actress announced`, `My sister had it printed`: what is not introduced as somebody new is as likely
            // another word for who has a name.
            let unnamed = figure.kind == Some(SpeakerKind::Unnamed);
            let tells = spoken.speaks || spoken.reports;
            let passing = unnamed && (!spoken.introduced || !tells || back >= 2);
            let named = passing.then(|| self.named_subject(reach, &fits)).flatten();
            let a_stranger = unnamed && (!spoken.introduced && !tells || back >= FORGOTTEN);
            if faded || a_stranger || named.is_some() {
                let mut several = vec![spoken.figure];
                several.extend(others.iter().copied().chain(named));
                return Reference::Several(several);
            }
            // Two have spoken in turn: either may go on.
            let other = self.spoken.iter().rev().find(|s| {
                s.is_subject && s.figure != spoken.figure && s.sentence + 1 == spoken.sentence
            });
            if back == 1
                && let Some(other) = other
                    .filter(|s| s.speaks && spoken.speaks && fits(&self.cast.figures[s.figure]))
            {
                return Reference::Several(vec![spoken.figure, other.figure]);
            }
            let features = Features::from(feature)
                .with_times(Feature::Rival, rivals.min(3))
                .with_times(Feature::SentenceBack, back.saturating_sub(1));
            // No surer than what it goes back to.
            let features = if spoken.features.is_a_guess() {
                features.or_less_sure(spoken.features)
            } else {
                features
            };
            return Reference::One(spoken.figure, features);
        }
        match others.as_slice() {
            [] => Reference::Nobody,
            // No subject, but the one person in sight, and just spoken of.
            [one] if self.is_near(*one) || self.cast.figures[*one].is_organisation() => {
                let known = self.cast.figures[*one].gender != Gender::Unknown;
                let near = if known {
                    Feature::OnlyOneNear
                } else {
                    Feature::OnlyOneNearOfAnyGender
                };
                Reference::one(*one, feature).with(near)
            }
            several => Reference::Several(several.to_vec()),
        }
    }

    /// Others of whom the sentence of a subject speaks, and who fit as well.
    fn beside(&self, subject: &Spoken, fits: impl Fn(&Figure) -> bool) -> Vec<FigureId> {
        let mut beside = Vec::new();
        let near = self.spoken.iter().rev();
        let told = self.cast.figures[subject.figure].gender != Gender::Unknown;
        for other in near.take_while(|s| s.sentence >= subject.sentence) {
            let figure = &self.cast.figures[other.figure];
            let comes_into_question = other.sentence == subject.sentence
                && other.figure != subject.figure
                && other.beside
                && figure.kind != Some(SpeakerKind::Unnamed)
                && (figure.gender != Gender::Unknown
                    || figure.kind == Some(SpeakerKind::Person) && !told)
                && fits(figure);
            if comes_into_question && !beside.contains(&other.figure) {
                beside.push(other.figure);
            }
        }
        beside
    }

    /// A person with a name in this sentence or the one before.
    fn is_near(&self, figure: FigureId) -> bool {
        let person = &self.cast.figures[figure];
        person.is_person()
            && person.kind != Some(SpeakerKind::Unnamed)
            && self.spoken_since(figure, 1)
    }

    fn named_subject(&self, reach: usize, fits: impl Fn(&Figure) -> bool) -> Option<FigureId> {
        let near = self
            .spoken
            .iter()
            .rev()
            .take_while(|s| s.sentence + reach >= self.sentence);
        let mut named = near.filter(|s| {
            let figure = &self.cast.figures[s.figure];
            s.is_subject && figure.kind != Some(SpeakerKind::Unnamed) && fits(figure)
        });
        named.next().map(|s| s.figure)
    }
}
