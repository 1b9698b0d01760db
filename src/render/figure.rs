//! Pictures on a page.

use super::body::Body;
use super::escape;
use super::planned::{Kind, Planned};
use super::shared::Shared;
use super::value::object;
use crate::article::{Block, Picture};
use crate::digest::ArticleId;
use crate::pictures::{Format, Shown, Size};
use std::fmt::Write;
use tera::Value;

/// How wide a picture is shown: a column of text, or on a small screen almost all of it.
const SIZES: &str = "(min-width: 40rem) 36rem, 92vw";
/// The size that is shown where a browser does not choose: in pixels.
const USUAL: u32 = 800;
/// The size that other sites show beside a link: in pixels.
const PREVIEW: u32 = 1200;

impl Body<'_> {
    /// The pictures of a block, each with its caption; the words of one that is not there.
    pub(super) fn figures(&self, html: &mut String, block: &Block) {
        for picture in block.pictures() {
            html.push_str("<figure>");
            match self.voices.picture(&picture.address) {
                Some(shown) => self.image(html, picture, shown),
                None => {
                    html.push_str("<p>");
                    escape::push(html, &picture.alternative);
                    html.push_str("</p>");
                }
            }
            if let Some(caption) = &picture.caption {
                html.push_str("<figcaption>");
                escape::push(html, caption);
                html.push_str("</figcaption>");
            }
            html.push_str("</figure>\n");
        }
    }

    fn image(&self, html: &mut String, picture: &Picture, shown: &Shown) {
        let (Some(usual), Some(widest)) = (shown.about(USUAL), shown.widest()) else {
            return;
        };
        let root = self.page.root;
        html.extend(["<img src=\"", root, &usual.path, "\""]);
        if shown.sizes.len() > 1 {
            html.push_str(" srcset=\"");
            for (at, size) in shown.sizes.iter().enumerate() {
                html.push_str(if at == 0 { "" } else { ", " });
                // Writing to a string does not fail.
                let _ = write!(html, "{root}{} {}w", size.path, size.width);
            }
            html.extend(["\" sizes=\"", SIZES, "\""]);
        }
        if widest.width > 0 && widest.height > 0 {
            let _ = write!(
                html,
                " width=\"{}\" height=\"{}\"",
                widest.width, widest.height
            );
        }
        html.push_str(" alt=\"");
        escape::push(html, &picture.alternative);
        html.push('"');
        if self.first_picture != Some(picture.span) {
            html.push_str(" loading=\"lazy\"");
        }
        html.push_str(" decoding=\"async\">");
    }
}

impl Shared<'_> {
    /// The picture that stands for a page elsewhere: the first photograph of its article, else its card.
    pub(super) fn image(&self, planned: &Planned) -> Option<Value> {
        let photograph = match planned.kind {
            Kind::Article(id) | Kind::Section { article: id, .. } => self.photograph(id),
            _ => None,
        };
        let Some((picture, size)) = photograph else {
            return self.card_image(planned.kind);
        };
        Some(object([
            ("href", Value::from(&*size.path)),
            ("url", Value::from(self.links.whole(&size.path))),
            ("width", Value::from(size.width)),
            ("height", Value::from(size.height)),
            ("alt", Value::from(&*picture.alternative)),
        ]))
    }

    /// The first photograph of an article, in the size that other sites show.
    pub(super) fn photograph(&self, id: ArticleId) -> Option<(&Picture, &Size)> {
        let entry = &self.digest.articles.get(id)?.entry;
        entry.article.pictures().find_map(|picture| {
            let pictures = &self.digest.pictures;
            let shown = pictures.of(&entry.document.path, &picture.address)?;
            let size = shown.about(PREVIEW)?;
            // Not every site shows the other formats.
            matches!(size.format, Format::Jpeg | Format::Png).then_some((picture, size))
        })
    }
}
