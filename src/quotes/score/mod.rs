//! How sure it is that somebody said something: one function of the reasons for it, whose weights are data.
//!
//! Each thing that a name leans on is a [`Feature`]: how the sentence joins the words to a mention, how the mention was
//! followed to a speaker, how the words go on from others. A name is right if none of them deceives, so the score is
//! the product of their weights: a noisy “and” (J. Pearl, Probabilistic Reasoning in Intelligent Systems, 1988, 4.3).
//! What the weights are is in `weights.toml`; `examples/fit_weights/` measures them.

mod feature;
mod weights;

pub use feature::{COUNTED, Feature};
pub use weights::Weights;

/// What a name leans on: a set, in which those features that can come several times are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Features {
    set: u128,
    counts: [u8; COUNTED],
}

/// How sure a name is that leans on these features: the share of such names that are right, 0 to 1.
#[must_use]
pub fn score(features: Features, weights: &Weights) -> f32 {
    let product: f32 = features
        .iter()
        .map(|(feature, times)| weights.of(feature).powi(i32::from(times)))
        .product();
    product.clamp(0.0, 1.0)
}

impl Features {
    /// The same and one more.
    #[must_use]
    pub fn with(self, feature: Feature) -> Self {
        self.with_times(feature, 1)
    }

    /// The same and one more, so many times; only what is counted comes more than once.
    #[must_use]
    pub fn with_times(mut self, feature: Feature, times: usize) -> Self {
        if times > 0 {
            self.set |= feature.bit();
        }
        if let Some(count) = self.counts.get_mut(feature as usize) {
            *count = count.saturating_add(u8::try_from(times).unwrap_or(u8::MAX));
        }
        self
    }

    /// The features of both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.set |= other.set;
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count = count.saturating_add(more);
        }
        self
    }

    /// Whether this is one of them.
    #[must_use]
    pub fn has(self, feature: Feature) -> bool {
        self.set & feature.bit() != 0
    }

    /// Whether they have one of these.
    #[must_use]
    pub fn has_one_of(self, features: &[Feature]) -> bool {
        features.iter().any(|&feature| self.has(feature))
    }

    /// Each with how many times it comes.
    pub fn iter(self) -> impl Iterator<Item = (Feature, u8)> {
        let mut left = self.set;
        std::iter::from_fn(move || {
            let feature = Feature::at(left.trailing_zeros() as usize)?;
            left &= left - 1;
            let times = self.counts.get(feature as usize).copied();
            Some((feature, times.unwrap_or(1)))
        })
    }

    /// How sure a name is that leans on them, by the program's own weights.
    #[must_use]
    pub fn sure(self) -> f32 {
        score(self, Weights::own())
    }

    /// The less sure of the two.
    #[must_use]
    pub(super) fn or_less_sure(self, other: Self) -> Self {
        if other.sure() < self.sure() {
            other
        } else {
            self
        }
    }

    /// Whether a mention was given to the likeliest, where somebody else may be meant: what leans on it in turn is no
    /// surer, and nothing is learned of the speaker from it.
    pub(super) fn is_a_guess(self) -> bool {
        self.has_one_of(&[
            Feature::NewestNamesake,
            Feature::ItIsTheBody,
            Feature::ItIsTheDescribedBody,
            Feature::TheyIsOne,
            Feature::OnlyOneNear,
            Feature::OnlyOneNearOfAnyGender,
            Feature::SubjectOfSomeAge,
            Feature::SomeAgeAmongSeveral,
            Feature::Epithet,
            Feature::EpithetAmongSeveral,
            Feature::NewestOfTheRole,
            Feature::OnlyBodyNear,
            Feature::NewestFirm,
            Feature::SingleWordIsAFirm,
        ])
    }

    /// Whether a verb before quoted words may end its clause before them: another frame behind the words is as likely.
    pub(super) fn is_loose(self) -> bool {
        self.has_one_of(&[
            Feature::ClauseAndColon,
            Feature::WovenNear,
            Feature::WovenFar,
            Feature::WovenFarthest,
            Feature::StrangerBehindVerb,
        ])
    }
}

impl From<Feature> for Features {
    fn from(feature: Feature) -> Self {
        Self::default().with(feature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_alone_is_its_weight() {
        for &feature in Feature::ALL {
            let weight = Weights::own().of(feature);
            assert!((Features::from(feature).sure() - weight).abs() < 1e-6);
        }
    }

    #[test]
    fn reasons_multiply_and_counted_ones_more_than_once() {
        let weights = Weights::own();
        let one = Features::from(Feature::Pronoun).with_times(Feature::Rival, 2);
        let other = Features::from(Feature::SpeakerBehind).with(Feature::Pronoun);
        let rival = weights.of(Feature::Rival);
        let expected =
            weights.of(Feature::Pronoun) * weights.of(Feature::SpeakerBehind) * rival * rival;
        assert!((one.and(other).sure() - expected).abs() < 1e-6);
        let times: Vec<(Feature, u8)> = one.and(other).iter().collect();
        assert_eq!(
            times,
            [
                (Feature::Rival, 2),
                (Feature::SpeakerBehind, 1),
                (Feature::Pronoun, 1)
            ]
        );
        assert_eq!(Features::default().sure(), 1.0);
        assert!(
            !Features::default()
                .with_times(Feature::Rival, 0)
                .has(Feature::Rival)
        );
    }
}
