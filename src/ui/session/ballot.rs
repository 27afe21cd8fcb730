//! What somebody fills in to vote: agree, disagree or pass; how much hangs on each; or dots.

use super::{
    Wish,
    forms::{Done, asked, done},
};
use crate::session::{PollKind, Sealed, SeatCommand, SeatId, Stance, Vote, view::PollView};
use egui::{Align, Button, Label, Layout, Ui, vec2};

/// What was chosen so far, for each option: the place of the choice, or how many dots.
#[derive(Debug, Default)]
pub struct Ballot(Vec<Option<u8>>);

const STANCES: [(&str, Stance); 3] = [("Agree", Stance::Agree), ("Disagree", Stance::Disagree), ("Pass", Stance::Pass)];

impl Ballot {
    fn vote(&self, kind: PollKind) -> Option<Vote> {
        match kind {
            PollKind::Stance => {
                let stance = |it: &Option<u8>| STANCES.get(usize::from((*it)?)).map(|it| it.1);
                self.0.iter().map(stance).collect::<Option<_>>().map(Vote::Stance)
            }
            PollKind::Impact => self.0.iter().copied().collect::<Option<_>>().map(Vote::Impact),
            PollKind::Dots(_) => {
                let given = self.0.iter().any(|it| it.is_some_and(|it| it > 0));
                given.then(|| Vote::Dots(self.0.iter().map(|it| it.unwrap_or(0)).collect()))
            }
        }
    }

    /// Draws it, for whom it is.
    pub fn show(&mut self, ui: &mut Ui, seat: SeatId, poll: &PollView, entered: bool) -> Option<Wish> {
        self.0.resize(poll.options.len(), None);
        let what = match poll.kind {
            PollKind::Stance => "Where do you stand on each?".to_owned(),
            PollKind::Impact => "How much hangs on each? From 0, nothing, to 4, everything.".to_owned(),
            PollKind::Dots(n) => format!("Spread up to {n} dots."),
        };
        asked(ui, &what, &poll.text, poll.yours.is_some());
        let left = match poll.kind {
            PollKind::Dots(n) => n.saturating_sub(self.0.iter().flatten().copied().sum()),
            _ => 0,
        };
        for (option, chosen) in poll.options.iter().zip(&mut self.0) {
            ui.add(Label::new(option.as_str()).wrap());
            let row = vec2(ui.available_width(), 36.0);
            ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| match poll.kind {
                PollKind::Stance => choices(ui, option, STANCES.iter().map(|it| it.0.to_owned()), chosen),
                PollKind::Impact => choices(ui, option, (0..=4).map(|it| it.to_string()), chosen),
                PollKind::Dots(_) => dots(ui, option, left, chosen),
            });
        }
        if matches!(poll.kind, PollKind::Dots(_)) {
            ui.weak(format!("{left} left"));
        }
        let vote = self.vote(poll.kind);
        match (done(ui, vote.is_some(), entered)?, vote) {
            (Done::Seal, Some(vote)) => {
                Some(Wish::Answer(seat, SeatCommand::Enter(Sealed::Poll { poll: poll.poll, vote }), None))
            }
            _ => Some(Wish::Back),
        }
    }
}

fn choices(ui: &mut Ui, option: &str, words: impl Iterator<Item = String>, chosen: &mut Option<u8>) {
    for (nth, words) in (0..).zip(words) {
        let button = Button::new(words.as_str()).min_size(vec2(44.0, 36.0)).selected(*chosen == Some(nth));
        if ui.add(button).accessible_name(format!("{words}: {option}")).clicked() {
            *chosen = Some(nth);
        }
    }
}

fn dots(ui: &mut Ui, option: &str, left: u8, chosen: &mut Option<u8>) {
    let n = chosen.unwrap_or(0);
    let button = |words: &'static str| Button::new(words).min_size(vec2(44.0, 36.0));
    let less = ui.add_enabled(n > 0, button("−")).accessible_name(format!("One dot less: {option}"));
    if less.clicked() {
        *chosen = Some(n.saturating_sub(1));
    }
    let more = ui.add_enabled(left > 0, button("+")).accessible_name(format!("One dot more: {option}"));
    if more.clicked() {
        *chosen = Some(n.saturating_add(1));
    }
    ui.label(if n == 0 { "no dot".to_owned() } else { format!("{n}  {}", "● ".repeat(usize::from(n))) });
}
