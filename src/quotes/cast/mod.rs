//! Whom an article names: every form of a name is one figure, where that is certain.

mod common;
mod figure;
mod form;

use super::mentions::{Mention, MentionKind};
use super::paragraphs::Paragraph;
use super::tokens::Token;
use crate::article::{squash, squashed};
use crate::config::SpeakerKind;
use crate::lexicon::{Class, Lexicon, fold};
use ahash::{HashMap, HashSet};
pub(super) use figure::{Figure, Gender};
use form::{
    Form, acronym_behind, is_a_side, is_aged, is_in_marks, is_surely_a_name, is_what, is_who,
    says_behind_clause, with_name_title, words_of,
};

/// Index into [`Cast::figures`].
pub(super) type FigureId = usize;

/// What a name means.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    One(FigureId),
    /// Namesakes between whom the name alone does not decide.
    Several(Vec<FigureId>),
}

/// All figures of an article.
#[derive(Debug, Default)]
pub(super) struct Cast {
    pub figures: Vec<Figure>,
    /// By the name as it is written.
    by_form: HashMap<String, Meaning>,
    /// People with a name of several words, by the last of them, folded.
    surnames: HashMap<String, Vec<FigureId>>,
    /// Which of the forms told of a figure first.
    told: Vec<usize>,
    /// By a description's words, folded.
    described: HashMap<String, FigureId>,
}

