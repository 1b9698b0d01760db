//! A disk of its own for a site, which takes only so much. Mounting one needs root; the test says when it was left out.

use super::beside;
use super::program::{ARTICLE, Site, stderr};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// A file system in memory over a folder; gone when dropped.
struct Disk<'s>(&'s Path);

impl<'s> Disk<'s> {
    /// None where nothing may be mounted.
    fn mount(folder: &'s Path) -> Option<Self> {
        mount(&["-t", "tmpfs", "-o", "size=64m", "dateline"], folder).then_some(Self(folder))
    }

    /// Changes how much it takes: `size=100k`, `nr_inodes=50`.
    fn limit(&self, limit: &str) {
        assert!(mount(&["-o", &format!("remount,{limit}")], self.0));
    }

    /// How many blocks of 4 KiB, or files, are used: all less those that are free, as `stat` calls them.
    fn used(&self, all: &str, free: &str) -> u64 {
        let number = |format: &str| -> u64 {
            let mut stat = Command::new("stat");
            let output = stat
                .args(["-f", "-c", format])
                .arg(self.0)
                .output()
                .unwrap();
            String::from_utf8(output.stdout)
                .unwrap()
                .trim()
                .parse()
                .unwrap()
        };
        number(all) - number(free)
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

fn mount(arguments: &[&str], folder: &Path) -> bool {
    let mount = Command::new("mount")
        .args(arguments)
        .arg(folder)
        .stderr(Stdio::null())
        .status();
    mount.is_ok_and(|status| status.success())
}

const FOG: &str = "content/2032-01-02-fog.txt";
const PICTURE: &str = "static/letter.bin";
const ROOM: &str = "size=64m,nr_inodes=100000";

#[test]
fn a_full_disk_leaves_the_old_site_and_room_mends_it() {
    let site = Site::empty();
    let folder = site.path("");
    let Some(disk) = Disk::mount(&folder) else {
        eprintln!("left out: no file system can be mounted here");
        return;
    };
    site.write("site.toml", "search = false\n");
    let kilobytes = [0, 4, 40, 80, 120, 160, 200, 10_000];
    let files = [0, 2, 10, 20, 30, 40, 10_000];
    let failed = kilobytes
        .iter()
        .filter(|more| !fits(&site, &disk, "size", **more))
        .count();
    assert!((3..8).contains(&failed), "{failed}");
    let failed = files
        .iter()
        .filter(|more| !fits(&site, &disk, "nr_inodes", **more))
        .count();
    assert!((3..7).contains(&failed), "{failed}");
}

/// Whether a larger site can be made of a smaller one on a disk that takes so much more, in kilobytes or files.
fn fits(site: &Site, disk: &Disk, what: &str, more: u64) -> bool {
    disk.limit(ROOM);
    let _ = fs::remove_file(site.path(FOG));
    let _ = fs::remove_file(site.path(PICTURE));
    // Twice, and not the same, so that the site which is kept for the next one holds no more than the published one.
    for last in ["The quay is shut.", "The quay is open."] {
        site.write(
            "content/2031-05-04-ferry.txt",
            format!("{ARTICLE}\n{last}\n"),
        );
        site.build();
    }
    let old = site.tree("public");
    site.write(FOG, ARTICLE.replace("Vestra", "Fogbound Vestra"));
    site.write(PICTURE, vec![7; 100_000]);
    disk.limit(&match what {
        "size" => format!("size={}k", disk.used("%b", "%f") * 4 + more),
        _ => format!("nr_inodes={}", disk.used("%c", "%d") + more),
    });
    let output = site.run(&["build"]);
    disk.limit(ROOM);
    if output.status.success() {
        assert!(site.path("public/letter.bin").exists());
        return true;
    }
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("can't write "), "{said}");
    assert!(said.contains("free some room on the disk"), "{said}");
    assert!(said.contains("public/ is as it was"), "{said}");
    assert!(site.tree("public") == old, "{what} {more}");
    site.build();
    assert!(site.path("public/letter.bin").exists());
    let around = [".dateline", "content", "public", "site.toml", "static"].map(str::to_owned);
    assert_eq!(beside(site), BTreeSet::from(around));
    false
}
