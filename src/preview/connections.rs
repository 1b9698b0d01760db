//! How many connections there are at once, and which has to go when there are too many.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::task::AbortHandle;

/// More than any browser opens, and fewer than files that a process may have open.
const MOST: usize = 128;

/// All connections.
#[derive(Default)]
pub(super) struct Connections {
    open: Mutex<Vec<(Arc<Connection>, AbortHandle)>>,
}

/// What a connection is at.
#[derive(Debug)]
pub(super) struct Connection(AtomicU8);

/// It has asked for nothing yet.
const SILENT: u8 = 0;
/// It is being answered.
const ANSWERED: u8 = 1;
/// It waits for changes of the site.
const LISTENING: u8 = 2;

impl Default for Connection {
    fn default() -> Self {
        Self(AtomicU8::new(SILENT))
    }
}

impl Connection {
    pub fn is_answered(&self) {
        self.0.store(ANSWERED, Ordering::Relaxed);
    }

    pub fn listens(&self) {
        self.0.store(LISTENING, Ordering::Relaxed);
    }

    pub fn is_listening(&self) -> bool {
        self.at() == LISTENING
    }

    fn at(&self) -> u8 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Connections {
    /// Takes a connection in. Where there are too many, the oldest goes that asks for nothing, else the oldest that only
    /// listens last: whoever asks next is answered, however many hold a connection open.
    pub fn add(&self, connection: Arc<Connection>, task: AbortHandle) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|(_, task)| !task.is_finished());
        if open.len() >= MOST {
            let least = open
                .iter()
                .enumerate()
                .min_by_key(|(_, (connection, _))| connection.at())
                .map(|(at, _)| at);
            if let Some(at) = least {
                open.remove(at).1.abort();
            }
        }
        open.push((connection, task));
    }
}
