//! What of a file does not become part of the document.

use std::ops::AddAssign;

/// How much of each kind was left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Words of the page around the text: navigation, teasers, comments, the page's controls.
    pub words: usize,
    /// Pictures.
    pub pictures: usize,
    /// The words under them, a count of captions.
    pub captions: usize,
    /// Videos, sound and whatever else a page embeds.
    pub embedded: usize,
    /// Files that a mail carries.
    pub attachments: usize,
    /// Lines below a mail's signature mark.
    pub signature: usize,
    /// The headline and summary once more, above the text.
    pub repeated: usize,
    /// Articles of a feed or message that have no text.
    pub items: usize,
}

impl LeftOut {
    /// `2 pictures, 1 caption, 310 words around the text`; empty where nothing was left out.
    #[must_use]
    pub fn describe(&self) -> String {
        let parts = [
            (self.items, "item without text", "items without text"),
            (self.pictures, "picture", "pictures"),
            (self.captions, "caption", "captions"),
            (self.embedded, "embedded thing", "embedded things"),
            (self.attachments, "attachment", "attachments"),
            (
                self.signature,
                "line of a signature",
                "lines of a signature",
            ),
            (self.repeated, "repeated line", "repeated lines"),
            (self.words, "word around the text", "words around the text"),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| match count {
                1 => format!("1 {one}"),
                _ => format!("{count} {many}"),
            })
            .collect();
        parts.join(", ")
    }
}

impl AddAssign for LeftOut {
    fn add_assign(&mut self, other: Self) {
        self.words += other.words;
        self.pictures += other.pictures;
        self.captions += other.captions;
        self.embedded += other.embedded;
        self.attachments += other.attachments;
        self.signature += other.signature;
        self.repeated += other.repeated;
        self.items += other.items;
    }
}
