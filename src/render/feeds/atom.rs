//! A feed as Atom: RFC 4287.

use super::Format;
use super::channel::Channel;
use super::items::Item;
use crate::render::links;
use crate::render::xml::Xml;

pub(super) fn write(channel: &Channel) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open(
        "feed",
        &[
            ("xmlns", "http://www.w3.org/2005/Atom"),
            ("xml:lang", channel.language),
        ],
    );
    xml.text("id", &[], &channel.id);
    xml.text("title", &[], &channel.title);
    if !channel.description.is_empty() {
        xml.text("subtitle", &[], channel.description);
    }
    xml.text("updated", &[], &channel.moment(channel.updated));
    let link = |rel, kind, href| [("rel", rel), ("type", kind), ("href", href)];
    let own = channel.address(Format::Atom);
    xml.empty("link", &link("self", Format::Atom.media_type(), own));
    xml.empty("link", &link("alternate", "text/html", &channel.home));
    xml.open("author", &[]);
    xml.text("name", &[], channel.author);
    xml.text("uri", &[], &channel.site);
    xml.close();
    if let Some(licence) = channel.licence {
        xml.text("rights", &[], &licence.name);
        if let Some(url) = licence.url.as_deref().filter(|url| links::is_web(url)) {
            // RFC 4946
            xml.empty("link", &[("rel", "license"), ("href", url)]);
        }
    }
    xml.text("icon", &[], &channel.icon);
    let version = env!("CARGO_PKG_VERSION");
    xml.text("generator", &[("version", version)], "Dateline");
    for item in &channel.items {
        entry(&mut xml, channel, item);
    }
    xml.finish()
}

fn entry(xml: &mut Xml, channel: &Channel, item: &Item) {
    xml.open("entry", &[("xml:lang", item.language)]);
    xml.text("id", &[], &item.id);
    xml.text("title", &[], &item.title);
    xml.text("published", &[], &channel.moment(item.published));
    xml.text("updated", &[], &channel.moment(item.updated));
    let link = |rel, href| [("rel", rel), ("type", "text/html"), ("href", href)];
    xml.empty("link", &link("alternate", &item.address));
    if let Some(url) = item.source_url {
        xml.empty("link", &link("via", url));
    }
    if let Some(author) = item.author {
        xml.open("author", &[]);
        xml.text("name", &[], author);
        xml.close();
    }
    for topic in &item.topics {
        xml.empty("category", &[("term", topic)]);
    }
    if let Some(summary) = item.summary {
        xml.text("summary", &[], summary);
    }
    xml.text("content", &[("type", "html")], &item.html);
    xml.close();
}
