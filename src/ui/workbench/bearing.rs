//! What a piece of evidence bears on, how much it weighs there, and what rests on it.

use super::{
    super::{
        action::Action,
        beliefs,
        command::Command,
        context::Context,
        inspector::{heading, plain_line, short, supposed},
        keys,
        teach::Teach as _,
    },
    Wish, goes_to,
};
use crate::{
    analysis::RATIO,
    evidence::{numbers::significant, rests_on, weigh},
    map::{EdgeId, EdgeKind, Edit, KeptFigure, Likelihood, NodeId, Weight},
};
use egui::{ComboBox, DragValue, Key, Response, RichText, TextEdit, Ui};

/// The weight that is being changed.
#[derive(Debug, Default)]
pub struct State {
    edge: Option<EdgeId>,
    /// What was stored when it was begun, and what it is to be.
    draft: Option<(Option<Weight>, Weight)>,
    /// Whether it was given back while the pointer still drags: what it drags until it lets go counts for nothing.
    given_back: bool,
}

/// What came of the fields of a weight in this frame.
#[derive(Clone, Copy, Debug, Default)]
struct Gesture {
    /// Whether what they say is to be kept.
    done: bool,
    /// Whether the pointer still drags.
    dragging: bool,
}

impl Gesture {
    fn of(number: &Response) -> Self {
        // A screen reader changes it without the keyboard being there: that is a gesture of its own.
        let at_once = number.changed() && !number.dragged() && !number.has_focus();
        Self { done: number.drag_stopped() || number.lost_focus() || at_once, dragging: number.dragged() }
    }

    fn and(&mut self, other: Self) {
        self.done |= other.done;
        self.dragging |= other.dragging;
    }
}

impl State {
    /// Draws what `node` bears on.
    pub fn show(&mut self, ctx: &Context<'_>, ui: &mut Ui, node: NodeId) {
        heading(ui, "Bears on");
        let edges = ctx.map.edges_at(node).filter_map(|id| Some((id, *ctx.map.edge(id)?)));
        let edges: Vec<_> = edges.filter(|it| it.1.from == node && ctx.map.may_weigh(it.0)).collect();
        if edges.is_empty() {
            let key = keys::hint(ui, Action::Link);
            ui.label(RichText::new(format!("Nothing yet. Link it to the claim it speaks for or against{key}.")).weak());
        }
        for (id, edge) in edges {
            if let Some(to) = edge.to.node() {
                goes_to(ctx, ui, to);
            }
            ui.horizontal_wrapped(|ui| {
                let bits = weigh::bits(ctx.map, &ctx.bench.standings, id);
                ui.label(in_words(&bits));
                let open = self.edge == Some(id);
                let words = if open { "Done" } else { "Weigh" };
                let hint = "How much likelier this is if the claim is true than if it is false.";
                if ui.small_button(words).on_hover_text(hint).clicked() {
                    self.edge = (!open).then_some(id);
                    self.draft = None;
                }
            });
            if self.edge == Some(id) {
                ui.indent(id, |ui| self.weigh(ctx, ui, node, id));
            }
            if let Some(to) = edge.to.node() {
                same_data(ctx, ui, node, to);
            }
        }
        chain(ctx, ui, node);
    }

    /// The weight of one link, whatever reason it leads from, and the form to change it.
    pub fn link(&mut self, ctx: &Context<'_>, ui: &mut Ui, edge: EdgeId) {
        let Some(from) = ctx.map.edge(edge).map(|it| it.from).filter(|_| ctx.map.may_weigh(edge)) else { return };
        if self.edge != Some(edge) {
            *self = Self { edge: Some(edge), ..Self::default() };
        }
        heading(ui, "Weight");
        let bits = weigh::bits(ctx.map, &ctx.bench.standings, edge);
        match usual(ctx, edge).filter(|_| bits == Err(weigh::NoWeight::Unsaid)) {
            Some(it) => {
                let words = format!("No weight yet: it counts with a ratio of {}.", significant(it, 2));
                ui.label(words).on_hover_text("As any reason that nobody has weighed. docs/analysis.md tells more.")
            }
            None => ui.label(in_words(&bits)),
        };
        self.weigh(ctx, ui, from, edge);
    }

