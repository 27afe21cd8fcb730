//! One block: up to some hundred connected nodes as one layered drawing.

use super::{
    Rect, Size, Spacing,
    geometry::count,
    graph::{Arc, Graph},
    layers::Layers,
    order, place, rank, route,
};
use crate::map::Point;
use std::collections::BTreeMap;

/// How far the lanes of links that share a way stand apart.
pub(super) const LANE: f32 = 12.0;

/// A finished part of the drawing, its top left corner at the origin.
#[derive(Default)]
pub(super) struct Drawing {
    pub size: Size,
    /// The top left corner of each node, by number.
    pub places: Vec<(usize, Point)>,
    /// The way of each edge, by number, from reason to conclusion.
    pub routes: Vec<(usize, Vec<Point>)>,
}

/// What takes one place in a rank: a node, or a column of nodes that are reasons for the same thing only.
#[derive(Debug)]
pub(super) struct Unit {
    /// From top to bottom. All but the first have their link run up in a lane on the left.
    pub members: Vec<usize>,
    pub size: Size,
}

impl Unit {
    /// How much room the lanes take.
    pub fn lanes(&self) -> f32 {
        LANE * count(self.members.len().saturating_sub(1))
    }
}

/// All edges between two units.
#[derive(Debug)]
pub(super) struct Link {
    pub low: usize,
    pub high: usize,
    /// By number, in the order of their lanes from left to right.
    pub edges: Vec<usize>,
}

/// A way to shape a block: how many nodes a column holds at most, and how wide a rank may be.
#[derive(Clone, Copy, Debug)]
struct Shape {
    column: usize,
    limit: f32,
}

/// How many shapes are drawn out, of those that look best before crossings are known.
const TRIALS: usize = 3;
/// Wider than this many times its height, a block is tried again with narrower ranks.
const WIDEST: f32 = 2.0;

/// Draws `nodes` (in reading order) and the edges among them (by number).
pub(super) fn run(graph: &Graph, nodes: &[usize], edges: &[usize]) -> Drawing {
    let area: f32 = nodes.iter().map(|&it| (graph.sizes[it].width + 24.0) * (graph.sizes[it].height + 64.0)).sum();
    let side = (area * 1.5).sqrt();
    let mut plans: Vec<Plan> = shapes(nodes.len(), side).map(|it| Plan::new(graph, nodes, edges, it)).collect();
    plans.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    // Different limits often give the same ranks.
    plans.dedup_by(|a, b| a.shape.column == b.shape.column && a.ranks == b.ranks);
    let trials = plans.into_iter().take(TRIALS).map(|it| Trial::new(it, graph.style));
    let Some(mut best) = trials.reduce(|best, it| if it.cost < best.cost { it } else { best }) else {
        return Drawing::default();
    };
    let mut limit = best.plan.shape.limit.min(side * 1.2);
    for _ in 0..4 {
        if best.size.width <= WIDEST * best.size.height || nodes.len() < SMALL {
            break;
        }
        limit *= 0.8;
        let shape = Shape { limit, ..best.plan.shape };
        let next = Trial::new(Plan::new(graph, nodes, edges, shape), graph.style);
        if next.size.width * best.size.height < best.size.width * next.size.height {
            best = next;
        }
    }
    draw(graph, &best)
}

/// Blocks with fewer nodes may be as wide as they like: they are packed with others.
const SMALL: usize = 8;
/// Blocks with at least as many nodes may have longer columns.
const LARGE: usize = 100;

fn shapes(nodes: usize, side: f32) -> impl Iterator<Item = Shape> {
    let limits = if nodes < SMALL { 1 } else { 6 };
    // Long columns only for what would be far too wide otherwise: hundreds of replies to one comment.
    let columns = if nodes < LARGE { 5 } else { 7 };
    [f32::INFINITY, 1.5, 1.2, 1.0, 0.8, 0.65].into_iter().take(limits).flat_map(move |share| {
        [1, 2, 3, 4, 5, 9, 16].into_iter().take(columns).map(move |column| Shape { column, limit: share * side })
    })
}

