//! Small invented articles, one a shape or part, and what must be read in them.
//!
//! Each file of `tests/articles/` is read and its structure compared with the snapshot of its name; to add a case,
//! add a file.

use dateline::article::{self, Article, Block, BlockKind, Inline, Line, Markup};
use dateline::config::Site;
use dateline::diagnostics::{Diagnostic, render};
use dateline::language::Language;
use dateline::source::{self, Document};
use std::fmt::Write;

#[test]
fn articles_are_read_right() {
    insta::glob!("articles/*.{txt,md}", |path| {
        let bytes = std::fs::read(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(outline(&bytes, &name));
        });
    });
}

/// What a file gives, as an outline that is quickly read beside it.
fn outline(bytes: &[u8], name: &str) -> String {
    let document = match source::read(bytes, name) {
        Ok(document) => document,
        Err(diagnostic) => return render(&diagnostic, false),
    };
    let (article, diagnostics) = article::read(&document, &Site::default());
    Outline {
        document: &document,
        out: String::new(),
    }
    .write(&article, &diagnostics)
}

struct Outline<'d> {
    document: &'d Document,
    out: String,
}

impl Outline<'_> {
    fn write(mut self, article: &Article, diagnostics: &[Diagnostic]) -> String {
        self.field("labels", article.labels.iter().map(|l| l.text.to_string()));
        self.lines("headline", &article.headline);
        self.lines("standfirst", &article.standfirst);
        self.lines("byline", &article.byline);
        let dateline = article
            .dateline
            .map(|span| self.words(span.of(&self.document.text)));
        self.field("dateline", dateline);
        self.field("date", article.date.map(|d| d.to_string()));
        self.field("updated", article.updated.map(|d| d.to_string()));
        for section in &article.sections {
            match &section.heading {
                Some(heading) => self.put(&format!("\n## {}", heading.text)),
                None if section.blocks.is_empty() => self.put("\n(no lead)"),
                None => self.put(""),
            }
            for block in &section.blocks {
                let block = self.block(block);
                self.put(&block);
            }
        }
        if !article.times.is_empty() {
            self.put("\ntimes");
        }
        for time in &article.times {
            let words = self.words(time.span.of(&self.document.text));
            let precision = format!("{:?}", time.precision).to_lowercase();
            self.put(&format!("  {words} = {} ({precision})", time.date));
        }
        if !article.dropped.is_empty() {
            self.put("\ndropped");
        }
        for dropped in &article.dropped {
            let words = self.words(dropped.span.of(&self.document.text));
            self.put(&format!(
                "  {}: {words}",
                Language::english().say(dropped.reason.key())
            ));
        }
        if !diagnostics.is_empty() {
            self.put("\nreported");
        }
        for diagnostic in diagnostics {
            let place = diagnostic.location.as_ref().map(|l| l.line_column());
            let place = place.map_or(String::new(), |at| format!("{}:{} ", at.line, at.column));
            self.put(&format!(
                "  {place}{}: {}",
                diagnostic.code, diagnostic.message
            ));
        }
        self.out
    }

    fn block(&self, block: &Block) -> String {
        let sign = match block.kind {
            BlockKind::Paragraph => "¶".into(),
            BlockKind::Heading(level) => format!("h{level}"),
            BlockKind::Item { number: None } => "•".into(),
            BlockKind::Item { number: Some(n) } => format!("{}.", u32::from(n)),
            BlockKind::BlockQuote => ">".into(),
            BlockKind::Preformatted => "=".into(),
            BlockKind::Picture => "▣".into(),
        };
        let mut line = format!("{sign} ");
        for inline in &*block.inlines() {
            match inline {
                Inline::Text(span) => {
                    line.push_str(&span.of(&self.document.text).replace('\n', "↩"))
                }
                Inline::Replaced(_, shown) => line.push_str(shown),
                Inline::Break(_) => line.push('⏎'),
                Inline::Open(Markup::Emphasis) => line.push_str("<em>"),
                Inline::Open(Markup::Strong) => line.push_str("<strong>"),
                Inline::Open(Markup::Code) => line.push_str("<code>"),
                Inline::Open(Markup::Link(to)) => _ = write!(line, "<a {to}>"),
                Inline::Picture(picture) => {
                    let caption = picture.caption.as_deref().unwrap_or_default();
                    _ = write!(
                        line,
                        "<{}: {}> {caption}",
                        picture.address, picture.alternative
                    );
                }
                Inline::Close => line.push_str("</>"),
            }
        }
        self.words(&line)
    }

    fn lines(&mut self, name: &str, line: &Option<Line>) {
        self.field(name, line.as_ref().map(|line| line.text.to_string()));
    }

    fn field(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        let values: Vec<_> = values.into_iter().map(|v| self.words(&v)).collect();
        if !values.is_empty() {
            self.put(&format!("{name}: {}", values.join(" | ")));
        }
    }

    /// Characters that can't be seen are written out.
    fn words(&self, text: &str) -> String {
        let mut words = String::new();
        for c in text.chars() {
            match c {
                '\n' => words.push('↩'),
                ' ' => words.push(' '),
                c if c.is_whitespace() || c.is_control() || dateline::span::is_blank(c) => {
                    _ = write!(words, "<{:04X}>", c as u32);
                }
                c => words.push(c),
            }
        }
        words
    }

    fn put(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }
}
