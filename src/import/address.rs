//! Addresses as metadata gives them.

/// The longest address that is kept, in bytes.
const LONGEST: usize = 2000;

/// Keys of a query that tell where a reader came from, and nothing of the page.
const TRACKING: [&str; 8] = [
    "fbclid", "gclid", "dclid", "igshid", "mc_cid", "mc_eid", "msclkid", "yclid",
];

/// An address on the web, `http` or `https`, that can be published: whole, without user names, fragment and what tracks
/// readers. One that is written from its site's root is made whole with `base`.
pub(super) fn web(written: &str, base: Option<&str>) -> Option<String> {
    let written = written.trim();
    let whole = if let Some(rest) = written.strip_prefix("//") {
        format!("https://{rest}")
    } else if written.starts_with('/') {
        format!("{}{written}", origin(base?)?)
    } else {
        written.to_owned()
    };
    if whole.len() > LONGEST || whole.chars().any(is_refused) {
        return None;
    }
    let (scheme, rest) = whole.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "http" && scheme != "https" {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or_default();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, rest) = rest.split_at(end);
    if !is_host(host) {
        return None;
    }
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let query: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !tracks(pair))
        .collect();
    let path = if path.is_empty() { "/" } else { path };
    let mut address = format!("{scheme}://{}{path}", host.to_lowercase());
    if !query.is_empty() {
        address.push('?');
        address.push_str(&query.join("&"));
    }
    Some(address)
}

/// Whether an address leads to a site's front page.
pub(super) fn is_front(address: &str) -> bool {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    rest.split_once('/').is_none_or(|(_, path)| path.is_empty())
}

fn origin(base: &str) -> Option<&str> {
    let start = base.find("://")? + 3;
    let end = base[start..]
        .find(['/', '?', '#'])
        .map_or(base.len(), |at| start + at);
    Some(&base[..end])
}

fn is_refused(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || crate::span::is_blank(c)
        || matches!(
            c,
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '\u{2066}'..='\u{2069}'
        )
}

/// A name with a dot, or with a port: not this machine, and nobody's user name.
fn is_host(host: &str) -> bool {
    let name = host.split(':').next().unwrap_or_default();
    let port = host.get(name.len() + 1..).unwrap_or_default();
    name.contains('.')
        && !name.starts_with("127.")
        && !name.starts_with(['.', '-'])
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
        && port.bytes().all(|b| b.is_ascii_digit())
}

fn tracks(pair: &str) -> bool {
    let key = pair
        .split('=')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    key.starts_with("utm_") || TRACKING.contains(&key.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_kept() {
        for (written, kept) in [
            ("https://example.org/a", Some("https://example.org/a")),
            ("HTTPS://Example.org", Some("https://example.org/")),
            (
                "//example.org/a?id=3&utm_source=x&fbclid=y#top",
                Some("https://example.org/a?id=3"),
            ),
            (
                "/2025/a?utm_medium=mail",
                Some("https://example.net/2025/a"),
            ),
            ("https://example.org/мост", Some("https://example.org/мост")),
            ("javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("file:///home/mira/page.html", None),
            ("https://mira:secret@example.org/", None),
            ("https://example.org/\"><script>", None),
            ("https://example.org/a b", None),
            ("https://example.org\\@evil.example/", None),
            ("http://localhost:3000/a", None),
            ("http://127.0.0.1/a", None),
            ("https:///a", None),
            ("page.html", None),
            ("", None),
        ] {
            let base = Some("https://example.net/b");
            assert_eq!(web(written, base).as_deref(), kept, "{written}");
        }
    }
}
