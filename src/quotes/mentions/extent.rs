//! How far a noun phrase reaches.

use super::{GIVEN, HEADS, ROLE_PARTS, SMALL, is_name_word};
use crate::lexicon::Class;
use crate::quotes::tokens::{Token, TokenKind};

/// How many words that nothing is known of may stand before the noun of a description.
pub(super) const UNKNOWN_WORDS: usize = 3;

/// Where a description ends whose noun is not known, if what follows shows a person: `one mountaineer, who`,
/// `the mountaineer said`.
pub(super) fn unknown_noun(tokens: &[Token], inside: usize) -> Option<usize> {
    const NOT_NOUNS: Class = SMALL
        .or(Class::CUE)
        .or(Class::PRONOUN)
        .or(Class::NEGATION)
        .or(Class::PLACE)
        .or(Class::FINITE)
        .or(Class::DISPLAY)
        .or(Class::CUE_NOUN);
    let mut end = inside;
    // `the Uruguayan said`: one whom the text names elsewhere, or a people.
    if let Some(token) = tokens.get(inside)
        && token.capital
        && token.class.is(Class::DEMONYM)
    {
        let speech = |i: usize| tokens.get(i).is_some_and(|t| t.class.is(Class::SAYING));
        let said = speech(inside + 1) || inside >= 2 && speech(inside - 2);
        return said.then_some(inside + 1);
    }
    while let Some(token) = tokens.get(end)
        && token.is_word()
        && !token.capital
        && !token.class.is(NOT_NOUNS)
        && !token.possessive
        && end - inside < UNKNOWN_WORDS
    {
        end += 1;
    }
    let next = tokens.get(end)?;
    let person = |t: &Token| t.class.is(Class::WHO);
    // `according to the explanatory notes`: no verb's subject.
    let governed = inside
        .checked_sub(3)
        .is_some_and(|i| tokens[i].class.is(Class::ACCORDING));
    // `a federal appeals court`
    let noun_behind = tokens
        .get(end + 1)
        .is_some_and(|t| t.class.is(HEADS) && !t.class.is(Class::DETERMINER));
    // `her closing remarks in verse`: a noun.
    let remarks = next.class.is(Class::CUE_NOUN) && tokens[inside - 1].class.is(Class::PRONOUN);
    let unfit = remarks || governed;
    let speaks = next.is_word()
        && !unfit
        && !(noun_behind && next.span.len() > 4 && !next.class.is(Class::TELLING))
        && next.class.is(Class::SAYING.or(Class::TELLING))
        && !next.class.is(Class::DISPLAY);
    let shown =
        speaks || person(next) || next.is_mark(',') && tokens.get(end + 1).is_some_and(person);
    (end > inside && shown).then_some(end)
}

