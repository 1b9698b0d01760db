//! What every template is given.

use super::links::Links;
use super::planned::{Kind, Planned};
use super::shared::Shared;
use super::value::{html, object};
use jiff::civil::Date;
use tera::{Context, Value};

/// What a page is called, and where it stands.
pub(super) struct Frame<'f> {
    pub(super) kind: &'static str,
    pub(super) title: &'f str,
    pub(super) description: Option<&'f str>,
    /// The way to this page from the front page, without both: titles and addresses.
    pub(super) above: Vec<(&'f str, &'f str)>,
}

impl Shared<'_> {
    /// When what the page is about was published and last changed: `{ first, last }`, dates; none where it is no article.
    fn published(&self, kind: Kind) -> Value {
        let (Kind::Article(id) | Kind::Section { article: id, .. }) = kind else {
            return Value::none();
        };
        let article = &self.digest.articles[id];
        let date = |date: Option<Date>| Value::from(date.map(|date| date.to_string()));
        object([
            ("first", date(article.entry.article.date)),
            ("last", date(article.changed())),
        ])
    }

    /// The values that every template is given, for `planned`.
    pub(super) fn frame(&self, planned: &Planned, frame: &Frame) -> Context {
        let address = planned.address();
        let is_anywhere = matches!(planned.kind, Kind::NotFound);
        let root = if is_anywhere {
            Value::from(self.links.root_from_anywhere())
        } else {
            Value::from(Links::root(address))
        };
        let canonical = self.links.whole(address).filter(|_| !is_anywhere);
        let crumb = |title: &str, path: &str| {
            object([
                ("title", Value::from(title)),
                ("href", Value::from(self.links.href(path))),
            ])
        };
        let mut breadcrumbs = vec![crumb(self.language.say("front_page"), "")];
        breadcrumbs.extend(frame.above.iter().map(|(title, path)| crumb(title, path)));
        breadcrumbs.push(crumb(frame.title, address));
        let page = object([
            ("kind", Value::from(frame.kind)),
            ("title", Value::from(frame.title)),
            (
                "description",
                Value::from(frame.description.filter(|d| !d.is_empty())),
            ),
            ("href", Value::from(self.links.href(address))),
            ("canonical", Value::from(canonical)),
            ("breadcrumbs", Value::from(breadcrumbs)),
            ("image", Value::from(self.image(planned))),
            ("feeds", self.feeds_of(planned.kind)),
            ("published", self.published(planned.kind)),
            (
                "json_ld_html",
                Value::from(self.json_ld(planned, frame).map(|json| html(&json))),
            ),
        ]);
        let mut context = Context::new();
        context.insert_value("site", self.site.clone());
        context.insert_value("root", root);
        context.insert_value("page", page);
        context
    }
}

/// Puts values under their names into a template's context.
pub(super) fn give<const N: usize>(context: &mut Context, values: [(&'static str, Value); N]) {
    for (name, value) in values {
        context.insert_value(name, value);
    }
}
