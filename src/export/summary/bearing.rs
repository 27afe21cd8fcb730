//! How much is argued about what.

use super::{ClaimPoint, read::Reader};
use crate::map::{EdgeKind, Item, Map, NodeId, NodeKind};
use std::collections::BTreeSet;

/// So many claims are said to be what the argument is about.
const TOPICS: usize = 3;
/// So many claims are looked at for that: those that most is linked to.
const CANDIDATES: usize = 40;
/// So many answers to a claim are told.
const MOST_AGAINST: usize = 2;

/// Whether a link of this kind makes its start a part of the argument about its end.
fn is_argument(kind: EdgeKind) -> bool {
    !matches!(kind, EdgeKind::SideOf | EdgeKind::Restates | EdgeKind::Answers)
}

/// The nodes that bear on any of these, directly or through others, or by doubting a link between them; without them.
pub(super) fn on_all(reader: &Reader<'_>, nodes: &[NodeId]) -> BTreeSet<NodeId> {
    let map = reader.map;
    let mut seen: BTreeSet<NodeId> = nodes.iter().copied().collect();
    let mut pile = nodes.to_vec();
    while let Some(at) = pile.pop() {
        for from in starts(map, at) {
            if seen.insert(from) {
                pile.push(from);
            }
        }
    }
    for it in nodes {
        seen.remove(it);
    }
    seen
}

/// The nodes that argue about this one, and those that argue about their links.
fn starts(map: &Map, at: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    for id in map.edges_at(at) {
        let Some(edge) = map.edge(id).filter(|it| it.to == Item::Node(at) && is_argument(it.kind)) else { continue };
        found.push(edge.from);
        let doubts = map.edges_at(id).filter_map(|it| map.edge(it)).filter(|it| it.to == Item::Edge(id));
        found.extend(doubts.map(|it| it.from));
    }
    found
}

/// The claims that most bears on; none that bears on one of the others.
pub(super) fn topics(reader: &Reader<'_>) -> Vec<ClaimPoint> {
    let claims = reader.nodes.iter().copied().filter(|&it| reader.kind(it) == Some(NodeKind::Claim));
    let mut linked: Vec<(usize, NodeId)> = claims.map(|it| (starts(reader.map, it).len(), it)).collect();
    linked.retain(|it| it.0 > 0);
    // Sorting is stable: equals stay in the order of the thread.
    linked.sort_by_key(|it| std::cmp::Reverse(it.0));
    linked.truncate(CANDIDATES);
    let mut claims: Vec<(BTreeSet<NodeId>, NodeId)> =
        linked.into_iter().map(|it| (on_all(reader, &[it.1]), it.1)).collect();
    claims.sort_by_key(|it| std::cmp::Reverse(it.0.len()));
    let mut topics: Vec<(BTreeSet<NodeId>, NodeId)> = Vec::new();
    for (below, claim) in claims {
        let part = topics.iter().any(|it| it.0.contains(&claim) || below.contains(&it.1));
        if !part && topics.len() < TOPICS {
            topics.push((below, claim));
        }
    }
    topics.into_iter().map(|(below, claim)| ClaimPoint { bearing: Some(below.len()), ..point(reader, claim) }).collect()
}

/// A claim with who is for and against it.
pub(super) fn point(reader: &Reader<'_>, id: NodeId) -> ClaimPoint {
    let claim = reader.saying(id);
    let attacks = reader.links_to(id).filter(|it| it.1 == EdgeKind::Attacks).map(|it| it.0);
    let mut against: Vec<NodeId> =
        attacks.filter(|&it| reader.speakers(it).iter().all(|it| !claim.by.contains(it))).collect();
    against.sort_by_key(|&it| (reader.place(it), it));
    against.truncate(MOST_AGAINST);
    let against = against.into_iter().map(|it| reader.saying(it)).collect();
    ClaimPoint { claim, bearing: None, against }
}
