//! Who holds a claim to be how likely, and why: to read, to correct and to add to.

use super::{super::context::Context, heading};
use crate::map::{CredenceId, Edit, NodeId};
use egui::{Button, DragValue, RichText, TextEdit, Ui};

/// What is being dragged or typed. It becomes one edit when the gesture ends.
#[derive(Default)]
pub struct State {
    /// The credence being changed, and its value so far.
    changing: Option<(CredenceId, f32)>,
    /// The node that a credence is being added to.
    node: Option<NodeId>,
    /// Whose it is to be.
    by: String,
    /// Its value.
    value: f32,
}

impl State {
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
            ui.horizontal(|ui| {
                let mut value = self.changing.filter(|it| it.0 == id).map_or(credence.value, |it| it.1);
                let field = probability(ui, &mut value, &format!("Credence of {who}"));
                if field.changed() {
                    self.changing = Some((id, value));
                }
                let ended = field.drag_stopped() || field.lost_focus();
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

/// A probability to drag or type.
fn probability(ui: &mut Ui, value: &mut f32, name: &str) -> egui::Response {
    let field = DragValue::new(value).range(0.0..=1.0).speed(0.01).max_decimals(2);
    ui.add(field).on_hover_text("0 is surely false, 1 is surely true. Drag, or click and type.").accessible_name(name)
}
