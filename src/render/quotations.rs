//! Quotation cards: the words, who said them, when, and where they stand.
//!
//! Words that a cue cuts in two, or that run over several paragraphs, are several rows of the entry and one quotation
//! for a reader: the row that opens it has a card, which shows them all.

use super::escape;
use super::inline;
use super::shared::Shared;
use super::text_fragment;
use super::value::{html, object};
use crate::article::{Block, squash, squashed};
use crate::digest::QuotationRef;
use crate::quotes::{Entry, Quotation, QuotationKind};
use crate::span::Span;
use std::borrow::Cow;
use tera::Value;

impl Shared<'_> {
    /// The card of the quotation that the row at `at` opens.
    pub(super) fn card(&self, at: QuotationRef) -> Value {
        let (article, quotation) = self.digest.quotation(at);
        let entry = &article.entry;
        let rows: Vec<usize> = article.parts(at.quotation()).collect();
        let parts: Vec<Value> = self.words_of(at).map(Value::from).collect();
        let attribution = quotation.attribution.as_ref();
        let speaker = attribution.and_then(|a| article.speakers.get(a.speaker as usize));
        let cue = attribution.and_then(|a| a.cue.get());
        let cue = cue.map(|span| squashed(span.of(&entry.document.text)));
        let href = self.links.href(&article.path);
        let kind = match quotation.kind {
            QuotationKind::Direct => "direct",
            QuotationKind::Partial => "partial",
        };
        let role = entry.speaker_of(quotation).and_then(|s| s.role.as_deref());
        object([
            ("id", Value::from(&*quotation.id)),
            ("kind", Value::from(kind)),
            ("parts", Value::from(parts)),
            (
                "speaker",
                Value::from(speaker.map(|&id| self.speakers[id].clone())),
            ),
            ("role", Value::from(role)),
            ("cue", Value::from(cue)),
            ("date", self.date(entry.article.date)),
            ("source_href", Value::from(self.in_source(at))),
            ("href", Value::from(format!("{href}#{}", quotation.id))),
            ("article", self.brief(at.article())),
            (
                "section",
                self.section(at.article(), quotation.section as usize),
            ),
            ("sentence_html", sentence(entry, &rows)),
        ])
    }

    /// The words of the quotation that the row at `at` opens, one text a run of marks, as they are seen.
    pub(super) fn words_of(&self, at: QuotationRef) -> impl Iterator<Item = Cow<'_, str>> {
        let (article, _) = self.digest.quotation(at);
        let entry = &article.entry;
        let rows = article.parts(at.quotation());
        rows.map(move |row| words(entry, &entry.quotations[row]))
    }

    /// The address of the words in the article's source, where it tells one.
    fn in_source(&self, at: QuotationRef) -> Option<String> {
        let (article, quotation) = self.digest.quotation(at);
        let entry = &article.entry;
        let url = entry.document.front_matter.source_url.as_deref()?;
        text_fragment::link(
            url,
            &words(entry, quotation),
            &sentence_of(entry, quotation),
        )
    }

    /// The cards of `quotations`.
    pub(super) fn cards(&self, quotations: impl IntoIterator<Item = QuotationRef>) -> Value {
        let cards: Vec<Value> = quotations.into_iter().map(|at| self.card(at)).collect();
        Value::from(cards)
    }
}

/// The words of a quotation as they are seen.
pub(super) fn words<'e>(entry: &'e Entry, quotation: &Quotation) -> Cow<'e, str> {
    seen(entry, quotation, quotation.span)
}

/// The sentence that a quotation stands in, as it is seen.
pub(super) fn sentence_of<'e>(entry: &'e Entry, quotation: &Quotation) -> Cow<'e, str> {
    seen(entry, quotation, quotation.sentence)
}

/// What stands at `span` in the block of a quotation, as it is seen.
fn seen<'e>(entry: &'e Entry, quotation: &Quotation, span: Span) -> Cow<'e, str> {
    match visible(&entry.document.text, block_of(entry, quotation), span) {
        Cow::Borrowed(visible) => squashed(visible),
        Cow::Owned(visible) => Cow::Owned(squash(&visible)),
    }
}

/// What a reader sees of `span`, which stands in `block` if in any, with its white space.
fn visible<'t>(text: &'t str, block: Option<&Block>, span: Span) -> Cow<'t, str> {
    match block {
        Some(block) => inline::visible(text, &block.inlines(), span),
        None => Cow::Borrowed(span.of(text)),
    }
}

/// The sentence that fragments are woven into, with each in `<mark>`; none for direct speech.
fn sentence(entry: &Entry, rows: &[usize]) -> Value {
    let Some(pieces) = woven(entry, rows) else {
        return Value::none();
    };
    let mut sentence = String::with_capacity(pieces.iter().map(|piece| piece.len() + 16).sum());
    for (index, piece) in pieces.iter().enumerate() {
        if index % 2 == 0 {
            escape::push(&mut sentence, piece);
        } else {
            sentence.push_str("<mark>");
            escape::push(&mut sentence, piece);
            sentence.push_str("</mark>");
        }
    }
    html(&sentence)
}

/// The sentence that the fragments at `rows` are woven into, cut where they begin and end: every second piece is quoted.
/// None for direct speech.
pub(super) fn woven(entry: &Entry, rows: &[usize]) -> Option<Vec<String>> {
    let quotations = || rows.iter().map(|&index| &entry.quotations[index]);
    let first = quotations().next()?;
    if quotations().any(|q| q.kind == QuotationKind::Direct) {
        return None;
    }
    let text = &entry.document.text;
    let block = block_of(entry, first);
    let seen = |span: Span| visible(text, block, span);
    // A fragment beyond the first one's sentence takes its own along.
    let whole = quotations()
        .filter(|q| block.is_none_or(|block| block.span.contains(q.sentence)))
        .fold(first.sentence, |whole, q| whole.to(q.sentence))
        .to(first.marked);
    let mut pieces = Vec::with_capacity(rows.len() * 2 + 1);
    let mut at = whole.start;
    for quotation in quotations() {
        let marked = quotation.marked;
        if marked.start < at || !whole.contains(marked) {
            continue;
        }
        let before = Span {
            start: at,
            end: marked.start,
        };
        pieces.push(single_spaced(&seen(before)));
        pieces.push(single_spaced(&seen(marked)));
        at = marked.end;
    }
    let rest = Span {
        start: at,
        end: whole.end.max(at),
    };
    pieces.push(single_spaced(&seen(rest)));
    if let Some(first) = pieces.first_mut() {
        first.drain(..first.len() - first.trim_start().len());
    }
    if let Some(last) = pieces.last_mut() {
        last.truncate(last.trim_end().len());
    }
    Some(pieces)
}

/// Words with white space made single, but kept at the ends, where other words follow.
fn single_spaced(words: &str) -> String {
    let mut single = String::with_capacity(words.len());
    if words.starts_with(char::is_whitespace) {
        single.push(' ');
    }
    single.push_str(&squashed(words));
    if words.ends_with(char::is_whitespace) && !single.ends_with(' ') {
        single.push(' ');
    }
    single
}

/// The block that a quotation begins in; none in the head.
fn block_of<'e>(entry: &'e Entry, quotation: &Quotation) -> Option<&'e Block> {
    let blocks = &entry
        .article
        .sections
        .get(quotation.section as usize)?
        .blocks;
    let start = quotation.marked.start;
    let after = blocks.partition_point(|block| block.span.start <= start);
    let block = blocks.get(after.checked_sub(1)?)?;
    (start < block.span.end).then_some(block)
}
