//! Invented articles with the truth beside them.
//!
//! Each `tests/quotations/articles/NAME.txt` has a `NAME.tsv` with a row for each run of double marks, in the text's
//! order: its first words; `direct`, `partial`, or `none` where nobody said it; who did (`?`: the text does not tell);
//! and the other names for the same speaker, with `|` between them. To add an article, add the two files.

use crate::{line, read};
use dateline::lexicon::fold;
use dateline::quotes::Entry;
use dateline::span::Span;
use rayon::prelude::*;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Of the names given to words that somebody said, the share that must be right. A wrong name is the worst fault, so
/// this is the promise.
const LEAST_RIGHT: f64 = 0.975;
/// Of what is published, the share that may be words that nobody said: terms, titles, scare words.
const MOST_FALSE: f64 = 0.025;
/// Of the words that somebody said, the shares that must be published and must be named: silence keeps no promise.
const LEAST_FOUND: f64 = 0.9;
const LEAST_NAMED: f64 = 0.8;

/// One run of marks: what the text says of it, and what was read.
struct Row {
    words: String,
    kind: String,
    truth: Vec<String>,
    found: Option<Found>,
    verdict: Verdict,
}

struct Found {
    name: Option<String>,
    confidence: f32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Verdict {
    /// Published, with the right name; or without one, where the text tells none.
    Right,
    /// Published without a name, though the text tells one.
    Unnamed,
    /// Published with a name that is not the speaker's.
    Wrong,
    /// Said, and not published.
    Missed,
    /// Not said by anybody, and published.
    False,
    /// Not said by anybody, and not published.
    Left,
    /// In a heading, where only words that the article repeats are published.
    Heading,
}

impl Verdict {
    fn words(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Unnamed => "unnamed",
            Self::Wrong => "WRONG",
            Self::Missed => "missed",
            Self::False => "FALSE",
            Self::Left => "left",
            Self::Heading => "heading",
        }
    }
}

struct Judged {
    path: PathBuf,
    rows: Vec<Row>,
}

static ARTICLES: LazyLock<Vec<Judged>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quotations/articles");
    let files = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.sort();
    paths.into_par_iter().map(judge).collect()
});

#[test]
fn articles_are_attributed_as_reviewed() {
    insta::glob!("../quotations/articles", "*.txt", |path| {
        let article = ARTICLES
            .iter()
            .find(|article| article.path.file_name() == path.file_name());
        insta::with_settings!({
            prepend_module_to_snapshot => false,
            omit_expression => true,
            snapshot_path => "../quotations/snapshots",
        }, {
            insta::assert_snapshot!("articles", table(&article.unwrap().rows));
        });
    });
}

#[test]
fn names_are_right_and_words_were_said() {
    let all = || ARTICLES.iter().flat_map(|article| &article.rows);
    let count = |verdict| all().filter(|row| row.verdict == verdict).count();
    let named = |row: &&Row| row.found.as_ref().is_some_and(|found| found.name.is_some());
    let said = |row: &&Row| row.kind != "none" && row.verdict != Verdict::Heading;
    let names = all().filter(said).filter(named).count();
    let wrong = count(Verdict::Wrong);
    let published = all().filter(|row| row.found.is_some()).count();
    let said = all().filter(said).count();

    println!("{said} quotations in {} articles", ARTICLES.len());
    println!(
        "published {published}, of them nobody's words {}",
        count(Verdict::False)
    );
    println!("missed {}", count(Verdict::Missed));
    println!("named {names}, of them wrong {wrong}");
    print!("{}", calibration(all()));

    let share = |part: usize, whole: usize| part as f64 / whole as f64;
    assert!(
        share(names - wrong, names) >= LEAST_RIGHT,
        "{wrong} of {names} names are wrong"
    );
    assert!(share(count(Verdict::False), published) <= MOST_FALSE);
    assert!(share(said - count(Verdict::Missed), said) >= LEAST_FOUND);
    assert!(share(names, said) >= LEAST_NAMED);
}

