//! The bar at the top of the canvas while only a part of the map is shown: what part, and the way back.

use super::Context;
use crate::ui::{action::Action, command::Command, teach::Teach as _, theme::colour};
use egui::{Align, Frame, Layout, Margin, Rect, Stroke, Ui, UiBuilder, vec2};

/// Draws the bar at the top of `canvas`, if a focus or a filter is on. Returns what it leaves of the canvas: the map is
/// drawn below, so that the bar covers nothing of it.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, canvas: Rect) -> Rect {
    let showing = &ctx.view.showing;
    if !showing.is_part() {
        return canvas;
    }
    let at = Rect::from_min_size(canvas.min, vec2(canvas.width(), 30.0));
    let layout = Layout::top_down(Align::Min);
    let bar = ui.scope_builder(UiBuilder::new().max_rect(at).layout(layout), |ui| {
        let fill = colour(ctx.theme.colours.panel);
        Frame::new().fill(fill).inner_margin(Margin::symmetric(8, 4)).show(ui, |ui| {
            ui.set_width((canvas.width() - 16.0).max(40.0));
            ui.horizontal_wrapped(|ui| {
                let button = |ui: &mut Ui, words: &str, action: Action, enabled: bool| {
                    let button = ui.add_enabled(enabled, egui::Button::new(words).small());
                    if button.accessible_name(action.about().words).teaches(action).clicked() {
                        ctx.send(Command::Do(action));
                    }
                };
                if let Some(focus) = &showing.focus {
                    let ending = if focus.steps == 1 { "" } else { "s" };
                    ui.label(format!("Focus: {} step{ending}", focus.steps));
                    button(ui, "–", Action::FewerSteps, focus.steps > 1);
                    button(ui, "+", Action::MoreSteps, focus.steps < crate::ui::folding::MOST_STEPS);
                    ui.separator();
                }
                let all = ctx.map.node_count();
                ui.label(format!("Showing {} of {all}", all - ctx.visible.hidden.len().min(all)));
                if showing.filter.is_on() {
                    button(ui, "Filter…", Action::Filter, true);
                }
                button(ui, "Show all", Action::ShowAll, true);
            });
        });
    });
    let bottom = bar.response.rect.max.y.min(canvas.max.y);
    let line = Stroke::new(1.0, colour(ctx.theme.colours.faint));
    ui.painter().hline(canvas.x_range(), bottom, line);
    canvas.with_min_y((bottom + 1.0).min(canvas.max.y))
}
