//! Words that name somebody or point to somebody: names with their roles, pronouns, descriptions.

mod classify;
mod extent;
mod topics;

use super::tokens::{Token, TokenKind};
use crate::lexicon::Class;
use classify::classify;
use extent::{UNKNOWN_WORDS, head_ahead, step, unknown_noun};
use std::ops::Range;
pub(super) use topics::join_topics;

/// A noun phrase that can mean a speaker.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// All of it, article word and role included.
    pub tokens: Range<usize>,
    pub kind: MentionKind,
}

impl Mention {
    /// `READ Mira Kovač`: a word in capitals that asks for something, and no part of the name behind it.
    pub fn leave_out_label(&mut self, text: &str, tokens: &[Token]) {
        const LEAST: usize = 3;
        let MentionKind::Name { name, role: None } = &mut self.kind else {
            return;
        };
        let [first, second, ..] = &tokens[name.clone()] else {
            return;
        };
        // `Getty Images Kovač said`: whose picture it is stands before the text without a stop.
        if self.tokens.start == name.start
            && name.len() > 2
            && first.span.of(text) == "Getty"
            && second.span.of(text) == "Images"
        {
            name.start += 2;
            self.tokens.start += 2;
            return;
        }
        // `Terming AI a threat, Kovač`: a verb that opens its sentence.
        if self.tokens.start == name.start
            && first.class.is(Class::CUE)
            && first.span.of(text).ends_with("ing")
        {
            name.start += 1;
            self.tokens.start += 1;
            return;
        }
        let in_capitals = |t: &Token| !t.span.of(text).contains(char::is_lowercase);
        let label = name.len() >= LEAST
            && self.tokens.start == name.start
            && first.capital
            && matches!(
                first.span.of(text),
                "READ"
                    | "WATCH"
                    | "SEE"
                    | "LISTEN"
                    | "MORE"
                    | "RELATED"
                    | "ALSO"
                    | "BREAKING"
                    | "EXCLUSIVE"
            );
        if label && !in_capitals(second) {
            name.start += 1;
            self.tokens.start += 1;
        }
    }
}

/// What a mention is made of.
#[derive(Clone, Debug)]
pub(super) enum MentionKind {
    /// A name, and the role that stands before it.
    Name {
        name: Range<usize>,
        role: Option<Range<usize>>,
    },
    /// `he`
    Pronoun,
    /// `a ministry spokesman`: without the article word; `head` is the noun that tells what it is.
    Description { words: Range<usize>, head: usize },
}

/// Classes of nouns that a description can end with.
const HEADS: Class = Class::ROLE
    .or(Class::PLURAL_ROLE)
    .or(Class::BODY)
    .or(Class::PAPER);
/// Classes of words that a role is built of.
const ROLE_PARTS: Class = HEADS
    .or(Class::ROLE_WORD)
    .or(Class::DEMONYM)
    .or(Class::TITLE);
/// Words that have a capital letter at a sentence's head alone.
const SMALL: Class = Class::OPENER
    .or(Class::DETERMINER)
    .or(Class::PREPOSITION)
    .or(Class::CONJUNCTION)
    .or(Class::AUXILIARY)
    .or(Class::TIME)
    .or(Class::RELATIVE)
    .or(Class::FIRST_PERSON);
const GIVEN: Class = Class::GIVEN_MALE.or(Class::GIVEN_FEMALE);
/// The mentions of a paragraph, in order of their beginnings. A possessor (`Trump’s`) is one by itself, and stands
/// inside the mention that it opens (`Trump’s lawyer`).
pub(super) fn mentions(tokens: &[Token]) -> Vec<Mention> {
    let mut mentions = Vec::with_capacity(tokens.len() / 6);
    let mut i = 0;
    while i < tokens.len() {
        if let Some(pronoun) = pronoun(tokens, i) {
            mentions.push(pronoun);
            i += 1;
            continue;
        }
        if let Some(house) = house(tokens, i) {
            i = house.tokens.end;
            mentions.push(house);
            continue;
        }
        i = noun_phrase(tokens, i, &mut mentions).unwrap_or(i + 1);
    }
    mentions
}

