//! The preview: what it shows, what it changes, and to whom it answers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that can not go on fails"
)]

mod attacks;
mod running;

#[path = "../program/mod.rs"]
mod program;

use program::Site;
use running::{Preview, read};
use serde_json::json;
use std::io::{BufRead, BufReader, Write};

const ARTICLE: &str = "\
Ferry line to Vestra opens again

The crossing had been shut since the spring floods.

“The bridge is open, and the ferry runs every hour,” said Mira Kovač, mayor of Vestra.

The harbour board met until midnight and published its list of fares.

“Nobody pays more than last year and nobody ever will.”
";

const PAGE: &str = "/2031/05/04/ferry/";
const FILE: &str = "content/2031-05-04-ferry.txt";

fn site() -> Site {
    let site = Site::empty();
    site.write(FILE, ARTICLE);
    site
}

#[test]
fn drafts_and_articles_of_the_future_are_shown_and_marked() {
    let site = site();
    site.write("content/2020-01-02-old.txt", "Old news\n\nIt rained.\n");
    site.write(
        "content/plan.txt",
        "+++\ndraft = true\n+++\nA plan\n\nIt is secret.\n",
    );
    site.write("content/9999-12-31-late.txt", "The last day\n\nIt came.\n");
    let preview = Preview::of(&site);
    let told = preview.told("/");
    assert_eq!(told["drafts"], json!(["undated/plan/"]));
    assert!(
        told["future"]
            .as_array()
            .unwrap()
            .contains(&json!("9999/12/31/late/")),
        "{told}"
    );
    assert!(
        !told["future"]
            .as_array()
            .unwrap()
            .contains(&json!("2020/01/02/old/")),
        "{told}"
    );
    assert_eq!(preview.told("/undated/plan/")["article"]["undated"], true);
    assert!(!site.path("public").exists());
}

#[test]
fn what_is_doubtful_comes_first_and_carries_its_evidence() {
    let preview = Preview::of(&site());
    let article = &preview.told(PAGE)["article"];
    let quotations = article["quotations"].as_array().unwrap();
    let doubts: Vec<_> = quotations
        .iter()
        .map(|item| item["doubt"].as_str().unwrap())
        .collect();
    assert_eq!(doubts, ["unattributed", "sure"], "{article}");
    assert_eq!(
        quotations[0]["match"],
        json!(["match = \"Nobody pays more than last year\""])
    );
    assert_eq!(quotations[1]["speaker"], "Mira Kovač");
    assert_eq!(
        quotations[1]["cue"],
        json!({ "words": "said", "before": false, "skip": 0 })
    );
    assert_eq!(quotations[1]["mention"]["words"], "Mira Kovač");
}

#[test]
fn a_decision_is_written_as_its_lines_and_no_others() {
    let site = site();
    let preview = Preview::of(&site);
    let article = preview.told(PAGE)["article"].take();
    let order = |decision| json!({ "document": article["document"], "version": article["version"], "decision": decision });
    let rows = &article["quotations"][0]["rows"];
    let settle = order(json!({ "speaker": { "rows": rows, "name": "Anton Bell" } }));
    let answer = preview.change("/_dateline/settle", &settle);
    assert_eq!(answer.status, 204, "{answer:?}");
    let lines = "+++\n[[quote]]\nmatch = \"Nobody pays more than last year\"\nspeaker = \"Anton Bell\"\n+++\n";
    assert_eq!(site.read(FILE), format!("{lines}{ARTICLE}"));
    preview.wait_for("Shows 1 article");
    let article = preview.told(PAGE)["article"].take();
    assert_eq!(article["quotations"][1]["speaker"], "Anton Bell");
    assert_eq!(article["quotations"][1]["doubt"], "settled");

    // What was decided on an older state of the file is not written.
    let answer = preview.change("/_dateline/settle", &settle);
    assert_eq!(answer.status, 409, "{answer:?}");
    assert_eq!(site.read(FILE), format!("{lines}{ARTICLE}"));

    let back = json!({ "document": article["document"], "version": article["version"],
        "decision": { "back": { "words": article["settlements"][0]["match"] } } });
    assert_eq!(preview.change("/_dateline/settle", &back).status, 204);
    assert_eq!(site.read(FILE), ARTICLE);
}

