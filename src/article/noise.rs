//! Lines of the page, not of the article.

use super::{Block, BlockKind, Dropped, Reason, squash};
use crate::lexicon::{ArticleWords, Lexicon, Words};

/// Why a line is no part of the article, if it is none wherever it stands.
pub(super) fn reason(lexicon: &Lexicon, line: &str) -> Option<Reason> {
    let words = &lexicon.article;
    if !line.chars().any(char::is_alphanumeric) {
        return is_rule(line).then_some(Reason::Rule);
    }
    // Every list here is of short lines, but for promotions.
    if line.len() > 200 {
        return None;
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if words.share.has(bare) {
        Some(Reason::PageControls)
    } else if words.advertisement.has(bare) {
        Some(Reason::Advertisement)
    } else if is_promotion(words, &lower) {
        Some(Reason::Promotion)
    } else if is_reading_time(words, bare) {
        Some(Reason::ReadingTime)
    } else {
        None
    }
}

/// Whether a line is the alternative text of the page's logo, which stands at its head.
pub(super) fn is_logo(lexicon: &Lexicon, line: &str) -> bool {
    let mut words = line.split_whitespace();
    let last = words.next_back().map(str::to_lowercase);
    last.is_some_and(|last| lexicon.article.logo.has(&last)) && (1..=5).contains(&words.count())
}

/// Takes the lines that are noise out of the body.
pub(super) fn drop_lines(
    text: &str,
    lexicon: &Lexicon,
    body: Vec<Block>,
    dropped: &mut Vec<Dropped>,
) -> Vec<Block> {
    let mut kept = Vec::with_capacity(body.len());
    for block in body {
        let why = match block.kind {
            BlockKind::Paragraph if block.span.len() <= 400 => {
                reason(lexicon, &squash(&block.visible(text)))
            }
            _ => None,
        };
        match why {
            Some(reason) => dropped.push(Dropped {
                span: block.span,
                reason,
            }),
            None => kept.push(block),
        }
    }
    kept
}

/// A line that only divides: `***`, `___`, `- - -`. An ellipsis, or a mark of quotation alone, is text.
fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| !c.is_whitespace());
    let all_rule = marks.clone().all(|c| {
        matches!(
            c,
            '*' | '_' | '-' | '–' | '—' | '=' | '~' | '#' | '•' | '·' | '⁂'
        )
    });
    all_rule && marks.next().is_some()
}

fn is_promotion(words: &ArticleWords, lower: &str) -> bool {
    let short = lower.split_whitespace().count() <= 25;
    // A whole sentence that goes on after its first one is more than a line of the page.
    short && starts_with_any(lower, &words.promotion) && !lower.trim_end_matches('.').contains(". ")
}

fn is_reading_time(words: &ArticleWords, bare: &str) -> bool {
    let bare = bare
        .strip_prefix("reading time")
        .map_or(bare, |b| b.trim_start_matches([':', ' ']));
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < bare.len() && words.reading_time.has(rest.trim_start_matches([' ', '-']))
}

/// Whether `lower` begins with one of `words`, whole words only.
pub(super) fn starts_with_any(lower: &str, words: &Words) -> bool {
    words.iter().any(|opening| {
        lower.strip_prefix(opening).is_some_and(|rest| {
            !opening.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(line: &str) -> Option<Reason> {
        reason(Lexicon::english(), line)
    }

    #[test]
    fn lines_of_the_page_are_told() {
        assert_eq!(why("Share this article"), Some(Reason::PageControls));
        assert_eq!(why("ADVERTISEMENT"), Some(Reason::Advertisement));
        assert_eq!(
            why("Read more: Bridge closed again"),
            Some(Reason::Promotion)
        );
        assert_eq!(why("4 min read"), Some(Reason::ReadingTime));
        assert_eq!(why("* * *"), Some(Reason::Rule));
        assert!(is_logo(Lexicon::english(), "Vestra Courier logo"));
    }

    #[test]
    fn sentences_are_not() {
        assert_eq!(why("Share prices fell."), None);
        assert_eq!(why("Sign up for the army, they told him. He did."), None);
        assert_eq!(why("Adverts were everywhere."), None);
        assert_eq!(why("“…”"), None);
        assert!(!is_logo(
            Lexicon::english(),
            "The men wore caps that bore the regiment’s old logo"
        ));
    }
}
