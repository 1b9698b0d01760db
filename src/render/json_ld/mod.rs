//! What search engines are told of a page: JSON-LD in the words of schema.org.
//!
//! It stands in a `<script>` that browsers take for data. What could end it, or be read as markup, is written as an escape,
//! so no text can. It wants whole addresses: a site without `base_url` has none.

mod types;

use super::frame::Frame;
use super::links;
use super::planned::{Kind, Planned};
use super::shared::{Shared, section_path, title};
use super::value::part;
use crate::config::SpeakerKind;
use crate::digest::{Article as DigestArticle, ArticleId, QuotationRef, SpeakerId};
use std::borrow::Cow;
use types::{
    Agent, Article, BreadcrumbList, CorrectionComment, Graph, ListItem, Part, ProfilePage,
    Quotation, Reference, Thing, WebSite,
};

impl<'d> Shared<'d> {
    /// The JSON-LD of a page, safe between the tags of a `<script>`; none where there is nothing to say.
    pub(super) fn json_ld(&self, planned: &Planned, frame: &Frame) -> Option<String> {
        let base = self.links.base()?;
        let mut graph = Vec::with_capacity(2);
        match planned.kind {
            Kind::Home => graph.push(Thing::WebSite(self.website(base))),
            Kind::Article(id) => {
                let mut article = self.news_article(id);
                article.image = self.image_address(planned);
                graph.push(Thing::Article(Box::new(article)));
            }
            Kind::Section { article, section } => {
                let mut of = self.section_part(article, section)?;
                let whole = &self.digest.articles[article];
                of.is_part_of = Some(self.reference(&whole.path));
                of.publisher = Some(self.publisher(base));
                of.date_published = whole.entry.article.date.map(|date| date.to_string());
                of.in_language = Some(&whole.entry.article.language);
                graph.push(Thing::Article(Box::new(of)));
            }
            Kind::Speaker { speaker, number: 1 } => {
                graph.extend(self.profile(speaker).map(Thing::ProfilePage));
            }
            Kind::NotFound => return None,
            _ => {}
        }
        if planned.address() != "" {
            graph.push(Thing::BreadcrumbList(self.breadcrumb_list(planned, frame)?));
        }
        let context = "https://schema.org";
        let json = serde_json::to_string(&Graph { context, graph }).ok()?;
        Some(escaped(&json))
    }

    fn website<'s>(&'s self, base: &'s str) -> WebSite<'s> {
        let site = &self.digest.site;
        WebSite {
            id: format!("{base}#site"),
            url: base,
            name: &site.title,
            description: &site.description,
            in_language: &site.language,
            license: self.licence_url(),
        }
    }

    fn image_address(&self, planned: &Planned) -> Option<String> {
        let url = part(&self.image(planned)?, "url");
        url.as_str().map(str::to_owned)
    }

