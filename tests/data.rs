//! The published data is what its schemas say, holds every quotation once, and is read by other readers than ours.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that can not go on fails"
)]

mod invented;

use dateline::config::Site;
use dateline::digest::Digest;
use dateline::quotes::JsonEntry;
use dateline::render::Renderer;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

type Pages = BTreeMap<String, Vec<u8>>;

fn json(pages: &Pages, path: &str) -> Value {
    let bytes = pages
        .get(path)
        .unwrap_or_else(|| panic!("no {path} among {:?}", pages.keys()));
    serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn text<'p>(pages: &'p Pages, path: &str) -> &'p str {
    std::str::from_utf8(&pages[path]).unwrap()
}

fn digest() -> Digest {
    let site = invented::site();
    let entries = invented::entries(&site);
    invented::digest(site, entries)
}

/// The records of a CSV text, read by RFC 4180 and nothing else: what it does not allow fails the test.
fn records(csv: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let mut record = vec![String::new()];
    let mut chars = csv.chars().peekable();
    while let Some(c) = chars.next() {
        let field = record.last_mut().unwrap();
        match c {
            '"' => {
                assert!(field.is_empty(), "a mark inside a bare field: {field}");
                loop {
                    match chars.next().expect("a field that does not end") {
                        '"' if chars.peek() == Some(&'"') => {
                            chars.next();
                            field.push('"');
                        }
                        '"' => break,
                        c => field.push(c),
                    }
                }
                assert!(
                    matches!(chars.peek(), Some(',' | '\r')),
                    "words behind a mark: {field}"
                );
            }
            ',' => record.push(String::new()),
            '\r' => {
                assert_eq!(chars.next(), Some('\n'));
                records.push(std::mem::replace(&mut record, vec![String::new()]));
            }
            '\n' => panic!("a bare line end"),
            c => field.push(c),
        }
    }
    assert_eq!(record, [""], "the last record has no end");
    records
}

#[test]
fn every_file_is_what_its_schema_says() {
    for base_url in [Some("https://digest.example/lomna/".to_owned()), None] {
        let site = Site {
            base_url: base_url.clone(),
            ..invented::site()
        };
        let pages = invented::built(site);
        let schema = |name: &str| {
            let schema = json(&pages, &format!("data/schema/{name}.json"));
            assert_eq!(
                schema["$schema"],
                "https://json-schema.org/draft/2020-12/schema"
            );
            assert_eq!(schema.get("$id").is_some(), base_url.is_some());
            jsonschema::validator_for(&schema).unwrap()
        };
        let (entry, quotes) = (schema("entry"), schema("quotes"));
        for (path, validator) in pages.keys().filter_map(|path| {
            let is_entry = path.starts_with("data/entries/");
            let is_quotes = path == "data/quotes.json";
            (is_entry || is_quotes).then_some((path, if is_entry { &entry } else { &quotes }))
        }) {
            let document = json(&pages, path);
            if let Err(error) = validator.validate(&document) {
                panic!("{path}: {error} at {}", error.instance_path());
            }
            // It would be no schema if it let everything pass.
            for key in document.as_object().unwrap().keys() {
                let mut wrong = document.clone();
                wrong[key] = Value::from(vec![vec![Value::from(1)]]);
                assert!(!validator.is_valid(&wrong), "{path}: {key}");
                let demanded = !["diagnostics"].contains(&&**key);
                wrong.as_object_mut().unwrap().remove(key);
                assert!(
                    !demanded || !validator.is_valid(&wrong),
                    "{path} without {key}"
                );
            }
            // The file names it by the way from itself.
            let named = document["$schema"].as_str().unwrap();
            let folder = path.rsplit_once('/').unwrap().0;
            let target = match named.strip_prefix("../") {
                Some(rest) => format!("{}/{rest}", folder.rsplit_once('/').unwrap().0),
                None => format!("{folder}/{named}"),
            };
            assert!(pages.contains_key(&target), "{path}: {named}");
        }
    }
}

#[test]
fn an_entry_is_what_extract_prints() {
    let digest = digest();
    let pages = invented::pages(&digest, &invented::theme());
    for article in &digest.articles {
        let id = article.path.trim_end_matches('/').replace('/', "-");
        let published = json(&pages, &format!("data/entries/{id}.json"));
        assert_eq!(published["id"], id);
        let printed = serde_json::to_value(JsonEntry::new(&article.entry, &[])).unwrap();
        for (key, value) in printed.as_object().unwrap() {
            match &**key {
                "id" => {}
                "diagnostics" => assert!(published.get(key).is_none()),
                key => assert_eq!(published[key], *value, "{id}: {key}"),
            }
        }
    }
    let talks = json(&pages, "data/entries/2025-02-26-talks.json");
    assert_eq!(
        talks["url"],
        "https://digest.example/lomna/2025/02/26/talks/"
    );
    assert_eq!(talks["licence"]["name"], "CC BY 4.0");
    assert_eq!(talks["source_url"], "https://courier.example/talks");
    assert_eq!(talks["updated"], "2025-02-27");
    assert_eq!(talks["corrections"][0]["date"], "2025-02-27");
    assert!(pages.contains_key("data/entries/undated-letter.json"));
}