/// Where the phrase reaches with its next word, or words, at `at`.
pub(super) fn step(
    tokens: &[Token],
    inside: usize,
    at: usize,
    has_determiner: bool,
) -> Option<usize> {
    let token = tokens.get(at)?;
    if token.kind == TokenKind::Number {
        // `the 56-year-old`, `a 43-year-old man`; elsewhere a number is no part of a name.
        const SHORTEST: usize = 8;
        // `Harbour 24 said`, `Channel 5 reported`
        const LONGEST: usize = 2;
        let station = at > inside
            && token.span.len() <= LONGEST
            && is_name_word(tokens, at - 1)
            && !tokens[at - 1].possessive
            && tokens.get(at + 1).is_some_and(|next| {
                !next.capital && next.class.is(Class::SAYING.or(Class::TELLING))
            });
        let age = has_determiner && at == inside && token.span.len() >= SHORTEST;
        return (age || station).then_some(at + 1);
    }
    // `Vestra Food & City Tours`
    if token.is_mark('&')
        && at > inside
        && tokens[at - 1].is_capital_word()
        && is_name_word(tokens, at + 1)
    {
        return Some(at + 2);
    }
    if !token.is_word() {
        return None;
    }
    if is_name_word(tokens, at) {
        return Some(at + 1);
    }
    if token.capital {
        return None;
    }
    let before = at
        .checked_sub(1)
        .filter(|&b| b >= inside)
        .map(|b| &tokens[b]);
    let next_is_name = is_name_word(tokens, at + 1);
    if token.class.is(Class::PARTICLE)
        && before.is_some_and(|b| b.is_capital_word() || b.class.is(Class::PARTICLE))
        && (next_is_name
            || tokens
                .get(at + 1)
                .is_some_and(|t| t.class.is(Class::PARTICLE) && !t.capital))
    {
        return Some(at + 1);
    }
    // Department for Transport
    let office = |b: &Token| b.capital && b.class.is(Class::BODY) && !b.possessive;
    let is_for = |t: &Token| t.class.is(Class::PREPOSITION) && t.span.len() == 3 && !t.capital;
    if is_for(token) && before.is_some_and(office) && next_is_name {
        return Some(at + 2);
    }
    // Department for Work and Pensions
    let topic = |t: &Token| {
        !t.possessive
            && !t.class.is(GIVEN
                .or(HEADS)
                .or(Class::TITLE)
                .or(Class::PLACE)
                .or(Class::DEMONYM))
    };
    if token.class.is(Class::AND)
        && next_is_name
        && before.is_some_and(|b| b.capital && topic(b))
        && at >= inside + 3
        && tokens[at - 2].class.is(Class::PREPOSITION)
        && office(&tokens[at - 3])
        && topic(&tokens[at + 1])
        && (!is_name_word(tokens, at + 2) || tokens[at + 1].class.is(Class::ROLE_WORD))
    {
        return Some(at + 2);
    }
    // Food and Drug Administration, Health and Human Services Secretary Oskar Lind
    if token.class.is(Class::AND)
        && next_is_name
        && before.is_some_and(|b| b.capital && b.class.is(Class::ROLE_WORD) && !b.possessive)
        && names_an_office(&tokens[at + 1..])
    {
        return Some(at + 2);
    }
    if token.class.is(Class::PREPOSITION) {
        let opens = before
            .is_some_and(|b| b.class.is(HEADS) || (b.capital && b.class.is(Class::ROLE_WORD)));
        // `former ambassador to Norland Mira Kovač`
        let posted = before.is_some_and(|b| b.class.is(Class::ROLE))
            && tokens
                .get(at + 1)
                .is_some_and(|t| t.is_capital_word() && t.class.is(Class::PLACE) && !t.possessive)
            && is_name_word(tokens, at + 2)
            && !tokens[at + 2].class.is(Class::PLACE);
        if posted {
            return Some(at + 2);
        }
        // `the Duke of Norrin`
        let holds = before.is_some_and(|b| {
            b.capital && b.class.is(Class::TITLE.or(Class::NAME_TITLE)) && !b.class.is(Class::ROLE)
        });
        if holds && token.class.is(Class::OF) && next_is_name && has_determiner {
            return Some(at + 2);
        }
        if !(opens && token.class.is(Class::OF)) {
            return None;
        }
        // Office of Emergency Services, secretary of state, Ministry of the Interior
        let lower_role = tokens
            .get(at + 1)
            .is_some_and(|t| t.class.is(Class::ROLE_WORD) && !t.capital);
        let article = tokens
            .get(at + 1)
            .is_some_and(|t| t.class.is(Class::DETERMINER) && !t.capital);
        if next_is_name || lower_role {
            return Some(at + 2);
        }
        return (article && is_name_word(tokens, at + 2)).then_some(at + 3);
    }
    // A verb that ends the phrase may look like a noun: `states`, `reports`.
    if token.class.is(Class::CUE) && before.is_some_and(|b| b.capital || b.class.is(HEADS)) {
        return None;
    }
    if token.class.is(ROLE_PARTS) {
        return Some(at + 1);
    }
    let unknown = !token.class.is(SMALL
        .or(Class::CUE)
        .or(Class::PRONOUN)
        .or(Class::NEGATION)
        .or(Class::COORDINATOR));
    let can_modify = has_determiner
        || before.is_some_and(|b| b.possessive || b.class.is(ROLE_PARTS) || b.capital);
    // Behind a noun or a name the phrase is at its end: `Kovač gave investigators`.
    let ended = before.is_some_and(|b| {
        // `the chief weapons inspector`: an adjective as well as a noun.
        let opens = b.class.is(Class::ROLE) && b.class.is(Class::ROLE_WORD);
        !b.possessive
            && (b.class.is(HEADS) && !b.capital && !opens
                || b.capital && b.class.only(ROLE_PARTS.or(Class::PLACE)).is_empty()
                || b.class.is(Class::PLURAL_ROLE))
    });
    (unknown && can_modify && !ended && head_ahead(tokens, at, UNKNOWN_WORDS)).then_some(at + 1)
}

/// Whether words with capitals lead to the noun of an office, and to nobody's name before it: `Drug Administration`,
/// `Human Services Secretary`.
fn names_an_office(tokens: &[Token]) -> bool {
    const LONGEST: usize = 4;
    let mut words = tokens.iter().take(LONGEST).take_while(|t| {
        t.is_capital_word() && !t.class.is(GIVEN.or(Class::PLACE).or(Class::METONYM))
    });
    let first = words.next();
    let known = |t: &Token| t.class.is(HEADS.or(Class::TITLE));
    let mut rest = words.take_while(|t| !t.possessive);
    first.is_some_and(|t| !known(t) && !t.possessive)
        && rest.any(|t| known(t) && !t.class.is(Class::FIRM))
}

/// Whether a noun that a description can end with comes within `words` words.
pub(super) fn head_ahead(tokens: &[Token], at: usize, words: usize) -> bool {
    for token in tokens.iter().skip(at).take(words) {
        if !token.is_word() || token.class.is(Class::CUE) && !token.class.is(HEADS) {
            return false;
        }
        if token.class.is(HEADS) {
            return true;
        }
        if token.class.is(SMALL.or(Class::PRONOUN)) && !token.capital {
            return false;
        }
    }
    false
}
