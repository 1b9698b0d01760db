//! PNG and APNG (W3C, Portable Network Graphics, third edition): its chunks, those kept that make the picture.

use super::bytes::{Bytes, be32};
use super::{Clean, Format, Refusal, exif, icc};
use flate2::Compression;
use flate2::read::{ZlibDecoder, ZlibEncoder};
use std::io::Read;

const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";

/// The chunks that say what the picture looks like. Those with words, times, and another picture in small are not among
/// them, nor any that a program has made up for itself.
const KEPT: [&[u8; 4]; 16] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sRGB", b"sBIT", b"bKGD",
    b"cICP", b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT",
];

/// Larger colour profiles are for print: 4 MiB.
const MOST_PROFILE: u64 = 4 << 20;

pub(super) fn clean(bytes: &[u8]) -> Result<Clean, Refusal> {
    let mut rest = Bytes(bytes);
    rest.take(SIGNATURE.len())?;
    let mut size = None;
    let mut orientation = None;
    let mut profile = None;
    let mut moves = false;
    let mut has_data = false;
    let mut picture = Vec::with_capacity(bytes.len());
    let mut head = &[][..];
    // Behind the end some programs leave what was cut off the picture.
    loop {
        let whole = rest.0;
        let length = u32::from_be_bytes(rest.array()?) as usize;
        let name: [u8; 4] = rest.array()?;
        let data = rest.take(length)?;
        let sum = u32::from_be_bytes(rest.array()?);
        let whole = whole.get(..length.saturating_add(12)).unwrap_or_default();
        if crc32fast::hash(whole.get(4..length + 8).unwrap_or_default()) != sum {
            return Err(broken("a part of it is damaged"));
        }
        if size.is_none() != (&name == b"IHDR") {
            return Err(broken("it does not begin with one size"));
        }
        match &name {
            b"IHDR" => {
                let given = be32(data, 0).zip(be32(data, 4));
                let given = given.filter(|&(width, height)| width > 0 && height > 0);
                size = Some(given.ok_or(broken("it has no size"))?);
                head = whole;
                continue;
            }
            b"IDAT" => has_data = true,
            b"acTL" => moves = be32(data, 0).is_some_and(|frames| frames > 1),
            b"eXIf" => orientation = orientation.or(exif::orientation(data)),
            b"iCCP" => profile = profile.or(unpacked(data).as_deref().and_then(icc::reduced)),
            _ => {}
        }
        if KEPT.contains(&&name) {
            picture.extend(whole);
        } else if name[0].is_ascii_uppercase() {
            return Err(broken("it has parts that no picture has"));
        }
        if &name == b"IEND" {
            break;
        }
    }
    let (Some((width, height)), true) = (size, has_data) else {
        return Err(broken("it has no picture"));
    };
    let mut out = [&SIGNATURE[..], head].concat();
    if let Some(profile) = &profile {
        chunk(
            &mut out,
            b"iCCP",
            &[&b"c\0\0"[..], &packed(profile)].concat(),
        );
    }
    if let Some(orientation) = orientation {
        chunk(&mut out, b"eXIf", &exif::block(orientation));
    }
    out.append(&mut picture);
    let orientation = orientation.unwrap_or(1);
    let (width, height) = exif::turned(width, height, orientation);
    Ok(Clean {
        format: Format::Png,
        width,
        height,
        orientation,
        moves,
        profile,
        bytes: out,
    })
}

fn broken(why: &'static str) -> Refusal {
    Refusal::Broken(Format::Png, why)
}

fn chunk(out: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    out.extend(u32::try_from(data.len()).unwrap_or_default().to_be_bytes());
    out.extend(name);
    out.extend(data);
    let mut sum = crc32fast::Hasher::new();
    sum.update(name);
    sum.update(data);
    out.extend(sum.finalize().to_be_bytes());
}

/// The profile in an `iCCP` chunk: a name, a zero, the method, and the packed profile.
fn unpacked(data: &[u8]) -> Option<Vec<u8>> {
    let at = memchr::memchr(0, data)?;
    let mut profile = Vec::new();
    let unpack = ZlibDecoder::new(data.get(at + 2..)?);
    unpack.take(MOST_PROFILE).read_to_end(&mut profile).ok()?;
    Some(profile)
}

fn packed(profile: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    // Reading from a slice into memory does not fail.
    let _ = ZlibEncoder::new(profile, Compression::best()).read_to_end(&mut packed);
    packed
}
