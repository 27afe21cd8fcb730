//! What the details show of many selected items: how many of what, and what can be done with all of them at once.

use super::{
    super::action::Action, super::command::Command, super::context::Context, super::enabled, super::teach::Teach as _,
    heading, name, short,
};
use egui::{Button, RichText, Ui};

/// No more of the selected items are listed than this.
const MOST: usize = 40;

/// Draws them.
pub fn show(ctx: &Context<'_>, ui: &mut Ui) {
    let tally = &ctx.view.tally;
    ui.label(RichText::new(format!("{tally} selected")).strong());
    match tally.open {
        0 => {}
        1 => drop(ui.label("1 of them is a proposal.")),
        open => drop(ui.label(format!("{open} of them are proposals."))),
    }
    let decide = [("Accept", Action::Accept), ("Reject", Action::Reject)];
    let change = [("Change kind…", Action::ChangeKind), ("Unpin", Action::Unpin), ("Delete", Action::Delete)];
    buttons(ctx, ui, &decide);
    buttons(ctx, ui, &change);
    let linked = ctx.map.premises(&ctx.view.selection).is_some_and(|it| ctx.map.are_linked(&it));
    let words = if linked { "Count each by itself" } else { "Count only together" };
    buttons(ctx, ui, &[(words, Action::LinkPremises)]);
    buttons(ctx, ui, &[("Copy", Action::Copy), ("Cut", Action::Cut), ("Duplicate", Action::Duplicate)]);
    heading(ui, "Select");
    buttons(
        ctx,
        ui,
        &[
            ("With what supports them", Action::SelectBranch),
            ("All of these kinds", Action::SelectKind),
            ("All others", Action::InvertSelection),
            ("Nothing", Action::Deselect),
        ],
    );
    if tally.node_count() > 1 {
        heading(ui, "In a column");
        let (left, centres, right) =
            (("Left", Action::AlignLeft), ("Centres", Action::AlignCentres), ("Right", Action::AlignRight));
        buttons(ctx, ui, &[left, centres, right, ("Even gaps", Action::SpreadDown)]);
        heading(ui, "In a row");
        let (top, middles, bottom) =
            (("Top", Action::AlignTop), ("Middles", Action::AlignMiddles), ("Bottom", Action::AlignBottom));
        buttons(ctx, ui, &[top, middles, bottom, ("Even gaps", Action::SpreadAcross)]);
    }
    heading(ui, "Selected");
    for &item in ctx.view.selection.iter().take(MOST) {
        let text = RichText::new(short(&name(ctx, item), 120));
        let text = if ctx.is_open(item) { text.italics() } else { text };
        let button = ui.add(Button::new(text).wrap().frame(false));
        if button.hovered() {
            ctx.hovered.set(Some(item));
        }
        if button.on_hover_text("Selects just this one.").clicked() {
            ctx.send(Command::Reveal(item));
        }
    }
    if tally.count() > MOST {
        ui.weak(format!("and {} more", tally.count() - MOST));
    }
}

/// A row of those of these actions that make sense now.
fn buttons(ctx: &Context<'_>, ui: &mut Ui, actions: &[(&str, Action)]) {
    let able = |it: &&(&str, Action)| it.1 == Action::InvertSelection || enabled::on_selection(ctx.map, ctx.view, it.1);
    if !actions.iter().any(|it| able(&it)) {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for &(words, action) in actions.iter().filter(able) {
            // The heading is half of what it does: a screen reader hears all of it.
            let button = ui.small_button(words).accessible_name(action.about().words);
            if button.teaches(action).clicked() {
                ctx.send(Command::Do(action));
            }
        }
    });
}
