//! Words that name or point to a speaker: `Russian President Vladimir Putin`, `he`, `a State Department spokesperson`.
//!
//! A mention is read forward from its first word. No part of speech is guessed: a phrase is built of capitalised words and
//! words that the lexicon knows, and what it is follows from which of them it ends with.

use super::passages::Passage;
use super::tokens::{Token, TokenKind};
use crate::lexicon::Class;
use std::ops::Range;

/// A phrase that may stand for a speaker.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mention {
    /// All of its tokens, article included.
    pub tokens: Range<usize>,
    /// What kind of phrase it is.
    pub kind: MentionKind,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum MentionKind {
    /// `he`
    Pronoun,
    /// A person: the name, and the role or title before it.
    Name { name: Range<usize>, role: Range<usize> },
    /// A body that speaks: `the Kremlin`, `Russia’s foreign ministry`.
    Body { name: Range<usize> },
    /// Somebody described: `a senior official`; the words without their article.
    Description { words: Range<usize>, plural: bool },
    /// Somebody described who must be known: `the president`.
    Reference { words: Range<usize> },
    /// `the statement`
    Paper,
    /// Something else that can be a verb's subject: `the bridge`.
    Other,
}

/// Words that are not part of a person's name although they are capital.
const NOT_OF_A_NAME: Class = Class::ROLE
    .or(Class::PLURAL_ROLE)
    .or(Class::TITLE)
    .or(Class::BODY)
    .or(Class::DEMONYM)
    .or(Class::ROLE_WORD)
    .or(Class::PLACE)
    .or(Class::METONYM)
    .or(Class::PAPER)
    .or(Class::TIME);

/// Small words that a phrase is built of.
const BUILDS: Class = Class::ROLE
    .or(Class::PLURAL_ROLE)
    .or(Class::TITLE)
    .or(Class::BODY)
    .or(Class::DEMONYM)
    .or(Class::ROLE_WORD)
    .or(Class::METONYM)
    .or(Class::PAPER);

const GIVEN: Class = Class::GIVEN_MALE.or(Class::GIVEN_FEMALE);

/// The mention that begins with token `at` and ends before `limit`, if one begins there.
pub(super) fn read(passage: &Passage, at: usize, limit: usize) -> Option<Mention> {
    let limit = limit.min(passage.tokens.len());
    let first = passage.tokens.get(at).filter(|t| t.is_word() && at < limit)?;
    if first.is(Class::PRONOUN) && !first.is_possessive() {
        return Some(Mention {
            tokens: at..at + 1,
            kind: MentionKind::Pronoun,
        });
    }
    let reader = Reader { passage, limit };
    let has_article = first.is(Class::DETERMINER) && !first.is(Class::BODY | Class::ROLE);
    let start = if has_article { at + 1 } else { at };
    let end = reader.phrase_end(start, has_article);
    if end <= start {
        return has_article.then(|| Mention {
            tokens: at..end.max(at + 1),
            kind: MentionKind::Other,
        });
    }
    reader.classify(at, start, end)
}

struct Reader<'p, 't> {
    passage: &'p Passage<'t>,
    limit: usize,
}

