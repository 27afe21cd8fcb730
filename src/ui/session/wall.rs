//! The wall: what everybody in the room may see, in a window of its own for a projector. It only shows.

use super::{State, room, strip, told};
use crate::{
    picture::Theme,
    session::{
        Does, View, Viewer,
        view::{ItemView, Standing},
    },
    ui::theme::colour,
};
use egui::{
    Align, CentralPanel, Frame, Key, Label, Layout, Margin, Modifiers, Panel, RichText, ScrollArea, Ui,
    ViewportBuilder, ViewportClass, ViewportCommand, ViewportId, vec2,
};
use std::time::Duration;

impl State {
    /// Draws the wall in its window, if it is to be shown. `number` tells it from those of other maps.
    pub fn show_wall(&mut self, ui: &mut Ui, theme: &Theme, number: u64) {
        let Some(room) = self.room.as_ref().filter(|_| self.wall) else { return };
        // Where there is no second window it lies over this one: then it has to give way to who answers.
        if ui.ctx().embed_viewports() && self.is_private() {
            return;
        }
        let view = room.view(Viewer::Projector);
        #[cfg(feature = "server")]
        let door = room.door().filter(|_| !view.locked);
        #[cfg(not(feature = "server"))]
        let door = None;
        let builder = ViewportBuilder::default().with_title(format!("{} — the wall", view.title));
        let builder = builder.with_inner_size([1280.0, 760.0]).with_min_inner_size([480.0, 320.0]);
        let id = ViewportId::from_hash_of(("wall", number));
        let close = ui.ctx().show_viewport_immediate(id, builder, |ui, class| {
            ui.request_repaint_after(Duration::from_millis(500));
            let close = keys(ui, class);
            let fill = colour(theme.colours.panel);
            let pane = Frame::new().fill(fill).inner_margin(Margin::same(24));
            CentralPanel::no_frame().frame(pane).show(ui, |ui| show(ui, &view, door.as_ref(), theme, class)).inner
                || close
        });
        self.wall = !close;
    }
}

/// Whether it is to be closed: by its own button, Escape or Ctrl+W. F11 makes it as large as the screen.
fn keys(ui: &mut Ui, class: ViewportClass) -> bool {
    let is_own = class != ViewportClass::EmbeddedWindow;
    let (escape, quit, full) = ui.input_mut(|it| {
        (
            it.consume_key(Modifiers::NONE, Key::Escape),
            it.consume_key(Modifiers::COMMAND, Key::W),
            it.consume_key(Modifiers::NONE, Key::F11),
        )
    });
    let is_full = is_own && ui.input(|it| it.viewport().fullscreen.unwrap_or(false));
    if is_own && (full || escape && is_full) {
        ui.send_viewport_cmd(ViewportCommand::Fullscreen(!is_full));
    }
    quit || escape && !is_full || is_own && ui.input(|it| it.viewport().close_requested())
}

#[cfg(feature = "server")]
type Door = super::browsers::Door;
#[cfg(not(feature = "server"))]
type Door = std::convert::Infallible;

fn show(ui: &mut Ui, view: &View, door: Option<&Door>, theme: &Theme, class: ViewportClass) -> bool {
    let size = ui.available_size();
    let scale = (size.x / 960.0).min(size.y / 560.0).clamp(0.75, 4.0) * 1.25;
    for font in ui.style_mut().text_styles.values_mut() {
        font.size = (font.size * scale).round();
    }
    ui.spacing_mut().item_spacing = (ui.spacing().item_spacing * scale).round();
    let clear = Frame::new();
    let mut close = false;
    Panel::top("wall head").frame(clear).show_separator_line(false).show(ui, |ui| head(ui, view, scale));
    Panel::bottom("wall foot").frame(clear).show_separator_line(false).show(ui, |ui| {
        if class == ViewportClass::EmbeddedWindow {
            close = ui.button("Close the wall").clicked();
        } else if !ui.input(|it| it.viewport().fullscreen.unwrap_or(false)) {
            ui.label(RichText::new("F11: as large as the screen. Esc: close").small().weak());
        }
    });
    let beside = door.is_some() || view.floor.is_some() || !view.queue.is_empty() || !view.talk.is_empty();
    if beside {
        let panel = Panel::right("wall side").frame(clear.inner_margin(Margin { left: 16, ..Margin::ZERO }));
        panel.resizable(false).exact_size(size.x * 0.27).show(ui, |ui| {
            ScrollArea::vertical().id_salt("wall side").auto_shrink(false).show(ui, |ui| aside(ui, view, door, scale));
        });
    }
    CentralPanel::no_frame().show(ui, |ui| {
        ScrollArea::vertical().id_salt("wall now").auto_shrink(false).show(ui, |ui| stage(ui, view, theme, scale));
    });
    close
}

