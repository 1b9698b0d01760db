//! Who is who across articles, and what is offered.

use super::entries::{join_all, messages, names, quoting};
use crate::diagnostics::Severity;

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
