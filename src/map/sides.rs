//! What a map tells of the people in a disagreement: since when each holds a position, and what they grant each other.

use super::{EdgeId, EdgeKind, Item, Map, NodeId, PersonId, Statement};
use std::collections::{BTreeMap, BTreeSet};

impl Map {
    /// The first words, in the order of the thread, in which a person takes a side on a disagreement: a statement of a
    /// node that is a side of it. `None` for the person stands for a writer whom the thread does not name.
    pub fn first_words(&self, disagreement: NodeId, person: Option<PersonId>) -> Option<&Statement> {
        let nodes: BTreeSet<NodeId> = self.side_nodes(disagreement).collect();
        let theirs = self.statements().map(|it| it.1).filter(|it| it.person == person);
        theirs.filter(|it| it.node.is_some_and(|it| nodes.contains(&it))).min_by_key(|it| it.span)
    }

    /// The links by which the people of a disagreement grant each other something: their points of agreement.
    pub fn granted(&self, disagreement: NodeId) -> Vec<EdgeId> {
        let sides = self.disagreement(disagreement).map_or(&[][..], |it| &it.sides);
        let people: BTreeSet<PersonId> = sides.iter().filter_map(|it| it.person).collect();
        let said = self.statements().filter_map(|it| Some((it.1.node?, it.1.person?)));
        let speakers: BTreeMap<NodeId, PersonId> = said.filter(|it| people.contains(&it.1)).collect();
        let between = |from: NodeId, to: NodeId| {
            let ends = [from, to].map(|it| speakers.get(&it));
            matches!(ends, [Some(from), Some(to)] if from != to)
        };
        let concedes = self.edges().filter(|it| it.1.kind == EdgeKind::Concedes);
        concedes.filter(|it| it.1.to.node().is_some_and(|to| between(it.1.from, to))).map(|it| it.0).collect()
    }

    fn side_nodes(&self, disagreement: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let edges = self.edges_at(disagreement).filter_map(|it| self.edge(it));
        edges.filter(move |it| it.kind == EdgeKind::SideOf && it.to == Item::Node(disagreement)).map(|it| it.from)
    }
}
