//! An article's own page.

use crate::article::{BlockKind, Line};
use crate::digest::{Article, ArticleId};
use crate::language::Language;
use crate::render::Renderer;
use crate::render::body::Body;
use crate::render::frame::{Frame, give};
use crate::render::inline::Page;
use crate::render::links::{self, Links};
use crate::render::planned::{Planned, UNDATED};
use crate::render::shared::{Shared, description, section_path, title};
use crate::render::value::{extended, html, object};
use crate::render::voices::Voices;
use tera::{Context, Value};

impl Renderer<'_> {
    pub(in crate::render) fn article(&self, planned: &Planned, id: ArticleId) -> Context {
        let shared = &self.shared;
        let article = &shared.digest.articles[id];
        let entry = &article.entry;
        let title = title(article);
        let description = described(article);
        let above = self.above(article);
        let frame = Frame {
            kind: "article",
            title: &title,
            description: description.as_deref(),
            above: above.iter().map(|(t, p)| (&**t, &**p)).collect(),
        };
        let mut context = shared.frame(planned, &frame);

        let voices = Voices::new(shared, id);
        let root = Links::root(&article.path);
        let own_href = shared.links.href(&article.path);
        let body = Body {
            voices: &voices,
            page: Page {
                links: &shared.links,
                root: &root,
                article: &own_href,
            },
            first_picture: entry.article.pictures().next().map(|first| first.span),
            margin: true,
        };
        let headed = entry
            .article
            .sections
            .iter()
            .filter(|s| s.heading.is_some());
        give(
            &mut context,
            [
                ("article", self.head(id, &body, &title)),
                ("sections", self.sections(id, &body)),
                ("contents", Value::from(headed.count() >= 2)),
                ("speakers", self.quoted_in(article)),
                ("corrections", corrections_of(shared, article)),
                ("dropped", dropped(article, shared.language)),
                ("previous", self.neighbour(shared.digest.previous(id))),
                ("next", self.neighbour(shared.digest.next(id))),
            ],
        );
        context
    }

    /// The way from the front page to an article: its month, or the undated ones.
    pub(in crate::render) fn above(&self, article: &Article) -> Vec<(String, String)> {
        match article.entry.article.date {
            Some(date) => vec![(
                self.shared
                    .language
                    .dates
                    .month_and_year(date.year(), date.month()),
                format!("archive/{:04}/{:02}/", date.year(), date.month()),
            )],
            None => vec![(self.shared.language.say("undated").into(), UNDATED.into())],
        }
    }

    /// The teaser, with what the head of the article's own page shows beside it.
    fn head(&self, id: ArticleId, body: &Body, title: &str) -> Value {
        let shared = &self.shared;
        let article = &shared.digest.articles[id];
        let text = &article.entry.article;
        let front_matter = &article.entry.document.front_matter;
        let headline = match &text.headline {
            Some(Line { text, span }) => body.line(text, *span),
            // A title made of the text's own words marks nothing: they stand in the text below.
            None => body.line(title, None),
        };
        let standfirst = text.standfirst.as_ref();
        let standfirst = standfirst.map(|line| html(&body.line(&line.text, line.span)));
        let source_url = front_matter.source_url.as_deref();
        extended(
            &shared.teaser(id),
            [
                ("headline_html", html(&headline)),
                ("standfirst_html", Value::from(standfirst)),
                ("topics", self.labels(article)),
                ("updated", shared.date(text.updated)),
                (
                    "byline",
                    Value::from(text.byline.as_ref().map(|l| &*l.text)),
                ),
                ("author", Value::from(front_matter.author.as_deref())),
                (
                    "source_url",
                    Value::from(source_url.filter(|url| links::is_web(url))),
                ),
            ],
        )
    }

    /// The topics in the words of this article's own labels.
    fn labels(&self, article: &Article) -> Value {
        let shared = &self.shared;
        let labels = &article.entry.article.labels;
        let topics = article.topics.iter().map(|&topic| {
            let name = &*shared.digest.topics[topic].name;
            let folded = crate::lexicon::fold(name);
            let own = labels
                .iter()
                .find(|label| crate::lexicon::fold(&label.text) == folded);
            match own {
                Some(own) if *own.text != *name => {
                    extended(&shared.topics[topic], [("name", Value::from(&*own.text))])
                }
                _ => shared.topics[topic].clone(),
            }
        });
        Value::from(topics.collect::<Vec<Value>>())
    }

    fn sections(&self, id: ArticleId, body: &Body) -> Value {
        let article = &self.shared.digest.articles[id];
        let entry = &article.entry;
        let mut quotations = vec![0_usize; entry.article.sections.len()];
        for (row, quotation) in entry.quotations.iter().enumerate() {
            if let Some(count) = quotations.get_mut(quotation.section as usize) {
                *count += usize::from(article.opens(row));
            }
        }
        let sections = entry.article.sections.iter().enumerate();
        let sections = sections.map(|(index, section)| {
            let heading = section.heading.as_ref();
            let heading_html = heading.map(|h| html(&body.line(&h.text, Some(h.span))));
            let path = heading.map(|_| section_path(article, section));
            let href = path.as_deref().map(|path| self.shared.links.href(path));
            object([
                ("heading_html", Value::from(heading_html)),
                ("slug", Value::from(&*section.slug)),
                ("href", Value::from(href)),
                ("body_html", html(&body.section(index))),
                ("quotations", Value::from(quotations[index])),
            ])
        });
        Value::from(sections.collect::<Vec<Value>>())
    }

    /// Who is quoted in an article, most first.
    fn quoted_in(&self, article: &Article) -> Value {
        let entry = &article.entry;
        let speakers = article.most_quoted().into_iter().map(|(id, count)| {
            let of = article.speakers.iter().position(|&speaker| speaker == id);
            let role = of.and_then(|of| entry.speakers.get(of)?.role.as_deref());
            let role = role.or_else(|| self.shared.newest_role(id));
            self.shared.ranked(id, role, count)
        });
        Value::from(speakers.collect::<Vec<Value>>())
    }

    fn neighbour(&self, id: Option<ArticleId>) -> Value {
        Value::from(id.map(|id| self.shared.teaser(id)))
    }
}

/// What describes an article: its standfirst, else its first words.
fn described(article: &Article) -> Option<String> {
    let entry = &article.entry;
    if let Some(standfirst) = &entry.article.standfirst {
        return Some(description(&standfirst.text));
    }
    let blocks = entry.article.sections.iter().flat_map(|s| &s.blocks);
    let mut in_words = blocks.filter(|block| block.kind != BlockKind::Picture);
    let block = in_words.next()?;
    Some(description(&block.line(&entry.document.text)))
}

fn corrections_of(shared: &Shared, article: &Article) -> Value {
    let corrections = article.corrections().iter().map(|correction| {
        object([
            ("date", shared.date(Some(correction.date))),
            ("text", Value::from(&*correction.text)),
        ])
    });
    Value::from(corrections.collect::<Vec<Value>>())
}

/// What was pasted but is not shown.
fn dropped(article: &Article, language: &Language) -> Value {
    let text = &article.entry.document.text;
    let dropped = article.entry.article.dropped.iter().map(|dropped| {
        object([
            ("text", Value::from(dropped.span.of(text))),
            ("reason", Value::from(language.say(dropped.reason.key()))),
        ])
    });
    Value::from(dropped.collect::<Vec<Value>>())
}
