//! What happened to nodes and links that are compared with another map: a word at the box, a colour around it.

use super::{Camera, Context, Layout, hit, paint};
use crate::{
    compare::Mark,
    map::NodeId,
    picture,
    ui::{compared::panel::tint, theme::colour},
};
use egui::{Align2, CornerRadius, FontId, Pos2, Rect, Stroke, StrokeKind, Ui, vec2};

/// From this zoom on a word can be read.
pub const WORDS: f32 = 0.45;

/// Draws them. `seen` are the nodes that can be told apart; none from far away.
pub fn show(ctx: &Context<'_>, ui: &Ui, (camera, canvas): (&Camera, Rect), layout: &Layout, seen: &[NodeId]) {
    let Some(found) = ctx.compared.and_then(|it| it.found()) else { return };
    let (zoom, sight) = (camera.sight().zoom, camera.seen(canvas));
    let all = found.marked();
    if zoom >= paint::LINKS {
        for id in all.iter().filter_map(|it| it.edge()) {
            let near = hit::bounds(layout, id.into()).is_some_and(|it| it.overlaps(sight));
            let way = near.then(|| picture::way(ctx.map, id, layout)).flatten();
            let (Some(way), Some((words, mark))) = (way, found.told_of(id.into())) else { continue };
            if ctx.visible.hides(ctx.map, id) {
                continue;
            }
            let line: Vec<Pos2> = way.iter().map(|it| camera.to_screen(canvas, *it)).collect();
            let middle = line.get(line.len() / 2).copied();
            ui.painter().line(line, Stroke::new(3.0, tint(&ctx.theme.colours, mark).gamma_multiply(0.7)));
            if let Some(at) = middle.filter(|_| zoom >= WORDS) {
                tab(ctx, ui, (at, Align2::CENTER_CENTER), &words, (mark, zoom));
            }
        }
    }
    if seen.is_empty() {
        for id in all.iter().filter_map(|it| it.node()).filter(|it| !ctx.visible.hidden.contains(it)) {
            let place = layout.places.get(&id).filter(|it| it.overlaps(sight));
            if let (Some(place), Some((_, mark))) = (place, found.told_of(id.into())) {
                let at = camera.to_screen(canvas, place.centre());
                ui.painter().circle_filled(at, 3.5, tint(&ctx.theme.colours, mark));
            }
        }
        return;
    }
    for &id in seen {
        let (Some((words, mark)), Some(place)) = (found.told_of(id.into()), layout.places.get(&id)) else { continue };
        let place = camera.box_to_screen(canvas, *place);
        let tinted = tint(&ctx.theme.colours, mark);
        ui.painter().rect_stroke(place, CornerRadius::same(6), Stroke::new(2.5, tinted), StrokeKind::Outside);
        if zoom >= WORDS {
            let at = place.left_bottom() + vec2(10.0 * zoom, 0.0);
            tab(ctx, ui, (at, Align2::LEFT_CENTER), &words, (mark, zoom));
        }
    }
}

/// A word on a small piece of paper.
pub fn tab(ctx: &Context<'_>, ui: &Ui, (at, align): (Pos2, Align2), words: &str, (mark, zoom): (Mark, f32)) {
    let (ink, paper) = (tint(&ctx.theme.colours, mark), colour(ctx.theme.colours.canvas));
    let font = FontId::proportional(11.0 * zoom.min(1.5));
    let size = ui.painter().layout_no_wrap(words.to_owned(), font.clone(), ink).size() + vec2(8.0, 2.0) * zoom;
    let tab = align.anchor_size(at, size);
    ui.painter().rect(tab, CornerRadius::same(3), paper, Stroke::new(1.0, ink), StrokeKind::Inside);
    ui.painter().text(tab.center(), Align2::CENTER_CENTER, words, font, ink);
}