fn head(ui: &mut Ui, view: &View, scale: f32) {
    let wide = ui.available_width();
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(wide * 0.7, 0.0), Layout::top_down(Align::LEFT), |ui| {
            ui.set_width(wide * 0.7);
            ui.add(Label::new(RichText::new(view.title.as_str()).heading()).truncate());
            if let Some(it) = &view.phase {
                let [nth, of] = it.nth_of;
                ui.add(Label::new(RichText::new(format!("{}, part {nth} of {of}", it.name)).weak()).truncate());
            }
        });
        let rest = vec2(ui.available_width(), 0.0);
        ui.allocate_ui_with_layout(rest, Layout::top_down(Align::RIGHT), |ui| {
            if let Some(it) = view.phase.as_ref().filter(|_| view.standing != Standing::Closed) {
                let left = it.ends.since(it.paused.unwrap_or_else(room::now)) / 1000;
                let time = super::page::clock(left.abs());
                let time = if left >= 0 { time } else { format!("{time} over") };
                ui.label(RichText::new(time).size(24.0 * scale).strong());
            }
            let n = view.here.awaited;
            ui.weak(if n == 1 { "1 person here".to_owned() } else { format!("{n} people here") });
        });
    });
    ui.add_space((8.0 * scale).round());
}

/// What matters most just now: the open round alone; else what is asked or was shown last of all else.
fn stage(ui: &mut Ui, view: &View, theme: &Theme, scale: f32) {
    // Room for the bar that scrolls.
    ui.set_max_width(ui.available_width() - 14.0);
    match view.standing {
        Standing::Closed => {
            ui.label(RichText::new("The discussion is over. Thank you.").size(20.0 * scale));
        }
        Standing::Paused => {
            ui.label(RichText::new("Paused.").size(20.0 * scale));
        }
        _ => {}
    }
    if let Some(round) = &view.round {
        asked(ui, "How likely is this?", &round.text, scale);
        count(ui, round.answered, round.of, "answered", scale);
        return;
    }
    if let Some(it) = view.phase.as_ref().filter(|_| view.standing != Standing::Closed) {
        ui.add(Label::new(RichText::new(it.says.as_str()).size(17.0 * scale)).wrap());
        ui.add_space((10.0 * scale).round());
    }
    let does = view.phase.as_ref().map(|it| it.does);
    let tests = view.cruxes.iter().any(|it| it.outcome.is_none());
    let votes = view.polls.iter().any(|it| it.tally.is_none());
    let mut parts: [(Does, bool, Part); 3] =
        [(Does::Estimate, false, claim), (Does::Cruxes, tests, crux), (Does::Vote, votes, poll)];
    // What can be answered now, then what the phase is about.
    parts.sort_by_key(|it| (!it.1, Some(it.0) != does));
    for (.., part) in parts {
        if part(ui, view, theme, scale) {
            ui.add_space((10.0 * scale).round());
        }
    }
}

/// Draws a part of what was shown or is asked, and says whether there is such a part.
type Part = fn(&mut Ui, &View, &Theme, f32) -> bool;

