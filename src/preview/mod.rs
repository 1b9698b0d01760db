//! The site while it is written: kept in memory, made again after each change, shown to this machine alone.
//!
//! Nothing here is part of a build. Beside the stages, which it imports all; only [`commands`](crate::commands) imports it.
//!
//! - `watch` tells what changed in the folder; `desk` reads that, and nothing else, again.
//! - `edition` is one state of the site on a thread of its own; `state` is the edition that is shown now, and what keeps
//!   a newer one from being shown.
//! - `server` answers: `guard` says to whom, `connections` how many at once, `site` with which page, and `inject` puts the
//!   panel into it.
//! - `panel` is what an editor is told of an article, `wordings` what of it another article quotes differently; `settle` writes what the editor decides into the document, `speakers`
//!   into the register, `replace` brings both to disk.

mod changes;
mod connections;
mod desk;
mod edition;
mod guard;
mod inject;
mod panel;
mod replace;
mod server;
mod settle;
mod site;
mod speakers;
mod state;
mod watch;
mod wordings;

use crate::diagnostics::Diagnostic;
use desk::Desk;
use state::State;
use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use watch::{Changes, Watch};

/// What whoever sits at the terminal is told.
#[derive(Debug)]
pub enum News<'n> {
    /// The preview answers at this address.
    Ready(&'n str),
    /// A state of the site is shown.
    Shown {
        /// How many articles it has.
        articles: usize,
        /// How many warnings there are of them.
        warnings: usize,
        /// How long it took from the change on.
        took: Duration,
    },
    /// What keeps the site from being built as it is now; the last good one is still shown.
    Trouble(&'n [Diagnostic]),
}

/// Why there is no preview.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something else listens at the port that was asked for.
    #[error("port {0} is in use")]
    PortInUse(u16),
    /// The machine gives no port, or no watcher.
    #[error("{what}: {why}")]
    Machine {
        /// What can't be done.
        what: String,
        /// What the operating system said.
        why: String,
    },
}

impl Error {
    fn machine(what: impl Into<String>, why: &dyn std::fmt::Display) -> Self {
        Self::Machine {
            what: what.into(),
            why: why.to_string(),
        }
    }
}

/// What a preview tells, and to whom.
type Tell = Arc<dyn Fn(&News) + Send + Sync>;

/// Shows the site below `root` at `port` of this machine, else at the first that is free, until the process ends.
///
/// # Errors
/// When the port is in use, or the machine gives none, or does not tell of changes.
pub fn run(
    root: &Path,
    port: Option<u16>,
    tell: impl Fn(&News) + Send + Sync + 'static,
) -> Result<Infallible, Error> {
    let root = root
        .canonicalize()
        .map_err(|error| Error::machine(format!("can't open {}", root.display()), &error))?;
    let doors = server::Doors::open(port)?;
    let address = doors.address();
    let watch = Watch::new(&root)
        .map_err(|error| Error::machine("can't watch the site's folder", &error))?;
    let state = Arc::new(State::new());
    let tell: Tell = Arc::new(tell);
    tell(&News::Ready(&address));
    let desk = Desk::new(&root, address);
    let kept_up = Arc::clone(&state);
    std::thread::spawn(move || keep_up(desk, watch, &kept_up, &tell));
    server::serve(doors, state)
}

/// Makes a new edition after each change.
fn keep_up(mut desk: Desk, mut watch: Watch, state: &Arc<State>, tell: &Tell) {
    let mut changes = Changes::default();
    loop {
        let start = Instant::now();
        state.set_busy(true);
        let made = edition(&mut desk, &changes, state, tell);
        state.set_busy(false);
        match made {
            Ok(edition) => {
                let (articles, warnings) = (edition.articles, edition.warnings);
                state.show(edition);
                let took = start.elapsed();
                tell(&News::Shown {
                    articles,
                    warnings,
                    took,
                });
            }
            Err(trouble) => {
                tell(&News::Trouble(&trouble));
                state.trouble(trouble);
            }
        }
        match watch.next() {
            Some(next) => changes = next,
            None => return,
        }
    }
}

fn edition(
    desk: &mut Desk,
    changes: &Changes,
    state: &Arc<State>,
    tell: &Tell,
) -> Result<edition::Edition, Vec<Diagnostic>> {
    let copy = desk.read(changes)?;
    let (state_then, tell) = (Arc::clone(state), Arc::clone(tell));
    let number = state.next_number();
    let broken = move |failure: Diagnostic| {
        tell(&News::Trouble(std::slice::from_ref(&failure)));
        state_then.trouble_of(number, failure);
    };
    edition::Edition::make(copy, Arc::clone(state), broken)
}