impl Reader<'_, '_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.passage.tokens[..self.limit].get(at)
    }

    /// Where the phrase that begins at `start` ends.
    fn phrase_end(&self, start: usize, has_article: bool) -> usize {
        let mut end = start;
        let mut unknown = 0;
        let mut at = start;
        while let Some(token) = self.token(at) {
            if !token.is_word() {
                break;
            }
            let continues = self.token(at + 1).is_some_and(|next| next.is_word());
            if self.is_name_word(at, start) {
                end = at + 1;
            } else if token.is(BUILDS) && !self.is_verb(at, start) {
                end = at + 1;
            } else if token.is(Class::PARTICLE)
                && at > start
                && self.token(at - 1).is_some_and(Token::is_capital)
                && self.after_particles(at)
            {
                // Taken with the name that follows.
            } else if self.passage.word(at) == "of"
                && at > start
                && self.token(at - 1).is_some_and(|t| t.is(Class::ROLE) && !t.is_possessive())
                && self.token(at + 1).is_some_and(|t| t.is_capital() && t.is(BUILDS))
            {
                // "Secretary of State".
            } else if (has_article || end > start)
                && continues
                && unknown < 3
                && self.is_plain(token, at)
            {
                unknown += 1;
            } else {
                break;
            }
            at += 1;
        }
        end
    }

    /// A lower-case word that could be an adjective: it is known for nothing else.
    fn is_plain(&self, token: &Token, at: usize) -> bool {
        let word = self.passage.word(at);
        (token.class == Class::default() || token.is(GIVEN))
            && !token.is_capital()
            && !word.ends_with("ly")
            && !word.ends_with("ing")
    }

    fn is_name_word(&self, at: usize, start: usize) -> bool {
        let Some(token) = self.token(at) else {
            return false;
        };
        if !token.is_capital() {
            return false;
        }
        // A capital word inside a sentence is a name, whatever else it could mean; at its beginning, some never are.
        let opens = self.opens_sentence(at);
        let function = Class::OPENER | Class::PREPOSITION | Class::CONJUNCTION | Class::PRONOUN | Class::FIRST_PERSON;
        !(token.is(function) && !token.is(Class::ROLE | GIVEN))
            || (!opens && at > start && !token.is(Class::PRONOUN | Class::FIRST_PERSON) && self.passage.word(at).len() > 3)
    }

    fn opens_sentence(&self, at: usize) -> bool {
        self.passage.sentences.iter().any(|s| s.start == at)
            || at
                .checked_sub(1)
                .is_some_and(|b| self.passage.tokens[b].quote().is_some())
    }

    /// `head` the noun or `heads` the verb: a small word that can be a reporting verb is one, but right behind an article
    /// or an adjective.
    fn is_verb(&self, at: usize, start: usize) -> bool {
        let Some(token) = self.token(at) else {
            return false;
        };
        token.is(Class::CUE) && !token.is_capital() && at > start
    }

    fn after_particles(&self, mut at: usize) -> bool {
        while self.token(at).is_some_and(|t| t.is(Class::PARTICLE) && !t.is_capital()) {
            at += 1;
        }
        self.token(at).is_some_and(|t| t.is_capital() && !t.is(NOT_OF_A_NAME))
    }

    fn classify(&self, at: usize, start: usize, end: usize) -> Option<Mention> {
        let passage = self.passage;
        let tokens = &passage.tokens;
        let last = &tokens[end - 1];
        // What ends with a possessive belongs to what comes after it, which is no phrase that we know.
        if last.is_possessive() {
            return Some(Mention {
                tokens: at..end,
                kind: MentionKind::Other,
            });
        }
        let mut name_start = end;
        while name_start > start && self.is_of_a_name(name_start - 1, end) {
            name_start -= 1;
        }
        // A particle or a suffix begins no name.
        while name_start < end && tokens[name_start].is(Class::PARTICLE) && !tokens[name_start].is_capital() {
            name_start += 1;
        }
        // "Jordan Petrov": one word that can be a place, before a single name word, and no role.
        if end - name_start == 1
            && name_start == start + 1
            && start == at
            && tokens[start].is_capital()
            && tokens[start].is(Class::PLACE)
            && !tokens[start].is(Class::DEMONYM | Class::METONYM)
            && !tokens[start].is_possessive()
            && !is_direction(passage.word(start))
        {
            name_start = start;
        }
        let name = name_start..end;
        let before = start..name_start;
        let kind = if name.is_empty() {
            self.without_name(at, start, end)
        } else {
            self.with_name(before, name)
        };
        let mention = Mention { tokens: at..end, kind };
        Some(self.with_complement(mention))
    }

    fn is_of_a_name(&self, at: usize, end: usize) -> bool {
        let token = &self.passage.tokens[at];
        if token.is_possessive() && at + 1 < end {
            return false;
        }
        let small = token.is(Class::PARTICLE | Class::SUFFIX);
        (token.is_capital() && (!token.is(NOT_OF_A_NAME) || token.is(GIVEN))) || (small && at + 1 < end)
            || (token.is(Class::SUFFIX) && at + 1 == end)
    }

    fn with_name(&self, before: Range<usize>, name: Range<usize>) -> MentionKind {
        let tokens = &self.passage.tokens;
        let has_role = tokens[before.clone()].iter().any(|t| t.is(Class::ROLE | Class::TITLE) && !t.is_possessive());
        if has_role {
            return MentionKind::Name { name, role: before };
        }
        // "state news agency Tass", or an acronym alone.
        let after_body = tokens[before.clone()].last().is_some_and(|t| t.is(Class::BODY) && !t.is_possessive());
        let acronym = name.len() == 1 && is_acronym(self.passage.word(name.start));
        if after_body || acronym {
            return MentionKind::Body { name };
        }
        // "American Kevin King" is a person all the same; "Cornell University Press" ends with a body and is not here.
        MentionKind::Name {
            role: name.start..name.start,
            name,
        }
    }

    fn without_name(&self, at: usize, start: usize, end: usize) -> MentionKind {
        let tokens = &self.passage.tokens;
        let last = &tokens[end - 1];
        let words = start..end;
        let article = (start > at).then(|| self.passage.word(at).to_lowercase());
        if last.is(Class::PLURAL_ROLE) && !(last.is(Class::BODY) && last.is_capital()) {
            return MentionKind::Description { words, plural: true };
        }
        if last.is(Class::ROLE) && !(last.is(Class::BODY) && start + 1 < end) {
            let several = matches!(article.as_deref(), Some("two" | "three" | "four" | "five" | "several" | "many" | "some" | "both"));
            let known = matches!(article.as_deref(), Some("the" | "this" | "that" | "his" | "her" | "their" | "its"))
                || (article.is_none() && last.is_capital());
            return if known {
                MentionKind::Reference { words }
            } else {
                MentionKind::Description { words, plural: several }
            };
        }
        if last.is(Class::PAPER) {
            return MentionKind::Paper;
        }
        let single_place = end - start == 1 && last.is(Class::PLACE) && !last.is(Class::METONYM);
        let speaks = last.is(Class::BODY | Class::METONYM) || is_acronym(self.passage.word(end - 1));
        if speaks && !single_place {
            return MentionKind::Body { name: words };
        }
        MentionKind::Other
    }

    /// Takes in what says of whom somebody is a spokesperson, or of what a body is an office: `for the British Foreign
    /// Office`, `for Human Rights`.
    fn with_complement(&self, mut mention: Mention) -> Mention {
        let (words, needs_capital) = match &mention.kind {
            MentionKind::Description { words, plural: false } => (words.clone(), false),
            MentionKind::Reference { words } | MentionKind::Body { name: words } => (words.clone(), true),
            _ => return mention,
        };
        let mut end = words.end;
        for _ in 0..2 {
            let is_link = self.token(end).is_some_and(|_| {
                let link = self.passage.word(end);
                matches!(link, "of" | "for") || (!needs_capital && matches!(link, "at" | "from" | "with" | "in"))
            });
            if !is_link {
                break;
            }
            let article = self.token(end + 1).is_some_and(|t| t.is(Class::DETERMINER) && !t.is_capital());
            let start = end + 1 + usize::from(article);
            let stop = self.phrase_end(start, false);
            let capital = self.token(start).is_some_and(Token::is_capital);
            let holds = stop > start && !self.passage.tokens[stop - 1].is_possessive() && (capital || !needs_capital);
            if !holds {
                break;
            }
            end = stop;
        }
        mention.tokens.end = end;
        let widened = words.start..end;
        mention.kind = match mention.kind {
            MentionKind::Description { plural, .. } => MentionKind::Description { words: widened, plural },
            MentionKind::Reference { .. } => MentionKind::Reference { words: widened },
            MentionKind::Body { .. } => MentionKind::Body { name: widened },
            other => other,
        };
        mention
    }
}

