//! What a calculation gives: what it comes down to, figures with their formulas, tables, notes, and earlier results.

use super::{
    super::{command::Command, context::Context, inspector::heading},
    bench::waits_for_asking,
    said::{self, DIGITS},
};
use crate::{
    evidence::{Report, Samples, Standing, Table, told},
    map::{
        Amount, Calculation, Edge, Edit, Evidence, EvidenceKind, File, Insert, KeptFigure, Map, Node, NodeId, NodeKind,
        Outcome, Records,
    },
};
use egui::{CollapsingHeader, Grid, Label, RichText, ScrollArea, Sense, Ui, vec2};

/// How many figures are shown at first.
const FEW: usize = 7;

/// What is shown of the result.
#[derive(Debug, Default)]
pub struct State {
    /// The figure whose formula is shown.
    figure: Option<String>,
    /// Whether all figures are shown.
    all: bool,
}

impl State {
    /// The formula of the chosen figure, on one line above everything.
    pub fn formula_bar(&self, ctx: &Context<'_>, ui: &mut Ui, node: NodeId) {
        let Some(report) = ctx.bench.report(node) else { return };
        let chosen = self.figure.as_ref().and_then(|key| report.figures.iter().find(|it| it.key == *key));
        let explained = report.figures.iter().find(|it| !it.about.formula.is_empty());
        let Some(figure) = chosen.or(explained) else { return };
        let about = figure.about;
        let words = match (about.formula, about.source) {
            ("", _) => format!("{}: as counted", figure.words),
            (formula, "") => format!("{} = {formula}", figure.words),
            (formula, source) => format!("{} = {formula}   ({source})", figure.words),
        };
        egui::Frame::new().fill(ui.visuals().extreme_bg_color).inner_margin(egui::Margin::symmetric(6, 2)).show(
            ui,
            |ui| {
                ui.set_width(ui.available_width());
                let label = Label::new(RichText::new(format!("ƒ  {words}")).small()).truncate();
                ui.add(label).on_hover_text(words);
            },
        );
    }

    /// Draws the result of `node`.
    pub fn show(&mut self, ctx: &Context<'_>, ui: &mut Ui, node: NodeId) {
        heading(ui, "Result");
        let standing = ctx.bench.standings.standing(ctx.map, node);
        if let Some(why) = ctx.bench.trouble(node) {
            ui.colored_label(ui.visuals().error_fg_color, why.to_string());
        }
        match standing {
            None => drop(ui.label(RichText::new("No calculation yet.").weak())),
            Some(Standing::Broken(why)) => drop(ui.colored_label(ui.visuals().error_fg_color, why.to_string())),
            Some(Standing::Fresh(outcome)) if outcome.failed => {
                ui.colored_label(ui.visuals().warn_fg_color, &outcome.gist);
            }
            Some(Standing::Fresh(outcome)) => self.fresh(ctx, ui, node, outcome),
            Some(Standing::Stale(last)) => stale(ctx, ui, node, last),
        }
        history(ctx, ui, node);
    }

    fn fresh(&mut self, ctx: &Context<'_>, ui: &mut Ui, node: NodeId, outcome: &Outcome) {
        ui.label(&outcome.gist);
        said::show(ctx, ui, node, outcome);
        heading(ui, "Figures");
        let shown = if self.all { outcome.figures.len() } else { FEW };
        for figure in outcome.figures.iter().take(shown) {
            self.figure(ui, figure);
        }
        if outcome.figures.len() > FEW {
            let words = if self.all { "Show fewer".to_owned() } else { format!("Show all {}", outcome.figures.len()) };
            if ui.link(words).clicked() {
                self.all = !self.all;
            }
        }
        match ctx.bench.report(node) {
            Some(report) => {
                more(ui, report);
                samples(ctx, ui, node, report);
            }
            None if waits_for_asking(ctx.map, node) => {
                ui.weak("Calculate again to see its tables, pictures and formulas.");
            }
            None => {}
        }
    }

    /// One figure: its name, its value and its interval. A click shows the formula.
    fn figure(&mut self, ui: &mut Ui, figure: &KeptFigure) {
        let chosen = self.figure.as_deref() == Some(&figure.key);
        let half = (ui.available_width() - 12.0) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            let cell = |ui: &mut Ui, add: &mut dyn FnMut(&mut Ui)| {
                ui.allocate_ui_with_layout(vec2(half, 0.0), egui::Layout::top_down(egui::Align::LEFT), |ui| {
                    ui.set_width(half);
                    ui.spacing_mut().item_spacing.y = 1.0;
                    add(ui);
                });
            };
            cell(ui, &mut |ui| {
                let name = RichText::new(&figure.words);
                let name = if chosen { name.underline() } else { name };
                let name = ui.add(Label::new(name).wrap().sense(Sense::click()));
                if name.on_hover_text("Shows its formula above.").clicked() {
                    self.figure = Some(figure.key.clone());
                }
            });
            cell(ui, &mut |ui| {
                let value = RichText::new(told::words(&figure.amount, DIGITS));
                let undefined = matches!(figure.amount, Amount::Undefined(_));
                ui.label(if undefined { value.small().weak() } else { value.strong() });
                if let Some(interval) = figure.interval {
                    ui.label(RichText::new(told::interval(&figure.amount, interval, DIGITS)).small().weak());
                }
            });
        });
    }
}

