//! An editor's decision written into a document's front matter, and nothing else of the file touched.
//!
//! What is written is put between what stands there, at places that `toml_edit` tells: comments, order, spaces and line
//! ends stay to the byte. The result is read again and compared before it is given out.

use super::replace::Refusal;
use crate::config::{FrontMatter, Settlement};
use crate::source::{self, fenced};
use jiff::civil::Date;
use std::ops::Range;
use toml_edit::{Document, Item, Table, Value};

/// What an editor decides.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// The quotation with these words is by this speaker.
    Speaker {
        /// Words of the quotation.
        words: String,
        /// Who said it.
        name: String,
    },
    /// The quotation with these words is none.
    Skip {
        /// Words of the quotation.
        words: String,
    },
    /// What was decided of these words is taken back.
    TakeBack {
        /// As the settlement has them.
        words: String,
    },
    /// The article is of this day.
    Date(Date),
}

/// The line that names a quotation.
pub(super) fn match_line(words: &str) -> String {
    format!("match = {}", Value::from(words))
}

/// The file with a decision in its front matter; it is given one if it has none.
///
/// # Errors
/// A message when the file is no UTF-8, or the decision can't be written without a change to something else.
pub(super) fn write(file: &[u8], decision: &Decision) -> Result<Vec<u8>, Refusal> {
    let unfit = |words: &str| Refusal::Unfit(words.to_owned());
    let text = std::str::from_utf8(file)
        .ok()
        .filter(|text| !text.contains('\0'))
        .ok_or_else(|| unfit("the file is not UTF-8; save it as UTF-8 first"))?;
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let (mark, text) = text.split_at(mark.min('\u{feff}'.len_utf8()));
    let written = written(text, decision).map_err(|words| Refusal::Unfit(words.to_owned()))?;
    let new = [mark, &written].concat().into_bytes();
    if takes_effect(file, &new, decision) {
        Ok(new)
    } else {
        Err(unfit(
            "this can't be written without a change to something else; write the lines into the front matter by hand",
        ))
    }
}

/// Whether the new file is the old one but for the decision.
fn takes_effect(old: &[u8], new: &[u8], decision: &Decision) -> bool {
    let read = |bytes| source::read(bytes, "document.txt").ok();
    let (Some(old), Some(new)) = (read(old), read(new)) else {
        return false;
    };
    let mut expected = FrontMatter::clone(&old.front_matter);
    apply(&mut expected, decision);
    expected == *new.front_matter && old.body.of(&old.text) == new.body.of(&new.text)
}

/// The decision, in front matter that has been read.
fn apply(front_matter: &mut FrontMatter, decision: &Decision) {
    let settlements = &mut front_matter.settlements;
    match decision {
        Decision::Speaker { words, name } => {
            let same = settlements
                .iter_mut()
                .find(|settled| is_named(settled, words));
            match same {
                Some(settled) => settled.speaker = Some(name.clone()),
                None => settlements.push(Settlement {
                    words: words.clone(),
                    speaker: Some(name.clone()),
                    skip: false,
                }),
            }
        }
        Decision::Skip { words } => {
            settlements.retain(|settled| settled.words != *words);
            settlements.push(Settlement {
                words: words.clone(),
                speaker: None,
                skip: true,
            });
        }
        Decision::TakeBack { words } => settlements.retain(|settled| settled.words != *words),
        Decision::Date(date) => front_matter.date = Some(*date),
    }
}

fn is_named(settled: &Settlement, words: &str) -> bool {
    settled.words == words && settled.speaker.is_some() && !settled.skip
}

type Written = Result<String, &'static str>;

fn written(text: &str, decision: &Decision) -> Written {
    let line_end = line_end(text);
    // Alone it ends a line here, but not in TOML. It is as long as what stands in its place.
    let lines = plain_line_ends(text);
    let Some(fenced) = fenced(&lines) else {
        let new = lines_of(decision, line_end)?;
        return Ok(format!("+++{line_end}{new}+++{line_end}{text}"));
    };
    let inside = fenced.inside.range();
    let toml = &lines[inside.clone()];
    let document = Document::parse(toml).map_err(|_| "the front matter can't be read")?;
    let edit = match decision {
        Decision::Speaker { words, name } => match speaker_value(&document, words) {
            Some(range) => (range, Value::from(name).to_string()),
            None => appended(&document, toml, decision, line_end)?,
        },
        Decision::Skip { words } if has_settlement(&document, words) => {
            let back = Decision::TakeBack {
                words: words.clone(),
            };
            return written(&written(text, &back)?, decision);
        }
        Decision::Skip { .. } => appended(&document, toml, decision, line_end)?,
        Decision::TakeBack { words } => {
            let Some(range) = table_lines(&document, toml, words) else {
                return Err("the front matter has no such [[quote]] that could be taken out");
            };
            let rest = [&toml[..range.start], &toml[range.end..]].concat();
            if rest.trim().is_empty() {
                let whole = fenced.whole.range();
                return Ok([&text[..whole.start], &text[whole.end..]].concat());
            }
            let once_more = [
                &text[..inside.start + range.start],
                &text[inside.start + range.end..],
            ]
            .concat();
            // Several may say the same.
            return match has_settlement_in(&rest, words) {
                true => written(&once_more, decision),
                false => Ok(once_more),
            };
        }
        Decision::Date(_) => {
            if document.contains_key("date") {
                return Err("the front matter has a date already");
            }
            let keys = document.iter().filter(|(_, item)| item.is_value());
            let ends = keys
                .filter_map(|(_, item)| item.span())
                .map(|span| span.end);
            let at = ends.max().map_or(0, |end| end_of_line(toml, end));
            (at..at, lines_of(decision, line_end)?)
        }
    };
    let (range, new) = edit;
    let (before, after) = (
        &text[..inside.start + range.start],
        &text[inside.start + range.end..],
    );
    Ok([before, &new, after].concat())
}

