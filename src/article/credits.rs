//! What stands under a picture: its caption, and who made it.

use super::{Reason, shape};
use crate::lexicon::ArticleWords;

/// Whether a line is a picture's caption or credit. Without a sign of it a caption is a paragraph like any other.
pub(super) fn reason(words: &ArticleWords, line: &str) -> Option<Reason> {
    let is_short = || shape::words(line, 14) <= 14;
    if line.starts_with('©') {
        return (!is_rights(line) && is_short()).then_some(Reason::Credit);
    }
    if words.caption.opening(line).is_some() && shape::words(line, 80) <= 80 {
        return Some(Reason::Caption);
    }
    if words.credit.opening(line).is_some() && is_short() && !shape::ends_a_sentence(line) {
        return Some(Reason::Credit);
    }
    let credit = bracketed(line).filter(|inside| is_credit(words, inside));
    let credit = credit.or_else(|| named_at_end(words, line));
    credit.map(|credit| {
        if bare(line).len() <= bare(credit).len() {
            Reason::Credit
        } else {
            Reason::Caption
        }
    })
}

/// `© 2025 Vestra Courier`: of the page, not of a picture.
fn is_rights(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    lower.contains("rights")
        || lower
            .as_bytes()
            .windows(4)
            .any(|w| w.iter().all(u8::is_ascii_digit))
}

fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| !c.is_alphanumeric())
}

/// What stands in brackets at the line's end.
fn bracketed(line: &str) -> Option<&str> {
    let end = line.trim_end_matches(['.', ' ']);
    let (inside, open) = if let Some(inside) = end.strip_suffix(']') {
        (inside, '[')
    } else {
        (end.strip_suffix(')')?, '(')
    };
    let at = inside.rfind(open)?;
    let inside = &inside[at + 1..];
    (inside.len() <= 120).then_some(inside)
}

/// `Photo: EPA / Mira Kovač`, `AP Photo/Mira Kovač`, `File: Mira Kovač/Reuters`: a word for a picture in it, or an agency behind
/// or before a stroke.
fn is_credit(words: &ArticleWords, inside: &str) -> bool {
    let lower = inside.to_lowercase();
    let mut tokens = lower
        .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '.')
        .filter(|t| !t.is_empty());
    let pictured = tokens.by_ref().take(3).any(|t| words.photo.has(t));
    let names_agency = || {
        lower
            .split(['/', ',', '|', ':'])
            .map(str::trim)
            .any(|part| {
                words.agencies.has(part) || words.credit.has(part) || part.starts_with("via ")
            })
    };
    if pictured {
        return lower.contains(['/', ':', ',']) || shape::words(inside, 4) <= 4;
    }
    lower.contains('/') && names_agency()
        || words.credit.has(lower.trim()) && lower.len() > 3 && lower.contains(' ')
}

/// `… on Monday. Photograph: Mira Kovač/Reuters`, `… on Monday. REUTERS/Mira Kovač`
fn named_at_end<'l>(words: &ArticleWords, line: &'l str) -> Option<&'l str> {
    if line.len() > 400 {
        return None;
    }
    let at = match line.rfind('/') {
        Some(stroke) => line[..stroke]
            .trim_end()
            .strip_suffix("REUTERS")
            .map(str::len),
        None => None,
    };
    let at = at.or_else(|| {
        // A word for a picture that ends in a colon, with no sentence behind it.
        if shape::ends_a_sentence(line) {
            return None;
        }
        let colon = line.rfind(": ")?;
        // Some pages set no space before it.
        let start = line[..colon].rfind(char::is_uppercase)?;
        let is_word = words.photo.has(&line[start..colon].to_lowercase());
        is_word.then_some(start)
    })?;
    let credit = &line[at..];
    (shape::words(credit, 12) <= 12).then_some(credit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn why(line: &str) -> Option<Reason> {
        reason(&Lexicon::english().article, line)
    }

    #[test]
    fn captions_and_credits_are_told() {
        for (line, reason) in [
            ("Photo: Mira Kovač", Reason::Credit),
            ("(Photo by Mira Kovač/Getty Images)", Reason::Credit),
            ("© Mira Kovač / AFP", Reason::Credit),
            ("Image source, Getty Images", Reason::Credit),
            ("FILE - The bridge at Vestra, 3 May 2024.", Reason::Caption),
            (
                "Lorries wait at the crossing. [File: Mira Kovač/Norrin Press]",
                Reason::Caption,
            ),
            (
                "Lorries wait at the crossing [Mira Kovač/Al Jazeera]",
                Reason::Caption,
            ),
            (
                "Lorries wait, Monday. (AP Photo/Mira Kovač, File)",
                Reason::Caption,
            ),
            ("Lorries wait. (Photo: EPA / Mira Kovač)", Reason::Caption),
            (
                "Lorries wait in VestraImage: Mira Kovač/AP/picture alliance",
                Reason::Caption,
            ),
            (
                "Lorries wait. Photograph: Mira Kovač/Vestra Press",
                Reason::Caption,
            ),
            (
                "Lorries wait in Vestra. REUTERS/Mira Kovač",
                Reason::Caption,
            ),
        ] {
            assert_eq!(why(line), Some(reason), "{line}");
        }
    }

    #[test]
    fn sentences_are_not() {
        for line in [
            "The mayor spoke to reporters (and to the crowd).",
            "He ran for the Northern Union (NU)",
            "“They told [us] to wait [for days]",
            "The photo: a bridge that stands no more.",
            "© 2025 Vestra Courier",
            "The governor (left) and the mayor (right)",
            "Image makers have had a hard year.",
        ] {
            assert_eq!(why(line), None, "{line}");
        }
    }
}
