//! What somebody fills in while they have the laptop. Nothing is filled in beforehand: what stands there draws answers to it.

use super::{
    Wish,
    answer::Credence,
    asking::{Task, large, main, open_crux, open_poll},
    ballot::Ballot,
    would::Test,
};
use crate::session::{SeatId, View};
use egui::{Button, Key, Modifiers, RichText, Ui, vec2};

/// What was filled in so far, and for what.
#[derive(Debug)]
pub struct Form {
    /// What it is for.
    pub task: Task,
    fields: Fields,
}

#[derive(Debug)]
enum Fields {
    Credence(Credence),
    Test(Test),
    Ballot(Ballot),
}

/// What somebody wants who is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// To seal what they filled in.
    Seal,
    /// To leave it.
    Back,
}

impl Form {
    /// Nothing filled in; `nth` differs from that of every other: what can be taken back in a field is kept by its id, and
    /// must not come back for who has the laptop next.
    pub fn new(task: Task, nth: u64, be_named: bool) -> Self {
        let fields = match task {
            Task::Round(_) => Fields::Credence(Credence::new(nth, be_named)),
            Task::Crux(_) => Fields::Test(Test::new(nth)),
            Task::Poll(_) => Fields::Ballot(Ballot::default()),
        };
        Self { task, fields }
    }

    /// Asks once to look again at numbers that do not fit together. Whether it has asked now.
    pub fn asks_again(&mut self) -> bool {
        if let Fields::Test(it) = &mut self.fields { it.asks_again() } else { false }
    }

    /// Draws it, for whom it is.
    pub fn show(&mut self, ui: &mut Ui, seat: SeatId, view: &View) -> Option<Wish> {
        let name = view.you.as_ref().map(|it| it.name.as_str()).unwrap_or_default();
        // Before any field: one that has the focus would take Enter for itself.
        let entered = ui.input_mut(|it| it.consume_key(Modifiers::COMMAND, Key::Enter));
        ui.weak(format!("For {name} alone"));
        let over = |ui: &mut Ui| {
            ui.label("That is over.");
            main(ui, "Back to the facilitator").then_some(Wish::Back)
        };
        match (self.task, &mut self.fields) {
            (Task::Round(id), Fields::Credence(it)) => match view.round.as_ref().filter(|it| it.round == id) {
                Some(round) => it.show(ui, seat, view, round, entered),
                None => over(ui),
            },
            (Task::Crux(id), Fields::Test(it)) => match open_crux(view, id) {
                Some(crux) => it.show(ui, seat, view, crux, entered),
                None => over(ui),
            },
            (Task::Poll(id), Fields::Ballot(it)) => match open_poll(view, id) {
                Some(poll) => it.show(ui, seat, poll, entered),
                None => over(ui),
            },
            _ => over(ui),
        }
    }
}

/// What is asked, and that it was answered already, if it was.
pub fn asked(ui: &mut Ui, what: &str, text: &str, has: bool) {
    ui.label(RichText::new(what).size(16.0));
    ui.add(egui::Label::new(RichText::new(text).size(21.0).strong()).wrap());
    if has {
        ui.weak("You have answered this already. What you seal now takes the place of that.");
    }
    ui.add_space(4.0);
}

/// The end of a form. `entered` says that it was sealed by key.
pub fn done(ui: &mut Ui, ready: bool, entered: bool) -> Option<Done> {
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        let seal = ui.add_enabled(ready, large("Done, hand it back", ready)).on_hover_text("Ctrl+Enter does it, too");
        let back = ui.add(Button::new("Hand it back without an answer").min_size(vec2(0.0, 44.0)));
        match (ready && (seal.clicked() || entered), back.clicked()) {
            (true, _) => Some(Done::Seal),
            (_, true) => Some(Done::Back),
            _ => None,
        }
    })
    .inner
}
