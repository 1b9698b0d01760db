//! The interface's words in templates: `{{ "quotations" | say(n=5) }}`.

use super::escape;
use crate::config::nearest;
use crate::language::{Form, Hasher, Language, Part};
use crate::span::Span;
use std::collections::HashMap;
use std::sync::Arc;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// Gives templates the filters that write words, numbers and directions in `language`.
pub(super) fn register(tera: &mut Tera, language: &Arc<Language>) {
    // What is never filled in is handed out as it was made here, counted by reference.
    let plain: HashMap<Box<str>, Value, Hasher> = language
        .phrases()
        .filter_map(|(key, phrase)| Some((key.into(), Value::from(phrase.plain()?))))
        .collect();
    let of = Arc::clone(language);
    tera.register_filter(
        "say",
        move |key: &str, values: Kwargs, _: &State| match plain.get(key) {
            Some(words) => Ok(words.clone()),
            None => filled_in(&of, key, &values),
        },
    );
    let of = Arc::clone(language);
    tera.register_filter("grouped", move |n: u64, _: Kwargs, _: &State| of.number(n));
    tera.register_filter("direction", |tag: &str, _: Kwargs, _: &State| {
        crate::language::direction(tag)
    });
}

fn filled_in(language: &Language, key: &str, values: &Kwargs) -> TeraResult<Value> {
    let phrase = language
        .phrase(key)
        .ok_or_else(|| Error::message(unknown(language, key)))?;
    let form = phrase.form(values.get::<u64>("n").ok().flatten());
    let has_markup = values
        .iter()
        .any(|(_, value)| value.is_safe() && value.is_string());
    let said = fill_in(language, form, key, values, has_markup)?;
    Ok(if has_markup {
        Value::safe_string(&said)
    } else {
        Value::from(said)
    })
}

/// The words of `form`; HTML when a value is, and then all else is escaped.
fn fill_in(
    language: &Language,
    form: &Form,
    key: &str,
    values: &Kwargs,
    is_html: bool,
) -> TeraResult<String> {
    let mut said = String::with_capacity(64);
    let mut push = |words: &str, is_markup: bool| {
        if is_html && !is_markup {
            escape::push(&mut said, words);
        } else {
            said.push_str(words);
        }
    };
    for part in form.parts() {
        let name = match part {
            Part::Words(words) => {
                push(words, false);
                continue;
            }
            Part::Slot(name) => name,
        };
        let value = values.get::<&Value>(name)?;
        let missing = || {
            Error::message(format!(
                "`{key}` needs a value for `{name}`; write {name}=…"
            ))
        };
        let value = value.filter(|value| !value.is_none()).ok_or_else(missing)?;
        match (value.as_str(), value.as_u64()) {
            (Some(words), _) => push(words, value.is_safe()),
            (None, Some(n)) => push(&language.number(n), false),
            (None, None) => push(&value.to_string(), false),
        }
    }
    Ok(said)
}

/// The keys that a template asks for in so many words, and where: `"key" | say`.
pub(super) fn keys(template: &str) -> impl Iterator<Item = (&str, Span)> {
    template.match_indices("say").filter_map(|(at, filter)| {
        let after = template[at + filter.len()..].chars().next();
        if after.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            return None;
        }
        let before = template[..at].trim_end().strip_suffix('|')?.trim_end();
        let quote = before
            .chars()
            .next_back()
            .filter(|c| matches!(c, '"' | '\'' | '`'))?;
        let before = before.strip_suffix(quote)?;
        let start = before.rfind(quote)? + 1;
        Some((&before[start..], Span::new(start, before.len())))
    })
}

/// What to report of a key that no language file has.
pub(super) fn unknown(language: &Language, key: &str) -> String {
    let known: Vec<&str> = language.phrases().map(|(key, _)| key).collect();
    match nearest(key, &known) {
        Some(near) => format!("no language has the words `{key}`; write `{near}`"),
        None => format!(
            "no language has the words `{key}`; write them into languages/{}.toml",
            language.tag()
        ),
    }
}
