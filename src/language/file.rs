//! Languages from their files: the built-in ones, with the site's own laid over them.

use super::phrase::{Forms, Phrase, Rules};
use super::{Dates, Language, dates};
use crate::config::{self, nearest};
use crate::diagnostics::Diagnostic;
use crate::span::Span;
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::Spanned;

static BUILT_IN: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/language/words");

/// What everything falls back to.
const ENGLISH: &str = "en";

/// A file of the site's own `languages/`.
#[derive(Clone, Debug)]
pub struct OwnFile {
    /// The language that it is for, from its name: `uk`.
    pub tag: String,
    /// What messages call it.
    pub path: Arc<str>,
    /// What it holds.
    pub text: Arc<str>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    numbers: Numbers,
    dates: dates::Written,
    words: BTreeMap<Box<str>, Spanned<Forms>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Numbers {
    group: Option<Box<str>>,
}

pub(super) fn load(
    tag: &str,
    own: &[OwnFile],
) -> Result<(Language, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut language = Language::empty(tag);
    let mut failures = Vec::new();
    let mut is_known = false;
    for layer in layers(tag) {
        let rules = Rules::of(&layer);
        let is_wanted = layer != ENGLISH || tag == ENGLISH;
        if let Some(file) = built_in(&layer) {
            is_known |= is_wanted;
            // The built-in files are read by a test.
            let file: File = toml::from_str(file).unwrap_or_default();
            language.lay_over(file, rules.as_ref());
        }
        for own in own
            .iter()
            .filter(|own| own.tag.eq_ignore_ascii_case(&layer))
        {
            is_known |= is_wanted;
            match config::read::<File>(&own.path, &own.text, Span::new(0, own.text.len())) {
                Ok(file) => {
                    failures.extend(wrong_slots(&language, &file, own));
                    language.lay_over(file, rules.as_ref());
                }
                Err(failure) => failures.push(*failure),
            }
        }
    }
    if !failures.is_empty() {
        return Err(failures);
    }
    let unknown = (!is_known).then(|| unknown(tag));
    Ok((language, unknown.into_iter().collect()))
}

/// What a language is made of, the lowest layer first: English, the language, the language as its region has it.
fn layers(tag: &str) -> Vec<String> {
    let tag = tag.to_ascii_lowercase();
    let ends = tag.match_indices('-').map(|(at, _)| at).chain([tag.len()]);
    let mut layers = vec![ENGLISH.to_owned()];
    layers.extend(
        ends.map(|end| tag[..end].to_owned())
            .filter(|layer| layer != ENGLISH),
    );
    layers
}

pub(super) fn built_in(tag: &str) -> Option<&'static str> {
    BUILT_IN.get_file(format!("{tag}.toml"))?.contents_utf8()
}

impl Language {
    fn lay_over(&mut self, file: File, rules: Option<&Rules>) {
        if let Some(group) = file.numbers.group {
            self.group = group;
        }
        Dates::lay_over(&mut self.dates, file.dates);
        let phrases = file.words.into_iter();
        self.phrases.extend(
            phrases.map(|(key, forms)| (key, Phrase::new(forms.into_inner(), rules.cloned()))),
        );
    }
}

/// A place in a phrase of the site's own that the one below it does not have is never filled in.
fn wrong_slots(below: &Language, file: &File, own: &OwnFile) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    for (key, forms) in &file.words {
        let Some(phrase) = below.phrase(key) else {
            continue;
        };
        let known: Vec<&str> = phrase.forms().flat_map(|form| form.slots()).collect();
        let slots = forms.get_ref().all().flat_map(|form| form.slots());
        for slot in slots.filter(|slot| !known.contains(slot)) {
            let span = forms.span();
            let help = match (nearest(slot, &known), &known[..]) {
                (Some(near), _) => format!("write {{{near}}}"),
                (None, []) => "nothing is filled in here".to_owned(),
                (None, known) => format!("what is filled in here: {{{}}}", known.join("}, {")),
            };
            let message = format!("nothing is given for `{{{slot}}}` in `{key}`");
            let span = Span::new(span.start, span.end);
            wrong.push(
                Diagnostic::error("language", message)
                    .at(&own.path, &own.text, span)
                    .help(help),
            );
        }
    }
    wrong
}

fn unknown(tag: &str) -> Diagnostic {
    let languages = BUILT_IN
        .files()
        .filter_map(|file| file.path().file_stem()?.to_str());
    let known: Vec<&str> = languages.collect();
    let message = format!("the pages have no words in the language `{tag}`: they stay in English");
    Diagnostic::warning("language", message)
        .in_file(&Arc::from("site.toml"))
        .help(format!(
            "write them into languages/{tag}.toml (docs/languages.md); built in are {}",
            known.join(", ")
        ))
}
