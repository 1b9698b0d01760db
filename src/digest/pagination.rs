//! A long list cut into pages.

use std::ops::Range;

/// A list of so many items over pages of equal length. The first page stands at the list's own address, page `n` at
/// `<list>page/<n>/`.
#[derive(Clone, Copy, Debug)]
pub struct Pagination<'l> {
    list: &'l str,
    items: usize,
    per_page: usize,
}

impl<'l> Pagination<'l> {
    /// The pages of the list at `list` (`topics/world/`) with `per_page` items on each, at least one.
    #[must_use]
    pub fn new(list: &'l str, items: usize, per_page: usize) -> Self {
        let per_page = per_page.max(1);
        Self {
            list,
            items,
            per_page,
        }
    }

    /// How many pages there are; an empty list has one too.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.items.div_ceil(self.per_page).max(1)
    }

    /// The address of page `number`, the first is 1.
    #[must_use]
    pub fn path(&self, number: usize) -> String {
        match number {
            0 | 1 => self.list.to_owned(),
            _ => format!("{}page/{number}/", self.list),
        }
    }

    /// Which items stand on page `number`; none past the last page.
    #[must_use]
    pub fn range(&self, number: usize) -> Range<usize> {
        let start = number.saturating_sub(1).saturating_mul(self.per_page);
        let start = start.min(self.items);
        start..start.saturating_add(self.per_page).min(self.items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_stands_on_one_page() {
        for (items, per_page) in [(0, 5), (1, 5), (5, 5), (6, 5), (11, 5), (3, 0)] {
            let pagination = Pagination::new("quotes/", items, per_page);
            let listed: Vec<usize> = (1..=pagination.pages())
                .flat_map(|number| pagination.range(number))
                .collect();
            assert_eq!(listed, (0..items).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_first_page_is_the_list() {
        let pagination = Pagination::new("topics/world/", 120, 50);
        let paths: Vec<_> = (1..=pagination.pages())
            .map(|number| pagination.path(number))
            .collect();
        assert_eq!(
            paths,
            [
                "topics/world/",
                "topics/world/page/2/",
                "topics/world/page/3/"
            ]
        );
        assert_eq!(pagination.range(4), 120..120);
    }
}
