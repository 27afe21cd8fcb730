//! Ways between parts: along the gaps between them, so that no link runs over a box.
//!
//! Every part has a line along each of its sides, as far as nothing is in the way; where lines cross a way may turn.
//! From each part that links lead up to, one search goes to all others (Dijkstra 1959), so its links share their ways.

use super::{Rect, geometry::count, queue::Queue, route::Pen};
use crate::map::Point;
use std::cmp::Ordering;

/// With more parts than this, links between them run straight: looking for ways would take too long. So they do if the
/// parts, each of which may be searched from, and the crossings of lines, each of which a search may see, make more.
const MOST: usize = 1000;
const WORK: usize = 2_000_000;
/// How near to a part a way may run, and how far apart ways in one gap run, in px.
const LEAST: f32 = 8.0;
const LANE: f32 = 6.0;
/// So many ways run side by side in a gap, on either side of its middle.
const LANES: usize = 3;
/// Nor do ways fill a gap's sides, where links leave the parts, in px.
const FREE: f32 = 5.0;
/// So much longer a way may be, in px, to have a turn less.
const TURN: f32 = 60.0;

/// A line along a gap: upright or not, where it is, from where to where.
#[derive(Clone, Copy)]
struct Line {
    upright: bool,
    at: f32,
    from: f32,
    to: f32,
}

/// Where two lines cross.
struct Crossing {
    at: Point,
    /// The level one of them.
    level: u32,
    /// The next crossings: left, right, above, below.
    next: [u32; 4],
}

const NONE: u32 = u32::MAX;

/// The gaps between parts.
pub(super) struct Gutters {
    lines: Vec<Line>,
    /// The lines above and below each part.
    above: Vec<u32>,
    below: Vec<u32>,
    crossings: Vec<Crossing>,
    /// The crossings on each line, from left to right or from top to bottom.
    on: Vec<Vec<u32>>,
    /// The middle of each part.
    middles: Vec<f32>,
    /// How many lanes there are on either side of the middle.
    lanes: usize,
    /// Of each part that links lead to: from each crossing, coming along a level line and along an upright one, what
    /// is left, and the state one goes on to.
    found: Vec<Option<Vec<(f32, u32)>>>,
}

impl Gutters {
    /// The gaps between `parts`, which stand at least `gap` apart, if there are not too many.
    pub fn new(parts: &[Rect], gap: f32) -> Option<Self> {
        if !(2..=MOST).contains(&parts.len()) {
            return None;
        }
        let lanes = (0..=LANES).rev().find(|&it| LANE * count(it) + LEAST + FREE <= gap / 2.0).unwrap_or(0);
        let room = LANE * count(lanes) + LEAST;
        let beside = parts.iter().flat_map(|&part| {
            let Rect { min, max } = part.grown(gap / 2.0);
            let sides = [(false, min.y), (false, max.y), (true, min.x), (true, max.x)];
            sides.map(|side| Line::new(parts, part, side, room))
        });
        let (distinct, names) = distinct(&beside.collect::<Vec<_>>());
        let mut gutters = Self {
            lines: distinct,
            above: names.iter().step_by(4).copied().collect(),
            below: names.iter().skip(1).step_by(4).copied().collect(),
            crossings: Vec::new(),
            on: Vec::new(),
            middles: parts.iter().map(|it| it.centre().x).collect(),
            lanes,
            found: vec![None; parts.len()],
        };
        gutters.cross();
        Some(gutters).filter(|it| it.crossings.len() * parts.len() <= WORK)
    }

    /// Finds where lines cross, and what is next to what.
    fn cross(&mut self) {
        self.on = vec![Vec::new(); self.lines.len()];
        let first = self.lines.partition_point(|it| !it.upright);
        // Levels from top to bottom, upright ones from left to right: so the crossings on each come in order.
        for level in 0..first {
            for upright in first..self.lines.len() {
                let (a, b) = (self.lines[level], self.lines[upright]);
                if !(a.from..=a.to).contains(&b.at) || !(b.from..=b.to).contains(&a.at) {
                    continue;
                }
                let number = name(self.crossings.len());
                let mut next = [NONE; 4];
                for (side, line) in [(0, level), (2, upright)] {
                    if let Some(&before) = self.on[line].last() {
                        next[side] = before;
                        self.crossings[before as usize].next[side + 1] = number;
                    }
                    self.on[line].push(number);
                }
                self.crossings.push(Crossing { at: Point { x: b.at, y: a.at }, level: name(level), next });
            }
        }
    }

