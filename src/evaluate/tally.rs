//! Counts that add up over threads, and the figures that are read off them.

use std::collections::BTreeSet;

/// Counts of one thread, or of several added up. What stands where is known to the [`Statistic`] that reads them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts(Vec<f64>);

/// A figure's name and how it is read off its counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it is called in tables.
    pub name: &'static str,
    /// How it is read off.
    pub statistic: Statistic,
}

/// How a figure is read off counts. A share of nothing is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statistic {
    /// F1, precision and recall, of [`Counts::matches`].
    F1,
    /// A part of a whole, of [`Counts::share`].
    Share,
    /// How often both said the same, of [`Counts::table`].
    Accuracy,
    /// Agreement beyond chance, of [`Counts::table`] (Cohen 1960).
    Kappa,
    /// The mean F1 of the classes that occur, of [`Counts::table`].
    MacroF1,
    /// How far confidence is from how often it was right, of [`Counts::bins`] (Guo et al. 2017, equation 3). 0 is best.
    CalibrationError,
}

/// Confidences between two tenths.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// How many statements.
    pub size: f64,
    /// Their mean confidence, 0 to 1.
    pub confidence: f64,
    /// The part of them that was right, 0 to 1.
    pub accuracy: f64,
}

/// How many bins of confidence there are.
const BINS: u8 = 10;

impl Bin {
    /// Between which confidences the bin at this place lies.
    pub fn bounds(place: usize) -> (f64, f64) {
        (number(place) / f64::from(BINS), number(place + 1) / f64::from(BINS))
    }
}

impl Counts {
    /// So many of the `told` and of the `gold` are the same.
    pub fn matches(right: usize, told: usize, gold: usize) -> Self {
        Self([right, told, gold].map(number).into())
    }

    /// The same, of two sets.
    pub fn of_sets<T: Ord>(told: &BTreeSet<T>, gold: &BTreeSet<T>) -> Self {
        Self::matches(told.intersection(gold).count(), told.len(), gold.len())
    }

    /// `hits` out of `of`.
    pub fn share(hits: usize, of: usize) -> Self {
        Self([hits, of].map(number).into())
    }

    /// Pairs of a class told and a gold class, both below `classes`.
    pub fn table(classes: usize, pairs: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut cells = vec![0.0; classes * classes];
        for (told, gold) in pairs {
            cells[told * classes + gold] += 1.0;
        }
        Self(cells)
    }

    /// For each statement how sure it was, 0 to 1, and whether it was right. The bins are those of Guo et al. 2017:
    /// equally wide, each without its lower and with its upper bound.
    pub fn bins(outcomes: impl IntoIterator<Item = (f32, bool)>) -> Self {
        let mut cells = vec![0.0; 3 * usize::from(BINS)];
        for (confidence, right) in outcomes {
            let below = (1..BINS).position(|it| confidence <= f32::from(it) / f32::from(BINS));
            let bin = 3 * below.unwrap_or(usize::from(BINS) - 1);
            cells[bin] += 1.0;
            cells[bin + 1] += f64::from(confidence);
            cells[bin + 2] += f64::from(u8::from(right));
        }
        Self(cells)
    }

    /// Adds `times` times the other. Both must be of one figure, or this must be empty.
    pub fn add(&mut self, other: &Self, times: f64) {
        self.0.resize(other.0.len(), 0.0);
        for (sum, it) in self.0.iter_mut().zip(&other.0) {
            *sum += it * times;
        }
    }

    /// The rows of a calibration table, the least sure first.
    pub fn calibration(&self) -> impl Iterator<Item = Bin> {
        self.0.chunks_exact(3).map(|it| Bin {
            size: it[0],
            confidence: ratio(it[1], it[0]),
            accuracy: ratio(it[2], it[0]),
        })
    }

    /// For each class of a table: how often both said it, how often it was told, how often it was gold.
    fn classes(&self) -> Vec<[f64; 3]> {
        let n = self.0.len().isqrt();
        let class = |it: usize| {
            let told = (0..n).map(|gold| self.0[it * n + gold]).sum();
            let gold = (0..n).map(|told| self.0[told * n + it]).sum();
            [self.0[it * n + it], told, gold]
        };
        (0..n).map(class).collect()
    }
}

