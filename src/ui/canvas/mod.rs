//! The map drawn on a plane: pan, zoom, select, drag, link, type. Only what is on screen is laid out and drawn.

mod badges;
mod band;
mod beside;
mod brush;
mod bundles;
mod camera;
mod changed;
mod chips;
mod clusters;
mod drop;
mod editor;
mod far;
mod folds;
mod found;
mod gaps;
mod gesture;
mod ghosts;
mod gist;
mod glide;
mod groups;
mod heard;
mod hit;
mod link;
mod lost;
mod mesh;
mod minimap;
mod moves;
mod names;
mod nudge;
mod paint;
mod part;
mod ranked;
mod scene;
mod stale;

pub use brush::draw_at;
pub use camera::{Camera, Sight};
pub use editor::place as draft_place;
pub use minimap::id as minimap_id;
pub use scene::Scene;

use super::{
    action::Action,
    command::Command,
    context::Context,
    draft::{Draft, Spot},
    enabled::{self, Standing},
    inspector, keys,
    teach::Teach as _,
};
use crate::{
    layout::{Layout, Rect as MapRect, Size},
    map::{Item, NodeId, NodeKind, Point},
};
use egui::{CursorIcon, EventFilter, Id, Key, Modifiers, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};
use gesture::Gesture;

/// What the canvas keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// Where one looks.
    pub camera: Camera,
    gesture: Gesture,
    /// What the camera is to do as soon as the layout is there.
    pending: Option<Look>,
    glide: glide::Glide,
    /// Where the canvas was drawn in the last frame.
    rect: Option<Rect>,
    /// How much of it the bar at its top took up then, in points.
    bar: Option<f32>,
    kept: paint::Kept,
    minimap: minimap::Minimap,
    ghosts: ghosts::Ghosts,
}

/// What to look at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Look {
    /// The whole map, at once.
    WholeAtOnce,
    /// The whole map.
    Whole,
    /// The selection.
    Selection,
    /// This item, if it is not in view.
    At(Item),
    /// This item, as far as it is not in view, at the same zoom.
    Beside(Item),
    /// A node that is only in the map compared with.
    Ghost(NodeId),
    /// The same middle at zoom 1.
    FullSize,
    /// Nearer (above 1) or farther.
    Zoom(f32),
}

/// More nodes than this on screen are not put into the accessibility tree one by one.
const MOST_WIDGETS: usize = 1500;

/// The id of the canvas, for the keyboard to move to.
pub fn id() -> Id {
    Id::unique("canvas")
}

impl State {
    /// Moves the camera when the next frame is drawn.
    pub fn look(&mut self, look: Look) {
        // While a map is being laid out there is nothing yet to zoom into.
        let waits = self.pending == Some(Look::WholeAtOnce);
        if !(waits && matches!(look, Look::Zoom(_) | Look::FullSize)) {
            self.pending = Some(look);
        }
    }

    /// Looks at this part of the map from now on.
    pub fn stay(&mut self, sight: Sight) {
        self.pending = None;
        self.camera.jump(sight);
    }

    /// Lets all boxes glide from where they stood in `before` to where they stand now.
    pub fn glide_from(&mut self, before: Layout) {
        self.glide = glide::Glide::from(before);
    }

    /// Whether a gesture is under way, which Escape is for.
    pub fn is_dragging(&self) -> bool {
        self.gesture.is_busy()
    }

    /// Where the canvas is.
    pub fn rect(&self) -> Option<Rect> {
        self.rect
    }

    /// Where the canvas is, and on the same screen an item of the map.
    pub fn on_screen(&self, layout: &Layout, item: Item) -> Option<(Rect, Rect)> {
        let canvas = self.rect?;
        Some((canvas, self.camera.box_to_screen(canvas, hit::bounds(layout, item)?)))
    }

    /// The point of the map in the middle of the canvas.
    pub fn middle(&self) -> Point {
        let centre = self.camera.sight().centre;
        Point { x: centre.x, y: centre.y }
    }

