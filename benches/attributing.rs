//! How fast quotations are found and attributed, on one core; and that no pattern makes it slow.
//!
//! `cargo bench --bench attributing`

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark that can't read its texts has nothing to measure"
)]

mod articles;

use dateline::article::{self, Article};
use dateline::config::{Register, Site};
use dateline::quotes;
use dateline::source::{self, Document};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// The articles that attribution is tested on, one behind the other.
#[divan::bench]
fn news(bencher: Bencher) {
    measure(bencher, articles::texts());
}

/// Texts that would show work that grows faster than they do; each of about five megabytes.
#[divan::bench(args = ["marks", "turns", "names", "cues"], sample_count = 5)]
fn pattern(bencher: Bencher, name: &str) {
    let body = match name {
        "marks" => "“".repeat(1_700_000),
        "turns" => "“We are here,” he said, and Kovač said it. ".repeat(100_000),
        "names" => (0..100_000).fold(String::new(), |text, i| {
            text + &format!("“Here,” said Mira Kovač{i} of Vestra.\n\n")
        }),
        _ => "the minister said that ".repeat(200_000),
    };
    measure(bencher, vec![format!("A text that nobody wrote\n\n{body}")]);
}

fn measure(bencher: Bencher, texts: Vec<String>) {
    let site = Site::default();
    let register = Register::default();
    let read: Vec<(Document, Article)> = texts
        .iter()
        .map(|text| {
            let document = source::read(text.as_bytes(), "2025-03-04-text.txt").unwrap();
            let (article, _) = article::read(&document, &site);
            (document, article)
        })
        .collect();
    bencher
        .counter(BytesCount::new(
            texts.iter().map(String::len).sum::<usize>(),
        ))
        .with_inputs(|| read.clone())
        .bench_values(|read| {
            for (document, article) in read {
                black_box(quotes::read(document, article, &site, &register));
            }
        });
}
