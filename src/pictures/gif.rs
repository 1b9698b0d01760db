//! GIF (CompuServe, GIF89a): its blocks, those kept that make the picture.

use super::bytes::Bytes;
use super::{Clean, Format, Refusal};

/// The application whose block says how often the picture is shown.
const LOOP: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

pub(super) fn clean(bytes: &[u8]) -> Result<Clean, Refusal> {
    let mut rest = Bytes(bytes);
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(rest.take(6)?);
    let screen = rest.array::<7>()?;
    out.extend(screen);
    out.extend(rest.take(table(screen[4]))?);
    let number = |at: usize| u32::from(u16::from_le_bytes([screen[at], screen[at + 1]]));
    let (width, height) = (number(0), number(2));
    let mut frames = 0_usize;
    loop {
        match rest.byte()? {
            0x3b => break,
            0x2c => {
                frames += 1;
                let image = rest.array::<9>()?;
                out.push(0x2c);
                out.extend(image);
                out.extend(rest.take(table(image[8]))?);
                out.push(rest.byte()?);
                out.extend(blocks(&mut rest)?);
            }
            0x21 => {
                let label = rest.byte()?;
                let held = blocks(&mut rest)?;
                let is_loop = LOOP.iter().any(|name| held.get(1..12) == Some(name));
                match label {
                    0xf9 => {
                        out.extend([0x21, label]);
                        out.extend(held);
                    }
                    // The first block behind the name: a one, and how often.
                    0xff if is_loop && held.get(12..14) == Some(&[3, 1]) => {
                        out.extend([0x21, label]);
                        out.extend(held.get(..16).unwrap_or_default());
                        out.push(0);
                    }
                    // Comments, words, and what programs have made up for themselves.
                    _ => {}
                }
            }
            _ => return Err(broken("there are bytes between its parts")),
        }
    }
    if frames == 0 || width == 0 || height == 0 {
        return Err(broken("it has no picture"));
    }
    out.push(0x3b);
    Ok(Clean {
        format: Format::Gif,
        width,
        height,
        orientation: 1,
        moves: frames > 1,
        profile: None,
        bytes: out,
    })
}

fn broken(why: &'static str) -> Refusal {
    Refusal::Broken(Format::Gif, why)
}

/// How long the table of colours is that `flags` announce.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

/// A run of blocks, each with its length before it, up to and with an empty one.
fn blocks<'b>(rest: &mut Bytes<'b>) -> Result<&'b [u8], Refusal> {
    let whole = rest.0;
    loop {
        let length = rest.byte()?;
        rest.take(length.into())?;
        if length == 0 {
            return Ok(whole.get(..whole.len() - rest.0.len()).unwrap_or_default());
        }
    }
}
