//! The window for settings, what they do to this window, and the maps that were open.

use super::{
    App,
    action::Action,
    command::Command,
    home::Settings,
    notices::Notice,
    picker::{Choice, Choose, Picker},
    teach::Teach as _,
};
use egui::{Grid, Id, Modal, RichText, ScrollArea, Ui};
use std::path::{Path, PathBuf};

/// The sizes of text to choose from, in percent.
const SIZES: [u16; 9] = [80, 90, 100, 110, 125, 140, 160, 180, 200];

/// So many maps are remembered.
const RECENT: usize = 10;

impl Settings {
    /// The size of text and of everything else, in percent: 80 to 200.
    pub fn text_size(&self) -> u16 {
        self.text_size.unwrap_or(100).clamp(SIZES[0], SIZES[SIZES.len() - 1])
    }

    fn remember_map(&mut self, path: &Path) {
        // One that is no Unicode could not be written.
        if path.to_str().is_some() {
            self.recent.retain(|it| it != path);
            self.recent.insert(0, path.to_owned());
            self.recent.truncate(RECENT);
        }
    }
}

impl App {
    /// Lets the window look as the settings say.
    pub(super) fn follow_settings(&mut self, ui: &Ui) {
        let system = ui.system_theme() == Some(egui::Theme::Dark);
        self.desk.view.dark = self.settings.dark.unwrap_or(system);
        self.desk.view.still = self.settings.reduce_motion;
        self.desk.view.by_value = self.settings.by_value != Some(false);
        self.desk.view.minimap = self.settings.minimap != Some(false);
        self.desk.view.beside = self.settings.beside;
        self.desk.view.semantics = self.settings.semantics;
        self.desk.view.drag_selects = self.settings.drag_selects;
        self.desk.view.tabs = self.tabs.count();
        ui.set_theme(if self.desk.view.dark { egui::Theme::Dark } else { egui::Theme::Light });
        let scale = f32::from(self.settings.text_size()) / 100.0;
        if (ui.zoom_factor() - scale).abs() > 1e-3 {
            ui.set_zoom_factor(scale);
        }
    }

    /// Has other settings from now on.
    pub(super) fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings);
        let learns = self.settings.learn != Some(false);
        self.desk.document.set_learning(learns);
        for desk in self.tabs.others_mut() {
            desk.document.set_learning(learns);
        }
        self.remember();
    }

    /// Remembers that the map on the desk was open.
    pub(super) fn remember_map(&mut self) {
        let path = self.desk.store.path.clone();
        let path = std::path::absolute(&path).unwrap_or(path);
        self.settings.remember_map(&path);
        self.remember_tabs();
    }

    /// Lists the maps that were open.
    pub(super) fn choose_recent(&mut self) {
        let others = self.settings.recent.iter().filter(|it| !self.desks().any(|desk| desk.store.is_at(it)));
        let choices: Vec<Choice> = others
            .map(|path| {
                let name = |it: Option<&std::ffi::OsStr>| it.unwrap_or_default().to_string_lossy().into_owned();
                let folder = path.parent().map_or_else(String::new, |it| it.display().to_string());
                Choice { words: name(path.file_stem()), remark: folder, command: Command::OpenRecent(path.clone()) }
            })
            .collect();
        if choices.is_empty() {
            self.notices.push(Notice::info("No other map was open before."));
        } else {
            self.picker = Some(Picker::new(Choose { title: "Open recent".to_owned(), choices }));
        }
    }

    /// Opens a map that was open before; one that is gone is forgotten.
    pub(super) fn open_recent(&mut self, path: PathBuf) {
        if path.exists() {
            self.open(path);
        } else {
            self.settings.recent.retain(|it| *it != path);
            self.remember();
            let message = format!("{} is no longer there.", path.display());
            self.notices.push(Notice::warning(message, "It was taken off the list."));
        }
    }

    /// Draws the window for settings. Returns what was asked for, and whether it is to be closed.
    pub(super) fn show_settings(&mut self, ui: &Ui) -> (Option<Command>, bool) {
        let mut new = self.settings.clone();
        let (mut asked, mut done) = (None, false);
        let modal = Modal::new(Id::unique("settings")).show(ui, |ui| {
            ui.set_width((ui.content_rect().width() - 64.0).clamp(240.0, 420.0));
            ui.heading("Settings");
            ui.add_space(4.0);
            let most = (ui.content_rect().height() - 150.0).max(80.0);
            ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
                form(ui, &mut new);
                ui.add_space(8.0);
                ui.weak(format!("Kept in {}.", self.home.settings_path().display()));
            });
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                done = ui.button(RichText::new("Close").strong()).clicked();
                if ui.button(Action::Shortcuts.about().words).teaches(Action::Shortcuts).clicked() {
                    asked = Some(Command::Do(Action::Shortcuts));
                }
            });
        });
        if new != self.settings {
            self.change_settings(|it| *it = new);
        }
        let close = done || asked.is_some() || modal.should_close();
        (asked, close)
    }
}

fn form(ui: &mut Ui, settings: &mut Settings) {
    Grid::new("settings").num_columns(2).spacing([16.0, 10.0]).show(ui, |ui| {
        ui.label("Theme");
        ui.horizontal(|ui| {
            for (choice, words) in [(None, "As the system"), (Some(false), "Light"), (Some(true), "Dark")] {
                ui.radio_value(&mut settings.dark, choice, words);
            }
        });
        ui.end_row();
        ui.label("Size of text");
        ui.horizontal(|ui| {
            let size = settings.text_size();
            let smaller = SIZES.iter().rev().find(|&&it| it < size);
            let larger = SIZES.iter().find(|&&it| it > size);
            let mut step = |words: &str, name: &str, to: Option<&u16>, ui: &mut Ui| {
                let button = ui.add_enabled(to.is_some(), egui::Button::new(words));
                if button.on_hover_text(name).accessible_name(name).clicked() {
                    settings.text_size = to.copied();
                }
            };
            step("–", "Smaller text", smaller, ui);
            ui.label(format!("{size} %"));
            step("+", "Larger text", larger, ui);
        });
        ui.end_row();
        ui.label("Motion");
        let action = Action::ReduceMotion;
        let _ = ui.checkbox(&mut settings.reduce_motion, action.about().words).teaches(action);
        ui.end_row();
        ui.label("Review");
        let action = Action::LearnFromCorrections;
        let mut learn = settings.learn != Some(false);
        if ui.checkbox(&mut learn, action.about().words).teaches(action).changed() {
            settings.learn = Some(learn);
        }
        ui.end_row();
        ui.label("");
        let action = Action::ReviewByValue;
        let mut by_value = settings.by_value != Some(false);
        if ui.checkbox(&mut by_value, action.about().words).teaches(action).changed() {
            settings.by_value = Some(by_value);
        }
        ui.end_row();
    });
}
