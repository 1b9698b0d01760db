//! Speakers who may be one, offered to the editor and never joined: a bare last name, and names spelled almost alike.

use super::identities::{Identities, Known, REGISTER};
use super::names::{PersonName, skeleton};
use super::speakers::Speakers;
use super::{Article, ArticleId, Speaker, SpeakerId};
use crate::config::SpeakerKind;
use crate::diagnostics::{Diagnostic, Location};
use crate::lexicon::fold;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

/// How many candidates, or further places, a message names.
const SHOWN: usize = 3;

/// From how many letters on one letter more, less or other is taken for a spelling: in short names it is another name.
const LONG: usize = 7;

/// Everything that is offered, the newest article's first.
pub(super) fn of(
    articles: &[Article],
    speakers: &Speakers,
    identities: &Identities,
) -> Vec<Diagnostic> {
    let offers = Offers {
        articles,
        speakers: &speakers.all,
        known: speakers
            .identities
            .iter()
            .map(|&identity| identities.all[identity])
            .collect(),
        names: speakers.all.par_iter().map(name_of).collect(),
    };
    let mut found = offers.bare_names();
    found.extend(offers.spellings());
    found.sort_by_key(|(article, _)| *article);
    found
        .into_iter()
        .map(|(_, diagnostic)| diagnostic)
        .collect()
}

struct Offers<'d> {
    articles: &'d [Article],
    speakers: &'d [Speaker],
    /// For each speaker.
    known: Vec<Known>,
    /// For each speaker, its name taken apart; none where the speaker is no person.
    names: Vec<Option<PersonName>>,
}

fn name_of(speaker: &Speaker) -> Option<PersonName> {
    let is_offered = speaker.kind == SpeakerKind::Person && !speaker.quotations.is_empty();
    is_offered.then(|| PersonName::new(&speaker.name))
}

