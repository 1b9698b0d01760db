//! Where everything stands on a card. All numbers are pixels.
//!
//! ```text
//! Site                     date
//! ─────────────────────────────
//! Headline, or name
//! role
//!
//! ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
//! ▒ “Quotation”               ▒
//! ▒ Speaker, role             ▒
//! ```

use super::face::{Face, PLAIN, STRONG};
use super::lines::{Fitted, Room};
use super::{HEIGHT, WIDTH};
use crate::render::value::object;
use tera::Value;

const MARGIN: u32 = 80;
const COLUMN: u32 = WIDTH - 2 * MARGIN;
/// Where the line under the site's name is.
const RULE: u32 = 120;
/// From there to the headline, and from it to the quotation.
const GAP: u32 = 34;
/// The letters of the site's name, the speaker's, the date.
const SMALL: u32 = 30;
/// Above and below the words in the quotation's field.
const PADDING: u32 = 40;
/// From the quotation to who said it.
const BY: u32 = 20;

const ALONE: Room = Room {
    width: COLUMN,
    height: HEIGHT - RULE - 2 * GAP - 20,
    sizes: &[84, 76, 68, 60, 54, 48],
    most_lines: 6,
};
const ABOVE_A_QUOTATION: Room = Room {
    width: COLUMN,
    height: 200,
    sizes: &[56, 52, 48, 44, 40],
    most_lines: 3,
};
const NAME: Room = Room {
    width: COLUMN,
    height: 190,
    sizes: &[76, 68, 60, 52],
    most_lines: 2,
};
const ROLE: Room = Room {
    width: COLUMN,
    height: 90,
    sizes: &[34, 32],
    most_lines: 2,
};
const QUOTATION_SIZES: &[u32] = &[48, 44, 40, 36, 33, 30];

/// A quotation and what stands under it.
pub(super) struct Quoted {
    /// With its marks.
    pub(super) words: String,
    pub(super) name: String,
    /// As it stands after the name.
    pub(super) role: Option<String>,
    pub(super) date: Option<String>,
}

/// A card's words, each with its place.
pub(super) struct Layout {
    site: String,
    date: Option<String>,
    title: Fitted,
    role: Option<Fitted>,
    quotation: Option<Field>,
    /// All that it says, for those who can't see it.
    pub(super) alternative: String,
}

/// The field with the quotation.
struct Field {
    words: Fitted,
    /// Below the words: the speaker's name, and the role; on a speaker's own card the date.
    name: Option<String>,
    role: Option<String>,
    date: Option<String>,
}

impl Layout {
    /// The card of an article; of `quotations` it takes the first that fits.
    pub(super) fn of_article(
        site: &str,
        date: Option<&str>,
        headline: &str,
        mut quotations: impl Iterator<Item = Quoted>,
    ) -> Option<Self> {
        let is_drawn = STRONG.has(site) && STRONG.has(headline) && PLAIN.has(date.unwrap_or(""));
        if !is_drawn || headline.is_empty() {
            return None;
        }
        let small = ABOVE_A_QUOTATION.shortened(headline, &STRONG);
        let field = quotations.find_map(|quoted| {
            let field = Field::new(&quoted, RULE + GAP + small.height(), true)?;
            Some((quoted, field))
        });
        let (title, quotation, alternative) = match field {
            Some((quoted, field)) => {
                let role = quoted.role.as_deref().unwrap_or_default();
                let alternative = format!("{headline}. {} {}{role}", quoted.words, quoted.name);
                (small, Some(field), alternative)
            }
            None => (
                ALONE.shortened(headline, &STRONG),
                None,
                headline.to_owned(),
            ),
        };
        Some(Self {
            site: in_header(site, date),
            date: date.map(str::to_owned),
            title,
            role: None,
            quotation,
            alternative,
        })
    }

    /// The card of a speaker; of `quotations` it takes the first that fits.
    pub(super) fn of_speaker(
        site: &str,
        name: &str,
        role: Option<&str>,
        mut quotations: impl Iterator<Item = Quoted>,
    ) -> Option<Self> {
        let is_drawn = STRONG.has(site) && STRONG.has(name) && PLAIN.has(role.unwrap_or(""));
        if !is_drawn || name.is_empty() {
            return None;
        }
        let title = NAME.shortened(name, &STRONG);
        let words = role;
        let role = role.map(|role| ROLE.shortened(role, &PLAIN));
        let under = RULE + GAP + title.height() + role.as_ref().map_or(0, Fitted::height);
        let field = quotations.find_map(|quoted| {
            let field = Field::new(&quoted, under, false)?;
            Some((quoted, field))
        });
        let mut alternative = name.to_owned();
        if let Some(role) = words {
            alternative += &format!(", {role}");
        }
        if let Some((quoted, _)) = &field {
            alternative += &format!(": {}", quoted.words);
        }
        Some(Self {
            site: in_header(site, None),
            date: None,
            title,
            role,
            quotation: field.map(|(_, field)| field),
            alternative,
        })
    }