    /// Draws the map.
    pub fn show(&mut self, ctx: &Context<'_>, ui: &mut Ui) {
        let all = ui.available_rect_before_wrap();
        let rect = part::show(ctx, ui, all);
        let bar = rect.min.y - all.min.y;
        if let Some(before) = self.bar.replace(bar) {
            self.camera.recentre(egui::vec2(0.0, (bar - before) / 2.0));
        }
        self.keep_in_view(ctx, rect);
        self.rect = Some(rect);
        let response = ui.interact(rect, id(), Sense::click_and_drag());
        response.widget_info(|| {
            let all = ctx.map.node_count();
            let words = match ctx.visible.hidden.len() {
                0 => format!("Map with {all} nodes"),
                hidden => format!("Map with {all} nodes, {hidden} of them hidden"),
            };
            WidgetInfo::labeled(Role::Canvas, true, words)
        });
        ui.set_clip_rect(rect);
        ui.painter().rect_filled(rect, 0.0, super::theme::colour(ctx.theme.colours.canvas));
        self.ghosts.update(ctx);
        self.follow(ctx, ui, rect);

        let moved = self.gesture.moved_layout(ctx);
        let gliding = self.glide.layout(ctx, ui);
        let layout = moved.as_ref().or(gliding.as_ref()).unwrap_or(ctx.layout);
        let pointer = response.hover_pos().map(|at| self.camera.to_map(rect, at));
        let under = pointer.and_then(|at| hit::item_at(ctx, layout, at, self.camera.sight().zoom));
        if let Some(item) = under.filter(|_| !self.gesture.is_busy()) {
            ctx.hovered.set(Some(item));
            ui.set_cursor_icon(CursorIcon::PointingHand);
        }
        self.gesture.follow(ctx, ui, &response, &mut self.camera, under, rect);
        self.menu(ctx, &response, under, pointer);
        if let Some(link) =
            pointer.filter(|_| !self.gesture.is_busy()).and_then(|it| link::under(ctx, &self.camera, under, it))
        {
            response.clone().on_hover_text_at_pointer(super::link::told(&link, super::link::BY_CTRL_CLICK));
        }

        // The scene knows where boxes will stand, not where they glide.
        let all = gliding
            .as_ref()
            .map(|it| it.places.keys().copied().filter(|it| !ctx.visible.hidden.contains(it)).collect());
        let on_their_way = self.gesture.dragged().or(all.as_ref());
        let is_at_rest = gliding.is_none() && !self.gesture.is_busy();
        let seen = paint::paint(ctx, ui, (&self.camera, rect), layout, on_their_way, &mut self.kept);
        found::rings(ctx, ui, (&self.camera, rect), layout, &seen);
        ranked::places(ctx, ui, (&self.camera, rect), layout, &seen);
        stale::tabs(ctx, ui, (&self.camera, rect), layout, &seen);
        beside::words(ctx, ui, (&self.camera, rect), layout, &seen);
        changed::dots(ctx, ui, (&self.camera, rect), layout, &seen);
        badges::show(ctx, ui, (&self.camera, rect), layout, &seen);
        self.ghosts.show(ctx, ui, (&self.camera, rect), layout);
        moves::chips(ctx, ui, (&self.camera, rect), layout, &seen);
        self.gesture.paint(ctx, ui, &self.camera, rect, layout);
        // Without a screen reader nobody asks for it.
        let is_read = ui.accesskit_node_builder(id(), |_| ()).is_some();
        if is_read && seen.len() <= MOST_WIDGETS {
            self.describe(ctx, ui, rect, layout, &seen);
        }
        if is_read {
            // Looked up first: the builder holds the lock of all that egui knows.
            let keys = heard::keys(ui);
            ui.accesskit_node_builder(id(), |it| it.set_description(keys));
        }
        self.minimap.show(ctx, ui, &mut self.camera, rect);
        drop::words(ctx, ui, &response, &self.camera, rect, layout);
        editor::show(ctx, ui, &self.camera, rect, layout);
        if response.has_focus() {
            let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
            ui.memory_mut(|it| it.set_focus_lock_filter(id(), filter));
            keys(ctx, ui);
            let ring = Stroke::new(2.0, super::theme::colour(ctx.theme.colours.selection));
            ui.painter().rect_stroke(rect.shrink(1.0), 0.0, ring, StrokeKind::Inside);
        }
        if ctx.map.node_count() == 0 && ctx.view.draft.is_none() {
            empty(ctx, ui, rect);
        } else if seen.is_empty() && is_at_rest && ctx.view.draft.is_none() && lost::is_lost(ctx, &self.camera, rect) {
            lost::show(ctx, ui, rect);
        }
    }

