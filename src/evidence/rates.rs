//! Rates compared: tests and intervals of two rates, paired or not, and how far two judges agree.

use super::numbers::{float, normal_quantile, sum, wilson};

/// The error of Stirling's formula for ln n!, at about 1e-16 (Loader 2000, "Fast and accurate computation of binomial
/// probabilities").
fn stirling_error(n: f64) -> f64 {
    if n < 16.0 {
        // ln n! − [(n + ½) ln n − n + ½ ln 2π], by its definition; for 0 it is not asked.
        let factorial = (1..=16_u8).map(f64::from).take_while(|it| *it <= n).product::<f64>();
        return libm::log(factorial) - ((n + 0.5) * libm::log(n) - n + 0.5 * libm::log(2.0 * std::f64::consts::PI));
    }
    let nn = n * n;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / 1188.0 / nn) / nn) / nn) / nn) / n
}

/// x ln(x / m) + m − x without cancellation where both are near (Loader 2000).
fn deviance(x: f64, m: f64) -> f64 {
    if (x - m).abs() < 0.1 * (x + m) {
        let v = (x - m) / (x + m);
        let (mut term, mut total) = (2.0 * x * v, (x - m) * v);
        for j in 1..1000 {
            term *= v * v;
            let next = total + term / f64::from(2 * j + 1);
            if next.to_bits() == total.to_bits() {
                break;
            }
            total = next;
        }
        return total;
    }
    x * libm::log(x / m) + m - x
}

/// The logarithm of the chance of `x` hits in `n` at a rate of `p` (Loader 2000).
fn ln_binomial(x: u64, n: u64, p: f64) -> f64 {
    let (xf, nf) = (float(x), float(n));
    if x == 0 {
        return nf * libm::log1p(-p);
    }
    if x == n {
        return nf * libm::log(p);
    }
    let rest = nf - xf;
    stirling_error(nf)
        - stirling_error(xf)
        - stirling_error(rest)
        - deviance(xf, nf * p)
        - deviance(rest, nf * (1.0 - p))
        + 0.5 * libm::log(nf / (2.0 * std::f64::consts::PI * xf * rest))
}

/// The chance that as many or more of the pairs that differ fall to one side, if both were as likely: the exact
/// two-sided test of paired rates (`McNemar` 1947, exact binomial form). 1 if none differ.
pub fn mcnemar(lost: u64, won: u64) -> f64 {
    let (less, all) = (lost.min(won), lost + won);
    if lost == won {
        return 1.0;
    }
    // Terms fall off downwards from the largest by less/(all − less + 1) and so on: each from the one before.
    let (mut term, mut terms, mut x) = (1.0, 1.0, less);
    while x > 0 && term > 1e-20 {
        term *= float(x) / float(all - x + 1);
        terms += term;
        x -= 1;
    }
    (2.0 * libm::exp(ln_binomial(less, all, 0.5) + libm::log(terms))).min(1.0)
}

/// Pairs of the same item, right or wrong in a first and in a second condition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// Right in both.
    pub both: u64,
    /// Right in the first only.
    pub lost: u64,
    /// Right in the second only.
    pub won: u64,
    /// Wrong in both.
    pub neither: u64,
}

impl Pairs {
    /// How many.
    pub fn all(self) -> u64 {
        self.both + self.lost + self.won + self.neither
    }

    /// The rate of the second less that of the first; NaN if there are none.
    pub fn difference(self) -> f64 {
        (float(self.won) - float(self.lost)) / float(self.all())
    }

    /// The normal interval of the difference: its mean ± z times the standard deviation (n − 1) of the single
    /// differences over √n. None below two pairs.
    pub fn interval(self, sure: f64) -> Option<(f64, f64)> {
        let n = float(self.all());
        if n < 2.0 {
            return None;
        }
        let d = self.difference();
        let spread = (float(self.won + self.lost) - n * d * d) / (n - 1.0);
        let half = normal_quantile(0.5 + sure / 2.0) * libm::sqrt(spread.max(0.0) / n);
        Some(((d - half).max(-1.0), (d + half).min(1.0)))
    }

