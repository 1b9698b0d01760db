//! A section's own page.

use crate::article::{Block, BlockKind};
use crate::digest::{ArticleId, QuotationRef};
use crate::render::Renderer;
use crate::render::body::Body;
use crate::render::frame::{Frame, give};
use crate::render::inline::Page;
use crate::render::links::Links;
use crate::render::planned::Planned;
use crate::render::shared::{description, section_path, title};
use crate::render::value::{html, object};
use crate::render::voices::Voices;
use tera::{Context, Value};

impl Renderer<'_> {
    pub(in crate::render) fn section(
        &self,
        planned: &Planned,
        id: ArticleId,
        index: usize,
    ) -> Context {
        let shared = &self.shared;
        let article = &shared.digest.articles[id];
        let entry = &article.entry;
        let section = &entry.article.sections[index];
        let heading = section.heading.as_ref();
        let words = heading.map_or("", |heading| &*heading.text);
        let article_title = title(article);
        let mut above = self.above(article);
        above.push((article_title.into_owned(), article.path.to_string()));
        let is_words = |block: &&Block| block.kind != BlockKind::Picture;
        let first = section.blocks.iter().find(is_words);
        let first_picture = section.blocks.iter().flat_map(Block::pictures).next();
        let first = first.map(|block| description(&block.line(&entry.document.text)));
        let frame = Frame {
            kind: "section",
            title: words,
            description: first.as_deref(),
            above: above.iter().map(|(t, p)| (&**t, &**p)).collect(),
        };
        let mut context = shared.frame(planned, &frame);

        let voices = Voices::new(shared, id);
        let path = section_path(article, section);
        let root = Links::root(&path);
        let own_href = shared.links.href(&article.path);
        let body = Body {
            voices: &voices,
            page: Page {
                links: &shared.links,
                root: &root,
                article: &own_href,
            },
            first_picture: first_picture.map(|first| first.span),
            margin: true,
        };
        let heading_html = body.line(words, heading.map(|heading| heading.span));
        let headed: Vec<usize> = (0..entry.article.sections.len())
            .filter(|&at| entry.article.sections[at].heading.is_some())
            .collect();
        let place = headed.iter().position(|&at| at == index).unwrap_or(0);
        let neighbour = |at: Option<usize>| {
            let at = at.and_then(|at| headed.get(at));
            Value::from(at.map(|&at| shared.section(id, at)))
        };
        let quotations = (0..entry.quotations.len())
            .filter(|&row| entry.quotations[row].section as usize == index && article.opens(row))
            .map(|quotation| QuotationRef::new(id, quotation));
        let shown = object([
            ("heading_html", html(&heading_html)),
            ("slug", Value::from(&*section.slug)),
            ("href", Value::from(shared.links.href(&path))),
            ("body_html", html(&body.section(index))),
        ]);
        give(
            &mut context,
            [
                ("article", shared.teaser(id)),
                ("section", shown),
                ("number", Value::from(place + 1)),
                ("total", Value::from(headed.len())),
                ("quotations", shared.cards(quotations)),
                ("previous", neighbour(place.checked_sub(1))),
                ("next", neighbour(Some(place + 1))),
            ],
        );
        context
    }
}