impl Statistic {
    /// The names of what [`values`](Self::values) gives; the first is the figure itself.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::F1 => &["f1", "precision", "recall"],
            _ => &["value"],
        }
    }

    /// The figure, and what it is made of.
    pub fn values(self, counts: &Counts) -> Vec<f64> {
        match self {
            Self::F1 => match counts.0[..] {
                [right, told, gold] => vec![f1(right, told, gold), ratio(right, told), ratio(right, gold)],
                _ => vec![0.0; 3],
            },
            Self::Share => vec![if let [hits, of] = counts.0[..] { ratio(hits, of) } else { 0.0 }],
            Self::Accuracy => {
                let same = counts.classes().iter().map(|it| it[0]).sum();
                vec![ratio(same, counts.0.iter().sum())]
            }
            Self::Kappa => vec![kappa(&counts.classes())],
            Self::MacroF1 => {
                let mut classes = counts.classes();
                classes.retain(|it| it[1] + it[2] > 0.0);
                let sum = classes.iter().map(|&[right, told, gold]| f1(right, told, gold)).sum();
                vec![ratio(sum, number(classes.len()))]
            }
            Self::CalibrationError => {
                let off = counts.calibration().map(|it| it.size * (it.accuracy - it.confidence).abs()).sum();
                vec![ratio(off, counts.calibration().map(|it| it.size).sum())]
            }
        }
    }
}

fn kappa(classes: &[[f64; 3]]) -> f64 {
    let n: f64 = classes.iter().map(|it| it[1]).sum();
    let same: f64 = classes.iter().map(|it| it[0]).sum();
    let by_chance = classes.iter().map(|it| it[1] * it[2]).sum::<f64>() / n / n;
    match (n > 0.0, by_chance < 1.0) {
        (false, _) => 0.0,
        // Only one class occurs, on both sides.
        (true, false) => 1.0,
        (true, true) => (same / n - by_chance) / (1.0 - by_chance),
    }
}

/// The harmonic mean of precision and recall.
fn f1(right: f64, told: f64, gold: f64) -> f64 {
    ratio(2.0 * right, told + gold)
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// A count as a number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "no count comes near 2^53")]
pub(super) fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(statistic: Statistic, counts: &Counts, values: &[f64]) {
        let found = statistic.values(counts);
        assert_eq!(found.len(), statistic.names().len());
        assert!(found.iter().zip(values).all(|(a, b)| (a - b).abs() < 1e-9), "{statistic:?}: {found:?}");
    }

    #[test]
    fn figures_of_small_counts() {
        check(Statistic::F1, &Counts::matches(2, 4, 3), &[4.0 / 7.0, 0.5, 2.0 / 3.0]);
        check(Statistic::F1, &Counts::matches(0, 0, 0), &[0.0, 0.0, 0.0]);
        check(Statistic::Share, &Counts::share(1, 4), &[0.25]);
        // The example of Cohen's kappa with 20, 5, 10 and 15 of 50.
        let cells = [((0, 0), 20), ((0, 1), 5), ((1, 0), 10), ((1, 1), 15)];
        let table = Counts::table(2, cells.into_iter().flat_map(|(pair, times)| std::iter::repeat_n(pair, times)));
        check(Statistic::Accuracy, &table, &[0.7]);
        check(Statistic::Kappa, &table, &[0.4]);
        check(Statistic::MacroF1, &table, &[f64::midpoint(40.0 / 55.0, 30.0 / 45.0)]);
        check(Statistic::Kappa, &Counts::table(3, []), &[0.0]);
        check(Statistic::Kappa, &Counts::table(3, [(1, 1)]), &[1.0]);
        check(Statistic::MacroF1, &Counts::table(3, [(1, 1)]), &[1.0]);
    }

    #[test]
    fn calibration_is_how_far_confidence_is_off() {
        let counts = Counts::bins([(0.75, true), (0.75, false), (1.0, true), (0.0, false)]);
        check(Statistic::CalibrationError, &counts, &[0.125]);
        let sizes: Vec<f64> = counts.calibration().map(|it| it.size).collect();
        assert_eq!(sizes, [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0, 0.0, 1.0]);
        check(Statistic::CalibrationError, &Counts::bins([(0.5, true)]), &[0.5]);
    }
}
