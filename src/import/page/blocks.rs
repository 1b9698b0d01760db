//! The tree of an article to paragraphs, headings, items and quotations.

use super::super::{Block, BlockKind, LeftOut, clean};
use dom_query::{Document, NodeRef};

/// The text of a tree.
#[derive(Default)]
pub(in crate::import) struct Found {
    /// Its parts.
    pub blocks: Vec<Block>,
    /// What stands among them and is no text.
    pub left_out: LeftOut,
}

/// What `dom_smoothie` found, which stands in one element of its own.
pub(super) fn found(article: Option<&Document>) -> Found {
    let mut walk = Walk::default();
    if let Some(article) = article {
        for node in article.select("#readability-page-1").nodes() {
            walk.children(node);
        }
    }
    walk.end()
}

/// The blocks of HTML that is nothing but the text: a feed's entry, a news item, a mail.
pub(in crate::import) fn from_markup(markup: &str) -> Found {
    let fragment = Document::fragment(markup);
    let mut walk = Walk::default();
    walk.children(&fragment.root());
    walk.end()
}

/// The paragraphs of text without markup, a line each.
pub(in crate::import) fn from_lines(text: &str) -> Vec<Block> {
    text.lines()
        .map(clean::line)
        .filter(|line| !line.is_empty())
        .map(Block::paragraph)
        .collect()
}

/// How many words blocks have.
pub(super) fn words(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .map(|block| block.text.split_whitespace().count())
        .sum()
}

/// How many words and other things the whole page has.
pub(super) fn words_and_things(page: &Document) -> (usize, LeftOut) {
    let mut walk = Walk::default();
    if let Some(body) = page.body() {
        walk.children(&body);
    }
    let found = walk.end();
    (words(&found.blocks), found.left_out)
}

#[derive(Default)]
struct Walk {
    found: Found,
    line: String,
    kind: Option<BlockKind>,
    quotes: usize,
    /// Whether white space and line ends stand as they are.
    preformatted: bool,
}

impl Walk {
    fn end(mut self) -> Found {
        self.flush();
        self.found
    }

    fn children(&mut self, node: &NodeRef) {
        for child in node.children_it(false) {
            self.node(&child);
        }
    }

    fn node(&mut self, node: &NodeRef) {
        if node.is_text() {
            self.text(&node.text());
            return;
        }
        let Some(name) = node.node_name() else {
            return;
        };
        // News items write their elements with a prefix at times: `xhtml:p`.
        let name = name
            .rsplit(':')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        if is_hidden(node) {
            return;
        }
        match &*name {
            "script" | "style" | "noscript" | "template" | "head" | "title" | "button"
            | "input" | "select" | "textarea" | "datalist" | "dialog" | "svg" | "math"
            | "canvas" => {}
            "img" | "picture" | "amp-img" => self.found.left_out.pictures += 1,
            "video" | "audio" | "iframe" | "object" | "embed" | "amp-video" | "amp-iframe" => {
                self.found.left_out.embedded += 1;
            }
            "figure" | "media" => self.figure(node),
            "figcaption" | "media-caption" | "media-producer" => self.found.left_out.captions += 1,
            "br" => self.flush(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl1" | "hl2" => {
                self.block(node, BlockKind::Heading)
            }
            "li" => self.item(node),
            "dt" | "dd" => self.block(node, BlockKind::Item(None)),
            "blockquote" | "bq" => {
                self.flush();
                self.quotes += 1;
                self.children(node);
                self.flush();
                self.quotes -= 1;
            }
            "pre" => {
                self.flush();
                let before = std::mem::replace(&mut self.preformatted, true);
                self.children(node);
                self.flush();
                self.preformatted = before;
            }
            "tr" => self.row(node),
            "q" => self.quoted(node),
            _ if is_block(&name) => {
                self.flush();
                self.children(node);
                self.flush();
            }
            _ => self.children(node),
        }
    }

    fn text(&mut self, text: &str) {
        if self.preformatted {
            for (i, line) in text.split('\n').enumerate() {
                if i > 0 {
                    self.flush();
                }
                self.line.push_str(line);
            }
        } else {
            self.line.push_str(text);
        }
    }

    /// Ends the line that is being read.
    fn flush(&mut self) {
        let text = clean::line(&std::mem::take(&mut self.line));
        if text.is_empty() {
            return;
        }
        let kind = match self.kind {
            Some(kind) => kind,
            None if self.quotes > 0 => BlockKind::Quote,
            None => BlockKind::Paragraph,
        };
        self.found.blocks.push(Block { kind, text });
    }

    fn block(&mut self, node: &NodeRef, kind: BlockKind) {
        self.flush();
        let before = self.kind.replace(kind);
        self.children(node);
        self.flush();
        self.kind = before;
    }

