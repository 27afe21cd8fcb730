//! A question with a text to answer: a path, or a thread to paste. And one with buttons: what to do with unsaved work.

use super::{
    command::{Command, ExportKind},
    workbench::{Goal, Wish},
};
use crate::ui::action::Action;
use egui::{Align, Key, Layout, Modal, Modifiers, RichText, ScrollArea, TextEdit, Ui};
use std::path::PathBuf;

/// A question, what was typed so far, and what the answer is for.
#[derive(Clone, Debug)]
pub struct Ask {
    /// What the answer is for.
    pub purpose: Purpose,
    /// What was typed so far.
    pub text: String,
}

/// What an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The path of a map or a thread.
    Open,
    /// The path of another map.
    Other(super::compared::Reads),
    /// The path of a file for a piece of evidence.
    Data(Goal),
    /// The path to save to.
    SaveAs,
    /// The path to export to.
    Export(ExportKind),
    /// The text of a thread.
    Thread,
    /// Whether to save before closing the window.
    Close,
    /// Whether to save before closing a tab.
    CloseTab,
}

impl Ask {
    /// A question with nothing typed yet.
    pub fn new(purpose: Purpose) -> Self {
        Self { purpose, text: String::new() }
    }

    /// Draws the question. Returns the command it led to, and whether it is to be closed.
    pub fn show(&mut self, ui: &mut Ui) -> (Option<Command>, bool) {
        let (title, hint, verb) = match self.purpose {
            Purpose::Open => ("Open by path", "Path of a map or a thread", "Open"),
            Purpose::Other(reads) => (reads.title(), "Path of a map", reads.verb()),
            Purpose::Data(goal) if goal.link => ("Link a file", "Path of the data", "Link"),
            Purpose::Data(_) => ("Copy a file into the map", "Path of the file", "Copy"),
            Purpose::SaveAs => ("Save as", "Path ending in .ron", "Save"),
            Purpose::Export(_) => ("Export to", "Path of the file to write", "Export"),
            Purpose::Thread => ("Paste a thread", "Paste the text of the thread here", "Read it"),
            Purpose::Close | Purpose::CloseTab => return close(ui, &self.text, self.answer()),
        };
        let mut done = None;
        let modal = Modal::new(egui::Id::unique("prompt")).show(ui, |ui| {
            ui.set_width((ui.content_rect().width() - 64.0).clamp(240.0, 520.0));
            let label = ui.label(RichText::new(title).heading());
            let field = if self.purpose == Purpose::Thread {
                let most = (ui.content_rect().height() - 240.0).clamp(80.0, 320.0);
                let field = TextEdit::multiline(&mut self.text).hint_text(hint).desired_width(f32::INFINITY);
                ScrollArea::vertical().max_height(most).show(ui, |ui| ui.add(field.desired_rows(12))).inner
            } else {
                ui.add(TextEdit::singleline(&mut self.text).hint_text(hint).desired_width(f32::INFINITY))
            };
            let field = field.labelled_by(label.id);
            if ui.memory(|it| it.focused().is_none()) {
                field.request_focus();
            }
            let exists = matches!(self.purpose, Purpose::SaveAs | Purpose::Export(_)) && self.path().is_file();
            let verb = if exists { "Replace" } else { verb };
            if exists {
                ui.colored_label(ui.visuals().warn_fg_color, "A file of this name is there and will be replaced.");
            }
            ui.add_space(8.0);
            let entered = self.purpose != Purpose::Thread && ui.input(|it| it.key_pressed(Key::Enter))
                || ui.input_mut(|it| it.consume_key(Modifiers::COMMAND, Key::Enter));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let ready = !self.text.trim().is_empty();
                let button = ui.add_enabled(ready, egui::Button::new(RichText::new(verb).strong()));
                if button.clicked() || (ready && entered) {
                    done = Some(true);
                }
                if ui.button("Cancel").clicked() {
                    done = Some(false);
                }
                if self.purpose == Purpose::Thread {
                    ui.weak("Ctrl+Enter reads it");
                }
            });
        });
        let close = modal.should_close() || done.is_some();
        (done.filter(|&it| it).map(|_| self.answer()), close)
    }

    /// The path typed; `~` is the home folder, as in a shell.
    fn path(&self) -> PathBuf {
        let text = self.text.trim();
        let home = || Some(directories::BaseDirs::new()?.home_dir().to_owned());
        match text.strip_prefix("~/").and_then(|rest| Some(home()?.join(rest))) {
            Some(path) => path,
            None => PathBuf::from(text),
        }
    }

    fn answer(&self) -> Command {
        match self.purpose {
            Purpose::Open => Command::Open(self.path()),
            Purpose::Other(reads) => Command::Compared(super::compared::Wish::Read(reads, self.path())),
            Purpose::Data(goal) => Command::Bench(Wish::Take(goal, self.path())),
            Purpose::SaveAs => Command::SaveAs(self.path()),
            Purpose::Export(kind) => Command::Export(kind, self.path()),
            Purpose::Thread => {
                Command::ReadThread { title: "Pasted thread".to_owned(), bytes: self.text.clone().into_bytes() }
            }
            Purpose::Close => Command::Close,
            Purpose::CloseTab => Command::LetTabGo,
        }
    }
}

/// Asks whether to save the map of this name; `go` is what closes without.
fn close(ui: &mut Ui, map: &str, go: Command) -> (Option<Command>, bool) {
    let mut answer = None;
    let modal = Modal::new(egui::Id::unique("prompt")).show(ui, |ui| {
        ui.set_width(420.0_f32.min(ui.content_rect().width() - 64.0));
        ui.heading("Save your changes?");
        ui.label(format!("The file of “{map}” does not have them yet. Closed without saving, they wait in the journal beside it and come back when you open the map again."));
        ui.add_space(8.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let save = ui.button(RichText::new("Save and close").strong());
            if ui.memory(|it| it.focused().is_none()) {
                save.request_focus();
            }
            if save.clicked() {
                answer = Some(Some(Command::Do(Action::Save)));
            }
            if ui.button("Close without saving").clicked() {
                answer = Some(Some(go));
            }
            if ui.button("Cancel").clicked() {
                answer = Some(None);
            }
        });
    });
    let close = modal.should_close() || answer.is_some();
    (answer.flatten(), close)
}
