//! Text to structure: labels, headline, standfirst, byline, dateline, date, sections, sign-off.
//!
//! Plain text and Markdown meet in the same blocks. This stage knows no quotation. What it takes for no part of the
//! article it lists as [`Dropped`]; kept and dropped together cover every character of the document that can be seen.

mod blocks;
mod credits;
mod dates;
mod doubts;
mod head;
mod headings;
mod markdown;
mod noise;
mod pictures;
mod plain;
mod sections;
mod shape;
mod tail;
mod times;

pub use blocks::{Block, BlockKind, Inline, Markup, Ordinal, Pieces};
pub(crate) use dates::undated_stem;
pub use pictures::Picture;
pub use times::{Precision, Time};

use crate::config::Site;
use crate::diagnostics::Diagnostic;
use crate::lexicon::Lexicon;
use crate::source::{Document, Format};
use crate::span::{Span, is_blank};
use jiff::civil::Date;
use pictures::Pictures;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A document's structured text.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Article {
    /// The language of the text, a BCP 47 tag.
    pub language: Box<str>,
    /// Desk and category lines of the page that the text was copied from; or the front matter's topics.
    pub labels: Vec<Line>,
    /// The headline, if there is one.
    pub headline: Option<Line>,
    /// The summary under the headline.
    pub standfirst: Option<Line>,
    /// Who wrote it, as the text says it: `By Jane Doe`.
    pub byline: Option<Line>,
    /// Where it was written, at the head of the first paragraph, which it stays a part of.
    pub dateline: Option<Span>,
    /// The day of the article.
    pub date: Option<Date>,
    /// The day of its last change.
    pub updated: Option<Date>,
    /// The lead, which has no heading, and after it a section for each heading. Empty in an empty document.
    pub sections: Vec<Section>,
    /// How many words the sections hold.
    pub words: usize,
    /// When things happened, as far as the text says so for sure: in its order.
    pub times: Vec<Time>,
    /// What was pasted, but is no part of the article, in the text's order.
    pub dropped: Vec<Dropped>,
}

/// A line of the head: its words, and where they stand unless the front matter gives them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The words, white space made single.
    pub text: Box<str>,
    /// Where they stand in the document's body.
    pub span: Option<Span>,
}

/// A heading and the blocks under it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Section {
    /// The heading; the lead has none.
    pub heading: Option<Heading>,
    /// The section's part of its address, unique within the article.
    pub slug: Box<str>,
    /// Paragraphs and what else stands in their place.
    pub blocks: Vec<Block>,
}

/// The words above a section.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Heading {
    /// All of its source.
    pub span: Span,
    /// The words, white space made single, without markup.
    pub text: Box<str>,
}

/// Text that is no part of the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dropped {
    /// What.
    pub span: Span,
    /// Why.
    pub reason: Reason,
}

/// Why a part of the pasted text is not on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The alternative text of a picture.
    Logo,
    /// The headline once more.
    RepeatedHeadline,
    /// The standfirst once more.
    RepeatedStandfirst,
    /// A label once more.
    RepeatedLabel,
    /// The front matter says it in its place.
    FrontMatter,
    /// The date line: its date is shown.
    DateLine,
    /// Share and account words of the page.
    PageControls,
    /// The marker of an advertisement.
    Advertisement,
    /// A line that leads elsewhere, or asks for something.
    Promotion,
    /// How long the reading takes.
    ReadingTime,
    /// The byline once more, or another one.
    RepeatedByline,
    /// Who made a picture.
    Credit,
    /// The words under a picture.
    Caption,
    /// The number of a page.
    PageNumber,
    /// Who else worked on the article.
    ReportingCredit,
    /// The mark at the end of a dispatch.
    SignOff,
    /// Rights and origin.
    Rights,
    /// A line of dashes or stars.
    Rule,
    /// Markdown's own marks outside of any block.
    Markup,
}

impl Reason {
    /// Under which key the words of the interface for it are.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Logo => "dropped_logo",
            Self::RepeatedHeadline => "dropped_repeated_headline",
            Self::RepeatedStandfirst => "dropped_repeated_standfirst",
            Self::RepeatedLabel => "dropped_repeated_label",
            Self::FrontMatter => "dropped_front_matter",
            Self::DateLine => "dropped_date_line",
            Self::PageControls => "dropped_page_controls",
            Self::Advertisement => "dropped_advertisement",
            Self::Promotion => "dropped_promotion",
            Self::ReadingTime => "dropped_reading_time",
            Self::RepeatedByline => "dropped_repeated_byline",
            Self::Credit => "dropped_credit",
            Self::Caption => "dropped_caption",
            Self::PageNumber => "dropped_page_number",
            Self::ReportingCredit => "dropped_reporting_credit",
            Self::SignOff => "dropped_sign_off",
            Self::Rights => "dropped_rights",
            Self::Rule => "dropped_rule",
            Self::Markup => "dropped_markup",
        }
    }
}

