//! Values and text of somebody else, made fit for a document.

use super::{BlockKind, Item};
use crate::span::is_blank;
use dom_query::Document;

/// The longest value of each kind, in characters. What is longer is no headline, no name, no summary.
const TITLE: usize = 300;
const STANDFIRST: usize = 1000;
const NAME: usize = 120;
/// The most authors that are named.
const AUTHORS: usize = 12;
/// The most topics.
const TOPICS: usize = 6;

/// Characters that no article needs: those that turn the direction of what follows can make a name read as another.
fn is_harmful(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || c.is_control() && !c.is_whitespace()
        || matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// One line: white space made single, harmful characters gone.
pub(super) fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !is_harmful(c) {
            line.push(c);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// The line, where it shows anything and is no longer than `longest` characters. Markup and entities that were put into a
/// place where none are meant, as many sites do, are read as what they stand for.
fn value(text: &str, longest: usize) -> Option<String> {
    // Far past anything that can be meant, nothing is worth reading.
    if text.len() > longest * 16 {
        return None;
    }
    let mut line = line(text);
    // Some were escaped twice on their way.
    for _ in 0..2 {
        if line.contains('<') || line.contains('&') && line.contains(';') {
            line = without_markup(&line);
        }
    }
    let is_shown = line.chars().any(|c| c.is_alphanumeric() && !is_blank(c));
    (is_shown && line.chars().count() <= longest).then_some(line)
}

fn without_markup(text: &str) -> String {
    let fragment = Document::fragment(text);
    fragment.select("script, style, template").remove();
    line(&fragment.text())
}

/// A headline.
pub(super) fn title(text: &str) -> Option<String> {
    value(text, TITLE)
}

/// A summary; one that was cut off is none.
pub(super) fn standfirst(text: &str) -> Option<String> {
    value(text, STANDFIRST)
        .filter(|line| !line.ends_with('…') && !line.ends_with("...") && !line.ends_with("[…]"))
}

/// The name of a publication or a topic.
pub(super) fn name(text: &str) -> Option<String> {
    value(text, NAME).filter(|name| !name.contains("://"))
}

/// The name of a person, without what stands before it in a byline.
pub(super) fn author(text: &str) -> Option<String> {
    let name = name(text)?;
    let bare = name
        .strip_prefix("By ")
        .or_else(|| name.strip_prefix("BY "))
        .or_else(|| name.strip_prefix("by "))
        .unwrap_or(&name)
        .trim();
    // An address is somebody's; it is not for publishing.
    (!bare.is_empty() && !bare.contains('@')).then(|| bare.to_owned())
}

/// Several names as a byline has them: `Mira Kovač, Anton Bell and Jane Doe`.
pub(super) fn authors<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Option<String> {
    let mut clean: Vec<String> = Vec::new();
    for name in names.into_iter().filter_map(|name| author(name.as_ref())) {
        if !clean.contains(&name) && clean.len() < AUTHORS {
            clean.push(name);
        }
    }
    let last = clean.pop()?;
    Some(match clean.is_empty() {
        true => last,
        false => format!("{} and {last}", clean.join(", ")),
    })
}

/// Names of topics, each once.
pub(super) fn topics<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Vec<String> {
    let mut clean: Vec<String> = Vec::new();
    for name in names.into_iter().filter_map(|topic| name(topic.as_ref())) {
        if !clean.contains(&name) && clean.len() < TOPICS {
            clean.push(name);
        }
    }
    clean
}

/// A language's tag as front matter wants it: `en_GB` becomes `en-GB`.
pub(super) fn language(tag: &str) -> Option<String> {
    let tag = tag.trim().replace('_', "-");
    crate::config::is_language(&tag).then_some(tag)
}

/// What two texts are compared by: their letters and digits.
pub(super) fn key(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Takes the headline and the summary off the top of the text, where they stand there once more, and a summary that is no
/// more than the beginning of the text out of the metadata. Gives how many lines it took.
pub(super) fn drop_repeated(item: &mut Item) -> usize {
    /// How many blocks can stand above the text.
    const TOP: usize = 4;
    let title = item.title.as_deref().map(key);
    let standfirst = item.standfirst.as_deref().map(key);
    let mut taken = 0;
    let mut at = 0;
    while at < item.blocks.len().min(TOP) && item.blocks.len() > 1 {
        let text = key(&item.blocks[at].text);
        let is_title = title.as_deref() == Some(&*text);
        let is_standfirst = standfirst.as_deref() == Some(&*text) && item.blocks.len() > 2;
        if is_title || is_standfirst {
            item.blocks.remove(at);
            taken += 1;
        } else {
            at += 1;
        }
    }
    let begins = item
        .blocks
        .iter()
        .find(|block| block.kind != BlockKind::Heading);
    let says_no_more = begins
        .zip(standfirst)
        .is_some_and(|(block, key_of)| key(&block.text).starts_with(&key_of));
    if says_no_more {
        item.standfirst = None;
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_one_clean_line() {
        assert_eq!(
            title(" The bridge\n at\tVestra ").as_deref(),
            Some("The bridge at Vestra")
        );
        assert_eq!(
            title("Bell &amp;amp; Sons &#8217; <em>win</em>").as_deref(),
            Some("Bell & Sons ’ win")
        );
        assert_eq!(title("A < B").as_deref(), Some("A < B"));
        assert_eq!(
            title("gro.elpmaxe \u{202e}moc").as_deref(),
            Some("gro.elpmaxe moc")
        );
        assert_eq!(title("<script>alert(1)</script>"), None);
        assert_eq!(title(&"word ".repeat(400)), None);
        assert_eq!(title("…"), None);
        assert_eq!(standfirst("It was shut for ten months, and the…"), None);
        assert_eq!(author("By Mira Kovač").as_deref(), Some("Mira Kovač"));
        assert_eq!(author("mira@example.org"), None);
        assert_eq!(author("https://example.org/mira"), None);
        assert_eq!(
            authors(["Mira Kovač", "by Anton Bell", "Mira Kovač", "Jo Day"]).as_deref(),
            Some("Mira Kovač, Anton Bell and Jo Day")
        );
        assert_eq!(language("en_GB").as_deref(), Some("en-GB"));
        assert_eq!(language("English"), None);
    }
}
