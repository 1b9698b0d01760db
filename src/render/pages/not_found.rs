//! What a server shows where there is no page. Its links count from the server's root: it is shown under any address.

use crate::render::Renderer;
use crate::render::frame::Frame;
use crate::render::planned::Planned;
use tera::Context;

impl Renderer<'_> {
    pub(in super::super) fn not_found(&self, planned: &Planned) -> Context {
        let frame = Frame {
            kind: "not_found",
            title: self.shared.language.say("not_found"),
            description: None,
            above: Vec::new(),
        };
        self.shared.frame(planned, &frame)
    }
}
