//! The body cut at its headings.

use super::headings::{self, Verdict};
use super::noise::Before;
use super::{Block, BlockKind, Heading, Section};
use crate::slug::{Unique, slugify};
use crate::source::Format;
use crate::span::Span;

/// The lead and a section for each heading, and the lines that may be headings. No section is made of nothing: a text
/// that opens with a heading has no lead paragraphs, but the lead is there all the same, so that the first section is
/// always it.
pub(super) fn read(
    text: &str,
    format: Format,
    body: Vec<Block>,
    befores: &[Before],
) -> (Vec<Section>, Vec<Span>) {
    if body.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let verdicts: Vec<Verdict> = (0..body.len())
        .map(|i| match format {
            _ if matches!(body[i].kind, BlockKind::Heading(_)) => Verdict::Heading,
            Format::Plain => headings::verdict(text, &body, befores, i),
            Format::Markdown if headings::is_strong(text, &body, i) => Verdict::Heading,
            Format::Markdown => Verdict::No,
        })
        .collect();
    let mut slugs = Unique::default();
    let mut doubtful = Vec::new();
    let mut sections = vec![Section {
        slug: slugs.take("lead".into()),
        ..Section::default()
    }];
    for (block, verdict) in body.into_iter().zip(verdicts) {
        if verdict == Verdict::Doubtful {
            doubtful.push(block.span);
        }
        if verdict == Verdict::Heading {
            let line = block.line(text);
            sections.push(Section {
                slug: slugs.take(slugify(&line, "section")),
                heading: Some(Heading {
                    span: block.span,
                    text: line,
                }),
                blocks: Vec::new(),
            });
        } else if let Some(section) = sections.last_mut() {
            section.blocks.push(block);
        }
    }
    (sections, doubtful)
}
