//! What the pointer is doing: panning, moving nodes, drawing a link. A gesture becomes one edit when it ends.

use super::{Camera, NodeKind, band::Band, drop, hit, link, nudge};
use crate::{
    layout::Layout,
    map::{Edit, Item, NodeId, Point},
    ui::{
        action::Action,
        command::Command,
        context::Context,
        draft::{Draft, Spot},
        linking,
        theme::colour,
    },
};
use egui::{CursorIcon, Key, PointerButton, Pos2, Rect, Response, Stroke, Ui, Vec2};
use std::collections::BTreeSet;

/// What the context menu of the empty canvas offers, beside adding a claim at the pointer.
pub const CANVAS_MENU: [Action; 6] =
    [Action::Paste, Action::PasteThread, Action::ZoomFit, Action::ZoomFull, Action::TidyUp, Action::Palette];

/// What the context menu of a node or a link offers.
pub const ITEM_MENU: [Action; 19] = [
    Action::Accept,
    Action::Reject,
    Action::Reword,
    Action::OpenLink,
    Action::AddReason,
    Action::AddObjection,
    Action::Link,
    Action::SameClaim,
    Action::LinkPremises,
    Action::ChangeKind,
    Action::Cut,
    Action::Copy,
    Action::Duplicate,
    Action::SelectBranch,
    Action::Fold,
    Action::Focus,
    Action::Unpin,
    Action::ZoomSelection,
    Action::Delete,
];

/// The radius of the handle from which links are drawn, in points.
const HANDLE: f32 = 7.0;

/// What the pointer is doing, and where the context menu was opened.
#[derive(Debug, Default)]
pub struct Gesture {
    under_way: UnderWay,
    /// What the pointer is over meanwhile.
    over: Option<Item>,
    /// Whether the nodes are moved by keys.
    nudging: bool,
    /// The point of the map where the context menu was opened.
    pub menu_at: Option<Point>,
}

#[derive(Debug, Default)]
enum UnderWay {
    #[default]
    Nothing,
    Pan,
    /// These nodes are moved by this much, in px of the map.
    Move(BTreeSet<NodeId>, Vec2),
    /// A link is drawn from this node to the pointer.
    Link(NodeId, Pos2),
    /// A rubber band is drawn.
    Band(Band),
}

impl Gesture {
    /// Whether the pointer is doing something.
    pub fn is_busy(&self) -> bool {
        !matches!(self.under_way, UnderWay::Nothing)
    }

    /// The nodes that are being dragged.
    pub fn dragged(&self) -> Option<&BTreeSet<NodeId>> {
        if let UnderWay::Move(nodes, _) = &self.under_way { Some(nodes) } else { None }
    }

    /// The layout with the nodes where they are being dragged to; nothing if none are.
    pub fn moved_layout(&self, ctx: &Context<'_>) -> Option<Layout> {
        let UnderWay::Move(nodes, by) = &self.under_way else { return None };
        let at_them = nodes.iter().flat_map(|&it| ctx.map.edges_at(it));
        let edges = at_them.filter_map(|id| ctx.map.edge(id).and_then(|it| Some((id, it.from, it.to.node()?))));
        Some(ctx.layout.with_moved(nodes, Point { x: by.x, y: by.y }, edges))
    }

