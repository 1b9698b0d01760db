//! The roles that a text gives to names, before and behind them.

use super::names::name_behind;
use crate::article::squash;
use crate::config::SpeakerKind;
use crate::lexicon::Class;
use crate::quotes::cast::{Cast, Figure, Gender, Meaning};
use crate::quotes::mentions::{Mention, MentionKind};
use crate::quotes::paragraphs::Paragraph;
use crate::quotes::tokens::{Token, TokenKind};

/// Roles behind names: `Kovač, the mayor of Vestra,`. With those before names they are what descriptions point to.
pub(super) fn read_appositions(text: &str, cast: &mut Cast, paragraphs: &[Paragraph]) {
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
                let courtesy = paragraph.tokens[role.clone()]
                    .iter()
                    .all(|t| t.class.is(Class::COURTESY));
                if !courtesy {
                    let span = paragraph.span(role.clone());
                    cast.figures[id].add_role(&squash(span.of(text)));
                }
                mark_person(&mut cast.figures[id], paragraph, role.clone());
            }
            cast.figures[id].dead |= tells_of_death(text, paragraph, mention);
            if let Some(age) = age_behind(text, paragraph, mention) {
                let figure = &mut cast.figures[id];
                figure.age.get_or_insert(age);
                figure.kind.get_or_insert(SpeakerKind::Person);
            }
            // `outside the Assembly, the Opposition leader said`: no body is a leader.
            let body = cast.figures[id].is_organisation();
            if let Some(role) = apposition(paragraph, mention).filter(|_| !body) {
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

/// `the murder of Lysenko`, `Lysenko, 43, was killed`, `Lysenko’s death`
fn tells_of_death(text: &str, paragraph: &Paragraph, mention: &Mention) -> bool {
    const AUXILIARY_AND_VERB: usize = 5;
    let tokens = &paragraph.tokens;
    let word = |i: usize| tokens.get(i).map_or("", |t| t.span.of(text));
    let before = |n: usize| mention.tokens.start.checked_sub(n).map_or("", word);
    let end = mention.tokens.end;
    if tokens[end - 1].possessive {
        return matches!(
            word(end),
            "death" | "murder" | "killing" | "killer" | "body"
        );
    }
    let of_whom =
        before(1) == "of" && matches!(before(2), "murder" | "manslaughter" | "killing" | "death");
    if of_whom || matches!(before(1), "murdering" | "murdered") {
        return true;
    }
    let aged = age_behind(text, paragraph, mention).is_some();
    let verb = end + if aged { 3 } else { 0 };
    let be = matches!(word(verb), "was" | "is" | "had");
    word(verb) == "died"
        || be
            && tokens[verb + 1..]
                .iter()
                .take(AUXILIARY_AND_VERB)
                .take_while(|t| t.is_word() && !t.class.is(Class::NEGATION.or(Class::AND)))
                .any(|t| matches!(t.span.of(text), "killed" | "murdered" | "dead" | "died"))
}

/// `Lysenko, 43,` and `Lysenko (43)`
fn age_behind(text: &str, paragraph: &Paragraph, mention: &Mention) -> Option<u8> {
    let token = |n: usize| paragraph.tokens.get(mention.tokens.end + n);
    let opened = token(0)?.is_mark(',') || token(0)?.is_mark('(');
    let number = token(1).filter(|t| opened && t.kind == TokenKind::Number)?;
    let closed = token(2).is_none_or(|t| matches!(t.kind, TokenKind::Mark(',' | '.' | ')')));
    number.span.of(text).parse().ok().filter(|_| closed)
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
        // `According to the Courier, the prime minister told`: a clause of its own.
        let clause = i > start
            && token.class.is(Class::TELLING)
            && tokens[start].class.is(Class::DETERMINER)
            && !tokens[start].class.is(Class::INTRODUCING);
        if clause {
            return None;
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
    let small = |t: &Token| {
        t.class
            .is(Class::AUXILIARY.or(Class::PRONOUN).or(Class::CONJUNCTION))
    };
    if tokens[start..role].iter().any(small) {
        return None;
    }
    let names_another = paragraph
        .mentions_from(start)
        .take_while(|(_, m)| m.tokens.start <= role)
        .any(|(_, m)| matches!(&m.kind, MentionKind::Name { role: Some(r), .. } if r.contains(&role)));
    if names_another {
        return None;
    }
    if tokens[start].class.is(Class::DETERMINER) {
        start += 1;
    }
    (start < end).then_some(start..end)
}
