//! The laptop goes from hand to hand: screens on which nothing of the map, and nothing of others' answers, is in sight.

use super::{State, Wish, forms::Form, page::is_free};
use crate::session::{
    CruxId, PollId, Role, RoundId, SeatId, View, Viewer,
    view::{CruxView, PollView},
};
use egui::{Align, Button, Layout, RichText, ScrollArea, Ui, vec2};

/// What the laptop is handed round for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// A blind answer on a claim.
    Round(RoundId),
    /// The test of a question as a crux.
    Crux(CruxId),
    /// A vote.
    Poll(PollId),
}

impl Task {
    /// Whether the one who looks could do it, and has not.
    fn waits(self, view: &View) -> bool {
        match self {
            Self::Round(id) => view.round.as_ref().is_some_and(|it| it.round == id && it.yours.is_none()),
            Self::Crux(id) => open_crux(view, id).is_some_and(|it| it.yours.is_none()),
            Self::Poll(id) => open_poll(view, id).is_some_and(|it| it.yours.is_none()),
        }
    }
}

/// A test that was not shown yet.
pub fn open_crux(view: &View, id: CruxId) -> Option<&CruxView> {
    view.cruxes.iter().find(|it| it.crux == id && it.outcome.is_none())
}

/// A vote that was not shown yet.
pub fn open_poll(view: &View, id: PollId) -> Option<&PollView> {
    view.polls.iter().find(|it| it.poll == id && it.tally.is_none())
}

/// Who has the laptop, if not the facilitator.
#[derive(Debug)]
pub enum Hand {
    /// It is on its way: to somebody, or back to the facilitator.
    To {
        /// To whom; nobody is the facilitator.
        seat: Option<SeatId>,
        /// What for.
        task: Task,
        /// Whether an answer was just sealed.
        sealed: bool,
    },
    /// Somebody has it, and answers.
    At(SeatId, Box<Form>),
}

/// As wide as a line is easily read, in points.
const WIDE: f32 = 560.0;

impl State {
    /// The participants at this computer who have not answered, in the order of their seats. Who has is known anyway: they had
    /// the laptop. Of browsers only the count is.
    pub(super) fn missing(&self, task: Task) -> Vec<SeatId> {
        let Some(room) = &self.room else { return Vec::new() };
        let (seats, table) = (room.view(Viewer::Host).seats, room.at_table());
        let waits = |it: SeatId| task.waits(&room.view(Viewer::Seat(it)));
        seats
            .iter()
            .filter(|it| it.role == Role::Participant && it.here && table.contains(&it.seat) && waits(it.seat))
            .map(|it| it.seat)
            .collect()
    }

    /// Who is to answer after `seat`: the next who has not, round the table.
    pub(super) fn next_after(&self, seat: SeatId, task: Task) -> Option<SeatId> {
        let missing = self.missing(task);
        missing.iter().copied().find(|&it| it > seat).or(missing.first().copied())
    }

    /// Draws the screen of whoever has the laptop.
    pub(super) fn show_hand(&mut self, ui: &mut Ui) -> Option<Wish> {
        let (hand, room) = (self.hand.as_mut()?, self.room.as_ref()?);
        let wide = (ui.available_width() - 32.0).min(WIDE);
        let mut wish = None;
        ScrollArea::vertical().id_salt("hand").auto_shrink(false).show(ui, |ui| {
            ui.vertical_centered(|ui| {
                ui.add_space((ui.ctx().content_rect().height() * 0.12).min(90.0));
                ui.allocate_ui_with_layout(vec2(wide, 0.0), Layout::top_down(Align::LEFT), |ui| {
                    ui.set_width(wide);
                    ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
                    wish = match hand {
                        Hand::To { seat, task, sealed } => {
                            let name = seat.map(|it| (it, name(room.view(Viewer::Seat(it)).you)));
                            cover(ui, name, *task, *sealed)
                        }
                        Hand::At(seat, form) => form.show(ui, *seat, &room.view(Viewer::Seat(*seat))),
                    };
                    if let Some(told) = &self.told {
                        ui.colored_label(ui.visuals().error_fg_color, told);
                    }
                });
            });
        });
        wish
    }
}

fn name(you: Option<crate::session::view::You>) -> String {
    you.map(|it| it.name).unwrap_or_default()
}

/// The screen between two people.
fn cover(ui: &mut Ui, to: Option<(SeatId, String)>, task: Task, sealed: bool) -> Option<Wish> {
    if sealed {
        ui.label(RichText::new("✔ Your answer is sealed. It is shown with all the others, to all at once.").size(16.0));
        ui.add_space(6.0);
    }
    let Some((seat, name)) = to else {
        ui.label(RichText::new("All have answered").size(26.0).strong());
        ui.label(RichText::new("Hand the laptop back to the facilitator.").size(16.0));
        ui.add_space(10.0);
        return main(ui, "I am the facilitator").then_some(Wish::Back);
    };
    ui.label(RichText::new(format!("Hand the laptop to {name}")).size(26.0).strong());
    ui.label(RichText::new("Everybody else looks away until it comes back.").size(16.0));
    ui.add_space(10.0);
    let mut wish = main(ui, &format!("I am {name}: begin")).then_some(Wish::Has(seat, task));
    ui.add_space(14.0);
    if ui.button("Back to the facilitator").clicked() {
        wish = Some(Wish::Back);
    }
    wish
}

/// A button as large as a fingertip, marked if it is ready to be pressed.
pub fn large(words: &str, ready: bool) -> Button<'_> {
    Button::new(RichText::new(words).size(17.0).strong()).min_size(vec2(220.0, 44.0)).selected(ready)
}

/// The button that most people will want on a screen; the keyboard is on it.
pub fn main(ui: &mut Ui, words: &str) -> bool {
    // In a row words stand in the middle of a button.
    let button = ui.horizontal(|ui| ui.add(large(words, true))).inner;
    if is_free(ui) {
        button.request_focus();
    }
    button.clicked()
}
