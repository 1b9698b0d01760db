//! Descriptions that stand with a name, and mean whom the name means.

use super::{Discourse, Reference};
use crate::article::squash;
use crate::config::SpeakerKind;
use crate::lexicon::Class;
use crate::quotes::cast::{FigureId, Gender};
use crate::quotes::mentions::{Mention, MentionKind};
use crate::quotes::paragraphs::Paragraph;
use crate::quotes::score::Feature;
use crate::quotes::tokens::TokenKind;

impl Discourse<'_, '_> {
    /// A description that stands with a name means whom the name means: `Kovač, the mayor,`, `the mayor, Mira Kovač,`,
    /// `Kovač is a former mayor`.
    pub(super) fn said_of_a_name(
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
            return self.body_of_a_name(paragraph, mention, head, before);
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
        // `the founder and chief executive`: whom the first of two roles describes, the second does too.
        if tokens[link].class.is(Class::AND)
            && let Some(first) = holder.filter(|&id| id < before.len())
            && let MentionKind::Description { head: other, .. } = paragraph.mentions[first].kind
            && tokens[other].class.is(Class::ROLE)
            && !tokens[mention.tokens.start].class.is(Class::DETERMINER)
            && let Some(figure) = before[first].figure()
            && self.cast.figures[figure].kind == Some(SpeakerKind::Person)
        {
            return self.describe_as(paragraph, mention, head, figure);
        }
        let is_or_was = tokens[link].class.is(Class::FINITE)
            && matches!(tokens[link].span.of(self.text), "is" | "was")
            && mention.tokens.start < head;
        let Some(holder) = holder.filter(|&id| id < before.len()) else {
            // `Mira Kovač, who lives in Vestra, is a former mayor`
            let subject = self.spoken.iter().rev().find(|s| s.is_subject);
            let subject = subject.filter(|s| s.sentence == self.sentence && is_or_was);
            return match subject {
                Some(s)
                    if link > 0
                        && (tokens[link - 1].is_mark(',')
                            || tokens[link - 1].class.is(Class::WHO)) =>
                {
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
            Some(figure) if (apposition || is_or_was) && self.cast.figures[figure].is_person() => {
                self.describe_as(paragraph, mention, head, figure)
            }
            _ => Reference::Nobody,
        }
    }

    /// What a name means: `Fair Winds, a Norland charity which said` has a description that is read as one, for its capital.
    pub(super) fn name_or_body(
        &mut self,
        paragraph: &Paragraph,
        mention: &Mention,
        before: &[Reference],
    ) -> Reference {
        let tokens = &paragraph.tokens[mention.tokens.clone()];
        let described = tokens[0].class.is(Class::INTRODUCING)
            && tokens
                .last()
                .is_some_and(|t| !t.capital && t.class.is(Class::BODY));
        let known = described
            .then(|| self.body_of_a_name(paragraph, mention, mention.tokens.end - 1, before));
        match known {
            Some(known @ Reference::One(..)) => known,
            _ => self.name(paragraph, mention),
        }
    }

    /// `Fair Winds, the Dutch charity that ran the clinic,`: what a body is.
    fn body_of_a_name(
        &mut self,
        paragraph: &Paragraph,
        mention: &Mention,
        head: usize,
        before: &[Reference],
    ) -> Reference {
        let tokens = &paragraph.tokens;
        // `the largest union, Free Dockers, issued`
        if tokens[head].class.is(Class::BODY)
            && tokens
                .get(mention.tokens.end)
                .is_some_and(|t| t.is_mark(','))
            && let Some(name) = name_behind(paragraph, mention)
            && let known @ Reference::One(id, _) = self.name(paragraph, &paragraph.mentions[name])
            && (self.cast.figures[id].is_organisation() || self.cast.figures[id].kind.is_none())
            && self.cast.figures[id].gender == Gender::Unknown
        {
            let figure = &mut self.cast.figures[id];
            figure.kind.get_or_insert(SpeakerKind::Organisation);
            return known.with(Feature::BodyBeforeItsName);
        }
        let comma = mention.tokens.start.checked_sub(1);
        let holder = comma
            .filter(|&at| tokens[at].is_mark(','))
            .and_then(|at| paragraph.mention_ending(at.checked_sub(1)?))
            .filter(|&id| matches!(paragraph.mentions[id].kind, MentionKind::Name { .. }));
        let article = tokens[mention.tokens.start].class.is(Class::INDEFINITE);
        let ends = tokens.get(mention.tokens.end).is_none_or(|t| {
            !t.is_word()
                || t.class.is(Class::PREPOSITION.or(Class::RELATIVE))
                || t.span.of(self.text) == "that"
        });
        let figure = holder
            .and_then(|id| before.get(id))
            .and_then(Reference::figure);
        match figure {
            Some(id)
                if article
                    && ends
                    && tokens[head].class.is(Class::BODY)
                    && !self.cast.figures[id].place
                    && (self.cast.figures[id].is_organisation()
                        || self.cast.figures[id].gender == Gender::Unknown
                            && self.cast.figures[id].roles.is_empty()) =>
            {
                let words = paragraph.span(mention.tokens.start + 1..mention.tokens.end);
                let figure = &mut self.cast.figures[id];
                figure.kind = Some(SpeakerKind::Organisation);
                figure.thing = false;
                figure.public |= !tokens[head].class.is(Class::FIRM);
                figure.add_role(&squash(words.of(self.text)));
                Reference::one(id, Feature::BodyBehindItsName)
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
        Reference::one(figure, Feature::SaidOfAName)
    }
}

/// The name that follows a description and tells whom it describes: `the mayor, Mira Kovač,`, `a man named Ruslan`,
/// `a leader of the older refugees, Hla Tun Sein,`.
pub(super) fn name_behind(paragraph: &Paragraph, mention: &Mention) -> Option<usize> {
    const PHRASE: usize = 14;
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
    // `One survivor, identified only as Ada, said`
    if tokens.get(at)?.is_mark(',')
        && tokens.get(at + 1)?.class.is(Class::KNOWN)
        && let Some(name) = named_as(paragraph, at + 2)
    {
        return Some(name);
    }
    let token = tokens.get(at)?;
    let called = token.class.is(Class::CALLED) && !token.capital;
    if !called && !token.is_mark(',') {
        return None;
    }
    let id = paragraph.mention_at(at + 1)?;
    let name = &paragraph.mentions[id];
    match name.kind {
        MentionKind::Name { .. } => {}
        // `The presiding officer, a teacher named Gul Sanga, said`
        MentionKind::Description { .. } if !called => return name_behind(paragraph, name),
        _ => return None,
    }
    let closes = tokens.get(name.tokens.end).is_none_or(|t| {
        matches!(
            t.kind,
            TokenKind::Mark(',' | '.' | ';' | ':' | ')' | '—' | '–')
        ) || t.class.is(Class::WHO)
    });
    let possessive = tokens[name.tokens.end - 1].possessive;
    (!possessive && (closes || called)).then_some(id)
}

/// The name behind `as`, `only as`, that token `at` opens, and the comma behind it.
fn named_as(paragraph: &Paragraph, at: usize) -> Option<usize> {
    const WORDS: usize = 2;
    let tokens = &paragraph.tokens;
    let small = tokens[at..]
        .iter()
        .take(WORDS)
        .take_while(|t| t.is_word() && !t.capital)
        .count();
    let id = paragraph.mention_at(at + small).filter(|_| small > 0)?;
    let name = &paragraph.mentions[id];
    let closes = tokens.get(name.tokens.end).is_some_and(|t| t.is_mark(','));
    (closes && matches!(name.kind, MentionKind::Name { .. })).then_some(id)
}
