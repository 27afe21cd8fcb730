//! Links that a model proposes, as records.

use crate::{
    extract::{contradicting, edge_id, first_legal, review},
    map::{Cue, Edge, EdgeKind, Item, NodeId, Records},
};
use std::sync::Arc;

/// Links two nodes by the first of the kinds wanted that is legal between them, unless they are linked so already.
pub(super) fn add_link(
    records: &mut Records,
    from: NodeId,
    to: NodeId,
    wanted: &[EdgeKind],
    confidence: f32,
    cues: Arc<[Cue]>,
) {
    let kind = |id| records.nodes.get(&id).map(|it| it.kind);
    let kinds = kind(from).zip(kind(to));
    if let Some(kind) = kinds.and_then(|(from, to)| first_legal(from, to, wanted)) {
        add_edge(records, from, to.into(), kind, confidence, cues);
    }
}

/// Links two nodes, unless they are linked so already.
pub(super) fn add_edge(
    records: &mut Records,
    from: NodeId,
    to: Item,
    kind: EdgeKind,
    confidence: f32,
    cues: Arc<[Cue]>,
) {
    let id = edge_id(from, to, kind);
    let contradicts = contradicting(from, to, kind).is_some_and(|it| records.edges.contains_key(&it));
    if Item::Node(from) != to && !contradicts && !records.edges.contains_key(&id) {
        records.edges.insert(id, Edge { from, to, kind });
        records.reviews.insert(id.into(), review(confidence, cues, None));
    }
}
