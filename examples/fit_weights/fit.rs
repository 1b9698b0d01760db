//! How weights are fitted to names of which it is known whether they are right.
//!
//! The score is a noisy “and”: a name is right if none of its reasons deceives, each by itself (J. Pearl, Probabilistic
//! Reasoning in Intelligent Systems, 1988, section 4.3).

use super::losses::{log_loss, total};
use super::{FOLDS, Names, SUREST, foretell, split};
use dateline::quotes::score::{Feature, Weights};

/// How many names the prior of a weight may count for.
const STRENGTHS: [f64; 6] = [3.0, 10.0, 30.0, 100.0, 300.0, 1000.0];
const ROUNDS: usize = 60;

/// The present weights, all raised to the power that fits best: their level is learned, and their order kept.
pub fn raised(articles: &[Names]) -> Weights {
    let raised = |power: f32| Weights::by(|feature| Weights::own().of(feature).powf(power));
    let powers = (1..=60).map(|step| step as f32 / 40.0);
    let best = powers.min_by(|&one, &other| {
        let loss = |power| loss(articles, &raised(power));
        loss(one).total_cmp(&loss(other))
    });
    raised(best.unwrap())
}

/// A weight for each feature, with the prior that does best within these articles.
pub fn fitted(articles: &[Names]) -> Weights {
    let unseen = |strength: f64| -> f64 {
        let folds = (0..FOLDS).map(|fold| {
            let (tested, learned) = split(articles, fold);
            loss(&tested, &with_prior(&learned, strength))
        });
        folds.sum()
    };
    let losses = STRENGTHS.map(|strength| (unseen(strength), strength));
    let best = losses.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
    with_prior(articles, best.unwrap().1)
}

/// The weights that make it likeliest which names are right, by expectation and maximisation (A. Dempster, N. Laird and
/// D. Rubin, “Maximum Likelihood from Incomplete Data via the EM Algorithm”, Journal of the Royal Statistical Society
/// B 39(1), 1977): what is not seen is which reason has deceived where a name is wrong. Few names are wrong, and most
/// reasons come seldom, so each weight has a beta prior, with the present one for its mean, that counts for `strength`
/// names.
fn with_prior(articles: &[Names], strength: f64) -> Weights {
    let before = |feature| f64::from(Weights::own().of(feature)).min(SUREST);
    let mut weights: Vec<f64> = Feature::ALL
        .iter()
        .map(|&feature| before(feature))
        .collect();
    for _ in 0..ROUNDS {
        let mut held = vec![0.0; weights.len()];
        let mut times = vec![0.0; weights.len()];
        for name in articles.iter().flatten() {
            let links = name.features.iter();
            let all: f64 = links
                .map(|(feature, n)| weights[feature as usize].powi(i32::from(n)))
                .product();
            for (feature, n) in name.features.iter() {
                let weight = weights[feature as usize];
                // Where the name is right all have held; where it is wrong, this one has, and another has deceived.
                let holds = if name.right {
                    1.0
                } else {
                    (weight - all) / (1.0 - all)
                };
                held[feature as usize] += f64::from(n) * holds;
                times[feature as usize] += f64::from(n);
            }
        }
        for &feature in Feature::ALL {
            let i = feature as usize;
            weights[i] = (strength * before(feature) + held[i]) / (strength + times[i]);
        }
    }
    Weights::by(|feature| weights[feature as usize] as f32)
}

fn loss(articles: &[Names], weights: &Weights) -> f64 {
    let losses = articles
        .iter()
        .map(|names| total(&foretell(names, weights), log_loss));
    losses.sum()
}
