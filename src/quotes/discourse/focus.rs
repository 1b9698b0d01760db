//! Of whom the text speaks: the nearest subject that fits what points to somebody.

use super::{Discourse, Reference, Spoken};
use crate::config::SpeakerKind;
use crate::quotes::cast::{Figure, FigureId, Gender};
use crate::quotes::score::{Feature, Features};

/// Behind how many sentences nobody without a name is meant any more.
const FORGOTTEN: usize = 3;

impl Discourse<'_, '_> {
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
                for here in all.filter(|s| s.sentence == spoken.sentence) {
                    let other = &self.cast.figures[here.figure];
                    let person = here.figure == spoken.figure || !other.may_be_a_thing();
                    if fits(other) && person && !others.contains(&here.figure) {
                        others.push(here.figure);
                    }
                }
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
