//! Lines of the page, not of the article, wherever they stand.

use super::{Block, BlockKind, Dropped, Reason, credits, shape};
use crate::lexicon::{ArticleWords, Lexicon};
use crate::span::is_blank;
use std::borrow::Cow;

/// Why a line is no part of the article. `line` is [squashed](super::squash).
///
/// Most lines are paragraphs, so that this first looks at what is cheap to see: length and first letters.
pub(super) fn reason(lexicon: &Lexicon, line: &str) -> Option<Reason> {
    let words = &lexicon.article;
    if line.len() > shape::LONG {
        return None;
    }
    if line.len() <= WHOLE_LINE
        && let Some(reason) = whole_line(words, line)
    {
        return Some(reason);
    }
    opening(words, line).or_else(|| credits::reason(words, line))
}

/// The longest line that the lists hold whole, with a number before it.
const WHOLE_LINE: usize = 80;

fn whole_line(words: &ArticleWords, line: &str) -> Option<Reason> {
    if !line.chars().any(char::is_alphanumeric) {
        return is_rule(line).then_some(Reason::Rule);
    }
    // A sentence is none, but for "Loading...".
    if line.ends_with('.') && !line.ends_with("..") {
        return None;
    }
    if line.starts_with("http") && line.contains("://") && !line.contains(' ') {
        return Some(Reason::Promotion);
    }
    let mut buffer = [0; WHOLE_LINE];
    let lower = lowered(line, &mut buffer);
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if let Some(reason) = listed(words, bare) {
        return Some(reason);
    }
    if bare.len() < lower.len() && words.controls.has(&lower) {
        return Some(Reason::PageControls);
    }
    if !lower.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    // "12 comments", "1.2k shares"
    let counted = bare
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '+'))
        .trim_start_matches('k')
        .trim_start();
    let is_counted = counted.len() < bare.len() && !counted.is_empty();
    if is_counted && words.controls.has(counted) {
        Some(Reason::PageControls)
    } else if is_reading_time(words, bare) {
        Some(Reason::ReadingTime)
    } else if is_page_number(words, &lower) {
        Some(Reason::PageNumber)
    } else {
        None
    }
}

fn listed(words: &ArticleWords, bare: &str) -> Option<Reason> {
    if words.controls.has(bare) {
        Some(Reason::PageControls)
    } else if words.advertisement.has(bare) {
        Some(Reason::Advertisement)
    } else if words.elsewhere.at_head(bare) == Some(bare.len()) && bare.contains(' ') {
        Some(Reason::Promotion)
    } else if words.credit.has(bare) {
        Some(Reason::Credit)
    } else {
        None
    }
}

/// `line` in lower case; without an allocation where it is ASCII, as most are.
fn lowered<'b>(line: &str, buffer: &'b mut [u8; WHOLE_LINE]) -> Cow<'b, str> {
    let bytes = line.as_bytes();
    let lower = match buffer.get_mut(..bytes.len()) {
        Some(lower) if line.is_ascii() => lower,
        _ => return Cow::Owned(line.to_lowercase()),
    };
    lower.copy_from_slice(bytes);
    lower.make_ascii_lowercase();
    String::from_utf8_lossy(lower)
}

fn opening(words: &ArticleWords, line: &str) -> Option<Reason> {
    let short = |most| shape::words(line, most) <= most;
    if words.controls.opening(line).is_some() && short(40) {
        return Some(Reason::PageControls);
    }
    if words.advertisement.opening(line).is_some() && short(12) && !is_sentence(line) {
        return Some(Reason::Advertisement);
    }
    // A whole sentence that goes on after its first one is more than a line of the page.
    if words.promotion.opening(line).is_some() && short(30) && !goes_on(line) {
        return Some(Reason::Promotion);
    }
    let after = line.get(words.elsewhere.at_head(line)?..)?;
    let rest = after.trim_start();
    // A hyphen leads on only where a space stands before it.
    let marked = rest.starts_with([':', '|', '»', '›', '>', '–', '—'])
        || (after.len() > rest.len() && rest.starts_with('-'));
    (marked && short(30) && !goes_on(rest)).then_some(Reason::Promotion)
}

fn is_sentence(line: &str) -> bool {
    line.ends_with('.') && shape::words(line, 6) > 6
}

/// Whether a second sentence begins in the line.
fn goes_on(line: &str) -> bool {
    line.trim_end_matches('.').contains(". ")
}

/// Whether a line is the alternative text of the page's logo, which stands at its head.
pub(super) fn is_logo(lexicon: &Lexicon, line: &str) -> bool {
    line.len() <= WHOLE_LINE
        && (2..=6).contains(&shape::words(line, 7))
        && line
            .rsplit(' ')
            .next()
            .is_some_and(|last| lexicon.article.logo.has(&last.to_lowercase()))
}

/// Takes the lines that are noise out of the body. `before` is why the line before it was dropped, if it was. For each
/// block that is kept it tells whether a picture's credit stood before it.
pub(super) fn drop_lines(
    text: &str,
    lexicon: &Lexicon,
    mut before: Option<Reason>,
    body: &mut Vec<Block>,
    dropped: &mut Vec<Dropped>,
) -> Vec<bool> {
    let mut reasons = Vec::with_capacity(body.len());
    let mut under_credit = Vec::with_capacity(body.len());
    for (i, block) in body.iter().enumerate() {
        let next = body.get(i + 1);
        let own = why(text, lexicon, block);
        let why = own.or_else(|| beside(text, before?, block, next));
        match why {
            Some(reason) => {
                // What says where it leads takes nothing with it.
                let leads_on = own != Some(Reason::Promotion) || is_bare_lead(text, block);
                before = leads_on.then_some(reason);
                let span = block.span;
                dropped.push(Dropped { span, reason });
            }
            None => under_credit.push(before.take() == Some(Reason::Credit)),
        }
        reasons.push(why);
    }
    if under_credit.len() < body.len() {
        let mut reasons = reasons.into_iter();
        body.retain(|_| matches!(reasons.next(), Some(None)));
    }
    under_credit
}

