//! Cards of sites that are made here, from their text to the PNG.

use super::face::{PLAIN, STRONG};
use super::{HEIGHT, WIDTH, draw};
use crate::config::{Register, Site};
use crate::digest::{self, Digest};
use crate::render::{Renderer, Theme};
use crate::{article, quotes, source};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use tempfile::TempDir;

const BRIDGE: &str = "Bridge over the Orla opens\n\nThe bridge is open again.\n\n\
    “We waited ten months for this bridge, and it is ours again,” said Mira Kovač, mayor of Vestra.\n\n\
    “It is a bridge,” said Anton Bell, an engineer.\n";

fn digest(documents: &[(&str, &str)], state: Option<&Path>) -> Digest {
    let site = Site {
        title: "Vestra digest".into(),
        base_url: Some("https://example.org/digest/".into()),
        cards: true,
        ..Site::default()
    };
    let register = Register::default();
    let entry = |&(path, text): &(&str, &str)| {
        let document = source::read(text.as_bytes(), path).unwrap();
        let (article, _) = article::read(&document, &site);
        quotes::read(document, article, &site, &register).0
    };
    let entries = documents.iter().map(entry).collect();
    let (mut digest, _) = digest::join(site, &register, entries);
    digest.illustrate(Path::new("."), state);
    digest
}

fn theme(card: Option<&str>) -> Theme {
    let folder = TempDir::new().unwrap();
    if let Some(card) = card {
        std::fs::create_dir(folder.path().join("templates")).unwrap();
        std::fs::write(folder.path().join("templates/card.svg"), card).unwrap();
    }
    Theme::load(folder.path(), "en").unwrap()
}

/// The cards of a site by their paths.
fn cards(digest: &Digest, theme: &Theme) -> BTreeMap<String, Vec<u8>> {
    let renderer = Renderer::new(digest, theme);
    let cards = renderer
        .pages()
        .filter(|page| page.path.starts_with("cards/"));
    let cards: Vec<super::Planned> = cards.collect();
    let cards = cards.par_iter();
    let cards = cards.map(|planned| renderer.render(planned).unwrap());
    let cards = cards.map(|page| (page.path, page.bytes)).collect();
    renderer.forget_old_cards();
    cards
}

fn svgs(digest: &Digest) -> Vec<String> {
    let theme = theme(None);
    let renderer = Renderer::new(digest, &theme);
    let pages = renderer.pages().filter_map(|page| match page.kind {
        super::Kind::Card(about) => Some(renderer.card_svg(&page, about).unwrap()),
        _ => None,
    });
    pages.collect()
}

fn page(digest: &Digest, path: &str) -> String {
    let theme = theme(None);
    let renderer = Renderer::new(digest, &theme);
    let planned = renderer.pages().find(|page| page.path == path);
    String::from_utf8(renderer.render(&planned.unwrap()).unwrap().bytes).unwrap()
}

fn words(svg: &str) -> Vec<String> {
    let svg = roxmltree::Document::parse(svg).unwrap();
    let texts = svg.descendants().filter(|node| node.has_tag_name("text"));
    let words = |node: roxmltree::Node| -> String {
        let text = node.descendants().filter(roxmltree::Node::is_text);
        text.filter_map(|node| node.text()).collect()
    };
    texts.map(|node| words(node).trim().to_owned()).collect()
}

#[test]
fn a_card_shows_the_strongest_words_and_who_said_them() {
    let digest = digest(&[("content/2025-03-04-orla.txt", BRIDGE)], None);
    let svgs = svgs(&digest);
    assert_eq!(
        words(&svgs[0]),
        [
            "Vestra digest",
            "4 March 2025",
            "Bridge over the Orla opens",
            "“We waited ten months for this",
            "bridge, and it is ours again”",
            "Mira Kovač, mayor of Vestra",
        ]
    );
    let paths: Vec<String> = cards(&digest, &theme(None)).into_keys().collect();
    assert_eq!(
        paths,
        [
            "cards/2025/03/04/orla.png",
            "cards/speakers/anton-bell.png",
            "cards/speakers/mira-kovac.png",
        ]
    );
    let html = page(&digest, "2025/03/04/orla/index.html");
    for meta in [
        "property=\"og:image\" content=\"https://example.org/digest/cards/2025/03/04/orla.png\"",
        "property=\"og:image:width\" content=\"1200\"",
        "name=\"twitter:card\" content=\"summary_large_image\"",
    ] {
        assert!(html.contains(meta), "{meta} in {html}");
    }
    assert!(
        page(&digest, "speakers/mira-kovac/index.html").contains("cards/speakers/mira-kovac.png")
    );
}

#[test]
fn a_card_is_small_and_the_same_each_time() {
    let digest = digest(&[("content/2025-03-04-orla.txt", BRIDGE)], None);
    let theme = theme(None);
    let drawn = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap().install(|| cards(&digest, &theme))
    };
    let once = drawn(1);
    assert_eq!(once, drawn(4));
    for (path, bytes) in once {
        let mut reader = png::Decoder::new(std::io::Cursor::new(&bytes))
            .read_info()
            .unwrap();
        let info = reader.info();
        assert_eq!((info.width, info.height), (WIDTH, HEIGHT));
        assert_eq!(info.color_type, png::ColorType::Indexed);
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        let first = pixels[pixels.len() / 2];
        assert!(
            pixels.iter().any(|&pixel| pixel != first),
            "{path} is empty"
        );
        assert!(bytes.len() < 40_000, "{path} has {} bytes", bytes.len());
    }
}

