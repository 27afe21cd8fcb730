//! Where everything stands: from boxes and links to places and routes. Pure, and the same on every machine.
//!
//! A layered drawing (Sugiyama, Tagawa and Toda 1981) for each connected part, conclusions above reasons: cycles are
//! broken, reasons without reasons stacked in columns, ranks kept from growing too wide, crossings reduced, boxes
//! lined up; then the parts are packed into a page. With a previous layout nothing moves that need not.

mod block;
mod blocks;
mod drag;
mod geometry;
mod graph;
mod keep;
mod layers;
mod order;
mod pack;
mod place;
mod rank;
mod route;

pub use geometry::{Rect, Size};
pub use route::{at, flatten};

use crate::{
    jobs::Progress,
    map::{EdgeId, NodeId, Point},
};
use graph::Graph;
use std::collections::BTreeMap;

/// A box to be placed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NodeBox {
    /// Whose box it is.
    pub id: NodeId,
    /// How large it is, in px at zoom 1.
    pub size: Size,
    /// Where its centre must be, if a person placed it.
    pub pin: Option<Point>,
    /// What it belongs to, in reading order: parts with lower numbers come first.
    pub group: u64,
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
        Self { beside: 24.0, ranks: 52.0, parts: 56.0 }
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
    pub places: BTreeMap<NodeId, Rect>,
    /// The way of each link from reason to conclusion, as control points of cubic Bézier curves:
    /// one point, then three for each curve. [`flatten`] makes a poly-line of it.
    pub routes: BTreeMap<EdgeId, Vec<Point>>,
    /// Holds all boxes and routes.
    pub bounds: Rect,
}

impl Layout {
    fn new(graph: &Graph, places: Vec<Rect>, mut routes: Vec<Option<Vec<Point>>>) -> Self {
        let mut bounds = places.iter().copied().reduce(Rect::union).unwrap_or_default();
        let mut ways = BTreeMap::new();
        for (edge, route) in graph.edges.iter().zip(&mut routes) {
            let points = route.take().unwrap_or_else(|| route::direct(places[edge.from], places[edge.to]));
            bounds = points.iter().fold(bounds, |it, &point| it.union(Rect { min: point, max: point }));
            ways.insert(edge.id, points);
        }
        Self { places: graph.ids.iter().copied().zip(places).collect(), routes: ways, bounds }
    }
}

/// Lays `request` out. With a `previous` layout, what stood there stays where it was and only what is new finds a
/// place beside it, unless most is new. Without one, all is laid out afresh: that is "tidy up".
/// A pinned box stands exactly where it is pinned. If `progress` is cancelled, the result is sound but less tidy.
pub fn run(request: &Request, previous: Option<&Layout>, progress: &Progress) -> Layout {
    let graph = Graph::new(request);
    if let Some(layout) = previous.and_then(|it| keep::run(&graph, it, progress)) {
        return layout;
    }
    let drawing = blocks::run(&graph, progress);
    keep::settle_pins(&graph, drawing)
}
