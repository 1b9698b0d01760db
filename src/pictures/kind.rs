//! What a file is: by its first bytes, and by its name.

use super::Refusal;
use std::fmt;

/// A format that pictures are published in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG, and APNG.
    Png,
    /// WebP.
    Webp,
    /// GIF.
    Gif,
    /// SVG.
    Svg,
}

impl Format {
    /// The ending of its files' names.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Svg => "svg",
        }
    }

    /// The format that an ending means.
    fn of(ending: &str) -> Option<Self> {
        match ending {
            "jpg" | "jpeg" | "jpe" | "jfif" => Some(Self::Jpeg),
            "png" | "apng" => Some(Self::Png),
            "webp" => Some(Self::Webp),
            "gif" => Some(Self::Gif),
            "svg" => Some(Self::Svg),
            _ => None,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
            Self::Svg => "SVG",
        })
    }
}

/// The ending of a name, in small letters; empty where there is none.
pub(super) fn ending(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.to_lowercase()
}

/// The format of a file; none where it is no picture.
pub(super) fn recognise(bytes: &[u8], ending: &str) -> Result<Option<Format>, Refusal> {
    if let Some(foreign) = foreign(bytes).or_else(|| foreign_ending(ending)) {
        return Err(Refusal::Unknown(foreign));
    }
    let called = Format::of(ending);
    match (signature(bytes), called) {
        (Some(is), Some(called)) if is != called => Err(Refusal::Misnamed {
            ending: ending.into(),
            is,
        }),
        (Some(is), _) => Ok(Some(is)),
        // An SVG has no signature: what reads it decides.
        (None, Some(Format::Svg)) => Ok(Some(Format::Svg)),
        (None, Some(called)) => Err(match is_start_of(called, bytes) {
            true => Refusal::CutOff,
            false => Refusal::NoPicture(ending.into()),
        }),
        (None, None) => Ok(None),
    }
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

fn signature(bytes: &[u8]) -> Option<Format> {
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Some(Format::Jpeg)
    } else if bytes.starts_with(PNG) {
        Some(Format::Png)
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        Some(Format::Gif)
    } else {
        is_webp.then_some(Format::Webp)
    }
}

/// Whether a file that is too short for a signature begins with the beginning of one.
fn is_start_of(format: Format, bytes: &[u8]) -> bool {
    match format {
        Format::Jpeg => [0xff, 0xd8, 0xff].starts_with(bytes),
        Format::Png => PNG.starts_with(bytes),
        Format::Gif => b"GIF87a".starts_with(bytes) || b"GIF89a".starts_with(bytes),
        Format::Webp => bytes.len() < 12 && b"RIFF".starts_with(bytes.get(..4).unwrap_or(bytes)),
        Format::Svg => false,
    }
}

/// Pictures of kinds that can't be cleaned, by their bytes.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    if bytes.get(4..8) == Some(b"ftyp") {
        return match bytes.get(8..12)? {
            b"avif" | b"avis" => Some("AVIF"),
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => {
                Some("HEIC")
            }
            b"crx " => Some("raw"),
            _ => None,
        };
    }
    let starts = |with: &[u8]| bytes.starts_with(with);
    if starts(b"II*\0") || starts(b"MM\0*") || starts(b"II+\0") || starts(b"MM\0+") {
        Some("TIFF or raw")
    } else if starts(b"IIRO") || starts(b"IIU\0") || starts(b"FUJIFILMCCD") || starts(b"FOVb") {
        Some("raw")
    } else if starts(&[0xff, 0x0a]) || starts(b"\0\0\0\x0cJXL ") {
        Some("JPEG XL")
    } else if starts(b"\0\0\0\x0cjP  ") || starts(&[0xff, 0x4f, 0xff, 0x51]) {
        Some("JPEG 2000")
    } else {
        starts(b"8BPS").then_some("Photoshop")
    }
}

/// The same by the name.
fn foreign_ending(ending: &str) -> Option<&'static str> {
    match ending {
        "heic" | "heif" | "hif" => Some("HEIC"),
        "avif" => Some("AVIF"),
        "tif" | "tiff" => Some("TIFF"),
        "jxl" => Some("JPEG XL"),
        "jp2" | "j2k" => Some("JPEG 2000"),
        "psd" => Some("Photoshop"),
        "svgz" => Some("compressed SVG"),
        "dng" | "cr2" | "cr3" | "nef" | "arw" | "raf" | "orf" | "rw2" | "pef" | "srw" => {
            Some("raw")
        }
        _ => None,
    }
}
