//! Text broken into lines, as large as its room allows.

use super::face::Face;

/// Where a text is to stand. All in pixels.
pub(super) struct Room<'r> {
    pub(super) width: u32,
    pub(super) height: u32,
    /// The sizes of letters that are tried, largest first.
    pub(super) sizes: &'r [u32],
    pub(super) most_lines: usize,
}

/// A text in lines.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fitted {
    /// The size of its letters, in pixels.
    pub(super) size: u32,
    pub(super) lines: Vec<String>,
}

impl Fitted {
    /// From one line to the next.
    pub(super) fn leading(&self) -> u32 {
        leading(self.size)
    }

    pub(super) fn height(&self) -> u32 {
        let lines = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        lines.saturating_mul(self.leading())
    }
}

impl Room<'_> {
    /// How many lines of letters of this size have room.
    fn lines(&self, size: u32) -> usize {
        let lines = self.height / leading(size).max(1);
        self.most_lines.min(lines as usize)
    }

    /// The width in thousandths of the size of letters, less what kerning may add.
    fn units(&self, size: u32) -> u32 {
        self.width * 985 / size.max(1)
    }

    /// The whole text at the largest size that fits; none where it does not.
    pub(super) fn whole(&self, text: &str, face: &Face) -> Option<Fitted> {
        self.sizes.iter().find_map(|&size| {
            let units = self.units(size);
            let lines = broken(text, face, units);
            (lines.len() <= self.lines(size)).then(|| Fitted {
                size,
                lines: balanced(text, face, units, lines.len()),
            })
        })
    }

    /// The text, and if not all of it fits at the smallest size, as many words as do, with an ellipsis.
    pub(super) fn shortened(&self, text: &str, face: &Face) -> Fitted {
        if let Some(whole) = self.whole(text, face) {
            return whole;
        }
        let size = self.sizes.last().copied().unwrap_or(1);
        let mut lines = broken(text, face, self.units(size));
        lines.truncate(self.lines(size).max(1));
        if let Some(last) = lines.last_mut() {
            let limit = self.units(size);
            let kept = last.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
            last.truncate(kept);
            while face.width(last) + face.width("…") > limit {
                let cut = last.trim_end().rfind(' ');
                let cut = cut.or_else(|| last.char_indices().next_back().map(|(at, _)| at));
                let kept =
                    last[..cut.unwrap_or(0)].trim_end_matches(|c: char| !c.is_alphanumeric());
                last.truncate(kept.len());
                if last.is_empty() {
                    break;
                }
            }
            last.push('…');
        }
        Fitted { size, lines }
    }
}

fn leading(size: u32) -> u32 {
    size * 5 / 4
}

/// A text in lines of `limit` at most: between words, and within one that is wider than a line.
fn broken(text: &str, face: &Face, limit: u32) -> Vec<String> {
    let space = face.width(" ");
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut filled = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let width = face.width(word);
        if !line.is_empty() && filled + space + width <= limit {
            line.push(' ');
            line.push_str(word);
            filled += space + width;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        filled = 0;
        for c in word.chars() {
            let advance = face.advance(c).unwrap_or(0);
            if filled + advance > limit && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                filled = 0;
            }
            line.push(c);
            filled += advance;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The same number of lines, as even as they can be.
fn balanced(text: &str, face: &Face, limit: u32, count: usize) -> Vec<String> {
    let (mut narrow, mut wide) = (limit / 2, limit);
    while wide - narrow > 100 {
        let middle = u32::midpoint(narrow, wide);
        if broken(text, face, middle).len() <= count {
            wide = middle;
        } else {
            narrow = middle;
        }
    }
    let lines = broken(text, face, wide);
    // A word that is broken for evenness' sake is worse than a short line.
    let words = |lines: &[String]| lines.join(" ").len();
    let even = words(&lines) == text.len();
    if even {
        lines
    } else {
        broken(text, face, limit)
    }
}

#[cfg(test)]
mod tests {
    use super::super::face::{PLAIN, STRONG};
    use super::*;
    use proptest::prelude::*;

    const ROOM: Room = Room {
        width: 1040,
        height: 200,
        sizes: &[56, 48, 40, 36],
        most_lines: 3,
    };

    #[test]
    fn a_short_text_is_large_and_a_long_one_small() {
        let short = ROOM.whole("Bridge opens", &STRONG);
        assert_eq!(short.map(|fitted| fitted.size), Some(56));
        let long = "The bridge over the Orla opens again after ten months, \
                    and the mayor of Vestra says that no flood will close it once more";
        let fitted = ROOM.whole(long, &STRONG);
        let lines = fitted.map(|fitted| (fitted.size, fitted.lines.len()));
        assert_eq!(lines, Some((48, 3)));
        assert_eq!(ROOM.whole(&long.repeat(5), &STRONG), None);
    }

    #[test]
    fn lines_are_even() {
        let text = "Ten months after the flood the bridge over the Orla is open";
        let fitted = ROOM.shortened(text, &STRONG);
        let widths: Vec<u32> = fitted.lines.iter().map(|line| STRONG.width(line)).collect();
        assert!(
            fitted.lines.len() == 2 && widths[0].abs_diff(widths[1]) < 4000,
            "{fitted:?}"
        );
    }

    proptest! {
        #[test]
        fn nothing_stands_out(text in "[A-Za-zа-яé“”—.,]{0,90}( [a-zа-яW]{1,14}){0,60}") {
            let fitted = ROOM.shortened(&text, &PLAIN);
            prop_assert!(fitted.lines.len() <= 3 && fitted.height() <= ROOM.height);
            for line in &fitted.lines {
                prop_assert!(PLAIN.width(line) * fitted.size <= ROOM.width * 1000, "{line}");
            }
            if let Some(whole) = ROOM.whole(&text, &PLAIN) {
                let letters = |text: &str| text.replace(' ', "");
                prop_assert_eq!(letters(&whole.lines.concat()), letters(&text));
            }
        }
    }
}