fn why(text: &str, lexicon: &Lexicon, block: &Block) -> Option<Reason> {
    let may_be = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item { .. })
        && block.span.len() <= shape::LONG;
    if !may_be {
        return None;
    }
    let line = block.visible(text);
    if line.len() > WHOLE_LINE {
        // Only the beginning and the end of it are looked at.
        reason(lexicon, line.trim_matches(is_blank))
    } else {
        reason(lexicon, &block.shown(text))
    }
}

/// Whether a line leads elsewhere without saying where: `Read more`.
fn is_bare_lead(text: &str, block: &Block) -> bool {
    let line = block.visible(text);
    shape::words(&line, 5) <= 5 && !line.contains([':', '|'])
}

/// What a line is because of the dropped one before it: close below "Read more" what this leads to, close below a picture's
/// credit the caption. Neither is a sentence, and what stands closer to the prose behind it is a heading.
fn beside(text: &str, before: Reason, block: &Block, next: Option<&Block>) -> Option<Reason> {
    if block.span.len() > shape::LONG || shape::is_prose(text, block) {
        return None;
    }
    let is_close = block.blank_before == 0 && next.is_none_or(|next| next.blank_before > 0);
    match before {
        Reason::Promotion if is_close || next.is_none_or(|next| !shape::is_prose(text, next)) => {
            Some(Reason::Promotion)
        }
        Reason::Credit if is_close => Some(Reason::Caption),
        _ => None,
    }
}

/// A line that only divides: `***`, `___`, `- - -`. An ellipsis, or a mark of quotation alone, is text.
pub(super) fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| !c.is_whitespace());
    let all_rule = marks.clone().all(|c| {
        matches!(
            c,
            '*' | '_' | '-' | '–' | '—' | '=' | '~' | '#' | '•' | '·' | '⁂' | '|' | '/' | '+' | '■'
        )
    });
    all_rule && marks.next().is_some()
}

/// `4 min read`, `Reading time: 4 minutes`
fn is_reading_time(words: &ArticleWords, bare: &str) -> bool {
    let Some(at) = bare.find(|c: char| c.is_ascii_digit()) else {
        return false;
    };
    let before = bare[..at].trim_end_matches([':', ' ', '~']);
    let rest =
        bare[at..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
    let is_named =
        before.ends_with("time") || matches!(before, "listen" | "read" | "audio" | "watch");
    (before.is_empty() || is_named) && words.reading_time.has(rest.trim_start_matches([' ', '-']))
}

/// `Page 3 of 10`, `- 3 -`
fn is_page_number(words: &ArticleWords, lower: &str) -> bool {
    let is_number =
        |t: &str| t.len() <= 4 && !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let tokens: Vec<&str> = lower.split(' ').take(5).collect();
    match *tokens {
        ["-", n, "-"] | ["–", n, "–"] | ["—", n, "—"] => is_number(n),
        [page, n] => words.page_number.has(page.trim_end_matches('.')) && is_number(n),
        [n, "of", m] | [n, "of", m, "|"] => is_number(n) && is_number(m),
        [page, n, "of" | "/", m] => words.page_number.has(page) && is_number(n) && is_number(m),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(line: &str) -> Option<Reason> {
        reason(Lexicon::english(), line)
    }

    #[test]
    fn lines_of_the_page_are_told() {
        for (line, reason) in [
            ("Share this article", Reason::PageControls),
            ("Share on Facebook", Reason::PageControls),
            ("12 comments", Reason::PageControls),
            ("1.2k Shares", Reason::PageControls),
            (
                "We use cookies to make this page better. You may refuse.",
                Reason::PageControls,
            ),
            ("ADVERTISEMENT", Reason::Advertisement),
            ("Advertisement · Scroll to continue", Reason::Advertisement),
            ("Read more: Bridge closed again", Reason::Promotion),
            ("READ MORE | Bridge closed again", Reason::Promotion),
            ("Read more", Reason::Promotion),
            ("https://example.org/bridge", Reason::Promotion),
            ("Sign up for our morning letter", Reason::Promotion),
            ("4 min read", Reason::ReadingTime),
            ("Reading time: 4 minutes", Reason::ReadingTime),
            ("Page 3 of 10", Reason::PageNumber),
            ("- 3 -", Reason::PageNumber),
            ("1 of 3 |", Reason::PageNumber),
            ("Getty Images", Reason::Credit),
            ("* * *", Reason::Rule),
            ("___", Reason::Rule),
        ] {
            assert_eq!(why(line), Some(reason), "{line}");
        }
        assert!(is_logo(Lexicon::english(), "Vestra Courier logo"));
    }

    #[test]
    fn sentences_are_not() {
        for line in [
            "Share prices fell.",
            "Sign up for the army, they told him. He did.",
            "Adverts were everywhere.",
            "“…”",
            "Watch towers were built along the river",
            "More than 40 lorries waited",
            "Related: to nobody. He had no family left in Vestra.",
            "1984",
            "Read-only memory",
        ] {
            assert_eq!(why(line), None, "{line}");
        }
        assert!(!is_logo(
            Lexicon::english(),
            "The men wore caps that bore the regiment’s old logo"
        ));
    }
}
