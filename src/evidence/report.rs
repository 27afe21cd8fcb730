//! What a calculation gives, for the command line, the window and files alike.

use super::Plot;
pub use crate::map::{Amount, Likelihood};

/// What a calculation gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// What was calculated of what, in a line.
    pub title: String,
    /// What it comes down to, in a sentence or two that a careful reader would sign.
    pub gist: String,
    /// The figures, the most important first.
    pub figures: Vec<Figure>,
    /// What is by group, condition or player.
    pub tables: Vec<Table>,
    /// Pictures.
    pub plots: Vec<Plot>,
    /// What was read how, what was left out and why, what it does not show.
    pub notes: Vec<String>,
    /// Single results that another engine reads, where a calculation makes some.
    pub samples: Option<Samples>,
}

/// Single results, one a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Samples {
    /// What they are called as a file.
    pub name: String,
    /// The rows as CSV with a header.
    pub csv: String,
}

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its name for programs, in snake case; no two in a report have the same.
    pub key: String,
    /// What it is called.
    pub words: String,
    /// How much.
    pub amount: Amount,
    /// Least and most, with how sure that is, from 0 to 1.
    pub interval: Option<(f64, f64, f64)>,
    /// How it is calculated.
    pub about: About,
    /// What was observed, where it can honestly be said how likely that is under a supposed true value.
    pub likelihood: Option<Likelihood>,
}

/// How a figure is calculated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The formula, in plain text.
    pub formula: &'static str,
    /// Where it is from: author, year, equation.
    pub source: &'static str,
}

impl About {
    /// Of this formula, which is from there.
    pub const fn new(formula: &'static str, source: &'static str) -> Self {
        Self { formula, source }
    }
}

impl Figure {
    /// Without an interval.
    pub fn new(key: impl Into<String>, words: impl Into<String>, amount: Amount, about: About) -> Self {
        Self { key: key.into(), words: words.into(), amount, interval: None, about, likelihood: None }
    }

    /// The same with this interval, which is so `sure`, from 0 to 1.
    #[must_use]
    pub fn within(self, interval: Option<(f64, f64)>, sure: f64) -> Self {
        Self { interval: interval.map(|it| (it.0, it.1, sure)), ..self }
    }

    /// The same with the standard error of an estimate that scatters normally; one that is not above 0 counts as none.
    #[must_use]
    pub fn scattering(self, error: f64) -> Self {
        let likelihood = (error.is_finite() && error > 0.0).then_some(Likelihood::Normal { error });
        Self { likelihood, ..self }
    }

    /// The same as so many hits in independent trials.
    #[must_use]
    pub fn hitting(self, hits: u64, of: u64) -> Self {
        Self { likelihood: Some(Likelihood::Binomial { hits, of }), ..self }
    }
}

/// Figures in rows, each row one thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Its name for programs, in snake case.
    pub key: String,
    /// What it is called.
    pub words: String,
    /// The columns; the first names the row.
    pub columns: Vec<Column>,
    /// The rows, each as long as there are columns.
    pub rows: Vec<Vec<Amount>>,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Its name for programs, in snake case.
    pub key: String,
    /// What it is called.
    pub words: String,
    /// How its figures are calculated.
    pub about: About,
}

impl Column {
    /// One whose figures need no formula.
    pub fn new(key: impl Into<String>, words: impl Into<String>) -> Self {
        Self { key: key.into(), words: words.into(), about: About::default() }
    }

    /// The same, calculated like this.
    #[must_use]
    pub fn by(self, about: About) -> Self {
        Self { about, ..self }
    }
}
