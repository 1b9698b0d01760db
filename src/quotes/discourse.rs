//! What each mention means where it stands: surnames, pronouns and descriptions that point back.
//!
//! A pass from the first sentence to the last. What a pronoun means is told by the subjects of the sentences before it
//! (the backward-looking centre of B. Grosz, A. Joshi and S. Weinstein, "Centering", Computational Linguistics 21(2),
//! 1995, read precision first): where two fit, both are kept as candidates and neither is named.

use super::cast::{Cast, Figure, FigureId, Gender, Meaning};
use super::mentions::{Mention, MentionKind};
use super::paragraphs::{Paragraph, Place};
use super::tokens::TokenKind;
use crate::article::squash;
use crate::config::SpeakerKind;
use crate::lexicon::{Class, fold};
use std::collections::VecDeque;

/// Whom a mention means, and how sure that is.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) enum Reference {
    /// It names nobody who could be found.
    #[default]
    Nobody,
    One(FigureId, f32),
    /// One of these.
    Several(Vec<FigureId>),
}

impl Reference {
    pub fn figure(&self) -> Option<FigureId> {
        match self {
            Self::One(id, _) => Some(*id),
            _ => None,
        }
    }
}

/// How many sentences back a pronoun may reach.
const PRONOUN_REACH: usize = 5;
/// How many sentences back `the statement` may reach, and `the company`.
const PAPER_REACH: usize = 8;
const BODY_REACH: usize = 4;

/// A figure that a sentence spoke of.
#[derive(Clone, Copy)]
struct Spoken {
    sentence: usize,
    figure: FigureId,
    is_subject: bool,
}

struct Discourse<'t, 'c> {
    text: &'t str,
    cast: &'c mut Cast,
    /// Counted through the article.
    sentence: usize,
    /// The newest at the back.
    spoken: VecDeque<Spoken>,
    /// The newest sentence whose subject is a person, and could not be told: pronouns do not reach past it.
    unclear: usize,
    /// Who issued a statement or a letter, by the noun.
    issued: Vec<(String, Option<FigureId>, usize)>,
}

/// For each paragraph, what its mentions mean.
pub(super) fn resolve(
    text: &str,
    cast: &mut Cast,
    paragraphs: &[Paragraph],
) -> Vec<Vec<Reference>> {
    read_appositions(text, cast, paragraphs);
    let mut discourse = Discourse {
        text,
        cast,
        sentence: 0,
        spoken: VecDeque::with_capacity(64),
        unclear: 0,
        issued: Vec::new(),
    };
    paragraphs
        .iter()
        .map(|paragraph| discourse.paragraph(paragraph))
        .collect()
}

impl Discourse<'_, '_> {
    fn paragraph(&mut self, paragraph: &Paragraph) -> Vec<Reference> {
        let mut references = vec![Reference::Nobody; paragraph.mentions.len()];
        // A heading names people out of the order of telling.
        if paragraph.place == Place::Heading {
            for (mention, reference) in paragraph.mentions.iter().zip(&mut references) {
                *reference = self.name(paragraph, mention);
            }
            return references;
        }
        let mut mention = 0;
        for range in &paragraph.sentences {
            self.sentence += 1;
            let mut has_subject = false;
            while let Some(found) = paragraph.mentions.get(mention) {
                if found.tokens.start >= range.end {
                    break;
                }
                let inside = mention > 0 && {
                    let before = &paragraph.mentions[mention - 1].tokens;
                    before.end >= found.tokens.end && before.start <= found.tokens.start
                };
                let reference = self.mention(paragraph, found, &references[..mention]);
                let is_subject = !has_subject && !inside && can_be_subject(paragraph, found);
                if is_subject && is_unclear_person(paragraph, found, &reference) {
                    self.unclear = self.sentence;
                    has_subject = true;
                }
                if let Some(figure) = reference.figure() {
                    has_subject |= is_subject;
                    self.speak(figure, is_subject);
                    self.note_paper(paragraph, found, figure, range.end);
                }
                references[mention] = reference;
                mention += 1;
            }
            self.note_new_papers(paragraph, range.clone());
        }
        references
    }

    fn speak(&mut self, figure: FigureId, is_subject: bool) {
        if self.spoken.len() == 64 {
            self.spoken.pop_front();
        }
        self.spoken.push_back(Spoken {
            sentence: self.sentence,
            figure,
            is_subject,
        });
    }

