//! `init`, `new`, `import`, `completions` and `man`: the program makes what it says, and never writes over anything.

#![allow(clippy::unwrap_used, reason = "a test that can not go on fails")]

mod program;

use program::{Site, stderr};

const PAGE: &str = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Ferry line to Vestra opens again</title>\
    <meta property=\"article:published_time\" content=\"2031-05-04T09:00:00Z\"></head><body><article>\
    <p>The crossing had been shut since the spring floods, and nobody knew when it would open again, the harbour board said.</p>\
    <p>“The bridge is open, and the ferry runs every hour,” said Mira Kovač, mayor of Vestra, at the crossing on Sunday.</p>\
    <p>Anton Bell, who leads the harbour board, said: “Nobody pays more than last year, and nobody waits for longer.”</p>\
    </article></body></html>";

fn stdout(output: &std::process::Output) -> String {
    String::from_utf8(output.stdout.clone())
        .unwrap()
        .replace('\\', "/")
}

#[test]
fn a_new_site_builds_without_a_warning() {
    let site = Site::empty();
    let made = site.run(&["init", "digest"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let built = site.run(&["build", "--root", "digest", "--strict"]);
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    assert!(
        site.read("digest/public/index.html")
            .contains("Bridge over the Orla opens")
    );
    let workflow = site.read("digest/.github/workflows/pages.yml");
    assert!(
        !workflow.contains('@')
            || !workflow.contains("@VERSION@") && !workflow.contains("@REPOSITORY@")
    );
    assert!(workflow.contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_site_is_made_only_where_nothing_is() {
    let site = Site::empty();
    site.write("full/notes.txt", "mine");
    let refused = site.run(&["init", "full"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        stderr(&refused).contains("full is not empty: it holds notes.txt"),
        "{}",
        stderr(&refused)
    );
    assert_eq!(site.tree("full").len(), 1);

    site.write("repository/.git/HEAD", "");
    assert_eq!(site.run(&["init", "repository"]).status.code(), Some(0));
    site.write("file", "");
    assert_eq!(site.run(&["init", "file"]).status.code(), Some(3));
}

#[test]
fn actions_are_pinned_to_a_commit() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pins = 0;
    for workflow in [
        ".github/workflows/pages.yml",
        ".github/workflows/release.yml",
        "src/commands/init/pages.yml",
    ] {
        let text = std::fs::read_to_string(root.join(workflow)).unwrap();
        assert!(text.contains("\npermissions: {}\n"), "{workflow}");
        for line in text.lines() {
            let Some((_, uses)) = line.split_once("uses: ") else {
                continue;
            };
            let (commit, version) = uses.split_once('@').unwrap().1.split_once(" # v").unwrap();
            assert!(
                commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit()),
                "{workflow}: {uses}"
            );
            assert_eq!(version.split('.').count(), 3, "{workflow}: {uses}");
            pins += 1;
        }
    }
    assert!(pins > 8);
}

#[test]
fn a_new_document_is_a_draft_of_its_day() {
    let site = Site::empty();
    site.write("content/other.txt", "x");
    let made = site.run(&["new", "Bridge “over” the\nOrla", "--date", "2031-05-04"]);
    assert_eq!(
        stdout(&made),
        "content/2031-05-04-bridge-over-the-orla.txt\n",
        "{}",
        stderr(&made)
    );
    let text = site.read("content/2031-05-04-bridge-over-the-orla.txt");
    let document = dateline::source::read(text.as_bytes(), "a.txt").unwrap();
    assert_eq!(
        document.front_matter.title.as_deref(),
        Some("Bridge “over” the Orla")
    );
    assert_eq!(document.front_matter.date, "2031-05-04".parse().ok());
    assert!(document.front_matter.draft);

    let again = site.run(&["new", "Bridge over the Orla", "--date", "2031-05-04"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(stderr(&again).contains("there is a document of this name already"));
    assert_eq!(
        site.read("content/2031-05-04-bridge-over-the-orla.txt"),
        text
    );

    assert_eq!(
        site.run(&["new", "x", "--date", "tomorrow"]).status.code(),
        Some(2)
    );
    assert_eq!(site.run(&["new", "../../x"]).status.code(), Some(0));
    assert!(
        site.tree("")
            .keys()
            .all(|path| path.starts_with("content/"))
    );
    assert_eq!(Site::empty().run(&["new", "x"]).status.code(), Some(2));
}

#[test]
fn pages_are_imported_from_files_and_folders() {
    let site = Site::empty();
    site.write("content/speakers.toml", "");
    site.write("saved/ferry.html", PAGE);
    site.write("saved/ferry_files/frame.html", PAGE);
    site.write("saved/notes.doc", "x");
    site.write("saved/nothing.html", "<html><body></body></html>");
    let imported = site.run(&["import", "saved"]);
    assert_eq!(imported.status.code(), Some(1), "one file has no text");
    assert_eq!(
        stdout(&imported),
        "content/2031-05-04-ferry-line-to-vestra-opens-again.txt\n"
    );
    let said = stderr(&imported);
    assert!(
        said.contains("no article's text was found in this page"),
        "{said}"
    );
    assert!(
        said.contains("Imported 1 document into content/ (1 failed)"),
        "{said}"
    );

    // The same once more changes nothing, and is no mistake.
    let again = site.run(&["import", "saved/ferry.html"]);
    assert_eq!(again.status.code(), Some(0), "{}", stderr(&again));
    assert!(stderr(&again).contains("Nothing was imported (1 there already)"));
    assert_eq!(site.tree("content").len(), 2);
    assert_eq!(site.run(&["build", "--strict"]).status.code(), Some(0));
}

#[test]
fn nothing_is_written_over() {
    let site = Site::empty();
    let path = "docs/2031-05-04-ferry-line-to-vestra-opens-again.txt";
    site.write(path, "mine");
    site.write("ferry.html", PAGE);
    let refused = site.run(&["import", "ferry.html", "--into", "docs"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        stderr(&refused).contains("so ferry.html was not imported"),
        "{}",
        stderr(&refused)
    );
    assert_eq!(site.read(path), "mine");

    assert_eq!(
        site.run(&["import", "ferry.html"]).status.code(),
        Some(2),
        "there is no content/"
    );
    assert_eq!(
        site.run(&["import", "no.html", "--into", "docs"])
            .status
            .code(),
        Some(3)
    );
    assert_eq!(
        site.run(&["import", "ferry.html", "--into", "new/docs"])
            .status
            .code(),
        Some(0)
    );
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_document_is_not_followed() {
    let site = Site::empty();
    site.write("ferry.html", PAGE);
    site.write("secret", "mine");
    site.write("content/speakers.toml", "");
    std::os::unix::fs::symlink(
        site.path("secret"),
        site.path("content/2031-05-04-ferry-line-to-vestra-opens-again.txt"),
    )
    .unwrap();
    assert_eq!(site.run(&["import", "ferry.html"]).status.code(), Some(1));
    assert_eq!(site.read("secret"), "mine");
}

#[test]
fn shells_and_man_are_told_of_every_command() {
    let site = Site::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = stdout(&site.run(&["completions", shell]));
        assert!(
            script.contains("import") && script.contains("base-url"),
            "{shell}"
        );
    }
    let page = stdout(&site.run(&["man"]));
    assert!(page.contains(".TH") && page.contains("import"));
    assert!(stdout(&site.run(&["man", "build"])).contains("strict"));
    assert_eq!(site.run(&["man", "bake"]).status.code(), Some(2));
}
