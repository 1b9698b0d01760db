//! Whose statement `the statement` is.

use super::{Discourse, Reference};
use crate::config::SpeakerKind;
use crate::lexicon::{Class, fold};
use crate::quotes::cast::FigureId;
use crate::quotes::mentions::{Mention, MentionKind};
use crate::quotes::paragraphs::Paragraph;
use crate::quotes::score::Feature;

/// How many sentences back `the statement` may reach, and `the company`.
const PAPER_REACH: usize = 8;

impl Discourse<'_, '_> {
    /// Whose a paper is, where it is said beside it: `her letter`, `a letter from the ministry`, `a note to its clients`,
    /// `a post on his account`.
    pub(super) fn author(&mut self, paragraph: &Paragraph, mention: &Mention) -> Option<Reference> {
        if let Some(holder) = self.holders(paragraph, mention) {
            return Some(holder.with(Feature::PaperOfHolder));
        }
        let tokens = &paragraph.tokens;
        let link = mention.tokens.end;
        let is = |word: &str| {
            tokens
                .get(link)
                .is_some_and(|t| t.is_word() && t.span.of(self.text) == word)
        };
        let letter = tokens[link - 1].class.is(Class::LETTER);
        let statement = tokens[link - 1].span.of(self.text) == "statement";
        if is("by") || is("from") && (letter || statement) {
            let from = &paragraph.mentions[paragraph.mention_at(link + 1)?];
            let found = match &from.kind {
                _ if tokens[from.tokens.end - 1].possessive => return None,
                MentionKind::Name { .. } => self.name(paragraph, from),
                MentionKind::Description { words, head } => {
                    self.description(paragraph, from, words.clone(), *head)
                }
                MentionKind::Pronoun => return None,
            };
            return Some(found.with(Feature::PaperFrom));
        }
        let owned = letter && (is("to") || is("on") || is("in"));
        let owner = tokens.get(link + 1)?.class;
        if owned && owner.is(Class::DETERMINER) && owner.is(Class::PRONOUN) {
            return Some(self.pronoun(owner).with(Feature::PaperOfItsWriter));
        }
        None
    }

    /// `it` behind a paper means the paper: who wrote it, as `“…,” it reads` and `“…,” it said` ask.
    pub(super) fn it(&mut self, paragraph: &Paragraph, mention: &Mention) -> Reference {
        let body = self.pronoun(Class::IT);
        let next = paragraph.tokens.get(mention.tokens.end);
        let says = next.is_some_and(|t| t.class.is(Class::SAYING) || self.closes(t));
        let Some((_, author, _)) = self
            .issued
            .last()
            .filter(|issued| says && issued.2 + 1 >= self.sentence)
        else {
            return body;
        };
        let reads = next
            .is_some_and(|t| matches!(t.span.of(self.text), "reads" | "read") || self.closes(t));
        match (author, &body) {
            (Some(author), Reference::One(body, _)) if author == body => {
                Reference::one(*author, Feature::ItIsThePaper)
            }
            (Some(author), Reference::Nobody) => Reference::one(*author, Feature::ItIsThePaper),
            (Some(author), _) if reads => Reference::one(*author, Feature::ItIsThePaper),
            (Some(author), Reference::One(body, _)) => Reference::Several(vec![*author, *body]),
            (None, _) if reads => Reference::Nobody,
            _ => body,
        }
    }

    /// A verb for a paper's first and last words: `It ends: “…”`
    fn closes(&self, token: &crate::quotes::tokens::Token) -> bool {
        matches!(
            token.span.of(self.text),
            "ends" | "ended" | "begins" | "began" | "opens" | "opened" | "concludes"
        )
    }

    pub(super) fn issuer(&self, noun: &str) -> Option<FigureId> {
        let near = self.issued.iter().rev();
        let mut near = near.take_while(|issued| issued.2 + PAPER_REACH >= self.sentence);
        near.find(|(paper, ..)| paper == noun)?.1
    }

