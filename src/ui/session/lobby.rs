//! How others come in from a browser: nobody, until the facilitator opens the room at one address of this computer.

use super::{State, Wish, browsers::Door, page::button, qr};
use crate::{
    serve,
    session::{HostCommand, View, view::Standing},
};
use egui::{Button, Label, RichText, Ui};

impl State {
    /// Draws what it takes to let browsers in, or how they come in.
    pub(super) fn lobby(&mut self, ui: &mut Ui, view: &View, wishes: &mut Vec<Wish>) {
        if view.standing == Standing::Closed {
            return;
        }
        ui.heading("Browsers");
        match self.room.as_ref().and_then(super::Room::door) {
            Some(door) => open(ui, view, &door, wishes),
            None => self.closed(ui, wishes),
        }
        ui.add_space(10.0);
    }

    fn closed(&mut self, ui: &mut Ui, wishes: &mut Vec<Wish>) {
        let Some(all) = &self.page.addresses else {
            ui.weak("The room is closed: nobody can come in from outside.");
            if button(ui, true, "Let browsers in…", false) {
                self.page.addresses = Some(serve::addresses());
            }
            return;
        };
        ui.label("At which address? Only who is on that network can come in.");
        for it in all {
            let words = if it.is_own {
                format!("{}: this computer alone", it.ip)
            } else {
                format!("{} ({})", it.ip, it.interface)
            };
            let wide = ui.available_width();
            if ui.add(Button::new(words).min_size(egui::vec2(wide, 30.0))).clicked() {
                wishes.push(Wish::Open(it.clone()));
            }
        }
        plain(ui);
        if button(ui, true, "Leave it closed", false) {
            self.page.addresses = None;
        }
    }
}

/// What is said of the connection, before and while the room is open.
fn plain(ui: &mut Ui) {
    let words = "Plain HTTP, not encrypted: whoever is on that network could read along or answer for somebody. \
                 Use one that you trust.";
    ui.add(Label::new(RichText::new(words).weak()).wrap());
}

fn open(ui: &mut Ui, view: &View, door: &Door, wishes: &mut Vec<Wish>) {
    ui.label("Join at");
    ui.add(Label::new(RichText::new(door.address.as_str()).size(17.0).strong()).wrap());
    ui.horizontal(|ui| {
        ui.label("with the code");
        ui.label(RichText::new(door.code.as_str()).size(20.0).strong().monospace());
    });
    if let Some(it) = &door.qr {
        let fold = egui::CollapsingHeader::new("QR code").default_open(true);
        fold.show_unindented(ui, |ui| {
            qr::show(ui, it, ui.available_width().min(190.0), &format!("QR code that leads to {}", door.link));
        });
    }
    let there = door.seats.len();
    ui.label(match (there, view.locked) {
        (0, false) => "No browser is there yet.".to_owned(),
        (0, true) => "No browser is there. The room is locked.".to_owned(),
        (1, false) => "1 seat is at a browser.".to_owned(),
        (1, true) => "1 seat is at a browser. The room is locked.".to_owned(),
        (n, false) => format!("{n} seats are at browsers."),
        (n, true) => format!("{n} seats are at browsers. The room is locked."),
    });
    ui.horizontal_wrapped(|ui| {
        if button(ui, true, "Copy the link", false) {
            ui.copy_text(door.link.clone());
        }
        let (words, hint) = if view.locked {
            ("Unlock", "Lets new people in again.")
        } else {
            ("Lock", "Lets nobody new in. Who has a seat can always come back.")
        };
        if ui.button(words).on_hover_text(hint).clicked() {
            wishes.push(Wish::Host(HostCommand::Lock(!view.locked)));
        }
        let close = ui.button("Close to browsers");
        if close.on_hover_text("Ends every connection. Seats and answers stay.").clicked() {
            wishes.push(Wish::CloseDoor);
        }
    });
    let wall = format!("The wall for a projector, in any browser: {}", door.wall);
    ui.add(Label::new(RichText::new(wall).weak()).wrap());
    plain(ui);
}
