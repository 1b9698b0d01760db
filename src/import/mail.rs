//! Messages: wires that come by mail, and pages that a browser saved with all that belongs to them (MHTML, RFC 2557).

use super::page::{self, from_markup};
use super::{Block, Context, Imported, Item, LeftOut, address, clean};
use crate::diagnostics::Diagnostic;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

/// The article of a message.
pub(super) fn read(context: &Context, bytes: &[u8]) -> Result<Imported, Box<Diagnostic>> {
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| context.error("broken-mail", "this message can't be read"))?;
    match saved_page(&message) {
        Some((html, from)) => page::read_text(context, html, from.as_deref()),
        None => wire(context, &message),
    }
}

/// The page in MHTML, and its address.
fn saved_page<'m>(message: &'m Message) -> Option<(&'m str, Option<String>)> {
    let header = |name: &'static str| message.header_raw(name).map(str::trim);
    let root = message.root_part();
    let is_related = root
        .content_type()
        .is_some_and(|kind| kind.subtype() == Some("related"));
    let location = header("Snapshot-Content-Location").or_else(|| header("Content-Location"));
    // Only saved pages say where they come from; Safari's and Opera's say so at the part.
    let part = message
        .parts
        .iter()
        .find(|part| matches!(part.body, PartType::Html(_)))?;
    let own = part.content_location().map(str::trim);
    let is_page = location.is_some() || is_related && own.is_some_and(|own| own.contains("://"));
    if !is_page
        || message.from().is_some_and(|from| {
            from.first()
                .is_some_and(|from| from.address().is_some_and(|a| a.contains('@')))
        }) && location.is_none()
    {
        return None;
    }
    let PartType::Html(html) = &part.body else {
        return None;
    };
    Some((html, location.or(own).map(str::to_owned)))
}

fn wire(context: &Context, message: &Message) -> Result<Imported, Box<Diagnostic>> {
    let mut left_out = LeftOut {
        attachments: message.attachment_count(),
        ..LeftOut::default()
    };
    let plain = message.text_bodies().find_map(|part| match &part.body {
        PartType::Text(text) => Some((part, text)),
        _ => None,
    });
    let blocks = match plain {
        Some((part, text)) => from_plain(part, text, &mut left_out),
        None => {
            let html = message.html_bodies().find_map(|part| match &part.body {
                PartType::Html(html) => Some(html),
                _ => None,
            });
            let found = html.map(|html| from_markup(html)).unwrap_or_default();
            left_out += found.left_out;
            found.blocks
        }
    };
    if blocks.is_empty() {
        return Err(context.no_text("this message"));
    }
    // Who sent it, by name; addresses are people's own.
    let sender = message.from().and_then(|from| from.first()?.name());
    let archived = message
        .header_raw("Archived-At")
        .map(|at| at.trim().trim_start_matches('<').trim_end_matches('>'));
    Ok(Imported {
        item: Item {
            title: message
                .subject()
                .and_then(|subject| clean::title(without_prefix(subject))),
            date: message
                .date()
                .and_then(|date| context.day(&date.to_rfc3339())),
            source: sender
                .and_then(clean::name)
                .filter(|name| !name.contains('@')),
            source_url: archived.and_then(|at| address::web(at, None)),
            blocks,
            ..Item::default()
        },
        left_out,
        diagnostics: Vec::new(),
    })
}

/// A subject without what mail programs put before it.
fn without_prefix(subject: &str) -> &str {
    let mut subject = subject.trim();
    while let Some((prefix, rest)) = subject.split_once(':') {
        let is_prefix = ["re", "fw", "fwd", "aw", "wg"]
            .iter()
            .any(|known| prefix.eq_ignore_ascii_case(known));
        if !is_prefix {
            break;
        }
        subject = rest.trim();
    }
    subject
}

/// Paragraphs of a plain body: lines between empty ones belong together where the mail is wrapped.
fn from_plain(part: &MessagePart, text: &str, left_out: &mut LeftOut) -> Vec<Block> {
    let flowed = part
        .content_type()
        .and_then(|kind| kind.attribute("format"))
        .is_some_and(|f| f.eq_ignore_ascii_case("flowed"));
    // The mark of a signature (RFC 3676, 4.3).
    let lines: Vec<&str> = text.lines().collect();
    let end = lines
        .iter()
        .rposition(|line| *line == "-- ")
        .unwrap_or(lines.len());
    left_out.signature += lines
        .iter()
        .skip(end + 1)
        .filter(|line| !line.trim().is_empty())
        .count();
    let lines = &lines[..end];
    let is_wrapped = flowed || is_wrapped(lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut paragraph = String::new();
    let mut flush = |paragraph: &mut String| {
        let line = clean::line(&std::mem::take(paragraph));
        if !line.is_empty() {
            blocks.push(Block::paragraph(line));
        }
    };
    for line in lines {
        // RFC 3676: a space at the end of a line says that it goes on.
        let goes_on = if flowed {
            line.ends_with(' ')
        } else {
            is_wrapped
        };
        if line.trim().is_empty() {
            flush(&mut paragraph);
            continue;
        }
        paragraph.push_str(line.trim_start());
        paragraph.push(' ');
        if !goes_on {
            flush(&mut paragraph);
        }
    }
    flush(&mut paragraph);
    blocks
}

/// Whether lines were broken at a width, as mail programs do: none is long, and most paragraphs have several.
fn is_wrapped(lines: &[&str]) -> bool {
    const WIDEST: usize = 80;
    const NARROWEST: usize = 50;
    let is_text = |line: &&&str| !line.trim().is_empty();
    let widest = lines
        .iter()
        .map(|line| line.chars().count())
        .max()
        .unwrap_or(0);
    let pairs = lines
        .windows(2)
        .filter(|pair| is_text(&&pair[0]) && is_text(&&pair[1]));
    let full = pairs
        .filter(|pair| pair[0].chars().count() >= NARROWEST)
        .count();
    widest <= WIDEST && full * 3 > lines.iter().filter(is_text).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_and_forwards_lose_their_mark() {
        assert_eq!(
            without_prefix("Re: Fwd: Vestra: the bridge"),
            "Vestra: the bridge"
        );
        assert_eq!(without_prefix("Vestra"), "Vestra");
    }
}
