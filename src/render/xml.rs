//! XML documents, for feeds and sitemaps.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::borrow::Cow;

/// An XML document that is being written. Whatever text it is given, it is well formed.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
    open: Vec<&'static str>,
}

/// Attributes: names and values.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Xml {
    pub(super) fn new() -> Self {
        let mut xml = Self {
            writer: Writer::new_with_indent(Vec::new(), b' ', 1),
            open: Vec::new(),
        };
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml
    }

    /// Begins an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes) {
        self.write(Event::Start(start(name, attributes)));
        self.open.push(name);
    }

    /// Ends the element that was begun last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.write(Event::End(BytesEnd::new(name)));
        }
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &'static str, attributes: Attributes) {
        self.write(Event::Empty(start(name, attributes)));
    }

    /// An element that holds text alone.
    pub(super) fn text(&mut self, name: &'static str, attributes: Attributes, text: &str) {
        self.write(Event::Start(start(name, attributes)));
        self.write(Event::Text(BytesText::new(&allowed(text))));
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// The document, all its elements ended.
    pub(super) fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        let mut bytes = self.writer.into_inner();
        bytes.push(b'\n');
        bytes
    }

    fn write(&mut self, event: Event) {
        // What is written to memory is written.
        let _: std::io::Result<()> = self.writer.write_event(event);
    }
}

fn start<'a>(name: &'static str, attributes: Attributes<'a>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for &(name, value) in attributes {
        start.push_attribute((name, &*allowed(value)));
    }
    start
}

/// The characters that an XML 1.0 document may hold (its production 2), without the two that turn letters around
/// (see [`escape`](super::escape)).
fn allowed(text: &str) -> Cow<'_, str> {
    let is_allowed = |c: char| match c {
        '\t' | '\n' | '\r' => true,
        '\u{202d}' | '\u{202e}' | '\u{fffe}' | '\u{ffff}' => false,
        c => !c.is_control(),
    };
    if text.chars().all(is_allowed) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|&c| is_allowed(c)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Xml;

    #[test]
    fn what_could_act_is_text_and_what_xml_forbids_is_gone() {
        let mut xml = Xml::new();
        xml.open("feed", &[("a", "\"<&>\u{1}'")]);
        xml.text(
            "title",
            &[],
            "]]> <b> & \u{0}\u{b}\u{fffe}\u{ffff}\u{202e}é\u{10ffff}",
        );
        xml.empty("link", &[("href", "a?b&c")]);
        let text = String::from_utf8(xml.finish()).unwrap();
        assert_eq!(
            text,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed a=\"&quot;&lt;&amp;&gt;&apos;\">\n \
             <title>]]&gt; &lt;b&gt; &amp; é\u{10ffff}</title>\n <link href=\"a?b&amp;c\"/>\n</feed>\n"
        );
    }
}
