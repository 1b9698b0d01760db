//! A disk on which the n-th call fails, for every n: whatever step of a publication goes wrong, a whole site is there.

use super::{Error, Failure, Lock, Output, Published, publish};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

/// What goes wrong.
#[derive(Clone, Copy, Debug)]
struct Plan {
    /// The call that fails, counted from nought; the program goes on and clears up.
    at: usize,
    /// And every call after it, as when the program is killed there, or nothing more can be written.
    onward: bool,
    error: ErrorKind,
    /// The file system can exchange two folders in one step.
    swaps: bool,
    /// The file system knows hard links.
    links: bool,
}

thread_local! {
    static PLAN: Cell<Option<Plan>> = const { Cell::new(None) };
    static CALLS: Cell<usize> = const { Cell::new(0) };
}

/// One call: whether it is its turn to fail.
pub(super) fn step() -> io::Result<()> {
    let Some(plan) = PLAN.get() else {
        return Ok(());
    };
    let call = CALLS.get();
    CALLS.set(call + 1);
    if call == plan.at || plan.onward && call > plan.at {
        return Err(plan.error.into());
    }
    Ok(())
}

thread_local! {
    /// The files that were written, and may not be on the disk yet.
    static WRITTEN: RefCell<Vec<File>> = const { RefCell::new(Vec::new()) };
}

pub(super) fn written(file: &File) {
    if let Ok(file) = file.try_clone() {
        WRITTEN.with_borrow_mut(|written| written.push(file));
    }
}

/// The last one is on the disk.
pub(super) fn forget_last_written() {
    WRITTEN.with_borrow_mut(|written| written.pop());
}

/// All are on the disk.
pub(super) fn synced() {
    WRITTEN.with_borrow_mut(Vec::clear);
}

/// What a power cut may do: files have their names already, and not yet what was written to them.
fn cut_power() {
    for file in WRITTEN.take() {
        file.set_len(0).unwrap();
    }
}

pub(super) fn link() -> io::Result<()> {
    match PLAN.get() {
        Some(plan) if !plan.links => Err(ErrorKind::Unsupported.into()),
        _ => Ok(()),
    }
}

pub(super) fn can_swap() -> bool {
    PLAN.get().is_none_or(|plan| plan.swaps)
}

type Tree = BTreeMap<String, String>;
type Pages = &'static [(&'static str, &'static str)];

const ONE: Pages = &[
    ("index.html", "one"),
    (".nojekyll", ""),
    ("a/index.html", "a one"),
    ("a/b/index.html", "b one"),
    ("long/gone.html", "gone"),
];
const TWO: Pages = &[
    (
        "index.html",
        "<meta name=\"generator\" content=\"Dateline\"> two",
    ),
    (".nojekyll", ""),
    ("a/index.html", "a one"),
    ("a/b/index.html", "b two"),
    ("c/d/index.html", "d"),
];
const THREE: Pages = &[
    ("index.html", "three"),
    (".nojekyll", ""),
    ("a/index.html", "a one"),
    ("a/b/index.html", "b one"),
    ("e/f/index.html", "f"),
    ("e/index.html", "e"),
];
/// What Dateline did not make: beside its pages, in a folder that holds none any more, and in folders of its own.
const BY_HAND: Pages = &[
    ("CNAME", "ferry.example"),
    ("c/d/photo.jpg", "photo"),
    ("letters/old/letter.txt", "letter"),
];

/// What is there before the publication that is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    Nothing,
    /// One site was published.
    One,
    /// Two were, so that the first is kept for the next.
    Two,
    /// Nobody knows any more which files Dateline made.
    Forgotten,
}

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new(start: Start) -> Self {
        synced();
        // In memory where that can be had: a tenth of the time.
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        let place = Self {
            folder: folder.unwrap(),
        };
        if start == Start::Two {
            place.publish(ONE).unwrap();
        }
        if start != Start::Nothing {
            place.publish(TWO).unwrap();
            for (path, bytes) in BY_HAND {
                let path = place.folder.path().join("public").join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, bytes).unwrap();
            }
        }
        if start == Start::Forgotten {
            fs::remove_dir_all(place.folder.path().join(".dateline")).unwrap();
        }
        place
    }

    /// What a build does.
    fn publish(&self, pages: Pages) -> Result<Published, Failure<()>> {
        let lock = Lock::take(self.folder.path(), || ())?;
        let output = Output::open(&lock, &self.folder.path().join("public"))?;
        let paths: Vec<&str> = pages.iter().map(|(path, _)| *path).collect();
        publish(output, &paths, |n| Ok(pages[n].1.into()))
    }

    /// The same, on a disk that fails as planned. Gives how many calls there were, too.
    fn publish_by(&self, plan: Plan, pages: Pages) -> (Result<Published, Failure<()>>, usize) {
        CALLS.set(0);
        PLAN.set(Some(plan));
        let published = self.publish(pages);
        PLAN.set(None);
        (published, CALLS.get())
    }

    fn tree(&self) -> Option<Tree> {
        let root = self.folder.path().join("public");
        root.exists().then(|| {
            let mut tree = Tree::new();
            gather(&root, "", &mut tree);
            tree
        })
    }

    /// Nothing stands here that the next build does not know of.
    fn assert_tidy(&self, plan: Plan) {
        let names = |folder: &Path| -> BTreeSet<String> {
            let entries = folder.read_dir().unwrap();
            entries
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect()
        };
        let around = names(self.folder.path());
        assert!(
            around.iter().eq([".dateline", "public"]),
            "{plan:?} {around:?}"
        );
        for name in names(&self.folder.path().join(".dateline/published")) {
            let (_, what) = name.split_once('.').unwrap();
            let known = ["made", "spare", "spare-made", "spare-carried"];
            assert!(known.contains(&what), "{plan:?}: {name}");
        }
    }
}