impl Offers<'_> {
    /// The people with a bare last name, or those with a full one.
    fn people(&self, bare: bool) -> impl Iterator<Item = (SpeakerId, &PersonName)> {
        let names = self.names.iter().enumerate();
        names
            .filter_map(|(id, name)| Some((id, name.as_ref()?)))
            .filter(move |(id, _)| self.known[*id].bare == bare)
    }

    /// Bare last names: whom each may be, once for all articles that have it.
    fn bare_names(&self) -> Vec<(ArticleId, Diagnostic)> {
        let mut bare: BTreeMap<&str, Vec<SpeakerId>> = BTreeMap::new();
        for (id, name) in self.people(true) {
            bare.entry(name.last()).or_default().push(id);
        }
        let mut full: HashMap<&str, Vec<SpeakerId>> = HashMap::new();
        for (id, name) in self.people(false) {
            if bare.contains_key(name.last()) {
                full.entry(name.last()).or_default().push(id);
            }
        }
        bare.into_iter()
            .filter_map(|(last, ids)| {
                let candidates = full.remove(last).unwrap_or_default();
                self.bare_name(ids, candidates)
            })
            .collect()
    }

    fn bare_name(
        &self,
        mut ids: Vec<SpeakerId>,
        candidates: Vec<SpeakerId>,
    ) -> Option<(ArticleId, Diagnostic)> {
        ids.sort_by_key(|&id| self.speakers[id].articles.first().copied());
        let first = *ids.first()?;
        let name = &self.speakers[first].name;
        let candidates = self.most_likely(candidates);
        let in_articles = match ids.len() {
            1 => String::new(),
            n => format!(" in {n} articles"),
        };
        let (message, help) = match candidates.split_first() {
            None if ids.len() == 1 => return None,
            None => (
                format!(
                    "`{name}` is all that {} articles call a speaker, who is listed apart in each",
                    ids.len()
                ),
                format!(
                    "if they are one, write in {REGISTER}:\n[[speaker]]\nname = {}",
                    quoted(name)
                ),
            ),
            Some((&likely, others)) => {
                let known = self.speakers[likely].name.as_str();
                let mut who = known.to_owned();
                for (at, &id) in others.iter().take(SHOWN - 1).enumerate() {
                    let last = at + 1 == others.len().min(SHOWN - 1);
                    who.push_str(if last { " or " } else { ", " });
                    who.push_str(&self.speakers[id].name);
                }
                let elsewhere = if others.is_empty() {
                    ""
                } else {
                    "\nwhere an article means another, settle it there with `[[quote]]`"
                };
                (
                    format!("`{name}`{in_articles} may be {who}, and is listed apart"),
                    format!(
                        "if it is {known}, {}{elsewhere}",
                        self.joining(likely, &[name])
                    ),
                )
            }
        };
        let mut diagnostic = Diagnostic::warning("bare-name", message).help(help);
        for &other in ids.iter().skip(1).take(SHOWN) {
            if let Some((_, place)) = self.first_mention(other) {
                diagnostic = diagnostic.related(place, "and here");
            }
        }
        self.placed(first, diagnostic)
    }

    /// Full names that are transliterations of one another, or have a letter more, less or other.
    fn spellings(&self) -> Vec<(ArticleId, Diagnostic)> {
        let full: Vec<(SpeakerId, &PersonName)> = self.people(false).collect();
        let ends = full
            .par_iter()
            .filter(|(_, name)| name.is_full())
            .map(|&(id, name)| (Ends::of(name), id))
            .filter(|(ends, _)| !ends.first.is_empty() && !ends.last.is_empty());
        let mut ends: Vec<(Ends, SpeakerId)> = ends.collect();
        ends.par_sort();
        let mut likely: Vec<(&Ends, SpeakerId)> = Vec::with_capacity(ends.len());
        let mut offered = Vec::new();
        for group in ends.chunk_by(|(a, _), (b, _)| a == b) {
            let ids = self.most_likely(group.iter().map(|&(_, id)| id).collect());
            if ids.len() > 1 && self.may_be_one(&ids) {
                offered.extend(self.spelling(&ids));
            }
            likely.push((&group[0].0, ids[0]));
        }
        for (one, other) in near(&likely) {
            offered.extend(self.spelling(&self.most_likely(vec![one, other])));
        }
        offered
    }

    /// Names with one first and last name are namesakes rather than spellings when their middle names differ.
    fn may_be_one(&self, ids: &[SpeakerId]) -> bool {
        let middles: HashSet<String> = ids
            .iter()
            .filter_map(|&id| self.names[id].as_ref())
            .map(PersonName::middle)
            .filter(|middle| !middle.is_empty())
            .collect();
        middles.len() < 2
    }

    /// `ids` are the likeliest first.
    fn spelling(&self, ids: &[SpeakerId]) -> Option<(ArticleId, Diagnostic)> {
        let (&likely, others) = ids.split_first()?;
        // An editor who has registered both knows that they are two.
        let others: Vec<SpeakerId> = others
            .iter()
            .copied()
            .filter(|&id| self.known[id].registered.is_none())
            .collect();
        let first = *others.first()?;
        let names: Vec<&str> = others
            .iter()
            .map(|&id| self.speakers[id].name.as_str())
            .collect();
        let name = &self.speakers[likely].name;
        let message = format!(
            "{} may be {name} in another spelling, and is listed apart",
            names.join(", ")
        );
        let help = format!(
            "if so, {}\nif not, give each a `[[speaker]]` of its own",
            self.joining(likely, &names)
        );
        let mut diagnostic = Diagnostic::warning("near-name", message).help(help);
        for &other in std::iter::once(&likely).chain(&others[1..]).take(SHOWN) {
            if let Some((_, place)) = self.first_mention(other) {
                diagnostic = diagnostic.related(place, self.speakers[other].name.as_str());
            }
        }
        self.placed(first, diagnostic)
    }

    /// What to write so that `names` mean this speaker.
    fn joining(&self, speaker: SpeakerId, names: &[&str]) -> String {
        let name = &self.speakers[speaker].name;
        let aliases: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        let aliases = aliases.join(", ");
        match self.known[speaker].registered {
            Some(_) => format!("add {aliases} to the aliases of {name} in {REGISTER}"),
            None => format!(
                "write in {REGISTER}:\n[[speaker]]\nname = {}\naliases = [{aliases}]",
                quoted(name)
            ),
        }
    }

    /// The registered first, then the most quoted.
    fn most_likely(&self, mut ids: Vec<SpeakerId>) -> Vec<SpeakerId> {
        ids.sort_by_key(|&id| {
            let registered = self.known[id].registered.is_some();
            (!registered, Reverse(self.speakers[id].count), id)
        });
        ids
    }

    fn placed(
        &self,
        speaker: SpeakerId,
        mut diagnostic: Diagnostic,
    ) -> Option<(ArticleId, Diagnostic)> {
        let (article, place) = self.first_mention(speaker)?;
        diagnostic.location = Some(place);
        Some((article, diagnostic))
    }

    /// Where the newest article that quotes the speaker first names them with their last name; else where it first
    /// points to them; else the quotation.
    fn first_mention(&self, speaker: SpeakerId) -> Option<(ArticleId, Location)> {
        let (speaker_id, speaker) = (speaker, &self.speakers[speaker]);
        let id = *speaker.articles.first()?;
        let article = &self.articles[id];
        let document = &article.entry.document;
        let name = self.names[speaker_id].as_ref();
        let last = name.map_or("", PersonName::last);
        let rows = speaker
            .quotations
            .iter()
            .take_while(|at| at.article() == id);
        let rows = rows.map(|at| &article.entry.quotations[at.quotation()]);
        let mentions = rows
            .clone()
            .filter_map(|row| row.attribution.as_ref()?.mention.get());
        let named = mentions
            .clone()
            .find(|span| fold(span.of(&document.text)).contains(last));
        let span = named
            .or_else(|| mentions.clone().next())
            .or_else(|| rows.clone().map(|row| row.span).next())?;
        let location = Location {
            path: document.path.clone(),
            text: document.text.clone(),
            span,
        };
        Some((id, location))
    }
}

