//! What the program says, with which exit status, and that whatever is wrong leaves the published site as it was.

#![allow(clippy::unwrap_used, reason = "a test that can not go on fails")]

mod program;

use program::{ARTICLE, Site, stderr};
use std::process::{Output, Stdio};

/// A published site, something that is wrong with it, and the arguments with which that comes out.
struct Case {
    name: &'static str,
    status: i32,
    arguments: &'static [&'static str],
    spoil: fn(&Site),
}

const BUILD: &[&str] = &["build"];

const CASES: &[Case] = &[
    Case {
        name: "no content folder",
        status: 1,
        arguments: BUILD,
        spoil: |site| std::fs::remove_dir_all(site.path("content")).unwrap(),
    },
    Case {
        name: "empty content folder",
        status: 1,
        arguments: BUILD,
        spoil: |site| std::fs::remove_file(site.path("content/2031-05-04-ferry.txt")).unwrap(),
    },
    Case {
        name: "only drafts",
        status: 1,
        arguments: BUILD,
        spoil: |site| {
            site.write(
                "content/2031-05-04-ferry.txt",
                format!("+++\ndraft = true\n+++\n{ARTICLE}"),
            )
        },
    },
    Case {
        name: "template that can't be parsed",
        status: 1,
        arguments: BUILD,
        spoil: |site| {
            site.write(
                "templates/article.html",
                "<p>One line</p>\n<p>{% if article %}</p>\n",
            )
        },
    },
    Case {
        name: "template that fails",
        status: 1,
        arguments: BUILD,
        spoil: |site| {
            site.write(
                "templates/section.html",
                "<p>One line</p>\n<p>{{ articel.title }}</p>\n",
            )
        },
    },
    Case {
        name: "settings that are no TOML",
        status: 1,
        arguments: BUILD,
        spoil: |site| {
            site.write(
                "site.toml",
                "title = \"The Ferry\"\ndescription = News from Vestra\n",
            )
        },
    },
    Case {
        name: "settings with an unknown key",
        status: 1,
        arguments: BUILD,
        spoil: |site| site.write("site.toml", "titel = \"The Ferry\"\n"),
    },
    Case {
        name: "settings with a value of the wrong type",
        status: 1,
        arguments: BUILD,
        spoil: |site| site.write("site.toml", "title = 7\n"),
    },
    Case {
        name: "settings with text in place of a list",
        status: 1,
        arguments: BUILD,
        spoil: |site| site.write("site.toml", "topics = \"World\"\n"),
    },
    Case {
        name: "settings out of range",
        status: 1,
        arguments: BUILD,
        spoil: |site| site.write("site.toml", "title = \"The Ferry\"\nper_page = 0\n"),
    },
    Case {
        name: "threshold out of range",
        status: 1,
        arguments: BUILD,
        spoil: |site| site.write("site.toml", "[quotes]\nthreshold = 70\n"),
    },
    Case {
        name: "base_url that is no address",
        status: 1,
        arguments: BUILD,
        spoil: |site| site.write("site.toml", "base_url = \"example.org\"\n"),
    },
    Case {
        name: "language that is none",
        status: 1,
        arguments: BUILD,
        spoil: |site| site.write("site.toml", "language = \"English\"\n"),
    },
    Case {
        name: "time zone that is none",
        status: 1,
        arguments: BUILD,
        spoil: |site| site.write("site.toml", "time_zone = \"Kyiv\"\n"),
    },
    Case {
        name: "argument that is no address",
        status: 1,
        arguments: &["build", "--base-url", "ftp://example.org"],
        spoil: |_| (),
    },
    Case {
        name: "register with an unknown key",
        status: 1,
        arguments: BUILD,
        spoil: |site| {
            site.write(
                "content/speakers.toml",
                "[[speaker]]\nname = \"Mira Kovač\"\nalias = [\"Kovač\"]\n",
            )
        },
    },
    Case {
        name: "front matter with an unknown key",
        status: 1,
        arguments: BUILD,
        spoil: |site| {
            site.write(
                "content/2031-05-06-fog.txt",
                "+++\ntitle = \"Fog\"\ntopic = [\"World\"]\n+++\nFog\n",
            )
        },
    },
    Case {
        name: "front matter without an end",
        status: 1,
        arguments: BUILD,
        spoil: |site| {
            site.write(
                "content/2031-05-06-fog.txt",
                "+++\ntitle = \"Fog\"\n\nFog\n",
            )
        },
    },
    Case {
        name: "front matter in YAML",
        status: 1,
        arguments: BUILD,
        spoil: |site| site.write("content/2031-05-06-fog.txt", "---\ntitle: Fog\n---\nFog\n"),
    },
    Case {
        name: "a file that holds no text",
        status: 1,
        arguments: BUILD,
        spoil: |site| {
            site.write(
                "content/2031-05-06-fog.txt",
                b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0",
            )
        },
    },
    Case {
        name: "every mistake at once",
        status: 1,
        arguments: BUILD,
        spoil: |site| {
            site.write(
                "content/2031-05-07-zebra.txt",
                "+++\ntitel = \"Zebra\"\n+++\nZebra\n",
            );
            site.write(
                "content/2031-05-06-fog.txt",
                b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0",
            );
            site.write("site.toml", "per_page = \"ten\"\n");
            site.write("templates/home.html", "{% block %}");
        },
    },
    Case {
        name: "two documents with one address",
        status: 1,
        arguments: BUILD,
        spoil: |site| {
            let text = format!("+++\ndate = 2031-05-04\nslug = \"ferry\"\n+++\n{ARTICLE}");
            site.write("content/a.txt", &text);
            site.write("content/b.txt", &text);
        },
    },
    Case {
        name: "warnings taken for errors",
        status: 1,
        arguments: &["build", "--strict"],
        spoil: |site| site.write("content/undated.txt", "Fog on the river\n\nNo ferry ran.\n"),
    },
    Case {
        name: "file by hand where a page belongs",
        status: 1,
        arguments: BUILD,
        spoil: |site| {
            site.write(
                "content/2031-05-06-fog.txt",
                "Fog on the river\n\nNo ferry ran.\n",
            );
            site.write("public/2031/05/06/fog/index.html", "by hand");
        },
    },
    Case {
        name: "no command",
        status: 2,
        arguments: &[],
        spoil: |_| (),
    },
    Case {
        name: "unknown command",
        status: 2,
        arguments: &["biuld"],
        spoil: |_| (),
    },
    Case {
        name: "unknown option",
        status: 2,
        arguments: &["build", "--ouput", "public"],
        spoil: |_| (),
    },
    Case {
        name: "no file to extract",
        status: 2,
        arguments: &["extract"],
        spoil: |_| (),
    },
    Case {
        name: "root that is no folder",
        status: 2,
        arguments: &["build", "--root", "nowhere"],
        spoil: |_| (),
    },
    Case {
        name: "output that is the site's folder",
        status: 2,
        arguments: &["build", "--output", "."],
        spoil: |_| (),
    },
    Case {
        name: "output inside the content",
        status: 2,
        arguments: &["build", "--output", "content/public"],
        spoil: |_| (),
    },
    Case {
        name: "output that is a file",
        status: 2,
        arguments: &["build", "--output", "site.toml"],
        spoil: |site| site.write("site.toml", ""),
    },
    Case {
        name: "output that holds something else",
        status: 2,
        arguments: &["build", "--output", "letters"],
        spoil: |site| site.write("letters/index.html", "<p>Dear Mira</p>"),
    },
    Case {
        name: "output below a file",
        status: 3,
        arguments: &["build", "--output", "site.toml/public"],
        spoil: |site| site.write("site.toml", ""),
    },
    #[cfg(target_os = "linux")]
    Case {
        name: "output where nothing can be written",
        status: 3,
        arguments: &["build", "--output", "/proc/public"],
        spoil: |_| (),
    },
    #[cfg(unix)]
    Case {
        name: "document that can't be read",
        status: 3,
        arguments: BUILD,
        spoil: |site| {
            let path = site.path("content/2031-05-06-loop.txt");
            std::os::unix::fs::symlink(&path, &path).unwrap();
        },
    },
    #[cfg(unix)]
    Case {
        name: "document that leads out of the content",
        status: 1,
        arguments: BUILD,
        spoil: |site| {
            site.write("secret.txt", "Not for print");
            let link = site.path("content/2031-05-06-secret.txt");
            std::os::unix::fs::symlink(site.path("secret.txt"), link).unwrap();
        },
    },
    Case {
        name: "extract of a file that is not there",
        status: 3,
        arguments: &["extract", "nowhere.txt"],
        spoil: |_| (),
    },
    Case {
        name: "extract of a file that holds no text",
        status: 1,
        arguments: &["extract", "fog.txt"],
        spoil: |site| site.write("fog.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0"),
    },
    Case {
        name: "quotations that leave a doubt",
        status: 1,
        arguments: &["build", "--strict"],
        spoil: |site| {
            site.write(
                "content/2031-05-06-fog.txt",
                "Fog on the river\n\nThe boats lay still.\n\n“Nobody crosses before the fog has lifted from the water.”\n\n\
                 “We wait, said Mira Kovač, mayor of Vestra.\n\nThe fog lifted at noon.\n",
            )
        },
    },
    Case {
        name: "settlement of a quotation that is not there",
        status: 1,
        arguments: BUILD,
        spoil: |site| {
            site.write(
                "content/2031-05-06-fog.txt",
                "+++\n[[quote]]\nmatch = \"the fog has come\"\nspeaker = \"Mira Kovač\"\n+++\nFog on the river\n\nNo ferry ran.\n",
            )
        },
    },
    Case {
        name: "register in which a name means two",
        status: 1,
        arguments: BUILD,
        spoil: |site| {
            site.write(
                "content/speakers.toml",
                "[[speaker]]\nname = \"Mira Kovač\"\naliases = [\"the mayor\"]\n\n\
                 [[speaker]]\nname = \"Anton Bell\"\naliases = [\"The Mayor\"]\n",
            )
        },
    },
    Case {
        name: "file that is nothing of a site",
        status: 1,
        arguments: &["build", "--strict"],
        spoil: |site| site.write("content/2031-05-06-fog.docx", ""),
    },
    Case {
        name: "page of one's own in the place of a list",
        status: 1,
        arguments: BUILD,
        spoil: |site| site.write("pages/topics.md", "# What we write about\n"),
    },
    Case {
        name: "page of one's own that is no Markdown",
        status: 1,
        arguments: BUILD,
        spoil: |site| site.write("pages/about.txt", "About us\n"),
    },
    #[cfg(unix)]
    Case {
        name: "static file that can't be read",
        status: 1,
        arguments: BUILD,
        spoil: |site| {
            site.write("static/robots.txt", "");
            let path = site.path("static/logo.svg");
            std::os::unix::fs::symlink(&path, &path).unwrap();
        },
    },
    #[cfg(target_os = "linux")]
    Case {
        name: "static file whose name is no text",
        status: 1,
        arguments: BUILD,
        spoil: |site| {
            use std::os::unix::ffi::OsStrExt;
            site.write("static/robots.txt", "");
            let name = std::ffi::OsStr::from_bytes(b"caf\xe9.svg");
            std::fs::write(site.path("static").join(name), "").unwrap();
        },
    },
    Case {
        name: "new site in a folder that is in use",
        status: 2,
        arguments: &["init", "content"],
        spoil: |_| (),
    },
    Case {
        name: "new document of a name that is taken",
        status: 1,
        arguments: &["new", "Ferry", "--date", "2031-05-04"],
        spoil: |_| (),
    },
    Case {
        name: "import of another document of a name that is taken",
        status: 1,
        arguments: &["import", "ferry.html"],
        spoil: |site| {
            let text = "The crews of the town filled sacks with sand and laid them before the doors of every house. ";
            let page = format!(
                "<html><head><meta property=\"article:published_time\" content=\"2031-05-04T08:00:00Z\"></head>\
                 <body><article><h1>Ferry</h1><p>{}</p></article></body></html>",
                text.repeat(8)
            );
            site.write("ferry.html", page);
        },
    },
    Case {
        name: "import of a file that is too large",
        status: 1,
        arguments: &["import", "fog.html"],
        spoil: |site| {
            let file = std::fs::File::create(site.path("fog.html")).unwrap();
            file.set_len((64 << 20) + 1).unwrap();
        },
    },
];

