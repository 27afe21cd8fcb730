//! The growth of 1 as it goes, with its drawdown, thinned for a picture.

use super::dates::DAY;

/// Points kept for a picture, at most.
const MOST_POINTS: usize = 4000;

/// The growth of 1, by its logarithm.
#[derive(Clone, Debug, Default)]
pub struct Path {
    log: f64,
    peak: f64,
    /// Largest loss from a peak, the start included, as a logarithm: 0 or less.
    deepest: f64,
    thin: Vec<Point>,
    /// How many steps one point stands for.
    stride: u32,
    since: u32,
    deep: f64,
}

#[derive(Clone, Copy, Debug)]
struct Point {
    date: i64,
    log: f64,
    /// The deepest of the steps it stands for.
    deep: f64,
}

impl Path {
    /// Grows by a factor whose logarithm this is; −∞ for losing all.
    pub fn add(&mut self, date: i64, log: f64) {
        self.grow(&[log]);
        self.note(date);
    }

    /// The same for many: their dates and logarithms.
    pub fn add_all(&mut self, dates: impl Fn(usize) -> i64, logs: &[f64]) {
        let mut at = 0;
        while at < logs.len() {
            // No point of the picture ends before the last of these.
            let most = (self.stride.max(1) - self.since) as usize;
            let end = logs.len().min(at + most);
            self.grow(&logs[at..end]);
            self.note(dates(end - 1));
            at = end;
        }
    }

    fn grow(&mut self, logs: &[f64]) {
        let (mut log, mut peak, mut deep) = (self.log, self.peak, self.deep);
        for it in logs {
            log += it;
            peak = peak.max(log);
            deep = deep.min(log - peak);
        }
        (self.log, self.peak, self.deep) = (log, peak, deep);
        self.deepest = self.deepest.min(deep);
        self.since += u32::try_from(logs.len()).unwrap_or(u32::MAX);
    }

    /// Ends a point of the picture here, if it stands for enough steps.
    fn note(&mut self, date: i64) {
        if self.since < self.stride.max(1) {
            return;
        }
        self.thin.push(Point { date, log: self.log, deep: self.deep });
        (self.since, self.deep) = (0, 0.0);
        if self.thin.len() >= 2 * MOST_POINTS {
            self.stride = self.stride.max(1) * 2;
            let pairs = self.thin.chunks_exact(2).map(|it| Point { deep: it[0].deep.min(it[1].deep), ..it[1] });
            self.thin = pairs.collect();
        }
    }

    /// What 1 has become, less 1.
    pub fn gain(&self) -> f64 {
        libm::expm1(self.log)
    }

    /// Its logarithm.
    pub fn log(&self) -> f64 {
        self.log
    }

    /// The largest loss from a peak, the start included; 0 or less.
    pub fn drawdown(&self) -> f64 {
        libm::expm1(self.deepest)
    }

    /// Growth by day.
    pub fn growth(&self) -> Vec<[f64; 2]> {
        self.thin.iter().map(|it| [day(it.date), libm::exp(it.log)]).filter(|it| it[1].is_finite()).collect()
    }

    /// Loss from the peak by day.
    pub fn drawdowns(&self) -> Vec<[f64; 2]> {
        self.thin.iter().map(|it| [day(it.date), libm::expm1(it.deep)]).filter(|it| it[1].is_finite()).collect()
    }
}

/// The date in days since 1970-01-01, with the time of day as a fraction.
#[expect(clippy::cast_precision_loss, reason = "dates are far below 2^53 seconds")]
pub fn day(seconds: i64) -> f64 {
    seconds as f64 / DAY as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(returns: &[f64]) -> Path {
        let mut path = Path::default();
        for (day, it) in returns.iter().enumerate() {
            path.add(i64::try_from(day).unwrap() * 86_400, libm::log1p(*it));
        }
        path
    }

    #[test]
    fn the_start_counts_as_a_peak_and_what_is_lost_stays_lost() {
        assert!((path(&[-0.5, 0.1, 0.1]).drawdown() + 0.5).abs() < 1e-15);
        assert!(path(&[0.01, 0.02]).drawdown() == 0.0);
        let lost = path(&[0.1, -1.0, 0.2]);
        assert!((lost.drawdown() + 1.0).abs() < 1e-15 && (lost.gain() + 1.0).abs() < 1e-15);
        assert!(lost.growth().iter().flatten().chain(lost.drawdowns().iter().flatten()).all(|it| it.is_finite()));
    }

    #[test]
    fn a_picture_has_some_thousand_points_and_keeps_the_trough() {
        let mut returns = vec![0.0001; 100_000];
        returns[77_777] = -0.9;
        returns[77_778] = 9.0;
        let path = path(&returns);
        assert!((MOST_POINTS / 2..2 * MOST_POINTS).contains(&path.growth().len()));
        let deepest = path.drawdowns().iter().fold(0.0_f64, |it, point| it.min(point[1]));
        assert!((deepest - path.drawdown()).abs() < 1e-15);
    }
}
