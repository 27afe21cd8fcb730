//! What is where on the map.

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
    let node = layout.places.iter().rev().find(|(_, place)| place.contains(at)).map(|it| Item::Node(*it.0));
    node.or_else(|| edge_at(ctx, layout, at, 6.0 / zoom).map(Item::Edge))
}

fn edge_at(ctx: &Context<'_>, layout: &Layout, at: Point, reach: f32) -> Option<EdgeId> {
    let mut best: Option<(f32, EdgeId)> = None;
    for (&id, route) in &layout.routes {
        // An undercut ends a little beyond its route, in the middle of the link it is about.
        let near = bounds_of(route).is_some_and(|it| it.grown(reach + 200.0).contains(at));
        let Some(line) = picture::way(ctx.map, id, layout).filter(|_| near) else { continue };
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
        Item::Edge(id) => bounds_of(layout.routes.get(&id)?),
    }
}

/// The box around a route. Its control points hold the curve in their hull.
pub fn bounds_of(route: &[Point]) -> Option<Rect> {
    route.iter().map(|&at| Rect { min: at, max: at }).reduce(Rect::union)
}

/// The nearest node in a direction: how far it is counts, and how far it is off to the side counts double.
pub fn neighbour(layout: &Layout, from: NodeId, towards: Towards) -> Option<NodeId> {
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
    let all = layout.places.iter().filter(|it| *it.0 != from).filter_map(|(&id, place)| Some((cost(place)?, id)));
    all.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))).map(|it| it.1)
}

/// The distance from a point to a line segment.
fn to_segment(at: Point, a: Point, b: Point) -> f32 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { (((at.x - a.x) * dx + (at.y - a.y) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (a.x + along * dx - at.x, a.y + along * dy - at.y);
    x.hypot(y)
}
