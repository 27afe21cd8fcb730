//! What reasons do to each other, taken from a map once for everybody.

use crate::{
    evidence::{Standings, weigh},
    map::{EdgeId, EdgeKind, Item, Map, NodeId, NodeKind},
};
use petgraph::{algo::tarjan_scc, graph::DiGraph};
use std::collections::BTreeMap;

/// How much likelier a conclusion is if a reason for it is true than if it is false, where nobody has weighed it: the border
/// between *hardly worth mentioning* and *positive* (Kass and Raftery 1995, section 3.2). One over it for attacks.
pub const RATIO: f64 = 3.0;

/// How likely a claim counts before its reasons: even odds.
pub const BASE: f64 = 0.5;

/// How likely evidence counts to be as it says, before what is said for and against that.
pub const EVIDENCE: f64 = 0.9;

/// The nodes of a map that can be true or false, by number, and the reasons among them.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The nodes, each after those that lead to it, but for circles.
    pub nodes: Vec<NodeId>,
    /// The number of each node.
    pub number: BTreeMap<NodeId, usize>,
    /// Before reasons: the odds of each node.
    pub(super) base: Vec<f64>,
    /// The reasons that lead to each node.
    pub(super) into: Vec<Vec<Reason>>,
    /// The links they are, in the same order; of linked premises the first.
    pub(super) edges: Vec<Vec<EdgeId>>,
    /// The nodes that each node leads to, also by doubting a link to them; sorted.
    pub(super) out: Vec<Vec<usize>>,
    /// The circle each node is part of: its first and one past its last number. One node alone is no circle.
    pub(super) circle: Vec<(usize, usize)>,
    /// Whether any go round in a circle.
    pub(super) has_circles: bool,
    /// Whether any count only together.
    pub(super) has_linked: bool,
}

/// One reason, small because ranking goes through them all again and again.
#[derive(Clone, Debug)]
pub(super) struct Reason {
    /// The node it is.
    pub from: usize,
    /// Its likelihood ratio less 1: what its being true adds to the odds, as a factor.
    pub gain: f64,
    /// What few reasons have.
    pub further: Option<Box<Further>>,
}

/// On what else a reason hangs.
#[derive(Clone, Debug, Default)]
pub(super) struct Further {
    /// The nodes that it counts only together with: linked premises.
    pub with: Vec<usize>,
    /// The nodes that doubt the link, or one of those it counts together with.
    pub doubts: Vec<usize>,
}

