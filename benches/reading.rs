//! How fast the structure of texts is read, without their quotations, on one core; and that no pattern makes it slow.
//!
//! `cargo bench --bench reading`

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark that can't read its texts has nothing to measure"
)]

use dateline::article;
use dateline::config::Site;
use dateline::source::{self, Document};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use std::fmt::Write;

fn main() {
    divan::main();
}

/// From bytes to structure, article by article.
#[divan::bench]
fn articles(bencher: Bencher) {
    let texts: Vec<String> = (0..200).map(pasted).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let site = Site::default();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        for text in &texts {
            let document = source::read(black_box(text.as_bytes()), "2025-02-28-a.txt");
            black_box(article::read(&document.unwrap(), &site));
        }
    });
}

/// The same as Markdown.
#[divan::bench]
fn markdown(bencher: Bencher) {
    let texts: Vec<String> = (0..200).map(pasted).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let site = Site::default();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        for text in &texts {
            let document = source::read(black_box(text.as_bytes()), "2025-02-28-a.md");
            black_box(article::read(&document.unwrap(), &site));
        }
    });
}

/// Texts that a reader with a quadratic step would hang on.
#[divan::bench(args = PATTERNS, sample_count = 3, sample_size = 1)]
fn patterns(bencher: Bencher, pattern: &Pattern) {
    let document = pattern.document();
    let bytes = document.text.len();
    let site = Site::default();
    bencher
        .counter(BytesCount::new(bytes))
        .bench_local(|| black_box(article::read(&document, &site)));
}

const MILLION: usize = 1_000_000;

struct Pattern {
    name: &'static str,
    file: &'static str,
    piece: &'static str,
    times: usize,
}

const PATTERNS: &[Pattern] = &[
    Pattern {
        name: "a line of 10 MB of quotation marks",
        file: "a.txt",
        piece: "\"",
        times: 10 * MILLION,
    },
    Pattern {
        name: "a line of opening marks",
        file: "a.txt",
        piece: "“",
        times: 3 * MILLION,
    },
    Pattern {
        name: "a million empty lines",
        file: "a.txt",
        piece: "\n",
        times: MILLION,
    },
    Pattern {
        name: "a paragraph of a million words",
        file: "a.txt",
        piece: "word ",
        times: MILLION,
    },
    Pattern {
        name: "a million headings",
        file: "a.txt",
        piece: "What comes next\n\nIt fell.\n\n",
        times: MILLION,
    },
    Pattern {
        name: "a million short lines",
        file: "a.txt",
        piece: "What comes next\n",
        times: MILLION,
    },
    Pattern {
        name: "a million items",
        file: "a.txt",
        piece: "- one\n",
        times: MILLION,
    },
    Pattern {
        name: "a million numbers",
        file: "a.txt",
        piece: "1. one\n",
        times: MILLION,
    },
    Pattern {
        name: "a million weekdays",
        file: "a.txt",
        piece: "Thursday ",
        times: MILLION,
    },
    Pattern {
        name: "a million verbs and days",
        file: "a.txt",
        piece: "He fell on Thursday. Friday’s fall. ",
        times: MILLION / 4,
    },
    Pattern {
        name: "a million promotions",
        file: "a.txt",
        piece: "Read more: it\n",
        times: MILLION,
    },
    Pattern {
        name: "a million lists of more",
        file: "a.txt",
        piece: "Related topics\n\nVestra\n\n",
        times: MILLION / 2,
    },
    Pattern {
        name: "a million sign-offs",
        file: "a.txt",
        piece: "It fell.\nENDS\n",
        times: MILLION / 2,
    },
    Pattern {
        name: "a million brackets",
        file: "a.txt",
        piece: "(AP Photo/",
        times: MILLION,
    },
    Pattern {
        name: "a million wrapped lines",
        file: "a.txt",
        piece: "the convoy of forty lorries waited at the crossing for\nsix days\n",
        times: MILLION / 4,
    },
    Pattern {
        name: "a million quoted lines",
        file: "a.txt",
        piece: "> the convoy of forty lorries waited at the gate for\n> six days\n",
        times: MILLION / 4,
    },
    Pattern {
        name: "Markdown: a line of quotation marks",
        file: "a.md",
        piece: "\"",
        times: 10 * MILLION,
    },
    Pattern {
        name: "Markdown: a million headings",
        file: "a.md",
        piece: "# It\n\n",
        times: MILLION,
    },
    Pattern {
        name: "Markdown: deep quotations",
        file: "a.md",
        piece: "> ",
        times: MILLION / 10,
    },
    Pattern {
        name: "Markdown: deep lists",
        file: "a.md",
        piece: "- ",
        times: MILLION / 10,
    },
    Pattern {
        name: "Markdown: open brackets",
        file: "a.md",
        piece: "[",
        times: MILLION,
    },
    Pattern {
        name: "Markdown: stars",
        file: "a.md",
        piece: "*a **a ",
        times: MILLION / 4,
    },
    Pattern {
        name: "Markdown: ticks",
        file: "a.md",
        piece: "`a``b```c",
        times: MILLION / 8,
    },
    Pattern {
        name: "Markdown: links",
        file: "a.md",
        piece: "[a](b) ",
        times: MILLION / 4,
    },
    Pattern {
        name: "Markdown: definitions",
        file: "a.md",
        piece: "[a]: b\n",
        times: MILLION / 4,
    },
    Pattern {
        name: "Markdown: open tags",
        file: "a.md",
        piece: "<a ",
        times: MILLION / 4,
    },
];

