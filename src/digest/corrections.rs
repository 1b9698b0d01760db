//! What was wrong and is right now, of all articles.

use super::{Article, ArticleId, Digest};
use crate::config::Correction;
use std::cmp::Reverse;

/// Where a correction is: one of its document's front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CorrectionRef {
    /// The article that it corrects.
    pub article: ArticleId,
    /// Index into [`FrontMatter::corrections`](crate::config::FrontMatter::corrections).
    pub correction: usize,
}

/// All corrections, newest first; those of one day in the order of the articles, an article's in the editor's order.
pub(super) fn of(articles: &[Article]) -> Vec<CorrectionRef> {
    let mut all: Vec<(CorrectionRef, jiff::civil::Date)> = Vec::new();
    for (id, article) in articles.iter().enumerate() {
        let corrections = article.corrections().iter().enumerate();
        all.extend(corrections.map(|(correction, of)| {
            let at = CorrectionRef {
                article: id,
                correction,
            };
            (at, of.date)
        }));
    }
    all.sort_by_key(|(_, date)| Reverse(*date));
    all.into_iter().map(|(at, _)| at).collect()
}

impl Digest {
    /// The article and the correction that a reference means.
    #[must_use]
    pub fn correction(&self, at: CorrectionRef) -> (&Article, &Correction) {
        let article = &self.articles[at.article];
        (article, &article.corrections()[at.correction])
    }
}

impl Article {
    /// What is corrected in it, in the editor's order.
    #[must_use]
    pub fn corrections(&self) -> &[Correction] {
        &self.entry.document.front_matter.corrections
    }
}
