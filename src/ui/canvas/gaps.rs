//! Where the plane is cut: along the widest gap that parts what stands on it well (Nagy and Seth 1984, "Hierarchical
//! representation of optically scanned documents": the X-Y cut).

use super::clusters::small;
use crate::{
    layout::{Near, Rect},
    map::CommentId,
};
use std::collections::BTreeMap;

/// A comment counts as standing together if its box is at most so many times as large as its nodes with their margins.
const TOGETHER: f32 = 5.0;
/// The room a node takes up beyond its box, for that.
const MARGIN: f32 = 20.0;
/// No gap counts as wider than this, in px: then balance decides.
const WIDE: f32 = 240.0;
/// A gap that parts less than this share of a large cluster is not cut along.
const LEAST_SHARE: usize = 16;

/// A comment, a group, or a node by itself.
pub struct Unit {
    pub rect: Rect,
    pub nodes: Vec<u32>,
}

impl Unit {
    fn new(nodes: Vec<u32>, boxes: &[Rect]) -> Self {
        let rect = nodes.iter().map(|&it| boxes[it as usize]).reduce(Rect::union).unwrap_or_default();
        Self { rect, nodes }
    }
}

/// The comments of these nodes, as far as each stands together, and the other nodes one by one.
pub fn units(nodes: impl Iterator<Item = u32>, comments: &[Option<CommentId>], boxes: &[Rect]) -> Vec<Unit> {
    let (of, mut units) = sorted(nodes, comments, boxes);
    let area = |it: Rect| it.width() * it.height();
    for nodes in of.into_values() {
        let unit = Unit::new(nodes, boxes);
        let taken: f32 = unit.nodes.iter().map(|&it| area(boxes[it as usize].grown(MARGIN))).sum();
        if area(unit.rect.grown(MARGIN)) <= TOGETHER * taken {
            units.push(unit);
        } else {
            units.extend(unit.nodes.into_iter().map(|it| Unit::new(vec![it], boxes)));
        }
    }
    units
}

/// The groups of all nodes, each cut along its gaps until none of its boxes holds a node of another; what is of no
/// group one by one.
pub fn pieces(groups: &[Option<u32>], boxes: &[Rect], near: &Near) -> Vec<Unit> {
    let (of, mut units) = sorted(0..small(boxes.len()), groups, boxes);
    for (group, nodes) in of {
        let mut open = vec![Unit::new(nodes, boxes)];
        while let Some(unit) = open.pop() {
            let mut foreign = false;
            near.each(unit.rect, |it, place| foreign |= groups[it] != Some(group) && place.overlaps(unit.rect));
            if !foreign || unit.nodes.len() < 2 {
                units.push(unit);
                continue;
            }
            let mut single: Vec<Unit> = unit.nodes.into_iter().map(|it| Unit::new(vec![it], boxes)).collect();
            let at = cut(&mut single);
            let nodes = |it: &[Unit]| it.iter().flat_map(|it| it.nodes.iter().copied()).collect::<Vec<_>>();
            open.extend([Unit::new(nodes(&single[at..]), boxes), Unit::new(nodes(&single[..at]), boxes)]);
        }
    }
    units
}

/// These nodes by what they are of; and those that are of nothing.
fn sorted<K: Ord + Copy>(
    nodes: impl Iterator<Item = u32>,
    keys: &[Option<K>],
    boxes: &[Rect],
) -> (BTreeMap<K, Vec<u32>>, Vec<Unit>) {
    let mut of: BTreeMap<K, Vec<u32>> = BTreeMap::new();
    let mut alone = Vec::new();
    for node in nodes {
        match keys[node as usize] {
            Some(key) => of.entry(key).or_default().push(node),
            None => alone.push(Unit::new(vec![node], boxes)),
        }
    }
    (of, alone)
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
