//! Small pictures of every format, made here, each with what cameras and programs write into them.

use std::io::Read;

/// Stands in everything that must not be published.
pub const SECRET: &[u8] = b"SECRET";

pub const WIDTH: u32 = 24;
pub const HEIGHT: u32 = 16;

/// A picture's colours, three bytes a pixel.
pub fn pixels(width: u32, height: u32) -> Vec<u8> {
    let pixel = |x: u32, y: u32| {
        let (r, g, b) = (x * 255 / width, y * 255 / height, (x * 7 + y * 13) % 256);
        [r as u8, g as u8, b as u8]
    };
    (0..height)
        .flat_map(|y| (0..width).flat_map(move |x| pixel(x, y)))
        .collect()
}

/// What a camera writes: orientation, device and serial number, position, a picture in small.
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut block = b"II*\0\x08\0\0\0\x04\0".to_vec();
    let strings = 8 + 2 + 4 * 12 + 4;
    let mut entry = |tag: u16, kind: u16, count: u32, value: u32| {
        block.extend(tag.to_le_bytes());
        block.extend(kind.to_le_bytes());
        block.extend(count.to_le_bytes());
        block.extend(value.to_le_bytes());
    };
    entry(0x010f, 2, 14, strings);
    entry(0x0112, 3, 1, orientation.into());
    entry(0x8825, 4, 1, strings + 14);
    entry(0xa431, 2, 14, strings);
    block.extend([0; 4]);
    block.extend(b"SECRET-SERIAL\0");
    block.extend(b"\x01\0\x02\0\x02\0\x0e\0\0\0SECRET 48\xc2\xb027'N\0");
    block.extend(b"\xff\xd8\xff\xdbSECRET thumbnail\xff\xd9");
    block
}

/// The profile of a screen, which names it.
pub fn profile() -> Vec<u8> {
    let tags: [(&[u8; 4], &[u8]); 10] = [
        (
            b"desc",
            b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS\0\0\0\x0c\0\0\0\x1c\0S\0E\0C\0R\0E\0T",
        ),
        (b"cprt", b"text\0\0\0\0SECRET\0\0"),
        (b"mmod", b"mmod\0\0\0\0SECRET-SERIAL\0\0\0"),
        (b"wtpt", b"XYZ \0\0\0\0\0\0\xf6\xd6\0\x01\0\0\0\0\xd3\x2d"),
        (b"rXYZ", b"XYZ \0\0\0\0\0\0\x6f\xa2\0\0\x38\xf5\0\0\x03\x90"),
        (b"gXYZ", b"XYZ \0\0\0\0\0\0\x62\x99\0\0\xb7\x85\0\0\x18\xda"),
        (b"bXYZ", b"XYZ \0\0\0\0\0\0\x24\xa0\0\0\x0f\x84\0\0\xb6\xcf"),
        (b"rTRC", b"curv\0\0\0\0\0\0\0\x01\x02\x33\0\0"),
        (b"gTRC", b"curv\0\0\0\0\0\0\0\x01\x02\x33\0\0"),
        (b"bTRC", b"curv\0\0\0\0\0\0\0\x01\x02\x33\0\0"),
    ];
    let mut data = Vec::new();
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    for (name, bytes) in tags {
        table.extend(name);
        table.extend((128 + 4 + 12 * tags.len() as u32 + data.len() as u32).to_be_bytes());
        table.extend((bytes.len() as u32).to_be_bytes());
        data.extend(bytes);
    }
    let mut head = [0; 128];
    head[8] = 4;
    head[12..24].copy_from_slice(b"mntrRGB XYZ ");
    head[24..36].copy_from_slice(b"SECRETSECRET");
    head[36..40].copy_from_slice(b"acsp");
    head[48..56].copy_from_slice(b"SECRET\0\0");
    head[80..84].copy_from_slice(b"SECR");
    head[84..100].copy_from_slice(b"SECRETSECRETSECR");
    let mut whole = [&head[..], &table, &data].concat();
    let length = (whole.len() as u32).to_be_bytes();
    whole[..4].copy_from_slice(&length);
    whole
}

pub fn jpeg(width: u32, height: u32, progressive: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 85);
    encoder.set_progressive(progressive);
    let (w, h) = (width as u16, height as u16);
    let pixels = pixels(width, height);
    encoder
        .encode(&pixels, w, h, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    bytes
}

