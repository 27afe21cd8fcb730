//! Draws what is on screen of the picture, with as much detail as can be seen.

use super::{Camera, Context, Layout, NodeId, hit};
use crate::{
    layout::Rect as MapRect,
    map::{Item, Point},
    picture::{self, Path, Shape, State, Stroke, Text},
    ui::theme::colour,
};
use egui::{FontId, Pos2, Rect, Ui, epaint::PathShape, vec2};

/// Below this zoom words cannot be read, and nodes are outlines.
const WORDS: f32 = 0.33;

/// Below this zoom outlines cannot be told apart, and nodes are dots.
const OUTLINES: f32 = 0.12;

/// Draws the part of the map on screen; returns the nodes in it.
pub fn paint(ctx: &Context<'_>, ui: &Ui, camera: &Camera, canvas: Rect, layout: &Layout) -> Vec<NodeId> {
    let brush = Brush { ui, camera, canvas };
    let seen = camera.seen(canvas);
    let zoom = camera.sight().zoom;
    for (&id, route) in &layout.routes {
        // An undercut may end a little beyond its route, in the middle of the link it is about.
        if !hit::bounds_of(route).is_some_and(|it| meet(it.grown(200.0), seen)) {
            continue;
        }
        let state = state_of(ctx, id.into());
        if zoom < WORDS {
            brush.draw(picture::edge_simple(ctx.map, id, layout, ctx.theme, state));
        } else {
            brush.draw(picture::edge(ctx.map, id, layout, ctx.theme, state));
        }
    }
    let mut drawn = Vec::new();
    for (&id, &place) in &layout.places {
        let Some(node) = ctx.map.node(id).filter(|_| meet(place, seen)) else { continue };
        drawn.push(id);
        let state = state_of(ctx, id.into());
        match ctx.cards.get(&id) {
            Some(card) if zoom >= WORDS => {
                brush.draw(picture::node(ctx.map, id, card, place, ctx.theme, state));
            }
            _ if zoom >= OUTLINES => {
                brush.draw(picture::node_simple(ctx.map, id, place, ctx.theme, state));
            }
            _ => brush.draw([picture::node_dot(node.kind, place, ctx.theme, state)]),
        }
    }
    if let Some(edge) = ctx.view.single().and_then(Item::edge).filter(|_| zoom >= WORDS) {
        brush.draw(picture::alternatives(ctx.map, edge, layout, ctx.theme));
    }
    drawn
}

fn state_of(ctx: &Context<'_>, item: Item) -> State {
    State { selected: ctx.is_selected(item), hovered: ctx.is_hovered(item), dimmed: false }
}

fn meet(a: MapRect, b: MapRect) -> bool {
    a.min.x <= b.max.x && b.min.x <= a.max.x && a.min.y <= b.max.y && b.min.y <= a.max.y
}

/// Draws shapes of the picture on the canvas.
struct Brush<'a> {
    ui: &'a Ui,
    camera: &'a Camera,
    canvas: Rect,
}

impl Brush<'_> {
    fn draw(&self, shapes: impl IntoIterator<Item = Shape>) {
        for shape in shapes {
            match shape {
                Shape::Path(path) => self.path(&path),
                Shape::Text(text) => self.text(&text),
            }
        }
    }

    fn at(&self, point: Point) -> Pos2 {
        self.camera.to_screen(self.canvas, point)
    }

    fn path(&self, path: &Path) {
        let zoom = self.camera.sight().zoom;
        let mut points: Vec<Pos2> = path.points.iter().map(|&it| self.at(it)).collect();
        // Hair lines stay visible when the map is small.
        let pen = |stroke: Stroke| egui::Stroke::new((stroke.width * zoom).max(0.6), colour(stroke.colour));
        let painter = self.ui.painter();
        let dashed = path.stroke.filter(|it| it.dash.is_some());
        let solid = path.stroke.filter(|it| it.dash.is_none()).map_or(egui::Stroke::NONE, pen);
        if path.closed {
            let fill = path.fill.map(colour).unwrap_or_default();
            painter.add(PathShape { points: points.clone(), closed: true, fill, stroke: solid.into() });
        } else if solid.width > 0.0 {
            painter.line(points.clone(), solid);
        }
        if let Some((stroke, (dash, gap))) = dashed.and_then(|it| Some((it, it.dash?))) {
            if path.closed {
                points.extend(points.first().copied());
            }
            let (dash, gap) = ((dash * zoom).max(1.5), (gap * zoom).max(1.5));
            painter.extend(egui::Shape::dashed_line(&points, pen(stroke), dash, gap));
        }
    }

    /// Draws a line of words. Font sizes go in steps, downwards, so that zooming does not fill the glyph atlas and
    /// words stay inside their boxes.
    fn text(&self, text: &Text) {
        let size = text.size * self.camera.sight().zoom;
        let step = 2.0_f32.powf((size.log2() * 8.0).floor() / 8.0);
        let galley =
            self.ui.painter().layout_no_wrap(text.text.clone(), FontId::proportional(step), colour(text.colour));
        let top = self.at(text.at) - vec2(0.0, picture::text::ASCENT * step);
        self.ui.painter().galley(top, galley, colour(text.colour));
    }
}
