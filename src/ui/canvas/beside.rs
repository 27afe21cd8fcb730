//! A strength or a label of argumentation semantics, small at the lower right corner of each box, if that is wanted.

use super::{Camera, Context, Layout};
use crate::{map::NodeId, ui::theme::colour};
use egui::{Align2, CornerRadius, FontId, Rect, Stroke, StrokeKind, Ui, vec2};

/// From this zoom on it can be read.
const WORDS: f32 = 0.45;

/// Draws them. `seen` are the nodes that can be told apart; none from far away.
pub fn words(ctx: &Context<'_>, ui: &Ui, (camera, canvas): (&Camera, Rect), layout: &Layout, seen: &[NodeId]) {
    let zoom = camera.sight().zoom;
    let Some(found) = ctx.argued.found().filter(|_| zoom >= WORDS) else { return };
    let [ink, paper, line] = [ctx.theme.colours.weak, ctx.theme.colours.canvas, ctx.theme.colours.line].map(colour);
    for (id, words) in seen.iter().filter_map(|it| Some((it, found.beside(*it, ctx.view.beside)?))) {
        let Some(place) = layout.places.get(id) else { continue };
        let corner = camera.box_to_screen(canvas, *place).right_bottom() - vec2(10.0 * zoom, 0.0);
        let font = FontId::proportional(11.0 * zoom);
        let size = ui.painter().layout_no_wrap(words.clone(), font.clone(), ink).size() + vec2(8.0, 2.0) * zoom;
        let tab = Rect::from_min_size(corner - vec2(size.x, size.y / 2.0), size);
        ui.painter().rect(tab, CornerRadius::same(3), paper, Stroke::new(1.0, line), StrokeKind::Inside);
        ui.painter().text(tab.center(), Align2::CENTER_CENTER, words, font, ink);
    }
}
