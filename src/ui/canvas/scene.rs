//! What the canvas looks up while it draws: made once for each layout, off the window's thread.

use super::clusters::{Clusters, Links, small};
use crate::{
    layout::{Layout, Near, Rect},
    map::{EdgeId, EdgeKind, Item, Map, NodeId, NodeKind, Point},
    picture::{self, Grouping, Groups},
    ui::visible::Visible,
};

/// Nodes and links of a layout by number, and what is near what.
#[derive(Debug, Default)]
pub struct Scene {
    /// The nodes, sorted.
    pub ids: Vec<NodeId>,
    /// Where each stands.
    pub boxes: Vec<Rect>,
    /// What kind each is.
    pub kinds: Vec<NodeKind>,
    /// The links, sorted.
    edges: Vec<EdgeId>,
    /// What kind each is.
    edge_kinds: Vec<EdgeKind>,
    /// The nodes each leads from and to, by number; of a link to a link, where that leads to.
    edge_ends: Vec<Option<(u32, u32)>>,
    nodes_near: Near,
    /// Of links pieces are kept: one that leads far is not near all that stands between its ends.
    pieces_near: Near,
    /// Which link each piece is of.
    pieces: Vec<u32>,
    /// What stands together.
    pub clusters: Clusters,
    /// By what nodes were grouped when they were laid out.
    pub grouping: Grouping,
}

impl Scene {
    /// The scene of `layout`, which is one of `map`.
    pub fn new(map: &Map, layout: &Layout) -> Self {
        Self::visible(map, layout, &Visible::default(), Grouping::default())
    }

    /// The same without what is hidden, with nodes grouped like this.
    pub fn visible(map: &Map, layout: &Layout, visible: &Visible, grouping: Grouping) -> Self {
        let known = layout.places.iter().filter_map(|(&id, &place)| Some((id, place, map.node(id)?.kind)));
        let known = known.filter(|it| !visible.hidden.contains(&it.0));
        let mut scene = Self { grouping, ..Self::default() };
        for (id, place, kind) in known {
            scene.ids.push(id);
            scene.boxes.push(place);
            scene.kinds.push(kind);
        }
        let mut boxes = Vec::new();
        let mut links = Links::default();
        for (number, (&id, route)) in (0_u32..).zip(&layout.routes) {
            let Some(edge) = map.edge(id).filter(|_| !visible.hides(map, id)) else { continue };
            let number = u32::try_from(scene.edges.len()).unwrap_or(number);
            scene.edges.push(id);
            scene.edge_kinds.push(edge.kind);
            let mut piece = |points: &[Point]| {
                boxes.extend(Rect::holding(points));
                scene.pieces.push(number);
            };
            let to = match edge.to {
                Item::Node(to) => {
                    // The control points of a curve hold it in their hull.
                    (0..route.len().saturating_sub(1)).step_by(3).for_each(|it| {
                        piece(&route[it..(it + 4).min(route.len())]);
                    });
                    Some(to)
                }
                Item::Edge(target) => {
                    let line = picture::way(map, id, layout).unwrap_or_default();
                    line.windows(2).for_each(piece);
                    map.edge(target).and_then(|it| it.to.node())
                }
            };
            let ends = scene.number(edge.from).zip(to.and_then(|it| scene.number(it)));
            if let Some((from, to)) = ends {
                links.add(from, to, edge.kind);
            }
            scene.edge_ends.push(ends.map(|(from, to)| (small(from), small(to))));
        }
        scene.nodes_near = Near::new(&scene.boxes);
        scene.pieces_near = Near::new(&boxes);
        let groups = if grouping.has_frames() { Groups::new(map, grouping) } else { Groups::default() };
        let boxes = (&scene.boxes[..], &scene.nodes_near);
        scene.clusters = Clusters::new(map, &scene.ids, boxes, &scene.kinds, &links, groups);
        scene
    }

    /// The number of a node.
    pub fn number(&self, id: NodeId) -> Option<usize> {
        self.ids.binary_search(&id).ok()
    }

    /// The nodes that reach into `sight`, by number, in order.
    pub fn nodes_in(&self, sight: Rect) -> Vec<usize> {
        let mut found = Vec::new();
        self.nodes_near.each(sight, |number, _| found.push(number));
        found.sort_unstable();
        found
    }

    /// The links that may reach into `sight`, in order, with their kinds.
    pub fn edges_in(&self, sight: Rect) -> impl Iterator<Item = (EdgeId, EdgeKind)> + '_ {
        self.links_in(sight).map(|it| (it.0, it.1))
    }

    /// The same, with the nodes they lead from and to, by number.
    pub fn links_in(&self, sight: Rect) -> impl Iterator<Item = (EdgeId, EdgeKind, Option<(u32, u32)>)> + '_ {
        let mut found: Vec<u32> = Vec::new();
        self.pieces_near.each(sight, |number, _| found.extend(self.pieces.get(number).copied()));
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|it| it as usize).map(|it| (self.edges[it], self.edge_kinds[it], self.edge_ends[it]))
    }

    /// What is near a node, to find the best of it: see [`Near::cheapest`].
    pub fn cheapest(
        &self,
        least: impl Fn(Rect) -> Option<f32>,
        cost: impl Fn(NodeId, Rect) -> Option<f32>,
    ) -> Option<NodeId> {
        self.nodes_near.cheapest(least, |it, place| cost(self.ids[it], place)).map(|it| self.ids[it])
    }
}
