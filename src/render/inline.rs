//! A block's pieces as HTML, with what is marked in them.
//!
//! What is marked (a quotation, a mention) is a span of the text and knows nothing of the Markdown markup that may begin
//! inside and end outside. Elements nest, so each stretch of text between two boundaries is given the list of
//! elements that it must stand in, outermost first; what the list of the stretch before has in common stays open, the rest
//! is closed and opened again. So the markup is well formed whatever the spans are.

use super::escape;
use super::links::{self, Links, Target};
use crate::article::{Inline, Markup};
use crate::span::Span;
use std::borrow::Cow;

/// A span of the text that becomes an element.
#[derive(Debug)]
pub(super) struct Annotation {
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// The element's name.
    pub(super) element: &'static str,
    /// Its start tag.
    pub(super) open: String,
    /// Its start tag where it must be opened again: the same without the anchor.
    pub(super) again: String,
}

/// What is marked; an element that stands outside of others comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Dateline,
    Quotation,
    /// Inside of markup, and left out in a link: links do not nest.
    Mention,
}

/// Where a link of the text leads on this page.
pub(super) struct Page<'p> {
    pub(super) links: &'p Links,
    /// The way from this page to the site's root.
    pub(super) root: &'p str,
    /// The article's own address, from the root.
    pub(super) article: &'p str,
}

/// Appends the pieces to `html`; `annotations` stand in the order of their starts, those that hold others first.
///
/// Only what lies in `clip` is written. Comes back: for each annotation, whether it was opened.
pub(super) fn write(
    html: &mut String,
    text: &str,
    inlines: &[Inline],
    clip: Span,
    annotations: &[Annotation],
    page: &Page,
) -> Vec<bool> {
    let mut writer = Writer {
        html,
        inlines,
        annotations,
        page,
        began: vec![false; annotations.len()],
        next: 0,
        active: Vec::new(),
        markup: Vec::new(),
        open: Vec::new(),
    };
    for (at, inline) in inlines.iter().enumerate() {
        match inline {
            Inline::Text(span) => writer.text(text, common(*span, clip)),
            Inline::Replaced(span, shown) if clip.contains(*span) => {
                writer.go_to(span.start);
                writer.stretch(|html| escape::push(html, shown));
            }
            Inline::Break(span) if clip.contains(*span) => {
                writer.go_to(span.start);
                writer.stretch(|html| html.push_str("<br>"));
            }
            Inline::Replaced(..) | Inline::Break(_) | Inline::Picture(_) => {}
            Inline::Open(_) => writer.markup.push(at),
            Inline::Close => {
                writer.markup.pop();
            }
        }
    }
    writer.close_to(0);
    writer.began
}

/// The words of the pieces that lie in `clip`, as `write` shows them.
pub(super) fn visible<'t>(text: &'t str, inlines: &[Inline], clip: Span) -> Cow<'t, str> {
    // Most words stand in one piece.
    let whole = |inline: &Inline| matches!(inline, Inline::Text(span) if span.contains(clip));
    if inlines.iter().any(whole) {
        return Cow::Borrowed(clip.of(text));
    }
    let mut words = String::with_capacity(clip.len());
    for inline in inlines {
        match inline {
            Inline::Text(span) => words.push_str(common(*span, clip).of(text)),
            Inline::Replaced(span, shown) if clip.contains(*span) => words.push_str(shown),
            Inline::Break(span) if clip.contains(*span) => words.push('\n'),
            _ => {}
        }
    }
    Cow::Owned(words)
}

/// What two spans share.
fn common(a: Span, b: Span) -> Span {
    let start = a.start.max(b.start);
    Span {
        start,
        end: a.end.min(b.end).max(start),
    }
}

/// An element that is open, by its index.
#[derive(Clone, Copy, PartialEq)]
enum Element {
    Annotation(usize),
    Markup(usize),
}

struct Writer<'w> {
    html: &'w mut String,
    inlines: &'w [Inline],
    annotations: &'w [Annotation],
    page: &'w Page<'w>,
    began: Vec<bool>,
    /// The first annotation that has not begun.
    next: usize,
    /// The annotations about this place, in order.
    active: Vec<usize>,
    /// The markup about this place, outermost first.
    markup: Vec<usize>,
    /// The elements that are open, outermost first.
    open: Vec<Element>,
}