fn claim(ui: &mut Ui, view: &View, theme: &Theme, scale: f32) -> bool {
    let Some(it) = last_shown(&view.items) else { return false };
    ui.add(Label::new(RichText::new(it.text.as_str()).size(19.0 * scale).strong()).wrap());
    for round in &it.rounds {
        strip::show(ui, round, theme);
    }
    true
}

/// The claim that was shown last: rounds are numbered over the whole session.
fn last_shown(items: &[ItemView]) -> Option<&ItemView> {
    let last = |it: &ItemView| it.rounds.iter().map(|it| it.round).max();
    items.iter().filter(|it| !it.rounds.is_empty()).max_by_key(|it| last(it))
}

fn asked(ui: &mut Ui, what: &str, text: &str, scale: f32) {
    ui.label(RichText::new(what).size(17.0 * scale).weak());
    ui.add(Label::new(RichText::new(text).size(26.0 * scale).strong()).wrap());
    ui.add_space((8.0 * scale).round());
}

fn count(ui: &mut Ui, n: usize, of: usize, done: &str, scale: f32) {
    ui.label(RichText::new(format!("{n} of {of} have {done}")).size(22.0 * scale));
}

/// The test that is open, or was shown last.
fn crux(ui: &mut Ui, view: &View, _: &Theme, scale: f32) -> bool {
    let open = view.cruxes.iter().find(|it| it.outcome.is_none());
    let Some(it) = open.or(view.cruxes.last()) else { return false };
    let claim = view.items.iter().find(|item| item.item == it.item).map_or("", |it| it.text.as_str());
    match &it.outcome {
        None => {
            asked(ui, "Would an answer to this change your mind?", &it.question, scale);
            ui.add(Label::new(RichText::new(format!("On the claim: {claim}")).weak()).wrap());
            count(ui, it.answered, it.of, "answered", scale);
        }
        Some(outcome) => {
            ui.add(Label::new(RichText::new(it.question.as_str()).size(19.0 * scale).strong()).wrap());
            ui.add(Label::new(RichText::new(format!("On the claim: {claim}")).weak()).wrap());
            told::outcome(ui, outcome);
        }
    }
    true
}

/// The vote that is open, or was shown last.
fn poll(ui: &mut Ui, view: &View, _: &Theme, scale: f32) -> bool {
    let Some(it) = view.polls.iter().find(|it| it.tally.is_none()).or(view.polls.last()) else { return false };
    if let Some(tally) = &it.tally {
        ui.add(Label::new(RichText::new(it.text.as_str()).size(19.0 * scale).strong()).wrap());
        told::tally(ui, it, tally);
        return true;
    }
    asked(ui, "A vote", &it.text, scale);
    for option in &it.options {
        ui.add(Label::new(format!("• {option}")).wrap());
    }
    count(ui, it.voted, it.of, "voted", scale);
    true
}

fn aside(ui: &mut Ui, view: &View, door: Option<&Door>, scale: f32) {
    #[cfg(feature = "server")]
    if let Some(it) = door.filter(|_| view.standing != Standing::Closed) {
        ui.weak("Join at");
        ui.add(Label::new(RichText::new(it.address.as_str()).strong()).wrap());
        ui.weak("with the code");
        ui.label(RichText::new(it.code.as_str()).size(24.0 * scale).strong().monospace());
        if let Some(qr) = &it.qr {
            let wide = ui.available_width().min(ui.ctx().content_rect().height() * 0.42);
            super::qr::show(ui, qr, wide, &format!("QR code that leads to {}", it.link));
        }
        ui.add_space((10.0 * scale).round());
    }
    #[cfg(not(feature = "server"))]
    let _ = (door, scale);
    if let Some(it) = &view.floor {
        ui.add(Label::new(RichText::new(format!("{} has the floor", it.name)).strong()).wrap());
    }
    for (nth, it) in (1..).zip(&view.queue) {
        let voice = if it.new_voice { ", a new voice" } else { "" };
        ui.label(format!("{nth}. {}{voice}", it.name));
    }
    for it in &view.talk {
        ui.weak(format!("{} talked {}", it.name, super::page::clock(it.seconds)));
    }
}
