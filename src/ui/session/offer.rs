//! Offers to go on with a discussion that was not brought to its end.

use super::{State, Unfinished, Wish};
use egui::{Align, Button, Id, Layout, Modal, RichText, Ui};

impl State {
    /// Draws what lies over the window: the offer, or the form of a new discussion.
    pub fn show_over(&mut self, ui: &mut Ui) -> Option<Wish> {
        if let Some(mut setup) = self.setup.take() {
            let (wish, close) = setup.show(ui, self.told.as_deref());
            self.setup = (!close).then_some(setup);
            return wish;
        }
        self.unfinished.as_ref().and_then(|it| offer(ui, it, self.told.as_deref()))
    }
}

fn offer(ui: &mut Ui, it: &Unfinished, told: Option<&str>) -> Option<Wish> {
    let mut wish = None;
    let modal = Modal::new(Id::unique("unfinished")).show(ui, |ui| {
        ui.set_width((ui.content_rect().width() - 64.0).clamp(240.0, 460.0));
        ui.heading("Go on with the discussion?");
        ui.label(format!("“{}” of {} was not brought to its end.", it.title, it.day));
        if !it.people.is_empty() {
            ui.label(format!("In the room: {}.", it.people.join(", ")));
        }
        ui.label("Every answer is there. It comes back paused.");
        if let Some(told) = told {
            ui.colored_label(ui.visuals().error_fg_color, told);
        }
        ui.add_space(8.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let resume = ui.add(Button::new(RichText::new("Resume").strong()));
            if ui.memory(|it| it.focused().is_none()) {
                resume.request_focus();
            }
            if resume.clicked() {
                wish = Some(Wish::Resume);
            }
            if ui.button("Not now").clicked() {
                wish = Some(Wish::NotNow);
            }
            if ui.button("Begin another").clicked() {
                wish = Some(Wish::Another);
            }
        });
    });
    if wish.is_none() && modal.should_close() && !modal.backdrop_response.clicked() {
        wish = Some(Wish::NotNow);
    }
    wish
}
