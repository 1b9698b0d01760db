//! The front page.

use crate::digest::{QuotationRef, SpeakerId};
use crate::quotes::QuotationKind;
use crate::render::Renderer;
use crate::render::frame::{Frame, give};
use crate::render::planned::Planned;
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
        let heard = lead_quotations
            .iter()
            .filter_map(|at| digest.articles[at.article()].speaker_of(at.quotation()));
        let newest = self.newest_quotations(1, heard.collect(), QUOTATIONS);
        let topics: Vec<Value> = (0..digest.topics.len())
            .take(TOPICS)
            .map(|topic| self.counted_topic(topic))
            .collect();
        give(
            &mut context,
            [
                (
                    "lead",
                    Value::from((!shared.digest.articles.is_empty()).then(|| shared.teaser(0))),
                ),
                ("latest", shared.teasers_of(&latest)),
                ("topics", Value::from(topics)),
                ("most_quoted", self.most_quoted()),
                ("quotations", shared.cards(newest)),
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
            .map(|quotation| QuotationRef::new(article, quotation))
            .collect()
    }

    /// The newest whole sentences but for the first `skip` articles: one a speaker, few an article, none of whom is
    /// among those `heard` already.
    pub(in crate::render) fn newest_quotations(
        &self,
        skip: usize,
        mut heard: Vec<SpeakerId>,
        most: usize,
    ) -> Vec<QuotationRef> {
        let articles = self.shared.digest.articles.iter().enumerate().skip(skip);
        let mut chosen: Vec<QuotationRef> = Vec::new();
        for (id, article) in articles {
            let mut left = AN_ARTICLE;
            for (row, quotation) in article.entry.quotations.iter().enumerate() {
                let is_one = quotation.kind == QuotationKind::Direct && article.opens(row);
                let speaker = article.speaker_of(row).filter(|_| is_one && left > 0);
                if let Some(speaker) = speaker.filter(|speaker| !heard.contains(speaker)) {
                    heard.push(speaker);
                    left -= 1;
                    chosen.push(QuotationRef::new(id, row));
                }
                if chosen.len() == most {
                    return chosen;
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
