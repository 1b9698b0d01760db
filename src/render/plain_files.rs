//! `robots.txt` and `humans.txt`. Nothing on the site links to them, and many sites have their own: a file in
//! `static/` of the same name takes their place.

use super::planned::{Kind, Plan};
use super::shared::Shared;

/// A small text file that stands at the root of many sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlainFile {
    Robots,
    Humans,
}

/// Adds them to the pages, but those that are among the site's `own` files.
pub(super) fn plan(shared: &Shared, pages: &mut Plan, own: impl Fn(&str) -> bool) {
    let all = [
        ("robots.txt", PlainFile::Robots),
        ("humans.txt", PlainFile::Humans),
    ];
    // Where the site will stand is what `robots.txt` is for.
    let known = shared.links.base().is_some();
    for (path, file) in all {
        if (known || file != PlainFile::Robots) && !own(path) {
            pages.push_at(path, Kind::PlainFile(file));
        }
    }
}

/// The bytes of one.
pub(super) fn write(shared: &Shared, file: PlainFile) -> Vec<u8> {
    let text = match file {
        PlainFile::Robots => robots(shared),
        PlainFile::Humans => humans(shared),
    };
    text.into_bytes()
}

fn robots(shared: &Shared) -> String {
    let mut text = String::from("User-agent: *\nAllow: /\n");
    let sitemaps = ["sitemap.xml", "news-sitemap.xml"];
    let known = if shared.newest_date().is_some() { 2 } else { 1 };
    for address in sitemaps[..known]
        .iter()
        .filter_map(|path| shared.links.whole(path))
    {
        text.extend(["\nSitemap: ", &address]);
    }
    text.push('\n');
    text
}

/// See humanstxt.org.
fn humans(shared: &Shared) -> String {
    let site = &shared.digest.site;
    let mut text = String::from("/* SITE */\n");
    let mut line = |name: &str, value: &str| {
        let words = crate::article::squash(value);
        if !words.is_empty() {
            text.extend(["  ", name, ": ", &words, "\n"]);
        }
    };
    line("Title", &site.title);
    line("Description", &site.description);
    line("Address", shared.links.base().unwrap_or_default());
    line("Language", &site.language);
    let newest = shared.newest_date();
    let newest = newest.map(|date| date.strftime("%Y/%m/%d").to_string());
    line("Last update", &newest.unwrap_or_default());
    if let Some(licence) = &site.licence {
        let url = licence.url.as_deref().unwrap_or_default();
        line("Licence", &format!("{} {url}", licence.name));
    }
    line("Software", "Dateline");
    text
}
