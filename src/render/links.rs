//! Addresses: from the site's root, from a page, and whole.

use crate::config::Site;
use percent_encoding::{AsciiSet, utf8_percent_encode};
use std::borrow::Cow;

/// How addresses are written on this site.
#[derive(Debug)]
pub(super) struct Links {
    /// Whether a link must name a file.
    portable: bool,
    /// Where the site will stand, with a slash at its end.
    base: Option<String>,
}

impl Links {
    pub(super) fn new(site: &Site) -> Self {
        let base = site.base_url.as_deref().map(str::trim);
        let base = base.filter(|base| is_web(base)).map(|base| {
            let end = if base.ends_with('/') { "" } else { "/" };
            format!("{base}{end}")
        });
        Self {
            portable: site.portable,
            base,
        }
    }

    /// The link to the page at `path`, from the site's root.
    pub(super) fn href<'p>(&self, path: &'p str) -> Cow<'p, str> {
        let mut href = encoded(path);
        if self.portable && (path.is_empty() || path.ends_with('/')) {
            href += "index.html";
        }
        href
    }

    /// The same for an address that may have a query or a fragment behind its path.
    pub(super) fn href_of(&self, address: &str) -> String {
        let end = address.find(['?', '#']).unwrap_or(address.len());
        let (path, rest) = address.split_at(end);
        self.href(path).into_owned() + rest
    }

    /// The whole address of the page at `path`, when it is known where the site will stand.
    pub(super) fn whole(&self, path: &str) -> Option<String> {
        let base = self.base.as_ref()?;
        Some(format!("{base}{}", self.href(path)))
    }

    /// The whole address of the page at `path`, or, where it is not known where the site will stand, that from its root.
    pub(super) fn whole_or_from_root(&self, path: &str) -> String {
        self.whole(path)
            .unwrap_or_else(|| self.href(path).into_owned())
    }

    /// Where the site stands, with a slash at its end.
    pub(super) fn base(&self) -> Option<&str> {
        self.base.as_deref()
    }

    /// The way from the page at `path` to the site's root.
    pub(super) fn root(path: &str) -> String {
        match path.bytes().filter(|&b| b == b'/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }

    /// The way to the site's root from a page that is shown under any address: `/`, or `/digest/`.
    pub(super) fn root_from_anywhere(&self) -> &str {
        let path = self.base.as_deref().and_then(|base| {
            let (_, rest) = base.split_once("://")?;
            let path = &rest[rest.find('/')?..];
            // A second slash would make a host of what follows.
            Some(path).filter(|path| !path.starts_with("//") && !path.contains(['?', '#', '\\']))
        });
        path.unwrap_or("/")
    }
}

/// A path as an address: what is not ASCII is percent-encoded, which web servers, feeds and old readers ask for; what an
/// editor has encoded already stays as it is.
fn encoded(path: &str) -> Cow<'_, str> {
    utf8_percent_encode(path, &AsciiSet::EMPTY).into()
}

/// The file that holds the page at `path`.
pub(super) fn file(path: &str) -> String {
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    }
}

/// Whether this is the address of another site's page.
pub(super) fn is_web(address: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        address
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && address.len() > scheme.len()
    })
}

/// Where a link in an article's text may lead.
#[derive(Debug, PartialEq)]
pub(super) enum Target<'a> {
    /// To another site.
    Foreign(&'a str),
    /// To a mailbox.
    Mail(&'a str),
    /// Within this site, from its root.
    Own(&'a str),
    /// To a place in the same article: the fragment with its `#`.
    Here(&'a str),
}

/// What an address in an article's text means; none when no link may be made of it.
///
/// Other schemes than the web's and mail (`javascript:`, `data:`) lead nowhere, and neither does what browsers would read
/// differently than it looks (`//host`, control characters, a way out of the site by `..`).
pub(super) fn target(address: &str) -> Option<Target<'_>> {
    let address = address.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    if address.is_empty() || address.contains(|c: char| c.is_control() || c == '\\') {
        return None;
    }
    if is_web(address) {
        return Some(Target::Foreign(address));
    }
    let path_end = address.find(['/', '?', '#']).unwrap_or(address.len());
    if let Some((scheme, _)) = address[..path_end].split_once(':') {
        return scheme
            .eq_ignore_ascii_case("mailto")
            .then_some(Target::Mail(address));
    }
    if address.starts_with('#') {
        return Some(Target::Here(address));
    }
    let own = address.strip_prefix('/').unwrap_or(address);
    let path = &own[..own.find(['?', '#']).unwrap_or(own.len())];
    let leads_astray = own.starts_with('/')
        || path.split('/').any(|part| {
            matches!(
                part.to_ascii_lowercase().as_str(),
                ".." | "%2e%2e" | ".%2e" | "%2e."
            )
        });
    (!leads_astray).then_some(Target::Own(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_mail_and_the_site_itself_are_linked() {
        assert_eq!(
            target(" https://example.org/a?b "),
            Some(Target::Foreign("https://example.org/a?b"))
        );
        assert_eq!(
            target("mailto:desk@example.org"),
            Some(Target::Mail("mailto:desk@example.org"))
        );
        assert_eq!(target("/topics/"), Some(Target::Own("topics/")));
        assert_eq!(target("topics/?a:b"), Some(Target::Own("topics/?a:b")));
        assert_eq!(target("#talks"), Some(Target::Here("#talks")));
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//example.org/",
            "///example.org/",
            "\\\\example.org",
            "../../etc/",
            "a/%2E%2e/b",
            "https://",
            "",
        ] {
            assert_eq!(target(address), None, "{address:?}");
        }
    }

    #[test]
    fn the_way_to_the_root() {
        let links = |base: &str| {
            Links::new(&Site {
                base_url: Some(base.into()),
                ..Site::default()
            })
        };
        assert_eq!(Links::root(""), "./");
        assert_eq!(Links::root("2025/02/28/talks/"), "../../../../");
        assert_eq!(links("https://x.org").root_from_anywhere(), "/");
        assert_eq!(links("https://x.org/repo").root_from_anywhere(), "/repo/");
        assert_eq!(links("https://x.org//evil.org").root_from_anywhere(), "/");
        assert_eq!(links("javascript:alert(1)").base(), None);
    }
}