#[test]
fn what_is_wrong_is_said_with_the_mend_and_leaves_the_published_site() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _bound = settings.bind_to_scope();
    for case in CASES {
        let site = Site::of_one_article();
        site.build();
        (case.spoil)(&site);
        let before = site.tree("public");
        let output = site.run(case.arguments);
        assert_eq!(
            output.status.code(),
            Some(case.status),
            "{}: {}",
            case.name,
            stderr(&output)
        );
        assert!(
            site.tree("public") == before,
            "{}: public/ was changed",
            case.name
        );
        assert!(output.stdout.is_empty(), "{}", case.name);
        let name = case.name.replace([' ', '\''], "_");
        insta::assert_snapshot!(name, said(case.arguments, &output));
    }
}

/// What was typed, what was said, and the exit status, without what differs from one system to the next.
fn said(arguments: &[&str], output: &Output) -> String {
    let said = stderr(output).replace("dateline.exe", "dateline");
    let said: Vec<String> = said.trim_end().lines().map(as_on_every_system).collect();
    let status = output.status.code().unwrap_or(-1);
    format!(
        "$ {}\n{}\nstatus: {status}",
        ["dateline"]
            .iter()
            .chain(arguments)
            .copied()
            .collect::<Vec<_>>()
            .join(" "),
        said.join("\n")
    )
}

