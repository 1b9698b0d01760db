//! Which mention is the subject of its sentence or of a clause: of whom the text goes on to speak.

use super::Reference;
use crate::lexicon::Class;
use crate::quotes::mentions::{Mention, MentionKind};
use crate::quotes::paragraphs::Paragraph;
use crate::quotes::tokens::{Token, TokenKind};
use std::ops::Range;

/// Where the main clause begins, behind the comma of a clause that `Because` or `When` opens.
pub(super) fn end_of_opening_clause(
    text: &str,
    paragraph: &Paragraph,
    sentence: &Range<usize>,
) -> Option<usize> {
    let tokens = &paragraph.tokens[sentence.clone()];
    let first = tokens.first()?.class;
    // `Asked if he had a word for them, Kovač`
    let participle = first.is(Class::CUE) && !first.is(Class::ROLE.or(Class::BODY));
    // `Addressing his people from a bus, Kovač`
    let opening = tokens.first()?;
    let gerund = opening.is_capital_word() && opening.span.of(text).ends_with("ing");
    if !participle && !gerund && (!first.is(Class::CONJUNCTION) || first.is(Class::COORDINATOR)) {
        return None;
    }
    let mut comma = tokens.iter().position(|t| t.is_mark(','))?;
    // `Standing in Norrin, Vestra, Kovač`
    while gerund
        && tokens
            .get(comma + 1)
            .is_some_and(|t| t.is_capital_word() && t.class.is(Class::PLACE))
        && tokens.get(comma + 2).is_some_and(|t| t.is_mark(','))
    {
        comma += 2;
    }
    Some(sentence.start + comma + 1)
}

/// Whether another name is joined to a mention by `and`.
pub(super) fn is_coordinated(paragraph: &Paragraph, mention: &Mention) -> bool {
    let end = mention.tokens.end;
    let and = paragraph
        .tokens
        .get(end)
        .is_some_and(|t| t.class.is(Class::AND));
    let next = paragraph.mention_at(end + 1).filter(|_| and);
    next.is_some_and(|id| matches!(paragraph.mentions[id].kind, MentionKind::Name { .. }))
}

/// Whether a relative clause about a person follows.
pub(super) fn is_spoken_of(paragraph: &Paragraph, mention: &Mention) -> bool {
    let end = mention.tokens.end;
    let tokens = &paragraph.tokens;
    let who = |i: usize| tokens.get(i).is_some_and(|t| t.class.is(Class::WHO));
    // `Asked by Lind who that was`: behind a name without a comma it asks.
    let named = matches!(mention.kind, MentionKind::Name { .. });
    let comma = tokens.get(end).is_some_and(|t| t.is_mark(','));
    // `welcomed by the Harbour Trust, which said`
    let says = tokens
        .get(end + 1)
        .is_some_and(|t| t.class.is(Class::RELATIVE))
        && tokens
            .get(end + 2)
            .is_some_and(|t| t.class.is(Class::SAYING));
    !named && who(end) || comma && (who(end + 1) || says)
}

/// `Kovač told him before Lind rose to speak`: who does something in the clause may be meant by what follows as well.
pub(super) fn acts_in_clause(text: &str, paragraph: &Paragraph, mention: &Mention) -> bool {
    let tokens = &paragraph.tokens;
    let joined = mention.tokens.start.checked_sub(1);
    let joined = joined.is_some_and(|i| matches!(tokens[i].span.of(text), "before" | "until"));
    let acts = tokens.get(mention.tokens.end).is_some_and(|t| {
        let noun = Class::PREPOSITION.or(Class::COORDINATOR).or(Class::TIME);
        t.is_word() && !t.capital && !t.class.is(noun)
    });
    let name = matches!(mention.kind, MentionKind::Name { .. });
    name && joined && acts && !tokens[mention.tokens.end - 1].possessive
}