    /// The normal interval, or Newcombe's where all pairs are alike and the normal one has no width.
    pub fn safe_interval(self, sure: f64) -> Option<(f64, f64)> {
        self.interval(sure).filter(|it| it.1 > it.0).or_else(|| self.newcombe(sure))
    }

    /// Newcombe's interval of the difference of paired rates (Newcombe 1998, Statistics in Medicine 17:2635, method
    /// 10): it holds for few pairs too, and when none differ.
    pub fn newcombe(self, sure: f64) -> Option<(f64, f64)> {
        let all = self.all();
        let (first, second) = (self.both + self.lost, self.both + self.won);
        let ((l1, u1), (l2, u2)) = (wilson(second, all, sure)?, wilson(first, all, sure)?);
        let (p1, p2, d) = (float(second) / float(all), float(first) / float(all), self.difference());
        // The correlation of the two, with its correction for continuity where it is positive.
        let size = float(first) * float(all - first) * float(second) * float(all - second);
        let cross = float(self.both) * float(self.neither) - float(self.lost) * float(self.won);
        let top = if cross > float(all) / 2.0 {
            cross - float(all) / 2.0
        } else if cross >= 0.0 {
            0.0
        } else {
            cross
        };
        let phi = if size > 0.0 { top / libm::sqrt(size) } else { 0.0 };
        let root = |a: f64, b: f64| libm::sqrt((a * a - 2.0 * phi * a * b + b * b).max(0.0));
        Some(((d - root(p1 - l1, u2 - p2)).max(-1.0), (d + root(u1 - p1, p2 - l2)).min(1.0)))
    }
}

/// Newcombe's interval of the second rate less the first, of independent samples (Newcombe 1998, Statistics in
/// Medicine 17:873, method 10).
pub fn newcombe(first: (u64, u64), second: (u64, u64), sure: f64) -> Option<(f64, f64)> {
    let ((l2, u2), (l1, u1)) = (wilson(first.0, first.1, sure)?, wilson(second.0, second.1, sure)?);
    let (p2, p1) = (float(first.0) / float(first.1), float(second.0) / float(second.1));
    let (d, root) = (p1 - p2, |a: f64, b: f64| libm::sqrt(a * a + b * b));
    Some(((d - root(p1 - l1, u2 - p2)).max(-1.0), (d + root(u1 - p1, p2 - l2)).min(1.0)))
}

/// Fisher's exact test of two independent rates: the chance of all tables with these margins that are no likelier than
/// this one (Fisher 1935), two-sided.
pub fn fisher(first: (u64, u64), second: (u64, u64)) -> f64 {
    let (n1, n2, hits) = (first.1, second.1, first.0 + second.0);
    let all = n1 + n2;
    let (least, most) = (hits.saturating_sub(n2), hits.min(n1));
    if least == most {
        return 1.0;
    }
    let p = float(hits) / float(all);
    let chance = |x: u64| ln_binomial(x, n1, p) + ln_binomial(hits - x, n2, p) - ln_binomial(hits, all, p);
    let here = chance(first.0);
    // From the likeliest table outwards, and no further than chances that count: few steps even for millions.
    let middle = float(hits) * float(n1) / float(all);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and a count")]
    let middle = (middle as u64).clamp(least, most);
    let far = here - 50.0;
    let weigh = |x: u64| Some(chance(x)).filter(|it| *it > far);
    // A hair of slack, as other programs allow, for tables that are as likely as this one.
    let counts = |it: &f64| *it <= here + 1e-7;
    let down = (least..=middle).rev().map_while(weigh).filter(counts).map(libm::exp);
    let up = (middle + 1..=most).map_while(weigh).filter(counts).map(libm::exp);
    sum(down.chain(up)).min(1.0)
}