    /// What is selected and was in view stays so when the canvas gets smaller, as when a panel opens.
    fn keep_in_view(&mut self, ctx: &Context<'_>, rect: Rect) {
        let Some(before) = self.rect.filter(|it| it.size() != rect.size()) else { return };
        if let Some(&item) = ctx.view.selection.iter().next().filter(|_| ctx.view.selection.len() == 1)
            && hit::bounds(ctx.layout, item).is_some_and(|at| holds(self.camera.seen(before), at))
        {
            self.pending.get_or_insert(Look::Beside(item));
        }
    }

    /// Lets the camera do what was asked for, as soon as there is something to look at.
    fn follow(&mut self, ctx: &Context<'_>, ui: &Ui, rect: Rect) {
        let now = ui.input(|it| it.time);
        let known = !ctx.layout.places.is_empty() && rect.width() > 1.0;
        if let Some(look) = self.pending.take_if(|_| known) {
            self.start(look, ctx, rect, now);
            if ctx.view.still {
                self.camera.jump(self.camera.goal());
            }
        }
        if self.camera.advance(now) {
            ui.request_repaint();
        }
    }

    fn start(&mut self, look: Look, ctx: &Context<'_>, rect: Rect, now: f64) {
        let camera = &mut self.camera;
        let goal = camera.goal();
        match look {
            Look::WholeAtOnce => camera.jump(first_sight(ctx, rect)),
            Look::Whole => {
                let all = if ctx.visible.hidden.is_empty() { None } else { ctx.scene.clusters.all.first() };
                camera.go(Camera::to_fit(rect, all.map_or(ctx.layout.bounds, |it| it.rect), 1.0), now);
            }
            Look::Selection => {
                let boxes = ctx.view.selection.iter().filter_map(|&it| hit::bounds(ctx.layout, it));
                if let Some(all) = boxes.reduce(MapRect::union) {
                    camera.go(Camera::to_fit(rect, all, 1.5), now);
                }
            }
            Look::At(_) | Look::Ghost(_) => {
                let at = match look {
                    Look::At(item) => hit::bounds(ctx.layout, item),
                    Look::Ghost(id) => self.ghosts.place(id),
                    _ => None,
                };
                let Some(at) = at else { return };
                // A little smaller than legible is brought up to legible, anything else keeps its zoom.
                let zoom = if goal.zoom < 0.5 { 0.9 } else { goal.zoom };
                if zoom > goal.zoom || !holds(camera.seen(rect.shrink(24.0)), at) {
                    let centre = at.centre();
                    camera.go(Sight { centre: egui::vec2(centre.x, centre.y), zoom }, now);
                }
            }
            Look::Beside(item) => {
                let Some(at) = hit::bounds(ctx.layout, item) else { return };
                let seen = camera.seen(rect.shrink(12.0));
                // What is larger than the view shows its upper left corner.
                let by = |low: f32, high: f32, from: f32, to: f32| {
                    if low < from { low - from } else { (high - to).max(0.0).min(low - from) }
                };
                let (x, y) =
                    (by(at.min.x, at.max.x, seen.min.x, seen.max.x), by(at.min.y, at.max.y, seen.min.y, seen.max.y));
                if (x, y) != (0.0, 0.0) {
                    camera.go(Sight { centre: goal.centre + egui::vec2(x, y), ..goal }, now);
                }
            }
            Look::FullSize => camera.go(Sight { zoom: 1.0, ..goal }, now),
            Look::Zoom(factor) => camera.go(Sight { zoom: goal.zoom * factor, ..goal }, now),
        }
    }

