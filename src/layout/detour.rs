//! A way for one link through a drawing that stands: past all boxes, across few other links.
//!
//! Dijkstra's algorithm, led by the distance that is left (A*), on the lines that run close past the boxes (after
//! Wybrow, Marriott and Stuckey 2009, "Orthogonal connector routing").

use super::{Rect, geometry::count, queue::Queue, route::Pen};
use crate::map::Point;

/// So much longer a way may be, in px, to have a turn less, or to cross one link less.
const TURN: f32 = 40.0;
pub(super) const CROSSING: f32 = 500.0;
/// How near to boxes a way runs, and how near it may come to them, in px.
const BESIDE: f32 = 6.5;
const LEAST: f32 = 4.0;
/// So far above its box or below it a way turns first, in px, if there is room; if there is little; beside its box.
pub(super) const STUB: f32 = 14.0;
pub(super) const SHORT_STUB: f32 = 9.0;
const SIDE_STUB: f32 = 10.0;
/// What it costs to meet a box at a side, or where another link does.
const SIDE: f32 = 120.0;
const SHARED: f32 = 40.0;
/// The grid has at most so many points: beyond, lines close to others are left out.
const POINTS: usize = 12_000;

/// What a way has to mind.
pub(super) struct Surroundings {
    /// The boxes, also those at its ends.
    pub boxes: Vec<Rect>,
    /// The pieces of links with no end in common with it.
    pub lines: Vec<(Point, Point)>,
    /// Where other links meet the boxes at its ends.
    pub ports: Vec<Point>,
}

/// The grid of lines within which ways are looked for.
struct Net {
    xs: Vec<f32>,
    ys: Vec<f32>,
    /// What it costs to go on from each point to the right and downwards; infinite over boxes.
    right: Vec<f32>,
    down: Vec<f32>,
}

/// The best way from the box of a reason to that of a conclusion within `area`. `lane`, from 0 to 7, shifts the lines
/// it runs along a little, so that different links do not run one on another.
///
pub(super) fn find(
    [from, to]: [Rect; 2],
    area: Rect,
    around: &Surroundings,
    lane: u8,
    limits: Limits<'_>,
) -> Option<Vec<Point>> {
    let off = BESIDE + 0.75 * f32::from(lane % 8);
    let starts = ends(from, to, true, &around.ports, limits.stub);
    let goals = ends(to, from, false, &around.ports, limits.stub);
    let net = Net::new(&[&starts[..], &goals[..]].concat(), area, around, off);
    let (start, points) = net.search(&starts, &goals, limits)?;
    let ways = std::iter::once(starts[start].port).chain(points);
    Some(Pen::along(&ways.collect::<Vec<_>>()))
}

/// A way from one point to another, each with whether it leads upright there: its points.
pub(super) fn between(
    [from, to]: [(Point, bool); 2],
    area: Rect,
    around: &Surroundings,
    lane: u8,
    limits: Limits<'_>,
) -> Option<Vec<Point>> {
    let end = |(at, upright)| End { port: at, out: at, upright, cost: 0.0 };
    let (start, goal) = (end(from), end(to));
    let net = Net::new(&[start, goal], area, around, BESIDE + 0.75 * f32::from(lane % 8));
    Some(net.search(&[start], &[goal], limits)?.1)
}

/// Which of some places for the box at one end of a link, each with what it costs to stand there, has the best way to
/// the box at the other end; `up` if the link leads up from there.
pub(super) fn choose(
    places: &[(f32, Rect)],
    other: Rect,
    up: bool,
    area: Rect,
    around: &Surroundings,
    limits: Limits<'_>,
) -> Option<usize> {
    let mut starts: Vec<End> = Vec::with_capacity(places.len());
    for &(more, place) in places {
        let (x, y) = (place.centre().x, if up { place.min.y } else { place.max.y });
        let out = Point { x, y: if up { y - STUB } else { y + STUB } };
        starts.push(End { port: Point { x, y }, out, upright: true, cost: more });
    }
    let goals = ends(other, places.first()?.1, !up, &around.ports, limits.stub);
    let net = Net::new(&[&starts[..], &goals[..]].concat(), area, around, BESIDE);
    Some(net.search(&starts, &goals, limits)?.0)
}

/// How a way is looked for.
pub(super) struct Limits<'a> {
    /// Only ways that cost less.
    pub most: f32,
    /// So far above its box or below it the way turns first, in px.
    pub stub: f32,
    /// How many steps more may be taken.
    pub work: &'a mut usize,
}

/// A place where a way may meet a box, the place just outside where it turns first, and what that costs.
#[derive(Clone, Copy)]
struct End {
    port: Point,
    out: Point,
    upright: bool,
    cost: f32,
}

