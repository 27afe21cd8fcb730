//! How much is argued about what.

use super::{ClaimPoint, read::Reader};
use crate::map::{EdgeKind, Item, Map, NodeId, NodeKind};

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

/// What argues about what, by number of the node: made once, since a long thread asks for it a thousand times.
pub(super) struct Arguing {
    /// Sorted.
    nodes: Vec<NodeId>,
    /// The nodes that argue about each, and those that doubt their links.
    starts: Vec<Vec<usize>>,
}

impl Arguing {
    pub fn of(map: &Map) -> Self {
        let mut it = Self { nodes: map.nodes().map(|it| it.0).collect(), starts: vec![Vec::new(); map.node_count()] };
        for (id, edge) in map.edges().filter(|it| is_argument(it.1.kind)) {
            let Some(to) = edge.to.node().and_then(|to| it.number(to)) else { continue };
            let doubts = map.edges_at(id).filter_map(|it| map.edge(it)).filter(|it| it.to == Item::Edge(id));
            let starts: Vec<usize> =
                doubts.map(|it| it.from).chain([edge.from]).filter_map(|from| it.number(from)).collect();
            it.starts[to].extend(starts);
        }
        it
    }

    fn number(&self, node: NodeId) -> Option<usize> {
        self.nodes.binary_search(&node).ok()
    }

    /// How many links argue about a node.
    fn links(&self, node: NodeId) -> usize {
        self.number(node).map_or(0, |it| self.starts[it].len())
    }

    /// The nodes that bear on any of these, directly or through others, or by doubting a link between them; without them.
    /// Sorted.
    pub fn on_all(&self, nodes: &[NodeId]) -> Vec<NodeId> {
        let mut pile: Vec<usize> = nodes.iter().filter_map(|&it| self.number(it)).collect();
        let own = pile.clone();
        let mut seen = vec![false; self.nodes.len()];
        for &it in &own {
            seen[it] = true;
        }
        while let Some(at) = pile.pop() {
            for &from in &self.starts[at] {
                if !std::mem::replace(&mut seen[from], true) {
                    pile.push(from);
                }
            }
        }
        for it in own {
            seen[it] = false;
        }
        self.nodes.iter().zip(seen).filter(|it| it.1).map(|it| *it.0).collect()
    }
}

/// The claims that most bears on; none that bears on one of the others.
pub(super) fn topics(reader: &Reader<'_>) -> Vec<ClaimPoint> {
    let claims = reader.nodes.iter().copied().filter(|&it| reader.kind(it) == Some(NodeKind::Claim));
    let mut linked: Vec<(usize, NodeId)> = claims.map(|it| (reader.arguing.links(it), it)).collect();
    linked.retain(|it| it.0 > 0);
    // Sorting is stable: equals stay in the order of the thread.
    linked.sort_by_key(|it| std::cmp::Reverse(it.0));
    linked.truncate(CANDIDATES);
    let mut claims: Vec<(Vec<NodeId>, NodeId)> =
        linked.into_iter().map(|it| (reader.arguing.on_all(&[it.1]), it.1)).collect();
    claims.sort_by_key(|it| std::cmp::Reverse(it.0.len()));
    let mut topics: Vec<(Vec<NodeId>, NodeId)> = Vec::new();
    for (below, claim) in claims {
        let holds = |below: &[NodeId], it| below.binary_search(&it).is_ok();
        let part = topics.iter().any(|it| holds(&it.0, claim) || holds(&below, it.1));
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
