//! What was wrong and is right now, newest first.

use crate::render::Renderer;
use crate::render::frame::{Frame, give};
use crate::render::planned::{CORRECTIONS, Planned};
use crate::render::value::object;
use tera::{Context, Value};

impl Renderer<'_> {
    pub(in crate::render) fn corrections(&self, planned: &Planned, number: usize) -> Context {
        let shared = &self.shared;
        let frame = Frame {
            kind: "corrections",
            title: self.shared.language.say("corrections_page"),
            description: None,
            above: Vec::new(),
        };
        let mut context = shared.frame(planned, &frame);
        let all = &shared.digest.corrections;
        let list = shared.pages(CORRECTIONS, all.len());
        let shown = all[list.range(number)].iter().map(|&at| {
            let (_, correction) = shared.digest.correction(at);
            object([
                ("date", shared.date(Some(correction.date))),
                ("text", Value::from(&*correction.text)),
                ("article", shared.teaser(at.article)),
            ])
        });
        give(
            &mut context,
            [
                ("corrections", Value::from(shown.collect::<Vec<Value>>())),
                ("total", Value::from(all.len())),
                ("pagination", shared.pagination(&list, number)),
            ],
        );
        context
    }
}
