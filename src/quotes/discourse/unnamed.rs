//! Somebody whom the text does not name: what they are called by.

use super::{Discourse, Reference};
use crate::article::squash;
use crate::lexicon::Class;
use crate::quotes::mentions::MentionKind;
use crate::quotes::paragraphs::Paragraph;
use crate::quotes::score::Feature;
use crate::quotes::tokens::TokenKind;

impl Discourse<'_, '_> {
    /// `a spokeswoman for the Harbour Office`: for whom somebody speaks is what is known of them.
    fn end_with_office(&self, paragraph: &Paragraph, end: usize, head: usize) -> usize {
        let tokens = &paragraph.tokens;
        let speaks = tokens[head].class.is(Class::SPOKESMAN) && head + 1 == end;
        let link = tokens.get(end).map_or("", |t| t.span.of(self.text));
        if !speaks || link != "for" {
            return end;
        }
        match paragraph
            .mention_at(end + 1)
            .map(|id| &paragraph.mentions[id])
        {
            Some(office) if !matches!(office.kind, MentionKind::Pronoun) => {
                let whole = office.tokens.end;
                if tokens[whole - 1].possessive {
                    end
                } else {
                    whole
                }
            }
            _ => end,
        }
    }

    /// Where a description begins at token `start`, with the number of the house before it: `No 10 spokesman`.
    fn behind_a_number(&self, paragraph: &Paragraph, start: usize) -> usize {
        let tokens = &paragraph.tokens;
        match start.checked_sub(2) {
            Some(first)
                if tokens[first + 1].kind == TokenKind::Number
                    && matches!(tokens[first].span.of(self.text), "No" | "No." | "Number") =>
            {
                first
            }
            _ => start,
        }
    }

    /// Somebody whom the text does not name: the words themselves are what is known.
    pub(super) fn described(
        &mut self,
        paragraph: &Paragraph,
        words: std::ops::Range<usize>,
        head: usize,
        head_word: &str,
    ) -> Reference {
        let end = self.end_with_office(paragraph, words.end, head);
        let end = end_behind_noun(paragraph, end).unwrap_or(end);
        let words = self.behind_a_number(paragraph, words.start)..end;
        // `Page’s mother`, of one who is named: a capital that the sentence's head has not made.
        let owned = paragraph
            .mentions_from(words.start)
            .take_while(|(_, m)| m.tokens.start == words.start)
            .any(|(_, m)| {
                paragraph.tokens[m.tokens.end - 1].possessive
                    && !paragraph.tokens[m.tokens.start].class.is(Class::PARTICLE)
                    && self.cast.find(self.text, &paragraph.tokens, m).is_some()
            });
        let tokens = &paragraph.tokens[words.clone()];
        let Some((first, last)) = tokens.first().zip(tokens.last()) else {
            return Reference::Nobody;
        };
        let description = squash(first.span.to(last.span).of(self.text));
        let description = if owned {
            description
        } else {
            // `Home Office spokesman`
            let named = tokens
                .get(1)
                .is_some_and(|t| t.capital || t.kind == TokenKind::Number);
            // `Department for Work spokesman`
            let body = first.class.is(Class::BODY)
                && tokens
                    .get(1)
                    .is_some_and(|t| t.class.is(Class::PREPOSITION))
                && tokens.get(2).is_some_and(|t| t.capital);
            if (named || body) && first.capital && !first.class.is(Class::PARTICLE) {
                description
            } else {
                as_inside_a_sentence(description, first.class)
            }
        };
        let id = self
            .cast
            .describe(description, head_word, paragraph.tokens[head].class);
        Reference::one(id, Feature::OwnDescription)
    }
}

/// Where a description ends that goes on with an adjective behind its noun: `source close to Kovač`.
fn end_behind_noun(paragraph: &Paragraph, end: usize) -> Option<usize> {
    let class = |at: usize| {
        paragraph
            .tokens
            .get(at)
            .map_or(Class::default(), |t| t.class)
    };
    if !class(end).is(Class::BEHIND_NOUN) || !class(end + 1).is(Class::PREPOSITION) {
        return None;
    }
    let named = paragraph.mention_at(end + 2)?;
    Some(paragraph.mentions[named].tokens.end)
}

/// A description that opened a sentence, as it would stand inside one.
fn as_inside_a_sentence(words: String, first: Class) -> String {
    let keeps = first.is_empty()
        || first.is(Class::DEMONYM
            .or(Class::PLACE)
            .or(Class::METONYM)
            .or(Class::TITLE));
    let mut chars = words.chars();
    match chars.next() {
        Some(c)
            if !keeps && c.is_uppercase() && !chars.as_str().starts_with(char::is_uppercase) =>
        {
            c.to_lowercase().chain(chars).collect()
        }
        _ => words,
    }
}
