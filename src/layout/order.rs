//! The order within rows: fewer crossings by weighted medians and exchanges of neighbours
//! (Gansner, Koutsofios, North and Vo 1993, "A technique for drawing directed graphs", section 3), then by sifting
//! (Matuszewski, Schönfeld and Molitor 1999, "Using sifting for k-layer straightline crossing minimization").

use super::{geometry::count, layers::Layers, shape::Care};

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
    let mut memory = Memory::default();
    let mut best = (crossings(layers, &mut memory), layers.rows.clone());
    let mut stale = 0;
    for sweep in 0..SWEEPS {
        if best.0 == 0 || stale == patience {
            break;
        }
        medians(layers, sweep % 2 == 0);
        exchange(layers);
        let now = crossings(layers, &mut memory);
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
    if best.0 == 0 { 0 } else { crossings(layers, &mut memory) }
}

/// With fewer links between two rows, each is compared with each: that is faster than to sort them.
const FEW: usize = 48;

/// How many links cross between neighbouring rows, by counting inversions (Barth, Jünger and Mutzel 2002).
fn crossings(layers: &Layers, memory: &mut Memory) -> i64 {
    let positions = layers.positions();
    let mut all = 0;
    let Memory { ends, many } = memory;
    for row in &layers.rows {
        ends.clear();
        for &item in row {
            let first = ends.len();
            ends.extend(
                layers.down[item]
                    .iter()
                    .map(|it| (positions[item] + it.own_part, positions[it.item] + it.other_part, it.weight)),
            );
            // The items come in order, so only those of one need to be sorted.
            ends[first..].sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        }
        all += if ends.len() <= FEW { inversions(ends) } else { many.count(ends) };
    }
    all
}

/// Memory for one count after another.
#[derive(Default)]
struct Memory {
    /// Of each link between two rows: where it ends above and below, how many it stands for.
    ends: Vec<(f32, f32, i64)>,
    many: Inversions,
}

/// How many of these links, sorted by their upper ends, cross.
fn inversions(ends: &[(f32, f32, i64)]) -> i64 {
    let mut all = 0;
    for (nth, &(_, low, weight)) in ends.iter().enumerate() {
        let crossed: i64 = ends[..nth].iter().map(|it| if it.1 > low { it.2 } else { 0 }).sum();
        all += weight * crossed;
    }
    all
}

/// Memory for counting where there are many.
#[derive(Default)]
struct Inversions {
    lows: Vec<f32>,
    tree: Vec<i64>,
}

impl Inversions {
    /// The same by a tree of sums.
    fn count(&mut self, ends: &[(f32, f32, i64)]) -> i64 {
        let Self { lows, tree } = self;
        lows.clear();
        lows.extend(ends.iter().map(|it| it.1));
        lows.sort_unstable_by(f32::total_cmp);
        lows.dedup();
        tree.clear();
        tree.resize(lows.len() + 1, 0_i64);
        let (mut all, mut seen) = (0, 0);
        for &(_, low, weight) in ends {
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
        all
    }
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

/// Where the links of the items of one row end, and how many each stands for. While only that row is reordered they stay
/// there.
#[derive(Default)]
struct Ends {
    all: Vec<(f32, i64)>,
    /// Of each place in the row as it was: where its links up begin, those down begin, and those down end.
    starts: Vec<[usize; 3]>,
}

impl Ends {
    fn set(&mut self, layers: &Layers, row: usize, positions: &[f32]) {
        self.all.clear();
        self.starts.clear();
        for &item in &layers.rows[row] {
            let mut starts = [self.all.len(); 3];
            for (side, near) in [(1, &layers.up[item]), (2, &layers.down[item])] {
                self.all.extend(near.iter().map(|it| (positions[it.item] + it.other_part, it.weight)));
                starts[side] = self.all.len();
            }
            self.starts.push(starts);
        }
    }

    /// How many more pairs of links cross if `left` stands left of `right` than the other way round.
    fn worse(&self, left: usize, right: usize) -> i64 {
        let (left, right) = (self.starts[left], self.starts[right]);
        let pairs = |side: usize| {
            let (a, b) = (&self.all[left[side]..left[side + 1]], &self.all[right[side]..right[side + 1]]);
            let mut sum = 0_i64;
            for &(a, weight) in a {
                let more: i64 = b.iter().map(|&(b, other)| other * (i64::from(a > b) - i64::from(a < b))).sum();
                sum += weight * more;
            }
            sum
        };
        pairs(0) + pairs(1)
    }

    /// Whether to compare them would take long.
    fn dense(&self, left: usize, right: usize) -> bool {
        let count = |it: usize, side: usize| self.starts[it][side + 1] - self.starts[it][side];
        count(left, 0) * count(right, 0) + count(left, 1) * count(right, 1) > DENSE
    }
}

fn exchange(layers: &mut Layers) {
    let mut positions = layers.positions();
    let rows = layers.rows.len();
    // Where nothing has changed, nor in the rows next to it, there is nothing to be gained.
    let mut waits: Vec<bool> = layers.settled.iter().map(|it| !it).collect();
    let (mut ends, mut order) = (Ends::default(), Vec::new());
    for _ in 0..EXCHANGES {
        let mut better = false;
        for row in 0..rows {
            if !std::mem::replace(&mut waits[row], false) {
                continue;
            }
            let mut changed = false;
            ends.set(layers, row, &positions);
            order.clear();
            order.extend(0..layers.rows[row].len());
            for place in 1..order.len() {
                let (left, right) = (order[place - 1], order[place]);
                if !ends.dense(left, right) && ends.worse(left, right) > 0 {
                    order.swap(place - 1, place);
                    layers.rows[row].swap(place - 1, place);
                    changed = true;
                }
            }
            if changed {
                better = true;
                for (place, &item) in layers.rows[row].iter().enumerate() {
                    positions[item] = count(place);
                }
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
    let (mut ends, mut order) = (Ends::default(), Vec::new());
    for row in 0..layers.rows.len() {
        let items = layers.rows[row].len();
        if layers.settled[row] || items > LONG {
            continue;
        }
        ends.set(layers, row, &positions);
        // The items, by their places before, in the order they come to stand in.
        order.clear();
        order.extend(0..items);
        let mut changed = false;
        for item in 0..items {
            let Some(at) = order.iter().position(|&it| it == item) else { continue };
            let (mut best, mut gain) = (at, 0);
            let mut sum = 0;
            for place in (0..at).rev() {
                sum -= ends.worse(order[place], item);
                if sum < gain {
                    (best, gain) = (place, sum);
                }
            }
            sum = 0;
            for (place, &other) in order.iter().enumerate().skip(at + 1) {
                sum -= ends.worse(item, other);
                if sum < gain {
                    (best, gain) = (place, sum);
                }
            }
            if best != at {
                order.remove(at);
                order.insert(best, item);
                changed = true;
            }
        }
        if changed {
            moved = true;
            layers.rows[row] = order.iter().map(|&it| layers.rows[row][it]).collect();
            for (place, &it) in layers.rows[row].iter().enumerate() {
                positions[it] = count(place);
            }
        }
    }
    moved
}
