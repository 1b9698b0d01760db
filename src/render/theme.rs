//! Templates and static files: the built-in ones, each replaced by the site's own of the same name.

use super::escape;
use super::files::{self, Found};
use super::own_pages::{self, OwnPage};
use super::{mistake, say};
use crate::config::nearest;
use crate::diagnostics::Diagnostic;
use crate::language::{Language, OwnFile};
use crate::pictures::{self, Loaded};
use crate::span::Span;
use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tera::Tera;

static TEMPLATES: Dir = include_dir!("$CARGO_MANIFEST_DIR/templates");
static STATIC: Dir = include_dir!("$CARGO_MANIFEST_DIR/static");

/// What may be a template; an editor's note or a backup copy in the folder is left alone.
const TEMPLATE_ENDINGS: [&str; 3] = ["html", "xml", "svg"];

/// Templates and static files: the built-in ones, each replaced by the site's own of the same name; and the site's own
/// pages.
#[derive(Debug)]
pub struct Theme {
    pub(super) tera: Tera,
    pub(super) sources: Sources,
    pub(super) statics: BTreeMap<String, StaticFile>,
    pub(super) pages: Vec<OwnPage>,
    /// What the pages say, and how they write dates and numbers.
    pub(super) language: Arc<Language>,
    /// What an editor should look at.
    pub(super) warnings: Vec<Diagnostic>,
}

/// The texts of all templates by name, for messages.
pub(super) type Sources = BTreeMap<String, Source>;

/// The text of a template.
#[derive(Debug)]
pub(super) struct Source {
    /// What messages call it.
    pub(super) shown: Arc<str>,
    pub(super) text: Arc<str>,
}

/// A file that is published as it is; a picture without what it tells beside what it shows.
#[derive(Debug)]
pub(super) enum StaticFile {
    BuiltIn(Cow<'static, [u8]>),
    Own(PathBuf),
}

impl Theme {
    /// Reads `templates/`, `static/`, `languages/` and `pages/` below `root`, each of which may be missing, for a site in
    /// the language `tag` (BCP 47).
    ///
    /// # Errors
    /// A diagnostic for each template or language that can't be parsed, at its line and column, and for each file that
    /// can't be read or leads out of the folder.
    pub fn load(root: &Path, tag: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut failures = Vec::new();
        let mut found = |folder: &str| {
            files::below(&root.join(folder), folder).unwrap_or_else(|reported| {
                failures.extend(reported);
                Vec::new()
            })
        };
        let templates = found("templates");
        let own = found("static");
        let languages = found("languages");

        let mut sources = built_in_templates();
        for file in templates {
            if !is_template(&file) {
                continue;
            }
            match own_text("templates", &file) {
                Ok(source) => {
                    sources.insert(file.name, source);
                }
                Err(failure) => failures.push(*failure),
            }
        }
        let mut statics = built_in_statics();
        statics.extend(
            own.into_iter()
                .map(|file| (file.name, StaticFile::Own(file.path))),
        );
        let pages = own_pages::load(root).unwrap_or_else(|reported| {
            failures.extend(reported);
            Vec::new()
        });
        let mut own_languages = Vec::new();
        for file in languages {
            let Some(tag) = file.name.strip_suffix(".toml") else {
                continue;
            };
            match own_text("languages", &file) {
                Ok(Source { shown, text }) => own_languages.push(OwnFile {
                    tag: tag.to_owned(),
                    path: shown,
                    text,
                }),
                Err(failure) => failures.push(*failure),
            }
        }
        let language = Language::load(tag, &own_languages);
        let (language, mut warnings) = language.unwrap_or_else(|mistakes| {
            failures.extend(mistakes);
            (Language::english().clone(), Vec::new())
        });
        if !failures.is_empty() {
            return Err(failures);
        }
        let language = Arc::new(language);
        let tera = compile(&sources, &language)?;
        warnings.extend(unsaid(&own_languages, &language, &sources));
        Ok(Self {
            pages,
            tera,
            sources,
            statics,
            language,
            warnings,
        })
    }
}

impl StaticFile {
    /// What the file at `path` from the site's root holds.
    pub(super) fn read(&self, path: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
        match self {
            Self::BuiltIn(bytes) => Ok(bytes.clone().into_owned()),
            Self::Own(file) => {
                let shown = || format!("static/{path}");
                let loaded = pictures::load(file, path)
                    .map_err(|error| Box::new(files::unreadable(&shown(), &error)))?;
                match loaded.map_err(|refusal| Box::new(refusal.report(&shown())))? {
                    Loaded::Picture(picture) => Ok(picture.bytes),
                    Loaded::Other(bytes) => Ok(bytes),
                }
            }
        }
    }
}

/// All templates made ready to be rendered.
fn compile(sources: &Sources, language: &Arc<Language>) -> Result<Tera, Vec<Diagnostic>> {
    let mut tera = Tera::new();
    tera.autoescape_on([""]);
    tera.set_escape_fn(escape::write);
    say::register(&mut tera, language);
    let all = sources.iter().map(|(name, source)| (name, &*source.text));
    let Err(error) = tera.add_raw_templates(all) else {
        let unknown: Vec<Diagnostic> = unknown_words(sources, language).collect();
        return if unknown.is_empty() {
            Ok(tera)
        } else {
            Err(unknown)
        };
    };
    // The first mistake in syntax hides those in other templates: each is parsed alone to show them all.
    let alone: Vec<_> = sources
        .iter()
        .filter_map(|(name, source)| {
            let error = Tera::new().add_raw_template(name, &source.text).err()?;
            mistake::is_syntax(&error).then(|| mistake::report(&error, sources))
        })
        .flatten()
        .collect();
    Err(if alone.is_empty() {
        mistake::report(&error, sources)
    } else {
        alone
    })
}

/// An error for each place where a template asks for words that no language has.
fn unknown_words(sources: &Sources, language: &Language) -> impl Iterator<Item = Diagnostic> {
    let asked = sources
        .values()
        .flat_map(|source| say::keys(&source.text).map(move |(key, span)| (source, key, span)));
    let unknown = asked.filter(|(_, key, _)| language.phrase(key).is_none());
    unknown.map(|(source, key, span)| {
        let message = say::unknown(language, key);
        mistake::said(&message).at(&source.shown, &source.text, span)
    })
}

/// A warning for each of the site's own phrases that neither English has nor a template asks for: its key is mistyped.
fn unsaid(own: &[OwnFile], language: &Language, sources: &Sources) -> Vec<Diagnostic> {
    let known: Vec<&str> = Language::english().phrases().map(|(key, _)| key).collect();
    let is_asked_for = |key: &str| {
        let quoted = [format!("\"{key}\""), format!("'{key}'"), format!("`{key}`")];
        let mut texts = sources.values();
        texts.any(|source| quoted.iter().any(|quoted| source.text.contains(&**quoted)))
    };
    let mut unsaid: Vec<&str> = language
        .phrases()
        .map(|(key, _)| key)
        .filter(|key| !known.contains(key) && !is_asked_for(key))
        .collect();
    unsaid.sort_unstable();
    unsaid
        .into_iter()
        .map(|key| {
            let warning = Diagnostic::warning("language", format!("no page says `{key}`"));
            let help = match nearest(key, &known) {
                Some(near) => format!("write `{near}`"),
                None => "the templates ask for words as {{ \"key\" | say }}".to_owned(),
            };
            let place = own.iter().find_map(|file| {
                let at = file.text.find(&format!("\n{key}")).map(|at| at + 1)?;
                Some((file, Span::new(at, at + key.len())))
            });
            match place {
                Some((file, span)) => warning.at(&file.path, &file.text, span),
                None => warning,
            }
            .help(help)
        })
        .collect()
}

/// A file of the folder `folder` of the site's own.
fn own_text(folder: &str, file: &Found) -> Result<Source, Box<Diagnostic>> {
    let shown = format!("{folder}/{}", file.name);
    let bytes =
        std::fs::read(&file.path).map_err(|error| Box::new(files::unreadable(&shown, &error)))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        let report = match folder {
            "templates" => Diagnostic::error("template", "this template is not written in UTF-8"),
            _ => Diagnostic::error("language", "this file is not written in UTF-8"),
        };
        let report = report.in_file(&Arc::from(&*shown));
        Box::new(report.help("save it as UTF-8"))
    })?;
    Ok(Source {
        shown: shown.into(),
        text: text.into(),
    })
}

