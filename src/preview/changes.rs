//! What an editor decides on a page of the preview, brought into the files.

use super::edition::Sheet;
use super::panel;
use super::replace::{Refusal, replace};
use super::server::Desk;
use super::settle::{self, Decision};
use super::speakers;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::Arc;

/// The longest name that is written into a file, in characters.
const LONGEST_NAME: usize = 200;

/// A decision on a document, as the panel sends it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    /// The document, as messages call it.
    document: String,
    /// Its version when the panel was made.
    version: String,
    decision: Said,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum Said {
    /// These quotations are by this speaker.
    Speaker { rows: Vec<String>, name: String },
    /// They are none.
    Skip { rows: Vec<String> },
    /// What was decided of these words is taken back.
    Back { words: String },
    /// The day of the article.
    Date { date: String },
}

/// Writes a decision into its document.
pub(super) async fn settle(State(desk): State<Arc<Desk>>, body: Bytes) -> Response {
    let Ok(order) = serde_json::from_slice::<Order>(&body) else {
        return (StatusCode::BAD_REQUEST, "This is no decision.").into_response();
    };
    answer(&desk, move |sheet| carry_out(sheet, &order)).await
}

/// Writes what an editor says of a speaker into the register.
pub(super) async fn speaker(State(desk): State<Arc<Desk>>, body: Bytes) -> Response {
    let Ok(order) = serde_json::from_slice::<speakers::Order>(&body) else {
        return (StatusCode::BAD_REQUEST, "This is no speaker.").into_response();
    };
    answer(&desk, move |sheet| speakers::carry_out(sheet, &order)).await
}

/// Does something with the edition that is shown, and says how it went.
async fn answer(
    desk: &Desk,
    order: impl FnOnce(&Sheet) -> Result<(), Refusal> + Send + 'static,
) -> Response {
    let changed = || refused(&Refusal::Changed);
    let Some(edition) = desk.state.now().edition else {
        return changed();
    };
    match edition.ask(order).await {
        Ok(Ok(())) => StatusCode::NO_CONTENT.into_response(),
        Ok(Err(refusal)) => refused(&refusal),
        Err(_) => changed(),
    }
}

fn refused(refusal: &Refusal) -> Response {
    let status = match refusal {
        Refusal::Changed => StatusCode::CONFLICT,
        Refusal::Elsewhere => StatusCode::FORBIDDEN,
        Refusal::Unfit(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::Machine(_) => StatusCode::INTERNAL_SERVER_ERROR,
    };
    (status, refusal.to_string()).into_response()
}

fn carry_out(sheet: &Sheet, order: &Order) -> Result<(), Refusal> {
    let mut documents = sheet.documents.iter();
    // Only what the site is made from can be named.
    let known = documents
        .find(|known| *known.entry.document.path == *order.document)
        .ok_or(Refusal::Elsewhere)?;
    if known.version.to_string() != order.version {
        return Err(Refusal::Changed);
    }
    let words = |rows: &[String]| -> Result<Vec<String>, Refusal> {
        let quotations = &known.entry.quotations;
        let found = rows.iter().map(|id| {
            let row = quotations
                .iter()
                .position(|quotation| *quotation.id == **id);
            row.map(|row| panel::words_of(&known.entry, row))
        });
        found.collect::<Option<_>>().ok_or(Refusal::Changed)
    };
    let decisions: Vec<Decision> = match &order.decision {
        Said::Speaker { rows, name } => {
            let name = fit_name(name)?;
            let words = words(rows)?.into_iter();
            let by = |words| Decision::Speaker {
                words,
                name: name.clone(),
            };
            words.map(by).collect()
        }
        Said::Skip { rows } => {
            let words = words(rows)?.into_iter();
            words.map(|words| Decision::Skip { words }).collect()
        }
        Said::Back { words } => vec![Decision::TakeBack {
            words: words.clone(),
        }],
        Said::Date { date } => {
            let date: Date = date
                .parse()
                .map_err(|_| Refusal::Unfit("this is no date; write 2025-02-28".to_owned()))?;
            vec![Decision::Date(date)]
        }
    };
    replace(&known.file, sheet.content, Some(known.version), |bytes| {
        let start = bytes.to_vec();
        decisions
            .iter()
            .try_fold(start, |bytes, decision| settle::write(&bytes, decision))
    })
}

/// A name as it may stand in a file: of one line, with something in it.
pub(super) fn fit_name(name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    let is_fit = !name.is_empty()
        && name.chars().count() <= LONGEST_NAME
        && !name.contains(|c: char| c.is_control());
    match is_fit {
        true => Ok(name.to_owned()),
        false => Err(Refusal::Unfit("this is no name".to_owned())),
    }
}
