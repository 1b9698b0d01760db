//! `content/speakers.toml`: the editor's own register of speakers, which settles who `Putin` is.

use crate::lexicon::fold;
use ahash::HashMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// What a speaker is.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum SpeakerKind {
    /// A person with a name.
    #[default]
    Person,
    /// A ministry, an army, a company: a body that speaks.
    Organisation,
    /// Somebody whom the text describes but does not name.
    Unnamed,
}

/// The register: all `[[speaker]]` tables.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Register {
    /// The speakers, in the order of the file. They do not change once one was looked for.
    #[serde(rename = "speaker")]
    pub speakers: Vec<RegisteredSpeaker>,
    #[serde(skip)]
    names: Names,
}

/// The index of each speaker by folded names, made when the first is looked for: every name of every article is.
#[derive(Debug, Default)]
struct Names(OnceLock<HashMap<String, usize>>);

impl Clone for Names {
    /// A copy may be changed before anybody is looked for in it.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Names {
    /// They follow from the speakers.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// `[[speaker]]`: one speaker, and every name that means them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisteredSpeaker {
    /// The name that is shown.
    pub name: String,
    /// Other names and spellings that mean the same speaker on this site.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The role that is shown when an article gives none.
    pub role: Option<String>,
    /// What the speaker is, when the text cannot tell.
    pub kind: Option<SpeakerKind>,
    /// The item in Wikidata (`Q7747`).
    pub wikidata: Option<String>,
}

impl Register {
    /// The speaker whose name or alias this is, letter case and accents apart.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&RegisteredSpeaker> {
        if self.speakers.is_empty() {
            return None;
        }
        let names = self.names.0.get_or_init(|| {
            let mut names = HashMap::default();
            for (index, speaker) in self.speakers.iter().enumerate() {
                for name in std::iter::once(&speaker.name).chain(&speaker.aliases) {
                    names.entry(fold(name)).or_insert(index);
                }
            }
            names
        });
        self.speakers.get(*names.get(&fold(name))?)
    }
}
