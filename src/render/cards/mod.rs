//! Quotation cards: the pictures that other sites show beside a link to an article or a speaker.
//!
//! Data flows one way here too: this file says what stands on a card and where it is kept, `lines` breaks it into lines by what
//! `face` knows of the font, `layout` gives each its place, the template `card.svg` draws that as SVG, and `draw` makes a PNG of it.
//!
//! Words stand on a card whole, or not at all: of a quotation that is cut off nobody knows what it said. Where the font lacks a
//! letter of the headline or the name, there is no card.

mod draw;
mod face;
mod layout;
mod lines;

#[cfg(test)]
mod tests;

use super::mistake;
use super::planned::{Kind, Plan, Planned};
use super::quotations;
use super::shared::{Shared, shown_name, title};
use super::value::object;
use super::{Page, Renderer, page};
use crate::article::squash;
use crate::config::SpeakerKind;
use crate::diagnostics::Diagnostic;
use crate::digest::{ArticleId, QuotationRef, SpeakerId};
use crate::quotes::QuotationKind;
use layout::{Layout, Quoted};
use std::cmp::Reverse;
use std::sync::Arc;
use tera::{Context, Value};
use unicode_normalization::UnicodeNormalization;

/// The size of a card in pixels: what other sites ask for.
pub(super) const WIDTH: u32 = 1200;
pub(super) const HEIGHT: u32 = 630;

/// Says how cards are drawn: another number where their bytes change.
const RECIPE: &[u8] = b"dateline cards 1\n";
const TEMPLATE: &str = "card.svg";
/// How many characters a quotation has that says something and is read at a glance.
const USUAL: std::ops::RangeInclusive<usize> = 40..=200;

/// What a card is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    Article(ArticleId),
    Speaker(SpeakerId),
}

impl Shared<'_> {
    /// Whether cards are wanted, and other sites can be told where they stand.
    fn has_cards(&self) -> bool {
        self.digest.site.cards && self.links.base().is_some()
    }

    /// Adds the cards to the pages.
    pub(super) fn plan_cards(&self, pages: &mut Plan) {
        if !self.has_cards() {
            return;
        }
        let articles = (0..self.digest.articles.len()).map(About::Article);
        let speakers = (0..self.digest.speakers.len()).map(About::Speaker);
        let drawn = articles
            .chain(speakers)
            .filter(|&about| self.layout(about).is_some());
        drawn.for_each(|about| pages.push(Kind::Card(about)));
    }

    /// The card as the picture that stands for a page elsewhere.
    pub(super) fn card_image(&self, kind: Kind) -> Option<Value> {
        let about = match kind {
            Kind::Article(article) | Kind::Section { article, .. } => About::Article(article),
            Kind::Speaker { speaker, .. } => About::Speaker(speaker),
            _ => return None,
        };
        if !self.has_cards() {
            return None;
        }
        let layout = self.layout(about)?;
        let path = self.card_path(about);
        Some(object([
            ("url", Value::from(self.links.whole(&path))),
            ("href", Value::from(path)),
            ("width", Value::from(WIDTH)),
            ("height", Value::from(HEIGHT)),
            ("alt", Value::from(layout.alternative)),
        ]))
    }

    /// Below a folder that no page stands in, under the path of the page: as many paths as there are pages.
    pub(super) fn card_path(&self, about: About) -> String {
        let page = match about {
            About::Article(id) => &*self.digest.articles[id].path,
            About::Speaker(id) => &self.digest.speakers[id].path,
        };
        format!("cards/{}.png", page.trim_end_matches('/'))
    }

    /// What stands on a card, and where; none where the font lacks a letter of it, or a photograph stands in its place.
    fn layout(&self, about: About) -> Option<Layout> {
        let site = shown(&self.digest.site.title);
        match about {
            About::Article(id) if self.photograph(id).is_some() => None,
            About::Article(id) => {
                let article = &self.digest.articles[id];
                let date = article.entry.article.date;
                let date = date.map(|date| self.language.dates.text(date));
                let quotations = self.strongest(id);
                Layout::of_article(&site, date.as_deref(), &shown(&title(article)), quotations)
            }
            About::Speaker(id) => {
                let name = shown(&shown_name(&self.digest.speakers[id]));
                let role = self.newest_role(id).map(shown);
                let quotations = self.newest(id);
                Layout::of_speaker(&site, &name, role.as_deref(), quotations)
            }
        }
    }

    /// The quotations of an article that can stand alone, strongest first: those of people, whole sentences, of a length that is read at a glance,
    /// the longer ones of these, in the text's order.
    fn strongest(&self, id: ArticleId) -> impl Iterator<Item = Quoted> {
        let article = &self.digest.articles[id];
        let rows = 0..article.entry.quotations.len();
        let rows = rows.filter_map(move |quotation| {
            let at = QuotationRef::new(id, quotation);
            let (words, speaker) = self.alone(at)?;
            let kind = self.digest.speakers[speaker].kind;
            let length = words.chars().count();
            let is_usual = USUAL.contains(&length);
            let strength = (
                match kind {
                    SpeakerKind::Person => 0,
                    SpeakerKind::Organisation => 1,
                    SpeakerKind::Unnamed => 2,
                },
                // A sentence says more than the end of one.
                words
                    .chars()
                    .find(|c| c.is_alphabetic())
                    .is_some_and(char::is_lowercase),
                !is_usual,
                Reverse(if is_usual { length } else { 0 }),
                length,
            );
            Some((strength, at, words, speaker))
        });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by_key(|&(strength, ..)| strength);
        rows.into_iter().map(move |(_, at, words, speaker)| {
            let (article, quotation) = self.digest.quotation(at);
            let role = article.entry.speaker_of(quotation);
            let role = role.and_then(|speaker| speaker.role.as_deref());
            let role = role.map(|role| {
                let role = shown(role);
                self.language
                    .say_with("role_after_name", &[("role", &role)])
            });
            Quoted {
                words,
                name: shown(&shown_name(&self.digest.speakers[speaker])),
                role,
                date: None,
            }
        })
    }

    /// The quotations of a speaker that can stand alone, newest first.
    fn newest(&self, id: SpeakerId) -> impl Iterator<Item = Quoted> {
        self.quotations[id].iter().filter_map(move |&at| {
            let (words, speaker) = self.alone(at)?;
            let date = self.digest.articles[at.article()].entry.article.date;
            Some(Quoted {
                words,
                name: shown(&shown_name(&self.digest.speakers[speaker])),
                role: None,
                date: date.map(|date| self.language.dates.text(date)),
            })
        })
    }

    /// The words, in quotation marks, and the speaker of direct speech that no cue cuts in two.
    fn alone(&self, at: QuotationRef) -> Option<(String, SpeakerId)> {
        let (article, quotation) = self.digest.quotation(at);
        let is_one = quotation.kind == QuotationKind::Direct
            && article.opens(at.quotation())
            && article.parts(at.quotation()).count() == 1;
        let speaker = article.speaker_of(at.quotation()).filter(|_| is_one)?;
        let words = shown(&quotations::words(&article.entry, quotation));
        // The comma belongs to the sentence that reports it.
        let words = words.trim_end_matches(',');
        let marked = self.language.say_with("quoted_words", &[("words", words)]);
        Some((marked, speaker))
    }
}

