//! What is kept on the way: parked, to be done, noted.

use super::{State, Wish, page::line, proposals::choose_claim};
use crate::{
    session::{HostCommand, View, view::NoteView},
    ui::inspector::heading,
};
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
        if typed.kind == Kind::Note {
            choose_claim(ui, "On", &mut typed.note_on, view);
        }
        if let Some(text) = line(ui, &mut typed.keep, "What to keep", "Keep") {
            wishes.push(Wish::Host(match typed.kind {
                Kind::Park => HostCommand::Park(text),
                Kind::Act => HostCommand::Act { text, who: std::mem::take(&mut typed.who) },
                Kind::Note => HostCommand::Note { text, item: typed.note_on },
            }));
        }
        lists(ui, view);
    }
}

/// What is kept so far.
pub fn lists(ui: &mut Ui, view: &View) {
    let does = |(text, who): &(String, String)| if who.is_empty() { text.clone() } else { format!("{who}: {text}") };
    let all: [(&str, Vec<String>); 4] = [
        ("For later", view.parked.clone()),
        ("To do", view.to_do.iter().map(does).collect()),
        ("Notes, for you alone", notes(view, true)),
        ("The scribe's notes", notes(view, false)),
    ];
    for (title, lines) in all.into_iter().filter(|it| !it.1.is_empty()) {
        heading(ui, title);
        for line in lines {
            ui.add(Label::new(format!("• {line}")).wrap());
        }
    }
}

/// The notes, with the phase they are of and the claim they are on.
fn notes(view: &View, private: bool) -> Vec<String> {
    let claim = |id| view.items.iter().find(|it| Some(it.item) == id).map(|it| format!("“{}”", it.text));
    let words = |it: &NoteView| {
        let of: Vec<String> = it.phase.clone().into_iter().chain(claim(it.item)).collect();
        if of.is_empty() { it.text.clone() } else { format!("{} ({})", it.text, of.join(", ")) }
    };
    view.notes.iter().filter(|it| it.private == private).map(words).collect()
}
