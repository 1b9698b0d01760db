//! Speakers of whom many articles say the same.

use super::{Entry, Speaker};
use ahash::HashSet;
use std::sync::{Arc, Mutex};

/// Speakers as articles have them, each held once: who is quoted often is called the same in most articles.
#[derive(Debug, Default)]
pub struct KnownSpeakers(Mutex<HashSet<Arc<Speaker>>>);

impl KnownSpeakers {
    /// Has `entry` hold those that are known already in place of its own, and knows its others from now on.
    pub fn share(&self, entry: &mut Entry) {
        // Without the lock, which no panic leaves, there would only be more of them.
        let Ok(mut known) = self.0.lock() else {
            return;
        };
        for speaker in &mut entry.speakers {
            match known.get(&**speaker) {
                Some(same) => *speaker = Arc::clone(same),
                None => _ = known.insert(Arc::clone(speaker)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article, quotes, source};

    #[test]
    fn who_is_called_the_same_is_held_once() {
        let text =
            "“It is open,” said Mira Kovač, mayor of Vestra.\n\n“It is shut,” said Ola Lund.";
        let (site, register) = Default::default();
        let known = KnownSpeakers::default();
        let read = |path: &str| {
            let document = source::read(text.as_bytes(), path).unwrap();
            let (article, _) = article::read(&document, &site);
            let (mut entry, _) = quotes::read(document, article, &site, &register);
            known.share(&mut entry);
            entry
        };
        let (one, other) = (read("a.txt"), read("b.txt"));
        assert_eq!(one.speakers.len(), 2);
        for (one, other) in one.speakers.iter().zip(&other.speakers) {
            assert!(Arc::ptr_eq(one, other));
        }
    }
}
