//! Evidence that computes: data and settings go in; figures with their intervals, formulas and sources, tables and
//! plots come out, or a reason why there are none.
//!
//! An engine is a pure function, and gives the same figures on every machine: functions that processors and systems
//! round differently come from [`numbers`]. Every engine is in [`ENGINES`]; the command line, the window and the check
//! of stored results know no other way to one.

pub mod experiment;
pub mod faithfulness;
mod game;
mod input;
pub mod numbers;
pub mod rates;
mod records;
mod report;
pub mod sharpe;
pub mod statistic;

pub use input::{Failed, Given, Input, Setting, Settings, Sort};
pub use report::{About, Amount, Column, Figure, Plot, Report, Samples, Series, Table, Trace};

/// One sort of calculation.
#[derive(Debug)]
pub struct Engine {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is called in sentences.
    pub words: &'static str,
    /// What it takes and gives, in a sentence or two.
    pub about: &'static str,
    /// What a person may set.
    pub settings: &'static [Setting],
    /// Calculates.
    ///
    /// # Errors
    /// If the data cannot be read or do not suffice, with the place and what to do.
    pub run: fn(&mut Input<'_>) -> Result<Report, Failed>,
}

/// All engines, in the order menus show them.
pub const ENGINES: &[Engine] =
    &[sharpe::ENGINE, game::ENGINE, faithfulness::ENGINE, experiment::ENGINE, statistic::ENGINE];

/// The engine of this name.
pub fn engine(name: &str) -> Option<&'static Engine> {
    ENGINES.iter().find(|it| it.name == name)
}
