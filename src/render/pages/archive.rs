//! The calendar: years, months, and what has no date.

use crate::digest::{ArticleId, Year};
use crate::render::Renderer;
use crate::render::frame::{Frame, give};
use crate::render::plan::{Planned, UNDATED};
use crate::render::shared::Shared;
use crate::render::value::object;
use tera::{Context, Value};

/// The most articles that a year's page lists; beyond, its months do.
const YEAR: usize = 200;

impl Renderer<'_> {
    pub(in crate::render) fn archive(&self, planned: &Planned) -> Context {
        let title = self.shared.language.say("archive");
        self.calendar(planned, title, Vec::new(), None, &[])
    }

    pub(in crate::render) fn year(&self, planned: &Planned, year: usize) -> Context {
        let year = &self.shared.digest.calendar.years[year];
        let period = year.year.to_string();
        let articles: Vec<ArticleId> = year
            .months
            .iter()
            .flat_map(|month| &month.articles)
            .copied()
            .take(YEAR + 1)
            .collect();
        let shown = if articles.len() > YEAR {
            &[]
        } else {
            &articles[..]
        };
        let above = vec![(self.shared.language.say("archive"), "archive/")];
        self.calendar(planned, &period, above, Some(&period), shown)
    }

    pub(in crate::render) fn month(&self, planned: &Planned, year: usize, month: usize) -> Context {
        let year = &self.shared.digest.calendar.years[year];
        let month = &year.months[month];
        let name = year.year.to_string();
        let language = self.shared.language;
        let period = language.dates.month_and_year(year.year, month.month);
        let above = vec![(language.say("archive"), "archive/"), (&*name, &*year.path)];
        self.calendar(planned, &period, above, Some(&period), &month.articles)
    }

    pub(in crate::render) fn undated(&self, planned: &Planned) -> Context {
        let articles = &self.shared.digest.calendar.undated;
        let above = vec![(self.shared.language.say("archive"), "archive/")];
        let title = self.shared.language.say("undated");
        self.calendar(planned, title, above, Some(title), articles)
    }

    fn calendar(
        &self,
        planned: &Planned,
        title: &str,
        above: Vec<(&str, &str)>,
        period: Option<&str>,
        articles: &[ArticleId],
    ) -> Context {
        let frame = Frame {
            kind: "archive",
            title,
            description: None,
            above,
        };
        let mut context = self.shared.frame(planned, &frame);
        give(
            &mut context,
            [
                ("years", self.years.clone()),
                ("undated", self.undated.clone()),
                ("period", Value::from(period)),
                ("days", days(&self.shared, articles)),
            ],
        );
        context
    }
}

/// Articles by their day.
fn days(shared: &Shared, articles: &[ArticleId]) -> Value {
    let date = |id: ArticleId| shared.digest.articles[id].entry.article.date;
    let days = articles.chunk_by(|&a, &b| date(a) == date(b)).map(|day| {
        object([
            ("date", shared.date(date(day[0]))),
            ("teasers", shared.teasers_of(day)),
        ])
    });
    Value::from(days.collect::<Vec<Value>>())
}

/// The years with their months, for every page of the calendar.
pub(in crate::render) fn years(shared: &Shared) -> Value {
    let year = |year: &Year| {
        let months = year.months.iter().map(|month| {
            object([
                (
                    "name",
                    Value::from(shared.language.dates.month(month.month)),
                ),
                ("href", Value::from(shared.links.href(&month.path))),
                ("articles", Value::from(month.articles.len())),
            ])
        });
        let articles: usize = year.months.iter().map(|month| month.articles.len()).sum();
        object([
            ("year", Value::from(year.year)),
            ("href", Value::from(shared.links.href(&year.path))),
            ("articles", Value::from(articles)),
            ("months", Value::from(months.collect::<Vec<Value>>())),
        ])
    };
    let years = shared.digest.calendar.years.iter().map(year);
    Value::from(years.collect::<Vec<Value>>())
}

/// How many articles have no date, for every page of the calendar; none when all have one.
pub(in crate::render) fn undated(shared: &Shared) -> Value {
    let undated = &shared.digest.calendar.undated;
    Value::from((!undated.is_empty()).then(|| {
        object([
            ("href", Value::from(shared.links.href(UNDATED))),
            ("articles", Value::from(undated.len())),
        ])
    }))
}
