//! The letters of a card: the font that is compiled into the program, and how wide its letters are.
//!
//! A subset of Literata 3.103 (SIL Open Font License, `fonts/OFL.txt`) without hints: the Latin and Cyrillic letters of
//! European languages, figures and punctuation.

use resvg::usvg::fontdb;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::sync::{Arc, LazyLock};

/// What SVG calls the font.
pub(super) const FAMILY: &str = "Literata";
/// The files.
pub(super) const REGULAR: &[u8] = include_bytes!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/fonts/Literata-Regular.ttf"
));
pub(super) const BOLD: &[u8] = include_bytes!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/fonts/Literata-SemiBold.ttf"
));

/// The characters from here on have no glyph.
const BEYOND: u32 = 0x2600;
const NO_GLYPH: u16 = u16::MAX;

/// How wide the letters of a face are.
pub(super) struct Face {
    /// By character, in thousandths of the size of the letters.
    advances: Vec<u16>,
}

/// Letters of usual weight.
pub(super) static PLAIN: LazyLock<Face> = LazyLock::new(|| Face::read(REGULAR));
/// Semibold ones.
pub(super) static STRONG: LazyLock<Face> = LazyLock::new(|| Face::read(BOLD));

/// The font as `resvg` takes it: no other is looked for.
pub(super) static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for file in [REGULAR, BOLD] {
        fonts.load_font_source(fontdb::Source::Binary(Arc::new(file)));
    }
    fonts.set_serif_family(FAMILY);
    fonts.set_sans_serif_family(FAMILY);
    Arc::new(fonts)
});

impl Face {
    fn read(file: &[u8]) -> Self {
        let Ok(font) = FontRef::new(file) else {
            // No letter is known, and so no card is drawn.
            return Self {
                advances: Vec::new(),
            };
        };
        let letters = font.charmap();
        let metrics = font.glyph_metrics(Size::new(1000.0), LocationRef::default());
        let advance = |code| {
            let glyph = letters.map(char::from_u32(code)?)?;
            let width = metrics.advance_width(glyph)?.round();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a letter is neither 60 times as wide as high, nor less than nothing"
            )]
            Some(width.clamp(0.0, 60_000.0) as u16)
        };
        Self {
            advances: (0..BEYOND)
                .map(|code| advance(code).unwrap_or(NO_GLYPH))
                .collect(),
        }
    }

    /// How wide a character is; none where the font does not have it.
    pub(super) fn advance(&self, c: char) -> Option<u32> {
        let advance = *self.advances.get(c as usize)?;
        (advance != NO_GLYPH).then_some(advance.into())
    }

    /// Whether the font has all letters of a text.
    pub(super) fn has(&self, text: &str) -> bool {
        text.chars().all(|c| self.advance(c).is_some())
    }

    /// How wide a text is, in thousandths of the size of the letters. Pairs of letters that are drawn closer count as if they
    /// were not.
    pub(super) fn width(&self, text: &str) -> u32 {
        text.chars().filter_map(|c| self.advance(c)).sum()
    }
}
