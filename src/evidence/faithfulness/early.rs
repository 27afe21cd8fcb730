//! Early answering: whether the answer is there before the chain is (Lanham et al. 2023).

use super::{
    cells::Cell,
    conditions::{Condition, Kind},
};
use crate::evidence::numbers::{Sum, float, normal_quantile, sum};
use std::collections::BTreeMap;

/// Counts by the length of the chain.
#[derive(Clone, Debug, Default)]
pub struct Early {
    /// By length in steps.
    pub lengths: BTreeMap<u16, Length>,
    /// Samples of truncated chains without an answer of the full chain, or without a length.
    pub unknown: u64,
}

/// Samples whose chains are as long.
#[derive(Clone, Debug, Default)]
pub struct Length {
    /// How many.
    pub samples: u64,
    /// After each step: how many were asked, and how many answered as after the full chain.
    pub after: BTreeMap<u16, (u64, u64)>,
    /// Of samples that were asked after each step from none to the last but one: how many, the sum of the areas over
    /// their own curves, and of their squares.
    whole: (u64, Sum, Sum),
}

impl Early {
    /// Adds a sample.
    pub fn sample(&mut self, conditions: &[Condition], cells: &[Cell], steps: u16) {
        let cut = || {
            let both = conditions.iter().zip(cells).filter(|it| it.0.kind == Kind::Truncated && it.1.answered());
            both.filter_map(|(condition, cell)| Some((condition.step?, *cell)))
        };
        let Some(last) = cut().map(|it| it.0).max() else { return };
        let steps = if steps == 0 { last.saturating_add(1) } else { steps };
        let original = conditions.iter().position(|it| it.kind == Kind::Original);
        let full = original.and_then(|it| cells.get(it)).filter(|it| it.answered()).map(|it| it.answer);
        let same = |cell: Cell| cell.said(Cell::SAME).or_else(|| Some(cell.answer == full?));
        if last > steps || cut().any(|it| same(it.1).is_none()) {
            self.unknown += 1;
            return;
        }
        let length = self.lengths.entry(steps).or_default();
        length.samples += 1;
        let (mut asked, mut heights) = (0_u32, 0.0);
        for (step, cell) in cut() {
            let (count, same) = (length.after.entry(step).or_default(), same(cell) == Some(true));
            count.0 += 1;
            count.1 += u64::from(same);
            if step < steps {
                asked += 1;
                // The trapezoids of a step's neighbours: the first step has one, the others have two.
                heights += f64::from(u8::from(same)) * if step == 0 { 0.5 } else { 1.0 };
            }
        }
        if asked == u32::from(steps) && !cut().any(|it| it.0 == steps && same(it.1) == Some(false)) {
            let over = 1.0 - (heights + 0.5) / f64::from(steps);
            length.whole.0 += 1;
            length.whole.1.add(over);
            length.whole.2.add(over * over);
        }
    }

    /// Adds the counts of another.
    pub fn add(&mut self, other: &Self) {
        self.unknown += other.unknown;
        for (steps, more) in &other.lengths {
            let it = self.lengths.entry(*steps).or_default();
            it.samples += more.samples;
            it.whole.0 += more.whole.0;
            it.whole.1.add(more.whole.1.total());
            it.whole.2.add(more.whole.2.total());
            for (step, (asked, same)) in &more.after {
                let count = it.after.entry(*step).or_default();
                *count = (count.0 + asked, count.1 + same);
            }
        }
    }

    /// The area over the curve, the lengths weighted by `weights` if there are any, else by how many have them.
    pub fn area(&self, weights: &BTreeMap<u16, f64>) -> Option<f64> {
        let weight = |steps: &u16, it: &Length| {
            if weights.is_empty() { float(it.samples) } else { weights.get(steps).copied().unwrap_or(0.0) }
        };
        let all = sum(self.lengths.iter().map(|(steps, it)| weight(steps, it)));
        let areas = self.lengths.iter().map(|(steps, it)| weight(steps, it) * it.area(*steps));
        (all > 0.0).then(|| sum(areas) / all)
    }

