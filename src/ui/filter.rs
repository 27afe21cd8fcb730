//! The window in which one says what is shown of the map.

use super::{App, command::Command, visible::Filter};
use crate::map::{Map, NodeKind, PersonId};
use egui::{ComboBox, Grid, Id, Modal, RichText, ScrollArea, Slider, Ui};

impl App {
    /// Draws the window. Returns what was asked for, and whether it is to be closed.
    pub(super) fn show_filter(&self, ui: &Ui) -> (Option<Command>, bool) {
        let map = self.desk.document.map();
        let mut filter = self.desk.view.showing.filter.clone();
        let mut done = false;
        let modal = Modal::new(Id::unique("filter")).show(ui, |ui| {
            ui.set_width((ui.content_rect().width() - 64.0).clamp(240.0, 400.0));
            ui.heading("Filter");
            let (all, hidden) = (map.node_count(), self.desk.shown.visible.hidden.len());
            ui.weak(format!("Showing {} of {all}", all - hidden.min(all)));
            ui.add_space(4.0);
            let most = (ui.content_rect().height() - 170.0).max(80.0);
            ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
                form(ui, map, &mut filter);
            });
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                done = ui.button(RichText::new("Close").strong()).clicked();
                if ui.add_enabled(filter.is_on(), egui::Button::new("Clear filter")).clicked() {
                    filter = Filter::default();
                }
            });
        });
        let changed = filter != self.desk.view.showing.filter;
        (changed.then_some(Command::Filter(filter)), done || modal.should_close())
    }
}

fn form(ui: &mut Ui, map: &Map, filter: &mut Filter) {
    Grid::new("filter").num_columns(2).spacing([16.0, 10.0]).show(ui, |ui| {
        ui.label("Kinds");
        ui.vertical(|ui| {
            for kind in NodeKind::ALL {
                let count = map.nodes().filter(|it| it.1.kind == kind).count();
                if count == 0 && !filter.without.contains(&kind) {
                    continue;
                }
                let mut shown = !filter.without.contains(&kind);
                let words = format!("{} ({count})", super::inspector::capital(kind.word()));
                if ui.checkbox(&mut shown, words).changed() {
                    if shown {
                        filter.without.remove(&kind)
                    } else {
                        filter.without.insert(kind)
                    };
                }
            }
        });
        ui.end_row();
        let label = ui.label("Person");
        let mut persons: Vec<(&str, PersonId)> = map.persons().map(|(id, it)| (it.name.as_str(), id)).collect();
        persons.sort_unstable();
        let name = persons.iter().find(|it| Some(it.1) == filter.person).map_or("Everybody", |it| it.0);
        let list = ComboBox::from_id_salt("person").selected_text(name).width(220.0).show_ui(ui, |ui| {
            ui.selectable_value(&mut filter.person, None, "Everybody");
            for (name, id) in persons {
                ui.selectable_value(&mut filter.person, Some(id), name);
            }
        });
        list.response.labelled_by(label.id);
        ui.end_row();
        ui.label("State");
        ui.vertical(|ui| {
            for (choice, words) in [(None, "All"), (Some(true), "Open proposals"), (Some(false), "What stands")] {
                ui.radio_value(&mut filter.proposed, choice, words);
            }
        });
        ui.end_row();
        let label = ui.label("Sure at least");
        let slider = Slider::new(&mut filter.least, 0..=100).suffix(" %");
        ui.add(slider).labelled_by(label.id).on_hover_text("Of proposals only: what stands is always shown.");
        ui.end_row();
    });
}
