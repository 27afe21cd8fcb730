//! Reading and writing `keys.ron`, and the window that shows the keys in force.

use super::{
    App,
    action::Menu,
    command::Command,
    home,
    keys::{self, Keys},
    menu,
    notices::Notice,
};
use egui::{Grid, Id, Modal, RichText, ScrollArea, Ui};
use std::{fs, io, sync::Arc};

/// A larger file than this says nothing about keys, in bytes.
const LARGEST: u64 = 1 << 20;

/// So much of what is wrong is told at once.
const TOLD: usize = 3;

impl App {
    /// Puts the keys in force that the file says. Tells what is wrong with it.
    pub(super) fn read_keys(&mut self) {
        let path = self.home.keys_path();
        let small = fs::metadata(&path).map(|it| it.len() <= LARGEST);
        let text = match small {
            Ok(false) => Err(io::Error::other("it is too large")),
            Ok(true) => fs::read_to_string(&path),
            Err(error) => Err(error),
        };
        let (keys, wrong) = match text {
            Ok(text) => Keys::read(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Default::default(),
            Err(error) => (Keys::default(), vec![format!("it cannot be read: {error}")]),
        };
        Arc::new(keys).put_in_force(&self.egui);
        if !wrong.is_empty() {
            let more = wrong.len().saturating_sub(TOLD);
            let more = if more > 0 { format!("; and {more} more") } else { String::new() };
            let first = wrong[..wrong.len().min(TOLD)].join("; ");
            let message = format!("Keys: {first}{more}.");
            self.notices.push(Notice::warning(message, format!("The rest of {} is in force.", path.display())));
        }
    }

    /// Writes the keys in force into the file, for a person to change. What was there is kept aside.
    pub(super) fn write_keys(&mut self) {
        let path = self.home.keys_path();
        let text = keys::in_force(&self.egui).to_text();
        let aside = path.exists().then(|| home::set_aside(&path)).transpose();
        let written = aside.and_then(|aside| self.home.write_keys(&text).map(|()| aside));
        self.notices.push(match written {
            Ok(aside) => {
                let aside = aside.map(|it| format!(" What was there is kept as {}.", it.display())).unwrap_or_default();
                Notice::info(format!("Wrote {}.{aside}", path.display()))
            }
            Err(error) => {
                let message = format!("Cannot write {}: {error}.", path.display());
                Notice::error(message, "Check that you may write there.")
            }
        });
    }

    /// Draws the list of keys; returns what was asked for, and whether it is to be closed.
    pub(super) fn show_keys(&self, ui: &Ui) -> (Option<Command>, bool) {
        let (mut asked, mut done) = (None, false);
        let keys = keys::in_force(ui);
        let modal = Modal::new(Id::unique("shortcuts")).show(ui, |ui| {
            ui.set_width((ui.content_rect().width() - 64.0).clamp(240.0, 460.0));
            ui.heading("Keyboard shortcuts");
            ui.label("Arrows walk over the map, with Alt along links; Escape lets go. On a node that stands, Tab adds a reason, Shift+Tab an objection, Enter a sibling; on a proposal, Tab goes to the next.");
            let most = (ui.content_rect().height() - 260.0).max(60.0);
            ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
                for menu in Menu::ALL {
                    ui.add_space(6.0);
                    ui.label(RichText::new(menu.title()).strong());
                    Grid::new(menu.title()).num_columns(2).spacing([24.0, 4.0]).min_col_width(130.0).show(ui, |ui| {
                        for action in menu::of_menu(menu) {
                            let all: Vec<String> = keys.of(action).iter().map(|&it| keys::shown(ui, it)).collect();
                            if !all.is_empty() {
                                ui.monospace(all.join(" or "));
                                ui.label(action.about().words).on_hover_text(action.about().hint);
                                ui.end_row();
                            }
                        }
                    });
                }
            });
            ui.add_space(8.0);
            let path = self.home.keys_path();
            ui.weak(format!("Keys can be changed in {}.", path.display()));
            ui.horizontal_wrapped(|ui| {
                done = ui.button(RichText::new("Close").strong()).clicked();
                let words = "Writes all commands and their keys into that file, to change there.";
                if ui.button("Write the file").on_hover_text(words).clicked() {
                    asked = Some(Command::WriteKeys);
                }
                let there = path.exists();
                let read = ui.add_enabled(there, egui::Button::new("Read it again"));
                if read.on_hover_text("Puts in force what the file says now.").clicked() {
                    asked = Some(Command::ReadKeys);
                }
            });
        });
        (asked, done || modal.should_close())
    }
}
