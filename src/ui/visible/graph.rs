//! Nodes and links by number, to go through a large map quickly.

use crate::map::{Item, Map, NodeId};
use std::collections::BTreeSet;

/// Which node leads to which. A link that undercuts another one leads to where that leads.
#[derive(Debug, Default)]
pub struct Graph {
    /// The nodes, sorted.
    pub ids: Vec<NodeId>,
    /// What each leads to.
    up: Vec<Vec<u32>>,
    /// What leads to each.
    down: Vec<Vec<u32>>,
}

impl Graph {
    /// The graph of all nodes of a map.
    pub fn new(map: &Map) -> Self {
        let ids: Vec<NodeId> = map.nodes().map(|it| it.0).collect();
        let mut graph = Self { up: vec![Vec::new(); ids.len()], down: vec![Vec::new(); ids.len()], ids };
        for (_, edge) in map.edges() {
            let mut to = edge.to;
            for _ in 0..16 {
                let Item::Edge(id) = to else { break };
                let Some(edge) = map.edge(id) else { break };
                to = edge.to;
            }
            let ends = graph.number(edge.from).zip(to.node().and_then(|it| graph.number(it)));
            if let Some((from, to)) = ends.filter(|it| it.0 != it.1) {
                graph.up[from].push(u32::try_from(to).unwrap_or(u32::MAX));
                graph.down[to].push(u32::try_from(from).unwrap_or(u32::MAX));
            }
        }
        graph
    }

    fn number(&self, id: NodeId) -> Option<usize> {
        self.ids.binary_search(&id).ok()
    }

    /// The numbers of these nodes.
    pub fn numbers(&self, ids: &BTreeSet<NodeId>) -> Vec<usize> {
        ids.iter().filter_map(|&it| self.number(it)).collect()
    }

    /// Marks what can be reached from `open` through nodes that `may` go on. Returns what was marked.
    fn spread(
        mut open: Vec<usize>,
        marked: &mut [bool],
        next: impl Fn(usize) -> Vec<usize>,
        may: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        let mut found = Vec::new();
        while let Some(at) = open.pop() {
            for it in next(at) {
                if !marked[it] && may(it) {
                    marked[it] = true;
                    found.push(it);
                    open.push(it);
                }
            }
        }
        found
    }

    fn up(&self, at: usize) -> Vec<usize> {
        self.up[at].iter().map(|&it| it as usize).collect()
    }

    fn down(&self, at: usize) -> Vec<usize> {
        self.down[at].iter().map(|&it| it as usize).collect()
    }

    /// Which nodes folding these hides: those that lead to one of them, and to nothing that is seen and not folded. Each
    /// of them leads to a folded node that is seen, also where reasons go round in a circle.
    pub fn folded(&self, folded: &[usize]) -> Vec<bool> {
        let mut is_folded = vec![false; self.ids.len()];
        for &it in folded {
            is_folded[it] = true;
        }
        let mut hidden = vec![false; self.ids.len()];
        Self::spread(folded.to_vec(), &mut hidden, |it| self.down(it), |_| true);
        // What is seen for another reason lets what leads to it be seen.
        let mut seen: Vec<bool> = hidden.iter().map(|it| !it).collect();
        let mut open: Vec<usize> = (0..seen.len()).filter(|&it| seen[it] && !is_folded[it]).collect();
        while let Some(at) = open.pop() {
            for it in self.down(at) {
                if !seen[it] {
                    seen[it] = true;
                    hidden[it] = false;
                    if !is_folded[it] {
                        open.push(it);
                    }
                }
            }
        }
        // In a circle none may be left to stand for the others.
        let shown = folded.iter().copied().filter(|&it| !hidden[it]).collect();
        let mut covered = vec![false; self.ids.len()];
        Self::spread(shown, &mut covered, |it| self.down(it), |it| hidden[it]);
        for &it in folded {
            if hidden[it] && !covered[it] {
                hidden[it] = false;
                Self::spread(vec![it], &mut covered, |it| self.down(it), |it| hidden[it]);
            }
        }
        hidden
    }

    /// Which nodes are at most `steps` links away from these, either way, not through what is `hidden`.
    pub fn near(&self, middle: &[usize], steps: u8, hidden: &[bool]) -> Vec<bool> {
        let mut near = vec![false; self.ids.len()];
        for &it in middle {
            near[it] = true;
        }
        let mut edge = middle.to_vec();
        for _ in 0..steps {
            let mut next = Vec::new();
            for at in edge {
                for it in self.up(at).into_iter().chain(self.down(at)) {
                    if !near[it] && !hidden[it] {
                        near[it] = true;
                        next.push(it);
                    }
                }
            }
            edge = next;
        }
        near
    }

    /// The nodes that lead to `top` through nodes of which `within` holds.
    pub fn beneath(&self, top: NodeId, within: impl Fn(NodeId) -> bool) -> Vec<NodeId> {
        let Some(top) = self.number(top) else { return Vec::new() };
        let mut marked = vec![false; self.ids.len()];
        let found = Self::spread(vec![top], &mut marked, |it| self.down(it), |it| within(self.ids[it]));
        found.into_iter().map(|it| self.ids[it]).collect()
    }

    /// The shortest way from a node within to the first that is not; both are part of it.
    pub fn way_up(&self, from: NodeId, within: impl Fn(NodeId) -> bool) -> Vec<NodeId> {
        let Some(start) = self.number(from) else { return Vec::new() };
        let mut came_from = vec![usize::MAX; self.ids.len()];
        came_from[start] = start;
        let mut open = std::collections::VecDeque::from([start]);
        while let Some(mut at) = open.pop_front() {
            if !within(self.ids[at]) {
                let mut way = vec![self.ids[at]];
                while at != start {
                    at = came_from[at];
                    way.push(self.ids[at]);
                }
                // What is folded and revealed itself stays folded: it is in sight.
                way.pop();
                return way;
            }
            for it in self.up(at) {
                if came_from[it] == usize::MAX {
                    came_from[it] = at;
                    open.push_back(it);
                }
            }
        }
        Vec::new()
    }

    /// The nodes of `top`, and below them, that something leads to; of all nodes if there is no `top`.
    pub fn with_reasons(&self, top: &BTreeSet<NodeId>) -> Vec<NodeId> {
        let top = self.numbers(top);
        let mut below = vec![top.is_empty(); self.ids.len()];
        for &it in &top {
            below[it] = true;
        }
        Self::spread(top, &mut below, |it| self.down(it), |_| true);
        (0..self.ids.len()).filter(|&it| below[it] && !self.down[it].is_empty()).map(|it| self.ids[it]).collect()
    }
}
