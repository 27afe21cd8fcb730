//! The window in which one chooses as what the map is written, and sees what of it will be lost.

use super::{
    App,
    command::{Command, ExportKind},
};
use crate::formats::FORMATS;
use egui::{Id, Key, Modal, RichText, ScrollArea, Ui};

impl App {
    /// Draws the window. Returns what was asked for, and whether it is to be closed.
    pub(super) fn show_export(&mut self, ui: &Ui) -> (Option<Command>, bool) {
        let writable = || FORMATS.iter().copied().filter(|it| it.write.is_some());
        let Some(mut chosen) = self.export_as.or_else(|| writable().next()) else { return (None, true) };
        let mut done = None;
        let modal = Modal::new(Id::unique("export")).show(ui, |ui| {
            ui.set_width((ui.content_rect().width() - 64.0).clamp(240.0, 460.0));
            ui.heading("Export map");
            ui.add_space(4.0);
            // Room for the list and, below, for what will be lost.
            let most = ((ui.content_rect().height() - 200.0) * 0.6).max(80.0);
            ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
                for format in writable() {
                    let words = format!("{}, .{}", format.words, format.endings[0]);
                    let choice = ui.radio(chosen == format, words);
                    if chosen == format && ui.memory(|it| it.focused().is_none()) {
                        choice.request_focus();
                    }
                    if choice.clicked() {
                        chosen = format;
                    }
                }
            });
            ui.separator();
            let map = self.desk.document.map();
            let (lost, told) = (chosen.loses(map), chosen.tells(map));
            let most = (ui.content_rect().height() - 120.0 - ui.min_rect().height()).max(60.0);
            ScrollArea::vertical().id_salt("lost").max_height(most).auto_shrink([false, true]).show(ui, |ui| {
                if lost.is_empty() {
                    ui.label("Holds all there is in this map.");
                } else {
                    ui.label(format!("Not in it: {}.", lost.join(", ")));
                }
                if !told.is_empty() {
                    ui.label(format!("Whoever opens it can read what people hold: {}.", told.join(", ")));
                }
            });
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                if ui.button(RichText::new("Choose file…").strong()).clicked() {
                    done = Some(true);
                }
                if ui.button("Cancel").clicked() {
                    done = Some(false);
                }
            });
        });
        self.export_as = Some(chosen);
        let go = done == Some(true) || done.is_none() && ui.input(|it| it.key_pressed(Key::Enter));
        (go.then_some(Command::AskExport(ExportKind::Map(chosen))), go || done.is_some() || modal.should_close())
    }
}
