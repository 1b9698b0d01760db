//! What many pages show, made once.

use super::feeds::Feed;
use super::links::Links;
use super::own_pages::OwnPage;
use super::recent::Recent;
use super::theme::Theme;
use super::value::{self, object};
use super::voices;
use crate::article::BlockKind;
use crate::config::{Link, SpeakerKind};
use crate::digest::{Article, ArticleId, Digest, QuotationRef, Speaker, SpeakerId};
use crate::language::Language;
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use tera::Value;

/// How many characters of a text describe a page.
const DESCRIPTION: usize = 200;

/// Where the links at the head of each page lead, and under which key their words are.
const USUAL_NAVIGATION: [(&str, &str); 4] = [
    ("topics", "topics/"),
    ("quotations_page", "quotes/"),
    ("speakers_page", "speakers/"),
    ("archive", "archive/"),
];

/// The digest, with the values that pages share.
pub(super) struct Shared<'d> {
    pub(super) digest: &'d Digest,
    pub(super) language: &'d Language,
    pub(super) links: Links,
    pub(super) site: Value,
    /// The zone in which the site's days begin.
    pub(super) zone: TimeZone,
    /// Without the links to sections, which take twice as much room as all else, and which few pages show.
    briefs: Recent,
    /// The link to each topic.
    pub(super) topics: Vec<Value>,
    /// The link to each speaker.
    pub(super) speakers: Vec<Value>,
    /// The address of each speaker, from the root.
    pub(super) speaker_hrefs: Vec<String>,
    /// For each speaker, the rows that open a quotation, newest article first.
    pub(super) quotations: Vec<Vec<QuotationRef>>,
    /// The same for those that nobody is named for.
    pub(super) unattributed: Vec<QuotationRef>,
    named: OfEach<Box<[bool]>>,
    /// The links to the feeds of the whole site.
    pub(super) site_feeds: Value,
    /// The pages of the site itself.
    pub(super) own_pages: &'d [OwnPage],
    dates: BTreeMap<Date, Value>,
}

/// What is made of each article once it is asked for.
struct OfEach<T>(Vec<OnceLock<T>>);

impl<T> OfEach<T> {
    fn of(articles: &[Article]) -> Self {
        Self(articles.iter().map(|_| OnceLock::new()).collect())
    }

    fn get(&self, id: ArticleId, make: impl FnOnce() -> T) -> &T {
        self.0[id].get_or_init(make)
    }
}

impl<'d> Shared<'d> {
    pub(super) fn new(digest: &'d Digest, theme: &'d Theme) -> Self {
        let links = Links::new(&digest.site);
        let dates = dates(digest, &theme.language);
        let topics = digest
            .topics
            .iter()
            .map(|topic| {
                object([
                    ("name", Value::from(&*topic.name)),
                    ("href", Value::from(links.href(&topic.path))),
                ])
            })
            .collect();
        let speaker_hrefs: Vec<String> = digest
            .speakers
            .iter()
            .map(|speaker| links.href(&speaker.path).into_owned())
            .collect();
        let speakers = digest.speakers.iter().zip(&speaker_hrefs);
        let speakers = speakers
            .map(|(speaker, href)| {
                object([
                    ("name", Value::from(shown_name(speaker))),
                    ("href", Value::from(&**href)),
                    ("kind", Value::from(kind(speaker.kind))),
                ])
            })
            .collect();
        let opening = |rows: &[QuotationRef]| -> Vec<QuotationRef> {
            let opens = |at: &&QuotationRef| digest.articles[at.article()].opens(at.quotation());
            let mut opening: Vec<QuotationRef> = rows.iter().filter(opens).copied().collect();
            opening.shrink_to_fit();
            opening
        };
        let mut shared = Self {
            digest,
            language: &theme.language,
            site: site(digest, &links, theme),
            own_pages: &theme.pages,
            zone: TimeZoneDatabase::bundled()
                .get(&digest.site.time_zone)
                .unwrap_or(TimeZone::UTC),
            topics,
            speakers,
            speaker_hrefs,
            quotations: digest
                .speakers
                .par_iter()
                .map(|speaker| opening(&speaker.quotations))
                .collect(),
            unattributed: opening(&digest.unattributed),
            named: OfEach::of(&digest.articles),
            briefs: Recent::of(digest.articles.len()),
            dates,
            site_feeds: Value::none(),
            links,
        };
        shared.site_feeds = shared.feed_links(&[Feed::Site]);
        shared
    }