    fn mention(
        &mut self,
        paragraph: &Paragraph,
        mention: &Mention,
        before: &[Reference],
    ) -> Reference {
        match &mention.kind {
            MentionKind::Name { .. } => self.name(paragraph, mention),
            MentionKind::Pronoun => self.pronoun(paragraph.tokens[mention.tokens.start].class),
            MentionKind::Description { words, head } => {
                match self.said_of_a_name(paragraph, mention, *head, before) {
                    Reference::Nobody => self.description(paragraph, mention, words.clone(), *head),
                    known => known,
                }
            }
        }
    }

    fn name(&self, paragraph: &Paragraph, mention: &Mention) -> Reference {
        match self.cast.find(self.text, &paragraph.tokens, mention) {
            Some(Meaning::One(id)) => Reference::One(*id, 1.0),
            Some(Meaning::Several(all)) => {
                // Mr or Ms before the surname may tell.
                let title = title_gender(paragraph, mention);
                let mut titled = all.iter().copied().filter(|&id| {
                    title != Gender::Unknown && self.cast.figures[id].gender == title
                });
                if let (Some(id), None) = (titled.next(), titled.next()) {
                    return Reference::One(id, 0.97);
                }
                // The namesake of whom the text has just spoken, if it spoke of one alone.
                let mut near = all.iter().copied().filter(|id| self.spoken_since(*id, 3));
                match (near.next(), near.next()) {
                    (Some(id), None) => Reference::One(id, 0.85),
                    _ => Reference::Several(all.clone()),
                }
            }
            None => Reference::Nobody,
        }
    }

    fn spoken_since(&self, figure: FigureId, sentences: usize) -> bool {
        self.spoken
            .iter()
            .rev()
            .take_while(|s| s.sentence + sentences >= self.sentence)
            .any(|s| s.figure == figure)
    }

    fn pronoun(&mut self, class: Class) -> Reference {
        if class.is(Class::IT) {
            return self.focus(1, |figure| figure.is_organisation() && !figure.thing, 0.88);
        }
        if class.is(Class::THEY) {
            return self.they();
        }
        let gender = Gender::of(class.only(Class::HE.or(Class::SHE)));
        let fits = |figure: &Figure| figure.is_person() && figure.gender.agrees(gender);
        let reference = self.focus(PRONOUN_REACH, fits, 0.97);
        if let Reference::One(id, confidence) = reference {
            let figure = &mut self.cast.figures[id];
            if figure.gender == Gender::Unknown && confidence > 0.9 {
                figure.gender = gender;
            }
        }
        reference
    }

    /// `they`: several people, or one whose gender the text leaves open.
    fn they(&self) -> Reference {
        let last = self
            .spoken
            .iter()
            .rev()
            .find(|s| s.is_subject && s.sentence + 2 >= self.sentence);
        match last.map(|s| (s.figure, &self.cast.figures[s.figure])) {
            Some((id, figure)) if figure.plural => Reference::One(id, 0.92),
            Some((id, figure)) if figure.is_person() && figure.gender == Gender::Unknown => {
                Reference::One(id, 0.86)
            }
            _ => Reference::Nobody,
        }
    }

