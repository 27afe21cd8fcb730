//! What a calculation gives, for the command line, the window and files alike.

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
        Self { key: key.into(), words: words.into(), amount, interval: None, about }
    }

    /// The same with this interval, which is so `sure`, from 0 to 1.
    #[must_use]
    pub fn within(self, interval: Option<(f64, f64)>, sure: f64) -> Self {
        Self { interval: interval.map(|it| (it.0, it.1, sure)), ..self }
    }
}

/// How much.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// A number; finite.
    Number(f64),
    /// A share or rate, 1 being all; finite. People read it in percent.
    Share(f64),
    /// How many.
    Count(u64),
    /// Something exact or not a number, in words: a fraction, a list of strategies.
    Words(String),
    /// There is none, and why.
    Undefined(String),
}

impl Amount {
    /// A number, or that it is undefined for this reason if it is not finite.
    pub fn number(it: f64, why: &str) -> Self {
        if it.is_finite() { Self::Number(it) } else { Self::Undefined(why.to_owned()) }
    }

    /// A share, or that it is undefined for this reason if it is not finite.
    pub fn share(it: f64, why: &str) -> Self {
        if it.is_finite() { Self::Share(it) } else { Self::Undefined(why.to_owned()) }
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

/// A picture with two axes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plot {
    /// Its name for programs, in snake case.
    pub key: String,
    /// What it shows.
    pub words: String,
    /// What goes to the right, with its unit.
    pub x: String,
    /// What goes up, with its unit.
    pub y: String,
    /// Names of places along x (bars, conditions), in the order 0, 1, 2 …; empty for numbers.
    pub ticks: Vec<String>,
    /// What is drawn, the first at the bottom.
    pub series: Vec<Series>,
}

/// One line, or the like, of a plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What it is called.
    pub words: String,
    /// How it is drawn.
    pub trace: Trace,
    /// Points; finite. At most some thousands: what is longer is thinned by who makes it.
    pub points: Vec<[f64; 2]>,
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trace {
    /// A line through the points.
    Line,
    /// The area between the points, which go round.
    Area,
    /// Marks.
    Points,
    /// Bars from 0 up to each point.
    Bars,
    /// Lines upright, each through a pair of points: intervals.
    Spans,
}
