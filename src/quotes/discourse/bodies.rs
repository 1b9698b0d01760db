//! `the company`, `the bank`: which body a bare noun stands for.

use super::{Discourse, Reference, Spoken};
use crate::config::SpeakerKind;
use crate::quotes::cast::{Figure, FigureId, Gender};
use crate::quotes::score::Feature;

const BODY_REACH: usize = 4;

impl Discourse<'_, '_> {
    /// `the company`: the one body of which the text has spoken of late. One that is shown to be something else, a
    /// ministry or a university, is no company. What `the charity` is, only the text can show: where it does not, and
    /// speaks of bodies that may be one, nobody is named.
    pub(super) fn only_body(&mut self, firm: bool, noun: &str) -> Reference {
        let any = matches!(noun, "agency" | "organisation" | "organization" | "body");
        let mut found: Vec<FigureId> = Vec::new();
        // The newest sentence with a body for its subject, if that is the only body there.
        let mut subject: Option<Spoken> = None;
        let mut alone = true;
        for spoken in self.spoken.iter().rev() {
            if spoken.sentence + BODY_REACH < self.sentence {
                break;
            }
            let figure = &self.cast.figures[spoken.figure];
            let public = figure.public && !any && !(noun == "charity" && may_be_a_charity(figure));
            if !figure.is_organisation() || figure.place || figure.thing || public {
                continue;
            }
            if subject.is_none() && spoken.is_subject {
                subject = Some(*spoken);
            }
            alone &= subject.is_none_or(|subject| {
                subject.figure == spoken.figure || subject.sentence != spoken.sentence
            });
            if !found.contains(&spoken.figure) {
                found.push(spoken.figure);
            }
        }
        match (found.as_slice(), subject) {
            ([], _) if firm => self.single_word(2),
            ([], _) => Reference::Nobody,
            ([one], Some(subject)) if !firm && alone && subject.sentence + 1 >= self.sentence => {
                Reference::one(*one, Feature::OnlyBodyNear)
            }
            _ if !firm => Reference::Several(found),
            ([one], _) => Reference::one(*one, Feature::OnlyFirmNear),
            ([newest, ..], Some(subject))
                if alone && *newest == subject.figure && subject.sentence + 1 >= self.sentence =>
            {
                Reference::one(subject.figure, Feature::NewestFirm)
            }
            _ => Reference::Several(found),
        }
    }

    /// `Chattr said`, and then `the company`: a single word that is no person's name as far as can be told was a body.
    pub(super) fn single_word(&mut self, reach: usize) -> Reference {
        let near = self.spoken.iter().rev();
        let mut found: Vec<FigureId> = Vec::new();
        for spoken in near.take_while(|s| s.sentence + reach >= self.sentence) {
            if spoken.is_subject
                && may_be_a_body(&self.cast.figures[spoken.figure])
                && !found.contains(&spoken.figure)
            {
                found.push(spoken.figure);
            }
        }
        match found.as_slice() {
            [] => Reference::Nobody,
            &[one] => {
                self.cast.figures[one].kind = Some(SpeakerKind::Organisation);
                Reference::one(one, Feature::SingleWordIsAFirm)
            }
            _ => Reference::Several(found),
        }
    }
}

/// A trust or a foundation, by its name's last word.
fn may_be_a_charity(figure: &Figure) -> bool {
    figure.words.last().is_some_and(|last| {
        matches!(
            &**last,
            "trust" | "foundation" | "fund" | "society" | "association" | "institute" | "mission"
        )
    })
}

/// One word, and nothing that only a person has.
fn may_be_a_body(figure: &Figure) -> bool {
    figure.kind == Some(SpeakerKind::Person)
        && figure.words.len() == 1
        && figure.gender == Gender::Unknown
        && figure.roles.is_empty()
        && figure.age.is_none()
}
