//! What the numbers of a column are: prices or returns, shares or percent, for a period or for a year.

use super::{columns::plain, held::Held};
use crate::evidence::{Settings, numbers::float};

/// What the numbers of a column are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Prices, not returns.
    pub prices: bool,
    /// Numbers without a sign of percent are percent all the same.
    pub percent: bool,
    /// Rates for a year, not for a period.
    pub a_year: bool,
}

impl Form {
    /// The share, or price, that a cell says.
    pub fn value(self, cell: f64, marked: bool) -> f64 {
        if marked || self.percent { cell / 100.0 } else { cell }
    }
}

/// What a column looks like.
struct Look {
    /// Numbers without a sign of percent, by size.
    bare: Vec<f64>,
    bare_mean: f64,
    marked: u64,
    marked_size: f64,
    least: f64,
    most: f64,
    mean: f64,
    /// Mean size of the logarithm of one number by the one before.
    step: f64,
}

impl Look {
    fn at(held: &Held, nth: usize) -> Self {
        let (mut bare, mut marked, mut marked_size, mut bare_sum) = (Vec::new(), 0, 0.0, 0.0);
        let (mut least, mut most, mut before) = (f64::INFINITY, f64::NEG_INFINITY, f64::NAN);
        let (mut steps, mut step_count, mut sum) = (0.0, 0_u64, 0.0);
        for (head, cells) in held.rows() {
            let it = cells[nth];
            if it.is_nan() {
                continue;
            }
            (least, most, sum) = (least.min(it), most.max(it), sum + it);
            if head.percent >> nth & 1 == 1 {
                (marked, marked_size) = (marked + 1, marked_size + it.abs());
            } else {
                bare.push(it.abs());
                bare_sum += it;
            }
            if it > 0.0 && before > 0.0 {
                (steps, step_count) = (steps + libm::log(it / before).abs(), step_count + 1);
            }
            before = it;
        }
        let mean = sum / (float(bare.len() as u64) + float(marked));
        let bare_mean = bare_sum / float(bare.len() as u64);
        Self { bare, bare_mean, marked, marked_size, least, most, mean, step: steps / float(step_count) }
    }

    /// The middle size of numbers without a sign of percent.
    fn median(&mut self) -> f64 {
        let middle = self.bare.len() / 2;
        if self.bare.is_empty() { 0.0 } else { *self.bare.select_nth_unstable_by(middle, f64::total_cmp).1 }
    }

    /// Whether numbers without a sign are percent, where others of the column have one: then they are of like size.
    fn bare_is_percent(&self) -> bool {
        let some = self.bare.iter().filter(|it| **it > 0.0).count() as u64;
        let bare = self.bare.iter().sum::<f64>() / float(some.max(1));
        some > 0 && bare > 0.1 * self.marked_size / float(self.marked)
    }
}

/// What a column of returns or prices holds, with a note where it had to be guessed.
pub fn series(held: &Held, nth: usize, name: &str, given: &Settings, k: Option<f64>) -> (Form, Option<String>) {
    let mut look = Look::at(held, nth);
    let plain_name = plain(name);
    let says = |words: &[&str]| words.iter().any(|it| plain_name.contains(it));
    let prices = match given.text("data") {
        Some("prices") => true,
        Some("returns") => false,
        _ if look.marked > 0 || says(&["return", "ret"]) => false,
        _ if says(&["price", "close"]) || plain_name == "nav" => true,
        _ if look.least <= 0.0 => false,
        // Returns change much more from one to the next than prices do, and have losses among them.
        _ => look.step < 0.25 && look.mean >= 0.5,
    };
    if prices {
        return (Form { prices, ..Form::default() }, None);
    }
    let mut note = None;
    let percent = match given.text("unit") {
        Some("percent") => true,
        Some("share") => false,
        _ if look.bare.is_empty() => false,
        _ if name.contains('%') || says(&["percent", "pct"]) => true,
        _ if look.marked > 0 => {
            let percent = look.bare_is_percent();
            let read = if percent { "percent too, being of like size" } else { "shares, being much smaller" };
            let (marked, bare) = (look.marked, look.bare.len());
            note = Some(format!(
                "In {name} {marked} numbers have a sign of percent and {bare} have none: those are read as {read}; unit says \
                 otherwise."
            ));
            percent
        }
        _ => {
            // As shares they would lose more than all there is, or vary by more than 150 % a year.
            let usual = look.median() * 1.4826 * k.unwrap_or(1.0).sqrt();
            let percent = look.least < -1.0 || (look.most > 1.0 && usual > 1.5);
            if percent {
                note = Some(format!(
                    "{name} is read as percent, from the size of its numbers; unit=share says otherwise."
                ));
            }
            percent
        }
    };
    (Form { percent, ..Form::default() }, note)
}

/// What a column of a risk-free rate holds: of the four forms the first that gives less than 20 % a year.
pub fn rate(held: &Held, nth: usize, name: &str, given: &Settings, k: Option<f64>) -> (Form, Option<String>) {
    let look = Look::at(held, nth);
    let k = k.unwrap_or(1.0);
    let form = |percent, a_year| Form { prices: false, percent, a_year };
    let set = match given.text("rf_form") {
        Some("share") => Some(form(false, false)),
        Some("percent") => Some(form(true, false)),
        Some("share_a_year") => Some(form(false, true)),
        Some("percent_a_year") => Some(form(true, true)),
        _ => None,
    };
    if let Some(it) = set {
        return (it, None);
    }
    let size = if look.bare.is_empty() { look.mean / 100.0 } else { look.bare_mean }.abs();
    let forms = [form(false, false), form(true, false), form(false, true), form(true, true)];
    let a_year = |it: &Form| {
        let share = if it.percent { size / 100.0 } else { size };
        if it.a_year { share } else { share * k }
    };
    let best = forms.into_iter().find(|it| a_year(it) < 0.2).unwrap_or_default();
    let words = match (best.percent, best.a_year) {
        (false, false) => "shares for a period",
        (true, false) => "percent for a period",
        (false, true) => "shares for a year",
        (true, true) => "percent for a year",
    };
    (best, Some(format!("The risk-free rate {name} is read as {words}, from its size; rf_form says otherwise.")))
}
