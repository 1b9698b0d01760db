//! Descriptions: `the minister`, `one resident`, `the company`.

use super::{Discourse, Reference, Spoken};
use crate::article::squash;
use crate::config::SpeakerKind;
use crate::lexicon::{Class, fold};
use crate::quotes::cast::{Figure, FigureId, Gender};
use crate::quotes::mentions::{Mention, MentionKind};
use crate::quotes::paragraphs::Paragraph;
use crate::quotes::tokens::TokenKind;

const BODY_REACH: usize = 4;

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
            return self.focus(2, fits, 0.9);
        }
        let head_word = fold(head_token.span.of(self.text));
        if head_token.class.is(Class::PAPER) && !head_token.class.is(Class::ROLE) {
            if let Some(author) = self.author(paragraph, mention) {
                return author;
            }
            if let Some(issuer) = self.issuer(&head_word).filter(|_| definite) {
                return Reference::One(issuer, 0.95);
            }
            // An email, a note or a post is somebody's, and the text does not say whose.
            if head_token.class.is(Class::LETTER) {
                return Reference::Nobody;
            }
        } else if head_token.class.is(Class::KIN)
            && let Some(holder) = self.holders(paragraph, mention)
        {
            match self.known_by_role(paragraph, head..head + 1, &head_word, false) {
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
            match self.known_by_role(paragraph, words.clone(), &head_word, body_noun) {
                Reference::Nobody => {}
                known => return known,
            }
            if body_noun && words.len() == 1 {
                let firm = head_token.class.is(Class::FIRM);
                match self.only_body(firm) {
                    // `the company`: one that the text has named, and not to be found.
                    Reference::Nobody if firm => return Reference::Nobody,
                    Reference::Nobody => {}
                    known => return known,
                }
            }
            // `his lawyer` is somebody else than he.
            if !self.is_anothers(paragraph, mention) {
                match self.somebody_named(paragraph, mention, words.clone(), head) {
                    Reference::Nobody => {}
                    known => return known,
                }
            }
        }
        self.described(paragraph, words, head, &head_word)
    }

    /// Whom the text has given a role by this noun, or described with it: `the minister`, `the expert`.
    fn known_by_role(
        &self,
        paragraph: &Paragraph,
        words: std::ops::Range<usize>,
        head: &str,
        body_noun: bool,
    ) -> Reference {
        let modifiers: Vec<String> = paragraph.tokens[words.clone()]
            .iter()
            .map(|token| fold(token.span.of(self.text)))
            .filter(|word| word != head)
            .collect();
        let leader = head == "leader";
        let fits = |figure: &Figure| {
            let role = figure.roles.iter().any(|role| {
                let role = fold(role);
                let has = |word: &str| role.split([' ', '-']).any(|w| w == word);
                let rank = has(head)
                    || (leader
                        && !modifiers.is_empty()
                        && (has("president") || has("prime") || has("premier")));
                rank && modifiers.iter().all(|m| has(m))
            });
            let described = !body_noun
                && figure.kind == Some(SpeakerKind::Unnamed)
                && figure.words.first().is_some_and(|w| w == head)
                && modifiers
                    .iter()
                    .all(|m| fold(&figure.name).split(' ').any(|w| w == m));
            let body = figure.is_organisation()
                && figure.words.last().is_some_and(|w| w == head)
                && modifiers.iter().all(|m| figure.words.contains(m));
            role || described || body
        };
        let mut found: Vec<FigureId> = Vec::new();
        for spoken in self.spoken.iter().rev() {
            if !found.contains(&spoken.figure) && fits(&self.cast.figures[spoken.figure]) {
                found.push(spoken.figure);
            }
        }
        match found.as_slice() {
            [] => Reference::Nobody,
            [one] => Reference::One(*one, 0.95),
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
                    (false, true) => Reference::One(*newest, 0.92),
                    (false, false) => Reference::One(*newest, 0.85),
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

    /// `the 56-year-old`: who has that age, or the one person in sight of whom no other is told.
    fn of_age(&self, age: Option<u8>) -> Reference {
        const REACH: usize = 12;
        let near = self.spoken.iter().rev();
        let mut told = near
            .take_while(|s| s.sentence + REACH >= self.sentence)
            .map(|s| s.figure)
            .filter(|&id| age.is_some() && self.cast.figures[id].age == age);
        if let Some(one) = told.next() {
            let others: Vec<FigureId> = told.filter(|&id| id != one).collect();
            return match others.as_slice() {
                [] => Reference::One(one, 0.95),
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
            [_, _, ..] => Reference::Several(named),
            _ => self.focus(2, fits, 0.88),
        }
    }

    /// `the former goalkeeper`, where the text has not spoken of one: it means somebody named, most likely, and whom
    /// it does not say. The one person in sight is offered, and named where nobody else comes into question.
    fn somebody_named(
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
        let phrase = next.is_some_and(|t| t.class.is(Class::PREPOSITION))
            && after
                .iter()
                .any(|t| t.capital || t.span.of(self.text) == "the");
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
        let mut subject = false;
        for spoken in self.spoken.iter().rev() {
            if spoken.sentence + REACH < self.sentence {
                break;
            }
            let figure = &self.cast.figures[spoken.figure];
            let named = figure.kind != Some(SpeakerKind::Unnamed) && figure.is_person();
            if named && figure.gender.agrees(gender) {
                subject |= spoken.is_subject;
                if !found.contains(&spoken.figure) {
                    found.push(spoken.figure);
                }
            }
        }
        match found.as_slice() {
            [] => Reference::Nobody,
            [one] if subject && !qualified => Reference::One(*one, 0.87),
            _ => Reference::Several(found),
        }
    }

    /// `the company`: the one body of which the text has spoken of late.
    fn only_body(&self, firm: bool) -> Reference {
        let mut found: Vec<FigureId> = Vec::new();
        // The newest sentence with a body for its subject, if that is the only body there.
        let mut subject: Option<Spoken> = None;
        let mut alone = true;
        for spoken in self.spoken.iter().rev() {
            if spoken.sentence + BODY_REACH < self.sentence {
                break;
            }
            let figure = &self.cast.figures[spoken.figure];
            if !figure.is_organisation() || figure.place || firm && figure.public {
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
            ([], _) => Reference::Nobody,
            ([one], _) => Reference::One(*one, 0.92),
            ([newest, ..], Some(subject))
                if alone && *newest == subject.figure && subject.sentence + 1 >= self.sentence =>
            {
                Reference::One(subject.figure, 0.88)
            }
            _ => Reference::Several(found),
        }
    }

    /// `a spokeswoman for the Harbour Office`: for whom somebody speaks is what is known of them.
    fn end_with_office(&self, paragraph: &Paragraph, end: usize, head: usize) -> usize {
        let tokens = &paragraph.tokens;
        let speaks = tokens[head].class.is(Class::SPOKESMAN) && head + 1 == end;
        let link = tokens.get(end).map_or("", |t| t.span.of(self.text));
        if !speaks || link != "for" {
            return end;
        }
        match paragraph
            .mention_at(end + 1)
            .map(|id| &paragraph.mentions[id])
        {
            Some(office) if !matches!(office.kind, MentionKind::Pronoun) => {
                let whole = office.tokens.end;
                if tokens[whole - 1].possessive {
                    end
                } else {
                    whole
                }
            }
            _ => end,
        }
    }

    /// Somebody whom the text does not name: the words themselves are what is known.
    fn described(
        &mut self,
        paragraph: &Paragraph,
        words: std::ops::Range<usize>,
        head: usize,
        head_word: &str,
    ) -> Reference {
        let words = words.start..self.end_with_office(paragraph, words.end, head);
        let tokens = &paragraph.tokens[words.clone()];
        let Some((first, last)) = tokens.first().zip(tokens.last()) else {
            return Reference::Nobody;
        };
        let description =
            as_inside_a_sentence(&squash(first.span.to(last.span).of(self.text)), first.class);
        let id = self
            .cast
            .describe(&description, head_word, paragraph.tokens[head].class);
        Reference::One(id, 0.97)
    }
}

/// A description that opened a sentence, as it would stand inside one.
fn as_inside_a_sentence(words: &str, first: Class) -> String {
    let keeps = first.is_empty()
        || first.is(Class::DEMONYM
            .or(Class::PLACE)
            .or(Class::METONYM)
            .or(Class::TITLE));
    let mut chars = words.chars();
    match chars.next() {
        Some(c)
            if !keeps && c.is_uppercase() && !chars.as_str().starts_with(char::is_uppercase) =>
        {
            c.to_lowercase().chain(chars).collect()
        }
        _ => words.to_owned(),
    }
}
