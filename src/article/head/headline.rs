//! Which line is the headline.

use super::{Head, Role, Seen, byline, labels, shape};
use crate::lexicon::fold;
use crate::source::Format;

/// The most words of a headline.
const MOST_WORDS: usize = 34;
/// From so many words on a line is more likely a headline than a label.
const SURE_WORDS: usize = 5;

/// Which block is the headline: the one that the front matter names, or that is marked as such, or that stands twice,
/// or the first above the text that is nothing else.
pub(super) fn find(head: &Head) -> Option<usize> {
    named(head).or_else(|| marked(head)).or_else(|| {
        let is_marked_up = head.document.format == Format::Markdown
            && head
                .seen
                .iter()
                .any(|seen| matches!(seen.role, Role::Marked(_)));
        if is_marked_up {
            return None;
        }
        twice(head).or_else(|| first(head))
    })
}

fn named(head: &Head) -> Option<usize> {
    let title = fold(head.document.front_matter.title.as_ref()?);
    above_prose(head).find(|&i| is_candidate(&head.seen[i]) && head.seen[i].key() == title)
}

/// Markdown's own: the first heading, where no other is of its level or above it; one of the first level always.
fn marked(head: &Head) -> Option<usize> {
    let at = above_prose(head).find(|&i| matches!(head.seen[i].role, Role::Marked(_)))?;
    let Role::Marked(level) = head.seen[at].role else {
        return None;
    };
    let others = head.blocks.iter().skip(at + 1);
    let is_alone = || {
        !others
            .into_iter()
            .any(|block| matches!(block.kind, super::BlockKind::Heading(other) if other <= level))
    };
    (level == 1 || is_alone()).then_some(at)
}

/// A line that stands twice above the text; of two that differ, the one without the site's name.
fn twice(head: &Head) -> Option<usize> {
    let lines: Vec<usize> = above_prose(head)
        .filter(|&i| is_candidate(&head.seen[i]) && shape::words(&head.seen[i].line, 4) >= 4)
        .collect();
    let first = *lines.first()?;
    // The second may stand below the standfirst.
    let below = (0..head.seen.len()).filter(|&i| is_candidate(&head.seen[i]));
    let below: Vec<usize> = below.filter(|&i| i > first).collect();
    lines.iter().find_map(|&i| {
        let again = *below
            .iter()
            .find(|&&j| j > i && is_same(&head.seen[i], &head.seen[j]))?;
        let prose = head.seen[i..again]
            .iter()
            .filter(|s| matches!(s.role, Role::Prose))
            .count();
        let shorter = head.seen[again].line.len() < head.seen[i].line.len() && prose == 0;
        (prose <= 1).then_some(if shorter { again } else { i })
    })
}

/// The first block above the prose that is no label, date, byline or noise.
fn first(head: &Head) -> Option<usize> {
    let mut candidates: Vec<usize> = Vec::new();
    let mut is_closed = false;
    for i in above_prose(head) {
        let seen = &head.seen[i];
        if seen.is_furniture() {
            // What stands behind a date, a byline or the page's controls is no headline, once there may be one.
            is_closed |= candidates
                .iter()
                .any(|&i| !labels::is_line(head.lexicon, &head.seen[i].line, true));
        } else if is_candidate(seen) && !is_closed {
            candidates.push(i);
        }
    }
    let is_last = |i: usize| candidates.last() == Some(&i);
    let is_label = |i: usize| labels::is_line(head.lexicon, &head.seen[i].line, !is_last(i));
    let at = candidates.iter().copied().find(|&i| !is_label(i));
    let at = at.filter(|&at| at + 1 < head.blocks.len() && is_likely(head, at));
    at.or_else(|| sentence(head))
}

/// Whether a lone line above the text is likely enough its headline.
fn is_likely(head: &Head, at: usize) -> bool {
    let line = &*head.seen[at].line;
    let words = shape::words(line, MOST_WORDS);
    let is_name = byline::begins_with_given_name(head.lexicon, line) && words <= 3;
    let has_company = head.seen[..at]
        .iter()
        .chain(head.seen.get(at + 1))
        .any(Seen::is_furniture);
    words >= SURE_WORDS || has_company || !is_name
}

/// A headline that ends like a sentence, which only the byline or date below it tells from a paragraph.
fn sentence(head: &Head) -> Option<usize> {
    let at = head.seen.iter().position(|seen| {
        let is_label =
            matches!(seen.role, Role::Line) && labels::is_line(head.lexicon, &seen.line, false);
        !seen.is_furniture() && !is_label
    })?;
    let seen = &head.seen[at];
    let is_short = matches!(seen.role, Role::Prose) && shape::words(&seen.line, 20) <= 20;
    let next = head.seen.get(at + 1)?;
    let leads = matches!(
        next.role,
        Role::Date(_) | Role::Byline | Role::BylineAndDate(..)
    );
    let goes_on = head
        .seen
        .iter()
        .skip(at + 2)
        .any(|seen| matches!(seen.role, Role::Prose));
    (is_short && leads && goes_on && !shape::is_all_quoted(&seen.line)).then_some(at)
}

/// The blocks above the first paragraph.
fn above_prose<'h>(head: &'h Head) -> impl Iterator<Item = usize> + 'h {
    let is_above = |seen: &Seen| !matches!(seen.role, Role::Prose | Role::Other);
    (0..head.seen.len()).take_while(move |&i| is_above(&head.seen[i]))
}

fn is_candidate(seen: &Seen) -> bool {
    matches!(seen.role, Role::Line | Role::Marked(_))
        && shape::words(&seen.line, MOST_WORDS) <= MOST_WORDS
        && seen.line.len() <= shape::LONG
        && shape::begins_large(&seen.line)
        && !shape::is_all_quoted(&seen.line)
}

/// Whether two lines are one headline: equal, or but for the site's name, or nearly word for word.
pub(super) fn is_same(one: &Seen, other: &Seen) -> bool {
    if !is_candidate(one) || !is_candidate(other) {
        return false;
    }
    if one.line == other.line {
        return true;
    }
    let (a, b) = (one.key(), other.key());
    if a == b {
        return true;
    }
    let (short, long) = if a.len() < b.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    if short.split(' ').count() < 4 {
        return false;
    }
    if let Some(rest) = long.strip_prefix(&**short) {
        let rest = rest.trim_start();
        return rest.starts_with(['|', '-', ':', '·', '•', '»']) && rest.split(' ').count() <= 7;
    }
    // Jaccard's index over the words.
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let words = |line: &str| -> std::collections::BTreeSet<String> {
        line.split(' ')
            .map(bare)
            .filter(|w| !w.is_empty())
            .collect()
    };
    let (a, b) = (words(&a), words(&b));
    let common = a.intersection(&b).count();
    let all = a.len() + b.len() - common;
    a.len() >= SURE_WORDS && b.len() >= SURE_WORDS && common * 4 >= all * 3
}
