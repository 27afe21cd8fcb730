//! Where everything stands: from boxes and links to places and routes. Pure, and the same on every machine.
//!
//! A layered drawing (Sugiyama, Tagawa and Toda 1981) for each connected part, conclusions above reasons: cycles are
//! broken, reasons without reasons stacked in columns, ranks kept from growing too wide, crossings reduced, boxes
//! lined up; then the parts are packed into a page. With a previous layout nothing moves that need not.

mod detour;
mod drag;
mod field;
mod frames;
mod geometry;
mod glide;
mod graph;
mod grid;
mod gutter;
mod keep;
mod layers;
mod near;
mod order;
mod pack;
mod page;
mod place;
mod queue;
mod rank;
mod reroute;
mod rise;
mod room;
mod route;
mod shape;
mod simplex;
mod spots;
mod spread;
mod tree;
mod trial;
mod units;

pub use geometry::{Rect, Size};
pub use keep::Kept;
pub use near::Near;
pub use route::{at, flatten};

use crate::{
    jobs::Progress,
    map::{EdgeId, NodeId, Point},
};
use imbl::OrdMap;
use std::sync::Arc;

/// A box to be placed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NodeBox {
    /// Whose box it is.
    pub id: NodeId,
    /// How large it is, in px at zoom 1.
    pub size: Size,
    /// Where its centre must be, if a person placed it.
    pub pin: Option<Point>,
    /// The comment it belongs to, in reading order; what is of one comment stands together. `u64::MAX` if none.
    pub group: u64,
    /// The topic it belongs to, in reading order; links within topics decide where things stand.
    pub topic: u64,
}

/// How far things stand apart, in px at zoom 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spacing {
    /// Between boxes of one rank, and between boxes stacked in a column. At least 16.
    pub beside: f32,
    /// Between ranks, where the links run.
    pub ranks: f32,
    /// Between parts that no link joins.
    pub parts: f32,
}

impl Default for Spacing {
    fn default() -> Self {
        Self { beside: 18.0, ranks: 32.0, parts: 56.0 }
    }
}

/// What is to be laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// The boxes. Of two with one id the first counts.
    pub nodes: Vec<NodeBox>,
    /// The links: their id, the reason, the conclusion. Links to or from a missing node are left out.
    pub edges: Vec<(EdgeId, NodeId, NodeId)>,
    /// How far things stand apart.
    pub style: Spacing,
}

/// Where everything stands, in px at zoom 1, y down. Boxes never overlap unless a person pinned them so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The box of each node.
    pub places: OrdMap<NodeId, Rect>,
    /// The way of each link from reason to conclusion, as control points of cubic Bézier curves:
    /// one point, then three for each curve. [`flatten`] makes a poly-line of it.
    pub routes: OrdMap<EdgeId, Arc<[Point]>>,
    /// Holds all boxes and routes.
    pub bounds: Rect,
    /// What the next layout needs to leave things where they are.
    pub kept: Arc<Kept>,
    field: field::Field,
}

impl Layout {
    /// A layout that was kept outside the program.
    pub fn restored(places: OrdMap<NodeId, Rect>, routes: OrdMap<EdgeId, Arc<[Point]>>, kept: Arc<Kept>) -> Self {
        let mut layout = Self { places, routes, kept, ..Self::default() };
        layout.set_bounds();
        layout.field.cells(&layout.places, &layout.routes);
        layout
    }

    fn set_bounds(&mut self) {
        let mut places = self.places.values().copied();
        let first = places.next().unwrap_or_default();
        let boxes = places.fold(first, Rect::union);
        let points = self.routes.values().flat_map(|it| it.iter());
        self.bounds = points.fold(boxes, |it, &point| it.union(Rect { min: point, max: point }));
    }

    /// Takes over what the field says has changed. In a large map looking at everything after every edit takes long:
    /// there the bounds only grow.
    fn grow_bounds(&mut self) {
        if self.routes.len() <= MANY || self.bounds == Rect::default() {
            self.set_bounds();
        } else {
            self.bounds = self.field.changed().fold(self.bounds, Rect::union);
        }
    }
}

/// With more links than this, bounds only grow.
const MANY: usize = 5000;

/// Lays `request` out. With a `previous` layout, what stood there stays where it was and only what is new finds a
/// place beside it, unless most is new. Without one, all is laid out afresh: that is "tidy up".
/// A pinned box stands exactly where it is pinned. If `progress` is cancelled, the result is sound but less tidy.
pub fn run(request: &Request, previous: Option<&Layout>, progress: &Progress) -> Layout {
    let kept = previous.and_then(|it| keep::run(request, it, progress));
    kept.unwrap_or_else(|| keep::afresh(request, progress))
}
