//! What goes into a calculation: which one it is, its data, and its parameters.

use super::{
    super::{context::Context, inspector::heading},
    data, parameter,
};
use crate::{
    evidence::{ENGINES, Engine, engine, prefilled},
    map::{Calculation, Edit, NodeId, Parameter},
};
use egui::{ComboBox, RichText, Ui};
use std::collections::BTreeMap;

/// What is being typed.
#[derive(Debug, Default)]
pub struct State {
    data: data::State,
    parameters: parameter::State,
    /// Whether all parameters are shown, not just those that are set.
    all: bool,
}

impl State {
    /// Draws the inputs of `node`.
    pub fn show(&mut self, ctx: &Context<'_>, ui: &mut Ui, node: NodeId) {
        heading(ui, "Calculation");
        let calculation = ctx.map.calculation(node);
        let chosen = calculation.and_then(|it| engine(&it.engine));
        choose(ctx, ui, node, calculation, chosen);
        let Some((calculation, engine)) = calculation.zip(chosen) else {
            offer(ctx, ui, node, calculation);
            return;
        };
        ui.label(RichText::new(engine.about).small().weak());
        heading(ui, "Data");
        self.data.show(ctx, ui, node, calculation, engine);
        heading(ui, "Settings");
        let (set, rest): (Vec<_>, Vec<_>) =
            engine.settings.iter().partition(|it| calculation.parameters.contains_key(it.name));
        for setting in set {
            self.parameters.show(ctx, ui, node, calculation, setting);
        }
        let few = rest.len() <= 6;
        if !few {
            let words = if self.all { "Hide what is left as usual" } else { "Show all settings" };
            if ui.link(format!("{words} ({})", rest.len())).clicked() {
                self.all = !self.all;
            }
        }
        if few || self.all {
            for setting in rest {
                self.parameters.show(ctx, ui, node, calculation, setting);
            }
        }
        stray(ctx, ui, node, calculation, engine);
    }
}

/// The list of engines.
fn choose(ctx: &Context<'_>, ui: &mut Ui, node: NodeId, now: Option<&Calculation>, chosen: Option<&'static Engine>) {
    let title = match (chosen, now) {
        (Some(it), _) => it.words,
        (None, Some(it)) => it.engine.as_str(),
        (None, None) => "None",
    };
    let response = ComboBox::from_id_salt("calculation").selected_text(title).width(ui.available_width().min(280.0));
    let response = response.show_ui(ui, |ui| {
        if ui.selectable_label(now.is_none(), "None").clicked() && now.is_some() {
            ctx.edit(Edit::SetCalculation { node, calculation: None, files: BTreeMap::new() });
        }
        for engine in ENGINES {
            let is_it = chosen.is_some_and(|it| it.name == engine.name);
            if ui.selectable_label(is_it, engine.words).on_hover_text(engine.about).clicked() && !is_it {
                ctx.edit(start(ctx, node, engine));
            }
        }
    });
    response.response.accessible_name("Calculation");
}

/// A new calculation: with what was read from the words if it is the usual one for this sort, else with the same data.
fn start(ctx: &Context<'_>, node: NodeId, engine: &Engine) -> Edit {
    let read = ctx.map.evidence_of(node).and_then(prefilled).filter(|it| it.0.engine == engine.name);
    let file = ctx.map.calculation(node).and_then(|it| it.file);
    let (mut calculation, files) = read.unwrap_or_default();
    engine.name.clone_into(&mut calculation.engine);
    calculation.file = calculation.file.or(file);
    Edit::SetCalculation { node, calculation: Some(calculation), files }
}

/// The usual calculation for this sort, one click away.
fn offer(ctx: &Context<'_>, ui: &mut Ui, node: NodeId, now: Option<&Calculation>) {
    if now.is_some() {
        ui.label("This program does not know that calculation. It is kept as it is.");
        return;
    }
    let usual = ctx.map.evidence_of(node).and_then(prefilled).and_then(|it| Some((engine(&it.0.engine)?, it)));
    let Some((engine, (calculation, _))) = usual else {
        ui.label(RichText::new("Nothing is calculated for it. Choose a calculation to let it compute.").weak());
        return;
    };
    let filled = calculation.parameters.len() + usize::from(calculation.file.is_some());
    let words = format!("Start: {}", engine.words.to_lowercase());
    if ui.button(words).on_hover_text(engine.about).clicked() {
        ctx.edit(start(ctx, node, engine));
    }
    if filled > 0 {
        ui.label(RichText::new("The numbers read from the thread are filled in.").small().weak());
    }
}

/// Parameters that the engine does not know: from another program, or a calculation chosen before.
fn stray(ctx: &Context<'_>, ui: &mut Ui, node: NodeId, calculation: &Calculation, engine: &Engine) {
    let known = |name: &str| engine.settings.iter().any(|it| it.name == name);
    for name in calculation.parameters.keys().filter(|it| !known(it)) {
        ui.horizontal(|ui| {
            ui.colored_label(ui.visuals().warn_fg_color, format!("“{name}” is no setting of this calculation."));
            if ui.small_button("Remove").clicked() {
                set(ctx, node, calculation, name, None);
            }
        });
    }
}

/// Sets one parameter, or (`None`) leaves it as usual.
pub fn set(ctx: &Context<'_>, node: NodeId, calculation: &Calculation, name: &str, parameter: Option<Parameter>) {
    let mut after = calculation.clone();
    match parameter {
        Some(it) => drop(after.parameters.insert(name.to_owned(), it)),
        None => drop(after.parameters.remove(name)),
    }
    if after != *calculation {
        ctx.edit(Edit::SetCalculation { node, calculation: Some(after), files: BTreeMap::new() });
    }
}
