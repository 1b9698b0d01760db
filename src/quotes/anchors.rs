//! Names of quotations within an article.

use super::Quotation;
use crate::lexicon::fold;
use crate::slug::Unique;

/// Gives each quotation its anchor: `q-` and the first ten hexadecimal figures of the hash (BLAKE3) of its words,
/// folded. It changes only when the words do; a second quotation of the same words has a number behind it.
pub(super) fn set(text: &str, quotations: &mut [Quotation]) {
    const FIGURES: usize = 10;
    let mut unique = Unique::default();
    for quotation in quotations {
        let words = fold(quotation.span.of(text));
        let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
        let hash = blake3::hash(bare.as_bytes()).to_hex();
        quotation.id = unique.take(format!("q-{}", &hash[..FIGURES]));
    }
}
