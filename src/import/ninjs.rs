//! IPTC ninjs, versions 1 to 3: the same properties under names that changed a little.

use super::page::{from_lines, from_markup};
use super::{Block, Context, Imported, Item, LeftOut, address, clean, decode};
use crate::diagnostics::Diagnostic;
use serde_json::{Map, Value};

/// The most items that a file may hold.
const MOST: usize = 1000;

/// An article for each item with text: the file is one, or a list of them.
pub(super) fn read(context: &Context, bytes: &[u8]) -> Result<Vec<Imported>, Box<Diagnostic>> {
    let text = decode::text(bytes, None);
    let text = text.trim_start_matches('\u{feff}');
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let mut diagnostic = context.error("broken-json", format!("this JSON is broken: {error}"));
        diagnostic.help = Some("save or send the file once more".to_owned());
        diagnostic
    })?;
    let values = match value {
        Value::Array(values) => values,
        one => vec![one],
    };
    let mut imported: Vec<Imported> = Vec::new();
    let mut refused = Vec::new();
    let mut empty = values.len().saturating_sub(MOST);
    for value in values.into_iter().take(MOST) {
        let Value::Object(object) = value else {
            empty += 1;
            continue;
        };
        let properties = Properties::new(object);
        let (blocks, left_out) = properties.text();
        if blocks.is_empty() {
            empty += 1;
            continue;
        }
        match one(context, &properties, blocks, left_out) {
            Ok(one) => imported.push(one),
            Err(diagnostic) => refused.push(*diagnostic),
        }
    }
    super::gathered(context, "this item", imported, refused, empty)
}

fn one(
    context: &Context,
    item: &Properties,
    blocks: Vec<Block>,
    mut left_out: LeftOut,
) -> Result<Imported, Box<Diagnostic>> {
    let mut diagnostics = Vec::new();
    let draft = standing(
        context,
        item.text_of("pubstatus"),
        item.text_of("embargoed"),
        &mut diagnostics,
    )?;
    left_out.pictures += match item.get("associations") {
        Some(Value::Array(things)) => things.len(),
        Some(Value::Object(things)) => things.len(),
        _ => 0,
    };
    let day = |names: [&str; 3]| {
        let written = names.into_iter().find_map(|name| item.text_of(name))?;
        context.day(written)
    };
    let source = item.names("infosources").into_iter().next();
    let source = source.or_else(|| {
        item.text_of("source")
            .or_else(|| item.text_of("copyrightholder"))
    });
    let urls = ["webcanonicalurl", "canonicalurl", "uri"];
    Ok(Imported {
        item: Item {
            title: item
                .main("headline", "headlines")
                .and_then(|text| clean::title(&text)),
            standfirst: item
                .main("descriptiontext", "descriptions")
                .or_else(|| item.main("summary", "summaries"))
                .and_then(|text| clean::standfirst(&text)),
            author: item
                .text_of("by")
                .or_else(|| item.text_of("byline"))
                .and_then(clean::author),
            date: day(["contentcreated", "firstcreated", "versioncreated"]),
            updated: day(["versioncreated", "contentmodified", "contentmodified"]),
            source: source.and_then(clean::name),
            source_url: urls
                .into_iter()
                .find_map(|name| address::web(item.text_of(name)?, None)),
            topics: clean::topics(
                item.names("subject")
                    .into_iter()
                    .chain(item.names("subjects")),
            ),
            language: item
                .text_of("language")
                .and_then(|tag| context.foreign_language(tag)),
            draft,
            blocks,
        },
        left_out,
        diagnostics,
    })
}

