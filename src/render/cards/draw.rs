//! SVG to PNG.

use super::face::{FAMILY, FONTS};
use super::{HEIGHT, WIDTH};
use ahash::AHashMap;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};
use std::sync::Arc;

/// The most colours of a card. Letters of three colours with their soft edges have some hundred, of which no eye tells more apart.
const COLOURS: usize = 64;

/// Draws `svg` on white, as a PNG of [`WIDTH`] × [`HEIGHT`]. Nothing outside it is read: no file, no font of the machine.
///
/// # Errors
/// What is wrong with it.
pub(super) fn png(svg: &str) -> Result<Vec<u8>, String> {
    let options = Options {
        font_family: FAMILY.into(),
        fontdb: Arc::clone(&FONTS),
        image_href_resolver: ImageHrefResolver {
            resolve_data: ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let mut pixels = Pixmap::new(WIDTH, HEIGHT).ok_or("it has no room")?;
    pixels.fill(Color::WHITE);
    let size = tree.size();
    #[expect(clippy::cast_precision_loss, reason = "a thousand is no large number")]
    let scale = Transform::from_scale(WIDTH as f32 / size.width(), HEIGHT as f32 / size.height());
    resvg::render(&tree, scale, &mut pixels.as_mut());
    encode(pixels.data()).map_err(|error| error.to_string())
}

/// Opaque pixels of four bytes as a PNG with a palette.
fn encode(pixels: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let colour = |pixel: &[u8]| match *pixel {
        [red, green, blue, _] => [red, green, blue],
        _ => [0; 3],
    };
    let mut counts: AHashMap<[u8; 3], u32> = AHashMap::new();
    for pixel in pixels.chunks_exact(4) {
        *counts.entry(colour(pixel)).or_default() += 1;
    }
    let (palette, places) = palette(&counts);
    let indices: Vec<u8> = pixels
        .chunks_exact(4)
        .map(|pixel| places.get(&colour(pixel)).copied().unwrap_or(0))
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&indices)?;
    writer.finish()?;
    Ok(bytes)
}

/// The colours of the palette, and which of them each colour becomes: of colours that are alike, the one that is most seen.
fn palette(counts: &AHashMap<[u8; 3], u32>) -> (Vec<[u8; 3]>, AHashMap<[u8; 3], u8>) {
    let mut colours: Vec<([u8; 3], u32)> = counts.iter().map(|(&of, &seen)| (of, seen)).collect();
    for bits in 0..8 {
        let kin = |colour: [u8; 3]| colour.map(|channel| channel >> bits);
        colours
            .sort_unstable_by_key(|&(colour, seen)| (kin(colour), std::cmp::Reverse(seen), colour));
        let families = colours.chunk_by(|a, b| kin(a.0) == kin(b.0));
        if bits < 7 && families.clone().count() > COLOURS {
            continue;
        }
        let mut palette = Vec::new();
        let mut places = AHashMap::with_capacity(colours.len());
        for (place, family) in (0..=u8::MAX).zip(families) {
            palette.extend(family.first().map(|&(colour, _)| colour));
            places.extend(family.iter().map(|&(colour, _)| (colour, place)));
        }
        return (palette, places);
    }
    (vec![[255; 3]], AHashMap::new())
}
