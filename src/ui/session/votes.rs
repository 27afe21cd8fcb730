//! Votes: opened by the facilitator, given blind, shown to all at once.

use super::{State, Wish, around::Asked, asking::Task, told};
use crate::session::{
    HostCommand, PollKind, TEXT, View,
    view::{PollView, Standing},
};
use egui::{DragValue, Frame, Label, Margin, RichText, TextEdit, Ui};

/// A vote that is being written.
#[derive(Debug)]
pub struct Draft {
    kind: PollKind,
    dots: u8,
    text: String,
    options: String,
    /// Whether it was just begun, and waits for the keyboard.
    fresh: bool,
}

impl Default for Draft {
    fn default() -> Self {
        Self { kind: PollKind::Stance, dots: 3, text: String::new(), options: String::new(), fresh: true }
    }
}

impl Draft {
    fn command(&self) -> Option<HostCommand> {
        let options: Vec<String> =
            self.options.lines().map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect();
        let kind = if let PollKind::Dots(_) = self.kind { PollKind::Dots(self.dots) } else { self.kind };
        let text = self.text.trim().to_owned();
        (!options.is_empty() && !text.is_empty()).then_some(HostCommand::OpenPoll { kind, text, options })
    }

    /// Draws it. Returns what it asks for, and whether it is to be closed.
    fn show(&mut self, ui: &mut Ui) -> (Option<HostCommand>, bool) {
        ui.horizontal_wrapped(|ui| {
            let dots = matches!(self.kind, PollKind::Dots(_));
            for (kind, words) in
                [(PollKind::Stance, "Agree, disagree, pass"), (PollKind::Impact, "How much hangs on it, 0 to 4")]
            {
                ui.radio_value(&mut self.kind, kind, words);
            }
            if ui.radio(dots, "Dots to spread").clicked() {
                self.kind = PollKind::Dots(self.dots);
            }
            if dots {
                let each = DragValue::new(&mut self.dots).range(1..=20);
                ui.add(each).accessible_name("Dots for each person");
                ui.label("each");
            }
        });
        let question = TextEdit::singleline(&mut self.text).hint_text("What is voted on").char_limit(TEXT);
        let question = ui.add(question.desired_width(f32::INFINITY)).accessible_name("What is voted on");
        if std::mem::take(&mut self.fresh) {
            question.request_focus();
        }
        let label = ui.label("The options, one a line, up to 12");
        let options = TextEdit::multiline(&mut self.options).desired_rows(3).desired_width(f32::INFINITY);
        ui.add(options).labelled_by(label.id);
        ui.horizontal(|ui| {
            let command = self.command();
            let open = ui.add_enabled(command.is_some(), egui::Button::new("Open the vote")).clicked();
            (command.filter(|_| open), ui.button("Not now").clicked())
        })
        .inner
    }
}

impl State {
    /// Draws the votes, and what opens one.
    pub(super) fn votes(&mut self, ui: &mut Ui, view: &View, wishes: &mut Vec<Wish>) {
        let closed = view.standing == Standing::Closed;
        if closed && view.polls.is_empty() {
            return;
        }
        ui.add_space(6.0);
        ui.heading("Votes");
        for poll in &view.polls {
            let frame = Frame::new().fill(ui.visuals().extreme_bg_color).inner_margin(Margin::symmetric(12, 10));
            let frame = frame.corner_radius(6).stroke(ui.visuals().widgets.noninteractive.bg_stroke);
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                self.vote(ui, view, poll, wishes);
            });
            ui.add_space(4.0);
        }
        if closed {
            return;
        }
        let Some(draft) = &mut self.page.poll else {
            if ui.button("A vote…").clicked() {
                self.page.poll = Some(Draft::default());
            }
            return;
        };
        let (command, close) = draft.show(ui);
        if close || command.is_some() {
            self.page.poll = None;
        }
        wishes.extend(command.map(Wish::Host));
    }

    fn vote(&mut self, ui: &mut Ui, view: &View, poll: &PollView, wishes: &mut Vec<Wish>) {
        ui.add(Label::new(RichText::new(poll.text.as_str()).size(16.0).strong()).wrap());
        if let Some(it) = &poll.tally {
            told::tally(ui, poll, it);
            return;
        }
        for option in &poll.options {
            ui.add(Label::new(format!("• {option}")).wrap());
        }
        let (task, reveal) = (Task::Poll(poll.poll), HostCommand::RevealPoll(poll.poll));
        let asked = Asked { task, says: Some(poll.text.clone()), answered: poll.voted, of: poll.of, reveal };
        self.around(ui, view, asked, wishes, |_, _, _| {});
    }
}
