//! The order within rows: fewer crossings by weighted medians and exchanges of neighbours
//! (Gansner, Koutsofios, North and Vo 1993, "A technique for drawing directed graphs", section 3), then by sifting
//! (Matuszewski, Schönfeld and Molitor 1999, "Using sifting for k-layer straightline crossing minimization").

use super::{
    geometry::count,
    layers::{Layers, Near},
    shape::Care,
};

const SWEEPS: usize = 16;
const EXCHANGES: usize = 6;
const SIFTS: usize = 4;
/// Neighbours with more pairs of links than this are not exchanged: it takes long and gains little.
const DENSE: usize = 1500;
/// Rows with more items are not sifted: it takes long.
const LONG: usize = 160;

/// Reorders the rows so that few links cross, and says how many do; keeps the first order if none is better.
/// The more care, the longer it takes, and the fewer do.
pub(super) fn run(layers: &mut Layers, care: Care) -> i64 {
    let (patience, sifts) = match care {
        Care::Rough => (1, 0),
        Care::Usual => (2, 1),
        Care::Thorough => (5, SIFTS),
    };
    let mut best = (crossings(layers), layers.rows.clone());
    let mut stale = 0;
    for sweep in 0..SWEEPS {
        if best.0 == 0 || stale == patience {
            break;
        }
        medians(layers, sweep % 2 == 0);
        exchange(layers);
        let now = crossings(layers);
        if now < best.0 {
            best = (now, layers.rows.clone());
            stale = 0;
        } else {
            stale += 1;
        }
    }
    layers.rows = best.1;
    for _ in 0..sifts {
        if best.0 == 0 || !sift(layers) {
            break;
        }
        exchange(layers);
    }
    if best.0 == 0 { 0 } else { crossings(layers) }
}

/// How many links cross between neighbouring rows, by counting inversions (Barth, Jünger and Mutzel 2002).
fn crossings(layers: &Layers) -> i64 {
    let positions = layers.positions();
    let mut all = 0;
    let mut ends: Vec<(f32, f32, i64)> = Vec::new();
    let (mut lows, mut tree): (Vec<f32>, Vec<i64>) = (Vec::new(), Vec::new());
    for row in &layers.rows {
        ends.clear();
        for &item in row {
            ends.extend(
                layers.down[item]
                    .iter()
                    .map(|it| (positions[item] + it.own_part, positions[it.item] + it.other_part, it.weight)),
            );
        }
        ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        lows.clear();
        lows.extend(ends.iter().map(|it| it.1));
        lows.sort_by(f32::total_cmp);
        lows.dedup();
        tree.clear();
        tree.resize(lows.len() + 1, 0_i64);
        let mut seen = 0;
        for &(_, low, weight) in &ends {
            let end = lows.partition_point(|&it| it < low);
            // Links seen before that end at `end` or left of it do not cross this one.
            let (mut at, mut before) = (end + 1, 0);
            while at > 0 {
                before += tree[at];
                at &= at - 1;
            }
            all += weight * (seen - before);
            seen += weight;
            let mut at = end + 1;
            while at < tree.len() {
                tree[at] += weight;
                at += at & at.wrapping_neg();
            }
        }
    }
    all
}

fn medians(layers: &mut Layers, downwards: bool) {
    let mut positions = layers.positions();
    let rows = layers.rows.len();
    let mut at = Vec::new();
    for step in 0..rows {
        let row = if downwards { step } else { rows - 1 - step };
        if layers.settled[row] {
            continue;
        }
        let others = if downwards { &layers.up } else { &layers.down };
        let mut keyed: Vec<(f32, usize)> = Vec::with_capacity(layers.rows[row].len());
        for &it in &layers.rows[row] {
            at.clear();
            at.extend(others[it].iter().map(|near| positions[near.item] + near.other_part));
            keyed.push((median(&mut at).unwrap_or_else(|| positions[it]), it));
        }
        // Stable, so equals keep their order.
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (place, &(_, item)) in keyed.iter().enumerate() {
            positions[item] = count(place);
            layers.rows[row][place] = item;
        }
    }
}

