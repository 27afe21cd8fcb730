//! What calculations gave.

use super::{EditError, Map, NodeId, ResultId, plan::Draft};
use sha2::{Digest as _, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

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

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Number(it) | Self::Share(it) => Some(*it),
            #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
            Self::Count(it) => Some(*it as f64),
            Self::Words(_) | Self::Undefined(_) => None,
        }
    }
}

/// What was observed, for saying how likely that is under a supposed true value of the figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Likelihood {
    /// An estimate that scatters around the true value like a normal distribution with this standard error.
    Normal {
        /// The standard error, in the unit of the figure; finite and above 0.
        error: f64,
    },
    /// So many hits in independent trials whose chance is the true value.
    Binomial {
        /// Hits.
        hits: u64,
        /// Trials.
        of: u64,
    },
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

/// The first picture of a result, so small that it stands on the card of its node.
#[derive(Clone, Debug, PartialEq)]
pub struct Spark {
    /// How its points are drawn.
    pub trace: Trace,
    /// Whether both axes go from 0 to 1.
    pub unit: bool,
    /// The points, in the units of the plot; finite, at most [`Spark::MOST`].
    pub points: Box<[[f32; 2]]>,
}

impl Spark {
    /// The most points.
    pub const MOST: usize = 32;
}

/// All that a calculation was given, as a SHA-256: engine and version, parameters, the bytes of files, and the inputs of
/// the calculations whose figures it uses. Two calculations with the same inputs have the same result.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Inputs([u8; 32]);

impl Inputs {
    /// Of these parts; each counts with its length, so that parts cannot run into one another.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Self(hash.finalize().into())
    }

    /// The bytes of the hash.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Inputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|it| write!(f, "{it:02x}"))
    }
}

impl fmt::Debug for Inputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Inputs {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut bytes = [0; 32];
        let digit = |it: u8| char::from(it).to_digit(16).filter(|_| !it.is_ascii_uppercase());
        let pairs = text.as_bytes().chunks_exact(2);
        if text.len() != 64 {
            return Err("it is no SHA-256 of 64 digits");
        }
        for (byte, pair) in bytes.iter_mut().zip(pairs) {
            let (high, low) = (digit(pair[0]), digit(pair[1]));
            let value = high.zip(low).and_then(|(high, low)| u8::try_from(high << 4 | low).ok());
            *byte = value.ok_or("it is no SHA-256 of 64 digits")?;
        }
        Ok(Self(bytes))
    }
}

/// What one calculation gave. Never changes: other inputs are another result.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The evidence it was calculated for.
    pub node: NodeId,
    /// What it was calculated from.
    pub inputs: Inputs,
    /// Its place in the history of the node, counted from 1.
    pub nth: u32,
    /// The day it was calculated, as `2026-11-28`; empty if nobody said.
    pub day: String,
    /// What it comes down to, in a sentence or two; why there is none if it failed.
    pub gist: String,
    /// The figures, the most important first. A calculation that failed has none.
    pub figures: Vec<KeptFigure>,
    /// Whether there is no result for these inputs.
    pub failed: bool,
    /// Its first picture, if it has one.
    pub spark: Option<Spark>,
}

/// A figure of a result.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptFigure {
    /// Its name for programs; no two of a result have the same.
    pub key: String,
    /// What it is called.
    pub words: String,
    /// How much.
    pub amount: Amount,
    /// Least and most, with how sure that is, from 0 to 1.
    pub interval: Option<(f64, f64, f64)>,
    /// What was observed, where a likelihood can honestly be given.
    pub likelihood: Option<Likelihood>,
}

impl Outcome {
    /// How many results of one piece of evidence are kept.
    pub const MOST: usize = 20;

    /// Its id.
    pub fn id(&self) -> ResultId {
        ResultId::of(self.node, self.inputs)
    }

    /// The figure of this name.
    pub fn figure(&self, key: &str) -> Option<&KeptFigure> {
        self.figures.iter().find(|it| it.key == key)
    }

    /// Whether all of its numbers are finite, and its figures have different names: a map keeps no other.
    pub fn is_sound(&self) -> bool {
        let mut keys: Vec<&str> = self.figures.iter().map(|it| it.key.as_str()).collect();
        keys.sort_unstable();
        let drawn = self
            .spark
            .as_ref()
            .is_none_or(|it| it.points.len() <= Spark::MOST && it.points.iter().flatten().all(|it| it.is_finite()));
        drawn
            && keys.windows(2).all(|it| it[0] != it[1])
            && self.figures.iter().all(|it| {
                let bounds = it.interval.is_none_or(|it| [it.0, it.1, it.2].iter().all(|it| it.is_finite()));
                let spread = match it.likelihood {
                    Some(Likelihood::Normal { error }) => error.is_finite() && error > 0.0,
                    _ => true,
                };
                bounds && spread && it.amount.as_number().is_none_or(f64::is_finite)
            })
    }
}

impl ResultId {
    /// The id of what the calculation of `node` gives for `inputs`.
    pub fn of(node: NodeId, inputs: Inputs) -> Self {
        Self::derived(&[&node.bits().to_le_bytes(), inputs.bytes()])
    }
}

impl Map {
    /// What was calculated for `node`, the oldest first.
    pub fn history(&self, node: NodeId) -> Vec<&Outcome> {
        let mut found: Vec<&Outcome> = self.results().map(|it| it.1).filter(|it| it.node == node).collect();
        found.sort_by_key(|it| (it.nth, it.inputs));
        found
    }
}

impl Draft {
    /// Keeps results. Of each of their nodes the newest [`Outcome::MOST`] stay.
    pub fn record(&mut self, outcomes: Vec<Outcome>) -> Result<(), EditError> {
        let nodes: BTreeSet<NodeId> = outcomes.iter().map(|it| it.node).collect();
        if nodes.is_empty() {
            return Ok(());
        }
        let mut newest: BTreeMap<NodeId, Vec<(u32, ResultId)>> = BTreeMap::new();
        for (id, it) in self.map.results().filter(|it| nodes.contains(&it.1.node)) {
            newest.entry(it.node).or_default().push((it.nth, id));
        }
        for mut outcome in outcomes {
            if self.map.node(outcome.node).is_none() {
                continue;
            }
            if !outcome.is_sound() {
                return Err(EditError::BadEvidence);
            }
            let known = self.map.result(outcome.id());
            if known.is_some_and(|it| *it == Outcome { nth: it.nth, day: it.day.clone(), ..outcome.clone() }) {
                continue;
            }
            let history = newest.entry(outcome.node).or_default();
            // The same inputs gave something else: that is news.
            history.retain(|it| it.1 != outcome.id());
            outcome.nth = history.iter().map(|it| it.0).max().unwrap_or(0).saturating_add(1);
            history.push((outcome.nth, outcome.id()));
            self.results(outcome.id(), Some(outcome));
        }
        for mut history in newest.into_values() {
            history.sort_unstable();
            for &(_, id) in history.iter().rev().skip(Outcome::MOST) {
                self.results(id, None);
            }
        }
        Ok(())
    }

    /// Lets go of the results of nodes that are gone.
    pub fn drop_lost_results(&mut self) {
        let lost = self.map.results().filter(|it| self.map.node(it.1.node).is_none());
        for id in lost.map(|it| it.0).collect::<Vec<_>>() {
            self.results(id, None);
        }
    }
}
