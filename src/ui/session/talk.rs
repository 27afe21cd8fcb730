//! Who speaks: the queue with three kinds of hand, new voices first.

use super::{
    State, Wish,
    page::{button, line},
    room,
};
use crate::session::{
    Hand, HostCommand, Role, SeatCommand, View,
    view::{HandView, SeatView, Standing},
};
use egui::Ui;

impl State {
    /// Draws who has the floor, who waits for it, and everybody's hand.
    pub(super) fn talk(&mut self, ui: &mut Ui, view: &View, wishes: &mut Vec<Wish>) {
        ui.heading("Who speaks");
        let host = |it| Wish::Host(it);
        match &view.floor {
            Some(it) => {
                let seconds = room::now().since(it.since).max(0) / 1000;
                ui.horizontal_wrapped(|ui| {
                    ui.strong(&it.name);
                    ui.label(format!("speaks, {}", super::page::clock(seconds)));
                    if button(ui, true, "End turn", false) {
                        wishes.push(host(HostCommand::EndFloor));
                    }
                });
            }
            None => {
                ui.weak("Nobody has the floor.");
            }
        }
        for (nth, it) in (1..).zip(&view.queue) {
            ui.horizontal_wrapped(|ui| {
                ui.label(format!("{nth}. {}", words(it, view)));
                if ui.small_button("Lower").accessible_name(format!("Lower the hand of {}", it.name)).clicked() {
                    wishes.push(host(HostCommand::LowerHand(it.seat)));
                }
            });
        }
        if !view.queue.is_empty() && button(ui, view.standing == Standing::Open, "Next speaker", view.round.is_none()) {
            wishes.push(host(HostCommand::GiveNextFloor));
        }
        ui.add_space(6.0);
        for it in view.seats.iter().filter(|it| it.role == Role::Participant) {
            person(ui, it, view, wishes);
        }
        self.joins(ui, wishes);
    }

    fn joins(&mut self, ui: &mut Ui, wishes: &mut Vec<Wish>) {
        wishes.extend(line(ui, &mut self.page.name, "Who comes late", "Let in").map(Wish::Join));
    }
}

/// A hand in words: “Bo: replies to Ada, a new voice”.
fn words(it: &HandView, view: &View) -> String {
    let name = |id| view.seats.iter().find(|it| it.seat == id).map_or("", |it| it.name.as_str());
    let what = match it.hand {
        Hand::NewPoint => "a new point".to_owned(),
        Hand::Reply(to) => format!("a reply to {}", name(to)),
        Hand::Process => "how we go on".to_owned(),
    };
    let voice = if it.new_voice { ", a new voice" } else { "" };
    format!("{}: {what}{voice}", it.name)
}

/// Somebody in the room, and their hand.
fn person(ui: &mut Ui, it: &SeatView, view: &View, wishes: &mut Vec<Wish>) {
    ui.horizontal(|ui| {
        let raise = |hand| Wish::Seat(it.seat, SeatCommand::Raise(hand));
        ui.label(&it.name);
        if !it.here {
            ui.weak("has left");
        }
        let talked = view.talk.iter().find(|at| at.name == it.name).filter(|it| it.turns > 0);
        if let Some(at) = talked {
            let turns = if at.turns == 1 { "turn" } else { "turns" };
            ui.weak(format!("{} {turns}, {}", at.turns, super::page::clock(at.seconds)));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let menu = ui.menu_button("Hand", |ui| {
                if ui.button("A new point").clicked() {
                    wishes.push(raise(Hand::NewPoint));
                }
                for to in view.seats.iter().filter(|to| to.seat != it.seat && to.role == Role::Participant) {
                    if ui.button(format!("A reply to {}", to.name)).clicked() {
                        wishes.push(raise(Hand::Reply(to.seat)));
                    }
                }
                if ui.button("How we go on").clicked() {
                    wishes.push(raise(Hand::Process));
                }
                ui.separator();
                if ui.button(if it.here { "Leaves the room" } else { "Is back" }).clicked() {
                    wishes.push(Wish::Leave(it.seat, it.here));
                }
            });
            let _ = menu.response.accessible_name(format!("Raise the hand of {}", it.name));
        });
    });
}
