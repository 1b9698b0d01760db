//! A small tree of an XML file, for formats whose metadata is a few elements deep.
//!
//! Entities that a file defines itself are not expanded, and nothing is fetched.

use super::Context;
use crate::diagnostics::Diagnostic;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// How deep elements may stand in each other.
const DEEPEST: usize = 200;
/// The most elements of a file.
const MOST: usize = 1_000_000;

/// An element with what stands in it.
#[derive(Debug, Default)]
pub(super) struct Element<'x> {
    /// Its name without prefix.
    pub name: &'x str,
    /// Its name as it is written.
    pub full_name: &'x str,
    /// Its attributes, without prefixes.
    pub attributes: Vec<(String, String)>,
    /// The elements in it.
    pub children: Vec<Element<'x>>,
    /// The text directly in it.
    pub text: String,
    /// Everything in it, as it is written.
    pub inside: &'x str,
}

impl<'x> Element<'x> {
    /// The first element of this name in it.
    pub(super) fn child(&self, name: &str) -> Option<&Element<'x>> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All elements of this name in it.
    pub(super) fn every<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element<'x>> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first element of this name in it.
    pub(super) fn text_of(&self, name: &str) -> Option<&str> {
        self.child(name)
            .map(|child| child.text.trim())
            .filter(|text| !text.is_empty())
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }

    /// All elements of this name at any depth, in order; none of those inside such a one.
    pub(super) fn find<'e>(&'e self, name: &str, found: &mut Vec<&'e Element<'x>>) {
        if self.name == name {
            found.push(self);
        } else {
            self.children
                .iter()
                .for_each(|child| child.find(name, found));
        }
    }
}

/// The root of a file.
pub(super) fn parse<'x>(context: &Context, text: &'x str) -> Result<Element<'x>, Box<Diagnostic>> {
    let broken = |at: u64, why: &str| {
        let line = text
            .get(..at as usize)
            .map_or(1, |before| before.matches('\n').count() + 1);
        let mut diagnostic = context.error(
            "broken-xml",
            format!("this XML is broken in line {line}: {why}"),
        );
        diagnostic.help = Some("save or send the file once more".to_owned());
        diagnostic
    };
    let mut reader = Reader::from_str(text);
    // Feeds that are written by hand forget to escape it.
    reader.config_mut().allow_dangling_amp = true;
    let mut open: Vec<(Element<'x>, usize)> = vec![(Element::default(), 0)];
    let mut count = 0;
    loop {
        let before = reader.buffer_position();
        let event = reader
            .read_event()
            .map_err(|error| broken(before, &error.to_string()))?;
        let at = reader.buffer_position() as usize;
        let Some((parent, _)) = open.last_mut() else {
            return Err(broken(before, "an element ends that did not begin"));
        };
        match event {
            Event::Start(_) | Event::Empty(_) if count > MOST => {
                return Err(broken(
                    before,
                    "it has more elements than a message of news",
                ));
            }
            Event::Start(start) => {
                count += 1;
                if open.len() > DEEPEST {
                    return Err(broken(
                        before,
                        &format!("its elements stand more than {DEEPEST} deep in each other"),
                    ));
                }
                open.push((element(text, before as usize, &start), at));
            }
            Event::Empty(start) => {
                count += 1;
                parent.children.push(element(text, before as usize, &start));
            }
            Event::End(_) => {
                let Some((mut element, start)) = open.pop() else {
                    continue;
                };
                element.inside = text.get(start..before as usize).unwrap_or_default();
                match open.last_mut() {
                    Some((parent, _)) => parent.children.push(element),
                    None => return Err(broken(before, "an element ends that did not begin")),
                }
            }
            Event::Text(words) => parent.text.push_str(&words.xml10_content()),
            Event::CData(words) => parent.text.push_str(&words.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => parent.text.push(c),
                _ => parent.text.push_str(&entity(&reference)),
            },
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if open.len() > 1 {
        return Err(broken(text.len() as u64, "it ends in the middle"));
    }
    let root = open
        .pop()
        .and_then(|(top, _)| top.children.into_iter().next());
    root.ok_or_else(|| broken(0, "it has no element"))
}

/// One of XML's own names of a character; another name stays as it is written, which a reader of HTML may know.
fn entity(name: &str) -> String {
    match quick_xml::escape::resolve_predefined_entity(name) {
        Some(character) => character.to_owned(),
        None => format!("&{name};"),
    }
}

/// An element by its start tag, which stands at `at`.
fn element<'x>(text: &'x str, at: usize, start: &BytesStart) -> Element<'x> {
    let written = text.get(at + 1..).unwrap_or_default();
    let full_name = written
        .get(..start.name().into_inner().len())
        .unwrap_or_default();
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false).flatten() {
        if let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) {
            attributes.push((
                attribute.key.local_name().into_inner().to_owned(),
                value.into_owned(),
            ));
        }
    }
    Element {
        name: full_name.rsplit(':').next().unwrap_or(full_name),
        full_name,
        attributes,
        ..Element::default()
    }
}