impl Model {
    /// Of `map`. Claims, cruxes and evidence can be true or false. *Supports* and *attacks* count with the weight that
    /// somebody gave them, else with [`RATIO`]; *bears on* and *crux of* only with a weight, for nothing else says in which
    /// direction they speak.
    pub fn of(map: &Map, standings: &Standings) -> Self {
        let is_either = |it: NodeKind| matches!(it, NodeKind::Claim | NodeKind::Crux | NodeKind::Evidence);
        let all: Vec<NodeId> = map.nodes().filter(|it| is_either(it.1.kind)).map(|it| it.0).collect();
        let first: BTreeMap<NodeId, usize> = all.iter().enumerate().map(|(nth, &id)| (id, nth)).collect();
        let mut doubts: BTreeMap<EdgeId, Vec<NodeId>> = BTreeMap::new();
        for (_, edge) in map.edges() {
            if let (Item::Edge(to), true) = (edge.to, first.contains_key(&edge.from)) {
                doubts.entry(to).or_default().push(edge.from);
            }
        }
        let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(all.len(), map.edge_count());
        let place: Vec<_> = all.iter().map(|_| graph.add_node(())).collect();
        let mut reasons: Vec<(NodeId, NodeId, EdgeId, f64)> = Vec::new();
        for (id, edge) in map.edges() {
            let (Some(&from), Some(to)) = (first.get(&edge.from), edge.to.node()) else { continue };
            // Of linked premises, what somebody said of one holds for all together.
            let weighed = map.linked_with(id).into_iter().find(|&it| map.weight(it).is_some()).unwrap_or(id);
            let (Some(&end), Some(ratio)) = (first.get(&to), ratio(map, standings, weighed, edge.kind)) else {
                continue;
            };
            graph.add_edge(place[from], place[end], ());
            for doubt in doubts.get(&id).into_iter().flatten() {
                graph.add_edge(place[first[doubt]], place[end], ());
            }
            reasons.push((edge.from, to, id, ratio - 1.0));
        }
        let mut model = Self::default();
        // Tarjan's components come with the last conclusions first.
        for part in tarjan_scc(&graph).into_iter().rev() {
            let start = model.nodes.len();
            let mut part: Vec<NodeId> = part.into_iter().map(|it| all[it.index()]).collect();
            part.sort_unstable();
            let end = start + part.len();
            for id in part {
                model.number.insert(id, model.nodes.len());
                let kind = map.node(id).map(|it| it.kind);
                let base = if kind == Some(NodeKind::Evidence) { EVIDENCE } else { BASE };
                model.base.push(base / (1.0 - base));
                model.nodes.push(id);
                model.circle.push((start, end));
            }
        }
        model.into = vec![Vec::new(); model.nodes.len()];
        model.edges = vec![Vec::new(); model.nodes.len()];
        model.out = vec![Vec::new(); model.nodes.len()];
        let mut linked: BTreeMap<EdgeId, usize> = BTreeMap::new();
        for (from, to, edge, gain) in reasons {
            let (from, to) = (model.number[&from], model.number[&to]);
            let doubts: Vec<usize> = doubts.get(&edge).into_iter().flatten().map(|it| model.number[it]).collect();
            for &it in doubts.iter().chain([&from]) {
                model.out[it].push(to);
            }
            let group = map.linked_with(edge).first().copied();
            // Links come by id, so that what the first of a group says is there when others join it.
            let known = group.and_then(|it| linked.get(&it)).and_then(|&it| model.into[to].get_mut(it));
            if let Some(reason) = known {
                let further = reason.further.get_or_insert_default();
                further.with.push(from);
                further.doubts.extend(doubts);
                continue;
            }
            if let Some(group) = group {
                linked.insert(group, model.into[to].len());
                model.has_linked = true;
            }
            let further = (!doubts.is_empty()).then(|| Box::new(Further { with: Vec::new(), doubts }));
            model.into[to].push(Reason { from, gain, further });
            model.edges[to].push(edge);
        }
        for out in &mut model.out {
            out.sort_unstable();
            out.dedup();
        }
        model.has_circles = (0..model.nodes.len()).any(|it| model.is_in_circle(it));
        model
    }

    /// The links that count, each with its likelihood ratio.
    pub fn ratios(&self) -> impl Iterator<Item = (EdgeId, f64)> + '_ {
        let gains = self.into.iter().flatten().map(|it| it.gain + 1.0);
        self.edges.iter().flatten().copied().zip(gains)
    }

    /// The nodes that rest on a node, in the order in which they follow from one another.
    pub fn above(&self, nth: usize) -> Vec<usize> {
        let (mut seen, mut found, mut pile) = (vec![false; self.nodes.len()], Vec::new(), vec![nth]);
        seen[nth] = true;
        while let Some(at) = pile.pop() {
            for &next in &self.out[at] {
                if !std::mem::replace(&mut seen[next], true) {
                    found.push(next);
                    pile.push(next);
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// Whether this node goes round in a circle with others.
    pub fn is_in_circle(&self, nth: usize) -> bool {
        let (start, end) = self.circle[nth];
        end - start > 1 || self.out[nth].contains(&nth)
    }
}

/// The likelihood ratio of a link; nothing if it does not count.
fn ratio(map: &Map, standings: &Standings, id: EdgeId, kind: EdgeKind) -> Option<f64> {
    let usual = match kind {
        EdgeKind::Supports => Some(RATIO),
        EdgeKind::Attacks => Some(1.0 / RATIO),
        EdgeKind::BearsOn | EdgeKind::CruxOf => None,
        _ => return None,
    };
    match weigh::bits(map, standings, id) {
        Ok(bits) => Some(libm::exp2(bits.clamp(-60.0, 60.0))),
        Err(weigh::NoWeight::Unsaid) => usual,
        // A weight that follows from a stale result counts for nothing until that is calculated.
        Err(_) => None,
    }
}

/// ln(p / (1 − p)).
pub(super) fn log_odds(p: f64) -> f64 {
    libm::log(p) - libm::log1p(-p)
}

/// 1 / (1 + e^−x).
pub(super) fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-log_odds))
}
