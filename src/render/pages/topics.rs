//! The topics, and the articles under each.

use crate::digest::{ArticleId, TopicId};
use crate::render::Renderer;
use crate::render::frame::{Frame, give};
use crate::render::planned::Planned;
use crate::render::shared::Shared;
use crate::render::value::{extended, object};
use tera::{Context, Value};

/// How many articles of each topic the list of topics shows.
const TEASERS: usize = 3;
/// How many of the most quoted a topic's page names.
const SPEAKERS: usize = 12;

impl Renderer<'_> {
    pub(in crate::render) fn topics(&self, planned: &Planned) -> Context {
        let shared = &self.shared;
        let frame = Frame {
            kind: "topics",
            title: shared.language.say("topics"),
            description: None,
            above: Vec::new(),
        };
        let mut context = shared.frame(planned, &frame);
        let topics = shared.digest.topics.iter().enumerate();
        let topics = topics.map(|(id, topic)| {
            let newest = topic.articles.first();
            let latest = newest.and_then(|&id| shared.digest.articles[id].entry.article.date);
            let few = &topic.articles[..topic.articles.len().min(TEASERS)];
            extended(
                &self.counted_topic(id),
                [
                    ("latest", shared.date(latest)),
                    ("teasers", shared.teasers_of(few)),
                ],
            )
        });
        let topics: Vec<Value> = topics.collect();
        give(&mut context, [("topics", Value::from(topics))]);
        context
    }

    pub(in crate::render) fn topic(
        &self,
        planned: &Planned,
        id: TopicId,
        number: usize,
    ) -> Context {
        let shared = &self.shared;
        let topic = &shared.digest.topics[id];
        let frame = Frame {
            kind: "topic",
            title: &topic.name,
            description: None,
            above: vec![(shared.language.say("topics"), "topics/")],
        };
        let mut context = shared.frame(planned, &frame);
        let list = shared.pages(&topic.path, topic.articles.len());
        let speakers = topic.speakers.iter().take(SPEAKERS);
        let speakers: Vec<Value> = speakers
            .map(|&(id, count)| shared.ranked(id, shared.newest_role(id), count))
            .collect();
        give(
            &mut context,
            [
                ("topic", self.counted_topic(id)),
                (
                    "months",
                    months(shared, &topic.articles[list.range(number)]),
                ),
                ("pagination", shared.pagination(&list, number)),
                ("speakers", Value::from(speakers)),
            ],
        );
        context
    }
}

/// Articles by their month.
fn months(shared: &Shared, articles: &[ArticleId]) -> Value {
    let month = |id: ArticleId| {
        let date = shared.digest.articles[id].entry.article.date;
        date.map(|date| date.first_of_month())
    };
    let months = articles.chunk_by(|&a, &b| month(a) == month(b));
    let months = months.map(|of| {
        let period = month(of[0]).map(|date| {
            let dates = &shared.language.dates;
            dates.month_and_year(date.year(), date.month())
        });
        object([
            ("period", Value::from(period)),
            ("teasers", shared.teasers_of(of)),
        ])
    });
    Value::from(months.collect::<Vec<Value>>())
}
