//! Which rank each unit stands in: below all it is a reason for, and no rank wider than the limit if it can be helped.

use super::{
    layers::Lists,
    shape::Row,
    simplex,
    units::{Link, Unit},
};
use std::{cmp::Reverse, collections::BinaryHeap};

/// What ranks depend on besides the limit.
pub(super) struct Net {
    /// The units that stand in ranks, by number; how wide they are.
    free: Vec<usize>,
    widths: Vec<f32>,
    /// The links between them, by their places in `free`: low end, high end.
    links: Vec<(usize, usize)>,
    /// Of each: how many links lead up from it, the low ends of those that lead up to it, the longest chain below it.
    ups: Vec<usize>,
    lows: Lists<usize>,
    depths: Vec<i64>,
}

impl Net {
    pub fn new(units: &[Unit], links: &[Link], rows: &[Row]) -> Self {
        let free: Vec<usize> = (0..units.len()).filter(|&it| rows[it] == Row::Free).collect();
        let mut number = vec![usize::MAX; units.len()];
        for (nth, &unit) in free.iter().enumerate() {
            number[unit] = nth;
        }
        let links: Vec<(usize, usize)> = links
            .iter()
            .map(|it| (number[it.low], number[it.high]))
            .filter(|it| it.0 != usize::MAX && it.1 != usize::MAX)
            .collect();
        let mut ups = vec![0; free.len()];
        for link in &links {
            ups[link.0] += 1;
        }
        let lows = Lists::sorted(free.len(), &links.iter().map(|it| (it.1, it.0)).collect::<Vec<_>>());
        let depths = depths(&lows, &ups);
        Self { widths: free.iter().map(|&it| units[it].size.width).collect(), free, links, ups, lows, depths }
    }

    /// The row of each unit, 0 at the top: those on the upper edge of the frame, then the ranks, then the lower edge.
    /// Every link's `high` comes out above its `low`.
    pub fn assign(&self, rows: &[Row], limit: f32, gap: f32) -> Vec<usize> {
        let ranks =
            if limit.is_infinite() { simplex::ranks(self.free.len(), &self.links) } else { self.limited(limit, gap) };
        let first = usize::from(rows.contains(&Row::Top));
        let last = first + ranks.iter().max().map_or(0, |it| it + 1);
        let edge = |row: &Row| if *row == Row::Bottom { last } else { 0 };
        let mut all: Vec<usize> = rows.iter().map(edge).collect();
        for (&unit, rank) in self.free.iter().zip(ranks) {
            all[unit] = first + rank;
        }
        all
    }

    /// List scheduling with a width limit (after Coffman and Graham 1972): rank by rank, of the units whose conclusions
    /// all stand above, those with the longest chain of reasons first, and the longer one waits the sooner it comes.
    fn limited(&self, limit: f32, gap: f32) -> Vec<usize> {
        let Self { widths: units, lows, depths, .. } = self;
        let mut waits = self.ups.clone();
        let mut ready: BinaryHeap<Reverse<(i64, usize)>> =
            (0..units.len()).filter(|&it| waits[it] == 0).map(|it| Reverse((-depths[it], it))).collect();
        let mut ranks = vec![0; units.len()];
        let mut widths = Vec::new();
        let mut row = Vec::new();
        while !ready.is_empty() {
            let rank = widths.len();
            let mut width = 0.0;
            while let Some(&Reverse((_, unit))) = ready.peek() {
                let more = units[unit] + gap;
                if !row.is_empty() && width + more > limit {
                    break;
                }
                ready.pop();
                width += more;
                row.push(unit);
            }
            widths.push(width);
            for unit in row.drain(..) {
                ranks[unit] = rank;
                for &low in &lows[unit] {
                    waits[low] -= 1;
                    if waits[low] == 0 {
                        let since = i64::try_from(rank).unwrap_or(i64::MAX);
                        ready.push(Reverse((2 * since - depths[low], low)));
                    }
                }
            }
        }
        self.tighten(&mut ranks, &mut widths, limit, gap);
        ranks
    }

    /// Lowers what has more links from below than to above, next to its reasons: that shortens links.
    fn tighten(&self, ranks: &mut [usize], widths: &mut [f32], limit: f32, gap: f32) {
        let Self { widths: units, lows, ups, .. } = self;
        let mut order: Vec<usize> = (0..units.len()).filter(|&it| lows[it].len() > ups[it]).collect();
        order.sort_by_key(|&it| (Reverse(ranks[it]), it));
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
}

/// The longest chain of reasons below each unit.
fn depths(lows: &Lists<usize>, waits: &[usize]) -> Vec<i64> {
    let mut waits = waits.to_vec();
    let mut order: Vec<usize> = (0..waits.len()).filter(|&it| waits[it] == 0).collect();
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
    let mut depths = vec![0; waits.len()];
    for &unit in order.iter().rev() {
        depths[unit] = lows[unit].iter().map(|&it| depths[it] + 1).max().unwrap_or(0);
    }
    depths
}
