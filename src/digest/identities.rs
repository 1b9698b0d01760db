//! Who is the same across articles.
//!
//! - The same full name is the same person, letter case, accents and courtesy titles apart.
//! - A full name that one article uses beside another for the same person is that person's too, unless an article
//!   has both for two people.
//! - A register entry joins all its names.
//! - Bodies are joined by name, unnamed sources by their description; neither with anything else.
//! - A person whom an article knows by a bare last name is nobody else's namesake: only the register joins them.

use super::Article;
use super::names::{PersonName, description_key};
use crate::config::{Register, SpeakerKind};
use crate::diagnostics::Diagnostic;
use crate::lexicon::{Class, Lexicon, fold};
use crate::quotes;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Where the register stands, as an editor knows it.
pub(super) const REGISTER: &str = "content/speakers.toml";

/// One who speaks, as an index.
pub(super) type Identity = usize;

/// Who each article's speakers are.
#[derive(Debug, Default)]
pub(super) struct Identities {
    /// For each article, for each of its entry's speakers.
    pub of: Vec<Vec<Identity>>,
    /// What is known of each.
    pub all: Vec<Known>,
}

/// What joins an identity.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Known {
    /// Index into the register.
    pub registered: Option<usize>,
    /// A person known by a bare last name, in one article.
    pub bare: bool,
}

/// What makes a speaker of an article the same as another's.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    Registered(usize),
    Person(String),
    Organisation(String),
    Unnamed(String),
}

/// A speaker of an article: its key, none for a bare last name, and those of its other full names.
struct Keys {
    own: Option<Key>,
    others: Vec<Key>,
}

/// The names of the register, folded.
struct Names(HashMap<String, usize>);

impl Names {
    /// Also reports names that mean two speakers.
    fn of(register: &Register) -> (Self, Vec<Diagnostic>) {
        let mut names = HashMap::new();
        let mut diagnostics = Vec::new();
        for (at, speaker) in register.speakers.iter().enumerate() {
            for name in std::iter::once(&speaker.name).chain(&speaker.aliases) {
                let first = *names.entry(fold(name)).or_insert(at);
                if first != at {
                    let message = format!(
                        "`{name}` means two speakers: {} and {}",
                        register.speakers[first].name, speaker.name
                    );
                    diagnostics.push(
                        Diagnostic::error("ambiguous-name", message)
                            .in_file(&Arc::from(REGISTER))
                            .help(format!(
                                "take `{name}` out of the `name` or `aliases` of one of them"
                            )),
                    );
                }
            }
        }
        (Self(names), diagnostics)
    }

    fn find(&self, name: &str) -> Option<usize> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&fold(name)).copied()
    }

    fn keys(&self, speaker: &quotes::Speaker) -> Keys {
        let own_name = self.find(&speaker.name);
        // A bare name among the others may mean somebody else: it counts only where the article was read so.
        let registered = own_name.or_else(|| {
            let others = speaker.also.iter().filter(|_| speaker.registered);
            others.filter_map(|name| self.find(name)).next()
        });
        let mut others = Vec::new();
        let own = match speaker.kind {
            SpeakerKind::Person => {
                let name = PersonName::new(&speaker.name);
                if name.is_full() {
                    others = self.other_full_names(&name, &speaker.also);
                }
                let full = || name.is_full().then(|| Key::Person(name.key()));
                registered.map(Key::Registered).or_else(full)
            }
            kind => {
                let key = || {
                    let key = description_key(&speaker.name);
                    match kind {
                        SpeakerKind::Organisation => Key::Organisation(key),
                        _ => Key::Unnamed(key),
                    }
                };
                Some(registered.map_or_else(key, Key::Registered))
            }
        };
        Keys { own, others }
    }

    /// Full names among `also`. `President Orlan` is none: a role is no given name.
    fn other_full_names(&self, name: &PersonName, also: &[String]) -> Vec<Key> {
        let role = Class::TITLE | Class::ROLE | Class::ROLE_WORD | Class::DEMONYM;
        also.iter()
            .filter_map(|other| {
                let parsed = PersonName::new(other);
                let is_name = parsed.is_full()
                    && parsed.suffix() == name.suffix()
                    && parsed.shares_an_end(name)
                    && !Lexicon::english().class(parsed.first()).is(role);
                let registered = || self.find(other).map(Key::Registered);
                is_name.then(|| registered().unwrap_or_else(|| Key::Person(parsed.key())))
            })
            .collect()
    }
}

