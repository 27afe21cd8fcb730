//! The place of a question in the ranking of cruxes, at the upper edge of its box.

use super::{Camera, Context, Layout};
use crate::{map::NodeId, ui::theme::colour};
use egui::{Align2, CornerRadius, FontId, Rect, Stroke, StrokeKind, Ui, vec2};

/// So many places are shown.
const FEW: usize = 5;
/// From this zoom on a place can be read.
const WORDS: f32 = 0.45;

/// Draws the places. `seen` are the nodes that can be told apart; none from far away.
pub fn places(ctx: &Context<'_>, ui: &Ui, (camera, canvas): (&Camera, Rect), layout: &Layout, seen: &[NodeId]) {
    let zoom = camera.sight().zoom;
    let now = &ctx.beliefs.found().rank;
    let supposed = ctx.beliefs.supposed();
    // While one drags, places follow where they can be found fast enough.
    let ranks = supposed.as_ref().and_then(|it| it.rank.as_ref()).unwrap_or(now);
    if ranks.is_empty() || zoom < WORDS {
        return;
    }
    let [ink, paper] = [ctx.theme.colours.accent, ctx.theme.colours.canvas].map(colour);
    for (id, rank) in seen.iter().filter_map(|it| Some((it, *ranks.get(it)?))).filter(|it| it.1 <= FEW) {
        let Some(place) = layout.places.get(id) else { continue };
        let corner = camera.box_to_screen(canvas, *place).left_top() + vec2(10.0 * zoom, 0.0);
        let words = match now.get(id) {
            Some(before) if *before != rank => format!("crux {before} → {rank}"),
            _ => format!("crux {rank}"),
        };
        let font = FontId::proportional(11.0 * zoom);
        let size = ui.painter().layout_no_wrap(words.clone(), font.clone(), ink).size() + vec2(8.0, 2.0) * zoom;
        let tab = Rect::from_min_size(corner - vec2(0.0, size.y / 2.0), size);
        ui.painter().rect(tab, CornerRadius::same(3), paper, Stroke::new(1.0, ink), StrokeKind::Inside);
        ui.painter().text(tab.center(), Align2::CENTER_CENTER, words, font, ink);
    }
}
