//! Evidence that computes: data and settings go in; figures with their intervals, formulas and sources, tables and
//! plots come out, or a reason why there are none.
//!
//! An engine is a pure function, and gives the same figures on every machine: functions that processors and systems
//! round differently come from [`numbers`]. Every engine is in [`ENGINES`]; the command line, the window and the check
//! of stored results know no other way to one.

pub mod calendar;
mod chain;
pub mod dates;
pub mod experiment;
pub mod faithfulness;
pub mod game;
mod hashed;
mod input;
pub mod numbers;
mod plot;
pub mod rates;
mod recompute;
mod records;
mod report;
mod said;
pub mod sharpe;
mod standing;
pub mod statistic;
pub mod told;
pub mod weigh;

pub use chain::{Rests, rests_on};
pub use input::{Failed, Given, Input, Setting, Settings, Sort};
pub use plot::{Axis, Measure, Plot, Series, Spark, Trace};
pub use recompute::{Around, Recomputed, calculate, recompute};
pub use records::{columns, preview};
pub use report::{About, Amount, Column, Figure, Likelihood, Report, Samples, Table};
pub use said::{Said, prefilled, said, usual_engine};
pub use standing::{Standing, Standings};

/// Made-up data in one of the forms that an engine reads.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// What it is an example of.
    pub words: &'static str,
    /// What a file of this form is called; the ending tells the form.
    pub file: &'static str,
    /// What is in it.
    pub text: &'static str,
}

impl Example {
    const fn new(words: &'static str, file: &'static str, text: &'static str) -> Self {
        Self { words, file, text }
    }
}

/// One sort of calculation.
#[derive(Debug)]
pub struct Engine {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is called in sentences.
    pub words: &'static str,
    /// What it takes and gives, in a sentence or two.
    pub about: &'static str,
    /// Counts changes that give other figures for the same data: results of another version are stale.
    pub version: u32,
    /// Whether a calculation takes so long that it is done only where somebody asks for it.
    pub slow: bool,
    /// Examples of the forms that data may have, the usual one first; at least one. All made up.
    pub examples: &'static [Example],
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
