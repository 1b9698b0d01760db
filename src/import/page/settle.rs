//! Which source is believed where a page contradicts itself.
//!
//! - **Headline**: the one first heading, where any source has it too, because readers saw it; then what is meant for
//!   machines that list news (JSON-LD, microdata), what is meant for sharing (Open Graph, Twitter), the heading, the title.
//! - **Day**: JSON-LD and microdata, which search engines hold publishers to; then Open Graph, other `<meta>`, the page's one
//!   `<time>`, the address. Where two name different days an editor is told.
//! - **Address**: the canonical link, which is what it is for; then Open Graph, JSON-LD, microdata, where it was saved from. One
//!   that leads to a front page gives way to one that does not.
//! - **Publication**: `og:site_name`, the name that readers know; then the publisher, who may be a company.
//! - **Authors**: JSON-LD, microdata, `<meta>`, Open Graph (where it is a name, not an address), links to authors.
//! - **Summary**: JSON-LD, Open Graph, microdata, `<meta>`; never one that was cut off.

use super::super::{Context, Item, address, clean};
use super::claims::{AllClaims, Claims};
use super::same;
use crate::diagnostics::Diagnostic;
use jiff::civil::Date;

pub(super) struct Settled {
    pub item: Item,
    pub diagnostics: Vec<Diagnostic>,
}

pub(super) fn settle(context: &Context, all: &AllClaims) -> Settled {
    let mut diagnostics = Vec::new();
    let AllClaims {
        json_ld,
        microdata,
        open_graph,
        meta,
        page,
        ..
    } = all;
    let publication = [open_graph, json_ld, microdata, meta]
        .into_iter()
        .find_map(|claims| clean::name(claims.publication.as_deref()?));
    let source_url = source_url(all);
    let published = [
        ("JSON-LD", &json_ld.published),
        ("microdata", &microdata.published),
        ("article:published_time", &open_graph.published),
        ("<meta>", &meta.published),
        ("<time>", &page.published),
    ];
    let days: Vec<(&str, Date)> = published
        .into_iter()
        .filter_map(|(from, written)| Some((from, context.day(written.as_deref()?)?)))
        .collect();
    if let [(from, first), rest @ ..] = &*days
        && let Some((other_from, other)) = rest.iter().find(|(_, day)| day != first)
    {
        let message = format!(
            "the page gives two days of publication: {first} ({from}) and {other} ({other_from})"
        );
        diagnostics.push(
                context
                    .warning("contradictory-dates", message)
                    .help(format!("{first} was taken; where that is wrong, mend `date` and the name of the new file")),
            );
    }
    let date = days.first().map(|(_, day)| *day);
    let item = Item {
        title: title(all, publication.as_deref()),
        standfirst: [json_ld, open_graph, microdata, meta]
            .into_iter()
            .find_map(|claims| clean::standfirst(claims.standfirst.as_deref()?)),
        author: [json_ld, microdata, meta, open_graph, page]
            .into_iter()
            .find_map(|claims| clean::authors(&claims.authors)),
        date: date.or_else(|| source_url.as_deref().and_then(day_in_address)),
        updated: [json_ld, microdata, open_graph, meta]
            .into_iter()
            .find_map(|claims| context.day(claims.updated.as_deref()?)),
        topics: [json_ld, open_graph, microdata]
            .into_iter()
            .map(|claims| clean::topics(&claims.section))
            .find(|topics| !topics.is_empty())
            .unwrap_or_default(),
        language: [page, json_ld, open_graph, meta]
            .into_iter()
            .find_map(|claims| clean::language(claims.language.as_deref()?))
            .and_then(|tag| context.foreign_language(&tag)),
        source: publication,
        source_url,
        ..Item::default()
    };
    Settled { item, diagnostics }
}