/// Whether an item must wait, by its status and embargo; an item that was cancelled is refused. The same for ninjs and
/// NewsML-G2 (IPTC's NewsCodes "Publishing Status").
pub(super) fn standing(
    context: &Context,
    status: Option<&str>,
    embargo: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<bool, Box<Diagnostic>> {
    let status = status
        .and_then(|status| status.rsplit([':', '/']).next())
        .unwrap_or("usable");
    if status.eq_ignore_ascii_case("canceled") || status.eq_ignore_ascii_case("cancelled") {
        let mut diagnostic = context.error(
            "cancelled",
            "the agency has cancelled this item: it must not be used",
        );
        diagnostic.help = Some("if it was published, take it down".to_owned());
        return Err(diagnostic);
    }
    let is_withheld = status.eq_ignore_ascii_case("withheld");
    if is_withheld {
        diagnostics.push(
            context
                .warning(
                    "withheld",
                    "the agency withholds this item for now, so it was made a draft",
                )
                .help("take `draft = true` out when the agency releases it"),
        );
    }
    if let Some(until) = embargo {
        let until = clean::line(until);
        diagnostics.push(
            context
                .warning(
                    "embargo",
                    format!("the item is under embargo until {until}, so it was made a draft"),
                )
                .help("take `draft = true` out after that"),
        );
    }
    Ok(is_withheld || embargo.is_some())
}

/// The properties of an item, by names in small letters without `_`: `versionCreated` and `body_text` of whatever version.
struct Properties(Map<String, Value>);

fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| *c != '_')
        .flat_map(char::to_lowercase)
        .collect()
}

impl Properties {
    fn new(object: Map<String, Value>) -> Self {
        Self(
            object
                .into_iter()
                .map(|(name, value)| (plain(&name), value))
                .collect(),
        )
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    fn text_of(&self, name: &str) -> Option<&str> {
        self.get(name)?
            .as_str()
            .map(str::trim)
            .filter(|text| !text.is_empty())
    }

    /// The names of a list of things.
    fn names(&self, list: &str) -> Vec<&str> {
        let Some(Value::Array(things)) = self.get(list) else {
            return Vec::new();
        };
        things
            .iter()
            .filter_map(|thing| thing.get("name")?.as_str())
            .collect()
    }

    /// A property of version 1, or from the list of it that later versions have: the one whose role is `main`, else the first.
    fn main(&self, single: &str, list: &str) -> Option<String> {
        if let Some(text) = self.text_of(single) {
            return Some(text.to_owned());
        }
        let Some(Value::Array(values)) = self.get(list) else {
            return None;
        };
        let role = |value: &Value| value.get("role").and_then(Value::as_str).map(str::to_owned);
        let chosen = values
            .iter()
            .find(|value| role(value).as_deref() == Some("main"))
            .or(values.first())?;
        chosen.get("value")?.as_str().map(str::to_owned)
    }

    /// The text: as HTML where there is any, because plain text tells no headings.
    fn text(&self) -> (Vec<Block>, LeftOut) {
        let html = ["bodyhtml", "bodyxhtml", "bodyhtml5"]
            .into_iter()
            .find_map(|name| self.text_of(name));
        if let Some(html) = html.or_else(|| self.body(|kind| kind.contains("html"))) {
            let found = from_markup(html);
            return (found.blocks, found.left_out);
        }
        let plain = self
            .text_of("bodytext")
            .or_else(|| self.body(|kind| !kind.contains("xml")));
        (
            plain.map(from_lines).unwrap_or_default(),
            LeftOut::default(),
        )
    }

    /// The first body of a kind: its type, or where it names none its role.
    fn body(&self, is: impl Fn(&str) -> bool) -> Option<&str> {
        let Some(Value::Array(bodies)) = self.get("bodies") else {
            return None;
        };
        bodies.iter().find_map(|body| {
            let named = |wanted: &str| {
                let found = body
                    .as_object()?
                    .iter()
                    .find(|(name, _)| plain(name) == wanted);
                found?.1.as_str()
            };
            let kind = named("contenttype")
                .or_else(|| named("role"))
                .unwrap_or("text/plain");
            is(&kind.to_ascii_lowercase())
                .then(|| named("value"))
                .flatten()
        })
    }
}
