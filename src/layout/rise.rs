//! Heights: everything as high up as what stands above it allows, so that short boxes leave no holes below them.

use super::{layers::Layers, shape::STACK, units::Unit};

/// Between an edge of the frame, where links leave or enter, and the boxes next to it.
const EDGE: f32 = 14.0;
/// What a link needs on either side.
const BESIDE_LINK: f32 = 6.0;

/// The heights of everything in a frame.
pub(super) struct Heights {
    /// The top of each item.
    pub tops: Vec<f32>,
    /// For each link, from its low end: between which heights it swings over to the next item.
    pub swings: Vec<Vec<(f32, f32)>>,
    /// The height of the whole.
    pub height: f32,
}

/// Row by row, each item comes right below whatever is above it in its range of x, and so do the links between two
/// rows; links whose ranges meet swing over at the same height, so that they cross no more than their order says.
///
/// `spans` says for each link, from its low end, which range of x each of its pieces takes.
pub(super) fn heights(
    layers: &Layers,
    units: &[Unit],
    x: &[f32],
    spans: &[Vec<(f32, f32)>],
    beside: f32,
    gap: f32,
) -> Heights {
    let height = |item: usize| layers.items[item].unit.map_or(0.0, |it| units[it].size.height);
    let mut found = Heights {
        tops: vec![0.0; layers.items.len()],
        swings: layers.chains.iter().map(|it| vec![(0.0, 0.0); it.len() - 1]).collect(),
        height: 0.0,
    };
    // The pieces of links below each row: the range, how far it goes, which link, which of its pieces.
    let mut pieces: Vec<Vec<(f32, f32, usize, usize)>> = vec![Vec::new(); layers.rows.len()];
    for (link, chain) in layers.chains.iter().enumerate() {
        for (nth, pair) in chain.windows(2).enumerate() {
            let (left, right) = spans[link][nth];
            pieces[layers.items[pair[1]].row].push((left, right, link, nth));
        }
    }
    let mut line = Skyline::default();
    for (number, row) in layers.rows.iter().enumerate() {
        let edge = layers.edge[number];
        for &item in row {
            let half = layers.items[item].width / 2.0;
            let margin = if layers.items[item].unit.is_some() && !edge { beside } else { BESIDE_LINK };
            found.tops[item] = line.highest(x[item] - half - margin, x[item] + half + margin);
        }
        if edge && number > 0 {
            let lowest = found.height.max(row.iter().map(|&it| found.tops[it]).fold(0.0, f32::max));
            for &it in row {
                found.tops[it] = lowest;
            }
        }
        for &item in row {
            let half = layers.items[item].width / 2.0;
            let bottom = found.tops[item] + height(item);
            found.height = found.height.max(bottom);
            if height(item) > 0.0 {
                line.raise(x[item] - half, x[item] + half, bottom + STACK);
            }
        }
        let near_edge = edge || layers.edge.get(number + 1) == Some(&true);
        let gap = if near_edge { EDGE } else { gap - STACK };
        let pieces = &mut pieces[number];
        pieces.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.2, a.3).cmp(&(b.2, b.3))));
        let mut start = 0;
        while start < pieces.len() {
            let (mut end, mut right) = (start, pieces[start].1);
            let mut far = 0.0_f32;
            while end < pieces.len() && pieces[end].0 <= right + 2.0 * BESIDE_LINK {
                right = right.max(pieces[end].1);
                far = far.max(pieces[end].1 - pieces[end].0);
                end += 1;
            }
            let (left, right) = (pieces[start].0 - BESIDE_LINK, right + BESIDE_LINK);
            let top = line.highest(left, right);
            let bottom = top + gap + (far * 0.04).min(gap * 0.7);
            for &(.., link, nth) in &pieces[start..end] {
                found.swings[link][nth] = (top, bottom);
            }
            line.raise(left, right, bottom);
            start = end;
        }
    }
    found
}

/// How far down each range of x is taken: where it begins, and the height from there on.
struct Skyline(Vec<(f32, f32)>);

impl Default for Skyline {
    fn default() -> Self {
        Self(vec![(f32::NEG_INFINITY, 0.0)])
    }
}

impl Skyline {
    fn highest(&self, left: f32, right: f32) -> f32 {
        let first = self.0.partition_point(|it| it.0 <= left).saturating_sub(1);
        self.0[first..].iter().take_while(|it| it.0 < right).map(|it| it.1).fold(0.0, f32::max)
    }

    fn raise(&mut self, left: f32, right: f32, to: f32) {
        let first = self.0.partition_point(|it| it.0 < left);
        let end = self.0.partition_point(|it| it.0 <= right);
        let after = self.0[end.max(1) - 1].1;
        self.0.splice(first..end, [(left, to), (right, after)]);
    }
}
