//! The stage as a whole, on entries made by hand.

use super::*;
use crate::diagnostics::Severity;
use crate::quotes::{Attribution, Evidence, QuotationKind};
use crate::{article, config, quotes, source};
use proptest::prelude::*;
use std::collections::HashSet;

/// An entry of a text without quotations.
fn entry(path: &str, text: &str) -> Entry {
    let document = source::read(text.as_bytes(), path).unwrap();
    let (article, _) = article::read(&document, &Site::default());
    Entry {
        document,
        article,
        quotations: Vec::new(),
        speakers: Vec::new(),
    }
}

/// The entry of a bare text, with a quotation for each of `said`: a speaker's name, which may have a role before it and
/// other names behind it: `mayor: Mira Orlan = Orlan = Ms Orlan`.
fn quoting(path: &str, said: &[&str]) -> Entry {
    let mut entry = entry(
        path,
        &format!("The bridge of Vestra\n\n{}\n", said.join("\n\n")),
    );
    for name in said {
        let speaker = speaker(name);
        quote(&mut entry, Some(speaker));
    }
    entry
}

fn speaker(said: &str) -> quotes::Speaker {
    let (role, names) = match said.split_once(": ") {
        Some((role, names)) => (Some(role.to_owned()), names),
        None => (None, said),
    };
    let mut names = names.split(" = ").map(str::to_owned);
    let name = names.next().unwrap();
    let kind = match name.as_str() {
        name if name.ends_with("Office") => SpeakerKind::Organisation,
        name if name.ends_with("official") => SpeakerKind::Unnamed,
        _ => SpeakerKind::Person,
    };
    quotes::Speaker {
        name,
        kind,
        role,
        also: names.collect(),
        registered: false,
    }
}

/// Adds a row by `speaker`, which stands where the text has its name.
fn quote(entry: &mut Entry, speaker: Option<quotes::Speaker>) {
    let text = entry.document.text.clone();
    let attribution = speaker.map(|speaker| {
        let start = text.find(&speaker.name).unwrap_or(0);
        let mention = crate::span::Span::new(start, start + speaker.name.len());
        let at = entry.speakers.iter().position(|s| s.name == speaker.name);
        let at = at.unwrap_or_else(|| {
            entry.speakers.push(speaker);
            entry.speakers.len() - 1
        });
        Attribution {
            speaker: at,
            mention: Some(mention),
            cue: None,
            confidence: 0.9,
            evidence: Evidence::After,
        }
    });
    entry.quotations.push(Quotation {
        id: format!("q-{}", entry.quotations.len()),
        kind: QuotationKind::Direct,
        span: entry.document.body,
        marked: entry.document.body,
        sentence: entry.document.body,
        section: 0,
        attribution,
        continues: None,
        candidates: Vec::new(),
    });
}

fn join_all(register: &str, entries: Vec<Entry>) -> (Digest, Vec<Diagnostic>) {
    let text = std::sync::Arc::from(register);
    let part = crate::span::Span::new(0, register.len());
    let register = config::read(&std::sync::Arc::from("speakers.toml"), &text, part).unwrap();
    join(Site::default(), &register, entries)
}

fn names(digest: &Digest) -> Vec<&str> {
    digest.speakers.iter().map(|s| s.name.as_str()).collect()
}

fn messages(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics
        .iter()
        .map(|d| format!("{}: {}", d.code, d.message))
        .collect()
}

#[test]
fn articles_stand_newest_first_and_undated_last() {
    let (digest, diagnostics) = join_all(
        "",
        vec![
            entry("b.txt", "No day\n\nText."),
            entry("2024-05-01-flood.txt", "Flood\n\nText."),
            entry("2025-05-01.txt", "The bridge opens\n\nText."),
            entry(
                "2024-05-01-count.txt",
                "+++\nslug = \"../The Count\"\n+++\nCount\n\nText.",
            ),
            entry("2024-05-02.txt", ""),
            entry("2024-06/2024-06-02-index.md", "# A boat\n\nText."),
        ],
    );
    let paths: Vec<_> = digest.articles.iter().map(|a| a.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "2025/05/01/the-bridge-opens/",
            "2024/06/02/a-boat/",
            "2024/05/02/article/",
            "2024/05/01/flood/",
            "2024/05/01/the-count/",
            "undated/b/",
        ]
    );
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(digest.on_this_day(), [3, 4]);
    assert_eq!(digest.previous(0), Some(1));
    assert_eq!(digest.next(0), None);
    assert_eq!(digest.previous(4), None);
    assert_eq!((digest.previous(5), digest.next(5)), (None, None));

    let calendar = &digest.calendar;
    assert_eq!(calendar.undated, [5]);
    let months: Vec<_> = calendar.years.iter().flat_map(|y| &y.months).collect();
    let months: Vec<_> = months
        .iter()
        .map(|m| (&*m.path, m.articles.len()))
        .collect();
    assert_eq!(
        months,
        [
            ("archive/2025/05/", 1),
            ("archive/2024/06/", 1),
            ("archive/2024/05/", 3)
        ]
    );
}

