//! What people say they would hold of a conclusion if a question were answered: to read, to correct and to add to.

use super::{super::context::Context, credences::probability, plain_line, short};
use crate::{
    analysis::told,
    credence::{View, double},
    map::{Conditional, ConditionalId, Edit, Item, NodeId},
};
use egui::{Button, CollapsingHeader, ComboBox, RichText, TextEdit, Ui};
use std::collections::BTreeSet;

/// What is being dragged or typed. It becomes one edit when the gesture ends.
#[derive(Default)]
pub struct State {
    /// What is being changed, and its values so far.
    changing: Option<(ConditionalId, [f32; 2])>,
    /// The question that is being added to.
    on: Option<NodeId>,
    conclusion: Option<NodeId>,
    by: String,
    given: [f32; 2],
}

impl State {
    /// Draws what hangs on a question by what people say.
    pub fn show(&mut self, ctx: &Context<'_>, ui: &mut Ui, on: NodeId) {
        if self.on != Some(on) {
            *self = Self { on: Some(on), given: [0.5; 2], ..Self::default() };
        }
        let conclusions = conclusions(ctx, on);
        let theirs: Vec<(ConditionalId, &Conditional)> = ctx.map.conditionals().filter(|it| it.1.on == on).collect();
        if conclusions.is_empty() && theirs.is_empty() {
            return;
        }
        // Few questions are asked so: open only where somebody was, or where a crux waits for it.
        let open = !theirs.is_empty() || ctx.map.crux(on).is_some();
        let title = RichText::new("If it were answered").small().strong().color(ui.visuals().weak_text_color());
        CollapsingHeader::new(title).id_salt(("answered", on)).default_open(open).show_unindented(ui, |ui| {
            for (id, it) in theirs {
                self.stated(ctx, ui, id, it);
            }
            if !conclusions.is_empty() {
                self.add(ctx, ui, on, &conclusions);
            }
        });
    }

    fn stated(&mut self, ctx: &Context<'_>, ui: &mut Ui, id: ConditionalId, it: &Conditional) {
        let who = told::name(ctx.map, Some(it.person)).to_owned();
        ui.label(RichText::new(format!("{who}, of: {}", words(ctx, it.node))).small());
        ui.horizontal_wrapped(|ui| {
            let mut given = self.changing.filter(|it| it.0 == id).map_or([it.if_yes, it.if_no], |it| it.1);
            let fields = pair(ui, &mut given, &who);
            if fields.iter().any(egui::Response::changed) {
                self.changing = Some((id, given));
            }
            if self.changing.is_some_and(|it| it.0 == id) && ui.input(|it| it.key_pressed(egui::Key::Escape)) {
                self.changing = None;
            }
            let ended = fields.iter().any(|it| it.drag_stopped() || it.lost_focus());
            if let Some((_, given)) = self.changing.take_if(|it| ended && it.0 == id) {
                set(ctx, it, &who, Some(given));
            }
            let remove = ui.small_button("Remove").on_hover_text("What follows from reasons counts again.");
            if remove.clicked() {
                set(ctx, it, &who, None);
            }
        });
        if let Some(words) = asked_again(ctx, it) {
            ui.label(RichText::new(words).small().color(ui.visuals().warn_fg_color));
        }
    }

    fn add(&mut self, ctx: &Context<'_>, ui: &mut Ui, on: NodeId, conclusions: &[NodeId]) {
        let mut conclusion = self.conclusion.filter(|it| conclusions.contains(it)).unwrap_or(conclusions[0]);
        if conclusions.len() > 1 {
            let chosen = ComboBox::from_id_salt("hangs").width(ui.available_width() - 20.0);
            let chosen = chosen.selected_text(words(ctx, conclusion)).show_ui(ui, |ui| {
                for &it in conclusions {
                    ui.selectable_value(&mut conclusion, it, words(ctx, it));
                }
            });
            let _ = chosen.response.accessible_name("What would change");
            self.conclusion = Some(conclusion);
        } else {
            ui.label(RichText::new(format!("How likely would it be: {}", words(ctx, conclusion))).small().weak());
        }
        ui.horizontal_wrapped(|ui| {
            let name = TextEdit::singleline(&mut self.by).hint_text("Name").desired_width(64.0);
            ui.add(name).accessible_name("Who would hold it");
            let _ = pair(ui, &mut self.given, "new");
            let ready = !self.by.trim().is_empty();
            let add = ui.add_enabled(ready, Button::new("Add").small()).accessible_name("Add what would follow");
            if add.clicked() {
                let (by, given) = (std::mem::take(&mut self.by), Some(self.given));
                ctx.edit(Edit::SetConditional { node: conclusion, on, by, given });
            }
        });
    }
}

fn pair(ui: &mut Ui, given: &mut [f32; 2], who: &str) -> [egui::Response; 2] {
    let [yes, no] = given;
    ui.label(RichText::new("if so").small());
    let yes = probability(ui, yes, &format!("If so, {who}"));
    ui.label(RichText::new("if not").small());
    [yes, probability(ui, no, &format!("If not, {who}"))]
}

fn set(ctx: &Context<'_>, it: &Conditional, by: &str, given: Option<[f32; 2]>) {
    ctx.edit(Edit::SetConditional { node: it.node, on: it.on, by: by.to_owned(), given });
}

/// What a question leads to and can be likely or not.
fn conclusions(ctx: &Context<'_>, on: NodeId) -> Vec<NodeId> {
    let edges = ctx.map.edges_at(on).filter_map(|it| ctx.map.edge(it));
    let led = edges.filter(|it| it.from == on && super::counts(it.kind)).filter_map(|it| match it.to {
        Item::Node(to) => ctx.map.is_either(to).then_some(to),
        Item::Edge(_) => None,
    });
    led.collect::<BTreeSet<_>>().into_iter().collect()
}

/// That the numbers somebody gave do not go with what they hold of the two: a question to them, no correction.
fn asked_again(ctx: &Context<'_>, it: &Conditional) -> Option<String> {
    let held = |node: NodeId| ctx.map.credence_of(Some(it.person), node).map(|it| f64::from(it.1.value));
    let (p, q) = (held(it.node)?, held(it.on)?);
    let view = View::stated(p, q, it.if_yes.into(), it.if_no.into()).ok()?;
    double::asks_again(&view).then(|| {
        format!(
            "With {} for the question these come to {}, beside the {} stated.",
            told::share(q),
            told::share(p - view.gap()),
            told::share(p)
        )
    })
}

fn words(ctx: &Context<'_>, node: NodeId) -> String {
    ctx.map.node(node).map_or_else(String::new, |it| short(&plain_line(&it.text), 70))
}