    /// What the template is given as `card`.
    pub(super) fn value(&self, kind: &'static str) -> Value {
        // Without a field below, a name stands in the middle of the card.
        let top = RULE + GAP;
        let role_top = top + self.title.height();
        object([
            ("kind", Value::from(kind)),
            ("width", Value::from(WIDTH)),
            ("height", Value::from(HEIGHT)),
            ("margin", Value::from(MARGIN)),
            ("rule", Value::from(RULE)),
            ("site", Value::from(&*self.site)),
            ("date", Value::from(self.date.as_deref())),
            ("title", set(&self.title, top)),
            (
                "role",
                Value::from(self.role.as_ref().map(|role| set(role, role_top))),
            ),
            (
                "quotation",
                Value::from(self.quotation.as_ref().map(Field::value)),
            ),
        ])
    }
}

impl Field {
    /// The field below `under`; none where the words do not fit, or the font lacks a letter.
    fn new(quoted: &Quoted, under: u32, is_named: bool) -> Option<Self> {
        let role = quoted.role.as_deref().filter(|_| is_named);
        let name = Some(&*quoted.name).filter(|_| is_named);
        let date = quoted.date.as_deref();
        let plain = [Some(&*quoted.words), role, date];
        if !plain.into_iter().flatten().all(|text| PLAIN.has(text)) || !STRONG.has(&quoted.name) {
            return None;
        }
        let by = if name.or(date).is_some() {
            BY + SMALL
        } else {
            0
        };
        let room = Room {
            width: COLUMN,
            height: HEIGHT.checked_sub(under + GAP + 2 * PADDING + by)?,
            sizes: QUOTATION_SIZES,
            most_lines: 8,
        };
        let words = room.whole(&quoted.words, &PLAIN)?;
        let name = name.map(|name| one_line(name, &STRONG, COLUMN));
        let used = name
            .as_ref()
            .map_or(0, |name| STRONG.width(name) * SMALL / 1000);
        // A name with hardly room for its role stands alone.
        let role = role.filter(|_| used + 200 < COLUMN);
        Some(Self {
            words,
            role: role.map(|role| one_line(role, &PLAIN, COLUMN - used)),
            name,
            date: date.map(str::to_owned),
        })
    }

    fn value(&self) -> Value {
        let has_by = self.name.is_some() || self.date.is_some();
        let by = if has_by { BY + SMALL } else { 0 };
        let top = HEIGHT - 2 * PADDING - by - self.words.height();
        object([
            ("top", Value::from(top)),
            ("height", Value::from(HEIGHT - top)),
            ("words", set(&self.words, top + PADDING)),
            ("name", Value::from(self.name.as_deref())),
            ("role", Value::from(self.role.as_deref())),
            ("date", Value::from(self.date.as_deref())),
            ("y", Value::from(HEIGHT - PADDING - 8)),
        ])
    }
}

/// The site's name beside the date.
fn in_header(site: &str, date: Option<&str>) -> String {
    let date = date.map_or(0, |date| PLAIN.width(date) * SMALL / 1000 + 40);
    one_line(site, &STRONG, COLUMN.saturating_sub(date))
}

/// A text of small letters in one line, shortened to `width`.
fn one_line(text: &str, face: &Face, width: u32) -> String {
    let room = Room {
        width,
        height: 2 * SMALL,
        sizes: &[SMALL],
        most_lines: 1,
    };
    room.shortened(text, face).lines.swap_remove(0)
}

/// Lines with their baselines, the first line below `top`: `{ size, lines: [{ text, y }] }`.
fn set(fitted: &Fitted, top: u32) -> Value {
    let first = top + fitted.size;
    let lines = fitted
        .lines
        .iter()
        .zip((first..).step_by(fitted.leading() as usize));
    let lines =
        lines.map(|(text, y)| object([("text", Value::from(&**text)), ("y", Value::from(y))]));
    object([
        ("size", Value::from(fitted.size)),
        ("lines", Value::from(lines.collect::<Vec<Value>>())),
    ])
}
