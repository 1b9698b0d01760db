//! The body cut at its headings.

use super::headings::{self, Verdict};
use super::{Block, BlockKind, Heading, Section};
use crate::lexicon::Lexicon;
use crate::slug::{Slugs, Unique};
use crate::source::Format;
use crate::span::Span;

/// The lead and a section for each heading, and the lines that may be headings. No section is made of nothing: a text
/// that opens with a heading has no lead paragraphs, but the lead is there all the same, so that the first section is
/// always it.
pub(super) fn read(
    text: &str,
    lexicon: &Lexicon,
    format: Format,
    body: Vec<Block>,
    under_credit: &[bool],
    written: Slugs,
) -> (Vec<Section>, Vec<Span>) {
    if body.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let mut verdicts: Vec<Verdict> = (0..body.len())
        .map(|i| match format {
            _ if matches!(body[i].kind, BlockKind::Heading(_)) => Verdict::Heading,
            Format::Plain => headings::verdict(text, lexicon, &body, under_credit, i),
            Format::Markdown if headings::is_strong(text, &body, i) => Verdict::Heading,
            Format::Markdown => Verdict::No,
        })
        .collect();
    first_of_the_numbered(text, &body, &mut verdicts);
    let mut slugs = Unique::default();
    let mut doubtful = Vec::new();
    // How many blocks stand between one heading and the next, so that no section takes more room than it needs.
    let mut sizes = verdicts
        .split(|verdict| *verdict == Verdict::Heading)
        .map(<[Verdict]>::len);
    let mut section = |slug: String, heading: Option<Heading>| Section {
        slug: slug.into(),
        heading,
        blocks: Vec::with_capacity(sizes.next().unwrap_or_default()),
    };
    let mut sections = vec![section(slugs.take("lead".into()), None)];
    for (block, verdict) in body.into_iter().zip(&verdicts) {
        if *verdict == Verdict::Doubtful {
            doubtful.push(block.span);
        }
        if *verdict == Verdict::Heading {
            let text: Box<str> = block.line(text).into();
            let slug = slugs.take(written.of(&text, "section"));
            let span = block.span;
            sections.push(section(slug, Some(Heading { span, text })));
        } else if let Some(section) = sections.last_mut() {
            section.blocks.push(block);
        }
    }
    (sections, doubtful)
}

/// Where headings are numbered from two on, the one doubtful line above them is the first.
fn first_of_the_numbered(text: &str, body: &[Block], verdicts: &mut [Verdict]) {
    let is_second = |i: usize| {
        let line = body[i].span.of(text);
        verdicts[i] == Verdict::Heading && (line.starts_with("2. ") || line.starts_with("2) "))
    };
    let Some(second) = (0..body.len()).find(|&i| verdicts[i] == Verdict::Heading) else {
        return;
    };
    let mut doubtful = (0..second).filter(|&i| verdicts[i] == Verdict::Doubtful);
    if is_second(second)
        && let (Some(first), None) = (doubtful.next(), doubtful.next())
    {
        verdicts[first] = Verdict::Heading;
    }
}
