//! A feed as JSON: JSON Feed 1.1.

use super::Format;
use super::channel::Channel;
use super::items::Item;
use crate::render::json;
use serde::Serialize;

#[derive(Serialize)]
struct JsonFeed<'f> {
    version: &'static str,
    title: &'f str,
    home_page_url: &'f str,
    feed_url: &'f str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'f str,
    favicon: &'f str,
    authors: [Author<'f>; 1],
    language: &'f str,
    items: Vec<JsonItem<'f>>,
}

#[derive(Serialize)]
struct Author<'f> {
    name: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'f str>,
}

#[derive(Serialize)]
struct JsonItem<'f> {
    id: &'f str,
    url: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<&'f str>,
    title: &'f str,
    content_html: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'f str>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    authors: Option<[Author<'f>; 1]>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'f [&'f str],
    language: &'f str,
}

pub(super) fn write(channel: &Channel) -> Vec<u8> {
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &channel.title,
        home_page_url: &channel.home,
        feed_url: channel.address(Format::Json),
        description: channel.description,
        favicon: &channel.icon,
        authors: [Author {
            name: channel.author,
            url: Some(&channel.site),
        }],
        language: channel.language,
        items: channel.items.iter().map(|of| item(channel, of)).collect(),
    };
    json::document(&feed)
}

fn item<'f>(channel: &Channel, item: &'f Item) -> JsonItem<'f> {
    JsonItem {
        id: &item.id,
        url: &item.address,
        external_url: item.source_url,
        title: &item.title,
        content_html: &item.html,
        summary: item.summary,
        date_published: channel.moment(item.published),
        date_modified: channel.moment(item.updated),
        authors: item.author.map(|name| [Author { name, url: None }]),
        tags: &item.topics,
        language: item.language,
    }
}
