//! The part of an address that is made from words.

use std::collections::HashMap;

/// The longest slug, in bytes: short enough for every file system with something to spare for a number.
const LONGEST: usize = 80;

/// Words as a part of an address and a file name: ASCII letters and digits with single hyphens between,
/// other scripts transliterated, at most 80 bytes, cut between words where it can be. Never empty, never `.` or `..`,
/// never a name that Windows keeps for a device; `fallback` stands where nothing is left.
#[must_use]
pub fn slugify(words: &str, fallback: &str) -> String {
    let mut slug = String::with_capacity(words.len().min(LONGEST));
    // Beyond this nothing can reach the slug, however long the text is.
    for c in words.chars().take(LONGEST * 4) {
        let ascii: &str = match c {
            // Not the letter A with a hyphen: an apostrophe joins what stands around it.
            '’' | '‘' | '\'' | 'ʼ' => continue,
            _ => deunicode::deunicode_char(c).unwrap_or(""),
        };
        for byte in ascii.bytes() {
            if byte.is_ascii_alphanumeric() {
                slug.push(byte.to_ascii_lowercase() as char);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
    }
    if slug.len() > LONGEST {
        let cut = slug[..=LONGEST].rfind('-').filter(|&at| at > LONGEST / 2);
        slug.truncate(cut.unwrap_or(LONGEST));
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() {
        return fallback.to_owned();
    }
    if is_device(&slug) {
        slug.push_str("-1");
    }
    slug
}

/// Names that Windows keeps for devices (Microsoft, "Naming Files, Paths, and Namespaces").
fn is_device(slug: &str) -> bool {
    match slug {
        "con" | "prn" | "aux" | "nul" => true,
        _ => slug
            .strip_prefix("com")
            .or_else(|| slug.strip_prefix("lpt"))
            .is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit()),
    }
}

/// Makes slugs unique within one page or folder: a second `talks` becomes `talks-2`.
///
/// It keeps how often each slug was asked for; which numbered ones it gave follows from that.
#[derive(Debug, Default)]
pub struct Unique(HashMap<String, u32>);

impl Unique {
    /// `slug` itself, or with the first free number behind it.
    pub fn take(&mut self, slug: String) -> String {
        if !self.0.contains_key(&slug) {
            let was_given = self.gave(&slug);
            self.0.insert(slug.clone(), 1);
            if !was_given {
                return slug;
            }
        }
        loop {
            let Some(n) = self.0.get_mut(&slug) else {
                return slug;
            };
            *n += 1;
            let numbered = format!("{slug}-{n}");
            if !self.0.contains_key(&numbered) {
                return numbered;
            }
        }
    }

    /// Whether `slug` is one that was numbered here.
    fn gave(&self, slug: &str) -> bool {
        slug.rsplit_once('-').is_some_and(|(base, number)| {
            let number: Option<u32> = number.parse().ok().filter(|_| !number.starts_with('0'));
            number
                .is_some_and(|number| number > 1 && self.0.get(base).is_some_and(|n| number <= *n))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_an_address() {
        assert_eq!(
            slugify("Ukraine’s army chief visits eastern front", "x"),
            "ukraines-army-chief-visits-eastern-front"
        );
        assert_eq!(slugify("Володимир Зеленський", "x"), "volodimir-zelens-kii");
        assert_eq!(slugify("../../etc/passwd", "x"), "etc-passwd");
        assert_eq!(slugify("…", "section"), "section");
        assert_eq!(slugify("CON", "x"), "con-1");
        assert_eq!(slugify("COM1", "x"), "com1-1");
    }

    #[test]
    fn long_words_are_cut() {
        assert!(slugify(&"word ".repeat(500), "x").len() <= LONGEST);
        assert_eq!(slugify(&"x".repeat(5000), "x").len(), LONGEST);
    }

    #[test]
    fn a_second_one_is_numbered() {
        let mut unique = Unique::default();
        let taken: Vec<_> = ["talks", "talks", "talks-2", "talks"]
            .map(|s| unique.take(s.into()))
            .into();
        assert_eq!(taken, ["talks", "talks-2", "talks-2-2", "talks-3"]);
    }

    #[test]
    fn none_is_given_twice() {
        let mut unique = Unique::default();
        let mut given = std::collections::HashSet::new();
        for slug in [
            "a-3", "a", "a", "a", "a-2", "a-2-2", "a-2", "a-4", "a", "a-02", "a-1", "a",
        ] {
            assert!(given.insert(unique.take(slug.into())), "{slug}");
        }
    }
}
