//! Speakers renamed, described and joined, in the editor's register.
//!
//! The register is changed as a document of `toml_edit`: comments, order and spaces of what stands there stay.

use super::changes::fit_name;
use super::desk::Version;
use super::edition::Sheet;
use super::panel::Told;
use super::replace::{Refusal, replace};
use crate::config::{self, Register, RegisteredSpeaker, SpeakerKind};
use crate::diagnostics::render;
use crate::lexicon::fold;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::Arc;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value};

/// The register, below `content/`.
const FILE: &str = "speakers.toml";

/// What the view of all speakers shows.
#[derive(Serialize)]
pub(super) struct View {
    #[serde(flatten)]
    told: Told,
    /// Of the register; none where there is none.
    version: Option<String>,
    /// Who may be one, as the terminal shows it.
    offers: Vec<String>,
    speakers: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    kind: SpeakerKind,
    role: Option<String>,
    also: Vec<String>,
    quotations: usize,
    href: String,
    /// What the register says.
    entry: Option<Entry>,
}

#[derive(Serialize)]
struct Entry {
    aliases: Vec<String>,
    role: Option<String>,
    kind: Option<SpeakerKind>,
    wikidata: Option<String>,
}

/// What an editor says of a speaker.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Order {
    /// The register's version when the view was made.
    version: Option<String>,
    /// The names of all who are this speaker.
    names: Vec<String>,
    /// The name that is shown.
    name: String,
    role: Option<String>,
    kind: Option<SpeakerKind>,
    wikidata: Option<String>,
}

/// The view of an edition.
pub(super) fn view(sheet: &Sheet, told: Told) -> View {
    let speakers = sheet.digest.speakers.iter();
    let offers = sheet.diagnostics.iter();
    View {
        told,
        version: version(sheet.content).map(|version| version.to_string()),
        offers: offers
            .filter(|d| matches!(d.code, "bare-name" | "near-name"))
            .map(|d| render(d, false))
            .collect(),
        speakers: speakers
            .map(|speaker| Row {
                name: speaker.name.clone(),
                kind: speaker.kind,
                role: speaker.roles.first().map(|role| role.words.clone()),
                also: speaker.also.clone(),
                quotations: speaker.count,
                href: format!("/{}", speaker.path),
                entry: sheet.register.find(&speaker.name).map(|known| Entry {
                    aliases: known.aliases.clone(),
                    role: known.role.clone(),
                    kind: known.kind,
                    wikidata: known.wikidata.clone(),
                }),
            })
            .collect(),
    }
}

fn version(content: &Path) -> Option<Version> {
    let bytes = std::fs::read(content.join(FILE)).ok()?;
    Some(Version::of(&bytes))
}

/// Brings what an editor says into the register.
pub(super) fn carry_out(sheet: &Sheet, order: &Order) -> Result<(), Refusal> {
    let version = version(sheet.content);
    if version.map(|version| version.to_string()) != order.version {
        return Err(Refusal::Changed);
    }
    let file = sheet.content.join(FILE);
    replace(&file, sheet.content, version, |bytes| write(bytes, order))
}

/// The register with what an editor says.
fn write(file: &[u8], order: &Order) -> Result<Vec<u8>, Refusal> {
    let unfit = |words: &str| Refusal::Unfit(words.to_owned());
    let said = said(order)?;
    let text = std::str::from_utf8(file)
        .map_err(|_| unfit("the register is not UTF-8; save it as UTF-8 first"))?;
    let (mark, text) = match text.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", text),
    };
    let lines = text.matches('\n').count();
    let is_of_windows = lines > 0 && text.matches("\r\n").count() * 2 > lines;
    let plain = text.replace("\r\n", "\n");
    let mut document: DocumentMut = plain
        .parse()
        .map_err(|_| unfit("the register can't be read"))?;
    let tables = document
        .entry("speaker")
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()))
        .as_array_of_tables_mut()
        .ok_or_else(|| {
            unfit("the register has its speakers in a list; write [[speaker]] tables instead")
        })?;
    put(tables, &said);
    let mut new = document.to_string();
    if !takes_effect(&plain, &new, &said) {
        return Err(unfit(
            "this can't be written without a change to something else; write it by hand",
        ));
    }
    if is_of_windows {
        new = new.replace('\n', "\r\n");
    }
    Ok([mark, &new].concat().into_bytes())
}

