//! What would move while a credence or a weight is dragged: a chip above each box, with now, then and the direction.

use super::{Camera, Context, Layout};
use crate::{
    analysis::told,
    map::NodeId,
    ui::{
        beliefs::{Move, Wish},
        inspector::short,
        theme::colour,
    },
};
use egui::{Color32, CornerRadius, FontId, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2};
use std::collections::BTreeMap;

/// From this zoom on a chip has words; from farther away it is an arrow.
const WORDS: f32 = 0.3;
/// The least size of its letters, in points.
const LEAST: f32 = 10.0;

/// Draws the chips. `seen` are the nodes that can be told apart; none from far away.
pub fn chips(ctx: &Context<'_>, ui: &Ui, (camera, canvas): (&Camera, Rect), layout: &Layout, seen: &[NodeId]) {
    let Some(supposed) = ctx.beliefs.supposed() else { return };
    let zoom = camera.sight().zoom;
    let [ink, paper, edge] = [ctx.theme.colours.text, ctx.theme.colours.card, ctx.theme.colours.selection].map(colour);
    for (id, it) in seen.iter().filter_map(|id| Some((id, supposed.moves.get(id)?))) {
        let Some(place) = layout.places.get(id) else { continue };
        let corner = camera.box_to_screen(canvas, *place).right_top();
        let size = (11.0 * zoom).max(LEAST);
        let pad = size * 0.45;
        let words = (zoom >= WORDS).then(|| words(ctx, &supposed.wish, it));
        let text = words.map(|it| ui.painter().layout_no_wrap(it, FontId::proportional(size), ink));
        let wide = text.as_ref().map_or(0.0, |it| it.size().x + pad);
        let high = text.as_ref().map_or(size, |it| it.size().y);
        let chip = vec2(pad + size * 0.7 + wide + pad, high + pad * 0.6);
        // Above the box, so that it covers no mark on its edge; all of it in sight.
        let above = corner - vec2(chip.x, chip.y + size * 0.75);
        let room = Rect::from_min_max(canvas.min + vec2(3.0, 3.0), canvas.max - chip - vec2(3.0, 3.0));
        let rect = Rect::from_min_size(if room.is_positive() { room.clamp(above) } else { above }, chip);
        ui.painter().rect(rect, CornerRadius::same(3), paper, Stroke::new(1.5, edge), StrokeKind::Inside);
        let middle = pos2(rect.left() + pad + size * 0.35, rect.center().y);
        arrow(ui, middle, size * 0.35, it.by() > 0.0, ink);
        if let Some(text) = text {
            let at = pos2(rect.left() + 2.0 * pad + size * 0.7, rect.center().y - text.size().y / 2.0);
            ui.painter().galley(at, text, ink);
        }
    }
}

/// What a chip says: “0.62 → 0.71  +0.09”, with whose it is where that is not plain.
fn words(ctx: &Context<'_>, wish: &Wish, it: &Move) -> String {
    let who = match wish {
        Wish::Credence(..) => String::new(),
        Wish::Weight(..) => format!("{} ", short(told::name(ctx.map, it.person), 12)),
    };
    let more = if it.others > 0 { format!("  and {} more", it.others) } else { String::new() };
    let now = it.now.map_or_else(|| "?".to_owned(), told::share);
    format!("{who}{now} → {}  {}{more}", told::share(it.then), signed(it))
}

/// What is heard of it.
pub fn heard(ctx: &Context<'_>, node: NodeId) -> Option<String> {
    let supposed = ctx.beliefs.supposed()?;
    let moves = supposed.moves.get(&node).map(|it| {
        let now = it.now.map_or_else(|| "nothing".to_owned(), told::share);
        format!("would move from {now} to {} for {}", told::share(it.then), told::name(ctx.map, it.person))
    });
    let place = |it: &BTreeMap<NodeId, usize>| it.get(&node).copied();
    let rank = supposed.rank.as_ref().and_then(place).filter(|&it| place(&ctx.beliefs.found().rank) != Some(it));
    let all: Vec<String> = moves.into_iter().chain(rank.map(|it| format!("would be crux {it}"))).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// How far it is with its sign: +0.09, −0.30; between the two numbers as they are shown, if those differ.
fn signed(it: &Move) -> String {
    let shown = |value: f64| (value * 100.0).round() / 100.0;
    let between = it.now.map_or(0.0, |now| shown(it.then) - shown(now));
    let by = if between.abs() < 0.005 { it.by() } else { between };
    format!("{}{}", if by < 0.0 { "−" } else { "+" }, told::share(by.abs()))
}

/// A triangle that points up or down.
fn arrow(ui: &Ui, at: Pos2, half: f32, up: bool, ink: Color32) {
    let tip = if up { -half } else { half };
    let corners = [vec2(0.0, tip), vec2(half, -tip), vec2(-half, -tip)].map(|it| at + it);
    ui.painter().add(Shape::convex_polygon(corners.to_vec(), ink, Stroke::NONE));
}
