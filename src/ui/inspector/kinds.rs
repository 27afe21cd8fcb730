//! What cruxes, disagreements and evidence have beyond their words.

use super::{
    super::{
        action::Action,
        command::Command,
        context::Context,
        teach::Teach as _,
        workbench::{self, Wish},
    },
    capital, heading, one_line, plain_line, short,
};
use crate::evidence::Standing;
use crate::map::{
    Crux, CruxStatus, Disagreement, DisagreementKind, Edit, Evidence, EvidenceKind, NodeId, NodeKind, Side, Value,
};
use egui::{ComboBox, Grid, RichText, Ui};

/// Draws what the kind of a node needs.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, id: NodeId, kind: NodeKind) {
    match kind {
        NodeKind::Crux => {
            if let Some(crux) = ctx.map.crux(id) {
                show_crux(ctx, ui, id, crux);
            }
        }
        NodeKind::Disagreement => {
            if let Some(disagreement) = ctx.map.disagreement(id) {
                show_disagreement(ctx, ui, id, disagreement);
            }
        }
        NodeKind::Evidence => {
            if let Some(evidence) = ctx.map.evidence_of(id) {
                show_evidence(ctx, ui, id, evidence);
            }
        }
        NodeKind::Claim | NodeKind::Question | NodeKind::Note => {}
    }
}

fn show_crux(ctx: &Context<'_>, ui: &mut Ui, id: NodeId, crux: &Crux) {
    let mut status = crux.status;
    choose(ui, "Status", &mut status, &[CruxStatus::Open, CruxStatus::Settled, CruxStatus::Dissolved], |it| match it {
        CruxStatus::Open => "open",
        CruxStatus::Settled => "settled",
        CruxStatus::Dissolved => "dissolved",
    });
    if status != crux.status {
        ctx.edit(Edit::SetCrux { node: id, crux: Crux { status, ..crux.clone() } });
    }
    sides(ctx, ui, &crux.sides);
    if !crux.would_change.is_empty() {
        heading(ui, "What an answer would change");
        ui.label(&crux.would_change);
    }
}

fn show_disagreement(ctx: &Context<'_>, ui: &mut Ui, id: NodeId, disagreement: &Disagreement) {
    let all = [
        DisagreementKind::Fact,
        DisagreementKind::Value,
        DisagreementKind::Definition,
        DisagreementKind::Prediction,
        DisagreementKind::Method,
    ];
    let mut kind = disagreement.kind;
    choose(ui, "About", &mut kind, &all, |it| match it {
        DisagreementKind::Fact => "a fact",
        DisagreementKind::Value => "a value",
        DisagreementKind::Definition => "a definition",
        DisagreementKind::Prediction => "a prediction",
        DisagreementKind::Method => "a method",
    });
    if kind != disagreement.kind {
        ctx.edit(Edit::SetDisagreement { node: id, disagreement: Disagreement { kind, ..disagreement.clone() } });
    }
    sides(ctx, ui, &disagreement.sides);
    since(ctx, ui, id, &disagreement.sides);
    granted(ctx, ui, id);
}

/// The name of whoever takes a side.
fn who<'a>(ctx: &'a Context<'_>, side: &'a Side) -> &'a str {
    side.person.and_then(|it| ctx.map.person(it)).map_or(&*side.who, |it| it.name.as_str())
}

fn sides(ctx: &Context<'_>, ui: &mut Ui, sides: &[Side]) {
    if sides.is_empty() {
        return;
    }
    heading(ui, "Sides");
    for side in sides {
        let who = who(ctx, side);
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(who).strong());
            ui.label(plain_line(&side.position));
        });
    }
}

/// In which words, and when, each side first took its position.
fn since(ctx: &Context<'_>, ui: &mut Ui, id: NodeId, sides: &[Side]) {
    let first: Vec<_> = sides.iter().filter_map(|it| Some((it, ctx.map.first_words(id, it.person)?))).collect();
    if first.is_empty() {
        return;
    }
    heading(ui, "Since when, on which words");
    for (side, statement) in first {
        let who = who(ctx, side);
        let time = ctx.map.comment(statement.comment).and_then(|it| it.time.as_deref());
        let words = short(&one_line(ctx.map.quote(statement.span).unwrap_or_default()), 90);
        ui.label(RichText::new(time.map_or_else(|| who.to_owned(), |it| format!("{who}, {it}"))).weak());
        if ui.link(format!("“{words}”")).on_hover_text("Shows the words in the thread.").clicked() {
            ctx.send(Command::ShowWords(statement.span));
        }
    }
}

