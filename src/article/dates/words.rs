//! Words and figures of dates.

use crate::lexicon::ArticleWords;

/// The parts of a line, in lower case, without the marks between them, and where each stands.
pub(super) struct Tokens {
    parts: Vec<(String, usize)>,
}

impl Tokens {
    pub(super) fn of(line: &str) -> Self {
        let mut parts = Vec::new();
        let mut start = None;
        let mut before = ' ';
        for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
            let parts_here =
                c.is_whitespace() || matches!(c, ',' | '|' | '•' | '·' | '(' | ')' | ';' | '—');
            // Some pages set no space between two dates: `Feb. 28, 2025Updated`.
            let glued = before.is_ascii_digit()
                && c.is_uppercase()
                && !line[at..].starts_with(['T', 'Z', 'A', 'P']);
            if (parts_here || glued)
                && let Some(from) = start.take()
            {
                push(&mut parts, line, from, at);
            }
            if !parts_here && start.is_none() {
                start = Some(at);
            }
            before = c;
        }
        Self { parts }
    }

    pub(super) fn len(&self) -> usize {
        self.parts.len()
    }

    /// The token at `i`; past the end, nothing.
    pub(super) fn word(&self, i: usize) -> &str {
        self.parts.get(i).map_or("", |(word, _)| word)
    }

    /// Where token `i` begins.
    pub(super) fn start(&self, i: usize) -> usize {
        self.parts.get(i).map_or(0, |(_, start)| *start)
    }
}

fn push(parts: &mut Vec<(String, usize)>, line: &str, from: usize, to: usize) {
    let word = line[from..to].trim_matches([':', '.', '|', '–']);
    // A stroke or dash alone only parts.
    if !word.is_empty() && !matches!(word, "-" | "/" | "--") {
        parts.push((word.to_lowercase(), from));
    }
}

/// `28`, `1st`
pub(super) fn day_of_month(token: &str) -> Option<i8> {
    let digits = token.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &token[digits.len()..];
    let day = matches!(suffix, "" | "st" | "nd" | "rd" | "th") && digits.len() <= 2;
    day.then(|| digits.parse().ok())
        .flatten()
        .filter(|d| (1..=31).contains(d))
}

/// `february`, `feb`, `sept`
pub(super) fn month(words: &ArticleWords, token: &str) -> Option<i8> {
    let token = token.trim_end_matches('.');
    let at = |months: &[Box<str>]| months.iter().position(|m| &**m == token);
    let at = at(&words.months)
        .or_else(|| at(&words.months_short))
        .or_else(|| (token == "sept").then_some(8))?;
    i8::try_from(at + 1).ok()
}

/// A year of four figures.
pub(super) fn year(token: &str) -> Option<i16> {
    let is_year = token.len() == 4 && token.bytes().all(|b| b.is_ascii_digit());
    is_year
        .then(|| token.parse().ok())
        .flatten()
        .filter(|y| *y >= 1000)
}
