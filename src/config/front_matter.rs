//! What an editor may say at the head of a document, between `+++` lines.

use super::{checked, date};
use jiff::civil::Date;
use serde::Deserialize;

/// The front matter of a document. Every key is optional.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FrontMatter {
    /// The headline, in place of the text's own.
    pub title: Option<String>,
    /// The summary under the headline, in place of the text's own.
    pub standfirst: Option<String>,
    /// The date of the article, before any that the file name or the text gives.
    #[serde(deserialize_with = "date::optional")]
    pub date: Option<Date>,
    /// When it was last changed.
    #[serde(deserialize_with = "date::optional")]
    pub updated: Option<Date>,
    /// The publication that the text was taken from.
    pub source: Option<String>,
    /// Its address.
    pub source_url: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The topics, in place of the text's labels.
    pub topics: Option<Vec<String>>,
    /// The last part of the article's address, in place of the file name's.
    pub slug: Option<String>,
    /// The language of the text, as a BCP 47 tag (`en`, `uk`).
    #[serde(deserialize_with = "checked::optional_language")]
    pub language: Option<String>,
    /// Not to be published yet.
    pub draft: bool,
    /// Quotations that the editor settles.
    #[serde(rename = "quote")]
    pub settlements: Vec<Settlement>,
    /// Corrections to be printed on the page.
    #[serde(rename = "correction")]
    pub corrections: Vec<Correction>,
}

/// `[[quote]]`: an editor's word on one quotation, which stands above everything that the program finds.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settlement {
    /// Words that stand in the quotation.
    #[serde(rename = "match")]
    pub words: String,
    /// Who said it.
    pub speaker: Option<String>,
    /// Not a quotation at all.
    #[serde(default)]
    pub skip: bool,
}

/// `[[correction]]`: what was wrong and is right now, newspapers' way.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The day of the correction.
    #[serde(deserialize_with = "date::required")]
    pub date: Date,
    /// Its text.
    pub text: String,
}
