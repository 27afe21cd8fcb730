//! Who is in the room, at this computer or at a browser: their hands and their seats.

use super::{
    State, Wish,
    asking::Task,
    page::{Typed, line},
    proposals, saying,
};
use crate::session::{
    Hand, HostCommand, Role, SeatCommand, SeatId, View,
    view::{SeatView, Standing},
};
use egui::{Align, Layout, Ui};
use std::collections::BTreeSet;

/// Where a seat is.
struct Where {
    table: BTreeSet<SeatId>,
    browsers: BTreeSet<SeatId>,
    /// Whether browsers can come in.
    is_open: bool,
}

impl State {
    /// Draws everybody in the room, and a field for who comes late.
    pub(super) fn people(&mut self, ui: &mut Ui, view: &View, wishes: &mut Vec<Wish>) {
        ui.add_space(8.0);
        ui.heading("In the room");
        let whereabouts = self.whereabouts();
        if view.seats.is_empty() {
            ui.weak("Nobody is here yet.");
        }
        for it in &view.seats {
            self.person(ui, it, view, &whereabouts, wishes);
        }
        self.given(ui);
        if view.standing != Standing::Closed {
            wishes.extend(line(ui, &mut self.page.name, "Who comes late", "Let in").map(Wish::Join));
        }
    }

    fn whereabouts(&self) -> Where {
        let table = self.room.as_ref().map(super::Room::at_table).unwrap_or_default();
        #[cfg(feature = "server")]
        let door = self.room.as_ref().and_then(super::Room::door);
        #[cfg(feature = "server")]
        let (browsers, is_open) = (door.as_ref().map(|it| it.seats.clone()).unwrap_or_default(), door.is_some());
        #[cfg(not(feature = "server"))]
        let (browsers, is_open) = (BTreeSet::new(), false);
        Where { table, browsers, is_open }
    }

    /// The code that was made last, to be read out.
    #[cfg_attr(not(feature = "server"), expect(clippy::unused_self, reason = "there are no codes without browsers"))]
    fn given(&mut self, ui: &mut Ui) {
        #[cfg(feature = "server")]
        if let Some((name, code)) = self.page.given.clone() {
            ui.horizontal_wrapped(|ui| {
                ui.label(format!("Code for the seat of {name}, good once:"));
                ui.label(egui::RichText::new(code).size(18.0).strong().monospace());
                if ui.small_button("Hide it").clicked() {
                    self.page.given = None;
                }
            });
        }
        #[cfg(not(feature = "server"))]
        let _ = ui;
    }

    fn person(&mut self, ui: &mut Ui, it: &SeatView, view: &View, at: &Where, wishes: &mut Vec<Wish>) {
        ui.horizontal(|ui| {
            ui.label(&it.name);
            ui.weak(words(it, view, at));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if view.standing == Standing::Closed {
                    return;
                }
                let seat = ui.menu_button("Seat", |ui| seat_menu(ui, it, view, at, &mut self.page, wishes));
                let _ = seat.response.accessible_name(format!("The seat of {}", it.name));
                if it.role == Role::Participant && !it.removed {
                    let hand = ui.menu_button("Hand", |ui| hand_menu(ui, it, view, wishes));
                    let _ = hand.response.accessible_name(format!("Raise the hand of {}", it.name));
                }
            });
        });
        if self.page.removes == Some(it.seat) && !it.removed {
            ui.horizontal_wrapped(|ui| {
                let warning = format!("Take the seat away from {}? What was answered there stays.", it.name);
                ui.colored_label(ui.visuals().warn_fg_color, warning);
                if ui.button("Take it away").clicked() {
                    self.page.removes = None;
                    wishes.push(Wish::Host(HostCommand::RemoveSeat(it.seat)));
                }
                if ui.button("Leave it").clicked() {
                    self.page.removes = None;
                }
            });
        }
    }
}

/// What is to be known of somebody: “scribe, at a browser, 2 turns, 1:05”.
fn words(it: &SeatView, view: &View, at: &Where) -> String {
    let mut words = Vec::new();
    if it.role != Role::Participant {
        words.push(it.role.word().to_owned());
    }
    if it.removed {
        words.push("seat taken away".to_owned());
    } else if at.browsers.contains(&it.seat) {
        words.push("at a browser".to_owned());
    } else if at.table.contains(&it.seat) && !it.here {
        words.push("has left".to_owned());
    } else if !at.table.contains(&it.seat) {
        words.push("browser is gone".to_owned());
    }
    if let Some(at) = view.talk.iter().find(|at| at.name == it.name) {
        let turns = if at.turns == 1 { "turn" } else { "turns" };
        words.push(format!("{} {turns}, {}", at.turns, super::page::clock(at.seconds)));
    }
    words.join(", ")
}

/// An entry of a menu. By keyboard it must close that, too: egui sees to it for the pointer alone.
pub fn item(ui: &mut Ui, words: &str) -> bool {
    let chosen = ui.button(words).clicked();
    if chosen {
        ui.close();
    }
    chosen
}

fn hand_menu(ui: &mut Ui, it: &SeatView, view: &View, wishes: &mut Vec<Wish>) {
    let raise = |hand| Wish::Seat(it.seat, SeatCommand::Raise(hand));
    if item(ui, "A new point") {
        wishes.push(raise(Hand::NewPoint));
    }
    let others = view.seats.iter().filter(|to| to.seat != it.seat && to.role == Role::Participant && !to.removed);
    for to in others {
        if item(ui, &format!("A reply to {}", to.name)) {
            wishes.push(raise(Hand::Reply(to.seat)));
        }
    }
    if item(ui, "How we go on") {
        wishes.push(raise(Hand::Process));
    }
}

fn seat_menu(ui: &mut Ui, it: &SeatView, view: &View, at: &Where, typed: &mut Typed, wishes: &mut Vec<Wish>) {
    if it.removed {
        if item(ui, "Give the seat back, at this computer") {
            wishes.push(Wish::Leave(it.seat, false));
        }
        code(ui, it, at, wishes);
        return;
    }
    if let Some(round) = view.round.as_ref().filter(|_| it.role == Role::Participant)
        && item(ui, "Hand the laptop over")
    {
        wishes.push(Wish::HandTo(it.seat, Task::Round(round.round)));
    }
    if it.role == Role::Participant && at.table.contains(&it.seat) {
        if item(ui, "Says back a view…") {
            typed.says = Some(saying::Draft::by(it.seat));
        }
        if item(ui, "Proposes something…") {
            typed.proposal = Some(proposals::Draft::of(it.seat, view));
        }
    }
    if at.table.contains(&it.seat) && item(ui, if it.here { "Leaves the room" } else { "Is back" }) {
        wishes.push(Wish::Leave(it.seat, it.here));
    }
    code(ui, it, at, wishes);
    for (role, words) in
        [(Role::Participant, "Make participant"), (Role::Scribe, "Make scribe"), (Role::Observer, "Make observer")]
    {
        if it.role != role && item(ui, words) {
            wishes.push(Wish::Host(HostCommand::SetRole { seat: it.seat, role }));
        }
    }
    ui.separator();
    if item(ui, "Take the seat away…") {
        typed.removes = Some(it.seat);
    }
}

/// A code leads to the seat from a browser, while that can come in.
fn code(ui: &mut Ui, it: &SeatView, at: &Where, wishes: &mut Vec<Wish>) {
    #[cfg(feature = "server")]
    if at.is_open && item(ui, "A code for another browser") {
        wishes.push(Wish::Code(it.seat, it.name.clone()));
    }
    #[cfg(not(feature = "server"))]
    let _ = (ui, it, at.is_open, wishes);
}
