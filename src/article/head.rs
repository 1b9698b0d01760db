//! The head of the text: labels, headline, standfirst, byline and date line, in whatever order the page had them.

use super::{
    Article, Block, BlockKind, Dropped, Inline, Line, Reason, Section, dates, headings, noise,
    squash,
};
use crate::lexicon::{Lexicon, fold};
use crate::source::{Document, Format};
use crate::span::{Span, is_blank};
use std::collections::VecDeque;

/// How far down the headline is looked for a second time.
const HEAD_BLOCKS: usize = 16;
/// The most words of a headline, a standfirst, and a label.
const HEADLINE_WORDS: usize = 40;
const STANDFIRST_WORDS: usize = 80;
const LABEL_WORDS: usize = 4;

/// Reads the head off `blocks` into `article`; what comes back is the body.
pub(super) fn read<'d>(
    document: &'d Document,
    lexicon: &'d Lexicon,
    blocks: Vec<Block>,
    article: &mut Article,
) -> Vec<Block> {
    let mut head = Head {
        text: &document.text,
        document,
        lexicon,
        rest: blocks.into(),
        article,
    };
    match head.headline_at() {
        Some(at) => {
            head.above_headline(at);
            head.take_headline();
            head.below_headline();
        }
        None => head.without_headline(),
    }
    head.settle_front_matter();
    head.rest.into()
}

struct Head<'d, 'a> {
    text: &'d str,
    document: &'d Document,
    lexicon: &'d Lexicon,
    /// What has not been read yet.
    rest: VecDeque<Block>,
    article: &'a mut Article,
}

impl Head<'_, '_> {
    /// Which block is the headline: the one that stands twice, or that the front matter names, or the first that
    /// has the shape of one.
    fn headline_at(&self) -> Option<usize> {
        let head: Vec<String> = self
            .rest
            .iter()
            .take(HEAD_BLOCKS)
            .map(|block| self.key(block))
            .collect();
        if let Some(title) = &self.document.front_matter.title {
            let title = fold(title);
            if let Some(at) = head.iter().position(|key| *key == title) {
                return Some(at);
            }
        }
        if self.document.format == Format::Markdown {
            let first = self.rest.front()?;
            return matches!(first.kind, BlockKind::Heading(1)).then_some(0);
        }
        let twice = (0..head.len()).find(|&i| {
            head[i].split(' ').count() >= 4
                && self.could_be_headline(i)
                && head[i + 1..].contains(&head[i])
        });
        twice.or_else(|| self.first_headline())
    }

    /// The first block above the prose that is no label, date, byline or noise.
    ///
    /// Where the front matter names the headline there is none to be guessed.
    fn first_headline(&self) -> Option<usize> {
        if self.document.front_matter.title.is_some() {
            return None;
        }
        let mut candidates = Vec::new();
        for (i, block) in self.rest.iter().enumerate().take(HEAD_BLOCKS) {
            if self.is_furniture(block) {
                continue;
            }
            if !self.could_be_headline(i) || headings::is_prose(self.text, block) {
                break;
            }
            candidates.push(i);
        }
        // Short lines above a longer one are labels; the last may be a section's heading already.
        let labels = candidates
            .iter()
            .take_while(|&&i| self.is_label_line(&self.rest[i], candidates.last() != Some(&i)))
            .count();
        let at = *candidates.get(labels).or(candidates.last())?;
        (at + 1 < self.rest.len()).then_some(at)
    }

    fn could_be_headline(&self, i: usize) -> bool {
        let block = &self.rest[i];
        block.kind == BlockKind::Paragraph
            && block.span.len() < 600
            && block.line(self.text).split(' ').count() <= HEADLINE_WORDS
    }

    /// Lines that stand about a headline and are none.
    fn is_furniture(&self, block: &Block) -> bool {
        let line = block.line(self.text);
        noise::reason(self.lexicon, &line).is_some()
            || noise::is_logo(self.lexicon, &line)
            || dates::date_line(self.lexicon, &line).is_some()
            || self.is_byline(&line)
    }

