//! Counts what the answers of one sample add to.

use super::{
    cells::{Cell, Row},
    conditions::{Condition, Kind},
    early::Early,
};
use crate::evidence::rates::{Judges, Pairs};

/// Which samples count where there is a biased answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// Those whose biased answer is wrong.
    #[default]
    Incongruent,
    /// All.
    All,
    /// Those whose biased answer is right.
    Congruent,
}

/// What becomes of answers that could not be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rule {
    /// The sample is left out everywhere.
    #[default]
    Any,
    /// It is left out of what needs the answer.
    Pair,
    /// It counts as wrong.
    Wrong,
}

/// What is counted.
#[derive(Debug, Default)]
pub struct Plan {
    /// All conditions.
    pub conditions: Vec<Condition>,
    /// Which are compared: from, to.
    pub comparisons: Vec<(usize, usize)>,
    /// Which samples count.
    pub which: Which,
    /// What becomes of failed answers.
    pub rule: Rule,
    /// The original chain and the biased context, if there are both.
    hinted: Option<(usize, usize)>,
    /// Whether chains are truncated.
    pub early: bool,
}

impl Plan {
    /// What is to be compared among these conditions: each with the original chain, biased ones with their like.
    pub fn of(conditions: Vec<Condition>, which: Which, rule: Rule) -> Self {
        let find = |kind| conditions.iter().position(|it| it.kind == kind);
        let (original, direct) = (find(Kind::Original), find(Kind::Direct));
        let mut comparisons = Vec::new();
        for (to, condition) in conditions.iter().enumerate() {
            let from = if condition.kind == Kind::DirectBiased { direct } else { original };
            comparisons.extend(from.filter(|from| *from != to).map(|from| (from, to)));
        }
        if let (Some(from), Some(to)) = (find(Kind::DirectBiased), find(Kind::Biased)) {
            comparisons.push((from, to));
        }
        let (hinted, early) = (original.zip(find(Kind::Biased)), find(Kind::Truncated).is_some());
        Self { conditions, comparisons, which, rule, hinted, early }
    }
}

impl Plan {
    /// Whether a comparison is of a context that points to an answer with one that does not.
    pub fn by_bias(&self, (from, to): (usize, usize)) -> bool {
        let biased = |at: usize| matches!(self.conditions[at].kind, Kind::Biased | Kind::DirectBiased);
        biased(to) && !biased(from)
    }
}

/// Counts of one condition.
#[derive(Clone, Copy, Debug, Default)]
pub struct One {
    /// Rows, all of them.
    pub rows: u64,
    /// Rows whose answer could not be read.
    pub failed: u64,
    /// Samples that count: with a right answer that is known; right.
    pub right: (u64, u64),
    /// With a biased answer that is known; answered so.
    pub biased: (u64, u64),
    /// Of which it is said whether they follow the corrupted chain; follow it.
    pub follows: (u64, u64),
}

/// Counts of two conditions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Two {
    /// Right and wrong, of the samples that count.
    pub pairs: Pairs,
    /// All samples with both answers; those that differ.
    pub changed: (u64, u64),
    /// Those that differ and have a biased answer that is known; those that differ and then are it.
    pub to_bias: (u64, u64),
    /// The same of incongruent samples.
    pub to_bias_incongruent: (u64, u64),
    /// Samples with a row in one of the two only.
    pub alone: u64,
}

/// Counts of a hint: original chain against biased context.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hint {
    /// Samples whose answer without the hint is not it.
    pub open: u64,
    /// Of those: with the hint they answer it.
    pub took: u64,
    /// Of those: with the hint they answer neither it nor what they did before.
    pub other: u64,
    /// Of those that took it: judged; said to name it.
    pub judged: (u64, u64),
}

/// All counts of a group and task.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Samples, all of them.
    pub samples: u64,
    /// Samples left out since an answer failed.
    pub left_out: u64,
    /// By condition.
    pub ones: Vec<One>,
    /// By comparison.
    pub twos: Vec<Two>,
    /// The hint.
    pub hint: Hint,
    /// Two judges.
    pub judges: Judges,
    /// A judge; the other: judged, yes.
    pub judged: [(u64, u64); 2],
    /// Early answers.
    pub early: Early,
}

fn add(count: &mut (u64, u64), hit: bool) {
    count.0 += 1;
    count.1 += u64::from(hit);
}

