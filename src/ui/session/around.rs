//! Something that is asked blind, as the facilitator sees it: how many have answered, and to whom the laptop goes next.

use super::{State, Wish, asking::Task, page::named};
use crate::session::{HostCommand, Role, View, view::Standing};
use egui::{Align, Button, Layout, Ui};

/// What is asked, and how far it has come.
pub struct Asked {
    pub task: Task,
    /// What is asked, where several things can be asked at once: it is heard with the buttons.
    pub says: Option<String>,
    /// How many have answered, and of how many.
    pub answered: usize,
    pub of: usize,
    /// What shows it to all.
    pub reveal: HostCommand,
}

impl State {
    /// Draws it. No value of anybody, and of browsers only how many have answered. `more` is drawn at the end of the row.
    pub(super) fn around(
        &mut self,
        ui: &mut Ui,
        view: &View,
        it: Asked,
        wishes: &mut Vec<Wish>,
        more: impl FnOnce(&mut Self, &mut Ui, &mut Vec<Wish>),
    ) {
        let Asked { task, says, answered, of, reveal } = it;
        let heard = |words: &str| says.as_ref().map_or_else(|| words.to_owned(), |it| format!("{words}: {it}"));
        let missing = self.missing(task);
        let name = |id| view.seats.iter().find(|it| it.seat == id).map(|it| it.name.clone()).unwrap_or_default();
        ui.label(format!("{answered} of {of} have answered, blind."));
        let goes_on = view.standing == Standing::Open;
        ui.horizontal_wrapped(|ui| {
            if let Some(&first) = missing.first() {
                let words = format!("Hand the laptop to {}", name(first));
                if named(ui, goes_on, &words, &heard(&words), true) {
                    wishes.push(Wish::HandTo(first, task));
                }
            }
            if named(ui, answered > 0, "Reveal to all", &heard("Reveal to all"), answered >= of) {
                wishes.push(Wish::Host(reveal));
            }
            // Never where another button was a moment ago: what is dropped is gone.
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| more(self, ui, wishes));
        });
        let table = self.room.as_ref().map(super::Room::at_table).unwrap_or_default();
        let seats = view.seats.iter().filter(|it| it.role == Role::Participant && table.contains(&it.seat));
        ui.horizontal_wrapped(|ui| {
            for it in seats {
                let has = !missing.contains(&it.seat) && it.here;
                let words =
                    if has { format!("✔ {}: has answered", it.name) } else { format!("{}: not yet", it.name) };
                let hint = "Hands the laptop over; a second answer takes the place of the first.";
                let button = ui.add_enabled(goes_on, Button::new(words.as_str()).small());
                if button.accessible_name(heard(&words)).on_hover_text(hint).clicked() {
                    wishes.push(Wish::HandTo(it.seat, task));
                }
            }
        });
        if !goes_on {
            ui.weak("Paused. Go on, then hand the laptop around.");
        }
    }
}
