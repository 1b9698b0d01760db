//! Speakers made one across articles.

use super::alphabet::Alphabet;
use super::identities::{Identities, Identity};
use super::names::sort_key;
use super::{Article, ArticleId, QuotationRef, Role, Speaker, SpeakerId};
use crate::config::{Register, RegisteredSpeaker, SpeakerKind};
use crate::lexicon::fold;
use crate::quotes;
use crate::slug::{Slugs, Unique};
use jiff::civil::Date;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// All speakers in the order of the index, and what is not theirs.
pub(super) struct Speakers {
    pub all: Vec<Speaker>,
    /// For each speaker, which identity it is.
    pub identities: Vec<Identity>,
    pub unattributed: Vec<QuotationRef>,
}

/// Makes the speakers, and tells each article its own.
pub(super) fn of(
    articles: &mut [Article],
    identities: &Identities,
    register: &Register,
    alphabet: &Alphabet,
    slugs: Slugs,
) -> Speakers {
    // Each appearance of an identity: the article, and which of its speakers.
    let mut appearances: Vec<Vec<(ArticleId, usize)>> = vec![Vec::new(); identities.all.len()];
    for (article, ids) in identities.of.iter().enumerate() {
        for (at, &id) in ids.iter().enumerate() {
            appearances[id].push((article, at));
        }
    }
    let mut all: Vec<(Identity, Speaker)> = appearances
        .par_iter()
        .zip(&identities.all)
        .map(|(appearances, known)| {
            let mut portrait = Portrait::default();
            for &(article, at) in appearances {
                let entry = &articles[article].entry;
                portrait.add(&entry.speakers[at], entry.article.date);
            }
            let registered = known.registered.and_then(|at| register.speakers.get(at));
            portrait.finish(registered, alphabet, slugs)
        })
        .enumerate()
        .collect();
    address(&mut all, articles, identities);
    all.par_sort_by(|(_, a), (_, b)| {
        let rank = |speaker: &Speaker| alphabet.rank(speaker.letter);
        rank(a)
            .cmp(&rank(b))
            .then_with(|| a.sort_key.cmp(&b.sort_key))
            .then_with(|| a.slug.cmp(&b.slug))
    });
    let (ids, mut all): (Vec<Identity>, Vec<Speaker>) = all.into_iter().unzip();
    let mut number = vec![0; ids.len()];
    for (speaker, &id) in ids.iter().enumerate() {
        number[id] = speaker;
    }
    for (article, ids) in articles.iter_mut().zip(&identities.of) {
        article.speakers = ids.iter().map(|&id| number[id]).collect();
        article.join_parts();
    }
    let unattributed = list(articles, &mut all);
    for speaker in &mut all {
        speaker.quotations.shrink_to_fit();
        speaker.articles.shrink_to_fit();
    }
    Speakers {
        all,
        identities: ids,
        unattributed,
    }
}

/// Puts every quotation under its speaker; gives those that have none.
fn list(articles: &[Article], speakers: &mut [Speaker]) -> Vec<QuotationRef> {
    let mut unattributed = Vec::new();
    for (id, article) in articles.iter().enumerate() {
        for row in 0..article.entry.quotations.len() {
            let at = QuotationRef::new(id, row);
            match article.speaker_of(row) {
                Some(speaker) => speakers[speaker].quote(at, article.opens(row)),
                None => unattributed.push(at),
            }
        }
    }
    unattributed
}

/// Gives each speaker an address: first those whose name holds on the whole site, then bare last names; in each, who is
/// quoted in the oldest article first, so that an address stays when articles are added.
fn address(all: &mut [(Identity, Speaker)], articles: &[Article], identities: &Identities) {
    let mut oldest: Vec<Option<ArticleId>> = vec![None; all.len()];
    for (id, ids) in identities.of.iter().enumerate() {
        // Articles without a date stand at the end of the list, but are no oldest ones.
        let is_dated = articles[id].entry.article.date.is_some();
        for &identity in ids {
            if is_dated || oldest[identity].is_none() {
                oldest[identity] = Some(id);
            }
        }
    }
    let age = |id: Option<ArticleId>| {
        let article = id.map(|id| &articles[id]);
        let date = article.and_then(|article| article.entry.article.date);
        (date.is_none(), date, article.map(|article| &article.path))
    };
    let mut order: Vec<&mut (Identity, Speaker)> = all.iter_mut().collect();
    order.sort_by(|(a, _), (b, _)| {
        let bare = |id: &Identity| identities.all[*id].bare;
        bare(a)
            .cmp(&bare(b))
            .then_with(|| age(oldest[*a]).cmp(&age(oldest[*b])))
            .then_with(|| a.cmp(b))
    });
    let mut slugs = Unique::default();
    for (_, speaker) in order {
        speaker.slug = slugs.take(std::mem::take(&mut speaker.slug));
        speaker.path = format!("speakers/{}/", speaker.slug);
    }
}

