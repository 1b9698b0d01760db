//! What is said under one key: words with places to fill in, one form or a form a plural category.

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// What is said under one key.
#[derive(Clone, Debug)]
pub struct Phrase {
    forms: Forms,
    /// Which form goes with a number; none where the language has no rules: then the form for `other`.
    rules: Option<Rules>,
}

/// Which plural category a number has in a language.
#[derive(Clone)]
pub(super) struct Rules(Arc<PluralRules>);

/// One form, or one a plural category.
#[derive(Clone, Debug)]
pub(super) enum Forms {
    One(Form),
    Plural {
        other: Form,
        /// Those for zero, one, two, few, many.
        rest: Box<[Option<Form>; 5]>,
    },
}

/// Words, and the places between them that are filled in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form(Vec<Part>);

/// A part of a form.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Words that always stand there.
    Words(Box<str>),
    /// The name of what is put there.
    Slot(Box<str>),
}

/// What is put into a place of a phrase.
#[derive(Clone, Debug)]
pub enum Argument<'a> {
    /// Text; in HTML it is escaped.
    Text(Cow<'a, str>),
    /// Markup, which stands as it is.
    Html(&'a str),
}

/// The name of a place that nothing was given for.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing(pub Box<str>);

impl Phrase {
    pub(super) fn new(forms: Forms, rules: Option<Rules>) -> Self {
        Self { forms, rules }
    }

    /// All that can be said with it, written out.
    pub(super) fn written(&self) -> String {
        format!("{:?}", self.forms)
    }

    /// The words, where there is one form and nothing to fill in.
    #[must_use]
    pub fn plain(&self) -> Option<&str> {
        match &self.forms {
            Forms::One(Form(parts)) => match &parts[..] {
                [Part::Words(words)] => Some(words),
                [] => Some(""),
                _ => None,
            },
            Forms::Plural { .. } => None,
        }
    }

    /// The form that goes with the number `n`.
    #[must_use]
    pub fn form(&self, n: Option<u64>) -> &Form {
        let (other, rest) = match &self.forms {
            Forms::One(form) => return form,
            Forms::Plural { other, rest } => (other, rest),
        };
        let category = n.zip(self.rules.as_ref());
        let category = category.map(|(n, rules)| rules.0.category_for(n));
        let [zero, one, two, few, many] = &**rest;
        let form = match category {
            Some(PluralCategory::Zero) => zero,
            Some(PluralCategory::One) => one,
            Some(PluralCategory::Two) => two,
            Some(PluralCategory::Few) => few,
            Some(PluralCategory::Many) => many,
            Some(PluralCategory::Other) | None => &None,
        };
        form.as_ref().unwrap_or(other)
    }

    /// All its forms.
    pub fn forms(&self) -> impl Iterator<Item = &Form> {
        self.forms.all()
    }
}

impl Rules {
    /// The rules of the language `tag` (CLDR).
    pub(super) fn of(tag: &str) -> Option<Self> {
        let locale: Locale = tag.parse().ok()?;
        let rules = PluralRules::try_new(locale.into(), PluralRulesOptions::default());
        rules.ok().map(|rules| Self(Arc::new(rules)))
    }
}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Rules")
    }
}

impl Forms {
    pub(super) fn all(&self) -> impl Iterator<Item = &Form> {
        let (first, rest): (_, &[Option<Form>]) = match self {
            Self::One(form) => (form, &[]),
            Self::Plural { other, rest } => (other, &**rest),
        };
        std::iter::once(first).chain(rest.iter().flatten())
    }
}

impl Form {
    /// Its parts in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// The names of what is filled in.
    pub fn slots(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| match part {
            Part::Slot(name) => Some(&**name),
            Part::Words(_) => None,
        })
    }

    /// Reads `{n} quotations by {name}`.
    ///
    /// # Errors
    /// What is wrong with it, and after a semicolon what to write.
    pub(super) fn read(written: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = written;
        while let Some((words, after)) = rest.split_once('{') {
            let (name, after) = after
                .split_once('}')
                .ok_or("a `{` is not closed; write {n}, or another name in braces")?;
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
            if name.is_empty() || !name.chars().all(is_name) {
                return Err(format!(
                    "`{{{name}}}` is no name; write {{n}}, or another name in braces"
                ));
            }
            if !words.is_empty() {
                parts.push(Part::Words(words.into()));
            }
            parts.push(Part::Slot(name.into()));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Words(rest.into()));
        }
        Ok(Self(parts))
    }
}

impl<'de> Deserialize<'de> for Form {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Forms {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FormsVisitor)
    }
}

/// The forms as a file writes them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    zero: Option<Form>,
    one: Option<Form>,
    two: Option<Form>,
    few: Option<Form>,
    many: Option<Form>,
    other: Form,
}

struct FormsVisitor;

impl<'de> Visitor<'de> for FormsVisitor {
    type Value = Forms;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("\"words\", or { one = \"…\", other = \"…\" }")
    }

    fn visit_str<E: de::Error>(self, words: &str) -> Result<Forms, E> {
        Form::read(words).map(Forms::One).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Forms, A::Error> {
        let forms = Written::deserialize(de::value::MapAccessDeserializer::new(map))?;
        Ok(Forms::Plural {
            other: forms.other,
            rest: Box::new([forms.zero, forms.one, forms.two, forms.few, forms.many]),
        })
    }
}