    /// A statement that nobody is seen to have issued: `the statement` means it, and not an older one.
    pub(super) fn note_new_papers(&mut self, paragraph: &Paragraph, range: std::ops::Range<usize>) {
        for (i, token) in paragraph.tokens[range.clone()].iter().enumerate() {
            if i == 0 || !token.class.is(Class::PAPER) || token.capital {
                continue;
            }
            let before = &paragraph.tokens[range.start + i - 1];
            if !before.class.is(Class::DETERMINER)
                || before.span.of(self.text).eq_ignore_ascii_case("the")
            {
                continue;
            }
            let noun = fold(token.span.of(self.text));
            let here = self.issued.iter().rev();
            let noted = here
                .take_while(|issued| issued.2 == self.sentence)
                .any(|issued| issued.0 == noun);
            if !noted {
                self.issued.push((noun, None, self.sentence));
            }
        }
    }

    /// `the ministry said in a statement`, `a statement from the ministry`: whose statement it is, for later.
    pub(super) fn note_paper(
        &mut self,
        paragraph: &Paragraph,
        mention: &Mention,
        figure: FigureId,
        is_subject: bool,
        sentence: std::ops::Range<usize>,
    ) {
        const WITHIN: usize = 14;
        if self.cast.figures[figure].kind == Some(SpeakerKind::Unnamed) {
            return;
        }
        // `In a statement, the ministry said`, `In an email to customers on Thursday, the company said`
        if let Some(paper) = opening_paper(paragraph, mention, &sentence) {
            let noun = fold(paragraph.tokens[paper].span.of(self.text));
            self.issued.push((noun, Some(figure), self.sentence));
            return;
        }
        // `her letter`: hers, whenever the letter is spoken of again.
        if let MentionKind::Description { head, .. } = &mention.kind
            && paragraph.tokens[*head].class.is(Class::PAPER)
        {
            let noun = fold(paragraph.tokens[*head].span.of(self.text));
            self.issued.push((noun, Some(figure), self.sentence));
            return;
        }
        // A noun in the middle of the sentence has issued nothing: `an official of the ministry, which …, sent a note`.
        if !is_subject && !self.reports(paragraph, mention, &sentence) {
            return;
        }
        let mut reports = false;
        let tokens = paragraph.tokens[..sentence.end].iter().enumerate();
        for (i, token) in tokens.skip(mention.tokens.end).take(WITHIN) {
            reports |= token.class.is(Class::CUE) || token.class.is(Class::ISSUING);
            if !token.is_word() && !token.is_comma() && !token.is_run() {
                return;
            }
            let by_itself = i > 0
                && paragraph.tokens[i - 1]
                    .class
                    .is(Class::INDEFINITE.or(Class::ROLE_WORD).or(Class::DETERMINER));
            if token.class.is(Class::PAPER) && reports && by_itself {
                let noun = fold(token.span.of(self.text));
                self.issued.push((noun, Some(figure), self.sentence));
                return;
            }
        }
    }
}

/// The paper in the phrase that opens a sentence and whose comma stands before a mention.
fn opening_paper(
    paragraph: &Paragraph,
    mention: &Mention,
    sentence: &std::ops::Range<usize>,
) -> Option<usize> {
    const LONGEST: usize = 14;
    let comma = mention.tokens.start.checked_sub(1)?;
    let tokens = &paragraph.tokens;
    if !tokens[comma].is_mark(',') || comma > sentence.start + LONGEST {
        return None;
    }
    let opening = tokens.get(sentence.start..comma)?;
    if !opening.first()?.class.is(Class::PREPOSITION) {
        return None;
    }
    let paper = opening.iter().position(|t| t.class.is(Class::PAPER))?;
    let brings_in = opening[..paper]
        .iter()
        .rev()
        .take(3)
        .any(|t| t.class.is(Class::DETERMINER));
    brings_in.then_some(sentence.start + paper)
}