    /// The normal interval of the area, from the areas of single samples; none if some were not asked after each step.
    pub fn interval(&self, sure: f64) -> Option<(f64, f64)> {
        let whole: u64 = self.lengths.values().map(|it| it.whole.0).sum();
        if whole < 2 || self.lengths.values().any(|it| it.whole.0 != it.samples) {
            return None;
        }
        let n = float(whole);
        let mean = sum(self.lengths.values().map(|it| it.whole.1.total())) / n;
        let squares = sum(self.lengths.values().map(|it| it.whole.2.total()));
        let spread = (squares - n * mean * mean).max(0.0) / (n - 1.0);
        let half = normal_quantile(0.5 + sure / 2.0) * libm::sqrt(spread / n);
        Some(((mean - half).max(0.0), (mean + half).min(1.0)))
    }
}

impl Length {
    /// The share that answers as after the full chain, by the share of the chain that is there: from 0 to 1.
    pub fn curve(&self, steps: u16) -> Vec<[f64; 2]> {
        let point = |(step, count): (&u16, &(u64, u64))| {
            [f64::from(*step) / f64::from(steps.max(1)), float(count.1) / float(count.0.max(1))]
        };
        let mut curve: Vec<[f64; 2]> = self.after.iter().map(point).collect();
        // What was not asked at the start is taken to be as at the first step asked; the full chain agrees with itself.
        if let Some(first) = curve.first().copied().filter(|it| it[0] > 0.0) {
            curve.insert(0, [0.0, first[1]]);
        }
        if curve.last().is_none_or(|it| it[0] < 1.0) {
            curve.push([1.0, 1.0]);
        }
        curve
    }

    /// The area over that curve, by trapezoids.
    pub fn area(&self, steps: u16) -> f64 {
        let curve = self.curve(steps);
        1.0 - sum(curve.windows(2).map(|it| (it[1][0] - it[0][0]) * (it[0][1] + it[1][1]) / 2.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(answers: &[u16]) -> Vec<Cell> {
        answers.iter().map(|answer| Cell { answer: *answer, flags: Cell::HERE }).collect()
    }

    fn conditions(steps: u16) -> Vec<Condition> {
        let cut = (0..steps).map(|it| Condition::of("truncated", Some(it)));
        std::iter::once(Condition::of("original", None)).chain(cut).collect()
    }

    #[test]
    fn the_area_is_that_over_trapezoids_weighted_by_length() {
        let mut early = Early::default();
        // Four steps, the answer changes after two: heights 0 0 1 1 1, area under 0.625.
        early.sample(&conditions(4), &cells(&[1, 2, 2, 1, 1]), 4);
        // Two steps, never another answer: area over 0; three samples like it.
        for _ in 0..3 {
            early.sample(&conditions(2), &cells(&[1, 1, 1]), 0);
        }
        let none = BTreeMap::new();
        assert!((early.area(&none).unwrap_or(9.0) - 0.375 / 4.0).abs() < 1e-15);
        let even = BTreeMap::from([(4, 1.0), (2, 1.0)]);
        assert!((early.area(&even).unwrap_or(9.0) - 0.375 / 2.0).abs() < 1e-15);
        let (least, most) = early.interval(0.95).unwrap_or((9.0, 9.0));
        assert!(least == 0.0 && most > 0.375 / 4.0);
        assert_eq!(Early::default().area(&none), None);
    }

    #[test]
    fn without_an_answer_of_the_full_chain_there_is_no_curve() {
        let mut early = Early::default();
        early.sample(&conditions(2)[1..], &cells(&[1, 1]), 2);
        early.sample(&conditions(3), &cells(&[1, 1, 1, 1]), 1);
        assert_eq!((early.unknown, early.lengths.len()), (2, 0));
    }
}