    fn publisher<'s>(&'s self, base: &str) -> Agent<'s> {
        Agent {
            url: Some(base.to_owned()),
            ..Agent::named("Organization", &self.digest.site.title)
        }
    }

    fn licence_url(&self) -> Option<&str> {
        let licence = self.digest.site.licence.as_ref()?;
        licence.url.as_deref().filter(|url| links::is_web(url))
    }

    fn reference(&self, path: &str) -> Reference {
        Reference {
            id: self.links.whole_or_from_root(path),
        }
    }

    fn news_article(&self, id: ArticleId) -> Article<'_> {
        let article = &self.digest.articles[id];
        let text = &article.entry.article;
        let front_matter = &article.entry.document.front_matter;
        let address = self.links.whole_or_from_root(&article.path);
        let base = self.links.base().unwrap_or_default();
        let mut parts: Vec<Part> = Vec::new();
        for (index, section) in text.sections.iter().enumerate() {
            match (&section.heading, self.section_part(id, index)) {
                (Some(_), Some(mut part)) => {
                    part.has_part = self.quotations_in(id, index).collect();
                    parts.push(Part::Section(Box::new(part)));
                }
                _ => parts.extend(self.quotations_in(id, index)),
            }
        }
        let topics = article.topics.iter();
        let corrections = article.corrections().iter();
        let source = front_matter.source_url.as_deref();
        Article {
            description: text.standfirst.as_ref().map(|line| &*line.text),
            date_published: text.date.map(|date| date.to_string()),
            date_modified: article.changed().map(|date| date.to_string()),
            in_language: Some(&text.language),
            author: front_matter
                .author
                .as_deref()
                .map(|name| Agent::named("Person", name)),
            publisher: Some(self.publisher(base)),
            article_section: topics
                .map(|&topic| &*self.digest.topics[topic].name)
                .collect(),
            is_based_on: source.filter(|url| links::is_web(url)),
            license: self.licence_url(),
            correction: corrections
                .map(|correction| CorrectionComment {
                    text: &correction.text,
                    date_published: correction.date.to_string(),
                })
                .collect(),
            has_part: parts,
            ..Article::new("NewsArticle", address, title(article))
        }
    }

    /// A section with a page of its own, without its quotations, which the article's page tells of; none for the lead.
    fn section_part(&self, id: ArticleId, index: usize) -> Option<Article<'_>> {
        let article = &self.digest.articles[id];
        let section = article.entry.article.sections.get(index)?;
        let heading = section.heading.as_ref()?;
        let address = self
            .links
            .whole_or_from_root(&section_path(article, section));
        let heading = Cow::Borrowed(&*heading.text);
        Some(Article::new("Article", address, heading))
    }

    /// The quotations of a section, each once.
    fn quotations_in(&self, id: ArticleId, section: usize) -> impl Iterator<Item = Part<'_>> {
        let article = &self.digest.articles[id];
        let address = self.links.whole_or_from_root(&article.path);
        let rows = article.entry.quotations.iter().enumerate();
        rows.filter(move |(row, quotation)| {
            quotation.section as usize == section && article.opens(*row)
        })
        .map(move |(row, quotation)| {
            let at = QuotationRef::new(id, row);
            Part::Quotation(Quotation {
                id: format!("{address}#{}", quotation.id),
                text: joined(self.words_of(at)),
                creator: self.creator(article, row),
            })
        })
    }

    /// Who said a quotation. A description of a source that nobody names names nobody here either.
    fn creator(&self, article: &DigestArticle, row: usize) -> Option<Agent<'_>> {
        let speaker = &self.digest.speakers[article.speaker_of(row)?];
        let kind = agent(speaker.kind)?;
        Some(Agent {
            url: self.links.whole(&speaker.path),
            ..Agent::named(kind, &speaker.name)
        })
    }

    fn profile(&self, id: SpeakerId) -> Option<ProfilePage<'_>> {
        let speaker = &self.digest.speakers[id];
        let kind = agent(speaker.kind)?;
        let address = self.links.whole_or_from_root(&speaker.path);
        let newest = speaker.articles.first();
        let newest = newest.and_then(|&id| self.digest.articles[id].entry.article.date);
        let is_person = speaker.kind == SpeakerKind::Person;
        Some(ProfilePage {
            date_modified: newest.map(|date| date.to_string()),
            is_part_of: Reference {
                id: format!("{}#site", self.links.base().unwrap_or_default()),
            },
            main_entity: Agent {
                id: Some(format!("{address}#speaker")),
                url: Some(address.clone()),
                job_title: self.newest_role(id).filter(|_| is_person),
                alternate_name: &speaker.also,
                same_as: speaker.wikidata.as_deref().and_then(wikidata),
                ..Agent::named(kind, &speaker.name)
            },
            id: address.clone(),
            url: address,
        })
    }

    fn breadcrumb_list<'f>(
        &'f self,
        planned: &'f Planned,
        frame: &'f Frame,
    ) -> Option<BreadcrumbList<'f>> {
        let front = [(self.language.say("front_page"), "")];
        let own = [(frame.title, planned.address())];
        let crumbs = front.into_iter().chain(frame.above.iter().copied());
        let items = crumbs.chain(own).enumerate().map(|(index, (name, path))| {
            Some(ListItem {
                position: index + 1,
                name,
                item: self.links.whole(path)?,
            })
        });
        Some(BreadcrumbList {
            item_list_element: items.collect::<Option<_>>()?,
        })
    }
}

/// The parts of a quotation as one text.
fn joined<'p>(mut parts: impl Iterator<Item = Cow<'p, str>>) -> Cow<'p, str> {
    let mut joined = parts.next().unwrap_or_default();
    for part in parts {
        joined.to_mut().push(' ');
        joined.to_mut().push_str(&part);
    }
    joined
}

impl<'g> Article<'g> {
    fn new(kind: &'static str, address: String, headline: Cow<'g, str>) -> Self {
        Self {
            kind,
            id: address.clone(),
            url: address,
            headline,
            description: None,
            image: None,
            date_published: None,
            date_modified: None,
            in_language: None,
            author: None,
            publisher: None,
            article_section: Vec::new(),
            is_based_on: None,
            license: None,
            is_part_of: None,
            correction: Vec::new(),
            has_part: Vec::new(),
        }
    }
}

impl<'g> Agent<'g> {
    fn named(kind: &'static str, name: &'g str) -> Self {
        Self {
            kind,
            id: None,
            name,
            url: None,
            job_title: None,
            alternate_name: &[],
            same_as: None,
        }
    }
}

/// What schema.org calls a kind of speaker; none for one who has no name.
fn agent(kind: SpeakerKind) -> Option<&'static str> {
    match kind {
        SpeakerKind::Person => Some("Person"),
        SpeakerKind::Organisation => Some("Organization"),
        SpeakerKind::Unnamed => None,
    }
}

/// The address of an item in Wikidata (`Q42`).
fn wikidata(item: &str) -> Option<String> {
    let digits = item.trim().strip_prefix('Q')?;
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| format!("https://www.wikidata.org/entity/Q{digits}"))
}

/// JSON that can stand in a `<script>`: in JSON these characters stand in strings only, where an escape means the same.
fn escaped(json: &str) -> String {
    let mut safe = String::with_capacity(json.len() + json.len() / 32);
    for c in json.chars() {
        match c {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            // They turn letters around: see `escape`.
            '\u{202d}' | '\u{202e}' => {}
            c => safe.push(c),
        }
    }
    safe
}