/// What articles say of a speaker, gathered newest first.
#[derive(Default)]
struct Portrait<'e> {
    names: Tally<'e>,
    also: Tally<'e>,
    kinds: [usize; 3],
    roles: Vec<Role>,
    role_at: HashMap<String, usize>,
}

/// Words and how often they are used, in the order in which they come.
#[derive(Default)]
struct Tally<'e> {
    words: Vec<(&'e str, usize)>,
    at: HashMap<&'e str, usize>,
}

impl<'e> Tally<'e> {
    fn count(&mut self, words: &'e str) {
        let at = *self.at.entry(words).or_insert_with(|| {
            self.words.push((words, 0));
            self.words.len() - 1
        });
        self.words[at].1 += 1;
    }

    /// Most used first, then longest, then in the order of the alphabet.
    fn sorted(mut self) -> Vec<&'e str> {
        self.words.sort_by(|(a, a_count), (b, b_count)| {
            (b_count, b.len(), a).cmp(&(a_count, a.len(), b))
        });
        self.words.into_iter().map(|(words, _)| words).collect()
    }
}

impl<'e> Portrait<'e> {
    fn add(&mut self, speaker: &'e quotes::Speaker, date: Option<Date>) {
        self.names.count(&speaker.name);
        for name in &speaker.also {
            self.also.count(name);
        }
        self.kinds[speaker.kind as usize] += 1;
        if let Some(words) = &speaker.role {
            self.add_role(words, date);
        }
    }

    fn add_role(&mut self, words: &str, date: Option<Date>) {
        let roles = &mut self.roles;
        let at = *self.role_at.entry(fold(words)).or_insert_with(|| {
            roles.push(Role {
                words: words.to_owned(),
                first: None,
                last: None,
            });
            roles.len() - 1
        });
        let role = &mut roles[at];
        role.last = role.last.or(date);
        role.first = date.or(role.first);
    }

    fn finish(
        self,
        registered: Option<&RegisteredSpeaker>,
        alphabet: &Alphabet,
        slugs: Slugs,
    ) -> Speaker {
        let names = self.names.sorted();
        let shown = registered.map(|speaker| speaker.name.as_str());
        let name = shown.or_else(|| names.first().copied()).unwrap_or_default();
        let mut kinds = [
            SpeakerKind::Person,
            SpeakerKind::Organisation,
            SpeakerKind::Unnamed,
        ];
        kinds.sort_by_key(|&kind| Reverse(self.kinds[kind as usize]));
        let kind = registered
            .and_then(|speaker| speaker.kind)
            .unwrap_or(kinds[0]);
        let mut roles = self.roles;
        let role = registered.and_then(|speaker| speaker.role.clone());
        if let Some(words) = role.filter(|_| roles.is_empty()) {
            roles.push(Role {
                words,
                first: None,
                last: None,
            });
        }
        let sort_key = sort_key(name, kind);
        Speaker {
            also: other_names(name, names.into_iter().chain(self.also.sorted())),
            name: name.to_owned(),
            kind,
            slug: slugs.of(name, "speaker"),
            path: String::new(),
            letter: alphabet.letter(name, kind, &sort_key),
            sort_key,
            roles,
            wikidata: registered.and_then(|speaker| speaker.wikidata.clone()),
            quotations: Vec::new(),
            count: 0,
            articles: Vec::new(),
        }
    }
}

/// Those of `names` that say something which the shown name does not: no part of it, no other letter case.
fn other_names<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let shown = fold(name);
    let shown: Vec<&str> = shown.split(' ').collect();
    let mut seen = HashSet::new();
    names
        .filter(|other| {
            let folded = fold(other);
            let says_more = !folded.split(' ').all(|word| shown.contains(&word));
            says_more && seen.insert(folded)
        })
        .map(str::to_owned)
        .collect()
}

impl Speaker {
    fn quote(&mut self, at: QuotationRef, opens: bool) {
        if self.articles.last() != Some(&at.article()) {
            self.articles.push(at.article());
        }
        self.quotations.push(at);
        self.count += usize::from(opens);
    }
}

/// Runs of speakers who stand under one letter.
pub(super) fn letters(speakers: &[Speaker]) -> Vec<(char, std::ops::Range<SpeakerId>)> {
    let mut start = 0;
    speakers
        .chunk_by(|a, b| a.letter == b.letter)
        .map(|run| {
            let range = start..start + run.len();
            start = range.end;
            (run[0].letter, range)
        })
        .collect()
}