    /// Whether the site has a page that searches it.
    pub(super) fn has_search(&self) -> bool {
        cfg!(feature = "search") && self.digest.site.search
    }

    /// A date as templates take it; none without one.
    pub(super) fn date(&self, date: Option<Date>) -> Value {
        let known = date.and_then(|date| self.dates.get(&date).cloned());
        known.unwrap_or_else(|| Value::from(date.map(|date| value::date(date, self.language))))
    }

    /// The teasers of `articles`.
    pub(super) fn teasers_of(&self, articles: &[ArticleId]) -> Value {
        let teasers: Vec<Value> = articles.iter().map(|&id| self.teaser(id)).collect();
        Value::from(teasers)
    }

    /// A speaker in a list: the link, with a role and how many quotations.
    pub(super) fn ranked(&self, id: SpeakerId, role: Option<&str>, quotations: usize) -> Value {
        value::extended(
            &self.speakers[id],
            [
                ("role", Value::from(role)),
                ("quotations", Value::from(quotations)),
            ],
        )
    }

    /// The role that the newest article to give one gives.
    pub(super) fn newest_role(&self, id: SpeakerId) -> Option<&'d str> {
        let role = self.digest.speakers[id].roles.first()?;
        Some(&*role.words)
    }

    /// How many quotations the site has; one that goes on is counted once.
    pub(super) fn total_quotations(&self) -> usize {
        self.digest
            .articles
            .iter()
            .map(|article| article.count)
            .sum()
    }

    /// The teaser of an article.
    pub(super) fn teaser(&self, id: ArticleId) -> Value {
        let sections = self.digest.articles[id].entry.article.sections.iter();
        let headed = sections.enumerate().filter(|(_, s)| s.heading.is_some());
        let links: Vec<Value> = headed.map(|(at, _)| self.section(id, at)).collect();
        value::extended(&self.brief(id), [("sections", Value::from(links))])
    }

    /// The teaser of an article without its sections, as quotations have it.
    pub(super) fn brief(&self, id: ArticleId) -> Value {
        self.briefs.get(id, || self.make_brief(id))
    }

    /// The link to a section of an article; the lead's has neither heading nor address.
    pub(super) fn section(&self, id: ArticleId, index: usize) -> Value {
        let article = &self.digest.articles[id];
        let section = article.entry.article.sections.get(index);
        let headed = section.and_then(|section| Some((section, section.heading.as_ref()?)));
        let path = headed.map(|(section, _)| section_path(article, section));
        let href = path.as_deref().map(|path| self.links.href(path));
        object([
            (
                "heading",
                Value::from(headed.map(|(_, heading)| &*heading.text)),
            ),
            ("href", Value::from(href)),
        ])
    }

    /// Which of an article's quotations have a mention that names the speaker.
    pub(super) fn named(&self, id: ArticleId) -> &[bool] {
        let make = || voices::named(&self.digest.articles[id].entry).into();
        self.named.get(id, make)
    }

    fn make_brief(&self, id: ArticleId) -> Value {
        let article = &self.digest.articles[id];
        let entry = &article.entry;
        let front_matter = &entry.document.front_matter;
        let topics: Vec<Value> = article
            .topics
            .iter()
            .map(|&topic| self.topics[topic].clone())
            .collect();
        let standfirst = entry.article.standfirst.as_ref();
        object([
            ("title", Value::from(title(article))),
            ("href", Value::from(self.links.href(&article.path))),
            (
                "standfirst",
                Value::from(standfirst.map(|line| &*line.text)),
            ),
            ("date", self.date(entry.article.date)),
            ("source", Value::from(front_matter.source.as_deref())),
            ("topics", Value::from(topics)),
            ("quotations", Value::from(article.count)),
            ("speakers", Value::from(entry.speakers.len())),
            ("words", Value::from(entry.article.words)),
            ("language", Value::from(&*entry.article.language)),
            ("draft", Value::from(front_matter.draft)),
        ])
    }
}

/// A speaker's name as it is shown alone: a description begins as a sentence does.
pub(super) fn shown_name(speaker: &Speaker) -> Cow<'_, str> {
    let mut chars = speaker.name.chars();
    match chars.next() {
        Some(first) if speaker.kind == SpeakerKind::Unnamed && first.is_lowercase() => {
            let name: String = first.to_uppercase().chain(chars).collect();
            Cow::Owned(name)
        }
        _ => Cow::Borrowed(&speaker.name),
    }
}

