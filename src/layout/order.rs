//! The order within rows: fewer crossings by weighted medians and exchanges of neighbours
//! (Gansner, Koutsofios, North and Vo 1993, "A technique for drawing directed graphs", section 3).

use super::{geometry::count, layers::Layers};

const SWEEPS: usize = 14;
const EXCHANGES: usize = 6;
/// Neighbours with more pairs of links than this are not exchanged: it takes long and gains little.
const DENSE: usize = 1500;

/// Reorders the rows so that few links cross, and says how many do; keeps the first order if none is better.
pub(super) fn run(layers: &mut Layers) -> usize {
    let mut best = (crossings(layers), layers.rows.clone());
    let mut stale = 0;
    for sweep in 0..SWEEPS {
        if best.0 == 0 || stale == 5 {
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
    best.0
}

/// How many links cross between neighbouring rows, by counting inversions (Barth, Jünger and Mutzel 2002).
fn crossings(layers: &Layers) -> usize {
    let positions = layers.positions();
    let mut all = 0;
    for pair in layers.rows.windows(2) {
        let mut tree = vec![0_usize; pair[1].len() + 1];
        let mut seen = 0;
        for &item in &pair[0] {
            let mut ends: Vec<usize> = layers.down[item].iter().map(|&it| positions[it]).collect();
            ends.sort_unstable();
            for &end in &ends {
                // Links seen before that end at `end` or left of it do not cross this one.
                let (mut at, mut before) = (end + 1, 0);
                while at > 0 {
                    before += tree[at];
                    at &= at - 1;
                }
                all += seen - before;
            }
            for end in ends {
                seen += 1;
                let mut at = end + 1;
                while at < tree.len() {
                    tree[at] += 1;
                    at += at & at.wrapping_neg();
                }
            }
        }
    }
    all
}

fn medians(layers: &mut Layers, downwards: bool) {
    let mut positions = layers.positions();
    let rows = layers.rows.len();
    for step in 1..rows {
        let row = if downwards { step } else { rows - 1 - step };
        let others = if downwards { &layers.up } else { &layers.down };
        let mut keyed: Vec<(f32, usize)> = layers.rows[row]
            .iter()
            .map(|&it| (median(&others[it], &positions).unwrap_or_else(|| count(positions[it])), it))
            .collect();
        // Stable, so equals keep their order.
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (place, &(_, item)) in keyed.iter().enumerate() {
            positions[item] = place;
            layers.rows[row][place] = item;
        }
    }
}

fn median(others: &[usize], positions: &[usize]) -> Option<f32> {
    let mut at: Vec<usize> = others.iter().map(|&it| positions[it]).collect();
    at.sort_unstable();
    let middle = at.len() / 2;
    Some(match at.len() {
        0 => return None,
        1 => count(at[0]),
        2 => f32::midpoint(count(at[0]), count(at[1])),
        n if n % 2 == 1 => count(at[middle]),
        n => {
            let (left, right) = (count(at[middle - 1] - at[0]), count(at[n - 1] - at[middle]));
            if left + right == 0.0 {
                count(at[middle])
            } else {
                (count(at[middle - 1]) * right + count(at[middle]) * left) / (left + right)
            }
        }
    })
}

fn exchange(layers: &mut Layers) {
    let mut positions = layers.positions();
    let Layers { rows, up, down, .. } = layers;
    for _ in 0..EXCHANGES {
        let mut better = false;
        for row in &mut *rows {
            for place in 1..row.len() {
                let (left, right) = (row[place - 1], row[place]);
                if up[left].len() * up[right].len() + down[left].len() * down[right].len() > DENSE {
                    continue;
                }
                let crossed = |a: usize, b: usize| {
                    inversions(&up[a], &up[b], &positions) + inversions(&down[a], &down[b], &positions)
                };
                if crossed(right, left) < crossed(left, right) {
                    row.swap(place - 1, place);
                    positions.swap(left, right);
                    better = true;
                }
            }
        }
        if !better {
            break;
        }
    }
}

/// How many pairs of links cross if the item with the ends `left` stands left of that with the ends `right`.
fn inversions(left: &[usize], right: &[usize], positions: &[usize]) -> usize {
    left.iter().map(|&a| right.iter().filter(|&&b| positions[b] < positions[a]).count()).sum()
}
