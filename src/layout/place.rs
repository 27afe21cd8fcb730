//! Coordinates: each row as near as can be to what it is linked to, without changing its order.

use super::{
    geometry::count,
    layers::{Layers, Lists, Near},
    shape::Care,
};

const SWEEPS: usize = 16;
/// Once nothing moves farther in a sweep, in px, it stays.
const STILL: f32 = 1.0;
/// How strongly everything is drawn to the middle, against 1 for a link: keeps the drawing from spreading.
const INWARDS: f32 = 0.08;

/// The x of each item's middle. No row reaches farther than the widest one has to, within bounds that move to the right
/// by `lean` from the first row to the last one.
///
/// Rows in turn take the places nearest to the mean of their neighbours', in the sense of least squares; with the
/// order fixed that is an isotonic regression, solved exactly by pooling neighbours that collide (Barlow and others
/// 1972, "Statistical inference under order restrictions"), within bounds by cutting its solution off at them.
pub(super) fn columns(layers: &Layers, gap: f32, lean: f32, care: Care) -> Vec<f32> {
    let mut x = vec![0.0; layers.items.len()];
    for row in &layers.rows {
        let mut at = 0.0;
        for (place, &item) in row.iter().enumerate() {
            if place > 0 {
                at += separation(layers, row[place - 1], item, gap);
            }
            x[item] = at;
        }
        for &item in row {
            x[item] -= at / 2.0;
        }
    }
    let rows = layers.rows.len();
    let most = layers.rows.iter().map(|row| width(layers, row, &x)).fold(0.0, f32::max);
    let pulls = Pulls::new(layers, gap);
    let mut pools = Vec::new();
    let sweeps = if care == Care::Rough { SWEEPS / 2 } else { SWEEPS };
    for sweep in 0..sweeps {
        let mut moved = 0.0_f32;
        for step in 0..rows {
            let row = if sweep % 2 == 0 { step } else { rows - 1 - step };
            // First one side after the other, then both: so whole branches move before they balance.
            let both = sweep >= sweeps / 2;
            let sides = (both || sweep % 2 == 0, both || sweep % 2 == 1);
            let middle = lean * (count(row) / count(rows.max(2) - 1) - 0.5);
            let bounds = (middle - most / 2.0, middle + most / 2.0);
            moved = moved.max(pulls.settle(layers, &layers.rows[row], sides, bounds, &mut x, &mut pools));
        }
        if sweep >= sweeps / 2 && moved < STILL {
            break;
        }
    }
    straighten(layers, gap, &mut x);
    x
}

/// What draws each item where, as far as it stays the same from sweep to sweep.
struct Pulls {
    /// How far each item stands, at least, from the first one in its row.
    offsets: Vec<f32>,
    /// The items above each item and below it: which, how far from its middle it is met, how far from that of this one,
    /// and how strongly it draws.
    up: Lists<(usize, f32, f32, f32)>,
    down: Lists<(usize, f32, f32, f32)>,
}

impl Pulls {
    fn new(layers: &Layers, gap: f32) -> Self {
        let mut offsets = vec![0.0; layers.items.len()];
        for row in &layers.rows {
            for pair in row.windows(2) {
                offsets[pair[1]] = offsets[pair[0]] + separation(layers, pair[0], pair[1], gap);
            }
        }
        let bends = |item: usize| usize::from(layers.items[item].unit.is_none());
        let side = |lists: &Lists<Near>| {
            // Long links should run straight: Gansner and others 1993, section 4, weighs them 1, 2 and 8.
            lists.map(|item, it| (it.item, it.other, it.own, [1.0, 2.0, 8.0][bends(item) + bends(it.item)]))
        };
        Self { offsets, up: side(&layers.up), down: side(&layers.down) }
    }

    /// Moves the items of a row between `left` and `right`, and returns how far at most.
    fn settle(
        &self,
        layers: &Layers,
        row: &[usize],
        (up, down): (bool, bool),
        (left, right): (f32, f32),
        x: &mut [f32],
        pools: &mut Vec<Pool>,
    ) -> f32 {
        pools.clear();
        for &item in row {
            let (mut weight, mut sum) = (INWARDS, INWARDS * f32::midpoint(left, right));
            for side in [(up, &self.up), (down, &self.down)].into_iter().filter(|it| it.0) {
                for &(near, other, own, pull) in &side.1[item] {
                    weight += pull;
                    sum += pull * (x[near] + other - own);
                }
            }
            let mut pool = Pool { weight, sum: sum - weight * self.offsets[item], items: 1 };
            while let Some(last) = pools.pop_if(|last| last.sum * pool.weight > pool.sum * last.weight) {
                pool = Pool {
                    weight: last.weight + pool.weight,
                    sum: last.sum + pool.sum,
                    items: last.items + pool.items,
                };
            }
            pools.push(pool);
        }
        let half = |item: Option<&usize>| item.map_or(0.0, |&it| layers.items[it].width / 2.0);
        let first = left + half(row.first());
        let last = (right - half(row.last()) - row.last().map_or(0.0, |&it| self.offsets[it])).max(first);
        let mut moved = 0.0_f32;
        let mut place = 0;
        for pool in pools {
            let start = (pool.sum / pool.weight).clamp(first, last);
            for &item in &row[place..place + pool.items] {
                let to = start + self.offsets[item];
                moved = moved.max((x[item] - to).abs());
                x[item] = to;
            }
            place += pool.items;
        }
        moved
    }
}

/// Puts each bend of a long link straight below the one above it, as far as its neighbours in the row allow.
fn straighten(layers: &Layers, gap: f32, x: &mut [f32]) {
    for row in &layers.rows {
        for (place, &item) in row.iter().enumerate() {
            let above = layers.up[item].first().map(|it| it.item).filter(|&it| layers.items[it].unit.is_none());
            let (Some(above), None) = (above, layers.items[item].unit) else { continue };
            let left = place.checked_sub(1).map(|it| row[it]);
            let least = left.map_or(f32::NEG_INFINITY, |it| x[it] + separation(layers, it, item, gap));
            let most = row.get(place + 1).map_or(f32::INFINITY, |&it| x[it] - separation(layers, item, it, gap));
            if least <= most {
                x[item] = x[above].clamp(least, most);
            }
        }
    }
}

fn separation(layers: &Layers, left: usize, right: usize, gap: f32) -> f32 {
    let bends = count([left, right].iter().filter(|&&it| layers.items[it].unit.is_none()).count());
    f32::midpoint(layers.items[left].width, layers.items[right].width) + gap * (1.0 - 0.25 * bends)
}

/// Items that stand as close as they may: their weight, where the first wants to be, how many they are.
struct Pool {
    weight: f32,
    sum: f32,
    items: usize,
}

/// How wide a row is.
fn width(layers: &Layers, row: &[usize], x: &[f32]) -> f32 {
    let (Some(&first), Some(&last)) = (row.first(), row.last()) else { return 0.0 };
    x[last] - x[first] + f32::midpoint(layers.items[first].width, layers.items[last].width)
}
