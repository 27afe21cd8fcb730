//! One credence of many, and what evidence makes of one.

use super::{Undefined, probability};
use crate::evidence::numbers::{float, sum};

/// The value at the quantile `p` of `values`: an actual one of them, the first of which at least the share `p` are not
/// above (Hyndman and Fan 1996, type 1; R's `quantile(type = 1)`). FRI's medians are these, not interpolated ones.
///
/// # Errors
/// If there are no values or one is no number, or if `p` is no probability.
pub fn quantile(values: &[f64], p: f64) -> Result<f64, Undefined> {
    let p = probability("the quantile", p)?;
    let sorted = sorted(values)?;
    // As R does it: n p may be a hair above the whole number that is meant.
    let place = float(sorted.len() as u64) * p;
    let place = (place - 4.0 * f64::EPSILON * place.max(1.0)).ceil().max(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1 to the number of values")]
    let place = place as usize;
    Ok(sorted[place.min(sorted.len()) - 1])
}

/// The median that is one of the values; of two in the middle the lower: [`quantile`] at a half.
///
/// # Errors
/// As [`quantile`].
pub fn median(values: &[f64]) -> Result<f64, Undefined> {
    quantile(values, 0.5)
}

/// What of `credences` is put in for those of 0 and 1, whose odds have no logarithm.
const REPLACED_AT: f64 = 0.05;

/// The geometric mean of odds: exp of the mean of ln(p / (1 − p)), as a probability (Satopää et al. 2014).
///
/// Pooling "not a" gives 1 less what pooling "a" gives; the geometric mean of probabilities does not. Credences of 0 and 1
/// count as the 5 % and 95 % quantile (interpolated, type 7) of the others, as FRI's aggutils has it, so that one person's
/// certainty does not decide for all; the quantiles are those of credences that are neither 0 nor 1, which differs from
/// aggutils where both occur, and only so keeps that rule. Where all are 0, or all are 1, so is the outcome.
///
/// # Errors
/// If there are none, one is no probability, or all are certain but not of the same.
pub fn odds_mean(credences: &[f64]) -> Result<f64, Undefined> {
    Ok(as_probability(log_odds_mean(credences)?))
}

/// The geometric mean of odds with the extremising of Neyman and Roughgarden 2021: the mean of log odds times
/// [`neyman_factor`] of how many there are. Credences of 0 and 1 as in [`odds_mean`].
///
/// # Errors
/// As [`odds_mean`].
pub fn odds_mean_extremised(credences: &[f64]) -> Result<f64, Undefined> {
    Ok(as_probability(log_odds_mean(credences)? * neyman_factor(credences.len())))
}

/// d = n (√(3n² − 3n + 1) − 2) / (n² − n − 1), from 1 to √3 (Neyman and Roughgarden 2021). For one person the formula
/// would be n = 1 over −1; nobody is extremised alone, so it is 1, and so it is for none.
pub fn neyman_factor(n: usize) -> f64 {
    if n < 2 {
        return 1.0;
    }
    let n = float(n as u64);
    n * (libm::sqrt(3.0 * n * n - 3.0 * n + 1.0) - 2.0) / (n * n - n - 1.0)
}

/// The geometric mean of two people's odds, exactly: a credence of 0 or 1 is not replaced, and decides.
///
/// # Errors
/// If one is no probability, or one is 0 and the other 1.
pub fn odds_mean_of_two(a: f64, b: f64) -> Result<f64, Undefined> {
    let (a, b) = (probability("a credence", a)?, probability("a credence", b)?);
    let (both, neither) = (libm::sqrt(a) * libm::sqrt(b), libm::sqrt(1.0 - a) * libm::sqrt(1.0 - b));
    let whole = both + neither;
    if whole > 0.0 { Ok(both / whole) } else { Err(Undefined::OppositeCertainties) }
}

/// The mean without the lowest and the highest: the share `cut` of all goes at each end, rounded to the even (aggutils'
/// `trim`; Jose and Winkler 2008).
///
/// # Errors
/// If there are none, one is no number, or `cut` is not from 0 to below a half.
pub fn trimmed_mean(values: &[f64], cut: f64) -> Result<f64, Undefined> {
    let sorted = sorted(values)?;
    let out = share(sorted.len(), cut, 0.5)?.round_ties_even();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to half of them")]
    let out = (out as usize).min((sorted.len() - 1) / 2);
    Ok(mean(&sorted[out..sorted.len() - out]))
}

/// The mean of the shortest stretch that holds all but the share `cut` of the values; of equally short ones the lowest
/// (aggutils' `hd_trim`; Powell et al. 2022, highest density).
///
/// # Errors
/// If there are none, one is no number, or `cut` is not from 0 to below 1.
pub fn densest_mean(values: &[f64], cut: f64) -> Result<f64, Undefined> {
    let sorted = sorted(values)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to less than all")]
    let out = (share(sorted.len(), cut, 1.0)?.floor() as usize).min(sorted.len() - 1);
    let inside = sorted.len() - out;
    let wide = |it: &[f64]| it[inside - 1] - it[0];
    let best = sorted.windows(inside).reduce(|best, it| if wide(it) < wide(best) { it } else { best });
    Ok(mean(best.unwrap_or(&sorted)))
}

/// What a likelihood ratio makes of a credence: odds times ratio, as a probability (Bayes 1763, in odds).
///
/// Whoever is certain stays so. The ratios of several pieces of evidence may be multiplied only where they are independent;
/// `evidence::weigh` refuses to for those from the same data.
///
/// # Errors
/// If `prior` is no probability or `ratio` no number from 0; if certainty meets evidence that excludes it.
pub fn updated(prior: f64, ratio: f64) -> Result<f64, Undefined> {
    let prior = probability("a credence", prior)?;
    if !(ratio.is_finite() && ratio >= 0.0) {
        return Err(Undefined::NotARatio(ratio));
    }
    if prior <= 0.0 || prior >= 1.0 {
        return if ratio > 0.0 || prior <= 0.0 { Ok(prior) } else { Err(Undefined::Excluded) };
    }
    // Neither odds nor ratio becomes so large that it is lost.
    let (yes, no) = if ratio > 1.0 { (prior, (1.0 - prior) / ratio) } else { (prior * ratio, 1.0 - prior) };
    Ok(yes / (yes + no))
}

fn as_probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-log_odds))
}

