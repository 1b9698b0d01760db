//! The same content gives the same site, to the byte: on one thread or four, today or tomorrow, here or elsewhere.

#![allow(clippy::unwrap_used, reason = "a test that can not go on fails")]

mod program;

use program::{ARTICLE, Site, stderr};

/// Enough articles that threads finish them out of order.
fn site() -> Site {
    let site = Site::empty();
    for n in 1..=28 {
        let name = ["Mira Kovač", "Ana Bell", "Ivo Bell"][n % 3];
        let text = ARTICLE
            .replace("Mira Kovač", name)
            .replace("last year", &format!("in week {n}"));
        site.write(&format!("content/{}/2031-02-{n:02}-ferry.txt", n % 5), text);
    }
    site
}

#[test]
fn the_number_of_threads_does_not_show() {
    let site = site();
    for threads in ["1", "4"] {
        let output = site
            .command(&["build", "--output", &format!("public-{threads}")])
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
    }
    assert!(site.tree("public-1").len() > 100);
    assert_same(&site, "public-1", &site, "public-4");
}

#[test]
fn neither_the_place_nor_its_files_times_show() {
    let (here, there) = (site(), site());
    for entry in there.path("content/1").read_dir().unwrap() {
        let file = std::fs::File::options()
            .write(true)
            .open(entry.unwrap().path())
            .unwrap();
        file.set_modified(std::time::SystemTime::UNIX_EPOCH)
            .unwrap();
    }
    here.build();
    let elsewhere = there
        .command(&["build"])
        .env("TZ", "Pacific/Auckland")
        .env("LC_ALL", "tr_TR.UTF-8")
        .output()
        .unwrap();
    assert!(elsewhere.status.success(), "{}", stderr(&elsewhere));
    assert_same(&here, "public", &there, "public");
}

#[test]
fn what_was_built_before_does_not_show() {
    let (fresh, again) = (site(), site());
    fresh.build();
    again.write("content/2031-03-01-extra.txt", ARTICLE);
    again.build();
    std::fs::remove_file(again.path("content/2031-03-01-extra.txt")).unwrap();
    again.build();
    assert_same(&fresh, "public", &again, "public");
}

fn assert_same(one: &Site, one_folder: &str, two: &Site, two_folder: &str) {
    let (one, two) = (one.tree(one_folder), two.tree(two_folder));
    assert!(one.keys().eq(two.keys()));
    for (path, bytes) in &one {
        assert!(two[path] == *bytes, "{path} differs");
    }
}
