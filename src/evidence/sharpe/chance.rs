//! How sure a Sharpe ratio is: against a reference, after many trials, next to another.

use crate::evidence::numbers::{float, normal, normal_quantile};

/// Euler and Mascheroni's constant.
const GAMMA: f64 = 0.577_215_664_901_532_9;

/// A Sharpe ratio of a period and what its error rests on.
#[derive(Clone, Copy, Debug)]
pub struct Sharpe {
    /// Of a period.
    pub ratio: f64,
    /// Returns.
    pub n: u64,
    /// Third standardised moment.
    pub skewness: f64,
    /// Fourth standardised moment, 3 for the normal distribution.
    pub kurtosis: f64,
}

impl Sharpe {
    /// n times the squared standard error (Mertens 2002).
    fn variance(&self) -> f64 {
        1.0 - self.skewness * self.ratio + (self.kurtosis - 1.0) / 4.0 * self.ratio * self.ratio
    }

    /// Standard error for any distribution without memory; nothing if it is 0.
    pub fn error(&self) -> Option<f64> {
        Some((self.variance() / float(self.n)).sqrt()).filter(|it| *it > 0.0)
    }

    /// The chance that the true ratio is above this one, of a period (Bailey and López de Prado 2012, eq. 11).
    pub fn chance_above(&self, reference: f64) -> Option<f64> {
        let variance = Some(self.variance()).filter(|it| *it > 0.0)?;
        Some(normal((self.ratio - reference) * (float(self.n) - 1.0).sqrt() / variance.sqrt()))
    }

    /// How many periods it takes to be so sure that the true ratio is above this one; nothing if this one is not below.
    pub fn record(&self, reference: f64, sure: f64) -> Option<f64> {
        let z = normal_quantile(sure) / (self.ratio - reference);
        (self.ratio > reference).then(|| 1.0 + self.variance() * z * z)
    }
}

/// The best ratio that so many trials without any skill are expected to show, if their ratios have this variance (Bailey
/// and López de Prado 2014, eq. 1); 0 for one trial.
pub fn best_of(trials: f64, variance: f64) -> f64 {
    if trials <= 1.0 {
        return 0.0;
    }
    // The upper tail by its mirror, where small shares are exact.
    let (one, two) = (-normal_quantile(1.0 / trials), -normal_quantile(1.0 / (trials * std::f64::consts::E)));
    variance.sqrt() * ((1.0 - GAMMA) * one + GAMMA * two)
}

/// The difference of two Sharpe ratios of a period by its standard error (Jobson and Korkie 1981, as corrected by Memmel
/// 2003); nothing if the two move as one.
pub fn difference(one: f64, two: f64, correlation: f64, n: u64) -> Option<f64> {
    let both = one * one + two * two - 2.0 * one * two * correlation * correlation;
    let variance = (2.0 * (1.0 - correlation) + both / 2.0) / float(n);
    (variance > 1e-14 / float(n)).then(|| (one - two) / variance.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_skill_is_a_coin_and_one_trial_no_luck() {
        let it = Sharpe { ratio: 0.1, n: 101, skewness: 0.0, kurtosis: 3.0 };
        assert!((it.chance_above(0.1).unwrap() - 0.5).abs() < 1e-15);
        // (0.1 − 0) · 10 / √1.005 = 0.99751.
        assert!((it.chance_above(0.0).unwrap() - normal(1.0 / 1.005_f64.sqrt())).abs() < 1e-15);
        assert_eq!(it.record(0.1, 0.95), None);
        // After the record asked for, it is as sure as that.
        let record = it.record(0.05, 0.95).unwrap();
        let z = 0.05 * (record - 1.0).sqrt() / 1.005_f64.sqrt();
        assert!((normal(z) - 0.95).abs() < 1e-12);
        assert!(best_of(1.0, 1.0) == 0.0 && best_of(1e12, 1.0) > best_of(10.0, 1.0));
        assert_eq!(difference(0.1, 0.1, 1.0, 100), None);
        // Without correlation: (0.2 − 0.1) / √((2 + 0.05 / 2) / 100).
        assert!((difference(0.2, 0.1, 0.0, 100).unwrap() - 0.1 / 0.020_25_f64.sqrt()).abs() < 1e-14);
    }

    #[test]
    fn two_outcomes_may_leave_no_error_at_all() {
        // A skewness of 2 / ratio with the least kurtosis there is: 1 + skewness².
        let it = Sharpe { ratio: 0.5, n: 10, skewness: 4.0, kurtosis: 17.0 };
        assert!(it.error().is_none() && it.chance_above(0.0).is_none());
    }
}
