//! How minds moved: credences of one person on one node that differ from round to round, or from time to time.

use super::{MovePoint, read::Reader};
use crate::map::{Credence, NodeId, PersonId};
use std::collections::BTreeMap;

/// The credences that changed, in the order of the thread.
pub(super) fn moves(reader: &Reader<'_>) -> Vec<MovePoint> {
    let mut all: BTreeMap<(NodeId, PersonId), Vec<&Credence>> = BTreeMap::new();
    for (_, it) in reader.map.credences().filter(|it| !it.1.removed) {
        if let Some(person) = it.person {
            all.entry((it.node, person)).or_default().push(it);
        }
    }
    all.retain(|_, credences| credences.len() > 1);
    let mut found: Vec<_> = all
        .into_iter()
        .filter_map(|((node, person), credences)| {
            let place = reader.place(node);
            Some(((place.is_none(), place, node, person), moved(reader, node, person, credences)?))
        })
        .collect();
    found.sort_by_key(|it| it.0);
    found.into_iter().map(|it| it.1).collect()
}

fn moved(reader: &Reader<'_>, node: NodeId, person: PersonId, mut all: Vec<&Credence>) -> Option<MovePoint> {
    let place = |it: &Credence| it.statement.and_then(|it| reader.map.statement(it)).map(|it| it.span);
    // The last is what counts now, as [`crate::map::Map::held`]. Sorting is stable: equals stay in the order of their ids.
    all.sort_by_key(|it| (it.round, it.origin, place(it)));
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
