use super::*;
use crate::diagnostics::{Severity, render};
use jiff::civil::date;
use std::sync::Arc;

fn built_in(tag: &str) -> Language {
    let (language, diagnostics) = Language::load(tag, &[]).unwrap();
    assert!(diagnostics.is_empty(), "{tag}");
    language
}

fn own(tag: &str, text: &str) -> OwnFile {
    OwnFile {
        tag: tag.into(),
        path: Arc::from(format!("languages/{tag}.toml")),
        text: text.into(),
    }
}

fn count(language: &Language, key: &str, n: u64) -> String {
    let mut said = String::new();
    for part in language.phrase(key).unwrap().form(Some(n)).parts() {
        match part {
            Part::Words(words) => said.push_str(words),
            Part::Slot(_) => said.push_str(&language.number(n)),
        }
    }
    said
}

#[test]
fn the_built_in_files_are_well_formed_and_whole() {
    for tag in ["en", "uk", "ar"] {
        let text = file::built_in(tag).unwrap();
        let file: toml::Table = toml::from_str(text).unwrap();
        let words = file["words"].as_table().unwrap();
        for (key, phrase) in Language::english().phrases() {
            let own = words
                .get(key)
                .unwrap_or_else(|| panic!("{tag} has no `{key}`"));
            let is_counted = matches!(own, toml::Value::Table(_));
            assert_eq!(is_counted, phrase.forms().count() > 1, "{tag}: {key}");
        }
        assert_eq!(words.len(), Language::english().phrases().count(), "{tag}");
        // Laid over English as a site's own, each place that it fills in is checked.
        let all = [own("xx", text)];
        let (language, _) = Language::load("xx", &all).unwrap_or_else(|mistakes| {
            panic!("{}", render(&mistakes[0], false));
        });
        assert_eq!(language.phrases().count(), words.len());
    }
}

#[test]
fn each_number_has_its_form() {
    let (en, uk, ar) = (built_in("en"), built_in("uk"), built_in("ar"));
    for (n, said) in [
        (0, "0 articles"),
        (1, "1 article"),
        (5_400, "5,400 articles"),
    ] {
        assert_eq!(count(&en, "articles", n), said);
    }
    for (n, said) in [
        (0, "0 статей"),
        (1, "1 стаття"),
        (2, "2 статті"),
        (5, "5 статей"),
        (11, "11 статей"),
        (12, "12 статей"),
        (21, "21 стаття"),
        (104, "104 статті"),
        (1_111, "1\u{a0}111 статей"),
    ] {
        assert_eq!(count(&uk, "articles", n), said);
    }
    for (n, said) in [
        (0, "لا مقالات"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "3 مقالات"),
        (10, "10 مقالات"),
        (11, "11 مقالًا"),
        (99, "99 مقالًا"),
        (100, "100 مقال"),
        (1_003, "1,003 مقالات"),
    ] {
        assert_eq!(count(&ar, "articles", n), said);
    }
}

#[test]
fn dates_are_written_as_the_language_does() {
    let day = date(2025, 2, 28);
    let all = |tag: &str| {
        let dates = built_in(tag).dates;
        [
            dates.text(day),
            dates.short(day),
            dates.full(day),
            dates.month_and_year(2025, 2),
            dates.month(2).to_owned(),
        ]
    };
    assert_eq!(
        all("en"),
        [
            "28 February 2025",
            "28 Feb 2025",
            "Friday 28 February 2025",
            "February 2025",
            "February"
        ]
    );
    assert_eq!(
        all("uk"),
        [
            "28 лютого 2025",
            "28 лют. 2025",
            "п’ятниця, 28 лютого 2025",
            "Лютий 2025",
            "Лютий"
        ]
    );
    assert_eq!(
        all("ar"),
        [
            "28 فبراير 2025",
            "28 فبراير 2025",
            "الجمعة 28 فبراير 2025",
            "فبراير 2025",
            "فبراير"
        ]
    );
}

#[test]
fn a_site_s_own_file_is_laid_over_phrase_by_phrase() {
    let files = [
        own("uk", "[words]\nlatest = \"Свіже\""),
        own(
            "pt",
            "[words]\nlatest = \"Mais recentes\"\nnext = \"Seguinte\"",
        ),
        own("pt-br", "[words]\nnext = \"Próxima\""),
    ];
    let (uk, none) = Language::load("uk-UA", &files).unwrap();
    assert_eq!((uk.say("latest"), uk.say("next")), ("Свіже", "Далі"));
    assert!(none.is_empty());
    let (pt, _) = Language::load("pt-BR", &files).unwrap();
    let said = ["latest", "next", "previous"].map(|key| pt.say(key));
    assert_eq!(said, ["Mais recentes", "Próxima", "Previous"]);
    assert_eq!(count(&pt, "articles", 1), "1 article");
}

#[test]
fn a_language_without_words_stays_english_and_is_reported() {
    let (fr, warnings) = Language::load("fr", &[]).unwrap();
    assert_eq!(fr.say("next"), "Next");
    assert_eq!(fr.say("no such key"), "no such key");
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].severity, Severity::Warning);
    assert!(render(&warnings[0], false).contains("languages/fr.toml"));
}

#[test]
fn a_mistake_in_a_file_is_shown_where_it_is() {
    let file = own(
        "uk",
        "[words]\npage_of = \"Сторінка {nmuber} з {total}\"\nnext = \"Далі {n}\"\n",
    );
    let mut printed = String::new();
    let broken = [
        "[words]\nnext = \"Далі {\"",
        "[words]\narticles = { one = \"{n}\", mny = \"{n}\", other = \"{n}\" }",
        "[words]\narticles = { one = \"{n}\" }",
        "[words]\nnext = 4",
        "[dates]\nmonths = [\"січня\"]",
        "[dates]\ntext = \"{dya} {month}\"",
        "[wrods]\nnext = \"Далі\"",
    ];
    let broken = broken.iter().map(|text| own("uk", text));
    for file in std::iter::once(file).chain(broken) {
        for mistake in Language::load("uk", &[file]).unwrap_err() {
            printed.push_str(&render(&mistake, false));
            printed.push_str("\n\n");
        }
    }
    insta::assert_snapshot!(printed);
}

#[test]
fn text_runs_as_its_script_does() {
    for tag in ["ar", "fa", "he", "ur", "ckb", "ar-EG", "az-Arab", "UR"] {
        assert_eq!(direction(tag), "rtl", "{tag}");
    }
    for tag in ["en", "uk", "ar-Latn", "ur-Latn-PK", "", "ks-Deva"] {
        assert_eq!(direction(tag), "ltr", "{tag}");
    }
}
