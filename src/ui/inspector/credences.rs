//! Who holds a claim to be how likely, and why: to read, to correct and to add to.

use super::{
    super::{beliefs::Wish, context::Context},
    heading, supposed,
};
use crate::{
    analysis::{TOLERANCE, told},
    map::{CredenceId, Edit, NodeId, PersonId},
};
use egui::{Button, DragValue, RichText, TextEdit, Ui};

/// What is being dragged or typed. It becomes one edit when the gesture ends.
#[derive(Default)]
pub struct State {
    /// The credence being changed, and its value so far.
    changing: Option<(CredenceId, f32)>,
    /// Whether it was given back while the pointer still drags: what it drags until it lets go counts for nothing.
    given_back: bool,
    /// The node that a credence is being added to.
    node: Option<NodeId>,
    /// Whose it is to be.
    by: String,
    /// Its value.
    value: f32,
}

impl State {
    /// Lets all that is drawn before them know what is being changed.
    pub fn suppose(&self, ctx: &Context<'_>, node: NodeId) {
        if let Some((id, value)) = self.changing.filter(|_| self.node == Some(node)) {
            ctx.beliefs.suppose(ctx.map, &ctx.bench.standings, Wish::Credence(id, f64::from(value)));
        }
    }

    /// Draws the credences on a node.
    pub fn show(&mut self, ctx: &Context<'_>, ui: &mut Ui, node: NodeId) {
        if self.node != Some(node) {
            *self = Self { node: Some(node), value: 0.5, ..Self::default() };
        }
        heading(ui, "Credences");
        for (id, credence) in ctx.map.credences_on(node) {
            let who = credence.person.and_then(|it| ctx.map.person(it)).map_or("unnamed author", |it| it.name.as_str());
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                ui.label(RichText::new(who).strong());
                ui.label(credence.in_words());
            });
            follows(ctx, ui, node, credence.person, Some(f64::from(credence.value)));
            ui.horizontal(|ui| {
                let mut value = self.changing.filter(|it| it.0 == id).map_or(credence.value, |it| it.1);
                let field = probability(ui, &mut value, &format!("Credence of {who}"));
                if field.changed() && !self.given_back {
                    self.changing = Some((id, value));
                }
                if self.changing.is_some_and(|it| it.0 == id) && ui.input(|it| it.key_pressed(egui::Key::Escape)) {
                    self.changing = None;
                    self.given_back = field.dragged();
                }
                // A screen reader changes it without the keyboard being there: that is a gesture of its own.
                let at_once = field.changed() && !field.dragged() && !field.has_focus();
                let ended = field.drag_stopped() || field.lost_focus() || at_once;
                self.given_back &= !field.drag_stopped();
                if let Some((_, value)) = self.changing.take_if(|it| ended && it.0 == id) {
                    ctx.edit(Edit::SetCredence { credence: id, value });
                }
                let remove =
                    ui.small_button("Remove").on_hover_text("Reading the thread again will not bring it back.");
                if remove.clicked() {
                    ctx.edit(Edit::RemoveCredence { credence: id });
                }
            });
        }
        if let Some((id, value)) = self.changing {
            supposed::show(ctx, ui, Wish::Credence(id, f64::from(value)));
        }
        let stated: Vec<_> = ctx.map.credences_on(node).map(|it| it.1.person).collect();
        let others = ctx.beliefs.found().implied.get(&node).into_iter().flatten();
        for &(person, _) in others.filter(|it| !stated.contains(&it.0)) {
            follows(ctx, ui, node, person, None);
        }
        ui.horizontal(|ui| {
            let name = TextEdit::singleline(&mut self.by).hint_text("Name").desired_width(120.0);
            let name = ui.add(name).accessible_name("Whose credence");
            probability(ui, &mut self.value, "New credence");
            let entered = name.lost_focus() && ui.input(|it| it.key_pressed(egui::Key::Enter));
            let ready = !self.by.trim().is_empty();
            let add = ui.add_enabled(ready, Button::new("Add").small()).accessible_name("Add credence");
            if ready && (entered || add.clicked()) {
                ctx.edit(Edit::AddCredence { node, by: std::mem::take(&mut self.by), value: self.value });
            }
        });
    }
}

/// What follows for somebody from what they hold of the reasons, beside what they said.
fn follows(ctx: &Context<'_>, ui: &mut Ui, node: NodeId, person: Option<PersonId>, stated: Option<f64>) {
    let all = ctx.beliefs.found().implied.get(&node).into_iter().flatten();
    let Some(&(_, value)) = all.into_iter().find(|it| it.0 == person) else { return };
    let words = match stated {
        Some(_) => format!("reasons give {}", told::share(value)),
        None => format!(
            "{}: {} follows from what they hold of the reasons",
            told::name(ctx.map, person),
            told::share(value)
        ),
    };
    let far = stated.is_some_and(|it| (it - value).abs() > TOLERANCE);
    let ink = if far { ui.visuals().warn_fg_color } else { ui.visuals().weak_text_color() };
    let hint = "Before its reasons a claim has even odds; each reason multiplies them by 1 + c (r − 1), where c is how likely \
                they hold it and r its weight. docs/analysis.md tells more.";
    ui.label(RichText::new(words).small().color(ink)).on_hover_text(hint);
}

/// A probability to drag or type.
pub(super) fn probability(ui: &mut Ui, value: &mut f32, name: &str) -> egui::Response {
    let field = DragValue::new(value).range(0.0..=1.0).speed(0.01).max_decimals(2);
    ui.add(field).on_hover_text("0 is surely false, 1 is surely true. Drag, or click and type.").accessible_name(name)
}
