//! Which rank each unit stands in: below all it is a reason for, and no rank wider than the limit if it can be helped.

use super::block::{Link, Unit};
use std::collections::BTreeSet;

/// The rank of each unit, 0 at the top. Every link's `high` comes out above its `low`.
///
/// List scheduling with a width limit (after Coffman and Graham 1972): rank by rank, of the units whose conclusions
/// all stand above, those with the longest chain of reasons first, and the longer one waits the sooner it comes.
pub(super) fn assign(units: &[Unit], links: &[Link], limit: f32, gap: f32) -> Vec<usize> {
    let (mut waits, mut lows) = (vec![0_usize; units.len()], vec![Vec::new(); units.len()]);
    for link in links {
        waits[link.low] += 1;
        lows[link.high].push(link.low);
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
            let more = units[unit].size.width + gap;
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
    units: &[Unit],
    links: &[Link],
    lows: &[Vec<usize>],
    ranks: &mut [usize],
    widths: &mut [f32],
    limit: f32,
    gap: f32,
) {
    let mut ups = vec![0; units.len()];
    for link in links {
        ups[link.low] += 1;
    }
    let mut order: Vec<usize> = (0..units.len()).filter(|&it| lows[it].len() > ups[it]).collect();
    order.sort_by_key(|&it| (std::cmp::Reverse(ranks[it]), it));
    for unit in order {
        let Some(lowest) = lows[unit].iter().map(|&it| ranks[it] - 1).min() else { continue };
        let width = units[unit].size.width + gap;
        if let Some(rank) = (ranks[unit] + 1..=lowest).rev().find(|&it| widths[it] + width <= limit) {
            widths[ranks[unit]] -= width;
            widths[rank] += width;
            ranks[unit] = rank;
        }
    }
}
