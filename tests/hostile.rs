//! Documents that mean harm, or were made by a program that went wrong: a build ends soon, with a site or with what is
//! wrong said, and nothing leaves its place.

// Elsewhere the shell sets no bounds.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that can not go on fails")]

mod program;

use program::{Site, stderr};
use std::fmt::Write;
use std::process::{Command, Output, Stdio};

/// Text of which a part is repeated without end, each such as one stage has to hold its ground against.
fn bombs() -> Vec<(&'static str, String)> {
    let mut headings = String::from("Headings without end\n\nThe text begins.\n\n");
    let mut sections = headings.clone();
    for n in 0..800 {
        write!(headings, "## The heading {n}\n\n").unwrap();
        write!(sections, "## Same\n\nA sentence {n}.\n\n").unwrap();
    }
    let line =
        |part: &str, times: usize| format!("A line\n\nIt begins.\n\n{}\n", part.repeat(times));
    vec![
        ("headings.md", headings),
        ("sections.md", sections),
        ("links.md", line("[a](https://example.org/ \"b\") ", 5_000)),
        ("open-links.md", line("[", 20_000)),
        ("open-pictures.md", line("![a](", 5_000)),
        ("emphasis.md", line("*a **b ", 5_000)),
        ("underscores.md", line("_", 20_000)),
        ("code.md", line("`", 20_001)),
        (
            "quoted.md",
            line(&format!("{} deep\n", "> ".repeat(500)), 50),
        ),
        (
            "lists.md",
            (0..1000)
                .map(|n| format!("{}- item\n", "  ".repeat(n)))
                .collect(),
        ),
        ("html.md", line("<div><p>", 5_000)),
        ("entities.md", line("&#x41;&amp;&lt", 5_000)),
        (
            "table.md",
            format!("{}\n{}\n", "|a".repeat(5_000), "|-".repeat(5_000)),
        ),
        ("opening-marks.txt", line("“", 10_000)),
        ("closing-marks.txt", line("” ", 10_000)),
        ("straight-marks.txt", line("\"a\" ", 5_000)),
        ("single-marks.txt", line("'a’ ‘", 5_000)),
        ("nested-marks.txt", line("“a ‘b ", 5_000)),
        ("said.txt", line("“It is so,” said Mira Kovač. ", 1_000)),
        ("one-word.txt", line("a", 1_000_000)),
        ("names.txt", line("Mira Kovač Bell ", 5_000)),
        ("capitals.txt", line("A.B.C. ", 10_000)),
        ("dates.txt", line("4 March 2031, ", 5_000)),
        ("lines.txt", line("x\n", 20_000)),
        ("blank.txt", line("\n \t\u{a0}\n", 20_000)),
        ("accents.txt", line("a\u{301}\u{302}\u{303}", 10_000)),
        ("directions.txt", line("\u{202e}\u{2066}a\u{200f}", 10_000)),
        ("nothing.txt", "\u{200b}".repeat(20_000)),
    ]
}

