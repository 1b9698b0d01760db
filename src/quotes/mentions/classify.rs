//! What a noun phrase is: a name with its role, a description, or nothing that could speak.

use super::{GIVEN, HEADS, MentionKind};
use crate::lexicon::Class;
use crate::quotes::tokens::{Token, TokenKind};
use std::ops::Range;

/// What the words `inside..end` are.
pub(super) fn classify(tokens: &[Token], inside: usize, end: usize) -> Option<MentionKind> {
    // `Mira Kovač MP`
    let end = if end > inside + 2
        && tokens[end - 1].capital
        && tokens[end - 1].class.only(Class::TITLE.or(Class::SUFFIX))
            == Class::TITLE.or(Class::SUFFIX)
        && tokens[inside].class.is(GIVEN.or(Class::TITLE))
    {
        end - 1
    } else {
        end
    };
    // `Harbour 24`
    if end > inside + 1
        && tokens[end - 1].kind == TokenKind::Number
        && let Some(first) = first_capital(tokens, inside, end)
    {
        return Some(MentionKind::Name {
            name: first..end,
            role: None,
        });
    }
    if let Some(name) = office(tokens, inside, end) {
        return Some(MentionKind::Name { name, role: None });
    }
    // `the Duke of Norrin`, whose name the text may tell elsewhere
    if let Some(title) = (inside..end.saturating_sub(2)).find(|&i| {
        let holds = Class::TITLE.or(Class::NAME_TITLE);
        tokens[i].capital && tokens[i].class.is(holds) && tokens[i + 1].class.is(Class::OF)
    }) && tokens[title + 2..end].iter().all(|t| t.capital)
        && !tokens[title].class.is(Class::ROLE)
    {
        return Some(MentionKind::Description {
            words: inside..end,
            head: title,
        });
    }
    let name_start = name_start(tokens, inside, end);
    let name_start = behind_a_place(tokens, name_start, end).unwrap_or(name_start);
    let last = &tokens[end - 1];
    if name_start < end {
        let before = name_start
            .checked_sub(1)
            .filter(|&b| b >= inside)
            .map(|b| &tokens[b]);
        let has_role = tokens[inside..name_start]
            .iter()
            .any(|t| t.class.is(Class::ROLE.or(Class::TITLE)));
        let is_place = tokens[name_start..end]
            .iter()
            .all(|t| t.class.is(Class::PLACE));
        if is_place && before.is_some_and(|b| b.class.is(Class::PREPOSITION)) {
            let head = (inside..name_start)
                .rev()
                .find(|&i| tokens[i].class.is(HEADS))?;
            return Some(MentionKind::Description {
                words: inside..end,
                head,
            });
        }
        // `a member of the British Realm`: the noun before `of` is meant, where the name has none of its own between.
        let of = (inside + 1..name_start).find(|&i| tokens[i].class.is(Class::OF));
        if let Some(of) = of
            && tokens[of - 1].class.is(Class::ROLE.or(Class::PLURAL_ROLE))
            && tokens[of + 1..name_start]
                .iter()
                .all(|t| t.class.is(Class::DETERMINER.or(Class::DEMONYM)))
        {
            return Some(MentionKind::Description {
                words: inside..end,
                head: of - 1,
            });
        }
        // A body's name that ends with a word of its own: Bank Hapoalim, Ministry of Defence.
        let telling = match before {
            Some(b) if b.class.is(Class::PREPOSITION) => {
                name_start.checked_sub(2).map(|b| &tokens[b])
            }
            before => before,
        };
        let body = telling.is_some_and(|b| b.capital && b.class.is(Class::BODY) && !b.possessive);
        // Police Scotland
        let force = is_place
            && name_start == inside + 1
            && body
            && telling.is_some_and(|b| b.class.is(Class::PLURAL_ROLE));
        let has_role = has_role && !force;
        if body && !has_role {
            let first = first_capital(tokens, inside, end)?;
            return Some(MentionKind::Name {
                name: first..end,
                role: None,
            });
        }
        return Some(MentionKind::Name {
            name: name_start..end,
            role: has_role.then_some(inside..name_start),
        });
    }
    // `president of the Farm Bureau` is a person, whatever it ends with.
    let of = (inside + 1..end).find(|&i| tokens[i].class.is(Class::OF));
    if let Some(head) = of.map(|of| of - 1)
        && tokens[head].class.is(Class::ROLE.or(Class::PLURAL_ROLE))
        && !tokens[head].class.is(Class::BODY)
    {
        return Some(MentionKind::Description {
            words: inside..end,
            head,
        });
    }
    // Committee of Families
    if let Some(of) = of
        && tokens[of - 1].capital
        && tokens[of - 1].class.is(Class::BODY)
        && last.capital
        && let Some(first) = first_capital(tokens, inside, end)
    {
        return Some(MentionKind::Name {
            name: first..end,
            role: None,
        });
    }
    let person = last.class.is(Class::ROLE.or(Class::PLURAL_ROLE));
    let body = last.class.is(Class::BODY.or(Class::METONYM));
    if body && (last.capital || !person) {
        // US military, Foreign Ministry, Kremlin; `the company` names nobody.
        // Governor’s Office names a body; `Kovač’s new government` describes one.
        let describes = tokens[inside..end]
            .iter()
            .zip(&tokens[inside + 1..end])
            .any(|(holder, held)| holder.possessive && !held.capital);
        if let Some(first) = first_capital(tokens, inside, end).filter(|_| !describes) {
            return Some(MentionKind::Name {
                name: first..end,
                role: None,
            });
        }
    }
    // `her head`, `the front`; but `a post on her account`
    let paper = last.class.is(Class::PAPER)
        && tokens
            .get(end)
            .is_some_and(|t| t.class.is(Class::PREPOSITION.or(Class::CUE)));
    let alone = end - inside == 1
        && !last.capital
        && last.class.is(Class::NOT_ALONE)
        && !paper
        && !tokens.get(end).is_some_and(|t| t.class.is(Class::OF));
    if !alone && (last.class.is(HEADS) || last.kind == TokenKind::Number) {
        return Some(MentionKind::Description {
            words: inside..end,
            head: end - 1,
        });
    }
    // `the Russian`, a title alone: they name nobody.
    None
}

