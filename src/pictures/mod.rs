//! Pictures: what they tell beside what they show is taken out, and smaller ones are made of them.
//!
//! A photograph tells more than it shows: where and when it was taken, with which device, down to its serial number; and often
//! there is a second, uncropped picture inside. [`clean`] takes that out of a file **without decoding it**: the parts that
//! make the picture are copied, byte for byte, from a list of those that are known to be needed, so that what nobody has heard of
//! yet is left out too. What stays beside them:
//!
//! - which way up the picture is (the orientation, alone in an Exif block of 26 bytes);
//! - the colour profile, reduced to what colours need: a profile may name the device, its maker, and the day it was measured.
//!
//! There is a file for each format, `exif` and `icc` for the two blocks that several have. `scaled` makes the smaller
//! pictures, `store` keeps them between builds, and `gallery` is all of it for a whole site. Nothing here knows a page.

mod bytes;
mod exif;
mod gallery;
mod gif;
mod icc;
mod jpeg;
mod kind;
mod png;
mod scaled;
mod store;
mod svg;
mod webp;

pub use gallery::{Gallery, Shown, Size, prepare};
pub use kind::Format;

use crate::diagnostics::Diagnostic;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

/// How many bytes a picture may have, 64 MiB. The largest photographs of today's cameras have half of that.
pub const MOST_BYTES: u64 = 64 << 20;
/// How many pixels a picture may have, 2²⁶ (67 million): some bytes can unfold into more than the machine can hold.
pub const MOST_PIXELS: u64 = 1 << 26;

/// A picture that tells nothing but what it shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Clean {
    /// How it is written.
    pub format: Format,
    /// Its width in pixels as it is shown; of an SVG what it says, if it does.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// How it must be turned to be shown, 1 to 8 as Exif counts; 1 is upright.
    pub orientation: u8,
    /// Whether it moves.
    pub moves: bool,
    /// Its colour profile, reduced.
    pub profile: Option<Vec<u8>>,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Why a picture can't be published.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It ends in the middle.
    #[error("this picture ends in the middle")]
    CutOff,
    /// It does not hold what its format asks for.
    #[error("this {0} can't be read: {1}")]
    Broken(Format, &'static str),
    /// Its name says another format than its bytes.
    #[error("this file is called `.{ending}`, but it is a {is}")]
    Misnamed {
        /// The ending of its name.
        ending: String,
        /// What it is.
        is: Format,
    },
    /// Its name says a format that its bytes are not in.
    #[error("this file is called `.{0}`, but it is none")]
    NoPicture(String),
    /// A format that can't be cleaned.
    #[error("position and device can't be taken out of this kind of file ({0})")]
    Unknown(&'static str),
    /// It is no longer what it was when the build began.
    #[error("this picture changed during the build")]
    Changed,
    /// Too many bytes.
    #[error("this picture has more than {} MB", MOST_BYTES >> 20)]
    TooManyBytes,
    /// Too many pixels.
    #[error("this picture has {0} × {1} pixels, more than 67 million")]
    TooManyPixels(u32, u32),
}

impl Refusal {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::CutOff => "copy it once more from where it came".into(),
            Self::Broken(..) | Self::NoPicture(_) => {
                "open it in an image editor, and save it once more as JPEG, PNG or WebP".into()
            }
            Self::Misnamed { is, .. } => {
                format!("rename it so that it ends with .{}", is.ending())
            }
            Self::Changed => "build once more".into(),
            Self::Unknown(_) => "save it as JPEG, PNG or WebP".into(),
            Self::TooManyBytes | Self::TooManyPixels(..) => {
                "save it smaller: 2,400 pixels wide is enough for every screen".into()
            }
        }
    }

    /// The report of it, for the file that messages call `shown`.
    #[must_use]
    pub fn report(&self, shown: &str) -> Diagnostic {
        Diagnostic::error("picture", self.to_string())
            .in_file(&Arc::from(shown))
            .help(self.help())
    }
}

/// Takes out of the file named `name` all that it tells beside what it shows. None where it is no picture, by its name and
/// by its bytes.
///
/// The bytes decide, not the name: a photograph that is called `notes.bak` is cleaned too.
///
/// # Errors
/// A [`Refusal`] when it can't be read, is too large, is called what it is not, or is a picture of a kind that is not known here.
pub fn clean(bytes: &[u8], name: &str) -> Result<Option<Clean>, Refusal> {
    let ending = kind::ending(name);
    let Some(format) = kind::recognise(bytes, &ending)? else {
        return Ok(None);
    };
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Refusal::TooManyBytes);
    }
    let clean = match format {
        Format::Jpeg => jpeg::clean(bytes),
        Format::Png => png::clean(bytes),
        Format::Webp => webp::clean(bytes),
        Format::Gif => gif::clean(bytes),
        Format::Svg => svg::clean(bytes),
    }?;
    let pixels = u64::from(clean.width) * u64::from(clean.height);
    if format != Format::Svg && pixels > MOST_PIXELS {
        return Err(Refusal::TooManyPixels(clean.width, clean.height));
    }
    Ok(Some(clean))
}

/// A file's bytes, and what it is if it is a picture.
#[derive(Debug)]
pub enum Loaded {
    /// A picture, cleaned.
    Picture(Clean),
    /// Something else, as it is.
    Other(Vec<u8>),
}

/// Reads the file at `file` and cleans it if it is a picture; one that is too large is not read.
///
/// # Errors
/// When the machine does not give it; inside, the [`Refusal`] of a picture.
pub fn load(file: &Path, name: &str) -> io::Result<Result<Loaded, Refusal>> {
    let mut open = File::open(file)?;
    let length = open.metadata()?.len();
    let mut bytes = Vec::new();
    if length > MOST_BYTES {
        open.by_ref().take(64).read_to_end(&mut bytes)?;
        match kind::recognise(&bytes, &kind::ending(name)) {
            Ok(None) => {}
            Ok(Some(_)) => return Ok(Err(Refusal::TooManyBytes)),
            Err(refusal) => return Ok(Err(refusal)),
        }
    }
    open.read_to_end(&mut bytes)?;
    Ok(clean(&bytes, name).map(|clean| match clean {
        Some(clean) => Loaded::Picture(clean),
        None => Loaded::Other(bytes),
    }))
}
