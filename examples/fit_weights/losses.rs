//! How well a score foretells which names are right.

use std::cmp::Ordering;
use std::fmt::Write;

/// A name, and how sure it was said to be.
#[derive(Clone, Copy)]
pub struct Foretold {
    pub right: bool,
    pub sure: f64,
}

/// Of what is certain and wrong, endless.
pub fn log_loss(name: Foretold) -> f64 {
    let chance = if name.right {
        name.sure
    } else {
        1.0 - name.sure
    };
    -chance.ln()
}

/// The square of the distance.
pub fn brier(name: Foretold) -> f64 {
    (name.sure - f64::from(u8::from(name.right))).powi(2)
}

pub fn total(names: &[Foretold], loss: fn(Foretold) -> f64) -> f64 {
    names.iter().map(|&name| loss(name)).sum()
}

pub fn mean(names: &[Foretold], loss: fn(Foretold) -> f64) -> f64 {
    total(names, loss) / names.len().max(1) as f64
}

/// Of all pairs of a right name and a wrong one of the same fold, the share in which the right one is surer; what is
/// equal counts half. It is what a threshold goes by: at one half it sorts out nothing.
pub fn in_order(folds: &[Vec<Foretold>]) -> f64 {
    let (mut better, mut pairs) = (0.0, 0.0);
    for names in folds {
        for right in names.iter().filter(|name| name.right) {
            for wrong in names.iter().filter(|name| !name.right) {
                pairs += 1.0;
                better += match right.sure.total_cmp(&wrong.sure) {
                    Ordering::Greater => 1.0,
                    Ordering::Equal => 0.5,
                    Ordering::Less => 0.0,
                };
            }
        }
    }
    better / f64::max(pairs, 1.0)
}

/// With the standard error of the mean.
pub fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (n - 1.0) / n).sqrt())
}

/// How many of the names are right at each height of the score.
pub fn calibration(names: &[Foretold]) -> String {
    const BANDS: [f64; 7] = [0.0, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0];
    let mut table = String::from("  foretold    names  right  foretold   share\n");
    for band in BANDS.windows(2) {
        let here: Vec<&Foretold> = names
            .iter()
            .filter(|name| (band[0]..band[1]).contains(&name.sure))
            .collect();
        if here.is_empty() {
            continue;
        }
        let right = here.iter().filter(|name| name.right).count();
        let sure: f64 = here.iter().map(|name| name.sure).sum();
        let share = |part: f64| 100.0 * part / here.len() as f64;
        _ = writeln!(
            table,
            "  {:.2}–{:.2}   {:5}  {right:5}    {:5.1}%  {:5.1}%",
            band[0],
            band[1],
            here.len(),
            share(sure),
            share(right as f64)
        );
    }
    table
}
