//! The documents say what is so: their examples are read by the program, and they name every key and every crate.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]

use dateline::article;
use dateline::config::{self, FrontMatter, Register, Site};
use dateline::language::{Language, OwnFile};
use dateline::quotes::{self, JsonEntry};
use dateline::source;
use dateline::span::Span;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

/// A fenced block: the document, the language, the file that it is an example of, and its text.
struct Example {
    document: PathBuf,
    language: String,
    file: String,
    text: String,
}

fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).unwrap();
    let mut documents: Vec<PathBuf> = docs
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    documents.push(root.join("README.md"));
    documents.sort();
    documents
}

fn examples() -> Vec<Example> {
    let mut examples = Vec::new();
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let Some(opening) = line.strip_prefix("```") else {
                continue;
            };
            let (language, file) = opening.split_once(' ').unwrap_or((opening, ""));
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            examples.push(Example {
                document: document.clone(),
                language: language.to_owned(),
                file: file.to_owned(),
                text: body.join("\n") + "\n",
            });
        }
    }
    examples
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    let part = Span::new(0, text.len());
    config::read(&Arc::from("example.toml"), &Arc::from(text), part)
        .map_err(|diagnostic| dateline::diagnostics::render(&diagnostic, false))
}

#[test]
fn every_example_can_be_read() {
    let mut read_as = [0; 3];
    for Example {
        document,
        language,
        file,
        text,
    } in examples()
    {
        let ending = file.rsplit('.').next().unwrap_or_default();
        let result = match (&*language, &*file, ending) {
            (_, "site.toml", _) => {
                read_as[0] += 1;
                read::<Site>(&text).map(drop)
            }
            (_, "speakers.toml", _) => {
                read_as[1] += 1;
                read::<Register>(&text).map(drop)
            }
            (_, _, "txt" | "md") => {
                read_as[2] += 1;
                let document = source::read(text.as_bytes(), &file);
                document
                    .map_err(|diagnostic| dateline::diagnostics::render(&diagnostic, false))
                    .map(|document| {
                        let (_, diagnostics) = article::read(&document, &Site::default());
                        assert!(diagnostics.is_empty(), "{file}: {diagnostics:?}");
                    })
            }
            (_, _, "toml") if file.starts_with("languages/") => {
                let own = OwnFile {
                    tag: "en".to_owned(),
                    path: Arc::from(&*file),
                    text: Arc::from(&*text),
                };
                let loaded = Language::load("en", &[own]);
                loaded
                    .map(drop)
                    .map_err(|mistakes| dateline::diagnostics::render(&mistakes[0], false))
            }
            ("json", ..) => serde_json::from_str::<Value>(&text)
                .map(drop)
                .map_err(|error| error.to_string()),
            ("toml" | "text" | "markdown", ..) => {
                Err("which file is this an example of? say so behind its language".into())
            }
            _ => Ok(()),
        };
        if let Err(why) = result {
            panic!("{}: {why}\n{text}", document.display());
        }
    }
    assert!(read_as.iter().all(|&n| n > 0), "{read_as:?}");
}

/// What the README says that comes out is what comes out; it may leave keys away.
#[test]
fn the_readme_shows_what_comes_out() {
    let examples = examples();
    let in_readme = |language: &str| {
        let mut found = examples
            .iter()
            .filter(|e| e.document.ends_with("README.md") && e.language == language);
        found.next().unwrap()
    };
    let pasted = in_readme("text");
    let shown: Value = serde_json::from_str(&in_readme("json").text).unwrap();

    let (site, register) = (Site::default(), Register::default());
    let document = source::read(pasted.text.as_bytes(), &pasted.file).unwrap();
    let (article, _) = article::read(&document, &site);
    let (entry, diagnostics) = quotes::read(document, article, &site, &register);
    let entry = serde_json::to_value(JsonEntry::new(&entry, &diagnostics)).unwrap();

    assert_holds(&entry["quotes"], &shown, "quotes");
    assert_eq!(entry["labels"], serde_json::json!(["World", "Vestra"]));
    assert_eq!(entry["sections"].as_array().map(Vec::len), Some(2));
}

/// Whether `all` has everything that `part` has.
fn assert_holds(all: &Value, part: &Value, at: &str) {
    match (all, part) {
        (Value::Object(all), Value::Object(part)) => {
            for (key, value) in part {
                assert_holds(&all[key], value, &format!("{at}.{key}"));
            }
        }
        (Value::Array(all), Value::Array(part)) => {
            assert_eq!(all.len(), part.len(), "{at}: {all:#?}");
            for (i, (all, part)) in all.iter().zip(part).enumerate() {
                assert_holds(all, part, &format!("{at}[{i}]"));
            }
        }
        _ => assert_eq!(all, part, "{at}"),
    }
}

