//! Each call fails in turn.

use super::place::{BY_HAND, Pages, Place, Start, THREE, TWO, Tree, before_and_after, tree_of};
use super::{Plan, cut_power};
use crate::publish::{Error, Failure, Published};
use std::fs;
use std::io::ErrorKind;

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
    for at in 0.. {
        let (before, mut after) = before_and_after(start);
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
            place.publish(TWO).unwrap();
            let mut wanted = tree_of(&[TWO, BY_HAND]);
            wanted.insert("CNAME".to_owned(), "bridge.example".to_owned());
            assert!(place.tree() == Some(wanted), "{plan:?}");
            fs::remove_file(&by_hand).unwrap();
            fs::write(&by_hand, "ferry.example").unwrap();
            // Now it is known which files are whose, if it was not before.
            after = tree_of(&[BY_HAND, THREE]);
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
