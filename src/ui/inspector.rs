//! The details of what is selected: words, reasons for the proposal, quotes, links, and what its kind needs.

mod conditionals;
mod credences;
mod group;
mod hanging;
mod kinds;
mod many;
mod overview;
mod review;
mod said;
mod semantics;
mod strip;
pub(super) mod supposed;
mod weights;

use super::{
    action::Action, command::Command, context::Context, keys, teach::Teach as _, theme::colour, workbench::Weighing,
};
use crate::{
    map::{Edge, EdgeId, EdgeKind, Edit, Item, NodeId, NodeKind},
    picture::text,
};
use egui::{Button, ComboBox, Id, RichText, Role, ScrollArea, Sense, StrokeKind, Ui, WidgetInfo, vec2};

/// What the inspector keeps from frame to frame.
#[derive(Default)]
pub struct State {
    credences: credences::State,
    conditionals: conditionals::State,
    weighing: Weighing,
    /// What in the details the keyboard was at.
    at: Option<Id>,
}

impl State {
    /// Draws the details.
    pub fn show(&mut self, ctx: &Context<'_>, ui: &mut Ui) {
        let whole = ui.available_rect_before_wrap();
        let panel = ui.interact(whole, id(), Sense::focusable_noninteractive());
        panel.widget_info(|| WidgetInfo::labeled(Role::Group, true, "Details"));
        if panel.has_focus() {
            ui.painter().rect_stroke(whole.expand(5.0), 2.0, ui.visuals().selection.stroke, StrokeKind::Inside);
        }
        ScrollArea::vertical().id_salt("details").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            match ctx.view.single() {
                Some(Item::Node(id)) => self.node(ctx, ui, id),
                Some(Item::Edge(id)) => self.edge(ctx, ui, id),
                None if ctx.view.selection.is_empty() => overview::show(ctx, ui),
                None => many::show(ctx, ui),
            }
            ui.add_space(12.0);
            self.follow_keyboard(ui);
        });
    }

    /// Brings the field the keyboard has come to into view.
    fn follow_keyboard(&mut self, ui: &Ui) {
        let at = ui.memory(egui::Memory::focused).filter(|&it| it != id() && holds(ui, it));
        if at != self.at
            && let Some(field) = at.and_then(|it| ui.read_response(it))
        {
            ui.scroll_to_rect(field.rect.expand(8.0), None);
        }
        self.at = at;
    }

    fn edge(&mut self, ctx: &Context<'_>, ui: &mut Ui, id: EdgeId) {
        ends(ctx, ui, id);
        if ctx.map.edge(id).is_some_and(|it| counts(it.kind)) {
            self.weighing.link(ctx, ui, id);
        }
        together(ctx, ui, id);
        review::show(ctx, ui, id.into());
        delete(ctx, ui);
    }

    fn node(&mut self, ctx: &Context<'_>, ui: &mut Ui, id: NodeId) {
        let Some(node) = ctx.map.node(id) else { return };
        ui.horizontal(|ui| {
            let mut kind = node.kind;
            let box_ = ComboBox::from_id_salt("kind").selected_text(
                RichText::new(capital(kind.word())).strong().color(colour(ctx.theme.colours.kinds[kind])),
            );
            let response = box_.show_ui(ui, |ui| {
                for choice in NodeKind::ALL {
                    let words = capital(choice.word());
                    let _ = ui.selectable_value(&mut kind, choice, words).teaches(Action::SetKind(choice));
                }
            });
            let _ = response.response.accessible_name("Kind").teaches(Action::ChangeKind);
            if kind != node.kind {
                ctx.edit(Edit::SetKind { nodes: [id].into(), kind });
            }
            if small(ui, "Reword", Action::Reword) {
                ctx.send(Command::Do(Action::Reword));
            }
            if ctx.map.pin(id).is_some() && small(ui, "Unpin", Action::Unpin) {
                ctx.send(Command::Do(Action::Unpin));
            }
        });
        said::show(ctx, ui, id, &node.text);
        review::show(ctx, ui, id.into());
        kinds::show(ctx, ui, id, node.kind);
        weights::show(ctx, ui, id);
        // What is being dragged below moves the group above.
        self.credences.suppose(ctx, id);
        group::show(ctx, ui, id);
        if matches!(node.kind, NodeKind::Claim | NodeKind::Crux) {
            self.credences.show(ctx, ui, id);
            self.conditionals.show(ctx, ui, id);
        }
        quotes(ctx, ui, id);
        links(ctx, ui, id);
        semantics::show(ctx, ui, id, node.kind);
    }
}

