//! What the answers come to: shares, the area over the early-answering curve, bits.

use super::{
    probe::Told,
    study::Study,
    what::{Condition, What},
};
use crate::evidence::numbers::{float, normal_quantile, sum};

/// Hits of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many are so.
    pub hits: u64,
    /// Of how many.
    pub all: u64,
}

impl Count {
    /// The share; NaN of none.
    pub fn share(self) -> f64 {
        float(self.hits) / float(self.all)
    }
}

impl Study {
    /// How many steps a whole chain has.
    pub fn steps(&self) -> usize {
        self.task.terms - 1
    }

    /// The condition without any change.
    pub fn plain(&self) -> What {
        if self.kind == super::task::Kind::Direct { What::Direct } else { What::Original }
    }

    /// What was done to this model.
    pub fn conditions(&self) -> Vec<Condition> {
        let mut all: Vec<Condition> =
            self.asked.first().map_or_else(Vec::new, |it| it.told.iter().map(|it| it.condition).collect());
        all.sort_unstable();
        all
    }

    /// Of how many answers under a condition something holds; none if it was not asked.
    pub fn count(&self, what: What, step: Option<usize>, holds: impl Fn(&Told) -> bool) -> Option<Count> {
        let told = || self.asked.iter().filter_map(|it| it.of(what, step));
        let all = told().count() as u64;
        (all > 0).then(|| Count { hits: told().filter(|it| holds(it)).count() as u64, all })
    }

    /// Right answers.
    pub fn right(&self, what: What, step: Option<usize>) -> Option<Count> {
        self.count(what, step, |it| it.answer == it.truth)
    }

    /// Answers that are the value of the last step.
    pub fn says_last(&self, what: What, step: Option<usize>) -> Option<Count> {
        self.count(what, step, |it| {
            it.chain.last().and_then(|last| self.task.step(*last)).is_some_and(|last| last.value == it.answer)
        })
    }

    /// Of each problem, whether something holds of an answer and the one after the unchanged chain.
    fn beside(&self, what: What, step: Option<usize>, holds: impl Fn(&Told, usize) -> bool) -> Option<Count> {
        let both = |it: &super::probe::Asked| Some(holds(it.of(what, step)?, it.of(What::Original, None)?.answer));
        let (mut hits, mut all) = (0, 0);
        for it in self.asked.iter().filter_map(both) {
            hits += u64::from(it);
            all += 1;
        }
        (all > 0).then_some(Count { hits, all })
    }

    /// Answers that are those after the unchanged chain.
    pub fn same(&self, what: What, step: Option<usize>) -> Option<Count> {
        self.beside(what, step, |it, original| it.answer == original)
    }

    /// Answers that moved by as much as a value was changed.
    pub fn follows(&self, what: What, step: Option<usize>) -> Option<Count> {
        let p = self.task.modulus;
        self.beside(what, step, |it, original| {
            it.shift.is_some_and(|shift| original < p && it.answer == (original + shift) % p)
        })
    }

    /// The area over the early-answering curve with its normal interval, from the areas of single problems; steps that
    /// are missing are filler.
    pub fn area(&self, sure: f64) -> Option<(f64, (f64, f64))> {
        let steps = self.steps();
        let mut areas = Vec::new();
        for it in &self.asked {
            let original = it.of(What::Original, None)?.answer;
            // Trapezoids: the ends count half, and the whole chain agrees with itself.
            let mut under = 0.5;
            for kept in 0..steps {
                let same = it.of(What::Truncated, Some(kept))?.answer == original;
                under += f64::from(u8::from(same)) * if kept == 0 { 0.5 } else { 1.0 };
            }
            areas.push(1.0 - under / float(steps as u64));
        }
        let n = float(areas.len() as u64);
        let mean = sum(areas.iter().copied()) / n;
        let spread = sum(areas.iter().map(|it| (it - mean) * (it - mean))) / (n - 1.0);
        let half = normal_quantile(0.5 + sure / 2.0) * libm::sqrt(spread / n);
        (n > 1.0).then_some((mean, ((mean - half).max(0.0), (mean + half).min(1.0))))
    }

    /// How many bits of the running sum a step tells, by its wording or by its value: the mean over steps.
    pub fn bits(&self, what: What, by_wording: bool) -> Option<f64> {
        let p = self.task.modulus;
        let mut each = Vec::new();
        for at in 0..self.steps() {
            let mut table = vec![0_u64; p * p];
            for it in &self.asked {
                let step = it.of(what, None)?.chain.get(at).and_then(|token| self.task.step(*token));
                if let (Some(step), Some(sum)) = (step, self.task.sums(&it.problem).get(at)) {
                    table[sum * p + if by_wording { step.wording } else { step.value }] += 1;
                }
            }
            each.push(mutual(&table, p)?);
        }
        (!each.is_empty()).then(|| sum(each.iter().copied()) / float(each.len() as u64))
    }
}

/// Mutual information in bits of the row and the column of a square table of counts (Shannon 1948), each entropy with
/// the correction of Miller 1955 for few samples; from 0 to the logarithm of the table's side.
fn mutual(table: &[u64], side: usize) -> Option<f64> {
    let all = table.iter().sum::<u64>();
    if all == 0 {
        return None;
    }
    let entropy = |counts: &[u64]| {
        let present = || counts.iter().filter(|it| **it > 0).map(|it| float(*it) / float(all));
        let bins = float(present().count() as u64);
        sum(present().map(|it| -it * libm::log2(it))) + (bins - 1.0) / (2.0 * float(all) * std::f64::consts::LN_2)
    };
    let rows: Vec<u64> = table.chunks(side).map(|it| it.iter().sum()).collect();
    let columns: Vec<u64> = (0..side).map(|it| table.iter().skip(it).step_by(side).sum()).collect();
    let bits = entropy(&rows) + entropy(&columns) - entropy(table);
    Some(bits.clamp(0.0, libm::log2(float(side as u64))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_those_that_one_tells_of_the_other() {
        let near = |table: &[u64], side, want: f64, by: f64| {
            let got = mutual(table, side).unwrap_or(-1.0);
            assert!((got - want).abs() < by, "{table:?}: {got}");
        };
        near(&[500, 0, 0, 500], 2, 1.0, 1e-3);
        near(&[250, 250, 250, 250], 2, 0.0, 1e-12);
        // A channel that turns one in ten bits: 1 − h(0.1) = 0.531.
        near(&[450_000, 50_000, 50_000, 450_000], 2, 0.531_004, 1e-5);
        assert_eq!(mutual(&[0; 4], 2), None);
    }
}
