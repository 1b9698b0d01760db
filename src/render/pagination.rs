//! The links between the pages of a list.

use super::shared::Shared;
use super::value::object;
use crate::digest::Pagination;
use tera::Value;

/// How far from its own a page links to others by their number; the template shows all but the farthest.
const NEAR: usize = 3;

impl Shared<'_> {
    /// The pages of the list at `list` with so many items.
    pub(super) fn pages<'l>(&self, list: &'l str, items: usize) -> Pagination<'l> {
        Pagination::new(list, items, self.digest.site.per_page.0)
    }

    /// What page `number` shows of the others; none when there is one page.
    pub(super) fn pagination(&self, list: &Pagination, number: usize) -> Value {
        let total = list.pages();
        if total == 1 {
            return Value::none();
        }
        let href = |number: usize| Value::from(self.links.href(&list.path(number)));
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
        let previous = number.checked_sub(1).filter(|&n| n > 0).map(href);
        let next = Some(number + 1).filter(|&n| n <= total).map(href);
        object([
            ("number", Value::from(number)),
            ("total", Value::from(total)),
            ("previous", Value::from(previous)),
            ("next", Value::from(next)),
            ("pages", Value::from(pages)),
        ])
    }
}
