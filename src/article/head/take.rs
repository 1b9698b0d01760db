//! Blocks of the head into their places in the article.

use super::super::dates::DateLine;
use super::super::{Dropped, Line, Reason};
use super::{Head, Role, byline, labels};
use crate::lexicon::fold;
use crate::span::Span;

impl Head<'_, '_> {
    /// Takes a byline, a date line or noise; false when the block is none of these.
    pub(super) fn take_furniture(&mut self, i: usize) -> bool {
        let span = self.blocks[i].span;
        match &self.seen[i].role {
            Role::Noise(Reason::Logo)
                if labels::is_line(self.lexicon, &self.seen[i].line, false) =>
            {
                return false;
            }
            Role::Noise(reason) => self.drop(i, *reason),
            Role::Date(date) => {
                let date = date.clone();
                self.take_date(span, &date);
            }
            Role::Byline => self.take_byline(i),
            Role::BylineAndDate(by, at, date) => {
                let (by, at, date) = (*by, *at, date.clone());
                self.take_by(by, crate::article::squash(by.of(self.text)));
                self.take_date(at, &date);
                // What stands between the two only parts them.
                let gap = Span {
                    start: by.end.min(at.end),
                    end: by.start.max(at.start),
                };
                let gap = gap.trimmed(self.text);
                if !gap.is_empty() {
                    self.dropped(gap, Reason::Rule);
                }
            }
            _ => return false,
        }
        self.placed[i] = true;
        true
    }

    pub(super) fn take_date(&mut self, span: Span, date: &DateLine) {
        if let Some(day) = date.published {
            self.article.date.get_or_insert(day);
        }
        if let Some(day) = date.updated {
            self.article.updated.get_or_insert(day);
        }
        if date.is_ambiguous {
            self.unclear_date.get_or_insert(span);
        }
        self.dropped(span, Reason::DateLine);
    }

    pub(super) fn take_byline(&mut self, i: usize) {
        self.placed[i] = true;
        let words = self.seen[i].line.to_string();
        self.take_by(self.blocks[i].span, words);
    }

    /// A byline may have several lines, one below the other; a further one is one too many.
    pub(super) fn take_by(&mut self, span: Span, words: String) {
        let own = self.article.byline.as_ref();
        let Some((own, before)) = own.and_then(|line| Some((&line.text, line.span?))) else {
            self.article.byline = Some(Line {
                text: words.into(),
                span: Some(span),
            });
            return;
        };
        let between = Span {
            start: before.end.min(span.start),
            end: span.start,
        };
        let is_next = before.end <= span.start && between.trimmed(self.text).is_empty();
        if is_next && !byline::is_same(&self.lexicon.article, own, &words) {
            self.article.byline = Some(Line {
                text: format!("{own} {words}").into(),
                span: Some(before.to(span)),
            });
        } else {
            self.dropped(span, Reason::RepeatedByline);
        }
    }

    /// What the front matter says stands in the place of the text's own; the text's is dropped, with that reason.
    pub(super) fn settle_front_matter(&mut self) {
        let front = &self.document.front_matter;
        let given = |text: &String| Line {
            text: crate::article::squash(text).into(),
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
            let topics = topics.iter().map(given).filter(|l| !l.text.is_empty());
            let own = std::mem::replace(&mut self.article.labels, topics.collect());
            replaced.extend(own.into_iter().filter_map(|line| line.span));
        }
        for span in replaced {
            self.dropped(span, Reason::FrontMatter);
        }
    }

    pub(super) fn drop(&mut self, i: usize, reason: Reason) {
        self.placed[i] = true;
        self.dropped(self.blocks[i].span, reason);
    }

    pub(super) fn dropped(&mut self, span: Span, reason: Reason) {
        self.article.dropped.push(Dropped { span, reason });
    }

    pub(super) fn line(&self, i: usize) -> Line {
        Line {
            text: self.seen[i].line.to_string().into(),
            span: Some(self.blocks[i].span),
        }
    }
}
