//! The rows of a table that are held at once, so that they can be put in order and looked over.

use super::{
    dates::{DAY, Order},
    rows::{Head, Rows},
};
use crate::evidence::Failed;

/// So many rows are held at once; what is longer streams by.
pub const MOST_ROWS: usize = 1_000_000;
/// So many numbers are held at once.
const MOST_NUMBERS: usize = 4_000_000;

/// Rows in the order of their dates, once [`Held::settle`] was called.
#[derive(Default)]
pub struct Held {
    heads: Vec<Head>,
    cells: Vec<f64>,
    width: usize,
}

impl Held {
    /// Reads up to as many rows as are held; whether there may be more.
    ///
    /// # Errors
    /// As reading rows does.
    pub fn read(rows: &mut Rows<'_>, cancelled: &dyn Fn() -> bool) -> Result<(Self, bool), Failed> {
        let width = rows.shape.wanted.len();
        let mut held = Self { width, ..Self::default() };
        let most = MOST_ROWS.min(MOST_NUMBERS / width.max(1));
        let mut cells = vec![0.0; width];
        while held.heads.len() < most {
            if held.heads.len().is_multiple_of(65_536) && cancelled() {
                return Err(Failed::cancelled());
            }
            let Some(row) = rows.next(&mut cells)? else { return Ok((held, false)) };
            held.heads.push(row);
            held.cells.extend_from_slice(&cells);
        }
        Ok((held, true))
    }

    /// The rows: head and numbers.
    pub fn rows(&self) -> impl Iterator<Item = (Head, &[f64])> {
        self.heads.iter().copied().zip(self.cells.chunks_exact(self.width.max(1)))
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// The dates.
    pub fn dates(&self) -> impl Iterator<Item = i64> {
        self.heads.iter().map(|it| it.date)
    }

    /// Tells day from month where dates do not say, keeps what is in the window, and sorts by date, rows of one date in
    /// the order of the data. Says what order of day and month it found, and whether anything was out of order.
    ///
    /// # Errors
    /// If day and month cannot be told apart.
    pub fn settle(&mut self, rows: &mut Rows<'_>, window: (i64, i64)) -> Result<bool, Failed> {
        if rows.shape.either == Some(true) && rows.shape.order.is_none() {
            let order = self.order()?;
            for it in &mut self.heads {
                it.date = order.resolve(it.date).unwrap_or(it.date);
            }
            rows.shape.order = Some(order);
        }
        let sorted = self.heads.is_sorted_by_key(|it| it.date);
        let inside = |it: i64| (window.0..=window.1).contains(&it);
        if sorted && self.dates().all(inside) {
            return Ok(false);
        }
        let mut order: Vec<usize> = (0..self.heads.len()).filter(|&it| inside(self.heads[it].date)).collect();
        order.sort_by_key(|&it| self.heads[it].date);
        let heads = order.iter().map(|&it| self.heads[it]).collect();
        let cells = order.iter().flat_map(|&it| &self.cells[it * self.width..][..self.width]).copied().collect();
        (self.heads, self.cells) = (heads, cells);
        Ok(!sorted)
    }

    /// Which of two small numbers is the day: the order in which every date exists, else the one in which they go one way.
    fn order(&self) -> Result<Order, Failed> {
        let whole = |order: Order| self.heads.iter().all(|it| order.resolve(it.date).is_some());
        let one_way = |order: Order| {
            let days = || self.heads.iter().map(|it| order.resolve(it.date).unwrap_or_default().div_euclid(DAY));
            days().is_sorted() || days().rev().is_sorted()
        };
        match (whole(Order::MonthFirst), whole(Order::DayFirst)) {
            (true, false) => Ok(Order::MonthFirst),
            (false, true) => Ok(Order::DayFirst),
            (true, true) if one_way(Order::MonthFirst) != one_way(Order::DayFirst) => {
                Ok(if one_way(Order::MonthFirst) { Order::MonthFirst } else { Order::DayFirst })
            }
            (true, true) => Err(Failed::new(
                "The dates can be read with the day or with the month first.",
                "Set dates=day_first or dates=month_first.",
            )),
            (false, false) => Err(Failed::new(
                "Some dates exist only with the day first, others only with the month first.",
                "Write all dates in one form, best like 2024-12-31.",
            )),
        }
    }
}
