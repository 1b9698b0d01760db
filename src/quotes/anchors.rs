//! Names of quotations within an article.

use super::Quotation;
use crate::lexicon::fold;
use crate::slug::Unique;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

/// The anchor of a quotation, `q-…`: a text that takes no memory beside its own sixteen bytes, as long as it is short. A
/// large site has millions.
#[derive(Clone)]
pub struct Anchor(Held);

/// As many bytes as stand beside their number and the kind in sixteen.
const SHORT: usize = 14;

#[derive(Clone)]
enum Held {
    Short { len: u8, bytes: [u8; SHORT] },
    // In a box once more, so that the many short ones need not be as large as a pointer with a length.
    Long(Box<Box<str>>),
}

impl From<&str> for Anchor {
    fn from(text: &str) -> Self {
        let mut bytes = [0; SHORT];
        match (bytes.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(head), Ok(len)) => {
                head.copy_from_slice(text.as_bytes());
                Self(Held::Short { len, bytes })
            }
            _ => Self(Held::Long(Box::new(text.into()))),
        }
    }
}

impl Default for Anchor {
    fn default() -> Self {
        Self::from("")
    }
}

impl Deref for Anchor {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            // What was a text is one.
            Held::Short { len, bytes } => {
                let text = bytes.get(..usize::from(*len)).unwrap_or_default();
                std::str::from_utf8(text).unwrap_or_default()
            }
            Held::Long(text) => text,
        }
    }
}

impl PartialEq for Anchor {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Anchor {}

impl std::hash::Hash for Anchor {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self)
    }
}

impl Serialize for Anchor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Anchor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Text<'t>(#[serde(borrow)] Cow<'t, str>);
        Ok(Self::from(&*Text::deserialize(deserializer)?.0))
    }
}

/// Gives each quotation its anchor: `q-` and the first ten hexadecimal figures of the hash (BLAKE3) of its words,
/// folded. It changes only when the words do; a second quotation of the same words has a number behind it.
pub(super) fn set(text: &str, quotations: &mut [Quotation]) {
    const FIGURES: usize = 10;
    let mut unique = Unique::default();
    for quotation in quotations {
        let words = fold(quotation.span.of(text));
        let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
        let hash = blake3::hash(bare.as_bytes()).to_hex();
        let anchor = unique.take(format!("q-{}", &hash[..FIGURES]));
        quotation.id = Anchor::from(&*anchor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_of_any_length_is_the_text_that_it_was() {
        assert_eq!(size_of::<Anchor>(), 16);
        for text in ["", "q-0123456789", "q-0123456789-2", "q-0123456789-12", "…"] {
            let anchor = Anchor::from(text);
            assert_eq!(&*anchor, text);
            let bytes = postcard::to_allocvec(&anchor).unwrap();
            assert_eq!(postcard::from_bytes::<Anchor>(&bytes).unwrap(), anchor);
        }
    }
}
