//! The front page.

use crate::digest::{QuotationRef, SpeakerId};
use crate::quotes::QuotationKind;
use crate::render::Renderer;
use crate::render::frame::{Frame, give};
use crate::render::plan::Planned;
use crate::render::value::object;
use tera::{Context, Value};

const LEAD_QUOTATIONS: usize = 3;
const LATEST: usize = 12;
const TOPICS: usize = 12;
const MOST_QUOTED: usize = 10;
const QUOTATIONS: usize = 6;
/// The most that one article gives to them.
const AN_ARTICLE: usize = 2;
const ON_THIS_DAY: usize = 5;

impl Renderer<'_> {
    pub(in crate::render) fn home(&self, planned: &Planned) -> Context {
        let shared = &self.shared;
        let digest = shared.digest;
        let frame = Frame {
            kind: "home",
            title: &digest.site.title,
            description: Some(&digest.site.description),
            above: Vec::new(),
        };
        let mut context = shared.frame(planned, &frame);
        let latest: Vec<usize> = (1..digest.articles.len()).take(LATEST).collect();
        let lead_quotations = self.lead_quotations();
        let topics: Vec<Value> = (0..digest.topics.len())
            .take(TOPICS)
            .map(|topic| self.counted_topic(topic))
            .collect();
        give(
            &mut context,
            [
                ("lead", Value::from(shared.teasers.first().cloned())),
                ("latest", shared.teasers_of(&latest)),
                ("topics", Value::from(topics)),
                ("most_quoted", self.most_quoted()),
                (
                    "quotations",
                    shared.cards(self.newest_quotations(&lead_quotations)),
                ),
                ("lead_quotations", shared.cards(lead_quotations)),
                ("on_this_day", self.on_this_day()),
            ],
        );
        context
    }

    /// A topic's link with how many articles it has.
    pub(in crate::render) fn counted_topic(&self, topic: usize) -> Value {
        let of = &self.shared.digest.topics[topic];
        object([
            ("name", Value::from(&*of.name)),
            ("href", Value::from(self.shared.links.href(&of.path))),
            ("articles", Value::from(of.articles.len())),
        ])
    }

    /// What the newest article quotes: whole sentences of named speakers before the rest.
    fn lead_quotations(&self) -> Vec<QuotationRef> {
        let Some(lead) = self.shared.digest.articles.first() else {
            return Vec::new();
        };
        let rows = 0..lead.entry.quotations.len();
        let mut quotations: Vec<usize> = rows.filter(|&row| lead.opens(row)).collect();
        quotations.sort_by_key(|&index| {
            let quotation = &lead.entry.quotations[index];
            (
                quotation.attribution.is_none(),
                quotation.kind != QuotationKind::Direct,
            )
        });
        quotations.truncate(LEAD_QUOTATIONS);
        quotations.sort_unstable();
        let article = 0;
        quotations
            .into_iter()
            .map(|quotation| QuotationRef { article, quotation })
            .collect()
    }

    /// The newest whole sentences beside the lead's, one a speaker and few an article.
    fn newest_quotations(&self, lead: &[QuotationRef]) -> Vec<QuotationRef> {
        let digest = self.shared.digest;
        let speaker = |at: &QuotationRef| digest.articles[at.article].speaker_of(at.quotation);
        let mut heard: Vec<Option<SpeakerId>> = lead.iter().map(speaker).collect();
        let mut chosen: Vec<QuotationRef> = Vec::new();
        for (id, article) in digest.articles.iter().enumerate().skip(1) {
            let mut left = AN_ARTICLE;
            for (row, quotation) in article.entry.quotations.iter().enumerate() {
                let at = QuotationRef {
                    article: id,
                    quotation: row,
                };
                let speaker = speaker(&at);
                let is_new = speaker.is_some() && !heard.contains(&speaker);
                if quotation.kind == QuotationKind::Direct && article.opens(row) && is_new {
                    heard.push(speaker);
                    chosen.push(at);
                    left -= 1;
                    if chosen.len() == QUOTATIONS {
                        return chosen;
                    }
                    if left == 0 {
                        break;
                    }
                }
            }
        }
        chosen
    }

    fn most_quoted(&self) -> Value {
        let shared = &self.shared;
        let most = shared.digest.most_quoted(MOST_QUOTED).into_iter();
        let most = most.map(|id| {
            let count = shared.digest.speakers[id].count;
            shared.ranked(id, shared.newest_role(id), count)
        });
        Value::from(most.collect::<Vec<Value>>())
    }

    fn on_this_day(&self) -> Value {
        let mut articles = self.shared.digest.on_this_day();
        articles.truncate(ON_THIS_DAY);
        self.shared.teasers_of(&articles)
    }
}