/// The lines of a decision that stand for themselves.
fn lines_of(decision: &Decision, line_end: &str) -> Written {
    let (header, first, second) = match decision {
        Decision::Speaker { words, name } => (
            "[[quote]]",
            match_line(words),
            format!("speaker = {}", Value::from(name)),
        ),
        Decision::Skip { words } => ("[[quote]]", match_line(words), "skip = true".to_owned()),
        Decision::Date(date) => return Ok(format!("date = {date}{line_end}")),
        Decision::TakeBack { .. } => return Err("there is nothing to take back"),
    };
    Ok(format!(
        "{header}{line_end}{first}{line_end}{second}{line_end}"
    ))
}

/// Where a settlement is added, and what is written there.
fn appended(
    document: &Document<&str>,
    toml: &str,
    decision: &Decision,
    line_end: &str,
) -> Result<(Range<usize>, String), &'static str> {
    if document.get("quote").is_some_and(|item| item.is_value()) {
        return Err(
            "the front matter has its settlements in a list; write [[quote]] tables instead",
        );
    }
    let lines = lines_of(decision, line_end)?;
    let is_apart = toml.trim().is_empty()
        || toml.trim_end_matches([' ', '\t']).ends_with("\n\n")
        || toml.ends_with("\n\r\n");
    let space = if is_apart { "" } else { line_end };
    Ok((toml.len()..toml.len(), format!("{space}{lines}")))
}

/// The tables that settle these words.
fn tables<'t>(document: &'t Document<&str>, words: &'t str) -> impl Iterator<Item = &'t Table> {
    let tables = document.get("quote").and_then(Item::as_array_of_tables);
    let tables = tables.into_iter().flat_map(|tables| tables.iter());
    tables.filter(move |table| table.get("match").and_then(Item::as_str) == Some(words))
}

fn has_settlement(document: &Document<&str>, words: &str) -> bool {
    tables(document, words).next().is_some()
}

fn has_settlement_in(toml: &str, words: &str) -> bool {
    Document::parse(toml).is_ok_and(|document| has_settlement(&document, words))
}

/// Where the speaker of these words is written.
fn speaker_value(document: &Document<&str>, words: &str) -> Option<Range<usize>> {
    let named = |table: &&Table| table.get("skip").and_then(Item::as_bool) != Some(true);
    let mut tables = tables(document, words).filter(named);
    tables.find_map(|table| table.get("speaker")?.span())
}

/// The lines of the table that settles these words, with an empty line before it.
fn table_lines(document: &Document<&str>, toml: &str, words: &str) -> Option<Range<usize>> {
    let table = tables(document, words).next()?;
    let values = table.iter().filter_map(|(_, item)| item.span());
    let header = table.span()?;
    let start = toml[..header.start].rfind('\n').map_or(0, |at| at + 1);
    let last = values.map(|span| span.end).max().unwrap_or(header.end);
    let end = end_of_line(toml, last);
    let before = &toml[..start];
    let start = match before {
        _ if before.ends_with("\n\r\n") => start - 2,
        _ if before.ends_with("\n\n") => start - 1,
        _ => start,
    };
    Some(start..end)
}

/// Behind the line that the byte at `at` stands in.
fn end_of_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// How lines end in this text.
fn line_end(text: &str) -> &'static str {
    match text.find(['\r', '\n']) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// The text with a line feed for each carriage return that stands alone.
fn plain_line_ends(text: &str) -> String {
    let mut chars = text.chars().peekable();
    let mut plain = String::with_capacity(text.len());
    while let Some(c) = chars.next() {
        let is_alone = c == '\r' && chars.peek() != Some(&'\n');
        plain.push(if is_alone { '\n' } else { c });
    }
    plain
}

#[cfg(test)]
mod tests;
