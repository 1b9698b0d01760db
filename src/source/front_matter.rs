//! Where front matter begins and ends.

use crate::config::{self, FrontMatter};
use crate::diagnostics::Diagnostic;
use crate::span::{Span, is_blank};
use std::sync::{Arc, LazyLock};

const FENCE: &str = "+++";

/// The front matter of `text`, and the rest.
pub(super) fn split(
    path: &Arc<str>,
    text: &Arc<str>,
) -> Result<(Arc<FrontMatter>, Span), Box<Diagnostic>> {
    let start = text.len() - text.trim_start_matches(is_blank).len();
    let first = text[start..]
        .split_inclusive('\n')
        .next()
        .unwrap_or_default();
    if first.trim_end() == "---" && looks_like_yaml(&text[start + first.len()..]) {
        return Err(Box::new(yaml(path, text, Span::new(start, start + 3))));
    }
    if first.trim_end() != FENCE {
        // Most documents have none: one is enough for them all.
        static NONE: LazyLock<Arc<FrontMatter>> = LazyLock::new(Arc::default);
        return Ok((Arc::clone(&NONE), Span::new(0, text.len())));
    }
    if let Some(fenced) = fenced(text) {
        let front_matter: FrontMatter = config::read(path, text, fenced.inside)?;
        let rest = Span::new(fenced.whole.range().end, text.len());
        return Ok((Arc::new(front_matter), rest));
    }
    Err(Box::new(
        Diagnostic::error("front-matter", "the front matter has no end")
            .at(path, text, Span::new(start, start + FENCE.len()))
            .label("it begins here")
            .help("put a line of `+++` after its last key"),
    ))
}

/// Where a document's front matter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fenced {
    /// With the lines of `+++` around it.
    pub whole: Span,
    /// Without them.
    pub inside: Span,
}

/// Where the front matter of `text` stands, if it has one that ends.
#[must_use]
pub fn fenced(text: &str) -> Option<Fenced> {
    let start = text.len() - text.trim_start_matches(is_blank).len();
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == FENCE)?;
    let inside = start + first.len();
    let mut at = inside;
    for line in lines {
        if line.trim_end() == FENCE {
            return Some(Fenced {
                whole: Span::new(start, at + line.len()),
                inside: Span::new(inside, at),
            });
        }
        at += line.len();
    }
    None
}

/// Whether what follows a line of `---` is `key: value` and a second such line, as other programs want it;
/// a rule between two articles is not.
fn looks_like_yaml(rest: &str) -> bool {
    let mut keys = 0;
    for line in rest.lines().take(60) {
        let line = line.trim_end();
        if line == "---" || line == "..." {
            return keys > 0;
        }
        let Some((key, _)) = line.split_once(':') else {
            if line.is_empty() || line.starts_with([' ', '-', '#']) {
                continue;
            }
            return false;
        };
        if key.trim().contains(' ') {
            return false;
        }
        keys += 1;
    }
    false
}

fn yaml(path: &Arc<str>, text: &Arc<str>, fence: Span) -> Diagnostic {
    Diagnostic::error("front-matter", "front matter between `---` lines is YAML, which is not read here")
        .at(path, text, fence)
        .help("write TOML between `+++` lines: title = \"…\" in place of title: …, topics = [\"…\", \"…\"] in place of a list")
}