fn title(all: &AllClaims, publication: Option<&str>) -> Option<String> {
    let clean = |written: &Option<String>| {
        let title = clean::title(written.as_deref()?)?;
        Some(without_publication(&title, publication))
    };
    let of = |claims: &Claims| clean(&claims.title);
    let claimed: Vec<String> = [&all.json_ld, &all.microdata, &all.open_graph, &all.meta]
        .into_iter()
        .filter_map(of)
        .collect();
    let heading = clean(&all.heading);
    let title = of(&all.page).map(|title| match publication {
        Some(_) => title,
        None => without_last_part(&title),
    });
    // One that was cut to fit says the beginning of it.
    let confirms = |heading: &String| {
        let key = clean::key(heading);
        claimed.iter().chain(&title).any(|other| {
            let other = clean::key(other);
            other == key || other.len() >= 20 && key.starts_with(&other)
        })
    };
    let seen = heading.clone().filter(confirms);
    let claimed = claimed.into_iter().next();
    seen.or(claimed).or(heading).or(title)
}

/// What stands between a headline and the name of a publication.
const BETWEEN: [&str; 7] = [" | ", " - ", " – ", " — ", " :: ", " · ", " » "];

/// A headline without the publication's name behind it.
fn without_publication(title: &str, publication: Option<&str>) -> String {
    let Some(publication) = publication else {
        return title.to_owned();
    };
    let cut = BETWEEN.iter().find_map(|between| {
        let (bare, behind) = title.rsplit_once(between)?;
        (same(behind, publication) && !bare.trim().is_empty()).then(|| bare.trim().to_owned())
    });
    cut.unwrap_or_else(|| title.to_owned())
}

/// A page's title without what stands behind its last stroke, which is most often the publication's name.
fn without_last_part(title: &str) -> String {
    match title.rsplit_once(" | ") {
        Some((bare, behind))
            if bare.split_whitespace().count() >= 3 && behind.split_whitespace().count() <= 4 =>
        {
            bare.trim().to_owned()
        }
        _ => title.to_owned(),
    }
}

fn source_url(all: &AllClaims) -> Option<String> {
    let saved = all
        .saved_from
        .as_deref()
        .and_then(|written| address::web(written, None));
    let shared = all
        .open_graph
        .address
        .as_deref()
        .and_then(|written| address::web(written, None));
    let base = saved.as_deref().or(shared.as_deref());
    let found: Vec<String> = [&all.page, &all.open_graph, &all.json_ld, &all.microdata]
        .into_iter()
        .filter_map(|claims| address::web(claims.address.as_deref()?, base))
        .chain(saved.clone())
        .collect();
    let inside = found.iter().find(|address| !address::is_front(address));
    inside.or(found.first()).cloned()
}

/// `https://example.org/2025/03/04/orla-bridge` or `…/2025-03-04-orla-bridge`
fn day_in_address(address: &str) -> Option<Date> {
    let parts: Vec<&str> = address.split(['/', '-', '_', '.']).collect();
    let number = |text: &str, length: usize| {
        let is_number = text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| text.parse::<i16>().ok()).flatten()
    };
    parts.windows(3).find_map(|three| match three {
        [year, month, day] => {
            let year = number(year, 4).filter(|year| (1990..=2200).contains(year))?;
            let month = i8::try_from(number(month, 2)?).ok()?;
            let day = i8::try_from(number(day, 2)?).ok()?;
            Date::new(year, month, day).ok()
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_may_hold_the_day() {
        for (address, day) in [
            (
                "https://example.org/2025/03/04/orla-bridge",
                Some("2025-03-04"),
            ),
            (
                "https://example.org/news/2025-03-04-orla",
                Some("2025-03-04"),
            ),
            ("https://example.org/2025/orla", None),
            ("https://example.org/2025/13/04/orla", None),
            ("https://example.org/news-1234567", None),
        ] {
            assert_eq!(
                day_in_address(address).map(|d| d.to_string()).as_deref(),
                day,
                "{address}"
            );
        }
    }

    #[test]
    fn headlines_lose_the_name_of_the_publication() {
        let title = "The bridge is open - The Orla Post";
        assert_eq!(without_publication(title, Some("Orla Post")), title);
        assert_eq!(
            without_publication(title, Some("The Orla Post")),
            "The bridge is open"
        );
        assert_eq!(
            without_last_part("The bridge is open | Orla Post"),
            "The bridge is open"
        );
        assert_eq!(
            without_last_part("Bridge | Orla Post"),
            "Bridge | Orla Post"
        );
    }
}
