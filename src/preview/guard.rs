//! Who is answered: this machine's own browser, asked by the preview's own pages.
//!
//! A page of another site can make a browser ask this server for something: under a name of its own that it lets lead here
//! (then `Host` tells), or with a form or script (then `Origin` tells). Neither is answered. What changes a file also needs
//! the word that each page of this run carries, which no other site can read.

use axum::http::header::{CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, Method, Request, StatusCode};

/// The header that carries the word.
pub(super) const TOKEN: &str = "x-dateline-token";

/// What is asked of who asks.
#[derive(Debug)]
pub(super) struct Guard {
    port: u16,
    token: String,
}

/// Why a request is not answered.
pub(super) type Refusal = (StatusCode, &'static str);

impl Guard {
    /// The guard of the preview at `port`, with a new word; none where the machine gives nothing random.
    pub fn new(port: u16) -> Option<Self> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).ok()?;
        let token = random.iter().map(|byte| format!("{byte:02x}")).collect();
        Some(Self { port, token })
    }

    /// The word of this run.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Looks at a request before anything of its body is read.
    pub fn check<B>(&self, request: &Request<B>) -> Result<(), Refusal> {
        let headers = request.headers();
        let mut hosts = headers.get_all(HOST).iter();
        let host = hosts.next().and_then(|host| host.to_str().ok());
        let of_target = request.uri().authority().map(|host| host.as_str());
        let is_ours = |host: &str| self.is_own(host);
        let is_one = hosts.next().is_none() && host.is_some_and(is_ours);
        if !is_one || !of_target.is_none_or(is_ours) {
            let words = "The preview answers to localhost only.";
            return Err((StatusCode::MISDIRECTED_REQUEST, words));
        }
        match *request.method() {
            Method::GET | Method::HEAD => Ok(()),
            Method::POST => self.check_change(headers),
            _ => Err((
                StatusCode::METHOD_NOT_ALLOWED,
                "The preview shows pages and takes settlements.",
            )),
        }
    }

    fn check_change(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let forbidden = |words| Err((StatusCode::FORBIDDEN, words));
        let site = text("sec-fetch-site");
        let origin = text(ORIGIN.as_str());
        let is_own_origin = match origin {
            Some(origin) => origin
                .strip_prefix("http://")
                .is_some_and(|host| self.is_own(host)),
            None => site == Some("same-origin"),
        };
        if !is_own_origin || site.is_some_and(|site| site != "same-origin") {
            return forbidden("Only a page of the preview may change a file.");
        }
        if text(TOKEN) != Some(&*self.token) {
            return forbidden("This page is of an earlier run of the preview; load it again.");
        }
        let is_json = text(CONTENT_TYPE.as_str()).is_some_and(|kind| {
            kind.split(';').next().unwrap_or(kind).trim() == "application/json"
        });
        match is_json {
            true => Ok(()),
            false => Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "Changes are JSON.")),
        }
    }

    /// Whether `host` is a name of this machine with the preview's port.
    fn is_own(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port),
            _ => (host, "80"),
        };
        let is_name = ["localhost", "127.0.0.1", "[::1]"]
            .iter()
            .any(|own| name.eq_ignore_ascii_case(own));
        is_name && port == self.port.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard() -> Guard {
        Guard {
            port: 1851,
            token: "word".into(),
        }
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        let own = [
            "localhost:1851",
            "LOCALHOST:1851",
            "127.0.0.1:1851",
            "[::1]:1851",
        ];
        for host in own {
            assert!(guard().is_own(host), "{host}");
        }
        let foreign = [
            "",
            "localhost",
            "localhost:80",
            "localhost:1852",
            "example.org",
            "example.org:1851",
            "127.0.0.1.example.org:1851",
            "localhost:1851.example.org",
            "[::1]",
            "[::2]:1851",
            "localhost.:1851",
            "localhost:1851:1851",
            "a@localhost:1851",
            "0.0.0.0:1851",
            "127.0.0.2:1851",
            "localhost:+1851",
            "2130706433:1851",
        ];
        for host in foreign {
            assert!(!guard().is_own(host), "{host}");
        }
    }

    #[test]
    fn a_change_needs_origin_and_word() {
        let check = |headers: &[(&str, &str)]| {
            let mut request = Request::post("/").header(HOST, "localhost:1851");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let request = request.body(());
            request.is_ok_and(|request| guard().check(&request).is_ok())
        };
        let json = ("content-type", "application/json");
        let token = (TOKEN, "word");
        let own = ("origin", "http://localhost:1851");
        let same = ("sec-fetch-site", "same-origin");
        assert!(check(&[json, token, own]));
        assert!(check(&[json, token, own, same]));
        assert!(check(&[json, token, same]));
        for headers in [
            &[json, token][..],
            &[json, own],
            &[token, own],
            &[json, own, (TOKEN, "")],
            &[json, own, (TOKEN, "words")],
            &[json, token, ("origin", "null")],
            &[json, token, ("origin", "https://localhost:1851")],
            &[json, token, ("origin", "http://localhost:1852")],
            &[json, token, ("origin", "http://example.org"), same],
            &[json, token, own, ("sec-fetch-site", "same-site")],
            &[json, token, ("sec-fetch-site", "none")],
            &[token, own, ("content-type", "text/plain")],
        ] {
            assert!(!check(headers), "{headers:?}");
        }
    }
}