/// What the sides grant each other.
fn granted(ctx: &Context<'_>, ui: &mut Ui, id: NodeId) {
    let all = ctx.map.granted(id);
    if all.is_empty() {
        return;
    }
    heading(ui, "They agree on");
    for edge in all.into_iter().filter_map(|it| ctx.map.edge(it)) {
        let Some(node) = ctx.map.node(edge.from) else { continue };
        if ui.link(short(&plain_line(&node.text), 90)).clicked() {
            ctx.send(Command::Reveal(edge.from.into()));
        }
    }
}

fn show_evidence(ctx: &Context<'_>, ui: &mut Ui, id: NodeId, evidence: &Evidence) {
    let mut kind = evidence.kind;
    choose(ui, "Sort", &mut kind, &EvidenceKind::ALL, |it| match it {
        EvidenceKind::CotFaithfulness => "chain-of-thought faithfulness",
        EvidenceKind::Sharpe => "returns and risk",
        EvidenceKind::GameTheory => "game theory",
        EvidenceKind::Citation => "citation",
        EvidenceKind::Statistic => "counts and shares",
        EvidenceKind::ThoughtExperiment => "thought experiment",
        EvidenceKind::Anecdote => "experience",
    });
    if kind != evidence.kind {
        ctx.edit(Edit::SetEvidence { node: id, evidence: Evidence { kind, ..evidence.clone() } });
    }
    calculated(ctx, ui, id);
    if evidence.data.is_empty() {
        return;
    }
    heading(ui, "Read from it, or entered");
    Grid::new("data").num_columns(2).spacing([12.0, 4.0]).striped(true).show(ui, |ui| {
        for (key, value) in evidence.data.iter() {
            ui.weak(capital(&key.replace('_', " ").replace(" pct", ", %")));
            match value {
                Value::Text(link) if link.starts_with("https://") || link.starts_with("http://") => {
                    ui.hyperlink(link);
                }
                value => {
                    ui.add(egui::Label::new(in_words(value)).wrap());
                }
            }
            ui.end_row();
        }
    });
}

/// What is calculated for it, in short, and the way to the workbench.
fn calculated(ctx: &Context<'_>, ui: &mut Ui, id: NodeId) {
    let standing = ctx.bench.standings.standing(ctx.map, id);
    if standing.is_some() {
        heading(ui, "Calculated");
        ui.horizontal_wrapped(|ui| {
            workbench::standing_word(ctx, ui, id);
        });
    }
    match standing {
        Some(Standing::Fresh(outcome)) => drop(ui.label(&outcome.gist)),
        Some(Standing::Broken(why)) => drop(ui.label(why.to_string())),
        Some(Standing::Stale(_)) => drop(ui.label(RichText::new("The inputs have no result yet.").weak())),
        None => {}
    }
    if !ctx.view.workbench && ui.button("Open the workbench").teaches(Action::Workbench).clicked() {
        ctx.send(Command::Bench(Wish::Show(id)));
    }
}

/// A value as people write it.
fn in_words(value: &Value) -> String {
    match value {
        Value::Number(it) => format!("{it}"),
        Value::Text(it) => one_line(it),
        Value::List(them) => them.iter().map(in_words).collect::<Vec<_>>().join(", "),
        Value::Table(them) => {
            them.iter().map(|(key, it)| format!("{key}: {}", in_words(it))).collect::<Vec<_>>().join("; ")
        }
    }
}

fn choose<T: Copy + PartialEq>(ui: &mut Ui, name: &str, at: &mut T, all: &[T], word: impl Fn(T) -> &'static str) {
    ui.horizontal(|ui| {
        ui.weak(name);
        let response = ComboBox::from_id_salt(name).selected_text(word(*at)).show_ui(ui, |ui| {
            for &choice in all {
                ui.selectable_value(at, choice, word(choice));
            }
        });
        response.response.accessible_name(name);
    });
}