fn is_direction(word: &str) -> bool {
    matches!(word, "North" | "South" | "East" | "West" | "New" | "San" | "Saint" | "St" | "Los" | "Las" | "El" | "Latin" | "Saudi" | "Hong")
}

/// Two to six capital letters, with `&` or points: `PG&E`, `U.N.`
pub(super) fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    (2..=6).contains(&letters)
        && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '&' | '.' | '-'))
}

/// Whether a token is a small word.
pub(super) fn is_lower_word(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Word { capital: false, .. })
}

/// The mention whose last word, before token `end`, is a possessive: the `Trump` of `Trump’s claim`.
pub(super) fn read_possessor(passage: &Passage, start: usize, end: usize) -> Option<Mention> {
    let reader = Reader {
        passage,
        limit: end,
    };
    let mut name_start = end;
    while name_start > start {
        let token = &passage.tokens[name_start - 1];
        let own = name_start == end || !token.is_possessive();
        let of_name = token.is_capital() && (!token.is(NOT_OF_A_NAME) || token.is(GIVEN));
        if !(own && of_name) {
            break;
        }
        name_start -= 1;
    }
    let name = name_start..end;
    let kind = if name.is_empty() {
        match reader.without_name(start, start, end) {
            kind @ MentionKind::Body { .. } => kind,
            _ => return None,
        }
    } else {
        reader.with_name(start..name_start, name)
    };
    Some(Mention {
        tokens: start..end,
        kind,
    })
}