#[test]
fn two_files_of_one_name_are_two_entries() {
    let site = invented::site();
    let of = |path: &str| invented::entry(&site, path, "Talks\n\nText.", &[]);
    let entries = [
        "a/2025-02-28-talks.txt",
        "b/2025-03-01-talks.txt",
        "c/talks.txt",
    ]
    .map(of);
    let digest = invented::digest(invented::site(), entries.into());
    let pages = invented::pages(&digest, &invented::theme());
    for id in ["2025-02-28-talks", "2025-03-01-talks", "undated-talks"] {
        assert!(pages.contains_key(&format!("data/entries/{id}.json")));
    }
}

#[test]
fn every_quotation_is_a_row_once_oldest_first() {
    let digest = digest();
    let pages = invented::pages(&digest, &invented::theme());
    let all = json(&pages, "data/quotes.json");
    let rows = all["quotes"].as_array().unwrap();
    let ids: BTreeSet<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    let expected: usize = digest
        .articles
        .iter()
        .map(|a| a.entry.quotations.len())
        .sum();
    assert_eq!((rows.len(), ids.len()), (expected, expected));
    let counted = rows.iter().filter(|row| row["continues"].is_null()).count();
    assert_eq!(
        counted,
        digest.articles.iter().map(|a| a.count).sum::<usize>()
    );
    let dates: Vec<&str> = rows.iter().filter_map(|row| row["date"].as_str()).collect();
    assert!(dates.is_sorted());
    for row in rows {
        if let Some(before) = row["continues"].as_str() {
            assert!(ids.contains(before));
        }
        let entry = json(
            &pages,
            &format!("data/entries/{}.json", row["entry"].as_str().unwrap()),
        );
        let anchor = row["id"].as_str().unwrap().split_once('#').unwrap().1;
        let quotes = entry["quotes"].as_array().unwrap();
        assert!(quotes.iter().any(|quote| quote["id"] == anchor));
        let url = row["url"].as_str().unwrap();
        let path = url.strip_prefix("https://digest.example/lomna/").unwrap();
        let (path, fragment) = path.split_once('#').unwrap();
        let page = text(&pages, &format!("{path}index.html"));
        assert!(page.contains(&format!("id=\"{fragment}\"")), "{url}");
        if let Some(speaker) = row["speaker"]["id"].as_str() {
            assert!(pages.contains_key(&format!("speakers/{speaker}/index.html")));
        }
    }
    assert_eq!(all["parts"].as_array().unwrap().len(), 0);
    insta::assert_json_snapshot!(
        "row",
        rows.iter().find(|row| row["entry"] == "2025-02-26-talks")
    );
}

#[test]
fn the_table_says_what_the_document_says() {
    let pages = invented::built(invented::site());
    let rows = json(&pages, "data/quotes.json");
    let rows = rows["quotes"].as_array().unwrap();
    let table = records(text(&pages, "data/quotes.csv"));
    let (columns, table) = table.split_first().unwrap();
    assert_eq!(table.len(), rows.len());
    let said = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) => {
            let words: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            words.join("; ")
        }
        value => value.to_string(),
    };
    for (record, row) in table.iter().zip(rows) {
        assert_eq!(record.len(), columns.len());
        for (cell, column) in record.iter().zip(columns) {
            let expected = match &**column {
                "speaker" => said(&row["speaker"]["name"]),
                "speaker_id" => said(&row["speaker"]["id"]),
                "speaker_kind" => said(&row["speaker"]["kind"]),
                "role" | "wikidata" => said(&row["speaker"][&**column]),
                "licence" => "https://licence.example/by/".into(),
                "confidence" => {
                    let (cell, value): (f64, f64) =
                        (cell.parse().unwrap(), row["confidence"].as_f64().unwrap());
                    assert!((cell - value).abs() < 1e-6);
                    continue;
                }
                column => said(&row[column]),
            };
            assert_eq!(*cell, expected, "{column}");
        }
    }
}

