//! The frames of authors or topics, however near one looks: below all else, with who or what it is and how much there is
//! of it. Comments have none near by: there each node says who wrote it.

use super::{
    Context, NodeId, Scene,
    brush::Brush,
    far::tint,
    names::{Name, describe, title},
    paint::SHAPES,
};
use crate::layout::{Layout, Rect as MapRect};
use crate::ui::theme::colour;
use egui::{Rect, Stroke, StrokeKind};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Between the nodes of a group and its frame, in px of the map. Groups stand farther apart than twice this.
const MARGIN: f32 = 14.0;

/// The groups in sight, by the number of their cluster, with their frames on screen; none from so far away that nodes
/// are dots. Nodes that `moved` are where `layout` has them; one that is dragged leaves its frame.
pub fn in_sight(ctx: &Context<'_>, brush: &Brush<'_>, layout: &Layout, moved: &BTreeSet<NodeId>) -> Vec<(u32, Rect)> {
    if brush.camera.sight().zoom < SHAPES {
        return Vec::new();
    }
    let clusters = &ctx.scene.clusters;
    let seen = brush.camera.seen(brush.canvas).grown(MARGIN);
    let around = |number: &u32| {
        let cluster = &clusters.all[*number as usize];
        let rect = if moved.is_empty() {
            cluster.rect
        } else {
            let ids = || clusters.nodes_of(cluster).iter().map(|&it| ctx.scene.ids[it as usize]);
            let all_move = ids().all(|it| moved.contains(&it));
            let stays = ids().filter(|it| all_move || !moved.contains(it));
            stays.filter_map(|it| layout.places.get(&it).copied()).reduce(MapRect::union)?
        };
        Some((*number, brush.camera.box_to_screen(brush.canvas, rect.grown(MARGIN))))
    };
    clusters.groups_in(seen).iter().filter_map(around).collect()
}

/// Draws the frames.
pub fn frames(ctx: &Context<'_>, brush: &Brush<'_>, groups: &[(u32, Rect)]) {
    let line = Stroke::new(1.0, colour(ctx.theme.colours.line));
    for &(number, rect) in groups {
        let tally = ctx.scene.clusters.all[number as usize].tally;
        brush.ui.painter().rect(rect, 6.0, tint(tally, ctx.theme), line, StrokeKind::Inside);
    }
}

/// The names of groups that were in sight.
#[derive(Debug, Default)]
pub struct Names {
    of: Arc<Scene>,
    known: BTreeMap<u32, Name>,
}

impl Names {
    /// Draws the names of the frames.
    pub fn names(&mut self, ctx: &Context<'_>, brush: &Brush<'_>, groups: &[(u32, Rect)]) {
        if !Arc::ptr_eq(&self.of, ctx.scene) {
            self.of = ctx.scene.clone();
            self.known.clear();
        }
        for &(number, rect) in groups {
            let cluster = &self.of.clusters.all[number as usize];
            let name = self.known.entry(number).or_insert_with(|| Name::new(ctx.map, &self.of, cluster));
            title(ctx, brush.ui, rect.intersect(brush.canvas), name);
            describe(brush.ui, rect.intersect(brush.canvas), number as usize, name);
        }
    }
}
