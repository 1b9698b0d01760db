//! Somebody whom an article names or describes.

use crate::config::SpeakerKind;
use crate::lexicon::{Class, fold};
use std::borrow::Cow;

/// Somebody whom an article names or describes.
#[derive(Debug, Default)]
pub(in crate::quotes) struct Figure {
    /// The fullest form, as it is written.
    pub name: String,
    /// The name's words, folded, without initials and suffixes; a description's words otherwise.
    pub words: Vec<String>,
    pub kind: Option<SpeakerKind>,
    pub gender: Gender,
    /// Roles as the article gives them, in order, each once.
    pub roles: Vec<String>,
    /// The roles, folded: what descriptions are compared with.
    pub folded_roles: Vec<String>,
    /// A description, folded; empty for who has a name.
    pub folded: String,
    /// Other forms of the name.
    pub also: Vec<String>,
    /// A place's name, which is a body's only where it speaks.
    pub place: bool,
    /// A ministry, a court, an army: a body that does not trade.
    pub public: bool,
    /// In years, where the text tells.
    pub age: Option<u8>,
    /// Has two given names, of which the text's first is the one to be shown: Larry and Lawrence.
    pub goes_by_several: bool,
    /// A word of its name stands in the text in small letters as well.
    pub common: bool,
    /// Something that people do was told of it: it speaks, or `who` follows.
    pub shown: bool,
    /// Several people: `officials`.
    pub plural: bool,
    /// The text tells of their death: what is said now, they do not say.
    pub dead: bool,
    /// A paper, or a body without a name: no pronoun for a person means it.
    pub thing: bool,
}

/// Whether `he` or `she` can mean a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::quotes) enum Gender {
    #[default]
    Unknown,
    Male,
    Female,
}

impl Gender {
    /// What a word says of the person that it is used of.
    pub fn of(class: Class) -> Self {
        let male = class.is(Class::MALE.or(Class::GIVEN_MALE).or(Class::HE));
        let female = class.is(Class::FEMALE.or(Class::GIVEN_FEMALE).or(Class::SHE));
        match (male, female) {
            (true, false) => Self::Male,
            (false, true) => Self::Female,
            _ => Self::Unknown,
        }
    }

    /// Whether both can be of one person.
    pub fn agrees(self, other: Self) -> bool {
        self == Self::Unknown || other == Self::Unknown || self == other
    }
}

impl Figure {
    /// A single word of which nothing else is known may be anything.
    pub fn is_person(&self) -> bool {
        let kind = match self.kind {
            Some(kind) => kind != SpeakerKind::Organisation,
            None => self.words.len() > 1 || self.gender != Gender::Unknown,
        };
        kind && !self.plural && !self.thing
    }

    /// Whether nothing shows that it is a person: `Vestra Rovers`, `Harbour Control`. No pronoun for a person is given to
    /// it.
    pub fn may_be_a_thing(&self) -> bool {
        (self.common || !self.shown && self.roles.is_empty())
            && self.kind.is_none()
            && self.gender == Gender::Unknown
            && self.age.is_none()
    }

    pub fn is_organisation(&self) -> bool {
        self.kind == Some(SpeakerKind::Organisation)
    }

    pub(in crate::quotes) fn add_form(&mut self, form: Cow<str>) {
        if form == self.name || self.also.iter().any(|known| form == *known) {
            return;
        }
        let form = form.into_owned();
        if !self.goes_by_several && form.chars().count() > self.name.chars().count() {
            let shorter = std::mem::replace(&mut self.name, form);
            self.also.push(shorter);
        } else {
            self.also.push(form);
        }
    }

    pub fn add_role(&mut self, role: &str) {
        if !role.is_empty()
            && !self
                .roles
                .iter()
                .any(|known| known.eq_ignore_ascii_case(role))
        {
            self.folded_roles.push(fold(role));
            self.roles.push(role.to_owned());
        }
    }
}
