//! What comes into a frame: results from the background, files and text from outside, keys.

use super::{App, action::Action, canvas, command::Command, files::Loaded, inspector, keys, making, notices::Notice};
use crate::jobs::Lost;
use egui::{Event, KeyboardShortcut, Ui, ViewportCommand};
use std::path::PathBuf;

impl App {
    /// Takes in what came from the background and from outside the window.
    pub(super) fn poll(&mut self, ui: &Ui) {
        let read = self.loading.poll();
        self.read(read);
        if !self.loading.is_busy()
            && self.incoming.is_empty()
            && let Some(path) = self.to_open.pop_front()
        {
            self.open(path);
            ui.request_repaint();
        }
        for number in self.desks().map(|it| it.number).collect::<Vec<_>>() {
            self.on_desk(number, |app| {
                let read = app.desk.reading.poll();
                app.read(read);
            });
        }
        match self.exporting.poll() {
            Some(Ok(Ok(notice) | Err(notice))) => self.notices.push(notice),
            Some(Err(lost)) => {
                self.notices.push(Notice::error(format!("Cannot export: {lost}."), "Please report this."));
            }
            None => {}
        }
        self.poll_bench();
        #[cfg(feature = "model")]
        self.poll_model();
        if let Some(command) = self.dialogs.poll() {
            self.handle(command, ui);
        }
        let dropped: Vec<PathBuf> =
            ui.input(|it| it.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if !dropped.is_empty() && !self.desk.session.is_private() {
            self.to_open.extend(dropped);
            ui.request_repaint();
        }
        let typing =
            ui.text_edit_focused() || self.desk.view.draft.is_some() || self.is_asking() || self.desk.session.covers();
        if !typing {
            self.clipboard_keys(ui);
        }
        if ui.input(|it| it.viewport().close_requested()) && !self.closing {
            self.closing = self.may_close();
            if !self.closing {
                ui.send_viewport_cmd(ViewportCommand::CancelClose);
            }
        }
        if let Some(soon) = self.notices.tick() {
            ui.request_repaint_after(soon);
        }
    }

    /// Takes in what was read, if anything was.
    fn read(&mut self, read: Option<Result<Result<Loaded, Notice>, Lost>>) {
        match read {
            Some(Ok(Ok(loaded))) => self.loaded(loaded),
            Some(Ok(Err(notice))) => self.notices.push(notice),
            Some(Err(lost)) => {
                self.notices.push(Notice::error(format!("Cannot read it: {lost}."), "Please report this."));
            }
            None => {}
        }
    }

    pub(super) fn is_asking(&self) -> bool {
        #[cfg(feature = "model")]
        if self.model.is_open() {
            return true;
        }
        self.picker.is_some()
            || !self.incoming.is_empty()
            || self.ask.is_some()
            || self.page.is_some()
            || self.desk.session.is_asking()
    }

    /// Turns pressed keys into commands. Keys without a modifier count only while nothing is typed.
    pub(super) fn shortcuts(&self, ui: &Ui) -> Vec<Command> {
        // An open menu closes on Escape, so it must get the key.
        if self.is_asking() || self.desk.session.covers() || egui::Popup::is_any_open(ui) {
            return Vec::new();
        }
        let typing = ui.text_edit_focused() || self.desk.view.draft.is_some();
        let in_force = keys::in_force(ui);
        let mut keys: Vec<_> = in_force.all().filter(|it| !typing || it.1.modifiers.command).collect();
        // The keys with the most modifiers first: egui lets Ctrl+S match Ctrl+Shift+S.
        let held = |it: KeyboardShortcut| {
            u8::from(it.modifiers.shift) + u8::from(it.modifiers.command) + u8::from(it.modifiers.alt)
        };
        let focused = ui.memory(egui::Memory::focused);
        let on_canvas = focused.is_none_or(|it| it == canvas::id());
        let makes = |it: Action| making::comes_first(self.desk.document.map(), &self.desk.view, it) && on_canvas;
        // Tab, Shift+Tab and Enter make nodes only on the canvas, and there they do nothing else.
        let is_making = |it: Action| matches!(it, Action::AddReason | Action::AddObjection | Action::AddSibling);
        keys.retain(|it| !is_making(it.0) || makes(it.0));
        keys.retain(|it| !self.tour.wants(ui, it.1));
        // In the table Home goes to the first row.
        keys.retain(|it| it.1.logical_key != egui::Key::Home || focused != Some(super::table::id()));
        keys.sort_by_key(|it| (std::cmp::Reverse(held(it.1)), !is_making(it.0)));
        // In the details Tab goes from field to field.
        let in_details = focused.is_some_and(|it| inspector::holds(ui, it));
        keys.retain(|it| it.1.logical_key != egui::Key::Tab || it.1.modifiers.command || !in_details);
        // While something is dragged, Escape gives that back.
        let is_dragging = self.desk.canvas.is_dragging() || self.desk.beliefs.supposed().is_some();
        keys.retain(|it| it.0 != Action::Deselect || !is_dragging);
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
            let mut pressed = Vec::new();
            for &(action, keys) in &keys {
                if input.consume_shortcut(&keys) {
                    pressed.push(Command::Do(action));
                    // A letter that starts a field in this frame is not typed into it.
                    let name = keys.logical_key.name();
                    let typed = |it: &Event| matches!(it, Event::Text(text) if text.eq_ignore_ascii_case(name));
                    if let Some(at) = input.events.iter().position(typed) {
                        input.events.remove(at);
                    }
                }
            }
            pressed
        })
    }
}
