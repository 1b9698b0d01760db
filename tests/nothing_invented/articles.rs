//! Invented articles with the truth beside them.

use crate::truth::{self, Said, are_one};
use crate::{line, read};
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

static ARTICLES: LazyLock<Vec<Judged>> =
    LazyLock::new(|| truth::articles().into_par_iter().map(judge).collect());

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
    let mut rows = Vec::new();
    for said in truth::rows(&path, text) {
        let quotation = entry.quotations.iter().find(|q| said.is(q));
        let found = quotation.map(|quotation| Found {
            name: entry
                .speaker_of(quotation)
                .map(|speaker| speaker.name.clone()),
            confidence: quotation.attribution.as_ref().map_or(0.0, |a| a.confidence),
        });
        let in_heading = headings.iter().any(|heading| heading.contains(said.run));
        let verdict = if found.is_none() && in_heading {
            Verdict::Heading
        } else {
            verdict(&said, found.as_ref())
        };
        rows.push(Row {
            words: line(&said.words),
            kind: said.kind,
            truth: said.speakers,
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

fn verdict(said: &Said, found: Option<&Found>) -> Verdict {
    let name = found.map(|found| found.name.as_deref());
    match (&*said.kind, name) {
        ("none", None) => Verdict::Left,
        ("none", Some(_)) => Verdict::False,
        (_, None) => Verdict::Missed,
        (_, Some(None)) if said.speakers.is_empty() => Verdict::Right,
        (_, Some(None)) => Verdict::Unnamed,
        (_, Some(Some(name))) if said.is_by(name) => Verdict::Right,
        (_, Some(Some(_))) => Verdict::Wrong,
    }
}

fn headings(entry: &Entry) -> Vec<Span> {
    let article = &entry.article;
    let headline = article.headline.iter().filter_map(|line| line.span);
    let headings = article.sections.iter().filter_map(|s| s.heading.as_ref());
    headline
        .chain(headings.map(|heading| heading.span))
        .collect()
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
