//! An article's text as HTML: its blocks, with quotations, mentions and attributions marked.

use super::escape;
use super::inline::{self, Annotation, Kind, Page};
use super::voices::Voices;
use crate::article::{Block, BlockKind, Inline};
use crate::quotes::{Quotation, QuotationKind};
use crate::span::Span;

/// Writes the text of one article for one page.
pub(super) struct Body<'a> {
    pub(super) voices: &'a Voices<'a>,
    pub(super) page: Page<'a>,
    /// Where the first picture of the page stands in the text, which is not waited for until it is scrolled to.
    pub(super) first_picture: Option<Span>,
    /// Whether the speakers are named beside the text.
    pub(super) margin: bool,
}

impl Body<'_> {
    /// The blocks of section `index`.
    pub(super) fn section(&self, index: usize) -> String {
        let entry = self.voices.entry();
        let Some(section) = entry.article.sections.get(index) else {
            return String::new();
        };
        let mut html = String::with_capacity(section.blocks.iter().map(|b| b.span.len() * 2).sum());
        let mut blocks = &section.blocks[..];
        while let Some(first) = blocks.first() {
            let run = blocks.iter().take_while(|b| belong_together(first, b));
            let (group, rest) = blocks.split_at(run.count().max(1));
            self.group(&mut html, first.kind, group);
            blocks = rest;
        }
        self.anchors_without_words(&mut html, index);
        html.truncate(html.trim_end().len());
        html
    }

    fn group(&self, html: &mut String, kind: BlockKind, group: &[Block]) {
        match kind {
            BlockKind::Item { number } => {
                let number = number.map(u32::from);
                let is_plain = number.is_none();
                match number {
                    None => html.push_str("<ul>\n"),
                    Some(1) => html.push_str("<ol>\n"),
                    Some(start) => html.push_str(&format!("<ol start=\"{start}\">\n")),
                }
                let mut expected = number;
                for block in group {
                    let number = match block.kind {
                        BlockKind::Item { number } => number.map(u32::from),
                        _ => None,
                    };
                    if number == expected {
                        html.push_str("<li>");
                    } else {
                        html.push_str(&format!("<li value=\"{}\">", number.unwrap_or_default()));
                    }
                    expected = number.map(|n| n.saturating_add(1));
                    self.words(html, block);
                    self.attribution(html, std::slice::from_ref(block));
                    html.push_str("</li>\n");
                }
                html.push_str(if is_plain { "</ul>\n" } else { "</ol>\n" });
            }
            BlockKind::BlockQuote => {
                html.push_str("<blockquote>\n");
                for block in group {
                    html.push_str("<p>");
                    self.words(html, block);
                    html.push_str("</p>\n");
                }
                html.push_str("</blockquote>\n");
                self.attribution(html, group);
            }
            BlockKind::Preformatted => {
                for block in group {
                    // HTML drops a line break right behind the tag: one is given for it.
                    html.push_str("<pre>\n");
                    self.words(html, block);
                    html.push_str("</pre>\n");
                    self.attribution(html, std::slice::from_ref(block));
                }
            }
            BlockKind::Picture => {
                for block in group {
                    self.figures(html, block);
                }
            }
            // A heading here is one that was found to head no section.
            BlockKind::Paragraph | BlockKind::Heading(_) => {
                for block in group {
                    html.push_str("<p>");
                    self.words(html, block);
                    html.push_str("</p>\n");
                    self.attribution(html, std::slice::from_ref(block));
                }
            }
        }
    }

    fn words(&self, html: &mut String, block: &Block) {
        let text = &*self.voices.entry().document.text;
        let mut annotations: Vec<Annotation> = Vec::new();
        let dateline = self.voices.entry().article.dateline;
        annotations.extend(
            dateline
                .filter(|span| block.span.contains(*span))
                .map(|span| Annotation {
                    span,
                    kind: Kind::Dateline,
                    element: "span",
                    open: "<span class=\"dateline\">".into(),
                    again: "<span class=\"dateline\">".into(),
                }),
        );
        let quotations = self.voices.starting_in(block.span);
        annotations.extend(quotations.iter().map(|of| self.quotation_element(of)));
        let mentions = self.voices.mentions_in(block.span);
        annotations.extend(mentions.iter().map(|mention| self.mention_element(mention)));
        annotations.sort_by_key(|a| (a.span.start, std::cmp::Reverse(a.span.end), a.kind));
        let whole = Span::new(0, text.len());
        let began = inline::write(
            html,
            text,
            &block.inlines(),
            whole,
            &annotations,
            &self.page,
        );
        for (annotation, began) in annotations.iter().zip(began) {
            if annotation.kind == Kind::Quotation && !began {
                html.extend([&*annotation.open, "</span>"]);
            }
        }
    }

    fn mention_element(&self, mention: &super::voices::Mention) -> Annotation {
        let mut open = String::from("<a class=\"speaker\" href=\"");
        open.push_str(self.page.root);
        escape::push(&mut open, mention.href);
        open.push_str("\">");
        Annotation {
            span: mention.span,
            kind: Kind::Mention,
            element: "a",
            again: open.clone(),
            open,
        }
    }

    /// Who speaks in these blocks, for the margin.
    fn attribution(&self, html: &mut String, blocks: &[Block]) {
        let mut speakers: Vec<(u32, bool)> = Vec::new();
        let mut has_quotations = false;
        for block in blocks {
            for quotation in self.voices.starting_in(block.span) {
                has_quotations = true;
                let Some(attribution) = &quotation.attribution else {
                    continue;
                };
                let is_named = self.voices.names_in(block.span, quotation);
                match speakers.iter_mut().find(|s| s.0 == attribution.speaker) {
                    Some(speaker) => speaker.1 |= is_named,
                    None => speakers.push((attribution.speaker, is_named)),
                }
            }
        }
        if !has_quotations || !self.margin {
            return;
        }
        if speakers.is_empty() {
            html.push_str("<aside class=\"attribution implied unattributed\"><p>");
            escape::push(html, self.voices.language().say("unattributed"));
            html.push_str("</p></aside>\n");
            return;
        }
        let all_named = speakers.iter().all(|s| s.1);
        html.push_str(if all_named {
            "<aside class=\"attribution\">"
        } else {
            "<aside class=\"attribution implied\">"
        });
        for (speaker, is_named) in speakers {
            let Some((name, href, role)) = self.voices.speaker(speaker) else {
                continue;
            };
            html.push_str(if is_named && !all_named {
                "<p class=\"named\"><a href=\""
            } else {
                "<p><a href=\""
            });
            html.push_str(self.page.root);
            escape::push(html, href);
            html.push_str("\">");
            escape::push(html, &name);
            html.push_str("</a>");
            if let Some(role) = role {
                html.push_str(" <span class=\"role\">");
                escape::push(html, role);
                html.push_str("</span>");
            }
            html.push_str("</p>");
        }
        html.push_str("</aside>\n");
    }

    /// A link to a quotation must find its anchor, even when no block shows its words.
    fn anchors_without_words(&self, html: &mut String, index: usize) {
        let entry = self.voices.entry();
        let blocks = &entry.article.sections[index].blocks;
        for quotation in &entry.quotations {
            let start = quotation.marked.start;
            let is_shown = quotation.section as usize != index
                || self.voices.stands_in_a_line(quotation)
                || blocks
                    .iter()
                    .any(|block| block.span.start <= start && start < block.span.end);
            if !is_shown {
                html.push_str(&self.quotation_element(quotation).open);
                html.push_str("</span>\n");
            }
        }
    }

    /// A line of the head or a heading: `words`, which stand at `span` with other white space or markup.
    pub(super) fn line(&self, words: &str, span: Option<Span>) -> String {
        let mut annotations = Vec::new();
        if let Some(span) = span {
            self.annotate_line(words, span, &mut annotations);
        }
        let mut html = String::with_capacity(words.len() + 16);
        let whole = Span::new(0, words.len());
        let inlines = [Inline::Text(whole)];
        let began = inline::write(&mut html, words, &inlines, whole, &annotations, &self.page);
        for (annotation, began) in annotations.iter().zip(began) {
            if annotation.kind == Kind::Quotation && !began {
                html.extend([&*annotation.open, "</span>"]);
            }
        }
        html
    }

    fn quotation_element(&self, quotation: &Quotation) -> Annotation {
        let kind = match quotation.kind {
            QuotationKind::Direct => "direct",
            QuotationKind::Partial => "partial",
        };
        let speaker = quotation.attribution.as_ref();
        let speaker = speaker.and_then(|of| self.voices.speaker(of.speaker));
        let unattributed = if speaker.is_some() {
            ""
        } else {
            " unattributed"
        };
        let again = format!("<span class=\"quotation {kind}{unattributed}\">");
        let mut open = format!("<span class=\"quotation {kind}{unattributed}\" id=\"");
        escape::push(&mut open, &quotation.id);
        if let Some((name, _, role)) = speaker {
            // A script that copies the words says whose they are.
            open.push_str("\" data-by=\"");
            escape::push(&mut open, &name);
            if let Some(role) = role {
                open.push_str(", ");
                escape::push(&mut open, role);
            }
        }
        open.push_str("\">");
        Annotation {
            span: quotation.marked,
            kind: Kind::Quotation,
            element: "span",
            open,
            again,
        }
    }

    /// Finds what the document marks at `span` again in `words`, in order.
    fn annotate_line(&self, words: &str, span: Span, annotations: &mut Vec<Annotation>) {
        let text = &*self.voices.entry().document.text;
        let quotations = self.voices.starting_in(span).iter();
        annotations.extend(quotations.map(|of| self.quotation_element(of)));
        let mentions = self.voices.mentions_in(span).iter();
        annotations.extend(mentions.map(|mention| self.mention_element(mention)));
        annotations.sort_by_key(|a| (a.span.start, std::cmp::Reverse(a.span.end), a.kind));
        let mut from = 0;
        for annotation in annotations.iter_mut() {
            let needle = crate::article::squash(annotation.span.of(text));
            let found = words[from..].find(&needle).filter(|_| !needle.is_empty());
            annotation.span = match found {
                Some(at) => {
                    let start = from + at;
                    // What lies inside a quotation is looked for inside it.
                    if annotation.kind == Kind::Mention {
                        from = start + needle.len();
                    } else {
                        from = start;
                    }
                    Span::new(start, start + needle.len())
                }
                None => Span::new(words.len(), words.len()),
            };
        }
        annotations.sort_by_key(|a| (a.span.start, std::cmp::Reverse(a.span.end), a.kind));
    }
}

fn belong_together(first: &Block, other: &Block) -> bool {
    match (first.kind, other.kind) {
        (BlockKind::Item { number: a }, BlockKind::Item { number: b }) => {
            a.is_some() == b.is_some()
        }
        (BlockKind::BlockQuote, BlockKind::BlockQuote) => true,
        _ => false,
    }
}
