//! What several people hold of a node together, and where on the map people are farthest apart.

use super::{
    super::{command::Command, context::Context},
    heading, plain_line, short, strip,
};
use crate::{
    analysis::{group, told},
    map::NodeId,
};
use egui::{Button, RichText, Ui, vec2};

/// So many of the widest spreads are listed.
const FEW: usize = 5;

/// Why it is pooled as it is.
const POOL: &str = "The geometric mean of everybody's odds. Extremised: its log odds times a factor that grows with how many \
                    they are, from 1 to 1.73 (Neyman and Roughgarden 2021), for people who know different things. Credences \
                    of 0 and 1 count as the outermost of the others.";

/// Draws what people hold of a node, if two or more hold something.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, node: NodeId) {
    let Some(group) = ctx.beliefs.group(node) else { return };
    heading(ui, "The group");
    strip::show(ctx, ui, &group);
    ui.label(RichText::new(group::spread_in_words(ctx.map, &group)).small());
    let pool = RichText::new(group::pool_in_words(&group)).small();
    let pool = if group.pooled.is_ok() { pool } else { pool.color(ui.visuals().warn_fg_color) };
    ui.label(pool).on_hover_text(POOL);
}

/// Draws the nodes of the map on which people are the farthest apart.
pub fn widest(ctx: &Context<'_>, ui: &mut Ui) {
    let wide = &ctx.beliefs.found().wide;
    if wide.is_empty() {
        return;
    }
    heading(ui, "Where people are farthest apart");
    for it in wide.iter().take(FEW) {
        let Some(node) = ctx.map.node(it.node) else { continue };
        let words = short(&plain_line(&node.text), 120);
        let button = Button::new(words).wrap().frame_when_inactive(false).min_size(vec2(ui.available_width(), 0.0));
        let button = ui.add(button).on_hover_text("Shows it on the map.");
        if button.hovered() {
            ctx.hovered.set(Some(it.node.into()));
        }
        if button.clicked() {
            ctx.send(Command::Reveal(it.node.into()));
        }
        let (low, high) = (it.members.first().map_or(0.0, |it| it.value), it.members.last().map_or(0.0, |it| it.value));
        let count = it.members.len();
        let words = format!("{} to {}, {count} people", told::share(low), told::share(high));
        ui.indent((it.node, "apart"), |ui| ui.label(RichText::new(words).small().weak()));
    }
}