    /// The form of one weight.
    fn weigh(&mut self, ctx: &Context<'_>, ui: &mut Ui, node: NodeId, edge: EdgeId) {
        let stored = ctx.map.weight(edge).cloned();
        let usable: Vec<&KeptFigure> = ctx
            .bench
            .standings
            .fresh(ctx.map, node)
            .map(|it| it.figures.iter().filter(|it| it.likelihood.is_some()).collect())
            .unwrap_or_default();
        // What was stored has changed since, by undo or elsewhere: what was typed was about something else.
        if self.draft.as_ref().is_some_and(|it| it.0 != stored) {
            self.draft = None;
        }
        // It starts at what the link counts with as long as nobody has weighed it.
        let plain = || Weight::Judged { ratio: usual(ctx, edge).unwrap_or(1.0), why: String::new() };
        let draft = &mut self.draft.get_or_insert_with(|| (stored.clone(), stored.clone().unwrap_or_else(plain))).1;
        let mut gesture = Gesture::default();
        ui.horizontal(|ui| {
            let judged = matches!(draft, Weight::Judged { .. });
            if ui.selectable_label(judged, "Judged").on_hover_text("You say how much it weighs, and why.").clicked()
                && !judged
            {
                *draft = Weight::Judged { ratio: 1.0, why: String::new() };
            }
            let hint =
                "Follows from a figure with a known spread, and from what it would be if the claim were true or false.";
            let label = ui.add_enabled(!usable.is_empty() || !judged, egui::Button::selectable(!judged, "Computed"));
            let label = label.on_hover_text(hint);
            let label =
                label.on_disabled_hover_text("No figure of the result has a likelihood that can honestly be given.");
            if label.clicked()
                && judged
                && let Some(figure) = usable.first()
            {
                let near = figure.amount.as_number().unwrap_or(0.0);
                *draft = Weight::Computed { figure: figure.key.clone(), if_true: near, if_false: 0.0 };
                gesture.done = true;
            }
        });
        gesture.and(match draft {
            Weight::Judged { ratio, why } => judge(ui, ratio, why),
            Weight::Computed { figure, if_true, if_false } => compute(ui, &usable, figure, if_true, if_false),
        });
        // Who only goes through the fields has weighed nothing.
        let weighed = stored.as_ref().map_or(*draft != plain(), |it| it != draft);
        self.given_back |= weighed && ui.input(|it| it.key_pressed(Key::Escape));
        if self.given_back {
            self.draft = None;
            self.given_back = gesture.dragging;
        } else if weighed {
            let weight = draft.clone();
            supposed::show(ctx, ui, beliefs::Wish::Weight(edge, weight.clone()));
            if gesture.done {
                ctx.edit(Edit::SetWeight { edge, weight: Some(weight) });
            }
        }
        if stored.is_some() && ui.small_button("Take the weight away").clicked() {
            *self = Self::default();
            ctx.edit(Edit::SetWeight { edge, weight: None });
        }
    }
}

/// What a link counts with as long as nobody has weighed it; nothing if it then does not count.
fn usual(ctx: &Context<'_>, edge: EdgeId) -> Option<f64> {
    match ctx.map.edge(edge)?.kind {
        EdgeKind::Supports => Some(RATIO),
        EdgeKind::Attacks => Some(1.0 / RATIO),
        _ => None,
    }
}

/// The likelihood ratio somebody judges.
fn judge(ui: &mut Ui, ratio: &mut f64, why: &mut String) -> Gesture {
    let mut gesture = Gesture::default();
    ui.horizontal_wrapped(|ui| {
        ui.label("Likelihood ratio");
        let field = DragValue::new(ratio).range(1e-6..=1e6).speed(0.02).max_decimals(3);
        let field = ui.add(field).on_hover_text("Above 1 it speaks for the claim, below 1 against it; 1 says nothing.");
        gesture = Gesture::of(&field.accessible_name("Likelihood ratio"));
    });
    let field = TextEdit::singleline(why).hint_text("Why so much").desired_width(f32::INFINITY);
    gesture.done |= ui.add(field).accessible_name("Why so much").lost_focus();
    gesture
}

