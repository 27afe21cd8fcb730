//! The hierarchy: parts (what links join within a topic), blocks of a comment, nodes.

use super::graph::Graph;
use petgraph::unionfind::UnionFind;
use std::collections::BTreeMap;

/// A block with more nodes is cut into branches.
const NODES: usize = 200;
/// A part with more blocks is cut into branches of blocks: drawn as one it grows sparse, and slow to draw.
const BLOCKS: usize = 600;
/// Each of these branches gathers so many blocks, and what hangs from its last one.
const BRANCH: usize = 20;

/// What stands in a frame: a node or another frame, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Child {
    Node(usize),
    Frame(usize),
}

/// Frames within frames. A frame comes after the one it is in.
#[derive(Default)]
pub(super) struct Tree {
    /// The frame each frame is in; a part is in none.
    pub parent: Vec<Option<usize>>,
    /// How many frames each frame is in.
    pub depth: Vec<usize>,
    /// The frame each node is in.
    pub home: Vec<usize>,
    /// What each frame holds, in reading order.
    pub children: Vec<Vec<Child>>,
    /// The frames that are in none, in reading order.
    pub parts: Vec<usize>,
}

impl Tree {
    pub fn new(graph: &Graph, trunks: &[Option<usize>]) -> Self {
        let mut tree = Self { home: vec![usize::MAX; graph.ids.len()], ..Self::default() };
        for part in parts(graph) {
            tree.add_part(graph, trunks, &part);
        }
        tree
    }

    fn frame(&mut self, parent: Option<usize>) -> usize {
        self.parent.push(parent);
        self.depth.push(parent.map_or(0, |it| self.depth[it] + 1));
        self.children.push(Vec::new());
        self.parent.len() - 1
    }

    fn add_part(&mut self, graph: &Graph, trunks: &[Option<usize>], part: &[usize]) {
        let high = |node: usize| trunks[node].map(|it| graph.edges[it].to);
        // The forest, conclusions first; by index into `order` from here on.
        let order = walk(part, high);
        let place: BTreeMap<usize, usize> = order.iter().copied().zip(0..).collect();
        let parents: Vec<Option<usize>> = order.iter().map(|&it| high(it).map(|it| place[&it])).collect();
        // If comments only ever take up earlier ones, what is of one comment can stay together.
        let groups = |nth: usize| graph.groups[order[nth]];
        let orderly = (0..order.len()).all(|it| parents[it].is_none_or(|high| groups(high) <= groups(it)));
        let mut blocks = Vec::with_capacity(order.len());
        // The blocks by the block they hang from and the comment they are of.
        let mut known: BTreeMap<(Option<usize>, u64), usize> = BTreeMap::new();
        let (mut above, mut sizes): (Vec<Option<usize>>, Vec<usize>) = (Vec::new(), Vec::new());
        for (nth, &node) in order.iter().enumerate() {
            let parent = parents[nth];
            let group = graph.groups[node];
            let stays = parent.filter(|&it| group == graph.groups[order[it]] || group == u64::MAX);
            let block = stays.map_or_else(
                || {
                    let from = parent.map(|it| blocks[it]);
                    *known.entry((from.filter(|_| !orderly), group)).or_insert_with(|| {
                        above.push(from);
                        sizes.push(0);
                        sizes.len() - 1
                    })
                },
                |it| blocks[it],
            );
            sizes[block] += 1;
            blocks.push(block);
        }
        // Large blocks in branches.
        if sizes.iter().any(|&it| it > NODES) {
            let same = |nth: usize| parents[nth].filter(|&it| blocks[it] == blocks[nth]);
            let tops = tops(order.len(), same, NODES / 2);
            let mut cut: Vec<usize> = Vec::with_capacity(order.len());
            for nth in 0..order.len() {
                let parent = same(nth);
                if sizes[blocks[nth]] <= NODES || parent.is_none() && !tops[nth] {
                    cut.push(blocks[nth]);
                } else if let Some(parent) = parent.filter(|_| !tops[nth]) {
                    cut.push(cut[parent]);
                } else {
                    above.push(parents[nth].map(|it| cut[it]));
                    cut.push(above.len() - 1);
                }
            }
            blocks = cut;
        }
        let pages = self.pages(&above);
        let mut frames: Vec<Option<usize>> = vec![None; above.len()];
        let mut sizes = vec![0; above.len()];
        for &block in &blocks {
            sizes[block] += 1;
        }
        let mut reading: Vec<usize> = (0..order.len()).collect();
        reading.sort_by_key(|&it| (graph.groups[order[it]], order[it]));
        for nth in reading {
            let (node, block) = (order[nth], blocks[nth]);
            let page = pages[block];
            // A block of one node needs no frame, and no part of one block needs a second one.
            let frame = if sizes[block] == 1 || sizes[block] == order.len() {
                page
            } else if let Some(frame) = frames[block] {
                frame
            } else {
                let frame = self.frame(Some(page));
                frames[block] = Some(frame);
                self.children[page].push(Child::Frame(frame));
                frame
            };
            self.home[node] = frame;
            self.children[frame].push(Child::Node(node));
        }
    }

