//! The claims that a group is asked about: a blind round on each, what it came to, and how people moved.

use super::{
    State, Wish,
    around::Asked,
    asking::Task,
    page::{button, line},
    strip,
};
use crate::{
    map::Map,
    picture::Theme,
    session::{
        HostCommand, RoundId, Shift, View,
        view::{ItemView, OpenRound, Standing},
    },
    ui::inspector::heading,
};
use egui::{Frame, Label, Margin, RichText, Ui};

impl State {
    /// Draws the agenda.
    pub(super) fn claims(&mut self, ui: &mut Ui, view: &View, theme: &Theme, map: &Map, wishes: &mut Vec<Wish>) {
        ui.heading("Claims");
        if view.items.is_empty() {
            ui.label("There is nothing to ask about yet. Add a claim.");
        }
        for item in &view.items {
            let open = view.round.as_ref().filter(|it| it.item == item.item);
            let frame = Frame::new().fill(ui.visuals().extreme_bg_color).inner_margin(Margin::symmetric(12, 10));
            let frame = frame.corner_radius(6).stroke(ui.visuals().widgets.noninteractive.bg_stroke);
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.add(Label::new(RichText::new(item.text.as_str()).size(16.0).strong()).wrap());
                match open {
                    Some(round) => self.round(ui, view, round, wishes),
                    None => ask(ui, view, item, wishes),
                }
                for round in &item.rounds {
                    strip::show(ui, round, theme);
                }
                if let Some(it) = &item.shift {
                    shift(ui, it);
                }
                self.cruxes(ui, view, item, map, wishes);
            });
            ui.add_space(4.0);
        }
        if view.standing != Standing::Closed {
            self.another(ui, wishes);
        }
    }

    /// The round that is open.
    fn round(&mut self, ui: &mut Ui, view: &View, round: &OpenRound, wishes: &mut Vec<Wish>) {
        let id = round.round;
        let (task, reveal) = (Task::Round(id), HostCommand::Reveal(id));
        let asked = Asked { task, says: None, answered: round.answered, of: round.of, reveal };
        self.around(ui, view, asked, wishes, |state, ui, wishes| state.drop_round(ui, id, wishes));
    }

    fn drop_round(&mut self, ui: &mut Ui, round: RoundId, wishes: &mut Vec<Wish>) {
        if self.page.drops != Some(round) {
            if button(ui, true, "Drop this round…", false) {
                self.page.drops = Some(round);
            }
            return;
        }
        if button(ui, true, "Keep it", false) {
            self.page.drops = None;
        }
        if button(ui, true, "Drop it", false) {
            self.page.drops = None;
            wishes.push(Wish::Host(HostCommand::DropRound(round)));
        }
        ui.colored_label(ui.visuals().warn_fg_color, "Its answers are never shown.");
    }

    /// A claim to be added.
    fn another(&mut self, ui: &mut Ui, wishes: &mut Vec<Wish>) {
        if let Some(text) = line(ui, &mut self.page.claim, "Another claim", "Add claim") {
            wishes.push(Wish::Host(HostCommand::AddItem { text, node: None }));
        }
    }
}

/// What opens a round on a claim.
fn ask(ui: &mut Ui, view: &View, item: &ItemView, wishes: &mut Vec<Wish>) {
    if view.standing == Standing::Closed {
        return;
    }
    let words = if item.rounds.is_empty() { "Ask blind" } else { "Ask again, blind" };
    let free = view.round.is_none();
    // Which claim is meant must be heard, too.
    let button = ui.add_enabled(free, egui::Button::new(words)).accessible_name(format!("{words}: {}", item.text));
    let button = button.on_disabled_hover_text("A round is open. Reveal or drop it first.");
    if button.clicked() {
        wishes.push(Wish::Host(HostCommand::OpenRound(item.item)));
    }
}

/// How people moved.
fn shift(ui: &mut Ui, it: &Shift) {
    heading(ui, "What moved");
    match &it.all {
        Some(all) => {
            let ([before, after], [wide, narrow], [up, same, down]) = (all.medians, all.widths, all.up_same_down);
            ui.add(
                Label::new(format!(
                    "Median {before} % → {after} %. From lowest to highest {wide} → {narrow} points. \
                     {up} went up, {same} stayed, {down} went down."
                ))
                .wrap(),
            );
        }
        None => {
            ui.label(format!("{} gave a credence both times: too few to show how they moved.", it.people));
        }
    }
    for it in &it.named {
        ui.label(format!("{}: {} % → {} %", it.name, it.from_to[0], it.from_to[1]));
    }
}
