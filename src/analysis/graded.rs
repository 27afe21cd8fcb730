//! How strong nodes are by gradual semantics: a base score each, raised by what supports it and lowered by what attacks it.

use super::argument::{Arguments, Basis};
use crate::credence::qbaf::{Graph, NoGraph, Semantics, Settled, Strengths, strengths};

/// The semantics that are shown. Euler-based strengths never move a base score of 0 or 1, which people do state.
pub const SHOWN: [Semantics; 2] = [Semantics::DfQuad, Semantics::QuadraticEnergy];

/// The strengths of all nodes.
#[derive(Clone, Debug)]
pub struct Graded {
    /// The base score of each node, by number, and where it is from.
    pub bases: Vec<(f64, Basis)>,
    /// The strengths by each of [`SHOWN`]; nodes come first.
    pub by: [Strengths; 2],
}

/// The strengths of all nodes, from these base scores by number of the node.
///
/// # Errors
/// If the graph is too large.
pub fn graded(arguments: &Arguments, bases: Vec<(f64, Basis)>) -> Result<Graded, NoGraph> {
    let own = bases.iter().map(|it| it.0);
    let of_links = arguments.links.iter().filter_map(|&(_, source)| bases.get(source).map(|it| it.0));
    let graph = Graph::new(own.chain(of_links).collect(), arguments.acts.iter().copied())?;
    let by = SHOWN.map(|it| strengths(&graph, it));
    Ok(Graded { bases, by })
}

impl Graded {
    /// The strengths of a node by each of [`SHOWN`], from 0 to 1; nothing by one that does not settle.
    pub fn strengths(&self, nth: usize) -> [Option<f64>; 2] {
        self.by.each_ref().map(|it| {
            let settled = !matches!(it.settled, Settled::Not { .. });
            it.each.get(nth).copied().filter(|_| settled && nth < self.bases.len())
        })
    }

    /// What is to be said beside the strengths by each of [`SHOWN`]: whether they settle, and where they mislead.
    pub fn notes(&self) -> [(Option<String>, &'static str); 2] {
        let [one, other] = self.by.each_ref().map(|it| it.settled.note());
        [(one, SHOWN[0].misleads()), (other, SHOWN[1].misleads())]
    }
}

/// What each of [`SHOWN`] is called.
pub fn names() -> [&'static str; 2] {
    SHOWN.map(Semantics::words)
}
