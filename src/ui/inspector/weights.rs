//! How much the evidence on a claim weighs, piece by piece and together.

use super::{
    super::{command::Command, context::Context, theme::colour, workbench},
    heading, plain_line, short,
};
use crate::{evidence::weigh, map::NodeId};
use egui::{RichText, Ui};

/// Draws what evidence bears on `node`, and what rests on something stale.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, node: NodeId) {
    if ctx.bench.marks().get(&node) == Some(&workbench::Mark::Resting) {
        ui.colored_label(ui.visuals().warn_fg_color, "It rests on evidence whose result is stale or missing.");
    }
    let together = weigh::together(ctx.map, &ctx.bench.standings, node);
    // Links say already what bears on it; this part is about how much.
    if together.each.iter().all(|it| it.1 == Err(weigh::NoWeight::Unsaid)) {
        return;
    }
    heading(ui, "How much the evidence weighs");
    for (edge, bits) in &together.each {
        let Some(from) = ctx.map.edge(*edge).map(|it| it.from) else { continue };
        let text = ctx.map.node(from).map_or(String::new(), |it| short(&plain_line(&it.text), 60));
        if ui.link(text).on_hover_text("Shows it on the map.").clicked() {
            ctx.send(Command::Reveal(from.into()));
        }
        ui.label(RichText::new(workbench::weight_in_words(bits)).small().weak());
    }
    match together.bits {
        Some(bits) if together.each.len() > 1 => {
            ui.label(RichText::new(format!("Together: {}", workbench::weight_in_words(&Ok(bits)))).strong())
                .on_hover_text("Likelihood ratios multiply, and bits add up, only for evidence that is independent.");
        }
        None if !together.same_data.is_empty() => {
            ui.colored_label(colour(ctx.theme.colours.warn), "Some of it rests on the same data: there is no sum.");
        }
        _ => {}
    }
}
