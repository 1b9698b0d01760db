//! Which page answers an address.

use super::edition::Sheet;
use super::inject;
use super::panel::{self, Told};
use crate::diagnostics::Diagnostic;

/// What a site says to an address.
pub(super) enum Answer {
    /// A file of the site.
    Page { path: String, bytes: Vec<u8> },
    /// The page stands at another address.
    At(String),
    /// There is no such page; the site's own words for that, if it has any.
    Nothing(Vec<u8>),
    /// The page could not be made.
    Broken(Box<Diagnostic>),
}

/// The answer to `path`, an address from the site's root, decoded, without a slash at its head.
///
/// It is looked up among the pages that the site has, so that there is no other file it could lead to.
pub(super) fn answer(sheet: &Sheet, path: &str, told: Told) -> Answer {
    let mut path = path.to_owned();
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    if let Some(planned) = sheet.page(&path) {
        return match sheet.renderer.render(planned) {
            Ok(page) => Answer::Page {
                bytes: dressed(sheet, &path, page.bytes, told),
                path,
            },
            Err(failure) => Answer::Broken(failure),
        };
    }
    if sheet.page(&format!("{path}/index.html")).is_some() {
        path.push('/');
        return Answer::At(path);
    }
    let planned = sheet.page("404.html");
    let page = planned.and_then(|planned| sheet.renderer.render(planned).ok());
    let bytes = page.map(|page| dressed(sheet, &path, page.bytes, told));
    Answer::Nothing(bytes.unwrap_or_default())
}

/// An HTML page with the panel; anything else as it is.
fn dressed(sheet: &Sheet, path: &str, bytes: Vec<u8>, told: Told) -> Vec<u8> {
    let is_html = path.ends_with(".html") || sheet.page(path).is_none();
    match is_html {
        true => inject::inject(bytes, &panel::of(sheet, path, told)),
        false => bytes,
    }
}
