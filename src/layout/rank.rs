//! Which rank each unit stands in: below all it is a reason for, and no rank wider than the limit if it can be helped.

use super::shape::{Link, Row, Unit};
use super::simplex;
use std::collections::BTreeSet;

/// The row of each unit, 0 at the top: those on the upper edge of the frame, then the ranks, then the lower edge.
/// Every link's `high` comes out above its `low`.
pub(super) fn assign(units: &[Unit], links: &[Link], rows: &[Row], limit: f32, gap: f32) -> Vec<usize> {
    let free: Vec<usize> = (0..units.len()).filter(|&it| rows[it] == Row::Free).collect();
    let mut number = vec![usize::MAX; units.len()];
    for (nth, &unit) in free.iter().enumerate() {
        number[unit] = nth;
    }
    let inner: Vec<(usize, usize)> = links
        .iter()
        .map(|it| (number[it.low], number[it.high]))
        .filter(|it| it.0 != usize::MAX && it.1 != usize::MAX)
        .collect();
    let widths: Vec<f32> = free.iter().map(|&it| units[it].size.width).collect();
    let ranks =
        if limit.is_infinite() { simplex::ranks(free.len(), &inner) } else { limited(&widths, &inner, limit, gap) };
    let first = usize::from(rows.contains(&Row::Top));
    let last = first + ranks.iter().max().map_or(0, |it| it + 1);
    let mut all = vec![0; units.len()];
    for (unit, row) in rows.iter().enumerate() {
        all[unit] = match row {
            Row::Free => first + ranks[number[unit]],
            Row::Top => 0,
            Row::Bottom => last,
        };
    }
    all
}

/// List scheduling with a width limit (after Coffman and Graham 1972): rank by rank, of the units whose conclusions
/// all stand above, those with the longest chain of reasons first, and the longer one waits the sooner it comes.
fn limited(units: &[f32], links: &[(usize, usize)], limit: f32, gap: f32) -> Vec<usize> {
    let (mut waits, mut lows) = (vec![0_usize; units.len()], vec![Vec::new(); units.len()]);
    for &(low, high) in links {
        waits[low] += 1;
        lows[high].push(low);
    }
    let depths = depths(&lows, &waits);
    let mut ready: BTreeSet<_> = (0..units.len()).filter(|&it| waits[it] == 0).map(|it| (-depths[it], it)).collect();
    let mut ranks = vec![0; units.len()];
    let mut widths = Vec::new();
    while !ready.is_empty() {
        let rank = widths.len();
        let mut width = 0.0;
        let mut row = Vec::new();
        while let Some(&(key, unit)) = ready.first() {
            let more = units[unit] + gap;
            if !row.is_empty() && width + more > limit {
                break;
            }
            ready.remove(&(key, unit));
            width += more;
            row.push(unit);
        }
        widths.push(width);
        for unit in row {
            ranks[unit] = rank;
            for &low in &lows[unit] {
                waits[low] -= 1;
                if waits[low] == 0 {
                    let since = i64::try_from(rank).unwrap_or(i64::MAX);
                    ready.insert((2 * since - depths[low], low));
                }
            }
        }
    }
    tighten(units, links, &lows, &mut ranks, &mut widths, limit, gap);
    ranks
}

/// The longest chain of reasons below each unit.
fn depths(lows: &[Vec<usize>], waits: &[usize]) -> Vec<i64> {
    let mut waits = waits.to_vec();
    let mut order: Vec<usize> = (0..lows.len()).filter(|&it| waits[it] == 0).collect();
    let mut next = 0;
    while let Some(&unit) = order.get(next) {
        next += 1;
        for &low in &lows[unit] {
            waits[low] -= 1;
            if waits[low] == 0 {
                order.push(low);
            }
        }
    }
    let mut depths = vec![0; lows.len()];
    for &unit in order.iter().rev() {
        depths[unit] = lows[unit].iter().map(|&it| depths[it] + 1).max().unwrap_or(0);
    }
    depths
}

/// Lowers what has more links from below than to above, next to its reasons: that shortens links.
fn tighten(
    units: &[f32],
    links: &[(usize, usize)],
    lows: &[Vec<usize>],
    ranks: &mut [usize],
    widths: &mut [f32],
    limit: f32,
    gap: f32,
) {
    let mut ups = vec![0; units.len()];
    for &(low, _) in links {
        ups[low] += 1;
    }
    let mut order: Vec<usize> = (0..units.len()).filter(|&it| lows[it].len() > ups[it]).collect();
    order.sort_by_key(|&it| (std::cmp::Reverse(ranks[it]), it));
    for unit in order {
        let Some(lowest) = lows[unit].iter().map(|&it| ranks[it] - 1).min() else { continue };
        let width = units[unit] + gap;
        if let Some(rank) = (ranks[unit] + 1..=lowest).rev().find(|&it| widths[it] + width <= limit) {
            widths[ranks[unit]] -= width;
            widths[rank] += width;
            ranks[unit] = rank;
        }
    }
}
