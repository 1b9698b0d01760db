//! What holds for any text, shown on broken ones.

use crate::read;
use dateline::config::{Register, Settlement, Site};
use dateline::quotes::{self, Entry, Evidence};
use dateline::span::MaybeSpan;
use dateline::{article, source};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::HashSet;
use std::path::Path;
use std::sync::LazyLock;

/// The invented articles, which the broken texts are made from.
static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quotations");
    let mut paths: Vec<_> = ["articles", "frames"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).unwrap())
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect()
});

const MARKS: &[char] = &['"', '“', '”', '„', '«', '»', '‘', '’', '\''];

#[derive(Clone, Debug)]
enum Change {
    /// Takes the characters from here on away, so many.
    Cut(Index, usize),
    /// Says them twice.
    Double(Index, usize),
    /// Takes the mark away that stands next.
    TakeMark(Index),
    /// Puts a mark in.
    PutMark(Index, char),
    /// Makes a space of the line ends that stand next.
    JoinLines(Index),
    /// Makes a new paragraph.
    Break(Index),
    Put(Index, char),
    /// Puts a word of some article in before the next space, with a capital letter or without.
    PutWord(Index, Index, Index, bool),
    /// Takes the next word away.
    TakeWord(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        (at(), 1..80usize).prop_map(|(at, n)| Change::Cut(at, n)),
        (at(), 1..200usize).prop_map(|(at, n)| Change::Double(at, n)),
        at().prop_map(Change::TakeMark),
        (at(), prop::sample::select(MARKS)).prop_map(|(at, mark)| Change::PutMark(at, mark)),
        at().prop_map(Change::JoinLines),
        at().prop_map(Change::Break),
        (at(), any::<char>()).prop_map(|(at, c)| Change::Put(at, c)),
        (at(), at(), at(), any::<bool>())
            .prop_map(|(at, text, word, capital)| Change::PutWord(at, text, word, capital)),
        at().prop_map(Change::TakeWord),
    ]
}

/// Some paragraphs of one or two articles, broken.
fn broken() -> impl Strategy<Value = String> {
    let part = (any::<Index>(), any::<Index>());
    (
        prop::collection::vec(part, 1..3),
        prop::collection::vec(change(), 0..16),
    )
        .prop_map(|(parts, changes)| {
            let mut chars = Vec::new();
            for (which, from) in parts {
                let lines: Vec<&str> = which.get(&TEXTS).lines().collect();
                for line in lines.iter().skip(from.index(lines.len())).take(14) {
                    chars.extend(line.chars());
                    chars.push('\n');
                }
            }
            for change in changes {
                if !chars.is_empty() {
                    apply(&change, &mut chars);
                }
            }
            chars.into_iter().collect()
        })
}

fn apply(change: &Change, chars: &mut Vec<char>) {
    let length = chars.len();
    let range = |at: &Index, n: usize| {
        let from = at.index(length);
        from..length.min(from + n)
    };
    match change {
        Change::Cut(at, n) => drop(chars.drain(range(at, *n))),
        Change::Double(at, n) => {
            let range = range(at, *n);
            let again = chars[range.clone()].to_vec();
            chars.splice(range.end..range.end, again);
        }
        Change::TakeMark(at) => {
            let from = at.index(length);
            if let Some(mark) = chars[from..].iter().position(|c| MARKS.contains(c)) {
                chars.remove(from + mark);
            }
        }
        Change::PutMark(at, c) | Change::Put(at, c) => chars.insert(at.index(length), *c),
        Change::JoinLines(at) => {
            let mut from = at.index(length);
            while from < chars.len() && chars[from] != '\n' {
                from += 1;
            }
            while chars.get(from) == Some(&'\n') {
                chars[from] = ' ';
                from += 1;
            }
        }
        Change::PutWord(at, text, word, capital) => {
            let words: Vec<&str> = text.get(&TEXTS).split_whitespace().collect();
            let mut letters = word.get(&words).chars();
            let first = letters.next().into_iter();
            let first: Vec<char> = match capital {
                true => first.flat_map(char::to_uppercase).collect(),
                false => first.flat_map(char::to_lowercase).collect(),
            };
            let at = next_space(chars, at.index(length));
            let word = std::iter::once(' ').chain(first).chain(letters);
            chars.splice(at..at, word);
        }
        Change::TakeWord(at) => {
            let from = next_space(chars, at.index(length));
            let to = next_space(chars, (from + 1).min(chars.len()));
            chars.drain(from..to);
        }
        Change::Break(at) => {
            let at = at.index(length);
            chars.splice(at..at, ['\n', '\n']);
        }
    }
}

/// Where the next space stands, or the text's end.
fn next_space(chars: &[char], from: usize) -> usize {
    let space = chars[from..].iter().position(|&c| c == ' ');
    space.map_or(chars.len(), |at| from + at)
}

