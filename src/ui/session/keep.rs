//! What is kept on the way: parked, to be done, noted.

use super::{State, Wish, page::button};
use crate::session::{HostCommand, View};
use egui::{Label, TextEdit, Ui};

/// Which kind of thing is typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// For later.
    #[default]
    Park,
    /// To be done.
    Act,
    /// For the facilitator alone.
    Note,
}

impl State {
    /// Draws what is kept, and a field for more.
    pub(super) fn kept(&mut self, ui: &mut Ui, view: &View, wishes: &mut Vec<Wish>) {
        ui.heading("To keep");
        let typed = &mut self.page;
        ui.horizontal_wrapped(|ui| {
            for (kind, words) in [(Kind::Park, "For later"), (Kind::Act, "To do"), (Kind::Note, "Note")] {
                ui.radio_value(&mut typed.kind, kind, words);
            }
        });
        let field = TextEdit::singleline(&mut typed.keep).hint_text("What").desired_width(f32::INFINITY);
        let field = ui.add(field).accessible_name("What to keep");
        let mut enter = field.lost_focus() && ui.input(|it| it.key_pressed(egui::Key::Enter));
        ui.horizontal(|ui| {
            if typed.kind == Kind::Act {
                let wide = (ui.available_width() - 70.0).max(60.0);
                let who = TextEdit::singleline(&mut typed.who).hint_text("Who does it").desired_width(wide);
                let who = ui.add(who).accessible_name("Who does it");
                enter |= who.lost_focus() && ui.input(|it| it.key_pressed(egui::Key::Enter));
            }
            let text = typed.keep.trim().to_owned();
            if (button(ui, !text.is_empty(), "Keep", false) || enter) && !text.is_empty() {
                wishes.push(Wish::Host(match typed.kind {
                    Kind::Park => HostCommand::Park(text),
                    Kind::Act => HostCommand::Act { text, who: std::mem::take(&mut typed.who) },
                    Kind::Note => HostCommand::Note { text, item: None },
                }));
                typed.keep.clear();
            }
        });
        let list = |ui: &mut Ui, title: &str, lines: Vec<String>| {
            if !lines.is_empty() {
                ui.add_space(2.0);
                ui.strong(title);
                for line in lines {
                    ui.add(Label::new(format!("• {line}")).wrap());
                }
            }
        };
        let does = |(text, who): &(String, String)| {
            if who.is_empty() { text.clone() } else { format!("{who}: {text}") }
        };
        list(ui, "For later", view.parked.clone());
        list(ui, "To do", view.to_do.iter().map(does).collect());
        list(ui, "Notes, for you alone", view.notes.iter().map(|it| it.text.clone()).collect());
    }
}
