//! The end of the text: sign-offs, credits, rights, and what the page says after the article.

use super::dates::{self, DateLine};
use super::{Block, BlockKind, Dropped, Reason, noise, shape};
use crate::lexicon::{ArticleWords, Lexicon};
use crate::span::{Span, is_blank};
use jiff::tz::TimeZone;

/// Takes what is no part of the article off the end of the body; a date line there may be the article's.
pub(super) fn read(
    text: &str,
    lexicon: &Lexicon,
    zone: &TimeZone,
    body: &mut Vec<Block>,
    dropped: &mut Vec<Dropped>,
) -> Option<DateLine> {
    let mut date = None;
    drop_list(text, lexicon, body, dropped);
    while body.len() > 1 {
        let Some(last) = body.last() else { break };
        let reason = if last.span.len() > shape::LONG {
            None
        } else {
            let line = last.shown(text);
            reason(lexicon, &line).or_else(|| {
                let says =
                    dates::date_line(&lexicon.article, &line, zone).filter(|d| d.is_explicit)?;
                date.get_or_insert(says);
                Some(Reason::DateLine)
            })
        };
        let Some(reason) = reason else { break };
        dropped.push(Dropped {
            span: last.span,
            reason,
        });
        body.pop();
    }
    if let Some(last) = body.last_mut()
        && let Some(at) = sign_off_at(text, lexicon, last)
    {
        dropped.push(Dropped {
            span: Span {
                start: at,
                ..last.span
            },
            reason: Reason::SignOff,
        });
        last.cut_end(at, text);
    }
    date
}

/// A list of other articles behind the last paragraph: a line that opens one ("More on this story"), and all behind it,
/// where that is short lines only.
fn drop_list(text: &str, lexicon: &Lexicon, body: &mut Vec<Block>, dropped: &mut Vec<Dropped>) {
    let mut opens_at = None;
    for (i, block) in body.iter().enumerate().skip(1).rev() {
        if block.span.len() > shape::LONG {
            break;
        }
        let line = block.shown(text);
        let words = &lexicon.article;
        let bare = line
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        let opens = words.more.has(&bare)
            || words.more.opening(&line).is_some() && shape::words(&line, 8) <= 8;
        if opens && !shape::ends_a_sentence(line.trim_end_matches(':')) {
            opens_at = Some(i);
        } else if shape::ends_a_sentence(&line) && reason(lexicon, &line).is_none() {
            break;
        }
    }
    let Some(at) = opens_at else { return };
    for block in body.drain(at..) {
        let line = block.shown(text);
        dropped.push(Dropped {
            span: block.span,
            reason: reason(lexicon, &line).unwrap_or(Reason::Promotion),
        });
    }
}

fn reason(lexicon: &Lexicon, line: &str) -> Option<Reason> {
    let words = &lexicon.article;
    let bare = line.trim_start_matches(['-', '–', '—', '(', '[', ' ', '*', '_']);
    let without_marks = bare.trim_end_matches(['-', '–', '—', ')', ']', ' ', '*', '_', '.']);
    let signs_off = |line: &str| line.len() <= 20 && words.sign_off.has(line);
    if signs_off(line) || signs_off(bare) || signs_off(without_marks) {
        Some(Reason::SignOff)
    } else if is_reporting_credit(words, bare) {
        Some(Reason::ReportingCredit)
    } else if words.rights.opening(bare).is_some() && !shape::is_all_quoted(line) {
        Some(Reason::Rights)
    } else {
        noise::reason(lexicon, line)
    }
}

/// `Reporting by Mira Kovač; Editing by Oskar Lind`, `Mira Kovač contributed to this report.`
fn is_reporting_credit(words: &ArticleWords, line: &str) -> bool {
    if line.len() > shape::LONG || shape::words(line, 60) > 60 {
        return false;
    }
    let lower = || line.to_lowercase();
    words.reporting.opening(line).is_some()
        || line.len() <= 40 && words.reporting.has(&lower())
        || line.contains(" contributed ") && {
            let lower = lower();
            words
                .contributed
                .iter()
                .any(|phrase| lower.contains(&**phrase))
        }
}

/// How many words a sign-off may have: an agency's name and the writers' letters, `PTI SKL NSA`.
const SIGN_OFF_WORDS: usize = 4;

/// Where a sign-off begins that stands behind the last sentence of the text: `across the river. DM`. Two or three capitals
/// that stand there are one, known or not.
fn sign_off_at(text: &str, lexicon: &Lexicon, block: &Block) -> Option<u32> {
    if block.kind != BlockKind::Paragraph || block.inlines().len() != 1 {
        return None;
    }
    let words = block.span.of(text);
    let mut end = words.len();
    for _ in 0..SIGN_OFF_WORDS {
        let at = words[..end].rfind(is_blank)?;
        let last = words[at..end].trim_matches(is_blank);
        let bare = last.trim_start_matches(['-', '–', '—']);
        let known = lexicon.article.sign_off.has(last) || lexicon.article.sign_off.has(bare);
        let is_letters =
            (2..=4).contains(&last.len()) && last.bytes().all(|b| b.is_ascii_uppercase());
        let before = words[..at].trim_end_matches(|c| is_blank(c) || matches!(c, '-' | '–' | '—'));
        let ends = before.ends_with(['.', '!', '?', '”', '"', '’', ')', '…', '»']);
        if ends && (known || is_letters && last.len() <= 3) {
            let start = block.span.range().start + before.len();
            return Some(Span::new(start, block.span.range().end).trimmed(text).start);
        }
        if !is_letters {
            return None;
        }
        end = at;
    }
    None
}
