//! The layout while boxes glide from where they were to where they go.

use super::{Layout, Rect, route};
use crate::map::{EdgeId, NodeId, Point};

impl Layout {
    /// This layout on its way to `to`: `part` of the way, from 0 to 1. Boxes that were nowhere are where they go; links
    /// (of `edges`: id, reason, conclusion) whose ways are too different go straight from box to box meanwhile.
    #[must_use]
    pub fn towards(&self, to: &Self, part: f32, edges: impl Iterator<Item = (EdgeId, NodeId, NodeId)>) -> Self {
        let between = |a: Point, b: Point| Point { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
        let mut layout = to.clone();
        for (id, goal) in &to.places {
            if let Some(from) = self.places.get(id).filter(|it| *it != goal) {
                let place = Rect { min: between(from.min, goal.min), max: between(from.max, goal.max) };
                layout.places.insert(*id, place);
            }
        }
        for (id, reason, conclusion) in edges {
            let (Some(old), Some(new)) = (self.routes.get(&id), to.routes.get(&id)) else { continue };
            let way = if old.len() == new.len() {
                old.iter().zip(new.iter()).map(|(&a, &b)| between(a, b)).collect()
            } else {
                let ends = (layout.places.get(&reason), layout.places.get(&conclusion));
                let (Some(&reason), Some(&conclusion)) = ends else { continue };
                route::direct(reason, conclusion).into()
            };
            layout.routes.insert(id, way);
        }
        layout.bounds = self.bounds.union(to.bounds);
        layout
    }
}
