//! The workbench: one piece of evidence with its data, its calculation, its result and what rests on it.

mod attached;
mod bearing;
mod bench;
mod data;
mod fields;
mod goal;
mod inputs;
mod parameter;
mod pictures;
mod result;
mod said;
mod sheet;
mod standing;
mod take;
mod thought;

pub use bearing::{State as Weighing, in_words as weight_in_words};
pub use bench::{Bench, Mark};
pub use goal::{Goal, Into, Taken, Wish};
pub use standing::standing_word;

use super::{
    action::Action,
    command::Command,
    context::Context,
    inspector::{self, plain_line, short},
    keys,
    teach::Teach as _,
};
use crate::map::{NodeId, NodeKind};
use egui::{Align, Button, Id, Label, Layout, RichText, ScrollArea, Sense, Ui, WidgetInfo, vec2};

/// What the workbench keeps from frame to frame.
#[derive(Default)]
pub struct State {
    /// For which evidence that is.
    node: Option<NodeId>,
    fields: fields::State,
    thought: thought::State,
    inputs: inputs::State,
    result: result::State,
    pictures: pictures::State,
    bearing: bearing::State,
}

/// The id of the workbench, for the keyboard to move to.
pub fn id() -> Id {
    Id::unique("workbench")
}

impl State {
    /// Draws the workbench.
    pub fn show(&mut self, ctx: &Context<'_>, ui: &mut Ui) {
        let whole = ui.available_rect_before_wrap();
        let panel = ui.interact(whole, id(), Sense::focusable_noninteractive());
        panel.widget_info(|| WidgetInfo::labeled(egui::Role::Group, true, "Evidence workbench"));
        if panel.has_focus() {
            ui.painter().rect_stroke(whole.expand(5.0), 2.0, ui.visuals().selection.stroke, egui::StrokeKind::Inside);
        }
        let Some(node) = ctx.bench.node else { return choose(ctx, ui) };
        if self.node != Some(node) {
            *self = Self { node: Some(node), ..Self::default() };
        }
        head(ctx, ui, node);
        self.result.formula_bar(ctx, ui, node);
        ui.add_space(2.0);
        // Narrow, all stands below each other.
        let wide = ui.available_width();
        if wide < 600.0 {
            ScrollArea::vertical().id_salt("workbench").auto_shrink(false).show(ui, |ui| {
                self.inputs(ctx, ui, node);
                self.middle(ctx, ui, node);
                self.pictures.show(ctx, ui, node);
                self.bearing.show(ctx, ui, node);
            });
            return;
        }
        ui.spacing_mut().item_spacing.x = 24.0;
        ui.columns(if wide < 900.0 { 2 } else { 3 }, |uis| {
            let last = uis.len() - 1;
            for (nth, ui) in uis.iter_mut().enumerate() {
                ScrollArea::vertical().id_salt(nth).auto_shrink(false).show(ui, |ui| {
                    ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
                    // Columns would stretch buttons and justify text.
                    ui.with_layout(Layout::top_down(Align::LEFT), |ui| {
                        match nth {
                            0 => self.inputs(ctx, ui, node),
                            1 => self.middle(ctx, ui, node),
                            _ => {}
                        }
                        if nth == last {
                            self.pictures.show(ctx, ui, node);
                            self.bearing.show(ctx, ui, node);
                        }
                        ui.add_space(8.0);
                    });
                });
            }
        });
    }
}

impl State {
    /// Where it was said, and what it is made of.
    fn inputs(&mut self, ctx: &Context<'_>, ui: &mut Ui, node: NodeId) {
        inspector::quotes(ctx, ui, node);
        self.inputs.show(ctx, ui, node);
        if ctx.map.calculation(node).is_some() {
            self.thought.show(ctx, ui, node);
            self.fields.show(ctx, ui, node);
        }
    }

    /// What comes of it; where nothing is calculated, what it is made of.
    fn middle(&mut self, ctx: &Context<'_>, ui: &mut Ui, node: NodeId) {
        if ctx.map.calculation(node).is_some() {
            self.result.show(ctx, ui, node);
        } else {
            self.thought.show(ctx, ui, node);
            self.fields.show(ctx, ui, node);
        }
    }
}

/// The words of a node, which lead to it on the map.
fn goes_to(ctx: &Context<'_>, ui: &mut Ui, id: NodeId) {
    let Some(node) = ctx.map.node(id) else { return };
    let text = RichText::new(short(&plain_line(&node.text), 90)).color(ui.visuals().hyperlink_color);
    let button = ui.add(Button::new(text).wrap().frame(false)).on_hover_text("Shows it on the map.");
    if button.hovered() {
        ctx.hovered.set(Some(id.into()));
    }
    if button.clicked() {
        ctx.send(Command::Reveal(id.into()));
    }
}

/// A name before a field, so wide that fields below each other line up.
fn label(ui: &mut Ui, words: &str, width: f32) -> egui::Response {
    let size = vec2(width, ui.spacing().interact_size.y);
    let at_left = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(size, at_left, |ui| {
        ui.set_min_width(width);
        ui.add(Label::new(RichText::new(words).weak()).truncate())
    })
    .inner
}

/// What it says, where its calculation stands, and what to do about that.
fn head(ctx: &Context<'_>, ui: &mut Ui, node: NodeId) {
    let row = vec2(ui.available_width(), ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        if ui.small_button("Close").teaches(Action::Workbench).clicked() {
            ctx.send(Command::Do(Action::Workbench));
        }
        standing::show(ctx, ui, node);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let text = ctx.map.node(node).map_or(String::new(), |it| plain_line(&it.text));
            let title = Label::new(RichText::new(short(&text, 160)).strong()).truncate().sense(Sense::click());
            if ui.add(title).on_hover_text("Shows it on the map.").clicked() {
                ctx.send(Command::Reveal(node.into()));
            }
        });
    });
}

/// What to do where no evidence is open.
fn choose(ctx: &Context<'_>, ui: &mut Ui) {
    const SHOWN: usize = 50;
    ui.add_space(4.0);
    let all = ctx.index.by_kind.get(&NodeKind::Evidence).map_or(&[][..], Vec::as_slice);
    if all.is_empty() {
        let key = keys::hint(ui, Action::SetKind(NodeKind::Evidence));
        ui.label(format!("No evidence on the map yet. Select a node and make it evidence{key}."));
        return;
    }
    ui.label("Select a piece of evidence on the map, or here:");
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        for &id in all.iter().take(SHOWN) {
            let Some(node) = ctx.map.node(id) else { continue };
            if ui.link(short(&plain_line(&node.text), 120)).clicked() {
                ctx.send(Command::Reveal(id.into()));
            }
        }
        if all.len() > SHOWN {
            ui.weak(format!("and {} more", all.len() - SHOWN));
        }
    });
}
