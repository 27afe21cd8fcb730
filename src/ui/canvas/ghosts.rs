//! Nodes that are only in the map compared with: those that are gone, or those that a merge would bring. They stand near
//! what they are linked to, where nothing else stands.

use super::{Camera, Context, Layout, badges};
use crate::{
    compare::Mark,
    layout::{Rect as MapRect, Size},
    map::{Map, NodeId, Point, Revision},
    ui::{
        command::Command,
        compared::{self, Found, Wish, panel::tint},
        theme::colour,
    },
};
use egui::{Align2, CornerRadius, FontId, Id, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, text::LayoutJob, vec2};
use std::collections::BTreeMap;

/// More than these are only listed.
const MOST: usize = 300;
const SIZE: Size = Size { width: 230.0, height: 76.0 };
const GAP: f32 = 18.0;
/// From this zoom on words can be read.
const WORDS: f32 = 0.22;

/// Where they stand.
#[derive(Debug, Default)]
pub struct Ghosts {
    of: Option<((Revision, u64), usize, MapRect)>,
    places: BTreeMap<NodeId, MapRect>,
}

impl Ghosts {
    /// Places them anew where the comparison or the layout has changed.
    pub fn update(&mut self, ctx: &Context<'_>) {
        let found = ctx.compared.and_then(|it| Some((it.state()?, it.found()?)));
        let Some((state, found)) = found.filter(|_| !ctx.layout.places.is_empty()) else {
            *self = Self::default();
            return;
        };
        let of = Some((state, ctx.layout.places.len(), ctx.layout.bounds));
        if self.of != of {
            self.of = of;
            self.places = placed(ctx, found);
        }
    }

    /// The box of one.
    pub fn place(&self, id: NodeId) -> Option<MapRect> {
        self.places.get(&id).copied()
    }

    /// Draws them, with the links that they have.
    pub fn show(&self, ctx: &Context<'_>, ui: &Ui, (camera, canvas): (&Camera, Rect), layout: &Layout) {
        let Some(compared) = ctx.compared else { return };
        let Some(found) = compared.found().filter(|_| !self.places.is_empty()) else { return };
        let zoom = camera.sight().zoom;
        let mark = if compared.merges { Mark::Added } else { Mark::Removed };
        let ink = tint(&ctx.theme.colours, mark);
        let line = Stroke::new(1.5, ink.gamma_multiply(0.8));
        let place_of = |id: NodeId| self.places.get(&id).or_else(|| layout.places.get(&id)).copied();
        for (id, place) in &self.places {
            for edge in found.other.edges_at(*id).filter_map(|it| found.other.edge(it)) {
                // One line for two ghosts, drawn from where it starts.
                let other = if edge.from == *id {
                    edge.to.node()
                } else {
                    Some(edge.from).filter(|it| !self.places.contains_key(it))
                };
                let Some(end) = other.and_then(place_of) else { continue };
                let ends = [rim(*place, end.centre()), rim(end, place.centre())].map(|it| camera.to_screen(canvas, it));
                ui.painter().extend(Shape::dashed_line(&ends, line, 5.0, 5.0));
            }
        }
        for (&id, place) in &self.places {
            let Some(node) = found.other.node(id) else { continue };
            let at = camera.box_to_screen(canvas, *place);
            if !at.intersects(canvas) {
                continue;
            }
            let paper = colour(ctx.theme.colours.canvas).gamma_multiply(0.92);
            ui.painter().rect_filled(at, CornerRadius::same(6), paper);
            let round = [at.left_top(), at.right_top(), at.right_bottom(), at.left_bottom(), at.left_top()];
            ui.painter().extend(Shape::dashed_line(&round, line, 5.0, 4.0));
            if zoom >= WORDS {
                let words = format!("{}: {}", node.kind.word(), super::inspector::short(&node.text, 90));
                let mut job = LayoutJob::simple(
                    words,
                    FontId::proportional((12.0 * zoom).max(7.0)),
                    colour(ctx.theme.colours.weak),
                    at.width() - 16.0 * zoom,
                );
                job.wrap.max_rows = 3;
                let galley = ui.painter().layout_job(job);
                ui.painter().galley(at.left_top() + vec2(8.0, 8.0) * zoom, galley, ink);
                if zoom >= badges::WORDS {
                    let corner = at.left_bottom() + vec2(10.0 * zoom, 0.0);
                    badges::tab(ctx, ui, (corner, Align2::LEFT_CENTER), mark.word(), (mark, zoom));
                }
            }
            let number = found.number_of(id.into());
            let widget = ui.interact(at.intersect(canvas), Id::unique(("ghost", id)), Sense::click());
            widget.widget_info(|| {
                let words =
                    format!("{}: {} {}", mark.word(), node.kind.word(), super::inspector::short(&node.text, 200));
                WidgetInfo::labeled(Role::ListItem, true, words)
            });
            if let Some(number) = number.filter(|_| widget.clicked()) {
                ctx.send(Command::Compared(Wish::Go(number)));
            }
        }
    }
}