fn gather(folder: &Path, above: &str, tree: &mut Tree) {
    for entry in folder.read_dir().unwrap().map(Result::unwrap) {
        let name = format!("{above}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            gather(&entry.path(), &format!("{name}/"), tree);
            tree.insert(format!("{name}/"), String::new());
        } else {
            tree.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

/// The files, each in its folders; of two with the same path the later.
fn tree_of(parts: &[Pages]) -> Tree {
    let mut tree = Tree::new();
    for (path, bytes) in parts.iter().copied().flatten() {
        for (at, _) in path.match_indices('/') {
            tree.insert(path[..=at].to_owned(), String::new());
        }
        tree.insert((*path).to_owned(), (*bytes).to_owned());
    }
    tree
}

/// What stands in the output folder before the publication of [`THREE`], and what after it.
fn before_and_after(start: Start) -> (Option<Tree>, Tree) {
    match start {
        Start::Nothing => (None, tree_of(&[THREE])),
        Start::One | Start::Two => (Some(tree_of(&[TWO, BY_HAND])), tree_of(&[BY_HAND, THREE])),
        Start::Forgotten => (
            Some(tree_of(&[TWO, BY_HAND])),
            tree_of(&[TWO, BY_HAND, THREE]),
        ),
    }
}

/// Publishes with each call failing in turn, until none is left to fail. Gives how many there were.
fn fail_each(start: Start, plan: Plan) -> usize {
    let (before, after) = before_and_after(start);
    for at in 0.. {
        let plan = Plan { at, ..plan };
        let place = Place::new(start);
        let (published, calls) = place.publish_by(plan, THREE);
        check(&place, plan, &published, &before, &after);
        mend(&place, start, plan, &after);
        if calls <= at {
            assert!(published.is_ok(), "{plan:?}");
            return at;
        }
    }
    unreachable!("some call is the last")
}

/// The published folder is one whole site: the new one if the program says so, the old one if it says so.
fn check(
    place: &Place,
    plan: Plan,
    published: &Result<Published, Failure<()>>,
    before: &Option<Tree>,
    after: &Tree,
) {
    let now = place.tree();
    match published {
        Ok(_) => assert!(now.as_ref() == Some(after), "{plan:?}: {now:#?}"),
        // Between the two steps of such a file system the old site has another name; the next build gives it its own.
        Err(_) if now.is_none() && plan.onward && !plan.swaps => {}
        Err(Failure::Publish(Error::Machine { path, error })) => {
            assert!(now == *before, "{plan:?}: {now:#?}");
            assert_eq!(error.kind(), plan.error);
            assert!(path.starts_with(place.folder.path()), "{}", path.display());
        }
        Err(other) => panic!("{plan:?}: {other}"),
    }
}

/// The next build makes the new site, the one after it the old one again; neither leaves anything behind.
fn mend(place: &Place, start: Start, plan: Plan, after: &Tree) {
    let published = place.publish(THREE).unwrap();
    assert_eq!(published.files, THREE.len());
    assert!(place.tree().as_ref() == Some(after), "{plan:?}");
    place.assert_tidy(plan);
    place.publish(TWO).unwrap();
    let by_hand: Pages = if start == Start::Nothing {
        &[]
    } else {
        BY_HAND
    };
    assert!(place.tree() == Some(tree_of(&[TWO, by_hand])), "{plan:?}");
    place.assert_tidy(plan);
}

/// Runs a test in a pool of one thread, so that the calls have an order.
fn in_one_thread(test: impl FnOnce() + Send) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    pool.unwrap().install(test);
}

const PLAN_OF_ALL: Plan = Plan {
    at: 0,
    onward: false,
    error: ErrorKind::StorageFull,
    swaps: true,
    links: true,
};

const STARTS: [Start; 4] = [Start::Nothing, Start::One, Start::Two, Start::Forgotten];

/// On a file system with links and the exchange of folders, and on one without.
fn file_systems(plan: Plan) -> [Plan; 2] {
    [true, false].map(|has| Plan {
        swaps: has,
        links: has,
        ..plan
    })
}

#[test]
fn any_call_may_fail() {
    in_one_thread(|| {
        let mut calls = 0;
        for start in STARTS {
            for plan in file_systems(PLAN_OF_ALL) {
                calls += fail_each(start, plan);
            }
        }
        // Where permission is denied, it is asked for.
        let denied = Plan {
            error: ErrorKind::PermissionDenied,
            ..PLAN_OF_ALL
        };
        calls += fail_each(Start::Two, denied);
        assert!(calls > 400, "{calls}");
    });
}

#[test]
fn the_program_may_be_killed_at_any_call() {
    in_one_thread(|| {
        let plan = Plan {
            onward: true,
            ..PLAN_OF_ALL
        };
        let mut calls = 0;
        for start in STARTS {
            for plan in file_systems(plan) {
                calls += fail_each(start, plan);
            }
        }
        assert!(calls > 400, "{calls}");
    });
}

/// The program ends, at any call, and at once the power goes.
#[cfg(target_os = "linux")]
#[test]
fn the_power_may_be_cut_at_any_call() {
    in_one_thread(|| {
        let plan = Plan {
            onward: true,
            ..PLAN_OF_ALL
        };
        for start in STARTS {
            for plan in file_systems(plan) {
                cut_at_each(start, plan);
            }
        }
    });
}

#[cfg(target_os = "linux")]
fn cut_at_each(start: Start, plan: Plan) {
    let (before, mut after) = before_and_after(start);
    for at in 0.. {
        let plan = Plan { at, ..plan };
        let place = Place::new(start);
        let (published, calls) = place.publish_by(plan, THREE);
        cut_power();
        check(&place, plan, &published, &before, &after);
        // Another file by hand, in place of the one that may still stand in the site that is kept.
        if start != Start::Nothing && place.tree().is_some() {
            let by_hand = place.folder.path().join("public/CNAME");
            fs::remove_file(&by_hand).unwrap();
            fs::write(&by_hand, "bridge.example").unwrap();
            after.insert("CNAME".to_owned(), "bridge.example".to_owned());
            place.publish(THREE).unwrap();
            assert!(place.tree().as_ref() == Some(&after), "{plan:?}");
            after.insert("CNAME".to_owned(), "ferry.example".to_owned());
            fs::remove_file(&by_hand).unwrap();
            fs::write(&by_hand, "ferry.example").unwrap();
        }
        mend(&place, start, plan, &after);
        if calls <= at {
            return;
        }
    }
}

/// What a build that was killed has left is there when the next one is killed too.
#[test]
fn the_next_one_may_be_killed_as_well() {
    in_one_thread(|| {
        for plan in file_systems(PLAN_OF_ALL) {
            kill_twice(Plan {
                onward: true,
                ..plan
            });
        }
    });
}

fn kill_twice(plan: Plan) {
    let start = Start::Two;
    let (before, after) = before_and_after(start);
    for first in 0.. {
        // Not every pair: with each first every 16th second, others each time.
        for at in (first % 16..).step_by(16) {
            let place = Place::new(start);
            let (_, calls) = place.publish_by(Plan { at: first, ..plan }, THREE);
            let plan = Plan { at, ..plan };
            let published_once = place.tree().as_ref() == Some(&after);
            let (published, calls_then) = place.publish_by(plan, THREE);
            let before = if published_once {
                Some(after.clone())
            } else {
                before.clone()
            };
            check(&place, plan, &published, &before, &after);
            if calls_then <= at {
                mend(&place, start, plan, &after);
                if calls <= first {
                    return;
                }
                break;
            }
            mend(&place, start, plan, &after);
        }
    }
}

#[test]
fn without_links_too_a_page_does_not_give_way() {
    in_one_thread(|| {
        let place = Place::new(Start::Two);
        let stands = place.folder.path().join("public/e/index.html");
        fs::create_dir_all(stands.parent().unwrap()).unwrap();
        fs::write(stands, "by hand").unwrap();
        let before = place.tree();
        let plan = Plan {
            at: usize::MAX,
            links: false,
            ..PLAN_OF_ALL
        };
        let (published, _) = place.publish_by(plan, THREE);
        assert!(matches!(
            published,
            Err(Failure::Publish(Error::InTheWay { .. }))
        ));
        assert!(place.tree() == before);
    });
}
