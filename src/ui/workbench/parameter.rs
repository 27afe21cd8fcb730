//! One parameter of a calculation: a number, words, a choice, a file, or what other evidence or a person gives.

use super::{
    super::{
        command::Command,
        context::Context,
        inspector::{plain_line, short},
    },
    Goal, Into, Wish,
    inputs::set,
    label,
};
use crate::{
    evidence::{Setting, Sort, columns, told},
    map::{Amount, Calculation, CredenceId, File, NodeId, NodeKind, Parameter},
};
use egui::{Button, ComboBox, RichText, TextEdit, Ui};
use std::collections::BTreeMap;

/// What is being typed, by parameter.
#[derive(Debug, Default)]
pub struct State {
    typed: BTreeMap<&'static str, String>,
}

impl State {
    /// Draws one parameter. What is typed counts when the field is left.
    pub fn show(&mut self, ctx: &Context<'_>, ui: &mut Ui, node: NodeId, calculation: &Calculation, setting: &Setting) {
        let now = calculation.parameters.get(setting.name);
        ui.horizontal_wrapped(|ui| {
            label(ui, setting.words, 128.0).on_hover_text(setting.hint);
            match (setting.sort, now) {
                (_, Some(Parameter::Figure { of, key })) => taken_figure(ctx, ui, *of, key),
                (_, Some(Parameter::Credence(id))) => taken_credence(ctx, ui, *id),
                (Sort::Choice(all), _) => choice(ctx, ui, node, calculation, setting, all),
                (Sort::File, _) => file(ctx, ui, node, setting, now),
                (Sort::Number { .. } | Sort::Text | Sort::Column, _) => self.field(ctx, ui, node, calculation, setting),
            }
            match setting.sort {
                Sort::Number { .. } => take(ctx, ui, node, calculation, setting),
                Sort::Column => columns_of(ctx, ui, node, calculation, setting),
                _ => {}
            }
            if now.is_some()
                && ui
                    .small_button("×")
                    .on_hover_text("Leaves it as usual.")
                    .accessible_name(format!("Reset {}", setting.words))
                    .clicked()
            {
                self.typed.remove(setting.name);
                set(ctx, node, calculation, setting.name, None);
            }
        });
    }

    fn field(&mut self, ctx: &Context<'_>, ui: &mut Ui, node: NodeId, calculation: &Calculation, setting: &Setting) {
        let stored = match calculation.parameters.get(setting.name) {
            Some(Parameter::Number(it)) => format!("{it}"),
            Some(Parameter::Words(it)) => it.clone(),
            _ => String::new(),
        };
        let usual = match setting.sort {
            Sort::Number { default: Some(it), .. } => format!("{it}"),
            Sort::Number { .. } => "not set".to_owned(),
            _ => "as usual".to_owned(),
        };
        let text = self.typed.entry(setting.name).or_insert_with(|| stored.clone());
        let read = read(text, setting.sort);
        let ink = if read.is_err() { ui.visuals().error_fg_color } else { ui.visuals().text_color() };
        let width = if matches!(setting.sort, Sort::Text | Sort::Column) { 130.0 } else { 72.0 };
        let field = TextEdit::singleline(text).hint_text(usual).desired_width(width).text_color(ink);
        let mut field = ui.add(field).accessible_name(setting.words);
        let hint = match &read {
            Err(why) => format!("{} {why}", setting.hint),
            Ok(_) => setting.hint.to_owned(),
        };
        field = field.on_hover_text(hint);
        if field.lost_focus() {
            // What is wrong stays in sight, in red; what counts is as it was.
            if let Ok(parameter) = read {
                self.typed.remove(setting.name);
                set(ctx, node, calculation, setting.name, parameter);
            }
        } else if !field.has_focus() && read.is_ok() && *text != stored {
            // Undone, or changed elsewhere.
            *text = stored;
        }
    }
}

/// What was typed, as a parameter; nothing if the field is empty.
fn read(text: &str, sort: Sort) -> Result<Option<Parameter>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let Sort::Number { least, most, .. } = sort else { return Ok(Some(Parameter::Words(text.to_owned()))) };
    let (digits, unit) = text.strip_suffix('%').map_or((text, 1.0), |it| (it.trim_end(), 0.01));
    match digits.parse::<f64>().map(|it| it * unit) {
        Ok(it) if (least..=most).contains(&it) => Ok(Some(Parameter::Number(it))),
        Ok(_) => Err(format!("From {least} to {most}.")),
        Err(_) => Err("Type a number.".to_owned()),
    }
}

/// A menu of the columns that the data have.
fn columns_of(ctx: &Context<'_>, ui: &mut Ui, node: NodeId, calculation: &Calculation, setting: &Setting) {
    let Some(bytes) = calculation.file.and_then(|it| ctx.map.file(it)).and_then(File::bytes) else { return };
    let button = ui.menu_button(RichText::new("columns").small(), |ui| {
        for name in columns(bytes) {
            if ui.button(&name).clicked() {
                set(ctx, node, calculation, setting.name, Some(Parameter::Words(name)));
            }
        }
    });
    let name = format!("Columns for {}", setting.words);
    let _ = button.response.on_hover_text("Lists the columns of the data.").accessible_name(name);
}