/// Units in ranks.
struct Plan {
    shape: Shape,
    units: Vec<Unit>,
    links: Vec<Link>,
    ranks: Vec<usize>,
    /// How bad it looks, before crossings are known.
    cost: f32,
}

impl Plan {
    fn new(graph: &Graph, nodes: &[usize], edges: &[usize], shape: Shape) -> Self {
        let (units, links) = units(graph, nodes, edges, shape.column);
        let ranks = rank::assign(&units, &links, shape.limit, graph.style.beside);
        let cost = cost(&units, &links, &ranks, graph.style);
        Self { shape, units, links, ranks, cost }
    }
}

/// A plan drawn out.
struct Trial {
    plan: Plan,
    layers: Layers,
    columns: Vec<f32>,
    bands: Vec<(f32, f32)>,
    size: Size,
    /// How bad it is.
    cost: f32,
}

impl Trial {
    fn new(plan: Plan, style: Spacing) -> Self {
        let mut layers = Layers::new(&plan.units, &plan.links, &plan.ranks);
        let crossings = order::run(&mut layers);
        let columns = place::columns(&layers, style.beside);
        let bands = place::bands(&layers, &plan.units, &columns, style.ranks);
        let ends = layers.items.iter().zip(&columns).map(|(it, &x)| (x - it.width / 2.0, x + it.width / 2.0));
        let (left, right) = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or_default();
        let size = Size { width: right - left, height: bands.last().map_or(0.0, |it| it.1) };
        let boxes: f32 = plan.units.iter().map(|it| it.size.width * it.size.height).sum();
        let far: f32 =
            layers.chains.iter().flat_map(|it| it.windows(2)).map(|it| (columns[it[0]] - columns[it[1]]).abs()).sum();
        let each = 1.0 / count(plan.links.len().max(1));
        let cost = page_cost(size, boxes) + 1.2 * count(crossings) * each + far * each / 300.0;
        Self { plan, layers, columns, bands, size, cost }
    }
}

/// Area per area of boxes, and how far from a screen's shape.
fn page_cost(size: Size, boxes: f32) -> f32 {
    let shape = (size.width / size.height.max(1.0)).max(0.01);
    let off = (shape / 1.9).max(0.9 / shape).max(1.0) - 1.0;
    size.width * size.height / boxes.max(1.0) + 5.0 * off
}

/// How bad a shape is, judged before crossings are known: area per box area, far from a screen's shape, long links.
fn cost(units: &[Unit], links: &[Link], ranks: &[usize], style: Spacing) -> f32 {
    let rows = ranks.iter().max().map_or(0, |it| it + 1);
    let (mut widths, mut heights) = (vec![0.0_f32; rows], vec![0.0_f32; rows]);
    let mut boxes = 0.0;
    for (unit, &row) in units.iter().zip(ranks) {
        widths[row] += unit.size.width + style.beside;
        heights[row] = heights[row].max(unit.size.height);
        boxes += unit.size.width * unit.size.height;
    }
    let mut bends = 0;
    for link in links {
        for width in widths.iter_mut().take(ranks[link.low]).skip(ranks[link.high] + 1) {
            *width += LANE * count(link.edges.len()) + style.beside / 2.0;
            bends += 1;
        }
    }
    let width = widths.iter().copied().fold(0.0, f32::max);
    let height = heights.iter().map(|it| it + style.ranks * 1.3).sum::<f32>().max(1.0);
    let columns: usize = units.iter().map(|it| it.members.len().saturating_sub(2)).sum();
    let nodes = count(units.iter().map(|it| it.members.len()).sum::<usize>().max(1));
    page_cost(Size { width, height }, boxes) + 1.5 * count(bends) / nodes + 0.6 * count(columns) / nodes
}