/// The interval of the mean of which a count of events is a draw (Garwood 1936): exact for Poisson counts.
pub fn poisson(count: u64, sure: f64) -> (f64, f64) {
    let (k, tail) = (float(count), (1.0 - sure) / 2.0);
    // The chance of exactly `count` at a mean, by the deviance from it (Loader 2000).
    let chance = |mean: f64| {
        if count == 0 {
            return libm::exp(-mean);
        }
        let root = libm::sqrt(2.0 * std::f64::consts::PI * k);
        libm::exp(-stirling_error(k) - deviance(k, mean)) / root
    };
    // Terms fall off away from the count: upwards below it, downwards above it.
    let series = |mut ratio: Box<dyn FnMut(f64) -> f64>| {
        let (mut term, mut terms, mut step) = (1.0, 1.0, 0.0);
        while term > 1e-18 * terms {
            term *= ratio(step);
            terms += term;
            step += 1.0;
        }
        terms
    };
    let or_more = |mean: f64| chance(mean) * series(Box::new(move |step| mean / (k + 1.0 + step)));
    let or_fewer = |mean: f64| chance(mean) * series(Box::new(move |step| (k - step).max(0.0) / mean));
    // Halving the interval until its ends are neighbours; `low` is the end where the chance is as wanted or less.
    let halve = |mut low: f64, mut high: f64, rises: &dyn Fn(f64) -> bool| {
        for _ in 0..200 {
            let middle = low.midpoint(high);
            if rises(middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        low.midpoint(high)
    };
    let least = if count == 0 { 0.0 } else { halve(0.0, k, &|mean| mean > 0.0 && or_more(mean) > tail) };
    let most = halve(k, k + 20.0 + 10.0 * libm::sqrt(k + 1.0), &|mean| or_fewer(mean) < tail);
    (least, most)
}

/// How far two judges agree beyond chance (Cohen 1960), of how often: both yes, first only, second only, both no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Judges(pub [u64; 4]);

impl Judges {
    /// How many were judged by both.
    pub fn all(self) -> u64 {
        self.0.iter().sum()
    }

    /// The share judged alike; NaN of none.
    pub fn agreement(self) -> f64 {
        float(self.0[0] + self.0[3]) / float(self.all())
    }

    /// Cohen's kappa with its interval (Fleiss, Cohen and Everitt 1969); None of none, or if both judges only ever say
    /// one thing: agreement by chance is then certain.
    pub fn kappa(self, sure: f64) -> Option<(f64, f64, f64)> {
        let n = float(self.all());
        let [yes, left, right, no] = self.0.map(|it| float(it) / n);
        let (first, second) = ([yes + left, right + no], [yes + right, left + no]);
        let (same, chance) = (yes + no, first[0] * second[0] + first[1] * second[1]);
        if self.all() == 0 || 1.0 - chance <= 1e-15 {
            return None;
        }
        let kappa = (same - chance) / (1.0 - chance);
        let square = |it: f64| it * it;
        let alike = yes * square(1.0 - (first[0] + second[0]) * (1.0 - kappa))
            + no * square(1.0 - (first[1] + second[1]) * (1.0 - kappa));
        let unlike = square(1.0 - kappa) * (left * square(second[0] + first[1]) + right * square(second[1] + first[0]));
        let spread = (alike + unlike - square(kappa - chance * (1.0 - kappa))) / (n * square(1.0 - chance));
        let half = normal_quantile(0.5 + sure / 2.0) * libm::sqrt(spread.max(0.0));
        Some((kappa, (kappa - half).max(-1.0), (kappa + half).min(1.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64, by: f64) -> bool {
        (a - b).abs() <= by * b.abs()
    }

    #[test]
    fn mcnemar_is_twice_the_tail_of_a_fair_coin() {
        assert!(near(mcnemar(0, 5), 2.0 / 32.0, 1e-14));
        assert!(near(mcnemar(2, 8), 2.0 * 56.0 / 1024.0, 1e-14));
        assert!(near(mcnemar(20, 12), 0.215_327_149_722_725_15, 1e-12));
        assert!([(0, 0), (7, 7), (3, 4)].iter().all(|it| near(mcnemar(it.0, it.1), 1.0, 1e-15)));
        let many = mcnemar(5_000_000, 5_003_000);
        assert!((many - 0.343_015).abs() < 1e-5, "the normal curve has 0.343015: {many}");
        assert!(mcnemar(0, 5000) >= 0.0);
    }

    #[test]
    fn fishers_test_is_that_of_the_tea() {
        // Fisher's tasting lady: 3 of 4 against 1 of 4.
        assert!(near(fisher((3, 4), (1, 4)), 34.0 / 70.0, 1e-12));
        assert!(near(fisher((4, 4), (0, 4)), 2.0 / 70.0, 1e-12));
        assert!(near(fisher((0, 9), (0, 3)), 1.0, 1e-15) && near(fisher((2, 2), (5, 5)), 1.0, 1e-15));
        // By whole numbers: 34.965…/1000.
        assert!(near(fisher((8, 10), (1, 6)), 0.034_965_034_965_034_97, 1e-12));
        assert!(fisher((500_000, 1_000_000), (501_000, 1_000_000)) < 0.2);
    }

    #[test]
    fn differences_have_newcombes_intervals() {
        // Newcombe 1998, table II, 56/70 against 48/80, method 10: 0.0524 to 0.3339.
        let it = newcombe((48, 80), (56, 70), 0.95).unwrap_or_default();
        assert!((it.0 - 0.0524).abs() < 5e-5 && (it.1 - 0.3339).abs() < 5e-5, "{it:?}");
        // 10/10 against 0/20: 0.6791 to 1.
        let it = newcombe((0, 20), (10, 10), 0.95).unwrap_or_default();
        assert!((it.0 - 0.6791).abs() < 5e-5 && near(it.1, 1.0, 1e-15), "{it:?}");
        assert_eq!(newcombe((0, 0), (1, 2), 0.95), None);
    }

    #[test]
    fn paired_differences_hold_when_no_pair_differs() {
        let same = Pairs { both: 7, lost: 0, won: 0, neither: 3 };
        assert_eq!(same.interval(0.95), Some((0.0, 0.0)));
        let (least, most) = same.newcombe(0.95).unwrap_or_default();
        assert!(least < 0.0 && most > 0.0);
        assert!(Pairs::default().interval(0.95).is_none() && Pairs::default().newcombe(0.95).is_none());
        assert!(Pairs::default().difference().is_nan());
        // Differences −1, −1, 1, 0: mean −1/4, variance 11/12.
        let four = Pairs { both: 1, lost: 2, won: 1, neither: 0 };
        let half = 1.959_963_984_540_054 * libm::sqrt(11.0 / 12.0 / 4.0);
        let it = four.interval(0.95).unwrap_or_default();
        assert!((it.0 - (-0.25 - half).max(-1.0)).abs() < 1e-14 && (it.1 - (half - 0.25)).abs() < 1e-14);
    }

    #[test]
    fn counts_have_garwoods_interval() {
        // Garwood 1936, and R: poisson.test(10): 4.795389 to 18.39036; none gives up to −ln 0.025.
        let (least, most) = poisson(10, 0.95);
        assert!(near(least, 4.795_389, 1e-6) && near(most, 18.390_36, 1e-6), "{least} {most}");
        let (least, most) = poisson(0, 0.95);
        assert!(least == 0.0 && near(most, 3.688_879_454_113_936, 1e-12), "{most}");
        let (least, most) = poisson(1_000_000, 0.95);
        assert!(near(least, 998_041.0, 1e-5) && near(most, 1_001_962.0, 1e-5), "{least} {most}");
    }

    #[test]
    fn judges_who_say_one_thing_have_no_kappa() {
        assert_eq!(Judges([9, 0, 0, 0]).kappa(0.95), None);
        assert_eq!(Judges::default().kappa(0.95), None);
        // Cohen's kappa of 20, 5, 10, 15: 0.4.
        let it = Judges([20, 5, 10, 15]).kappa(0.95).unwrap_or_default();
        assert!((it.0 - 0.4).abs() < 1e-14 && it.1 < 0.4 && it.2 > 0.4);
    }
}