/// `No 10 said`: a house that is known by its number.
fn house(tokens: &[Token], i: usize) -> Option<Mention> {
    const LETTERS: usize = 2;
    let [no, number, verb] = tokens.get(i..i + 3)? else {
        return None;
    };
    let is_no = no.is_capital_word()
        && (LETTERS..=LETTERS + 1).contains(&no.span.len())
        && no.class.is(Class::DETERMINER.or(Class::OPENER))
        && !no.class.is(Class::PREPOSITION.or(Class::CONJUNCTION));
    let said = verb.is_word() && !verb.capital && verb.class.is(Class::SAYING);
    (is_no && number.kind == TokenKind::Number && number.span.len() == LETTERS && said).then_some(
        Mention {
            tokens: i..i + 2,
            kind: MentionKind::Name {
                name: i..i + 2,
                role: None,
            },
        },
    )
}

fn pronoun(tokens: &[Token], i: usize) -> Option<Mention> {
    let token = &tokens[i];
    if !token.class.is(Class::PRONOUN) || token.class.is(Class::DETERMINER) || !token.is_word() {
        return None;
    }
    // He Jianxiong is a name.
    let names_follow = token.capital
        && tokens
            .get(i + 1)
            .is_some_and(|next| next.is_capital_word() && next.class.is_empty());
    (!names_follow).then_some(Mention {
        tokens: i..i + 1,
        kind: MentionKind::Pronoun,
    })
}

/// A word of a name: a capital letter that is not just the sentence's first.
fn is_name_word(tokens: &[Token], i: usize) -> bool {
    let Some(token) = tokens.get(i).filter(|token| token.is_capital_word()) else {
        return false;
    };
    let before_name = tokens
        .get(i + 1)
        .is_some_and(|next| next.is_capital_word() && next.class.is_empty());
    if token.class.is(Class::PRONOUN) {
        return before_name;
    }
    if !token.class.is(SMALL) {
        return true;
    }
    // Police Scotland, Vestra Police
    let force = token.class.is(Class::BODY)
        && (tokens.get(i + 1).is_some_and(|next| {
            next.is_capital_word() && next.class.is(Class::PLACE) && !next.possessive
        }) || i > 0
            && tokens[i - 1].is_capital_word()
            && !tokens[i - 1].possessive
            && !tokens[i - 1].class.is(SMALL));
    let after_given = i > 0 && tokens[i - 1].class.is(GIVEN) && tokens[i - 1].is_capital_word();
    // Oskar M. Good
    let after_initial = i > 1
        && tokens[i - 1].is_capital_word()
        && tokens[i - 1].span.len() == 2
        && tokens[i - 2].class.is(GIVEN)
        && tokens[i - 2].is_capital_word();
    // `drummer Will Carroll`: in a sentence's middle no auxiliary has a capital.
    let in_sentence = i > 0 && tokens[i - 1].is_word() && !tokens[i - 1].capital;
    let given_follows = in_sentence
        && token.class.is(GIVEN)
        && tokens
            .get(i + 1)
            .is_some_and(|next| next.is_capital_word() && next.class.is(GIVEN));
    // Theresa May, Will Tjernlund
    given_follows || force || after_given || after_initial || (token.class.is(GIVEN) && before_name)
}

