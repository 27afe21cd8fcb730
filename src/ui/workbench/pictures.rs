//! The pictures of a result.

use super::super::{canvas::draw_at, context::Context, inspector::heading};
use crate::{evidence::Report, layout::Size, map::NodeId, picture::plot};
use egui::{ComboBox, Sense, Ui, WidgetInfo, vec2};

/// Which picture is shown.
#[derive(Debug, Default)]
pub struct State {
    key: Option<String>,
}

impl State {
    /// Draws the picture of the result of `node`, if there is one.
    pub fn show(&mut self, ctx: &Context<'_>, ui: &mut Ui, node: NodeId) {
        let Some(report) = ctx.bench.report(node).filter(|it| !it.plots.is_empty()) else { return };
        let at = report.plots.iter().position(|it| Some(&it.key) == self.key.as_ref()).unwrap_or(0);
        heading(ui, "Picture");
        if report.plots.len() > 1 {
            self.choose(ui, report, at);
        }
        let plot = &report.plots[at];
        let usual = plot::usual_size(plot, ctx.theme);
        let width = ui.available_width().max(120.0);
        let height = (width * usual.height / usual.width).clamp(150.0, 420.0);
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, plot::describe(plot)));
        if ui.is_rect_visible(rect) {
            ui.painter().rect_filled(rect, 4.0, super::super::theme::colour(ctx.theme.colours.canvas));
            let size = Size { width: rect.width() - 12.0, height: rect.height() - 8.0 };
            draw_at(ui, rect.shrink2(vec2(6.0, 4.0)), plot::draw(plot, size, ctx.theme));
        }
    }

    /// The list of pictures.
    fn choose(&mut self, ui: &mut Ui, report: &Report, at: usize) {
        let mut go = |to: usize| self.key = Some(report.plots[to].key.clone());
        ui.horizontal(|ui| {
            let response = ComboBox::from_id_salt("picture").selected_text(&report.plots[at].words).width(200.0);
            let response = response.show_ui(ui, |ui| {
                for (nth, it) in report.plots.iter().enumerate() {
                    if ui.selectable_label(nth == at, &it.words).clicked() {
                        go(nth);
                    }
                }
            });
            let _ = response.response.accessible_name("Picture");
            let next = ui.small_button("Next").on_hover_text("Shows the next picture.").accessible_name("Next picture");
            if next.clicked() {
                go((at + 1) % report.plots.len());
            }
        });
    }
}