    /// The part each block stands in: one for all, or one for each branch of blocks if there are many.
    fn pages(&mut self, above: &[Option<usize>]) -> Vec<usize> {
        let root = self.part();
        let mut pages = vec![root; above.len()];
        if above.len() <= BLOCKS {
            return pages;
        }
        let order = walk(&(0..above.len()).collect::<Vec<_>>(), |it| above[it]);
        let place: BTreeMap<usize, usize> = order.iter().copied().zip(0..).collect();
        let parents: Vec<Option<usize>> = order.iter().map(|&it| above[it].map(|it| place[&it])).collect();
        let tops = tops(order.len(), |it| parents[it], BRANCH);
        for (nth, &block) in order.iter().enumerate() {
            pages[block] = match parents[nth] {
                _ if tops[nth] => self.part(),
                Some(parent) => pages[order[parent]],
                None => root,
            };
        }
        pages
    }

    /// A frame that is in none.
    fn part(&mut self) -> usize {
        let frame = self.frame(None);
        self.parts.push(frame);
        frame
    }
}

/// `nodes` with each after its parent, branch after branch.
fn walk(nodes: &[usize], parent: impl Fn(usize) -> Option<usize>) -> Vec<usize> {
    let mut lows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut stack: Vec<usize> = Vec::new();
    for &node in nodes.iter().rev() {
        match parent(node) {
            Some(high) => lows.entry(high).or_default().push(node),
            None => stack.push(node),
        }
    }
    let mut order = Vec::with_capacity(nodes.len());
    while let Some(node) = stack.pop() {
        order.push(node);
        stack.extend(lows.remove(&node).into_iter().flatten());
    }
    order
}

/// Which of `count` things (each after its parent) begin a branch of their own: walking up from the leaves, whatever
/// has gathered `least`.
fn tops(count: usize, parent: impl Fn(usize) -> Option<usize>, least: usize) -> Vec<bool> {
    let mut sizes = vec![1; count];
    let mut tops = vec![false; count];
    for nth in (0..count).rev() {
        if sizes[nth] >= least {
            tops[nth] = true;
        } else if let Some(parent) = parent(nth) {
            sizes[parent] += sizes[nth];
        }
    }
    tops
}

/// What links within a topic join, each part in reading order, the parts by topic and by their first node.
fn parts(graph: &Graph) -> Vec<Vec<usize>> {
    let mut joined = UnionFind::new(graph.ids.len());
    for edge in &graph.edges {
        if graph.topics[edge.from] == graph.topics[edge.to] {
            joined.union(edge.from, edge.to);
        }
    }
    let mut order: Vec<usize> = (0..graph.ids.len()).collect();
    order.sort_by_key(|&node| (graph.topics[node], graph.groups[node], node));
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut of: BTreeMap<usize, usize> = BTreeMap::new();
    for node in order {
        let part = *of.entry(joined.find(node)).or_insert_with(|| {
            parts.push(Vec::new());
            parts.len() - 1
        });
        parts[part].push(node);
    }
    parts
}
