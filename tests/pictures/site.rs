//! Pictures of articles on a built site.

use crate::made::{self, SECRET};
use crate::program::{Site, Tree, stderr};
use std::fs;

const DOCUMENT: &str = "\
# Ferry line to Vestra opens again

![The bridge at dawn, *empty*](bridge.jpg \"The bridge on Monday. Photograph: Anton Bell\")

“The bridge is open,” said Mira Kovač, mayor of Vestra.

## The map

![-](../maps/line.png)
The line runs along the river.

![A seal](/seal.gif)
";

/// A site with an article that shows three pictures, one of them twice.
fn site() -> Site {
    let site = Site::empty();
    site.write("content/2031/2031-05-04-ferry.md", DOCUMENT);
    site.write("content/2031/bridge.jpg", telling(1000, 60));
    site.write("content/maps/line.png", made::png(600, 40));
    site.write("content/maps/unused.jpg", b"never looked at");
    site.write("static/seal.gif", made::telling_gif());
    site
}

/// A photograph of this size, with what a telephone adds.
fn telling(width: u32, height: u32) -> Vec<u8> {
    let plain = made::jpeg(width, height, false);
    let exif = [b"Exif\0\0", &*made::exif(1)].concat();
    let length = (exif.len() as u16 + 2).to_be_bytes();
    [&plain[..2], b"\xff\xe1", &length, &exif, &plain[2..]].concat()
}

const ARTICLE: &str = "public/2031/05/04/ferry/index.html";

/// The value of an attribute of each picture on a page.
fn values(html: &str, attribute: &str) -> Vec<String> {
    let tags = html.split("<img ").skip(1);
    let value = |tag: &str| {
        let tag = tag.split('>').next()?;
        let (_, rest) = tag.split_once(&format!("{attribute}=\""))?;
        Some(rest.split('"').next()?.to_owned())
    };
    tags.filter_map(value).collect()
}

fn pictures(tree: &Tree) -> Vec<&String> {
    tree.keys()
        .filter(|path| path.starts_with("pictures/") && !path.ends_with('/'))
        .collect()
}

#[test]
fn pictures_stand_where_the_text_has_them() {
    let site = site();
    site.build();
    let html = site.read(ARTICLE);
    let body: Vec<&str> = html
        .split("<figure>")
        .skip(1)
        .filter_map(|rest| rest.split("</figure>").next())
        .collect();
    assert_eq!(body.len(), 3);
    assert_eq!(
        values(&html, "alt"),
        ["The bridge at dawn, empty", "", "A seal"]
    );
    assert_eq!(values(&html, "width"), ["1000", "600", "1"]);
    assert_eq!(values(&html, "height"), ["60", "40", "1"]);
    assert_eq!(values(&html, "loading"), ["lazy", "lazy"]);
    assert!(
        body[0].contains("<figcaption>The bridge on Monday. Photograph: Anton Bell</figcaption>")
    );
    let words = html.find("The line runs along the river.").unwrap();
    let [map, seal] = [1, 2].map(|n| html.match_indices("<figure>").nth(n).unwrap().0);
    assert!(map < words && words < seal);
    let section = site.read("public/2031/05/04/ferry/the-map/index.html");
    assert_eq!(values(&section, "loading"), ["lazy"]);
}

#[test]
fn every_size_that_a_page_offers_is_there() {
    let site = site();
    site.build();
    let tree = site.tree("public");
    let mut offered = 0;
    for (path, bytes) in tree.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        let sets = values(html, "srcset");
        let sets = sets
            .iter()
            .flat_map(|set| set.split(", "))
            .map(|size| size.split_once(' ').unwrap());
        let plain = values(html, "src");
        for (address, width) in sets.chain(plain.iter().map(|src| (&**src, ""))) {
            let file = address.trim_start_matches("../").trim_start_matches("./");
            let picture = dateline::pictures::clean(&tree[file], file)
                .unwrap()
                .unwrap();
            if let Some(width) = width.strip_suffix('w') {
                assert_eq!(width.parse(), Ok(picture.width), "{path}: {file}");
                offered += 1;
            }
        }
    }
    assert_eq!(offered, 3);
    // 480, 800 and 1000 of the photograph; the map alone, since 480 pixels of it take more bytes; the seal.
    assert_eq!(pictures(&tree).len(), 5, "{:?}", pictures(&tree));
}

#[test]
fn nothing_on_the_site_tells_more_than_it_shows() {
    let site = site();
    assert!(crate::has(
        &fs::read(site.path("content/2031/bridge.jpg")).unwrap(),
        SECRET
    ));
    site.build();
    for folder in ["public", ".dateline"] {
        for (path, bytes) in site.tree(folder) {
            assert!(!crate::has(&bytes, SECRET), "{folder}/{path} tells");
            assert!(!path.contains("bridge"), "{path} names the file");
        }
    }
}

#[test]
fn the_same_pictures_give_the_same_site() {
    let site = site();
    let built = |threads: &str| {
        let mut command = site.command(&["build"]);
        let output = command.env("RAYON_NUM_THREADS", threads).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        site.tree("public")
    };
    let first = built("1");
    assert!(first == built("4"), "with what was kept");
    fs::remove_dir_all(site.path(".dateline/pictures")).unwrap();
    assert!(first == built("4"), "without what was kept");
    let kept = site.tree(".dateline/pictures");
    for (at, (name, bytes)) in kept.iter().enumerate() {
        let damaged = match at % 3 {
            0 => bytes[..bytes.len() / 2].to_vec(),
            1 => [&bytes[1..], b"x"].concat(),
            _ => Vec::new(),
        };
        fs::write(site.path(".dateline/pictures").join(name), damaged).unwrap();
    }
    assert!(first == built("2"), "with what was damaged");
    assert!(
        kept == site.tree(".dateline/pictures"),
        "what was damaged is mended"
    );
    site.write(
        "content/2031/2031-05-04-ferry.md",
        "# Ferry line to Vestra\n\nIt opened.\n",
    );
    assert!(pictures(&built("2")).is_empty());
    assert!(site.tree(".dateline/pictures").is_empty());
}

#[test]
fn what_is_wrong_with_a_picture_is_told_at_its_place() {
    let site = Site::empty();
    site.write("content/maps/line.png", made::png(3, 3));
    site.write("content/maps/photo.jpg", made::png(3, 3));
    site.write("content/maps/cut.jpg", &made::jpeg(9, 9, false)[..300]);
    site.write("site.toml", "title = \"Digest\"\n");
    site.write(
        "content/maps/2031-05-04-ferry.md",
        "# Ferry line to Vestra\n\nIt opened.\n\n![A line](lines.png)\n\n![A photograph](photo.jpg)\n\n![Cut](cut.jpg)\n\n![Out](../../site.toml)\n\nAnd ![a line](line.png) among words.\n\n![](line.png)\n\n![Elsewhere](https://example.org/pixel.gif)\n",
    );
    let output = site.run(&["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!site.path("public").exists());
    insta::assert_snapshot!(stderr(&output));
}

#[cfg(unix)]
#[test]
fn no_link_leads_to_a_picture_outside() {
    let site = Site::empty();
    site.write("secret.jpg", made::jpeg(9, 9, false));
    site.write(
        "content/2031-05-04-ferry.md",
        "# Ferry line\n\nIt opened.\n\n![A line](link.jpg)\n",
    );
    std::os::unix::fs::symlink("../secret.jpg", site.path("content/link.jpg")).unwrap();
    let output = site.run(&["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("content"), "{}", stderr(&output));
}
