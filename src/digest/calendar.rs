//! The articles by year and month.

use super::{Article, ArticleId, Calendar, Month, Year};

impl Calendar {
    /// Cuts the articles, which are sorted newest first, at the ends of months and years.
    pub(super) fn of(articles: &[Article]) -> Self {
        let mut calendar = Self::default();
        for (id, article) in articles.iter().enumerate() {
            match article.entry.article.date {
                Some(date) => calendar.year(date.year()).month(date.month()).push(id),
                None => calendar.undated.push(id),
            }
        }
        calendar
    }

    fn year(&mut self, year: i16) -> &mut Year {
        let is_open = self.years.last().is_some_and(|open| open.year == year);
        if !is_open {
            self.years.push(Year {
                year,
                path: format!("archive/{year:04}/"),
                months: Vec::new(),
            });
        }
        let at = self.years.len() - 1;
        &mut self.years[at]
    }
}

impl Year {
    fn month(&mut self, month: i8) -> &mut Vec<ArticleId> {
        let is_open = self.months.last().is_some_and(|open| open.month == month);
        if !is_open {
            self.months.push(Month {
                month,
                path: format!("{}{month:02}/", self.path),
                articles: Vec::new(),
            });
        }
        let at = self.months.len() - 1;
        &mut self.months[at].articles
    }

    /// The articles of the year, newest first.
    pub fn articles(&self) -> impl Iterator<Item = ArticleId> {
        self.months
            .iter()
            .flat_map(|month| month.articles.iter().copied())
    }
}