/// `docs/attribution.md` shows the calibration as it is, so that an editor who sets a threshold knows what it gives.
#[test]
fn the_document_shows_what_is_measured() {
    let table = calibration(ARTICLES.iter().flat_map(|article| &article.rows));
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/attribution.md");
    let document = std::fs::read_to_string(document).unwrap();
    assert!(
        document.contains(&table),
        "docs/attribution.md should have:\n{table}"
    );
}

/// How many of the names given at each confidence are right, as `docs/attribution.md` shows it.
fn calibration<'r>(rows: impl Iterator<Item = &'r Row> + Clone) -> String {
    let bands = [(0.80, 0.85), (0.85, 0.90), (0.90, 0.95), (0.95, 1.01)];
    let mut table =
        String::from("| confidence | names | right | share |\n| --- | ---: | ---: | ---: |\n");
    for (from, to) in bands {
        let judged = rows.clone().filter(|row| {
            let found = row.found.as_ref();
            row.kind != "none"
                && found.is_some_and(|f| f.name.is_some() && (from..to).contains(&f.confidence))
        });
        let names = judged.clone().count();
        let right = judged.filter(|row| row.verdict == Verdict::Right).count();
        let share = 100.0 * right as f64 / names.max(1) as f64;
        let to = f32::min(to, 1.0);
        _ = writeln!(
            table,
            "| {from:.2}–{to:.2} | {names} | {right} | {share:.1}% |"
        );
    }
    table
}

