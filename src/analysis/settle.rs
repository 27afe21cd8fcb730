//! What would settle a question: what can be looked up or calculated, told apart from what is a matter of value or of
//! what a word means.

use crate::{
    evidence::{Standing, Standings},
    extract,
    map::{DisagreementKind, EdgeKind, Item, Map, NodeId, NodeKind},
};
use std::collections::BTreeSet;

/// What would settle a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settles {
    /// Evidence on it whose result is missing or stale, or that holds no data yet: to be calculated or looked up.
    Open(Vec<NodeId>),
    /// Evidence on it that is there, with its results as they are: to be read and weighed.
    Read(Vec<NodeId>),
    /// Nothing on the map bears on it: to be looked for. Where it turns on how to find out, the method comes first.
    LookFor {
        /// Whether the words turn on how to find out.
        method: bool,
    },
    /// It is about what will happen: to be bet on, or waited for.
    Wait,
    /// No evidence settles it: it is a matter of what matters to people.
    Value,
    /// No evidence settles it: it is a matter of what a word means.
    Definition,
}

/// What would settle `question`, by the disagreements that it is part of, the evidence on it and on its sides, and, where
/// those say nothing, the words.
pub fn settles(map: &Map, standings: &Standings, question: NodeId) -> Settles {
    let into = |node: NodeId, kinds: &'static [EdgeKind]| {
        let edges = map.edges_at(node).filter_map(|it| map.edge(it));
        edges.filter(move |it| it.to == Item::Node(node) && kinds.contains(&it.kind)).map(|it| it.from)
    };
    let out = |node: NodeId| map.edges_at(node).filter_map(|it| map.edge(it)).filter(move |it| it.from == node);
    let sides: Vec<NodeId> = into(question, &[EdgeKind::SideOf]).collect();
    let all: BTreeSet<NodeId> = sides.iter().copied().chain([question]).collect();
    let part_of =
        all.iter().flat_map(|&it| out(it)).filter(|it| matches!(it.kind, EdgeKind::SideOf | EdgeKind::CruxOf));
    let kinds: Vec<DisagreementKind> = part_of.filter_map(|it| Some(map.disagreement(it.to.node()?)?.kind)).collect();
    if kinds.contains(&DisagreementKind::Definition) {
        return Settles::Definition;
    }
    if kinds.contains(&DisagreementKind::Value) {
        return Settles::Value;
    }
    let reasons = &[EdgeKind::BearsOn, EdgeKind::Supports, EdgeKind::Attacks];
    let is_evidence = |it: &NodeId| map.node(*it).is_some_and(|it| it.kind == NodeKind::Evidence);
    let evidence: BTreeSet<NodeId> = all.iter().flat_map(|&it| into(it, reasons)).filter(is_evidence).collect();
    let is_open = |it: &NodeId| match standings.standing(map, *it) {
        Some(standing) => !matches!(standing, Standing::Fresh(_)),
        None => map.evidence_of(*it).is_none_or(|it| it.data.is_empty() && it.attached.is_empty()),
    };
    let (open, read): (Vec<NodeId>, Vec<NodeId>) = evidence.into_iter().partition(is_open);
    if !open.is_empty() {
        return Settles::Open(open);
    }
    if !read.is_empty() {
        return Settles::Read(read);
    }
    let words = all.iter().filter_map(|&it| map.node(it)).map(|it| it.text.to_string());
    let sides = map.crux(question).into_iter().flat_map(|it| &it.sides).map(|it| it.position.to_string());
    let words: Vec<String> = words.chain(sides).collect();
    match kinds.first().copied().unwrap_or_else(|| extract::turns_on(&words)) {
        DisagreementKind::Definition => Settles::Definition,
        DisagreementKind::Value => Settles::Value,
        DisagreementKind::Prediction => Settles::Wait,
        DisagreementKind::Method => Settles::LookFor { method: true },
        DisagreementKind::Fact => Settles::LookFor { method: false },
    }
}
