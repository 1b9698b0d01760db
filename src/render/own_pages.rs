//! Pages of the site itself, such as `/about/`: Markdown files in `pages/`, which are no articles and quote nobody.

use super::escape;
use super::files;
use super::links::{self, Links, Target};
use crate::diagnostics::Diagnostic;
use crate::source::{self, Document, Failure, Format};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use std::path::Path;
use std::sync::Arc;

/// A page of the site itself.
#[derive(Debug)]
pub(super) struct OwnPage {
    /// Its address: `about/`.
    pub(super) path: String,
    /// The front matter's title, else the first heading, else the file's name.
    pub(super) title: String,
    /// The file.
    pub(super) document: Document,
}

/// The pages in `pages/` below `root`, in the order of their files; a draft is left out.
pub(super) fn load(root: &Path) -> Result<Vec<OwnPage>, Vec<Diagnostic>> {
    let mut pages = Vec::new();
    let mut failures = Vec::new();
    for file in files::below(&root.join("pages"), "pages")? {
        let shown = format!("pages/{}", file.name);
        match source::load(&file.path, &shown) {
            Ok(document) if document.format != Format::Markdown => failures.push(
                Diagnostic::error("page-format", "this is no Markdown file")
                    .in_file(&Arc::from(&*shown))
                    .help("rename it so that it ends with .md, or put it into static/"),
            ),
            Ok(document) if document.front_matter.draft => {}
            Ok(document) => pages.push(OwnPage::new(&file.name, document)),
            Err(Failure::Content(diagnostic)) => failures.push(*diagnostic),
            Err(Failure::Machine { error, .. }) => {
                failures.push(files::unreadable(&shown, &error));
            }
        }
    }
    if failures.is_empty() {
        Ok(pages)
    } else {
        Err(failures)
    }
}

impl OwnPage {
    fn new(name: &str, document: Document) -> Self {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let path: String = stem
            .split('/')
            .map(|part| crate::slug::slugify(part, "page") + "/")
            .collect();
        let title = document.front_matter.title.clone();
        let title = title.or_else(|| first_heading(document.body.of(&document.text)));
        Self {
            path,
            title: title.unwrap_or_else(|| document.stem().to_owned()),
            document,
        }
    }

    /// What search engines are told of it.
    pub(super) fn description(&self) -> Option<&str> {
        self.document.front_matter.standfirst.as_deref()
    }

    /// The text as HTML. Raw HTML in it is shown, a picture is its description, and a link leads where an article's may.
    pub(super) fn html(&self, links: &Links) -> String {
        let text = self.document.body.of(&self.document.text);
        let root = Links::root(&self.path);
        let mut open_links: Vec<bool> = Vec::new();
        let mut is_title = false;
        let mut may_be_title = true;
        let events = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| {
            // The heading that gives the page its title stands above the text already.
            if is_title {
                is_title = !matches!(event, Event::End(TagEnd::Heading(_)));
                return None;
            }
            let begins = std::mem::take(&mut may_be_title);
            Some(match event {
                Event::Start(Tag::Heading { level, .. }) if begins && self.is_title(level) => {
                    is_title = true;
                    return None;
                }
                Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading {
                    level: lowered(level),
                    id: None,
                    classes: Vec::new(),
                    attrs: Vec::new(),
                }),
                Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lowered(level))),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let link = link(&dest_url, links, &root);
                    open_links.push(link.is_some());
                    Event::InlineHtml(CowStr::from(link.unwrap_or_default()))
                }
                Event::End(TagEnd::Link) => match open_links.pop() {
                    Some(true) => Event::InlineHtml(CowStr::Borrowed("</a>")),
                    _ => return None,
                },
                Event::Start(Tag::Image { .. } | Tag::HtmlBlock)
                | Event::End(TagEnd::Image | TagEnd::HtmlBlock) => return None,
                Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
                event => event,
            })
        });
        let mut html = String::with_capacity(text.len() * 5 / 4);
        html::push_html(&mut html, events);
        html.retain(|c| !matches!(c, '\u{202d}' | '\u{202e}' | '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'));
        html.truncate(html.trim_end().len());
        html
    }

    fn is_title(&self, level: HeadingLevel) -> bool {
        level == HeadingLevel::H1 && self.document.front_matter.title.is_none()
    }
}

/// The words of a heading of the first level at the head of a text.
fn first_heading(text: &str) -> Option<String> {
    let mut events = Parser::new(text);
    match events.next()? {
        Event::Start(Tag::Heading {
            level: HeadingLevel::H1,
            ..
        }) => {}
        _ => return None,
    }
    let words: String = events
        .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))))
        .filter_map(|event| match event {
            Event::Text(words) | Event::Code(words) => Some(words.into_string()),
            Event::SoftBreak | Event::HardBreak => Some(" ".to_owned()),
            _ => None,
        })
        .collect();
    Some(words).filter(|words| !words.trim().is_empty())
}

/// The page has one heading of the first level, its title.
fn lowered(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H2,
        level => level,
    }
}

/// The tag that opens a link; none where it may lead nowhere.
fn link(address: &str, links: &Links, root: &str) -> Option<String> {
    let target = links::target(address)?;
    let mut html = String::from("<a href=\"");
    match target {
        Target::Foreign(address) => {
            escape::push(&mut html, address);
            html.push_str("\" rel=\"noopener noreferrer external");
        }
        Target::Mail(address) | Target::Here(address) => escape::push(&mut html, address),
        Target::Own(path) => {
            html.push_str(root);
            escape::push(&mut html, &links.href_of(path));
        }
    }
    html.push_str("\">");
    Some(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> OwnPage {
        let document = source::read(text.as_bytes(), "pages/about.md").unwrap();
        OwnPage::new("about.md", document)
    }

    fn html(text: &str) -> String {
        page(text).html(&Links::new(&crate::config::Site::default()))
    }

    #[test]
    fn a_page_is_called_by_its_front_matter_its_heading_or_its_file() {
        for (text, title) in [
            ("+++\ntitle = \"Us\"\n+++\n# Them\n", "Us"),
            ("# About *us* & them\n\nText.", "About us & them"),
            ("Text.\n\n# Later\n", "about"),
        ] {
            assert_eq!(page(text).title, title);
        }
        assert_eq!(page("x").path, "about/");
    }

    #[test]
    fn a_title_stands_once() {
        assert_eq!(
            html("# About\n\nText.\n\n# More"),
            "<p>Text.</p>\n<h2>More</h2>"
        );
        assert_eq!(html("+++\ntitle = \"Us\"\n+++\n# Them\n"), "<h2>Them</h2>");
    }

    #[test]
    fn what_could_act_is_shown() {
        let shown = html(
            "<script>alert(1)</script>\n\n[a](javascript:x) [b](https://x.example/) [c](topics/) ![d](//e) <b>\u{202e}x",
        );
        assert_eq!(
            shown,
            "&lt;script&gt;alert(1)&lt;/script&gt;\n<p>a <a href=\"https://x.example/\" rel=\"noopener noreferrer external\">b</a> \
             <a href=\"../topics/\">c</a> d &lt;b&gt;x</p>"
        );
    }
}