impl Renderer<'_> {
    /// A card: the one that is kept where its drawing would be the same, else drawn.
    pub(super) fn quotation_card(
        &self,
        planned: &Planned,
        about: About,
    ) -> Result<Page, Box<Diagnostic>> {
        let svg = self.card_svg(planned, about)?;
        let key = key(&svg);
        if let Ok(mut used) = self.cards.lock() {
            used.insert(key.clone());
        }
        let store = self.shared.digest.pictures.cards();
        if let Some(bytes) = store.as_ref().and_then(|store| store.single(&key)) {
            return Ok(page(planned, bytes));
        }
        let drawn = draw::png(&svg).map_err(|problem| {
            let message = format!("this makes an SVG that can't be drawn: {problem}");
            let source = self.theme.sources.get(TEMPLATE);
            let file =
                source.map_or_else(|| Arc::from(TEMPLATE), |source| Arc::clone(&source.shown));
            let report = Diagnostic::error("template", message).in_file(&file);
            Box::new(report.label(format!("while making {}", planned.path)))
        })?;
        if let Some(store) = store {
            store.keep_single(&key, (WIDTH, HEIGHT), &drawn);
        }
        Ok(page(planned, drawn))
    }

    /// Removes cards that were kept for earlier builds and that none of this one's pages is. To be called once all are made.
    pub fn forget_old_cards(&self) {
        let store = self.shared.digest.pictures.cards();
        if let (Some(store), Ok(used)) = (store, self.cards.lock()) {
            store.leave_only(&used.iter().map(|key| &**key).collect());
        }
    }

    fn card_svg(&self, planned: &Planned, about: About) -> Result<String, Box<Diagnostic>> {
        let mut context = Context::new();
        context.insert_value("site", self.shared.site.clone());
        if let Some(layout) = self.shared.layout(about) {
            let kind = match about {
                About::Article(_) => "article",
                About::Speaker(_) => "speaker",
            };
            context.insert_value("card", layout.value(kind));
        }
        self.theme
            .tera
            .render(TEMPLATE, &context)
            .map_err(|error| mistake::first(&error, &self.theme.sources, &planned.path))
    }
}

/// What a card is kept under: all that its bytes are made from.
fn key(svg: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(RECIPE);
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    for file in [face::REGULAR, face::BOLD] {
        hasher.update(&file.len().to_le_bytes());
        hasher.update(file);
    }
    hasher.update(svg.as_bytes());
    hasher.finalize().to_hex()[..20].to_owned()
}

/// Words as they are drawn: accents on their letters, and nothing that is not seen.
fn shown(words: &str) -> String {
    let is_unseen = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let composed: String = words.nfc().filter(|&c| !is_unseen(c)).collect();
    squash(&composed)
}
