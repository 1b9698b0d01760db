//! SVG: written anew from the elements and attributes that draw.
//!
//! Drawing programs write their users' folders and names into what they save, and a drawing may hold scripts and ask other
//! hosts for things. Both are left out: what is kept stands in lists.

use super::{Clean, Format, Refusal};
use roxmltree::{Document, Node, NodeType, ParsingOptions};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Elements that draw, move, or tell in words what is drawn. Not among them: `script`, `foreignObject`, `metadata`, `a`, `image`.
const DRAWING: &str = " svg g defs symbol use switch path rect circle ellipse line polyline polygon text tspan textPath \
    linearGradient radialGradient stop pattern clipPath mask marker filter title desc style view \
    animate animateTransform animateMotion mpath set \
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap \
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode \
    feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence ";
/// Elements in which text is seen, read out, or a style.
const WITH_TEXT: &str = " text tspan textPath title desc style ";

/// How deep elements may stand in each other.
const DEEPEST: usize = 200;

pub(super) fn clean(bytes: &[u8]) -> Result<Clean, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| broken("it is not written in UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}');
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: 1_000_000,
        ..ParsingOptions::default()
    };
    let document =
        Document::parse_with_options(text, options).map_err(|_| broken("it is no whole XML"))?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" || root.tag_name().namespace() != Some(SVG) {
        return Err(broken("it holds no drawing"));
    }
    let mut out = String::with_capacity(text.len());
    element(&mut out, root, 0)?;
    out.push('\n');
    let (width, height) = size(root).unwrap_or_default();
    Ok(Clean {
        format: Format::Svg,
        width,
        height,
        orientation: 1,
        moves: false,
        profile: None,
        bytes: out.into_bytes(),
    })
}

fn broken(why: &'static str) -> Refusal {
    Refusal::Broken(Format::Svg, why)
}

fn is_in(list: &str, name: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == name)
}

fn element(out: &mut String, node: Node, depth: usize) -> Result<(), Refusal> {
    if depth > DEEPEST {
        return Err(broken("its parts stand too deep in each other"));
    }
    let name = node.tag_name().name();
    let text = (name == "style").then(|| node.text().unwrap_or_default());
    if text.is_some_and(asks_elsewhere) || animates_a_link(node) {
        return Ok(());
    }
    out.extend(["<", name]);
    if depth == 0 {
        out.extend([" xmlns=\"", SVG, "\" xmlns:xlink=\"", XLINK, "\""]);
    }
    for attribute in node.attributes() {
        let prefix = match attribute.namespace() {
            None => "",
            Some(XLINK) if attribute.name() == "href" => "xlink:",
            Some(XML) if matches!(attribute.name(), "lang" | "space") => "xml:",
            Some(_) => continue,
        };
        let (name, value) = (attribute.name(), attribute.value());
        let acts = name
            .get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case("on"));
        let leads_elsewhere = name == "href" && !value.trim_start().starts_with('#');
        if acts || leads_elsewhere || name == "base" || name == "src" || asks_elsewhere(value) {
            continue;
        }
        out.extend([" ", prefix, name, "=\""]);
        escape(out, value);
        out.push('"');
    }
    out.push('>');
    for child in node.children() {
        match child.node_type() {
            NodeType::Element => {
                let is_ours = child.tag_name().namespace() == Some(SVG);
                if is_ours && is_in(DRAWING, child.tag_name().name()) {
                    element(out, child, depth + 1)?;
                }
            }
            NodeType::Text => {
                let text = child.text().unwrap_or_default();
                if is_in(WITH_TEXT, name) {
                    escape(out, text);
                } else if text.contains('\n') && !out.ends_with('\n') {
                    out.push('\n');
                }
            }
            NodeType::Root | NodeType::PI | NodeType::Comment => {}
        }
    }
    out.extend(["</", name, ">"]);
    Ok(())
}

/// Whether a style or an attribute could fetch something: an address that is no `#name`, or an escape that could hide one.
fn asks_elsewhere(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let fetches = ["@import", "image(", "image-set(", "src(", "\\"];
    if fetches.iter().any(|word| value.contains(word)) {
        return true;
    }
    value.split("url(").skip(1).any(|address| {
        let address =
            address.trim_start_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
        !address.starts_with('#')
    })
}

/// Whether an animation would set an address or a handler.
fn animates_a_link(node: Node) -> bool {
    let what = node.attribute("attributeName").unwrap_or_default();
    let what = what.trim().to_ascii_lowercase();
    what.ends_with("href") || what.starts_with("on")
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}

/// The width and height that the drawing says, else those of its view.
fn size(root: Node) -> Option<(u32, u32)> {
    let pixels = |name: &str| {
        let value = root.attribute(name)?.trim();
        let value = value.strip_suffix("px").unwrap_or(value);
        rounded(value)
    };
    let view = || {
        let mut view = root.attribute("viewBox")?.split([' ', ',']);
        let mut view = view.by_ref().filter(|part| !part.is_empty()).skip(2);
        Some((rounded(view.next()?)?, rounded(view.next()?)?))
    };
    pixels("width").zip(pixels("height")).or_else(view)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it lies between 1 and 100,000"
)]
fn rounded(number: &str) -> Option<u32> {
    let number: f64 = number.parse().ok()?;
    (1.0..=100_000.0)
        .contains(&number)
        .then(|| number.round() as u32)
}
