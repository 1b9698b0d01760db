//! What a browser fetches to filter quotations: a list of speakers and topics, the quotations in parts, newest first, and,
//! where there are many parts, which words stand in which of them.
//!
//! A reader who filters a hundred thousand quotations by a rare name or word fetches the list and the few parts that have
//! it. The form is the theme's script's own (`static/quotes.js`), and made of arrays because it is read by nobody else.

use super::kept_names;
use super::quotations::{words, woven};
use super::shared::{Shared, kind, shown_name};
use super::value::part;
use crate::digest::{ArticleId, QuotationRef, TopicId};
use crate::lexicon::fold;
use crate::quotes::QuotationKind;
use ahash::HashSet;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

/// Where the files stand.
pub(super) const PATH: &str = "quotes/index/";
/// How many quotations a part holds: some 100 kB, a quarter of that on the way.
const PART: usize = 400;
/// How many parts may be searched one after another for want of an index of words.
const WITHOUT_WORDS: usize = 8;

/// The quotations of a site in parts.
pub(super) struct QuoteIndex {
    /// How many rows open a quotation.
    rows: usize,
    /// The first one of each part, newest first.
    parts: Vec<QuotationRef>,
    /// The first letters of words for which there is a file.
    keys: Vec<String>,
    /// Made once one of these files is asked for.
    words: OnceLock<Words>,
}

/// For the first letters of words: the words, each with the parts that it stands in.
type Words = BTreeMap<String, BTreeMap<String, Vec<u32>>>;

impl QuoteIndex {
    /// The index without that of words: a reader's browser then looks through all parts.
    pub(super) fn without_words(shared: &Shared) -> Self {
        let mut rows = 0;
        let mut parts = Vec::new();
        for at in opening(shared, QuotationRef::new(0, 0)) {
            if rows % PART == 0 {
                parts.push(at);
            }
            rows += 1;
        }
        Self {
            rows,
            parts,
            keys: Vec::new(),
            words: OnceLock::new(),
        }
    }

    /// The index of a site that is made from `inputs`, a hash. In `state`, where builds keep what they know, stands for
    /// which beginnings of words there were files.
    pub(super) fn new(shared: &Shared, inputs: &[u8; 32], state: Option<&Path>) -> Self {
        let mut index = Self::without_words(shared);
        if index.parts.len() <= WITHOUT_WORDS {
            return index;
        }
        let record = state.map(|state| state.join("words"));
        let kept = record
            .as_deref()
            .and_then(|record| kept_names::read(record, inputs));
        let keys = kept.unwrap_or_else(|| {
            let words = index.words(shared);
            let keys: Vec<String> = words.keys().cloned().collect();
            if let Some(record) = record {
                // What is not kept is made once more by the next build.
                let _ = kept_names::write(&record, inputs, keys.iter().map(String::as_str));
            }
            keys
        });
        index.keys = keys;
        index
    }

    fn words(&self, shared: &Shared) -> &Words {
        self.words
            .get_or_init(|| words_by_part(shared, &self.parts))
    }

    /// The paths of all files, each with what it holds; none on a site without quotations.
    pub(super) fn files(&self) -> impl Iterator<Item = (String, File)> {
        let list = (self.rows > 0).then(|| ("list.json".to_owned(), File::List));
        let parts = 0..self.parts.len();
        let parts = parts.map(|part| (format!("{part}.json"), File::Part(part)));
        let words = self.keys.iter().enumerate();
        let words = words.map(|(at, key)| (format!("words/{key}.json"), File::Words(at)));
        let all = list.into_iter().chain(parts).chain(words);
        all.map(|(name, file)| (format!("{PATH}{name}"), file))
    }

    /// The quotations of a part.
    pub(super) fn part_rows(&self, shared: &Shared, part: usize) -> Vec<QuotationRef> {
        let first = self.parts.get(part);
        first.map_or_else(Vec::new, |&first| rows_from(shared, first))
    }