fn median(at: &mut [f32]) -> Option<f32> {
    at.sort_by(f32::total_cmp);
    let middle = at.len() / 2;
    Some(match at.len() {
        0 => return None,
        1 => at[0],
        2 => f32::midpoint(at[0], at[1]),
        n if n % 2 == 1 => at[middle],
        n => {
            let (left, right) = (at[middle - 1] - at[0], at[n - 1] - at[middle]);
            if left + right == 0.0 { at[middle] } else { (at[middle - 1] * right + at[middle] * left) / (left + right) }
        }
    })
}

/// How many more pairs of links cross if `left` stands left of `right` than the other way round.
fn worse(layers: &Layers, left: usize, right: usize, positions: &[f32]) -> i64 {
    let pairs = |a: &[Near], b: &[Near]| {
        let mut sum = 0_i64;
        for near in a {
            let a = positions[near.item] + near.other_part;
            let mut more = 0;
            for other in b {
                let b = positions[other.item] + other.other_part;
                more += other.weight * (i64::from(a > b) - i64::from(a < b));
            }
            sum += near.weight * more;
        }
        sum
    };
    pairs(&layers.up[left], &layers.up[right]) + pairs(&layers.down[left], &layers.down[right])
}

fn dense(layers: &Layers, a: usize, b: usize) -> bool {
    layers.up[a].len() * layers.up[b].len() + layers.down[a].len() * layers.down[b].len() > DENSE
}

fn exchange(layers: &mut Layers) {
    let mut positions = layers.positions();
    let rows = layers.rows.len();
    // Where nothing has changed, nor in the rows next to it, there is nothing to be gained.
    let mut waits: Vec<bool> = layers.settled.iter().map(|it| !it).collect();
    for _ in 0..EXCHANGES {
        let mut better = false;
        for row in 0..rows {
            if !std::mem::replace(&mut waits[row], false) {
                continue;
            }
            let mut changed = false;
            for place in 1..layers.rows[row].len() {
                let (left, right) = (layers.rows[row][place - 1], layers.rows[row][place]);
                if !dense(layers, left, right) && worse(layers, left, right, &positions) > 0 {
                    layers.rows[row].swap(place - 1, place);
                    positions.swap(left, right);
                    changed = true;
                }
            }
            if changed {
                better = true;
                let near = row.saturating_sub(1)..(row + 2).min(rows);
                for (waits, settled) in waits[near.clone()].iter_mut().zip(&layers.settled[near]) {
                    *waits = !settled;
                }
            }
        }
        if !better {
            break;
        }
    }
}

/// Moves each item to the best place in its row. Returns whether anything moved.
fn sift(layers: &mut Layers) -> bool {
    let mut positions = layers.positions();
    let mut moved = false;
    for row in 0..layers.rows.len() {
        if layers.settled[row] || layers.rows[row].len() > LONG {
            continue;
        }
        for item in layers.rows[row].clone() {
            let Some(at) = layers.rows[row].iter().position(|&it| it == item) else { continue };
            let (mut best, mut gain) = (at, 0);
            let mut sum = 0;
            for place in (0..at).rev() {
                sum -= worse(layers, layers.rows[row][place], item, &positions);
                if sum < gain {
                    (best, gain) = (place, sum);
                }
            }
            sum = 0;
            for place in at + 1..layers.rows[row].len() {
                sum -= worse(layers, item, layers.rows[row][place], &positions);
                if sum < gain {
                    (best, gain) = (place, sum);
                }
            }
            if best != at {
                layers.rows[row].remove(at);
                layers.rows[row].insert(best, item);
                for (place, &it) in layers.rows[row].iter().enumerate() {
                    positions[it] = count(place);
                }
                moved = true;
            }
        }
    }
    moved
}
