//! Lines under pictures and posts: they name people out of the order of telling.

use crate::quotes::paragraphs::Paragraph;
use crate::quotes::tokens::Token;

/// Whether a paragraph without quoted words ends with whose picture it is: `Mira Kovač in Vestra. Oskar Lind / Norpress`
pub(super) fn is_caption(text: &str, paragraph: &Paragraph) -> bool {
    const SOURCE: usize = 6;
    if !paragraph.runs.is_empty() {
        return false;
    }
    let tokens = &paragraph.tokens;
    // `Oskar Lind Photography`, and no more
    if tokens.len() < SOURCE && tokens.iter().all(Token::is_capital_word) {
        return true;
    }
    // `— Mira Kovač (@kovac) January 10`
    let opens = tokens
        .first()
        .is_some_and(|t| t.is_comma() && !t.is_mark(','));
    if opens && tokens.iter().any(|t| t.is_mark('@')) {
        return true;
    }
    // `Mira Kovač in Vestra, May 18. NORPRESS/Oskar Lind`
    let joined = tokens.iter().rev().take(3).any(|t| {
        let word = t.span.of(text);
        t.is_capital_word()
            && (word.split_once('/')).is_some_and(|(agency, _)| {
                agency.len() > 1 && agency.chars().all(char::is_uppercase)
            })
    });
    if joined {
        return true;
    }
    let slash = tokens
        .iter()
        .rposition(|t| t.is_mark('/') || t.is_mark('|'));
    slash.is_some_and(|slash| {
        let (before, source) = (&tokens[..slash], &tokens[slash + 1..]);
        (1..=SOURCE).contains(&source.len())
            && source.iter().all(|t| !t.is_word() || t.capital)
            && before.last().is_some_and(Token::is_capital_word)
    })
}
