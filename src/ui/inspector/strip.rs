//! A strip from 0 to 1 with a tick for each person and marks for what they hold together.

use super::super::{context::Context, theme::colour};
use crate::analysis::{
    group::{Group, Member},
    told,
};
use egui::{
    Align2, Color32, FontId, Id, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

/// How high the strip is, in points: ticks, line, pool and numbers.
const HEIGHT: f32 = 52.0;
/// How far ticks reach above the line.
const TICK: f32 = 15.0;
/// More ticks than this are drawn, but not told one by one.
const MOST_TOLD: usize = 100;
/// So near to the pointer, in points, ticks are told under it.
const NEAR: f32 = 5.0;

/// Draws the strip.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, group: &Group) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let stated = group.members.iter().filter(|it| it.stated).count();
    let all = group.members.len();
    response.widget_info(|| {
        let words = format!("{all} people on a line from 0 to 1; {stated} stated it, for the others it follows");
        WidgetInfo::labeled(Role::Group, true, words)
    });
    let line = rect.shrink2(vec2(10.0, 0.0));
    let y = rect.top() + TICK + 4.0;
    let at = |value: f64| pos2(egui::lerp(line.x_range(), as_f32(value)), y);
    let [ink, weak, faint] = [ctx.theme.colours.text, ctx.theme.colours.line, ctx.theme.colours.faint].map(colour);
    let pooled = colour(ctx.theme.colours.selection);
    let painter = ui.painter().clone();
    // The middle half, where there is one.
    if all > 2 {
        let [low, _, high] = group.quartiles;
        let band = Rect::from_min_max(at(low) - vec2(0.0, 5.0), at(high) + vec2(0.0, 5.0));
        painter.rect_filled(band.expand2(vec2(1.0, 0.0)), 1.0, faint);
    }
    painter.hline(line.x_range(), y, Stroke::new(1.0, weak));
    for (value, words, align) in
        [(0.0, "0", Align2::LEFT_TOP), (0.5, "½", Align2::CENTER_TOP), (1.0, "1", Align2::RIGHT_TOP)]
    {
        painter.vline(at(value).x, y - 3.0..=y + 3.0, Stroke::new(1.0, weak));
        let corner = pos2(at(value).x + 3.0 * (as_f32(value) * 2.0 - 1.0), rect.bottom() - 14.0);
        painter.text(corner, align, words, FontId::proportional(11.0), colour(ctx.theme.colours.weak));
    }
    for it in &group.members {
        person(&painter, at(it.value), it.stated, ink, colour(ctx.theme.colours.panel));
    }
    if let Ok(value) = group.extremised {
        diamond(&painter, at(value) + vec2(0.0, 11.0), Color32::TRANSPARENT, pooled);
    }
    if let Ok(value) = group.pooled {
        diamond(&painter, at(value) + vec2(0.0, 11.0), pooled, pooled);
    }
    hovered(ctx, &response, group, |it| at(it).x);
    tell(ctx, ui, group, |it| Rect::from_center_size(at(it) - vec2(0.0, TICK / 2.0), vec2(8.0, TICK)));
    legend(ui, group, ink, pooled);
}

/// A person: a line if they said it, a hollow circle on a stem if it follows.
fn person(painter: &Painter, at: Pos2, stated: bool, ink: Color32, paper: Color32) {
    if stated {
        painter.vline(at.x, at.y - TICK..=at.y, Stroke::new(2.0, ink));
    } else {
        painter.vline(at.x, at.y - TICK + 7.0..=at.y, Stroke::new(1.0, ink));
        painter.circle(at - vec2(0.0, TICK - 4.0), 3.0, paper, Stroke::new(1.5, ink));
    }
}

fn diamond(painter: &Painter, at: Pos2, fill: Color32, ink: Color32) {
    let corners = [vec2(0.0, -5.0), vec2(4.5, 0.0), vec2(0.0, 5.0), vec2(-4.5, 0.0)].map(|it| at + it);
    painter.add(Shape::convex_polygon(corners.to_vec(), fill, Stroke::new(1.5, ink)));
}

/// Says under the pointer whose tick this is.
fn hovered(ctx: &Context<'_>, response: &Response, group: &Group, x: impl Fn(f64) -> f32) {
    let Some(pointer) = response.hover_pos() else { return };
    let near = |value: f64| (x(value) - pointer.x).abs() <= NEAR;
    let mut lines: Vec<String> = group.members.iter().filter(|it| near(it.value)).map(|it| words(ctx, it)).collect();
    lines.truncate(12);
    for (value, name) in [(&group.pooled, "together"), (&group.extremised, "together, extremised")] {
        if let Some(value) = value.as_ref().ok().filter(|it| near(**it)) {
            lines.push(format!("{name}: {}", told::share(*value)));
        }
    }
    if !lines.is_empty() {
        response.clone().on_hover_text_at_pointer(lines.join("\n"));
    }
}

/// Puts each tick and mark into the accessibility tree.
fn tell(ctx: &Context<'_>, ui: &Ui, group: &Group, place: impl Fn(f64) -> Rect) {
    let one = |nth: usize, value: f64, words: String| {
        let id = Id::unique(("tick", group.node, nth));
        ui.interact(place(value), id, Sense::hover()).widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &words));
    };
    for (nth, it) in group.members.iter().enumerate().take(MOST_TOLD) {
        one(nth, it.value, words(ctx, it));
    }
    if let (Ok(pooled), Ok(extremised)) = (&group.pooled, &group.extremised) {
        one(usize::MAX, *pooled, format!("together: {}", told::share(*pooled)));
        one(usize::MAX - 1, *extremised, format!("together, extremised: {}", told::share(*extremised)));
    }
}

/// What a person holds, in words.
fn words(ctx: &Context<'_>, it: &Member) -> String {
    let how = if it.stated { "stated" } else { "follows from their reasons" };
    format!("{}: {}, {how}", told::name(ctx.map, it.person), told::share(it.value))
}

/// What the signs mean; only those that are drawn.
fn legend(ui: &mut Ui, group: &Group, ink: Color32, pooled: Color32) {
    let paper = ui.visuals().panel_fill;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        let mut sign = |words: &str, draw: &dyn Fn(&Painter, Pos2)| {
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(11.0, TICK + 1.0), Sense::hover());
                draw(ui.painter(), rect.center());
                ui.label(egui::RichText::new(words).small().weak());
                ui.add_space(7.0);
            });
        };
        let foot = vec2(0.0, TICK / 2.0);
        if group.members.iter().any(|it| it.stated) {
            sign("stated", &|painter, at| person(painter, at + foot, true, ink, paper));
        }
        if group.members.iter().any(|it| !it.stated) {
            sign("follows", &|painter, at| person(painter, at + foot, false, ink, paper));
        }
        if group.pooled.is_ok() {
            sign("together", &|painter, at| diamond(painter, at, pooled, pooled));
            sign("extremised", &|painter, at| diamond(painter, at, Color32::TRANSPARENT, pooled));
        }
    });
}

#[expect(clippy::cast_possible_truncation, reason = "a probability, for a place on the screen")]
fn as_f32(value: f64) -> f32 {
    value as f32
}
