//! Smaller pictures of a picture, for smaller screens.

use super::{Clean, Format};
use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use std::borrow::Cow;
use std::io::Cursor;

/// How wide smaller pictures are. A column of text is 576 pixels wide, on the finest screens three times as many.
const WIDTHS: [u32; 5] = [480, 800, 1200, 1600, 2000];
/// A wider picture is published only in these sizes.
const WIDEST: u32 = 2200;
/// Of JPEG, 1 to 100: where photographs of this size show no loss.
const QUALITY: u8 = 80;

/// A smaller picture.
pub(super) struct Scaled {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) format: Format,
    pub(super) bytes: Vec<u8>,
}

/// Whether a picture is itself published beside the smaller ones.
pub(super) fn is_published(picture: &Clean, any_smaller: bool) -> bool {
    picture.width <= WIDEST || !any_smaller
}

/// The smaller pictures of a picture, smallest first. None of one that moves or is drawn, of one that can't be decoded, and
/// none that is no smaller in bytes than a picture which is published as it is.
pub(super) fn scaled(picture: &Clean) -> Vec<Scaled> {
    // One that is almost as wide saves nothing.
    let limit = u64::from(picture.width) * 9 / 10;
    let widths: Vec<u32> = WIDTHS
        .into_iter()
        .filter(|&width| u64::from(width) <= limit)
        .collect();
    if picture.moves || widths.is_empty() {
        return Vec::new();
    }
    let Some(whole) = Pixels::decode(picture) else {
        return Vec::new();
    };
    let smaller = widths.into_iter().filter_map(|width| {
        let height = u64::from(picture.height) * u64::from(width) / u64::from(picture.width);
        let height = u32::try_from(height).ok()?.max(1);
        let is_turned = picture.orientation >= 5;
        let (w, h) = if is_turned {
            (height, width)
        } else {
            (width, height)
        };
        let pixels = whole.resized(w, h)?.turned(picture.orientation);
        let (format, bytes) = pixels.encode(picture)?;
        Some(Scaled {
            width,
            height,
            format,
            bytes,
        })
    });
    let mut smaller: Vec<Scaled> = smaller.collect();
    if is_published(picture, true) {
        smaller.retain(|scaled| scaled.bytes.len() < picture.bytes.len());
    }
    smaller
}

/// A decoded picture: rows of pixels of 1 to 4 bytes: grey, grey and alpha, colours, colours and alpha.
struct Pixels<'p> {
    width: u32,
    height: u32,
    channels: usize,
    data: Cow<'p, [u8]>,
}

impl Pixels<'_> {
    fn decode(picture: &Clean) -> Option<Self> {
        let bytes = Cursor::new(&*picture.bytes);
        match picture.format {
            Format::Jpeg => {
                let mut decoder = zune_jpeg::JpegDecoder::new(bytes);
                let data = decoder.decode().ok()?;
                let info = decoder.info()?;
                Self::new(info.width.into(), info.height.into(), data)
            }
            Format::Png => {
                let mut decoder = png::Decoder::new(bytes);
                decoder.set_transformations(png::Transformations::normalize_to_color8());
                let mut reader = decoder.read_info().ok()?;
                let mut data = vec![0; reader.output_buffer_size()?];
                let info = reader.next_frame(&mut data).ok()?;
                data.truncate(info.buffer_size());
                Self::new(info.width, info.height, data)
            }
            Format::Webp => {
                let mut decoder = image_webp::WebPDecoder::new(bytes).ok()?;
                let (width, height) = decoder.dimensions();
                let mut data = vec![0; decoder.output_buffer_size()?];
                decoder.read_image(&mut data).ok()?;
                Self::new(width, height, data)
            }
            Format::Gif | Format::Svg => None,
        }
    }

    fn new(width: u32, height: u32, data: Vec<u8>) -> Option<Self> {
        let pixels = (width as usize).checked_mul(height as usize)?;
        let channels = data.len().checked_div(pixels)?;
        (data.len() == pixels * channels && (1..=4).contains(&channels)).then_some(Self {
            width,
            height,
            channels,
            data: data.into(),
        })
    }

    fn resized(&self, width: u32, height: u32) -> Option<Self> {
        let kind = match self.channels {
            1 => PixelType::U8,
            2 => PixelType::U8x2,
            3 => PixelType::U8x3,
            _ => PixelType::U8x4,
        };
        let from =
            fast_image_resize::images::ImageRef::new(self.width, self.height, &self.data, kind);
        let mut to = Image::new(width, height, kind);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
        Resizer::new().resize(&from.ok()?, &mut to, &options).ok()?;
        Self::new(width, height, to.into_vec())
    }

    /// The picture as it is seen, of one that is stored with this orientation.
    fn turned(self, orientation: u8) -> Self {
        if orientation <= 1 {
            return self;
        }
        let (width, height) = (self.width as usize, self.height as usize);
        let (w, h) = super::exif::turned(self.width, self.height, orientation);
        let mut data = Vec::with_capacity(self.data.len());
        for y in 0..h as usize {
            for x in 0..w as usize {
                let (right, down) = (width.saturating_sub(1), height.saturating_sub(1));
                let (from_x, from_y) = match orientation {
                    2 => (right - x, y),
                    3 => (right - x, down - y),
                    4 => (x, down - y),
                    5 => (y, x),
                    6 => (y, down - x),
                    7 => (right - y, down - x),
                    _ => (right - y, x),
                };
                let at = (from_y * width + from_x) * self.channels;
                data.extend(self.data.get(at..at + self.channels).unwrap_or_default());
            }
        }
        Self {
            width: w,
            height: h,
            channels: self.channels,
            data: data.into(),
        }
    }

    /// A photograph as JPEG, anything else as PNG.
    fn encode(&self, picture: &Clean) -> Option<(Format, Vec<u8>)> {
        let has_alpha = self.channels.is_multiple_of(2);
        let is_grey = self.channels < 3;
        let profile = picture.profile.as_deref().filter(|profile| {
            let space = if is_grey { b"GRAY" } else { b"RGB " };
            profile.get(16..20) == Some(space)
        });
        let mut bytes = Vec::new();
        if picture.format == Format::Png || has_alpha {
            let mut info = png::Info::with_size(self.width, self.height);
            info.bit_depth = png::BitDepth::Eight;
            info.color_type = match self.channels {
                1 => png::ColorType::Grayscale,
                2 => png::ColorType::GrayscaleAlpha,
                3 => png::ColorType::Rgb,
                _ => png::ColorType::Rgba,
            };
            info.icc_profile = profile.map(Cow::Borrowed);
            let mut encoder = png::Encoder::with_info(&mut bytes, info).ok()?;
            encoder.set_compression(png::Compression::High);
            let mut writer = encoder.write_header().ok()?;
            writer.write_image_data(&self.data).ok()?;
            writer.finish().ok()?;
            return Some((Format::Png, bytes));
        }
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, QUALITY);
        encoder.set_progressive(true);
        encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
        if let Some(profile) = profile {
            encoder.add_icc_profile(profile).ok()?;
        }
        let kind = if is_grey {
            jpeg_encoder::ColorType::Luma
        } else {
            jpeg_encoder::ColorType::Rgb
        };
        let (width, height) = (self.width.try_into().ok()?, self.height.try_into().ok()?);
        encoder.encode(&self.data, width, height, kind).ok()?;
        Some((Format::Jpeg, bytes))
    }
}
