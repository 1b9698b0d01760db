//! What only the whole digest shows to be doubtful, for an editor who asks: the same words quoted differently, articles
//! that stand twice. No page depends on it, so no build pays for it.

mod copies;
mod wordings;

pub use wordings::{Change, Wording};

use super::{ArticleId, Digest};
use crate::diagnostics::Diagnostic;

impl Digest {
    /// Quotations that may be one statement in two wordings, the newest article's first.
    ///
    /// A shorter quotation whose words all stand in a longer one is not among them, nor is one that marks what it left
    /// out. Unnamed sources are left out: one description is not one source.
    #[must_use]
    pub fn wordings(&self) -> Vec<Wording> {
        wordings::of(self)
    }

    /// Those of [`wordings`](Self::wordings) that concern one article.
    #[must_use]
    pub fn wordings_in(&self, article: ArticleId) -> Vec<Wording> {
        wordings::in_article(self, article)
    }

    /// All that [`wordings`](Self::wordings) finds and articles that say the same, as warnings.
    #[must_use]
    pub fn review(&self) -> Vec<Diagnostic> {
        let wordings = self.wordings();
        let wordings = wordings.iter().map(|wording| wording.report(self));
        wordings.chain(copies::of(self)).collect()
    }
}
