//! A tab at the lower edge of evidence whose result is not that of its inputs, and of all that rests on such evidence.

use super::{Camera, Context, Layout};
use crate::{
    map::NodeId,
    ui::{theme::colour, workbench::Mark},
};
use egui::{Align2, CornerRadius, FontId, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

/// From this zoom on the tab has words; from farther away it is a bar.
const WORDS: f32 = 0.6;

/// Draws the tabs. `seen` are the nodes that can be told apart; none from far away.
pub fn tabs(ctx: &Context<'_>, ui: &Ui, (camera, canvas): (&Camera, Rect), layout: &Layout, seen: &[NodeId]) {
    let marks = ctx.bench.marks();
    if marks.is_empty() {
        return;
    }
    let [warn, paper, line] = [ctx.theme.colours.warn, ctx.theme.colours.canvas, ctx.theme.colours.line].map(colour);
    let zoom = camera.sight().zoom;
    for (id, mark) in seen.iter().filter_map(|it| Some((it, marks.get(it)?))) {
        let Some(place) = layout.places.get(id) else { continue };
        let edge = camera.box_to_screen(canvas, *place).left_bottom() + vec2(10.0 * zoom, 0.0);
        let ink = if *mark == Mark::Resting { line } else { warn };
        if zoom < WORDS {
            let bar =
                Rect::from_center_size(edge + vec2(8.0 * zoom, 0.0), vec2(16.0 * zoom, 5.0 * zoom).max(vec2(5.0, 3.0)));
            ui.painter().rect(bar, 1.0, ink, Stroke::new(1.0, paper), StrokeKind::Outside);
            continue;
        }
        let font = FontId::proportional(11.0 * zoom);
        let text = ui.painter().layout_no_wrap(mark.word().to_owned(), font.clone(), ink);
        let size = text.size() + vec2(8.0, 2.0) * zoom;
        let tab = Rect::from_min_size(edge - vec2(0.0, size.y / 2.0), size);
        ui.painter().rect(tab, CornerRadius::same(3), paper, Stroke::new(1.0, ink), StrokeKind::Inside);
        let at = pos2(tab.center().x, tab.center().y);
        ui.painter().text(at, Align2::CENTER_CENTER, mark.word(), font, ink);
    }
}
