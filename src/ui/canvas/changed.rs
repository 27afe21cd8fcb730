//! A dot at the corner of what is new or changed since the person last looked.

use super::{Camera, Context, Layout};
use crate::map::NodeId;
use egui::{Rect, Stroke, Ui};

/// Draws the dots. `seen` are the nodes that can be told apart; none from far away.
pub fn dots(ctx: &Context<'_>, ui: &Ui, (camera, canvas): (&Camera, Rect), layout: &Layout, seen: &[NodeId]) {
    let unseen = &ctx.view.changes.unseen;
    if unseen.is_empty() {
        return;
    }
    let [fill, line] = [ctx.theme.colours.warn, ctx.theme.colours.canvas].map(crate::ui::theme::colour);
    for id in seen.iter().filter(|it| unseen.contains_key(it)) {
        if let Some(place) = layout.places.get(id) {
            let at = camera.box_to_screen(canvas, *place).right_top();
            ui.painter().circle(at, 5.0, fill, Stroke::new(2.0, line));
        }
    }
}
