//! Direct, partial, or no quotation at all: what quoted words are by themselves and by what stands before them.

use super::marks::Run;
use super::paragraphs::Paragraph;
use super::sentences::last_mark;
use super::tokens::Token;
use crate::lexicon::{Class, Lexicon};

/// What can be told of quoted words without knowing whose they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// One more than is enough to tell, where there are more.
    pub words: usize,
    /// Has a subject and a verb, as far as that can be told.
    pub is_clause: bool,
    /// Begins as a sentence and ends as one, or goes on behind a comma.
    pub is_sentence: bool,
    /// Ends as a sentence does, or with the comma before a cue.
    pub ends: bool,
    /// Begins with a verb that only a clause has: `will not happen`.
    pub lacks_subject: bool,
    /// All its words have capitals: a title, or a name.
    pub is_title: bool,
    /// Written as the title of a work is, whatever its length.
    pub is_work: bool,
    /// A word before it says that it is a term or a name: `the term “…”`.
    pub is_named: bool,
    /// A preposition stands before it: `in “…”`.
    pub is_governed: bool,
}

impl Shape {
    pub fn of(
        text: &str,
        lexicon: &Lexicon,
        paragraph: &Paragraph,
        run: &Run,
        token: usize,
    ) -> Self {
        let inside = run.span.of(text);
        let mut words = 0;
        let mut capitals = 0;
        let mut small = 0;
        let mut verbs = 0;
        let mut opener = false;
        let mut lacks_subject = false;
        // Enough to tell: a longer one is a clause anyhow.
        const ENOUGH: usize = 24;
        for word in inside.split_whitespace() {
            words += 1;
            if words > ENOUGH {
                break;
            }
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let class = lexicon.class_of(bare);
            if bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
                capitals += 1;
            } else if !bare.is_empty()
                && !class.is(Class::DETERMINER
                    .or(Class::PREPOSITION)
                    .or(Class::COORDINATOR))
            {
                small += 1;
            }
            verbs += usize::from(
                class.is(Class::FINITE) || bare.contains(['’', '\'']) && !class.is_empty(),
            );
            opener |= words == 1 && class.is(Class::CLAUSE_OPENER);
            // `let`, `do`, `go`: an order has no subject.
            lacks_subject |= words == 1
                && class.is(Class::FINITE)
                && class.is(Class::AUXILIARY)
                && bare.starts_with(char::is_lowercase);
        }
        let end = last_mark(inside);
        let first = inside.chars().find(|c| c.is_alphanumeric());
        let capital = first.is_some_and(|c| !c.is_lowercase());
        let ends = matches!(end, '.' | '!' | '?' | ',' | '…' | '—' | '–') || !run.closed;
        let is_sentence = capital && ends && words >= 3;
        let is_clause = words >= ENOUGH
            || (is_sentence && matches!(end, '.' | '!' | '?') && small > 0)
            || (words >= 3 && verbs > 0 && (opener || is_sentence || words >= 6))
            || (words >= 2 && opener && verbs > 0)
            || (is_sentence && opener)
            || (is_sentence && words >= 6 && small >= 2);
        Self {
            words,
            is_clause,
            is_sentence,
            ends,
            lacks_subject,
            is_title: words <= 5 && capitals > 0 && small == 0 && end != '!' && end != '?',
            is_work: words <= ENOUGH
                && capitals >= 2
                && (small == 0 || capitals >= 4 && small == 1)
                && (!matches!(end, '!' | '?') || capitals >= 4 && small == 0),
            is_named: is_named(text, &paragraph.tokens, token),
            is_governed: token.checked_sub(1).is_some_and(|i| {
                let class = paragraph.tokens[i].class;
                class.is(Class::PREPOSITION) && !class.is(Class::CONJUNCTION)
            }),
        }
    }
}

/// Whether the words before the marks say that a name or a term stands between them.
fn is_named(text: &str, tokens: &[Token], token: usize) -> bool {
    let before = |n: usize| token.checked_sub(n).map(|i| &tokens[i]);
    let Some(last) = before(1) else { return false };
    let word = last.span.of(text);
    let naming =
        |n: usize| before(n).is_some_and(|t| t.class.is(Class::NAMING) && !t.class.is(Class::CUE));
    if naming(1) {
        return true;
    }
    // `a chorus of two words: “…”`, `her book, “…”`
    if last.is_mark(':') || last.is_mark(',') {
        return naming(2);
    }
    // `nickname of “…”`, `known for years as “…”`, `known as the “…”`
    let known = |from: usize| {
        (from..from + 5).any(|n| {
            before(n).is_some_and(|t| matches!(t.span.of(text), "known" | "referred" | "counted"))
        })
    };
    match word {
        "of" => naming(2),
        "as" => naming(2) || known(2),
        "the" | "a" | "an" => before(2).is_some_and(|t| t.span.of(text) == "as") && known(3),
        _ => false,
    }
}
