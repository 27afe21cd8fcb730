//! Portfolio evidence: returns or prices go in; the Sharpe ratio with its errors, what it is next to a benchmark, and how
//! sure it is that it exceeds a threshold come out.
//!
//! In reading order: `records`, `cells` and `dates` read a table; `columns`, `rows`, `held`, `period`,
//! `forms` and `join` tell what is in it; `feed` makes returns of it; `tally` (with `moments` and `path`) sums
//! them up in one pass; `single` and `versus` (with `serial`, `chance` and `bootstrap`) work out the figures;
//! `report` tells them (with `figures`, `compared`, `notes` and `plots`).

mod bootstrap;
mod cells;
pub mod chance;
mod columns;
mod compared;
mod feed;
mod figures;
mod forms;
mod held;
mod join;
mod moments;
mod notes;
mod path;
mod period;
mod plots;
mod report;
mod rows;
pub mod serial;
mod settings;
mod single;
mod tally;
mod track;
mod versus;
mod wishes;
mod work;

use super::{Engine, Failed, Input, Report, dates};
use feed::{Counts, Step};
use period::Period;
use tally::Tally;
use wishes::Wishes;

/// The engine.
pub const ENGINE: Engine = Engine {
    name: "sharpe",
    words: "Sharpe ratio of a portfolio",
    about: "Takes a table of dated returns or prices, with a benchmark and a risk-free rate if there are any. Gives the \
            Sharpe ratio with its errors, what the benchmark returned at the same volatility, and how sure it is that the \
            true ratio exceeds a threshold.",
    version: 1,
    settings: settings::SETTINGS,
    run,
};

/// What was read, how, and what came of it.
pub struct Outcome {
    /// The portfolio.
    pub name: String,
    /// The benchmark.
    pub benchmark: Option<String>,
    /// Time between two rows.
    pub period: Period,
    /// What one pass left behind.
    pub tally: Tally,
    /// All returns, if they are held.
    pub steps: Option<Vec<Step>>,
    /// The portfolio by itself.
    pub single: single::Single,
    /// The portfolio next to the benchmark.
    pub versus: Option<versus::Versus>,
    /// What was left out.
    pub counts: Counts,
    /// What was read how.
    pub notes: Vec<String>,
}

fn run(input: &mut Input<'_>) -> Result<Report, Failed> {
    let wishes = Wishes::read(input.settings)?;
    let outcome = work::work_out(input, &wishes)?;
    Ok(report::report(&outcome, &wishes))
}
