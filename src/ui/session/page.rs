//! What the facilitator sees: where the discussion stands, its claims, who speaks, what is kept.

use super::{
    State, Wish, how,
    keep::{Kind, lists},
    proposals, room, saying, talk, votes,
};
use crate::{
    map::Map,
    picture::Theme,
    session::{
        HostCommand, ItemId, RoundId, SeatId, View, Viewer,
        view::{PhaseView, Standing},
    },
};
use egui::{Align, Button, Key, Label, Layout, Panel, RichText, ScrollArea, TextEdit, Ui, vec2};
use std::time::Duration;

/// What the facilitator is typing.
#[derive(Debug, Default)]
pub struct Typed {
    pub claim: String,
    /// The claim for which a crux question is being chosen, and the question as typed.
    pub tests: Option<ItemId>,
    pub question: String,
    /// Whether a field that was just opened waits for the keyboard.
    pub focus: bool,
    pub poll: Option<votes::Draft>,
    pub proposal: Option<proposals::Draft>,
    pub deciding: Option<proposals::Deciding>,
    pub says: Option<saying::Draft>,
    /// What somebody missed who said a view back.
    pub missed: String,
    /// The claim that a note is on.
    pub note_on: Option<ItemId>,
    pub name: String,
    pub keep: String,
    pub who: String,
    pub kind: Kind,
    /// The addresses that are offered to let browsers in.
    #[cfg(feature = "server")]
    pub addresses: Option<Vec<crate::serve::Here>>,
    /// For whom a code was made last, and which.
    #[cfg(feature = "server")]
    pub given: Option<(String, String)>,
    /// The seat that is to be taken away once that is confirmed.
    pub removes: Option<SeatId>,
    /// Whether the end was asked for and is to be confirmed.
    pub ends: bool,
    /// The round of which that is so.
    pub drops: Option<RoundId>,
}

/// Narrower, all stands below each other.
const TWO_COLUMNS: f32 = 720.0;

impl State {
    /// Draws the discussion in the place of the map. Returns what is asked for.
    pub fn show(&mut self, ui: &mut Ui, theme: &Theme, map: &Map) -> Vec<Wish> {
        let mut wishes = Vec::new();
        if self.hand.is_some() {
            wishes.extend(self.show_hand(ui));
            return wishes;
        }
        let Some(view) = self.room.as_ref().map(|it| it.view(Viewer::Host)) else { return wishes };
        // The time and who is waited for go on by themselves.
        ui.request_repaint_after(Duration::from_millis(500));
        self.head(ui, &view, &mut wishes);
        if view.standing == Standing::Closed {
            ScrollArea::vertical().id_salt("after").auto_shrink(false).show(ui, |ui| {
                self.after(ui, &mut wishes);
                self.results(ui, &view, theme, map, &mut wishes);
            });
        } else if ui.available_width() < TWO_COLUMNS {
            ScrollArea::vertical().id_salt("discussion").auto_shrink(false).show(ui, |ui| {
                // Room for the bar that scrolls.
                ui.set_max_width(ui.available_width() - 14.0);
                self.agenda(ui, &view, theme, map, &mut wishes);
                ui.separator();
                self.beside(ui, &view, &mut wishes);
                ui.separator();
                self.kept(ui, &view, &mut wishes);
            });
        } else {
            let wide = (ui.available_width() * 0.31).clamp(230.0, 320.0);
            let side = Panel::right("discussion side").resizable(false).exact_size(wide);
            side.show(ui, |ui| {
                ScrollArea::vertical().id_salt("side").auto_shrink(false).show(ui, |ui| {
                    self.beside(ui, &view, &mut wishes);
                    ui.add_space(10.0);
                    self.kept(ui, &view, &mut wishes);
                });
            });
            ScrollArea::vertical().id_salt("claims").auto_shrink(false).show(ui, |ui| {
                ui.set_max_width((ui.available_width() - 14.0).min(1000.0));
                self.agenda(ui, &view, theme, map, &mut wishes);
            });
        }
        wishes
    }

    /// What is to be decided, asked and voted on.
    fn agenda(&mut self, ui: &mut Ui, view: &View, theme: &Theme, map: &Map, wishes: &mut Vec<Wish>) {
        self.proposals(ui, view, wishes);
        self.claims(ui, view, theme, map, wishes);
        self.votes(ui, view, wishes);
    }

    /// Who is there, how others come in, and who speaks.
    fn beside(&mut self, ui: &mut Ui, view: &View, wishes: &mut Vec<Wish>) {
        #[cfg(feature = "server")]
        self.lobby(ui, view, wishes);
        talk::talk(ui, view, wishes);
        self.people(ui, view, wishes);
        self.said_back(ui, view, wishes);
        how::how(ui, view, wishes);
    }

    /// The claims after the end, with all that was shown of them.
    fn results(&mut self, ui: &mut Ui, view: &View, theme: &Theme, map: &Map, wishes: &mut Vec<Wish>) {
        ui.set_max_width(ui.available_width().min(1000.0));
        self.agenda(ui, view, theme, map, wishes);
        self.said_back(ui, view, wishes);
        lists(ui, view);
    }

