//! How sure each reason is by which a speaker is named, measured on the invented articles of the tests.
//!
//! `cargo run --release --example fit_weights` reads the articles of `tests/quotations/articles/` with the threshold
//! at 0, and looks at each name: what it leans on, and whether it is right. It fits the weights of
//! `src/quotes/score/weights.toml` to that, and prints whether the fitted ones foretell better which names are right,
//! on articles that they were not fitted to: cross-validation with the articles as folds, since the names of one err
//! together, dealt from a fixed seed.
//!
//! - [`fit`]: how weights are fitted.
//! - [`losses`]: how well they foretell.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measurement that can't read its articles has nothing to say"
)]

mod fit;
mod losses;
#[path = "../../tests/nothing_invented/truth.rs"]
#[expect(dead_code, reason = "the tests compare more of it")]
mod truth;

use dateline::config::{Register, Site};
use dateline::quotes::score::{Feature, Features, Weights, score};
use dateline::{article, quotes, source};
use losses::{Foretold, brier, calibration, in_order, log_loss, mean, mean_and_error, total};
use std::path::Path;

/// Of the order in which the articles are dealt to the folds.
const SEED: u64 = 2025;
const FOLDS: usize = 10;
/// A loss is not made endless by a single name of which the score was certain.
const SUREST: f64 = 0.999;

/// A name that was given.
#[derive(Clone, Copy)]
struct Name {
    features: Features,
    right: bool,
}

/// The names of one article.
type Names = Vec<Name>;

/// What is compared: weights that are made from the articles that they may see.
struct Contender {
    title: &'static str,
    weights: fn(&[Names]) -> Weights,
}

const CONTENDERS: [Contender; 3] = [
    Contender {
        title: "present",
        weights: |_| Weights::own().clone(),
    },
    Contender {
        title: "raised",
        weights: fit::raised,
    },
    Contender {
        title: "fitted",
        weights: fit::fitted,
    },
];

fn main() {
    let articles = dealt(truth::articles().iter().map(|path| read(path)).collect());
    let names = articles.iter().flatten();
    println!(
        "{} names in {} articles, {} of them wrong\n",
        names.clone().count(),
        articles.len(),
        names.filter(|name| !name.right).count()
    );
    let foretold = CONTENDERS.map(|contender| cross_validated(&articles, contender.weights));
    folds(&foretold);
    let present = foretold[0].concat();
    for (contender, folds) in CONTENDERS.iter().zip(&foretold) {
        let by_article = folds.concat();
        let gains: Vec<f64> = (present.iter().zip(&by_article))
            .map(|(before, now)| total(before, log_loss) - total(now, log_loss))
            .collect();
        let (gain, error) = mean_and_error(&gains);
        let folds: Vec<Vec<Foretold>> = folds.iter().map(|fold| fold.concat()).collect();
        println!(
            "By the {} weights, on articles that they have not seen:",
            contender.title
        );
        println!("  log loss saved an article: {gain:.3} ± {error:.3} (standard error)");
        println!(
            "  a right name is surer than a wrong one in {:.1}% of all pairs of a fold",
            100.0 * in_order(&folds)
        );
        println!("{}", calibration(&by_article.concat()));
    }
    weights(&articles);
}

/// For each fold and each of its articles, what is foretold of its names by weights that are made without the fold.
fn cross_validated(
    articles: &[Names],
    weights: fn(&[Names]) -> Weights,
) -> Vec<Vec<Vec<Foretold>>> {
    let folds = (0..FOLDS).map(|fold| {
        let (tested, learned) = split(articles, fold);
        let weights = weights(&learned);
        let foretold = tested.iter().map(|names| foretell(names, &weights));
        foretold.collect()
    });
    folds.collect()
}

/// Prints the losses of each contender in each fold.
fn folds(foretold: &[Vec<Vec<Vec<Foretold>>>]) {
    let titles = CONTENDERS.map(|contender| format!("{:>9}", contender.title));
    let titles = titles.concat();
    println!("fold  names  log loss:{titles}  Brier:{titles}");
    let row = |title: &str, foretold: &[Vec<Foretold>]| {
        let losses = |loss| -> String {
            let of = foretold.iter();
            of.map(|all| format!("{:9.4}", mean(all, loss))).collect()
        };
        println!(
            "{title:>4}  {:5}           {}        {}",
            foretold[0].len(),
            losses(log_loss),
            losses(brier)
        );
    };
    for fold in 0..FOLDS {
        let here: Vec<_> = foretold.iter().map(|folds| folds[fold].concat()).collect();
        row(&(fold + 1).to_string(), &here);
    }
    let all: Vec<_> = foretold
        .iter()
        .map(|folds| folds.concat().concat())
        .collect();
    row("all", &all);
    println!();
}

/// Prints the weights that are fitted to all articles, as their file has them.
fn weights(articles: &[Names]) {
    let fitted = fit::fitted(articles);
    println!(
        "# Fitted to all articles: of how many names and how many wrong ones; and what it was before."
    );
    for &feature in Feature::ALL {
        let with = articles
            .iter()
            .flatten()
            .filter(|name| name.features.has(feature));
        println!(
            "{} = {:.4} # {}, {}; {}",
            feature.name(),
            fitted.of(feature),
            with.clone().count(),
            with.filter(|name| !name.right).count(),
            Weights::own().of(feature)
        );
    }
}

/// What is named in an article, and whether it is right.
fn read(path: &Path) -> Names {
    let bytes = std::fs::read(path).unwrap();
    let mut site = Site::default();
    site.quotes.threshold = 0.0.try_into().unwrap();
    let name = path.file_name().unwrap().to_string_lossy();
    let document = source::read(&bytes, &name).unwrap();
    let (article, _) = article::read(&document, &site);
    let (entry, reasons) = quotes::explain(document, article, &site, &Register::default());
    let rows = truth::rows(path, &entry.document.text);
    let said = rows.iter().filter(|said| said.kind != "none");
    let names = said.filter_map(|said| {
        let quotation = entry.quotations.iter().find(|q| said.is(q))?;
        let speaker = entry.speaker_of(quotation)?;
        let (_, features) = reasons.iter().find(|(span, _)| *span == quotation.marked)?;
        Some(Name {
            features: *features,
            right: said.is_by(&speaker.name),
        })
    });
    names.collect()
}

/// The articles in an order that the seed alone decides.
fn dealt(mut articles: Vec<Names>) -> Vec<Names> {
    let mut state = SEED;
    // SplitMix64 (G. Steele, D. Lea and C. Flood, “Fast Splittable Pseudorandom Number Generators”, OOPSLA 2014).
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    for last in (1..articles.len()).rev() {
        let other = usize::try_from(next() % (last as u64 + 1)).unwrap();
        articles.swap(last, other);
    }
    articles
}

/// The articles of a fold, and all others.
fn split(articles: &[Names], fold: usize) -> (Vec<Names>, Vec<Names>) {
    let (mut tested, mut learned) = (Vec::new(), Vec::new());
    for (i, names) in articles.iter().enumerate() {
        if i % FOLDS == fold {
            tested.push(names.clone());
        } else {
            learned.push(names.clone());
        }
    }
    (tested, learned)
}

fn foretell(names: &[Name], weights: &Weights) -> Vec<Foretold> {
    let foretold = names.iter().map(|name| Foretold {
        right: name.right,
        sure: f64::from(score(name.features, weights)).min(SUREST),
    });
    foretold.collect()
}
