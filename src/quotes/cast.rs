//! Those who appear in an article, each once: `Putin`, `Vladimir Putin` and `Russian President Vladimir Putin` are one.

use super::mentions::{self, Mention, MentionKind};
use super::passages::Passage;
use super::roles;
use crate::config::SpeakerKind;
use crate::lexicon::{Class, fold};
use std::collections::HashMap;
use std::ops::Range;

/// One of the cast, as an index.
pub(super) type MemberId = usize;

/// Somebody, or a body, that the article names or describes.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// The fullest name, or the description without its article.
    pub name: String,
    pub kind: SpeakerKind,
    /// In the order in which they are given.
    pub roles: Vec<String>,
    /// Other names that the article uses.
    pub aliases: Vec<String>,
    pub gender: Option<Gender>,
    /// Several people together.
    pub plural: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

/// What a name means in this article.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    One(MemberId),
    /// Two or more share the name.
    Several(Vec<MemberId>),
    /// Nobody has it.
    Nobody,
}

/// All members, and how they are looked up.
#[derive(Debug, Default)]
pub(super) struct Cast {
    pub members: Vec<Member>,
    by_name: HashMap<String, MemberId>,
    by_surname: HashMap<String, Vec<MemberId>>,
    by_given_name: HashMap<String, Vec<MemberId>>,
}

impl Cast {
    /// The people whom the article names in full, wherever it does.
    pub(super) fn of(passages: &[Passage]) -> Self {
        let mut cast = Self::default();
        for passage in passages {
            each_mention(passage, |mention| {
                if let MentionKind::Name { name, role } = &mention.kind {
                    if name.len() >= 2 {
                        let member = cast.person(passage, name.clone());
                        cast.describe(member, passage, role.clone(), mention.tokens.end);
                    }
                }
            });
        }
        // Roles and genders that stand with a surname alone.
        for passage in passages {
            each_mention(passage, |mention| {
                if let MentionKind::Name { name, role } = &mention.kind {
                    if name.len() == 1 && !role.is_empty() {
                        if let Meaning::One(member) = cast.meaning(passage.words(name.clone())) {
                            cast.describe(member, passage, role.clone(), mention.tokens.end);
                        }
                    }
                }
            });
        }
        cast
    }

    /// Whom a name means: a full name, a surname, or, if nobody has it for a surname, a given name.
    pub(super) fn meaning(&self, name: &str) -> Meaning {
        let folded = fold(name);
        if let Some(&member) = self.by_name.get(&folded) {
            return Meaning::One(member);
        }
        let several = self
            .by_surname
            .get(&folded)
            .or_else(|| self.by_given_name.get(&folded))
            .map_or(&[][..], Vec::as_slice);
        match several {
            [] => Meaning::Nobody,
            [one] => Meaning::One(*one),
            more => Meaning::Several(more.to_vec()),
        }
    }

    /// The person of this name, who is added when nobody has it.
    pub(super) fn person(&mut self, passage: &Passage, name: Range<usize>) -> MemberId {
        let words = squash(passage.words(name.clone()));
        let member = match self.meaning(&words) {
            Meaning::One(member) => member,
            _ => match self.same_ends(&words) {
                Some(member) => member,
                None => self.add(words.clone(), SpeakerKind::Person, false),
            },
        };
        self.alias(member, words);
        let given = &passage.tokens[name.start];
        if name.len() > 1 && self.members[member].gender.is_none() {
            self.members[member].gender = gender_of_given(given.class);
        }
        member
    }

    /// The body of this name.
    pub(super) fn body(&mut self, name: &str) -> MemberId {
        let name = squash(name);
        match self.by_name.get(&fold(&name)) {
            Some(&member) => member,
            None => self.add(name, SpeakerKind::Organisation, false),
        }
    }

    /// The unnamed source that is described so.
    pub(super) fn unnamed(&mut self, description: &str, plural: bool) -> MemberId {
        let name = squash(description);
        match self.by_name.get(&fold(&name)) {
            Some(&member) => member,
            None => self.add(name, SpeakerKind::Unnamed, plural),
        }
    }

