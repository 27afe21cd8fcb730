//! What returns that hang together in time do to a Sharpe ratio and its error.

use super::moments::Moments;
use crate::evidence::numbers::float;

/// Autocorrelations at the lags 1 to `most`, with n and the mean of all.
pub fn autocorrelations(x: &[f64], most: usize) -> Vec<f64> {
    let moments = Moments::of(x);
    let off: Vec<f64> = x.iter().map(|it| it - moments.mean).collect();
    (1..=most).map(|lag| product(&off, lag) / moments.squares()).collect()
}

/// Sum of the products of all with those `lag` later.
pub fn product(off: &[f64], lag: usize) -> f64 {
    let mut lanes = [0.0; 4];
    let later = off.get(lag..).unwrap_or_default();
    for (a, b) in off.chunks(4).zip(later.chunks(4)) {
        for (lane, (a, b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            *lane += a * b;
        }
    }
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3])
}

/// By what the Sharpe ratio of a period is multiplied for one of `rho.len() + 1` periods: q / √(q + 2 Σ (q − j) ρⱼ)
/// (Lo 2002, eq. 20); nothing if the root is of nothing or less.
pub fn eta(rho: &[f64]) -> Option<f64> {
    let q = float(rho.len() as u64 + 1);
    let sum: f64 = rho.iter().zip(1_u64..).map(|(it, j)| (q - float(j)) * it).sum();
    let under = q + 2.0 * sum;
    (under > 0.0).then(|| q / under.sqrt())
}

/// The standard error of the Sharpe ratio of a period if returns are independent and normal (Lo 2002, eq. 9).
pub fn error_if_independent(sharpe: f64, n: u64) -> f64 {
    ((1.0 + sharpe * sharpe / 2.0) / float(n)).sqrt()
}

/// The standard error of the Sharpe ratio of a period by the delta method on mean and variance, with the weights of
/// Newey and West 1987 for this many lags (Lo 2002, eq. A8); 0 lags hold for any distribution without memory.
pub fn error_with_memory(x: &[f64], lags: usize) -> Option<f64> {
    let moments = Moments::of(x);
    let n = float(moments.n);
    let variance = moments.squares() / n;
    let s = variance.sqrt();
    let slope = moments.mean / (2.0 * s * variance);
    let influence: Vec<f64> = x
        .iter()
        .map(|it| {
            let off = it - moments.mean;
            off / s - slope * (off * off - variance)
        })
        .collect();
    let weight = |lag: usize| 1.0 - float(lag as u64) / (float(lags as u64) + 1.0);
    let sum: f64 = (1..=lags).map(|lag| 2.0 * weight(lag) * product(&influence, lag)).sum();
    let long = (product(&influence, 0) + sum) / n;
    (long > 0.0).then(|| (long / n).sqrt())
}

/// The usual number of lags for so many returns (Newey and West 1994).
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number above 0")]
pub fn usual_lags(n: u64) -> usize {
    (4.0 * libm::pow(float(n) / 100.0, 2.0 / 9.0)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lags_and_factors_are_those_of_small_cases() {
        // 1, 2, 3: distances −1, 0, 1.
        assert_eq!(autocorrelations(&[1.0, 2.0, 3.0], 2), [0.0, -0.5]);
        assert!((eta(&[0.0; 11]).unwrap() - 12_f64.sqrt()).abs() < 1e-15);
        assert_eq!(eta(&[-1.0]), None);
        assert_eq!((usual_lags(100), usual_lags(132)), (4, 4));
        let all: Vec<f64> = (0..50).map(|it| f64::from(it * 7 % 13)).collect();
        assert!((product(&all, 3) - all.windows(4).map(|it| it[0] * it[3]).sum::<f64>()).abs() < 1e-9);
    }
}
