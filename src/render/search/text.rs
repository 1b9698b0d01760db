//! Full text in the browser: the files that Pagefind's script fetches a few of, made from the digest.
//!
//! An article is one record, so that there are as many files as articles and no more; its sections and quotations are
//! anchors in it, by which a hit is told to stand in a section or in somebody's words. Pagefind is given an article as
//! HTML, because that is the one form in which it takes anchors.

use super::Files;
use crate::diagnostics::Diagnostic;
use crate::digest::ArticleId;
use crate::render::escape;
use crate::render::inline;
use crate::render::shared::{self, Shared};
use crate::render::value::part;
use crate::span::Span;
use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// Where the files stand.
const PATH: &str = "search/index/";

/// What is published of Pagefind: its own interface is not.
const PUBLISHED: [&str; 2] = ["pagefind.js", "pagefind-worker.js"];
const PUBLISHED_ENDINGS: [&str; 6] = [
    "pagefind",
    "pf_meta",
    "pf_index",
    "pf_filter",
    "pf_fragment",
    "json",
];

/// The files of the index, each with its path, in a fixed order; none for a site without articles.
pub(super) fn files(shared: &Shared) -> Result<Files, Box<Diagnostic>> {
    let articles = shared.digest.articles.len();
    if articles == 0 {
        return Ok(Vec::new());
    }
    let documents: Vec<String> = (0..articles)
        .into_par_iter()
        .map(|id| document(shared, id))
        .collect();
    let paths = shared.digest.articles.iter().map(|article| &*article.path);
    let records = paths.zip(documents);
    index(&shared.digest.site.language, records).map_err(|error| {
        let message = format!("the search index can't be made: {error}");
        let diagnostic = Diagnostic::error("search", message);
        Box::new(diagnostic.help("write `search = false` in site.toml to build without it"))
    })
}

fn index<'a>(
    language: &str,
    records: impl Iterator<Item = (&'a str, String)>,
) -> Result<Files, Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let files = runtime.block_on(async {
        let options = PagefindServiceConfig::builder()
            // A reader searches all texts at once, whatever language each is in.
            .force_language(language.to_owned())
            .keep_index_url(true)
            .build();
        let mut index = PagefindIndex::new(Some(options))?;
        for (path, document) in records {
            index
                .add_html_file(None, Some(path.to_owned()), document)
                .await?;
        }
        index.get_files().await
    })?;
    let mut published: Vec<(String, Vec<u8>)> = files
        .into_iter()
        .filter_map(|file| {
            let name = file.filename.to_str()?.replace('\\', "/");
            let ending = name.rsplit('.').next().unwrap_or_default();
            let is_one = PUBLISHED.contains(&&*name) || PUBLISHED_ENDINGS.contains(&ending);
            is_one.then(|| (format!("{PATH}{name}"), file.contents))
        })
        .collect();
    // Its maps have no order of their own.
    published.sort();
    published.dedup_by(|a, b| a.0 == b.0);
    Ok(published)
}

/// An article as Pagefind reads it.
fn document(shared: &Shared, id: ArticleId) -> String {
    let article = &shared.digest.articles[id];
    let entry = &article.entry;
    let mut html = String::with_capacity(entry.document.text.len() * 3 / 2);
    html.push_str("<html><head>");
    for &topic in &article.topics {
        meta(
            &mut html,
            "filter=\"topic[content]\"",
            &shared.digest.topics[topic].name,
        );
    }
    for (speaker, _) in article.most_quoted() {
        let name = shared::shown_name(&shared.digest.speakers[speaker]);
        meta(&mut html, "filter=\"speaker[content]\"", &name);
    }
    if let Some(date) = entry.article.date {
        meta(
            &mut html,
            "filter=\"year[content]\"",
            &date.year().to_string(),
        );
        meta(&mut html, "sort=\"date[content]\"", &date.to_string());
        let shown = part(&shared.date(Some(date)), "text");
        meta(
            &mut html,
            "meta=\"date[content]\"",
            shown.as_str().unwrap_or_default(),
        );
    }
    html.push_str("</head><body><h1>");
    escape::push(&mut html, &shared::title(article));
    html.push_str("</h1>");
    if let Some(standfirst) = &entry.article.standfirst {
        html.push_str("<p data-pagefind-weight=\"3\">");
        escape::push(&mut html, &standfirst.text);
        html.push_str("</p>");
    }
    for index in 0..entry.article.sections.len() {
        section(&mut html, shared, id, index);
    }
    html.push_str("</body></html>");
    html
}

fn meta(html: &mut String, what: &str, content: &str) {
    html.extend(["<meta data-pagefind-", what, " content=\""]);
    escape::push(html, content);
    html.push_str("\">");
}

fn section(html: &mut String, shared: &Shared, id: ArticleId, index: usize) {
    let article = &shared.digest.articles[id];
    let entry = &article.entry;
    let text = &*entry.document.text;
    let section = &entry.article.sections[index];
    let heading = section.heading.as_ref().map(|heading| &*heading.text);
    if let Some(heading) = heading {
        html.push_str("<h2 id=\"");
        escape::push(html, &section.slug);
        html.push_str("\">");
        escape::push(html, heading);
        html.push_str("</h2>");
    }
    let title = shared::title(article);
    for block in &section.blocks {
        html.push_str("<p>");
        let mut at = block.span.start;
        let after = |at| Span {
            start: at,
            end: block.span.end.max(at),
        };
        for (row, quotation) in entry.quotations.iter().enumerate() {
            let marked = quotation.marked;
            if marked.start < at || !block.span.contains(marked) {
                continue;
            }
            let before = Span {
                start: at,
                end: marked.start,
            };
            escape::push(html, &inline::visible(text, &block.inlines(), before));
            let speaker = article
                .speaker_of(row)
                .map(|id| &shared.digest.speakers[id]);
            let speaker = speaker.map(shared::shown_name);
            anchor(html, &quotation.id, speaker.as_deref().unwrap_or("?"));
            escape::push(html, &inline::visible(text, &block.inlines(), marked));
            // What follows is not the speaker's any more.
            match heading {
                Some(heading) => anchor(html, &section.slug, heading),
                None => anchor(html, "_main", &title),
            }
            at = marked.end;
        }
        escape::push(html, &inline::visible(text, &block.inlines(), after(at)));
        html.push_str("</p>");
    }
}

/// A place in the article by its name; the words after it belong there.
fn anchor(html: &mut String, id: &str, title: &str) {
    html.push_str("<i id=\"");
    escape::push(html, id);
    html.push_str("\" data-pagefind-title=\"");
    escape::push(html, title);
    html.push_str("\"></i>");
}