    /// Members whose role, or whose description, ends with the same word as `words`, and holds the others.
    pub(super) fn with_role(&self, words: &str) -> Vec<MemberId> {
        let wanted: Vec<String> = fold(words).split(' ').map(str::to_owned).collect();
        let Some(head) = wanted.last() else {
            return Vec::new();
        };
        let fits = |role: &str| {
            let role = fold(role);
            let has = |word: &String| role.split([' ', '-']).any(|w| w.trim_end_matches("'s") == word);
            has(head) && wanted.iter().all(has)
        };
        (0..self.members.len())
            .filter(|&m| {
                let member = &self.members[m];
                member.roles.iter().any(|role| fits(role))
                    || (member.kind == SpeakerKind::Unnamed && fits(&member.name))
            })
            .collect()
    }

    /// Notes the role that stands before a name, or behind it between commas, and the gender that it tells.
    fn describe(&mut self, member: MemberId, passage: &Passage, before: Range<usize>, end: usize) {
        let behind = roles::behind_name(passage, end);
        for role in [before, behind.unwrap_or(0..0)] {
            if role.is_empty() {
                continue;
            }
            let classes = passage.tokens[role.clone()].iter().fold(Class::default(), |c, t| c | t.class);
            let member = &mut self.members[member];
            member.gender = member.gender.or(gender_of_role(classes));
            if let Some(words) = roles::words(passage, role) {
                if !member.roles.iter().any(|r| fold(r) == fold(&words)) {
                    member.roles.push(words);
                }
            }
        }
    }

    /// "Donald J. Trump" is "Donald Trump": the same first and last word, initials between.
    fn same_ends(&self, name: &str) -> Option<MemberId> {
        let folded = fold(name);
        let words: Vec<&str> = folded.split(' ').collect();
        let (first, rest) = words.split_first()?;
        let (last, middle) = rest.split_last()?;
        let is_initial = |w: &str| w.trim_end_matches('.').chars().count() == 1;
        self.by_surname.get(*last)?.iter().copied().find(|&member| {
            let other = fold(&self.members[member].name);
            let other: Vec<&str> = other.split(' ').collect();
            let inner = other.get(1..other.len().saturating_sub(1)).unwrap_or_default();
            other.first() == Some(first)
                && other.len() >= 2
                && (middle.is_empty() || inner.is_empty())
                && middle.iter().chain(inner).all(|w| is_initial(w))
        })
    }

    fn add(&mut self, name: String, kind: SpeakerKind, plural: bool) -> MemberId {
        let member = self.members.len();
        let folded = fold(&name);
        if kind == SpeakerKind::Person {
            let words: Vec<&str> = folded.split(' ').collect();
            let suffixed = words.last().is_some_and(|w| matches!(w.trim_end_matches('.'), "jr" | "sr" | "ii" | "iii" | "iv"));
            let surname = if suffixed && words.len() > 2 { words[words.len() - 2] } else { words[words.len() - 1] };
            self.by_surname.entry(surname.to_owned()).or_default().push(member);
            if words.len() > 1 {
                self.by_given_name.entry(words[0].to_owned()).or_default().push(member);
                // Without its particle: "der Leyen", "bin Salman" and "Salman" mean the same.
                if words.len() > 2 {
                    let tail = words[1..].join(" ");
                    self.by_surname.entry(tail).or_default().push(member);
                }
            }
        }
        self.by_name.insert(folded, member);
        self.members.push(Member {
            name,
            kind,
            roles: Vec::new(),
            aliases: Vec::new(),
            gender: None,
            plural,
        });
        member
    }

    fn alias(&mut self, member: MemberId, name: String) {
        let member = &mut self.members[member];
        if member.name != name && !member.aliases.contains(&name) {
            member.aliases.push(name);
        }
    }
}

/// Calls `f` with each mention of a passage, in order.
pub(super) fn each_mention(passage: &Passage, mut f: impl FnMut(&Mention)) {
    let mut at = 0;
    while at < passage.tokens.len() {
        match mentions::read(passage, at, passage.tokens.len()) {
            Some(mention) => {
                at = mention.tokens.end.max(at + 1);
                f(&mention);
            }
            None => at += 1,
        }
    }
}

fn gender_of_given(class: Class) -> Option<Gender> {
    match (class.is(Class::GIVEN_MALE), class.is(Class::GIVEN_FEMALE)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

fn gender_of_role(class: Class) -> Option<Gender> {
    match (class.is(Class::MALE), class.is(Class::FEMALE)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

fn squash(words: &str) -> String {
    crate::article::squash(words)
}
