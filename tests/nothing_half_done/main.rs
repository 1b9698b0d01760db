//! Whatever stops a build, the published folder is a whole site: the old one or the new one. And what Dateline did
//! not put there is not its to take away.
//!
//! - [`killed`]: the program killed at many instants.
//! - [`full_disk`]: a disk that takes no more, at several sizes.
//!
//! That every single call of a publication may fail is tested beside the code, in `src/publish/faults/`.

#![allow(clippy::unwrap_used, reason = "a test that can not go on fails")]

#[cfg(target_os = "linux")]
mod full_disk;
mod killed;
#[path = "../program/mod.rs"]
mod program;

use dateline::publish::{self, Error, Failure, Lock, Output, Published};
use program::{Site, stderr};
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Stdio;

/// What stands beside a published site.
fn beside(site: &Site) -> BTreeSet<String> {
    let entries = site.path("").read_dir().unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

fn publish(site: &Site, pages: &[(&str, &str)]) -> Result<Published, Failure<String>> {
    let paths: Vec<&str> = pages.iter().map(|(path, _)| *path).collect();
    publish_each(site, &paths, |n| Ok(pages[n].1.into()))
}

fn publish_each(
    site: &Site,
    paths: &[&str],
    page: impl Fn(usize) -> Result<Vec<u8>, String> + Sync,
) -> Result<Published, Failure<String>> {
    let lock = Lock::take(&site.path(""), || ()).unwrap();
    let output = Output::open(&lock, &site.path("public"))?;
    publish::publish(output, paths, |_| None, page, || {})
}

/// As many pages as told, of which some can't be made.
fn publish_many(
    site: &Site,
    number: usize,
    page: impl Fn(usize) -> Result<(), String> + Sync,
) -> Result<Published, Failure<String>> {
    let paths: Vec<String> = (0..number).map(|n| format!("{n}/index.html")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    publish_each(site, &paths, |n| {
        page(n).map(|()| format!("New page {n}").into())
    })
}

#[test]
fn pages_that_can_not_be_made_leave_the_old_site() {
    let site = Site::empty();
    publish(&site, &[("index.html", "old"), ("a/b.html", "old")]).unwrap();
    let before = site.tree("public");
    let failed = publish_many(&site, 200, |n| match n {
        199 => Err("the last".to_owned()),
        _ => Ok(()),
    });
    assert!(matches!(failed, Err(Failure::Pages(errors)) if errors == ["the last"]));
    assert!(site.tree("public") == before);
    let failed = publish_many(&site, 200, |n| match n % 50 {
        7 => Err(format!("page {n}")),
        _ => Ok(()),
    });
    let all = ["page 7", "page 57", "page 107", "page 157"];
    assert!(matches!(failed, Err(Failure::Pages(errors)) if errors == all));
    assert!(site.tree("public") == before);
    assert_eq!(
        beside(&site),
        BTreeSet::from([".dateline", "public"].map(str::to_owned))
    );
}

#[test]
fn a_program_that_gives_up_leaves_the_old_site() {
    let site = Site::empty();
    publish(&site, &[("index.html", "old")]).unwrap();
    let before = site.tree("public");
    let died = catch_unwind(AssertUnwindSafe(|| {
        publish_many(&site, 50, |n| {
            assert_ne!(n, 49, "dies here");
            Ok(())
        })
    }));
    assert!(died.is_err());
    assert!(site.tree("public") == before);
    publish_many(&site, 50, |_| Ok(())).unwrap();
    assert_eq!(site.read("public/49/index.html"), "New page 49");
    assert!(!site.path("public/index.html").exists());
    assert_eq!(
        beside(&site),
        BTreeSet::from([".dateline", "public"].map(str::to_owned))
    );
}

#[test]
fn pages_that_would_be_one_file_are_refused() {
    let site = Site::empty();
    publish(&site, &[("index.html", "old")]).unwrap();
    let before = site.tree("public");
    for same in [
        ["a/index.html", "A/Index.html"],
        ["a", "a"],
        ["a", "a/b"],
        ["topics/x/index.html", "TOPICS"],
    ] {
        let refused = publish(&site, &[(same[0], "1"), ("b", "2"), (same[1], "3")]);
        let refused = matches!(refused, Err(Failure::Publish(Error::SamePath { .. })));
        assert!(refused, "{same:?}");
        assert!(site.tree("public") == before);
    }
}

#[test]
fn pages_stay_in_their_folder() {
    let site = Site::empty();
    site.write("victim", "whole");
    for bad in [
        "../victim",
        "/tmp/victim",
        "a/../../victim",
        "a/./b",
        "",
        "a\0b",
        "nul.txt",
        "c:victim",
    ] {
        let refused = publish(&site, &[("index.html", "1"), (bad, "broken")]);
        let refused = matches!(refused, Err(Failure::Publish(Error::BadPath { .. })));
        assert!(refused, "{bad:?}");
    }
    assert_eq!(
        beside(&site),
        BTreeSet::from([".dateline", "victim"].map(str::to_owned))
    );
    assert_eq!(site.read("victim"), "whole");
}

#[test]
fn what_is_no_longer_made_goes_away() {
    let site = Site::of_one_article();
    site.build();
    let one = site.tree("public");
    site.write(
        "content/2032-01-02-fog.txt",
        "Fog on the river\n\nNo ferry ran.\n",
    );
    site.build();
    assert!(site.path("public/2032/01/02/fog/index.html").exists());
    fs::remove_file(site.path("content/2032-01-02-fog.txt")).unwrap();
    site.build();
    assert!(
        site.tree("public") == one,
        "folders that are empty now go too"
    );
}

#[test]
fn what_was_put_there_by_hand_stays() {
    let site = Site::of_one_article();
    site.build();
    let pages = site.tree("public");
    site.write("public/CNAME", "ferry.example\n");
    site.write("public/.git/objects/ab/cd", b"\x01\x02");
    site.write("public/2031/05/04/ferry/photo.jpg", "by hand");
    site.write("public/letters/to the mayor.html", "by hand");
    fs::create_dir_all(site.path("public/empty/folder")).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("2031", site.path("public/newest")).unwrap();
        std::os::unix::fs::symlink("nowhere", site.path("public/2031/broken")).unwrap();
    }
    let by_hand = site.tree("public");
    let changed = |path: &str| site.path(path).metadata().unwrap().modified().unwrap();
    let time = changed("public/2031/05/04/ferry/photo.jpg");
    site.build();
    assert!(site.tree("public") == by_hand);
    // The article goes; what stood in its folder does not.
    fs::remove_file(site.path("content/2031-05-04-ferry.txt")).unwrap();
    site.write(
        "content/2032-01-02-fog.txt",
        "Fog on the river\n\nNo ferry ran.\n",
    );
    site.build();
    let after = site.tree("public");
    for (path, bytes) in &by_hand {
        if !pages.contains_key(path) {
            assert_eq!(after.get(path), Some(bytes), "{path}");
        }
    }
    assert!(!after.contains_key("2031/05/04/ferry/index.html"));
    assert_eq!(changed("public/2031/05/04/ferry/photo.jpg"), time);
    #[cfg(unix)]
    assert!(site.path("public/newest").is_symlink());
}

/// Only a user who is not root is kept from writing by permissions.
#[cfg(unix)]
#[test]
fn folders_that_forbid_writing_are_kept_and_cleared_away() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::of_one_article();
    site.build();
    site.write("public/letters/sealed/letter.txt", "by hand");
    let mode = |path: &str| site.path(path).metadata().unwrap().permissions().mode() & 0o777;
    for folder in ["public/letters/sealed", "public/letters"] {
        fs::set_permissions(site.path(folder), fs::Permissions::from_mode(0o555)).unwrap();
    }
    for _ in 0..4 {
        site.build();
        assert_eq!(site.read("public/letters/sealed/letter.txt"), "by hand");
        assert_eq!(
            (mode("public/letters"), mode("public/letters/sealed")),
            (0o555, 0o555)
        );
        let around = [".dateline", "content", "public"].map(str::to_owned);
        assert_eq!(beside(&site), BTreeSet::from(around));
    }
    // What removes the test's folder is kept from it too.
    for folder in ["letters", "letters/sealed"] {
        for site_folder in site
            .tree(".dateline/published")
            .keys()
            .filter(|f| f.ends_with(".spare/"))
        {
            let folder = site
                .path(".dateline/published")
                .join(site_folder)
                .join(folder);
            let _ = fs::set_permissions(folder, fs::Permissions::from_mode(0o755));
        }
        let folder = site.path("public").join(folder);
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

#[test]
fn a_site_of_which_nothing_is_known_loses_nothing() {
    let site = Site::of_one_article();
    site.build();
    site.write("public/CNAME", "ferry.example\n");
    site.write("public/robots.txt", "from an older site");
    fs::remove_dir_all(site.path(".dateline")).unwrap();
    fs::remove_file(site.path("content/2031-05-04-ferry.txt")).unwrap();
    site.write(
        "content/2032-01-02-fog.txt",
        "Fog on the river\n\nNo ferry ran.\n",
    );
    let before = site.tree("public");
    site.build();
    let after = site.tree("public");
    assert!(before.keys().all(|path| after.contains_key(path)));
    assert!(before["index.html"] != after["index.html"]);
    assert_eq!(site.read("public/CNAME"), "ferry.example\n");
}

#[test]
fn a_build_that_was_stopped_before_the_exchange_is_forgotten() {
    stopped_build_between(|site, one, two| {
        // The old site is in its place, and both are written down.
        site.build();
        fs::write(&one.0, &one.1).unwrap();
        fs::write(one.0.with_extension("announced"), two).unwrap();
    });
}

#[test]
fn a_build_that_was_stopped_after_the_exchange_is_remembered() {
    stopped_build_between(|site, one, two| {
        site.write(
            "content/2032-01-02-fog.txt",
            "Fog on the river\n\nNo ferry ran.\n",
        );
        site.build();
        fs::write(&one.0, &one.1).unwrap();
        fs::write(one.0.with_extension("announced"), two).unwrap();
        fs::remove_file(site.path("content/2032-01-02-fog.txt")).unwrap();
    });
}

/// Brings a site into the state in which a build was killed, and checks that the next one makes what it should:
/// pages of neither site stay, the file put there by hand does.
fn stopped_build_between(stop: impl Fn(&Site, (std::path::PathBuf, Vec<u8>), Vec<u8>)) {
    let site = Site::of_one_article();
    site.build();
    site.write("public/CNAME", "ferry.example\n");
    site.build();
    let wanted = site.tree("public");
    let state = site.path(".dateline/published");
    let made = state.read_dir().unwrap().next().unwrap().unwrap().path();
    let one = fs::read(&made).unwrap();
    site.write(
        "content/2032-01-02-fog.txt",
        "Fog on the river\n\nNo ferry ran.\n",
    );
    site.build();
    let two = fs::read(&made).unwrap();
    fs::remove_file(site.path("content/2032-01-02-fog.txt")).unwrap();
    stop(&site, (made, one), two);
    site.build();
    assert!(site.tree("public") == wanted);
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_leaves_the_old_site() {
    let site = Site::of_one_article();
    site.build();
    let before = site.tree("public");
    site.write("static/large.bin", vec![7; 100_000]);
    // The signal is ignored: writing fails instead.
    let output = limited(&site, "trap '' XFSZ; ulimit -f 100");
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("can't write public/large.bin"),
        "{}",
        stderr(&output)
    );
    assert!(site.tree("public") == before);
    assert_eq!(
        beside(&site),
        BTreeSet::from([".dateline", "content", "public", "static"].map(str::to_owned))
    );
}

/// Builds under a limit that the shell sets.
#[cfg(unix)]
fn limited(site: &Site, limit: &str) -> std::process::Output {
    let script = format!("{limit}; exec \"$0\" build");
    std::process::Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_dateline")])
        .current_dir(site.path(""))
        .output()
        .unwrap()
}

#[test]
fn a_second_build_waits_for_the_first() {
    let site = Site::of_one_article();
    let lock = Lock::take(&site.path(""), || ()).unwrap();
    let mut second = site
        .command(&["build"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(second.stderr.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert!(line.contains("waiting"), "{line}");
    assert!(second.try_wait().unwrap().is_none());
    assert!(!site.path("public").exists());
    drop(lock);
    assert!(second.wait().unwrap().success());
    assert!(site.path("public/index.html").exists());
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_stands_for_the_folder() {
    let site = Site::of_one_article();
    fs::create_dir_all(site.path("www/ferry")).unwrap();
    std::os::unix::fs::symlink("www/ferry", site.path("public")).unwrap();
    site.build();
    assert!(site.path("public").is_symlink());
    assert!(site.path("www/ferry/index.html").exists());
    fs::remove_file(site.path("public")).unwrap();
    std::os::unix::fs::symlink("content", site.path("public")).unwrap();
    assert_eq!(site.run(&["build"]).status.code(), Some(2));
    assert!(site.path("content/2031-05-04-ferry.txt").exists());
}

#[test]
fn one_page_that_fails_among_many_leaves_the_old_site() {
    let site = Site::of_one_article();
    for day in 1..10 {
        let text = format!("Fog on the river, day {day}\n\nNo ferry ran.\n");
        site.write(&format!("content/2032-01-0{day}-fog.txt"), text);
    }
    site.build();
    let before = site.tree("public");
    site.write(
        "templates/section.html",
        "{% if section.title is containing(\"Fares\") %}{{ nobody.knows.this }}{% endif %}",
    );
    site.write("content/2032-02-01-more.txt", "More fog\n\nNo ferry ran.\n");
    let output = site.run(&["build"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("templates/section.html"),
        "{}",
        stderr(&output)
    );
    assert!(site.tree("public") == before);
    let around = [".dateline", "content", "public", "templates"].map(str::to_owned);
    assert_eq!(beside(&site), BTreeSet::from(around));
}

#[test]
fn builds_at_once_come_one_after_the_other() {
    let site = Site::of_one_article();
    site.build();
    let whole = site.tree("public");
    site.write("public/CNAME", "ferry.example\n");
    let outputs = ["public", "public", "mirror", "mirror"];
    let builds = outputs.map(|output| {
        let mut build = site.command(&["build", "--full", "--output", output]);
        build.stderr(Stdio::piped()).spawn().unwrap()
    });
    let mut waited = 0;
    for build in builds {
        let output = build.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        waited += usize::from(stderr(&output).contains("Another build of this site is running"));
    }
    assert!(waited > 0);
    assert!(site.tree("mirror") == whole);
    assert_eq!(site.read("public/CNAME"), "ferry.example\n");
    fs::remove_file(site.path("public/CNAME")).unwrap();
    assert!(site.tree("public") == whole);
    let around = [".dateline", "content", "mirror", "public"].map(str::to_owned);
    assert_eq!(beside(&site), BTreeSet::from(around));
}

/// A folder of pages that somebody put elsewhere, with a link in its place.
#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_not_ours() {
    let site = Site::of_one_article();
    site.build();
    site.build();
    fs::rename(site.path("public/2031"), site.path("kept")).unwrap();
    std::os::unix::fs::symlink("../kept", site.path("public/2031")).unwrap();
    let kept = site.tree("kept");
    site.write(
        "content/2032-01-01-fog.txt",
        "Fog on the river\n\nNo ferry ran.\n",
    );
    let output = site.run(&["build"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("public/2031"),
        "{}",
        stderr(&output)
    );
    // Nothing belongs there any more: it stays.
    fs::remove_file(site.path("content/2031-05-04-ferry.txt")).unwrap();
    for day in 1..5 {
        let text = format!("Fog on the river, day {day}\n\nNo ferry ran.\n");
        site.write(&format!("content/2032-01-0{day}-fog.txt"), text);
        site.build();
        assert!(site.tree("kept") == kept);
        assert!(site.path("public/2031").is_symlink());
    }
}