/// Reads a document's structure.
#[must_use]
pub fn read(document: &Document, site: &Site) -> (Article, Vec<Diagnostic>) {
    let lexicon = Lexicon::english();
    let text = &*document.text;
    let mut dropped = Vec::new();
    let (blocks, pictures) = match document.format {
        Format::Plain => (
            plain::blocks(text, lexicon, document.body),
            Pictures::default(),
        ),
        Format::Markdown => markdown::blocks(text, document.body, &mut dropped),
    };
    let mut article = Article {
        language: document
            .front_matter
            .language
            .clone()
            .unwrap_or_else(|| site.language.clone())
            .into(),
        dropped,
        ..Article::default()
    };
    let zone = dates::zone(site);
    let read = head::read(document, lexicon, zone.clone(), blocks, &mut article);
    let mut body = read.body;
    let late = tail::read(text, lexicon, &zone, &mut body, &mut article.dropped);
    if let Some(late) = late {
        article.date = article.date.or(late.published);
        article.updated = article.updated.or(late.updated);
    }
    let under_credit = noise::drop_lines(
        text,
        lexicon,
        read.last_dropped,
        &mut body,
        &mut article.dropped,
    );
    let (sections, doubtful) = sections::read(
        text,
        lexicon,
        document.format,
        body,
        &under_credit,
        site.slugs,
    );
    article.sections = sections;
    article.dateline = head::dateline(text, lexicon, &article.sections);
    let undated = dates::settle(document, &mut article, read.unclear_date);
    article.times = times::read(text, lexicon, &article);
    let mut diagnostics = document.diagnostics.clone();
    diagnostics.extend(undated);
    diagnostics.extend(doubts::report(document, lexicon, &article, &doubtful));
    let of_pictures = pictures.doubtful.iter();
    diagnostics.extend(of_pictures.map(|(doubt, span)| doubt.report(document, *span)));
    pictures::place(&mut article.sections, pictures.blocks);
    article.words = article.count_words(text);
    drop_the_rest(document, &mut article);
    article.shrink();
    (article, diagnostics)
}

/// Lists what no block took: Markdown's own marks, and lines that show nothing but an invisible character.
///
/// This is what makes "nothing lost" hold by construction.
fn drop_the_rest(document: &Document, article: &mut Article) {
    let mut taken: Vec<Span> = article.kept_spans().collect();
    taken.extend(article.dropped.iter().map(|d| d.span));
    taken.sort_unstable();
    let mut at = document.body.start;
    let end = Span::new(document.body.range().end, document.body.range().end);
    for span in taken.into_iter().chain([end]) {
        if span.start > at {
            let gap = Span {
                start: at,
                end: span.start,
            };
            let visible = gap.trimmed(&document.text);
            if !visible.is_empty() {
                let reason = Reason::Markup;
                article.dropped.push(Dropped {
                    span: visible,
                    reason,
                });
            }
        }
        at = at.max(span.end);
    }
    article.dropped.sort_by_key(|d| d.span);
}

impl Article {
    /// The spans of all that is kept, in no order: they do not overlap.
    pub fn kept_spans(&self) -> impl Iterator<Item = Span> {
        let lines = self
            .labels
            .iter()
            .chain(&self.headline)
            .chain(&self.standfirst)
            .chain(&self.byline)
            .filter_map(|line| line.span);
        let sections = self.sections.iter().flat_map(|section| {
            let heading = section.heading.iter().map(|heading| heading.span);
            heading.chain(section.blocks.iter().map(|block| block.span))
        });
        lines.chain(sections)
    }

    /// The pictures that the article shows, in its order.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks.flat_map(Block::pictures)
    }

    /// Gives back the room that was left for more: all articles of a site are held at once.
    fn shrink(&mut self) {
        self.labels.shrink_to_fit();
        self.sections.shrink_to_fit();
        self.times.shrink_to_fit();
        self.dropped.shrink_to_fit();
    }

    fn count_words(&self, text: &str) -> usize {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks
            .filter(|block| block.kind != BlockKind::Picture)
            .map(|block| block.span.of(text).split_whitespace().count())
            .sum()
    }
}

/// `text` with white space made single and invisible characters gone, as a headline is shown.
#[must_use]
pub fn squash(text: &str) -> String {
    squashed(text).into_owned()
}

fn squash_chars(text: &str) -> String {
    let mut squashed = String::with_capacity(text.len());
    let mut space = false;
    for c in text.trim_matches(is_blank).chars() {
        if c.is_whitespace() {
            space = true;
        } else if !is_blank(c) || is_joiner(c) {
            if std::mem::take(&mut space) {
                squashed.push(' ');
            }
            squashed.push(c);
        }
    }
    squashed
}

/// The same, without a copy where `text` is so already.
pub(crate) fn squashed(text: &str) -> Cow<'_, str> {
    let mut before = b'x';
    let clean = text.bytes().all(|byte| {
        let before = std::mem::replace(&mut before, byte);
        match byte {
            b' ' => before != b' ',
            b'\t'..=b'\r' => false,
            _ => true,
        }
    });
    let is_foreign = |c: char| !c.is_ascii() && is_blank(c) && !is_joiner(c);
    let ends = text.ends_with(is_blank) || text.starts_with(is_blank);
    if clean && !ends && (text.is_ascii() || !text.contains(is_foreign)) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(squash_chars(text))
    }
}

/// Characters that show nothing, but shape the letters beside them.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_does_not_part_a_word() {
        assert_eq!(
            squash(" cease\u{ad}fire\u{a0}\u{2009}talks\u{200b} "),
            "ceasefire talks"
        );
        assert_eq!(squash("می\u{200c}شود"), "می\u{200c}شود");
        for text in [
            "",
            "one",
            "one two",
            "one  two",
            " one",
            "one ",
            "a\tb",
            "می\u{200c}شود",
            "\u{200c}a",
        ] {
            assert_eq!(squashed(text), squash(text), "{text:?}");
        }
    }
}