/// The same with all that a telephone adds.
pub fn telling_jpeg(orientation: u8, progressive: bool) -> Vec<u8> {
    let plain = jpeg(WIDTH, HEIGHT, progressive);
    let (jfif, rest) = plain[2..].split_at(18);
    assert!(jfif.starts_with(b"\xff\xe0"));
    let mut bytes = b"\xff\xd8".to_vec();
    let mut segment = |marker: u8, parts: &[&[u8]]| {
        let held = parts.concat();
        bytes.extend([0xff, marker]);
        bytes.extend((held.len() as u16 + 2).to_be_bytes());
        bytes.extend(held);
    };
    segment(0xe0, &[b"JFIF\0\x01\x02\0\0\x48\0\x48\x02\x01SECRET"]);
    segment(0xe0, &[b"JFXX\0\x10\xff\xd8SECRET\xff\xd9"]);
    segment(0xe1, &[b"Exif\0\0", &exif(orientation)]);
    segment(
        0xe1,
        &[b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET</x:xmpmeta>"],
    );
    segment(0xe2, &[b"MPF\0SECRET"]);
    segment(0xe2, &[b"ICC_PROFILE\0\x01\x01", &profile()]);
    segment(0xed, &[b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x06SECRET"]);
    segment(0xef, &[b"SECRET"]);
    segment(0xfe, &[b"SECRET comment"]);
    bytes.extend(rest);
    bytes.extend(b"\xff\xd8\xff\xe1 SECRET uncropped \xff\xd9 ftypSECRET");
    bytes
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels(width, height)).unwrap();
    writer.finish().unwrap();
    bytes
}

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let held = [&name[..], data].concat();
    let mut chunk = (data.len() as u32).to_be_bytes().to_vec();
    chunk.extend(&held);
    chunk.extend(crc32fast::hash(&held).to_be_bytes());
    chunk
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut encoder = flate2::read::ZlibEncoder::new(bytes, flate2::Compression::none());
    encoder.read_to_end(&mut packed).unwrap();
    packed
}

pub fn telling_png(orientation: u8) -> Vec<u8> {
    let plain = png(WIDTH, HEIGHT);
    let (head, rest) = plain.split_at(8 + 25);
    [
        head,
        &chunk(
            b"iCCP",
            &[b"SECRET screen\0\0", &*packed(&profile())].concat(),
        ),
        &chunk(b"tEXt", b"Author\0SECRET"),
        &chunk(b"zTXt", &[b"Comment\0\0", &*packed(b"SECRET")].concat()),
        &chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0SECRET"),
        &chunk(b"eXIf", &exif(orientation)),
        &chunk(b"tIME", b"\x07\xe9\x02\x1c\x0c\x0c\x0c"),
        &chunk(b"caBX", b"SECRET"),
        &chunk(b"pHYs", b"\0\0\x0b\x13\0\0\x0b\x13\x01"),
        rest,
        b"SECRET, what was cut off",
    ]
    .concat()
}

pub fn webp(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    image_webp::WebPEncoder::new(&mut bytes)
        .encode(
            &pixels(width, height),
            width,
            height,
            image_webp::ColorType::Rgb8,
        )
        .unwrap();
    bytes
}

pub fn telling_webp(orientation: u8) -> Vec<u8> {
    let plain = webp(WIDTH, HEIGHT);
    let part = |name: &[u8; 4], data: &[u8]| {
        let mut part = name.to_vec();
        part.extend((data.len() as u32).to_le_bytes());
        part.extend(data);
        part.resize(part.len().next_multiple_of(2), 0);
        part
    };
    let mut head = [0_u8; 10];
    head[0] = 0x2c;
    head[4] = WIDTH as u8 - 1;
    head[7] = HEIGHT as u8 - 1;
    let chunks = [
        b"WEBP",
        &*part(b"VP8X", &head),
        &part(b"ICCP", &profile()),
        &plain[12..],
        &part(b"EXIF", &exif(orientation)),
        &part(b"XMP ", b"<x:xmpmeta>SECRET</x:xmpmeta>"),
        &part(b"MINE", b"SECRET"),
    ]
    .concat();
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((chunks.len() as u32).to_le_bytes());
    bytes.extend(chunks);
    bytes.extend(b"SECRET");
    bytes
}

/// Two frames of one pixel, with a comment and a program's own blocks.
pub fn telling_gif() -> Vec<u8> {
    let frame = b"\x21\xf9\x04\0\x0a\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    [
        &b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0"[..],
        b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0",
        b"\x21\xfe\x06SECRET\0",
        frame,
        b"\x21\xff\x0bXMP DataXMP\x06SECRET\0",
        b"\x21\x01\x0c............\x06SECRET\0",
        frame,
        b"\x3bSECRET",
    ]
    .concat()
}

pub const TELLING_SVG: &str = r##"<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/SECRET.dtd">
<!-- SECRET -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" width="40px" height="30" viewBox="0 0 40 30"
  inkscape:export-filename="/home/SECRET/map.png" onload="alert('SECRET')">
  <metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">SECRET</rdf:RDF></metadata>
  <script>alert("SECRET")</script>
  <style>@import url(https://SECRET.example/x.css);</style>
  <style>.line { stroke: url(#fade); fill: none }</style>
  <title>A map &amp; a line</title>
  <defs><linearGradient id="fade"><stop offset="0"/></linearGradient></defs>
  <path class="line" d="M0 0L40 30" style="fill:url('https://SECRET.example/a')"/>
  <rect fill="url(  &quot;//SECRET.example/b&quot;)" stroke="url( '#fade' )" width="4" height="4"/>
  <image href="https://SECRET.example/pixel.gif"/>
  <use xlink:href="https://SECRET.example/c.svg#d"/>
  <use href="#fade"/>
  <foreignObject><p xmlns="http://www.w3.org/1999/xhtml">SECRET</p></foreignObject>
  <a href="javascript:SECRET()"><text>SECRET</text></a>
  <set attributeName="xlink:href" to="SECRET"/>
  SECRET
  <text x="1" y="2">Vestra</text>
</svg>
"##;
