//! What is told of a content folder that holds no articles, or files that are none.

use crate::diagnostics::Diagnostic;
use std::sync::Arc;

/// What is wrong when there is no folder to read.
#[must_use]
pub fn no_content() -> Diagnostic {
    Diagnostic::error("no-content", "there is no content/ folder here")
        .help("make it, and paste an article into content/2025-02-28-headline.txt")
}

/// What is wrong when the folder holds nothing to read.
#[must_use]
pub fn nothing_to_build() -> Diagnostic {
    Diagnostic::error(
        "no-content",
        "there is nothing to build: content/ holds no article",
    )
    .help("put a .txt or .md file there: content/2025-02-28-headline.txt")
}

/// What is told of a file that is nothing which a site is made from.
#[must_use]
pub fn not_read(file: &str) -> Diagnostic {
    let name = file.rsplit('/').next().unwrap_or(file);
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    let help = match ending.as_deref() {
        Some("markdown" | "mdown" | "mkd") => "rename it so that it ends with .md",
        Some("text") => "rename it so that it ends with .txt",
        Some("doc" | "docx" | "odt" | "rtf" | "pdf" | "html" | "htm" | "eml" | "pages") => {
            "copy the article's text into a .txt file in its place"
        }
        Some("toml") => "only content/speakers.toml is read; other settings stand in site.toml",
        _ => {
            "an article ends with .txt or .md; other files that belong to the site stand in static/"
        }
    };
    Diagnostic::warning("not-read", "this file is not read")
        .in_file(&Arc::from(file))
        .help(help)
}
