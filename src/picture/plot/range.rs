//! How far an axis goes.

/// Numbers beyond are drawn at this one, so that differences stay finite.
pub const FARTHEST: f64 = f64::MAX / 2.0;
/// What lies closer to 0 is 0.
const NEAREST: f64 = 1e-290;

/// How far an axis goes: both finite, the first below the second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    pub low: f64,
    pub high: f64,
}

impl Range {
    /// From `low` to `high`; more if they are too close to each other to tell numbers between them apart.
    pub fn new(low: f64, high: f64) -> Self {
        let (low, high) = (low.clamp(-FARTHEST, FARTHEST), high.clamp(-FARTHEST, FARTHEST));
        let far = low.abs().max(high.abs());
        if far < NEAREST {
            return Self { low: if low < 0.0 { -1.0 } else { 0.0 }, high: 1.0 };
        }
        if high - low >= far * 1e-9 {
            return Self { low, high };
        }
        let room = far * 0.05;
        Self { low: (low - room).max(-FARTHEST), high: (high + room).min(FARTHEST) }
    }

    /// Around all of these, if there are any.
    pub fn around(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
        values
            .into_iter()
            .fold(None, |range, it| Some(range.map_or((it, it), |(low, high): (f64, f64)| (low.min(it), high.max(it)))))
    }

    /// The same with so much more at either end.
    pub fn wider(self, by: f64) -> Self {
        Self::new(self.low - by, self.high + by)
    }

    /// From the low end to the high one.
    pub fn length(self) -> f64 {
        self.high - self.low
    }

    /// Where a number lies: 0 at the low end, 1 at the high end, never beyond.
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and 1")]
    pub fn share(self, it: f64) -> f32 {
        (((it.clamp(self.low, self.high)) - self.low) / self.length()) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_range_can_be_divided_by() {
        let all = [0.0, 1.0, -1.0, 1e300, -1e300, f64::MAX, f64::MIN, 5e-324, 1.0 + 1e-15, 1e-300];
        for low in all {
            for high in all {
                let it = Range::new(low.min(high), low.max(high));
                assert!(it.low < it.high && it.length().is_finite(), "{low} {high}");
                let shares = [low, high, 0.0].map(|at| it.share(at));
                assert!(shares.iter().all(|it| (0.0..=1.0).contains(it)), "{low} {high} {shares:?}");
            }
        }
    }
}