fn log_odds_mean(credences: &[f64]) -> Result<f64, Undefined> {
    for &it in credences {
        probability("a credence", it)?;
    }
    let sorted = sorted(credences)?;
    let inner: Vec<f64> = sorted.iter().copied().filter(|&it| it > 0.0 && it < 1.0).collect();
    if inner.is_empty() {
        return match (sorted[0] <= 0.0, sorted[sorted.len() - 1] >= 1.0) {
            (true, true) => Err(Undefined::OppositeCertainties),
            (true, false) => Ok(f64::NEG_INFINITY),
            (false, _) => Ok(f64::INFINITY),
        };
    }
    let (low, high) = (between(&inner, REPLACED_AT), between(&inner, 1.0 - REPLACED_AT));
    let logs = sorted.iter().map(|&it| {
        let it = if it <= 0.0 { low } else { it };
        let it = if it >= 1.0 { high } else { it };
        libm::log(it) - libm::log1p(-it)
    });
    Ok(sum(logs) / float(sorted.len() as u64))
}

/// The quantile of type 7, between values; R's default.
fn between(sorted: &[f64], p: f64) -> f64 {
    let place = float(sorted.len() as u64 - 1) * p;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to the number of values")]
    let under = place.floor() as usize;
    let above = (under + 1).min(sorted.len() - 1);
    sorted[under] + (place - place.floor()) * (sorted[above] - sorted[under])
}

fn sorted(values: &[f64]) -> Result<Vec<f64>, Undefined> {
    if let Some(&value) = values.iter().find(|it| !it.is_finite()) {
        return Err(Undefined::OutOfBounds { what: "a value", value, bounds: "that is finite" });
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    if sorted.is_empty() { Err(Undefined::Empty) } else { Ok(sorted) }
}

fn share(n: usize, cut: f64, below: f64) -> Result<f64, Undefined> {
    if (0.0..below).contains(&cut) {
        return Ok(float(n as u64) * cut);
    }
    let bounds = if below < 1.0 { "from 0 to below 0.5" } else { "from 0 to below 1" };
    Err(Undefined::OutOfBounds { what: "the share to cut off", value: cut, bounds })
}

fn mean(values: &[f64]) -> f64 {
    sum(values.iter().copied()) / float(values.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_values_that_somebody_gave() {
        assert_eq!(median(&[0.4, 0.1]), Ok(0.1));
        assert_eq!(median(&[0.4, 0.1, 0.3]), Ok(0.3));
        // 10 · 0.3 is 3, and stays the third for all rounding; R gives 3, 1 and 10 for 1:10.
        let ten: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!([0.1 + 0.2, 0.0, 1.0].map(|p| quantile(&ten, p)), [Ok(3.0), Ok(1.0), Ok(10.0)]);
        assert_eq!(median(&[]), Err(Undefined::Empty));
        assert!(median(&[f64::NAN]).is_err() && quantile(&ten, 1.5).is_err());
    }

    #[test]
    fn nobody_is_extremised_alone() {
        assert_eq!([0, 1].map(neyman_factor).map(f64::to_bits), [1.0_f64.to_bits(); 2]);
        assert!((neyman_factor(2) - 2.0 * (7.0_f64.sqrt() - 2.0)).abs() < 1e-15);
        assert!((neyman_factor(1 << 30) - 3.0_f64.sqrt()).abs() < 1e-8);
        let alone = odds_mean_extremised(&[0.3]);
        assert!(alone.is_ok_and(|it| (it - 0.3).abs() < 1e-15));
    }

    #[test]
    fn certainties_are_replaced_kept_or_refused() {
        assert_eq!((odds_mean(&[0.0, 0.0]), odds_mean(&[1.0])), (Ok(0.0), Ok(1.0)));
        assert_eq!(odds_mean(&[0.0, 1.0]), Err(Undefined::OppositeCertainties));
        assert!(odds_mean(&[0.0, 0.5, 1.0]).is_ok_and(|it| (it - 0.5).abs() < 1e-15));
        assert_eq!((odds_mean_of_two(0.0, 0.3), odds_mean_of_two(1.0, 0.3)), (Ok(0.0), Ok(1.0)));
        assert!(odds_mean(&[0.5, 1.1]).is_err() && odds_mean(&[]) == Err(Undefined::Empty));
    }

    #[test]
    fn evidence_moves_odds_and_no_certainty() {
        assert_eq!((updated(0.0, 5.0), updated(1.0, 0.5), updated(0.5, 0.0)), (Ok(0.0), Ok(1.0), Ok(0.0)));
        assert_eq!(updated(1.0, 0.0), Err(Undefined::Excluded));
        assert!(updated(0.5, f64::INFINITY).is_err() && updated(0.5, -1.0).is_err());
        assert!(updated(1e-300, 1e300).is_ok_and(|it| (it - 0.5).abs() < 1e-12));
        assert!(trimmed_mean(&[0.1], 0.5).is_err() && densest_mean(&[0.2], 0.9).is_ok());
    }
}