    fn menu(&mut self, ctx: &Context<'_>, response: &egui::Response, under: Option<Item>, pointer: Option<Point>) {
        if response.secondary_clicked() {
            self.gesture.menu_at = pointer;
            match under {
                Some(item) if !ctx.view.selection.contains(&item) => ctx.send(Command::Select([item].into())),
                None => ctx.send(Command::Select(std::collections::BTreeSet::new())),
                Some(_) => {}
            }
        }
        let at = self.gesture.menu_at;
        response.context_menu(|ui| {
            ui.set_min_width(200.0);
            let mut asked = None;
            if ctx.view.selection.is_empty() {
                if ui.button("Add claim here").teaches(Action::AddNode).clicked() {
                    let at = at.unwrap_or_else(|| self.middle());
                    asked = Some(Command::Draft(Some(Draft::new_node(NodeKind::Claim, Spot::Chosen(at), None))));
                    ui.close();
                }
                let standing = |_| Standing { enabled: true, on: false, step: None };
                super::menu::items(ui, &gesture::CANVAS_MENU, &standing, &mut asked);
            } else {
                let enabled = |it| enabled::on_selection(ctx.map, ctx.view, it);
                let standing = |it| Standing { enabled: enabled(it), on: false, step: None };
                super::menu::items(ui, &gesture::ITEM_MENU, &standing, &mut asked);
            }
            if let Some(command) = asked {
                ctx.send(command);
            }
        });
    }

    /// Puts the nodes on screen into the accessibility tree, so that a screen reader (and a test) finds them.
    fn describe(&self, ctx: &Context<'_>, ui: &Ui, rect: Rect, layout: &Layout, seen: &[NodeId]) {
        let tell = |item: Item, place: Rect, role: Role, words: String| {
            let widget = ui.interact(place.intersect(rect), Id::unique(("item", item)), Sense::hover());
            widget.widget_info(|| WidgetInfo::selected(role, true, ctx.is_selected(item), words.clone()));
            if ui.input(|it| it.has_accesskit_action_request(widget.id, egui::accesskit::Action::Click)) {
                ctx.send(Command::Reveal(item));
            }
            // The keyboard stays on the canvas: what is selected there is what one is at.
            if ctx.view.single() == Some(item) {
                ui.accesskit_node_builder(id(), |it| it.set_active_descendant(widget.id.accesskit_id()));
            }
        };
        let order = heard::in_order(ctx, layout, seen);
        let mut links = MOST_WIDGETS;
        for (nth, &id) in (1..).zip(&order) {
            let (Some(words), Some(place)) = (heard::node(ctx, id, (nth, order.len())), layout.places.get(&id)) else {
                continue;
            };
            tell(id.into(), self.camera.box_to_screen(rect, *place), Role::ListItem, words);
            for link in heard::links_from(ctx, id).take(links) {
                let Some(place) = hit::bounds(layout, link.into()) else { continue };
                links -= 1;
                tell(link.into(), self.camera.box_to_screen(rect, place), Role::Link, heard::link(ctx, link));
            }
        }
    }
}

