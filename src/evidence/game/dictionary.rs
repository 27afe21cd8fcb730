//! Pivoting in whole numbers: the one procedure behind vertices of polytopes and linear programmes.
//!
//! The system is `A x ≤ b`, `x ≥ 0` with `b ≥ 0`. All entries share one divisor, and each pivot divides exactly (Edmonds
//! 1967, as in Avis's lrs), so that nothing is rounded and no fraction is reduced. Ties between rows are broken as if
//! `b` were raised by ε, ε², … (Dantzig, Orden and Wolfe 1955): no procedure goes round in circles, and of a degenerate
//! vertex at least one basis is met.

use super::exact::{Exact, Stop, Work};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};
use std::cmp::Ordering;

/// A basis of the system, and the system seen from it.
#[derive(Clone, Debug)]
pub struct Dictionary {
    /// A row for each constraint: `variable + Σ entry · free variable = last entry`, all over `divisor`. Then the goals.
    rows: Vec<Vec<BigInt>>,
    divisor: BigInt,
    /// The variable of each row that is a constraint.
    basic: Vec<usize>,
    /// The variable of each column.
    free: Vec<usize>,
    /// Where each variable is: in a row, or in a column.
    place: Vec<Place>,
}

#[derive(Clone, Copy, Debug)]
enum Place {
    Row(usize),
    Column(usize),
}