/// The two values that are compared.
fn compute(ui: &mut Ui, usable: &[&KeptFigure], figure: &mut String, if_true: &mut f64, if_false: &mut f64) -> Gesture {
    let mut gesture = Gesture::default();
    let title = usable.iter().find(|it| it.key == *figure).map_or(figure.clone(), |it| it.words.clone());
    let response = ComboBox::from_id_salt("figure").selected_text(title).show_ui(ui, |ui| {
        for it in usable {
            if ui.selectable_label(it.key == *figure, &it.words).clicked() {
                figure.clone_from(&it.key);
                gesture.done = true;
            }
        }
    });
    let _ = response.response.accessible_name("Figure that it follows from");
    for (words, value) in [("if the claim is true", if_true), ("if it is false", if_false)] {
        ui.horizontal(|ui| {
            let field = ui.add(DragValue::new(value).speed(0.01).max_decimals(4)).accessible_name(words);
            gesture.and(Gesture::of(&field));
            ui.label(words);
        });
    }
    let told = usable.iter().find(|it| it.key == *figure);
    if let Some(likelihood) = told.and_then(|it| it.likelihood) {
        let words = match likelihood {
            Likelihood::Normal { error } => {
                format!("Normal likelihood with a standard error of {} (Royall 1997).", significant(error, 3))
            }
            Likelihood::Binomial { hits, of } => format!("Binomial likelihood of {hits} of {of} (Royall 1997)."),
        };
        ui.label(RichText::new(words).small().weak());
    }
    gesture
}

/// A weight in words and in bits.
pub fn in_words(bits: &Result<f64, weigh::NoWeight>) -> String {
    match bits {
        Ok(bits) => weigh::told(*bits),
        Err(weigh::NoWeight::Unsaid) => "No weight yet.".to_owned(),
        Err(why) => format!("No weight: {why}."),
    }
}

/// Whether other evidence on the same claim rests on the same data.
fn same_data(ctx: &Context<'_>, ui: &mut Ui, node: NodeId, to: NodeId) {
    let together = weigh::together(ctx.map, &ctx.bench.standings, to);
    let others = together.same_data.iter().filter_map(|it| match *it {
        (one, other) if one == node => Some(other),
        (other, one) if one == node => Some(other),
        _ => None,
    });
    for other in others {
        let text = ctx.map.node(other).map_or(String::new(), |it| short(&plain_line(&it.text), 60));
        let words = format!(
            "Rests on the same data as “{text}”: the two are not independent, and their weights are not added up."
        );
        ui.label(RichText::new(words).color(ui.visuals().warn_fg_color));
    }
}

/// What rests on it, step by step.
fn chain(ctx: &Context<'_>, ui: &mut Ui, node: NodeId) {
    const SHOWN: usize = 12;
    let all = rests_on(ctx.map, &[node]);
    let nodes: Vec<_> = all.iter().filter_map(|it| Some((it.item.node()?, it.steps))).collect();
    if nodes.is_empty() {
        return;
    }
    heading(ui, "What rests on it");
    for &(id, steps) in nodes.iter().take(SHOWN) {
        ui.horizontal_top(|ui| {
            ui.add_space(8.0 * f32::from(u8::try_from(steps.min(6) - 1).unwrap_or(0)));
            goes_to(ctx, ui, id);
        });
    }
    if nodes.len() > SHOWN {
        ui.weak(format!("and {} more", nodes.len() - SHOWN));
    }
    if ui.small_button("Select all of it").teaches(Action::SelectResting).clicked() {
        ctx.send(Command::Bench(Wish::SelectResting(node)));
    }
}
