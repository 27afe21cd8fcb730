//! A tour of two minutes on the sample. It watches what is done and moves on when its step was done; it changes nothing
//! itself.

mod aim;
mod card;
mod spot;
mod steps;

use super::{App, action::Action, command::Command, index::is_due};
use crate::{
    map::{Edit, Item, Map},
    sample,
};
use egui::{Id, Key, KeyboardShortcut, Pos2, Ui};
use std::time::Duration;
use steps::{Goal, STEPS};

/// For so many seconds a step that was done stays, so that one sees what one did.
const LINGERS: f64 = 1.0;

/// For so many seconds the pointer rests on a node before that counts as looking.
const RESTS: f64 = 0.6;

/// The tour of this window.
#[derive(Debug, Default)]
pub struct Tour {
    state: State,
    card: card::Card,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum State {
    /// No tour.
    #[default]
    Away,
    /// A card asks whether one wants it, on the desk of this number.
    Offered(u64),
    /// At a step, on the desk of this number.
    At(u64, Stand),
}

/// How far one is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Stand {
    /// Which step.
    step: usize,
    /// When it was done, in seconds, if it was.
    done: Option<f64>,
    /// Where the pointer was when the step began: where it happens to be shows nothing.
    pointer: Option<Pos2>,
    /// Since when it rests on a node.
    rests: Option<f64>,
    /// What was selected when the step began.
    selected: Option<Item>,
}

/// What is asked for on a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Begins.
    Start,
    /// Goes to the step before.
    Back,
    /// Goes to the next step, done or not.
    Next,
    /// Goes to the tab where the tour is.
    Return,
    /// Ends, or does not begin.
    Close,
}

/// What a person did, as far as a step may ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// This, and it could be done.
    Did(Action),
    /// Made a node.
    Made,
    /// Anything else.
    Other,
}

impl Deed {
    /// What a command does; `enabled` says what can be done before it is.
    pub fn of(command: &Command, enabled: impl FnOnce(Action) -> bool) -> Option<Self> {
        match command {
            Command::Do(action) => enabled(*action).then_some(Self::Did(*action)),
            Command::EditAndSelect(Edit::AddNode { .. }) => Some(Self::Made),
            // Buttons on the card and letters as they are typed do nothing to the map.
            Command::Tour(_) | Command::Draft(_) | Command::Find(_) => None,
            _ => Some(Self::Other),
        }
    }
}

impl Tour {
    /// Whether the keyboard is on a button of the card, and these keys are for it.
    pub fn wants(&self, ui: &Ui, keys: KeyboardShortcut) -> bool {
        let plain = !keys.modifiers.command && !keys.modifiers.alt;
        let on_card = ui.memory(egui::Memory::focused).is_some_and(|it| self.card.buttons.contains(&it));
        on_card && plain && matches!(keys.logical_key, Key::Tab | Key::Enter | Key::Space | Key::Escape)
    }

    /// The button of the card that the keyboard comes to first, while there is a card.
    pub fn first_button(&self) -> Option<Id> {
        self.card.first
    }
}

impl App {
    /// Offers the tour, if the sample is in front: at the first start.
    pub(super) fn offer_tour(&mut self) {
        if !self.settings.tour_offered && is_fresh_sample(self.desk.document.map()) {
            self.tour.state = State::Offered(self.desk.number);
        }
    }

    /// Begins the tour, on a fresh copy of the sample unless one is in front.
    pub(super) fn start_tour(&mut self, ui: &Ui) {
        // A copy that got a file of its own is somebody's work.
        let nobodys = self.home.keeps(&self.desk.store.path) || !self.desk.store.path.exists();
        if !(nobodys && is_fresh_sample(self.desk.document.map())) {
            self.open_sample(&sample::FIRST);
        }
        self.answer_offer();
        self.go_to_step(0, ui);
        self.leave_card(ui);
    }

    /// The keys that a step speaks of are for the map.
    fn leave_card(&mut self, ui: &Ui) {
        let focused = ui.memory(egui::Memory::focused);
        if let Some(button) = focused.filter(|it| self.tour.card.buttons.contains(it)) {
            ui.memory_mut(|it| it.surrender_focus(button));
        }
        self.keyboard_to_map = true;
    }

    /// Does what was asked for on a card.
    pub(super) fn follow_tour(&mut self, wish: Wish, ui: &Ui) {
        match (wish, self.tour.state) {
            (Wish::Start, _) => self.start_tour(ui),
            (Wish::Back, State::At(_, at)) => self.go_to_step(at.step.saturating_sub(1), ui),
            (Wish::Next, State::At(_, at)) => self.go_to_step(at.step + 1, ui),
            (Wish::Return, State::At(desk, _)) => {
                let at = self.desks().position(|it| it.number == desk);
                if let Some(at) = at {
                    self.show_tab(at);
                }
            }
            _ => {
                self.tour.state = State::Away;
                self.answer_offer();
            }
        }
        self.leave_card(ui);
    }

