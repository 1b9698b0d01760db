//! A picture tells nothing but what it shows, and shows what it did.

#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a test that can not go on fails"
)]

mod made;
#[path = "../program/mod.rs"]
mod program;
mod site;

use dateline::pictures::{Clean, Format, Refusal, clean};
use made::SECRET;
use proptest::prelude::*;

fn telling() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("baseline.jpg", made::telling_jpeg(1, false)),
        ("turned.JPEG", made::telling_jpeg(6, false)),
        ("progressive.jpg", made::telling_jpeg(8, true)),
        ("upright.png", made::telling_png(1)),
        ("turned.png", made::telling_png(3)),
        ("upright.webp", made::telling_webp(1)),
        ("turned.webp", made::telling_webp(5)),
        ("moving.gif", made::telling_gif()),
        ("map.svg", made::TELLING_SVG.into()),
    ]
}

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|part| part == words)
}

fn cleaned(bytes: &[u8], name: &str) -> Clean {
    clean(bytes, name).unwrap().unwrap()
}

/// The pixels of a picture.
fn decoded(picture: &Clean) -> Vec<u8> {
    let bytes = std::io::Cursor::new(&picture.bytes);
    match picture.format {
        Format::Jpeg => zune_jpeg::JpegDecoder::new(bytes).decode().unwrap(),
        Format::Png => {
            let mut reader = png::Decoder::new(bytes).read_info().unwrap();
            let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
            reader.next_frame(&mut pixels).unwrap();
            pixels
        }
        Format::Webp => {
            let mut reader = image_webp::WebPDecoder::new(bytes).unwrap();
            let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
            reader.read_image(&mut pixels).unwrap();
            pixels
        }
        Format::Gif | Format::Svg => panic!("not decoded here"),
    }
}

#[test]
fn nothing_is_told() {
    for (name, bytes) in telling() {
        assert!(has(&bytes, SECRET), "{name}");
        let picture = cleaned(&bytes, name);
        assert!(!has(&picture.bytes, SECRET), "{name} still tells");
        let utf16: Vec<u8> = SECRET.iter().flat_map(|&b| [0, b]).collect();
        assert!(!has(&picture.bytes, &utf16), "{name} still tells");
        let again = cleaned(&picture.bytes, name);
        assert_eq!(again, picture, "{name}");
    }
}

#[test]
fn nothing_that_is_shown_is_changed() {
    for (name, bytes) in telling() {
        let picture = cleaned(&bytes, name);
        let plain = match name.rsplit_once('.').unwrap() {
            ("progressive", "jpg") => made::jpeg(made::WIDTH, made::HEIGHT, true),
            (_, "jpg" | "JPEG") => made::jpeg(made::WIDTH, made::HEIGHT, false),
            (_, "png") => made::png(made::WIDTH, made::HEIGHT),
            (_, "webp") => made::webp(made::WIDTH, made::HEIGHT),
            _ => continue,
        };
        // The coded picture is the same to the byte: from the tables of a JPEG on, the data of the others.
        let coded = match picture.format {
            Format::Jpeg => &plain[2 + 18..],
            Format::Png => &plain[8 + 25..],
            _ => &plain[12..],
        };
        assert!(has(&picture.bytes, coded), "{name}");
        let of_plain = Clean {
            bytes: plain,
            ..picture.clone()
        };
        assert_eq!(decoded(&picture), decoded(&of_plain), "{name}");
    }
}

#[test]
fn which_way_is_up_is_kept_and_nothing_else() {
    for way in 1..=8 {
        for (name, bytes) in [
            ("a.jpg", made::telling_jpeg(way, false)),
            ("a.png", made::telling_png(way)),
            ("a.webp", made::telling_webp(way)),
        ] {
            let picture = cleaned(&bytes, name);
            assert_eq!(picture.orientation, way, "{name}");
            let size = (picture.width, picture.height);
            let lying = (made::HEIGHT, made::WIDTH);
            assert_eq!(size == lying, way >= 5, "{name} {way} {size:?}");
            let block = [
                b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0",
                &[way][..],
                &[0; 6],
            ]
            .concat();
            assert_eq!(has(&picture.bytes, &block), way > 1, "{name} {way}");
        }
    }
}

#[test]
fn colours_are_kept_and_the_screen_is_not() {
    for (name, bytes) in telling() {
        let picture = cleaned(&bytes, name);
        let Some(profile) = &picture.profile else {
            assert!(
                matches!(picture.format, Format::Gif | Format::Svg),
                "{name}"
            );
            continue;
        };
        for kept in [
            &b"rXYZ"[..],
            b"gTRC",
            b"curv\0\0\0\0\0\0\0\x01\x02\x33",
            b"mntrRGB XYZ ",
        ] {
            assert!(has(profile, kept), "{name} {kept:?}");
        }
        assert!(!has(profile, b"mmod"), "{name}");
    }
    let jpeg = cleaned(&made::telling_jpeg(1, false), "a.jpg");
    assert!(has(&jpeg.bytes, &jpeg.profile.unwrap()));
}

