//! A disk on which the n-th call fails, for every n: whatever step of a publication goes wrong, a whole site is there.

mod place;
mod tests;

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{self, ErrorKind};

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