    /// What a file holds.
    pub(super) fn bytes(&self, shared: &Shared, file: File) -> Vec<u8> {
        let bytes = match file {
            File::List => serde_json::to_vec(&self.list(shared)),
            File::Part(part) => serde_json::to_vec(&self.part(shared, part)),
            File::Words(at) => {
                let words = self.words(shared);
                serde_json::to_vec(&self.keys.get(at).and_then(|key| words.get(key)))
            }
        };
        // Nothing in it can't be written, and to memory all is written.
        bytes.unwrap_or_default()
    }

    /// Speakers and topics by their number; what is in each part; for which beginnings of words there is a file.
    fn list(&self, shared: &Shared) -> Value {
        let digest = shared.digest;
        let speakers = digest.speakers.iter().zip(&shared.speaker_hrefs);
        let speakers = speakers.map(|(speaker, href)| {
            let roles: Vec<&str> = speaker.roles.iter().map(|role| &*role.words).collect();
            json!([shown_name(speaker), href, kind(speaker.kind), roles])
        });
        let topics = digest.topics.iter().map(|topic| &*topic.name);
        let parts = self.parts.iter().map(|&first| {
            let rows = rows_from(shared, first);
            let mut speakers = BTreeSet::new();
            let mut topics: BTreeSet<TopicId> = BTreeSet::new();
            let mut dates = BTreeSet::new();
            for at in &rows {
                let (article, _) = digest.quotation(*at);
                speakers.extend(article.speaker_of(at.quotation()));
                topics.extend(&article.topics);
                dates.extend(article.entry.article.date);
            }
            let date = |date: Option<&jiff::civil::Date>| date.map(ToString::to_string);
            json!([
                rows.len(),
                date(dates.first()),
                date(dates.last()),
                speakers,
                topics
            ])
        });
        json!({
            "speakers": speakers.collect::<Vec<_>>(),
            "topics": topics.collect::<Vec<_>>(),
            "parts": parts.collect::<Vec<_>>(),
            "words": self.keys,
        })
    }

    /// The articles of a part, and its quotations: article, anchor, speaker (or -1), role, kind, words.
    fn part<'s>(&self, shared: &'s Shared, part: usize) -> Part<'s> {
        let of_part = self.part_rows(shared, part);
        let mut articles: Vec<ArticleId> = of_part.iter().map(|at| at.article()).collect();
        articles.dedup();
        let mut rows = Vec::with_capacity(of_part.len());
        for (local, &id) in articles.iter().enumerate() {
            // The rows of an article stand together.
            let of_article = of_part[rows.len()..]
                .iter()
                .take_while(|at| at.article() == id);
            rows.extend(of_article.map(|at| {
                let (article, quotation) = shared.digest.quotation(*at);
                let kind = match quotation.kind {
                    QuotationKind::Direct => "direct",
                    QuotationKind::Partial => "partial",
                };
                let role = article.entry.speaker_of(quotation);
                let role = role.and_then(|speaker| speaker.role.as_deref());
                let speaker = article.speaker_of(at.quotation());
                let speaker = speaker.and_then(|id| i64::try_from(id).ok());
                Row(
                    local,
                    &quotation.id,
                    speaker.unwrap_or(-1),
                    role.unwrap_or_default(),
                    kind,
                    shown(shared, *at),
                )
            }));
        }
        let articles = articles.iter().map(|&id| article(shared, id)).collect();
        Part { articles, rows }
    }
}

/// A file of quotations.
#[derive(Serialize)]
struct Part<'s> {
    articles: Vec<Value>,
    rows: Vec<Row<'s>>,
}

/// A quotation in it: the article's place in the part, anchor, speaker (or -1), role, kind, words.
#[derive(Serialize)]
struct Row<'s>(usize, &'s str, i64, &'s str, &'static str, Shown<'s>);

/// One of the files.
#[derive(Clone, Copy, Debug)]
pub(super) enum File {
    List,
    Part(usize),
    Words(usize),
}

/// Title, address, date for machines and for readers, topics.
fn article(shared: &Shared, id: ArticleId) -> Value {
    let article = &shared.digest.articles[id];
    let date = article.entry.article.date;
    let shown = part(&shared.date(date), "short");
    json!([
        super::shared::title(article),
        shared.links.href(&article.path),
        date.map(|date| date.to_string()).unwrap_or_default(),
        shown.as_str().unwrap_or_default(),
        article.topics,
    ])
}

