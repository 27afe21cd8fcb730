//! What disagreements hang on, and where the argument has holes: for the whole map.

use super::{
    super::{command::Command, context::Context},
    heading, plain_line, short,
};
use crate::{
    analysis::{self, told},
    map::NodeId,
};
use egui::{Button, CollapsingHeader, RichText, Ui, vec2};

/// So many cruxes are listed.
const FEW: usize = 6;
/// So many holes of a sort are listed.
const HOLES: usize = 20;

/// Draws the ranking and the holes.
pub fn show(ctx: &Context<'_>, ui: &mut Ui) {
    let found = ctx.beliefs.found();
    if !found.cruxes.is_empty() {
        heading(ui, "What disagreements hang on");
    }
    // One question may part several pairs of people: the one whom it would bring nearest stands for it.
    let mut told = std::collections::BTreeSet::new();
    let first = found.cruxes.iter().filter(|it| told.insert(it.question));
    for it in first.take(FEW) {
        let rank = found.rank.get(&it.question).copied().unwrap_or(0);
        row(ctx, ui, it.question, &format!("{rank}. "));
        ui.indent((it.question, "why"), |ui| {
            let on = ctx.map.node(it.conclusion).map_or(String::new(), |it| short(&plain_line(&it.text), 100));
            if ui.link(RichText::new(format!("on: {on}")).small()).clicked() {
                ctx.send(Command::Reveal(it.conclusion.into()));
            }
            ui.label(RichText::new(told::crux(ctx.map, it)).small().weak());
            let settles = analysis::settles(ctx.map, &ctx.bench.standings, it.question);
            ui.label(RichText::new(told::settles(ctx.map, &settles)).small());
        });
    }
    if let Some(note) = told::note(&found.cruxes) {
        ui.label(RichText::new(note).small().weak());
    }
    if !found.notes.is_empty() {
        let title = format!("Holes in the argument ({})", found.notes.len());
        CollapsingHeader::new(title).id_salt("holes").show(ui, |ui| {
            for note in found.notes.iter().take(HOLES) {
                for &node in note.nodes().iter().take(4) {
                    row(ctx, ui, node, "");
                }
                ui.label(RichText::new(note.words()).small().weak());
            }
            if found.notes.len() > HOLES {
                ui.weak(format!("and {} more", found.notes.len() - HOLES));
            }
        });
    }
}

fn row(ctx: &Context<'_>, ui: &mut Ui, node: NodeId, before: &str) {
    let Some(it) = ctx.map.node(node) else { return };
    let text = format!("{before}{}", short(&plain_line(&it.text), 120));
    let button = Button::new(text).wrap().frame_when_inactive(false).min_size(vec2(ui.available_width(), 0.0));
    let button = ui.add(button).on_hover_text("Shows it on the map.");
    if button.hovered() {
        ctx.hovered.set(Some(node.into()));
    }
    if button.clicked() {
        ctx.send(Command::Reveal(node.into()));
    }
}
