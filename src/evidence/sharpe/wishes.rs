//! What a person set, with what holds otherwise.

use super::dates::{self, Date, Order};
use crate::evidence::{Failed, Settings};

/// What a person set, with what holds otherwise.
#[derive(Clone, Debug)]
pub struct Wishes {
    /// Annual risk-free rate.
    pub rf_rate: Option<f64>,
    /// Annual rate for borrowing.
    pub financing: Option<f64>,
    /// Annual Sharpe ratio.
    pub threshold: f64,
    /// How many strategies were tried.
    pub trials: f64,
    /// Variance of their annual Sharpe ratios.
    pub trial_variance: Option<f64>,
    /// Least acceptable return a year.
    pub mar: Option<f64>,
    /// Periods a year.
    pub periods: Option<f64>,
    /// Name of the period, if it is not to be told.
    pub period: Option<String>,
    /// First and last second that count.
    pub window: (i64, i64),
    /// Which of two small numbers is the day.
    pub order: Option<Order>,
    /// Whether the first of several rows of a date is kept.
    pub keep_first: bool,
    /// Whether a basket is brought back to its weights.
    pub rebalanced: bool,
    /// Lags of the Newey-West error.
    pub lags: Option<usize>,
    /// Draws of the bootstrap.
    pub draws: usize,
    /// Mean length of its blocks.
    pub block: Option<f64>,
    /// Seed of its random numbers.
    pub seed: u64,
    /// From 0 to 1.
    pub confidence: f64,
}

impl Wishes {
    /// What was set.
    ///
    /// # Errors
    /// If a date cannot be read.
    pub fn read(given: &Settings) -> Result<Self, Failed> {
        let number = |name: &str| given.number(name);
        let word = |name: &str| given.text(name).filter(|it| *it != "auto");
        let order = match word("dates") {
            Some("day_first") => Some(Order::DayFirst),
            Some(_) => Some(Order::MonthFirst),
            None => None,
        };
        Ok(Self {
            rf_rate: number("rf_rate"),
            financing: number("financing"),
            threshold: number("threshold").unwrap_or(2.0),
            trials: number("trials").unwrap_or(1.0),
            trial_variance: number("trial_variance"),
            mar: number("mar"),
            periods: number("periods_per_year"),
            period: word("period").map(str::to_owned),
            window: (bound(given, "from", order, i64::MIN)?, bound(given, "to", order, i64::MAX)?),
            order,
            keep_first: given.text("duplicates") == Some("first"),
            rebalanced: given.text("basket") == Some("rebalanced"),
            lags: number("lags").map(whole),
            draws: whole(number("draws").unwrap_or(1000.0)),
            block: number("block"),
            seed: whole(number("seed").unwrap_or(1.0)) as u64,
            confidence: number("confidence").unwrap_or(0.95),
        })
    }
}

/// A number that was checked to be from 0 to 2^53, without its fraction.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "settings are checked against their bounds"
)]
fn whole(it: f64) -> usize {
    it as usize
}

/// A date that bounds the window; to the end of its day.
fn bound(given: &Settings, name: &str, order: Option<Order>, none: i64) -> Result<i64, Failed> {
    let Some(text) = given.text(name).map(str::trim).filter(|it| !it.is_empty()) else { return Ok(none) };
    let seconds = match dates::parse(text.as_bytes()) {
        Some(Date::Known(it)) => Some(it),
        Some(Date::Either(it)) => order.and_then(|order| order.resolve(it)),
        None => None,
    };
    let seconds = seconds
        .ok_or_else(|| Failed::new(format!("The setting {name} is no date: {text}."), "Write it like 2024-12-31."))?;
    let whole_day = name == "to" && seconds.rem_euclid(dates::DAY) == 0;
    Ok(if whole_day { seconds + dates::DAY - 1 } else { seconds })
}
