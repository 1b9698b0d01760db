//! schema.org in attributes (the HTML standard, "Microdata").

use super::claims::Claims;
use dom_query::{Document, NodeRef};

/// What the first element that is an article says. What other items inside it say is theirs, but for names.
pub(super) fn claims(document: &Document) -> Claims {
    let items = document.select("[itemscope][itemtype]");
    let article = items.nodes().iter().find(|node| is_article(node));
    let Some(article) = article else {
        return Claims::default();
    };
    let mut claims = Claims::default();
    for node in article
        .descendants_it()
        .filter(|node| node.has_attr("itemprop"))
    {
        let owner = owner(&node);
        if owner.as_ref().is_some_and(|owner| owner.id != article.id) {
            continue;
        }
        let properties = node.attr("itemprop").unwrap_or_default();
        for property in properties.split_whitespace() {
            take(&mut claims, property, &node);
        }
    }
    claims
}

fn is_article(node: &NodeRef) -> bool {
    let kind = node.attr("itemtype").unwrap_or_default();
    kind.contains("schema.org/")
        && (kind.trim_end().ends_with("Article") || kind.trim_end().ends_with("Posting"))
}

/// The item that a property belongs to: the nearest above it.
fn owner<'n>(node: &NodeRef<'n>) -> Option<NodeRef<'n>> {
    node.ancestors_it(None)
        .find(|above| above.has_attr("itemscope"))
}

fn take(claims: &mut Claims, property: &str, node: &NodeRef) {
    let set = |place: &mut Option<String>| {
        if place.is_none() {
            *place = Some(value(node));
        }
    };
    match property {
        "headline" => set(&mut claims.title),
        "description" | "alternativeHeadline" => set(&mut claims.standfirst),
        "author" | "creator" => claims.authors.push(name(node)),
        "datePublished" => set(&mut claims.published),
        "dateModified" => set(&mut claims.updated),
        "url" | "mainEntityOfPage" => set(&mut claims.address),
        "publisher" if claims.publication.is_none() => claims.publication = Some(name(node)),
        "articleSection" => claims.section.push(value(node)),
        "inLanguage" => set(&mut claims.language),
        _ => {}
    }
}

/// The value of a property (the HTML standard, "Values").
fn value(node: &NodeRef) -> String {
    let attribute = ["content", "datetime", "href", "src"]
        .into_iter()
        .find_map(|name| node.attr(name));
    attribute.unwrap_or_else(|| node.text()).to_string()
}

/// The name of a person or an organisation: that of the item, else its text.
fn name(node: &NodeRef) -> String {
    let named = node.descendants_it().find(|inside| {
        inside
            .attr("itemprop")
            .is_some_and(|property| &*property == "name")
    });
    match named {
        Some(named) => value(&named),
        None => node
            .attr("content")
            .unwrap_or_else(|| node.text())
            .to_string(),
    }
}