fn built_in_templates() -> Sources {
    let source = |file: &'static include_dir::File| {
        let name = name(file);
        let shown = format!("templates/{name} (built in)").into();
        let text = String::from_utf8_lossy(file.contents());
        let text = flush(&text).into();
        (name.into_owned(), Source { shown, text })
    };
    TEMPLATES.files().map(source).collect()
}

/// A built-in template without the white space that its lines begin with: that is for who reads the template, and would be a
/// tenth of some pages.
fn flush(template: &str) -> String {
    let lines = template.split_inclusive('\n');
    lines.map(|line| line.trim_start_matches(' ')).collect()
}

fn built_in_statics() -> BTreeMap<String, StaticFile> {
    let file = |file: &'static include_dir::File| {
        let name = name(file).into_owned();
        let bytes = match name.rsplit_once('.') {
            Some((_, "css" | "js")) => Cow::Owned(smaller(&name, file.contents())),
            _ => Cow::Borrowed(file.contents()),
        };
        (name, StaticFile::BuiltIn(bytes))
    };
    STATIC.files().map(file).collect()
}

/// A built-in script or style sheet without what only its own readers need.
fn smaller(name: &str, contents: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(contents);
    if name.ends_with(".js") {
        let small = minifier::js::minify(&text).map(|small| small.to_string());
        return small.unwrap_or_else(|_| text.into_owned()).into_bytes();
    }
    // The crate's own way with style sheets takes the spaces around `+` away, which `clamp()` can't do without.
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !(line.starts_with("/*") && line.ends_with("*/")));
    let mut small: String = lines.collect();
    for (loose, tight) in [
        (" { ", "{"),
        (" {", "{"),
        (" }", "}"),
        ("; ", ";"),
        (";}", "}"),
        (": ", ":"),
        (", ", ","),
        (" > ", ">"),
        (" ~ ", "~"),
        (" / ", "/"),
        (" !", "!"),
    ] {
        small = small.replace(loose, tight);
    }
    small.into_bytes()
}

fn name(file: &'static include_dir::File) -> Cow<'static, str> {
    file.path().to_string_lossy()
}

fn is_template(file: &Found) -> bool {
    file.path.extension().is_some_and(|ending| {
        TEMPLATE_ENDINGS
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}