/// Where a person's name begins in one that opens with a place: `Port Norrin Dockers Mira Kovač`.
fn behind_a_place(tokens: &[Token], start: usize, end: usize) -> Option<usize> {
    const BEFORE: usize = 2;
    let first = tokens.get(start).filter(|_| start < end)?;
    let body = tokens[end - 1].class.is(Class::BODY.or(Class::METONYM));
    // `Norland`, `New Norland`
    let place = tokens[start..end]
        .iter()
        .take(BEFORE)
        .any(|t| t.class.is(Class::PLACE));
    if !place || first.class.is(GIVEN) || body {
        return None;
    }
    let given = (start + BEFORE..end.checked_sub(1)?).find(|&i| tokens[i].class.is(GIVEN))?;
    let alone = !tokens[given].class.is(Class::PLACE.or(Class::BODY))
        && !tokens[given - 1].class.is(GIVEN.or(Class::PARTICLE))
        && tokens[given - 1].capital;
    (alone && end - given <= 3).then_some(given)
}

/// The name of a body that has a small word of its own inside: `Department for Work and Pensions`.
fn office(tokens: &[Token], inside: usize, end: usize) -> Option<Range<usize>> {
    let link = (inside + 1..end).find(|&i| {
        tokens[i].class.is(Class::PREPOSITION)
            && tokens[i - 1].capital
            && tokens[i - 1].class.is(Class::BODY)
    })?;
    let behind = &tokens[link + 1..end];
    let joined = behind.iter().any(|t| t.class.is(Class::AND));
    let names = behind.iter().all(|t| {
        t.capital && !t.class.is(Class::TITLE.or(Class::GIVEN_MALE)) || t.class.is(Class::AND)
    });
    let of = tokens[link].class.is(Class::OF);
    let first = first_capital(tokens, inside, end)?;
    let plain = tokens[first..link]
        .iter()
        .all(|t| t.capital && !t.possessive);
    let whole = tokens[end - 1].capital && names && plain && !behind.is_empty();
    (whole && (joined || !of)).then_some(first..end)
}