/// The address of a section's own page.
pub(super) fn section_path(article: &Article, section: &crate::article::Section) -> String {
    format!("{}{}/", article.path, section.slug)
}

/// What an article is called: its headline, else its first words, else its file's name.
pub(super) fn title(article: &Article) -> Cow<'_, str> {
    let entry = &article.entry;
    if let Some(headline) = &entry.article.headline {
        return Cow::Borrowed(&headline.text);
    }
    let first = entry.article.sections.iter().find_map(|section| {
        let heading = section
            .heading
            .as_ref()
            .map(|heading| heading.text.to_string());
        let is_words = |block: &&crate::article::Block| block.kind != BlockKind::Picture;
        let block = || section.blocks.iter().find(is_words);
        heading.or_else(|| Some(block()?.line(&entry.document.text)))
    });
    match first {
        Some(words) if !words.is_empty() => Cow::Owned(shortened(&words, 80)),
        _ => Cow::Borrowed(entry.document.stem()),
    }
}

/// What describes a text to a search engine: its first words.
pub(super) fn description(words: &str) -> String {
    shortened(words, DESCRIPTION)
}

/// The first words, `longest` characters at most, with an ellipsis where something was cut off.
pub(super) fn shortened(words: &str, longest: usize) -> String {
    let Some((cut, _)) = words.char_indices().nth(longest) else {
        return words.to_owned();
    };
    let cut = words[..cut].rfind(' ').unwrap_or(cut);
    let kept = words[..cut].trim_end_matches(|c: char| !c.is_alphanumeric());
    format!("{kept}…")
}

fn site(digest: &Digest, links: &Links, theme: &Theme) -> Value {
    let language = &*theme.language;
    let site = &digest.site;
    let usual = || {
        let link = |(key, href): (&str, &str)| Link {
            title: language.say(key).into(),
            href: href.into(),
        };
        let search = Some(("search", "search/"));
        let search = search.filter(|_| cfg!(feature = "search") && site.search);
        let usual = USUAL_NAVIGATION.into_iter().chain(search);
        usual.map(link).collect()
    };
    let navigation: Cow<[Link]> = match &site.navigation {
        Some(navigation) => Cow::Borrowed(navigation),
        None => Cow::Owned(usual()),
    };
    let navigation: Vec<Value> = navigation
        .iter()
        .map(|link| {
            let own = link.href.trim_start_matches('/');
            let href = if super::links::is_web(&link.href) {
                Cow::Borrowed(&*link.href)
            } else {
                links.href(own)
            };
            object([
                ("title", Value::from(&*link.title)),
                ("href", Value::from(href)),
            ])
        })
        .collect();
    let licence = site.licence.as_ref().map(|licence| {
        let url = licence.url.as_deref();
        object([
            ("name", Value::from(&*licence.name)),
            (
                "url",
                Value::from(url.filter(|url| super::links::is_web(url))),
            ),
        ])
    });
    let pages = theme.pages.iter().map(|page| {
        object([
            ("title", Value::from(&*page.title)),
            ("href", Value::from(links.href(&page.path))),
        ])
    });
    object([
        ("title", Value::from(&*site.title)),
        ("description", Value::from(&*site.description)),
        ("language", Value::from(&*site.language)),
        ("direction", Value::from(language.direction())),
        ("base_url", Value::from(links.base())),
        ("licence", Value::from(licence)),
        ("navigation", Value::from(navigation)),
        ("pages", Value::from(pages.collect::<Vec<Value>>())),
        (
            "search",
            Value::from(cfg!(feature = "search") && site.search),
        ),
    ])
}

fn dates(digest: &Digest, language: &Language) -> BTreeMap<Date, Value> {
    let mut dates = BTreeMap::new();
    for article in &digest.articles {
        let article = &article.entry.article;
        for date in article.date.iter().chain(&article.updated) {
            dates
                .entry(*date)
                .or_insert_with(|| value::date(*date, language));
        }
    }
    dates
}

/// The word for a kind of speaker.
pub(super) fn kind(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Person => "person",
        SpeakerKind::Organisation => "organisation",
        SpeakerKind::Unnamed => "unnamed",
    }
}