/// `…, to which Kovač replied`: of her it goes on to speak.
pub(super) fn replies(text: &str, paragraph: &Paragraph, mention: &Mention) -> bool {
    let tokens = &paragraph.tokens;
    let which = mention.tokens.start.checked_sub(1);
    let says = tokens.get(mention.tokens.end);
    which.is_some_and(|i| tokens[i].span.of(text) == "which")
        && which
            .and_then(|i| i.checked_sub(1))
            .is_some_and(|i| tokens[i].span.of(text) == "to")
        && says.is_some_and(|t| t.class.is(Class::SAYING))
}

/// `it was Kovač who opened the talks`: of her the sentence speaks, whatever stands before.
pub(super) fn is_cleft(text: &str, paragraph: &Paragraph, mention: &Mention) -> bool {
    let tokens = &paragraph.tokens;
    let before = |n: usize| {
        let at = mention.tokens.start.checked_sub(n);
        at.map_or("", |i| tokens[i].span.of(text))
    };
    let who = tokens.get(mention.tokens.end);
    who.is_some_and(|t| t.span.of(text) == "who")
        && matches!(before(1), "is" | "was")
        && matches!(before(2), "it" | "It")
}

/// Whether a mention stands in the clause that says more of the subject that ends before token `subject`: `Lind, who sat
/// beside Orsić, was`.
pub(super) fn is_aside(paragraph: &Paragraph, subject: usize, mention: &Mention) -> bool {
    const LONGEST: usize = 20;
    let tokens = &paragraph.tokens;
    let opens = tokens.get(subject).is_some_and(|t| t.is_mark(','))
        && tokens
            .get(subject + 1)
            .is_some_and(|t| t.class.is(Class::WHO));
    let inside = tokens.get(subject + 1..mention.tokens.start);
    let mut behind = tokens.iter().skip(mention.tokens.end).take(LONGEST);
    let closes = behind.find(|t| t.is_mark(',') || t.is_mark('.') || t.is_run());
    opens
        && inside.is_some_and(|words| words.iter().all(|t| !t.is_comma() && !t.is_run()))
        && closes.is_some_and(|t| t.is_mark(','))
}

/// Whether somebody is asked: `…, and the manager, Oskar Lind, was asked whether`. Who is asked, answers.
pub(super) fn is_asked(text: &str, paragraph: &Paragraph, mention: &Mention) -> bool {
    let tokens = &paragraph.tokens;
    let end = mention.tokens.end;
    let at = end + usize::from(tokens.get(end).is_some_and(|t| t.is_mark(',')));
    let word = |at: usize| tokens.get(at).map_or("", |t| t.span.of(text));
    let asked = matches!(word(at + 1), "asked" | "pressed" | "questioned" | "quizzed");
    asked && matches!(word(at), "was" | "is" | "were") && !tokens[end - 1].possessive
}

/// Whether the pronoun that is mention `id` is whom the mention before it tells something.
pub(super) fn is_told(text: &str, paragraph: &Paragraph, id: usize) -> bool {
    let pronoun = &paragraph.mentions[id].tokens;
    let word = paragraph.tokens[pronoun.start].span.of(text);
    let Some(verb) = pronoun.start.checked_sub(1) else {
        return false;
    };
    matches!(word, "him" | "her")
        && paragraph.tokens[verb]
            .class
            .is(Class::TELLING.or(Class::CARRYING))
        && paragraph.mentions[id - 1].tokens.end == verb
}

/// Whether a mention is the subject of a clause behind a comma: `…, although Kovač was`.
pub(super) fn opens_clause(paragraph: &Paragraph, mention: &Mention) -> bool {
    let tokens = &paragraph.tokens;
    let before = |n: usize| mention.tokens.start.checked_sub(n).map(|i| &tokens[i]);
    let joined = before(1).is_some_and(|t| t.class.is(Class::CLAUSE_JOINER))
        && before(2).is_some_and(Token::is_comma);
    // `, however Kovač hit back`: any verb will do where no list can go on.
    let apart = before(1).is_some_and(|t| !t.class.is(Class::COORDINATOR))
        && matches!(mention.kind, MentionKind::Name { .. });
    let verb = tokens.get(mention.tokens.end).is_some_and(|t| {
        let word =
            t.is_word() && !t.capital && !t.class.is(Class::PREPOSITION.or(Class::COORDINATOR));
        word && (apart || t.class.is(Class::FINITE.or(Class::CUE)))
    });
    joined && verb && !tokens[mention.tokens.end - 1].possessive
}

