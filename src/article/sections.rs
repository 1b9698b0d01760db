//! The body cut at its headings.

use super::{Block, BlockKind, Heading, Section, headings};
use crate::slug::{Unique, slugify};
use crate::source::Format;

/// The lead and a section for each heading. No section is made of nothing: a text that opens with a heading has no lead
/// paragraphs, but the lead is there all the same, so that the first section is always it.
pub(super) fn read(text: &str, format: Format, body: Vec<Block>) -> Vec<Section> {
    if body.is_empty() {
        return Vec::new();
    }
    let is_heading: Vec<bool> = match format {
        Format::Plain => (0..body.len())
            .map(|i| headings::is_heading(text, &body, i))
            .collect(),
        Format::Markdown => body
            .iter()
            .map(|block| matches!(block.kind, BlockKind::Heading(_)))
            .collect(),
    };
    let mut slugs = Unique::default();
    let mut sections = vec![Section {
        slug: slugs.take("lead".into()),
        ..Section::default()
    }];
    for (block, is_heading) in body.into_iter().zip(is_heading) {
        if is_heading {
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
    sections
}
