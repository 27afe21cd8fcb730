//! Ways between parts: along the gaps between them, so that no link runs over a box.

use super::{Rect, geometry::count, route::Pen};
use crate::map::Point;
use std::collections::BTreeSet;

/// With more parts than this, links between them run straight: looking for ways would take too long.
const MOST: usize = 24;
/// How near to a part a way may run, and how far apart ways run, in px.
const LEAST: f32 = 8.0;
const FIRST: f32 = 13.0;
const LANE: f32 = 6.0;
const LANES: usize = 6;
/// So much longer a way may be, in px, to have a turn less.
const TURN: u32 = 60;

/// The way from a port on the upper edge of a part up to one on the lower edge of another, past all `parts`.
/// `number` tells which lane of the gaps it takes.
pub(super) fn way(parts: &[Rect], from: Point, to: Point, number: usize) -> Option<Vec<Point>> {
    if parts.len() > MOST {
        return None;
    }
    let off = FIRST + LANE * count(number % LANES);
    let (start, end) = (Point { x: from.x, y: from.y - off }, Point { x: to.x, y: to.y + off });
    let mut xs = vec![start.x, end.x];
    let mut ys = vec![start.y, end.y];
    for part in parts {
        xs.extend([part.min.x - off, part.max.x + off]);
        ys.extend([part.min.y - off, part.max.y + off]);
    }
    for line in [&mut xs, &mut ys] {
        line.sort_by(f32::total_cmp);
        line.dedup();
    }
    let find = |line: &[f32], at: f32| line.iter().position(|&it| it.total_cmp(&at).is_eq());
    let first = find(&xs, start.x)? * ys.len() + find(&ys, start.y)?;
    let last = find(&xs, end.x)? * ys.len() + find(&ys, end.y)?;
    let point = |it: usize| Point { x: xs[it / ys.len()], y: ys[it % ys.len()] };
    let free = |a: Point, b: Point| {
        let (min, max) = (Point { x: a.x.min(b.x), y: a.y.min(b.y) }, Point { x: a.x.max(b.x), y: a.y.max(b.y) });
        let line = Rect { min, max }.grown(LEAST);
        !parts.iter().any(|it| it.overlaps(line))
    };
    // Dijkstra, by place and by whether one came there upright: the cost, and where one came from.
    let mut found: Vec<(u32, usize)> = vec![(u32::MAX, usize::MAX); 2 * xs.len() * ys.len()];
    found[2 * first + 1].0 = 0;
    let mut queue = BTreeSet::from([(0_u32, 2 * first + 1)]);
    let mut end_state = 2 * last;
    while let Some((cost, state)) = queue.pop_first() {
        if state / 2 == last {
            end_state = state;
            break;
        }
        let (here, upright) = (state / 2, state % 2 == 1);
        let (column, row) = (here / ys.len(), here % ys.len());
        let mut next = [None; 4];
        next[0] = (row > 0).then(|| here - 1);
        next[1] = (row + 1 < ys.len()).then(|| here + 1);
        next[2] = (column > 0).then(|| here - ys.len());
        next[3] = (column + 1 < xs.len()).then(|| here + ys.len());
        for (nth, there) in next.into_iter().enumerate() {
            let Some(there) = there else { continue };
            let (a, b) = (point(here), point(there));
            let turn = if upright == (nth < 2) { 0 } else { TURN };
            let cost = cost.saturating_add(px((a.x - b.x).abs() + (a.y - b.y).abs())).saturating_add(turn);
            let state_there = 2 * there + usize::from(nth < 2);
            if cost < found[state_there].0 && free(a, b) {
                queue.remove(&(found[state_there].0, state_there));
                found[state_there] = (cost, state);
                queue.insert((cost, state_there));
            }
        }
    }
    let mut state = end_state;
    let mut points = vec![to];
    while state != usize::MAX {
        if found[state].0 == u32::MAX {
            return None;
        }
        points.push(point(state / 2));
        state = found[state].1;
    }
    points.push(from);
    points.reverse();
    Some(Pen::along(&points))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate; lengths are positive")]
fn px(length: f32) -> u32 {
    (length.min(1e8)) as u32
}