impl Dictionary {
    /// The system `rows · x ≤ bounds`, `x ≥ 0` seen from `x = 0`, with sums that one may want to be large. Variables
    /// are the columns, then the slack of each row.
    pub fn new(rows: Vec<Vec<BigInt>>, bounds: &[BigInt], goals: Vec<Vec<BigInt>>) -> Self {
        let (height, width) = (rows.len(), rows.first().map_or(0, Vec::len));
        let bounded = rows.into_iter().zip(bounds).map(|(mut row, bound)| {
            row.push(bound.clone());
            row
        });
        let goals = goals.into_iter().map(|goal| goal.into_iter().map(|it| -it).chain([BigInt::zero()]).collect());
        let place = (0..width).map(Place::Column).chain((0..height).map(Place::Row)).collect();
        Self {
            rows: bounded.chain(goals).collect(),
            divisor: BigInt::one(),
            basic: (width..width + height).collect(),
            free: (0..width).collect(),
            place,
        }
    }

    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.free.len()
    }

    /// The variable in a column.
    pub fn free(&self, column: usize) -> usize {
        self.free[column]
    }

    /// The variable in a row.
    pub fn basic(&self, row: usize) -> usize {
        self.basic[row]
    }

    /// What a variable is here, times the divisor; nothing is 0.
    pub fn scaled(&self, variable: usize) -> Option<&BigInt> {
        match self.place[variable] {
            Place::Row(row) => self.rows[row].last(),
            Place::Column(_) => None,
        }
    }

    /// What a variable is here.
    pub fn value(&self, variable: usize) -> Exact {
        self.scaled(variable).map_or_else(Exact::zero, |it| Exact::new(it.clone(), self.divisor.clone()))
    }

    /// Whether a variable is 0 here.
    pub fn is_zero(&self, variable: usize) -> bool {
        self.scaled(variable).is_none_or(Zero::is_zero)
    }

    /// The row that leaves if this column enters; none if nothing bounds it.
    pub fn leaving(&self, column: usize) -> Option<usize> {
        let rows = (0..self.basic.len()).filter(|&row| self.rows[row][column].is_positive());
        rows.reduce(|least, row| if self.compare(row, least, column) == Ordering::Less { row } else { least })
    }

    /// Which of two rows bounds a column more tightly; never equal for two rows.
    fn compare(&self, a: usize, b: usize, column: usize) -> Ordering {
        let (by_a, by_b) = (&self.rows[a][column], &self.rows[b][column]);
        let last = self.free.len();
        let order = (&self.rows[a][last] * by_b).cmp(&(&self.rows[b][last] * by_a));
        let slacks = self.free.len()..self.place.len();
        slacks.fold(order, |order, slack| {
            order.then_with(|| match self.place[slack] {
                Place::Row(row) if row == a => by_b.cmp(&BigInt::zero()),
                Place::Row(row) if row == b => BigInt::zero().cmp(by_a),
                Place::Row(_) => Ordering::Equal,
                Place::Column(it) => (&self.rows[a][it] * by_b).cmp(&(&self.rows[b][it] * by_a)),
            })
        })
    }

    /// Exchanges the variables of a row and a column, whose common entry is above 0.
    ///
    /// # Errors
    /// If that is more work than may be done.
    pub fn pivot(&mut self, row: usize, column: usize, work: &mut Work<'_>) -> Result<(), Stop> {
        let by = self.rows[row][column].clone();
        let limbs = usize::try_from(by.bits() / 32).unwrap_or(usize::MAX);
        work.spend(self.rows.len().saturating_mul(self.width() + 1).saturating_mul(1 + limbs))?;
        let mut line = std::mem::take(&mut self.rows[row]);
        for other in self.rows.iter_mut().filter(|it| !it.is_empty()) {
            if other[column].is_zero() && by == self.divisor {
                continue;
            }
            let factor = std::mem::take(&mut other[column]);
            for (nth, (it, on)) in other.iter_mut().zip(&line).enumerate() {
                if nth != column && !(it.is_zero() && (factor.is_zero() || on.is_zero())) {
                    *it = (&*it * &by - &factor * on) / &self.divisor;
                }
            }
            other[column] = -factor;
        }
        line[column] = std::mem::replace(&mut self.divisor, by);
        self.rows[row] = line;
        let (out, into) = (self.basic[row], self.free[column]);
        (self.basic[row], self.free[column]) = (into, out);
        (self.place[into], self.place[out]) = (Place::Row(row), Place::Column(column));
        Ok(())
    }

    /// The most that the sum of this number can be; none if it has no bound. The dictionary is then where it is that.
    ///
    /// # Errors
    /// If that is more work than may be done.
    pub fn most(&mut self, goal: usize, work: &mut Work<'_>) -> Result<Option<Exact>, Stop> {
        let row = self.basic.len() + goal;
        loop {
            // The steepest column; which one is free to choose, since rows never tie.
            let steepest = (0..self.width()).min_by(|&a, &b| self.rows[row][a].cmp(&self.rows[row][b]));
            let Some(column) = steepest.filter(|&it| self.rows[row][it].is_negative()) else { break };
            let Some(leaving) = self.leaving(column) else { return Ok(None) };
            self.pivot(leaving, column, work)?;
        }
        let most = self.rows[row].last().cloned().unwrap_or_default();
        Ok(Some(Exact::new(most, self.divisor.clone())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{evidence::game::exact::show, jobs::Progress};

    fn whole(rows: &[&[i32]]) -> Vec<Vec<BigInt>> {
        rows.iter().map(|row| row.iter().map(|&it| BigInt::from(it)).collect()).collect()
    }

    #[test]
    fn programmes_are_solved_exactly_also_where_others_go_round() {
        let progress = Progress::default();
        let mut work = Work::new(1_000_000, &progress);
        // Beale's (1955) example, on which the usual choice of columns goes round for ever; its most is 1/20.
        let rows = whole(&[&[25, -6000, -4, 900], &[25, -4500, -1, 150], &[0, 0, 1, 0]]);
        let goals = whole(&[&[75, -15000, 2, -600], &[-1, 0, 0, 0], &[0, 1, 0, 0]]);
        let mut system = Dictionary::new(rows, &whole(&[&[0, 0, 1]])[0], goals);
        let most = system.most(0, &mut work).unwrap().unwrap();
        assert_eq!(show(&(most / BigInt::from(100))), "1/20");
        assert_eq!(show(&system.value(0)), "1/25");
        assert_eq!(system.most(1, &mut work).unwrap(), Some(Exact::zero()));
        let mut open = Dictionary::new(whole(&[&[1, -1]]), &whole(&[&[1]])[0], whole(&[&[1, 1]]));
        assert_eq!(open.most(0, &mut work).unwrap(), None, "nothing bounds it");
        let mut little = Work::new(3, &progress);
        let mut system = Dictionary::new(whole(&[&[1, 1]]), &whole(&[&[1]])[0], whole(&[&[1, 2]]));
        assert_eq!(system.most(0, &mut little), Err(Stop::TooLarge));
        progress.cancel();
        assert_eq!(system.most(0, &mut work), Err(Stop::Cancelled));
    }
}