    /// The way from a port on the upper edge of a part up to one on the lower edge of another: parts by number.
    /// `number` tells which lane of the gaps it takes.
    pub fn way(&mut self, from: (usize, Point), to: (usize, Point), number: usize) -> Option<Vec<Point>> {
        let (up, down) = (self.above[from.0], self.below[to.0]);
        let (start, goal) = (*self.lines.get(up as usize)?, *self.lines.get(down as usize)?);
        let reaches = |line: Line, x: f32| (line.from..=line.to).contains(&x);
        if !reaches(start, from.1.x) || !reaches(goal, to.1.x) {
            return None;
        }
        let lane = count(number % (2 * self.lanes + 1)) - count(self.lanes);
        let by = LANE * lane;
        let mut points = vec![from.1, Point { x: from.1.x, y: start.at + by }];
        if up != down {
            if self.found[to.0].is_none() {
                self.found[to.0] = Some(self.search(down, self.middles[to.0]));
            }
            let found = self.found[to.0].as_deref()?;
            let turns = &self.on[up as usize];
            let right = turns.partition_point(|&it| self.crossings[it as usize].at.x < from.1.x);
            let near =
                [right.checked_sub(1), Some(right)].into_iter().flatten().filter_map(|it| turns.get(it).copied());
            let states = near.flat_map(|it| [(it * 2, 0.0), (it * 2 + 1, TURN)]);
            let cost = |&(state, turn): &(u32, f32)| {
                turn + found[state as usize].0 + (self.crossings[state as usize / 2].at.x - from.1.x).abs()
            };
            let best = states.min_by(|a, b| cost(a).total_cmp(&cost(b)))?;
            let mut state = best.0;
            if !cost(&best).is_finite() {
                return None;
            }
            while state != NONE {
                let it = &self.crossings[state as usize / 2];
                points.push(Point { x: it.at.x + by, y: it.at.y + by });
                if it.level == down {
                    break;
                }
                state = found[state as usize].1;
            }
        }
        points.extend([Point { x: to.1.x, y: goal.at + by }, to.1]);
        Some(Pen::along(&points))
    }

    /// What is left from each crossing to a level line, and the state one goes on to.
    fn search(&self, goal: u32, middle: f32) -> Vec<(f32, u32)> {
        let mut found = vec![(f32::INFINITY, NONE); 2 * self.crossings.len()];
        let mut queue = Queue::default();
        let ends = &self.on[goal as usize];
        for &it in ends {
            // Where on the part's edge a link ends is not known here: its middle is taken.
            let left = (self.crossings[it as usize].at.x - middle).abs();
            found[2 * it as usize].0 = left;
            queue.push(left, 2 * it as usize);
        }
        while let Some((least, state)) = queue.pop() {
            let cost = found[state].0;
            // Done already, if one has come there at less cost since.
            if cost < least {
                continue;
            }
            let here = state / 2;
            for (side, &there) in self.crossings[here].next.iter().enumerate() {
                if there == NONE {
                    continue;
                }
                let upright = usize::from(side >= 2);
                let (a, b) = (self.crossings[here].at, self.crossings[there as usize].at);
                let turn = if state % 2 == upright { 0.0 } else { TURN };
                let cost = cost + (a.x - b.x).abs() + (a.y - b.y).abs() + turn;
                let next = 2 * there as usize + upright;
                if cost < found[next].0 {
                    found[next] = (cost, name(state));
                    queue.push(cost, next);
                }
            }
        }
        found
    }
}

impl Line {
    /// The line through a gap beside `part`, as far as no other one is nearer to it than `room`.
    fn new(parts: &[Rect], part: Rect, (upright, at): (bool, f32), room: f32) -> Self {
        let along = |it: Rect| if upright { (it.min.y, it.max.y) } else { (it.min.x, it.max.x) };
        let across = |it: Rect| if upright { (it.min.x, it.max.x) } else { (it.min.y, it.max.y) };
        let own = along(part);
        let mut line = Self { upright, at, from: f32::NEG_INFINITY, to: f32::INFINITY };
        for &other in parts {
            let (near, far) = across(other);
            if near < at + room && at - room < far {
                let (start, end) = along(other);
                if end <= own.0 {
                    line.from = line.from.max(end + room);
                } else if start >= own.1 {
                    line.to = line.to.min(start - room);
                } else {
                    // Right beside it: there is no line.
                    (line.from, line.to) = (f32::INFINITY, f32::NEG_INFINITY);
                }
            }
        }
        line
    }
}

/// The lines, each once, level ones first, in order of where they are; and the number of each given one among them, if
/// there is any room for it.
fn distinct(all: &[Line]) -> (Vec<Line>, Vec<u32>) {
    let place = |it: &Line| [it.at, it.from, it.to];
    let order = |a: &Line, b: &Line| {
        let places = place(a).into_iter().zip(place(b)).map(|(a, b)| a.total_cmp(&b));
        a.upright.cmp(&b.upright).then(places.fold(Ordering::Equal, Ordering::then))
    };
    let mut sorted: Vec<usize> = (0..all.len()).filter(|&it| all[it].from <= all[it].to).collect();
    sorted.sort_by(|&a, &b| order(&all[a], &all[b]).then(a.cmp(&b)));
    let mut names = vec![NONE; all.len()];
    let mut lines: Vec<Line> = Vec::new();
    for it in sorted {
        let line = all[it];
        let same = |last: &Line| {
            let ends = (last.upright, last.from.to_bits(), last.to.to_bits());
            ends == (line.upright, line.from.to_bits(), line.to.to_bits()) && (last.at - line.at).abs() < 0.5
        };
        if !lines.last().is_some_and(same) {
            lines.push(line);
        }
        names[it] = name(lines.len() - 1);
    }
    (lines, names)
}

fn name(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NONE)
}
