//! What an article quotes in one way and another article in another, for the panel of both.

use crate::digest::{ArticleId, Change, Digest, QuotationRef};
use jiff::civil::Date;
use serde::Serialize;
use toml_edit::Value;

/// One statement in two wordings, seen from one of the articles.
#[derive(Serialize)]
pub(super) struct TwoWordings<'s> {
    /// The quotation in this article.
    id: &'s str,
    speaker: &'s str,
    /// The document of the other article.
    document: &'s str,
    /// Where the other quotation stands, from the site's root.
    there: String,
    /// The statement from the first shared word to the last: what both have, or each has.
    changes: Vec<Stretch>,
    /// What tells the readers of a wording that was mended here.
    lines: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Stretch {
    Same { same: String },
    Differs { here: String, there: String },
}

/// Every statement of the article that another one words differently.
pub(super) fn of(digest: &Digest, article: ArticleId, today: Date) -> Vec<TwoWordings<'_>> {
    let found = digest.wordings_in(article).into_iter();
    found
        .map(|wording| {
            let is_newer = wording.one.article() == article;
            let (here, there) = match is_newer {
                true => (wording.one, wording.other),
                false => (wording.other, wording.one),
            };
            let changes = wording.changes.into_iter().map(|change| match change {
                Change::Same(same) => Stretch::Same { same },
                Change::Differs { one, other } if is_newer => Stretch::Differs {
                    here: one,
                    there: other,
                },
                Change::Differs { one, other } => Stretch::Differs {
                    here: other,
                    there: one,
                },
            });
            told(digest, here, there, changes.collect(), today)
        })
        .collect()
}

fn told(
    digest: &Digest,
    here: QuotationRef,
    there: QuotationRef,
    changes: Vec<Stretch>,
    today: Date,
) -> TwoWordings<'_> {
    let (article, quotation) = digest.quotation(here);
    let (other, other_quotation) = digest.quotation(there);
    let speaker = article
        .speaker_of(here.quotation())
        .map_or("A speaker", |id| &*digest.speakers[id].name);
    let text = format!("An earlier version of this article misquoted {speaker}.");
    TwoWordings {
        id: &quotation.id,
        speaker,
        document: &other.entry.document.path,
        there: format!("{}#{}", other.path, other_quotation.id),
        changes,
        lines: format!(
            "[[correction]]\ndate = {today}\ntext = {}",
            Value::from(text)
        ),
    }
}
