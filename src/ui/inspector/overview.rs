//! What the details show when nothing is selected: the cruxes, and how far the review has come.

use super::{
    super::action::Action, super::command::Command, super::context::Context, super::keys, super::selecting::counted,
    super::teach::Teach as _, super::theme::colour, heading, plain_line, short,
};
use crate::map::{Item, NodeKind};
use egui::{Button, ProgressBar, RichText, Ui, vec2};

/// So many are listed; a list of thousands helps nobody.
const MOST: usize = 50;

/// Draws an overview of the map.
pub fn show(ctx: &Context<'_>, ui: &mut Ui) {
    ui.label(RichText::new("This map").strong());
    if ctx.map.node_count() == 0 {
        let keys = keys::hint(ui, Action::AddNode);
        ui.label(format!("Empty so far. Drop a thread into the window, or add a claim{keys}."));
        return;
    }
    review(ctx, ui);
    super::hanging::show(ctx, ui);
    super::group::widest(ctx, ui);
    let make = keys::words_or_menu(ui, Action::SetKind(NodeKind::Crux));
    let none = format!("None found. Select a node and press {make} to make it one.");
    list(ctx, ui, NodeKind::Crux, "Cruxes", &none);
    list(ctx, ui, NodeKind::Disagreement, "Disagreements", "None yet.");
    heading(ui, "On the map");
    for (&kind, nodes) in &ctx.index.by_kind {
        let count = nodes.len();
        if count > 0 {
            ui.label(format!("{count} {}", counted(kind, count)));
        }
    }
    ui.label(format!("{} links", ctx.map.edge_count()));
}

fn review(ctx: &Context<'_>, ui: &mut Ui) {
    let (all, done) = ctx.index.reviewed;
    if all == 0 {
        return;
    }
    #[expect(clippy::cast_precision_loss, reason = "a share for a bar")]
    let share = done as f32 / all as f32;
    ui.label(format!("{done} of {all} proposals reviewed"));
    ui.add(ProgressBar::new(share).desired_height(6.0).fill(colour(ctx.theme.colours.selection)));
    if done < all {
        let keys = keys::words(ui, Action::NextProposal);
        let words = "Review the next one";
        let button = ui.add(Button::new(words).shortcut_text(keys)).accessible_name(words);
        if button.teaches(Action::NextProposal).clicked() {
            ctx.send(Command::Do(Action::NextProposal));
        }
    }
}

fn list(ctx: &Context<'_>, ui: &mut Ui, kind: NodeKind, title: &str, none: &str) {
    heading(ui, title);
    let found = ctx.index.by_kind.get(&kind).map_or(&[][..], Vec::as_slice);
    if found.is_empty() {
        ui.weak(none);
    }
    for &id in found.iter().take(MOST) {
        let Some(it) = ctx.map.node(id) else { continue };
        let text = RichText::new(short(&plain_line(&it.text), 200));
        let text = if ctx.is_open(id) { text.italics() } else { text };
        let sure = ctx.map.review(id).filter(|_| ctx.is_open(id)).map(|it| format!("{:.0} %", it.confidence * 100.0));
        let row = Button::new(text)
            .wrap()
            .frame_when_inactive(false)
            .right_text(RichText::new(sure.unwrap_or_default()).weak());
        let button = ui.add(row.min_size(vec2(ui.available_width(), 0.0)));
        if button.hovered() {
            ctx.hovered.set(Some(Item::Node(id)));
        }
        if button.clicked() {
            ctx.send(Command::Reveal(id.into()));
        }
    }
    if found.len() > MOST {
        ui.weak(format!("and {} more; find them by their words{}", found.len() - MOST, keys::hint(ui, Action::GoTo)));
    }
}