    /// Whether a line is made of labels: each short and capital, or known. Where `doubtful`, unknown ones may be
    /// labels too, because a longer line comes after them.
    fn is_label_line(&self, block: &Block, doubtful: bool) -> bool {
        let line = block.line(self.text);
        if line.len() > 120 || headings::ends_a_sentence(&line) {
            return false;
        }
        let labels: Vec<&str> = split_labels(&line).collect();
        let known = |label: &&str| self.lexicon.article.labels.has(&label.to_lowercase());
        let is_short = |label: &&str| {
            label.split(' ').count() <= LABEL_WORDS
                && label.chars().next().is_some_and(char::is_uppercase)
        };
        if labels.iter().all(known) {
            return true;
        }
        doubtful && labels.iter().all(is_short) && line.split(' ').count() <= 8
    }

    fn is_byline(&self, line: &str) -> bool {
        let lower = line.to_lowercase();
        let words = line.split(' ').count();
        noise::starts_with_any(&lower, &self.lexicon.article.byline)
            && (2..=14).contains(&words)
            && !headings::ends_a_sentence(line)
            && line.split(' ').nth(1).is_some_and(|w| {
                w.starts_with(char::is_uppercase)
                    || lower.starts_with("written")
                    || lower.starts_with("reporting")
            })
    }

    /// Everything above the headline: labels, date, byline, noise. What is none of these begins no body, so it is
    /// a label when it is short, and else stays a paragraph of the lead.
    fn above_headline(&mut self, at: usize) {
        let mut kept = VecDeque::new();
        for _ in 0..at {
            let Some(block) = self.rest.pop_front() else {
                break;
            };
            if self.take_furniture(&block) {
                continue;
            }
            if self.is_label_line(&block, true) {
                self.take_labels(&block);
            } else {
                kept.push_back(block);
            }
        }
        // The headline moves to the front, what could not be placed goes behind it.
        if let Some(headline) = self.rest.pop_front() {
            while let Some(block) = kept.pop_back() {
                self.rest.push_front(block);
            }
            self.rest.push_front(headline);
        }
    }

    fn take_headline(&mut self) {
        if let Some(block) = self.rest.pop_front() {
            self.article.headline = Some(self.line(&block));
        }
    }

    /// What stands between the headline and the first paragraph.
    fn below_headline(&mut self) {
        let headline = self.article.headline.as_ref().map(|line| fold(&line.text));
        // The second headline and all above it are the head; without one, the head ends where prose begins.
        let again = self
            .rest
            .iter()
            .take(HEAD_BLOCKS)
            .position(|block| Some(self.key(block)) == headline);
        let spaced = self.is_spaced();
        let mut above_again = again.map_or(0, |at| at + 1);
        let mut after_headline = true;
        while let Some(block) = self.rest.front() {
            let repeats = Some(self.key(block)) == headline;
            let directly_below = after_headline && spaced && block.blank_before == 0;
            let inside_head = above_again > 0;
            above_again = above_again.saturating_sub(1);
            if repeats {
                self.drop_front(Reason::RepeatedHeadline);
                after_headline = true;
                continue;
            }
            let Some(block) = self.rest.pop_front() else {
                break;
            };
            if self.take_furniture(&block) {
                continue;
            }
            if self.repeats_labels(&block) || (inside_head && self.is_label_line(&block, true)) {
                self.take_labels(&block);
                continue;
            }
            if self.article.standfirst.is_none()
                && (directly_below || inside_head || self.is_standfirst(&block))
                && self.fits_standfirst(&block)
            {
                self.article.standfirst = Some(self.line(&block));
                after_headline = false;
                continue;
            }
            let again_standfirst = self
                .article
                .standfirst
                .as_ref()
                .map(|line| fold(&line.text));
            if Some(self.key(&block)) == again_standfirst && inside_head {
                self.drop(&block, Reason::RepeatedStandfirst);
                continue;
            }
            self.rest.push_front(block);
            break;
        }
    }

