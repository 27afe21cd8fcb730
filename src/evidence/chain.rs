//! What rests on a piece of evidence.

use crate::map::{Item, Map, NodeId};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// One thing that rests on something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rests {
    /// What rests.
    pub item: Item,
    /// On what, directly.
    pub on: Item,
    /// How many steps lead back to the start, from 1.
    pub steps: usize,
}

/// All that rests on any of `starts`, the nearest first: what it is linked to, what those are linked to and so on (a link that is
/// doubted hands the doubt on to what it leads to), and the calculations that use its figures.
pub fn rests_on(map: &Map, starts: &[NodeId]) -> Vec<Rests> {
    let mut users: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    for (id, calculation) in map.calculations() {
        for used in calculation.uses() {
            users.entry(used).or_default().push(id);
        }
    }
    let starts = || starts.iter().map(|&it| Item::Node(it));
    let mut seen: BTreeSet<Item> = starts().collect();
    let (mut queue, mut found) = (starts().map(|it| (it, 0)).collect::<VecDeque<_>>(), Vec::new());
    while let Some((on, steps)) = queue.pop_front() {
        let next: Vec<Item> = match on {
            Item::Node(id) => {
                let edges = map.edges_at(id).filter_map(|it| map.edge(it)).filter(|it| it.from == id).map(|it| it.to);
                edges.chain(users.get(&id).into_iter().flatten().map(|&it| it.into())).collect()
            }
            Item::Edge(id) => map.edge(id).map(|it| it.to).into_iter().collect(),
        };
        for item in next {
            if seen.insert(item) {
                found.push(Rests { item, on, steps: steps + 1 });
                queue.push_back((item, steps + 1));
            }
        }
    }
    found
}
