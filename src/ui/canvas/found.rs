//! Rings around the nodes in which something was found.

use super::{Camera, Context, Layout};
use crate::map::NodeId;
use egui::{Rect, Stroke, StrokeKind, Ui};

/// From far away no more rings than this are drawn.
const MOST: usize = 1000;

/// Draws a ring around each hit in sight, and a double one around the one that one is at. `seen` are the nodes that
/// can be told apart; none from far away.
pub fn rings(ctx: &Context<'_>, ui: &Ui, (camera, canvas): (&Camera, Rect), layout: &Layout, seen: &[NodeId]) {
    if ctx.find.query.is_none() {
        return;
    }
    let here = ctx.find.here().and_then(|it| it.node);
    let colour = crate::ui::theme::colour(ctx.theme.colours.warn);
    let ring = |id: NodeId| {
        let Some(place) = layout.places.get(&id) else { return };
        let place = camera.box_to_screen(canvas, *place);
        if !canvas.intersects(place) {
            return;
        }
        let around = place.expand2((egui::Vec2::splat(12.0) - place.size()).max(egui::Vec2::splat(8.0)) / 2.0);
        ui.painter().rect_stroke(around, 4.0, Stroke::new(2.0, colour), StrokeKind::Middle);
        if Some(id) == here {
            ui.painter().rect_stroke(around.expand(4.0), 7.0, Stroke::new(2.0, colour), StrokeKind::Middle);
        }
    };
    if seen.is_empty() {
        ctx.find.nodes_around(MOST).for_each(ring);
    } else {
        let is_hit = |it: &NodeId| ctx.find.found.nodes.contains(it) || here == Some(*it);
        seen.iter().copied().filter(is_hit).for_each(ring);
    }
}