fn choice(ctx: &Context<'_>, ui: &mut Ui, node: NodeId, calculation: &Calculation, setting: &Setting, all: &[&str]) {
    let now = match calculation.parameters.get(setting.name) {
        Some(Parameter::Words(it)) => it.as_str(),
        _ => all.first().copied().unwrap_or_default(),
    };
    let words = |it: &str| it.replace('_', " ");
    let response = ComboBox::from_id_salt(setting.name).selected_text(words(now)).width(110.0).show_ui(ui, |ui| {
        for &it in all {
            if ui.selectable_label(it == now, words(it)).clicked() && it != now {
                set(ctx, node, calculation, setting.name, Some(Parameter::Words(it.to_owned())));
            }
        }
    });
    response.response.on_hover_text(setting.hint).accessible_name(setting.words);
}

fn file(ctx: &Context<'_>, ui: &mut Ui, node: NodeId, setting: &Setting, now: Option<&Parameter>) {
    if let Some(Parameter::File(id)) = now {
        ui.label(ctx.map.file(*id).map_or("gone", |it| it.name.as_str()));
    }
    let words = if now.is_some() { "Change…" } else { "Choose…" };
    if ui.add(Button::new(words).small()).on_hover_text(setting.hint).accessible_name(setting.words).clicked() {
        let goal = Goal { node, into: Into::Parameter(setting.name), link: false };
        ctx.send(Command::Bench(Wish::Choose(goal)));
    }
}

fn taken_figure(ctx: &Context<'_>, ui: &mut Ui, of: NodeId, key: &str) {
    let text = ctx.map.node(of).map_or("evidence that is gone".to_owned(), |it| short(&plain_line(&it.text), 20));
    let figure = ctx.bench.standings.fresh(ctx.map, of).and_then(|it| it.figure(key));
    let value = figure.map_or("stale".to_owned(), |it| told::words(&it.amount, 4));
    let name = figure.map_or(key, |it| it.words.as_str());
    let link = ui.link(format!("{value} from “{text}”"));
    if link.on_hover_text(format!("{name} of that evidence. Follows it when it changes.")).clicked() {
        ctx.send(Command::Reveal(of.into()));
    }
}

fn taken_credence(ctx: &Context<'_>, ui: &mut Ui, id: CredenceId) {
    let Some(credence) = ctx.map.credence(id) else {
        ui.colored_label(ui.visuals().error_fg_color, "a credence that is gone");
        return;
    };
    let who = credence.person.and_then(|it| ctx.map.person(it)).map_or("unnamed author", |it| it.name.as_str());
    let claim = ctx.map.node(credence.node).map_or(String::new(), |it| short(&plain_line(&it.text), 16));
    let link = ui.link(format!("{} by {who} on “{claim}”", credence.value));
    if link.on_hover_text("Follows the credence when it changes.").clicked() {
        ctx.send(Command::Reveal(credence.node.into()));
    }
}

/// A menu of what else may give the number: figures of other evidence, and credences.
fn take(ctx: &Context<'_>, ui: &mut Ui, node: NodeId, calculation: &Calculation, setting: &Setting) {
    const MOST: usize = 40;
    let button = ui.menu_button(RichText::new("from…").small(), |ui| {
        ui.set_max_width(360.0);
        let mut any = false;
        let all = ctx.index.by_kind.get(&NodeKind::Evidence).map_or(&[][..], Vec::as_slice);
        let known =
            all.iter().filter(|it| **it != node).filter_map(|&it| Some((it, ctx.bench.standings.fresh(ctx.map, it)?)));
        for (other, outcome) in known.filter(|it| !it.1.figures.is_empty()).take(MOST) {
            any = true;
            let text = ctx.map.node(other).map_or(String::new(), |it| short(&plain_line(&it.text), 48));
            ui.menu_button(text, |ui| {
                let numbers =
                    outcome.figures.iter().filter(|it| !matches!(it.amount, Amount::Words(_) | Amount::Undefined(_)));
                for figure in numbers.take(MOST) {
                    let words = format!("{}: {}", figure.words, told::words(&figure.amount, 4));
                    if ui.button(words).clicked() {
                        let parameter = Parameter::Figure { of: other, key: figure.key.clone() };
                        set(ctx, node, calculation, setting.name, Some(parameter));
                    }
                }
            });
        }
        for (id, credence) in ctx.map.credences().filter(|it| !it.1.removed).take(MOST) {
            any = true;
            let who = credence.person.and_then(|it| ctx.map.person(it)).map_or("unnamed author", |it| it.name.as_str());
            let claim = ctx.map.node(credence.node).map_or(String::new(), |it| short(&plain_line(&it.text), 40));
            if ui.button(format!("{} by {who}: “{claim}”", credence.value)).clicked() {
                set(ctx, node, calculation, setting.name, Some(Parameter::Credence(id)));
            }
        }
        if !any {
            ui.weak("No other evidence has a result, and nobody has stated a credence.");
        }
    });
    let name = format!("Take {} from", setting.words);
    let _ = button.response.on_hover_text("Takes it from other evidence, or from a credence.").accessible_name(name);
}
