//! Bylines, with and without `By`.

use super::{Head, Reason, Role, shape};
use crate::lexicon::{ArticleWords, Class, Lexicon, fold};

/// `By Mira Kovač and Oskar Lind`
pub(super) fn is_byline(words: &ArticleWords, line: &str) -> bool {
    let Some(rest) = words.byline.at_head(line).and_then(|at| line.get(at..)) else {
        return false;
    };
    let rest = rest.trim_start_matches([':', ' ', '\u{a0}']);
    let first = rest.split([' ', ',']).next().unwrap_or_default();
    let lower = first.to_lowercase();
    // "By Monday, all gates were shut"
    let is_date = words
        .weekdays
        .iter()
        .chain(&words.months)
        .any(|word| **word == *lower);
    !is_date
        && first.starts_with(char::is_uppercase)
        && shape::words(line, 24) <= 24
        && !shape::ends_a_sentence(line)
        && (!rest.contains(' ') || is_names(words, rest))
}

/// The name of an agency alone, or of several: `Reuters`, `AFP and AP`.
pub(super) fn is_agency(words: &ArticleWords, line: &str) -> bool {
    line.len() <= 60
        && line.starts_with(char::is_uppercase)
        && line
            .to_lowercase()
            .split([',', '/', '|'])
            .flat_map(|part| part.split(" and "))
            .all(|name| words.agencies.has(name.trim()))
}

/// A line of names and what belongs to them: `Mira Kovač in Vestra and Oskar Lind, Diplomatic editor`. Small words are
/// those that join names, and those of a desk.
pub(super) fn is_names(words: &ArticleWords, line: &str) -> bool {
    if line.len() > 200 || shape::ends_a_sentence(line) || line.contains(['?', '“', '"', ':', ';'])
    {
        return false;
    }
    let mut large = 0;
    let mut small = 0;
    for word in line
        .split([' ', ',', '/', '|', '·', '•', '-', '–'])
        .filter(|w| !w.is_empty())
    {
        if word.bytes().any(|b| b.is_ascii_digit()) {
            return false;
        }
        if word.starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '@')) {
            large += 1;
        } else if words.desks.has(word) || words.joiners.has(word) || words.agencies.has(word) {
            small += usize::from(words.desks.has(word));
        } else {
            return false;
        }
    }
    large >= 1 && large + small >= 2 && large <= 16
}

/// `Mira Kovač reported from Vestra.`
pub(super) fn says_where(words: &ArticleWords, line: &str) -> bool {
    line.len() <= 120
        && words.reported.iter().any(|phrase| {
            let at = line.find(&**phrase);
            at.is_some_and(|at| is_names(words, &line[..at]))
        })
}

/// Whether two bylines name the same, with or without `By`.
pub(super) fn is_same(words: &ArticleWords, one: &str, other: &str) -> bool {
    let bare = |line: &str| {
        fold(
            line.get(words.byline.at_head(line).unwrap_or(0)..)
                .unwrap_or_default(),
        )
    };
    bare(one).trim() == bare(other).trim()
}

/// A desk or post, below a name: `BBC News, Vestra`, `Diplomatic correspondent`.
fn is_desk(words: &ArticleWords, line: &str) -> bool {
    let lower = line.to_lowercase();
    let outlet = lower.split([',', '|']).next().unwrap_or_default().trim();
    line.starts_with(char::is_uppercase)
        && shape::words(line, 8) <= 8
        && (words.agencies.has(outlet)
            || is_names(words, line) && lower.split([' ', ',']).any(|word| words.desks.has(word)))
}

/// Whether the line begins with a given name.
pub(super) fn begins_with_given_name(lexicon: &Lexicon, line: &str) -> bool {
    let first = line.split(' ').next().unwrap_or_default();
    let class = lexicon.class(&first.to_lowercase());
    first.len() > 1 && class.is(Class::GIVEN_MALE.or(Class::GIVEN_FEMALE))
}

impl Head<'_, '_> {
    /// Whether a line names the writers without `By`: names, where a date, a desk or the page's controls stand beside.
    pub(super) fn is_by_names(&self, i: usize) -> bool {
        let words = &self.lexicon.article;
        let line = &*self.seen[i].line;
        if !matches!(self.seen[i].role, Role::Line) {
            return false;
        }
        let after_byline = i > 0 && self.is_name_or_byline(i - 1);
        if after_byline && is_desk(words, line) {
            return true;
        }
        // Once there is a byline, names alone are somebody else's.
        if self.article.byline.is_some() || !is_names(words, line) || shape::words(line, 16) > 16 {
            return false;
        }
        let lower = line.to_lowercase();
        let has_desk = lower.split([' ', ',']).any(|word| words.desks.has(word));
        let next = self.seen.get(i + 1);
        let beside = |seen: &super::Seen| {
            matches!(
                seen.role,
                Role::Date(_) | Role::Noise(Reason::ReadingTime | Reason::PageControls)
            )
        };
        let next_is_desk =
            next.is_some_and(|next| matches!(next.role, Role::Line) && is_desk(words, &next.line));
        has_desk
            || next_is_desk
            || next.is_some_and(beside)
            || i > 0 && beside(&self.seen[i - 1])
            || begins_with_given_name(self.lexicon, line) && shape::words(line, 4) <= 4
    }

    fn is_name_or_byline(&self, i: usize) -> bool {
        let seen = &self.seen[i];
        matches!(seen.role, Role::Byline | Role::BylineAndDate(..))
            || matches!(seen.role, Role::Line) && is_names(&self.lexicon.article, &seen.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        let words = &Lexicon::english().article;
        for line in [
            "By Mira Kovač",
            "BY MIRA KOVAČ AND OSKAR LIND",
            "By Mira Kovač in Vestra and Oskar Lind",
            "Written by Mira Kovač, Diplomatic editor",
            "By Reuters",
        ] {
            assert!(is_byline(words, line) || is_agency(words, line), "{line}");
        }
        for line in [
            "By Monday all gates were shut",
            "By the river",
            "By Mira Kovač’s own count, forty fell",
            "Bystanders wait",
        ] {
            assert!(!is_byline(words, line), "{line}");
        }
        assert!(is_agency(words, "Reuters") && is_agency(words, "AFP and AP"));
        assert!(!is_agency(words, "Reuters staff walk out"));
    }
}
