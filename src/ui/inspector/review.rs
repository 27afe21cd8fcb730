//! Why something was proposed, and what to do about it.

use super::{super::action::Action, super::command::Command, super::context::Context, super::theme::colour, heading};
use crate::map::{Item, ReviewState};
use egui::{Button, Frame, RichText, Stroke, Ui};

/// Draws the reasons for a proposal, and the two answers to it while it is open.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, item: Item) {
    let Some(review) = ctx.map.review(item) else { return };
    let sure = format!("{:.0} %", review.confidence * 100.0);
    if review.state != ReviewState::Open {
        heading(ui, &format!("Accepted; proposed with {sure} confidence because"));
        cues(ctx, ui, item);
        return;
    }
    let frame = Frame::group(ui.style()).stroke(Stroke::new(1.0, colour(ctx.theme.colours.accent)));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(RichText::new(format!("Proposed, {sure} sure")).strong());
        cues(ctx, ui, item);
        if let Some(other) = &review.runner_up {
            ui.weak(format!("Otherwise: {other}"));
        }
        ui.horizontal(|ui| {
            for (words, action) in [("Accept", Action::Accept), ("Reject", Action::Reject)] {
                let about = action.about();
                let keys = about.shortcut.map(|it| ui.format_shortcut(&it)).unwrap_or_default();
                let button = ui.add(Button::new(words).shortcut_text(keys)).accessible_name(words);
                if button.on_hover_text(about.hint).clicked() {
                    ctx.send(Command::Do(action));
                }
            }
        });
    });
}

fn cues(ctx: &Context<'_>, ui: &mut Ui, item: Item) {
    let Some(review) = ctx.map.review(item) else { return };
    for cue in &review.cues {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            if !cue.words.is_empty() {
                ui.label(RichText::new(format!("“{}”", super::one_line(&cue.words))).italics());
            }
            ui.weak(&cue.says);
        });
    }
}