/// A small button that teaches the keys of its action.
fn small(ui: &mut Ui, words: &str, action: Action) -> bool {
    ui.small_button(words).teaches(action).clicked()
}

/// The heading of a part of the details.
pub(super) fn heading(ui: &mut Ui, words: &str) {
    ui.add_space(8.0);
    ui.label(RichText::new(words).small().strong().color(ui.visuals().weak_text_color()));
}

/// Where the words of a node stand in the thread.
pub(super) fn quotes(ctx: &Context<'_>, ui: &mut Ui, id: NodeId) {
    let Some(statements) = ctx.index.statements_of.get(&id) else { return };
    heading(ui, if statements.len() == 1 { "In the thread" } else { "In the thread, in several places" });
    for statement in statements.iter().filter_map(|&it| ctx.map.statement(it)) {
        let Some(words) = ctx.map.quote(statement.span) else { continue };
        let who = statement.person.or_else(|| ctx.map.comment(statement.comment).and_then(|it| it.author));
        let who = who.and_then(|it| ctx.map.person(it)).map_or("unnamed author", |it| it.name.as_str());
        let quote = Button::new(format!("“{}” — {who}", one_line(words))).wrap().frame(false);
        if ui.add(quote).on_hover_text("Shows it in the thread.").clicked() {
            ctx.send(Command::ShowWords(statement.span));
        }
    }
}

fn links(ctx: &Context<'_>, ui: &mut Ui, id: NodeId) {
    let edges: Vec<(EdgeId, &Edge)> =
        ctx.map.edges_at(id).filter_map(|it| ctx.map.edge(it).map(|edge| (it, edge))).collect();
    heading(ui, "Links");
    if edges.is_empty() {
        ui.weak(format!("None yet. Link it to another node{}.", keys::hint(ui, Action::Link)));
    }
    let outgoing = edges.iter().filter(|it| it.1.from == id);
    let incoming = edges.iter().filter(|it| it.1.from != id);
    for &(edge_id, edge) in outgoing.chain(incoming) {
        let out = edge.from == id;
        let other = if out { edge.to } else { Item::Node(edge.from) };
        let words = if out { edge.kind.words().to_owned() } else { format!("{} this", edge.kind.words()) };
        ui.horizontal_top(|ui| {
            let verb = RichText::new(words).small().color(colour(ctx.theme.colours.links[edge.kind]));
            let verb = ui.add(Button::new(verb).small().min_size(vec2(84.0, 0.0)));
            let verb = verb.teaches_here(Action::NextLink, "Selects this link; the key goes through all of them.");
            if verb.clicked() {
                ctx.send(Command::Reveal(edge_id.into()));
            }
            let text = RichText::new(short(&name(ctx, other), 120));
            let text = if ctx.is_open(edge_id) { text.italics() } else { text };
            let button = ui.add(Button::new(text).wrap().frame(false));
            if button.hovered() {
                ctx.hovered.set(Some(other));
            }
            let button = if out {
                button.teaches_here(Action::GoToTarget, "Goes there; the keys follow the first link.")
            } else {
                button.teaches_here(Action::GoToReason, "Goes there; the keys go to the first reason.")
            };
            if button.clicked() {
                ctx.send(Command::Reveal(other));
            }
        });
    }
    if small(ui, "Link to…", Action::Link) {
        ctx.send(Command::Do(Action::Link));
    }
}

