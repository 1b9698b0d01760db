//! Lists that are longer than a page.

use super::shared::Shared;
use super::value::object;
use std::ops::Range;
use tera::Value;

/// How far from its own a page links to others by their number; the template shows all but the farthest.
const NEAR: usize = 3;

/// The address of page `number` of the list at `first`.
pub(super) fn path(first: &str, number: usize) -> String {
    if number == 1 {
        first.to_owned()
    } else {
        format!("{first}page/{number}/")
    }
}

impl Shared<'_> {
    /// How many pages a list of so many items takes; an empty one takes one.
    pub(super) fn pages_for(&self, items: usize) -> usize {
        items.div_ceil(self.per_page()).max(1)
    }

    /// The items that stand on page `number` of a list of `items`.
    pub(super) fn items_on(&self, number: usize, items: usize) -> Range<usize> {
        let start = (number - 1) * self.per_page();
        start.min(items)..(start + self.per_page()).min(items)
    }

    /// The links between the pages of the list at `first`; none when there is one page.
    pub(super) fn pagination(&self, first: &str, number: usize, items: usize) -> Value {
        let total = self.pages_for(items);
        if total == 1 {
            return Value::none();
        }
        let href = |number: usize| Value::from(self.links.href(&path(first, number)));
        let near = number.saturating_sub(NEAR).max(2)..=(number + NEAR).min(total - 1);
        let pages: Vec<Value> = std::iter::once(1)
            .chain(near)
            .chain(std::iter::once(total))
            .map(|n| {
                object([
                    ("number", Value::from(n)),
                    ("href", href(n)),
                    ("current", Value::from(n == number)),
                ])
            })
            .collect();
        let step = |n: usize, there: bool| if there { href(n) } else { Value::none() };
        object([
            ("number", Value::from(number)),
            ("total", Value::from(total)),
            ("previous", step(number.wrapping_sub(1), number > 1)),
            ("next", step(number + 1, number < total)),
            ("pages", Value::from(pages)),
        ])
    }

    fn per_page(&self) -> usize {
        self.digest.site.per_page.0.max(1)
    }
}
