//! A name as it stands in the text, and what its place tells of it.

use super::figure::{Figure, Gender};
use crate::article::squash;
use crate::config::SpeakerKind;
use crate::lexicon::{Class, fold};
use crate::quotes::mentions::{Mention, MentionKind};
use crate::quotes::paragraphs::Paragraph;
use crate::quotes::tokens::{Token, TokenKind};
use std::ops::Range;

/// A name as it was found.
pub(super) struct Form<'t> {
    pub(super) text: &'t str,
    pub(super) words: Vec<String>,
    pub(super) kind: Option<SpeakerKind>,
    pub(super) gender: Gender,
    /// The gender of the given name that its first word is.
    pub(super) given: Gender,
    /// A verb of speech stands behind it.
    pub(super) speaks: bool,
    /// Stands behind `in` or `near`, as places do.
    pub(super) placed: bool,
    /// Ends with the noun of a body that does not trade.
    pub(super) public: bool,
    /// All its words are places' and nations'.
    pub(super) place: bool,
    /// A place, or a thing with a name, as far as can be told.
    pub(super) thing: bool,
    /// An age stands behind it: `Abdulkarim, 43,`
    pub(super) aged: bool,
    /// `Sir` or `Dame` stands before it: a given name, where it is one word.
    pub(super) knighted: bool,
    /// Which of the forms it is, in the order in which the text has them.
    pub(super) order: usize,
    /// Stands somewhere else than at a sentence's head, or with a verb of speech behind it: surely a name.
    pub(super) sure: bool,
}

impl<'t> Form<'t> {
    pub(super) fn new(text: &'t str, tokens: &[Token], name: &Range<usize>) -> Self {
        let tokens = &tokens[name.clone()];
        let span = tokens
            .first()
            .zip(tokens.last())
            .map(|(first, last)| first.span.to(last.span))
            .unwrap_or_default();
        let mut words: Vec<String> = tokens
            .iter()
            .filter(|token| {
                let word = token.span.of(text);
                let initial = word.ends_with('.') && word.chars().count() == 2;
                // A father is not his son: `Sr.` tells them apart, `Jr.` is often left out.
                let suffix =
                    token.class.is(Class::SUFFIX) && !word.to_lowercase().starts_with("sr");
                !initial && !suffix && (token.is_word() || token.kind == TokenKind::Number)
            })
            .map(|token| fold(token.span.of(text)))
            .collect();
        // Of J. R. Lind the initials are what tells the name from a bare surname.
        if words.len() == 1 && tokens.len() > 1 && tokens[0].span.of(text).ends_with('.') {
            let initials = tokens[..tokens.len() - 1].iter();
            let initials = initials.map(|token| fold(token.span.of(text)));
            words.splice(0..0, initials);
        }
        let acronym = |t: &Token| {
            let word = t.span.of(text);
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            letters >= 2
                && !word.chars().any(char::is_lowercase)
                && !matches!(
                    word,
                    "AI" | "TV" | "GDP" | "DNA" | "HIV" | "CCTV" | "GPS" | "SMS" | "PC"
                )
        };
        let numbered = tokens.last().is_some_and(|t| t.kind == TokenKind::Number);
        let body = numbered
            || tokens.iter().any(|t| t.class.is(Class::BODY))
            || (tokens.len() == 1
                && tokens.iter().any(|t| {
                    let topic = t.class.is(Class::ROLE_WORD)
                        && !t.class.is(Class::GIVEN_MALE.or(Class::GIVEN_FEMALE));
                    topic || t.class.is(Class::METONYM.or(Class::PLACE)) || acronym(t)
                }))
            || tokens
                .iter()
                .all(|t| t.class.is(Class::PLACE.or(Class::DEMONYM)))
            || span.of(text).contains('&');
        let given = tokens.first().map_or(Gender::Unknown, |first| {
            let named = Class::GIVEN_MALE
                .or(Class::GIVEN_FEMALE)
                .or(Class::MALE)
                .or(Class::FEMALE);
            Gender::of(first.class.only(named))
        });
        Self {
            text: span.of(text),
            words: if words.is_empty() {
                vec![fold(span.of(text))]
            } else {
                words
            },
            kind: body.then_some(SpeakerKind::Organisation),
            gender: Gender::Unknown,
            given: if body { Gender::Unknown } else { given },
            speaks: false,
            placed: false,
            public: tokens
                .last()
                .is_some_and(|t| t.class.is(Class::BODY) && !t.class.is(Class::FIRM)),
            place: tokens
                .iter()
                .all(|t| t.class.is(Class::PLACE.or(Class::DEMONYM))),
            thing: false,
            aged: false,
            knighted: false,
            order: 0,
            sure: false,
        }
    }