/// The entry that the register is to have.
fn said(order: &Order) -> Result<RegisteredSpeaker, Refusal> {
    let name = fit_name(&order.name)?;
    let mut aliases: Vec<String> = Vec::new();
    for alias in &order.names {
        let alias = fit_name(alias)?;
        let is_known = |known: &String| fold(known) == fold(&alias);
        if !is_known(&name) && !aliases.iter().any(is_known) {
            aliases.push(alias);
        }
    }
    let given = |words: &Option<String>| {
        words
            .as_deref()
            .map(str::trim)
            .filter(|w| !w.is_empty())
            .map(fit_name)
            .transpose()
    };
    let wikidata = given(&order.wikidata)?;
    let is_item = |item: &String| {
        item.strip_prefix('Q')
            .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    };
    if !wikidata.as_ref().is_none_or(is_item) {
        return Err(Refusal::Unfit(
            "an item of Wikidata is written as Q42".to_owned(),
        ));
    }
    Ok(RegisteredSpeaker {
        name,
        aliases,
        role: given(&order.role)?,
        kind: order.kind,
        wikidata,
    })
}

/// Puts an entry into the first table that has one of its names, else behind the last; the other such tables go, and what
/// they were called stays.
fn put(tables: &mut ArrayOfTables, said: &RegisteredSpeaker) {
    let wanted: Vec<String> = names(said).map(|name| fold(name)).collect();
    let of_it: Vec<usize> = (0..tables.len())
        .filter(|&at| {
            tables.get(at).is_some_and(|table| {
                names_of(table)
                    .iter()
                    .any(|name| wanted.contains(&fold(name)))
            })
        })
        .collect();
    let mut aliases = said.aliases.clone();
    for &at in of_it.iter().skip(1).rev() {
        let others = tables.get(at).map(names_of).unwrap_or_default();
        aliases.extend(others);
        tables.remove(at);
    }
    let at = of_it.first().copied().unwrap_or_else(|| {
        let mut table = Table::new();
        if !tables.is_empty() {
            table.decor_mut().set_prefix("\n");
        }
        tables.push(table);
        tables.len() - 1
    });
    let Some(table) = tables.get_mut(at) else {
        return;
    };
    // The name that it had still means it.
    aliases.extend(table.get("name").and_then(Item::as_str).map(str::to_owned));
    set(table, "name", Some(&said.name));
    add_aliases(table, &said.name, aliases);
    set(table, "role", said.role.as_deref());
    set(table, "kind", said.kind.map(kind));
    set(table, "wikidata", said.wikidata.as_deref());
}

fn names(speaker: &RegisteredSpeaker) -> impl Iterator<Item = &String> {
    std::iter::once(&speaker.name).chain(&speaker.aliases)
}

fn names_of(table: &Table) -> Vec<String> {
    let aliases = table
        .get("aliases")
        .and_then(Item::as_array)
        .into_iter()
        .flatten();
    let name = table.get("name").and_then(Item::as_str);
    name.into_iter()
        .chain(aliases.filter_map(Value::as_str))
        .map(str::to_owned)
        .collect()
}

/// Sets a key, with what stands around its value left; takes it out where there is nothing to say.
fn set(table: &mut Table, key: &str, value: Option<&str>) {
    let Some(value) = value else {
        table.remove(key);
        return;
    };
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) if old.as_str() == Some(value) => {}
        Some(old) => {
            let around = old.decor().clone();
            *old = Value::from(value);
            *old.decor_mut() = around;
        }
        None => {
            table.insert(key, Item::Value(Value::from(value)));
        }
    }
}

/// Adds names to those that a table has, each once, the shown name not among them.
fn add_aliases(table: &mut Table, name: &str, aliases: Vec<String>) {
    if table.get("aliases").and_then(Item::as_array).is_none() {
        table.insert("aliases", Item::Value(Value::Array(Array::new())));
    }
    let Some(array) = table.get_mut("aliases").and_then(Item::as_array_mut) else {
        return;
    };
    let same = |value: &Value, name: &str| {
        value
            .as_str()
            .is_some_and(|known| fold(known) == fold(name))
    };
    array.retain(|value| !same(value, name));
    for alias in aliases {
        if fold(&alias) != fold(name) && !array.iter().any(|value| same(value, &alias)) {
            array.push(alias);
        }
    }
    if array.is_empty() {
        table.remove("aliases");
    }
}

fn kind(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Person => "person",
        SpeakerKind::Organisation => "organisation",
        SpeakerKind::Unnamed => "unnamed",
    }
}

