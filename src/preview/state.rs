//! What is shown now.

use super::edition::Edition;
use crate::diagnostics::Diagnostic;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// What is shown now, and who looks at it.
pub(super) struct State {
    shown: watch::Sender<Shown>,
    /// The pages that somebody has open, each under a number.
    open: Mutex<Vec<(u64, String)>>,
    last_open: AtomicU64,
    is_busy: AtomicBool,
}

/// The last good edition, and what keeps a newer one from being shown.
#[derive(Clone, Default)]
pub(super) struct Shown {
    /// Another one when anything else here is.
    pub number: u64,
    pub edition: Option<Arc<Edition>>,
    pub trouble: Arc<[Diagnostic]>,
}

impl State {
    pub fn new() -> Self {
        Self {
            shown: watch::Sender::new(Shown::default()),
            open: Mutex::default(),
            last_open: AtomicU64::new(0),
            is_busy: AtomicBool::new(false),
        }
    }

    pub fn now(&self) -> Shown {
        self.shown.borrow().clone()
    }

    pub fn changes(&self) -> watch::Receiver<Shown> {
        self.shown.subscribe()
    }

    /// Whether a newer edition is being made, which everything that can wait waits for.
    pub fn is_busy(&self) -> bool {
        self.is_busy.load(Ordering::Relaxed)
    }

    pub fn set_busy(&self, is_busy: bool) {
        self.is_busy.store(is_busy, Ordering::Relaxed);
    }

    /// The number that what is shown next will have.
    pub fn next_number(&self) -> u64 {
        self.shown.borrow().number + 1
    }

    pub fn show(&self, edition: Edition) {
        self.shown.send_modify(|shown| {
            shown.number += 1;
            shown.edition = Some(Arc::new(edition));
            shown.trouble = Arc::default();
        });
    }

    pub fn trouble(&self, trouble: Vec<Diagnostic>) {
        self.shown.send_modify(|shown| {
            shown.number += 1;
            shown.trouble = trouble.into();
        });
    }

    /// What is the matter with a page of the edition `number`, if that is still the one that is shown.
    pub fn trouble_of(&self, number: u64, trouble: Diagnostic) {
        self.shown.send_if_modified(|shown| {
            let is_shown = shown.number == number;
            if is_shown {
                shown.number += 1;
                shown.trouble = [trouble].into();
            }
            is_shown
        });
    }

    /// Notes that somebody looks at a page, for as long as the value lives.
    pub fn open(self: &Arc<Self>, page: String) -> Open {
        let number = self.last_open.fetch_add(1, Ordering::Relaxed);
        self.list().push((number, page));
        Open {
            state: Arc::clone(self),
            number,
        }
    }

    pub fn open_pages(&self) -> Vec<String> {
        self.list().iter().map(|(_, page)| page.clone()).collect()
    }

    fn list(&self) -> std::sync::MutexGuard<'_, Vec<(u64, String)>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody looks at a page.
pub(super) struct Open {
    state: Arc<State>,
    number: u64,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.state
            .list()
            .retain(|(number, _)| *number != self.number);
    }
}