/// The keys of a type are what it says may stand in the place of one that does not exist.
fn keys<T: serde::de::DeserializeOwned + std::fmt::Debug>(toml: &str) -> Vec<String> {
    let part = Span::new(0, toml.len());
    let error = config::read::<T>(&Arc::from("x.toml"), &Arc::from(toml), part).unwrap_err();
    let help = error.help.unwrap();
    let keys = help.split_once("are: ").expect(&help).1;
    keys.split(", ").map(str::to_owned).collect()
}

#[test]
fn every_key_is_described() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/writing.md");
    let writing = fs::read_to_string(path).unwrap();
    let no = "no_such_key_at_all = 1\n";
    let of_tables = [
        keys::<FrontMatter>(no),
        keys::<FrontMatter>(&format!("[[quote]]\n{no}")),
        keys::<FrontMatter>(&format!("[[correction]]\n{no}")),
        keys::<Register>(&format!("[[speaker]]\n{no}")),
        keys::<Site>(no),
        keys::<Site>(&format!("[[navigation]]\n{no}")),
        keys::<Site>(&format!("[licence]\n{no}")),
        keys::<Site>(&format!("[feeds]\n{no}")),
        keys::<Site>(&format!("[quotes]\n{no}")),
    ];
    for key in of_tables.iter().flatten() {
        let spellings = [
            format!("`{key}`"),
            format!("`{key} ="),
            format!("`[{key}]`"),
            format!("`[[{key}]]`"),
        ];
        let is_described = spellings.iter().any(|key| writing.contains(key));
        assert!(is_described, "docs/writing.md does not tell of `{key}`");
    }
}

#[test]
fn every_crate_has_its_reason() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let reasons = fs::read_to_string(root.join("docs/dependencies.md")).unwrap();
    let mut crates: Vec<&str> = ["dependencies", "dev-dependencies"]
        .iter()
        .filter_map(|table| manifest[*table].as_table())
        .flat_map(|table| table.keys().map(String::as_str))
        .collect();
    let targets = manifest["target"].as_table().unwrap().values();
    let targets = targets.filter_map(|target| target["dependencies"].as_table());
    crates.extend(targets.flat_map(|table| table.keys().map(String::as_str)));
    let described: Vec<&str> = reasons
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(name, _)| name)
        .collect();
    let (mut crates, mut described) = (crates, described);
    crates.sort_unstable();
    described.sort_unstable();
    assert_eq!(described, crates);
}

/// A link to a file of the repository leads to one. Pictures are left out: they are made from a built site.
#[test]
fn every_link_leads_somewhere() {
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        let folder = document.parent().unwrap();
        for (at, _) in text.match_indices("](") {
            let link = text[at + 2..].split(')').next().unwrap();
            let words = text[..at].rfind('[').unwrap();
            let is_picture = text[..words].ends_with('!');
            if link.contains("://") || link.starts_with('#') || is_picture {
                continue;
            }
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let linked = folder.join(file);
            assert!(linked.exists(), "{}: {link}", document.display());
            if !heading.is_empty() {
                let linked = fs::read_to_string(linked).unwrap();
                let mut headings = linked.lines().filter(|line| line.starts_with('#'));
                let is_there = headings.any(|line| {
                    let words = line.trim_start_matches('#').trim().to_lowercase();
                    words.replace(' ', "-") == heading
                });
                assert!(is_there, "{}: {link}", document.display());
            }
        }
    }
}

/// The README has every command and every option, and none that is not there.
#[test]
fn the_readme_has_the_command_line() {
    let help = |arguments: &[&str]| {
        let program = env!("CARGO_BIN_EXE_dateline");
        let output = Command::new(program).args(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let options = |text: &str| {
        let words = text.split(|c: char| !c.is_ascii_alphabetic() && c != '-');
        let options = words.filter(|word| word.starts_with("--") && *word != "--help");
        options.map(str::to_owned).collect::<BTreeSet<String>>()
    };
    let examples = examples();
    let in_readme = examples
        .iter()
        .filter(|e| e.document.ends_with("README.md"));
    let usage: Vec<&str> = in_readme
        .flat_map(|example| example.text.lines())
        .filter_map(|line| line.strip_prefix("$ dateline "))
        .collect();
    let described: BTreeSet<&str> = usage
        .iter()
        .filter_map(|line| line.split(' ').next())
        .collect();
    for line in &usage {
        let command = line.split(' ').next().unwrap();
        assert_eq!(
            options(line),
            options(&help(&[command, "--help"])),
            "{command}"
        );
    }
    let all = help(&["--help"]);
    let commands = all
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help");
    assert_eq!(described, commands.collect());
}
