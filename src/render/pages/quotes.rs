//! The index of quotations by speaker.

use crate::digest::{QuotationRef, SpeakerId};
use crate::render::Renderer;
use crate::render::frame::{Frame, give};
use crate::render::letters;
use crate::render::planned::{Planned, UNATTRIBUTED};
use crate::render::value::object;
use std::ops::Range;
use tera::{Context, Value};

/// How many of the newest quotations the index shows where it can't show all.
const NEWEST: usize = 12;

impl Renderer<'_> {
    /// The index: all quotations where two pages hold them, else its letters.
    pub(in crate::render) fn quotes(&self, planned: &Planned) -> Context {
        let shared = &self.shared;
        let total = shared.total_quotations();
        let groups = if shared.pages("quotes/", total).pages() <= 2 {
            let mut groups = self.groups(0..shared.digest.speakers.len(), 0..total);
            if !shared.unattributed.is_empty() {
                groups.push(group(
                    Value::none(),
                    None,
                    shared.cards(shared.unattributed.iter().copied()),
                ));
            }
            groups
        } else {
            Vec::new()
        };
        let frame = Frame {
            kind: "quotes",
            title: shared.language.say("quotations_page"),
            description: None,
            above: Vec::new(),
        };
        let mut context = shared.frame(planned, &frame);
        let newest = if groups.is_empty() {
            self.newest_quotations(0, Vec::new(), NEWEST)
        } else {
            Vec::new()
        };
        self.index(&mut context, None, total, groups, Value::none());
        let topics = shared
            .digest
            .topics
            .iter()
            .map(|topic| Value::from(&*topic.name));
        let filters = object([("topics", Value::from(topics.collect::<Vec<Value>>()))]);
        let filters = (total > 0).then_some(filters);
        give(
            &mut context,
            [
                ("newest", shared.cards(newest)),
                ("filters", Value::from(filters)),
            ],
        );
        context
    }

    /// A page of the speakers under a letter.
    pub(in crate::render) fn letter(
        &self,
        planned: &Planned,
        letter: usize,
        number: usize,
    ) -> Context {
        let shared = &self.shared;
        let letter = &self.letters[letter];
        let title = match letter.letter {
            '#' => shared.language.say("quotations_other").to_owned(),
            letter => {
                let letter = letter.to_string();
                let values = [("letter", &*letter)];
                shared.language.say_with("quotations_under", &values)
            }
        };
        let frame = Frame {
            kind: "quotes",
            title: &title,
            description: None,
            above: vec![(shared.language.say("quotations_page"), "quotes/")],
        };
        let mut context = shared.frame(planned, &frame);
        let list = shared.pages(&letter.path, letter.quotations);
        let groups = self.groups(letter.speakers.clone(), list.range(number));
        let pagination = shared.pagination(&list, number);
        self.index(
            &mut context,
            Some(letter.letter),
            letter.quotations,
            groups,
            pagination,
        );
        context
    }

    /// A page of the quotations that nobody is named for.
    pub(in crate::render) fn unattributed(&self, planned: &Planned, number: usize) -> Context {
        let shared = &self.shared;
        let frame = Frame {
            kind: "quotes",
            title: shared.language.say("unattributed_page"),
            description: None,
            above: vec![(shared.language.say("quotations_page"), "quotes/")],
        };
        let mut context = shared.frame(planned, &frame);
        let total = shared.unattributed.len();
        let list = shared.pages(UNATTRIBUTED, total);
        let shown = &shared.unattributed[list.range(number)];
        let groups = vec![group(
            Value::none(),
            None,
            shared.cards(shown.iter().copied()),
        )];
        let pagination = shared.pagination(&list, number);
        self.index(&mut context, None, total, groups, pagination);
        context
    }

    fn index(
        &self,
        context: &mut Context,
        letter: Option<char>,
        total: usize,
        groups: Vec<Value>,
        pagination: Value,
    ) {
        let shared = &self.shared;
        let unattributed = (!shared.unattributed.is_empty()).then(|| {
            object([
                ("href", Value::from(shared.links.href(UNATTRIBUTED))),
                ("quotations", Value::from(shared.unattributed.len())),
            ])
        });
        give(
            context,
            [
                ("letters", letters::row(shared, &self.letters, letter)),
                ("letter", Value::from(letter)),
                ("unattributed", Value::from(unattributed)),
                ("groups", Value::from(groups)),
                ("total", Value::from(total)),
                ("newest", Value::from(Vec::<Value>::new())),
                ("filters", Value::none()),
                ("pagination", pagination),
            ],
        );
    }

    /// The quotations of `range`, counted through `speakers` one after another, by speaker.
    fn groups(&self, speakers: Range<SpeakerId>, range: Range<usize>) -> Vec<Value> {
        let shared = &self.shared;
        let shares = self.shares(speakers, range);
        let groups = shares.map(|(id, shown)| {
            group(
                shared.speakers[id].clone(),
                shared.newest_role(id),
                shared.cards(shown.iter().copied()),
            )
        });
        groups.collect()
    }

    /// The share of each of `speakers` in the quotations of `range`, counted through them one after another.
    pub(in crate::render) fn shares(
        &self,
        speakers: Range<SpeakerId>,
        range: Range<usize>,
    ) -> impl Iterator<Item = (SpeakerId, &[QuotationRef])> {
        let mut before = 0;
        let counted = speakers.map(move |id| {
            let all = &*self.shared.quotations[id];
            let start = range.start.saturating_sub(before).min(all.len());
            let end = range.end.saturating_sub(before).min(all.len());
            let past = before >= range.end;
            before += all.len();
            (id, &all[start..end], past)
        });
        counted
            .take_while(|(.., past)| !past)
            .filter(|(_, shown, _)| !shown.is_empty())
            .map(|(id, shown, _)| (id, shown))
    }
}

fn group(speaker: Value, role: Option<&str>, quotations: Value) -> Value {
    object([
        ("speaker", speaker),
        ("role", Value::from(role)),
        ("quotations", quotations),
    ])
}
