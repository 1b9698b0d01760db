//! The items of feeds: articles, quotations, corrections.

use crate::digest::{Article, ArticleId, SpeakerId};
use crate::render::body::Body;
use crate::render::escape;
use crate::render::inline::Page;
use crate::render::links;
use crate::render::shared::{Shared, shortened, shown_name, title};
use crate::render::voices::Voices;
use jiff::civil::Date;
use std::borrow::Cow;

/// How many characters of a quotation its title shows.
const TITLE: usize = 80;

/// One item of a feed, whatever its form. All addresses are whole.
pub(super) struct Item<'i> {
    /// What it is known by for ever.
    pub(super) id: String,
    pub(super) title: Cow<'i, str>,
    pub(super) address: String,
    pub(super) published: Date,
    /// When its text was last changed.
    pub(super) updated: Date,
    pub(super) author: Option<&'i str>,
    pub(super) topics: Vec<&'i str>,
    pub(super) language: &'i str,
    pub(super) summary: Option<&'i str>,
    /// Where the text was taken from.
    pub(super) source_url: Option<&'i str>,
    pub(super) html: String,
}

impl Shared<'_> {
    /// The newest of `articles`, whole.
    pub(super) fn article_items(&self, articles: &[ArticleId]) -> Vec<Item<'_>> {
        let dated = articles.iter().filter_map(|&id| {
            let date = self.digest.articles[id].entry.article.date?;
            Some((id, date))
        });
        let newest = dated.take(self.digest.site.feeds.length.0);
        newest
            .map(|(id, date)| {
                let article = &self.digest.articles[id];
                let standfirst = article.entry.article.standfirst.as_ref();
                Item {
                    id: self.id(&article.path),
                    title: title(article),
                    address: self.address(&article.path),
                    summary: standfirst.map(|line| &*line.text),
                    html: self.article_html(id),
                    ..self.item(article, date, article.changed())
                }
            })
            .collect()
    }

    /// The newest quotations of a speaker.
    pub(super) fn quotation_items(&self, speaker: SpeakerId) -> Vec<Item<'_>> {
        let name = shown_name(&self.digest.speakers[speaker]);
        let dated = self.quotations[speaker].iter().filter_map(|&at| {
            let date = self.digest.articles[at.article()].entry.article.date?;
            Some((at, date))
        });
        let newest = dated.take(self.digest.site.feeds.length.0);
        newest
            .map(|(at, date)| {
                let (article, quotation) = self.digest.quotation(at);
                let fragment = format!("#{}", quotation.id);
                let parts: Vec<Cow<str>> = self.words_of(at).collect();
                let words = shortened(parts.first().map_or("", |words| words), TITLE);
                let quoted = self.language.say_with("quoted_words", &[("words", &words)]);
                let address = self.address(&article.path) + &fragment;
                let role = article.entry.speaker_of(quotation);
                let role = role.and_then(|speaker| speaker.role.as_deref());
                Item {
                    id: self.id(&article.path) + &fragment,
                    title: format!("{name}: {quoted}").into(),
                    html: self.quotation_html(&parts, &name, role, article, &address),
                    address,
                    ..self.item(article, date, article.entry.article.updated)
                }
            })
            .collect()
    }

    /// The newest corrections. One is known by its day, so that its words may be mended.
    pub(super) fn correction_items(&self) -> Vec<Item<'_>> {
        let newest = self.digest.corrections.iter();
        newest
            .take(self.digest.site.feeds.length.0)
            .map(|&at| {
                let (article, correction) = self.digest.correction(at);
                let before = &article.corrections()[..at.correction];
                let same_day = before.iter().filter(|c| c.date == correction.date);
                let fragment = match same_day.count() {
                    0 => format!("#correction-{}", correction.date),
                    n => format!("#correction-{}-{}", correction.date, n + 1),
                };
                let address = self.address(&article.path);
                let mut html = String::from("<p>");
                escape::push(&mut html, &correction.text);
                html.push_str("</p>\n<p>");
                push_link(&mut html, &address, &title(article));
                html.push_str("</p>");
                Item {
                    id: self.id(&article.path) + &fragment,
                    title: self
                        .language
                        .say_with("correction_to", &[("title", &title(article))])
                        .into(),
                    address,
                    html,
                    author: None,
                    ..self.item(article, correction.date, None)
                }
            })
            .collect()
    }

    /// What the items that come from one article have in common.
    fn item<'i>(&'i self, article: &'i Article, date: Date, changed: Option<Date>) -> Item<'i> {
        let front_matter = &article.entry.document.front_matter;
        let topics = article.topics.iter();
        Item {
            id: String::new(),
            title: Cow::Borrowed(""),
            address: String::new(),
            published: date,
            updated: changed.map_or(date, |changed| changed.max(date)),
            author: front_matter.author.as_deref(),
            topics: topics
                .map(|&topic| &*self.digest.topics[topic].name)
                .collect(),
            language: &article.entry.article.language,
            summary: None,
            source_url: front_matter
                .source_url
                .as_deref()
                .filter(|url| links::is_web(url)),
            html: String::new(),
        }
    }

    /// An article as one piece of HTML whose links are whole addresses.
    fn article_html(&self, id: ArticleId) -> String {
        let article = &self.digest.articles[id];
        let text = &article.entry.article;
        let voices = Voices::new(self, id);
        let body = Body {
            voices: &voices,
            page: Page {
                links: &self.links,
                root: self.links.base().unwrap_or_default(),
                article: &self.links.href(&article.path),
            },
            margin: false,
            first_picture: None,
        };
        let mut html = String::new();
        let element = |html: &mut String, name: &str, content: &str| {
            html.extend(["<", name, ">", content, "</", name, ">\n"]);
        };
        if let Some(line) = &text.standfirst {
            element(&mut html, "p", &body.line(&line.text, line.span));
        }
        for (index, section) in text.sections.iter().enumerate() {
            if let Some(heading) = &section.heading {
                let heading = body.line(&heading.text, Some(heading.span));
                element(&mut html, "h2", &heading);
            }
            html.push_str(&body.section(index));
            html.push('\n');
        }
        let corrections = article.corrections();
        if !corrections.is_empty() {
            element(
                &mut html,
                "h2",
                &escaped(self.language.say("corrections_page")),
            );
        }
        for correction in corrections {
            let date = self.language.dates.text(correction.date);
            let values = [("date", &*date), ("text", &*correction.text)];
            let words = self.language.say_with("correction_of", &values);
            element(&mut html, "p", &escaped(&words));
        }
        html.truncate(html.trim_end().len());
        html
    }

    fn quotation_html(
        &self,
        parts: &[Cow<str>],
        name: &str,
        role: Option<&str>,
        article: &Article,
        address: &str,
    ) -> String {
        let mut html = String::from("<blockquote>");
        for part in parts {
            let words = self.language.say_with("quoted_words", &[("words", part)]);
            html.extend(["<p>", &*escaped(&words), "</p>"]);
        }
        html.push_str("</blockquote>\n<p>");
        escape::push(&mut html, name);
        if let Some(role) = role {
            let role = self.language.say_with("role_after_name", &[("role", role)]);
            escape::push(&mut html, &role);
        }
        html.push_str("</p>\n<p>");
        push_link(&mut html, address, &title(article));
        html.push_str("</p>");
        html
    }
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape::push(&mut html, text);
    html
}

fn push_link(html: &mut String, address: &str, words: &str) {
    html.push_str("<a href=\"");
    escape::push(html, address);
    html.push_str("\">");
    escape::push(html, words);
    html.push_str("</a>");
}
