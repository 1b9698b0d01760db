//! Descriptions: `the minister`, `one resident`, `the company`.

use super::{Discourse, Reference};
use crate::config::SpeakerKind;
use crate::lexicon::{Class, folded};
use crate::quotes::cast::{Figure, FigureId, Gender};
use crate::quotes::mentions::{Mention, MentionKind};
use crate::quotes::paragraphs::Paragraph;
use crate::quotes::score::Feature;
use crate::quotes::tokens::TokenKind;
use std::borrow::Cow;

/// Behind how many sentences a body that is not named again is not meant by its noun alone.
const LEFT_BEHIND: usize = 8;

impl Discourse<'_, '_> {
    pub(super) fn description(
        &mut self,
        paragraph: &Paragraph,
        mention: &Mention,
        words: std::ops::Range<usize>,
        head: usize,
    ) -> Reference {
        let tokens = &paragraph.tokens;
        let head_token = &tokens[head];
        let definite = mention.tokens.start < words.start
            && !tokens[mention.tokens.start].class.is(Class::INDEFINITE)
            || tokens[mention.tokens.start]
                .span
                .of(self.text)
                .eq_ignore_ascii_case("the");
        if definite && head_token.kind == TokenKind::Number {
            // `the 56-year-old`
            let age = head_token.span.of(self.text).split(['-', '‑']).next();
            let age = age.and_then(|years| years.parse().ok());
            return self.of_age(age);
        }
        // `Mr Butler`, of Oskar Butler, and `Shepherd said`, of Oskar Shepherd: a surname that is a role's noun.
        let surname = match &tokens[words.clone()] {
            [title, noun] if title.class.is(Class::COURTESY) => Some(noun),
            [noun] if mention.tokens.start == words.start => Some(noun),
            _ => None,
        };
        if let Some(noun) = surname.filter(|noun| noun.capital)
            && let [one] = self.cast.namesakes(&folded(noun.span.of(self.text)))
        {
            return Reference::one(*one, Feature::SurnameIsANoun);
        }
        // `the 24-year-old nurse from Vestra`: whose age has not been told, and who is the one in sight.
        let first = &tokens[words.start];
        if definite
            && first.kind == TokenKind::Number
            && head_token.class.is(Class::ROLE)
            && let Some(known) = self.of_age_and_role(first.span.of(self.text), head_token.class)
        {
            return known;
        }
        // `the father of two`
        let behind = |n: usize| tokens.get(head + n).map_or(Class::default(), |t| t.class);
        if definite
            && head_token.class.is(Class::KIN)
            && behind(1).is(Class::OF)
            && behind(2).is(Class::DETERMINER)
            && tokens
                .get(head + 3)
                .is_none_or(|t| t.class.is(Class::CUE) || !t.is_word())
        {
            let gender = Gender::of(head_token.class.only(Class::MALE.or(Class::FEMALE)));
            let fits = |figure: &Figure| figure.is_person() && figure.gender.agrees(gender);
            return self.focus(2, fits, Feature::ParentOfSome);
        }
        let head_word = folded(head_token.span.of(self.text));
        let head_word = &*head_word;
        // `the body said`: a body, and not somebody.
        if definite && words.len() == 1 && head_word == "body" {
            return self.only_body(false, head_word);
        }
        if head_token.capital && head_token.class.is(Class::DEMONYM) {
            // `the Uruguayan`; `the British` are a people.
            if !definite || !names_one(head_word) {
                return Reference::Nobody;
            }
            return match self.known_by_role(paragraph, words.clone(), head_word, false) {
                Reference::Nobody => self.somebody_named(paragraph, mention, words, head),
                known => known,
            };
        }
        if head_token.class.is(Class::PAPER) && !head_token.class.is(Class::ROLE) {
            if let Some(author) = self.author(paragraph, mention) {
                return author;
            }
            // A voice, or an inscription, is somebody's whom the text does not tell by it.
            if head_token.class.is(Class::DISPLAY) {
                return Reference::Nobody;
            }
            if let Some(issuer) = self.issuer(head_word).filter(|_| definite) {
                return Reference::one(issuer, Feature::PaperIssued);
            }
            // An email, a note or a post is somebody's, and so is `a statement`: the text does not say whose.
            if head_token.class.is(Class::LETTER) || head_word == "statement" && !definite {
                return Reference::Nobody;
            }
        } else if head_token.class.is(Class::KIN)
            && let Some(holder) = self.holders(paragraph, mention)
        {
            match self.known_by_role(paragraph, head..head + 1, head_word, false) {
                Reference::Nobody => {}
                known => return known,
            }
            // `her husband`, where a man of her surname is named: he, most likely.
            let Reference::One(holder, _) = holder else {
                return Reference::Nobody;
            };
            let family = self.family(holder, head_token.class);
            let surname_unknown = self.cast.figures[holder].words.len() < 2;
            if !family.is_empty() || surname_unknown {
                return Reference::Several(family);
            }
        } else if definite || self.is_anothers(paragraph, mention) {
            let body_noun = head_token.class.is(Class::BODY)
                && !head_token.class.is(Class::ROLE.or(Class::PLURAL_ROLE));
            match self.known_by_role(paragraph, words.clone(), head_word, body_noun) {
                Reference::Nobody => {}
                known => return known,
            }
            if body_noun && words.len() == 1 {
                let firm = head_token.class.is(Class::FIRM);
                match self.only_body(firm, head_word) {
                    // `the company`: one that the text has named, and not to be found.
                    Reference::Nobody if firm => return Reference::Nobody,
                    Reference::Nobody => {}
                    known => return known,
                }
            }
            if words.len() == 1
                && let Some(stranger) = self.stranger(head_word, head_token.class)
            {
                return Reference::one(stranger, Feature::JustBroughtIn);
            }
            // `his lawyer` is somebody else than he.
            if !self.is_anothers(paragraph, mention) {
                match self.somebody_named(paragraph, mention, words.clone(), head) {
                    Reference::Nobody => {}
                    known => return known,
                }
            }
        }
        // `The head of Lexica Labs`, in an opening: named further down, as is the custom.
        let of = tokens.get(head + 1).is_some_and(|t| t.class.is(Class::OF));
        let office = of
            && head_token.class.is(Class::ROLE)
            && !head_token.class.is(Class::SPOKESMAN.or(Class::KIN));
        if self.sentence == 1 && definite && office && words.end > head + 1 {
            return Reference::Several(Vec::new());
        }
        self.described(paragraph, words, head, head_word)
    }

