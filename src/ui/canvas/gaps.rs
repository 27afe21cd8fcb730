//! Where the plane is cut: along the widest gap that parts what stands on it well (Nagy and Seth 1984, "Hierarchical
//! representation of optically scanned documents": the X-Y cut).

use crate::{layout::Rect, map::CommentId};
use std::collections::BTreeMap;

/// A comment counts as standing together if its box is at most so many times as large as its nodes with their margins.
const TOGETHER: f32 = 5.0;
/// The room a node takes up beyond its box, for that.
const MARGIN: f32 = 20.0;
/// No gap counts as wider than this, in px: then balance decides.
const WIDE: f32 = 240.0;
/// A gap that parts less than this share of a large cluster is not cut along.
const LEAST_SHARE: usize = 16;

/// A comment, or a node by itself.
pub struct Unit {
    pub rect: Rect,
    pub nodes: Vec<u32>,
}

/// The comments of these nodes, as far as each stands together, and the other nodes one by one.
pub fn units(comments: &[Option<CommentId>], boxes: &[Rect]) -> Vec<Unit> {
    let mut of: BTreeMap<CommentId, Vec<u32>> = BTreeMap::new();
    let mut units = Vec::new();
    let alone = |node: u32| Unit { rect: boxes[node as usize], nodes: vec![node] };
    for (node, comment) in (0_u32..).zip(comments) {
        match comment {
            Some(comment) => of.entry(*comment).or_default().push(node),
            None => units.push(alone(node)),
        }
    }
    let area = |it: Rect| it.width() * it.height();
    for nodes in of.into_values() {
        let rect = nodes.iter().map(|&it| boxes[it as usize]).reduce(Rect::union).unwrap_or_default();
        let taken: f32 = nodes.iter().map(|&it| area(boxes[it as usize].grown(MARGIN))).sum();
        if area(rect.grown(MARGIN)) <= TOGETHER * taken {
            units.push(Unit { rect, nodes });
        } else {
            units.extend(nodes.into_iter().map(alone));
        }
    }
    units
}

/// Orders the units so that those before the number returned are to be parted from the others.
pub fn cut(units: &mut [Unit]) -> usize {
    let whole = units.iter().map(|it| it.rect).reduce(Rect::union).unwrap_or_default();
    let (width, height) = (whole.width().max(1.0), whole.height().max(1.0));
    let across = |it: &Unit| (it.rect.min.x, it.rect.max.x);
    let down = |it: &Unit| (it.rect.min.y, it.rect.max.y);
    let least = if units.len() > LEAST_SHARE { units.len() / LEAST_SHARE } else { 1 };
    units.sort_by(|a, b| across(a).0.total_cmp(&across(b).0));
    let x = widest(units, across, least).map(|(score, at)| (score * (width / height).clamp(0.4, 2.5), at));
    units.sort_by(|a, b| down(a).0.total_cmp(&down(b).0));
    let y = widest(units, down, least).map(|(score, at)| (score * (height / width).clamp(0.4, 2.5), at));
    match (x, y) {
        (x, Some(y)) if x.is_none_or(|it| it.0 <= y.0) => y.1,
        (Some(x), _) => {
            units.sort_by(|a, b| across(a).0.total_cmp(&across(b).0));
            x.1
        }
        // No gap goes through: half of them.
        _ => {
            let middle = |it: &Unit| if width > height { it.rect.centre().x } else { it.rect.centre().y };
            units.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
            units.len() / 2
        }
    }
}

/// The best gap between units that are sorted by where they begin: how good it is, and how many come before it.
fn widest(units: &[Unit], extent: impl Fn(&Unit) -> (f32, f32), least: usize) -> Option<(f32, usize)> {
    let mut end = f32::NEG_INFINITY;
    let mut best: Option<(f32, usize)> = None;
    for (at, unit) in units.iter().enumerate() {
        let (from, to) = extent(unit);
        let fewer = at.min(units.len() - at);
        if fewer >= least && from - end > 1.0 {
            #[expect(clippy::cast_precision_loss, reason = "a share")]
            let balance = 0.15 + fewer as f32 / units.len() as f32;
            let score = (from - end).min(WIDE) * balance;
            if best.is_none_or(|it| score > it.0) {
                best = Some((score, at));
            }
        }
        end = end.max(to);
    }
    best
}
