//! A page of the site itself, from Markdown.

use crate::render::Renderer;
use crate::render::frame::{Frame, give};
use crate::render::planned::Planned;
use crate::render::value::html;
use tera::Context;

impl Renderer<'_> {
    pub(in crate::render) fn own_page(&self, planned: &Planned, own: usize) -> Context {
        let page = &self.shared.own_pages[own];
        let frame = Frame {
            kind: "page",
            title: &page.title,
            description: page.description(),
            above: Vec::new(),
        };
        let mut context = self.shared.frame(planned, &frame);
        give(
            &mut context,
            [("body_html", html(&page.html(&self.shared.links)))],
        );
        context
    }
}