    fn head(&mut self, ui: &mut Ui, view: &View, wishes: &mut Vec<Wish>) {
        let row = vec2(ui.available_width(), 28.0);
        ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
            if view.standing != Standing::Closed {
                if self.page.ends {
                    if button(ui, true, "Keep going", false) {
                        self.page.ends = false;
                    }
                    if button(ui, true, "End it now", false) {
                        self.page.ends = false;
                        wishes.push(Wish::Host(HostCommand::Close));
                    }
                } else if button(ui, true, "End…", false) {
                    self.page.ends = true;
                }
            }
            if button(ui, true, "Show the map", false) {
                wishes.push(Wish::Show(false));
            }
            let words = if self.wall { "Close the wall" } else { "Show the wall" };
            let hint = "A window for a projector: what everybody may see, and nothing else.";
            if ui.button(words).on_hover_text(hint).clicked() {
                wishes.push(Wish::Wall(!self.wall));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(RichText::new(view.title.as_str()).heading()).truncate());
            });
        });
        if self.page.ends && view.round.is_some() {
            ui.colored_label(
                ui.visuals().warn_fg_color,
                "A round is open. If you end now, its answers are never shown.",
            );
        }
        if view.standing != Standing::Closed
            && let Some(it) = &view.phase
        {
            phase(ui, it, wishes);
        }
        if let Some(broken) = self.room.as_ref().and_then(super::Room::broken) {
            ui.colored_label(ui.visuals().error_fg_color, format!("{broken} Nothing counts any more."));
        }
        if let Some(told) = &self.told {
            ui.colored_label(ui.visuals().error_fg_color, told);
        }
        ui.separator();
    }
}

/// The phase, its time, and what can be done with that. Nothing happens when the time is over.
fn phase(ui: &mut Ui, it: &PhaseView, wishes: &mut Vec<Wish>) {
    let [nth, of] = it.nth_of;
    let left = it.ends.since(it.paused.unwrap_or_else(room::now));
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(format!("{nth} of {of}: {}", it.name)).size(16.0).strong());
        let seconds = left / 1000;
        let words = if left >= 0 { format!("{} left", clock(seconds)) } else { format!("{} over", clock(-seconds)) };
        let words = if it.paused.is_some() { format!("Paused, {words}") } else { words };
        let colour = if left < 0 { ui.visuals().warn_fg_color } else { ui.visuals().text_color() };
        ui.label(RichText::new(words).size(16.0).color(colour));
        if button(ui, true, "+5 minutes", false) {
            wishes.push(Wish::Host(HostCommand::Extend(5)));
        }
        let (words, command) =
            if it.paused.is_some() { ("Go on", HostCommand::Resume) } else { ("Pause", HostCommand::Pause) };
        if button(ui, true, words, it.paused.is_some()) {
            wishes.push(Wish::Host(command));
        }
        // Both always in their place: pressed twice, one must not turn into the other.
        if button(ui, nth < of, "Next phase", false) {
            wishes.push(Wish::Host(HostCommand::NextPhase));
        }
        if button(ui, nth > 1, "Phase before", false) {
            wishes.push(Wish::Host(HostCommand::StartPhase(nth.saturating_sub(2))));
        }
    });
    ui.add(Label::new(it.says.as_str()).wrap());
}

/// A button, and whether it was pressed. The keyboard is on a main one if it is nowhere else.
pub fn button(ui: &mut Ui, enabled: bool, words: &str, main: bool) -> bool {
    named(ui, enabled, words, words, main)
}

/// The same; `heard` is what it is called by who cannot see where it stands.
pub fn named(ui: &mut Ui, enabled: bool, words: &str, heard: &str, main: bool) -> bool {
    let text = RichText::new(words);
    let text = if main { text.strong() } else { text };
    let button = ui.add_enabled(enabled, Button::new(text).selected(main && enabled)).accessible_name(heard);
    if main && enabled && is_free(ui) {
        button.request_focus();
    }
    button.clicked()
}

/// Whether the keyboard is nowhere, and no question lies over the window that wants it.
pub fn is_free(ui: &Ui) -> bool {
    ui.memory(|it| it.focused().is_none() && it.top_modal_layer().is_none())
}

/// A line to type, with a button behind it that takes what was typed. Returns that, once.
pub fn line(ui: &mut Ui, typed: &mut String, hint: &str, verb: &str) -> Option<String> {
    line_with(ui, typed, hint, verb, &mut false)
}

/// The same; the keyboard goes there once if it is to.
pub fn line_with(ui: &mut Ui, typed: &mut String, hint: &str, verb: &str, focus: &mut bool) -> Option<String> {
    ui.horizontal(|ui| {
        let wide = (ui.available_width() - 90.0).max(60.0);
        let field = ui.add(TextEdit::singleline(typed).hint_text(hint).desired_width(wide)).accessible_name(hint);
        if std::mem::take(focus) {
            field.request_focus();
        }
        let enter = field.lost_focus() && ui.input(|it| it.key_pressed(Key::Enter));
        let ready = !typed.trim().is_empty();
        if !(button(ui, ready, verb, false) || enter) || !ready {
            return None;
        }
        // The next one may follow.
        field.request_focus();
        Some(std::mem::take(typed).trim().to_owned())
    })
    .inner
}

/// Seconds as minutes and seconds, “12:05”.
pub fn clock(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
