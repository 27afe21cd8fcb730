//! What the program has to say: a message, what to do about it, and the details for those who want them.

use super::{action::Action, command::Command, teach::Teach as _};
use crate::picture::Theme;
use egui::{Align, Align2, Area, Frame, Id, Layout, Order, RichText, Ui, vec2};
use std::time::{Duration, Instant};

/// How grave a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Something was done.
    Info,
    /// Something was done, but not all of it.
    Warning,
    /// Something could not be done.
    Error,
}

/// Something to tell the person.
#[derive(Clone, Debug)]
pub struct Notice {
    /// How grave it is.
    pub severity: Severity,
    /// What happened.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// What may be done about it with one click.
    pub offer: Option<Action>,
}

impl Notice {
    /// Something was done.
    pub fn info(message: impl Into<String>) -> Self {
        Self { severity: Severity::Info, message: message.into(), hint: None, offer: None }
    }

    /// Something was done, but not all of it.
    pub fn warning(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, message: message.into(), hint: Some(hint.into()), offer: None }
    }

    /// Something could not be done.
    pub fn error(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { severity: Severity::Error, message: message.into(), hint: Some(hint.into()), offer: None }
    }

    /// The same, with an action that takes one click.
    #[must_use]
    pub fn with(self, offer: Action) -> Self {
        Self { offer: Some(offer), ..self }
    }
}

/// The notices on the screen. Errors stay until they are dismissed, the rest for a while.
#[derive(Debug, Default)]
pub struct Notices {
    shown: Vec<(u64, Notice, Option<Instant>)>,
    next: u64,
}

/// More notices than this are not shown at once: the oldest go.
const MOST: usize = 5;

impl Notices {
    /// Shows a notice.
    pub fn push(&mut self, notice: Notice) {
        let stays = match notice.severity {
            // What can be answered needs time to be read.
            Severity::Info if notice.offer.is_some() => Some(Duration::from_secs(12)),
            Severity::Info => Some(Duration::from_secs(5)),
            Severity::Warning => Some(Duration::from_secs(12)),
            Severity::Error => None,
        };
        self.shown.push((self.next, notice, stays.map(|it| Instant::now() + it)));
        self.next += 1;
        if self.shown.len() > MOST {
            self.shown.remove(0);
        }
    }

    /// Takes a notice away.
    pub fn dismiss(&mut self, id: u64) {
        self.shown.retain(|it| it.0 != id);
    }

    /// Takes away the notices with an offer: the map has changed since, and their moment is over.
    pub fn withdraw_offers(&mut self) {
        self.shown.retain(|it| it.1.offer.is_none());
    }

    /// Takes away what has been shown long enough, and says when to look again.
    pub fn tick(&mut self) -> Option<Duration> {
        let now = Instant::now();
        self.shown.retain(|it| it.2.is_none_or(|until| until > now));
        self.shown.iter().filter_map(|it| it.2).map(|until| until - now).min()
    }

    /// The notices shown, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Notice> {
        self.shown.iter().map(|it| &it.1)
    }

    /// Draws the notices in the corner; returns what was asked for.
    pub fn show(&self, ui: &Ui, theme: &Theme) -> Option<Command> {
        let mut asked = None;
        if self.shown.is_empty() {
            return None;
        }
        let area = Area::new(Id::unique("notices")).order(Order::Foreground);
        area.anchor(Align2::RIGHT_BOTTOM, vec2(-12.0, -36.0)).show(ui, |ui| {
            ui.set_max_width(360.0_f32.min(ui.content_rect().width() - 24.0));
            for (id, notice, _) in &self.shown {
                let (word, colour) = match notice.severity {
                    Severity::Info => ("Done", theme.colours.ok),
                    Severity::Warning => ("Note", theme.colours.warn),
                    Severity::Error => ("Problem", theme.colours.error),
                };
                let colour = super::theme::colour(colour);
                Frame::popup(ui.style()).stroke(egui::Stroke::new(1.0, colour)).show(ui, |ui| {
                    ui.horizontal_top(|ui| {
                        ui.label(RichText::new(word).color(colour).strong());
                        ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
                            if ui.small_button("Dismiss").clicked() {
                                asked = Some(Command::Dismiss(*id));
                            }
                        });
                    });
                    ui.label(&notice.message);
                    if let Some(hint) = &notice.hint {
                        ui.weak(hint);
                    }
                    if let Some(offer) = notice.offer
                        && ui.button(offer.about().words).teaches(offer).clicked()
                    {
                        asked = Some(Command::Do(offer));
                    }
                });
                ui.add_space(4.0);
            }
        });
        asked
    }
}