#[test]
fn text_stays_text() {
    let hostile = "</text><image href=\"/etc/passwd\"/> & <script>'x'</script>\n\n\
        The bridge is open.\n\n“Take </svg> & \"<b>\" out of the bridge, all of it,” said Mira Kovač.\n";
    let digest = digest(&[("content/2025-03-04-orla.txt", hostile)], None);
    for svg in svgs(&digest) {
        let parsed = roxmltree::Document::parse(&svg).unwrap();
        let names = parsed.descendants().filter(roxmltree::Node::is_element);
        for name in names.map(|node| node.tag_name().name().to_owned()) {
            assert!(
                ["svg", "g", "rect", "text", "tspan"].contains(&&*name),
                "{name}"
            );
        }
    }
    assert!(words(&svgs(&digest)[0]).concat().contains("</text>"));
}

#[test]
fn a_long_headline_is_cut_and_never_a_quotation() {
    let headline = "The bridge over the Orla opens once more to carts and boats ".repeat(9);
    let long =
        "and then the river came and took the bridge away with all that stood on it ".repeat(12);
    let text = format!(
        "+++\ntitle = \"{}\"\n+++\nThe bridge is open.\n\n“It rained {long},” said Mira Kovač.\n",
        headline.trim()
    );
    let digest = digest(&[("content/2025-03-04-orla.txt", &text)], None);
    let svgs = svgs(&digest);
    let shown = words(&svgs[0]).join(" ");
    assert!(shown.ends_with('…'), "{shown}");
    assert!(!svgs.concat().contains("rained"));
    for y in svgs[0].split(" y=\"").skip(1) {
        let y: u32 = y.split('"').next().unwrap().parse().unwrap();
        assert!(y < HEIGHT - 20, "{y}");
    }
}

#[test]
fn without_a_letter_there_is_no_card() {
    let digest = digest(
        &[
            (
                "content/2025-03-04-a.txt",
                "فتح الجسر فوق نهر أورلا\n\nThe bridge is open.\n",
            ),
            (
                "content/2025-03-04-b.txt",
                "Міст через Орлу відкрито\n\nМіст знову відкрито.\n",
            ),
            (
                "content/2025-03-04-c.txt",
                "Bridge opens\n\n“We waited ten months for 橋, and it is ours again,” said Mira Kovač.\n",
            ),
        ],
        None,
    );
    let cards: Vec<String> = cards(&digest, &theme(None)).into_keys().collect();
    assert_eq!(
        cards,
        [
            "cards/2025/03/04/b.png",
            "cards/2025/03/04/c.png",
            "cards/speakers/mira-kovac.png"
        ]
    );
    assert!(!svgs(&digest).concat().contains("ten months"));
    assert!(!page(&digest, "2025/03/04/a/index.html").contains("og:image"));
}

#[test]
fn the_font_has_the_letters_of_european_languages() {
    let text =
        "ÀÉÎÕÜßæøåđŁłŐőŘřŞşŢţŽžğıİŋħĸœ ЁёЄєІіЇїҐґЪъЫыЭэЮюЯяЉљЊњЋћЏџЎў „“”’«»‹›–—… €₴№ 0123456789";
    assert!(PLAIN.has(text) && STRONG.has(text));
    assert!(!PLAIN.has("ع") && !PLAIN.has("橋") && !PLAIN.has("🙂") && !PLAIN.has("\u{7}"));
}

#[test]
fn a_kept_card_is_not_drawn_again() {
    let state = TempDir::new().unwrap();
    let digest = digest(
        &[("content/2025-03-04-orla.txt", BRIDGE)],
        Some(state.path()),
    );
    let theme = theme(None);
    let drawn = cards(&digest, &theme);
    let store = digest.pictures.cards().unwrap();
    let keys: Vec<String> = svgs(&digest).iter().map(|svg| super::key(svg)).collect();
    let kept = |n: usize| store.single(&keys[n]).unwrap();
    assert_eq!(kept(0), drawn["cards/2025/03/04/orla.png"]);

    store.keep_single(&keys[0], (WIDTH, HEIGHT), b"another drawing");
    assert_eq!(
        cards(&digest, &theme)["cards/2025/03/04/orla.png"],
        b"another drawing"
    );

    // One that is damaged is, and one of an earlier build goes.
    let folder = state.path().join("cards");
    std::fs::write(folder.join(format!("{}-{WIDTH}", keys[0])), b"half a dr").unwrap();
    store.keep_single("0123456789abcdef0123", (WIDTH, HEIGHT), b"old");
    assert_eq!(cards(&digest, &theme), drawn);
    assert_eq!(kept(0), drawn["cards/2025/03/04/orla.png"]);
    assert_eq!(store.single("0123456789abcdef0123"), None);
}

#[test]
fn a_template_that_makes_no_svg_is_reported() {
    let digest = digest(&[("content/2025-03-04-orla.txt", BRIDGE)], None);
    let theme = theme(Some("<svg>{{ card.title.lines[0].text }}"));
    let renderer = Renderer::new(&digest, &theme);
    let card = renderer.pages().find(|page| page.path.ends_with(".png"));
    let report = renderer.render(&card.unwrap()).unwrap_err();
    assert!(
        report.message.contains("can't be drawn"),
        "{}",
        report.message
    );
    let file = report.location.as_ref().map(|at| &*at.path);
    assert_eq!(file, Some("templates/card.svg"));
}

#[test]
fn a_drawing_reads_no_file() {
    let folder = TempDir::new().unwrap();
    let red = folder.path().join("red.svg");
    let square = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9' fill='#f00'/></svg>";
    std::fs::write(&red, square).unwrap();
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='{}' width='9' height='9'/></svg>",
        red.display()
    );
    let empty = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
    assert_eq!(draw::png(&svg), draw::png(empty));
}