#[test]
fn a_drawing_draws_what_it_did() {
    let drawing = cleaned(made::TELLING_SVG.as_bytes(), "map.svg");
    assert_eq!((drawing.width, drawing.height), (40, 30));
    insta::assert_snapshot!(String::from_utf8(drawing.bytes).unwrap());
}

#[test]
fn a_picture_that_is_cut_off_anywhere_is_refused() {
    for (name, bytes) in telling() {
        let whole = cleaned(&bytes, name);
        let end = whole.bytes.len() - usize::from(whole.format == Format::Svg);
        for end in 0..end {
            let cut = clean(&whole.bytes[..end], name);
            // WebP's last byte may be one that fills up.
            let is_whole = whole.format == Format::Webp
                && end + 1 == whole.bytes.len()
                && cut == Ok(Some(whole.clone()));
            assert!(cut.is_err() || is_whole, "{name} {end}");
            if let Err(refusal) = cut {
                assert!(!refusal.to_string().is_empty() && !refusal.help().is_empty());
            }
        }
    }
}

#[test]
fn what_a_file_is_its_bytes_say() {
    let png = made::png(3, 3);
    let refusal = |bytes: &[u8], name: &str| clean(bytes, name).unwrap_err().to_string();
    insta::assert_snapshot!(
        [
            refusal(&png, "photo.jpg"),
            refusal(b"Hello", "photo.jpg"),
            refusal(b"<html></html>", "map.svg"),
            refusal(b"\0\0\0\x18ftypheic", "photo.jpg"),
            refusal(b"\0\0\0\x18ftypavif", "photo.avif"),
            refusal(b"II*\0", "scan"),
            refusal(b"", "photo.HEIC"),
            refusal(b"", "photo.jpg"),
        ]
        .join("\n")
    );
    assert!(matches!(
        clean(&made::telling_jpeg(1, false), "notes.bak"),
        Ok(Some(_))
    ));
    assert_eq!(clean(b"\0\0\0\x18ftypisom", "film.mp4"), Ok(None));
    assert_eq!(clean(b"Hello", "notes.txt"), Ok(None));
}

#[test]
fn a_picture_that_unfolds_into_too_much_is_refused() {
    let mut bytes = made::png(3, 3);
    bytes[16..24].copy_from_slice(&[0, 0, 0x40, 0, 0, 0, 0x40, 0]);
    let sum = crc32fast::hash(&bytes[12..29]).to_be_bytes();
    bytes[29..33].copy_from_slice(&sum);
    assert_eq!(
        clean(&bytes, "bomb.png"),
        Err(Refusal::TooManyPixels(0x4000, 0x4000))
    );
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_250_228),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_bytes_make_it_fail(
        which in 0..9_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 0..8),
    ) {
        let (name, mut bytes) = telling().swap_remove(which);
        for (at, byte, how) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => _ = bytes.remove(at),
            }
        }
        if let Ok(Some(picture)) = clean(&bytes, name) {
            prop_assert_eq!(clean(&picture.bytes, name), Ok(Some(picture)));
        }
    }

    #[test]
    fn nor_do_any_others(bytes in prop::collection::vec(any::<u8>(), 0..200), which in 0..9_usize) {
        let starts: [&[u8]; 9] = [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBP", b"GIF89a", b"<svg", b"II*\0", b"\0\0\0\x18ftyp", b"\xff\xd8\xff\xe1"];
        let bytes = [starts[which], &bytes].concat();
        for name in ["a.jpg", "a.png", "a.webp", "a.gif", "a.svg", "a"] {
            if let Ok(Some(picture)) = clean(&bytes, name) {
                prop_assert_eq!(clean(&picture.bytes, name), Ok(Some(picture)));
            }
        }
    }
}

#[test]
fn what_is_published_from_static_tells_nothing() {
    let site = program::Site::of_one_article();
    for (name, bytes) in telling() {
        site.write(&format!("static/photos/{name}"), bytes);
    }
    site.write("static/photos/notes.bak", made::telling_jpeg(1, false));
    site.build();
    let published = site.tree("public/photos");
    assert_eq!(published.len(), 10);
    for (name, bytes) in published {
        assert!(!has(&bytes, SECRET), "{name} still tells");
    }
    site.write("static/photos/new.heic", b"\0\0\0\x18ftypheic");
    let output = site.run(&["build"]);
    assert_eq!(output.status.code(), Some(1));
    let said = program::stderr(&output);
    assert!(said.contains("static/photos/new.heic"), "{said}");
}
