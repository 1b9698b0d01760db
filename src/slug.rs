//! The part of an address that is made from words.

use ahash::HashMap;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How slugs are written: `slugs` in `site.toml`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Slugs {
    /// In ASCII letters, other scripts transliterated.
    #[default]
    Ascii,
    /// In the letters of the words themselves.
    Unicode,
}

/// The longest slug, in bytes: short enough for every file system with something to spare for a number.
const LONGEST: usize = 80;
/// The longest with letters beyond ASCII, most of which take two bytes.
const LONGEST_UNICODE: usize = 160;

impl Slugs {
    /// Words as a part of an address and a file name: letters and digits in lower case with single hyphens between, cut
    /// between words where it can be. Never empty, never `.` or `..`, never a name that Windows keeps for a device;
    /// `fallback` stands where nothing is left.
    ///
    /// - `Ascii`: 80 bytes at most.
    /// - `Unicode`: 160 bytes at most, in normalisation form C, with what differs in look only made one (form KC) and
    ///   letter case folded, so that no file system takes two slugs for one. Marks of direction and joiners are left out.
    #[must_use]
    pub fn of(self, words: &str, fallback: &str) -> String {
        let (mut slug, longest) = match self {
            Self::Ascii => (ascii(words), LONGEST),
            Self::Unicode => (unicode(words), LONGEST_UNICODE),
        };
        cut(&mut slug, longest);
        if slug.is_empty() {
            return fallback.to_owned();
        }
        if is_device(&slug) {
            slug.push_str("-1");
        }
        slug
    }
}

/// Words as a part of an address in ASCII: [`Slugs::Ascii`].
#[must_use]
pub fn slugify(words: &str, fallback: &str) -> String {
    Slugs::Ascii.of(words, fallback)
}

/// An apostrophe joins what stands around it.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '’' | '‘' | '\'' | 'ʼ')
}

fn hyphen(slug: &mut String) {
    if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
}

fn ascii(words: &str) -> String {
    let mut slug = String::with_capacity(words.len().min(LONGEST));
    // Beyond this nothing can reach the slug, however long the text is.
    for c in words.chars().take(LONGEST * 4) {
        // Not the letter A with a hyphen.
        if is_apostrophe(c) {
            continue;
        }
        for byte in deunicode::deunicode_char(c).unwrap_or("").bytes() {
            if byte.is_ascii_alphanumeric() {
                slug.push(byte.to_ascii_lowercase() as char);
            } else {
                hyphen(&mut slug);
            }
        }
    }
    slug
}

fn unicode(words: &str) -> String {
    let mut slug = String::with_capacity(words.len().min(LONGEST_UNICODE));
    let words = words.chars().take(LONGEST_UNICODE * 4);
    for c in words.nfkc().flat_map(char::to_lowercase) {
        match c {
            c if is_apostrophe(c) || is_unseen(c) => {}
            // What full case folding makes of them (Unicode, CaseFolding.txt).
            'ß' => slug.push_str("ss"),
            'ς' => slug.push('σ'),
            c if is_combining_mark(c) => {
                if !slug.is_empty() && !slug.ends_with('-') {
                    slug.push(c);
                }
            }
            c if c.is_alphanumeric() => slug.push(c),
            _ => hyphen(&mut slug),
        }
    }
    slug.nfc().collect()
}

/// What has no width of its own: marks of direction, joiners, soft hyphens, the Arabic stretcher and vowel signs.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Takes off what is beyond `longest` bytes, a whole word if that leaves enough, and never a letter without its marks.
fn cut(slug: &mut String, longest: usize) {
    if slug.len() > longest {
        let mut end = longest;
        let stands_alone = |end: usize| {
            slug.get(end..)
                .is_some_and(|rest| !rest.starts_with(is_combining_mark))
        };
        while end > 0 && !stands_alone(end) {
            end -= 1;
        }
        let is_between_words = slug[end..].starts_with('-');
        let between = slug[..end].rfind('-').filter(|&at| at > longest / 2);
        slug.truncate(if is_between_words {
            end
        } else {
            between.unwrap_or(end)
        });
    }
    slug.truncate(slug.trim_end_matches('-').len());
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
        let letters = Slugs::Unicode.of(&"ї".repeat(5000), "x");
        assert_eq!(letters.len(), LONGEST_UNICODE);
        let words = Slugs::Unicode.of(&"слово ".repeat(500), "x");
        assert!(words.len() <= LONGEST_UNICODE && words.ends_with("слово"));
    }

    #[test]
    fn letters_of_any_script_can_be_kept() {
        for (words, slug) in [
            ("Володимир Зеленський", "володимир-зеленський"),
            ("П’ять КОРОВ — і теля", "пять-коров-і-теля"),
            ("ТРЯСКА\u{300} Й\u{306}", "тряска\u{300}-й\u{306}"),
            ("И\u{306}осип", "йосип"),
            ("\u{202e}سَلام\u{200f} على", "سلام-على"),
            ("ســلام", "سلام"),
            ("می\u{200c}خواهم", "میخواهم"),
            ("Straße ΣΑΣ", "strasse-σασ"),
            ("ＣＯＮ", "con-1"),
            ("COM¹", "com1-1"),
            ("../..\\a:b?c%2f", "a-b-c-2f"),
            ("\u{301}é", "é"),
            ("İ", "i\u{307}"),
            ("北京 2025年", "北京-2025年"),
            ("…", "x"),
            ("\u{0}\u{7f}", "x"),
        ] {
            assert_eq!(Slugs::Unicode.of(words, "x"), slug, "{words}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_slug_of_any_words_is_a_name_of_a_file(words in "\\PC{0,200}|[а-яї\u{300}-\u{305} -]{0,200}") {
            for slugs in [Slugs::Ascii, Slugs::Unicode] {
                let slug = slugs.of(&words, "x");
                let longest = if slugs == Slugs::Ascii { LONGEST } else { LONGEST_UNICODE };
                proptest::prop_assert!(!slug.is_empty() && slug.len() <= longest + 2);
                proptest::prop_assert!(slug.chars().all(|c| c == '-' || c.is_alphanumeric() || is_combining_mark(c)), "{}", slug);
                proptest::prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
                proptest::prop_assert_eq!(&slug.nfc().collect::<String>(), &slug);
                proptest::prop_assert_eq!(&slugs.of(&slug, "x"), &slug);
            }
        }
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