    /// Somebody of whom nothing but this form is known.
    pub(super) fn figure(&self) -> Figure {
        Figure {
            name: squash(self.text),
            words: self.words.clone(),
            kind: self.kind,
            thing: self.thing,
            place: self.place,
            public: self.public,
            shown: self.speaks,
            gender: self.whole_gender(),
            ..Figure::default()
        }
    }

    /// What its title or its given name says.
    pub(super) fn whole_gender(&self) -> Gender {
        match self.gender {
            Gender::Unknown => self.given,
            known => known,
        }
    }

    /// Whether a form of two words or more may be a shorter one of a longer name: a body's, not a person's.
    pub(super) fn may_be_part_of(&self, longer: &Figure) -> bool {
        let person =
            self.kind == Some(SpeakerKind::Person) || self.whole_gender() != Gender::Unknown;
        longer.is_organisation() && !person || self.is_surname_of(longer)
    }

    /// `Ruiz Soler`, of Elena Ruiz Soler: both surnames, and no given name.
    fn is_surname_of(&self, longer: &Figure) -> bool {
        self.given == Gender::Unknown
            && self.kind != Some(SpeakerKind::Organisation)
            && longer.is_person()
            && longer.gender != Gender::Unknown
            && longer.words.len() == self.words.len() + 1
            && longer.words.ends_with(&self.words)
    }
}

/// A capital letter in the middle of a sentence, or a word at its head of which something is said or told.
pub(super) fn is_surely_a_name(paragraph: &Paragraph, mention: &Mention) -> bool {
    let MentionKind::Name { name, role } = &mention.kind else {
        return false;
    };
    let first = &paragraph.tokens[name.start];
    let sentence = paragraph.sentence(paragraph.sentence_of(name.start));
    if role.is_some() || name.start > sentence.start && !paragraph.tokens[name.start - 1].is_run() {
        return true;
    }
    let next = paragraph.tokens.get(name.end);
    // `Abdulkarim, a baker who goes by one name,`
    let tokens = &paragraph.tokens;
    // `Abdulkarim, 43, a baker`
    let behind = name.end + if is_aged(tokens, name.end) { 3 } else { 1 };
    let apposition = next.is_some_and(|t| t.is_mark(','))
        && tokens
            .get(behind)
            .is_some_and(|t| t.class.is(Class::INTRODUCING))
        && tokens[behind + 1..]
            .iter()
            .take(5)
            .take_while(|t| t.is_word())
            .any(|t| t.class.is(Class::ROLE));
    // `Lexica, which has its seat in Vestra,`
    let relative = next.is_some_and(|t| t.is_mark(','))
        && (tokens.get(name.end + 1)).is_some_and(|t| t.class.is(Class::RELATIVE));
    first.possessive
        || relative
        || name.len() == 1 && apposition
        || !first.class.is_empty()
        || next.is_some_and(|t| {
            !t.capital
                && t.class
                    .is(Class::CUE.or(Class::AUXILIARY).or(Class::FINITE))
        })
        || next.is_some_and(|t| t.is_mark('('))
}

/// Whether a clause follows that is about no person: `Launch Code, which helps`.
pub(super) fn is_what(text: &str, tokens: &[Token], mention: &Mention) -> bool {
    let end = mention.tokens.end;
    let comma = tokens.get(end).is_some_and(|t| t.is_mark(','));
    // `her letter to the mayor, Mira Kovač, which`: it is the letter.
    let free = mention.tokens.start.checked_sub(1).is_none_or(|before| {
        let before = &tokens[before];
        before.is_word() && !before.class.is(Class::PREPOSITION)
    });
    comma
        && free
        && !tokens[end - 1].possessive
        && tokens
            .get(end + 1)
            .is_some_and(|t| t.span.of(text) == "which")
}

/// Whether a verb of speech follows the clause behind a name: `Lexica, which has its seat in Vestra, said`
pub(super) fn says_behind_clause(tokens: &[Token], mention: &Mention) -> bool {
    const LONGEST: usize = 20;
    let behind = tokens.iter().enumerate().skip(mention.tokens.end + 1);
    let mut behind = behind.take(LONGEST);
    let Some((comma, _)) = behind.find(|(_, t)| !t.is_word() || t.is_comma()) else {
        return false;
    };
    let says = tokens.get(comma + 1);
    tokens[comma].is_mark(',')
        && says.is_some_and(|t| !t.capital && t.class.is(Class::SAYING.or(Class::TELLING)))
}

