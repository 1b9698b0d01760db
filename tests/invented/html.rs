//! Pages taken apart: enough of HTML for pages that are well formed, which reading them proves.

use std::collections::BTreeMap;

/// A start tag.
#[derive(Debug)]
pub struct Tag {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
}

/// A page's start tags, and its text.
#[derive(Debug)]
pub struct Parsed {
    pub tags: Vec<Tag>,
    pub text: String,
    /// What stands in each `<script>`, which is no text of the page.
    pub scripts: Vec<String>,
    /// The text in pieces, each with the names and classes of the elements that it stands in (` p p.meta `).
    pub pieces: Vec<(String, String)>,
}

const VOID: [&str; 5] = ["meta", "link", "br", "img", "input"];

/// Reads a page.
///
/// # Panics
/// When elements do not nest, an attribute is not between double quotes, or a character that acts stands unescaped.
pub fn parse(path: &str, html: &str) -> Parsed {
    let mut tags = Vec::new();
    let mut text = String::new();
    let mut open: Vec<String> = Vec::new();
    let mut within: Vec<String> = Vec::new();
    let mut pieces = Vec::new();
    let mut scripts = Vec::new();
    let mut rest = html
        .strip_prefix("<!doctype html>")
        .unwrap_or_else(|| panic!("{path} has no doctype"));
    while let Some(at) = rest.find('<') {
        let piece = unescaped(path, &rest[..at]);
        text.push_str(&piece);
        pieces.push((within.join(" "), piece));
        rest = &rest[at + 1..];
        if let Some(end) = rest.strip_prefix('/') {
            let (name, after) = end.split_once('>').unwrap();
            assert_eq!(
                open.pop().as_deref(),
                Some(name),
                "{path}: {name} closes what is not open"
            );
            within.pop();
            rest = after;
            continue;
        }
        let name_end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap();
        let name = rest[..name_end].to_owned();
        assert!(
            !name.is_empty(),
            "{path}: a bare < before {:?}",
            &rest[..rest.len().min(40)]
        );
        rest = &rest[name_end..];
        let mut attributes = BTreeMap::new();
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix('>') {
                rest = after;
                break;
            }
            let (attribute, after) = rest
                .split_once("=\"")
                .unwrap_or_else(|| panic!("{path}: an attribute without quotes in {name}"));
            assert!(
                attribute
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b == b'-'),
                "{path}: {attribute:?} in {name}"
            );
            let (value, after) = after.split_once('"').unwrap();
            let before = attributes.insert(attribute.to_owned(), unescaped(path, value));
            assert!(before.is_none(), "{path}: {attribute} twice in {name}");
            rest = after;
        }
        if name == "script" {
            // It is read as a browser does: up to its first end tag, whatever stands there.
            let (script, after) = rest.split_once("</script>").unwrap();
            assert!(!script.contains("<!--"), "{path}: {script}");
            scripts.push(script.to_owned());
            rest = after;
            tags.push(Tag { name, attributes });
            continue;
        }
        if !VOID.contains(&&*name) {
            open.push(name.clone());
            let classes = attributes.get("class").map_or("", |class: &String| class);
            within.push(classes.split(' ').fold(format!(" {name} "), |all, class| {
                all + &format!(" {name}.{class} ")
            }));
        }
        tags.push(Tag { name, attributes });
    }
    assert!(open.is_empty(), "{path}: {open:?} are left open");
    Parsed {
        tags,
        text,
        scripts,
        pieces,
    }
}

fn unescaped(path: &str, text: &str) -> String {
    assert!(!text.contains('>'), "{path}: a bare > in {text:?}");
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (entity, after) = rest[at + 1..]
            .split_once(';')
            .unwrap_or_else(|| panic!("{path}: a bare & in {text:?}"));
        out.push_str(match entity {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "#39" => "'",
            _ => panic!("{path}: &{entity}; in {text:?}"),
        });
        rest = after;
    }
    out + rest
}

impl Parsed {
    /// The words in elements (`p.meta`) of one of the names, outside of those of the other names.
    pub fn words(&self, inside: &[&str], outside: &[&str]) -> Vec<&str> {
        let is_one = |within: &str, names: &[&str]| {
            names
                .iter()
                .any(|name| within.contains(&format!(" {name} ")))
        };
        self.pieces
            .iter()
            .filter(|(within, _)| is_one(within, inside) && !is_one(within, outside))
            .flat_map(|(_, text)| text.split_whitespace())
            .collect()
    }

    /// The values of an attribute, on tags of this name.
    pub fn all<'p>(&'p self, name: &'p str, attribute: &'p str) -> impl Iterator<Item = &'p str> {
        self.tags
            .iter()
            .filter(move |tag| tag.name == name)
            .filter_map(move |tag| tag.attributes.get(attribute).map(|value| &**value))
    }

    /// The anchors of the page.
    pub fn ids(&self) -> Vec<&str> {
        self.tags
            .iter()
            .filter_map(|tag| tag.attributes.get("id").map(|id| &**id))
            .collect()
    }
}
