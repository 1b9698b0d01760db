//! How fast the entries of a site become one digest, and a digest the pages of a site.
//!
//! `cargo bench --bench making`

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark that can't read its texts has nothing to measure"
)]

mod articles;

use dateline::config::{Register, Site};
use dateline::digest;
use dateline::quotes::{self, Entry};
use dateline::render::{Renderer, Theme};
use dateline::{article, source};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use std::path::Path;
use std::sync::Arc;

fn main() {
    divan::main();
}

/// Articles, so many times those that attribution is tested on, become a digest.
#[divan::bench(args = [1, 10, 100], sample_count = 5, sample_size = 1)]
fn join(bencher: Bencher, times: usize) {
    let entries = entries(times);
    bencher
        .counter(ItemsCount::new(entries.len()))
        .with_inputs(|| entries.clone())
        .bench_local_values(|entries| {
            digest::join(Site::default(), black_box(&Register::default()), entries)
        });
}

/// A digest becomes pages of HTML.
#[divan::bench(args = [1, 4], sample_count = 5, sample_size = 1)]
fn render(bencher: Bencher, times: usize) {
    let (digest, _) = digest::join(Site::default(), &Register::default(), entries(times));
    let theme = Theme::load(Path::new("no such folder"), "en").unwrap();
    let pages = || {
        let renderer = Renderer::without_index(&digest, &theme);
        let pages = renderer
            .pages()
            .filter(|planned| planned.path.ends_with(".html"));
        pages.fold(0_usize, |count, planned| {
            black_box(renderer.render(&planned).unwrap());
            count + 1
        })
    };
    bencher.counter(ItemsCount::new(pages())).bench_local(pages);
}

/// Each article so many times, a day apart.
fn entries(times: usize) -> Vec<Arc<Entry>> {
    let texts = articles::texts();
    let mut entries = Vec::new();
    for day in 0..times {
        for (number, text) in texts.iter().enumerate() {
            let (year, month) = (2000 + day / 336, 1 + day / 28 % 12);
            let day = 1 + day % 28;
            let shown = format!("content/{year}-{month:02}-{day:02}-article-{number}.txt");
            let site = Site::default();
            let document = source::read(text.as_bytes(), &shown).unwrap();
            let (article, _) = article::read(&document, &site);
            let (entry, _) = quotes::read(document, article, &site, &Register::default());
            entries.push(Arc::new(entry));
        }
    }
    entries
}