/// Whether a name stands between single marks: `the march ‘River Free’` is a thing that is called so.
pub(super) fn is_in_marks(tokens: &[Token], name: &Range<usize>) -> bool {
    let before = name.start.checked_sub(1).map(|i| tokens[i]);
    let behind = tokens.get(name.end);
    before.is_some_and(|t| t.is_mark('‘') || t.is_mark('\''))
        && behind.is_some_and(|t| t.is_mark('’') || t.is_mark('\''))
}

/// Whether a verb for several follows a name that stands alone: `Vestra Rovers have won`.
pub(super) fn is_a_side(text: &str, tokens: &[Token], mention: &Mention) -> bool {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.span.of(text));
    let several = matches!(word(mention.tokens.end), "have" | "are" | "were");
    // `Kovač and Lind have`, `people like Lind are`, `where were Lind`
    let free = match mention.tokens.start.checked_sub(1).map(|i| &tokens[i]) {
        None => true,
        Some(before) => {
            matches!(before.kind, TokenKind::Mark('.'))
                || matches!(
                    before.span.of(text),
                    "But" | "that" | "because" | "when" | "since"
                )
        }
    };
    several && free && !tokens[mention.tokens.end - 1].possessive
}

/// Whether a clause follows that is about a person: `Kovač, who`.
pub(super) fn is_who(text: &str, tokens: &[Token], mention: &Mention) -> bool {
    let end = mention.tokens.end;
    tokens.get(end).is_some_and(|t| t.is_mark(','))
        && tokens
            .get(end + 1)
            .is_some_and(|t| t.span.of(text) == "who")
}

/// The acronym in brackets behind a body's name, or between commas: `Office of River Control (ORC)`.
pub(super) fn acronym_behind<'t>(
    text: &'t str,
    tokens: &[Token],
    mention: &Mention,
    name: &Range<usize>,
) -> Option<&'t str> {
    let end = mention.tokens.end;
    let bracket = tokens.get(end)?.is_mark('(');
    if name.len() < 2 || !bracket && !tokens.get(end)?.is_mark(',') {
        return None;
    }
    let at = end + 1 + usize::from(!bracket && tokens.get(end + 1)?.span.of(text) == "or");
    let acronym = tokens.get(at)?.span.of(text);
    let letters = acronym.chars().filter(|c| c.is_uppercase()).count();
    let closing = if bracket { ')' } else { ',' };
    if letters < 2 || letters + 1 < acronym.chars().count() || !tokens.get(at + 1)?.is_mark(closing)
    {
        return None;
    }
    // The first letters of its words, small ones left out or not; a body with a noun of its own may go by a foreign one.
    let words = tokens[name.clone()].iter().map(|t| t.span.of(text));
    let mut initials = words
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_lowercase);
    let spelt = acronym
        .chars()
        .filter(|c| c.is_uppercase())
        .flat_map(char::to_lowercase)
        .all(|letter| initials.any(|initial| initial == letter));
    let body = tokens[name.clone()].iter().any(|t| t.class.is(Class::BODY));
    (spelt || bracket && body).then_some(acronym)
}

/// Whether a number of years stands between commas behind a name that ends before token `end`.
pub(super) fn is_aged(tokens: &[Token], end: usize) -> bool {
    const DIGITS: usize = 2;
    let number = |t: &Token| t.kind == TokenKind::Number && t.span.len() <= DIGITS;
    let comma = |at: usize| tokens.get(at).is_some_and(|t| t.is_mark(','));
    comma(end) && tokens.get(end + 1).is_some_and(number) && comma(end + 2)
}

/// A title that is a part of the name where a single word follows: Prince Andrew, Pope Leo.
pub(super) fn with_name_title(
    tokens: &[Token],
    name: &Range<usize>,
    role: Option<&Range<usize>>,
) -> Range<usize> {
    let titled = role
        .and_then(|role| tokens[role.clone()].last())
        .is_some_and(|last| last.class.is(Class::NAME_TITLE) && last.capital);
    if titled && name.len() == 1 {
        name.start - 1..name.end
    } else {
        name.clone()
    }
}

pub(super) fn words_of<'t>(text: &'t str, tokens: &[Token], range: &Range<usize>) -> &'t str {
    let tokens = &tokens[range.clone()];
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => first.span.to(last.span).of(text),
        _ => "",
    }
}
