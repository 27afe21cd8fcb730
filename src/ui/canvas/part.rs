//! The bar at the top of the canvas while only a part of the map is shown: what part, and the way back.

use super::Context;
use crate::ui::{action::Action, command::Command, teach::Teach as _, theme::colour};
use egui::{Align, Frame, Layout, Margin, Rect, Stroke, Ui, UiBuilder, vec2};

/// Draws the bar, if a focus or a filter is on.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, canvas: Rect) {
    let showing = &ctx.view.showing;
    if !showing.is_part() {
        return;
    }
    let at = Rect::from_min_size(canvas.min + vec2(8.0, 8.0), vec2((canvas.width() - 16.0).max(40.0), 30.0));
    ui.scope_builder(UiBuilder::new().max_rect(at).layout(Layout::left_to_right(Align::Min)), |ui| {
        let fill = colour(ctx.theme.colours.panel);
        let line = Stroke::new(1.0, colour(ctx.theme.colours.faint));
        Frame::new().fill(fill).stroke(line).corner_radius(4).inner_margin(Margin::symmetric(8, 4)).show(ui, |ui| {
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
}
