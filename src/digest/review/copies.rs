//! Articles that stand twice: pasted from two places, or once more with small changes.
//!
//! By sketches of shingles (A. Broder, "On the resemblance and containment of documents", 1997): of the hashes of all
//! runs of some words, each article keeps those that a fixed modulus divides, which are the same for the same run in
//! any article. Two articles resemble each other as much as their sketches do.

use crate::article::Article as Text;
use crate::diagnostics::Diagnostic;
use crate::digest::articles::head_of;
use crate::digest::{Article, ArticleId, Digest};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

/// Words in a shingle.
const SHINGLE: usize = 6;
/// One shingle in so many is kept.
const KEPT: u64 = 8;
/// What more articles share is no sign that two are one: a standing paragraph at the end of each.
const COMMON: usize = 12;
/// How much of the smaller sketch must stand in the other, in hundredths.
const ALIKE: usize = 70;
/// Sketches with fewer shingles say nothing: a text of some fifty words.
const LEAST: usize = 6;

/// A warning for each pair, the newest article's first.
pub(super) fn of(digest: &Digest) -> Vec<Diagnostic> {
    let sketches: Vec<Vec<u64>> = digest.articles.par_iter().map(sketch).collect();
    let mut kept: Vec<(u64, ArticleId)> = sketches
        .iter()
        .enumerate()
        .flat_map(|(id, sketch)| sketch.iter().map(move |&shingle| (shingle, id)))
        .collect();
    kept.par_sort_unstable();
    let mut shared: BTreeMap<(ArticleId, ArticleId), usize> = BTreeMap::new();
    let met = kept.chunk_by(|(a, _), (b, _)| a == b);
    for met in met.filter(|met| met.len() <= COMMON) {
        for (at, &(_, one)) in met.iter().enumerate() {
            for &(_, other) in &met[at + 1..] {
                *shared.entry((one, other)).or_default() += 1;
            }
        }
    }
    let alike = shared.into_iter().filter(|&((one, other), shared)| {
        let smaller = sketches[one].len().min(sketches[other].len());
        smaller >= LEAST && shared * 100 >= smaller * ALIKE
    });
    alike
        .map(|((one, other), _)| report(&digest.articles[one], &digest.articles[other]))
        .collect()
}

/// In order, each once.
fn sketch(article: &Article) -> Vec<u64> {
    let words = words(&article.entry.article, &article.entry.document.text);
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let shingles = words.windows(SHINGLE);
    let mut sketch: Vec<u64> = shingles
        .map(|shingle| hasher.hash_one(shingle))
        .filter(|hash| hash % KEPT == 0)
        .collect();
    sketch.sort_unstable();
    sketch.dedup();
    sketch
}

fn words(article: &Text, text: &str) -> Vec<String> {
    let blocks = article.sections.iter().flat_map(|section| &section.blocks);
    let mut words = Vec::new();
    for block in blocks {
        let folded = crate::lexicon::fold(block.span.of(text));
        let all = folded.split(|c: char| !c.is_alphanumeric());
        words.extend(all.filter(|word| !word.is_empty()).map(str::to_owned));
    }
    words
}

fn report(one: &Article, other: &Article) -> Diagnostic {
    let place = head_of(&one.entry);
    Diagnostic::warning("same-article", "two documents hold nearly the same text")
        .at(&place.path, &place.text, place.span)
        .related(head_of(&other.entry), "and this one")
        .help(format!(
            "keep one of them; if both belong, write what is new as an article of its own and link to /{}",
            other.path
        ))
}
