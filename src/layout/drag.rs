//! The layout while boxes are dragged.

use super::{Layout, Rect, route};
use crate::map::{EdgeId, NodeId, Point};
use std::collections::BTreeSet;

impl Layout {
    /// This layout with `nodes` moved by `by`, and the links at them (of `edges`: id, reason, conclusion) going straight
    /// from box to box. Nothing else moves.
    #[must_use]
    pub fn with_moved(
        &self,
        nodes: &BTreeSet<NodeId>,
        by: Point,
        edges: impl Iterator<Item = (EdgeId, NodeId, NodeId)>,
    ) -> Self {
        let mut moved = self.clone();
        for id in nodes {
            if let Some(place) = moved.places.get_mut(id) {
                *place = place.moved(by);
                moved.bounds = moved.bounds.union(*place);
                moved.field.set_box(*id, Some(*place));
            }
        }
        for (id, from, to) in edges {
            if nodes.contains(&from) || nodes.contains(&to) {
                let ends: [Option<Rect>; 2] = [from, to].map(|it| moved.places.get(&it).copied());
                if let [Some(from), Some(to)] = ends {
                    let way = route::direct(from, to);
                    moved.field.set_way(id, Some(&way));
                    moved.routes.insert(id, way.into());
                }
            }
        }
        moved
    }
}