/// Whether a mention and its verb of speech stand at the end: `The bridge is shut, the ministry said.`, `…, Kovač told the
/// council on Friday.`
pub(super) fn trails(paragraph: &Paragraph, mention: &Mention) -> bool {
    let tokens = &paragraph.tokens;
    let before = mention.tokens.start.checked_sub(1).map(|i| &tokens[i]);
    let end = mention.tokens.end;
    let says = tokens.get(end).is_some_and(|t| t.class.is(Class::SAYING));
    let ends = tokens.get(end + 1).is_none_or(|t| t.is_mark('.')) || is_adverbial(tokens, end + 1);
    // `The bridge is shut, says Kovač.`
    let verb = before.is_some_and(|t| !t.capital && t.class.is(Class::SAYING));
    let comma = mention.tokens.start.checked_sub(2).map(|i| &tokens[i]);
    let inverted = verb
        && comma.is_some_and(Token::is_comma)
        && (tokens.get(end)).is_none_or(|t| t.is_mark('.') || t.is_mark(','));
    inverted
        || before.is_some_and(Token::is_comma)
            && (says && ends || tells_to_the_end(paragraph, mention))
}

/// Whether a phrase of place or time follows at token `at`, and nothing else: `…, Kovač said in a statement on Monday.`
fn is_adverbial(tokens: &[Token], at: usize) -> bool {
    const LONGEST: usize = 10;
    let opens = Class::PREPOSITION.or(Class::TIME);
    let goes_on = Class::FINITE
        .or(Class::CUE)
        .or(Class::RELATIVE)
        .or(Class::COORDINATOR);
    let noun = |t: &Token| t.class.is(Class::CUE_NOUN.or(Class::PAPER));
    let inside = |t: &Token| {
        matches!(t.kind, TokenKind::Number) || t.is_word() && (noun(t) || !t.class.is(goes_on))
    };
    let Some(first) = tokens.get(at) else {
        return false;
    };
    let rest = &tokens[at..];
    let end = rest.iter().position(|t| !inside(t));
    first.class.is(opens)
        && end.unwrap_or(rest.len()) <= LONGEST
        && end.is_none_or(|end| rest[end].is_mark('.'))
}

/// Whether a verb of telling, its addressee and nothing else follow a mention to the sentence's end.
fn tells_to_the_end(paragraph: &Paragraph, mention: &Mention) -> bool {
    const LONGEST: usize = 14;
    let tokens = &paragraph.tokens;
    let end = mention.tokens.end;
    let telling = |t: &Token| !t.capital && t.class.is(Class::TELLING);
    if !tokens.get(end).is_some_and(telling) {
        return false;
    }
    let rest = tokens[end + 1..].iter().take(LONGEST);
    let mut rest = rest.skip_while(|t| {
        let goes_on = Class::FINITE
            .or(Class::CUE)
            .or(Class::RELATIVE)
            .or(Class::PRONOUN);
        t.is_word() && (!t.class.is(goes_on) || t.span.len() <= 3 && t.class.is(Class::PRONOUN))
            || matches!(t.kind, TokenKind::Number)
    });
    rest.next().is_none_or(|t| t.is_mark('.'))
}

/// Whether a mention and its verb of speech stand behind quoted words: `…, where one needs “credibility,” Kovač said`.
pub(super) fn speaks_behind(paragraph: &Paragraph, mention: &Mention) -> bool {
    let tokens = &paragraph.tokens;
    let before = |n: usize| mention.tokens.start.checked_sub(n).map(|i| &tokens[i]);
    let said = |t: &Token| t.class.is(Class::SAYING);
    let run = |n: usize| before(n).is_some_and(Token::is_run);
    run(1) && tokens.get(mention.tokens.end).is_some_and(said)
        || run(2) && before(1).is_some_and(said)
}

