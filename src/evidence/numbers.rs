//! Numbers that come out the same on every machine: the normal distribution, sums, rates with their intervals, random
//! numbers with a seed.

/// The standard normal distribution function, at relative accuracy about 1e-15.
pub fn normal(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// The point below which the share `p` of the standard normal distribution lies; −∞ for 0 and ∞ for 1, NaN outside.
///
/// Bisection and Newton steps on [`normal`] from a rational start (Abramowitz and Stegun 1964, 26.2.23), so that it is
/// its inverse to the last few digits.
pub fn normal_quantile(p: f64) -> f64 {
    if p.is_nan() || !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p <= 0.0 || p >= 1.0 {
        return if p <= 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    if p > 0.5 {
        // The upper tail is the mirror of the lower, where small shares are exact.
        return -normal_quantile(1.0 - p);
    }
    let t = libm::sqrt(-2.0 * libm::log(p));
    let (above, below) =
        (2.515_517 + t * (0.802_853 + t * 0.010_328), 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308)));
    let mut x = above / below - t;
    for _ in 0..4 {
        let density = libm::exp(-0.5 * x * x) / libm::sqrt(2.0 * std::f64::consts::PI);
        let step = (normal(x) - p) / density;
        // Halley's step: the second derivative of the distribution is −x times its density.
        x -= step / (1.0 + 0.5 * step * x);
    }
    x
}

/// A sum that does not lose small terms (Neumaier 1974).
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    /// Adds a term.
    pub fn add(&mut self, it: f64) {
        let sum = self.sum + it;
        self.lost += if self.sum.abs() >= it.abs() { (self.sum - sum) + it } else { (it - sum) + self.sum };
        self.sum = sum;
    }

    /// What it comes to.
    pub fn total(self) -> f64 {
        self.sum + self.lost
    }
}

/// The sum of these.
pub fn sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    let mut sum = Sum::default();
    terms.into_iter().for_each(|it| sum.add(it));
    sum.total()
}

/// The interval of a rate of `hits` in `all` that is `sure` (0.95, say), in shares; nothing of none (Wilson 1927).
pub fn wilson(hits: u64, all: u64, sure: f64) -> Option<(f64, f64)> {
    if all == 0 || hits > all {
        return None;
    }
    let (n, z) = (float(all), normal_quantile(0.5 + sure / 2.0));
    let (p, zz) = (float(hits) / n, z * z);
    let middle = (p + zz / (2.0 * n)) / (1.0 + zz / n);
    let half = z / (1.0 + zz / n) * libm::sqrt(p * (1.0 - p) / n + zz / (4.0 * n * n));
    // At the ends the bound is exact; rounding would leave it a hair inside.
    let least = if hits == 0 { 0.0 } else { (middle - half).max(0.0) };
    let most = if hits == all { 1.0 } else { (middle + half).min(1.0) };
    Some((least, most))
}

/// A count as a number; exact below 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub fn float(n: u64) -> f64 {
    n as f64
}

/// A number as people read it, to so many significant digits (from 1), without zeros at its end.
pub fn significant(it: f64, digits: usize) -> String {
    if it == 0.0 {
        return "0".to_owned();
    }
    let (size, after) = (it.abs(), digits.saturating_sub(1));
    if !(1e-4..1e15).contains(&size) {
        return format!("{it:.after$e}");
    }
    // The exponent of the number as it is written to these digits: no logarithm that might round differently elsewhere.
    let written = format!("{size:.after$e}");
    let exponent = written.split_once('e').and_then(|it| it.1.parse::<isize>().ok()).unwrap_or(0);
    let after = after.saturating_add_signed(-exponent);
    let text = format!("{it:.after$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// Random numbers from a seed: xoshiro256++ (Blackman and Vigna 2019), started by `SplitMix64` (Steele et al. 2014).
#[derive(Clone, Debug)]
pub struct Random([u64; 4]);

impl Random {
    /// The numbers that belong to this seed.
    pub fn new(seed: u64) -> Self {
        let mut state = seed;
        Self(std::array::from_fn(|_| {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        }))
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        let s = &mut self.0;
        let out = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        out
    }

    /// A number from 0 to just below 1.
    pub fn unit(&mut self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
        let bits = (self.bits() >> 11) as f64;
        bits / 9_007_199_254_740_992.0
    }

    /// A whole number below `n`, which is not 0; the bias is below 2^-32 for `n` below 2^32.
    pub fn below(&mut self, n: usize) -> usize {
        let wide = u128::from(self.bits()) * (n as u128);
        usize::try_from(wide >> 64).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_normal_distribution_is_that_of_tables() {
        // NIST and R: pnorm(1.96), pnorm(-3), qnorm(.975), qnorm(1e-10).
        assert!((normal(1.96) - 0.975_002_104_851_779_7).abs() < 1e-15);
        assert!((normal(-3.0) / 0.001_349_898_031_630_094_6 - 1.0).abs() < 1e-13);
        assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-13);
        assert!((normal_quantile(1e-10) + 6.361_340_902_404_056).abs() < 1e-11);
        for p in [1e-300, 1e-12, 0.01, 0.3, 0.5, 0.7, 0.999, 1.0 - 1e-12] {
            assert!((normal(normal_quantile(p)) / p - 1.0).abs() < 1e-11, "{p}");
        }
        assert!(normal_quantile(0.0) == f64::NEG_INFINITY && normal_quantile(-0.1).is_nan());
    }

    #[test]
    fn sums_keep_what_is_small_and_rates_stay_within_bounds() {
        assert!((sum([1e100, 1.0, -1e100]) - 1.0).abs() < 1e-15);
        assert_eq!(wilson(0, 0, 0.95), None);
        let (least, most) = wilson(0, 10, 0.95).unwrap_or((1.0, 0.0));
        // Newcombe 1998, table I: 0 of 10 gives up to 0.2775.
        assert!(least == 0.0 && (most - 0.2775).abs() < 5e-5);
    }

    #[test]
    fn numbers_are_told_to_some_digits() {
        let all = [0.0, 2.0, -0.745, 1234.5678, 1_234_567.8, 0.000_012_345_678, 1e300, 0.999_999_99];
        let told = all.map(|it| significant(it, 6));
        assert_eq!(told, ["0", "2", "-0.745", "1234.57", "1234568", "1.23457e-5", "1.00000e300", "1"]);
        assert_eq!(all.map(|it| significant(it, 2))[2..5], ["-0.74", "1235", "1234568"]);
    }

    #[test]
    fn random_numbers_belong_to_their_seed() {
        let draw = |seed| {
            std::iter::repeat_with({
                let mut it = Random::new(seed);
                move || it.bits()
            })
            .take(3)
            .collect::<Vec<_>>()
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        let mut random = Random::new(7);
        let mean = sum((0..10_000).map(|_| random.unit())) / 10_000.0;
        assert!((mean - 0.5).abs() < 0.02 && (0..1000).all(|_| random.below(3) < 3));
    }
}