/// Reads a noun phrase at `start`; gives where it ends, if there is one.
fn noun_phrase(tokens: &[Token], start: usize, mentions: &mut Vec<Mention>) -> Option<usize> {
    let first = tokens.get(start)?;
    let has_determiner = first.class.is(Class::DETERMINER)
        && !(first.class.is(Class::RELATIVE) && is_name_word(tokens, start + 1))
        && first.is_word()
        && !is_name_word(tokens, start);
    let inside = start + usize::from(has_determiner);
    if has_determiner && first.class.is(Class::PRONOUN) {
        // `his`: what it means is asked where a noun carries words.
        mentions.push(Mention {
            tokens: start..inside,
            kind: MentionKind::Pronoun,
        });
    }
    let mut end = inside;
    while let Some(next) = step(tokens, inside, end, has_determiner) {
        end = next;
        if tokens[end - 1].possessive {
            if let Some(kind) = classify(tokens, inside, end) {
                mentions.push(Mention {
                    tokens: start..end,
                    kind,
                });
            }
            // `Norland’s Orsić said`
            let of_a_place = tokens[end - 1].class.is(Class::PLACE)
                && is_name_word(tokens, end)
                && !tokens[end].possessive
                && tokens[end].class.is_empty();
            if !of_a_place && !head_ahead(tokens, end, UNKNOWN_WORDS + 2) {
                return Some(end);
            }
        }
    }
    while end > inside
        && !tokens[end - 1].is_capital_word()
        && tokens[end - 1].class.is(Class::PREPOSITION)
    {
        end -= 1;
    }
    // `Kovač first went`: an adverb, and no part of a role.
    while end > inside + 1
        && !tokens[end - 1].capital
        && tokens[end - 1].class.is(Class::ROLE_WORD)
        && !tokens[end - 1].class.is(HEADS)
        && tokens[end - 2].is_capital_word()
    {
        end -= 1;
    }
    if has_determiner
        && (end == inside || classify(tokens, inside, end).is_none())
        && let Some(end) = unknown_noun(tokens, inside)
    {
        mentions.push(Mention {
            tokens: start..end,
            kind: MentionKind::Description {
                words: inside..end,
                head: end - 1,
            },
        });
        return Some(end);
    }
    if end == inside {
        return None;
    }
    if let Some(kind) = classify(tokens, inside, end) {
        // The outer one goes before the possessors that it holds.
        let at = mentions
            .iter()
            .rposition(|m| m.tokens.start < start)
            .map_or(0, |at| at + 1);
        mentions.insert(
            at,
            Mention {
                tokens: start..end,
                kind,
            },
        );
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::quotes::tokens::tokenise;
    use crate::span::Span;

    fn read(text: &str) -> Vec<String> {
        let mut tokens = Vec::new();
        tokenise(
            text,
            Lexicon::english(),
            &[Span::new(0, text.len())],
            &[],
            &mut tokens,
        );
        let words = |range: &Range<usize>| -> String {
            let words: Vec<_> = range.clone().map(|i| tokens[i].span.of(text)).collect();
            words.join(" ")
        };
        let mentions = mentions(&tokens);
        let shown = mentions.iter().map(|mention| match &mention.kind {
            MentionKind::Name {
                name,
                role: Some(role),
            } => format!("{} | {}", words(role), words(name)),
            MentionKind::Name { name, role: None } => words(name),
            MentionKind::Pronoun => format!("={}", words(&mention.tokens)),
            MentionKind::Description { words: all, head } => {
                format!("{} ({})", words(all), tokens[*head].span.of(text))
            }
        });
        shown.collect()
    }

    #[test]
    fn names_with_roles() {
        assert_eq!(
            read("Vestran President Mirela Kovač said"),
            ["Vestran President | Mirela Kovač"]
        );
        assert_eq!(
            read("Russian Foreign Ministry spokeswoman Ada Lind said"),
            ["Russian Foreign Ministry spokeswoman | Ada Lind"]
        );
        assert_eq!(
            read("Deputy Assistant Secretary of State Nora Quill led"),
            ["Deputy Assistant Secretary of State | Nora Quill"]
        );
        assert_eq!(
            read("as Gen. Tomas van der Berg wrote"),
            ["Gen. | Tomas van der Berg"]
        );
        assert_eq!(
            read("the company chief executive Piet Maas told"),
            ["company chief executive | Piet Maas"]
        );
    }

    #[test]
    fn bodies_are_names_and_descriptions_are_not() {
        assert_eq!(read("The US military said"), ["US military"]);
        assert_eq!(
            read("a State Department spokesperson said"),
            ["State Department spokesperson (spokesperson)"]
        );
        assert_eq!(read("the company said"), ["company (company)"]);
        assert_eq!(read("said one legal expert"), ["legal expert (expert)"]);
        assert_eq!(
            read("The Ministry of Defence said it"),
            ["Ministry of Defence", "=it"]
        );
    }

    #[test]
    fn possessors_stand_inside() {
        assert_eq!(
            read("Kovač’s lawyer said"),
            ["Kovač lawyer (lawyer)", "Kovač"]
        );
        assert_eq!(read("Kovač’s “plan”"), ["Kovač"]);
    }

    #[test]
    fn capitals_at_a_sentence_head_are_no_names() {
        assert_eq!(read("But he said"), ["=he"]);
        assert_eq!(read("He Jianxiong said"), ["He Jianxiong"]);
        assert_eq!(
            read("Speaking in Berlin, Orsolya Nemeth said"),
            ["Berlin", "Orsolya Nemeth"]
        );
    }
}