/// Whether a mention can be its sentence's subject: no preposition governs it, and nobody's it is.
pub(super) fn can_be_subject(
    text: &str,
    paragraph: &Paragraph,
    mention: &Mention,
    sentence: usize,
) -> bool {
    let last = &paragraph.tokens[mention.tokens.end - 1];
    if last.possessive || last.class.is(Class::DETERMINER) && last.class.is(Class::PRONOUN) {
        return false;
    }
    // `on Monday’s Harbour Watch`: what governs the possessor governs it.
    let mut before = mention.tokens.start.checked_sub(1);
    while let Some(i) = before.filter(|&i| paragraph.tokens[i].possessive) {
        before = i.checked_sub(1);
    }
    // `in north Norland`
    while let Some(i) = before.filter(|&i| i > sentence && is_direction(text, &paragraph.tokens[i]))
    {
        before = i.checked_sub(1);
    }
    // `according to Kovač`
    if before
        .and_then(|i| i.checked_sub(1))
        .is_some_and(|i| paragraph.tokens[i].class.is(Class::ACCORDING))
    {
        return true;
    }
    // Behind a verb it is an object: `as befits a member`. A quotation and its cue stand before their subject.
    const REACH: usize = 20;
    let start = sentence.max(mention.tokens.start.saturating_sub(REACH));
    for (at, token) in paragraph.tokens[..mention.tokens.start]
        .iter()
        .enumerate()
        .skip(start)
        .rev()
    {
        if token.is_comma() || token.is_run() {
            break;
        }
        let inverted = token.class.is(Class::CUE) && at + 1 == mention.tokens.start;
        let verb = token.class.is(Class::CUE.or(Class::FINITE)) && !token.capital;
        if verb && !inverted {
            return false;
        }
    }
    if ends_a_list(text, paragraph, mention) {
        return false;
    }
    // `For Kovač, a nurse, the rise will`: of her the sentence speaks.
    if before == Some(sentence)
        && paragraph.tokens[sentence].span.of(text) == "For"
        && matches!(mention.kind, MentionKind::Name { .. })
    {
        return true;
    }
    match before.map(|i| &paragraph.tokens[i]) {
        Some(before) => !before.class.is(Class::PREPOSITION) || before.class.is(Class::CONJUNCTION),
        None => true,
    }
}

/// A word between a preposition and the place that it governs.
fn is_direction(text: &str, token: &Token) -> bool {
    matches!(
        token.span.of(text),
        "north"
            | "south"
            | "east"
            | "west"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "northwest"
            | "northeast"
            | "southwest"
            | "southeast"
            | "northwestern"
            | "northeastern"
            | "southwestern"
            | "southeastern"
            | "downtown"
            | "nearby"
            | "rural"
            | "upstate"
    )
}

/// Whether a name is the last of a list, behind which no verb can come: `called on all, and above all Kovač:`
fn ends_a_list(text: &str, paragraph: &Paragraph, mention: &Mention) -> bool {
    let tokens = &paragraph.tokens;
    let ends = tokens
        .get(mention.tokens.end)
        .is_none_or(|t| t.is_mark('.') || t.is_mark(':'));
    let before = |n: usize| mention.tokens.start.checked_sub(n).map(|i| &tokens[i]);
    let adverb = before(1).is_some_and(|t| {
        matches!(
            t.span.of(text),
            "particularly" | "especially" | "notably" | "chiefly" | "mainly"
        )
    });
    let and = 1 + usize::from(adverb);
    ends && (adverb || before(and).is_some_and(|t| t.class.is(Class::AND)))
        && before(and + 1).is_some_and(Token::is_comma)
}

/// Whether a mention means one person, and does not say which.
pub(super) fn is_unclear_person(
    paragraph: &Paragraph,
    mention: &Mention,
    reference: &Reference,
) -> bool {
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

/// Whether a description is of somebody's relative: `her father`.
pub(super) fn is_kin(paragraph: &Paragraph, mention: &Mention) -> bool {
    let MentionKind::Description { head, .. } = mention.kind else {
        return false;
    };
    paragraph.tokens[head].class.is(Class::KIN)
}
