//! What each mention means where it stands: surnames, pronouns and descriptions that point back.
//!
//! A pass from the first sentence to the last. What a pronoun means is told by the subjects of the sentences before it
//! (the backward-looking centre of B. Grosz, A. Joshi and S. Weinstein, "Centering", Computational Linguistics 21(2),
//! 1995, read precision first): where two fit, both are kept as candidates and neither is named.

mod bodies;
mod captions;
mod descriptions;
mod doubts;
mod epithets;
mod focus;
mod names;
mod papers;
mod pronouns;
mod reports;
mod roles;
mod subjects;
mod unnamed;

use super::cast::{Cast, FigureId, Gender, Meaning};
use super::mentions::{Mention, MentionKind};
use super::paragraphs::Paragraph;
use super::score::{Feature, Features};
use super::tokens::Token;
use crate::config::SpeakerKind;
use crate::lexicon::Class;
use captions::is_caption;
use roles::read_appositions;
use std::collections::VecDeque;
use subjects::{
    acts_in_clause, can_be_subject, end_of_opening_clause, is_aside, is_asked, is_cleft,
    is_coordinated, is_kin, is_spoken_of, is_told, is_unclear_person, opens_clause, replies,
    speaks_behind, trails,
};

/// Whom a mention means, and by what it was followed to them.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) enum Reference {
    /// It names nobody who could be found.
    #[default]
    Nobody,
    One(FigureId, Features),
    /// One of these.
    Several(Vec<FigureId>),
}

impl Reference {
    /// One, by one feature.
    pub fn one(figure: FigureId, feature: Feature) -> Self {
        Self::One(figure, feature.into())
    }

    /// The same, followed by one thing more.
    fn with(self, feature: Feature) -> Self {
        match self {
            Self::One(id, features) => Self::One(id, features.with(feature)),
            other => other,
        }
    }

    pub fn figure(&self) -> Option<FigureId> {
        match self {
            Self::One(id, _) => Some(*id),
            _ => None,
        }
    }
}

/// A figure that a sentence spoke of.
#[derive(Clone, Copy)]
struct Spoken {
    sentence: usize,
    figure: FigureId,
    is_subject: bool,
    /// `a driver`, `one resident`: the text brings somebody in, to say more of them.
    introduced: bool,
    /// A quotation and its cue stand before it: `“…,” said Kovač`.
    speaks: bool,
    /// The subject of a verb of speech, so that what follows is most likely theirs as well.
    reports: bool,
    /// Stands beside the subject, as one whom it met or spoke to; not as one of whom some other words speak.
    beside: bool,
    /// Stands in a clause about the subject: `Lind, who sat beside Orsić, was`.
    aside: bool,
    /// Called by a name, and not by a pronoun or a description.
    by_name: bool,
    /// By what it was followed to the figure.
    features: Features,
}

/// Within how many tokens behind a subject somebody stands beside it, with a preposition between: `spoke to Orsić`.
const BESIDE: usize = 4;

struct Discourse<'t, 'c> {
    text: &'t str,
    cast: &'c mut Cast,
    /// Counted through the article.
    sentence: usize,
    /// The newest at the back.
    spoken: VecDeque<Spoken>,
    /// The newest sentence whose subject is a person, and could not be told: pronouns do not reach past it.
    unclear: usize,
    /// Whom `her` means in the sentence at hand, where it opened its subject: `Her coach, Oskar Lind, who has known her`.
    possessor: Option<(usize, FigureId, Class)>,
    /// Who issued a statement or a letter, by the noun.
    issued: Vec<(String, Option<FigureId>, usize)>,
}

/// For each paragraph, what its mentions mean.
pub(super) fn resolve(
    text: &str,
    cast: &mut Cast,
    paragraphs: &[Paragraph],
) -> Vec<Vec<Reference>> {
    read_appositions(text, cast, paragraphs);
    let mut discourse = Discourse {
        text,
        cast,
        sentence: 0,
        spoken: VecDeque::with_capacity(64),
        unclear: 0,
        possessor: None,
        issued: Vec::new(),
    };
    paragraphs
        .iter()
        .map(|paragraph| discourse.paragraph(paragraph))
        .collect()
}

