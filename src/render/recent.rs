//! Values that many pages show, made of articles: as many at once as there is room for.

use crate::digest::ArticleId;
use std::sync::{Mutex, PoisonError};
use tera::Value;

/// How many are held at the most: some 20 MB of teasers. All of most sites; on a larger one the pages of an article, and
/// those of a list, still show the same few one after the other.
const MOST: usize = 1 << 14;

/// A value for each of the articles that were asked for last.
pub(super) struct Recent(Vec<Mutex<Option<(ArticleId, Value)>>>);

impl Recent {
    /// Room for those of so many articles.
    pub(super) fn of(articles: usize) -> Self {
        let places = articles.clamp(1, MOST);
        Self((0..places).map(|_| Mutex::default()).collect())
    }

    /// The value of an article: the one that is held, or a new one, which takes the place of another article's.
    pub(super) fn get(&self, id: ArticleId, make: impl FnOnce() -> Value) -> Value {
        // What a panic leaves in a place is whole: it is put there in one piece.
        let place = self.0[id % self.0.len()].lock();
        let mut place = place.unwrap_or_else(PoisonError::into_inner);
        match &*place {
            Some((of, value)) if *of == id => value.clone(),
            _ => {
                let value = make();
                *place = Some((id, value.clone()));
                value
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_article_has_its_own_value_however_many_there_are() {
        let recent = Recent::of(MOST + 10);
        for id in [0, 1, MOST, 0, MOST + 1, 1, 0] {
            let value = recent.get(id, || Value::from(id));
            assert_eq!(value, Value::from(id));
        }
        let made = std::cell::Cell::new(false);
        recent.get(0, || {
            made.set(true);
            Value::none()
        });
        assert!(!made.get(), "the last one is held");
    }
}
