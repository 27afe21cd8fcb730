//! How the discussion goes: settings that can be changed on the way.

use super::Wish;
use crate::session::{HostCommand, Settings, View, view::Standing};
use egui::{CollapsingHeader, DragValue, Ui};

/// Draws them, folded.
pub fn how(ui: &mut Ui, view: &View, wishes: &mut Vec<Wish>) {
    if view.standing == Standing::Closed {
        return;
    }
    ui.add_space(8.0);
    CollapsingHeader::new("How it goes").show_unindented(ui, |ui| {
        let mut settings: Settings = view.settings;
        ui.checkbox(&mut settings.shows_talk, "The wall shows how long people have talked");
        ui.horizontal_wrapped(|ui| {
            let label = ui.label("A question is a crux from a swing of");
            let swing = DragValue::new(&mut settings.swing).range(5..=90).suffix(" points");
            ui.add(swing.update_while_editing(false)).labelled_by(label.id);
        });
        if settings != view.settings {
            wishes.push(Wish::Host(HostCommand::Set(settings)));
        }
    });
}