    /// A text that begins without a headline: noise, labels, a date and a byline may still stand above it.
    fn without_headline(&mut self) {
        while let Some(block) = self.rest.pop_front() {
            if self.take_furniture(&block) {
                continue;
            }
            if self.rest.front().is_some() && self.is_label_line(&block, false) {
                self.take_labels(&block);
                continue;
            }
            self.rest.push_front(block);
            break;
        }
    }

    /// Whether paragraphs are set apart by empty lines, so that two lines without one belong together.
    fn is_spaced(&self) -> bool {
        let apart = self.rest.iter().filter(|b| b.blank_before > 0).count();
        self.document.format == Format::Plain && apart * 2 > self.rest.len()
    }

    /// A summary that nothing but what follows it tells from a paragraph: a byline or a date line comes next.
    fn is_standfirst(&self, block: &Block) -> bool {
        let line = block.line(self.text);
        let next = self.rest.front().map(|block| block.line(self.text));
        let leads_to_byline = next.is_some_and(|next| {
            self.is_byline(&next) || dates::date_line(self.lexicon, &next).is_some()
        });
        let unfinished = (12..=45).contains(&line.split(' ').count())
            && !headings::ends_a_sentence(&line)
            && !line.ends_with('?')
            && self
                .rest
                .front()
                .is_some_and(|next| headings::is_prose(self.text, next));
        leads_to_byline || (unfinished && self.document.format == Format::Plain)
    }

    fn fits_standfirst(&self, block: &Block) -> bool {
        block.kind == BlockKind::Paragraph
            && block.line(self.text).split(' ').count() <= STANDFIRST_WORDS
            && !self.rest.is_empty()
    }

    /// Takes a byline, a date line or noise; false when the block is none of these.
    fn take_furniture(&mut self, block: &Block) -> bool {
        if block.kind != BlockKind::Paragraph || block.span.len() > 600 {
            return false;
        }
        let line = block.line(self.text);
        if let Some((date, is_update)) = dates::date_line(self.lexicon, &line) {
            let place = if is_update {
                &mut self.article.updated
            } else {
                &mut self.article.date
            };
            place.get_or_insert(date);
            self.drop(block, Reason::DateLine);
        } else if self.is_byline(&line) && self.article.byline.is_none() {
            self.article.byline = Some(self.line(block));
        } else if noise::is_logo(self.lexicon, &line) && !self.is_label_line(block, false) {
            self.drop(block, Reason::Logo);
        } else if let Some(reason) = noise::reason(self.lexicon, &line) {
            self.drop(block, reason);
        } else {
            return false;
        }
        true
    }

    /// Whether all labels of a line were given before.
    fn repeats_labels(&self, block: &Block) -> bool {
        let line = block.line(self.text);
        !self.article.labels.is_empty()
            && line.len() < 120
            && split_labels(&line).all(|label| self.has_label(label))
    }

    fn has_label(&self, label: &str) -> bool {
        let label = fold(label);
        self.article.labels.iter().any(|l| fold(&l.text) == label)
    }

    /// Takes the labels of a line; the mark between two belongs to the one before it.
    fn take_labels(&mut self, block: &Block) {
        let line = block.span.of(self.text);
        let base = block.span.start as usize;
        let mut start = 0;
        for piece in label_pieces(line) {
            let span = Span::new(base + start, base + start + piece.len()).trimmed(self.text);
            start += piece.len();
            let label = squash(piece.trim_end_matches(is_divider).trim_matches(is_blank));
            if label.is_empty() {
                // The mark alone: markup of the page.
                if !span.is_empty() {
                    self.article.dropped.push(Dropped {
                        span,
                        reason: Reason::Rule,
                    });
                }
            } else if self.has_label(&label) {
                let reason = Reason::RepeatedLabel;
                self.article.dropped.push(Dropped { span, reason });
            } else {
                self.article.labels.push(Line {
                    text: label,
                    span: Some(span),
                });
            }
        }
    }