/// What two spellings of a name share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Ends {
    first: String,
    suffix: String,
    last: String,
}

impl Ends {
    fn of(name: &PersonName) -> Self {
        Self {
            first: skeleton(name.first()),
            suffix: name.suffix().unwrap_or_default().to_owned(),
            last: skeleton(name.last()),
        }
    }
}

/// Pairs of which the last names are one letter apart, the first letter the same in both, and all else is equal.
///
/// By deletion neighbourhoods (W. Garbe, "symmetric delete", 2012): words that are one edit apart have a word in common
/// that is either of them, or either without a letter. Those are sorted, and what meets is compared in earnest: no time
/// is lost on the many pairs that never meet.
fn near(names: &[(&Ends, SpeakerId)]) -> Vec<(SpeakerId, SpeakerId)> {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let hash = |ends: &Ends, without: usize| {
        let letters = ends.last.bytes().enumerate();
        let rest: Vec<u8> = letters
            .filter(|(at, _)| *at != without)
            .map(|(_, letter)| letter)
            .collect();
        hasher.hash_one((&ends.first, &ends.suffix, rest))
    };
    let mut rests: Vec<(u64, usize)> = names
        .par_iter()
        .enumerate()
        .flat_map_iter(|(name, &(ends, _))| {
            let letters = ends.last.len();
            // What is one letter shorter may still meet a long one.
            let places = if letters + 1 < LONG { 0 } else { letters };
            // Without the letter past the end the word is whole.
            (1..=places).map(move |without| (hash(ends, without), name))
        })
        .collect();
    rests.par_sort_unstable();
    let mut pairs: Vec<(SpeakerId, SpeakerId)> = Vec::new();
    for met in rests.chunk_by(|(a, _), (b, _)| a == b) {
        let (one, id) = names[met[0].1];
        for &(_, other) in &met[1..] {
            let (other, other_id) = names[other];
            let is_long = one.last.len().max(other.last.len()) >= LONG;
            let same = one.first == other.first && one.suffix == other.suffix;
            if is_long && same && strsim::damerau_levenshtein(&one.last, &other.last) == 1 {
                pairs.push((id, other_id));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// A name as TOML has it; JSON's strings are TOML's.
fn quoted(name: &str) -> String {
    serde_json::Value::from(name).to_string()
}
