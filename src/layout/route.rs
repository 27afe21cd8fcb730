//! The ways of the links.

use super::{
    Rect,
    block::{LANE, Link},
    geometry::count,
    graph::Graph,
    layers::Layers,
};
use crate::map::Point;
use std::collections::BTreeMap;

/// Curves are flattened so finely that no point is off by more than about this many px at zoom 1.
const STEP: f32 = 7.0;
/// The last px of a way run straight, so that there is room for an arrow's head.
const STUB: f32 = 13.0;

/// The way as a poly-line: `route` holds one point, then three control points for each cubic Bézier curve.
pub fn flatten(route: &[Point]) -> Vec<Point> {
    let Some((&first, rest)) = route.split_first() else { return Vec::new() };
    let mut line = vec![first];
    let mut from = first;
    for curve in rest.chunks_exact(3) {
        let [a, b, to] = [curve[0], curve[1], curve[2]];
        let straight = off(from, to, a) < 0.1 && off(from, to, b) < 0.1;
        let length = distance(from, a) + distance(a, b) + distance(b, to);
        let steps = if straight { 1 } else { whole(length / STEP).clamp(4, 48) };
        for step in 1..steps {
            line.push(bezier(from, a, b, to, count(step) / count(steps)));
        }
        line.push(to);
        from = to;
    }
    line
}

/// The point at a share (0 to 1) of a poly-line's length, and the direction there (of length 1).
pub fn at(line: &[Point], share: f32) -> Option<(Point, Point)> {
    let all: f32 = line.windows(2).map(|it| distance(it[0], it[1])).sum();
    let mut rest = all * share.clamp(0.0, 1.0);
    let mut found = None;
    for pair in line.windows(2) {
        let length = distance(pair[0], pair[1]);
        if length > 0.0 {
            let along = Point { x: (pair[1].x - pair[0].x) / length, y: (pair[1].y - pair[0].y) / length };
            let far = rest.clamp(0.0, length);
            found = Some((Point { x: pair[0].x + along.x * far, y: pair[0].y + along.y * far }, along));
            if rest <= length {
                break;
            }
        }
        rest -= length;
    }
    found
}

fn bezier(from: Point, a: Point, b: Point, to: Point, t: f32) -> Point {
    let s = 1.0 - t;
    let mix =
        |p: f32, q: f32, r: f32, u: f32| s * s * s * p + 3.0 * s * s * t * q + 3.0 * s * t * t * r + t * t * t * u;
    Point { x: mix(from.x, a.x, b.x, to.x), y: mix(from.y, a.y, b.y, to.y) }
}

fn distance(a: Point, b: Point) -> f32 {
    ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).sqrt()
}