/// Where the way from the middle of a box to a point leaves the box.
fn rim(of: MapRect, to: Point) -> Point {
    let from = of.centre();
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let share = |half: f32, by: f32| if by.abs() > f32::EPSILON { half / by.abs() } else { f32::INFINITY };
    let t = share(of.width() / 2.0, dx).min(share(of.height() / 2.0, dy)).min(1.0);
    Point { x: from.x + t * dx, y: from.y + t * dy }
}

/// A free spot for each, near the first thing it is linked to that stands on the map; else below the map.
fn placed(ctx: &Context<'_>, found: &Found) -> BTreeMap<NodeId, MapRect> {
    let mut places: BTreeMap<NodeId, MapRect> = BTreeMap::new();
    let all = found.items().filter_map(|it| it.0.node()).filter(|&it| compared::is_ghost(ctx, found, it));
    let mut waiting: Vec<NodeId> = all.take(MOST).collect();
    let bounds = ctx.layout.bounds;
    let below = Point { x: bounds.min.x, y: bounds.max.y + GAP };
    // Those linked to what is there, then those linked to these, and so on; in the end what hangs on nothing.
    while !waiting.is_empty() {
        let before = waiting.len();
        waiting.retain(|&id| {
            let Some(near) = beside(ctx, &found.other, id, &places) else { return true };
            places.insert(id, free(ctx, near, &places));
            false
        });
        if waiting.len() == before {
            let id = waiting.remove(0);
            places.insert(id, free(ctx, MapRect::at(below, SIZE), &places));
        }
    }
    places
}

fn beside(ctx: &Context<'_>, other: &Map, id: NodeId, places: &BTreeMap<NodeId, MapRect>) -> Option<MapRect> {
    if let Some(at) = other.pin(id) {
        return Some(MapRect::around(at, SIZE));
    }
    let links = other.edges_at(id).filter_map(|it| other.edge(it));
    links.filter_map(|it| if it.from == id { it.to.node() } else { Some(it.from) }).find_map(|it| {
        let near = ctx.layout.places.get(&it).or_else(|| places.get(&it))?;
        Some(MapRect::at(Point { x: near.min.x, y: near.max.y + GAP }, SIZE))
    })
}

/// The first box, going round `wanted` in growing squares, that overlaps nothing.
fn free(ctx: &Context<'_>, wanted: MapRect, places: &BTreeMap<NodeId, MapRect>) -> MapRect {
    let is_free = |it: &MapRect| {
        let near = ctx.scene.nodes_in(it.grown(GAP / 2.0));
        let taken =
            near.into_iter().any(|n| ctx.scene.boxes.get(n).is_some_and(|there| there.overlaps(it.grown(GAP / 2.0))));
        !taken && !places.values().any(|there| there.overlaps(it.grown(GAP / 2.0)))
    };
    let (x, y) = (SIZE.width * 0.5 + GAP, SIZE.height + GAP);
    for ring in 0_u8..14 {
        let ring = i16::from(ring);
        for dy in -ring..=ring {
            for dx in -ring..=ring {
                if dx.abs().max(dy.abs()) == ring {
                    let at = wanted.moved(Point { x: f32::from(dx) * x, y: f32::from(dy) * y });
                    if is_free(&at) {
                        return at;
                    }
                }
            }
        }
    }
    wanted
}
