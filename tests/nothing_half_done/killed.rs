//! Builds that are killed.

use super::program::{ARTICLE, Site, Tree, stderr};
use super::{beside, limited};
use std::collections::BTreeSet;
use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::Instant;

const FOG: &str = "content/2032-01-02-fog.txt";

/// A site in two versions, with the file by which they differ there or not.
struct Two {
    site: Site,
    without: Tree,
    with: Tree,
}

impl Two {
    /// Both have been built, the one with the file last.
    fn new() -> Self {
        let site = Site::of_one_article();
        // Half of a small site's build would be its index.
        site.write("site.toml", "search = false\n");
        site.build();
        site.write("public/CNAME", "ferry.example\n");
        let without = site.tree("public");
        let mut two = Self {
            with: without.clone(),
            site,
            without,
        };
        two.ask_for(true);
        two.site.build();
        two.with = two.site.tree("public");
        assert!(two.with.len() > two.without.len());
        two
    }

    /// Has the next build make this version.
    fn ask_for(&self, with: bool) {
        if with {
            let text = ARTICLE.replace("Vestra", "Fogbound Vestra");
            self.site.write(FOG, text);
        } else {
            fs::remove_file(self.site.path(FOG)).unwrap();
        }
    }

    /// The published folder is one of the two, to the byte.
    fn assert_whole(&self, round: u32) {
        let now = self.site.tree("public");
        assert!(
            now == self.without || now == self.with,
            "after kill {round}"
        );
    }

    /// A build that is let run makes what was asked for, and leaves nothing behind.
    fn assert_mends(&self, with: bool) {
        self.site.build();
        let wanted = if with { &self.with } else { &self.without };
        assert!(self.site.tree("public") == *wanted);
        let around = [".dateline", "content", "public", "site.toml"];
        assert_eq!(
            beside(&self.site),
            BTreeSet::from(around.map(str::to_owned))
        );
    }
}

/// Instants spread evenly over the length of a build: 40, or as many as `DATELINE_KILLS` says.
#[test]
fn a_build_that_is_killed_at_any_instant_leaves_a_whole_site() {
    let kills = std::env::var("DATELINE_KILLS").ok();
    let kills: u32 = kills.and_then(|number| number.parse().ok()).unwrap_or(40);
    let two = Two::new();
    two.ask_for(false);
    let start = Instant::now();
    two.site.build();
    let length = start.elapsed();
    let mut before_the_end = 0;
    for round in 0..kills {
        let with = round % 2 == 0;
        two.ask_for(with);
        let mut build = two.site.command(&["build"]);
        let mut build = build.stderr(Stdio::null()).spawn().unwrap();
        // The instant is what is tested; nothing waits for it to have come.
        thread::sleep(length * round / kills);
        before_the_end += u32::from(build.try_wait().unwrap().is_none());
        let _ = build.kill();
        build.wait().unwrap();
        two.assert_whole(round);
        if round % 10 == 9 {
            two.assert_mends(with);
        }
    }
    assert!(before_the_end > kills / 4, "{before_the_end}");
    two.assert_mends(!kills.is_multiple_of(2));
}

/// Kills as near to the exchange as can be seen from outside.
#[test]
fn a_build_that_is_killed_about_the_exchange_leaves_a_whole_site() {
    let two = Two::new();
    let site = &two.site;
    for round in 0..24 {
        two.ask_for(round % 2 == 1);
        let mut build = site
            .command(&["build"])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let holds = |folder: &str, part: &str| {
            let entries = site.path(folder).read_dir().into_iter().flatten().flatten();
            let mut names = entries.map(|entry| entry.file_name());
            names.any(|name| name.to_string_lossy().contains(part))
        };
        let is_time = || match round % 3 {
            0 => holds("", ".new-"),
            1 => holds(".dateline/published", ".part"),
            _ => holds(".dateline/published", ".announced"),
        };
        while build.try_wait().unwrap().is_none() && !is_time() {}
        let _ = build.kill();
        build.wait().unwrap();
        two.assert_whole(round);
    }
    two.assert_mends(true);
}

/// The kernel kills a program that writes a file beyond a limit: a kill in the middle of a page, each time another.
#[cfg(unix)]
#[test]
fn a_build_that_is_killed_while_it_writes_leaves_the_old_site() {
    let site = Site::of_one_article();
    site.build();
    let before = site.tree("public");
    site.write(
        "content/2032-01-02-fog.txt",
        ARTICLE.replace("Vestra", "Fogbound Vestra"),
    );
    site.write("static/large.bin", vec![7; 100_000]);
    let mut killed = 0;
    for blocks in [1, 2, 4, 8, 16, 32, 64, 128, 4096] {
        let output = limited(&site, &format!("ulimit -c 0; ulimit -f {blocks}"));
        if output.status.success() {
            break;
        }
        assert_eq!(output.status.code(), None, "killed: {}", stderr(&output));
        assert!(site.tree("public") == before);
        killed += 1;
    }
    assert!(killed > 3, "{killed}");
    site.build();
    assert_eq!(
        fs::read(site.path("public/large.bin")).unwrap(),
        [7; 100_000]
    );
    assert_eq!(
        beside(&site),
        BTreeSet::from([".dateline", "content", "public", "static"].map(str::to_owned))
    );
}
