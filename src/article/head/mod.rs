//! The head of the text: labels, headline, standfirst, byline and date lines, in whatever order the page had them.
//!
//! The first blocks are looked at one by one ([`Role`]); then the headline is chosen among them, and each block gets
//! its place relative to it. What has no place stays in the body, where it stood.

mod byline;
mod dateline;
mod headline;
mod labels;
mod take;

pub(super) use dateline::dateline;

use super::dates::{self, DateLine};
use super::{Article, Block, BlockKind, Dropped, Line, Reason, noise, shape};
use crate::lexicon::{Lexicon, fold};
use crate::source::{Document, Format};
use crate::span::Span;
use jiff::tz::TimeZone;
use std::borrow::Cow;
use std::ops::Range;

/// How many blocks can be the head.
const HEAD_BLOCKS: usize = 40;
/// How many paragraphs of running text are looked past for what still belongs to the head.
const HEAD_PROSE: usize = 3;
/// The longest line of a mail's head.
const LINE: usize = 200;
/// The most words of a standfirst.
const STANDFIRST_WORDS: usize = 80;

/// What reading the head found out besides the article's parts.
pub(super) struct Read {
    /// The blocks of the body.
    pub body: Vec<Block>,
    /// Why the line before the body was dropped, if it was.
    pub last_dropped: Option<Reason>,
    /// A date line whose date can be read two ways.
    pub unclear_date: Option<Span>,
}

/// What a block of the head is by itself.
enum Role {
    /// A line of the page.
    Noise(Reason),
    /// A date line.
    Date(DateLine),
    /// `By Mira Kovač`, an agency's name
    Byline,
    /// A byline and a date in one line, each with its part of the document.
    BylineAndDate(Span, Span, DateLine),
    /// A line that may be a headline, a label, a name or an unfinished standfirst.
    Line,
    /// A marked heading of this level.
    Marked(u8),
    /// Running text.
    Prose,
    /// An item, a quotation or another block that no head has.
    Other,
}

/// A block of the head with what is known of it.
struct Seen<'t> {
    role: Role,
    line: Cow<'t, str>,
}

impl Seen<'_> {
    fn is_furniture(&self) -> bool {
        matches!(
            self.role,
            Role::Noise(_) | Role::Date(_) | Role::Byline | Role::BylineAndDate(..)
        )
    }

    /// The line as it is compared with others.
    fn key(&self) -> String {
        if self.line.len() > shape::LONG {
            String::new()
        } else {
            fold(&self.line)
        }
    }
}

struct Head<'d, 'a> {
    document: &'d Document,
    text: &'d str,
    lexicon: &'d Lexicon,
    zone: TimeZone,
    blocks: &'d [Block],
    seen: Vec<Seen<'d>>,
    article: &'a mut Article,
    unclear_date: Option<Span>,
    /// Which of the seen blocks have their place; the rest is the body.
    placed: Vec<bool>,
}

/// Whether a line of the body is a byline: `By Mira Kovač`.
pub(super) fn is_byline(lexicon: &Lexicon, line: &str) -> bool {
    byline::is_byline(&lexicon.article, line)
}

/// Whether a paragraph begins as a dispatch does.
pub(super) fn begins_with_dateline(lexicon: &Lexicon, line: &str) -> bool {
    dateline::length(lexicon, line).is_some()
}

/// Reads the head off `blocks` into `article`.
pub(super) fn read(
    document: &Document,
    lexicon: &Lexicon,
    zone: TimeZone,
    mut blocks: Vec<Block>,
    article: &mut Article,
) -> Read {
    let mut head = Head {
        document,
        text: &document.text,
        lexicon,
        zone,
        blocks: &blocks,
        seen: Vec::new(),
        article,
        unclear_date: None,
        placed: Vec::new(),
    };
    head.look();
    match headline::find(&head) {
        Some(at) => {
            head.above(at);
            head.article.headline = Some(head.line(at));
            head.placed[at] = true;
            head.below(at);
        }
        None => head.without_headline(),
    }
    head.settle_front_matter();
    let first_kept = head.placed.iter().position(|placed| !placed);
    let last = first_kept.unwrap_or(head.placed.len()).checked_sub(1);
    let last_dropped = last.and_then(|i| match head.seen[i].role {
        Role::Noise(reason) => Some(reason),
        _ => None,
    });
    let (placed, unclear_date) = (head.placed, head.unclear_date);
    let mut i = 0;
    blocks.retain(|_| {
        let keep = !placed.get(i).is_some_and(|placed| *placed);
        i += 1;
        keep
    });
    Read {
        body: blocks,
        last_dropped,
        unclear_date,
    }
}