#[test]
fn a_file_that_is_not_utf8_is_left_as_it_is() {
    let site = Site::empty();
    let bytes = b"Ferry opens\n\n\x93Nobody pays more than last year and nobody ever will.\x94\n";
    site.write(FILE, bytes);
    let preview = Preview::of(&site);
    let article = preview.told(PAGE)["article"].take();
    let rows = &article["quotations"][0]["rows"];
    let decision = json!({ "skip": { "rows": rows } });
    let order = json!({ "document": article["document"], "version": article["version"], "decision": decision });
    let answer = preview.change("/_dateline/settle", &order);
    assert_eq!(
        (answer.status, answer.body.contains("UTF-8")),
        (422, true),
        "{answer:?}"
    );
    assert_eq!(std::fs::read(site.path(FILE)).unwrap(), bytes);
}

#[test]
fn an_open_page_is_told_of_each_change_and_of_nothing_else() {
    let site = site();
    let preview = Preview::of(&site);
    let mut stream = preview.connect();
    write!(
        stream,
        "GET /_dateline/events?{PAGE} HTTP/1.1\r\nHost: {}\r\n\r\n",
        preview.host()
    )
    .unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    let mut number = || {
        lines
            .find_map(|line| line.strip_prefix("data: ").map(str::to_owned))
            .unwrap()
    };
    assert_eq!(number(), "1");
    // What a build writes is not a change of the site.
    site.build();
    site.write(FILE, ARTICLE.replace("every hour", "every day"));
    assert_eq!(number(), "2");
    assert!(preview.get(PAGE).body.contains("every day"));

    // A template that fails: the last good site stays, and the page is told why.
    site.write("templates/article.html", "{{ nothing_of_that_name }}");
    assert_eq!(number(), "3");
    let page = preview.get(PAGE);
    assert_eq!(page.status, 200);
    assert!(page.body.contains("every day"));
    let trouble = preview.told(PAGE)["trouble"][0].take();
    assert!(
        trouble
            .as_str()
            .unwrap()
            .contains("templates/article.html:1:4"),
        "{trouble}"
    );
    preview.wait_for("nothing_of_that_name");

    std::fs::remove_file(site.path("templates/article.html")).unwrap();
    assert_eq!(number(), "4");
    assert_eq!(preview.told(PAGE)["trouble"], json!([]));

    // An editor that saves by renaming another file.
    site.write(
        "content/.ferry.swp",
        ARTICLE.replace("every hour", "every night"),
    );
    std::fs::rename(site.path("content/.ferry.swp"), site.path(FILE)).unwrap();
    assert_eq!(number(), "5");
    assert!(preview.get(PAGE).body.contains("every night"));

    site.write("static/deep/new.css", "a { color: red }");
    assert_eq!(number(), "6");
    assert_eq!(preview.get("/static/deep/new.css").status, 404);
    assert_eq!(preview.get("/deep/new.css").body, "a { color: red }");
}

#[test]
fn a_site_that_can_t_be_read_is_shown_as_its_mistake() {
    let site = site();
    site.write("site.toml", "titel = \"<b>Vestra</b>\"\n");
    let preview = Preview::of(&site);
    // Asked at once, it may still be reading the site.
    let page = std::iter::repeat_with(|| preview.get("/"))
        .find(|page| page.status != 503)
        .unwrap();
    assert_eq!(page.status, 500);
    assert!(page.body.contains("site.toml:1:1"), "{}", page.body);
    assert!(
        page.body.contains("&lt;b&gt;Vestra") && !page.body.contains("<b>Vestra"),
        "{}",
        page.body
    );
    site.write("site.toml", "title = \"Vestra\"\n");
    preview.wait_for("Shows 1 article");
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn a_port_that_is_taken_is_said_to_be() {
    let site = site();
    let preview = Preview::of(&site);
    let output = site.run(&["serve", "--port", &preview.port.to_string()]);
    assert_eq!(output.status.code(), Some(2));
    let expected = format!(
        "error: port {} is in use\nhelp: name another with --port, or none for the first free one\n",
        preview.port
    );
    assert_eq!(program::stderr(&output), expected);
}

#[test]
fn only_a_get_is_answered_with_a_page() {
    let preview = Preview::of(&site());
    let host = preview.host();
    let head = preview.send(format!("HEAD {PAGE} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    assert_eq!((head.status, &*head.body), (200, ""));
    for method in ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        let mut stream = preview.connect();
        write!(stream, "{method} {PAGE} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        assert_eq!(read(stream).status, 405, "{method}");
    }
}
