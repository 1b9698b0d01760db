//! Which lines end where a column is full, not where a paragraph does: as mail, PDFs and old wires have them.

use super::lines::Line;
use super::lists::marker;
use crate::article::{head, shape};
use crate::lexicon::Lexicon;
use crate::span::is_blank;

/// The longest line, in characters, that a column may have. A longer one is a paragraph.
const WIDEST: usize = 120;
/// The shortest line that can be full.
const NARROWEST: usize = 30;
/// What may be missing at a line's end for all that it is full, of a hundred: words are of unequal length.
const SLACK: usize = 12;

/// For each line, whether the next one goes on in the same paragraph.
pub(super) struct Wrapping {
    joins: Vec<bool>,
}

impl Wrapping {
    /// Whether line `i` goes on from the one before it.
    pub(super) fn joins(&self, i: usize) -> bool {
        self.joins.get(i).copied().unwrap_or(false)
    }

    /// Reads the layout of `lines`.
    ///
    /// A sentence that breaks off at a line's end and goes on in the next with a small letter shows that lines are
    /// wrapped. Where a good part of a group's line ends are such (a group is what stands between empty lines), lines
    /// of it are joined that leave no room for the next one's first word.
    pub(super) fn read(text: &str, lexicon: &Lexicon, lines: &mut [Line]) -> Self {
        let widths: Vec<u16> = lines.iter().map(|line| width(text, line)).collect();
        let breaks: Vec<Break> = (1..lines.len())
            .map(|i| Break::of(text, lexicon, lines, &widths, i))
            .collect();
        take_double_spacing(lines, &breaks);
        let mut joins = vec![false; lines.len()];
        let whole = Counted::of(lines, &breaks, &widths, 0..lines.len());
        // One long paragraph in ten does not make a wrapped text one that is not.
        let is_wrapped = whole.inside >= 2
            && whole.inside * 3 >= whole.all
            && whole.too_wide * 10 <= lines.len();
        let mut start = 0;
        while start < lines.len() {
            let mut end = start + 1;
            while end < lines.len() && lines[end].blank_before == 0 {
                end += 1;
            }
            if end - start > 1 {
                let group = Counted::of(lines, &breaks, &widths, start..end);
                let shows_it = group.inside > 0 && group.inside * 3 >= group.all;
                if group.too_wide == 0 && (is_wrapped || shows_it) {
                    let column = if is_wrapped {
                        whole.column
                    } else {
                        group.widest
                    };
                    for i in start + 1..end {
                        joins[i] = breaks[i - 1].joins(text, lines, &widths, i, column, is_wrapped);
                    }
                }
            }
            start = end;
        }
        Self { joins }
    }
}

/// What a line's end is, with the line that follows.
#[derive(Clone, Copy, PartialEq)]
enum Break {
    /// A new item or a new voice begins: never joined.
    New,
    /// The sentence breaks off, and the next line begins with a small letter.
    Inside,
    /// Nothing tells.
    Open,
}

impl Break {
    fn of(text: &str, lexicon: &Lexicon, lines: &[Line], widths: &[u16], i: usize) -> Self {
        let (before, line) = (&lines[i - 1], &lines[i]);
        if before.is_quoted() != line.is_quoted()
            || before.words.is_empty()
            || line.words.is_empty()
            || marker(line.words.of(text)).is_some()
            || is_byline(lexicon, line.words.of(text))
        {
            return Self::New;
        }
        let breaks_off = usize::from(widths[i - 1]) >= NARROWEST
            && usize::from(widths[i - 1]) <= WIDEST
            && shape::begins_small(line.words.of(text))
            && !shape::ends_a_sentence(before.words.of(text));
        if breaks_off { Self::Inside } else { Self::Open }
    }

    fn joins(
        self,
        text: &str,
        lines: &[Line],
        widths: &[u16],
        i: usize,
        column: usize,
        is_wrapped: bool,
    ) -> bool {
        let (before, line) = (&lines[i - 1], &lines[i]);
        // A first line that is set in begins a paragraph, unless the one before it is so too.
        if self == Self::New
            || line.indent >= before.indent + 2 && marker(before.words.of(text)).is_none()
        {
            return false;
        }
        let used = usize::from(widths[i - 1]);
        let next = line
            .words
            .of(text)
            .split(is_blank)
            .next()
            .unwrap_or_default();
        // Behind the end of a sentence a paragraph may end as well: only a line with no room at all goes on.
        let ends = shape::ends_a_sentence(before.words.of(text));
        let room = if ends { 0 } else { SLACK };
        let is_full = used + 1 + next.chars().count() > column * (100 - room) / 100;
        let goes_on = self == Self::Inside
            && (used * 2 >= column && is_wrapped || before.words.of(text).ends_with('-'));
        is_full && used >= NARROWEST || goes_on
    }
}

/// A byline below a headline, whether its first letter is small or not. In running text a name goes on.
fn is_byline(lexicon: &Lexicon, line: &str) -> bool {
    const LONGEST: usize = 80;
    let last = line.rsplit(is_blank).next().unwrap_or_default();
    line.len() <= LONGEST && last.starts_with(char::is_uppercase) && head::is_byline(lexicon, line)
}

/// What the line ends of a range are.
struct Counted {
    /// How many ends have no empty line behind them.
    all: usize,
    /// How many of these are inside a sentence.
    inside: usize,
    /// The widest line with such an end.
    column: usize,
    /// The widest line.
    widest: usize,
    /// How many lines are wider than a column may be.
    too_wide: usize,
}

impl Counted {
    fn of(lines: &[Line], breaks: &[Break], widths: &[u16], range: std::ops::Range<usize>) -> Self {
        let mut counted = Self {
            all: 0,
            inside: 0,
            column: 0,
            widest: 0,
            too_wide: 0,
        };
        for i in range.clone() {
            let width = usize::from(widths[i]);
            counted.widest = counted.widest.max(width);
            counted.too_wide += usize::from(width > WIDEST);
            if i + 1 >= range.end || lines[i + 1].blank_before > 0 || breaks[i] == Break::New {
                continue;
            }
            counted.all += 1;
            if breaks[i] == Break::Inside {
                counted.inside += 1;
                counted.column = counted.column.max(width);
            }
        }
        counted
    }
}

/// Where an empty line stands behind every line, even inside sentences, one of them is the layout's own.
fn take_double_spacing(lines: &mut [Line], breaks: &[Break]) {
    let single = (1..lines.len()).filter(|&i| lines[i].blank_before == 1);
    let (all, inside) = single.fold((0, 0), |(all, inside), i| {
        (
            all + 1,
            inside + usize::from(breaks[i - 1] == Break::Inside),
        )
    });
    if inside >= 4 && inside * 2 >= all {
        for line in lines {
            line.blank_before = line.blank_before.saturating_sub(1);
        }
    }
}

/// A line's width in characters, or one more than the widest column.
fn width(text: &str, line: &Line) -> u16 {
    let words = line.words.of(text);
    let width = if words.len() > WIDEST * 4 {
        WIDEST + 1
    } else {
        words.chars().count().min(WIDEST + 1)
    };
    u16::try_from(width).unwrap_or(u16::MAX)
}