    /// Follows the pointer for a frame. `under` is what it is over.
    pub fn follow(
        &mut self,
        ctx: &Context<'_>,
        ui: &Ui,
        response: &Response,
        camera: &mut Camera,
        under: Option<Item>,
        rect: Rect,
    ) {
        wheel(ui, response, camera, rect);
        self.nudge(ctx, ui, response);
        if response.clicked() || response.drag_started() || response.secondary_clicked() {
            response.request_focus();
        }
        if response.drag_started() {
            self.begin(ctx, ui, response, camera, rect);
        }
        self.go_on(ctx, response, camera, rect);
        self.over = match &self.under_way {
            UnderWay::Link(..) => under,
            UnderWay::Move(nodes, _) if !self.nudging => {
                let at = response.interact_pointer_pos().map(|it| camera.to_map(rect, it));
                at.and_then(|it| drop::node_under(ctx, nodes, it)).map(Item::Node)
            }
            _ => None,
        };
        if self.is_busy() && ui.input(|it| it.key_pressed(Key::Escape)) {
            self.nudging = false;
            if let UnderWay::Band(band) = std::mem::take(&mut self.under_way) {
                ctx.send(Command::Select(band.before));
            }
        }
        if response.drag_stopped() {
            self.end(ctx, response, camera, under, rect, ui.input(|it| it.modifiers.alt));
        }
        if response.double_clicked() {
            let at = response.interact_pointer_pos().map(|it| camera.to_map(rect, it));
            match (under, at) {
                (Some(Item::Node(id)), _) => ctx.send(Command::Draft(Draft::reword(ctx.map, id))),
                (None, Some(at)) => {
                    ctx.send(Command::Draft(Some(Draft::new_node(NodeKind::Claim, Spot::Chosen(at), None))));
                }
                _ => {}
            }
        } else if response.clicked() {
            let more = ui.input(|it| it.modifiers.shift || it.modifiers.command);
            let at = response.interact_pointer_pos().map(|it| camera.to_map(rect, it));
            let link = at.and_then(|it| link::under(ctx, camera, under, it));
            match under {
                _ if link.is_some() && ui.input(|it| it.modifiers.command) => {
                    ctx.send(Command::OpenLink(link.unwrap_or_default()));
                    return;
                }
                Some(item) if more => ctx.send(Command::ToggleSelected(item)),
                Some(item) => ctx.send(Command::Select([item].into())),
                None if !more => ctx.send(Command::Select(BTreeSet::new())),
                None => {}
            }
            if let Some(Item::Node(id)) = under
                && let Some(first) = ctx.index.statements_of.get(&id).and_then(|it| it.first())
                && let Some(statement) = ctx.map.statement(*first)
            {
                ctx.send(Command::ShowWords(statement.span));
            }
        }
    }

    fn begin(&mut self, ctx: &Context<'_>, ui: &Ui, response: &Response, camera: &Camera, rect: Rect) {
        // Where the button went down, not where the pointer is by the time that counts as a drag.
        let Some(at) = ui.input(|it| it.pointer.press_origin()).or(response.interact_pointer_pos()) else { return };
        let under = hit::item_at(ctx, ctx.layout, camera.to_map(rect, at), camera.sight().zoom);
        self.under_way = match under {
            _ if !response.drag_started_by(PointerButton::Primary) || ui.input(|it| it.key_down(Key::Space)) => {
                UnderWay::Pan
            }
            _ if handle_of(ctx, camera, rect).is_some_and(|it| it.1.distance(at) <= HANDLE + 3.0) => {
                handle_of(ctx, camera, rect).map_or(UnderWay::Pan, |it| UnderWay::Link(it.0, at))
            }
            Some(Item::Node(id)) => {
                let selected = ctx.is_selected(id);
                if !selected {
                    ctx.send(Command::Select([id.into()].into()));
                }
                UnderWay::Move(if selected { ctx.view.nodes().collect() } else { [id].into() }, Vec2::ZERO)
            }
            _ => {
                let adds = ui.input(|it| it.modifiers.shift || it.modifiers.command);
                let start = camera.to_map(rect, at);
                if adds || ctx.view.drag_selects { UnderWay::Band(Band::new(ctx, start, adds)) } else { UnderWay::Pan }
            }
        };
    }

    fn go_on(&mut self, ctx: &Context<'_>, response: &Response, camera: &mut Camera, rect: Rect) {
        match &mut self.under_way {
            UnderWay::Nothing => {}
            UnderWay::Pan => camera.pan(response.drag_delta()),
            UnderWay::Move(_, by) => {
                if let Some(total) = response.total_drag_delta() {
                    *by = total / camera.sight().zoom;
                }
            }
            UnderWay::Band(band) => {
                if let Some(pointer) = response.interact_pointer_pos() {
                    band.reach(camera, rect, pointer);
                    let items = band.selects(ctx, camera);
                    if items != ctx.view.selection {
                        ctx.send(Command::Select(items));
                    }
                }
            }
            UnderWay::Link(_, at) => {
                if let Some(pointer) = response.interact_pointer_pos() {
                    *at = pointer;
                }
            }
        }
        if matches!(self.under_way, UnderWay::Pan | UnderWay::Move(..)) && !self.nudging {
            response.ctx.set_cursor_icon(CursorIcon::Grabbing);
        }
    }

    /// Moves the selected nodes by keys. It ends, and becomes one edit, when the keys are let go of.
    fn nudge(&mut self, ctx: &Context<'_>, ui: &Ui, response: &Response) {
        if (!self.is_busy() || self.nudging)
            && response.has_focus()
            && let Some(step) = nudge::pressed(ctx, ui)
        {
            self.nudging = true;
            if let UnderWay::Move(_, by) = &mut self.under_way {
                *by += step;
            } else {
                self.under_way = UnderWay::Move(ctx.view.nodes().collect(), step);
            }
        }
        if self.nudging && (!nudge::goes_on(ui) || !response.has_focus() || response.drag_started()) {
            self.nudging = false;
            self.drop_nodes(ctx, None, false);
        }
    }

