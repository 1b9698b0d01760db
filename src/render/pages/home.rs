//! The front page.

use crate::config::SpeakerKind;
use crate::digest::{QuotationRef, SpeakerId};
use crate::quotes::QuotationKind;
use crate::render::Renderer;
use crate::render::frame::{Frame, give};
use crate::render::plan::Planned;
use crate::render::quotations::heads;
use crate::render::value::object;
use tera::{Context, Value};

const LEAD_QUOTATIONS: usize = 3;
const LATEST: usize = 12;
const TOPICS: usize = 12;
const MOST_QUOTED: usize = 10;
const QUOTATIONS: usize = 6;
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
        let mut quotations: Vec<usize> = heads(&lead.entry).collect();
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

    /// The newest whole sentences, one a speaker, none that the lead shows.
    fn newest_quotations(&self, lead: &[QuotationRef]) -> Vec<QuotationRef> {
        let articles = self.shared.digest.articles.iter().enumerate();
        let mut chosen: Vec<QuotationRef> = Vec::new();
        let mut heard: Vec<SpeakerId> = Vec::new();
        for (id, article) in articles {
            for index in heads(&article.entry) {
                let at = QuotationRef {
                    article: id,
                    quotation: index,
                };
                let quotation = &article.entry.quotations[index];
                let attribution = quotation.attribution.as_ref();
                let speaker = attribution.and_then(|a| article.speakers.get(a.speaker));
                let Some(&speaker) = speaker else {
                    continue;
                };
                if quotation.kind == QuotationKind::Direct
                    && !heard.contains(&speaker)
                    && !lead.contains(&at)
                {
                    heard.push(speaker);
                    chosen.push(at);
                    if chosen.len() == QUOTATIONS {
                        return chosen;
                    }
                }
            }
        }
        chosen
    }

    fn most_quoted(&self) -> Value {
        let shared = &self.shared;
        let mut speakers: Vec<SpeakerId> = (0..shared.digest.speakers.len())
            .filter(|&id| shared.digest.speakers[id].kind != SpeakerKind::Unnamed)
            .collect();
        speakers.sort_by_key(|&id| std::cmp::Reverse(shared.quotations[id].len()));
        let most: Vec<Value> = speakers
            .into_iter()
            .take(MOST_QUOTED)
            .map(|id| shared.ranked(id, shared.newest_role(id), shared.quotations[id].len()))
            .collect();
        Value::from(most)
    }

    /// Articles of earlier years on the newest one's day and month.
    fn on_this_day(&self) -> Value {
        let digest = self.shared.digest;
        let newest = digest.articles.first().and_then(|a| a.entry.article.date);
        let Some(newest) = newest else {
            return Value::from(Vec::<Value>::new());
        };
        let then = digest
            .calendar
            .years
            .iter()
            .filter(|year| year.year < newest.year())
            .flat_map(|year| &year.months)
            .filter(|month| month.month == newest.month())
            .flat_map(|month| &month.articles)
            .filter(|&&id| {
                let date = digest.articles[id].entry.article.date;
                date.is_some_and(|date| date.day() == newest.day())
            });
        let then: Vec<usize> = then.copied().take(ON_THIS_DAY).collect();
        self.shared.teasers_of(&then)
    }
}
