//! The calendar: years, months, and what has no date.

use crate::digest::{ArticleId, Month, Pagination, Year};
use crate::render::Renderer;
use crate::render::frame::{Frame, give};
use crate::render::planned::{Planned, UNDATED};
use crate::render::shared::Shared;
use crate::render::value::object;
use jiff::ToSpan;
use jiff::civil::Date;
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

    pub(in crate::render) fn month(
        &self,
        planned: &Planned,
        year: usize,
        month: usize,
        number: usize,
    ) -> Context {
        let year = &self.shared.digest.calendar.years[year];
        let month = &year.months[month];
        let name = year.year.to_string();
        let shared = &self.shared;
        let language = shared.language;
        let period = language.dates.month_and_year(year.year, month.month);
        let above = vec![(language.say("archive"), "archive/"), (&*name, &*year.path)];
        let list = shared.pages(&month.path, month.articles.len());
        let shown = &month.articles[list.range(number)];
        let mut context = self.calendar(planned, &period, above, Some(&period), shown);
        give(
            &mut context,
            [
                ("weekdays", Value::from(weekdays(shared))),
                ("weeks", Value::from(weeks(shared, year.year, month, &list))),
                ("pagination", shared.pagination(&list, number)),
            ],
        );
        context
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
                ("weekdays", Value::from(Vec::<Value>::new())),
                ("weeks", Value::from(Vec::<Value>::new())),
                ("pagination", Value::none()),
            ],
        );
        context
    }
}

/// The days of a week from Monday on: the name, and its first letters without the article that all have in Arabic.
fn weekdays(shared: &Shared) -> Vec<Value> {
    let monday = Date::constant(2024, 1, 1);
    let days = monday.series(1.day()).take(7).map(|date| {
        let name = shared.language.dates.weekday(date);
        let letters = name.strip_prefix("ال").unwrap_or(name);
        let letters: String = letters.chars().take(2).collect();
        object([
            ("name", Value::from(name)),
            ("letters", Value::from(letters)),
        ])
    });
    days.collect()
}

/// A month's weeks from Monday on, each of seven days; those of another month are none.
fn weeks(shared: &Shared, year: i16, month: &Month, list: &Pagination) -> Vec<Value> {
    let Ok(first) = Date::new(year, month.month, 1) else {
        return Vec::new();
    };
    let before = usize::try_from(first.weekday().to_monday_zero_offset()).unwrap_or(0);
    let mut days: Vec<Value> = vec![Value::none(); before];
    let on = |id: &ArticleId| shared.digest.articles[*id].entry.article.date;
    for date in first
        .series(1.day())
        .take_while(|date| date.month() == month.month)
    {
        let at = month.articles.iter().position(|id| on(id) == Some(date));
        let articles = month.articles.iter().filter(|id| on(id) == Some(date));
        let page = at.map(|at| {
            (1..)
                .find(|&page| list.range(page).contains(&at))
                .unwrap_or(1)
        });
        let href =
            page.map(|page| format!("{}#d-{}", shared.links.href(&list.path(page)), date.day()));
        days.push(object([
            ("day", Value::from(date.day())),
            ("iso", Value::from(date.to_string())),
            ("articles", Value::from(articles.count())),
            ("href", Value::from(href)),
        ]));
    }
    days.resize(days.len().next_multiple_of(7), Value::none());
    days.chunks(7)
        .map(|week| Value::from(week.to_vec()))
        .collect()
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