    /// Leaves nodes where they were moved to, or asks what dropping them on `onto` is to mean.
    fn drop_nodes(&mut self, ctx: &Context<'_>, onto: Option<NodeId>, alt: bool) {
        let UnderWay::Move(nodes, by) = std::mem::take(&mut self.under_way) else { return };
        if by == Vec2::ZERO {
            return;
        }
        let middle = |id| ctx.layout.places.get(&id).map(|it| it.centre());
        let moved = nodes.iter().filter_map(|&id| {
            let at = middle(id)?;
            Some((id, Some(Point { x: at.x + by.x, y: at.y + by.y })))
        });
        let move_here = Edit::Pin { places: moved.collect() };
        match (nodes.first(), onto) {
            (Some(&gone), Some(keep)) if alt => ctx.send(Command::EditAndSelect(Edit::Unite { keep, gone })),
            (Some(&moved), Some(onto)) => drop::ask(ctx, moved, onto, move_here),
            _ => ctx.edit(move_here),
        }
    }

    fn end(
        &mut self,
        ctx: &Context<'_>,
        response: &Response,
        camera: &Camera,
        under: Option<Item>,
        rect: Rect,
        alt: bool,
    ) {
        let onto = self.over.take().and_then(Item::node);
        if let UnderWay::Link(from, at) = self.under_way {
            match under {
                Some(to) if to != Item::Node(from) => linking::link(ctx, from, to),
                _ => {
                    let at = response.interact_pointer_pos().unwrap_or(at);
                    linking::new_node_for(ctx, from, camera.to_map(rect, at));
                }
            }
        }
        self.drop_nodes(ctx, onto, alt);
    }

    /// Draws the handle for links, and the link being drawn.
    pub fn paint(&self, ctx: &Context<'_>, ui: &Ui, camera: &Camera, rect: Rect, layout: &Layout) {
        let accent = colour(ctx.theme.colours.selection);
        if let UnderWay::Band(band) = &self.under_way {
            band.paint(ctx, ui, camera, rect);
        }
        if let UnderWay::Link(from, at) = self.under_way
            && let Some(place) = layout.places.get(&from)
        {
            let start = camera.box_to_screen(rect, *place).center_bottom();
            ui.painter().line_segment([start, at], Stroke::new(2.0, accent));
            ui.painter().circle_filled(at, 4.0, accent);
            if let Some(promise) = drop::of_link(ctx, from, self.over) {
                promise.paint(ctx, ui, camera, rect, layout, at);
            }
        } else if let UnderWay::Move(..) = self.under_way
            && let Some(promise) = drop::of_node(self.over.and_then(Item::node), ui.input(|it| it.modifiers.alt))
            && let Some(at) = ui.input(|it| it.pointer.latest_pos())
        {
            promise.paint(ctx, ui, camera, rect, layout, at);
        } else if matches!(self.under_way, UnderWay::Nothing)
            && let Some((_, at)) = handle_of(ctx, camera, rect)
        {
            ui.painter().circle(at, HANDLE, colour(ctx.theme.colours.panel), Stroke::new(1.5, accent));
            let arm = HANDLE * 0.5;
            let plus = Stroke::new(1.5, accent);
            ui.painter().line_segment([at - Vec2::new(arm, 0.0), at + Vec2::new(arm, 0.0)], plus);
            ui.painter().line_segment([at - Vec2::new(0.0, arm), at + Vec2::new(0.0, arm)], plus);
        }
    }
}

/// The handle for links: below the selected node, while its words can be read.
fn handle_of(ctx: &Context<'_>, camera: &Camera, rect: Rect) -> Option<(NodeId, Pos2)> {
    let id = ctx.view.single_node().filter(|_| camera.sight().zoom >= 0.35 && ctx.view.draft.is_none())?;
    let place = camera.box_to_screen(rect, *ctx.layout.places.get(&id)?);
    Some((id, place.center_bottom()))
}

/// The wheel pans; with Ctrl, or by pinching, it zooms to the pointer.
fn wheel(ui: &Ui, response: &Response, camera: &mut Camera, rect: Rect) {
    let Some(at) = response.hover_pos() else { return };
    let (zoom, scroll) = ui.input(|it| (it.zoom_delta(), it.smooth_scroll_delta()));
    #[expect(clippy::float_cmp, reason = "exactly 1 when nobody zooms")]
    if zoom != 1.0 {
        camera.zoom_at(at, rect, zoom);
    } else if scroll != Vec2::ZERO {
        camera.pan(scroll);
    }
}