#[test]
fn one_address_for_two_documents_is_an_error() {
    let (digest, diagnostics) = join_all(
        "",
        vec![
            entry("a/2025-05-01-flood.txt", "The river rises\n\nText."),
            entry("b/2025-05-01-flood.txt", "The river falls\n\nText."),
            entry(
                "c/2025-05-01-flood.md",
                "Text without a headline, and a full stop at its end.",
            ),
        ],
    );
    let [error] = &*diagnostics else {
        panic!("{diagnostics:?}");
    };
    insta::assert_snapshot!(crate::diagnostics::render(error, false));
    assert!(error.is_error());
    let paths: HashSet<_> = digest.articles.iter().map(|a| &a.path).collect();
    assert_eq!(paths.len(), 3);
}

#[test]
fn topics_are_joined_by_folded_name_and_stand_in_the_sites_order() {
    let site = Site {
        topics: vec!["Vestra talks".into(), "None".into()],
        ..Site::default()
    };
    let labelled = |path: &str, topics: &str| {
        entry(
            path,
            &format!("+++\ntopics = {topics}\n+++\nHeadline\n\nText."),
        )
    };
    let entries = vec![
        labelled("2025-05-03-a.txt", r#"["World", "Règion", "world"]"#),
        labelled("2025-05-02-b.txt", r#"["Region", "World", "VESTRA TALKS"]"#),
        labelled("2025-05-01-c.txt", r#"["World", "Coast"]"#),
    ];
    let (digest, _) = join(site, &Register::default(), entries);
    let topics: Vec<_> = digest
        .topics
        .iter()
        .map(|t| (t.name.as_str(), t.path.as_str(), t.articles.len()))
        .collect();
    assert_eq!(
        topics,
        [
            ("Vestra talks", "topics/vestra-talks/", 1),
            ("World", "topics/world/", 3),
            ("Règion", "topics/region/", 2),
            ("Coast", "topics/coast/", 1),
        ]
    );
    assert_eq!(digest.articles[0].topics, [1, 2]);
    assert_eq!(digest.articles[1].topics, [2, 1, 0]);
}

#[test]
fn a_full_name_is_one_speaker_in_all_articles() {
    let (digest, diagnostics) = join_all(
        "",
        vec![
            quoting(
                "2025-05-03-a.txt",
                &["mayor of Vestra: Mira Orlan = Orlan", "Mira Orlan"],
            ),
            quoting(
                "2024-05-02-b.txt",
                &["Míra Orlan", "harbour chief: Ola Orlan"],
            ),
            quoting(
                "2023-05-01-c.txt",
                &["Harbour chief: Mira Orlan = Mira S. Orlan"],
            ),
            quoting(
                "2022-05-01-d.txt",
                &["the Harbour Office", "Harbour Office", "harbour official"],
            ),
            quoting("e.txt", &["harbour chief: Mira Orlan"]),
        ],
    );
    assert_eq!(
        names(&digest),
        [
            "the Harbour Office",
            "harbour official",
            "Mira Orlan",
            "Ola Orlan"
        ]
    );
    let mira = &digest.speakers[2];
    assert_eq!(mira.path, "speakers/mira-orlan/");
    assert_eq!(mira.also, ["Mira S. Orlan"]);
    assert_eq!(
        (mira.count, mira.articles.as_slice()),
        (5, &[0, 1, 2, 4][..])
    );
    let roles: Vec<_> = mira
        .roles
        .iter()
        .map(|r| {
            (
                r.words.as_str(),
                r.first.map(|d| d.year()),
                r.last.map(|d| d.year()),
            )
        })
        .collect();
    assert_eq!(
        roles,
        [
            ("mayor of Vestra", Some(2025), Some(2025)),
            ("Harbour chief", Some(2023), Some(2023)),
        ]
    );
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(digest.most_quoted(2), [2, 0]);
    let letters: Vec<_> = digest.letters();
    assert_eq!(letters, [('H', 0..2), ('O', 2..4)]);
}

#[test]
fn a_bare_last_name_joins_nobody_and_is_offered() {
    let (digest, diagnostics) = join_all(
        "",
        vec![
            quoting("2025-05-03-a.txt", &["Orlan"]),
            quoting("2025-05-02-b.txt", &["Orlan", "van der Velt"]),
            quoting(
                "2025-05-01-c.txt",
                &["Mira Orlan", "Mira Orlan", "Tomas Orlan"],
            ),
        ],
    );
    let slugs: Vec<_> = digest.speakers.iter().map(|s| s.slug.as_str()).collect();
    assert_eq!(
        slugs,
        [
            "orlan",
            "orlan-2",
            "mira-orlan",
            "tomas-orlan",
            "van-der-velt"
        ]
    );
    let [warning] = &*diagnostics else {
        panic!("{diagnostics:?}");
    };
    assert_eq!(warning.severity, Severity::Warning);
    insta::assert_snapshot!(crate::diagnostics::render(warning, false));
}

#[test]
fn a_bare_last_name_alone_is_offered_with_its_like() {
    let entries = vec![
        quoting("2025-05-03-a.txt", &["Orlan"]),
        quoting("2025-05-02-b.txt", &["Orlan"]),
    ];
    let (_, diagnostics) = join_all("", entries);
    insta::assert_snapshot!(crate::diagnostics::render(&diagnostics[0], false));
}

#[test]
fn the_register_joins_all_names_of_a_speaker() {
    let register = r#"
        [[speaker]]
        name = "Mira Orlan"
        aliases = ["Orlan", "M. S. Orlan", "the mayor"]
        role = "mayor of Vestra"
        wikidata = "Q1"
    "#;
    let entries = || {
        vec![
            quoting("2025-05-03-a.txt", &["Orlan"]),
            quoting("2025-05-02-b.txt", &["MIRA ORLAN"]),
            quoting("2025-05-01-c.txt", &["M. S. Orlan"]),
        ]
    };
    let (digest, diagnostics) = join_all(register, entries());
    assert_eq!(names(&digest), ["Mira Orlan"]);
    let speaker = &digest.speakers[0];
    assert_eq!(speaker.count, 3);
    assert_eq!(speaker.also, ["M. S. Orlan"]);
    assert_eq!(speaker.roles[0].words, "mayor of Vestra");
    assert_eq!(speaker.wikidata.as_deref(), Some("Q1"));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");

    let twice = format!("{register}\n[[speaker]]\nname = \"Tomas Orlan\"\naliases = [\"ORLAN\"]\n");
    let (_, diagnostics) = join_all(&twice, entries());
    assert_eq!(
        messages(&diagnostics),
        ["ambiguous-name: `ORLAN` means two speakers: Mira Orlan and Tomas Orlan"]
    );
}

#[test]
fn two_people_of_one_article_are_never_joined_through_another() {
    let (digest, _) = join_all(
        "",
        vec![
            quoting("2025-05-03-a.txt", &["Mira Orlan = Mira S. Orlan"]),
            quoting("2025-05-02-b.txt", &["Mira Orlan", "Mira S. Orlan"]),
            quoting("2025-05-01-c.txt", &["Tomas Orlan = President Orlan"]),
            quoting(
                "2025-04-01-d.txt",
                &["Ola Orlan = President Orlan", "Tomas Orlan Jr."],
            ),
        ],
    );
    assert_eq!(
        names(&digest),
        [
            "Mira Orlan",
            "Mira S. Orlan",
            "Ola Orlan",
            "Tomas Orlan",
            "Tomas Orlan Jr."
        ]
    );
}

#[test]
fn other_spellings_are_offered_and_namesakes_are_not() {
    let (digest, diagnostics) = join_all(
        "",
        vec![
            quoting(
                "2025-05-03-a.txt",
                &["Mira Orlanskiy", "Tomas Bell", "Ivo J. Lund"],
            ),
            quoting(
                "2025-05-02-b.txt",
                &[
                    "Mira Orlansky",
                    "Mira Orlansky",
                    "Tomas Ball",
                    "Ivo K. Lund",
                ],
            ),
            quoting(
                "2025-05-01-c.txt",
                &["Mira Orlanska", "Ola Orlansky", "Ivo Lund"],
            ),
        ],
    );
    assert_eq!(digest.speakers.len(), 9);
    assert_eq!(
        messages(&diagnostics),
        [
            "near-name: Mira Orlanskiy may be Mira Orlansky in another spelling, and is listed apart",
            "near-name: Mira Orlanska may be Mira Orlansky in another spelling, and is listed apart",
        ]
    );
    insta::assert_snapshot!(crate::diagnostics::render(&diagnostics[0], false));
}

#[test]
fn what_continues_a_quotation_is_counted_with_it() {
    let mut entry = quoting(
        "2025-05-03-a.txt",
        &["Mira Orlan", "Mira Orlan", "Tomas Orlan", "Mira Orlan"],
    );
    quote(&mut entry, None);
    quote(&mut entry, None);
    for (row, before) in [(1, 0), (2, 1), (3, 1), (5, 4)] {
        entry.quotations[row].continues = Some(before);
    }
    let (digest, _) = join_all("", vec![entry]);
    let article = &digest.articles[0];
    assert_eq!(article.count, 3);
    assert_eq!(article.parts(0).collect::<Vec<_>>(), [0, 1, 3]);
    assert_eq!(article.most_quoted(), [(0, 1), (1, 1)]);
    assert_eq!(digest.speakers[0].count, 1);
    assert_eq!(digest.speakers[0].quotations.len(), 3);
    assert_eq!(digest.count(&digest.unattributed), 1);
}

/// Who says a row, and which row it continues.
type Row = (Option<&'static str>, Option<usize>);

/// Entries of few names, days and topics, so that they meet.
fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let name = prop::sample::select(vec![
        "Mira Orlan",
        "Míra Orlan = Mira S. Orlan",
        "Orlan",
        "Tomas Orlan = Orlan",
        "Mira S. Orlan",
        "van der Velt",
        "Орлан",
        "Юлія Орлан",
        "Harbour Office",
        "the Harbour Office",
        "harbour official",
        "…",
        "mayor: Ola Lund",
        "Ola Lundt",
    ]);
    let row = (
        prop::option::weighted(0.8, name),
        prop::option::of(0usize..6),
    );
    let topics =
        prop::sample::subsequence(vec!["World", "WORLD", "Coast", "c-o-a-s-t", "…", " "], 0..5);
    let article = (
        0usize..4,
        0usize..3,
        topics,
        prop::collection::vec(row, 0..8),
    );
    prop::collection::vec(article, 0..12).prop_map(|articles| {
        let article = |(day, stem, topics, rows): (usize, usize, Vec<&str>, Vec<Row>)| {
            let path = ["2025-05-01-", "2024-05-01-", "2025-04-30-", ""][day];
            let path = format!("{path}{}.txt", ["talks", "flood", "index"][stem]);
            let mut entry = entry(
                &path,
                &format!("+++\ntopics = {topics:?}\n+++\nThe river\n\nText."),
            );
            for (row, (name, continues)) in rows.into_iter().enumerate() {
                quote(&mut entry, name.map(speaker));
                entry.quotations[row].continues = continues;
            }
            entry
        };
        articles.into_iter().map(article).collect()
    })
}

proptest! {
    #[test]
    fn everything_is_listed_once(entries in entries()) {
        let rows: usize = entries.iter().map(|entry| entry.quotations.len()).sum();
        let articles = entries.len();
        let (digest, _) = join(Site::default(), &Register::default(), entries);

        let mut listed: Vec<QuotationRef> = digest.unattributed.clone();
        for (id, speaker) in digest.speakers.iter().enumerate() {
            for at in &speaker.quotations {
                prop_assert_eq!(digest.articles[at.article].speaker_of(at.quotation), Some(id));
            }
            prop_assert!(speaker.quotations.is_sorted());
            prop_assert_eq!(speaker.count, digest.count(&speaker.quotations));
            prop_assert!(!speaker.quotations.is_empty() && speaker.count <= speaker.quotations.len());
            listed.extend(&speaker.quotations);
        }
        prop_assert_eq!(listed.len(), rows);
        prop_assert_eq!(listed.iter().collect::<HashSet<_>>().len(), rows);
        let counted: usize = digest.articles.iter().map(|article| article.count).sum();
        let by_speaker: usize = digest.speakers.iter().map(|speaker| speaker.count).sum();
        prop_assert_eq!(counted, by_speaker + digest.count(&digest.unattributed));
        for article in &digest.articles {
            let parts = (0..article.entry.quotations.len()).filter(|&row| article.opens(row));
            let mut parts: Vec<usize> = parts.flat_map(|row| article.parts(row)).collect();
            parts.sort_unstable();
            prop_assert!(parts.into_iter().eq(0..article.entry.quotations.len()));
        }

        let mut dated: Vec<ArticleId> = digest.calendar.years.iter().flat_map(Year::articles).collect();
        dated.extend(&digest.calendar.undated);
        prop_assert!(dated.into_iter().eq(0..articles));
        for (id, article) in digest.articles.iter().enumerate() {
            for &topic in &article.topics {
                prop_assert!(digest.topics[topic].articles.contains(&id));
            }
        }

        let mut paths = HashSet::new();
        let all = digest.articles.iter().map(|article| &article.path);
        let all = all.chain(digest.topics.iter().map(|topic| &topic.path));
        for path in all.chain(digest.speakers.iter().map(|speaker| &speaker.path)) {
            prop_assert!(paths.insert(path), "{} twice", path);
        }
        let letters = digest.letters();
        prop_assert_eq!(letters.iter().map(|l| l.0).collect::<HashSet<_>>().len(), letters.len());
    }
}
