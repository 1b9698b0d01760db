//! Speakers who may be one, offered to the editor and never joined: a bare last name, and names spelled almost alike.

use super::identities::{Identities, Known, REGISTER};
use super::names::{PersonName, skeleton};
use super::speakers::Speakers;
use super::{Article, ArticleId, Speaker, SpeakerId};
use crate::config::SpeakerKind;
use crate::diagnostics::{Diagnostic, Location};
use crate::lexicon::fold;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

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
}

impl Offers<'_> {
    fn people(&self) -> impl Iterator<Item = SpeakerId> {
        (0..self.speakers.len()).filter(|&id| {
            let speaker = &self.speakers[id];
            speaker.kind == SpeakerKind::Person && !speaker.quotations.is_empty()
        })
    }

    /// Bare last names: whom each may be, once for all articles that have it.
    fn bare_names(&self) -> Vec<(ArticleId, Diagnostic)> {
        let mut bare: BTreeMap<String, Vec<SpeakerId>> = BTreeMap::new();
        for id in self.people().filter(|&id| self.known[id].bare) {
            let name = PersonName::new(&self.speakers[id].name);
            bare.entry(name.last().to_owned()).or_default().push(id);
        }
        let mut full: HashMap<&str, Vec<SpeakerId>> = HashMap::new();
        for id in self.people().filter(|&id| !self.known[id].bare) {
            let name = PersonName::new(&self.speakers[id].name);
            if let Some((last, _)) = bare.get_key_value(name.last()) {
                full.entry(last).or_default().push(id);
            }
        }
        let mut offered = Vec::new();
        for (last, ids) in &bare {
            let candidates = full.get(&**last).map_or(&[][..], Vec::as_slice);
            offered.extend(self.bare_name(ids, candidates));
        }
        offered
    }

    fn bare_name(
        &self,
        ids: &[SpeakerId],
        candidates: &[SpeakerId],
    ) -> Option<(ArticleId, Diagnostic)> {
        let mut ids = ids.to_vec();
        ids.sort_by_key(|&id| self.speakers[id].articles.first().copied());
        let first = *ids.first()?;
        let name = &self.speakers[first].name;
        let candidates = self.most_likely(candidates.to_vec());
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
        let mut groups: BTreeMap<Ends, Vec<SpeakerId>> = BTreeMap::new();
        for id in self.people().filter(|&id| !self.known[id].bare) {
            let name = PersonName::new(&self.speakers[id].name);
            let ends = Ends::of(&name);
            if name.is_full() && !ends.first.is_empty() && !ends.last.is_empty() {
                groups.entry(ends).or_default().push(id);
            }
        }
        let mut likely: Vec<(&Ends, SpeakerId)> = Vec::with_capacity(groups.len());
        let mut offered = Vec::new();
        for (ends, ids) in &groups {
            let ids = self.most_likely(ids.clone());
            if self.may_be_one(&ids) {
                offered.extend(self.spelling(&ids));
            }
            likely.extend(ids.first().map(|&id| (ends, id)));
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
            .map(|&id| PersonName::new(&self.speakers[id].name).middle())
            .filter(|middle| !middle.is_empty())
            .collect();
        ids.len() > 1 && middles.len() < 2
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
        let speaker = &self.speakers[speaker];
        let id = *speaker.articles.first()?;
        let article = &self.articles[id];
        let document = &article.entry.document;
        let name = PersonName::new(&speaker.name);
        let rows = speaker.quotations.iter().take_while(|at| at.article == id);
        let rows = rows.map(|at| &article.entry.quotations[at.quotation]);
        let mentions = rows
            .clone()
            .filter_map(|row| row.attribution.as_ref()?.mention);
        let named = mentions
            .clone()
            .find(|span| fold(span.of(&document.text)).contains(name.last()));
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
/// By deletion neighbourhoods (W. Garbe's symmetric delete): two words are one edit apart if and only if one is the
/// other without a letter, or both are the same without the letter at one place. Linear in the letters of all names.
fn near(names: &[(&Ends, SpeakerId)]) -> Vec<(SpeakerId, SpeakerId)> {
    type Rest<'n> = (&'n str, &'n str);
    let mut whole: HashMap<(Rest, &str), SpeakerId> = HashMap::new();
    for &(ends, id) in names {
        whole.insert(((&ends.first, &ends.suffix), &ends.last), id);
    }
    let mut without: HashMap<(Rest, usize, String), SpeakerId> = HashMap::new();
    let mut pairs = Vec::new();
    for &(ends, id) in names {
        let (first, suffix, last) = (&*ends.first, &*ends.suffix, &*ends.last);
        if last.len() < LONG {
            continue;
        }
        // A skeleton is ASCII.
        for at in 1..last.len() {
            let mut shorter = last.to_owned();
            shorter.remove(at);
            if let Some(&other) = whole.get(&((first, suffix), &*shorter)) {
                pairs.push((other, id));
            }
            match without.entry(((first, suffix), at, shorter)) {
                std::collections::hash_map::Entry::Occupied(other) => {
                    pairs.push((*other.get(), id));
                }
                std::collections::hash_map::Entry::Vacant(free) => {
                    free.insert(id);
                }
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
