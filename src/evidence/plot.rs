//! What is to be drawn of a calculation; `picture::plot` draws it.

pub use crate::map::{Spark, Trace};

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

impl Plot {
    /// The first of what is drawn, thinned: for a picture of a few dozen px. Nothing if it has no finite points.
    pub fn spark(&self) -> Option<Spark> {
        #[expect(clippy::cast_possible_truncation, reason = "a picture of a few dozen px needs no more digits")]
        let points = |it: &Series| -> Vec<[f32; 2]> {
            let small = it.points.iter().map(|it| it.map(|it| it as f32));
            small.filter(|it| it.iter().all(|it| it.is_finite())).collect()
        };
        let mut all: Vec<_> = self.series.iter().map(|it| (it.trace, points(it))).collect();
        all.retain(|it| !it.1.is_empty());
        // A single point says little in so small a picture.
        let nth = all.iter().position(|it| it.1.len() > 1).unwrap_or(0);
        let (trace, points) = all.into_iter().nth(nth)?;
        let step = (points.len() - 1).div_ceil(Spark::MOST - 1).max(1);
        let mut points: Vec<[f32; 2]> = match points.last() {
            Some(&last) if (points.len() - 1) % step != 0 => {
                points.iter().step_by(step).copied().chain([last]).collect()
            }
            _ => points.into_iter().step_by(step).collect(),
        };
        points.truncate(Spark::MOST);
        let unit = self.x.whole == Some((0.0, 1.0)) && self.y.whole == Some((0.0, 1.0));
        Some(Spark { trace, unit, points: points.into() })
    }
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
