//! How minds moved: credences of one person on one node that differ from round to round, or from time to time.

use super::{MovePoint, read::Reader};
use crate::map::{Credence, NodeId, PersonId};
use std::collections::BTreeMap;

/// The credences that changed, in the order of the thread.
pub(super) fn moves(reader: &Reader<'_>) -> Vec<MovePoint> {
    let mut found = Vec::new();
    for &node in &reader.nodes {
        let mut by: BTreeMap<PersonId, Vec<&Credence>> = BTreeMap::new();
        for it in reader.credences.get(&node).into_iter().flatten() {
            if let Some(person) = it.person {
                by.entry(person).or_default().push(it);
            }
        }
        found.extend(by.into_iter().filter_map(|(person, all)| moved(reader, node, person, all)));
    }
    found
}

fn moved(reader: &Reader<'_>, node: NodeId, person: PersonId, mut all: Vec<&Credence>) -> Option<MovePoint> {
    let place = |it: &Credence| it.statement.and_then(|it| reader.map.statement(it)).map(|it| it.span);
    // Sorting is stable: equals stay in the order of their ids.
    all.sort_by_key(|it| (it.round, place(it)));
    all.dedup_by(|a, b| a.value.to_bits() == b.value.to_bits());
    let who = reader.map.person(person)?.name.clone();
    let steps: Vec<String> = all.iter().map(|it| step(it)).collect();
    (steps.len() > 1).then(|| MovePoint { who, text: reader.text(node), steps })
}

fn step(it: &Credence) -> String {
    match (it.round, &it.time) {
        (Some(round), _) => format!("{} (round {round})", it.in_words()),
        (None, Some(time)) => format!("{} ({time})", it.in_words()),
        (None, None) => it.in_words(),
    }
}
