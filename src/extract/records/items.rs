//! Nodes and links on the way to their tables.

use super::parts::{contradicting, review};
use crate::{
    extract::keys,
    map::{Cue, Edge, EdgeId, EdgeKind, Item, Node, NodeId, Records, Review},
};
use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

/// Nodes and links with their reviews, each known by its place among its like. In lists, from which trees are made once
/// and full: where ids are spread at random, trees that grow are a third empty and slow to find anything in.
#[derive(Default)]
pub(super) struct Items {
    pub nodes: Vec<(NodeId, Node)>,
    pub node_reviews: Vec<(Item, Review)>,
    edges: Vec<(EdgeId, Edge)>,
    pub edge_reviews: Vec<(Item, Review)>,
    /// The links there are.
    pub known: HashSet<EdgeId>,
}

impl Items {
    /// Adds a node; returns its place.
    pub(super) fn add_node(&mut self, id: NodeId, node: Node, review: Review) -> usize {
        self.nodes.push((id, node));
        self.node_reviews.push((id.into(), review));
        self.nodes.len() - 1
    }

    /// Links two nodes, unless they are linked so already; returns the place of the link, if there is a new one.
    pub(super) fn add_edge(
        &mut self,
        from: NodeId,
        to: Item,
        kind: EdgeKind,
        confidence: f32,
        cues: Arc<[Cue]>,
    ) -> Option<usize> {
        if Item::Node(from) == to || contradicting(from, to, kind).is_some_and(|it| self.known.contains(&it)) {
            return None;
        }
        let id = keys::edge(from, to, kind);
        self.known.insert(id).then(|| {
            self.edges.push((id, Edge { from, to, kind }));
            self.edge_reviews.push((id.into(), review(confidence, cues, None)));
            self.edges.len() - 1
        })
    }

    /// Makes tables of all, one after the other: each takes its memory twice while it is made.
    pub(super) fn fill(self, records: &mut Records) {
        let Self { nodes, node_reviews, edges, edge_reviews, known } = self;
        drop(known);
        records.nodes = nodes.into_iter().collect();
        records.edges = edges.into_iter().collect();
        records.reviews = node_reviews.into_iter().collect();
        records.reviews.append(&mut edge_reviews.into_iter().collect::<BTreeMap<_, _>>());
    }
}