fn as_on_every_system(line: &str) -> String {
    match (line.contains("(os error"), line.rsplit_once(": ")) {
        (true, Some((ours, _))) => format!("{ours}: [what the system says]"),
        _ => line.to_owned(),
    }
}

#[test]
fn a_build_says_what_it_made_on_standard_error_alone() {
    let site = Site::of_one_article();
    let output = site.run(BUILD);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty());
    let said = stderr(&output);
    assert!(said.starts_with("Built "), "{said}");
    assert!(said.contains(" from 1 article ("), "{said}");
    assert!(said.contains(") in public/ in "), "{said}");
    assert!(
        said.is_ascii(),
        "no colour and no bar where there is no terminal: {said}"
    );
}

#[test]
fn warnings_do_not_stop_a_build_and_many_are_counted() {
    let site = Site::of_one_article();
    for n in 0..25 {
        site.write(&format!("content/file-{n:02}.docx"), "");
    }
    let output = site.run(BUILD);
    assert_eq!(output.status.code(), Some(0));
    let said = stderr(&output);
    assert_eq!(said.matches("this file is not read").count(), 20);
    assert!(said.contains("content/file-19.docx"), "{said}");
    assert!(said.contains("and 5 more warnings"), "{said}");
    assert!(
        said.contains("copy the article's text into a .txt file"),
        "{said}"
    );
}

