//! Dateline turns pasted article text into a conflict-news digest site.
//!
//! Data flows one way; each stage is a module, and each gives the type that the next takes:
//!
//! ```text
//! content/ → source → Document → article → Article → quotes → Entry → digest → Digest → render → Page → publish → public/
//! ```
//!
//! - [`source`] walks `content/`, decodes, and splits front matter off.
//! - [`article`] finds labels, headline, standfirst, dates and sections in text that has no markup.
//! - [`quotes`] finds quotations and who said them, on evidence.
//! - [`digest`] joins all entries: speakers made one across articles, topics, the calendar, addresses.
//! - [`render`] puts the digest through templates.
//! - [`publish`] brings pages to disk, whole or not at all.
//!
//! Beside them stand [`cache`] (entries of earlier builds), [`import`] (what makes documents of other formats), [`config`] (what an editor sets), [`lexicon`]
//! (what is known of a language), [`language`] (what the pages say in it), [`diagnostics`] (what is reported), [`preview`]
//! (the site while it is written) and [`commands`] (the command line; the only part that prints).
//!
//! # Example
//!
//! One text, read without a site:
//!
//! ```
//! let text = "“The bridge is open,” said Mira Kovač, mayor of Vestra.\n\nIt had been shut since May.";
//! let (site, register) = Default::default();
//! let document = dateline::source::read(text.as_bytes(), "bridge.txt").unwrap();
//! let (article, _) = dateline::article::read(&document, &site);
//! let (entry, _) = dateline::quotes::read(document, article, &site, &register);
//!
//! let quotation = &entry.quotations[0];
//! assert_eq!(quotation.span.of(&entry.document.text), "The bridge is open,");
//! assert_eq!(entry.speaker_of(quotation).unwrap().name, "Mira Kovač");
//! ```

pub mod article;
pub mod cache;
pub mod commands;
pub mod config;
pub mod diagnostics;
pub mod digest;
pub mod import;
pub mod language;
pub mod lexicon;
pub mod pictures;
pub mod preview;
pub mod publish;
pub mod quotes;
pub mod render;
mod sealed;
pub mod slug;
pub mod source;
pub mod span;