impl Writer<'_> {
    fn text(&mut self, text: &str, span: Span) {
        let mut at = span.start;
        while at < span.end {
            let end = self.go_to(at).min(span.end);
            let words = Span { start: at, end }.of(text);
            self.stretch(|html| escape::push(html, words));
            at = end;
        }
    }

    /// Finds out which annotations hold at `at`; the next place where that changes.
    fn go_to(&mut self, at: u32) -> u32 {
        let annotations = self.annotations;
        self.active.retain(|&i| annotations[i].span.end > at);
        while let Some(annotation) = annotations.get(self.next) {
            if annotation.span.start > at {
                break;
            }
            if annotation.span.end > at {
                self.active.push(self.next);
            }
            self.next += 1;
        }
        let ends = self.active.iter().map(|&i| annotations[i].span.end);
        let begins = annotations.get(self.next).map(|a| a.span.start);
        ends.chain(begins).min().unwrap_or(u32::MAX)
    }

    /// Writes a stretch of text in the elements that hold here.
    fn stretch(&mut self, write: impl FnOnce(&mut String)) {
        let wanted = self.wanted();
        let common = wanted
            .iter()
            .zip(&self.open)
            .take_while(|(a, b)| a == b)
            .count();
        self.close_to(common);
        for &element in &wanted[common..] {
            self.open_element(element);
        }
        write(self.html);
    }

    fn wanted(&self) -> Vec<Element> {
        let of_kind = |is_inner: bool| {
            let active = self.active.iter().copied();
            active
                .filter(move |&i| (self.annotations[i].kind == Kind::Mention) == is_inner)
                .map(Element::Annotation)
        };
        let mut wanted: Vec<Element> = of_kind(false).collect();
        let mut in_link = false;
        for &at in &self.markup {
            match &self.inlines[at] {
                Inline::Open(Markup::Link(address)) => {
                    if !in_link && links::target(address).is_some() {
                        in_link = true;
                        wanted.push(Element::Markup(at));
                    }
                }
                _ => wanted.push(Element::Markup(at)),
            }
        }
        if !in_link {
            wanted.extend(of_kind(true).take(1));
        }
        wanted
    }

    fn open_element(&mut self, element: Element) {
        self.open.push(element);
        match element {
            Element::Annotation(at) => {
                let annotation = &self.annotations[at];
                let tag = if self.began[at] {
                    &annotation.again
                } else {
                    &annotation.open
                };
                self.html.push_str(tag);
                self.began[at] = true;
            }
            Element::Markup(at) => match &self.inlines[at] {
                Inline::Open(Markup::Link(address)) => self.open_link(address),
                inline => {
                    let name = element_name(inline);
                    self.html.extend(["<", name, ">"]);
                }
            },
        }
    }

    fn open_link(&mut self, address: &str) {
        self.html.push_str("<a href=\"");
        let mut rel = "";
        match links::target(address) {
            Some(Target::Foreign(address)) => {
                escape::push(self.html, address);
                rel = " rel=\"noopener noreferrer external\"";
            }
            Some(Target::Mail(address)) => escape::push(self.html, address),
            Some(Target::Own(path)) => {
                self.html.push_str(self.page.root);
                escape::push(self.html, &self.page.links.href_of(path));
            }
            Some(Target::Here(fragment)) => {
                self.html.push_str(self.page.root);
                escape::push(self.html, self.page.article);
                escape::push(self.html, fragment);
            }
            None => {}
        }
        self.html.extend(["\"", rel, ">"]);
    }

    /// Closes all elements but the `keep` outermost.
    fn close_to(&mut self, keep: usize) {
        while self.open.len() > keep {
            let name = match self.open.pop() {
                Some(Element::Annotation(at)) => self.annotations[at].element,
                Some(Element::Markup(at)) => element_name(&self.inlines[at]),
                None => return,
            };
            self.html.extend(["</", name, ">"]);
        }
    }
}

fn element_name(inline: &Inline) -> &'static str {
    match inline {
        Inline::Open(Markup::Emphasis) => "em",
        Inline::Open(Markup::Strong) => "strong",
        Inline::Open(Markup::Code) => "code",
        Inline::Open(Markup::Link(_)) => "a",
        _ => "span",
    }
}
