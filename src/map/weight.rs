//! How much evidence weighs.

use super::{EdgeId, EditError, Map, NodeKind, ReviewState, plan::Draft};
use std::collections::BTreeMap;

/// How much likelier a reason is if the claim is true than if it is false: a likelihood ratio. Above 1 it speaks
/// for the claim, below 1 against it.
#[derive(Clone, Debug, PartialEq)]
pub enum Weight {
    /// Somebody's judgement.
    Judged {
        /// The ratio; finite and above 0.
        ratio: f64,
        /// Why so much.
        why: String,
    },
    /// Follows from a figure of the evidence's own result: how likely that is under each of two true values.
    Computed {
        /// The figure, by its key.
        figure: String,
        /// Its true value if the claim is true.
        if_true: f64,
        /// Its true value if the claim is false.
        if_false: f64,
    },
}

impl Weight {
    pub(super) fn is_sound(&self) -> bool {
        match self {
            Self::Judged { ratio, .. } => ratio.is_finite() && *ratio > 0.0,
            Self::Computed { if_true, if_false, .. } => if_true.is_finite() && if_false.is_finite(),
        }
    }
}

impl Map {
    /// Whether edge `id` may have a weight: it leads from what can be true or false to a node.
    pub fn may_weigh(&self, id: EdgeId) -> bool {
        self.edge(id).is_some_and(|it| {
            let weighty = |it: NodeKind| matches!(it, NodeKind::Claim | NodeKind::Crux | NodeKind::Evidence);
            it.to.node().is_some() && self.node(it.from).is_some_and(|it| weighty(it.kind))
        })
    }
}

impl Draft {
    /// Adds weights that are new to links that may have one.
    pub fn merge_weights(&mut self, weights: BTreeMap<EdgeId, Weight>) {
        for (id, weight) in weights {
            if self.map.may_weigh(id) && self.map.weight(id).is_none() {
                self.weights(id, Some(weight));
            }
        }
    }

    /// Says how much an edge weighs, or that nobody knows.
    pub fn set_weight(&mut self, edge: EdgeId, weight: Option<Weight>) -> Result<(), EditError> {
        self.edge(edge)?;
        if weight.as_ref().is_some_and(|it| !it.is_sound()) {
            return Err(EditError::BadWeight);
        }
        if weight.is_some() && !self.map.may_weigh(edge) {
            return Err(EditError::NothingToWeigh);
        }
        self.weights(edge, weight);
        self.decide(edge.into(), ReviewState::Accepted);
        Ok(())
    }
}
