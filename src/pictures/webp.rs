//! WebP (RFC 9649): its chunks, those kept that make the picture.

use super::bytes::Bytes;
use super::{Clean, Format, Refusal, exif, icc};

/// Flags of an extended file: what chunks it has.
const PROFILE: u8 = 0x20;
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;
const MOVES: u8 = 0x02;

/// What the chunks gave.
#[derive(Default)]
struct Found {
    /// The head of an extended file: flags, and the size less one.
    extended: Option<[u8; 10]>,
    size: Option<(u32, u32)>,
    orientation: Option<u8>,
    profile: Option<Vec<u8>>,
    has_data: bool,
    picture: Vec<u8>,
}

pub(super) fn clean(bytes: &[u8]) -> Result<Clean, Refusal> {
    let mut rest = Bytes(bytes);
    rest.take(4)?;
    let length = u32::from_le_bytes(rest.array()?) as usize;
    // What stands behind the end is no part of the picture. Some programs leave out the last byte, which fills up to an even number.
    let mut rest = match rest.0.split_at_checked(length) {
        Some((inside, _)) => Bytes(inside),
        None if rest.0.len() + 1 == length => rest,
        None => return Err(Refusal::CutOff),
    };
    rest.take(4)?;
    let mut found = Found {
        picture: Vec::with_capacity(bytes.len()),
        ..Found::default()
    };
    while !rest.is_empty() {
        let (name, data) = chunk(&mut rest)?;
        found.chunk(name, data)?;
    }
    let (Some((width, height)), true) = (found.size, found.has_data) else {
        return Err(broken("it has no picture"));
    };
    let orientation = found.orientation.unwrap_or(1);
    let moves = found.extended.is_some_and(|head| head[0] & MOVES != 0);
    let bytes = found.written();
    let (width, height) = exif::turned(width, height, orientation);
    Ok(Clean {
        format: Format::Webp,
        width,
        height,
        orientation,
        moves,
        profile: found.profile,
        bytes,
    })
}

fn broken(why: &'static str) -> Refusal {
    Refusal::Broken(Format::Webp, why)
}

/// The next chunk's name and data.
fn chunk<'b>(rest: &mut Bytes<'b>) -> Result<([u8; 4], &'b [u8]), Refusal> {
    let name = rest.array()?;
    let length = u32::from_le_bytes(rest.array()?) as usize;
    let data = rest.take(length)?;
    if length % 2 == 1 && !rest.is_empty() {
        rest.take(1)?;
    }
    Ok((name, data))
}

fn write(out: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    out.extend(name);
    out.extend(u32::try_from(data.len()).unwrap_or_default().to_le_bytes());
    out.extend(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
}

impl Found {
    fn chunk(&mut self, name: [u8; 4], data: &[u8]) -> Result<(), Refusal> {
        match &name {
            b"VP8X" => {
                let head: &[u8; 10] = data.first_chunk().ok_or(broken("its head is damaged"))?;
                self.extended = Some(*head);
                let number =
                    |at: usize| 1 + u32::from_le_bytes([head[at], head[at + 1], head[at + 2], 0]);
                self.size = Some((number(4), number(7)));
            }
            b"VP8 " | b"VP8L" => {
                let size = match name[3] {
                    b'L' => lossless_size(data),
                    _ => lossy_size(data),
                };
                let size = size.ok_or(broken("its picture is damaged"))?;
                self.size = self.size.or(Some(size));
                self.has_data = true;
                write(&mut self.picture, &name, data);
            }
            b"ALPH" | b"ANIM" => write(&mut self.picture, &name, data),
            b"ANMF" => {
                let mut rest = Bytes(data);
                let mut frame = rest.take(16)?.to_vec();
                while !rest.is_empty() {
                    let (name, data) = chunk(&mut rest)?;
                    if matches!(&name, b"ALPH" | b"VP8 " | b"VP8L") {
                        write(&mut frame, &name, data);
                    }
                }
                self.has_data = true;
                write(&mut self.picture, &name, &frame);
            }
            b"EXIF" => self.orientation = self.orientation.or(exif::orientation(data)),
            b"ICCP" => self.profile = self.profile.take().or(icc::reduced(data)),
            // XMP, and what programs have made up for themselves.
            _ => {}
        }
        Ok(())
    }

    fn written(&self) -> Vec<u8> {
        let mut chunks = b"WEBP".to_vec();
        if let Some(mut head) = self.extended {
            head[0] &= !(PROFILE | EXIF | XMP);
            if self.profile.is_some() {
                head[0] |= PROFILE;
            }
            if self.orientation.is_some() {
                head[0] |= EXIF;
            }
            head[1..4].fill(0);
            write(&mut chunks, b"VP8X", &head);
            if let Some(profile) = &self.profile {
                write(&mut chunks, b"ICCP", profile);
            }
        }
        chunks.extend(&self.picture);
        if let (Some(orientation), Some(_)) = (self.orientation, self.extended) {
            write(&mut chunks, b"EXIF", &exif::block(orientation));
        }
        let mut out = b"RIFF".to_vec();
        out.extend(
            u32::try_from(chunks.len())
                .unwrap_or_default()
                .to_le_bytes(),
        );
        out.append(&mut chunks);
        out
    }
}

fn lossy_size(data: &[u8]) -> Option<(u32, u32)> {
    let frame = data.get(3..10)?;
    if frame.get(..3)? != [0x9d, 0x01, 0x2a] {
        return None;
    }
    let number = |at: usize| u32::from(u16::from_le_bytes([frame[at], frame[at + 1]]) & 0x3fff);
    Some((number(3), number(5))).filter(|&(width, height)| width > 0 && height > 0)
}

fn lossless_size(data: &[u8]) -> Option<(u32, u32)> {
    let (&0x2f, rest) = data.split_first()? else {
        return None;
    };
    let bits = u32::from_le_bytes(*rest.first_chunk()?);
    Some((1 + (bits & 0x3fff), 1 + (bits >> 14 & 0x3fff)))
}
