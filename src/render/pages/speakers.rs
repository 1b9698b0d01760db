//! Everyone who is quoted, and a page for each.

use crate::config::SpeakerKind;
use crate::digest::{ArticleId, SpeakerId};
use crate::render::Renderer;
use crate::render::chart::{self, Unit};
use crate::render::frame::{Frame, give};
use crate::render::letters;
use crate::render::planned::Planned;
use crate::render::shared::shown_name;
use crate::render::value::{extended, html, object, part};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::HashMap;
use tera::{Context, Value};

/// The most speakers that one page lists; beyond, each letter has the most quoted of its own.
const EVERYONE: usize = 1000;
/// How many those are.
const OF_A_LETTER: usize = 40;
/// How many of the articles that quote a speaker the speaker's page lists.
const TEASERS: usize = 12;
/// How many of those who are quoted beside a speaker are named there.
const BESIDE: usize = 10;

/// What all pages of a speaker show of the time over which the speaker is quoted.
pub(in crate::render) struct Course {
    /// Who is quoted in the same articles, with in how many.
    pub(in crate::render) beside: Vec<(SpeakerId, usize)>,
    chart: Value,
    /// The hash of the days that the chart and the page's head are made from.
    pub(in crate::render) inputs: [u8; 32],
}

impl Renderer<'_> {
    pub(in crate::render) fn speakers(&self, planned: &Planned) -> Context {
        let shared = &self.shared;
        let frame = Frame {
            kind: "speakers",
            title: shared.language.say("speakers_page"),
            description: None,
            above: Vec::new(),
        };
        let mut context = shared.frame(planned, &frame);
        let groups = self.letters.iter().map(|letter| {
            let mut speakers: Vec<SpeakerId> = letter.speakers.clone().collect();
            if shared.digest.speakers.len() > EVERYONE {
                speakers.sort_by_key(|&id| Reverse(shared.quotations[id].len()));
                speakers.truncate(OF_A_LETTER);
                speakers.sort_unstable();
            }
            let speakers: Vec<Value> = speakers
                .into_iter()
                .map(|id| shared.ranked(id, shared.newest_role(id), shared.quotations[id].len()))
                .collect();
            object([
                ("letter", Value::from(letter.letter)),
                ("href", Value::from(shared.links.href(&letter.path))),
                ("total", Value::from(letter.speakers.len())),
                ("speakers", Value::from(speakers)),
            ])
        });
        let groups: Vec<Value> = groups.collect();
        give(
            &mut context,
            [
                ("letters", letters::row(shared, &self.letters, None)),
                ("groups", Value::from(groups)),
            ],
        );
        context
    }

    pub(in crate::render) fn speaker(
        &self,
        planned: &Planned,
        id: SpeakerId,
        number: usize,
    ) -> Context {
        let shared = &self.shared;
        let speaker = &shared.digest.speakers[id];
        let role = shared.newest_role(id);
        let frame = Frame {
            kind: "speaker",
            title: &shown_name(speaker),
            description: role,
            above: vec![(shared.language.say("speakers_page"), "speakers/")],
        };
        let mut context = shared.frame(planned, &frame);
        let quotations = &shared.quotations[id];
        let list = shared.pages(&speaker.path, quotations.len());
        let shown = &quotations[list.range(number)];
        let few = self.few_articles(id);
        let course = self.course(id);
        let roles = speaker.roles.iter().map(|role| {
            object([
                ("role", Value::from(&*role.words)),
                ("first", shared.date(role.first)),
                ("last", shared.date(role.last)),
            ])
        });
        let also = speaker.also.iter().map(|name| Value::from(&**name));
        let (first, last) = self.quoted_between(id);
        let head = extended(
            &shared.ranked(id, role, quotations.len()),
            [
                ("articles", Value::from(speaker.articles.len())),
                ("first", shared.date(first)),
                ("last", shared.date(last)),
            ],
        );
        give(
            &mut context,
            [
                ("speaker", head),
                ("roles", Value::from(roles.collect::<Vec<Value>>())),
                ("also_known_as", Value::from(also.collect::<Vec<Value>>())),
                ("quotations", shared.cards(shown.iter().copied())),
                ("teasers", shared.teasers_of(few)),
                ("pagination", shared.pagination(&list, number)),
                (
                    "wikidata",
                    Value::from(speaker.wikidata.as_deref().and_then(wikidata)),
                ),
                ("beside", self.beside(course)),
                ("chart", course.chart.clone()),
            ],
        );
        context
    }

    /// The newest articles that quote a speaker, as many as the speaker's pages list.
    pub(in crate::render) fn few_articles(&self, id: SpeakerId) -> &[ArticleId] {
        let articles = &self.shared.digest.speakers[id].articles;
        &articles[..articles.len().min(TEASERS)]
    }

    /// What all pages of a speaker show of the time over which the speaker is quoted.
    pub(in crate::render) fn course(&self, id: SpeakerId) -> &Course {
        self.courses[id].get_or_init(|| {
            let articles = &self.shared.digest.articles;
            let mut dates = blake3::Hasher::new();
            for at in &self.shared.quotations[id] {
                let date = articles[at.article()].entry.article.date;
                dates.update(format!("{date:?}").as_bytes());
            }
            dates.update(&self.shared.digest.speakers[id].articles.len().to_le_bytes());
            dates.update(format!("{:?}", self.quoted_between(id)).as_bytes());
            Course {
                beside: self.quoted_beside(id),
                chart: self.chart(id),
                inputs: *dates.finalize().as_bytes(),
            }
        })
    }

    /// Who is quoted in the same articles, most first, with in how many. Unnamed sources are left out.
    fn quoted_beside(&self, id: SpeakerId) -> Vec<(SpeakerId, usize)> {
        let digest = self.shared.digest;
        let mut counts: HashMap<SpeakerId, usize> = HashMap::new();
        for &article in &digest.speakers[id].articles {
            let mut others = digest.articles[article].speakers.to_vec();
            others.sort_unstable();
            others.dedup();
            for other in others {
                *counts.entry(other).or_default() += 1;
            }
        }
        let is_one = |other: &SpeakerId| {
            *other != id && digest.speakers[*other].kind != SpeakerKind::Unnamed
        };
        let mut beside: Vec<(SpeakerId, usize)> = counts
            .into_iter()
            .filter(|(other, _)| is_one(other))
            .collect();
        beside.sort_unstable_by_key(|&(other, articles)| (Reverse(articles), other));
        beside.truncate(BESIDE);
        beside
    }

    fn beside(&self, course: &Course) -> Value {
        let beside = course.beside.iter().map(|&(other, articles)| {
            let articles = [("articles", Value::from(articles))];
            extended(&self.shared.speakers[other], articles)
        });
        Value::from(beside.collect::<Vec<Value>>())
    }

    /// How often the speaker is quoted over time.
    fn chart(&self, id: SpeakerId) -> Value {
        let shared = &self.shared;
        let articles = &shared.digest.articles;
        let dates = shared.quotations[id].iter();
        let dates = dates.filter_map(|at| articles[at.article()].entry.article.date);
        Value::from(chart::of(dates).map(|chart| {
            let counts = chart.counts.iter().map(|(&date, &count)| {
                let words = match chart.unit {
                    Unit::Day => part(&shared.date(Some(date)), "short"),
                    Unit::Month => {
                        let dates = &shared.language.dates;
                        Value::from(dates.month_and_year(date.year(), date.month()))
                    }
                    Unit::Year => Value::from(date.year()),
                };
                object([("time", words), ("quotations", Value::from(count))])
            });
            let counts: Vec<Value> = counts.collect();
            object([
                ("svg_html", html(&chart.svg)),
                ("unit", Value::from(chart.unit.word())),
                (
                    "first",
                    counts
                        .first()
                        .map_or_else(Value::none, |time| part(time, "time")),
                ),
                (
                    "last",
                    counts
                        .last()
                        .map_or_else(Value::none, |time| part(time, "time")),
                ),
                ("counts", Value::from(counts)),
            ])
        }))
    }

    /// The dates of the first and the last article that quotes a speaker.
    fn quoted_between(&self, id: SpeakerId) -> (Option<Date>, Option<Date>) {
        let digest = self.shared.digest;
        let articles = &digest.speakers[id].articles;
        let date = |id: &usize| digest.articles[*id].entry.article.date;
        (
            articles.iter().rev().find_map(date),
            articles.iter().find_map(date),
        )
    }
}

/// The address of an item in Wikidata; none for what is no item's number.
fn wikidata(item: &str) -> Option<String> {
    let number = item.trim().strip_prefix('Q')?;
    let is_one = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    is_one.then(|| format!("https://www.wikidata.org/wiki/Q{number}"))
}
