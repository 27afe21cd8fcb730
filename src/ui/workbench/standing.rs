//! Where a calculation stands: a word in the workbench's head, with what to do about it.

use super::{
    super::{command::Command, context::Context},
    Wish,
};
use crate::{evidence::Standing, map::NodeId};
use egui::{Color32, ProgressBar, RichText, Ui};

/// Says where the calculation of `node` stands. In a row from right to left.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, node: NodeId) {
    if let Some((done, since)) = ctx.bench.progress(node) {
        if ui.small_button("Stop").on_hover_text("Gives up the calculation. What was there stays.").clicked() {
            ctx.send(Command::Bench(Wish::Stop));
        }
        let bar = ProgressBar::new(done).desired_width(120.0).text(format!("{:.0} s", since.as_secs_f32().floor()));
        ui.add(bar).on_hover_text("Calculating. You can go on working meanwhile.");
        return;
    }
    let Some(standing) = ctx.bench.standings.standing(ctx.map, node) else { return };
    let trouble = ctx.bench.trouble(node).is_some();
    let button = match &standing {
        Standing::Broken(_) => None,
        Standing::Fresh(_) if !trouble => {
            Some(("Calculate again", "The inputs have not changed; this checks the result."))
        }
        _ => Some(("Calculate", "Calculates with the inputs as they are now.")),
    };
    if let Some((words, hint)) = button
        && ui.small_button(words).on_hover_text(hint).clicked()
    {
        ctx.send(Command::Bench(Wish::Calculate(node)));
    }
    standing_word(ctx, ui, node);
}

/// The word alone.
pub fn standing_word(ctx: &Context<'_>, ui: &mut Ui, node: NodeId) {
    let Some(standing) = ctx.bench.standings.standing(ctx.map, node) else { return };
    let (word, colour, hint) = word(ctx, ui, &standing, ctx.bench.trouble(node).is_some());
    ui.label(RichText::new(word).small().strong().color(colour)).on_hover_text(hint);
}

fn word(ctx: &Context<'_>, ui: &Ui, standing: &Standing<'_>, trouble: bool) -> (&'static str, Color32, &'static str) {
    let look = ui.visuals();
    match standing {
        _ if trouble => ("Could not be calculated", look.error_fg_color, "The reason stands with the result."),
        Standing::Fresh(it) if it.failed => ("No result", look.warn_fg_color, "The reason stands with the result."),
        Standing::Fresh(_) => {
            ("Up to date", super::super::theme::colour(ctx.theme.colours.ok), "The result is that of these inputs.")
        }
        Standing::Stale(Some(_)) => ("Stale", look.warn_fg_color, "The inputs have changed since it was calculated."),
        Standing::Stale(None) => ("Not calculated", look.warn_fg_color, "There is no result yet."),
        Standing::Broken(_) => ("Cannot be calculated", look.error_fg_color, "The reason stands with the result."),
    }
}
