//! Lining nodes up and spreading them out evenly.

use super::action::Action;
use crate::{
    layout::Rect,
    map::{NodeId, Point},
};
use std::collections::BTreeMap;

/// Nodes that would lie on each other are moved this far apart, in px.
const GAP: f32 = 16.0;

/// One side to the other, along one of the two axes.
#[derive(Clone, Copy)]
struct Extent {
    min: f32,
    max: f32,
}

impl Extent {
    fn middle(self) -> f32 {
        f32::midpoint(self.min, self.max)
    }
}

/// Where the centres of nodes go when `action` lines them up or spreads them; nothing if it does neither. No node comes
/// to lie on another one of them.
pub fn arranged(action: Action, places: &BTreeMap<NodeId, Rect>) -> Option<BTreeMap<NodeId, Point>> {
    use Action::{AlignBottom, AlignCentres, AlignLeft, AlignMiddles, AlignRight, AlignTop, SpreadAcross, SpreadDown};
    let upright = matches!(action, AlignLeft | AlignRight | AlignCentres | SpreadDown);
    let (across, down): (Vec<Extent>, Vec<Extent>) = places
        .values()
        .map(|it| (Extent { min: it.min.x, max: it.max.x }, Extent { min: it.min.y, max: it.max.y }))
        .unzip();
    // What is lined up, and the axis along which the nodes then stand in a row.
    let (lined, row) = if upright { (&across, &down) } else { (&down, &across) };
    let all = Extent {
        min: lined.iter().map(|it| it.min).reduce(f32::min)?,
        max: lined.iter().map(|it| it.max).reduce(f32::max)?,
    };
    let to = |it: &Extent| match action {
        AlignLeft | AlignTop => Some(all.min + (it.max - it.min) / 2.0),
        AlignRight | AlignBottom => Some(all.max - (it.max - it.min) / 2.0),
        AlignCentres | AlignMiddles => Some(all.middle()),
        SpreadAcross | SpreadDown => Some(it.middle()),
        _ => None,
    };
    let lined = lined.iter().map(to).collect::<Option<Vec<f32>>>()?;
    let row = spaced(row, matches!(action, SpreadAcross | SpreadDown));
    let points = lined.into_iter().zip(row).map(|(lined, row)| {
        let (x, y) = if upright { (lined, row) } else { (row, lined) };
        Point { x, y }
    });
    Some(places.keys().copied().zip(points).collect())
}

/// The middles of extents in a row: with even gaps between them if `evenly`, else moved only where two would overlap.
fn spaced(extents: &[Extent], evenly: bool) -> Vec<f32> {
    let mut order: Vec<usize> = (0..extents.len()).collect();
    order.sort_by(|&a, &b| extents[a].middle().total_cmp(&extents[b].middle()).then(a.cmp(&b)));
    let (Some(&first), Some(&last)) = (order.first(), order.last()) else { return Vec::new() };
    let taken: f32 = extents.iter().map(|it| it.max - it.min).sum();
    #[expect(clippy::cast_precision_loss, reason = "a count of nodes")]
    let gaps = (extents.len() - 1).max(1) as f32;
    let gap = ((extents[last].max - extents[first].min - taken) / gaps).max(GAP);
    let mut middles: Vec<f32> = extents.iter().map(|it| it.middle()).collect();
    let mut free_from = f32::NEG_INFINITY;
    for at in order {
        let half = (extents[at].max - extents[at].min) / 2.0;
        if evenly && free_from.is_finite() || middles[at] - half < free_from {
            middles[at] = free_from + half;
        }
        free_from = middles[at] + half + if evenly { gap } else { GAP };
    }
    middles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Size;

    fn places(boxes: &[(f32, f32, f32, f32)]) -> BTreeMap<NodeId, Rect> {
        let rect = |&(x, y, width, height): &(f32, f32, f32, f32)| Rect::at(Point { x, y }, Size { width, height });
        (1..).map(NodeId::from_bits).zip(boxes.iter().map(rect)).collect()
    }

    /// The boxes at their new places.
    fn after(action: Action, before: &BTreeMap<NodeId, Rect>) -> Vec<Rect> {
        let to = arranged(action, before).unwrap();
        before.iter().map(|(id, it)| Rect::around(to[id], it.size())).collect()
    }

    #[test]
    fn sides_and_middles_line_up_and_nothing_lies_on_another() {
        let before = places(&[(0.0, 0.0, 100.0, 40.0), (300.0, 10.0, 60.0, 80.0), (-50.0, 400.0, 200.0, 20.0)]);
        let near = |a: f32, b: f32| (a - b).abs() < 0.01;
        for (action, side) in [
            (Action::AlignLeft, (|it| it.min.x) as fn(&Rect) -> f32),
            (Action::AlignRight, |it| it.max.x),
            (Action::AlignTop, |it| it.min.y),
            (Action::AlignBottom, |it| it.max.y),
            (Action::AlignCentres, |it| it.centre().x),
            (Action::AlignMiddles, |it| it.centre().y),
        ] {
            let after = after(action, &before);
            assert!(after.iter().all(|it| near(side(it), side(&after[0]))), "{action:?}: {after:?}");
            for (n, it) in after.iter().enumerate() {
                assert!(after[..n].iter().all(|other| !other.overlaps(*it)), "{action:?}: {after:?}");
            }
        }
        assert!(arranged(Action::Delete, &before).is_none());
        assert!(arranged(Action::AlignLeft, &BTreeMap::new()).is_none());
    }

    #[test]
    fn gaps_become_even_and_the_ends_stay() {
        let before = places(&[(0.0, 0.0, 100.0, 40.0), (110.0, 5.0, 50.0, 40.0), (400.0, 9.0, 100.0, 40.0)]);
        let spread = after(Action::SpreadAcross, &before);
        let xs: Vec<(f32, f32)> = spread.iter().map(|it| (it.min.x, it.max.x)).collect();
        assert_eq!(xs, [(0.0, 100.0), (225.0, 275.0), (400.0, 500.0)]);
        assert!(spread.iter().zip(before.values()).all(|(a, b)| (a.min.y - b.min.y).abs() < 0.01), "rows stay");
        // Where there is no room between the ends, the row grows.
        let crowded = places(&[(0.0, 0.0, 10.0, 40.0), (0.0, 5.0, 10.0, 40.0), (0.0, 6.0, 10.0, 40.0)]);
        let ys: Vec<f32> = after(Action::SpreadDown, &crowded).iter().map(|it| it.min.y).collect();
        assert_eq!(ys, [0.0, 56.0, 112.0]);
    }
}
