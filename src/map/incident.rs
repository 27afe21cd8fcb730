//! Which edges start or end at each item.

use super::{EdgeId, Item, NodeId};
use imbl::OrdSet;

/// The edges that start or end at each item, derived from the table of edges. Apart for nodes and edges, for an id that
/// says which of the two it is takes twice the memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Incident {
    nodes: OrdSet<(NodeId, EdgeId)>,
    edges: OrdSet<(EdgeId, EdgeId)>,
}

const ALL: [EdgeId; 2] = [EdgeId::from_bits(0), EdgeId::from_bits(u64::MAX)];

impl Incident {
    pub fn insert(&mut self, end: Item, edge: EdgeId) {
        match end {
            Item::Node(id) => drop(self.nodes.insert((id, edge))),
            Item::Edge(id) => drop(self.edges.insert((id, edge))),
        }
    }

    pub fn remove(&mut self, end: Item, edge: EdgeId) {
        match end {
            Item::Node(id) => drop(self.nodes.remove(&(id, edge))),
            Item::Edge(id) => drop(self.edges.remove(&(id, edge))),
        }
    }

    pub fn contains(&self, end: Item, edge: EdgeId) -> bool {
        match end {
            Item::Node(id) => self.nodes.contains(&(id, edge)),
            Item::Edge(id) => self.edges.contains(&(id, edge)),
        }
    }

    pub fn len(&self) -> usize {
        self.nodes.len() + self.edges.len()
    }

    /// The edges at `end`, sorted.
    pub fn at(&self, end: Item) -> impl Iterator<Item = EdgeId> + '_ {
        let [first, last] = ALL;
        let nodes = end.node().map(|id| self.nodes.range((id, first)..=(id, last)));
        let edges = end.edge().map(|id| self.edges.range((id, first)..=(id, last)));
        nodes.into_iter().flatten().map(|it| it.1).chain(edges.into_iter().flatten().map(|it| it.1))
    }
}
