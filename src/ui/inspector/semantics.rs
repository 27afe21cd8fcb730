//! Strengths and labels of a node by argumentation semantics, for people who know the field: folded until asked for.

use super::super::{argued, command::Command, context::Context};
use crate::{
    analysis::{graded, labels, told},
    map::{NodeId, NodeKind},
};
use egui::{CollapsingHeader, ComboBox, RichText, Ui};

/// Draws them.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, node: NodeId, kind: NodeKind) {
    if !matches!(kind, NodeKind::Claim | NodeKind::Crux | NodeKind::Evidence) {
        return;
    }
    ui.add_space(8.0);
    let words = RichText::new("Argumentation semantics").small().strong().color(ui.visuals().weak_text_color());
    let header = CollapsingHeader::new(words).id_salt("semantics").default_open(ctx.view.semantics);
    let header = header.show(ui, |ui| {
        let nth = ctx.argued.found().and_then(|it| Some((it, *it.arguments.number.get(&node)?)));
        match nth {
            Some((found, nth)) => body(ctx, ui, found, nth),
            None if ctx.argued.is_busy() || ctx.argued.found().is_none() => _ = ui.weak("Being worked out…"),
            None => _ = ui.weak("It is not part of what was read."),
        }
    });
    if header.header_response.clicked() {
        ctx.send(Command::ShowSemantics(!ctx.view.semantics));
    }
}

fn body(ctx: &Context<'_>, ui: &mut Ui, found: &argued::Found, nth: usize) {
    if !found.people.is_empty() {
        by(ctx, ui, found);
    }
    let weak = |ui: &mut Ui, words: &str| _ = ui.label(RichText::new(words).small().weak());
    match &found.strengths {
        Some(Ok(graded)) => {
            let (base, basis) = graded.bases[nth];
            line(ui, "Base score", &format!("{}, {}", told::share(base), basis.words()));
            let each = graded::names().into_iter().zip(graded.strengths(nth)).zip(graded.notes());
            for ((name, strength), (unsettled, misleads)) in each {
                line(ui, name, &strength.map_or_else(|| "does not settle".to_owned(), told::share));
                if let Some(words) = unsettled {
                    ui.label(RichText::new(words).small().color(ui.visuals().warn_fg_color));
                }
                weak(ui, misleads);
            }
        }
        Some(Err(why)) => line(ui, "Strengths", why),
        None => {}
    }
    match &found.labels {
        Some(Ok(labels)) => {
            ui.add_space(4.0);
            let words = [
                ("Grounded", labels.grounded_word(nth).map(str::to_owned)),
                ("Preferred", labels.preferred_words(nth)),
                ("Stable", labels.stable_words(nth)),
            ];
            for (name, words) in words {
                line(ui, name, &words.unwrap_or_default());
            }
            if ctx.argued.is_busy() {
                weak(ui, "Still being looked for…");
            }
            weak(ui, labels::MISLEADS);
        }
        Some(Err(why)) => line(ui, "Labels", why),
        None => {}
    }
}

/// A name, and beside it what it is.
fn line(ui: &mut Ui, name: &str, words: &str) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.label(format!("{name}:"));
        ui.label(RichText::new(words).strong());
    });
}

/// Whose credences are the base scores.
fn by(ctx: &Context<'_>, ui: &mut Ui, found: &argued::Found) {
    let name = |by: argued::By| by.map_or("everybody, pooled", |it| told::name(ctx.map, it)).to_owned();
    let mut by = ctx.view.scored_by;
    ui.horizontal_wrapped(|ui| {
        ui.label("Base scores of");
        let response = ComboBox::from_id_salt("base scores").selected_text(name(by)).show_ui(ui, |ui| {
            for choice in std::iter::once(None).chain(found.people.iter().map(|it| Some(*it))) {
                ui.selectable_value(&mut by, choice, name(choice));
            }
        });
        let _ = response.response.accessible_name("Base scores of");
    });
    if by != ctx.view.scored_by {
        ctx.send(Command::ScoreBy(by));
    }
}