/// Whether the new register is the old one but for this speaker.
fn takes_effect(old: &str, new: &str, said: &RegisteredSpeaker) -> bool {
    let read = |text: &str| {
        let text: Arc<str> = text.into();
        let whole = Span::new(0, text.len());
        config::read::<Register>(&Arc::from(FILE), &text, whole).ok()
    };
    let (Some(old), Some(new)) = (read(old), read(new)) else {
        return false;
    };
    let is_found = |name: &String| new.find(name).is_some_and(|known| known.name == said.name);
    let is_of_it = |known: &&RegisteredSpeaker| {
        names(known).any(|name| names(said).any(|own| fold(own) == fold(name)))
    };
    let others_stay = old
        .speakers
        .iter()
        .filter(|known| !is_of_it(known))
        .all(|known| new.speakers.contains(known));
    let all_found = names(said).all(is_found);
    let joined = old.speakers.iter().filter(is_of_it).flat_map(names);
    others_stay && all_found && joined.into_iter().all(is_found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(name: &str, names: &[&str]) -> Order {
        Order {
            version: None,
            names: names.iter().map(|&name| name.to_owned()).collect(),
            name: name.to_owned(),
            role: None,
            kind: None,
            wikidata: None,
        }
    }

    fn written(file: &str, order: &Order) -> String {
        String::from_utf8(write(file.as_bytes(), order).unwrap()).unwrap()
    }

    const REGISTER: &str = "\
# Who is who.

[[speaker]] # the mayor
name = 'Mira Kovač' # since 2030
aliases = [
  \"Kovač\", # only here
]
role = \"mayor\"

# The office.
[[speaker]]
name   = \"Harbour Office\"
kind = \"organisation\"
";

    #[test]
    fn a_register_is_begun() {
        let mut order = order("Mira Kovač", &["Mira Kovač", "M. Kovač"]);
        order.role = Some(" mayor of Vestra ".into());
        order.wikidata = Some("Q42".into());
        let expected = "[[speaker]]\nname = \"Mira Kovač\"\naliases = [\"M. Kovač\"]\nrole = \"mayor of Vestra\"\nwikidata = \"Q42\"\n";
        assert_eq!(written("", &order), expected);
    }

    #[test]
    fn a_speaker_is_added_behind_the_others() {
        let new = written(REGISTER, &order("Anton Bell", &["Anton Bell"]));
        assert_eq!(
            new,
            format!("{REGISTER}\n[[speaker]]\nname = \"Anton Bell\"\n")
        );
    }

    #[test]
    fn a_new_name_keeps_the_old_one_and_every_comment() {
        let mut order = order("Mira S. Kovač", &["Mira Kovač"]);
        order.role = Some("mayor".into());
        let expected = REGISTER
            .replace("'Mira Kovač'", "\"Mira S. Kovač\"")
            .replace(
                "  \"Kovač\", # only here\n]",
                "  \"Kovač\", \"Mira Kovač\", # only here\n]",
            );
        let new = written(REGISTER, &order);
        for comment in [
            "# Who is who.",
            "# the mayor",
            "# since 2030",
            "# only here",
            "# The office.",
        ] {
            assert!(new.contains(comment), "{new}");
        }
        assert_eq!(new.lines().count(), expected.lines().count(), "{new}");
        let of_windows = written(&REGISTER.replace('\n', "\r\n"), &order);
        assert_eq!(of_windows, new.replace('\n', "\r\n"));
    }

    #[test]
    fn two_entries_are_joined() {
        let mut order = order("Harbour Office", &["Harbour Office", "Kovač"]);
        order.kind = Some(SpeakerKind::Organisation);
        let new = written(REGISTER, &order);
        assert_eq!(new.matches("[[speaker]]").count(), 1, "{new}");
        for name in ["Kovač", "Mira Kovač", "Harbour Office"] {
            assert!(new.contains(name), "{new}");
        }
    }

    #[test]
    fn what_is_no_name_or_item_is_refused() {
        for (name, names, wikidata) in [
            ("", &["a"][..], None),
            ("a\nb", &[], None),
            ("a", &["\u{1}"], None),
            ("a", &[], Some("42")),
            ("a", &[], Some("Q4\"2")),
        ] {
            let mut order = order(name, names);
            order.wikidata = wikidata.map(str::to_owned);
            assert!(write(b"", &order).is_err(), "{name:?}");
        }
        for file in [
            &b"\xff"[..],
            b"speaker = []",
            b"[[speaker]",
            b"[[speaker]]\nnaem = 'a'\n",
        ] {
            assert!(write(file, &order("a", &["a"])).is_err());
        }
    }
}
