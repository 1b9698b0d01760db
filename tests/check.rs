//! `dateline check` on whole sites: what is told, in which form, and with which status.

#![allow(clippy::unwrap_used, reason = "a test that can not go on fails")]

mod program;

use program::{Site, stderr};
use serde_json::Value;

/// A site in which something is doubtful in each way that only the whole content shows.
fn doubtful() -> Site {
    let site = Site::empty();
    site.write(
        "site.toml",
        "[[navigation]]\ntitle = \"Press\"\nhref = \"press/\"\n",
    );
    site.write(
        "content/2031-05-04-ferry.txt",
        "Ferry line to Vestra opens again\n\n\
         “The bridge is open, and the ferry runs every hour of the day,” said Mira Kovač, mayor of Vestra.\n",
    );
    site.write(
        "content/2031-05-05-timetable.txt",
        "Vestra prints a new timetable\n\n\
         “The bridge is shut, and the ferry runs every hour of the day,” said Mira Kovač, mayor of Vestra.\n\n\
         “The ferry runs every hour of the day,” she said.\n",
    );
    site.write(
        "content/2031-05-06-harbour.md",
        "# Harbour dues stay\n\nThe board met [again](topics/harbour/), [below](#nothing), on [a list](topics/) and [here](javascript:x).\n",
    );
    for (day, last) in [
        (7, "The water fell at noon."),
        (8, "The water fell at night, and the crews went home."),
    ] {
        site.write(
            &format!("content/2031-05-0{day}-flood.txt"),
            format!("Water rises in Norrin\n\n{}{last}\n", flood()),
        );
    }
    site
}

/// A text long enough to be told from another.
fn flood() -> String {
    let streets = [
        "Mill", "Bell", "Harbour", "Salt", "Chapel", "Tanner", "Weaver", "Market", "Castle",
        "Garden", "School", "Bridge", "Ferry", "Orchard", "Quarry", "Station",
    ];
    let sentence = |street: &&str| {
        format!(
            "In {street} Street the crews of the town filled sacks with sand and laid them before the doors of every house.\n\n"
        )
    };
    streets.iter().map(sentence).collect()
}

#[test]
fn all_that_is_doubtful_is_told_by_file() {
    let site = doubtful();
    let output = site.run(&["check"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty());
    assert!(!site.path("public").exists());
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("check_of_a_doubtful_site", stderr(&output));
    });
    assert_eq!(site.run(&["check", "--strict"]).status.code(), Some(1));
}

#[test]
fn nothing_doubtful_is_nothing_to_report() {
    let site = Site::of_one_article();
    let output = site.run(&["check", "--strict"]);
    assert_eq!(stderr(&output), "Checked 1 article: nothing to report\n");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn drafts_are_checked_too() {
    let site = Site::of_one_article();
    site.write(
        "content/2031-05-05-next.txt",
        "+++\ndraft = true\n+++\nNo ferry\n\nThe mayor said: “It is over.\n",
    );
    let output = site.run(&["check"]);
    assert!(
        stderr(&output).contains("content/2031-05-05-next.txt"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn an_error_of_the_content_is_one_of_the_check() {
    let site = Site::of_one_article();
    site.write(
        "content/2031-05-05-next.txt",
        "+++\ntitel = \"No ferry\"\n+++\nNo ferry\n",
    );
    let output = site.run(&["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).ends_with("Checked 1 article: 1 error\n"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn json_has_every_report_with_its_place() {
    let site = doubtful();
    let output = site.run(&["check", "--format", "json"]);
    let reports: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let with =
        |code: &str| -> Vec<&Value> { reports.iter().filter(|r| r["code"] == code).collect() };
    let [wording] = with("worded-differently")[..] else {
        panic!("{reports:#?}")
    };
    assert_eq!(wording["file"], "content/2031-05-05-timetable.txt");
    assert_eq!(
        (&wording["line"], &wording["column"]),
        (&3.into(), &2.into())
    );
    assert_eq!(
        wording["related"][0]["file"],
        "content/2031-05-04-ferry.txt"
    );
    assert!(
        wording["help"]
            .as_str()
            .unwrap()
            .starts_with("The bridge is [shut, | open,] and the ferry runs")
    );
    assert_eq!(with("same-article").len(), 1);
    assert_eq!(with("dead-link").len(), 4);
    let human = stderr(&site.run(&["check"]));
    let told = reports.len();
    assert!(
        human.ends_with(&format!("Checked 5 articles: {told} warnings\n")),
        "{human}"
    );
}

#[test]
fn sarif_has_a_rule_and_a_region_for_each() {
    let site = doubtful();
    let output = site.run(&["check", "--format", "sarif"]);
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules: Vec<&Value> = run["tool"]["driver"]["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| &r["id"])
        .collect();
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        assert!(rules.contains(&&result["ruleId"]));
        assert_eq!(result["level"], "warning");
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(site.path(uri).is_file(), "{uri}");
        if uri.starts_with("content/") {
            let region = &place["region"];
            assert!(
                region["startLine"].as_u64() >= Some(1) && region["endColumn"].as_u64() >= Some(1),
                "{result}"
            );
        }
    }
}

#[test]
fn a_shorter_quotation_and_one_with_a_mark_of_omission_are_no_other_wording() {
    let site = Site::empty();
    let said = [
        "“The bridge is open, the road is dry and the ferry runs every hour of the day until the winter comes”",
        "“The road is dry and the ferry runs every hour of the day”",
        "“The bridge is open … and the ferry runs every hour of the day until the winter comes”",
        "“the bridge is open, the road is dry, and the ferry runs every hour of the day until the winter comes.”",
    ];
    for (day, said) in said.iter().enumerate() {
        let text = format!("News of the day {day}\n\nMira Kovač, mayor of Vestra, said: {said}\n");
        site.write(&format!("content/2031-05-0{}-news.txt", day + 1), text);
    }
    let output = site.run(&["check", "--strict"]);
    assert!(
        !stderr(&output).contains("worded-differently"),
        "{}",
        stderr(&output)
    );
}