/// The same cases on every run.
fn settings() -> ProptestConfig {
    ProptestConfig {
        cases: 200,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_250_228),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn quotations_stand_in_the_text(text in broken(), markdown: bool) {
        let Some((entry, diagnostics)) = read(&text, if markdown { "a.md" } else { "a.txt" }) else {
            return Ok(());
        };
        quotations_lie_in_order(&entry)?;
        attributions_point_to_words(&entry)?;
        for diagnostic in &diagnostics {
            prop_assert!(!dateline::diagnostics::render(diagnostic, false).is_empty());
        }
    }

    #[test]
    fn a_settled_speaker_is_named(text in broken(), which: Index) {
        let Some((entry, _)) = read(&text, "a.txt") else {
            return Ok(());
        };
        if entry.quotations.is_empty() {
            return Ok(());
        }
        let words = words(&entry, which);
        let (settled, errors) = settle(&text, &words, Some("Zora Quill"));
        prop_assert_eq!(errors, 0);
        // Words that were not taken for a quotation become one.
        prop_assert!(settled.quotations.len() >= entry.quotations.len());
        let mut found = 0;
        for quotation in &settled.quotations {
            if quotation.span.of(&settled.document.text) == words {
                let attribution = quotation.attribution.as_ref().unwrap();
                prop_assert_eq!(attribution.evidence, Evidence::Settled);
                prop_assert_eq!(&settled.speaker_of(quotation).unwrap().name, "Zora Quill");
                prop_assert!(quotation.candidates.is_empty());
                found += 1;
            }
        }
        prop_assert!(found > 0);
        attributions_point_to_words(&settled)?;
    }

    #[test]
    fn a_skipped_quotation_is_gone(text in broken(), which: Index) {
        let Some((entry, _)) = read(&text, "a.txt") else {
            return Ok(());
        };
        if entry.quotations.is_empty() {
            return Ok(());
        }
        let words = words(&entry, which);
        let (settled, errors) = settle(&text, &words, None);
        prop_assert_eq!(errors, 0);
        prop_assert!(settled.quotations.len() < entry.quotations.len());
        prop_assert!(settled.quotations.iter().all(|q| q.span.of(&settled.document.text) != words));
        quotations_lie_in_order(&settled)?;
        attributions_point_to_words(&settled)?;
    }

    #[test]
    fn a_settlement_that_fits_nothing_is_an_error(text in broken(), skip: bool) {
        if read(&text, "a.txt").is_none() {
            return Ok(());
        }
        let (_, errors) = settle(&text, "words that stand in no article here", (!skip).then_some("Zora Quill"));
        prop_assert_eq!(errors, 1);
    }
}

/// The words of one of an entry's quotations.
fn words(entry: &Entry, which: Index) -> String {
    which
        .get(&entry.quotations)
        .span
        .of(&entry.document.text)
        .to_owned()
}

/// The entry of a text with an editor's word on some of its words, and how many errors that gave.
fn settle(text: &str, words: &str, speaker: Option<&str>) -> (Entry, usize) {
    let (site, register) = (Site::default(), Register::default());
    let mut document = source::read(text.as_bytes(), "a.txt").unwrap();
    std::sync::Arc::make_mut(&mut document.front_matter).settlements = vec![Settlement {
        words: words.to_owned(),
        speaker: speaker.map(str::to_owned),
        skip: speaker.is_none(),
    }];
    let (article, _) = article::read(&document, &site);
    let (entry, diagnostics) = quotes::read(document, article, &site, &register);
    let errors = diagnostics
        .iter()
        .filter(|d| d.code == "settlement")
        .count();
    (entry, errors)
}

fn quotations_lie_in_order(entry: &Entry) -> Result<(), TestCaseError> {
    let text = &*entry.document.text;
    let mut at = 0;
    let mut ids = HashSet::new();
    for (i, quotation) in entry.quotations.iter().enumerate() {
        let inside = text.get(quotation.span.range());
        prop_assert!(
            inside.is_some_and(|words| !words.is_empty()),
            "{quotation:?}"
        );
        prop_assert!(
            text.get(quotation.marked.range()).is_some(),
            "{quotation:?}"
        );
        prop_assert!(
            text.get(quotation.sentence.range()).is_some(),
            "{quotation:?}"
        );
        prop_assert!(quotation.marked.contains(quotation.span), "{quotation:?}");
        prop_assert!(
            quotation.sentence.contains(quotation.marked),
            "{quotation:?}"
        );
        prop_assert!(
            quotation.marked.start >= at,
            "{quotation:?} overlaps the one before it"
        );
        at = quotation.marked.end;
        prop_assert!(ids.insert(&quotation.id), "{} stands twice", quotation.id);
        prop_assert!(
            quotation
                .continues
                .is_none_or(|before| (before as usize) < i),
            "{quotation:?}"
        );
        prop_assert!(
            (quotation.section as usize) < entry.article.sections.len().max(1),
            "{quotation:?}"
        );
        prop_assert!(quotation.attribution.is_none() || quotation.candidates.is_empty());
    }
    Ok(())
}

fn attributions_point_to_words(entry: &Entry) -> Result<(), TestCaseError> {
    let text = &*entry.document.text;
    for quotation in &entry.quotations {
        let Some(attribution) = &quotation.attribution else {
            continue;
        };
        let speaker = entry.speakers.get(attribution.speaker as usize);
        prop_assert!(speaker.is_some_and(|speaker| !speaker.name.is_empty()));
        prop_assert!((0.0..=1.0).contains(&attribution.confidence));
        for span in [attribution.mention, attribution.cue]
            .into_iter()
            .filter_map(MaybeSpan::get)
        {
            prop_assert!(
                text.get(span.range())
                    .is_some_and(|words| !words.is_empty())
            );
        }
    }
    Ok(())
}

/// Found by fuzzing.
#[test]
fn text_above_the_headline_comes_first() {
    let text = "\
The mayor of Vestra calls the bridge over the Orla \"a wall without a door\" and will not go

The envoys of both sides left Bridge again

It had been shut since January and the council calls that \"a morning without a date\"

The envoys of both sides left Bridge again

It had been shut since January.

After six weeks lorries cross the bridge again.
";
    let (entry, _) = read(text, "a.txt").unwrap();
    assert!(entry.article.standfirst.is_some());
    assert_eq!(entry.quotations.len(), 2);
    quotations_lie_in_order(&entry).unwrap();
}
