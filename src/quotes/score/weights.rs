//! The weights of the features, read from their file.

use super::Feature;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// For each feature the share of right names among those that lean on it alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights([f32; Feature::ALL.len()]);

impl Weights {
    /// Those that the program goes by.
    #[must_use]
    pub fn own() -> &'static Self {
        static OWN: LazyLock<Weights> =
            LazyLock::new(|| Weights::of_the_program(include_str!("weights.toml")));
        &OWN
    }

    #[expect(
        clippy::expect_used,
        reason = "the file is part of the program; a test reads it"
    )]
    fn of_the_program(toml: &str) -> Self {
        Self::read(toml).expect("the compiled-in weights are whole")
    }

    /// Reads them from TOML.
    ///
    /// # Errors
    ///
    /// What is wrong with it: each feature must have its weight between 0 and 1, and nothing else may stand there.
    pub fn read(toml: &str) -> Result<Self, String> {
        let mut read: BTreeMap<String, f32> =
            toml::from_str(toml).map_err(|error| error.to_string())?;
        let mut weights = [1.0; Feature::ALL.len()];
        for &feature in Feature::ALL {
            let weight = read.remove(feature.name());
            let weight = weight.ok_or_else(|| format!("`{}` has no weight", feature.name()))?;
            if !(0.0..=1.0).contains(&weight) {
                return Err(format!("`{}` is not between 0 and 1", feature.name()));
            }
            weights[feature as usize] = weight;
        }
        match read.into_keys().next() {
            Some(unknown) => Err(format!("`{unknown}` is no feature")),
            None => Ok(Self(weights)),
        }
    }

    /// The weights that a function gives.
    pub fn by(weight: impl Fn(Feature) -> f32) -> Self {
        let mut weights = [1.0; Feature::ALL.len()];
        for &feature in Feature::ALL {
            weights[feature as usize] = weight(feature);
        }
        Self(weights)
    }

    /// The weight of one.
    #[must_use]
    pub fn of(&self, feature: Feature) -> f32 {
        self.0[feature as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!("weights.toml");

    #[test]
    fn the_file_has_each_feature_and_no_other() {
        Weights::read(FILE).unwrap();
        let unknown = format!("{FILE}\nhearsay = 0.5\n");
        assert!(Weights::read(&unknown).unwrap_err().contains("hearsay"));
        let lacking = FILE.replace("\npronoun = ", "\n# pronoun = ");
        assert!(Weights::read(&lacking).unwrap_err().contains("`pronoun`"));
        let certain = FILE.replace("\nname = 1", "\nname = 2");
        assert!(Weights::read(&certain).unwrap_err().contains("`name`"));
    }

    #[test]
    fn all_features_fit_the_set() {
        assert!(Feature::ALL.len() <= 128);
    }
}
