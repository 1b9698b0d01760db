//! Settings that are text with a form of their own: web addresses, languages, time zones.

use serde::Deserialize;
use serde::de::{self, Deserializer};

/// The address under which a site stands, as it is used: with a slash at its end.
///
/// # Errors
/// What is wrong with it, and after a semicolon what to write.
pub fn parse_base_url(written: &str) -> Result<String, String> {
    let wrong = || format!("`{written}` is not a web address; write it as https://example.org/");
    let address = written.trim();
    let (scheme, rest) = address.split_once("://").ok_or_else(wrong)?;
    let scheme = scheme.to_ascii_lowercase();
    let host = rest.split('/').next().unwrap_or_default();
    let known = matches!(&*scheme, "http" | "https");
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':' | '[' | ']');
    let is_path = |c: char| c.is_ascii_graphic() && !"\"'<>\\^`{|}?#@".contains(c);
    let named = host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[');
    if !known || !named || !host.chars().all(is_host) || !rest.chars().all(is_path) {
        return Err(wrong());
    }
    Ok(format!("{scheme}://{}/", rest.trim_end_matches('/')))
}

/// Whether a language tag has the form that RFC 5646 gives it, with a language of two or three letters.
pub(crate) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    matches!(language.len(), 2 | 3)
        && language.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| {
            matches!(part.len(), 1..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

fn parse_language(tag: &str) -> Result<String, String> {
    if is_language(tag) {
        Ok(tag.to_owned())
    } else {
        Err(format!(
            "`{tag}` is not the tag of a language; write a tag such as `en`, `uk` or `pt-BR`"
        ))
    }
}

fn parse_time_zone(name: &str) -> Result<String, String> {
    match jiff::tz::TimeZoneDatabase::bundled().get(name) {
        Ok(_) => Ok(name.to_owned()),
        Err(_) => Err(format!(
            "`{name}` is not a time zone; write a name such as `UTC` or `Europe/Kyiv`"
        )),
    }
}

/// For `#[serde(deserialize_with)]`.
pub(super) fn base_url<'de, D: Deserializer<'de>>(d: D) -> Result<Option<String>, D::Error> {
    checked(d, parse_base_url).map(Some)
}

/// For `#[serde(deserialize_with)]`.
pub(super) fn language<'de, D: Deserializer<'de>>(d: D) -> Result<String, D::Error> {
    checked(d, parse_language)
}

/// For `#[serde(deserialize_with)]`.
pub(super) fn optional_language<'de, D: Deserializer<'de>>(
    d: D,
) -> Result<Option<String>, D::Error> {
    language(d).map(Some)
}

/// For `#[serde(deserialize_with)]`.
pub(super) fn time_zone<'de, D: Deserializer<'de>>(d: D) -> Result<String, D::Error> {
    checked(d, parse_time_zone)
}

fn checked<'de, D: Deserializer<'de>>(
    deserializer: D,
    parse: fn(&str) -> Result<String, String>,
) -> Result<String, D::Error> {
    parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_a_web_address_with_a_slash_at_its_end() {
        for (written, used) in [
            ("https://example.org", "https://example.org/"),
            ("HTTPS://example.org/news/", "https://example.org/news/"),
            ("http://localhost:8080//", "http://localhost:8080/"),
            ("https://[::1]/~a/b%20c", "https://[::1]/~a/b%20c/"),
        ] {
            assert_eq!(parse_base_url(written).as_deref(), Ok(used));
        }
        for wrong in [
            "",
            "example.org",
            "//example.org",
            "ftp://example.org/",
            "https://",
            "https:///x",
            "https://example.org/?a=b",
            "https://example.org/#a",
            "https://me:secret@example.org/",
            "https://example.org/a b",
            "https://example.org/\"><script>",
            "javascript://example.org/",
        ] {
            assert!(parse_base_url(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn languages_and_time_zones_are_known_ones() {
        assert!(
            ["en", "pt-BR", "zh-Hans-CN", "ckb"]
                .iter()
                .all(|tag| is_language(tag))
        );
        assert!(
            ["", "english", "e", "en_GB", "en-", "12"]
                .iter()
                .all(|tag| !is_language(tag))
        );
        assert!(parse_time_zone("Europe/Kyiv").is_ok());
        assert!(parse_time_zone("Kyiv").is_err());
    }
}