    /// Whom the text has given a role by this noun, or described with it: `the minister`, `the expert`.
    fn known_by_role(
        &self,
        paragraph: &Paragraph,
        words: std::ops::Range<usize>,
        head: &str,
        body_noun: bool,
    ) -> Reference {
        let modifiers: Vec<Cow<str>> = paragraph.tokens[words.clone()]
            .iter()
            .map(|token| folded(token.span.of(self.text)))
            .filter(|word| word != head)
            .collect();
        let leader = head == "leader";
        let fits = |figure: &Figure| {
            // An officer of the Harbour Department is no department.
            let holds = !body_noun || !figure.is_person();
            let role = holds
                && figure.folded_roles.iter().any(|role| {
                    // The president of a company is none.
                    let of = body_noun.then(|| role.find(" of ")).flatten();
                    let role = of.map_or(&**role, |of| &role[..of]);
                    let has = |word: &str| {
                        role.split([' ', '-'])
                            .any(|w| w == word || rank(w) == Some(word))
                    };
                    let rank = has(head)
                        || (leader
                            && !modifiers.is_empty()
                            && (has("president") || has("prime") || has("premier")));
                    rank && modifiers.iter().all(|m| has(m))
                });
            // `Norland's central bank`, and `the bank` behind it; `a bank` alone brings in another.
            let described = (!body_noun || figure.name.contains(' '))
                && figure.kind == Some(SpeakerKind::Unnamed)
                && figure.words.first().is_some_and(|w| w == head)
                // `the 43-year-old man`: an age says more of him, and does not tell him from another.
                && modifiers
                    .iter()
                    .filter(|m| !m.starts_with(|c: char| c.is_ascii_digit()))
                    .all(|m| figure.folded.split(' ').any(|w| w == m));
            let body = figure.is_organisation()
                && (figure.words.last().is_some_and(|w| w == head)
                    // `The department`, of the Department for Business
                    || matches!(&*figure.words, [first, link, ..] if first == head && link == "for"))
                && modifiers
                    .iter()
                    .all(|m| figure.words.iter().any(|w| w == m));
            role || described || body
        };
        let mut found: Vec<FigureId> = Vec::new();
        let mut asked: Vec<FigureId> = Vec::with_capacity(self.spoken.len());
        for spoken in self.spoken.iter().rev() {
            if asked.contains(&spoken.figure) {
                continue;
            }
            asked.push(spoken.figure);
            if fits(&self.cast.figures[spoken.figure]) {
                found.push(spoken.figure);
            }
        }
        match found.as_slice() {
            [] => Reference::Nobody,
            // `the company`, long behind the one whose name ends with that word, and others have come since.
            [one]
                if body_noun
                    && self.cast.figures[*one].is_organisation()
                    && !self.spoken_since(*one, LEFT_BEHIND) =>
            {
                let mut others = self.spoken.iter().rev();
                let others = others
                    .find(|s| s.figure != *one && self.cast.figures[s.figure].is_organisation());
                match others {
                    Some(other) => Reference::Several(vec![*one, other.figure]),
                    None => Reference::one(*one, Feature::OnlyOneOfTheRole),
                }
            }
            [one] => Reference::one(*one, Feature::OnlyOneOfTheRole),
            [newest, rest @ ..] => {
                // One that the text has left behind does not come into question beside one that it speaks of now.
                let at = |id: FigureId| {
                    let spoken = self.spoken.iter().rev().find(|s| s.figure == id);
                    spoken.map_or(0, |s| s.sentence)
                };
                let rival = rest.iter().any(|&other| at(other) + 1 >= at(*newest));
                let unnamed = found
                    .iter()
                    .all(|&id| self.cast.figures[id].kind == Some(SpeakerKind::Unnamed));
                match (rival, unnamed) {
                    (true, _) => Reference::Several(found),
                    (false, true) => Reference::one(*newest, Feature::NewestOfTheUnnamed),
                    (false, false) => Reference::one(*newest, Feature::NewestOfTheRole),
                }
            }
        }
    }

