//! `content/speakers.toml`: the editor's own register of speakers, which settles who `Putin` is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// The speakers, in the order of the file.
    #[serde(rename = "speaker")]
    pub speakers: Vec<RegisteredSpeaker>,
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
        let wanted = crate::lexicon::fold(name);
        self.speakers.iter().find(|speaker| {
            std::iter::once(&speaker.name)
                .chain(&speaker.aliases)
                .any(|known| crate::lexicon::fold(known) == wanted)
        })
    }
}