#[test]
fn drafts_are_built_when_asked_for() {
    let site = Site::of_one_article();
    site.write(
        "content/2031-05-06-fog.txt",
        "+++\ndraft = true\n+++\nFog on the river\n\nNo ferry ran.\n",
    );
    site.build();
    assert!(!site.path("public/2031/05/06/fog/index.html").exists());
    assert_eq!(site.run(&["build", "--drafts"]).status.code(), Some(0));
    assert!(site.path("public/2031/05/06/fog/index.html").exists());
    site.build();
    assert!(!site.path("public/2031/05/06").exists());
}

#[test]
fn the_address_on_the_command_line_stands_above_the_settings() {
    let site = Site::of_one_article();
    site.write("site.toml", "base_url = \"https://one.example/\"\n");
    assert_eq!(
        site.run(&["build", "--base-url", "https://two.example/news"])
            .status
            .code(),
        Some(0)
    );
    let front = site.read("public/index.html");
    assert!(front.contains("https://two.example/news/"), "{front}");
    assert!(!front.contains("one.example"), "{front}");
}

#[test]
fn root_and_output_may_stand_anywhere() {
    let here = Site::empty();
    let site = Site::of_one_article();
    let root = site.path("").display().to_string();
    let arguments = ["build", "--root", &root, "--output", "deep/er/public"];
    assert_eq!(here.run(&arguments).status.code(), Some(0));
    assert!(here.path("deep/er/public/index.html").exists());
    assert!(!site.path("public").exists());
    assert_eq!(here.run(&["build", "--root", &root]).status.code(), Some(0));
    assert!(site.tree("public") == here.tree("deep/er/public"));
}

