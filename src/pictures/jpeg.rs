//! JPEG (ITU-T T.81): its segments, those kept that make the picture.

use super::bytes::{Bytes, be16};
use super::{Clean, Format, Refusal, exif, icc};

/// The segments that make the picture, and what else is known of it.
#[derive(Default)]
struct Found<'b> {
    /// Version and density of the JFIF segment, without its thumbnail.
    jfif: Option<&'b [u8]>,
    /// The Adobe segment, which says what the colour channels are.
    adobe: Option<&'b [u8]>,
    orientation: Option<u8>,
    /// The parts of the colour profile by their numbers.
    profile: Vec<(u8, &'b [u8])>,
    size: Option<(u32, u32)>,
    has_scan: bool,
    /// Tables, frame and scans, as they stand.
    picture: Vec<u8>,
}

pub(super) fn clean(bytes: &[u8]) -> Result<Clean, Refusal> {
    let mut rest = Bytes(bytes);
    rest.take(2)?;
    let mut found = Found {
        picture: Vec::with_capacity(bytes.len()),
        ..Found::default()
    };
    // What stands behind the end is no part of the picture: another one, often uncropped, or a film.
    while !found.segment(&mut rest)? {}
    let (Some((width, height)), true) = (found.size, found.has_scan) else {
        return Err(broken("it has no picture"));
    };
    let orientation = found.orientation.unwrap_or(1);
    let profile = found.profile();
    let (width, height) = exif::turned(width, height, orientation);
    Ok(Clean {
        format: Format::Jpeg,
        width,
        height,
        orientation,
        moves: false,
        bytes: found.written(profile.as_deref()),
        profile,
    })
}

fn broken(why: &'static str) -> Refusal {
    Refusal::Broken(Format::Jpeg, why)
}

impl<'b> Found<'b> {
    /// Reads a segment; whether it was the end.
    fn segment(&mut self, rest: &mut Bytes<'b>) -> Result<bool, Refusal> {
        if rest.byte()? != 0xff {
            return Err(broken("there are bytes between its parts"));
        }
        let mut marker = rest.byte()?;
        while marker == 0xff {
            marker = rest.byte()?;
        }
        match marker {
            0xd9 => return Ok(true),
            0x01 | 0xd0..=0xd7 => return Ok(false),
            _ => {}
        }
        let whole = rest.0;
        let [high, low] = rest.array()?;
        let length = usize::from(u16::from_be_bytes([high, low]));
        let held = rest.take(
            length
                .checked_sub(2)
                .ok_or(broken("a part has no length"))?,
        )?;
        let mut keep = || {
            self.picture.extend([0xff, marker]);
            self.picture.extend(whole.get(..length).unwrap_or_default());
        };
        match marker {
            0xc4 | 0xcc | 0xdb | 0xdc | 0xdd => keep(),
            0xc0..=0xcf => {
                keep();
                let size = be16(held, 3).zip(be16(held, 1));
                let (width, height) = size.ok_or(broken("its size is not given"))?;
                if self.size.is_some() || width == 0 || height == 0 {
                    return Err(broken("it does not have one size"));
                }
                self.size = Some((width.into(), height.into()));
            }
            0xda => {
                keep();
                let length = scan(rest.0)?;
                self.picture.extend(rest.take(length)?);
                self.has_scan = true;
            }
            0xe0 if held.starts_with(b"JFIF\0") && held.len() >= 12 => {
                self.jfif = self.jfif.or(held.get(5..12));
            }
            0xe1 if held.starts_with(b"Exif\0") => {
                self.orientation = self.orientation.or(exif::orientation(held));
            }
            0xe2 if held.starts_with(b"ICC_PROFILE\0") => {
                if let Some((&number, [_, part @ ..])) =
                    held.get(12..).and_then(<[u8]>::split_first)
                {
                    self.profile.push((number, part));
                }
            }
            0xee if held.starts_with(b"Adobe") => self.adobe = self.adobe.or(held.get(5..12)),
            0xe0..=0xef | 0xfe => {}
            _ => return Err(broken("it has parts that no photograph has")),
        }
        Ok(false)
    }

    fn profile(&self) -> Option<Vec<u8>> {
        let mut parts = self.profile.clone();
        parts.sort_by_key(|part| part.0);
        let whole: Vec<u8> = parts.iter().flat_map(|part| part.1).copied().collect();
        icc::reduced(&whole)
    }

    fn written(&self, profile: Option<&[u8]>) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.picture.len() + profile.map_or(0, <[u8]>::len) + 128);
        out.extend([0xff, 0xd8]);
        if let Some(jfif) = self.jfif {
            segment(&mut out, 0xe0, &[b"JFIF\0", jfif, &[0, 0]]);
        }
        if let Some(orientation) = self.orientation {
            segment(&mut out, 0xe1, &[b"Exif\0\0", &exif::block(orientation)]);
        }
        let parts = profile.map_or(0, |profile| profile.len().div_ceil(PROFILE_PART));
        if let (Some(profile), Ok(parts)) = (profile, u8::try_from(parts)) {
            for (number, part) in (1..=parts).zip(profile.chunks(PROFILE_PART)) {
                segment(&mut out, 0xe2, &[b"ICC_PROFILE\0", &[number, parts], part]);
            }
        }
        if let Some(adobe) = self.adobe {
            segment(&mut out, 0xee, &[b"Adobe", adobe]);
        }
        out.extend(&self.picture);
        out.extend([0xff, 0xd9]);
        out
    }
}

/// How many bytes of a colour profile one segment takes.
const PROFILE_PART: usize = 65_519;

fn segment(out: &mut Vec<u8>, marker: u8, parts: &[&[u8]]) {
    let length = 2 + parts.iter().map(|part| part.len()).sum::<usize>();
    out.extend([0xff, marker]);
    out.extend(u16::try_from(length).unwrap_or_default().to_be_bytes());
    parts.iter().for_each(|part| out.extend(*part));
}

/// How long the coded data at the head of `bytes` is: up to the next marker that is neither data nor a restart.
fn scan(bytes: &[u8]) -> Result<usize, Refusal> {
    let mut from = 0;
    loop {
        let rest = bytes.get(from..).unwrap_or_default();
        let at = memchr::memchr(0xff, rest).ok_or(Refusal::CutOff)?;
        match rest.get(at + 1).ok_or(Refusal::CutOff)? {
            0 | 0xd0..=0xd7 => from += at + 2,
            0xff => from += at + 1,
            _ => return Ok(from + at),
        }
    }
}
