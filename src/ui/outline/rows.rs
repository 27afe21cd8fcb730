//! A map as an indented list: conclusions, and under each what bears on it.

use crate::map::{EdgeKind, Item, Map, NodeId};
use std::collections::{BTreeMap, BTreeSet};

/// A line of the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Whose words it shows.
    pub node: NodeId,
    /// How many lines it stands under.
    pub depth: usize,
    /// What it does to the line it stands under (or, if it undercuts, to that line's link).
    pub does: Option<EdgeKind>,
    /// Whether the node stands in full at another place.
    pub again: bool,
    /// How many nodes bear on it.
    pub reasons: usize,
}

/// The lines, in argument order: each node once in full, and a line that refers to it at each further place. Nodes of
/// the same rank are in the order of `order`, which has them all; of a circle the first one there stands on top.
pub fn rows(map: &Map, order: &[NodeId]) -> Vec<Row> {
    let place: BTreeMap<NodeId, usize> = order.iter().enumerate().map(|(nth, &id)| (id, nth)).collect();
    let leads_on = |id: NodeId| map.edges_at(id).filter_map(|it| map.edge(it)).any(|it| it.from == id);
    let (tops, others): (Vec<NodeId>, Vec<NodeId>) = order.iter().partition(|&&it| !leads_on(it));
    let mut rows = Vec::new();
    let mut done = BTreeSet::new();
    for top in tops.into_iter().chain(others) {
        if done.contains(&top) {
            continue;
        }
        let mut stack = vec![(top, None, 0)];
        while let Some((node, by, depth)) = stack.pop() {
            let mut below: Vec<_> = Vec::new();
            for item in [Some(Item::Node(node)), by.map(Item::Edge)].into_iter().flatten() {
                let edges = map.edges_at(item).filter_map(|id| Some((id, map.edge(id)?)));
                below.extend(edges.filter(|it| it.1.to == item).map(|(id, it)| (it.kind, it.from, id)));
            }
            let does = by.and_then(|it| map.edge(it)).map(|it| it.kind);
            let again = !done.insert(node);
            rows.push(Row { node, depth, does, again, reasons: below.len() });
            if !again {
                below.sort_by_key(|it| (it.0, place.get(&it.1).copied()));
                stack.extend(below.into_iter().rev().map(|(_, from, id)| (from, Some(id), depth + 1)));
            }
        }
    }
    rows
}

/// The numbers of the lines that are seen while these nodes are folded.
pub fn unfolded(rows: &[Row], folded: &BTreeSet<NodeId>) -> Vec<usize> {
    let mut under = usize::MAX;
    let mut seen = Vec::new();
    for (nth, row) in rows.iter().enumerate() {
        if row.depth > under {
            continue;
        }
        under = if !row.again && folded.contains(&row.node) { row.depth } else { usize::MAX };
        seen.push(nth);
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{Document, Edit, Ids, NodeKind};

    fn claims(count: usize, links: &[(usize, usize, EdgeKind)]) -> (Map, Vec<NodeId>) {
        let mut document = Document::new(Map::default(), Ids::seeded(3));
        let add = |nth: usize| Edit::AddNode { kind: NodeKind::Claim, text: nth.to_string(), at: None, link: None };
        let all: Vec<NodeId> =
            (0..count).map(|it| *document.edit(add(it)).unwrap().nodes.keys().next().unwrap()).collect();
        for &(from, to, kind) in links {
            document.edit(Edit::Connect { from: all[from], to: all[to].into(), kind }).unwrap();
        }
        (document.map().clone(), all)
    }

    #[test]
    fn conclusions_stand_first_and_further_places_refer() {
        use EdgeKind::{Attacks, Supports};
        let (map, all) =
            claims(5, &[(1, 4, Attacks), (0, 4, Supports), (2, 0, Supports), (2, 1, Supports), (3, 2, Supports)]);
        let rows = rows(&map, &all);
        let read = |it: &Row| (all.iter().position(|id| *id == it.node).unwrap(), it.depth, it.does, it.again);
        assert_eq!(
            rows.iter().map(read).collect::<Vec<_>>(),
            [
                (4, 0, None, false),
                (0, 1, Some(Supports), false),
                (2, 2, Some(Supports), false),
                (3, 3, Some(Supports), false),
                (1, 1, Some(Attacks), false),
                (2, 2, Some(Supports), true),
            ]
        );
        assert_eq!(unfolded(&rows, &[all[0]].into()), [0, 1, 4, 5]);
        assert_eq!(unfolded(&rows, &[all[4], all[0]].into()), [0]);
    }

    #[test]
    fn circles_end_and_long_chains_do_not_overflow() {
        let circle: Vec<_> = (0..4).map(|it| (it, (it + 1) % 4, EdgeKind::Supports)).collect();
        let (map, all) = claims(4, &circle);
        let rows_of_it = rows(&map, &all);
        assert_eq!(rows_of_it.iter().filter(|it| !it.again).count(), 4);
        assert_eq!(rows_of_it.len(), 5);
        let chain: Vec<_> = (1..3000).map(|it| (it, it - 1, EdgeKind::Supports)).collect();
        let (map, all) = claims(3000, &chain);
        assert_eq!(rows(&map, &all).last().unwrap().depth, 2999);
    }
}
