//! The end of the text: sign-offs, rights, what the page says after the article.

use super::{Block, BlockKind, Dropped, Reason};
use crate::lexicon::Lexicon;
use crate::span::{Span, is_blank};

/// Takes what is no part of the article off the end of the body.
pub(super) fn read(
    text: &str,
    lexicon: &Lexicon,
    mut body: Vec<Block>,
    dropped: &mut Vec<Dropped>,
) -> Vec<Block> {
    while body.len() > 1 {
        let Some(last) = body.last() else { break };
        let line = last.line(text);
        let Some(reason) = reason(lexicon, &line, last.is_one_line(text)) else {
            break;
        };
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
    body
}

fn reason(lexicon: &Lexicon, line: &str, one_line: bool) -> Option<Reason> {
    if !one_line {
        return None;
    }
    let bare = line.trim_start_matches(['-', '–', '—', ' ']);
    if lexicon.article.sign_off.has(line) || lexicon.article.sign_off.has(bare) {
        return Some(Reason::SignOff);
    }
    let lower = line.to_lowercase();
    super::noise::starts_with_any(&lower, &lexicon.article.rights).then_some(Reason::Rights)
}

/// Where a sign-off begins that stands behind the last sentence: `across the river. DM`.
fn sign_off_at(text: &str, lexicon: &Lexicon, block: &Block) -> Option<u32> {
    if block.kind != BlockKind::Paragraph || block.inlines.len() != 1 {
        return None;
    }
    let words = block.span.of(text);
    let at = words.rfind(is_blank)?;
    let last = words[at..].trim_matches(is_blank);
    let before = words[..at].trim_end_matches(is_blank);
    let ends = before.ends_with(['.', '!', '?', '”', '"', '’', ')', '…']);
    let start = block.span.range().end - last.len();
    (ends && lexicon.article.sign_off.has(last)).then_some(start as u32)
}
