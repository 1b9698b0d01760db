//! What each page is made from, hashed: a page whose inputs are those of the last build need not be made again.
//!
//! A page is a function of the program, the theme and the settings ([`Inputs::foundation`]), and of the articles and
//! speakers that it shows. An article's hash covers its document, what was found in it, its address, and all that other
//! articles decide about it: the names and addresses of its speakers and topics, the sizes of its pictures. So the inputs
//! of a page are a handful of hashes and numbers. They may be more than the page shows, never less: a page that shows
//! something of the whole site has the whole site's hash, and one of which it can't be told in advance has none and is
//! made each time.

use super::Renderer;
use super::data::{self, DataFile};
use super::feeds::Feed;
use super::planned::{Kind, Planned};
use super::quote_index::File;
use super::shared::Shared;
use super::theme::Theme;
use crate::digest::{Article, ArticleId, Digest, QuotationRef, SpeakerId};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;
use std::fmt::Debug;

/// A BLAKE3 hash.
type Hash = [u8; 32];

/// The hashes of which those of pages are made.
pub(super) struct Inputs {
    /// Of the program, the theme and the settings.
    foundation: Hash,
    articles: Vec<Hash>,
    speakers: Vec<Hash>,
    /// Of all there is.
    whole: Hash,
}

/// Hashes what pages are made from: each part with its length, so that no two sequences of parts are one.
///
/// The parts are put together first: one long text is hashed several times quicker than its many short parts.
struct Hasher(Vec<u8>);

impl Hasher {
    fn new(of: &str) -> Self {
        let mut hasher = Self(Vec::with_capacity(256));
        hasher.text(of);
        hasher
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn number(&mut self, number: usize) {
        self.0.extend_from_slice(&(number as u64).to_le_bytes());
    }

    fn hash(&mut self, hash: &Hash) {
        self.0.extend_from_slice(hash);
    }

    fn debug(&mut self, value: &impl Debug) {
        self.text(&format!("{value:?}"));
    }

    /// All that `value` holds, as it is kept between builds.
    fn whole(&mut self, value: &impl Serialize) {
        // Nothing that is kept can't be written, and to memory all is written.
        let _ = postcard::to_io(value, &mut self.0);
    }

    fn finish(&self) -> Hash {
        *blake3::hash(&self.0).as_bytes()
    }
}

impl Inputs {
    pub(super) fn new(shared: &Shared, theme: &Theme) -> Self {
        let digest = shared.digest;
        let foundation = foundation(digest, theme);
        let speakers: Vec<Hash> = (0..digest.speakers.len())
            .map(|id| speaker(shared, id))
            .collect();
        let articles: Vec<Hash> = digest
            .articles
            .par_iter()
            .map(|of| article(digest, of, &speakers))
            .collect();
        let mut whole = Hasher::new("whole");
        whole.hash(&foundation);
        for hash in articles.iter().chain(&speakers) {
            whole.hash(hash);
        }
        for topic in &digest.topics {
            whole.text(&topic.name);
            whole.text(&topic.path);
        }
        Self {
            foundation,
            whole: whole.finish(),
            articles,
            speakers,
        }
    }

