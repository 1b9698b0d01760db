//! Where no file can stand, because a page or a folder of pages does.

use super::planned::Planned;
use ahash::HashSet;
use rayon::iter::ParallelIterator;
use std::borrow::Cow;

/// Names that are taken, in small letters: some file systems do not tell `News` from `news`.
#[derive(Default)]
pub(super) struct Taken {
    files: HashSet<String>,
    folders: HashSet<String>,
}

impl Taken {
    /// Those of the names that are `asked` for, and of the folders in which these stand, that are a page's or that of a
    /// folder of pages.
    pub(super) fn by<'p>(
        pages: impl ParallelIterator<Item = Planned>,
        asked: impl Iterator<Item = &'p str>,
    ) -> Self {
        let mut wanted = Self::default();
        asked.for_each(|path| wanted.take(path));
        let is_wanted = |name: &str| wanted.files.contains(name) || wanted.folders.contains(name);
        let take = |mut taken: Self, page: Planned| {
            let path = in_small_letters(&page.path);
            for (at, _) in path.match_indices('/') {
                if is_wanted(&path[..at]) {
                    taken.folders.insert(path[..at].to_owned());
                }
            }
            if is_wanted(&path) {
                taken.files.insert(path.into_owned());
            }
            taken
        };
        let taken = pages.fold(Self::default, take);
        taken.reduce(Self::default, |mut one, two| {
            one.files.extend(two.files);
            one.folders.extend(two.folders);
            one
        })
    }

    pub(super) fn take(&mut self, path: &str) {
        let path = in_small_letters(path).into_owned();
        for (at, _) in path.match_indices('/').rev() {
            if !self.folders.insert(path[..at].to_owned()) {
                break;
            }
        }
        self.files.insert(path);
    }

    /// Whether a file of a page stands there.
    pub(super) fn has_file(&self, path: &str) -> bool {
        self.files.contains(&*in_small_letters(path))
    }

    /// Whether no file can stand there.
    pub(super) fn leaves_no_room(&self, path: &str) -> bool {
        let path = in_small_letters(path);
        let mut above = path.match_indices('/');
        self.files.contains(&*path)
            || self.folders.contains(&*path)
            || above.any(|(at, _)| self.files.contains(&path[..at]))
    }
}

fn in_small_letters(path: &str) -> Cow<'_, str> {
    if path
        .bytes()
        .all(|b| b.is_ascii() && !b.is_ascii_uppercase())
    {
        Cow::Borrowed(path)
    } else {
        Cow::Owned(path.to_lowercase())
    }
}
