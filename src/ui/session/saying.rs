//! Saying back: one says what another holds, and that one judges whether it is so.

use super::{State, Wish};
use crate::{
    session::{
        HostCommand, Role, SeatCommand, SeatId, Settings, TEXT, Verdict, View,
        view::{ParaphraseView, Standing},
    },
    ui::inspector::heading,
};
use egui::{Button, ComboBox, Label, TextEdit, Ui};
use std::collections::BTreeSet;

/// What is being said back.
#[derive(Debug)]
pub struct Draft {
    by: SeatId,
    of: Option<SeatId>,
    text: String,
}

impl Draft {
    /// Nothing yet.
    pub fn by(by: SeatId) -> Self {
        Self { by, of: None, text: String::new() }
    }
}

const VERDICTS: [(Verdict, &str); 3] = [(Verdict::Yes, "Yes"), (Verdict::Mostly, "Mostly"), (Verdict::No, "No")];

impl State {
    /// Draws what was said back, what is being said back, and whether it comes before a reply.
    pub(super) fn said_back(&mut self, ui: &mut Ui, view: &View, wishes: &mut Vec<Wish>) {
        ui.add_space(8.0);
        ui.heading("Saying back");
        if view.standing != Standing::Closed {
            let mut first = view.settings.say_back_first;
            let words = "Before a reply one says back what the other holds";
            if ui.checkbox(&mut first, words).changed() {
                let settings = Settings { say_back_first: first, ..view.settings };
                wishes.push(Wish::Host(HostCommand::Set(settings)));
            }
            self.say(ui, view, wishes);
        }
        let table = self.room.as_ref().map(super::Room::at_table).unwrap_or_default();
        // The newest first: that is the one to be judged.
        for it in view.paraphrases.iter().rev() {
            self.said(ui, it, &table, view.standing == Standing::Open, wishes);
        }
    }

    fn say(&mut self, ui: &mut Ui, view: &View, wishes: &mut Vec<Wish>) {
        let Some(draft) = &mut self.page.says else {
            ui.weak("To begin: Seat, then “Says back a view…”.");
            return;
        };
        let name = |id: SeatId| view.seats.iter().find(|it| it.seat == id).map_or("", |it| it.name.as_str());
        ui.horizontal(|ui| {
            let label = ui.label(format!("{} says what is held by", name(draft.by)));
            let list = ComboBox::from_id_salt("of whom").selected_text(draft.of.map_or("…", name));
            let shown = list.show_ui(ui, |ui| {
                let others = view.seats.iter().filter(|it| it.role == Role::Participant && !it.removed);
                for it in others.filter(|it| it.seat != draft.by) {
                    ui.selectable_value(&mut draft.of, Some(it.seat), it.name.as_str());
                }
            });
            shown.response.labelled_by(label.id);
        });
        let text = TextEdit::multiline(&mut draft.text).desired_rows(2).desired_width(f32::INFINITY);
        ui.add(text.char_limit(TEXT).hint_text("What the other holds, and why"))
            .accessible_name("What the other holds");
        let (mut said, mut close) = (None, false);
        ui.horizontal(|ui| {
            let ready = draft.of.is_some() && !draft.text.trim().is_empty();
            if ui.add_enabled(ready, Button::new("Say it")).clicked()
                && let Some(of) = draft.of
            {
                said = Some(Wish::Seat(draft.by, SeatCommand::SayBack { of, text: draft.text.clone() }));
            }
            close = ui.button("Not now").clicked();
        });
        if close || said.is_some() {
            self.page.says = None;
        }
        wishes.extend(said);
    }

    fn said(&mut self, ui: &mut Ui, it: &ParaphraseView, table: &BTreeSet<SeatId>, open: bool, wishes: &mut Vec<Wish>) {
        heading(ui, &format!("{} of {}", it.by, it.of));
        ui.add(Label::new(format!("“{}”", it.text)).wrap());
        match it.verdict {
            Some(verdict) => {
                let word = match verdict {
                    Verdict::Yes => "Yes, that is it",
                    Verdict::Mostly => "Mostly",
                    Verdict::No => "No",
                };
                let missed = if it.missed.is_empty() { String::new() } else { format!(". Missed: {}", it.missed) };
                ui.add(Label::new(format!("{}: {word}{missed}", it.of)).wrap());
            }
            None if !table.contains(&it.of_seat) => {
                ui.weak(format!("{} judges it at their browser.", it.of));
            }
            None => {
                ui.label(format!("{}, is that what you hold?", it.of));
                let missed = TextEdit::singleline(&mut self.page.missed).char_limit(TEXT);
                let missed = missed.hint_text("You missed … (may stay empty)").desired_width(f32::INFINITY);
                ui.add(missed).accessible_name(format!("What {} missed", it.by));
                ui.horizontal(|ui| {
                    for (verdict, words) in VERDICTS {
                        let button = ui.add_enabled(open, Button::new(words));
                        if button.accessible_name(format!("{words}, says {}", it.of)).clicked() {
                            let missed = std::mem::take(&mut self.page.missed);
                            let judge = SeatCommand::Judge { paraphrase: it.paraphrase, verdict, missed };
                            wishes.push(Wish::Seat(it.of_seat, judge));
                        }
                    }
                });
            }
        }
    }
}
