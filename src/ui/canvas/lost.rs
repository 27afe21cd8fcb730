//! What is shown when one has moved away from all boxes: that there are none here, and the way back.

use super::{Camera, Context, paint::SHAPES};
use crate::ui::{action::Action, command::Command, keys};
use egui::{Rect, Ui, UiBuilder, vec2};

/// Whether there is nothing to see although the map has something to show: each box would be drawn, or at least a dot.
pub fn is_lost(ctx: &Context<'_>, camera: &Camera, canvas: Rect) -> bool {
    let seen = camera.seen(canvas);
    let is_off = !seen.overlaps(ctx.layout.bounds);
    let is_between = || camera.sight().zoom >= SHAPES && ctx.scene.nodes_in(seen).is_empty();
    !ctx.layout.places.is_empty() && ctx.visible.hidden.len() < ctx.map.node_count() && (is_off || is_between())
}

/// Says so at the top of the canvas.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, canvas: Rect) {
    let width = 260.0_f32.min(canvas.width());
    let at = Rect::from_min_size(canvas.center_top() + vec2(-width / 2.0, 52.0), vec2(width, 60.0));
    ui.scope_builder(UiBuilder::new().max_rect(at), |ui| {
        ui.vertical_centered(|ui| {
            ui.weak("No box in sight.");
            let hint = format!("{}{}", Action::ZoomFit.about().hint, keys::hint(ui, Action::ZoomFit));
            if ui.button("Show the whole map").on_hover_text(hint).clicked() {
                ctx.send(Command::Do(Action::ZoomFit));
            }
        });
    });
}