    /// The nearest subject that fits. The more others that fit have been spoken of since, the less sure it is.
    fn focus(&self, reach: usize, fits: impl Fn(&Figure) -> bool, confidence: f32) -> Reference {
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
                others.push(spoken.figure);
                return Reference::Several(others);
            }
            if !spoken.is_subject {
                if !others.contains(&spoken.figure) {
                    others.push(spoken.figure);
                }
                continue;
            }
            others.retain(|&other| other != spoken.figure);
            let rivals = others
                .iter()
                .filter(|&&other| {
                    // Where one of them is known to be of the gender asked for, and the subject is not, it is a tie.
                    self.cast.figures[other].gender != Gender::Unknown
                        || figure.gender == Gender::Unknown
                })
                .count();
            if figure.gender == Gender::Unknown
                && others
                    .iter()
                    .any(|&o| self.cast.figures[o].gender != Gender::Unknown)
            {
                let mut several = vec![spoken.figure];
                several.extend(&others);
                return Reference::Several(several);
            }
            // Others have come between, and the subject is far: it may be any of them.
            let faded = back >= 2 && !others.is_empty();
            // Sources without a name are spoken of once; a person with one who has been a subject is meant as likely.
            let passing = figure.kind == Some(SpeakerKind::Unnamed)
                && (figure.gender == Gender::Unknown || back >= 2);
            let named = passing.then(|| self.named_subject(reach, &fits)).flatten();
            if faded || named.is_some() {
                let mut several = vec![spoken.figure];
                several.extend(others.iter().copied().chain(named));
                return Reference::Several(several);
            }
            let doubt = 0.02 * rivals.min(3) as f32 + 0.015 * back.saturating_sub(1) as f32;
            return Reference::One(spoken.figure, confidence - doubt);
        }
        match others.as_slice() {
            [] => Reference::Nobody,
            [one] => Reference::One(*one, confidence - 0.2),
            several => Reference::Several(several.to_vec()),
        }
    }

    /// A description that stands with a name means whom the name means: `Kovač, the mayor,`, `the mayor, Mira Kovač,`,
    /// `Kovač is a former mayor`.
    fn said_of_a_name(
        &mut self,
        paragraph: &Paragraph,
        mention: &Mention,
        head: usize,
        before: &[Reference],
    ) -> Reference {
        let tokens = &paragraph.tokens;
        if !tokens[head].class.is(Class::ROLE)
            && tokens[head]
                .class
                .is(Class::BODY.or(Class::PAPER).or(Class::PLURAL_ROLE))
        {
            return Reference::Nobody;
        }
        if let Some(name) = name_behind(paragraph, mention) {
            return self.name(paragraph, &paragraph.mentions[name]);
        }
        let Some(link) = mention.tokens.start.checked_sub(1) else {
            return Reference::Nobody;
        };
        let holder = link
            .checked_sub(1)
            .and_then(|at| paragraph.mention_ending(at));
        let is_or_was = tokens[link].class.is(Class::FINITE)
            && matches!(tokens[link].span.of(self.text), "is" | "was")
            && mention.tokens.start < head;
        let Some(holder) = holder.filter(|&id| id < before.len()) else {
            // `Mira Kovač, who lives in Vestra, is a former mayor`
            let subject = self.spoken.iter().rev().find(|s| s.is_subject);
            let subject = subject.filter(|s| s.sentence == self.sentence && is_or_was);
            return match subject {
                Some(s) if link > 0 && tokens[link - 1].is_mark(',') => {
                    self.describe_as(paragraph, mention, head, s.figure)
                }
                _ => Reference::Nobody,
            };
        };
        let is_name = matches!(paragraph.mentions[holder].kind, MentionKind::Name { .. });
        let ends = tokens.get(mention.tokens.end).is_none_or(|t| {
            !t.is_word()
                || t.class.is(Class::PREPOSITION
                    .or(Class::RELATIVE)
                    .or(Class::COORDINATOR))
        });
        let apposition = tokens[link].is_mark(',') && is_name && ends;
        match before[holder].figure() {
            Some(figure) if apposition || is_or_was => {
                self.describe_as(paragraph, mention, head, figure)
            }
            _ => Reference::Nobody,
        }
    }

    /// What a description says of a figure is a role of its own.
    fn describe_as(
        &mut self,
        paragraph: &Paragraph,
        mention: &Mention,
        head: usize,
        figure: FigureId,
    ) -> Reference {
        let described = &mut self.cast.figures[figure];
        if described.kind != Some(SpeakerKind::Organisation) {
            described.kind = described.kind.or(Some(SpeakerKind::Person));
            let first = mention.tokens.start + usize::from(mention.tokens.start < head);
            let words = paragraph.span(first..mention.tokens.end).of(self.text);
            described.add_role(&squash(words));
        }
        Reference::One(figure, 0.97)
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

    fn description(
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
            return self.focus(2, Figure::is_person, 0.88);
        }
        let head_word = fold(head_token.span.of(self.text));
        if head_token.class.is(Class::PAPER) && !head_token.class.is(Class::ROLE) {
            if let Some(issuer) = self.issuer(&head_word).filter(|_| definite) {
                return Reference::One(issuer, 0.95);
            }
        } else if definite || self.is_anothers(paragraph, mention) {
            let body_noun = head_token.class.is(Class::BODY)
                && !head_token.class.is(Class::ROLE.or(Class::PLURAL_ROLE));
            match self.known_by_role(paragraph, words.clone(), &head_word, body_noun) {
                Reference::Nobody => {}
                known => return known,
            }
            if body_noun && words.len() == 1 {
                match self.only_body() {
                    Reference::Nobody => {}
                    known => return known,
                }
            }
            match self.somebody_named(paragraph, mention, words.clone(), head) {
                Reference::Nobody => {}
                known => return known,
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
            several => match self.spoken.iter().rev().find(|s| s.is_subject) {
                Some(last) if several.contains(&last.figure) => Reference::One(last.figure, 0.85),
                _ => Reference::Several(found),
            },
        }
    }

    /// `his`, `her` before the noun: as definite as `the`.
    fn is_anothers(&self, paragraph: &Paragraph, mention: &Mention) -> bool {
        let first = paragraph.tokens[mention.tokens.start].class;
        first.is(Class::DETERMINER) && first.is(Class::PRONOUN)
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
        let qualified = tokens[words].iter().any(|t| t.capital);
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
    fn only_body(&self) -> Reference {
        let mut found: Vec<FigureId> = Vec::new();
        for spoken in self.spoken.iter().rev() {
            if spoken.sentence + BODY_REACH < self.sentence {
                break;
            }
            if self.cast.figures[spoken.figure].is_organisation() && !found.contains(&spoken.figure)
            {
                found.push(spoken.figure);
            }
        }
        match found.as_slice() {
            [] => Reference::Nobody,
            [one] => Reference::One(*one, 0.92),
            _ => Reference::Several(found),
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

    fn issuer(&self, noun: &str) -> Option<FigureId> {
        let issued = self.issued.iter().rev().find(|(paper, ..)| paper == noun)?;
        issued.1.filter(|_| issued.2 + PAPER_REACH >= self.sentence)
    }

    /// A statement that nobody is seen to have issued: `the statement` means it, and not an older one.
    fn note_new_papers(&mut self, paragraph: &Paragraph, range: std::ops::Range<usize>) {
        for (i, token) in paragraph.tokens[range.clone()].iter().enumerate() {
            if i == 0 || !token.class.is(Class::PAPER) || token.capital {
                continue;
            }
            let before = &paragraph.tokens[range.start + i - 1];
            if !before.class.is(Class::DETERMINER)
                || before.span.of(self.text).eq_ignore_ascii_case("the")
            {
                continue;
            }
            let noun = fold(token.span.of(self.text));
            let noted = self
                .issued
                .last()
                .is_some_and(|(n, _, at)| *n == noun && *at == self.sentence);
            if !noted {
                self.issued.push((noun, None, self.sentence));
            }
        }
    }

    /// `the ministry said in a statement`, `a statement from the ministry`: whose statement it is, for later.
    fn note_paper(
        &mut self,
        paragraph: &Paragraph,
        mention: &Mention,
        figure: FigureId,
        end: usize,
    ) {
        const WITHIN: usize = 14;
        if self.cast.figures[figure].kind == Some(SpeakerKind::Unnamed) {
            return;
        }
        // `In a statement, the ministry said`
        if let Some(comma) = mention.tokens.start.checked_sub(1)
            && paragraph.tokens[comma].is_mark(',')
            && let Some(paper) = comma.checked_sub(1).map(|i| &paragraph.tokens[i])
            && paper.class.is(Class::PAPER)
            && paragraph.tokens[..comma]
                .iter()
                .rev()
                .skip(1)
                .take(2)
                .any(|t| t.class.is(Class::INDEFINITE))
        {
            self.issued
                .push((fold(paper.span.of(self.text)), Some(figure), self.sentence));
            return;
        }
        let mut reports = false;
        let tokens = paragraph.tokens[..end].iter().enumerate();
        for (i, token) in tokens.skip(mention.tokens.end).take(WITHIN) {
            reports |= token.class.is(Class::CUE) || token.class.is(Class::ISSUING);
            if !token.is_word() && !token.is_comma() && !token.is_run() {
                return;
            }
            let by_itself = i > 0
                && paragraph.tokens[i - 1]
                    .class
                    .is(Class::INDEFINITE.or(Class::ROLE_WORD).or(Class::DETERMINER));
            if token.class.is(Class::PAPER) && reports && by_itself {
                let noun = fold(token.span.of(self.text));
                self.issued.push((noun, Some(figure), self.sentence));
                return;
            }
        }
    }
}

/// Whether a mention can be its sentence's subject: no preposition governs it, and nobody's it is.
fn can_be_subject(paragraph: &Paragraph, mention: &Mention) -> bool {
    let last = &paragraph.tokens[mention.tokens.end - 1];
    if last.possessive || last.class.is(Class::DETERMINER) && last.class.is(Class::PRONOUN) {
        return false;
    }
    let before = mention.tokens.start.checked_sub(1);
    // `according to Kovač`
    if before
        .and_then(|i| i.checked_sub(1))
        .is_some_and(|i| paragraph.tokens[i].class.is(Class::ACCORDING))
    {
        return true;
    }
    match before.map(|i| &paragraph.tokens[i]) {
        Some(before) => !before.class.is(Class::PREPOSITION) || before.class.is(Class::CONJUNCTION),
        None => true,
    }
}

/// The name that follows a description and tells whom it describes: `the mayor, Mira Kovač,`, `a man named Ruslan`,
/// `a leader of the older refugees, Hla Tun Sein,`.
fn name_behind(paragraph: &Paragraph, mention: &Mention) -> Option<usize> {
    const PHRASE: usize = 8;
    let tokens = &paragraph.tokens;
    let mut at = mention.tokens.end;
    let known = matches!(&tokens.get(at)?.class, class if class.is(Class::PREPOSITION.or(Class::RELATIVE).or(Class::KNOWN)));
    if known {
        let end = (at + PHRASE).min(tokens.len());
        while at < end && tokens[at].is_word() && !tokens[at].class.is(Class::CUE.or(Class::FINITE))
        {
            at += 1;
        }
    }
    let token = tokens.get(at)?;
    let called = token.class.is(Class::CALLED) && !token.capital;
    if !called && !token.is_mark(',') {
        return None;
    }
    let id = paragraph.mention_at(at + 1)?;
    let name = &paragraph.mentions[id];
    let MentionKind::Name { .. } = name.kind else {
        return None;
    };
    let closes = tokens.get(name.tokens.end).is_none_or(|t| {
        matches!(
            t.kind,
            TokenKind::Mark(',' | '.' | ';' | ':' | ')' | '—' | '–')
        ) || t.class.is(Class::WHO)
    });
    let possessive = tokens[name.tokens.end - 1].possessive;
    (!possessive && (closes || called)).then_some(id)
}

/// Whether a mention means one person, and does not say which.
fn is_unclear_person(paragraph: &Paragraph, mention: &Mention, reference: &Reference) -> bool {
    match (&mention.kind, reference) {
        (_, Reference::One(..)) => false,
        (MentionKind::Pronoun, _) => {
            let class = paragraph.tokens[mention.tokens.start].class;
            class.is(Class::HE.or(Class::SHE))
        }
        (_, Reference::Several(_)) => true,
        (_, Reference::Nobody) => false,
    }
}

/// Mr or Ms before a name.
fn title_gender(paragraph: &Paragraph, mention: &Mention) -> Gender {
    let MentionKind::Name {
        role: Some(role), ..
    } = &mention.kind
    else {
        return Gender::Unknown;
    };
    let tokens = &paragraph.tokens[role.clone()];
    let told = tokens
        .iter()
        .map(|t| Gender::of(t.class.only(Class::MALE.or(Class::FEMALE))));
    told.fold(Gender::Unknown, |known, next| {
        if known == Gender::Unknown {
            next
        } else {
            known
        }
    })
}

/// A description that opened a sentence, as it would stand inside one.
fn as_inside_a_sentence(words: &str, first: Class) -> String {
    let keeps = first.is_empty() || first.is(Class::DEMONYM.or(Class::PLACE).or(Class::METONYM));
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

/// Roles behind names: `Kovač, the mayor of Vestra,`. With those before names they are what descriptions point to.
fn read_appositions(text: &str, cast: &mut Cast, paragraphs: &[Paragraph]) {
    for paragraph in paragraphs {
        for mention in &paragraph.mentions {
            // `The mayor, Mira Kovač, said`
            if let MentionKind::Description { words, head } = &mention.kind
                && paragraph.tokens[*head].class.is(Class::ROLE)
                && let Some(name) = name_behind(paragraph, mention)
                && let Some(&Meaning::One(id)) =
                    cast.find(text, &paragraph.tokens, &paragraph.mentions[name])
            {
                let end = paragraph.mentions[name].tokens.start - 1;
                let end = if paragraph.tokens[end].is_mark(',') {
                    end
                } else {
                    words.end
                };
                mark_person(&mut cast.figures[id], paragraph, words.clone());
                let span = paragraph.span(words.start..end);
                cast.figures[id].add_role(&squash(span.of(text)));
            }
            let Some(&Meaning::One(id)) = cast.find(text, &paragraph.tokens, mention) else {
                continue;
            };
            if let MentionKind::Name {
                role: Some(role), ..
            } = &mention.kind
            {
                let span = paragraph.span(role.clone());
                cast.figures[id].add_role(&squash(span.of(text)));
                mark_person(&mut cast.figures[id], paragraph, role.clone());
            }
            if let Some(role) = apposition(paragraph, mention) {
                mark_person(&mut cast.figures[id], paragraph, role.clone());
                let span = paragraph.span(role);
                cast.figures[id].add_role(&squash(span.of(text)));
            }
        }
    }
}

fn mark_person(figure: &mut Figure, paragraph: &Paragraph, role: std::ops::Range<usize>) {
    let titled = paragraph.tokens[role.clone()]
        .iter()
        .any(|t| t.class.is(Class::ROLE));
    if titled {
        figure.kind.get_or_insert(SpeakerKind::Person);
    }
    for token in &paragraph.tokens[role] {
        if figure.gender == Gender::Unknown && figure.is_person() {
            figure.gender = Gender::of(token.class.only(Class::MALE.or(Class::FEMALE)));
        }
    }
}

/// The words of a role between the comma behind a name and the next mark, without article word.
fn apposition(paragraph: &Paragraph, mention: &Mention) -> Option<std::ops::Range<usize>> {
    const LONGEST: usize = 16;
    let tokens = &paragraph.tokens;
    let comma = mention.tokens.end;
    if !tokens.get(comma)?.is_mark(',') || tokens[comma - 1].possessive {
        return None;
    }
    let mut start = comma + 1;
    let mut end = start;
    let mut role = None;
    for (i, token) in tokens.iter().enumerate().skip(start).take(LONGEST) {
        match token.kind {
            TokenKind::Word => {}
            TokenKind::Number => {
                // `Lysenko, 43, a farmer`
                if i == start && tokens.get(i + 1).is_some_and(|t| t.is_mark(',')) {
                    start = i + 2;
                    end = start;
                    return apposition_from(paragraph, start, end, LONGEST);
                }
            }
            _ => break,
        }
        if token.class.is(Class::RELATIVE)
            || (token.class.is(Class::CUE) && !token.class.is(Class::ROLE.or(Class::BODY)))
        {
            break;
        }
        if role.is_none() && token.class.is(Class::ROLE) {
            role = Some(i);
        }
        end = i + 1;
    }
    finish_apposition(paragraph, start, end, role)
}

fn apposition_from(
    paragraph: &Paragraph,
    start: usize,
    mut end: usize,
    longest: usize,
) -> Option<std::ops::Range<usize>> {
    let mut role = None;
    for (i, token) in paragraph
        .tokens
        .iter()
        .enumerate()
        .skip(start)
        .take(longest)
    {
        if !token.is_word()
            || token.class.is(Class::RELATIVE.or(Class::CUE)) && !token.class.is(Class::ROLE)
        {
            break;
        }
        if role.is_none() && token.class.is(Class::ROLE) {
            role = Some(i);
        }
        end = i + 1;
    }
    finish_apposition(paragraph, start, end, role)
}

fn finish_apposition(
    paragraph: &Paragraph,
    mut start: usize,
    end: usize,
    role: Option<usize>,
) -> Option<std::ops::Range<usize>> {
    let role = role?;
    let tokens = &paragraph.tokens;
    if start >= end || role - start > 6 {
        return None;
    }
    // A verb before the noun: a clause, not an apposition. Another person with a role of their own is no role either.
    let small = |t: &super::tokens::Token| {
        t.class
            .is(Class::AUXILIARY.or(Class::PRONOUN).or(Class::CONJUNCTION))
    };
    if tokens[start..role].iter().any(small) {
        return None;
    }
    let names_another = paragraph
        .mentions
        .iter()
        .any(|m| matches!(&m.kind, MentionKind::Name { role: Some(r), .. } if r.contains(&role)));
    if names_another {
        return None;
    }
    if tokens[start].class.is(Class::DETERMINER) {
        start += 1;
    }
    (start < end).then_some(start..end)
}