    fn answer_offer(&mut self) {
        if !self.settings.tour_offered {
            self.change_settings(|it| it.tour_offered = true);
        }
    }

    /// Is at another step, or with the last one at the end.
    fn go_to_step(&mut self, step: usize, ui: &Ui) {
        let desk = match self.tour.state {
            State::At(desk, _) if step > 0 => desk,
            _ => self.desk.number,
        };
        let pointer = ui.input(|it| it.pointer.latest_pos());
        let step = step.min(STEPS.len() - 1);
        self.tour.state =
            State::At(desk, Stand { step, pointer, selected: self.desk.view.single(), ..Stand::default() });
        ui.request_repaint();
    }

    /// Takes notice of what was just done: the step may be done by it.
    pub(super) fn tour_sees(&mut self, deed: Option<Deed>, ui: &Ui) {
        let (Some(deed), State::At(desk, at)) = (deed, self.tour.state) else { return };
        if desk != self.desk.number {
            return;
        }
        let mut step = at.step;
        if at.done.is_some() {
            // Whoever goes on need not wait.
            if deed == Deed::Other {
                return;
            }
            step += 1;
        }
        let selected = self.desk.view.single().filter(|it| it.node().is_some());
        let done = match (STEPS[step.min(STEPS.len() - 1)].goal, deed) {
            (Goal::Look, _) => selected.is_some() && selected != at.selected,
            (Goal::Make, Deed::Made) => true,
            (Goal::Do(actions), Deed::Did(action)) => actions.contains(&action),
            (Goal::Fold, Deed::Did(Action::Fold | Action::FoldBelow)) => !self.desk.view.showing.folded.is_empty(),
            (Goal::Find, Deed::Did(Action::FindNext | Action::FindPrevious)) => !self.desk.find.found.stops.is_empty(),
            _ => false,
        };
        if step != at.step {
            self.go_to_step(step, ui);
        }
        if let State::At(_, at) = &mut self.tour.state
            && done
        {
            at.done = Some(ui.input(|it| it.time));
            ui.request_repaint();
        }
    }

    /// Draws the card of the tour, and moves on when it is time. Returns what was asked for on it.
    pub(super) fn show_tour(&mut self, ui: &Ui) -> Option<Command> {
        let mut tour = std::mem::take(&mut self.tour);
        let wish = match tour.state {
            State::Offered(desk) if desk == self.desk.number => tour.card.offer(self, ui),
            State::At(desk, _) if desk != self.desk.number => {
                if self.desks().any(|it| it.number == desk) {
                    tour.card.elsewhere(self, ui)
                } else {
                    tour.state = State::Away;
                    None
                }
            }
            State::At(_, at) => {
                let covered = self.is_asking();
                self.look(&mut tour, at, covered, ui);
                match tour.state {
                    State::At(_, at) => tour.card.step(self, at, ui),
                    _ => None,
                }
            }
            _ => {
                tour.card.forget();
                None
            }
        };
        self.tour = tour;
        wish.map(Command::Tour)
    }

    /// Looks whether the pointer rests on a node, and goes on from a step that was done.
    fn look(&self, tour: &mut Tour, mut at: Stand, covered: bool, ui: &Ui) {
        let (now, pointer) = ui.input(|it| (it.time, it.pointer.latest_pos()));
        let soon = |until: f64| ui.request_repaint_after(Duration::from_secs_f64(until.max(0.0)));
        if STEPS[at.step].goal == Goal::Look && at.done.is_none() {
            let moved = pointer != at.pointer;
            let on_node = self.desk.view.hovered.is_some_and(|it| it.node().is_some());
            at.rests = at.rests.or(Some(now)).filter(|_| on_node && moved && !covered);
            match at.rests {
                Some(since) if now - since >= RESTS => at.done = Some(now),
                Some(since) => soon(RESTS - (now - since)),
                None => {}
            }
        }
        if let Some(since) = at.done.filter(|_| !covered) {
            if now - since >= LINGERS {
                let selected = self.desk.view.single();
                at = Stand { step: at.step + 1, pointer, selected, ..Stand::default() };
                ui.request_repaint();
            } else {
                soon(LINGERS - (now - since));
            }
        }
        if let State::At(desk, _) = tour.state {
            tour.state = State::At(desk, at);
        }
    }
}

/// Whether a map is the sample, with enough left to decide on for a tour.
fn is_fresh_sample(map: &Map) -> bool {
    let is_sample = map.sources().any(|it| &*it.1.text == sample::FIRST.text);
    is_sample && map.reviews().filter(|it| is_due(map, it.0)).count() > 1
}
