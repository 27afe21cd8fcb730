//! The request by number instead of by id, and which way each link is drawn.

use super::{Request, Size, Spacing};
use crate::map::{EdgeId, NodeId, Point};
use std::collections::{BTreeMap, BTreeSet};

/// The request by number. Nodes come in order of id, edges too.
pub(super) struct Graph {
    pub ids: Vec<NodeId>,
    pub sizes: Vec<Size>,
    pub pins: Vec<Option<Point>>,
    pub groups: Vec<u64>,
    pub topics: Vec<u64>,
    pub edges: Vec<Arc>,
    pub style: Spacing,
}

/// A link by the numbers of its ends: reason and conclusion.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arc {
    pub id: EdgeId,
    pub from: usize,
    pub to: usize,
}

impl Graph {
    pub fn new(request: &Request) -> Self {
        let mut boxes: Vec<_> = request.nodes.iter().collect();
        boxes.sort_by_key(|it| it.id);
        boxes.dedup_by_key(|it| it.id);
        let ids: Vec<NodeId> = boxes.iter().map(|it| it.id).collect();
        let number = |id: &NodeId| ids.binary_search(id).ok();
        let mut edges: Vec<Arc> = request
            .edges
            .iter()
            .filter_map(|(id, from, to)| Some(Arc { id: *id, from: number(from)?, to: number(to)? }))
            .filter(|it| it.from != it.to)
            .collect();
        edges.sort_by_key(|it| it.id);
        edges.dedup_by_key(|it| it.id);
        Self {
            sizes: boxes.iter().map(|it| sound(it.size)).collect(),
            pins: boxes.iter().map(|it| it.pin.filter(|at| at.x.is_finite() && at.y.is_finite())).collect(),
            groups: boxes.iter().map(|it| it.group).collect(),
            topics: boxes.iter().map(|it| it.topic).collect(),
            edges,
            style: Spacing {
                beside: length(request.style.beside, 16.0),
                ranks: length(request.style.ranks, 32.0),
                parts: length(request.style.parts, 32.0),
            },
            ids,
        }
    }

    /// The link by which each node hangs in its topic's tree: the oldest to a node of its topic that closes no circle.
    pub fn trunks(&self) -> Vec<Option<usize>> {
        let mut trunks: Vec<Option<usize>> = vec![None; self.ids.len()];
        for (number, edge) in self.edges.iter().enumerate() {
            if self.topics[edge.from] == self.topics[edge.to] && trunks[edge.from].is_none() {
                trunks[edge.from] = Some(number);
            }
        }
        // 0: not seen, 1: on the way, 2: leads to a root.
        let mut state = vec![0_u8; self.ids.len()];
        for start in 0..self.ids.len() {
            let (mut node, mut way) = (start, Vec::new());
            while state[node] == 0 {
                state[node] = 1;
                way.push(node);
                match trunks[node] {
                    Some(edge) => node = self.edges[edge].to,
                    None => break,
                }
            }
            if state[node] == 1 && trunks[node].is_some() {
                // A circle: its newest link goes.
                let from = way.iter().position(|&it| it == node).unwrap_or(0);
                if let Some(&newest) = way[from..].iter().max_by_key(|&&it| trunks[it]) {
                    trunks[newest] = None;
                }
            }
            for node in way {
                state[node] = 2;
            }
        }
        trunks
    }
}

/// An order of `count` things, conclusions first: where each comes. Of `trunk` (from, to) `to` comes before `from`;
/// `links` want that too, and only those that cannot have it come out the other way.
///
/// Kahn's topological order; where links lead in a circle, it takes what has fewest conclusions left, then the older.
/// So it does where the trunk leads in one: no node hangs from itself, but two comments may hang from one another.
pub(super) fn upright(count: usize, trunk: &[(usize, usize)], links: &[(usize, usize)]) -> Vec<usize> {
    let (mut waits, mut lows) = (vec![0_usize; count], vec![Vec::new(); count]);
    let (mut hangs, mut below) = (vec![0_usize; count], vec![Vec::new(); count]);
    for &(from, to) in links {
        waits[from] += 1;
        lows[to].push(from);
    }
    for &(from, to) in trunk {
        hangs[from] += 1;
        below[to].push(from);
    }
    let free = (0..count).filter(|&it| hangs[it] == 0);
    let mut ready: BTreeSet<(usize, usize)> = free.map(|it| (waits[it], it)).collect();
    let mut places = vec![usize::MAX; count];
    let mut in_circle: Option<BTreeSet<(usize, usize, usize)>> = None;
    let mut next = 0;
    while next < count {
        let node = if let Some((_, node)) = ready.pop_first() {
            node
        } else {
            // Only what hangs in a circle, or from one, is left.
            let left = in_circle.get_or_insert_with(|| {
                let left = (0..count).filter(|&it| places[it] == usize::MAX);
                left.map(|it| (hangs[it], waits[it], it)).collect()
            });
            match left.pop_first() {
                Some((.., node)) if places[node] == usize::MAX => node,
                Some(_) => continue,
                None => break,
            }
        };
        hangs[node] = 0;
        places[node] = next;
        next += 1;
        for &low in &lows[node] {
            let was_ready = ready.remove(&(waits[low], low));
            waits[low] -= 1;
            if was_ready {
                ready.insert((waits[low], low));
            }
        }
        for &low in &below[node] {
            // What was taken out of a circle waits no more.
            if hangs[low] > 0 {
                hangs[low] -= 1;
                if hangs[low] == 0 {
                    ready.insert((waits[low], low));
                }
            }
        }
    }
    places
}

/// The numbers of equal things, in the order of their keys.
pub(super) fn sorted_groups<K: Ord, V>(pairs: impl Iterator<Item = (K, V)>) -> Vec<Vec<V>> {
    let mut groups: BTreeMap<K, Vec<V>> = BTreeMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().push(value);
    }
    groups.into_values().collect()
}

fn length(wish: f32, least: f32) -> f32 {
    if wish.is_finite() { wish.clamp(least, 1000.0) } else { least }
}

/// A size that can be laid out.
pub(super) fn sound(size: Size) -> Size {
    Size { width: length(size.width, 1.0), height: length(size.height, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::upright;

    #[test]
    fn what_hangs_in_a_circle_is_ordered_too() {
        // 0 and 1 hang from one another, 2 from both, 3 from nothing.
        let trunk = [(0, 1), (1, 0), (2, 0), (2, 1)];
        let places = upright(4, &trunk, &[(0, 1), (1, 0), (2, 0), (2, 1), (3, 2)]);
        let mut sorted = places.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, [0, 1, 2, 3], "{places:?}: each has a place of its own");
        assert!(places[2] > places[0] && places[2] > places[1], "{places:?}");
    }
}
