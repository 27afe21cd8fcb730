//! One series as it goes: returns as they are, or from price to price.

use super::{forms::Form, rows::Head};
use crate::evidence::Failed;

/// What a return may be: from losing all to a gain that no record has seen, so that no sum of powers overflows.
pub const POSSIBLE: std::ops::RangeInclusive<f64> = -1.0..=1e9;

/// One series of prices or returns.
#[derive(Clone, Copy, Debug)]
pub struct Track {
    form: Form,
    /// The last price and the row it was in.
    last: Option<(f64, u64)>,
}

impl Track {
    /// Of numbers of this form.
    pub fn new(form: Form) -> Self {
        Self { form, last: None }
    }

    /// The return that ends with this cell of this row, and the row that it starts from.
    pub fn step(&mut self, row: u64, cell: f64, marked: bool, head: Head) -> Result<Option<(f64, u64)>, Failed> {
        let value = self.form.value(cell, marked);
        if !self.form.prices {
            if POSSIBLE.contains(&value) {
                return Ok(Some((value, row - 1)));
            }
            let what = format!("A return of {cell} cannot be.");
            let advice = "At worst all is lost: correct it, or set unit=percent if it is in percent.";
            return Err(Failed::new(what, advice).at(head.line));
        }
        if value <= 0.0 {
            return Err(Failed::new(
                format!("A price of {cell}: prices are above 0."),
                "Leave a gap empty; set data=returns if these are returns.",
            )
            .at(head.line));
        }
        let Some((last, from)) = self.last.replace((value, row)) else { return Ok(None) };
        let gain = value / last - 1.0;
        if POSSIBLE.contains(&gain) {
            return Ok(Some((gain, from)));
        }
        Err(Failed::new(format!("No price goes from {last} to {value}."), "Correct it.").at(head.line))
    }
}
