//! Who speaks: the queue with three kinds of hand, new voices first.

use super::{Wish, page::button, room};
use crate::session::{
    Hand, HostCommand, View,
    view::{HandView, Standing},
};
use egui::Ui;

/// Draws who has the floor, and who waits for it.
pub fn talk(ui: &mut Ui, view: &View, wishes: &mut Vec<Wish>) {
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
