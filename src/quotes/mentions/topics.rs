//! Bodies whose names say what they are about, behind a small word: `Panel on Climate Change`, `Campaign to Ban Mines`.

use super::{GIVEN, Mention, MentionKind};
use crate::lexicon::Class;
use crate::quotes::tokens::Token;

/// Words that stand for somebody or some place by themselves: no topic begins with one.
const KNOWN: Class = GIVEN
    .or(Class::TIME)
    .or(Class::TITLE)
    .or(Class::ROLE)
    .or(Class::PRONOUN);

/// Makes one name of a body and its topic. What was taken for a name inside it is none.
pub(in crate::quotes) fn join_topics(text: &str, tokens: &[Token], mentions: &mut Vec<Mention>) {
    // Of the last that was joined.
    let mut whole = 0..0;
    mentions.retain_mut(|mention| {
        let inside = whole.contains(&mention.tokens.start) && mention.tokens.end <= whole.end;
        if inside {
            return false;
        }
        if let Some(end) = end_of_topic(text, tokens, mention) {
            if let MentionKind::Name { name, .. } = &mut mention.kind {
                name.end = end;
            }
            mention.tokens.end = end;
            whole = mention.tokens.clone();
        }
        true
    });
}

/// Where the topic behind a body's name ends, if it has one.
fn end_of_topic(text: &str, tokens: &[Token], mention: &Mention) -> Option<usize> {
    let MentionKind::Name { name, role: None } = &mention.kind else {
        return None;
    };
    let last = &tokens[name.end - 1];
    let link = tokens.get(name.end)?;
    let first = tokens.get(name.end + 1)?;
    let body = last.class.is(Class::BODY) && last.capital && !last.possessive;
    let small = matches!(link.span.of(text), "on" | "to" | "against") && !link.capital;
    // `to Norland`: where it goes, and no topic.
    let place = first
        .class
        .is(Class::PLACE.or(Class::DEMONYM).or(Class::METONYM));
    let open = mention.tokens.end == name.end && first.is_capital_word();
    if !body || !small || !open || place || first.class.is(KNOWN) {
        return None;
    }
    let mut end = name.end + 2;
    loop {
        let joins = tokens.get(end).is_some_and(|t| {
            t.is_word() && !t.capital && (t.class.is(Class::AND) || t.class.is(Class::OF))
        });
        let next = end + usize::from(joins);
        let goes_on = |t: &Token| t.is_capital_word() && !t.class.is(KNOWN);
        if tokens[end - 1].possessive || !tokens.get(next).is_some_and(goes_on) {
            return Some(end);
        }
        end = next + 1;
    }
}