/// Builds with at most two gigabytes and two minutes of processor, beyond which the system ends the program.
fn bounded(site: &Site) -> Output {
    let script = "ulimit -v 2000000 -t 120; exec \"$0\" build";
    let mut shell = Command::new("sh");
    shell.args(["-c", script, env!("CARGO_BIN_EXE_dateline")]);
    shell
        .current_dir(site.path(""))
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

#[test]
fn text_without_end_is_published() {
    let site = Site::of_one_article();
    site.write("site.toml", "search = false\n");
    for (n, (name, text)) in bombs().into_iter().enumerate() {
        site.write(&format!("content/2031-05-{:02}-{name}", n + 1), text);
    }
    let output = bounded(&site);
    assert!(
        output.status.success(),
        "{:?} {}",
        output.status,
        stderr(&output)
    );
    assert!(site.path("public/2031/05/04/ferry/index.html").exists());
    assert!(site.path("public/2031/05/01/headings/index.html").exists());
}

/// What stands before a text, or in settings, and has no end.
fn settings() -> Vec<(&'static str, String)> {
    let keys: String = (0..1_000_000).fold(String::new(), |mut keys, n| {
        writeln!(keys, "k{n} = 1").unwrap();
        keys
    });
    vec![
        ("keys", keys),
        ("lists", format!("title = {}", "[".repeat(200_000))),
        ("tables", format!("title = {}", "{a=".repeat(200_000))),
        ("dots", format!("title{} = 1", ".a".repeat(200_000))),
        ("head", format!("[title{}]", ".a".repeat(200_000))),
        ("heads", "[[quote]]\n".repeat(200_000)),
        ("text", format!("title = \"\"\"{}", "a\n".repeat(1_000_000))),
        ("number", format!("title = {}", "9".repeat(1_000_000))),
        ("one-key", format!("{} = 1", "a".repeat(1_000_000))),
    ]
}

#[test]
fn settings_without_end_are_refused() {
    let site = Site::of_one_article();
    site.build();
    let before = site.tree("public");
    for (name, toml) in settings() {
        for file in [
            "content/2031-05-05-fog.txt",
            "site.toml",
            "content/speakers.toml",
        ] {
            // A million keys are read once.
            if name == "keys" && !file.ends_with(".txt") {
                continue;
            }
            match file.ends_with(".txt") {
                true => site.write(file, format!("+++\n{toml}\n+++\nFog\n\nNo ferry ran.\n")),
                false => site.write(file, &toml),
            }
            let output = bounded(&site);
            let said = stderr(&output);
            assert_eq!(
                output.status.code(),
                Some(1),
                "{name} in {file}: {:?} {said:.2000}",
                output.status
            );
            assert!(said.contains(file), "{name} in {file}: {said:.2000}");
            assert!(said.len() < 20_000, "{name} in {file}: {}", said.len());
            std::fs::remove_file(site.path(file)).unwrap();
        }
    }
    assert!(site.tree("public") == before);
}

/// Names that lead out of a folder, that some system can't hold, or that are not what they look like.
#[test]
fn no_name_leads_out_of_the_site_or_is_one_that_a_system_refuses() {
    let long = "long ".repeat(60);
    let names = [
        "../../../etc/passwd",
        "..",
        "/etc/passwd",
        "C:\\\\Windows\\\\x",
        "con",
        "NUL.txt",
        "aux",
        "com1",
        "lpt9.tar.gz",
        "index.html",
        "a%2f..%2fb",
        "a\\u0000b",
        "\\u202Egnp.exe\\u2066",
        "p\u{430}ypal \u{3b1}\u{440}e",
        "\u{301}\u{302}",
        "\u{fdfa}\u{fdfa}",
        "\u{1f600}",
        "?x=1#y",
        "<b>&amp;\\\"'",
        "trailing. ",
        &long,
    ];
    for slugs in ["ascii", "unicode"] {
        let site = Site::empty();
        site.write(
            "site.toml",
            format!("search = false\nslugs = \"{slugs}\"\n"),
        );
        for (n, name) in names.iter().enumerate() {
            let day = n + 1;
            let text = format!(
                "+++\ntitle = \"{name}\"\ntopics = [\"{name}\"]\n+++\nFog\n\n## {name}\n\n“No ferry ran today,” said {name} Kovač.\n"
            );
            site.write(&format!("content/2031-05-{day:02}.md"), text);
        }
        site.build();
        let mut seen = std::collections::BTreeSet::new();
        for path in site.tree("public").keys() {
            for part in path.trim_end_matches('/').split('/') {
                assert!(!part.is_empty() && part != "." && part != "..", "{path}");
                assert!(part.len() <= 190, "{path}");
                assert!(
                    !part.contains(['\\', ':', '\0', '<', '>', '"', '|', '?', '*', '%']),
                    "{path}"
                );
                assert!(!part.contains(|c: char| matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')), "{path}");
                let stem = part.split('.').next().unwrap().to_lowercase();
                assert!(
                    !["con", "nul", "aux", "prn", "com1", "lpt9"].contains(&&*stem),
                    "{path}"
                );
            }
            assert!(slugs == "unicode" || path.is_ascii(), "{path}");
            assert!(seen.insert(path.to_lowercase()), "{path}");
        }
        let around: Vec<_> = site
            .path("")
            .read_dir()
            .unwrap()
            .map(|e| e.unwrap().file_name())
            .collect();
        assert_eq!(around.len(), 4, "{around:?}");
    }
}