fn judge(path: PathBuf) -> Judged {
    let text = std::fs::read_to_string(&path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy();
    let (entry, _) = read(&text, &name).unwrap();
    let text = &*entry.document.text;
    let headings = headings(&entry);
    let truth = std::fs::read_to_string(path.with_extension("tsv")).unwrap();
    let mut at = 0;
    let mut rows = Vec::new();
    for row in truth.lines() {
        let mut cells = row.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (words, kind, speaker, also) = (cell(), cell(), cell(), cell());
        assert!(
            ["direct", "partial", "none"].contains(&kind),
            "{name}: {row}"
        );
        let run = run(text, at, words).unwrap_or_else(|| panic!("{name} has no {words:?}"));
        at = run.range().start + words.len();
        let quotation = entry
            .quotations
            .iter()
            .find(|q| overlap(q.span, run) || q.span.start == run.start);
        let found = quotation.map(|quotation| Found {
            name: entry
                .speaker_of(quotation)
                .map(|speaker| speaker.name.clone()),
            confidence: quotation.attribution.as_ref().map_or(0.0, |a| a.confidence),
        });
        let names = std::iter::once(speaker).chain(also.split('|'));
        let truth: Vec<String> = names
            .filter(|name| !name.is_empty() && *name != "?")
            .map(str::to_owned)
            .collect();
        let verdict = if found.is_none() && headings.iter().any(|heading| heading.contains(run)) {
            Verdict::Heading
        } else {
            verdict(kind, &truth, found.as_ref())
        };
        rows.push(Row {
            words: line(words),
            kind: kind.to_owned(),
            truth,
            found,
            verdict,
        });
    }
    let judged = rows.iter().filter(|row| row.found.is_some()).count();
    // Single marks have no row: in a headline they repeat what stands below.
    let doubles = entry
        .quotations
        .iter()
        .filter(|q| !q.marked.of(text).starts_with(['‘', '\'']));
    assert_eq!(
        judged,
        doubles.count(),
        "{name}: not every quotation has its row"
    );
    Judged { path, rows }
}

fn verdict(kind: &str, truth: &[String], found: Option<&Found>) -> Verdict {
    match (kind, found) {
        ("none", None) => Verdict::Left,
        ("none", Some(_)) => Verdict::False,
        (_, None) => Verdict::Missed,
        (_, Some(Found { name: None, .. })) if truth.is_empty() => Verdict::Right,
        (_, Some(Found { name: None, .. })) => Verdict::Unnamed,
        (
            _,
            Some(Found {
                name: Some(name), ..
            }),
        ) => {
            if truth.iter().any(|speaker| are_one(speaker, name)) {
                Verdict::Right
            } else {
                Verdict::Wrong
            }
        }
    }
}

/// The first run of double marks from `at` on that begins with `words`, without its marks.
fn run(text: &str, at: usize, words: &str) -> Option<Span> {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
    let found = text[at..].match_indices(words).find(|(offset, _)| {
        let before = text[..at + offset].trim_end();
        before.ends_with(is_mark)
    });
    let start = at + found?.0;
    let paragraph = text[start..].split('\n').next().unwrap_or_default();
    let length = paragraph.find(is_mark).unwrap_or(paragraph.len());
    Some(Span::new(start, start + length))
}

fn headings(entry: &Entry) -> Vec<Span> {
    let article = &entry.article;
    let headline = article.headline.iter().filter_map(|line| line.span);
    let headings = article.sections.iter().filter_map(|s| s.heading.as_ref());
    headline
        .chain(headings.map(|heading| heading.span))
        .collect()
}

/// Whether two ranges share at least half of each.
fn overlap(one: Span, other: Span) -> bool {
    let shared = one
        .end
        .min(other.end)
        .saturating_sub(one.start.max(other.start)) as usize;
    2 * shared >= one.len() && 2 * shared >= other.len()
}

/// Words before a name that are no part of it.
const TITLES: &[&str] = &[
    "the",
    "a",
    "an",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "dame",
    "lord",
    "lady",
    "president",
    "prime",
    "minister",
    "vice",
    "former",
    "rep",
    "sen",
    "gov",
    "gen",
    "lt",
    "col",
    "capt",
    "sgt",
    "secretary",
    "state",
    "deputy",
    "acting",
    "senator",
    "governor",
    "general",
    "colonel",
    "captain",
    "king",
    "queen",
    "representative",
    "judge",
    "justice",
    "coach",
    "professor",
    "prof",
];
const PRONOUNS: &[&str] = &["he", "she", "they", "it", "we", "i", "him", "her", "them"];

/// Whether two names mean one speaker: equal without titles and articles; or one ends with the other; or both begin
/// and end alike, with a middle name in one. A pronoun names nobody.
fn are_one(one: &str, other: &str) -> bool {
    let (one, other) = (bare(one), bare(other));
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    match short.as_slice() {
        [] => false,
        [word] if PRONOUNS.contains(&&**word) => false,
        [first, .., last] if long.first() == Some(first) && long.last() == Some(last) => true,
        short => long.ends_with(short),
    }
}

/// The words of a name, folded, without what stands before it and without the genitive's mark.
fn bare(name: &str) -> Vec<String> {
    let mut words: Vec<String> = fold(name)
        .split_whitespace()
        .map(|word| word.strip_suffix("'s").unwrap_or(word))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    let titles = words
        .iter()
        .take_while(|word| TITLES.contains(&&***word))
        .count();
    words.drain(..titles.min(words.len().saturating_sub(1)));
    words
}

fn table(rows: &[Row]) -> String {
    let mut table = String::new();
    for row in rows {
        _ = write!(
            table,
            "{:8} {:8} {}",
            row.verdict.words(),
            row.kind,
            row.words
        );
        let name = row.found.as_ref().and_then(|found| found.name.as_deref());
        let truth = row.truth.first().map_or("nobody", String::as_str);
        _ = match (row.verdict, name) {
            (Verdict::Wrong, Some(name)) => writeln!(table, " — {name}, not {truth}"),
            (Verdict::Unnamed | Verdict::Missed, _) => writeln!(table, " — {truth}"),
            (_, Some(name)) => writeln!(table, " — {name}"),
            (_, None) => writeln!(table),
        };
    }
    table
}

#[test]
fn names_are_compared_by_what_they_mean() {
    assert!(are_one("Mira Kovač", "President Mira Kovac"));
    assert!(are_one("Kovač", "Mira Kovač"));
    assert!(are_one("Mira S. Kovač", "Mira Kovač"));
    assert!(are_one("the Harbour Office", "Harbour Office"));
    assert!(!are_one("Mira Kovač", "Jelena Kovač"));
    assert!(!are_one("he", "he"));
    assert!(!are_one("", "Mira Kovač"));
}