fn ends(own: Rect, other: Rect, up: bool, ports: &[Point], stub: f32) -> Vec<End> {
    let above = other.max.y + 2.0 * STUB <= own.min.y;
    let below = other.min.y >= own.max.y + 2.0 * STUB;
    let shared = |at: Point| {
        let near = ports.iter().filter(|it| (it.x - at.x).abs() < 6.0 && (it.y - at.y).abs() < 6.0).count();
        SHARED * count(near.min(3))
    };
    let mut all = Vec::new();
    // Reasons leave upwards and conclusions are met from below, unless they stand the other way round.
    let best_top = if above || below { above } else { up };
    for top in [true, false] {
        let (y, out) = if top { (own.min.y, own.min.y - stub) } else { (own.max.y, own.max.y + stub) };
        let wrong = if top == best_top { 0.0 } else { SIDE * 2.0 };
        for share in [0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9] {
            let x = own.min.x + own.width() * share;
            let port = Point { x, y };
            let aside = (share - 0.5).abs() * 20.0;
            all.push(End { port, out: Point { x, y: out }, upright: true, cost: wrong + aside + shared(port) });
        }
    }
    for (x, out) in [(own.min.x, own.min.x - SIDE_STUB), (own.max.x, own.max.x + SIDE_STUB)] {
        let y = if up { own.min.y + (own.height() / 2.0).min(28.0) } else { own.centre().y };
        let port = Point { x, y };
        let cost = if up { SIDE / 4.0 } else { SIDE } + shared(port);
        all.push(End { port, out: Point { x: out, y }, upright: false, cost });
    }
    all
}

impl Net {
    fn new(ends: &[End], area: Rect, around: &Surroundings, off: f32) -> Self {
        let own = |of: fn(Point) -> f32| ends.iter().map(|it| of(it.out)).collect::<Vec<f32>>();
        let (own_x, own_y) = (own(|it| it.x), own(|it| it.y));
        let within = |it: f32, min: f32, max: f32| (min..=max).contains(&it);
        let boxes = around.boxes.iter().map(|it| it.grown(off));
        let (mut xs, mut ys) = (Vec::new(), Vec::new());
        for it in boxes {
            xs.extend([it.min.x, it.max.x].into_iter().filter(|&it| within(it, area.min.x, area.max.x)));
            ys.extend([it.min.y, it.max.y].into_iter().filter(|&it| within(it, area.min.y, area.max.y)));
        }
        let mut apart = 4.0;
        loop {
            let (x, y) = (lines(&xs, &own_x, apart), lines(&ys, &own_y, apart));
            if x.len() * y.len() <= POINTS || apart > 500.0 {
                (xs, ys) = (x, y);
                break;
            }
            apart *= 1.6;
        }
        let points = xs.len() * ys.len();
        let mut net = Self { right: vec![0.0; points], down: vec![0.0; points], xs, ys };
        for at in 0..points {
            let (column, row) = (at % net.xs.len(), at / net.xs.len());
            net.right[at] = net.xs.get(column + 1).map_or(0.0, |it| it - net.xs[column]);
            net.down[at] = net.ys.get(row + 1).map_or(0.0, |it| it - net.ys[row]);
        }
        for &line in &around.lines {
            net.cross(line);
        }
        for &it in &around.boxes {
            net.block(it.grown(LEAST));
        }
        net
    }

    fn point(&self, at: usize) -> Point {
        Point { x: self.xs[at % self.xs.len()], y: self.ys[at / self.xs.len()] }
    }

    /// Makes it dearer to cross a line.
    fn cross(&mut self, (a, b): (Point, Point)) {
        let wide = self.xs.len();
        let (left, right) = if a.x <= b.x { (a, b) } else { (b, a) };
        let (top, bottom) = if a.y <= b.y { (a, b) } else { (b, a) };
        for row in self.ys.partition_point(|&it| it <= top.y)..self.ys.partition_point(|&it| it < bottom.y) {
            let x = top.x + (bottom.x - top.x) * (self.ys[row] - top.y) / (bottom.y - top.y);
            let column = self.xs.partition_point(|&it| it <= x);
            if column > 0 && column < wide {
                self.right[row * wide + column - 1] += CROSSING;
            }
        }
        for column in self.xs.partition_point(|&it| it <= left.x)..self.xs.partition_point(|&it| it < right.x) {
            let y = left.y + (right.y - left.y) * (self.xs[column] - left.x) / (right.x - left.x);
            let row = self.ys.partition_point(|&it| it <= y);
            if row > 0 && row < self.ys.len() {
                self.down[(row - 1) * wide + column] += CROSSING;
            }
        }
    }

    /// Makes it impossible to run over a box.
    fn block(&mut self, it: Rect) {
        let wide = self.xs.len();
        let inside = |line: &[f32], min: f32, max: f32| {
            (line.partition_point(|&at| at <= min), line.partition_point(|&at| at < max))
        };
        let (left, right) = inside(&self.xs, it.min.x, it.max.x);
        let (top, bottom) = inside(&self.ys, it.min.y, it.max.y);
        for row in top..bottom {
            for column in left.saturating_sub(1)..right {
                self.right[row * wide + column] = f32::INFINITY;
            }
        }
        for row in top.saturating_sub(1)..bottom {
            for column in left..right {
                self.down[row * wide + column] = f32::INFINITY;
            }
        }
    }