impl Discourse<'_, '_> {
    fn paragraph(&mut self, paragraph: &Paragraph) -> Vec<Reference> {
        let mut references = vec![Reference::Nobody; paragraph.mentions.len()];
        // A heading names people out of the order of telling, and so does what stands under a picture.
        if paragraph.place.is_heading() || is_caption(self.text, paragraph) {
            for (mention, reference) in paragraph.mentions.iter().zip(&mut references) {
                *reference = self.name(paragraph, mention);
            }
            return references;
        }
        let mut mention = 0;
        for range in &paragraph.sentences {
            // What is only quoted does not lead away from whom the text speaks of.
            let told = paragraph.tokens[range.clone()].iter().any(Token::is_word);
            self.sentence += usize::from(told || self.sentence == 0);
            let mut has_subject = false;
            let clear = self.unclear;
            let mut has_person = false;
            let mut subject_end = range.start;
            let clause_end = end_of_opening_clause(self.text, paragraph, range);
            while let Some(found) = paragraph.mentions.get(mention) {
                if found.tokens.start >= range.end {
                    break;
                }
                let inside = mention > 0 && {
                    let before = &paragraph.mentions[mention - 1].tokens;
                    before.end >= found.tokens.end && before.start <= found.tokens.start
                };
                // `Her manager, Oskar Lind, said`: she is somebody else than he.
                let owns_outer = inside
                    && matches!(found.kind, MentionKind::Pronoun)
                    && paragraph.mentions[mention - 1].tokens.start == found.tokens.start;
                // `Kovač told him`: nor does she tell it herself.
                let told = mention > 0 && is_told(self.text, paragraph, mention);
                let outer = if owns_outer || told {
                    self.set_aside(&references[mention - 1])
                } else {
                    None
                };
                let reference = self.mention(paragraph, found, &references[..mention]);
                if owns_outer
                    && outer.is_some()
                    && let Some(figure) = reference.figure()
                {
                    let class = paragraph.tokens[found.tokens.start].class;
                    self.possessor = Some((self.sentence, figure, class));
                }
                self.spoken.extend(outer);
                // `Because users could choose, Kovač says`: two clauses, two subjects.
                if clause_end == Some(found.tokens.start) {
                    has_subject = false;
                    self.unclear = clear;
                }
                let free = !inside && can_be_subject(self.text, paragraph, found, range.start);
                // `The paper spoke to one mother, who`: the person of whom the sentence goes on to speak.
                let asked = !inside && is_asked(self.text, paragraph, found);
                let cleft = !inside && is_cleft(self.text, paragraph, found);
                let trailing = !inside
                    && (trails(paragraph, found) || self.tells_at_the_end(paragraph, found, range));
                let replies = !inside && replies(self.text, paragraph, found);
                let is_subject = !has_subject && free
                    || asked
                    || !has_person && is_spoken_of(paragraph, found)
                    || cleft
                    || replies
                    || !inside && opens_clause(paragraph, found)
                    || trailing
                    || !inside && speaks_behind(paragraph, found);
                if is_subject && is_unclear_person(paragraph, found, &reference)
                    || asked && reference.figure().is_none()
                {
                    self.unclear = self.sentence;
                    has_subject = true;
                }
                // `Lind and Orsić met`: either may be meant by what follows.
                if is_subject && is_coordinated(paragraph, found) {
                    self.unclear = self.sentence;
                }
                if has_subject && !is_subject && acts_in_clause(self.text, paragraph, found) {
                    self.unclear = self.sentence;
                }
                if let Some(figure) = reference.figure() {
                    has_subject |= is_subject;
                    has_person |= is_subject && self.cast.figures[figure].is_person();
                    let first = &paragraph.tokens[found.tokens.start];
                    let introduced = first.class.is(Class::INTRODUCING);
                    let cue = found
                        .tokens
                        .start
                        .checked_sub(1)
                        .map(|i| &paragraph.tokens[i]);
                    let before = found
                        .tokens
                        .start
                        .checked_sub(2)
                        .map(|i| &paragraph.tokens[i]);
                    let speaks = cue.is_some_and(|t| t.class.is(Class::SAYING))
                        && before.is_some_and(Token::is_run)
                        || cue.is_some_and(Token::is_run)
                        || trailing;
                    let reports = cleft || is_subject && self.reports(paragraph, found, range);
                    let last = &paragraph.tokens[found.tokens.end - 1];
                    let owns = last.possessive
                        || last.class.is(Class::DETERMINER) && last.class.is(Class::PRONOUN);
                    // `His father, Oskar Lind, is ill.`: the son may be meant by what follows as well.
                    let has_kin = inside
                        && owns
                        && paragraph.mentions[mention - 1].tokens.start == found.tokens.start
                        && is_kin(paragraph, &paragraph.mentions[mention - 1]);
                    let governed = cue.is_some_and(|t| t.class.is(Class::PREPOSITION));
                    let near = found.tokens.start <= subject_end + BESIDE;
                    // `good days against Norrin and Vestra Rovers have pleased the crowd`: no subject by itself.
                    let joined = found.tokens.start > range.start
                        && cue.is_some_and(|t| t.class.is(Class::AND));
                    self.cast.figures[figure].shown |= reports || !joined && !governed;
                    let aside = !is_subject && is_aside(paragraph, subject_end, found);
                    if is_subject {
                        subject_end = found.tokens.end;
                    }
                    // `One nurse said that she would not`: still the one who said it.
                    let here = self.spoken.iter().rev();
                    let again = here
                        .take_while(|s| s.sentence == self.sentence)
                        .find(|s| s.figure == figure);
                    self.speak(Spoken {
                        sentence: self.sentence,
                        figure,
                        is_subject,
                        introduced: introduced || again.is_some_and(|s| s.introduced),
                        speaks,
                        reports: reports || asked || again.is_some_and(|s| s.reports),
                        beside: (!owns || has_kin) && !aside && (!governed || near),
                        aside,
                        by_name: matches!(found.kind, MentionKind::Name { .. }),
                        features: match reference {
                            Reference::One(_, features) => features,
                            _ => Features::default(),
                        },
                    });
                    self.note_paper(paragraph, found, figure, is_subject, range.clone());
                }
                references[mention] = reference;
                mention += 1;
            }
            self.note_new_papers(paragraph, range.clone());
        }
        if paragraph.boxed {
            self.unclear = self.sentence;
        }
        references
    }