#[test]
fn no_cell_is_taken_for_a_formula_and_words_stay_as_they_are() {
    let site = invented::site();
    let said = [
        "=cmd|' /C calc'!A0, said",
        "+1 and, \"so\" it \"goes\" on",
        "-2 is what we have",
        "@SUM(A1) of all of it",
        "＝1 is wide and acts",
        "a = b and a line",
    ];
    let mut article = String::from("Signs of all kinds are said aloud in the square\n\n");
    for words in said {
        article += &format!("“{words}” said Mira Kovač, mayor of Vestra.\n\n");
    }
    let quotations = said.map(|words| invented::said(words, "=Mira Kovač", "Mira Kovač"));
    let entry = invented::entry(&site, "content/2025-03-01-signs.txt", &article, &quotations);
    let pages = invented::pages(&invented::digest(site, vec![entry]), &invented::theme());
    let table = records(text(&pages, "data/quotes.csv"));
    let column = |name: &str| table[0].iter().position(|column| column == name).unwrap();
    for (record, words) in table[1..].iter().zip(said) {
        let cell = &record[column("text")];
        let acts = !words.starts_with('a');
        assert_eq!(*cell, format!("{}{words}", if acts { "'" } else { "" }));
        assert_eq!(record[column("speaker")], "'=Mira Kovač");
        for cell in record {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell}"
            );
        }
    }
    let rows = json(&pages, "data/quotes.json");
    assert_eq!(rows["quotes"][0]["text"], said[0]);
}

#[test]
fn a_card_leads_to_the_words_in_the_source() {
    let pages = invented::built(invented::site());
    let rows = json(&pages, "data/quotes.json");
    let rows = rows["quotes"].as_array().unwrap();
    let row = rows
        .iter()
        .find(|row| row["text"] == "We agree on the second point only,")
        .unwrap();
    let href =
        "https://courier.example/talks#:~:text=We%20agree%20on%20the%20second%20point%20only";
    assert_eq!(row["source_url"], href);
    assert!(text(&pages, "speakers/tomas-orn/index.html").contains(href));
    let elsewhere = rows
        .iter()
        .find(|row| row["entry"] == "2025-02-28-bridge")
        .unwrap();
    assert!(elsewhere["source_url"].is_null());
}

#[test]
fn many_quotations_are_parted_by_year() {
    let site = invented::site();
    let mut article = String::from("Many speak at once in the square of Vestra today\n\n");
    let mut said = Vec::new();
    for _ in 0..100 {
        article += "“I am here and I stay here,” said Ada Kell.\n\n";
        said.push(invented::said(
            "I am here and I stay here,",
            "Ada Kell",
            "Ada Kell",
        ));
    }
    let model = invented::entry(&site, "content/a.txt", &article, &said);
    let entries = (0..535).map(|n: i16| {
        let mut entry = model.clone();
        entry.document.path = format!("content/{n}.txt").into();
        Arc::make_mut(&mut entry.document.front_matter).slug = Some(format!("square-{n}"));
        let year = if n < 510 { 2024 } else { 2023 };
        entry.article.date = (n < 530).then(|| {
            let day = jiff_date(year, n);
            day.parse().unwrap()
        });
        entry
    });
    let digest = invented::digest(site, entries.collect());
    let theme = invented::theme();
    let renderer = Renderer::new(&digest, &theme);
    let files: Pages = renderer
        .pages()
        .filter(|page| page.path.starts_with("data/quotes"))
        .map(|planned| renderer.render(&planned).unwrap())
        .map(|page| (page.path, page.bytes))
        .collect();
    let catalogue = json(&files, "data/quotes.json");
    assert_eq!(catalogue["quotes"].as_array().unwrap().len(), 0);
    let parts = catalogue["parts"].as_array().unwrap();
    let told: Vec<_> = parts
        .iter()
        .map(|part| {
            (
                part["json"].as_str().unwrap(),
                part["rows"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("quotes/2023.json", 2_000),
            ("quotes/2024.json", 50_000),
            ("quotes/2024-2.json", 1_000),
            ("quotes/undated.json", 500),
        ]
    );
    assert_eq!(files.len(), 1 + 2 * told.len());
    let mut ids = BTreeSet::new();
    let mut dates = Vec::new();
    for (path, rows) in told {
        let part = json(&files, &format!("data/{path}"));
        let of_part = part["quotes"].as_array().unwrap();
        assert_eq!(of_part.len() as u64, rows);
        for row in of_part {
            ids.insert(row["id"].as_str().unwrap().to_owned());
            dates.extend(row["date"].as_str().map(str::to_owned));
        }
        let table = text(&files, &format!("data/{}", path.replace(".json", ".csv")));
        assert_eq!(table.matches("\r\n").count() as u64, rows + 1);
    }
    assert_eq!(ids.len(), 53_500);
    assert!(dates.is_sorted());
}

fn jiff_date(year: i16, n: i16) -> String {
    format!("{year}-{:02}-{:02}", n % 12 + 1, n % 28 + 1)
}

#[test]
fn the_site_may_keep_its_data_to_itself() {
    let pages = invented::built(Site {
        data: false,
        ..invented::site()
    });
    assert!(!pages.keys().any(|path| path.starts_with("data/")));
}
