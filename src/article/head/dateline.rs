//! The dateline: where, when and by whom a dispatch was sent, at the head of its first paragraph.

use crate::article::{BlockKind, Inline, Section};
use crate::lexicon::{ArticleWords, Lexicon};
use crate::span::{Span, is_blank};

/// The longest dateline, in characters.
const LONGEST: usize = 80;
/// How many blocks are looked at: a summary in points may stand above the first paragraph.
const BLOCKS: usize = 6;

/// The dateline of a text: `KYIV, Feb 27 (Reuters) -`, `WASHINGTON (AP) —`, `NEW DELHI:`, `(CNN)`.
pub(in crate::article) fn dateline(
    text: &str,
    lexicon: &Lexicon,
    sections: &[Section],
) -> Option<Span> {
    let blocks = sections.iter().take(2).flat_map(|section| &section.blocks);
    let paragraphs = blocks
        .take(BLOCKS)
        .filter(|block| block.kind == BlockKind::Paragraph);
    let found = paragraphs.take(2).find_map(|block| {
        let words = block.inlines().iter().find_map(|inline| match inline {
            Inline::Text(span) => Some(*span),
            _ => None,
        })?;
        let start = words.range().start;
        length(lexicon, words.of(text)).map(|length| Span::new(start, start + length))
    });
    found.filter(|found| !found.of(text).ends_with(':') || !is_transcript(text, lexicon, sections))
}

/// Whether several paragraphs open with capitals and a colon: those are people who take turns, and no places.
fn is_transcript(text: &str, lexicon: &Lexicon, sections: &[Section]) -> bool {
    let blocks = sections.iter().flat_map(|section| &section.blocks);
    let labels = blocks.filter(|block| {
        matches!(block.inlines().first(), Some(Inline::Text(span)) if length(lexicon, span.of(text))
            .is_some_and(|length| span.of(text)[..length].ends_with(':')))
    });
    labels.take(2).count() == 2
}

/// How many bytes of `line` are a dateline at its head.
pub(super) fn length(lexicon: &Lexicon, line: &str) -> Option<usize> {
    let words = &lexicon.article;
    if let Some(length) = in_brackets(words, line) {
        return Some(length);
    }
    let (at, end, is_colon) = line.char_indices().take(LONGEST).find_map(|(at, c)| {
        let (before, behind) = (&line[..at], &line[at + c.len_utf8()..]);
        let end = at + c.len_utf8();
        let is_apart = || before.ends_with(is_blank);
        match c {
            '—' => Some((at, end, false)),
            '–' if behind.starts_with(is_blank) => Some((at, end, false)),
            '-' if is_apart() && behind.starts_with("- ") => Some((at, end + 1, false)),
            '-' if is_apart() && behind.starts_with(is_blank) => Some((at, end, false)),
            ':' if behind.starts_with(is_blank) => Some((at, end, true)),
            _ => None,
        }
    })?;
    is_dateline(words, line[..at].trim_end_matches(is_blank), is_colon).then_some(end)
}

fn is_dateline(words: &ArticleWords, head: &str, is_colon: bool) -> bool {
    if head.is_empty() {
        return false;
    }
    let agency = head
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .is_some_and(|(name, _)| words.agencies.has(&name.to_lowercase()));
    let place = head.split([',', '(']).next().unwrap_or_default().trim();
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = letters >= 3
        && !place.chars().any(char::is_lowercase)
        && place.split_whitespace().count() <= 4;
    let plain = head
        .chars()
        .all(|c| c.is_alphanumeric() || is_blank(c) || ",.'’()/-".contains(c));
    let has_date = || {
        let rest = head
            .split_once(',')
            .map_or("", |(_, rest)| rest)
            .to_lowercase();
        let mut tokens = rest.split(|c: char| !c.is_alphanumeric());
        tokens.any(|t| t.len() >= 3 && words.months.iter().any(|month| month.starts_with(t)))
    };
    let small_place = place.starts_with(char::is_uppercase)
        && place.split_whitespace().count() <= 4
        && has_date();
    plain
        && if is_colon {
            capitals && head == place && !words.controls.has(&place.to_lowercase())
        } else {
            // `UN – …` is no place; a name in capitals needs no more than to be one.
            capitals || agency || small_place
        }
}

/// `(CNN) President …`, `(Reuters) - …`, `CNN —`
fn in_brackets(words: &ArticleWords, line: &str) -> Option<usize> {
    let inside = line.strip_prefix('(')?;
    let (name, rest) = inside.split_once(')')?;
    if name.len() > 30 || !words.agencies.has(&name.to_lowercase()) {
        return None;
    }
    let mark = rest.trim_start_matches(is_blank);
    let dash = ["--", "—", "–", "-"]
        .iter()
        .find(|dash| mark.starts_with(**dash));
    Some(line.len() - dash.map_or(rest.len(), |dash| mark.len() - dash.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<&str> {
        length(Lexicon::english(), line).map(|length| &line[..length])
    }

    #[test]
    fn datelines() {
        for (line, dateline) in [
            (
                "VESTRA, Feb 27 (Reuters) - The bridge",
                "VESTRA, Feb 27 (Reuters) -",
            ),
            ("VESTRA (AP) — The bridge", "VESTRA (AP) —"),
            ("NEW VESTRA: The bridge", "NEW VESTRA:"),
            ("Vestra (Ukrinform) – The bridge", "Vestra (Ukrinform) –"),
            (
                "Vestra, 27 February 2025 – The bridge",
                "Vestra, 27 February 2025 –",
            ),
            ("(CNN) The bridge", "(CNN)"),
            ("(Reuters) - The bridge", "(Reuters) -"),
            (
                "VESTRA/NORRIN, Feb 27 — The bridge",
                "VESTRA/NORRIN, Feb 27 —",
            ),
        ] {
            assert_eq!(read(line), Some(dateline));
        }
    }

    #[test]
    fn openings_of_sentences_are_none() {
        for line in [
            "The mayor – a former envoy – spoke",
            "Norrin: the road is open",
            "Two hostages — an envoy and a driver — were freed",
            "“VESTRA — now!” they cried",
            "(They waited.) Then it opened",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
