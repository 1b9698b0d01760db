//! schema.org in JSON-LD.

use super::claims::Claims;
use dom_query::Document;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// The most scripts of a page that are looked at, and nodes in them.
const SCRIPTS: usize = 50;
const NODES: usize = 2000;

type Object = Map<String, Value>;

/// What the node that describes the article says.
///
/// There may be several: the teasers of other articles. The one that has the page's own address is meant, else the first.
/// A script that is no JSON says nothing.
pub(super) fn claims(document: &Document, canonical: Option<&str>) -> Claims {
    let scripts: Vec<Value> = document
        .select("script[type='application/ld+json' i]")
        .nodes()
        .iter()
        .take(SCRIPTS)
        .filter_map(|node| parse(&node.text()))
        .collect();
    let mut nodes = Vec::new();
    scripts.iter().for_each(|script| gather(script, &mut nodes));
    let by_id: HashMap<&str, &Object> = nodes
        .iter()
        .filter(|node| node.len() > 1)
        .filter_map(|node| Some((node.get("@id")?.as_str()?, *node)))
        .collect();
    let articles: Vec<&Object> = nodes
        .iter()
        .copied()
        .filter(|node| is_article(node))
        .collect();
    let own = articles
        .iter()
        .find(|node| {
            canonical.is_some() && addresses(node).any(|address| Some(address) == canonical)
        })
        .or(articles.first());
    match own {
        Some(node) => read(node, &by_id),
        None => Claims::default(),
    }
}

fn parse(text: &str) -> Option<Value> {
    let text = text.trim();
    // What old pages put around scripts.
    let text = text
        .strip_prefix("<!--")
        .and_then(|t| t.strip_suffix("-->"))
        .unwrap_or(text)
        .trim();
    let text = text.trim_start_matches("//").trim_start();
    let text = text.strip_prefix("<![CDATA[").unwrap_or(text);
    let text = text
        .trim_end()
        .trim_end_matches("]]>")
        .trim_end()
        .trim_end_matches("//");
    serde_json::from_str(text).ok()
}

/// Nodes at the top, in `@graph`, and what a page says that it is about; not what stands in them.
fn gather<'v>(value: &'v Value, nodes: &mut Vec<&'v Object>) {
    match value {
        Value::Array(values) => values
            .iter()
            .take(NODES)
            .for_each(|value| gather(value, nodes)),
        Value::Object(object) if nodes.len() < NODES => {
            nodes.push(object);
            for key in ["@graph", "mainEntity"] {
                if let Some(inside) = object.get(key) {
                    gather(inside, nodes);
                }
            }
        }
        _ => {}
    }
}

/// `NewsArticle` and its kin, and posts.
fn is_article(node: &Object) -> bool {
    let is = |name: &str| {
        let name = name.rsplit(['/', ':']).next().unwrap_or(name);
        name.ends_with("Article") || name.ends_with("Posting") || name == "Report"
    };
    match node.get("@type") {
        Some(Value::String(name)) => is(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

fn addresses(node: &Object) -> impl Iterator<Item = &str> {
    ["url", "mainEntityOfPage", "@id"]
        .into_iter()
        .filter_map(|key| match node.get(key)? {
            Value::String(address) => Some(address.as_str()),
            Value::Object(page) => page.get("@id").or_else(|| page.get("url"))?.as_str(),
            _ => None,
        })
}

fn read(node: &Object, by_id: &HashMap<&str, &Object>) -> Claims {
    let text = |key: &str| node.get(key).and_then(first_text);
    Claims {
        title: text("headline").or_else(|| text("name")),
        standfirst: text("description"),
        authors: names(node.get("author"), by_id),
        published: text("datePublished").or_else(|| text("dateCreated")),
        updated: text("dateModified"),
        address: addresses(node)
            .find(|address| address.contains("://"))
            .map(str::to_owned),
        publication: names(node.get("publisher"), by_id).into_iter().next(),
        section: match node.get("articleSection") {
            Some(Value::Array(names)) => names.iter().filter_map(first_text).collect(),
            Some(one) => first_text(one).into_iter().collect(),
            None => Vec::new(),
        },
        language: node.get("inLanguage").and_then(|language| match language {
            Value::Object(language) => language.get("alternateName").and_then(first_text),
            other => first_text(other),
        }),
        body: text("articleBody"),
    }
}

/// The text of a value, or of the first in a list.
fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => values.iter().find_map(Value::as_str).map(str::to_owned),
        Value::Object(object) => object
            .get("@value")
            .and_then(Value::as_str)
            .map(str::to_owned),
        _ => None,
    }
}

/// The names of people or organisations: text, objects with a name, references to such objects, or a list of these.
fn names(value: Option<&Value>, by_id: &HashMap<&str, &Object>) -> Vec<String> {
    match value {
        Some(Value::Array(values)) => values
            .iter()
            .take(SCRIPTS)
            .filter_map(|value| name(value, by_id))
            .collect(),
        Some(value) => name(value, by_id).into_iter().collect(),
        None => Vec::new(),
    }
}

fn name(value: &Value, by_id: &HashMap<&str, &Object>) -> Option<String> {
    match value {
        Value::String(name) => Some(name.clone()),
        Value::Object(object) => {
            let referred = || by_id.get(object.get("@id")?.as_str()?)?.get("name");
            first_text(object.get("name").or_else(referred)?)
        }
        _ => None,
    }
}