impl Pattern {
    fn document(&self) -> Document {
        let mut text = self.piece.repeat(self.times);
        text.push_str("\n\nIt fell.\n");
        source::read(text.as_bytes(), self.file).unwrap()
    }
}

impl std::fmt::Display for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

const SENTENCES: &[&str] = &[
    "The convoy of forty lorries waited at the crossing for six days before the gate was opened, and drivers said that they had run out of water on Monday.",
    "Engineers restored power to most districts of the town last week, while observers counted nineteen violations of the truce in a single day.",
    "“The road is open, but nobody should call it safe,” said Mira Kovač, the mayor of Vestra, who has asked both armies for guarantees.",
    "Oskar Lind, deputy foreign minister, called the outcome of the talks “a step backwards” and told reporters that a second round would be held on 12 March.",
    "Families were moved to schools in the west of the region, where the council had set up beds, according to a spokesman for the border service.",
    "Grain shipments resumed from the southern port in January 2025 after the envoys had left Norrin without a statement.",
];

const HEADINGS: &[&str] = &[
    "Aid convoy reaches Vestra after six days",
    "Leaders split over ceasefire terms",
    "Army chief visits the northern front",
    "What was agreed",
];

/// An article of about 8 kB as it is pasted from a news page.
fn pasted(n: usize) -> String {
    let mut text = String::new();
    let headline =
        format!("Talks at Vestra advance as envoys of both sides meet for the {n}th time");
    let _ = write!(
        text,
        "Vestra Courier logo\n\nWorld\n\nWorld, Northern Front\n\n{headline}\n\n{headline}\n"
    );
    text.push_str("Envoys met in Norrin for six hours, while the bridge stayed shut and lorries waited on both banks of the river.\n\n");
    let mut next = n;
    for section in 0..6 {
        if section > 0 {
            let _ = write!(text, "{}\n\n\n", HEADINGS[(n + section) % HEADINGS.len()]);
        }
        for _ in 0..5 {
            for _ in 0..2 {
                next = (next * 7 + 3) % 1009;
                text.push_str(SENTENCES[next % SENTENCES.len()]);
                text.push(' ');
            }
            text.push_str("\n\n");
        }
    }
    text.push_str("By then nobody waited at the gate any more. DM\n");
    text
}
