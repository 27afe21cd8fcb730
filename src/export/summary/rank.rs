//! In which order cruxes are told.

use super::read::Reader;
use crate::{
    analysis,
    evidence::Standings,
    map::{Map, NodeId, NodeKind},
};
use std::collections::BTreeMap;

/// So many questions are taken from the ranking by numbers.
const FEW: usize = 8;
/// So many of them may be claims that nobody put as a question: what people call a crux themselves is not to drown in them.
const FEW_CLAIMS: usize = 3;
/// Larger maps are not ranked by numbers: it would take seconds.
const MOST_NODES: usize = 20_000;

/// The questions on which disagreements hang by the numbers: the best crux of each, with its place.
pub(super) fn by_numbers(map: &Map, standings: &Standings) -> BTreeMap<NodeId, (usize, analysis::Crux)> {
    let mut best: BTreeMap<NodeId, (usize, analysis::Crux)> = BTreeMap::new();
    if map.node_count() > MOST_NODES {
        return best;
    }
    let mut claims = 0;
    for crux in analysis::cruxes(map, standings, 100) {
        let is_claim = map.node(crux.question).is_some_and(|it| it.kind != NodeKind::Crux);
        if best.contains_key(&crux.question) || best.len() == FEW || (is_claim && claims == FEW_CLAIMS) {
            continue;
        }
        claims += usize::from(is_claim);
        best.insert(crux.question, (best.len(), crux));
    }
    best
}

/// What the sentences of those cruxes mark with a star.
pub(super) fn note(reader: &Reader<'_>) -> Option<String> {
    let cruxes: Vec<analysis::Crux> = reader.ranked.values().map(|it| it.1.clone()).collect();
    analysis::told::note(&cruxes)
}

/// The cruxes: those that numbers rank, then those a person accepted, then the surest.
pub(super) fn ranked(reader: &Reader<'_>) -> Vec<NodeId> {
    let is_crux = |it: NodeId| reader.kind(it) == Some(NodeKind::Crux);
    let wanted = |it: &NodeId| is_crux(*it) || reader.ranked.contains_key(it);
    let mut cruxes: Vec<NodeId> = reader.nodes.iter().copied().filter(wanted).collect();
    let place = |it: &NodeId| reader.ranked.get(it).map_or(usize::MAX, |it| it.0);
    // Sorting is stable: equals stay in the order of the thread.
    cruxes.sort_by(|a, b| {
        place(a).cmp(&place(b)).then_with(|| match (reader.unsure(*a), reader.unsure(*b)) {
            (Some(a), Some(b)) => b.total_cmp(&a),
            (a, b) => b.is_none().cmp(&a.is_none()),
        })
    });
    cruxes
}