fn first_capital(tokens: &[Token], inside: usize, end: usize) -> Option<usize> {
    (inside..end).find(|&i| tokens[i].is_capital_word())
}

/// Where the name begins that the words `inside..end` end with; `end` when they end with none.
fn name_start(tokens: &[Token], inside: usize, end: usize) -> usize {
    let mut start = end;
    while start > inside {
        let at = start - 1;
        let token = &tokens[at];
        let particle =
            token.class.is(Class::PARTICLE) && !token.capital && start < end && at > inside;
        let suffix = token.class.is(Class::SUFFIX) && start == end;
        let known_otherwise = token.class.is(Class::ROLE
            .or(Class::PLURAL_ROLE)
            .or(Class::BODY)
            .or(Class::DEMONYM)
            .or(Class::TITLE)
            .or(Class::METONYM))
            && !token.class.is(GIVEN);
        // `Richard Butler`, `Frank Farmer`: behind a given name it is a surname.
        let surname = token.capital
            && token.class.is(Class::ROLE)
            && !token
                .class
                .is(Class::BODY.or(Class::DEMONYM).or(Class::TITLE))
            && at > inside
            && tokens[at - 1].is_capital_word()
            && tokens[at - 1].class.is(GIVEN);
        // `Mr German`, `Mike German`
        let nation = token.capital
            && token.class.is(Class::DEMONYM)
            && start == end
            && at > inside
            && tokens[at - 1].is_capital_word()
            && (tokens[at - 1].class.is(Class::COURTESY)
                || tokens[at - 1].class.is(GIVEN) && !tokens[at - 1].class.is(Class::PLACE));
        // `Ada Prince`, where no article makes it a prince of Ada
        let royal = token.capital
            && token.class.is(Class::NAME_TITLE)
            && start == end
            && at > inside
            && tokens[at - 1].is_capital_word()
            && (tokens[at - 1].class.is_empty() || tokens[at - 1].class.is(GIVEN))
            && !tokens[at - 1].possessive
            && !inside
                .checked_sub(1)
                .is_some_and(|i| tokens[i].class.is(Class::DETERMINER));
        // `Oskar Baron`
        let noble = token.capital
            && token.class.is(Class::TITLE)
            && !token.class.is(Class::SUFFIX.or(Class::COURTESY))
            && start == end
            && at > inside
            && tokens[at - 1].is_capital_word()
            && tokens[at - 1].class.is(GIVEN);
        let known_otherwise = known_otherwise && !surname && !nation && !royal && !noble;
        // Secretary of State | Mike Pompeo
        let ends_role = start < end
            && token.class.is(Class::ROLE_WORD.or(Class::PLACE))
            && !token.class.is(GIVEN)
            && at > inside
            && tokens[inside..at].iter().any(|t| t.class.is(Class::ROLE))
            // `meteorologist Chad Lind`: with no office before it that could be of the place, it is a given name.
            && !(token.class.is(Class::PLACE)
                && start + 1 == end
                && !tokens[at - 1].capital
                && tokens[at - 1].class.is(Class::ROLE));
        let place_metonym = token.class.is(Class::METONYM) && token.class.is(Class::PLACE);
        let parts = (token.capital && token.is_word()) || particle || suffix;
        if !parts
            || ends_role
            || (known_otherwise && !(place_metonym && start == end))
            || (token.possessive && start < end)
        {
            break;
        }
        start = at;
    }
    // A particle opens no name here, a suffix alone is none.
    while start < end && (!tokens[start].capital || tokens[start].class.is(Class::SUFFIX)) {
        start += 1;
    }
    start
}