/// Whether a link of this kind counts for what follows from credences.
fn counts(kind: EdgeKind) -> bool {
    matches!(kind, EdgeKind::Supports | EdgeKind::Attacks | EdgeKind::BearsOn | EdgeKind::CruxOf)
}

fn ends(ctx: &Context<'_>, ui: &mut Ui, id: EdgeId) {
    let Some(&edge) = ctx.map.edge(id) else { return };
    ui.label(RichText::new("Link").strong());
    end(ctx, ui, edge.from.into());
    let mut kind = edge.kind;
    let text = RichText::new(kind.words()).strong().color(colour(ctx.theme.colours.links[kind]));
    let response = ComboBox::from_id_salt("edge kind").selected_text(text).show_ui(ui, |ui| {
        for &choice in ctx.map.legal_edges(edge.from, edge.to) {
            ui.selectable_value(&mut kind, choice, choice.words());
        }
    });
    let _ = response.response.accessible_name("Kind of link").teaches(Action::ChangeKind);
    if kind != edge.kind {
        ctx.edit(Edit::SetEdgeKind { edge: id, kind });
    }
    end(ctx, ui, edge.to);
}

/// What a link counts only together with, and how to part them.
fn together(ctx: &Context<'_>, ui: &mut Ui, id: EdgeId) {
    let group = ctx.map.linked_with(id);
    if group.is_empty() {
        return;
    }
    heading(ui, "Counts only together with");
    for it in group.iter().filter(|it| **it != id).filter_map(|it| ctx.map.edge(*it)) {
        end(ctx, ui, it.from.into());
    }
    let part =
        ui.small_button("Count it by itself").on_hover_text("The others go on counting together, if two are left.");
    if part.clicked() {
        ctx.edit(Edit::SetLinked { edges: [id].into(), together: false });
    }
}

fn delete(ctx: &Context<'_>, ui: &mut Ui) {
    ui.add_space(8.0);
    if small(ui, "Delete", Action::Delete) {
        ctx.send(Command::Do(Action::Delete));
    }
}

fn end(ctx: &Context<'_>, ui: &mut Ui, item: Item) {
    if ui.add(Button::new(short(&name(ctx, item), 300)).wrap().frame(false)).clicked() {
        ctx.send(Command::Reveal(item));
    }
}

/// What to call an item in a list: its words, or its two ends.
pub fn name(ctx: &Context<'_>, item: Item) -> String {
    match item {
        Item::Node(id) => ctx.map.node(id).map_or_else(String::new, |it| plain_line(&it.text)),
        Item::Edge(id) => ctx.map.edge(id).map_or_else(String::new, |edge| {
            let from = ctx.map.node(edge.from).map_or_else(String::new, |it| short(&plain_line(&it.text), 40));
            let to = edge.to.node().and_then(|it| ctx.map.node(it)).map(|it| short(&plain_line(&it.text), 40));
            format!("“{from}” {} “{}”", edge.kind.words(), to.unwrap_or_else(|| "a link".to_owned()))
        }),
    }
}

/// The text on one line, with single spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of Markdown on one line, without its signs.
pub fn plain_line(markdown: &str) -> String {
    one_line(&text::plain(markdown))
}

/// The first `most` characters, with an ellipsis if there are more.
pub fn short(text: &str, most: usize) -> String {
    let mut it: String = text.chars().take(most).collect();
    if it.len() < text.len() {
        it.push('…');
    }
    it
}

/// The word with a capital first letter.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Whether this widget is the panel or stands in it: there Tab goes from field to field.
pub fn holds(ui: &egui::Context, widget: Id) -> bool {
    let place = |it: Id| ui.read_response(it).map(|it| it.rect);
    // Also one that is scrolled out of sight.
    let within = || Some(place(id())?.x_range().contains(place(widget)?.center().x));
    widget == id() || within().unwrap_or(false)
}

/// The id of the panel, for the keyboard to move to.
pub fn id() -> Id {
    Id::unique("inspector")
}