    /// Takes back what was last spoken of, if it is this one.
    fn set_aside(&mut self, reference: &Reference) -> Option<Spoken> {
        let last = self.spoken.back()?;
        let same = reference.figure() == Some(last.figure) && last.sentence == self.sentence;
        if same { self.spoken.pop_back() } else { None }
    }

    fn speak(&mut self, spoken: Spoken) {
        if self.spoken.len() == 64 {
            self.spoken.pop_front();
        }
        self.spoken.push_back(spoken);
    }

    fn mention(
        &mut self,
        paragraph: &Paragraph,
        mention: &Mention,
        before: &[Reference],
    ) -> Reference {
        match &mention.kind {
            MentionKind::Name { .. } => self.name_or_body(paragraph, mention, before),
            MentionKind::Pronoun => {
                let class = paragraph.tokens[mention.tokens.start].class;
                if class.is(Class::IT) && !class.is(Class::DETERMINER) {
                    self.it(paragraph, mention)
                } else {
                    if let Some(known) = self
                        .possessor_again(paragraph, mention)
                        .or_else(|| self.in_relative_clause(paragraph, mention, before))
                    {
                        return known;
                    }
                    match self.pronoun(class) {
                        // `his “unbecoming” conduct`: seldom that of a source without a name.
                        Reference::One(id, _)
                            if class.is(Class::DETERMINER)
                                && self.cast.figures[id].kind == Some(SpeakerKind::Unnamed)
                                && self.cast.figures[id].gender == Gender::Unknown =>
                        {
                            Reference::Several(vec![id])
                        }
                        Reference::One(id, _) if self.is_doubtful(paragraph, mention, id) => {
                            Reference::Several(vec![id])
                        }
                        known => known,
                    }
                }
            }
            MentionKind::Description { words, head } => {
                match self.said_of_a_name(paragraph, mention, *head, before) {
                    Reference::Nobody => self.description(paragraph, mention, words.clone(), *head),
                    known => known,
                }
            }
        }
    }

    fn name(&self, paragraph: &Paragraph, mention: &Mention) -> Reference {
        // `the Republican insisted`: somebody whom the text names elsewhere.
        if let MentionKind::Name { name, .. } = &mention.kind
            && name.len() == 1
            && mention.tokens.start < name.start
            && matches!(
                paragraph.tokens[name.start].span.of(self.text),
                "Republican" | "Democrat" | "Conservative" | "Tory" | "Liberal" | "Nationalist"
            )
        {
            return Reference::Nobody;
        }
        match self.cast.find(self.text, &paragraph.tokens, mention) {
            Some(Meaning::One(id)) => Reference::one(*id, Feature::Name),
            Some(Meaning::Several(all)) => {
                // Mr or Ms before the surname may tell.
                let title = title_gender(paragraph, mention);
                let mut titled = all.iter().copied().filter(|&id| {
                    title != Gender::Unknown && self.cast.figures[id].gender == title
                });
                if let (Some(id), None) = (titled.next(), titled.next()) {
                    return Reference::one(id, Feature::NamesakeByTitle);
                }
                // The namesake of whom the text has just spoken, if it spoke of one alone.
                let mut near = all.iter().copied().filter(|id| self.spoken_since(*id, 3));
                match (near.next(), near.next()) {
                    (Some(id), None) => Reference::one(id, Feature::NewestNamesake),
                    _ => Reference::Several(all.clone()),
                }
            }
            None => Reference::Nobody,
        }
    }

    fn spoken_since(&self, figure: FigureId, sentences: usize) -> bool {
        self.spoken
            .iter()
            .rev()
            .take_while(|s| s.sentence + sentences >= self.sentence)
            .any(|s| s.figure == figure)
    }
}

/// Mr or Ms before a name.
fn title_gender(paragraph: &Paragraph, mention: &Mention) -> Gender {
    let MentionKind::Name {
        role: Some(role), ..
    } = &mention.kind
    else {
        return Gender::Unknown;
    };
    let tokens = &paragraph.tokens[role.clone()];
    let told = tokens
        .iter()
        .map(|t| Gender::of(t.class.only(Class::MALE.or(Class::FEMALE))));
    told.fold(Gender::Unknown, |known, next| {
        if known == Gender::Unknown {
            next
        } else {
            known
        }
    })
}
