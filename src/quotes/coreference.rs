//! Whom `he`, `the minister` and `the statement` mean: by what went before, and only when one stands out.

use super::cast::{Cast, Gender, Meaning, MemberId};
use super::mentions::{Mention, MentionKind};
use super::passages::Passage;
use crate::config::SpeakerKind;
use crate::lexicon::Class;

/// How many sentences back a pronoun may reach.
const REACH: usize = 5;

/// What was said before, sentence by sentence: what each was about, and who spoke.
#[derive(Debug, Default)]
pub(super) struct Discourse {
    /// For each sentence so far, its subject, and others whom it names.
    sentences: Vec<SentenceNote>,
    /// Who last said something in a paper: `said in a statement`.
    last_paper: Option<(MemberId, usize)>,
}

#[derive(Debug, Default)]
pub(super) struct SentenceNote {
    pub subject: Option<MemberId>,
    pub others: Vec<MemberId>,
    /// The paragraph, by its number.
    pub passage: usize,
}

/// A member, and how sure it is, 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Resolved {
    pub member: Option<MemberId>,
    pub certainty: f32,
    /// Whom it could be else.
    pub candidates: Vec<MemberId>,
}

impl Resolved {
    pub(super) fn to(member: MemberId, certainty: f32) -> Self {
        Self {
            member: Some(member),
            certainty,
            candidates: Vec::new(),
        }
    }

    fn nobody(candidates: Vec<MemberId>) -> Self {
        Self {
            member: None,
            certainty: 0.0,
            candidates,
        }
    }
}

impl Discourse {
    pub(super) fn note(&mut self, note: SentenceNote) {
        self.sentences.push(note);
    }

    pub(super) fn paper_by(&mut self, member: MemberId) {
        self.last_paper = Some((member, self.sentences.len()));
    }

    /// Whom a mention in paragraph `number` means. A name that nobody has yet joins the cast.
    pub(super) fn resolve(
        &self,
        cast: &mut Cast,
        passage: &Passage,
        number: usize,
        mention: &Mention,
    ) -> Resolved {
        match &mention.kind {
            MentionKind::Name { name, .. } => match cast.meaning(passage.words(name.clone())) {
                Meaning::One(member) => Resolved::to(member, 1.0),
                Meaning::Several(members) => self.nearest_of(members),
                Meaning::Nobody => Resolved::to(cast.person(passage, name.clone()), 0.95),
            },
            MentionKind::Body { name } => Resolved::to(cast.body(passage.words(name.clone())), 0.98),
            MentionKind::Description { words, plural } => {
                let member = cast.unnamed(passage.words(words.clone()), *plural);
                Resolved::to(member, if *plural { 0.9 } else { 0.95 })
            }
            MentionKind::Reference { words } => {
                let described = passage.words(words.clone());
                let mut members = cast.with_role(described);
                members.dedup();
                match *members {
                    [one] => Resolved::to(one, 0.88),
                    [] if words.len() >= 3 => Resolved::to(cast.unnamed(described, false), 0.8),
                    _ => Resolved::nobody(members),
                }
            }
            MentionKind::Pronoun => self.pronoun(cast, passage.tokens[mention.tokens.start].class, number),
            MentionKind::Paper => match self.last_paper {
                Some((member, at)) if self.sentences.len() - at <= 8 => Resolved::to(member, 0.85),
                _ => Resolved::nobody(Vec::new()),
            },
            MentionKind::Other => Resolved::nobody(Vec::new()),
        }
    }

    /// Of those who share a name, the one who was spoken of last, if the others were not lately: for the editor to see,
    /// not sure enough to name.
    fn nearest_of(&self, members: Vec<MemberId>) -> Resolved {
        let last = |member: &MemberId| {
            self.sentences
                .iter()
                .rposition(|s| s.subject == Some(*member) || s.others.contains(member))
        };
        let lately = self.sentences.len().saturating_sub(12);
        let recent: Vec<MemberId> = members
            .iter()
            .copied()
            .filter(|m| last(m).is_some_and(|at| at >= lately))
            .collect();
        match *recent {
            [one] => Resolved {
                member: Some(one),
                certainty: 0.75,
                candidates: members,
            },
            _ => Resolved::nobody(members),
        }
    }

    /// The subject of the nearest sentence that the pronoun fits; less sure the farther it is, and when another fits.
    fn pronoun(&self, cast: &Cast, pronoun: Class, number: usize) -> Resolved {
        let fits = |member: &MemberId| fits(cast, *member, pronoun);
        let mut candidates: Vec<MemberId> = Vec::new();
        let mut found: Option<(MemberId, f32)> = None;
        for (back, sentence) in self.sentences.iter().rev().take(REACH).enumerate() {
            let paragraphs = number - sentence.passage.min(number);
            if paragraphs > 3 {
                break;
            }
            if let Some(subject) = sentence.subject.filter(fits) {
                if !candidates.contains(&subject) {
                    candidates.push(subject);
                }
                if found.is_none() {
                    let far = 0.03 * back as f32 + 0.02 * paragraphs as f32;
                    let rivals = sentence
                        .others
                        .iter()
                        .filter(|o| **o != subject && fits(o) && cast.members[**o].gender.is_some())
                        .count();
                    let unsure = if rivals > 0 && cast.members[subject].gender.is_none() { 0.08 } else { 0.0 };
                    found = Some((subject, 0.93 - far - unsure));
                }
            }
            for other in sentence.others.iter().filter(|o| fits(o)) {
                if !candidates.contains(other) {
                    candidates.push(*other);
                }
            }
            if found.is_none() && back >= 2 && candidates.len() > 1 {
                break;
            }
        }
        match (found, &*candidates) {
            (Some((member, certainty)), _) => Resolved {
                member: Some(member),
                certainty,
                candidates: candidates.into_iter().filter(|c| *c != member).collect(),
            },
            // No subject fits, but a single person does.
            (None, [one]) => Resolved::to(*one, 0.75),
            (None, _) => Resolved::nobody(candidates),
        }
    }
}

fn fits(cast: &Cast, member: MemberId, pronoun: Class) -> bool {
    let member = &cast.members[member];
    let is_body = member.kind == SpeakerKind::Organisation;
    if pronoun.is(Class::HE) {
        !is_body && !member.plural && member.gender != Some(Gender::Female)
    } else if pronoun.is(Class::SHE) {
        !is_body && !member.plural && member.gender != Some(Gender::Male)
    } else if pronoun.is(Class::IT) {
        is_body
    } else {
        is_body || member.plural
    }
}
