//! The record drawn anew, in blocks: the stationary bootstrap.

use super::{moments::Moments, serial::product};
use crate::evidence::numbers::{Random, float};

/// The mean length of a block that suits these returns, in periods (Politis and White 2004 with the correction of Patton,
/// Politis and White 2009; where they leave a choice, as the package arch does).
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small numbers above 0")]
pub fn best_block(x: &[f64]) -> f64 {
    let moments = Moments::of(x);
    let off: Vec<f64> = x.iter().map(|it| it - moments.mean).collect();
    let n = float(moments.n);
    // How many autocorrelations in a row must be small, and how far to look for them.
    let row = (libm::log10(n) as usize).max(5);
    let far = (n.sqrt().ceil() as usize + row).min(x.len().saturating_sub(2));
    let small = 2.0 * (libm::log10(n) / n).sqrt();
    // Each is measured against the spread of the returns that enter into it.
    let (mut front, mut back) = (moments.squares(), moments.squares());
    let (mut covariances, mut calm, mut found) = (Vec::new(), 0, None);
    for lag in 0..=far {
        let covariance = product(&off, lag);
        covariances.push(covariance / n);
        front -= off[lag] * off[lag];
        back -= off[off.len() - 1 - lag] * off[off.len() - 1 - lag];
        if calm >= row && lag >= row {
            found = found.or(Some(lag - row));
        }
        let correlation = covariance.abs() / (front * back).max(f64::MIN_POSITIVE).sqrt();
        calm = if correlation < small { calm + 1 } else { 0 };
        if found.is_some_and(|it| lag >= 2 * it.max(1)) {
            break;
        }
    }
    let last = found.map_or(far, |it| 2 * it.max(1)).min(covariances.len().saturating_sub(1));
    let (mut slope, mut long) = (0.0, covariances.first().copied().unwrap_or(0.0));
    for (lag, covariance) in covariances.iter().enumerate().take(last + 1).skip(1) {
        let part = float(lag as u64) / float(last as u64);
        let weight = if part <= 0.5 { 1.0 } else { 2.0 * (1.0 - part) };
        slope += 2.0 * weight * float(lag as u64) * covariance;
        long += 2.0 * weight * covariance;
    }
    let best = libm::cbrt(slope * slope / (long * long) * n);
    let most = (3.0 * n.sqrt()).min(n / 3.0).ceil();
    if best.is_finite() { best.min(most).max(1.0) } else { 1.0 }
}

/// Sharpe ratios of a period, ascending, of records drawn anew (Politis and Romano 1994); draws without spread are left
/// out. `give_up` is asked now and then: then there is nothing.
pub fn draw(x: &[f64], block: f64, draws: usize, seed: u64, give_up: &dyn Fn() -> bool) -> Option<Vec<f64>> {
    let moments = Moments::of(x);
    let n = x.len();
    // Sums up to each place, twice round: a block is a difference.
    let mut sums = vec![[0.0; 2]];
    let mut sum = [0.0; 2];
    for it in x.iter().chain(x) {
        let off = it - moments.mean;
        sum = [sum[0] + off, sum[1] + off * off];
        sums.push(sum);
    }
    let mut random = Random::new(seed);
    let length = Length::new(block);
    let count = float(moments.n);
    let mut out = Vec::with_capacity(draws);
    for nth in 0..draws {
        if nth % 16 == 0 && give_up() {
            return None;
        }
        let (mut left, mut one, mut two) = (n, 0.0, 0.0);
        while left > 0 {
            let start = random.below(n);
            let long = length.draw(&mut random).min(left);
            let (from, to) = (sums[start], sums[start + long]);
            (one, two) = (one + (to[0] - from[0]), two + (to[1] - from[1]));
            left -= long;
        }
        let mean = one / count;
        let variance = (two - count * mean * mean) / (count - 1.0);
        if variance > 1e-9 * moments.squares() / count {
            out.push((moments.mean + mean) / variance.sqrt());
        }
    }
    out.sort_unstable_by(f64::total_cmp);
    Some(out)
}

