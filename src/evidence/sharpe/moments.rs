//! Mean and central moments in one pass, exact to the last few digits: by chunks, each in two passes, then united.

use crate::evidence::numbers::float;

/// Count, mean and sums of powers of the distance from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// How many.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// Sums of the second, third and fourth powers.
    powers: [f64; 3],
    /// The largest size of all.
    pub size: f64,
}

impl Default for Moments {
    fn default() -> Self {
        Self { n: 0, mean: 0.0, powers: [0.0; 3], size: 0.0 }
    }
}

/// Spread that is smaller than this part of the numbers themselves is rounding.
const ROUNDING: f64 = 1e-11;

impl Moments {
    /// Of so many zeros.
    pub fn zeros(n: u64) -> Self {
        Self { n, ..Self::default() }
    }

    /// Of these.
    pub fn of(all: &[f64]) -> Self {
        if all.is_empty() {
            return Self::default();
        }
        let n = all.len() as u64;
        let size = all.iter().fold(0.0_f64, |most, it| most.max(it.abs()));
        let rough = total(all, |it| it) / float(n);
        // What rounding took from the mean comes back in a second look.
        let mean = rough + total(all, |it| it - rough) / float(n);
        let mut powers = [[0.0; 4]; 3];
        for four in all.chunks(4) {
            for (lane, it) in four.iter().enumerate() {
                let off = it - mean;
                let square = off * off;
                powers[0][lane] += square;
                powers[1][lane] += square * off;
                powers[2][lane] += square * square;
            }
        }
        Self { n, mean, powers: powers.map(|it| (it[0] + it[1]) + (it[2] + it[3])), size }
    }

    /// Unites with others (Pébay 2008, 2.1 and 3.1).
    pub fn add(&mut self, other: &Self) {
        if self.n == 0 || other.n == 0 {
            *self = if self.n == 0 { *other } else { *self };
            return;
        }
        let (a, b) = (float(self.n), float(other.n));
        let n = a + b;
        let off = other.mean - self.mean;
        let ([a2, a3, a4], [b2, b3, b4]) = (self.powers, other.powers);
        let step = off / n;
        let two = a2 + b2 + off * step * a * b;
        let three = a3 + b3 + off * step * step * a * b * (a - b) + 3.0 * step * (a * b2 - b * a2);
        let four = a4
            + b4
            + off * step * step * step * a * b * (a * a - a * b + b * b)
            + 6.0 * step * step * (a * a * b2 + b * b * a2)
            + 4.0 * step * (a * b3 - b * a3);
        *self = Self {
            n: self.n + other.n,
            mean: self.mean + step * b,
            powers: [two, three, four],
            size: self.size.max(other.size),
        };
    }

    /// Sum of the squared distances from the mean.
    pub fn squares(&self) -> f64 {
        self.powers[0]
    }

    /// Standard deviation with n − 1; nothing of fewer than two, or if there is no spread but rounding next to numbers
    /// of this size.
    ///
    /// # Errors
    /// Why there is none.
    pub fn spread(&self, size: f64) -> Result<f64, &'static str> {
        if self.n < 2 {
            return Err("one return has no spread");
        }
        let it = (self.powers[0] / (float(self.n) - 1.0)).sqrt();
        if it > ROUNDING * size.max(self.size) {
            Ok(it)
        } else {
            Err("all returns are the same, so there is no spread")
        }
    }

    /// Third moment by the third power of the spread, with n: 0 for the normal distribution.
    pub fn skewness(&self) -> f64 {
        let variance = self.powers[0] / float(self.n);
        self.powers[1] / float(self.n) / (variance * variance.sqrt())
    }

    /// Raw kurtosis: fourth moment by the square of the variance, with n; 3 for the normal distribution.
    pub fn kurtosis(&self) -> f64 {
        let variance = self.powers[0] / float(self.n);
        self.powers[2] / float(self.n) / (variance * variance)
    }
}

/// A sum in four lanes, which is the same everywhere and fast.
pub fn total(all: &[f64], of: impl Fn(f64) -> f64) -> f64 {
    let mut lanes = [0.0; 4];
    for four in all.chunks(4) {
        for (lane, &it) in lanes.iter_mut().zip(four) {
            *lane += of(it);
        }
    }
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3])
}

/// Two series side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Both {
    /// The first.
    pub one: Moments,
    /// The second.
    pub two: Moments,
    /// Sum of the products of their distances from the means.
    pub products: f64,
}

impl Both {
    /// Of these, which are as long.
    pub fn of(one: &[f64], two: &[f64]) -> Self {
        Self::with(Moments::of(one), one, two)
    }

    /// The same where the moments of the first are known.
    pub fn with(first: Moments, one: &[f64], two: &[f64]) -> Self {
        let second = Moments::of(two);
        let mut lanes = [0.0; 4];
        for (a, b) in one.chunks(4).zip(two.chunks(4)) {
            for (lane, (a, b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
                *lane += (a - first.mean) * (b - second.mean);
            }
        }
        Self { one: first, two: second, products: (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]) }
    }

    /// Unites with others.
    pub fn add(&mut self, other: &Self) {
        let (a, b) = (float(self.one.n), float(other.one.n));
        if a + b > 0.0 {
            let off = (other.one.mean - self.one.mean) * (other.two.mean - self.two.mean);
            self.products += other.products + off * a * b / (a + b);
        }
        self.one.add(&other.one);
        self.two.add(&other.two);
    }

    /// Correlation; not a number without spread.
    pub fn correlation(&self) -> f64 {
        (self.products / (self.one.squares() * self.two.squares()).sqrt()).clamp(-1.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_by_chunks_are_those_of_all() {
        let all: Vec<f64> = (0..1000).map(|it| 1e4 + f64::from(it * it % 97) / 7.0).collect();
        let whole = Moments::of(&all);
        let mut parts = Moments::default();
        all.chunks(33).for_each(|it| parts.add(&Moments::of(it)));
        let near = |a: f64, b: f64| (a / b - 1.0).abs() < 1e-12;
        assert!(near(whole.mean, parts.mean) && near(whole.squares(), parts.squares()));
        assert!(near(whole.kurtosis(), parts.kurtosis()) && (whole.skewness() - parts.skewness()).abs() < 1e-11);
        let two: Vec<f64> = all.iter().map(|it| 3.0 - 2.0 * it).collect();
        let mut both = Both::default();
        all.chunks(50).zip(two.chunks(50)).for_each(|(a, b)| both.add(&Both::of(a, b)));
        assert!(near(both.correlation(), -1.0));
    }

    #[test]
    fn the_spread_of_what_is_constant_is_rounding() {
        assert!(Moments::of(&[0.01; 12]).spread(0.0).is_err());
        assert!(Moments::of(&[0.1 + 0.2, 0.3]).spread(0.0).is_err());
        assert!(Moments::of(&[0.01]).spread(0.0).is_err());
        assert!(Moments::of(&[0.01, 0.010_001]).spread(0.0).is_ok());
        // Two like numbers without kurtosis: of two points it is 1.
        assert!((Moments::of(&[1.0, 2.0]).kurtosis() - 1.0).abs() < 1e-15);
    }
}