impl Cast {
    /// Gathers the names of all paragraphs: `names` gives each with its tokens.
    pub fn gather<'t>(
        text: &'t str,
        paragraphs: impl Iterator<Item = &'t Paragraph> + Clone,
    ) -> Self {
        let mut forms: Vec<Form> = Vec::new();
        let mut seen: HashMap<&str, usize> = HashMap::default();
        let mut acronyms: HashMap<&str, &str> = HashMap::default();
        for paragraph in paragraphs.clone() {
            let tokens = &*paragraph.tokens;
            for mention in &paragraph.mentions {
                let MentionKind::Name { name, role } = &mention.kind else {
                    continue;
                };
                let name = with_name_title(tokens, name, role.as_ref());
                let form = words_of(text, tokens, &name);
                let at = *seen.entry(form).or_insert_with(|| {
                    let order = forms.len();
                    forms.push(Form {
                        order,
                        ..Form::new(text, tokens, &name)
                    });
                    forms.len() - 1
                });
                if let Some(acronym) = acronym_behind(text, tokens, mention, &name) {
                    acronyms.insert(acronym, form);
                }
                forms[at].speaks |= tokens.get(mention.tokens.end).is_some_and(|t| {
                    !t.capital
                        && t.class
                            .is(Class::SAYING.or(Class::TELLING).or(Class::RELATIVE))
                });
                let what = is_what(text, tokens, mention);
                forms[at].speaks |=
                    is_who(text, tokens, mention) || what && says_behind_clause(tokens, mention);
                // `the Old Ferry Bridge`: people have no article.
                let article = tokens[mention.tokens.start].class.is(Class::DETERMINER)
                    && tokens
                        .get(mention.tokens.start + 1..name.start)
                        .is_some_and(|between| between.iter().all(|t| t.class.is(Class::DEMONYM)));
                let in_marks = is_in_marks(tokens, &name);
                let several = article || in_marks || what || is_a_side(text, tokens, mention);
                forms[at].thing |= role.is_none() && in_marks;
                forms[at].placed |= role.is_none() && several;
                forms[at].placed |= role.is_none()
                    && mention
                        .tokens
                        .start
                        .checked_sub(1)
                        .is_some_and(|i| tokens[i].class.is(Class::LOCATIVE));
                forms[at].sure |= is_surely_a_name(paragraph, mention);
                forms[at].aged |= is_aged(tokens, mention.tokens.end);
                if let Some(role) = role {
                    let form = &mut forms[at];
                    let person = tokens[role.clone()]
                        .last()
                        .is_some_and(|t| t.class.is(Class::ROLE.or(Class::TITLE)));
                    if person {
                        form.kind.get_or_insert(SpeakerKind::Person);
                    }
                    // `Police Chief U. Renata Hall`: an initial is a person's.
                    let initial = tokens[name.start].span.of(text);
                    if person && initial.len() == 2 && initial.ends_with('.') {
                        form.kind = Some(SpeakerKind::Person);
                    }
                    form.knighted |= tokens[role.clone()]
                        .last()
                        .is_some_and(|t| matches!(t.span.of(text), "Sir" | "Dame"));
                    for token in &tokens[role.clone()] {
                        if form.gender == Gender::Unknown {
                            form.gender =
                                Gender::of(token.class.only(Class::MALE.or(Class::FEMALE)));
                        }
                    }
                }
            }
        }
        for form in &mut forms {
            let person = form.kind == Some(SpeakerKind::Person)
                || form.speaks
                || form.whole_gender() != Gender::Unknown;
            if form.placed && !person {
                form.thing |= form.kind.is_none();
                form.kind = Some(SpeakerKind::Organisation);
            }
        }
        // A word at the head of a sentence that is somebody's surname is a name as well.
        let surnames: HashSet<String> = forms
            .iter()
            .filter(|form| form.words.len() > 1)
            .filter_map(|form| form.words.last().cloned())
            .collect();
        forms.retain(|form| {
            form.sure
                || form.words.len() > 1
                || form.words.first().is_some_and(|w| surnames.contains(w))
        });
        let mut cast = Self::default();
        cast.join(forms, &acronyms);
        cast.find_common_words(text, paragraphs);
        cast
    }

    /// Makes one figure of all forms of a name.
    fn join(&mut self, forms: Vec<Form>, acronyms: &HashMap<&str, &str>) {
        let (full, bare): (Vec<_>, Vec<_>) =
            forms.into_iter().partition(|form| form.words.len() > 1);
        // The longest first, so that a shorter form finds the one that it is a part of.
        let mut order: Vec<usize> = (0..full.len()).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(full[i].words.len()));
        let mut by_ends: HashMap<(&str, &str), FigureId> = HashMap::default();
        let mut by_part: HashMap<String, Vec<FigureId>> = HashMap::default();
        let mut assigned = vec![0; full.len()];
        self.by_form.reserve(full.len() + bare.len());
        by_ends.reserve(full.len());
        for i in order {
            let form = &full[i];
            let Some((first, last)) = form.words.first().zip(form.words.last()) else {
                continue;
            };
            // Larry Page is Lawrence Page.
            let given = Lexicon::english().given_name(first);
            let ends = (given, &**last);
            let known = by_ends.get(&ends);
            let longer = match known {
                None => by_part.get(&form.words.join(" ")).map(Vec::as_slice),
                Some(_) => None,
            };
            let id = match (known, longer) {
                (Some(&id), _) => {
                    let figure = &mut self.figures[id];
                    figure.goes_by_several |= figure.words.first() != Some(first);
                    id
                }
                (None, Some(&[id])) if form.may_be_part_of(&self.figures[id]) => id,
                _ => {
                    let id = self.figures.len();
                    self.figures.push(form.figure());
                    by_ends.insert(ends, id);
                    id
                }
            };
            assigned[i] = id;
            self.told.resize(self.figures.len(), usize::MAX);
            self.told[id] = self.told[id].min(form.order);
            for part in parts(&form.words) {
                let holders = by_part.entry(part).or_default();
                if !holders.contains(&id) && holders.len() < 8 {
                    holders.push(id);
                }
            }
        }
        // Forms in the text's order, so that the figure's own name is told the same way each time.
        let mut named: HashSet<FigureId> = HashSet::default();
        for (form, &id) in full.iter().zip(&assigned) {
            let figure = &mut self.figures[id];
            if figure.goes_by_several && named.insert(id) {
                let other = std::mem::replace(&mut figure.name, squash(form.text));
                figure.add_form(other.into());
            }
            self.add(form, Meaning::One(id));
        }
        for (id, figure) in self.figures.iter().enumerate() {
            if let Some(last) = figure.words.last().filter(|_| figure.is_person()) {
                self.surnames.entry(last.clone()).or_default().push(id);
            }
        }
        self.join_bare(bare, acronyms);
    }

    /// Single words: a surname, the first word of a body's name, or a name by itself.
    fn join_bare(&mut self, bare: Vec<Form>, acronyms: &HashMap<&str, &str>) {
        let mut by_last: HashMap<&str, Vec<FigureId>> = HashMap::default();
        let mut by_first: HashMap<&str, Vec<FigureId>> = HashMap::default();
        by_last.reserve(self.figures.len());
        by_first.reserve(self.figures.len());
        for (id, figure) in self.figures.iter().enumerate() {
            let mut words = figure
                .words
                .iter()
                .rev()
                .skip_while(|word| word.starts_with("sr"));
            if let Some((first, last)) = figure.words.first().zip(words.next()) {
                by_last.entry(last).or_default().push(id);
                by_first.entry(first).or_default().push(id);
            }
        }
        let mut meanings = Vec::with_capacity(bare.len());
        for form in &bare {
            let word = form.words.first().map_or("", String::as_str);
            let last = by_last.get(word).map_or(&[][..], Vec::as_slice);
            let first = by_first.get(word).map_or(&[][..], Vec::as_slice);
            let persons: Vec<FigureId> = last
                .iter()
                .copied()
                .filter(|&id| {
                    let figure = &self.figures[id];
                    figure.kind != Some(SpeakerKind::Organisation)
                        && figure.gender.agrees(form.gender)
                })
                .collect();
            let spelt_out = acronyms
                .get(form.text)
                .and_then(|full| self.by_form.get(*full));
            // `Mohammed said`, of Mohammed Vale, where Sher Mohammed comes only later.
            let told_before = |id: FigureId| self.told.get(id).is_some_and(|&at| at < form.order);
            let before = match (persons.as_slice(), first) {
                (&[later], &[id]) if later != id && form.given != Gender::Unknown => {
                    (!told_before(later) && told_before(id) && self.figures[id].is_person())
                        .then_some(id)
                }
                _ => None,
            };
            let meaning = match (persons.as_slice(), last, first) {
                _ if before.is_some() => before.map(|id| Meaning::Several(vec![id, persons[0]])),
                _ if spelt_out.is_some() => spelt_out.cloned(),
                (&[id], ..) => Some(Meaning::One(id)),
                ([_, _, ..], ..) => Some(Meaning::Several(persons)),
                (_, &[], &[id]) if self.begins_with(id, form) => Some(Meaning::One(id)),
                (&[], &[id], _) if self.is_short_for(form, id) => Some(Meaning::One(id)),
                _ => None,
            };
            meanings.push(meaning);
        }
        for (form, meaning) in bare.iter().zip(meanings) {
            if let Some(Meaning::One(id)) = meaning {
                let figure = &mut self.figures[id];
                let by_first = figure.words.first() == form.words.first() && figure.words.len() > 1;
                let by_last = figure.words.last() == form.words.first();
                let person = form.aged || form.gender != Gender::Unknown;
                if by_first && !by_last && form.given == Gender::Unknown && !person {
                    figure.kind.get_or_insert(SpeakerKind::Organisation);
                }
            }
            let meaning = meaning.unwrap_or_else(|| {
                let id = self.figures.len();
                self.figures.push(form.figure());
                if form.speaks {
                    self.figures[id].kind.get_or_insert(SpeakerKind::Person);
                }
                Meaning::One(id)
            });
            self.add(form, meaning);
        }
    }

    /// Whether a body's noun stands for the one body whose name ends with it: `the League`, of the Arab League. There
    /// is always another house, government or army.
    fn is_short_for(&self, form: &Form, id: FigureId) -> bool {
        let lexicon = Lexicon::english();
        let Some(noun) = form.words.first() else {
            return false;
        };
        let class = lexicon.class(noun);
        let figure = &self.figures[id];
        let several = matches!(
            &**noun,
            "house"
                | "government"
                | "administration"
                | "army"
                | "state"
                | "police"
                | "force"
                | "press"
                | "parliament"
                | "congress"
                | "court"
        );
        figure.is_organisation()
            && class.is(Class::BODY)
            && !class.is(Class::METONYM.or(Class::PLURAL_ROLE))
            && !several
    }

    /// Whether a single word may stand for the longer name that it opens: a body's, or a given name.
    fn begins_with(&self, id: FigureId, form: &Form) -> bool {
        let figure = &self.figures[id];
        let given = form.given != Gender::Unknown && form.kind.is_none();
        // Tottenham for Tottenham Hotspur, but not Trump for the Trump administration.
        let proper = figure
            .name
            .split(' ')
            .all(|word| !word.starts_with(char::is_lowercase));
        // A person is named by the last word: what is named by its first, and is never shown to be one, is a body.
        let body =
            figure.is_organisation() || figure.kind.is_none() && figure.gender == Gender::Unknown;
        // Nor for Trump’s White House.
        let owned = figure.name.split(' ').next().is_some_and(|first| {
            first.ends_with("’s") || first.ends_with("'s") || first.ends_with(['’', '\''])
        });
        (body && proper && !owned && form.kind != Some(SpeakerKind::Person))
            // `Mr Li`, of Li Jun
            || ((given || form.aged || form.knighted || form.gender != Gender::Unknown)
                && figure.is_person())
    }

    fn add(&mut self, form: &Form, meaning: Meaning) {
        if let Meaning::One(id) = meaning {
            let figure = &mut self.figures[id];
            figure.add_form(squashed(form.text));
            figure.shown |= form.speaks;
            // `KOVAČ:` is Mira Kovač in capitals, not a body known by its letters.
            let surname = form.words.len() == 1
                && figure.words.len() > 1
                && figure.words.last() == form.words.first();
            figure.kind = figure.kind.or(form.kind.filter(|_| !surname));
            if figure.gender == Gender::Unknown {
                figure.gender = if form.words.len() > 1 {
                    form.whole_gender()
                } else {
                    form.gender
                };
            }
        }
        self.by_form.insert(form.text.to_owned(), meaning);
    }

    /// The people with this surname, folded.
    pub fn namesakes(&self, surname: &str) -> &[FigureId] {
        self.surnames.get(surname).map_or(&[], Vec::as_slice)
    }

    /// What a name in the text means.
    pub fn find(&self, text: &str, tokens: &[Token], mention: &Mention) -> Option<&Meaning> {
        let MentionKind::Name { name, role } = &mention.kind else {
            return None;
        };
        let name = with_name_title(tokens, name, role.as_ref());
        self.by_form.get(words_of(text, tokens, &name))
    }

    /// The figure that a description stands for by itself: the same words mean the same one within an article.
    pub fn describe(&mut self, description: String, head: &str, head_class: Class) -> FigureId {
        let key = fold(&description);
        if let Some(&id) = self.described.get(&key) {
            return id;
        }
        let id = self.figures.len();
        self.figures.push(Figure {
            name: description,
            words: vec![fold(head)],
            folded: key.clone(),
            kind: Some(SpeakerKind::Unnamed),
            gender: Gender::of(head_class.only(Class::MALE.or(Class::FEMALE))),
            plural: head_class.is(Class::PLURAL_ROLE),
            thing: head_class.is(Class::PAPER.or(Class::BODY).or(Class::CUE_NOUN))
                && !head_class.is(Class::ROLE),
            ..Figure::default()
        });
        self.described.insert(key, id);
        id
    }
}

/// The beginnings and ends of a name, of two words or more: `Big Machine` of `Big Machine Records`.
fn parts(words: &[String]) -> impl Iterator<Item = String> + '_ {
    const LONGEST: usize = 7;
    let n = words.len().min(LONGEST);
    let beginnings = (2..n).map(move |k| words[..k].join(" "));
    let ends = (1..n.saturating_sub(1)).map(move |k| words[k..].join(" "));
    beginnings.chain(ends)
}
