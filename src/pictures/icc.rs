//! Colour profiles, reduced to what colours need (ICC.1:2022).
//!
//! A profile says what colours a picture's numbers mean; without it a photograph from a telephone looks pale. But a
//! screenshot carries the profile of its screen, which may hold the screen's model and serial number, who made the profile, and when.
//! So a profile is written anew from the tables that turn numbers into colours, with nothing else in its head.

use super::bytes::be32;

/// The length of a profile's head.
const HEAD: usize = 128;
/// More than any real profile has.
const MOST_TAGS: usize = 200;
/// Larger ones are print profiles, which no page needs: 4 MiB.
const MOST_BYTES: usize = 4 << 20;

/// The tags that say how numbers become colours.
const NEEDED: [&[u8; 4]; 20] = [
    b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"wtpt", b"bkpt", b"chad",
    b"cicp", b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"D2B0", b"D2B1", b"gamt",
];

/// A profile that says the same of colours, and nothing else; none where `profile` is none, or says nothing of colours.
pub(super) fn reduced(profile: &[u8]) -> Option<Vec<u8>> {
    let length = usize::try_from(be32(profile, 0)?).ok()?;
    let profile = profile.get(..length.min(MOST_BYTES))?;
    if profile.get(36..40)? != b"acsp" {
        return None;
    }
    let count = usize::try_from(be32(profile, HEAD)?).ok()?;
    let mut tags: Vec<(&[u8], &[u8])> = Vec::new();
    for tag in 0..count.min(MOST_TAGS) {
        let entry = profile.get(HEAD + 4 + 12 * tag..)?.get(..12)?;
        let name = &entry[..4];
        if !NEEDED.iter().any(|needed| name == &needed[..]) {
            continue;
        }
        let start = usize::try_from(be32(entry, 4)?).ok()?;
        let length = usize::try_from(be32(entry, 8)?).ok()?;
        tags.push((name, profile.get(start..)?.get(..length)?));
    }
    if tags.is_empty() {
        return None;
    }
    let is_old = profile.get(8)? < &4;
    let (name, rights) = words(is_old);
    tags.push((b"desc", &name));
    tags.push((b"cprt", &rights));
    Some(written(profile, &tags))
}

/// A profile of these tags; data that several share is written once.
fn written(old: &[u8], tags: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut head = [0; HEAD];
    // Version, class, colour spaces, the mark of a profile, intent and the light of the connection space. What is left out
    // names the maker, the device, the program and the day.
    for kept in [8..24, 36..40, 64..80] {
        if let (Some(to), Some(from)) = (head.get_mut(kept.clone()), old.get(kept)) {
            to.copy_from_slice(from);
        }
    }
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_be_bytes();
    let mut table = Vec::with_capacity(4 + 12 * tags.len());
    table.extend(number(tags.len()));
    let start = HEAD + 4 + 12 * tags.len();
    let mut data: Vec<u8> = Vec::new();
    let mut placed: Vec<(&[u8], usize)> = Vec::new();
    for &(name, bytes) in tags {
        let known = placed.iter().find(|(other, _)| *other == bytes);
        let at = known.map_or(start + data.len(), |known| known.1);
        if known.is_none() {
            placed.push((bytes, at));
            data.extend(bytes);
            data.resize(data.len().next_multiple_of(4), 0);
        }
        table.extend(name);
        table.extend(number(at));
        table.extend(number(bytes.len()));
    }
    head[..4].copy_from_slice(&number(start + data.len()));
    [&head[..], &table, &data].concat()
}

/// The name and the rights, which a profile must have, as version 2 or 4 writes them.
fn words(is_old: bool) -> (Vec<u8>, Vec<u8>) {
    if is_old {
        // A description has room for the name in two further scripts, both empty.
        let mut name = b"desc\0\0\0\0\0\0\0\x02c\0".to_vec();
        name.resize(name.len() + 4 + 4 + 2 + 1 + 67, 0);
        return (name, b"text\0\0\0\0-\0".to_vec());
    }
    let text = |letter: u8| {
        let mut text = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS\0\0\0\x02\0\0\0\x1c\0".to_vec();
        text.push(letter);
        text
    };
    (text(b'c'), text(b'-'))
}
