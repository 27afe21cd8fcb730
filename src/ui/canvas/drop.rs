//! What would happen if one let go now: words at the pointer, and the target made to stand out.

use super::{Camera, hit};
use crate::{
    layout::Layout,
    map::{Edit, Item, NodeId, Point, Span},
    picture,
    ui::{
        command::Command,
        context::Context,
        inspector::{capital, name, short},
        linking, making,
        picker::{Choice, Choose},
        theme::colour,
    },
};
use egui::{
    Align2, DragAndDrop, FontId, Id, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

/// The words for what would happen, and what it would happen to. Where nothing can happen, `works` is false.
pub struct Promise {
    words: String,
    target: Option<Item>,
    works: bool,
}

/// What drawing a link from a node to `over` would do.
pub fn of_link(ctx: &Context<'_>, from: NodeId, over: Option<Item>) -> Option<Promise> {
    match over {
        Some(to) if to == Item::Node(from) => None,
        Some(to) => {
            let told = linking::promise(ctx, from, to);
            let legal = told.is_some();
            let words = told.unwrap_or_else(|| "cannot be linked".to_owned());
            Some(Promise { words, target: Some(to), works: legal })
        }
        None => {
            let kind = making::links(ctx.map, crate::map::NodeKind::Claim, Some(from.into())).first();
            let words = kind.map_or_else(|| "new claim".to_owned(), |it| format!("new claim that {}", it.words()));
            Some(Promise { words, target: None, works: true })
        }
    }
}

/// What dropping a node on another would do.
pub fn of_node(over: Option<NodeId>, alt: bool) -> Option<Promise> {
    let words = if alt { "same claim" } else { "same claim, or move here? (Alt: same claim)" };
    over.map(|it| Promise { words: words.to_owned(), target: Some(it.into()), works: true })
}

/// What dropping words of the thread on `over` would do.
fn of_words(ctx: &Context<'_>, over: Option<Item>) -> Promise {
    let kind = over.and_then(|it| making::links(ctx.map, crate::map::NodeKind::Claim, Some(it)).first());
    match (over, kind) {
        (Some(to), Some(kind)) => {
            Promise { words: format!("claim that {}", kind.words()), target: Some(to), works: true }
        }
        (Some(to), None) => Promise { words: "cannot be linked".to_owned(), target: Some(to), works: false },
        (None, _) => Promise { words: "new claim".to_owned(), target: None, works: true },
    }
}

/// The node that one would drop `moved` on.
pub fn node_under(ctx: &Context<'_>, moved: &std::collections::BTreeSet<NodeId>, at: Point) -> Option<NodeId> {
    let [single] = moved.iter().collect::<Vec<_>>()[..] else { return None };
    let here = crate::layout::Rect { min: at, max: at };
    let near = ctx.scene.nodes_in(here).into_iter().rev().map(|it| ctx.scene.ids[it]);
    near.into_iter().find(|it| it != single && ctx.layout.places.get(it).is_some_and(|it| it.contains(at)))
}

/// Asks what dropping `moved` on `onto` is to mean.
pub fn ask(ctx: &Context<'_>, moved: NodeId, onto: NodeId, move_here: Edit) {
    let words = |it: NodeId| short(&name(ctx, it.into()), 60);
    let choice = |words: String, command| Choice { words, remark: String::new(), command };
    let unite = Command::EditAndSelect(Edit::Unite { keep: onto, gone: moved });
    let mut choices = vec![
        choice(format!("Same claim as “{}”", words(onto)), unite),
        choice("Move here".to_owned(), Command::Edit(move_here)),
    ];
    choices.extend(ctx.map.legal_edges(moved, onto.into()).iter().map(|&kind| {
        let edit = Edit::Connect { from: moved, to: onto.into(), kind };
        choice(format!("It {} “{}”", kind.words(), words(onto)), Command::Edit(edit))
    }));
    choices.push(choice("Cancel".to_owned(), Command::Choose(None)));
    let title = format!("“{}”", words(moved));
    ctx.send(Command::Choose(Some(Choose { title, choices })));
}

/// Takes words that are dragged from the thread.
pub fn words(ctx: &Context<'_>, ui: &Ui, response: &Response, camera: &Camera, rect: Rect, layout: &Layout) {
    let Some(at) = ui.input(|it| it.pointer.latest_pos()).filter(|it| rect.contains(*it)) else { return };
    if !DragAndDrop::has_payload_of_type::<Span>(ui) {
        return;
    }
    let point = camera.to_map(rect, at);
    let over = hit::item_at(ctx, layout, point, camera.sight().zoom);
    let promise = of_words(ctx, over);
    promise.paint(ctx, ui, camera, rect, layout, at);
    if let Some(span) = response.dnd_release_payload::<Span>().filter(|_| promise.works) {
        let kind = over.and_then(|it| making::links(ctx.map, crate::map::NodeKind::Claim, Some(it)).first());
        let link = over.and_then(|to| Some((*kind?, to)));
        let edit = Edit::AddQuote { span: *span, at: over.is_none().then_some(point), link };
        ctx.send(Command::EditAndSelect(edit));
        response.request_focus();
    }
}

impl Promise {
    /// Draws the words beside the pointer, and a frame around the target.
    pub fn paint(&self, ctx: &Context<'_>, ui: &Ui, camera: &Camera, rect: Rect, layout: &Layout, at: Pos2) {
        let colours = &ctx.theme.colours;
        let tint = if self.works { colour(colours.selection) } else { ui.visuals().warn_fg_color };
        let pen = Stroke::new(if self.works { 2.5 } else { 1.0 }, tint);
        match self.target {
            Some(Item::Node(id)) => {
                if let Some(place) = layout.places.get(&id) {
                    let place = camera.box_to_screen(rect, *place).expand(4.0);
                    ui.painter().rect_stroke(place, 8.0, pen, StrokeKind::Middle);
                }
            }
            Some(Item::Edge(id)) => {
                if let Some(way) = picture::way(ctx.map, id, layout) {
                    let points = way.iter().map(|it| camera.to_screen(rect, *it)).collect();
                    ui.painter().line(points, Stroke::new(pen.width + 2.0, tint.gamma_multiply(0.6)));
                }
            }
            None => {}
        }
        let galley = ui.painter().layout_no_wrap(capital(&self.words), FontId::proportional(13.0), tint);
        let size = galley.size() + vec2(12.0, 8.0);
        let room = rect.shrink2(size / 2.0 + vec2(4.0, 4.0));
        let middle = at + vec2(16.0, 18.0) + size / 2.0;
        let middle = middle.clamp(room.min, room.max.max(room.min));
        let frame = Align2::CENTER_CENTER.anchor_size(middle, size);
        ui.painter().rect_filled(frame, 4.0, colour(colours.panel));
        ui.painter().rect_stroke(frame, 4.0, Stroke::new(1.0, tint), StrokeKind::Inside);
        ui.painter().galley(frame.min + vec2(6.0, 4.0), galley, tint);
        // For screen readers, and out of the pointer's way.
        let label = ui.interact(Rect::from_min_size(rect.min, vec2(1.0, 1.0)), Id::unique("promise"), Sense::hover());
        label.widget_info(|| WidgetInfo::labeled(Role::Label, true, capital(&self.words)));
    }
}