    /// `his`, `her` before the noun: as definite as `the`.
    fn is_anothers(&self, paragraph: &Paragraph, mention: &Mention) -> bool {
        let first = paragraph.tokens[mention.tokens.start].class;
        first.is(Class::DETERMINER) && first.is(Class::PRONOUN)
    }

    /// What the possessor means that a mention opens with, if it opens with one.
    pub(super) fn holders(
        &mut self,
        paragraph: &Paragraph,
        mention: &Mention,
    ) -> Option<Reference> {
        if self.is_anothers(paragraph, mention) {
            return Some(self.pronoun(paragraph.tokens[mention.tokens.start].class));
        }
        let inside = paragraph
            .mentions_from(mention.tokens.start)
            .take_while(|(_, inner)| inner.tokens.start < mention.tokens.end)
            .find(|(_, inner)| {
                inner.tokens.end < mention.tokens.end
                    && paragraph.tokens[inner.tokens.end - 1].possessive
            });
        let (_, holder) = inside?;
        // Who `the commander’s wife` is, no name can tell.
        let named = matches!(holder.kind, MentionKind::Name { .. });
        named.then(|| self.name(paragraph, holder))
    }

    /// Those who have a surname in common with a figure, and may be its kin.
    fn family(&self, holder: FigureId, class: Class) -> Vec<FigureId> {
        const MOST: usize = 4;
        let gender = Gender::of(class.only(Class::MALE.or(Class::FEMALE)));
        let Some(surname) = self.cast.figures[holder].words.last() else {
            return Vec::new();
        };
        let same = self.cast.namesakes(surname).iter().copied();
        same.filter(|&id| id != holder && self.cast.figures[id].gender.agrees(gender))
            .take(MOST)
            .collect()
    }
}

/// Whether a word for a nationality can mean one person: `Uruguayan`, `Swede`; not `British`, `Chinese`.
fn names_one(word: &str) -> bool {
    !["sh", "ch", "ese", "ss"]
        .iter()
        .any(|ending| word.ends_with(ending))
}

/// The rank that stands before a name in short.
fn rank(short: &str) -> Option<&'static str> {
    Some(match short.trim_end_matches('.') {
        "gen" => "general",
        "col" => "colonel",
        "maj" => "major",
        "capt" => "captain",
        "lt" => "lieutenant",
        "sgt" => "sergeant",
        "adm" => "admiral",
        "cmdr" => "commander",
        "sen" => "senator",
        "rep" => "representative",
        "gov" => "governor",
        "prof" => "professor",
        "dr" => "doctor",
        "det" => "detective",
        _ => return None,
    })
}
