//! What comes into a frame: results from the background, files and text from outside, keys.

use super::{
    App,
    action::Action,
    command::Command,
    notices::Notice,
    prompt::{Ask, Purpose},
};
use egui::{Ui, ViewportCommand};
use std::path::PathBuf;

impl App {
    /// Takes in what came from the background and from outside the window.
    pub(super) fn poll(&mut self, ui: &Ui) {
        match self.loading.poll() {
            Some(Ok(Ok(loaded))) => self.loaded(loaded),
            Some(Ok(Err(notice))) => self.notices.push(notice),
            Some(Err(lost)) => {
                self.notices.push(Notice::error(format!("Cannot read it: {lost}."), "Please report this."));
            }
            None => {}
        }
        match self.exporting.poll() {
            Some(Ok(Ok(notice) | Err(notice))) => self.notices.push(notice),
            Some(Err(lost)) => {
                self.notices.push(Notice::error(format!("Cannot export: {lost}."), "Please report this."));
            }
            None => {}
        }
        #[cfg(feature = "model")]
        self.poll_model();
        if let Some(command) = self.dialogs.poll() {
            self.handle(command, ui);
        }
        let dropped: Vec<PathBuf> =
            ui.input(|it| it.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if let Some(path) = dropped.into_iter().next() {
            self.open(path);
        }
        let typing = ui.text_edit_focused() || self.view.draft.is_some() || self.is_asking();
        if !typing {
            self.clipboard_keys(ui);
        }
        if ui.input(|it| it.viewport().close_requested()) && !self.closing {
            if !self.store.is_dirty() {
                self.closing = true;
            } else if self.home.keeps(&self.store.path) {
                self.closing = self.store.save(self.document.map()).is_ok();
            }
            if !self.closing {
                ui.send_viewport_cmd(ViewportCommand::CancelClose);
                self.ask = Some(Ask::new(Purpose::Close));
            }
        }
        if let Some(soon) = self.notices.tick() {
            ui.request_repaint_after(soon);
        }
    }

    fn is_asking(&self) -> bool {
        #[cfg(feature = "model")]
        if self.model.is_open() {
            return true;
        }
        self.picker.is_some() || self.ask.is_some() || self.shortcuts || self.about
    }

    /// Turns pressed keys into commands. Keys without a modifier count only while nothing is typed.
    pub(super) fn shortcuts(&self, ui: &Ui) -> Vec<Command> {
        // An open menu closes on Escape, so it must get the key.
        if self.is_asking() || egui::Popup::is_any_open(ui) {
            return Vec::new();
        }
        let typing = ui.text_edit_focused() || self.view.draft.is_some();
        let mut keys: Vec<_> = Action::ALL
            .into_iter()
            .flat_map(|action| [action.about().shortcut, action.other_shortcut()].map(|it| (action, it)))
            .filter_map(|(action, keys)| Some((action, keys?)))
            .filter(|it| !typing || it.1.modifiers.command)
            .collect();
        // The keys with the most modifiers first: egui lets Ctrl+S match Ctrl+Shift+S.
        keys.sort_by_key(|(_, it)| std::cmp::Reverse(u8::from(it.modifiers.shift) + u8::from(it.modifiers.command)));
        // What is under way gets Escape first.
        keys.retain(|(action, _)| *action != Action::Deselect || !self.canvas.is_busy());
        // While typing, undo, select all and the clipboard belong to the field.
        let in_field = [
            Action::Undo,
            Action::Redo,
            Action::SelectAll,
            Action::Cut,
            Action::Copy,
            Action::Paste,
            Action::Duplicate,
        ];
        keys.retain(|(action, _)| !typing || !in_field.contains(action));
        ui.input_mut(|input| {
            let pressed = keys.iter().filter(|(_, keys)| input.consume_shortcut(keys));
            pressed.map(|&(action, _)| Command::Do(action)).collect()
        })
    }
}
