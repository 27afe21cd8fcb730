//! Holes in the structure of an argument.

use super::equivocation::terms;
use crate::map::{EdgeKind, Item, Map, NodeId, NodeKind};
use petgraph::{algo::tarjan_scc, graph::DiGraph};
use std::collections::BTreeMap;

/// What is missing, or odd.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// A claim on which others rest and for which nobody gives a reason.
    NoReason(NodeId),
    /// Reasons that go round in a circle.
    Circle(Vec<NodeId>),
    /// A question that nobody answers.
    Unanswered(NodeId),
    /// A claim with several reasons on one side and none on the other.
    OneSided(NodeId),
    /// A crux on which nobody has taken a side.
    NoSide(NodeId),
    /// Evidence that bears on nothing.
    BearsOnNothing(NodeId),
    /// A word that these claims each say the meaning of: perhaps not the same.
    TwoMeanings(String, Vec<NodeId>),
}

impl Note {
    /// The nodes it is about.
    pub fn nodes(&self) -> &[NodeId] {
        match self {
            Self::Circle(them) | Self::TwoMeanings(_, them) => them,
            Self::NoReason(it)
            | Self::Unanswered(it)
            | Self::OneSided(it)
            | Self::NoSide(it)
            | Self::BearsOnNothing(it) => std::slice::from_ref(it),
        }
    }

    /// What it says, as the start of a line that goes on with the words of the node.
    pub fn words(&self) -> String {
        let words = match self {
            Self::NoReason(_) => "others rest on it, and nobody gives a reason for it",
            Self::Circle(_) => "these are reasons for each other",
            Self::Unanswered(_) => "nobody answers it",
            Self::OneSided(_) => "three or more reasons on one side, none on the other",
            Self::NoSide(_) => "nobody has taken a side on it",
            Self::BearsOnNothing(_) => "it bears on nothing",
            Self::TwoMeanings(term, _) => {
                return format!("each says what “{term}” means: the same, or do they talk past each other?");
            }
        };
        words.to_owned()
    }
}

/// So many reasons on one side and none on the other are told.
const MANY: usize = 3;

/// All holes, sorted by sort, then by node.
pub fn notes(map: &Map) -> Vec<Note> {
    let mut found = Vec::new();
    for (id, node) in map.nodes() {
        let edges = || map.edges_at(id).filter_map(|it| map.edge(it));
        let into = |kind: EdgeKind| edges().filter(|it| it.to == Item::Node(id) && it.kind == kind).count();
        let reasons = edges().filter(|it| it.to == Item::Node(id) && is_reason(it.kind)).count();
        let leads = edges().any(|it| it.from == id && is_reason(it.kind));
        match node.kind {
            NodeKind::Claim if leads && reasons == 0 && !is_quoted_as_fact(map, id) => found.push(Note::NoReason(id)),
            NodeKind::Claim => {
                let (pro, contra) = (into(EdgeKind::Supports), into(EdgeKind::Attacks));
                if (pro >= MANY && contra == 0) || (contra >= MANY && pro == 0) {
                    found.push(Note::OneSided(id));
                }
            }
            NodeKind::Question if into(EdgeKind::Answers) == 0 => found.push(Note::Unanswered(id)),
            NodeKind::Crux => {
                let sides = map.crux(id).map_or(0, |it| it.sides.len()) + into(EdgeKind::SideOf);
                if sides == 0 && !map.credences().any(|it| it.1.node == id && !it.1.removed) {
                    found.push(Note::NoSide(id));
                }
            }
            NodeKind::Evidence if !edges().any(|it| it.from == id) => found.push(Note::BearsOnNothing(id)),
            _ => {}
        }
    }
    found.extend(circles(map));
    found.extend(terms(map).into_iter().map(|(term, nodes)| Note::TwoMeanings(term, nodes.into_iter().collect())));
    found.sort_unstable();
    found
}

fn is_reason(kind: EdgeKind) -> bool {
    matches!(kind, EdgeKind::Supports | EdgeKind::Attacks | EdgeKind::BearsOn)
}

/// Whether somebody conceded it, so that it needs no reason.
fn is_quoted_as_fact(map: &Map, id: NodeId) -> bool {
    let conceding = |kind| kind == EdgeKind::Concedes;
    map.edges_at(id).filter_map(|it| map.edge(it)).any(|it| it.from == id && conceding(it.kind))
}

fn circles(map: &Map) -> Vec<Note> {
    let all: Vec<NodeId> = map.nodes().map(|it| it.0).collect();
    let number: BTreeMap<NodeId, usize> = all.iter().enumerate().map(|(nth, &id)| (id, nth)).collect();
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(all.len(), map.edge_count());
    let place: Vec<_> = all.iter().map(|_| graph.add_node(())).collect();
    for (_, edge) in map.edges().filter(|it| it.1.kind == EdgeKind::Supports) {
        if let Some(to) = edge.to.node() {
            graph.add_edge(place[number[&edge.from]], place[number[&to]], ());
        }
    }
    let parts = tarjan_scc(&graph).into_iter().filter(|it| it.len() > 1);
    let circle = |part: Vec<petgraph::graph::NodeIndex>| {
        let mut nodes: Vec<NodeId> = part.into_iter().map(|it| all[it.index()]).collect();
        nodes.sort_unstable();
        Note::Circle(nodes)
    };
    parts.map(circle).collect()
}