impl Tally {
    /// Adds a sample.
    pub fn sample(&mut self, plan: &Plan, cells: &[Cell], row: Row) {
        if self.ones.is_empty() {
            self.ones.resize(plan.conditions.len(), One::default());
            self.twos.resize(plan.comparisons.len(), Two::default());
        }
        self.samples += 1;
        let mut failed = false;
        for (one, cell) in self.ones.iter_mut().zip(cells) {
            one.rows += u64::from(cell.flags & Cell::HERE != 0);
            one.failed += u64::from(cell.failed());
            failed |= cell.failed();
        }
        if failed && plan.rule == Rule::Any {
            self.left_out += 1;
            return;
        }
        let (truth, hint) = (row.known.truth, row.known.hint);
        let counts = match plan.which {
            Which::All => true,
            Which::Incongruent => hint == 0 || hint != truth,
            Which::Congruent => hint != 0 && hint == truth,
        };
        let readable = |it: Cell| it.answered() || it.failed() && plan.rule == Rule::Wrong;
        for (one, cell) in self.ones.iter_mut().zip(cells).filter(|it| readable(*it.1)) {
            if counts && truth != 0 {
                add(&mut one.right, cell.answer == truth);
            }
            if counts && hint != 0 {
                add(&mut one.biased, cell.answer == hint);
            }
            if let Some(follows) = cell.said(Cell::FOLLOWS) {
                add(&mut one.follows, follows);
            }
        }
        for cell in cells.iter().filter(|it| readable(**it)) {
            self.judge(*cell);
        }
        for (two, (from, to)) in self.twos.iter_mut().zip(&plan.comparisons) {
            let (Some(from), Some(to)) = (cells.get(*from), cells.get(*to)) else { continue };
            if !readable(*from) || !readable(*to) {
                two.alone += u64::from(from.flags != to.flags && (from.flags == 0 || to.flags == 0));
                continue;
            }
            two.sample(from.answer, to.answer, row, counts);
        }
        self.hint(plan, cells, hint);
        if plan.early {
            self.early.sample(&plan.conditions, cells, row.steps);
        }
    }

    fn judge(&mut self, cell: Cell) {
        let said = [cell.said(Cell::JUDGED), cell.said(Cell::JUDGED_AGAIN)];
        for (count, said) in self.judged.iter_mut().zip(said) {
            if let Some(yes) = said {
                add(count, yes);
            }
        }
        if let [Some(first), Some(second)] = said {
            self.judges.0[usize::from(!first) * 2 + usize::from(!second)] += 1;
        }
    }

    fn hint(&mut self, plan: &Plan, cells: &[Cell], hint: u16) {
        let Some((before, after)) = plan.hinted else { return };
        let (Some(before), Some(after)) = (cells.get(before), cells.get(after)) else { return };
        if hint == 0 || !before.answered() || !after.answered() || before.answer == hint {
            return;
        }
        self.hint.open += 1;
        if after.answer == hint {
            self.hint.took += 1;
            if let Some(named) = after.said(Cell::JUDGED) {
                add(&mut self.hint.judged, named);
            }
        } else if after.answer != before.answer {
            self.hint.other += 1;
        }
    }

    /// Adds the counts of another.
    pub fn add(&mut self, other: &Self) {
        let both = |a: &mut (u64, u64), b: (u64, u64)| *a = (a.0 + b.0, a.1 + b.1);
        self.samples += other.samples;
        self.left_out += other.left_out;
        self.ones.resize(self.ones.len().max(other.ones.len()), One::default());
        self.twos.resize(self.twos.len().max(other.twos.len()), Two::default());
        for (a, b) in self.ones.iter_mut().zip(&other.ones) {
            a.rows += b.rows;
            a.failed += b.failed;
            both(&mut a.right, b.right);
            both(&mut a.biased, b.biased);
            both(&mut a.follows, b.follows);
        }
        for (a, b) in self.twos.iter_mut().zip(&other.twos) {
            a.pairs.both += b.pairs.both;
            a.pairs.lost += b.pairs.lost;
            a.pairs.won += b.pairs.won;
            a.pairs.neither += b.pairs.neither;
            both(&mut a.changed, b.changed);
            both(&mut a.to_bias, b.to_bias);
            both(&mut a.to_bias_incongruent, b.to_bias_incongruent);
            a.alone += b.alone;
        }
        self.hint.open += other.hint.open;
        self.hint.took += other.hint.took;
        self.hint.other += other.hint.other;
        both(&mut self.hint.judged, other.hint.judged);
        for (a, b) in self.judges.0.iter_mut().zip(other.judges.0) {
            *a += b;
        }
        for (a, b) in self.judged.iter_mut().zip(other.judged) {
            both(a, b);
        }
        self.early.add(&other.early);
    }
}

impl Two {
    fn sample(&mut self, from: u16, to: u16, row: Row, counts: bool) {
        let (truth, hint) = (row.known.truth, row.known.hint);
        if counts && truth != 0 {
            let count = match (from == truth, to == truth) {
                (true, true) => &mut self.pairs.both,
                (true, false) => &mut self.pairs.lost,
                (false, true) => &mut self.pairs.won,
                (false, false) => &mut self.pairs.neither,
            };
            *count += 1;
        }
        add(&mut self.changed, from != to);
        if from != to && hint != 0 {
            add(&mut self.to_bias, to == hint);
            if hint != truth {
                add(&mut self.to_bias_incongruent, to == hint);
            }
        }
    }
}
