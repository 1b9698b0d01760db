//! Exif: which way up a picture is, and nothing else (JEITA CP-3451; TIFF 6.0).

use super::bytes::{be16, be32};

/// The tag of the orientation, in the first directory.
const ORIENTATION: u16 = 0x0112;
/// The type of a number of two bytes.
const SHORT: u16 = 3;

/// The orientation, 2 to 8, that an Exif block gives; none where the picture stands upright, or the block can't be read.
pub(super) fn orientation(block: &[u8]) -> Option<u8> {
    let block = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
    let little = match block.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| be16(block, at).map(|n| if little { n.swap_bytes() } else { n });
    let long = |at: usize| be32(block, at).map(|n| if little { n.swap_bytes() } else { n });
    let directory = usize::try_from(long(4)?).ok()?;
    for entry in 0..usize::from(short(directory)?) {
        let at = directory.checked_add(2 + 12 * entry)?;
        if short(at)? == ORIENTATION && short(at + 2)? == SHORT {
            let value = u8::try_from(short(at + 8)?).ok()?;
            return (2..=8).contains(&value).then_some(value);
        }
    }
    None
}

/// An Exif block, without the marker that JPEG puts before it, that says the orientation alone.
pub(super) fn block(orientation: u8) -> [u8; 26] {
    let mut block = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    block[19] = orientation;
    block
}

/// The width and height as shown, of a picture that is stored with these.
pub(super) fn turned(width: u32, height: u32, orientation: u8) -> (u32, u32) {
    match orientation {
        5..=8 => (height, width),
        _ => (width, height),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for way in 2..=8 {
            assert_eq!(orientation(&block(way)), Some(way));
        }
        for way in [0, 1, 9, 255] {
            assert_eq!(orientation(&block(way)), None);
        }
        for end in 0..20 {
            assert_eq!(orientation(&block(6)[..end]), None, "{end}");
        }
    }

    #[test]
    fn low_byte_first() {
        let block = b"Exif\0\0II*\0\x0a\0\0\0xx\x02\0\x0f\x01\x02\0\x01\0\0\0abcd\x12\x01\x03\0\x01\0\0\0\x08\0\0\0";
        assert_eq!(orientation(block), Some(8));
    }
}