    /// An item, with its number in an ordered list.
    fn item(&mut self, node: &NodeRef) {
        let list = node.parent().filter(|list| list.has_name("ol"));
        let number = list.map(|list| {
            let start = list
                .attr("start")
                .and_then(|start| start.parse::<u64>().ok());
            let mut before = 0;
            let mut sibling = node.prev_sibling();
            while let Some(other) = sibling {
                before += u64::from(other.has_name("li"));
                sibling = other.prev_sibling();
            }
            start.unwrap_or(1).saturating_add(before)
        });
        self.block(node, BlockKind::Item(number));
    }

    /// A picture and its caption; a figure may hold a quotation or a table too, which are text.
    fn figure(&mut self, node: &NodeRef) {
        self.flush();
        let has_text = node.descendants_it().any(|inside| {
            ["blockquote", "table", "pre"]
                .iter()
                .any(|name| inside.has_name(name))
        });
        if has_text {
            self.children(node);
            self.flush();
            return;
        }
        for inside in node.descendants_it() {
            let is = |names: &[&str]| names.iter().any(|name| inside.has_name(name));
            if is(&["img", "amp-img", "media-reference"]) {
                self.found.left_out.pictures += 1;
            } else if is(&["video", "audio", "iframe", "object", "embed"]) {
                self.found.left_out.embedded += 1;
            } else if is(&["figcaption", "media-caption"]) {
                self.found.left_out.captions += 1;
            }
        }
    }

    /// A table's row is a line.
    fn row(&mut self, node: &NodeRef) {
        self.flush();
        let mut cells = Vec::new();
        for cell in node.children_it(false) {
            let mut inside = Self::default();
            inside.children(&cell);
            let found = inside.end();
            self.found.left_out += found.left_out;
            let words: Vec<String> = found.blocks.into_iter().map(|block| block.text).collect();
            if !words.is_empty() {
                cells.push(words.join(" "));
            }
        }
        self.line = cells.join("; ");
        self.flush();
    }

    /// Browsers set marks around it, which are no part of the page's text.
    fn quoted(&mut self, node: &NodeRef) {
        let has_marks = node
            .text()
            .trim_start()
            .starts_with(['“', '"', '‘', '«', '„', '\'']);
        if has_marks {
            self.children(node);
        } else {
            self.line.push('“');
            self.children(node);
            self.line.push('”');
        }
    }
}

/// Whether an element stands on lines of its own. `block` and `body.content` are NITF's.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "block"
            | "body"
            | "body.content"
            | "body.head"
            | "body.end"
            | "center"
            | "details"
            | "div"
            | "dl"
            | "fieldset"
            | "footer"
            | "form"
            | "header"
            | "hr"
            | "html"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "ul"
            | "nitf"
    )
}

/// Whether a browser would not show it.
fn is_hidden(node: &NodeRef) -> bool {
    if node.has_attr("hidden") {
        return true;
    }
    let Some(style) = node.attr("style") else {
        return false;
    };
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(markup: &str) -> Vec<String> {
        let found = from_markup(markup);
        let line = |block: &Block| match block.kind {
            BlockKind::Paragraph => block.text.clone(),
            BlockKind::Heading => format!("# {}", block.text),
            BlockKind::Item(None) => format!("* {}", block.text),
            BlockKind::Item(Some(n)) => format!("{n}. {}", block.text),
            BlockKind::Quote => format!("> {}", block.text),
        };
        found.blocks.iter().map(line).collect()
    }

    #[test]
    fn elements_become_lines() {
        let markup = "One <b>two</b>\n three<p>Four<br>five</p><h2>Six</h2><ol start=3><li>a<li><p>b</ol>\
            <ul><li>c <ul><li>d</ul></ul><blockquote><p>Seven</p>eight</blockquote><table><tr><th>x<td>y z</table>\
            <pre>p\n q</pre>He said <q>no</q>.<script>x</script><p hidden>h</p><p style='display : none'>i</p>";
        assert_eq!(
            lines(markup),
            [
                "One two three",
                "Four",
                "five",
                "# Six",
                "3. a",
                "4. b",
                "* c",
                "* d",
                "> Seven",
                "> eight",
                "x; y z",
                "p",
                "q",
                "He said “no”."
            ]
        );
    }

    #[test]
    fn what_is_no_text_is_counted() {
        let found = from_markup(
            "<p>One</p><figure><img><figcaption>By the sea</figcaption></figure><iframe></iframe><img>\
             <figure><blockquote>Two</blockquote></figure>",
        );
        assert_eq!(found.blocks.len(), 2);
        let LeftOut {
            pictures,
            captions,
            embedded,
            ..
        } = found.left_out;
        assert_eq!((pictures, captions, embedded), (2, 1, 1));
    }
}