    /// Of all that the site is made from, files of `static/` and pictures apart.
    pub(super) fn whole(&self) -> &Hash {
        &self.whole
    }
}

/// The program, the theme, the settings.
fn foundation(digest: &Digest, theme: &Theme) -> Hash {
    let mut hasher = Hasher::new(env!("DATELINE_BUILD"));
    hasher.debug(&digest.site);
    for (name, source) in &theme.sources {
        hasher.text(name);
        hasher.text(&source.text);
    }
    for page in &theme.pages {
        hasher.text(&page.path);
        hasher.text(&page.title);
        hasher.text(&page.document.text);
    }
    for path in theme.statics.keys() {
        hasher.text(path);
    }
    theme.language.each(|key, words| {
        hasher.text(key);
        hasher.text(words);
    });
    let newest = digest.articles.first();
    hasher.debug(&newest.is_some_and(|article| article.entry.article.date.is_some()));
    hasher.finish()
}

/// What other pages than a speaker's own show of the speaker, and the roles.
fn speaker(shared: &Shared, id: SpeakerId) -> Hash {
    let speaker = &shared.digest.speakers[id];
    let mut hasher = Hasher::new("speaker");
    hasher.text(&speaker.name);
    hasher.text(&speaker.path);
    hasher.debug(&(
        speaker.kind,
        &speaker.roles,
        &speaker.also,
        &speaker.wikidata,
    ));
    hasher.finish()
}

fn article(digest: &Digest, article: &Article, speakers: &[Hash]) -> Hash {
    let entry = &article.entry;
    let mut hasher = Hasher::new("article");
    hasher.text(&entry.document.path);
    hasher.hash(&entry.document.hash);
    hasher.text(&article.path);
    // What was found in the text is a function of it, of the settings and of the register, which is no setting.
    hasher.whole(&(&entry.quotations, &entry.speakers));
    for &topic in &article.topics {
        hasher.text(&digest.topics[topic].name);
        hasher.text(&digest.topics[topic].path);
    }
    for &speaker in &article.speakers {
        hasher.number(speaker);
        hasher.hash(&speakers[speaker]);
    }
    for picture in entry.article.pictures() {
        let shown = digest.pictures.of(&entry.document.path, &picture.address);
        hasher.debug(&shown.map(|shown| &shown.sizes));
    }
    hasher.finish()
}

impl Renderer<'_> {
    /// The hash of what a page is made from: as long as it stays, the page is the same to the byte. None for one that is
    /// made each time.
    #[must_use]
    pub fn inputs(&self, planned: &Planned) -> Option<[u8; 16]> {
        let of = (self.inputs).get_or_init(|| Inputs::new(&self.shared, self.theme));
        let shared = &self.shared;
        let digest = shared.digest;
        let mut hasher = Hasher::new("page");
        hasher.hash(&of.foundation);
        hasher.text(&planned.path);
        let article = |hasher: &mut Hasher, id: ArticleId| hasher.hash(&of.articles[id]);
        let neighbour = |hasher: &mut Hasher, id: Option<ArticleId>| match id {
            Some(id) => article(hasher, id),
            None => hasher.number(0),
        };
        let rows = |hasher: &mut Hasher, rows: &[QuotationRef]| {
            for row in rows {
                article(hasher, row.article());
                hasher.number(row.quotation());
            }
        };
        match planned.kind {
            Kind::Article(id) => {
                hasher.text("article");
                article(&mut hasher, id);
                neighbour(&mut hasher, digest.previous(id));
                neighbour(&mut hasher, digest.next(id));
            }
            Kind::Section {
                article: id,
                section,
            } => {
                hasher.text("section");
                article(&mut hasher, id);
                hasher.number(section);
            }
            // Its picture shows quotations that stand on none of its pages.
            Kind::Speaker { .. } if digest.site.cards => hasher.hash(&of.whole),
            Kind::Speaker { speaker, number } => {
                hasher.text("speaker");
                let quotations = &shared.quotations[speaker];
                let list = shared.pages(&digest.speakers[speaker].path, quotations.len());
                hasher.hash(&of.speakers[speaker]);
                hasher.number(quotations.len());
                hasher.number(number);
                hasher.hash(&self.course(speaker).inputs);
                rows(&mut hasher, &quotations[list.range(number)]);
                for &id in self.few_articles(speaker) {
                    article(&mut hasher, id);
                }
                for &(other, articles) in &self.course(speaker).beside {
                    hasher.hash(&of.speakers[other]);
                    hasher.number(articles);
                }
            }
            Kind::Letter { letter, number } => {
                hasher.text("letter");
                self.letter_row(&mut hasher);
                let letter = &self.letters[letter];
                hasher.number(letter.quotations);
                hasher.number(number);
                let list = shared.pages(&letter.path, letter.quotations);
                for (speaker, shown) in self.shares(letter.speakers.clone(), list.range(number)) {
                    hasher.hash(&of.speakers[speaker]);
                    rows(&mut hasher, shown);
                }
            }
            Kind::Unattributed { number } => {
                hasher.text("unattributed");
                self.letter_row(&mut hasher);
                let all = &shared.unattributed;
                let list = shared.pages(super::planned::UNATTRIBUTED, all.len());
                hasher.number(number);
                rows(&mut hasher, &all[list.range(number)]);
            }
            Kind::Feed {
                feed: Feed::Topic(topic),
                ..
            } => {
                hasher.text("topic feed");
                hasher.text(&digest.topics[topic].name);
                for &id in digest.topics[topic].articles.iter().take(self.in_feeds()) {
                    article(&mut hasher, id);
                }
            }
            Kind::Feed {
                feed: Feed::Speaker(speaker),
                ..
            } => {
                hasher.text("speaker feed");
                hasher.hash(&of.speakers[speaker]);
                let newest = shared.quotations[speaker].len().min(self.in_feeds());
                rows(&mut hasher, &shared.quotations[speaker][..newest]);
            }
            Kind::Data(DataFile::Part(part) | DataFile::PartTable(part)) => {
                hasher.text("part");
                for id in data::articles_of_part(&digest.articles, part) {
                    article(&mut hasher, id);
                }
            }
            Kind::Data(DataFile::Entry(id)) => {
                hasher.text("entry");
                article(&mut hasher, id);
            }
            Kind::QuoteIndex(File::Part(part)) => {
                hasher.text("quote index");
                rows(&mut hasher, &self.quote_index.part_rows(shared, part));
                for topic in &digest.topics {
                    hasher.text(&topic.name);
                }
            }
            // A file's bytes are no part of the hashes.
            Kind::Static | Kind::Picture(_) | Kind::Card(_) => return None,
            _ => hasher.hash(&of.whole),
        }
        hasher.finish().first_chunk().copied()
    }

    /// What the row of letters shows.
    fn letter_row(&self, hasher: &mut Hasher) {
        for letter in &self.letters {
            hasher.text(&letter.path);
            hasher.number(letter.speakers.len());
        }
        hasher.number(self.shared.unattributed.len());
    }

    /// How many items a feed has at the most.
    fn in_feeds(&self) -> usize {
        self.shared.digest.site.feeds.length.0
    }
}
