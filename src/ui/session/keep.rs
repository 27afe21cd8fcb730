//! What is kept on the way: parked, to be done, noted.

use super::{State, Wish, page::line};
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
        if typed.kind == Kind::Act {
            let who = TextEdit::singleline(&mut typed.who).hint_text("Who does it").desired_width(f32::INFINITY);
            ui.add(who).accessible_name("Who does it");
        }
        if let Some(text) = line(ui, &mut typed.keep, "What to keep", "Keep") {
            wishes.push(Wish::Host(match typed.kind {
                Kind::Park => HostCommand::Park(text),
                Kind::Act => HostCommand::Act { text, who: std::mem::take(&mut typed.who) },
                Kind::Note => HostCommand::Note { text, item: None },
            }));
        }
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
