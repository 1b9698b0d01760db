//! What is printed, and where.

use super::Status;
use crate::language::Language;
use anstream::{AutoStream, ColorChoice};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, ErrorKind, Write};

/// Prints a part of the result. `Err` when no more can be printed: with [`Status::Done`] when the reader has
/// closed the pipe, who has then got what they wanted.
pub(super) fn print(result: &[u8]) -> Result<(), Status> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(result).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(Status::Done),
        Err(error) => {
            say(&format!("error: can't write the result: {error}"));
            Err(Status::Machine)
        }
    }
}

/// Says something to whoever sits at the terminal.
pub(super) fn say(text: &str) {
    // There is no other place to complain to.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Whether colour is wanted on standard error: on a terminal, and `NO_COLOR` is not set.
pub(super) fn is_colourful() -> bool {
    AutoStream::choice(&io::stderr()) != ColorChoice::Never
}

/// A bar on standard error that is filled by `steps`; nothing where that is no terminal.
pub(super) fn progress(steps: usize, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(steps as u64).with_message(what);
    match ProgressStyle::with_template("{msg} {bar:30} {human_pos} of {human_len}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// A number as it is read: `25,871`.
pub(super) fn grouped(n: u64) -> String {
    Language::english().number(n)
}

/// `1 page`, `2,000 pages`: the noun's plural has an s.
pub(super) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let numbers = [0, 999, 1_000, 70_371, 1_234_567].map(grouped);
        assert_eq!(numbers, ["0", "999", "1,000", "70,371", "1,234,567"]);
        assert_eq!(count(1, "page"), "1 page");
        assert_eq!(count(1_200, "page"), "1,200 pages");
    }
}
