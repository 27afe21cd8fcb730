//! Minds that are kept beside their model, and what would follow if a reason weighed something else.

use super::{Mind, Model};
use crate::map::EdgeId;
use std::sync::LazyLock;

/// What stands in for the model of a mind that is kept.
static NONE: LazyLock<Model> = LazyLock::new(Model::default);

/// A mind without the model that it was reckoned on, so that both can be kept side by side.
#[derive(Clone, Debug)]
pub struct KeptMind(Mind<'static>);

impl KeptMind {
    /// The mind on a model that has the same nodes and links under the same numbers as its own; links may weigh something
    /// else there, which [`Mind::follow`] then takes in.
    pub fn on<'a>(&self, model: &'a Model) -> Mind<'a> {
        Mind { model, ..self.0.clone() }
    }

    /// What the person holds of a node: [`Mind::holds`].
    pub fn holds(&self, nth: usize) -> Option<f64> {
        self.0.holds(nth)
    }

    /// What was stated on a node: [`Mind::stated`].
    pub fn stated(&self, nth: usize) -> Option<f64> {
        self.0.stated(nth)
    }

    /// What follows for a node: [`Mind::implied`].
    pub fn implied(&self, nth: usize) -> Option<f64> {
        self.0.implied(nth)
    }
}

impl Mind<'_> {
    /// The mind without its model.
    pub fn kept(self) -> KeptMind {
        KeptMind(Mind { model: &NONE, ..self })
    }

    /// Reckons these nodes anew and no others. `nodes` are in the order in which they follow from one another, as
    /// [`Model::resting_on`] gives them.
    pub fn follow(&mut self, nodes: &[usize]) {
        let mut end = 0;
        for &at in nodes {
            if at >= end {
                end = self.settle(self.model.circle[at].0);
            }
        }
    }
}

impl Model {
    /// Lets the link `edge` to the node `to` weigh something else: a likelihood ratio, finite and above 0. Says whether the
    /// link counts at all; if not, nothing is changed. Linked premises weigh together, by the first of them.
    pub fn reweigh(&mut self, edge: EdgeId, to: usize, ratio: f64) -> bool {
        let at = self.edges.get(to).and_then(|it| it.iter().position(|it| *it == edge));
        let reason = at.and_then(|at| self.into.get_mut(to)?.get_mut(at));
        match reason.filter(|_| ratio.is_finite() && ratio > 0.0) {
            Some(it) => it.gain = ratio - 1.0,
            None => return false,
        }
        true
    }

    /// A node and all that rests on it, in the order in which they follow from one another.
    pub fn resting_on(&self, nth: usize) -> Vec<usize> {
        let mut all = self.above(nth);
        if let Err(at) = all.binary_search(&nth) {
            all.insert(at, nth);
        }
        all
    }
}