fn stale(ctx: &Context<'_>, ui: &mut Ui, node: NodeId, last: Option<&Outcome>) {
    let waits = waits_for_asking(ctx.map, node);
    match last {
        // The old figures are not shown: they are of other inputs. The history has them, under their day.
        Some(_) if waits => ui.label("The inputs have changed. Calculate to see what they give."),
        None if waits => ui.label("Calculate to see what the inputs give. This may take a while."),
        _ => ui.label(RichText::new("Calculating…").weak()),
    };
}

/// Tables and notes.
fn more(ui: &mut Ui, report: &Report) {
    for table in &report.tables {
        CollapsingHeader::new(&table.words).id_salt(&table.key).show(ui, |ui| show_table(ui, table));
    }
    if !report.notes.is_empty() {
        CollapsingHeader::new(format!("Notes ({})", report.notes.len())).id_salt("notes").show(ui, |ui| {
            for note in &report.notes {
                ui.label(RichText::new(format!("• {note}")).small());
            }
        });
    }
}

/// The way from single results to a calculation of their own.
fn samples(ctx: &Context<'_>, ui: &mut Ui, node: NodeId, report: &Report) {
    let Some(samples) = &report.samples else { return };
    let hint = "Adds a piece of evidence with every single answer as its data, for the tests of faithfulness.";
    if ui.button("Go on with its samples").on_hover_text(hint).clicked() {
        ctx.send(Command::EditAndSelect(samples_as_evidence(ctx.map, node, samples)));
    }
}

/// Evidence whose data are the samples of that of `node`, on what that bears on.
fn samples_as_evidence(map: &Map, node: NodeId, samples: &Samples) -> Edit {
    // Only tells the records apart: what is inserted gets names of its own.
    let new = NodeId::from_bits(0);
    let (id, file) = File::kept(samples.name.clone(), samples.csv.as_bytes());
    let text = map.node(node).map_or(String::new(), |it| format!("Answer by answer: {}", it.text));
    let calculation = Calculation { engine: "faithfulness".to_owned(), file: Some(id), ..Calculation::default() };
    let evidence = Evidence { kind: EvidenceKind::CotFaithfulness, ..Evidence::default() };
    let records = Records {
        nodes: [(new, Node { kind: NodeKind::Evidence, text: text.into() })].into(),
        evidence: [(new, evidence)].into(),
        calculations: [(new, calculation)].into(),
        files: [(id, file)].into(),
        ..Records::default()
    };
    let out = map.edges_at(node).filter_map(|it| map.edge(it)).filter(|it| it.from == node && it.to.node().is_some());
    let links = out.map(|it| Edge { from: new, ..*it }).collect();
    Edit::Insert(Box::new(Insert { records, links, is_copy: false }))
}

fn show_table(ui: &mut Ui, table: &Table) {
    const MOST: usize = 200;
    ScrollArea::horizontal().id_salt(&table.key).show(ui, |ui| {
        Grid::new(&table.key).num_columns(table.columns.len()).spacing([14.0, 3.0]).striped(true).show(ui, |ui| {
            for column in &table.columns {
                let head = ui.label(RichText::new(&column.words).small().strong());
                if !column.about.formula.is_empty() {
                    head.on_hover_text(format!("{}\n{}", column.about.formula, column.about.source));
                }
            }
            ui.end_row();
            for row in table.rows.iter().take(MOST) {
                for cell in row {
                    ui.label(RichText::new(told::words(cell, DIGITS)).small());
                }
                ui.end_row();
            }
        });
        if table.rows.len() > MOST {
            ui.weak(format!("and {} more rows", table.rows.len() - MOST));
        }
    });
}

fn history(ctx: &Context<'_>, ui: &mut Ui, node: NodeId) {
    let all = ctx.map.history(node);
    let now = ctx.bench.standings.inputs(node);
    if all.len() < 2 && all.iter().all(|it| Some(it.inputs) == now) {
        return;
    }
    CollapsingHeader::new(format!("Earlier results ({})", all.len())).id_salt("history").show(ui, |ui| {
        for outcome in all.iter().rev() {
            let is_now = Some(outcome.inputs) == now;
            let text = format!("{}  {}", outcome.day, outcome.gist);
            let text = RichText::new(text).small();
            ui.label(if is_now { text.strong() } else { text.weak() }).on_hover_text(if is_now {
                "The inputs as they are now."
            } else {
                "Other inputs than now."
            });
        }
    });
}
