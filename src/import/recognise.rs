//! Which format a file has, told by what it holds.

use super::Context;
use crate::diagnostics::Diagnostic;

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// HTML or XHTML.
    Page,
    /// A message with headers: a wire, or a page saved with all that belongs to it (MHTML).
    Mail,
    /// IPTC ninjs, JSON.
    Ninjs,
    /// IPTC NewsML-G2, XML.
    NewsMl,
    /// Atom or RSS.
    Feed,
}

/// Why a file is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    Empty,
    /// A picture, a program, an archive.
    Binary(&'static str),
    /// Text without any markup.
    Text,
    /// XML or JSON of another kind.
    Other(&'static str),
}

impl Unknown {
    pub(super) fn report(self, context: &Context) -> Box<Diagnostic> {
        let (message, help) = match self {
            Self::Empty => ("the file is empty".to_owned(), "save the page once more"),
            Self::Binary(what) => (
                format!("this is {what}, not a page"),
                "save the page as “HTML only” or “complete”, or paste its text into a .txt file in content/",
            ),
            Self::Text => (
                "this is plain text already".to_owned(),
                "put it into content/ as it is, with the ending .txt",
            ),
            Self::Other(what) => (
                format!("this is {what} of another kind"),
                "saved pages, MHTML, mail, ninjs, NewsML-G2, Atom and RSS can be imported",
            ),
        };
        let mut diagnostic = context.error("unknown-format", message);
        diagnostic.help = Some(help.to_owned());
        diagnostic
    }
}

/// How far into a file it is looked for what tells its format.
const LOOK: usize = 64 << 10;

/// What files begin with that are no text (each from its own specification).
const SIGNATURES: [(&[u8], &str); 8] = [
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "an archive or an office document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"bplist00", "a web archive of Safari"),
];

/// The format of a file's bytes.
pub(super) fn format(bytes: &[u8]) -> Result<Format, Unknown> {
    if let Some((_, what)) = SIGNATURES
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
    {
        return Err(Unknown::Binary(what));
    }
    let head = &bytes[..bytes.len().min(LOOK)];
    let is_utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let zeros = head.iter().filter(|&&b| b == 0).count();
    // Only what begins as UTF-16 may hold zeros; pages in it that do not say so are not made.
    if zeros > 0 && !is_utf16 {
        return Err(Unknown::Binary("no text"));
    }
    let text = super::decode::text(bytes.get(..LOOK).unwrap_or(bytes), None);
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match text.bytes().next() {
        None => Err(Unknown::Empty),
        Some(b'{' | b'[') => json(bytes, text),
        Some(b'<') => markup(text),
        Some(_) if is_message(text) => Ok(Format::Mail),
        Some(_) if has_page(text) => Ok(Format::Page),
        Some(_) => Err(Unknown::Text),
    }
}

fn json(bytes: &[u8], text: &str) -> Result<Format, Unknown> {
    const KEYS: [&str; 8] = [
        "\"headline\"",
        "\"headlines\"",
        "\"body_text\"",
        "\"body_html\"",
        "\"body_xhtml\"",
        "\"bodies\"",
        "\"versioncreated\"",
        "\"versionCreated\"",
    ];
    let has = |key: &&str| bytes.windows(key.len()).any(|part| part == key.as_bytes());
    if KEYS.iter().any(|key| text.contains(key)) || KEYS.iter().any(has) {
        Ok(Format::Ninjs)
    } else {
        Err(Unknown::Other("JSON"))
    }
}

fn markup(text: &str) -> Result<Format, Unknown> {
    let is_xml = text.starts_with("<?xml");
    match root(text) {
        Some(name) => match name.to_ascii_lowercase().as_str() {
            "rss" | "feed" | "rdf" => Ok(Format::Feed),
            "newsitem" | "newsmessage" | "packageitem" => Ok(Format::NewsMl),
            "html" | "body" | "head" => Ok(Format::Page),
            _ if is_xml => Err(Unknown::Other("XML")),
            _ if has_page(text) => Ok(Format::Page),
            _ => Err(Unknown::Other("markup")),
        },
        None if has_page(text) => Ok(Format::Page),
        None => Err(Unknown::Other("markup")),
    }
}

/// The name of the first element, without its prefix.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let at = rest.find('<')?;
        rest = &rest[at + 1..];
        let first = rest.bytes().next()?;
        if first == b'!' && rest.starts_with("!--") {
            rest = &rest[rest.find("-->")?..];
        } else if first != b'!' && first != b'?' {
            break;
        }
    }
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
    let name = &rest[..end];
    Some(name.rsplit(':').next().unwrap_or(name))
}

/// Whether there are elements that only pages have.
fn has_page(text: &str) -> bool {
    const ELEMENTS: [&str; 9] = [
        "<!doctype html",
        "<html",
        "<body",
        "<head",
        "<p>",
        "<p ",
        "<div",
        "<article",
        "<h1",
    ];
    let text = text.to_ascii_lowercase();
    ELEMENTS.iter().any(|element| text.contains(element))
}

/// Whether it begins with the headers of a message (RFC 5322): names and colons, of which one is a message's own.
fn is_message(text: &str) -> bool {
    const OWN: [&str; 8] = [
        "from",
        "date",
        "mime-version",
        "message-id",
        "received",
        "return-path",
        "content-type",
        "subject",
    ];
    let mut own = 0;
    // The line that a mailbox puts before each message.
    for line in text
        .lines()
        .skip_while(|line| line.starts_with("From "))
        .take(200)
    {
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else {
            return false;
        };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_graphic()) {
            return false;
        }
        own += usize::from(OWN.iter().any(|own| name.eq_ignore_ascii_case(own)));
    }
    own >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_what_they_hold() {
        for (text, expected) in [
            ("<!DOCTYPE html><html><p>One", Ok(Format::Page)),
            ("\u{feff}\n <!-- saved --> <HTML>", Ok(Format::Page)),
            (
                "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">",
                Ok(Format::Page),
            ),
            ("Free words <p>and a page", Ok(Format::Page)),
            (
                "<?xml version=\"1.0\"?>\n<rss version=\"2.0\">",
                Ok(Format::Feed),
            ),
            (
                "<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\">",
                Ok(Format::Feed),
            ),
            ("<newsItem guid=\"x\">", Ok(Format::NewsMl)),
            ("<?xml version=\"1.0\"?><svg>", Err(Unknown::Other("XML"))),
            ("{\"uri\": \"a\", \"headline\": \"b\"}", Ok(Format::Ninjs)),
            ("{\"a\": 1}", Err(Unknown::Other("JSON"))),
            ("From: a\nSubject: b\n\nText", Ok(Format::Mail)),
            (
                "From MAILER Tue Mar 4\nFrom: a\nMIME-Version: 1.0\n\nText",
                Ok(Format::Mail),
            ),
            (
                "Vestra: the bridge opens\n\nIt was shut.",
                Err(Unknown::Text),
            ),
            ("  \n", Err(Unknown::Empty)),
            ("%PDF-1.7", Err(Unknown::Binary("a PDF"))),
            ("a\0b", Err(Unknown::Binary("no text"))),
        ] {
            assert_eq!(format(text.as_bytes()), expected, "{text}");
        }
    }
}
