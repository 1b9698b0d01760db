//! The page that searches; what it finds is fetched by the reader's browser.

use crate::render::Renderer;
use crate::render::frame::{Frame, give};
use crate::render::planned::Planned;
use tera::{Context, Value};

impl Renderer<'_> {
    pub(in crate::render) fn search(&self, planned: &Planned) -> Context {
        let frame = Frame {
            kind: "search",
            title: self.shared.language.say("search"),
            description: None,
            above: Vec::new(),
        };
        let mut context = self.shared.frame(planned, &frame);
        let articles = self.shared.digest.articles.len();
        give(&mut context, [("articles", Value::from(articles))]);
        context
    }
}
