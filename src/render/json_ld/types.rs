//! The types of schema.org that pages are described with; each property is written as schema.org names it.

use serde::Serialize;
use std::borrow::Cow;

/// All that is said of one page.
#[derive(Serialize)]
pub(super) struct Graph<'g> {
    #[serde(rename = "@context")]
    pub(super) context: &'static str,
    #[serde(rename = "@graph")]
    pub(super) graph: Vec<Thing<'g>>,
}

/// What a page says something of.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Thing<'g> {
    WebSite(WebSite<'g>),
    Article(Box<Article<'g>>),
    ProfilePage(ProfilePage<'g>),
    BreadcrumbList(BreadcrumbList<'g>),
}

/// Something that is described elsewhere.
#[derive(Serialize)]
pub(super) struct Reference {
    #[serde(rename = "@id")]
    pub(super) id: String,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct WebSite<'g> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) url: &'g str,
    pub(super) name: &'g str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) description: &'g str,
    #[serde(rename = "inLanguage")]
    pub(super) in_language: &'g str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) license: Option<&'g str>,
}

/// `NewsArticle`, or `Article` for a section of one.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Article<'g> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) url: String,
    pub(super) headline: Cow<'g, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) in_language: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) author: Option<Agent<'g>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<Agent<'g>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) article_section: Vec<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) is_based_on: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) license: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) is_part_of: Option<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) correction: Vec<CorrectionComment<'g>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) has_part: Vec<Part<'g>>,
}

/// What a text is made of.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Part<'g> {
    Section(Box<Article<'g>>),
    Quotation(Quotation<'g>),
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct Quotation<'g> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) text: Cow<'g, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) creator: Option<Agent<'g>>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct CorrectionComment<'g> {
    pub(super) text: &'g str,
    #[serde(rename = "datePublished")]
    pub(super) date_published: String,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct ProfilePage<'g> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) url: String,
    #[serde(rename = "dateModified", skip_serializing_if = "Option::is_none")]
    pub(super) date_modified: Option<String>,
    #[serde(rename = "isPartOf")]
    pub(super) is_part_of: Reference,
    #[serde(rename = "mainEntity")]
    pub(super) main_entity: Agent<'g>,
}

/// A person or an organisation.
#[derive(Serialize)]
pub(super) struct Agent<'g> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    pub(super) name: &'g str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    #[serde(rename = "jobTitle", skip_serializing_if = "Option::is_none")]
    pub(super) job_title: Option<&'g str>,
    #[serde(rename = "alternateName", skip_serializing_if = "<[_]>::is_empty")]
    pub(super) alternate_name: &'g [String],
    #[serde(rename = "sameAs", skip_serializing_if = "Option::is_none")]
    pub(super) same_as: Option<String>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct BreadcrumbList<'g> {
    #[serde(rename = "itemListElement")]
    pub(super) item_list_element: Vec<ListItem<'g>>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct ListItem<'g> {
    /// Counted from 1.
    pub(super) position: usize,
    pub(super) name: &'g str,
    pub(super) item: String,
}
