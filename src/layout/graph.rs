//! The request by number instead of by id, without cycles, in its connected parts.

use super::{Request, Size, Spacing};
use crate::map::{EdgeId, NodeId, Point};
use petgraph::unionfind::UnionFind;
use std::collections::BTreeMap;

/// The request by number. Nodes come in order of id, edges too.
pub(super) struct Graph {
    pub ids: Vec<NodeId>,
    pub sizes: Vec<Size>,
    pub pins: Vec<Option<Point>>,
    pub groups: Vec<u64>,
    pub edges: Vec<Arc>,
    pub style: Spacing,
}

/// A link by the numbers of its ends. It is drawn as if `high` stood above `low`, whichever is the conclusion.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arc {
    pub id: EdgeId,
    pub from: usize,
    pub to: usize,
    /// Whether the link closes a cycle: then the conclusion has to stand below the reason.
    pub flipped: bool,
}

impl Arc {
    pub fn low(&self) -> usize {
        if self.flipped { self.to } else { self.from }
    }

    pub fn high(&self) -> usize {
        if self.flipped { self.from } else { self.to }
    }
}

impl Graph {
    pub fn new(request: &Request) -> Self {
        let mut boxes = BTreeMap::new();
        for node in &request.nodes {
            boxes.entry(node.id).or_insert(node);
        }
        let number: BTreeMap<NodeId, usize> = boxes.keys().copied().zip(0..).collect();
        let mut edges = BTreeMap::new();
        for (id, from, to) in &request.edges {
            if let (Some(&from), Some(&to)) = (number.get(from), number.get(to))
                && from != to
            {
                edges.entry(*id).or_insert(Arc { id: *id, from, to, flipped: false });
            }
        }
        let mut graph = Self {
            ids: boxes.keys().copied().collect(),
            sizes: boxes.values().map(|it| sound(it.size)).collect(),
            pins: boxes.values().map(|it| it.pin.filter(|at| at.x.is_finite() && at.y.is_finite())).collect(),
            groups: boxes.values().map(|it| it.group).collect(),
            edges: edges.into_values().collect(),
            style: Spacing {
                beside: length(request.style.beside, 16.0),
                ranks: length(request.style.ranks, 32.0),
                parts: length(request.style.parts, 32.0),
            },
        };
        graph.break_cycles();
        graph
    }

    /// Flips the links that lead back into the path a depth-first walk in order of id came by.
    fn break_cycles(&mut self) {
        let mut out = vec![Vec::new(); self.ids.len()];
        for (number, edge) in self.edges.iter().enumerate() {
            out[edge.from].push(number);
        }
        // 0: not seen, 1: on the path, 2: done.
        let mut state = vec![0_u8; self.ids.len()];
        for start in 0..self.ids.len() {
            if state[start] != 0 {
                continue;
            }
            state[start] = 1;
            let mut path = vec![(start, 0)];
            while let Some((node, next)) = path.last_mut() {
                let Some(&edge) = out[*node].get(*next) else {
                    state[*node] = 2;
                    path.pop();
                    continue;
                };
                *next += 1;
                let to = self.edges[edge].to;
                match state[to] {
                    0 => {
                        state[to] = 1;
                        path.push((to, 0));
                    }
                    1 => self.edges[edge].flipped = true,
                    _ => {}
                }
            }
        }
    }

    /// The nodes of each connected part, each in reading order, the parts in the order of their first node.
    pub fn parts(&self) -> Vec<Vec<usize>> {
        let mut joined = UnionFind::new(self.ids.len());
        for edge in &self.edges {
            joined.union(edge.from, edge.to);
        }
        let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for node in self.reading_order() {
            parts.entry(joined.find(node)).or_default().push(node);
        }
        let mut parts: Vec<_> = parts.into_values().collect();
        parts.sort_by_key(|it| it.first().map(|&node| (self.groups[node], node)));
        parts
    }

    /// All nodes by group, then by id.
    pub fn reading_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.ids.len()).collect();
        order.sort_by_key(|&node| (self.groups[node], node));
        order
    }
}

fn length(wish: f32, least: f32) -> f32 {
    if wish.is_finite() { wish.clamp(least, 1000.0) } else { least }
}

fn sound(size: Size) -> Size {
    Size { width: length(size.width, 1.0), height: length(size.height, 1.0) }
}