/// Finds who is who. The articles' order decides nothing but numbers.
pub(super) fn settle(articles: &[Article], register: &Register) -> (Identities, Vec<Diagnostic>) {
    let (names, diagnostics) = Names::of(register);
    // Most articles have speakers whom others hold too, and what is held once has the same keys everywhere.
    let all = articles.iter().flat_map(|article| &article.entry.speakers);
    let mut numbers: HashMap<*const quotes::Speaker, usize> = HashMap::new();
    let mut held: Vec<&quotes::Speaker> = Vec::new();
    for speaker in all {
        numbers.entry(Arc::as_ptr(speaker)).or_insert_with(|| {
            held.push(speaker);
            held.len() - 1
        });
    }
    let keys: Vec<Keys> = held.par_iter().map(|speaker| names.keys(speaker)).collect();
    let mut joining = Joining::default();
    let mut known: Vec<Option<Identity>> = vec![None; keys.len()];
    let mut keys: Vec<Option<Keys>> = keys.into_iter().map(Some).collect();
    let mut of = Vec::with_capacity(articles.len());
    let mut same = Vec::new();
    for article in articles {
        let mut ids = Vec::with_capacity(article.entry.speakers.len());
        for speaker in &article.entry.speakers {
            let number = numbers[&Arc::as_ptr(speaker)];
            if let Some(id) = known[number] {
                ids.push(id);
                continue;
            }
            // Known by a bare last name, somebody is another in each article.
            let Some(Keys { own, others }) = keys[number].take() else {
                ids.push(joining.bare());
                continue;
            };
            let id = match own {
                Some(key) => {
                    let id = joining.intern(key);
                    known[number] = Some(id);
                    id
                }
                None => joining.bare(),
            };
            ids.push(id);
            for other in others {
                same.push((id, joining.intern(other)));
            }
        }
        of.push(ids);
    }
    joining.note_articles(&of, &same);
    for (one, other) in same {
        joining.join(one, other);
    }
    (joining.finish(of), diagnostics)
}

/// Disjoint sets (R. E. Tarjan, JACM 22(2), 1975), of which two that share an article are not joined.
#[derive(Default)]
struct Joining {
    ids: HashMap<Key, Identity>,
    parent: Vec<Identity>,
    known: Vec<Known>,
    /// The articles of each set that may be joined with another, by its root.
    articles: HashMap<Identity, HashSet<usize>>,
}

impl Joining {
    fn add(&mut self, known: Known) -> Identity {
        let id = self.parent.len();
        self.parent.push(id);
        self.known.push(known);
        id
    }

    fn intern(&mut self, key: Key) -> Identity {
        if let Some(&id) = self.ids.get(&key) {
            return id;
        }
        let registered = match key {
            Key::Registered(at) => Some(at),
            _ => None,
        };
        let id = self.add(Known {
            registered,
            bare: false,
        });
        self.ids.insert(key, id);
        id
    }

    fn bare(&mut self) -> Identity {
        self.add(Known {
            registered: None,
            bare: true,
        })
    }

    fn note_articles(&mut self, of: &[Vec<Identity>], pairs: &[(Identity, Identity)]) {
        let ids = pairs.iter().flat_map(|&(one, other)| [one, other]);
        self.articles = ids.map(|id| (id, HashSet::new())).collect();
        if self.articles.is_empty() {
            return;
        }
        for (article, ids) in of.iter().enumerate() {
            for id in ids {
                if let Some(articles) = self.articles.get_mut(id) {
                    articles.insert(article);
                }
            }
        }
    }

    fn root(&mut self, mut id: Identity) -> Identity {
        while self.parent[id] != id {
            self.parent[id] = self.parent[self.parent[id]];
            id = self.parent[id];
        }
        id
    }

    fn join(&mut self, one: Identity, other: Identity) {
        let (one, other) = (self.root(one), self.root(other));
        let registered = (self.known[one].registered, self.known[other].registered);
        if one == other || matches!(registered, (Some(a), Some(b)) if a != b) {
            return;
        }
        let mut articles = |id| self.articles.remove(&id).unwrap_or_default();
        let (mut more, mut fewer) = (articles(one), articles(other));
        let (mut keep, mut give) = (one, other);
        if more.len() < fewer.len() {
            std::mem::swap(&mut more, &mut fewer);
            std::mem::swap(&mut keep, &mut give);
        }
        if fewer.iter().any(|article| more.contains(article)) {
            self.articles.extend([(keep, more), (give, fewer)]);
            return;
        }
        more.extend(fewer);
        self.articles.insert(keep, more);
        self.parent[give] = keep;
        self.known[keep].registered = registered.0.or(registered.1);
    }

    fn finish(mut self, mut of: Vec<Vec<Identity>>) -> Identities {
        // Numbered anew in the order in which articles have them: a name that only stands beside another is nobody.
        let mut numbers: HashMap<Identity, Identity> = HashMap::new();
        let mut all = Vec::new();
        for id in of.iter_mut().flatten() {
            let root = self.root(*id);
            *id = *numbers.entry(root).or_insert_with(|| {
                all.push(self.known[root]);
                all.len() - 1
            });
        }
        Identities { of, all }
    }
}
