//! Headlines that say whose words they have: `Kovač: ‘…’`, `‘…’: Kovač`, `‘…’, says Kovač`.

use super::{Attribution, Draft, Spoken};
use crate::config::SpeakerKind;
use crate::lexicon::{Class, fold};
use crate::quotes::Evidence;
use crate::quotes::cast::{FigureId, Gender};
use crate::quotes::kinds::Shape;
use crate::quotes::paragraphs::Paragraph;
use crate::quotes::score::{Feature, Features};
use crate::quotes::tokens::{Token, TokenKind};
use std::ops::Range;

const GIVEN: Class = Class::GIVEN_MALE.or(Class::GIVEN_FEMALE);

/// Fewer words than these are a term or a title as often as speech.
const LEAST_WORDS: usize = 3;

impl Attribution<'_> {
    /// Names what headlines and headings say of words that the text does not repeat.
    pub(super) fn headlines(&mut self) {
        for i in 0..self.drafts.len() {
            let draft = &self.drafts[i];
            let paragraph = &self.paragraphs[draft.paragraph];
            let open = draft.speaker.is_none() && paragraph.place.is_heading();
            if let Some(spoken) = open.then(|| self.headline(draft)).flatten() {
                let draft = &mut self.drafts[i];
                draft.published = true;
                draft.speaker = Some(spoken);
            }
        }
    }

    /// Gives who is quoted by a surname alone the given name that only the headline has: `Why Mira Kovač left`.
    pub(super) fn full_names(&mut self) {
        let mut alone: Vec<FigureId> = Vec::new();
        for draft in &self.drafts {
            let Some(spoken) = &draft.speaker else {
                continue;
            };
            let figure = &self.cast.figures[spoken.figure];
            let bare = figure.words.len() == 1
                && figure.is_person()
                && figure.kind != Some(SpeakerKind::Unnamed)
                && !figure.name.contains(' ');
            if bare && !alone.contains(&spoken.figure) {
                alone.push(spoken.figure);
            }
        }
        for id in alone {
            let figure = &self.cast.figures[id];
            let mut names: Vec<String> = Vec::new();
            for paragraph in self.paragraphs.iter().filter(|p| p.place.is_heading()) {
                for (i, given) in paragraph.tokens.iter().enumerate() {
                    let behind = paragraph.tokens.get(i + 1);
                    let gender = Gender::of(given.class.only(GIVEN));
                    if given.is_capital_word()
                        && given.class.is(GIVEN)
                        && !given.possessive
                        && gender.agrees(figure.gender)
                        && let Some(surname) = behind.filter(|t| t.is_capital_word())
                        && fold(surname.span.of(self.text)) == figure.words[0]
                    {
                        let name = given.span.to(surname.span).of(self.text).to_owned();
                        if !names.contains(&name) {
                            names.push(name);
                        }
                    }
                }
            }
            if let [name] = names.as_slice() {
                self.cast.figures[id].add_form(name.clone().into());
            }
        }
    }

    fn headline(&self, draft: &Draft) -> Option<Spoken> {
        const LONGEST: usize = 40;
        let paragraph = &self.paragraphs[draft.paragraph];
        let token = paragraph.token_of_run(draft.run)?;
        let run = &paragraph.runs[draft.run];
        let shape = Shape::of(self.text, self.lexicon, paragraph, run, token);
        if paragraph.tokens.len() > LONGEST || shape.words < LEAST_WORDS || shape.is_named {
            return None;
        }
        let (name, cue, evidence) =
            named_before(paragraph, token).or_else(|| named_after(paragraph, token))?;
        let figure = self.figure_called(paragraph, name.clone(), !cue.is_empty())?;
        // A headline is short for what the text tells, which comes first.
        let features = Features::from(Feature::Headline);
        (features.sure() >= self.threshold).then(|| Spoken {
            figure,
            mention: Some(paragraph.span(name)),
            cue: (!cue.is_empty()).then(|| paragraph.span(cue)),
            features,
            evidence,
        })
    }

    /// The one figure that the text knows by these words: by all of its name, or by its surname.
    fn figure_called(
        &self,
        paragraph: &Paragraph,
        name: Range<usize>,
        speaks: bool,
    ) -> Option<FigureId> {
        let words: Vec<String> = paragraph.tokens[name]
            .iter()
            .skip_while(|t| {
                t.class
                    .is(Class::TITLE.or(Class::ROLE).or(Class::ROLE_WORD))
            })
            .map(|t| fold(t.span.of(self.text)))
            .collect();
        let last = words.last()?;
        let mut called = self.cast.figures.iter().enumerate().filter(|(_, figure)| {
            let named =
                figure.words == words || words.len() == 1 && figure.words.last() == Some(last);
            // `Norrin: “…”` says where as often as who.
            named
                && !figure.thing
                && (figure.is_person() && figure.words.len() > 1
                    || speaks && figure.is_organisation())
        });
        match (called.next(), called.next()) {
            (Some((id, _)), None) => Some(id),
            _ => None,
        }
    }
}

/// `Kovač: ‘…’` at the head of the line: the name, no cue, and what it is evidence of.
fn named_before(
    paragraph: &Paragraph,
    token: usize,
) -> Option<(Range<usize>, Range<usize>, Evidence)> {
    let colon = token.checked_sub(1)?;
    let name = 0..colon;
    (paragraph.tokens[colon].is_mark(':') && is_name(&paragraph.tokens[name.clone()])).then_some((
        name,
        0..0,
        Evidence::Before,
    ))
}

/// `‘…’: Kovač`, `‘…’, says Kovač`, `‘…’ – Kovač`, and nothing behind.
fn named_after(
    paragraph: &Paragraph,
    token: usize,
) -> Option<(Range<usize>, Range<usize>, Evidence)> {
    let tokens = &paragraph.tokens;
    // What stands before the marks would be a sentence with a subject of its own.
    if token > 0 {
        return None;
    }
    let mark = tokens.get(token + 1)?;
    let mut first = token + 2;
    let mut cue = 0..0;
    match mark.kind {
        TokenKind::Mark(':' | '—' | '–' | '-') => {}
        TokenKind::Mark(',') => {
            tokens.get(first).filter(|t| is_cue(t))?;
            cue = first..first + 1;
            first += 1;
        }
        TokenKind::Word if is_cue(mark) => {
            cue = token + 1..token + 2;
        }
        _ => return None,
    }
    let name = first..tokens.len();
    is_name(tokens.get(name.clone())?).then_some((name, cue, Evidence::After))
}

/// A capital letter tells nothing in a headline.
fn is_cue(token: &Token) -> bool {
    token.is_word() && token.class.is(Class::SAYING)
}

fn is_name(tokens: &[Token]) -> bool {
    const LONGEST: usize = 6;
    (1..=LONGEST).contains(&tokens.len())
        && tokens.iter().all(|t| t.is_word() && !t.possessive)
        && tokens.last().is_some_and(|t| t.capital)
}
