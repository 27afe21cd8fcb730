//! The ways of the links.

use super::{
    Rect,
    geometry::count,
    layers::Layers,
    shape::{Drawing, LANE, Plan, STACK, Sheet},
    trial::Trial,
    units::Units,
};
use crate::map::Point;

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
        let straight = is_straight(&[from, a, b, to]);
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

/// Whether a curve of four control points is a straight line.
pub(super) fn is_straight(curve: &[Point]) -> bool {
    let [from, a, b, to] = curve else { return true };
    off(*from, *to, *a) < 0.1 && off(*from, *to, *b) < 0.1
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

pub(super) fn bezier(from: Point, a: Point, b: Point, to: Point, t: f32) -> Point {
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
pub(super) struct Pen(Vec<Point>);

impl Pen {
    /// At a point, to go on from there in so many curves or less.
    fn at(x: f32, y: f32, curves: usize) -> Self {
        let mut points = Vec::with_capacity(1 + 3 * curves);
        points.push(Point { x, y });
        Self(points)
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

    /// The way through these points, round the corners.
    pub fn along(points: &[Point]) -> Vec<Point> {
        let Some(&first) = points.first() else { return Vec::new() };
        let mut corners: Vec<Point> = vec![first];
        for (nth, &it) in points.iter().enumerate().skip(1) {
            let before = corners[corners.len() - 1];
            let straight = points.get(nth + 1).is_some_and(|next| off(before, *next, it) < 0.01);
            if !straight && distance(before, it) > 0.01 {
                corners.push(it);
            }
        }
        let mut pen = Self(vec![first]);
        for nth in 1..corners.len() {
            let (before, at) = (corners[nth - 1], corners[nth]);
            let Some(&next) = corners.get(nth + 1) else {
                pen.line(at.x, at.y);
                break;
            };
            let radius = 10.0_f32.min(distance(before, at) / 2.0).min(distance(at, next) / 2.0);
            let towards = |end: Point| {
                let share = radius / distance(at, end).max(0.01);
                Point { x: at.x + (end.x - at.x) * share, y: at.y + (end.y - at.y) * share }
            };
            pen.line(towards(before).x, towards(before).y);
            pen.0.extend([at, at, towards(next)]);
        }
        pen.0
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

/// Puts what a trial found into a drawing: cells, and ways upright past the boxes of a row, swinging over between rows.
pub(super) fn draw(sheet: &Sheet<'_>, trial: &Trial) -> Drawing {
    let Trial { plan, layers, columns: x, ports, heights, .. } = trial;
    let Units { all: units, members, links, ties, .. } = &*plan.units;
    let mut drawing = Drawing {
        at: vec![Point { x: 0.0, y: 0.0 }; sheet.cells.len()],
        ways: vec![Vec::new(); sheet.ties.len()],
        tangle: trial.tangle,
        ..Drawing::default()
    };
    for (number, (item, &x)) in layers.items.iter().zip(x).enumerate() {
        let Some(own) = item.unit else { continue };
        let unit = &units[own];
        let mut at = Point { x: x - unit.size.width / 2.0 + unit.room(), y: heights.tops[number] };
        for &cell in &members[own] {
            drawing.at[cell] = at;
            at.y += sheet.cells[cell].size.height + STACK;
        }
    }
    let foot_of = |at: Point, cell: usize| at.y + sheet.cells[cell].size.height;
    for (((link, ties), chain), swings) in links.iter().zip(ties.iter()).zip(layers.chains.iter()).zip(&heights.swings)
    {
        let first = ties.last().map_or(0, |&it| sheet.ties[it].low);
        let lanes = units[link.low].lanes;
        for (lane, &number) in ties.iter().enumerate() {
            let tie = &sheet.ties[number];
            let (low, high) = (drawing.at[tie.low], drawing.at[tie.high]);
            let (foot, head) = ports[number];
            let top = heights.tops[chain[0]];
            // Upright and over for each swing, up at the end; before that out of the frame, over, and up the lane.
            let curves = 2 * swings.len() + 1;
            let mut pen = if lanes > 0 && tie.low != first {
                let lane = low.x - LANE * count(lanes - lane);
                let mut pen = if tie.foot.is_some() {
                    // Up out of the frame, and over its corner.
                    let mut pen = Pen::at(foot, low.y, curves + 4);
                    pen.line(foot, low.y - STACK / 2.0);
                    pen
                } else {
                    Pen::at(low.x, low.y + (sheet.cells[tie.low].size.height / 2.0).min(28.0), curves + 3)
                };
                pen.turn_up(lane);
                pen.line(lane, top);
                pen
            } else {
                Pen::at(foot, low.y, curves)
            };
            let side = LANE * (count(lane) - count(ties.len() - 1) / 2.0);
            for (nth, &(top, bottom)) in swings.iter().enumerate() {
                let last = nth + 1 == swings.len();
                let to = if last { head } else { x[chain[nth + 1]] + side };
                let end = if last && tie.head.is_none() { top.max(foot_of(high, tie.high) + STUB) } else { top };
                pen.line(pen.last().x, bottom);
                pen.swing(to, end);
            }
            pen.line(head, foot_of(high, tie.high));
            drawing.ways[number] = pen.0;
        }
    }
    let boxes = sheet.cells.iter().zip(&drawing.at).map(|(cell, &at)| Rect::at(at, cell.size)).reduce(Rect::union);
    let ways = drawing.ways.iter().flatten();
    let all = ways.fold(boxes.unwrap_or_default(), |it, &at| it.union(Rect { min: at, max: at }));
    let back = |at: &mut Point| *at = Point { x: at.x - all.min.x, y: at.y - all.min.y };
    drawing.at.iter_mut().for_each(back);
    drawing.ways.iter_mut().flatten().for_each(back);
    drawing.size = all.size();
    drawing
}

/// Which range of x each piece of each link takes, from its low end.
pub(super) fn spans(plan: &Plan, layers: &Layers, x: &[f32], ports: &[(f32, f32)]) -> Vec<Vec<(f32, f32)>> {
    let links = plan.units.links.iter().zip(plan.units.ties.iter());
    let all = links.zip(layers.chains.iter()).map(|((link, ties), chain)| {
        let side = LANE * count(ties.len() - 1) / 2.0;
        let lanes = plan.units.all[link.low].lanes > 0;
        // What it meets an item with, and with lanes all from the leftmost one on.
        let ends = |head: bool| {
            let ends = ties.iter().map(|&it| if head { ports[it].1 } else { ports[it].0 });
            let (left, right) = ends.fold((f32::INFINITY, f32::NEG_INFINITY), |it, x| (it.0.min(x), it.1.max(x)));
            let edge = x[link.low] - plan.units.all[link.low].size.width / 2.0;
            if lanes && !head { (left.min(edge), right) } else { (left, right) }
        };
        let last = chain.len() - 1;
        let at = |nth: usize| match nth {
            0 => ends(false),
            n if n == last => ends(true),
            n => (x[chain[n]] - side, x[chain[n]] + side),
        };
        (0..last).map(|nth| (at(nth).0.min(at(nth + 1).0), at(nth).1.max(at(nth + 1).1))).collect()
    });
    all.collect()
}

/// Where each tie leaves the top of its low cell and meets the bottom of its high one. Where it is free to choose, the
/// ties share out the edge in the order of what they lead to, so that they do not cross at the box.
pub(super) fn ports(sheet: &Sheet<'_>, plan: &Plan, layers: &Layers, x: &[f32]) -> Vec<(f32, f32)> {
    let mut at = vec![0.0; sheet.cells.len()];
    for (item, &x) in layers.items.iter().zip(x) {
        let Some(own) = item.unit else { continue };
        let unit = &plan.units.all[own];
        plan.units.members[own].iter().for_each(|&cell| at[cell] = x - unit.size.width / 2.0 + unit.room());
    }
    let mut ports = vec![(0.0, 0.0); sheet.ties.len()];
    // Of each free end: the cell, whether it is a foot, the x it leads to, its lane.
    let mut free: Vec<(usize, bool, f32, usize, usize)> = Vec::new();
    for (ties, chain) in plan.units.ties.iter().zip(layers.chains.iter()) {
        let far = |item: usize, near: usize| {
            let own = layers.up[near].iter().chain(&layers.down[near]).find(|it| it.item == item);
            x[item] + own.map_or(0.0, |it| it.other)
        };
        for (lane, &number) in ties.iter().enumerate() {
            let tie = &sheet.ties[number];
            match tie.foot {
                Some(foot) => ports[number].0 = at[tie.low] + foot,
                None => free.push((tie.low, true, far(chain[1], chain[0]), lane, number)),
            }
            if let Some(head) = tie.head {
                ports[number].1 = at[tie.high] + head;
            } else {
                let (last, before) = (chain[chain.len() - 1], chain[chain.len() - 2]);
                free.push((tie.high, false, far(before, last), lane, number));
            }
        }
    }
    free.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)).then((a.3, a.4).cmp(&(b.3, b.4))));
    for ends in free.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (cell, is_foot) = (ends[0].0, ends[0].1);
        let (left, width) = (at[cell], sheet.cells[cell].size.width);
        let gaps = count(ends.len() - 1);
        let step = if gaps > 0.0 { (width * 0.7 / gaps).min(22.0) } else { 0.0 };
        for (nth, &(.., number)) in ends.iter().enumerate() {
            let at = left + width / 2.0 + step * (count(nth) - gaps / 2.0);
            if is_foot {
                ports[number].0 = at;
            } else {
                ports[number].1 = at;
            }
        }
    }
    ports
}

/// How far an end of a way may follow its box, in px, before the link had better find a new way.
const FOLLOWS: f32 = 160.0;

/// The way when the boxes at its ends have moved or grown a little, each `(before, after)`: all but its ends stays.
pub(super) fn following(way: &[Point], from: (Rect, Rect), to: (Rect, Rect)) -> Option<Vec<Point>> {
    let mut way = way.to_vec();
    let by = |end: Point, (before, after): (Rect, Rect)| {
        let (below, right) = ((end.y - before.max.y).abs() < 0.5, (end.x - before.max.x).abs() < 0.5);
        let y = if below { after.max.y - before.max.y } else { after.min.y - before.min.y };
        let x = if right { after.max.x - before.max.x } else { after.min.x - before.min.x };
        let near = x.abs() <= FOLLOWS && y.abs() <= FOLLOWS;
        // A box that is narrower now may not reach there any more.
        let meets = after.grown(0.5).contains(Point { x: end.x + x, y: end.y + y });
        (near && meets && before.grown(0.5).contains(end)).then_some(Point { x, y })
    };
    let last = way.len().checked_sub(2)?;
    let (start, end) = (by(*way.first()?, from)?, by(*way.last()?, to)?);
    for (points, by) in [(0..2.min(way.len()), start), (last..way.len(), end)] {
        for point in &mut way[points] {
            *point = Point { x: point.x + by.x, y: point.y + by.y };
        }
    }
    Some(way)
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
        let mut pen = Pen::at(towards(from, b), start, 2);
        let (x, stub) = (towards(to, a), STUB.min((start - end).abs() / 2.0));
        pen.swing(x, if start > end { end + stub } else { end - stub });
        pen.line(x, end);
        return pen.0;
    }
    let (start, end) = if a.x <= b.x { (from.max.x, to.min.x) } else { (from.min.x, to.max.x) };
    let middle = f32::midpoint(start, end);
    vec![Point { x: start, y: a.y }, Point { x: middle, y: a.y }, Point { x: middle, y: b.y }, Point { x: end, y: b.y }]
}
