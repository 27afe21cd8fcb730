//! What is to be drawn of a calculation; `picture::plot` draws it.

/// A picture with two axes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plot {
    /// Its name for programs, in snake case.
    pub key: String,
    /// What it shows.
    pub words: String,
    /// What goes to the right.
    pub x: Axis,
    /// What goes up.
    pub y: Axis,
    /// What is drawn, the first at the bottom. Those of the same words look the same and are told once.
    pub series: Vec<Series>,
}

/// An axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axis {
    /// What goes along it, with its unit.
    pub words: String,
    /// What its numbers are.
    pub measure: Measure,
    /// Least and most that it always shows, also where nothing is drawn; finite.
    pub whole: Option<(f64, f64)>,
}

/// What the numbers of an axis are.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Measure {
    /// Numbers.
    #[default]
    Number,
    /// Shares, 1 being all. People read them in percent.
    Share,
    /// Dates: days since 1970-01-01, with the time of day as a fraction.
    Date,
    /// Places with these names (bars, conditions), in the order 0, 1, 2 …; along x only.
    Names(Vec<String>),
}

impl Axis {
    /// Numbers with what they tell.
    pub fn new(words: impl Into<String>) -> Self {
        Self { words: words.into(), ..Self::default() }
    }

    /// The same with numbers that are this.
    #[must_use]
    pub fn of(self, measure: Measure) -> Self {
        Self { measure, ..self }
    }

    /// The same, always from 0 to 1.
    #[must_use]
    pub fn unit(self) -> Self {
        Self { whole: Some((0.0, 1.0)), ..self }
    }

    /// The names along it; none if it has numbers.
    pub fn names(&self) -> &[String] {
        match &self.measure {
            Measure::Names(names) => names,
            _ => &[],
        }
    }
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

impl Series {
    /// These points, drawn so.
    pub fn new(words: impl Into<String>, trace: Trace, points: Vec<[f64; 2]>) -> Self {
        Self { words: words.into(), trace, points }
    }
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trace {
    /// A line through the points.
    Line,
    /// A line that goes from its first point to its last: with an arrow.
    Way,
    /// The area between the points, which go round.
    Area,
    /// Marks.
    Points,
    /// Bars from 0 up to each point.
    Bars,
    /// Lines upright, each through a pair of points: intervals of the series before.
    Spans,
    /// Lines upright from edge to edge, one at each point's x: a threshold, a mean.
    Upright,
}

impl Trace {
    /// The word of it for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Way => "way",
            Self::Area => "area",
            Self::Points => "points",
            Self::Bars => "bars",
            Self::Spans => "spans",
            Self::Upright => "upright",
        }
    }
}
