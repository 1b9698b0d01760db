//! Who speaks where in one article: what its text is marked with.

use super::shared::{Shared, shown_name};
use crate::digest::{Article, ArticleId};
use crate::language::Language;
use crate::lexicon::fold;
use crate::pictures::Shown;
use crate::quotes::{Entry, Quotation};
use crate::span::Span;
use std::borrow::Cow;

/// The quotations, mentions and speakers of one article, found by their place.
pub(super) struct Voices<'a> {
    article: &'a Article,
    shared: &'a Shared<'a>,
    mentions: Vec<Mention<'a>>,
}

/// Words that name a speaker.
pub(super) struct Mention<'a> {
    pub(super) span: Span,
    /// The speaker's page, from the site's root.
    pub(super) href: &'a str,
}

impl<'a> Voices<'a> {
    pub(super) fn new(shared: &'a Shared<'a>, id: ArticleId) -> Self {
        let article = &shared.digest.articles[id];
        let mut voices = Self {
            article,
            shared,
            mentions: Vec::new(),
        };
        let named = article.entry.quotations.iter().zip(shared.named(id));
        let mut mentions: Vec<Mention> = named
            .filter_map(|(quotation, &is_named)| {
                let attribution = quotation.attribution.as_ref().filter(|_| is_named)?;
                let span = attribution.mention.get()?;
                let (_, href, _) = voices.speaker(attribution.speaker)?;
                Some(Mention { span, href })
            })
            .collect();
        mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
        mentions.dedup_by(|later, kept| later.span.overlaps(kept.span));
        voices.mentions = mentions;
        voices
    }

    pub(super) fn language(&self) -> &'a Language {
        self.shared.language
    }

    pub(super) fn entry(&self) -> &'a Entry {
        &self.article.entry
    }

    /// The picture that the article calls by `address`.
    pub(super) fn picture(&self, address: &str) -> Option<&'a Shown> {
        let document = &self.article.entry.document;
        self.shared.digest.pictures.of(&document.path, address)
    }

    /// The quotations whose first mark stands in `span`.
    pub(super) fn starting_in(&self, span: Span) -> &'a [Quotation] {
        let quotations = &self.article.entry.quotations;
        let first = quotations.partition_point(|q| q.marked.start < span.start);
        let last = quotations.partition_point(|q| q.marked.start < span.end);
        quotations.get(first..last).unwrap_or_default()
    }

    /// The words in `span` that name speakers.
    pub(super) fn mentions_in(&self, span: Span) -> &[Mention<'a>] {
        let first = self.mentions.partition_point(|m| m.span.start < span.start);
        let last = self.mentions.partition_point(|m| m.span.start < span.end);
        self.mentions.get(first..last).unwrap_or_default()
    }

    /// The name, address and role of the article's speaker `index`.
    pub(super) fn speaker(&self, index: u32) -> Option<(Cow<'a, str>, &'a str, Option<&'a str>)> {
        let index = index as usize;
        let id = *self.article.speakers.get(index)?;
        let name = shown_name(self.shared.digest.speakers.get(id)?);
        let href = &**self.shared.speaker_hrefs.get(id)?;
        let role = self.article.entry.speakers.get(index)?.role.as_deref();
        Some((name, href, role))
    }

    /// Whether `block` has the words that name the speaker of a quotation.
    pub(super) fn names_in(&self, block: Span, quotation: &Quotation) -> bool {
        let mention = quotation.attribution.as_ref().and_then(|a| a.mention.get());
        mention.is_some_and(|mention| {
            let mut names = self.mentions_in(block).iter();
            block.contains(mention) && names.any(|name| name.span.overlaps(mention))
        })
    }

    /// Whether a quotation stands in the headline, the standfirst or a heading.
    pub(super) fn stands_in_a_line(&self, quotation: &Quotation) -> bool {
        let article = &self.article.entry.article;
        let lines = article.headline.iter().chain(&article.standfirst);
        let headings = article.sections.iter().filter_map(|s| s.heading.as_ref());
        let start = quotation.marked.start;
        lines
            .filter_map(|line| line.span)
            .chain(headings.map(|heading| heading.span))
            .any(|span| span.start <= start && start < span.end)
    }
}

/// For each quotation of an entry, whether the words that point to its speaker hold a word of the speaker's name: `he`
/// and `the president` do not.
pub(super) fn named(entry: &Entry) -> Vec<bool> {
    let mut names: Vec<Option<Vec<String>>> = vec![None; entry.speakers.len()];
    let named = entry.quotations.iter().map(|quotation| {
        let Some(attribution) = &quotation.attribution else {
            return false;
        };
        let Some(speaker) = entry.speakers.get(attribution.speaker as usize) else {
            return false;
        };
        let Some(mention) = attribution.mention.get() else {
            return false;
        };
        let names = names[attribution.speaker as usize].get_or_insert_with(|| {
            let names = std::iter::once(&speaker.name).chain(&speaker.also);
            names.map(|name| fold(name)).collect()
        });
        let mention = fold(mention.of(&entry.document.text));
        words(&mention).any(|word| names.iter().flat_map(|name| words(name)).any(|w| w == word))
    });
    named.collect()
}

/// The words of a folded name that tell one from another.
fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| {
        word.len() > 1 && !matches!(*word, "the" | "an" | "of" | "for" | "and" | "in" | "on")
    })
}