    /// What the front matter says stands in the place of the text's own; the text's is dropped, with that reason.
    fn settle_front_matter(&mut self) {
        let front = &self.document.front_matter;
        let given = |text: &String| Line {
            text: squash(text),
            span: None,
        };
        let mut replaced = Vec::new();
        let mut replace = |place: &mut Option<Line>, with: Option<Line>| {
            if let Some(line) = with {
                if place
                    .as_ref()
                    .is_some_and(|own| fold(&own.text) == fold(&line.text))
                {
                    return;
                }
                replaced.extend(place.replace(line).and_then(|own| own.span));
            }
        };
        replace(&mut self.article.headline, front.title.as_ref().map(given));
        replace(
            &mut self.article.standfirst,
            front.standfirst.as_ref().map(given),
        );
        if let Some(topics) = &front.topics {
            let own = std::mem::replace(
                &mut self.article.labels,
                topics
                    .iter()
                    .map(given)
                    .filter(|l| !l.text.is_empty())
                    .collect(),
            );
            replaced.extend(own.into_iter().filter_map(|line| line.span));
        }
        let reason = Reason::FrontMatter;
        let dropped = replaced.into_iter().map(|span| Dropped { span, reason });
        self.article.dropped.extend(dropped);
    }

    fn drop_front(&mut self, reason: Reason) {
        if let Some(block) = self.rest.pop_front() {
            self.drop(&block, reason);
        }
    }

    fn drop(&mut self, block: &Block, reason: Reason) {
        self.article.dropped.push(Dropped {
            span: block.span,
            reason,
        });
    }

    fn line(&self, block: &Block) -> Line {
        Line {
            text: block.line(self.text),
            span: Some(block.span),
        }
    }

    /// A block's words as they are compared.
    fn key(&self, block: &Block) -> String {
        if block.span.len() > 1200 {
            return String::new();
        }
        fold(&block.line(self.text))
    }
}

fn split_labels(line: &str) -> impl Iterator<Item = &str> {
    label_pieces(line)
        .map(|piece| piece.trim_end_matches(is_divider).trim_matches(is_blank))
        .filter(|label| !label.is_empty())
}

/// A line of labels cut behind each mark that divides them.
fn label_pieces(line: &str) -> impl Iterator<Item = &str> {
    line.split_inclusive([',', '>', '›', '»', '|', '•', '·', '/'])
}

fn is_divider(c: char) -> bool {
    matches!(c, ',' | '>' | '›' | '»' | '|' | '•' | '·' | '/') || is_blank(c)
}

/// The dateline at the head of the first paragraph: `KYIV, Feb 27 (Reuters) -`, `WASHINGTON (AP) —`, `NEW DELHI:`.
pub(super) fn dateline(text: &str, lexicon: &Lexicon, sections: &[Section]) -> Option<Span> {
    const LONGEST: usize = 80;
    let block = sections.iter().find_map(|section| section.blocks.first())?;
    let Some(Inline::Text(words)) = block.inlines.first() else {
        return None;
    };
    let line = words.of(text);
    let (at, mark) = [" — ", " – ", " - ", " -- ", "— ", "– ", ": "]
        .iter()
        .filter_map(|mark| line.find(mark).map(|at| (at, *mark)))
        .min_by_key(|(at, mark)| (*at, usize::MAX - mark.len()))?;
    let head = &line[..at];
    if head.is_empty() || head.chars().count() > LONGEST {
        return None;
    }
    let agency = head
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .is_some_and(|(name, _)| lexicon.article.agencies.has(&name.to_lowercase()));
    let place = head.split([',', '(']).next().unwrap_or_default().trim();
    let capitals = place.chars().any(char::is_alphabetic)
        && !place.chars().any(char::is_lowercase)
        && place.split_whitespace().count() <= 4
        && place.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let plain = head
        .chars()
        .all(|c| c.is_alphanumeric() || is_blank(c) || ",.'’()/-".contains(c));
    let is_one = plain
        && if mark == ": " {
            capitals && head == place
        } else {
            capitals || agency
        };
    let start = words.start as usize;
    is_one.then(|| Span::new(start, start + at + mark.trim_end().len()))
}
