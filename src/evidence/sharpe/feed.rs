//! From rows, in the order of their dates, to returns of portfolio, benchmark and risk-free rate.

use super::{
    dates::{self, DAY},
    forms::Form,
    join::Joined,
    period::Period,
    rows::Head,
    track::{POSSIBLE, Track},
};
use crate::evidence::Failed;

/// The returns of one period, as shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Seconds since 1970.
    pub date: i64,
    /// Of the portfolio.
    pub r: f64,
    /// Of the benchmark; NaN if it has none for this period.
    pub b: f64,
    /// Of the risk-free rate.
    pub f: f64,
}

/// Where a series is from.
pub enum Place {
    /// A cell of each row.
    Cell(usize, Form),
    /// Another table.
    Other(Joined),
}

/// What was left out, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows without a number of the portfolio.
    pub gaps: u64,
    /// Rows without a risk-free rate.
    pub no_rate: u64,
    /// Returns to which the benchmark has none over the same time.
    pub no_benchmark: u64,
    /// Rows of a date that was there already.
    pub again: u64,
    /// Steps that are longer than a period.
    pub long: u64,
}

/// Makes returns of rows.
pub struct Feed {
    /// Columns of the portfolio, with the worth of what is held in each.
    assets: Vec<(Track, f64)>,
    rebalanced: bool,
    benchmark: Option<(Place, Track)>,
    rf: Option<Place>,
    rate: f64,
    k: f64,
    period: Period,
    keep_first: bool,
    before: Option<(Head, Vec<f64>)>,
    row: u64,
    /// What was left out.
    pub counts: Counts,
}

/// The rates that hold.
pub struct Rates {
    /// Where the risk-free rate is from.
    pub rf: Option<Place>,
    /// The risk-free rate of a period, if it is from nowhere.
    pub rate: f64,
    /// Periods a year.
    pub k: f64,
}

impl Feed {
    /// Assets with their weights stand in the first cells.
    pub fn new(assets: &[(Form, f64)], benchmark: Option<Place>, rates: Rates, period: Period) -> Self {
        let track = Track::new;
        let benchmark = benchmark.map(|it| {
            // Another table has told its form already, but for prices.
            let form = match &it {
                Place::Cell(_, form) => *form,
                Place::Other(it) => Form { prices: it.form.prices, ..Form::default() },
            };
            (it, track(form))
        });
        Self {
            assets: assets.iter().map(|&(form, weight)| (track(form), weight)).collect(),
            rebalanced: false,
            benchmark,
            rf: rates.rf,
            rate: rates.rate,
            k: rates.k,
            period,
            keep_first: false,
            before: None,
            row: 0,
            counts: Counts::default(),
        }
    }

    /// Sets whether a basket is brought back to its weights, and whether the first of two rows of a date is kept.
    #[must_use]
    pub fn with(self, rebalanced: bool, keep_first: bool) -> Self {
        Self { rebalanced, keep_first, ..self }
    }

    /// The returns that this row ends, if it does.
    ///
    /// # Errors
    /// If it is out of order, has another date's rival, or a price or return that cannot be.
    pub fn push(&mut self, head: Head, cells: &[f64]) -> Result<Option<Step>, Failed> {
        if !self.is_new(head, cells)? {
            return Ok(None);
        }
        self.row += 1;
        let known = self.assets.len();
        if cells[..known].iter().any(|it| it.is_nan()) {
            self.counts.gaps += 1;
            return Ok(None);
        }
        let rate = match &mut self.rf {
            None => self.rate,
            Some(Place::Cell(nth, form)) => {
                let it = form.value(cells[*nth], head.percent >> *nth & 1 == 1);
                if form.a_year { it / self.k } else { it }
            }
            Some(Place::Other(it)) => {
                let a_year = it.form.a_year;
                let it = it.value(head.date);
                if a_year { it / self.k } else { it }
            }
        };
        if !rate.is_nan() && !POSSIBLE.contains(&rate) {
            return Err(
                Failed::new("The risk-free rate of a period cannot be that large.", "Set rf_form.").at(head.line)
            );
        }
        let r = self.portfolio(head, cells)?;
        let b = self.benchmark(head, cells)?;
        let Some((r, from)) = r else { return Ok(None) };
        if rate.is_nan() {
            self.counts.no_rate += 1;
            return Ok(None);
        }
        let b = b.filter(|it| it.1 == from).map_or(f64::NAN, |it| it.0);
        self.counts.no_benchmark += u64::from(b.is_nan() && self.benchmark.is_some());
        Ok(Some(Step { date: head.date, r, b, f: rate }))
    }

    /// Whether the row is of a date that was not there before.
    fn is_new(&mut self, head: Head, cells: &[f64]) -> Result<bool, Failed> {
        let Some((before, same)) = &mut self.before else {
            self.before = Some((head, cells.to_vec()));
            return Ok(true);
        };
        if head.date < before.date {
            return Err(Failed::new(
                "The row is earlier than the one before, and there are too many rows to sort them here.",
                "Sort the table by date.",
            )
            .at(head.line));
        }
        if head.date == before.date {
            let alike =
                same.iter().zip(cells).all(|(a, b)| a.to_bits() == b.to_bits()) && before.percent == head.percent;
            if !alike && !self.keep_first {
                return Err(Failed::new(
                    format!("A second row of {}, with other numbers than line {}.", dates::words(head.date), before.line),
                    "Take one out, or set duplicates=first to keep the first of each date; set only=COLUMN=VALUE if the \
                     table holds several series below each other.",
                )
                .at(head.line));
            }
            self.counts.again += 1;
            return Ok(false);
        }
        if let Some(longest) = self.period.longest() {
            self.counts.long += u64::from(head.date - before.date > longest * DAY + DAY / 2);
        }
        *before = head;
        same.copy_from_slice(cells);
        Ok(true)
    }

    /// The portfolio's return, and the row that it starts from.
    fn portfolio(&mut self, head: Head, cells: &[f64]) -> Result<Option<(f64, u64)>, Failed> {
        let row = self.row;
        if let [(track, _)] = &mut *self.assets {
            return track.step(row, cells[0], head.percent & 1 == 1, head);
        }
        let (mut before, mut after, mut whole) = (0.0, 0.0, Some(0));
        for (nth, (track, worth)) in self.assets.iter_mut().enumerate() {
            let step = track.step(row, cells[nth], head.percent >> nth & 1 == 1, head)?;
            whole = whole.and(step.map(|it| it.1));
            let grown = *worth * (1.0 + step.map_or(0.0, |it| it.0));
            (before, after) = (before + *worth, after + grown);
            if !self.rebalanced {
                *worth = grown;
            }
        }
        Ok(whole.filter(|_| before > 0.0).map(|it| (after / before - 1.0, it)))
    }

    fn benchmark(&mut self, head: Head, cells: &[f64]) -> Result<Option<(f64, u64)>, Failed> {
        let Some((place, track)) = &mut self.benchmark else { return Ok(None) };
        let (value, marked) = match place {
            Place::Cell(nth, _) => (cells[*nth], head.percent >> *nth & 1 == 1),
            Place::Other(it) => (it.value(head.date), false),
        };
        if value.is_nan() { Ok(None) } else { track.step(self.row, value, marked, head) }
    }
}