/// How far `point` is off the line through `a` and `b`; if they are one, how far it is from them.
fn off(a: Point, b: Point, point: Point) -> f32 {
    let length = distance(a, b);
    if length == 0.0 {
        return distance(a, point);
    }
    (((b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)) / length).abs()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped by the caller; casts saturate")]
fn whole(value: f32) -> usize {
    value as usize
}

/// Draws a way, always leaving and arriving upright.
struct Pen(Vec<Point>);

impl Pen {
    fn at(x: f32, y: f32) -> Self {
        Self(vec![Point { x, y }])
    }

    fn last(&self) -> Point {
        self.0[self.0.len() - 1]
    }

    fn line(&mut self, x: f32, y: f32) {
        let from = self.last();
        if (from.x, from.y) != (x, y) {
            let part = |t: f32| Point { x: from.x + (x - from.x) * t, y: from.y + (y - from.y) * t };
            self.0.extend([part(1.0 / 3.0), part(2.0 / 3.0), Point { x, y }]);
        }
    }

    /// Swings over to (x, y), upright at both ends.
    fn swing(&mut self, x: f32, y: f32) {
        let from = self.last();
        if (from.x - x).abs() < 0.01 {
            return self.line(x, y);
        }
        let middle = f32::midpoint(from.y, y);
        self.0.extend([Point { x: from.x, y: middle }, Point { x, y: middle }, Point { x, y }]);
    }

    /// Leaves a box to the left and turns up into the lane at `x`.
    fn turn_up(&mut self, x: f32) {
        let from = self.last();
        let radius = (from.x - x).min(10.0);
        self.line(x + radius, from.y);
        self.0.extend([
            Point { x: x + radius * 0.45, y: from.y },
            Point { x, y: from.y - radius * 0.55 },
            Point { x, y: from.y - radius },
        ]);
    }
}

/// The ways within a block: upright past the boxes of a row, swinging over between rows.
pub(super) fn layered(
    graph: &Graph,
    links: &[Link],
    layers: &Layers,
    x: &[f32],
    bands: &[(f32, f32)],
    boxes: &BTreeMap<usize, Rect>,
) -> Vec<(usize, Vec<Point>)> {
    let heads = ports(graph, links, layers, x, boxes);
    let mut routes = Vec::new();
    for (link, chain) in links.iter().zip(&layers.chains) {
        for (lane, &number) in link.edges.iter().enumerate() {
            let arc = &graph.edges[number];
            let (Some(low), Some(high)) = (boxes.get(&arc.low()), boxes.get(&arc.high())) else { continue };
            let top = bands[layers.items[chain[0]].row].0;
            let (foot, head) = heads.get(&number).copied().unwrap_or((low.centre().x, high.centre().x));
            let mut pen = if low.min.y > top + 0.5 {
                let mut pen = Pen::at(low.min.x, low.centre().y.min(low.min.y + 28.0));
                pen.turn_up(foot);
                pen.line(foot, top);
                pen
            } else {
                Pen::at(foot, low.min.y)
            };
            let side = LANE * (count(lane) - count(link.edges.len() - 1) / 2.0);
            for &item in chain.iter().take(chain.len() - 1).skip(1) {
                let (top, bottom) = bands[layers.items[item].row];
                pen.swing(x[item] + side, bottom);
                pen.line(x[item] + side, top);
            }
            let bottom = bands[layers.items[chain[chain.len() - 1]].row].1;
            pen.swing(head, bottom.max(high.max.y + STUB));
            pen.line(head, high.max.y);
            let mut route = pen.0;
            if arc.flipped {
                route.reverse();
            }
            routes.push((number, route));
        }
    }
    routes
}

/// Where each edge leaves its low box's top (or its lane's x) and meets its high box's bottom: spread out, and in the
/// order of what they lead to, so that they do not cross at the box.
fn ports(
    graph: &Graph,
    links: &[Link],
    layers: &Layers,
    x: &[f32],
    boxes: &BTreeMap<usize, Rect>,
) -> BTreeMap<usize, (f32, f32)> {
    /// An edge at a box: the x it leads to, then its lane.
    type End = (f32, usize, usize);
    let (mut feet, mut heads) = (BTreeMap::<usize, Vec<End>>::new(), BTreeMap::<usize, Vec<End>>::new());
    let mut ports: BTreeMap<usize, (f32, f32)> = BTreeMap::new();
    for (link, chain) in links.iter().zip(&layers.chains) {
        for (lane, &number) in link.edges.iter().enumerate() {
            let arc = &graph.edges[number];
            feet.entry(arc.low()).or_default().push((x[chain[1]], lane, number));
            heads.entry(arc.high()).or_default().push((x[chain[chain.len() - 2]], lane, number));
        }
    }
    for (ends, is_foot) in [(feet, true), (heads, false)] {
        for (node, mut ends) in ends {
            let Some(place) = boxes.get(&node) else { continue };
            ends.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
            let gaps = count(ends.len() - 1);
            let step = if gaps > 0.0 { (place.width() * 0.7 / gaps).min(22.0) } else { 0.0 };
            for (nth, &(_, _, number)) in ends.iter().enumerate() {
                let at = place.centre().x + step * (count(nth) - gaps / 2.0);
                let port = ports.entry(number).or_default();
                if is_foot { port.0 = at } else { port.1 = at }
            }
        }
    }
    // In a column all but the first box send their link up a lane on the left, the lowest furthest out.
    for link in links {
        for (lane, number) in link.edges.iter().rev().skip(1).rev().enumerate() {
            let arc = &graph.edges[*number];
            let first = link.edges.last().map(|&it| graph.edges[it].low());
            if first != Some(arc.low())
                && let (Some(port), Some(place)) = (ports.get_mut(number), boxes.get(&arc.low()))
            {
                port.0 = place.min.x - LANE * count(link.edges.len() - 1 - lane);
            }
        }
    }
    ports
}

/// A way for a link outside any block: straight to the nearest sides, over whatever lies between.
pub(super) fn direct(from: Rect, to: Rect) -> Vec<Point> {
    let (a, b) = (from.centre(), to.centre());
    let towards = |own: Rect, other: Point| {
        let lean = own.width() * 0.35;
        own.centre().x + ((other.x - own.centre().x) * 0.2).clamp(-lean, lean)
    };
    if to.max.y <= from.min.y || to.min.y >= from.max.y {
        let (start, end) = if to.max.y <= from.min.y { (from.min.y, to.max.y) } else { (from.max.y, to.min.y) };
        let mut pen = Pen::at(towards(from, b), start);
        let (x, stub) = (towards(to, a), STUB.min((start - end).abs() / 2.0));
        pen.swing(x, if start > end { end + stub } else { end - stub });
        pen.line(x, end);
        return pen.0;
    }
    let (start, end) = if a.x <= b.x { (from.max.x, to.min.x) } else { (from.min.x, to.max.x) };
    let middle = f32::midpoint(start, end);
    vec![Point { x: start, y: a.y }, Point { x: middle, y: a.y }, Point { x: middle, y: b.y }, Point { x: end, y: b.y }]
}
