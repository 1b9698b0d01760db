//! Runs that a missing mark makes too long, or takes away.

use super::{Run, next_mark, single};
use crate::lexicon::{Class, Lexicon};
use crate::span::{Span, is_blank};

/// Ends a run that nothing closes where its cue begins: of `“It is open, said Kovač.` the reporter said the last words.
pub(in crate::quotes) fn cut_at_cue(text: &str, lexicon: &Lexicon, run: &mut Run) {
    let words = run.span.of(text);
    let commas = words.match_indices([',', '?', '!']);
    let cue = commas
        .map(|(at, mark)| at + mark.len())
        .find(|&at| begins_cue(lexicon, &words[at..]));
    if let Some(at) = cue {
        run.span.end = run.span.start + u32::try_from(at).unwrap_or_default();
        run.marked.end = run.span.end;
    }
}

/// `said Kovač`, `he said.`, `Mira Kovač told reporters`
fn begins_cue(lexicon: &Lexicon, behind: &str) -> bool {
    const SUBJECT: usize = 4;
    if !behind.starts_with(is_blank) {
        return false;
    }
    let mut words = behind.split_whitespace().take(SUBJECT + 2).peekable();
    let is_cue = |word: &str, classes: Class| {
        let bare = word.trim_end_matches(['.', ',', ':']);
        bare.starts_with(char::is_lowercase)
            && !bare.ends_with("ing")
            && lexicon.class_of(bare).is(classes)
    };
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    if words.next_if(|word| is_cue(word, Class::SAYING)).is_some() {
        return words.next().is_some_and(capital);
    }
    let mut subject = 0;
    while let Some(word) = words.next() {
        if subject > 0 && is_cue(word, Class::SAYING.or(Class::TELLING)) {
            let telling = lexicon.class_of(word).is(Class::TELLING);
            let next = words.peek().map(|next| lexicon.class_of(next));
            return telling
                || word.ends_with(['.', ',', ':'])
                || next.is_none_or(|class| class.is(Class::PREPOSITION.or(Class::TIME)));
        }
        let pronoun = subject == 0
            && lexicon
                .class_of(word)
                .is(Class::HE.or(Class::SHE).or(Class::THEY));
        if !(capital(word) || pronoun) || word.ends_with(['.', '!', '?']) {
            return false;
        }
        subject += 1;
    }
    false
}

/// The run of a paragraph that goes on with what was left open before it, has no opening mark and has a closing one.
pub(in crate::quotes) fn without_opener(text: &str, pieces: &[Span], singles: bool) -> Option<Run> {
    let piece = pieces.first()?;
    let words = piece.of(text);
    let mut from = 0;
    loop {
        let (at, length) = next_mark(words.as_bytes(), from, singles)?;
        from = at + length;
        let is_single = single::is_single(words, at);
        if is_single && !single::closes(words, at) {
            if single::opens(words, at) {
                return None;
            }
            continue;
        }
        let mark = words[at..].chars().next()?;
        let before = words[..at].chars().next_back()?;
        let after = words[from..].chars().next();
        let closes = matches!(mark, '”' | '"' | '’' | '\'')
            && matches!(before, '.' | ',' | '!' | '?' | '…')
            && after.is_none_or(is_blank);
        let start = piece.range().start;
        return closes.then(|| Run {
            span: Span::new(start, start + at).trimmed(text),
            marked: Span::new(start, start + from).trimmed(text),
            closed: true,
            single: is_single,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotes::marks::runs;

    fn cut(text: &str) -> Vec<&str> {
        let mut runs = runs(text, &[Span::new(0, text.len())], false);
        for run in runs.iter_mut().filter(|run| !run.closed) {
            cut_at_cue(text, Lexicon::english(), run);
        }
        runs.into_iter().map(|run| run.span.of(text)).collect()
    }

    #[test]
    fn the_cue_is_no_part_of_what_was_said() {
        assert_eq!(
            cut("“The bridge is open, said Mira Kovač. “It will stay open.”"),
            ["The bridge is open,", "It will stay open."]
        );
        assert_eq!(
            cut("“The deck is narrow, Oskar Lind said."),
            ["The deck is narrow,"]
        );
        assert_eq!(cut("“Is it open? she asked on Tuesday."), ["Is it open?"]);
        assert_eq!(cut("“It is open, Kovač told reporters."), ["It is open,"]);
    }

    #[test]
    fn a_clause_of_the_speakers_own_stays() {
        for text in [
            "“I asked, and they said no.",
            "“Go, said the tin man.",
            "“Well, Kovač said no to it.",
        ] {
            assert_eq!(cut(text), [&text[3..]]);
        }
    }

    #[test]
    fn a_closing_mark_alone_ends_what_was_left_open() {
        let read = |text: &str| {
            let run = without_opener(text, &[Span::new(0, text.len())], false);
            run.map(|run| run.span.of(text).to_owned())
        };
        assert_eq!(
            read("We filled it in.” Lind left.").as_deref(),
            Some("We filled it in.")
        );
        assert_eq!(read("We called it “a plank”."), None);
        assert_eq!(read("A 12\" pipe."), None);
    }
}