/// The whole map if its words are then legible; else, at a legible size, the part with the most to see: whole nodes
/// count, cruxes and final conclusions more, what is linked to nothing less, and what is cut off counts against it.
fn first_sight(ctx: &Context<'_>, rect: Rect) -> Sight {
    const LEGIBLE: f32 = 0.75;
    const MARGIN: f32 = 28.0;
    /// Trying a corner looks at every node; on a large map a part of the corners is enough.
    const TRIED: usize = 200;
    let whole = Camera::to_fit(rect, ctx.layout.bounds, 1.0);
    if whole.zoom >= LEGIBLE * 0.8 {
        return whole;
    }
    let size = Size { width: rect.width() / LEGIBLE, height: rect.height() / LEGIBLE };
    let places = &ctx.layout.places;
    let value = |frame: MapRect| -> f32 {
        let near = ctx.scene.nodes_in(frame).into_iter().map(|it| (ctx.scene.ids[it], ctx.scene.boxes[it]));
        let seen = near.filter(|it| frame.overlaps(it.1)).map(|(id, place)| {
            let is_crux = ctx.map.node(id).is_some_and(|it| it.kind == NodeKind::Crux);
            let mut links = ctx.map.edges_at(id).filter_map(|it| ctx.map.edge(it)).peekable();
            let alone = links.peek().is_none();
            let is_end = links.all(|it| it.from != id);
            let weight = match (is_crux, alone, is_end) {
                (true, ..) | (_, false, true) => 2.0,
                (_, true, _) => 0.25,
                _ => 1.0,
            };
            if holds(frame, place) { weight } else { -0.5 * weight }
        });
        seen.sum()
    };
    let corners = places.values().flat_map(|place| {
        let (left, right) = (place.min.x - MARGIN, place.max.x + MARGIN - size.width);
        [left, right].map(|x| MapRect::at(Point { x, y: place.min.y - MARGIN }, size))
    });
    let best = corners.step_by((places.len() * 2 / TRIED) | 1).map(|it| (value(it), it));
    let best = best.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.min.y.total_cmp(&a.1.min.y)));
    let at = best.map_or(ctx.layout.bounds, |it| it.1).centre();
    Sight { centre: egui::vec2(at.x, at.y), zoom: LEGIBLE }
}

/// Keys that mean something only on the canvas: arrows walk.
fn keys(ctx: &Context<'_>, ui: &Ui) {
    if ctx.view.draft.is_some() {
        return;
    }
    let pressed = |key| {
        ui.input_mut(|it| [Modifiers::NONE, Modifiers::COMMAND].into_iter().any(|held| it.consume_key(held, key)))
    };
    for (key, towards) in [
        (Key::ArrowUp, hit::Towards::Up),
        (Key::ArrowDown, hit::Towards::Down),
        (Key::ArrowLeft, hit::Towards::Left),
        (Key::ArrowRight, hit::Towards::Right),
    ] {
        if pressed(key) {
            let from = ctx.view.nodes().next();
            let next = from.and_then(|it| hit::neighbour(ctx.scene, ctx.layout, it, towards));
            let shown = |it: &NodeId| !ctx.visible.hidden.contains(it);
            let first = from.is_none().then(|| ctx.index.order.iter().copied().find(shown)).flatten();
            if let Some(node) = next.or(first) {
                ctx.send(Command::Reveal(node.into()));
            }
        }
    }
}

/// What an empty canvas says.
fn empty(ctx: &Context<'_>, ui: &mut Ui, rect: Rect) {
    let at = Rect::from_center_size(rect.center(), egui::vec2(360.0_f32.min(rect.width() - 32.0), 220.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(at), |ui| {
        ui.vertical_centered(|ui| {
            ui.heading("An empty map");
            let [paste, write] = [Action::Paste, Action::AddNode].map(|it| keys::words_or_menu(ui, it));
            ui.label(format!("Drop a thread here or paste its text with {paste}, and its claims appear."));
            ui.label(format!("Or double-click, or press {write}, to write a claim of your own."));
            ui.add_space(8.0);
            for sample in [Action::OpenSample, Action::OpenLuck, Action::OpenReasoning] {
                if ui.button(sample.about().words).teaches(sample).clicked() {
                    ctx.send(Command::Do(sample));
                }
            }
        });
    });
}

/// Whether all of `b` is in `a`.
fn holds(a: MapRect, b: MapRect) -> bool {
    a.contains(b.min) && a.contains(b.max)
}