/// How long a block is: 1 and on, each step ending it with the same chance.
struct Length {
    on: f64,
    log: f64,
}

impl Length {
    fn new(mean: f64) -> Self {
        let on = 1.0 - 1.0 / mean.max(1.0);
        Self { on, log: libm::log(on) }
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number that saturates")]
    fn draw(&self, random: &mut Random) -> usize {
        let unit = 1.0 - random.unit();
        if self.on > 0.9 {
            // Inversion, for blocks that are long.
            return (libm::log(unit) / self.log) as usize + 1;
        }
        let (mut long, mut chance) = (1, self.on);
        while unit < chance {
            (long, chance) = (long + 1, chance * self.on);
        }
        long
    }
}

/// The value below which this share of an ascending list lies, between two by their distance (Hyndman and Fan 1996, 7).
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
pub fn quantile(ascending: &[f64], share: f64) -> Option<f64> {
    let last = ascending.len().checked_sub(1)?;
    let place = float(last as u64) * share.clamp(0.0, 1.0);
    let (low, part) = (ascending[place as usize], place.fract());
    let high = ascending[(place as usize + 1).min(last)];
    Some(low + (high - low) * part)
}

/// Bars of a picture: how many of an ascending list fall into each of equal parts of its range.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the number of a bar")]
pub fn bars(ascending: &[f64]) -> Vec<[f64; 2]> {
    let (Some(&first), Some(&last)) = (ascending.first(), ascending.last()) else { return Vec::new() };
    let width = (last - first) / 40.0;
    if width <= 0.0 {
        return vec![[first, float(ascending.len() as u64)]];
    }
    let mut bars: Vec<[f64; 2]> = (0..40).map(|it| [first + (f64::from(it) + 0.5) * width, 0.0]).collect();
    for it in ascending {
        bars[(((it - first) / width) as usize).min(39)][1] += 1.0;
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_have_their_mean_length() {
        for mean in [1.0, 2.5, 30.0] {
            let (mut random, length) = (Random::new(5), Length::new(mean));
            let all: usize = (0..40_000).map(|_| length.draw(&mut random)).sum();
            assert!((float(all as u64) / 40_000.0 / mean - 1.0).abs() < 0.02, "{mean}");
        }
    }

    #[test]
    fn draws_belong_to_their_seed_and_centre_on_the_ratio() {
        let mut random = Random::new(9);
        let x: Vec<f64> = (0..300).map(|_| random.unit() - 0.4).collect();
        let moments = Moments::of(&x);
        let ratio = moments.mean / moments.spread(0.0).unwrap();
        let drawn = draw(&x, 3.0, 2000, 1, &|| false).unwrap();
        assert_eq!(Some(&drawn), draw(&x, 3.0, 2000, 1, &|| false).as_ref());
        assert!((quantile(&drawn, 0.5).unwrap() - ratio).abs() < 0.02);
        // Independent draws: about the standard error of a ratio near a third.
        let width = quantile(&drawn, 0.975).unwrap() - quantile(&drawn, 0.025).unwrap();
        assert!((width / (2.0 * 1.96 / 300_f64.sqrt()) - 1.0).abs() < 0.15, "{width}");
        assert!(draw(&x, 3.0, 2000, 1, &|| true).is_none());
        assert!((bars(&drawn).iter().map(|it| it[1]).sum::<f64>() - 2000.0).abs() < 0.5);
    }

    #[test]
    fn memory_asks_for_longer_blocks() {
        let mut random = Random::new(2);
        let (mut level, mut slow, mut fast) = (0.0, Vec::new(), Vec::new());
        for _ in 0..2000 {
            let shock = random.unit() - 0.5;
            level = 0.8 * level + shock;
            slow.push(level);
            fast.push(shock);
        }
        assert!(best_block(&slow) > 4.0 * best_block(&fast));
        assert!(best_block(&[0.1, 0.2]).is_finite() && best_block(&[0.1; 9]).is_finite());
    }
}
