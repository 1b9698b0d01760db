//! The settings of a site from its folder.

use super::Failure;
use super::decode::decode;
use crate::config::{Register, Site, message_and_help, parse_base_url, read};
use crate::diagnostics::Diagnostic;
use crate::span::Span;
use serde::de::DeserializeOwned;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

/// `site.toml` and `content/speakers.toml` below `root`; either may be missing. `base_url` stands above the file's.
///
/// # Errors
/// One [`Failure`] for each file that can't be read or holds a mistake, and for a `base_url` that is no address.
pub fn settings(root: &Path, base_url: Option<&str>) -> Result<(Site, Register), Vec<Failure>> {
    let site: Result<Site, Failure> = file(root, "site.toml");
    let register: Result<Register, Failure> = file(root, "content/speakers.toml");
    let base_url = base_url.map(parse_base_url).transpose().map_err(|why| {
        let (message, help) = message_and_help(&why);
        let diagnostic = Diagnostic::error("settings", format!("--base-url: {message}"));
        Failure::Content(Box::new(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }))
    });
    match (site, register, base_url) {
        (Ok(mut site), Ok(register), Ok(base_url)) => {
            site.base_url = base_url.or(site.base_url);
            Ok((site, register))
        }
        (site, register, base_url) => {
            let failures = [site.err(), register.err(), base_url.err()];
            Err(failures.into_iter().flatten().collect())
        }
    }
}

fn file<T: DeserializeOwned + Default>(root: &Path, name: &str) -> Result<T, Failure> {
    let path = root.join(name);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(T::default()),
        Err(error) => return Err(Failure::Machine { path, error }),
    };
    let name: Arc<str> = Arc::from(name);
    let text: Arc<str> = decode(&bytes, &name)?.into();
    Ok(read(&name, &text, Span::new(0, text.len()))?)
}
