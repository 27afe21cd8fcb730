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

use super::{Engine, Example, Failed, Input, Report, dates};
use feed::{Counts, Step};
use period::Period;
use tally::Tally;
use wishes::Wishes;

/// Made up.
const EXAMPLES: [Example; 2] = [
    Example::new(
        "Monthly returns with a benchmark",
        "returns.csv",
        "date,fund,index\n2024-01-31,2.1%,1.4%\n2024-02-29,-0.8%,0.3%\n2024-03-31,1.9%,1.1%\n\
                       2024-04-30,0.4%,-0.9%\n2024-05-31,1.2%,1.5%\n2024-06-30,-1.1%,0.2%\n2024-07-31,2.4%,1.0%\n\
                       2024-08-31,0.9%,0.7%\n2024-09-30,1.6%,0.4%\n2024-10-31,-0.3%,-0.6%\n2024-11-30,1.8%,1.9%\n\
                       2024-12-31,0.7%,0.1%\n",
    ),
    Example::new(
        "Monthly prices",
        "prices.csv",
        "date,close\n2024-01-31,100\n2024-02-29,101.4\n2024-03-31,100.2\n2024-04-30,103.1\n2024-05-31,104.6\n\
         2024-06-30,103.9\n2024-07-31,106.2\n2024-08-31,107.5\n",
    ),
];

/// The engine.
pub const ENGINE: Engine = Engine {
    name: "sharpe",
    words: "Sharpe ratio of a portfolio",
    about: "Takes a table of dated returns or prices, with a benchmark and a risk-free rate if there are any. Gives the \
            Sharpe ratio with its errors, what the benchmark returned at the same volatility, and how sure it is that the \
            true ratio exceeds a threshold.",
    version: 1,
    slow: false,
    examples: &EXAMPLES,
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