/// What is shown of a quotation: the parts of direct speech, or, in a list of its own, the sentence that fragments are
/// woven into.
#[derive(Serialize)]
#[serde(untagged)]
enum Shown<'s> {
    Parts(Vec<Cow<'s, str>>),
    Woven([Vec<String>; 1]),
}

fn shown<'s>(shared: &'s Shared, at: QuotationRef) -> Shown<'s> {
    let article = &shared.digest.articles[at.article()];
    let entry = &article.entry;
    let rows: Vec<usize> = article.parts(at.quotation()).collect();
    if let Some(pieces) = woven(entry, &rows) {
        return Shown::Woven([pieces]);
    }
    let parts = rows.iter().map(|&row| words(entry, &entry.quotations[row]));
    Shown::Parts(parts.collect())
}

/// The rows that open a quotation, newest article first, from one of them on.
fn opening(shared: &Shared, first: QuotationRef) -> impl Iterator<Item = QuotationRef> {
    let articles = shared.digest.articles.iter().enumerate();
    let rows = articles.skip(first.article()).flat_map(|(id, article)| {
        let rows = 0..article.entry.quotations.len();
        let opening = rows.filter(|&row| article.opens(row));
        opening.map(move |quotation| QuotationRef::new(id, quotation))
    });
    rows.skip_while(move |&at| at < first)
}

/// Those of the part that begins with `first`.
fn rows_from(shared: &Shared, first: QuotationRef) -> Vec<QuotationRef> {
    opening(shared, first).take(PART).collect()
}

fn words_by_part(shared: &Shared, parts: &[QuotationRef]) -> Words {
    let by_part: Vec<HashSet<String>> = parts
        .par_iter()
        .map(|&first| {
            let mut words = HashSet::default();
            for at in rows_from(shared, first) {
                collect_words(&shown(shared, at), &mut words);
            }
            words
        })
        .collect();
    let mut all = Words::new();
    for (part, words) in (0_u32..).zip(by_part) {
        for word in words {
            let Some(key) = key(&word) else { continue };
            all.entry(key)
                .or_default()
                .entry(word)
                .or_default()
                .push(part);
        }
    }
    all
}

/// The words of what is shown of a quotation, as they are compared.
fn collect_words(shown: &Shown, words: &mut HashSet<String>) {
    match shown {
        Shown::Parts(parts) => parts.iter().for_each(|text| words_of(text, words)),
        Shown::Woven([pieces]) => pieces.iter().for_each(|text| words_of(text, words)),
    }
}

fn words_of(text: &str, words: &mut HashSet<String>) {
    let folded = fold(text);
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        // Most are there already.
        if !word.is_empty() && !words.contains(word) {
            words.insert(word.to_owned());
        }
    }
}

/// The name of the file that a word stands in: its first two letters, or their numbers where a file can't be called so.
/// None for a word of one letter.
fn key(word: &str) -> Option<String> {
    let mut chars = word.chars();
    let (first, second) = (chars.next()?, chars.next()?);
    Some(if first.is_ascii() && second.is_ascii() {
        format!("{first}{second}")
    } else {
        format!("{:x}-{:x}", u32::from(first), u32::from(second))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_s_file_is_named_by_its_first_letters() {
        let key = |word| key(word);
        assert_eq!(key("ceasefire").as_deref(), Some("ce"));
        assert_eq!(key("перемир’я").as_deref(), Some("43f-435"));
        assert_eq!(key("a"), None);
    }

    #[test]
    fn words_are_compared_without_case_and_accents() {
        let mut words = HashSet::default();
        let pieces = ["He said ", "“Kovač’s Élan”", "."].map(str::to_owned);
        collect_words(&Shown::Woven([pieces.to_vec()]), &mut words);
        let words: BTreeSet<&str> = words.iter().map(|word| &**word).collect();
        let words: Vec<&str> = words.into_iter().collect();
        assert_eq!(words, ["elan", "he", "kovac", "s", "said"]);
    }
}
