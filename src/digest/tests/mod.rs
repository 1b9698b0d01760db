//! The stage as a whole, on entries made by hand.

mod entries;
mod speakers;

use super::*;
use entries::{entries, entry, join_all, quote, quoting};
use proptest::prelude::*;
use std::collections::HashSet;

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
    let paths: Vec<_> = digest.articles.iter().map(|a| &*a.path).collect();
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
    assert_eq!(*digest.articles[0].topics, [1, 2]);
    assert_eq!(*digest.articles[1].topics, [2, 1, 0]);
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

proptest! {
    #[test]
    fn everything_is_listed_once(entries in entries()) {
        let rows: usize = entries.iter().map(|entry| entry.quotations.len()).sum();
        let articles = entries.len();
        let (digest, _) = join(Site::default(), &Register::default(), entries);

        let mut listed: Vec<QuotationRef> = digest.unattributed.clone();
        for (id, speaker) in digest.speakers.iter().enumerate() {
            for at in &speaker.quotations {
                prop_assert_eq!(digest.articles[at.article()].speaker_of(at.quotation()), Some(id));
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
        let all = digest.articles.iter().map(|article| &*article.path);
        let all = all.chain(digest.topics.iter().map(|topic| &*topic.path));
        for path in all.chain(digest.speakers.iter().map(|speaker| &*speaker.path)) {
            prop_assert!(paths.insert(path), "{} twice", path);
        }
        let letters = digest.letters();
        prop_assert_eq!(letters.iter().map(|l| l.0).collect::<HashSet<_>>().len(), letters.len());
    }
}

#[test]
fn corrections_stand_newest_first() {
    let corrected = |date: &str, texts: &[(&str, &str)]| {
        let corrections: String = texts
            .iter()
            .map(|(date, text)| format!("[[correction]]\ndate = {date}\ntext = \"{text}\"\n"))
            .collect();
        let text = format!("+++\n{corrections}+++\nThe bridge\n\nText.");
        entry(&format!("{date}-bridge.txt"), &text)
    };
    let (digest, _) = join_all(
        "",
        vec![
            corrected("2024-05-01", &[("2024-05-02", "a"), ("2025-01-01", "b")]),
            corrected("2024-05-02", &[("2024-05-02", "c"), ("2024-05-02", "d")]),
            corrected("2024-05-03", &[]),
        ],
    );
    let texts: Vec<_> = digest
        .corrections
        .iter()
        .map(|&at| &*digest.correction(at).1.text)
        .collect();
    assert_eq!(texts, ["b", "c", "d", "a"]);
}
