//! From the whole graph to one drawing: parts, blocks of large parts, and the grid of what is not linked at all.

use super::{
    Rect, Size,
    block::{self, Drawing},
    geometry::count,
    graph::Graph,
    pack,
};
use crate::{jobs::Progress, map::Point};
use std::collections::BTreeMap;

/// A connected part larger than this is cut into blocks, for a layered drawing grows too wide and too slow.
const LARGEST: usize = 260;
/// A branch of a large part becomes a block when it has this many nodes.
const CUT: usize = 90;

/// Where each node stands and how each edge runs, by number. Edges between blocks have no way yet.
pub(super) struct Whole {
    pub places: Vec<Rect>,
    pub routes: Vec<Option<Vec<Point>>>,
}

pub(super) fn run(graph: &Graph, progress: &Progress) -> Whole {
    let page = page(graph, graph.parts(), progress);
    let mut whole = Whole {
        places: graph.sizes.iter().map(|&it| Rect::at(Point { x: 0.0, y: 0.0 }, it)).collect(),
        routes: vec![None; graph.edges.len()],
    };
    for (node, at) in page.places {
        whole.places[node] = Rect::at(at, graph.sizes[node]);
    }
    for (edge, route) in page.routes {
        whole.routes[edge] = Some(route);
    }
    whole
}

/// Draws these connected parts and packs them into a page.
pub(super) fn page(graph: &Graph, parts: Vec<Vec<usize>>, progress: &Progress) -> Drawing {
    let (parts, alone): (Vec<_>, Vec<_>) = parts.into_iter().partition(|it| it.len() > 1);
    let alone = alone.concat();
    let mut of = vec![usize::MAX; graph.ids.len()];
    let mut sets = Vec::new();
    let mut owners = Vec::new();
    for (number, part) in parts.into_iter().enumerate() {
        for set in if part.len() > LARGEST { cut(graph, &part) } else { vec![part] } {
            for &node in &set {
                of[node] = sets.len();
            }
            sets.push(set);
            owners.push(number);
        }
    }
    let mut within = vec![Vec::new(); sets.len()];
    for (number, edge) in graph.edges.iter().enumerate() {
        if of[edge.from] == of[edge.to] && of[edge.to] != usize::MAX {
            within[of[edge.from]].push(number);
        }
    }
    let mut drawings: BTreeMap<usize, Vec<Drawing>> = BTreeMap::new();
    for (number, (set, edges)) in sets.iter().zip(&within).enumerate() {
        progress.set(number, sets.len());
        let drawing = if progress.is_cancelled() { grid(graph, set) } else { block::run(graph, set, edges) };
        drawings.entry(owners[number]).or_default().push(drawing);
    }
    let mut pages: Vec<Drawing> = drawings.into_values().map(|it| join(it, graph.style.parts)).collect();
    // The large parts first: they are what the thread is about, and small ones fill the gaps.
    pages.sort_by(|a, b| b.size.height.total_cmp(&a.size.height));
    if !alone.is_empty() {
        pages.push(grid(graph, &alone));
    }
    join(pages, graph.style.parts)
}

/// Packs drawings into one.
fn join(mut drawings: Vec<Drawing>, gap: f32) -> Drawing {
    if drawings.len() == 1 {
        return drawings.remove(0);
    }
    let sizes: Vec<Size> = drawings.iter().map(|it| it.size).collect();
    let (corners, size) = pack::page(&sizes, gap);
    let mut joined = Drawing { size, ..Drawing::default() };
    for (drawing, corner) in drawings.into_iter().zip(corners) {
        let moved = |at: Point| Point { x: at.x + corner.x, y: at.y + corner.y };
        joined.places.extend(drawing.places.into_iter().map(|(node, at)| (node, moved(at))));
        let routes = drawing.routes.into_iter();
        joined.routes.extend(routes.map(|(edge, route)| (edge, route.into_iter().map(moved).collect())));
    }
    joined
}

/// Nodes in columns, each next one where there is most room.
fn grid(graph: &Graph, nodes: &[usize]) -> Drawing {
    let gap = graph.style.beside;
    let width = nodes.iter().map(|&it| graph.sizes[it].width).fold(0.0, f32::max);
    let height: f32 = nodes.iter().map(|&it| graph.sizes[it].height + gap).sum();
    let columns = (1..=nodes.len())
        .find(|&it| count(it) * (width + gap) * count(it) >= 1.5 * height)
        .unwrap_or(nodes.len())
        .max(1);
    let mut ends = vec![0.0_f32; columns];
    let mut drawing = Drawing::default();
    for &node in nodes {
        let mut column = 0;
        for other in 1..columns {
            if ends[other] < ends[column] {
                column = other;
            }
        }
        drawing.places.push((node, Point { x: count(column) * (width + gap), y: ends[column] }));
        ends[column] += graph.sizes[node].height + gap;
    }
    drawing.size = Size {
        width: count(columns.min(nodes.len())) * (width + gap) - gap,
        height: ends.iter().copied().fold(0.0, f32::max) - gap,
    };
    drawing
}

/// Cuts a large part into branches: walking up from the leaves, a branch with enough nodes becomes a block.
/// A node's branch is that of the first thing it is a reason for. Blocks come with conclusions first.
fn cut(graph: &Graph, part: &[usize]) -> Vec<Vec<usize>> {
    let mut parent: BTreeMap<usize, usize> = BTreeMap::new();
    let mut waits: BTreeMap<usize, usize> = part.iter().map(|&it| (it, 0)).collect();
    let mut lows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for edge in &graph.edges {
        if let Some(wait) = waits.get_mut(&edge.low()) {
            *wait += 1;
            parent.entry(edge.low()).or_insert(edge.high());
            lows.entry(edge.high()).or_default().push(edge.low());
        }
    }
    // Conclusions before reasons, along branches first.
    let mut order = Vec::with_capacity(part.len());
    let mut stack: Vec<usize> = part.iter().rev().copied().filter(|it| waits[it] == 0).collect();
    while let Some(node) = stack.pop() {
        order.push(node);
        for &low in lows.get(&node).into_iter().flatten().rev() {
            if let Some(wait) = waits.get_mut(&low) {
                *wait -= 1;
                if *wait == 0 {
                    stack.push(low);
                }
            }
        }
    }
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    let mut is_root: BTreeMap<usize, bool> = BTreeMap::new();
    for &node in order.iter().rev() {
        let size = sizes.get(&node).copied().unwrap_or(0) + 1;
        let root = size >= CUT || !parent.contains_key(&node);
        is_root.insert(node, root);
        if !root && let Some(&high) = parent.get(&node) {
            *sizes.entry(high).or_default() += size;
        }
    }
    let mut block_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    for &node in &order {
        let above = parent.get(&node).and_then(|it| block_of.get(it)).copied();
        let block = match above {
            Some(block) if !is_root[&node] => block,
            _ => {
                blocks.push(Vec::new());
                blocks.len() - 1
            }
        };
        block_of.insert(node, block);
        blocks[block].push(node);
    }
    for block in &mut blocks {
        block.sort_by_key(|&node| (graph.groups[node], node));
    }
    blocks
}
