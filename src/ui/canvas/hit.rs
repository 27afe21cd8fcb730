//! What is where on the map.

use super::{Scene, paint::SHAPES};
use crate::{
    layout::{Layout, Rect},
    map::{EdgeId, Item, NodeId, Point},
    picture,
    ui::context::Context,
};

/// A direction on the plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    /// Smaller y.
    Up,
    /// Larger y.
    Down,
    /// Smaller x.
    Left,
    /// Larger x.
    Right,
}

/// The item at a point: the topmost node there, else an edge within reach.
pub fn item_at(ctx: &Context<'_>, layout: &Layout, at: Point, zoom: f32) -> Option<Item> {
    let here = Rect { min: at, max: at };
    let there = |id: &NodeId| layout.places.get(id).is_some_and(|place| place.contains(at));
    let nodes = ctx.scene.nodes_in(here).into_iter().rev().map(|it| ctx.scene.ids[it]);
    let node = nodes.into_iter().find(there).map(Item::Node);
    // From far away no single link can be told from another.
    node.or_else(|| (zoom >= SHAPES).then(|| edge_at(ctx, layout, at, 6.0 / zoom).map(Item::Edge)).flatten())
}

fn edge_at(ctx: &Context<'_>, layout: &Layout, at: Point, reach: f32) -> Option<EdgeId> {
    let mut best: Option<(f32, EdgeId)> = None;
    for (id, _) in ctx.scene.edges_in(Rect { min: at, max: at }.grown(reach)) {
        let Some(line) = picture::way(ctx.map, id, layout) else { continue };
        let distance = line.windows(2).map(|pair| to_segment(at, pair[0], pair[1])).fold(f32::INFINITY, f32::min);
        if distance <= reach && best.is_none_or(|it| distance < it.0) {
            best = Some((distance, id));
        }
    }
    best.map(|it| it.1)
}

/// The box of an item.
pub fn bounds(layout: &Layout, item: Item) -> Option<Rect> {
    match item {
        Item::Node(id) => layout.places.get(&id).copied(),
        // Control points hold their curve in their hull.
        Item::Edge(id) => Rect::holding(layout.routes.get(&id)?),
    }
}

/// The nearest node in a direction: how far it is counts, and how far it is off to the side counts double.
pub fn neighbour(scene: &Scene, layout: &Layout, from: NodeId, towards: Towards) -> Option<NodeId> {
    let here = layout.places.get(&from)?.centre();
    let cost = |place: &Rect| {
        let there = place.centre();
        let (dx, dy) = (there.x - here.x, there.y - here.y);
        let (ahead, aside) = match towards {
            Towards::Up => (-dy, dx),
            Towards::Down => (dy, dx),
            Towards::Left => (-dx, dy),
            Towards::Right => (dx, dy),
        };
        (ahead > 1.0).then_some(ahead + 2.0 * aside.abs())
    };
    // What is in a box is at least as far ahead as its near side, and as far off as its middle can be.
    let least = |it: Rect| {
        let (near, far, low, high) = match towards {
            Towards::Up => (here.y - it.max.y, here.y - it.min.y, it.min.x - here.x, it.max.x - here.x),
            Towards::Down => (it.min.y - here.y, it.max.y - here.y, it.min.x - here.x, it.max.x - here.x),
            Towards::Left => (here.x - it.max.x, here.x - it.min.x, it.min.y - here.y, it.max.y - here.y),
            Towards::Right => (it.min.x - here.x, it.max.x - here.x, it.min.y - here.y, it.max.y - here.y),
        };
        let aside = low.max(-high).max(0.0);
        (far > 1.0).then_some(near.max(1.0) + 2.0 * aside)
    };
    scene.cheapest(least, |id, place| cost(&place).filter(|_| id != from))
}

/// The distance from a point to a line segment.
fn to_segment(at: Point, a: Point, b: Point) -> f32 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { (((at.x - a.x) * dx + (at.y - a.y) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (a.x + along * dx - at.x, a.y + along * dy - at.y);
    x.hypot(y)
}