fn units(graph: &Graph, nodes: &[usize], edges: &[usize], column: usize) -> (Vec<Unit>, Vec<Link>) {
    let arcs = || edges.iter().map(|&it| (it, &graph.edges[it]));
    let mut ends: BTreeMap<usize, (usize, Option<&Arc>)> = nodes.iter().map(|&it| (it, (0, None))).collect();
    for (_, arc) in arcs() {
        if let Some(end) = ends.get_mut(&arc.low()) {
            *end = (end.0 + 1, Some(arc));
        }
        if let Some(end) = ends.get_mut(&arc.high()) {
            end.0 += 2;
        }
    }
    // A leaf has one link, and that leads up.
    let parent = |node| match ends.get(&node) {
        Some((1, Some(arc))) if column > 1 => Some(arc.high()),
        _ => None,
    };
    let mut leaves: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &node in nodes {
        if let Some(high) = parent(node) {
            leaves.entry(high).or_default().push(node);
        }
    }
    let mut units = Vec::new();
    let mut unit_of = BTreeMap::new();
    for &node in nodes {
        if unit_of.contains_key(&node) {
            continue;
        }
        let siblings = parent(node).and_then(|it| leaves.remove(&it)).unwrap_or_else(|| vec![node]);
        let columns = siblings.len().div_ceil(column);
        // As even as can be, the longer columns first.
        let (each, more) = (siblings.len() / columns, siblings.len() % columns);
        let mut rest = siblings.as_slice();
        for number in 0..columns {
            let (members, after) = rest.split_at(each + usize::from(number < more));
            rest = after;
            unit_of.extend(members.iter().map(|&it| (it, units.len())));
            units.push(unit(graph, members));
        }
    }
    let mut links: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (number, arc) in arcs() {
        if let (Some(&low), Some(&high)) = (unit_of.get(&arc.low()), unit_of.get(&arc.high())) {
            links.entry((low, high)).or_default().push(number);
        }
    }
    let links = links.into_iter().map(|((low, high), mut edges)| {
        // The lower a box in its column, the further left its lane; the first has none and goes straight up.
        let members = &units[low].members;
        edges.sort_by_key(|&it| std::cmp::Reverse(members.iter().position(|&node| node == graph.edges[it].low())));
        Link { low, high, edges }
    });
    let links = links.collect();
    (units, links)
}

fn unit(graph: &Graph, members: &[usize]) -> Unit {
    let mut unit = Unit { members: members.to_vec(), size: Size::default() };
    let gaps = count(members.len() - 1) * graph.style.beside.min(18.0);
    unit.size = Size {
        width: members.iter().map(|&it| graph.sizes[it].width).fold(0.0, f32::max) + unit.lanes(),
        height: members.iter().map(|&it| graph.sizes[it].height).sum::<f32>() + gaps,
    };
    unit
}

fn draw(graph: &Graph, trial: &Trial) -> Drawing {
    let Trial { plan: Plan { units, links, .. }, layers, columns, bands, .. } = trial;
    let mut drawing = Drawing::default();
    let mut boxes = BTreeMap::new();
    for (item, &x) in layers.items.iter().zip(columns) {
        let Some(unit) = item.unit.map(|it| &units[it]) else { continue };
        let mut at = Point { x: x - unit.size.width / 2.0 + unit.lanes(), y: bands[item.row].0 };
        for &node in &unit.members {
            boxes.insert(node, Rect::at(at, graph.sizes[node]));
            drawing.places.push((node, at));
            at.y += graph.sizes[node].height + graph.style.beside.min(18.0);
        }
    }
    drawing.routes = route::layered(graph, links, layers, columns, bands, &boxes);
    let all = boxes.values().copied().reduce(Rect::union).unwrap_or_default();
    let all = drawing.routes.iter().flat_map(|it| &it.1).fold(all, |it, &at| it.union(Rect { min: at, max: at }));
    let back = |at: &mut Point| *at = Point { x: at.x - all.min.x, y: at.y - all.min.y };
    drawing.places.iter_mut().for_each(|it| back(&mut it.1));
    drawing.routes.iter_mut().flat_map(|it| &mut it.1).for_each(back);
    drawing.size = all.size();
    drawing
}