    fn at(&self, point: Point) -> Option<usize> {
        let column = self.xs.binary_search_by(|it| it.total_cmp(&point.x)).ok()?;
        let row = self.ys.binary_search_by(|it| it.total_cmp(&point.y)).ok()?;
        Some(row * self.xs.len() + column)
    }

    /// Where the best way starts, and where it turns and ends.
    fn search(&self, starts: &[End], goals: &[End], limits: Limits<'_>) -> Option<(usize, Vec<Point>)> {
        let Limits { most, work, .. } = limits;
        *work = work.saturating_sub(self.right.len() / 16);
        let (wide, high) = (self.xs.len(), self.ys.len());
        let bounds = goals.iter().map(|it| Rect { min: it.out, max: it.out }).reduce(Rect::union)?;
        // The least that is left from each column and row on.
        let left = |line: &[f32], min: f32, max: f32| -> Vec<f32> {
            line.iter().map(|&it| (min - it).max(it - max).max(0.0)).collect()
        };
        let across = left(&self.xs, bounds.min.x, bounds.max.x);
        let along = left(&self.ys, bounds.min.y, bounds.max.y);
        // By point and by whether one came there upright: the cost so far and where one came from.
        let mut found = vec![(f32::INFINITY, u32::MAX); 2 * self.right.len()];
        // What one has gone on from. In its bucket another way to it may come later that costs a few px less: to go on
        // from it once more gains less than it takes.
        let mut done = vec![false; found.len()];
        let mut queue = Queue::default();
        for end in starts {
            if let Some(at) = self.at(end.out) {
                let state = 2 * at + usize::from(end.upright);
                if end.cost < found[state].0 {
                    found[state].0 = end.cost;
                    queue.push(end.cost + across[at % wide] + along[at / wide], state);
                }
            }
        }
        let mut ends: Vec<(usize, &End)> = goals.iter().filter_map(|it| Some((self.at(it.out)?, it))).collect();
        ends.sort_by_key(|it| it.0);
        let mut best: Option<(f32, usize, &End)> = None;
        while let Some((reach, state)) = queue.pop() {
            if best.is_some_and(|it| it.0 <= reach) {
                break;
            }
            let (here, upright) = (state / 2, state % 2 == 1);
            let (column, row) = (here % wide, here / wide);
            let cost = found[state].0;
            if std::mem::replace(&mut done[state], true) {
                continue;
            }
            *work = work.checked_sub(1)?;
            if along[row] == 0.0 && across[column] == 0.0 {
                for (_, end) in &ends[ends.partition_point(|it| it.0 < here)..ends.partition_point(|it| it.0 <= here)] {
                    let cost = cost + end.cost + if end.upright == upright { 0.0 } else { TURN };
                    if best.is_none_or(|it| cost < it.0) {
                        best = Some((cost, state, end));
                    }
                }
            }
            let [flat, steep] = if upright { [TURN, 0.0] } else { [0.0, TURN] };
            let mut go = |there: usize, more: f32, left: f32, upright: usize| {
                let (cost, next) = (cost + more, 2 * there + upright);
                if cost < found[next].0 && cost < most && !done[next] {
                    found[next] = (cost, u32::try_from(state).unwrap_or(u32::MAX));
                    queue.push(cost + left, next);
                }
            };
            if row > 0 {
                go(here - wide, steep + self.down[here - wide], across[column] + along[row - 1], 1);
            }
            if row + 1 < high {
                go(here + wide, steep + self.down[here], across[column] + along[row + 1], 1);
            }
            if column > 0 {
                go(here - 1, flat + self.right[here - 1], across[column - 1] + along[row], 0);
            }
            if column + 1 < wide {
                go(here + 1, flat + self.right[here], across[column + 1] + along[row], 0);
            }
        }
        let (_, state, goal) = best?;
        let mut points = vec![goal.port];
        let mut next = u32::try_from(state).unwrap_or(u32::MAX);
        while next != u32::MAX {
            points.push(self.point(next as usize / 2));
            next = found[next as usize].1;
        }
        let out = *points.last()?;
        let same = |it: Point| (it.x, it.y) == (out.x, out.y);
        let start = (0..starts.len()).filter(|&it| same(starts[it].out));
        let start = start.min_by(|&a, &b| starts[a].cost.total_cmp(&starts[b].cost))?;
        points.reverse();
        Some((start, points))
    }
}

/// The lines at these places, none nearer to another than `apart`, and those that must be there.
fn lines(all: &[f32], own: &[f32], apart: f32) -> Vec<f32> {
    let mut lines = own.to_vec();
    lines.sort_by(f32::total_cmp);
    lines.dedup();
    let mut rest = all.to_vec();
    rest.sort_by(f32::total_cmp);
    let mut last = f32::NEG_INFINITY;
    rest.retain(|&it| {
        let after = lines.partition_point(|&own| own < it);
        let near = |nth: Option<usize>| nth.and_then(|nth| lines.get(nth)).is_some_and(|own| (own - it).abs() < 1.0);
        let keep = it - last >= apart && !near(Some(after)) && !near(after.checked_sub(1));
        if keep {
            last = it;
        }
        keep
    });
    lines.extend(rest);
    lines.sort_by(f32::total_cmp);
    lines
}