impl<'d> Head<'d, '_> {
    /// Looks at the first blocks, as far as a head may reach.
    fn look(&mut self) {
        let mut prose = 0;
        for block in self.blocks.iter().take(HEAD_BLOCKS) {
            let seen = self.look_at(block);
            prose += usize::from(matches!(seen.role, Role::Prose | Role::Other));
            self.seen.push(seen);
            if prose > HEAD_PROSE {
                break;
            }
        }
        self.placed = vec![false; self.seen.len()];
    }

    fn look_at(&self, block: &Block) -> Seen<'d> {
        let role = match block.kind {
            BlockKind::Heading(level) => Role::Marked(level),
            BlockKind::Item { .. }
            | BlockKind::BlockQuote
            | BlockKind::Preformatted
            | BlockKind::Picture => Role::Other,
            BlockKind::Paragraph if block.span.len() > shape::LONG => Role::Prose,
            BlockKind::Paragraph => {
                let line = block.shown(self.text);
                let role = self.role(block, &line);
                return Seen { role, line };
            }
        };
        let line = match role {
            Role::Marked(_) => block.shown(self.text),
            _ => Cow::Borrowed(""),
        };
        Seen { role, line }
    }

    fn role(&self, block: &Block, line: &str) -> Role {
        let words = &self.lexicon.article;
        if let Some(date) = dates::date_line(words, line, &self.zone) {
            return Role::Date(date);
        }
        // How many comments there are, and what a mail says of itself.
        let is_count = line.len() <= 4 && line.bytes().all(|b| b.is_ascii_digit());
        if is_count || words.mail.at_head(line).is_some() && line.len() <= LINE {
            return Role::Noise(Reason::PageControls);
        }
        if byline::is_agency(words, line) || byline::is_byline(words, line) {
            return self.byline(block, line);
        }
        if let Some(reason) = noise::reason(self.lexicon, line) {
            return Role::Noise(reason);
        }
        if byline::says_where(words, line) {
            return Role::Noise(Reason::ReportingCredit);
        }
        if noise::is_logo(self.lexicon, line) {
            return Role::Noise(Reason::Logo);
        }
        let role = self.byline(block, line);
        if matches!(role, Role::BylineAndDate(..)) {
            role
        } else if shape::is_prose(self.text, block) {
            Role::Prose
        } else {
            Role::Line
        }
    }

    /// A byline; where it holds a date too, both.
    fn byline(&self, block: &Block, line: &str) -> Role {
        let words = &self.lexicon.article;
        let raw = block.span.of(self.text);
        let Some((date, range)) = dates::with_date(words, raw, &self.zone) else {
            return Role::Byline;
        };
        let (by, date_at): (Range<usize>, _) = if range.start == 0 {
            (range.end..raw.len(), range)
        } else {
            (0..range.start, range)
        };
        let names =
            raw[by.clone()].trim_matches(|c: char| !c.is_alphanumeric() && !shape::is_closing(c));
        let start = by.start + raw[by.clone()].find(names).unwrap_or(0);
        let is_plain = line.len() == raw.len() || !raw.contains('\n');
        let is_name = byline::is_byline(words, names)
            || byline::is_agency(words, names)
            || byline::is_names(words, names);
        if !is_plain || !is_name {
            return Role::Byline;
        }
        let by = start..start + names.len();
        let base = block.span.range().start;
        let part = |range: Range<usize>| {
            Span::new(base + range.start, base + range.end).trimmed(self.text)
        };
        Role::BylineAndDate(part(by), part(date_at), date)
    }

    /// Everything above the headline has its place: labels, date, byline, noise; a longer line is a kicker, and stays.
    fn above(&mut self, headline: usize) {
        for i in 0..headline {
            if self.take_furniture(i) {
                continue;
            }
            if headline::is_same(&self.seen[i], &self.seen[headline]) {
                self.drop(i, Reason::RepeatedHeadline);
            } else if labels::is_line(self.lexicon, &self.seen[i].line, true) {
                self.take_labels(i);
            }
        }
    }

    /// What stands between the headline and the first paragraph.
    fn below(&mut self, headline: usize) {
        let end = self.end_below(headline);
        for i in headline + 1..end {
            if self.take_furniture(i) {
                continue;
            }
            if headline::is_same(&self.seen[i], &self.seen[headline]) {
                self.drop(i, Reason::RepeatedHeadline);
            } else if self.is_standfirst_again(i) {
                self.drop(i, Reason::RepeatedStandfirst);
            } else if self.is_place_of_dateline(i) {
                self.drop(i, Reason::DateLine);
            } else if self.is_by_names(i) {
                self.take_byline(i);
            } else if self.repeats_labels(i)
                || labels::is_line(self.lexicon, &self.seen[i].line, false)
            {
                self.take_labels(i);
            } else if self.fits_standfirst(i) {
                self.article.standfirst = Some(self.line(i));
                self.placed[i] = true;
            }
        }
        if self.article.standfirst.is_none() && self.is_standfirst(end) {
            self.article.standfirst = Some(self.line(end));
            self.placed[end] = true;
        } else if self.seen.get(end).is_some() && self.is_standfirst_again(end) {
            self.drop(end, Reason::RepeatedStandfirst);
        }
    }

    /// A page may set a dispatch's place, agency and dash on lines of their own.
    fn is_place_of_dateline(&self, i: usize) -> bool {
        let role = |i: usize| self.seen.get(i).map(|seen| &seen.role);
        matches!(role(i), Some(Role::Line))
            && matches!(role(i + 1), Some(Role::Byline))
            && matches!(role(i + 2), Some(Role::Noise(Reason::Rule)))
    }

    /// Where the head ends: behind the last byline, date or repeated headline that stands no farther down than behind
    /// one paragraph, and behind what follows these directly.
    fn end_below(&self, headline: usize) -> usize {
        let mut end = headline + 1;
        let mut prose = 0;
        let is_byline = |seen: &Seen| matches!(seen.role, Role::Byline | Role::BylineAndDate(..));
        let mut has_byline = self.seen[..headline].iter().any(is_byline);
        for i in headline + 1..self.seen.len() {
            let seen = &self.seen[i];
            let extends = match &seen.role {
                // An agency's name below a paragraph may be a picture's credit.
                Role::Byline if byline::is_agency(&self.lexicon.article, &seen.line) => {
                    prose == 0 || prose == 1 && i == end
                }
                // A second one below a paragraph is a second article's.
                Role::Byline | Role::BylineAndDate(..) => prose == 0 || prose == 1 && !has_byline,
                Role::Date(date) => prose == 0 || prose == 1 && (date.is_explicit || i == end),
                Role::Noise(Reason::ReadingTime | Reason::PageControls) => {
                    prose == 0 || prose == 1 && i == end
                }
                Role::Noise(_) => i == end,
                Role::Line => {
                    prose <= 1 && headline::is_same(seen, &self.seen[headline])
                        || i == end && (self.is_by_names(i) || self.repeats_labels(i))
                }
                Role::Marked(_) | Role::Other => break,
                Role::Prose => {
                    prose += 1;
                    i == end && self.is_standfirst_again(i)
                }
            };
            if extends {
                has_byline |= is_byline(seen);
                end = i + 1;
            }
        }
        end
    }

    /// A text that begins without a headline: noise, labels, a date and a byline may still stand above it.
    fn without_headline(&mut self) {
        for i in 0..self.seen.len() {
            if self.take_furniture(i) {
                continue;
            }
            let is_label = matches!(self.seen[i].role, Role::Line)
                && i + 1 < self.blocks.len()
                && labels::is_line(self.lexicon, &self.seen[i].line, false);
            if !is_label {
                break;
            }
            self.take_labels(i);
        }
    }

    /// Whether paragraphs are set apart by empty lines, so that two lines without one belong together.
    fn is_spaced(&self) -> bool {
        let apart = self
            .blocks
            .iter()
            .take(HEAD_BLOCKS)
            .filter(|b| b.blank_before > 0)
            .count();
        self.document.format == Format::Plain && apart * 2 > self.blocks.len().min(HEAD_BLOCKS)
    }

    /// A summary that stands directly below the headline where paragraphs stand apart, or that ends like no sentence.
    fn is_standfirst(&self, i: usize) -> bool {
        if !self.fits_standfirst(i) || self.document.format != Format::Plain {
            return false;
        }
        let (seen, block) = (&self.seen[i], &self.blocks[i]);
        let follows_headline =
            i > 0 && self.placed[i - 1] && block.blank_before == 0 && self.is_spaced();
        let unfinished = matches!(seen.role, Role::Line)
            && (12..=45).contains(&shape::words(&seen.line, 46))
            && !seen.line.ends_with('?')
            && self
                .blocks
                .get(i + 1)
                .is_some_and(|next| shape::is_prose(self.text, next));
        follows_headline || unfinished
    }

    /// Whether a block could be a standfirst: no more than a paragraph, and not the whole text.
    fn fits_standfirst(&self, i: usize) -> bool {
        let Some(seen) = self.seen.get(i) else {
            return false;
        };
        let words = shape::words(&seen.line, STANDFIRST_WORDS);
        self.article.standfirst.is_none()
            && matches!(seen.role, Role::Line | Role::Prose)
            && (5..=STANDFIRST_WORDS).contains(&words)
            && !shape::is_all_quoted(&seen.line)
            && dateline::length(self.lexicon, &seen.line).is_none()
            && i + 1 < self.blocks.len()
    }

    fn is_standfirst_again(&self, i: usize) -> bool {
        self.article
            .standfirst
            .as_ref()
            .is_some_and(|line| *line.text == *self.seen[i].line)
    }
}