#[test]
fn extract_prints_an_object_or_a_list_or_lines() {
    let site = Site::of_one_article();
    site.write("fog.txt", "Fog on the river\n\nNo ferry ran.\n");
    let article = "content/2031-05-04-ferry.txt";
    let json = |arguments: &[&str]| {
        let output = site.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(output.stdout.ends_with(b"\n"));
        String::from_utf8(output.stdout).unwrap()
    };
    let one: serde_json::Value = serde_json::from_str(&json(&["extract", article])).unwrap();
    assert_eq!(one["id"], "2031-05-04-ferry");
    assert_eq!(one["headline"], "Ferry line to Vestra opens again");
    let two: serde_json::Value =
        serde_json::from_str(&json(&["extract", article, "fog.txt"])).unwrap();
    assert_eq!(two[0], one);
    assert_eq!(two[1]["id"], "fog");
    assert_eq!(two[1]["diagnostics"][0]["code"], "undated");
    let lines = json(&["extract", "--format", "jsonl", article, "fog.txt"]);
    let lines: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(two, serde_json::Value::Array(lines));
}

#[test]
fn extract_prints_the_files_that_it_can_read() {
    let site = Site::of_one_article();
    site.write("broken.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0");
    let article = "content/2031-05-04-ferry.txt";
    let output = site.run(&["extract", "broken.txt", article]);
    assert_eq!(output.status.code(), Some(1));
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 1);
    let output = site.run(&[
        "extract",
        "--format",
        "jsonl",
        "nowhere.txt",
        article,
        "broken.txt",
    ]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(output.stdout.iter().filter(|&&b| b == b'\n').count(), 1);
    let said = stderr(&output);
    assert!(
        said.contains("nowhere.txt") && said.contains("broken.txt"),
        "{said}"
    );
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let site = Site::of_one_article();
    // More than a pipe holds.
    let file = "content/2031-05-04-ferry.txt";
    let mut arguments = vec!["extract"];
    arguments.resize(500, file);
    let mut child = site
        .command(&arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stderr(&output), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_can_not_be_written_is_an_error() {
    let site = Site::of_one_article();
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = site
        .command(&["extract", "content/2031-05-04-ferry.txt"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("can't write the result"));
}

#[test]
fn help_is_a_result() {
    let site = Site::empty();
    for arguments in [
        &["--help"][..],
        &["build", "--help"],
        &["extract", "--help"],
    ] {
        let output = site.run(arguments);
        assert_eq!(output.status.code(), Some(0));
        assert!(output.stderr.is_empty());
        assert!(output.stdout.is_ascii());
    }
    assert!(site.tree("").is_empty());
}
