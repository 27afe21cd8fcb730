//! Places for what is new: beside what it is linked to, in free spots of the drawing.

use super::{
    Layout, NodeBox, Rect, Request,
    geometry::count,
    graph::{self, Graph},
    keep::{Homes, no_room},
    page,
    reroute::Router,
    room::{GAP, Taken},
};
use crate::{
    jobs::Progress,
    map::{EdgeId, NodeId, Point},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// So many steps away a spot is looked for that keeps the frames of comments apart; then any that is free will do.
const NEAR: i16 = 24;
const FAR: i16 = 60;
/// So many free spots are looked at, and for so many of them a way is looked for.
const ENOUGH: usize = 24;
const TRIED: usize = 12;
/// How much farther a new box may stand, in px, to be in the way of a link less.
const HIT: f32 = 200.0;

/// The homes of all nodes: those that have one, and a new one for each of `new`; and whether all of these are free.
pub(super) fn find(
    request: &Request,
    nodes: &[NodeBox],
    edges: &[(EdgeId, NodeId, NodeId)],
    known: &Homes<'_>,
    new: &[usize],
    previous: &Layout,
    progress: &Progress,
) -> (Vec<Rect>, bool) {
    let mut homes = known.all.clone();
    let mut all_free = true;
    // What a person placed is where it is placed.
    for &number in new {
        let node = &nodes[number];
        if let Some(pin) = node.pin.filter(|it| it.x.is_finite() && it.y.is_finite()) {
            homes[number] = Some(Rect::around(pin, graph::sound(node.size)));
        }
    }
    let number = |id: NodeId| nodes.binary_search_by_key(&id, |it| it.id).ok();
    let is_new = |id: NodeId| new.binary_search_by_key(&id, |&it| nodes[it].id).is_ok();
    let mut near: BTreeMap<usize, Vec<(usize, bool, usize)>> = BTreeMap::new();
    for (link, &(_, from, to)) in
        edges.iter().enumerate().filter(|(_, it)| it.1 != it.2 && (is_new(it.1) || is_new(it.2)))
    {
        if let (Some(from), Some(to)) = (number(from), number(to)) {
            near.entry(from).or_default().push((to, true, link));
            near.entry(to).or_default().push((from, false, link));
        }
    }
    let mut scratch = Layout { field: known.field.clone(), ..previous.clone() };
    let mut free = Free { nodes, known, taken: Taken::default(), frames: HashMap::new() };
    let anchors = near.values().flatten().filter_map(|it| homes[it.0]);
    free.frame_near(&anchors.collect::<Vec<_>>());
    let mut waiting: Vec<usize> = new.iter().copied().filter(|&it| homes[it].is_none()).collect();
    loop {
        let before = waiting.len();
        waiting.retain(|&node| {
            // Below a conclusion rather than above a reason.
            let anchors = near.get(&node).into_iter().flatten();
            let anchors = anchors.filter_map(|&(other, above, edge)| Some((homes[other]?, above, edge, other)));
            let Some((anchor, above, edge, other)) = anchors.reduce(|best, it| if it.1 && !best.1 { it } else { best })
            else {
                return true;
            };
            let spots = free.spots(node, anchor, above, request.style.ranks);
            let mut router = Router { layout: &mut scratch, edges, work: usize::MAX };
            let there = router.layout.places.get(&nodes[other].id).copied().unwrap_or(anchor);
            let mut scored: Vec<(f32, Rect)> = spots
                .into_iter()
                .map(|it| {
                    let (a, b) = (it.centre(), there.centre());
                    let hits = router.hits(nodes[node].id, it.grown(4.0)).len();
                    ((a.x - b.x).abs() + (a.y - b.y).abs() + HIT * count(hits), it)
                })
                .collect();
            scored.sort_by(|a, b| a.0.total_cmp(&b.0));
            scored.truncate(TRIED);
            for it in &mut scored {
                let (a, b) = (it.1.centre(), there.centre());
                it.0 -= (a.x - b.x).abs() + (a.y - b.y).abs();
            }
            let best = router.choose(&edges[edge], &scored, there, above).unwrap_or(0);
            let place = scored.get(best).map_or(anchor, |it| it.1);
            scratch.places.insert(nodes[node].id, place);
            scratch.field.set_box(nodes[node].id, Some(place));
            all_free &= free.is_free(place);
            free.take(node, place);
            homes[node] = Some(place);
            false
        });
        if waiting.is_empty() || waiting.len() == before {
            break;
        }
    }
    if !waiting.is_empty() {
        below(request, nodes, &waiting, &mut homes, progress);
    }
    let pinned = |it: usize| nodes[it].pin.is_some_and(|at| at.x.is_finite() && at.y.is_finite());
    for &node in new.iter().filter(|&&it| pinned(it)) {
        homes[node] = homes[node].map(no_room);
        all_free = false;
    }
    (homes.into_iter().map(Option::unwrap_or_default).collect(), all_free)
}

/// What no link joins to anything that stands is laid out by itself, below everything.
fn below(request: &Request, nodes: &[NodeBox], waiting: &[usize], homes: &mut [Option<Rect>], progress: &Progress) {
    let apart = Request {
        nodes: waiting.iter().map(|&it| nodes[it]).collect(),
        edges: request.edges.clone(),
        style: request.style,
    };
    let graph = Graph::new(&apart);
    let taken = homes.iter().flatten().copied().reduce(Rect::union).unwrap_or_default();
    for (id, place) in graph.ids.iter().zip(page::run(&graph, progress).places) {
        if let Ok(number) = nodes.binary_search_by_key(id, |it| it.id) {
            homes[number] = Some(place.moved(Point { x: taken.min.x, y: taken.max.y + graph.style.parts }));
        }
    }
}

/// What is taken, and by which comment.
struct Free<'a> {
    nodes: &'a [NodeBox],
    known: &'a Homes<'a>,
    /// What was placed since.
    taken: Taken,
    /// What holds all boxes of a comment, with its topic. Only looked up, so the order of the table does not matter.
    frames: HashMap<(u64, u64), Rect>,
}

/// Comments are kept out of the frames of others this near, in px.
const NEIGHBOURS: f32 = 1500.0;

impl Free<'_> {
    fn key(&self, node: usize) -> (u64, u64) {
        (self.nodes[node].topic, self.nodes[node].group)
    }

    /// Finds the frames of the comments with boxes near these.
    fn frame_near(&mut self, anchors: &[Rect]) {
        let near = anchors.iter().flat_map(|it| self.known.near(it.grown(NEIGHBOURS)));
        let keys: BTreeSet<(u64, u64)> = near.map(|it| self.key(it)).collect();
        let topics: BTreeSet<u64> = keys.iter().map(|it| it.0).collect();
        for (number, node) in self.nodes.iter().enumerate() {
            if let (true, Some(place)) = (topics.contains(&node.topic), self.known.all[number]) {
                let key = self.key(number);
                if keys.contains(&key) {
                    self.frames.entry(key).and_modify(|it| *it = it.union(place)).or_insert(place);
                }
            }
        }
    }

    fn take(&mut self, node: usize, place: Rect) {
        self.taken.insert(place, node);
        self.frames.entry(self.key(node)).and_modify(|it| *it = it.union(place)).or_insert(place);
    }

    fn is_free(&self, place: Rect) -> bool {
        let wide = place.grown(GAP - 0.5);
        self.taken.blocker(place, usize::MAX).is_none() && self.known.near(wide).is_empty()
    }

    /// How many boxes more would be in the frame of another comment if the node stood here: boxes in its own, and itself.
    fn intrusions(&self, node: usize, place: Rect) -> usize {
        let key = self.key(node);
        let now = self.frames.get(&key);
        let frame = now.map_or(place, |it| it.union(place));
        let near = self.known.near(frame);
        let others = near.into_iter().filter(|&it| self.key(it) != key);
        let (mut intrusions, mut frames) = (0, BTreeSet::new());
        for it in others {
            let centre = self.known.all[it].unwrap_or_default().centre();
            intrusions += usize::from(frame.contains(centre) && !now.is_some_and(|it| it.contains(centre)));
            if self.frames.get(&self.key(it)).is_some_and(|other| other.contains(place.centre())) {
                frames.insert(self.key(it));
            }
        }
        intrusions + frames.len()
    }

    /// Free places for a node, those near to `anchor` first.
    fn spots(&self, node: usize, anchor: Rect, under: bool, ranks: f32) -> Vec<Rect> {
        let size = graph::sound(self.nodes[node].size);
        let ranks = if ranks.is_finite() { ranks.clamp(32.0, 1000.0) } else { 32.0 };
        let start = Point {
            x: anchor.centre().x - size.width / 2.0,
            y: if under { anchor.max.y + ranks } else { anchor.min.y - ranks - size.height },
        };
        let (across, away) = (size.width / 4.0 + 4.0, if under { 36.0 } else { -36.0 });
        let (mut good, mut any, mut least) = (Vec::new(), Vec::new(), usize::MAX);
        // Rings of the same distance; sideways costs as much as away.
        for ring in 0..FAR {
            for row in 0..=ring {
                for side in if ring == row { [1_i16, 0] } else { [1, -1] } {
                    if side == 0 {
                        continue;
                    }
                    let dx = across * f32::from(side * (ring - row));
                    let place = Rect::at(Point { x: start.x + dx, y: start.y + away * f32::from(row) }, size);
                    if !self.is_free(place) {
                        continue;
                    }
                    let intrusions = self.intrusions(node, place);
                    if intrusions == 0 {
                        good.push(place);
                    } else if intrusions <= least {
                        if intrusions < least {
                            any.clear();
                        }
                        least = intrusions;
                        any.push(place);
                    }
                }
            }
            if good.len() >= ENOUGH {
                return good;
            }
            if ring == NEAR && good.is_empty() {
                good = self.snug(node, anchor, under);
            }
            if ring >= NEAR && good.len() + any.len() > 0 {
                return if good.is_empty() { any } else { good };
            }
        }
        if any.is_empty() { vec![Rect::at(start, size)] } else { any }
    }

    /// The places in and beside the frame of a node's comment where it just fits in beside other boxes, and that keep
    /// frames apart.
    fn snug(&self, node: usize, anchor: Rect, under: bool) -> Vec<Rect> {
        let size = graph::sound(self.nodes[node].size);
        let frame = self.frames.get(&self.key(node)).map_or(anchor, |it| it.union(anchor));
        let area = frame.grown(size.width.max(size.height) + 2.0 * GAP);
        let near: Vec<Rect> = self.known.near(area).into_iter().filter_map(|it| self.known.all[it]).collect();
        let (mut xs, mut ys) = (Vec::new(), Vec::new());
        for it in near.iter().filter(|it| it.overlaps(frame.grown(GAP))) {
            xs.extend([it.min.x, it.max.x + GAP, it.max.x - size.width, it.min.x - GAP - size.width]);
            ys.extend([it.max.y + GAP, it.min.y - GAP - size.height]);
        }
        let right_way = |&y: &f32| if under { y >= anchor.max.y + GAP } else { y + size.height <= anchor.min.y - GAP };
        ys.retain(right_way);
        for line in [&mut xs, &mut ys] {
            line.sort_by(f32::total_cmp);
            line.dedup_by(|a, b| (*a - *b).abs() < 4.0);
        }
        let places = xs.iter().flat_map(|&x| ys.iter().map(move |&y| Rect::at(Point { x, y }, size)));
        let clear = |place: &Rect| {
            let wide = place.grown(GAP - 0.5);
            place.overlaps(frame.grown(GAP + 1.0)) && !near.iter().any(|it| it.overlaps(wide))
        };
        places.filter(clear).filter(|&it| self.is_free(it) && self.intrusions(node, it) == 0).collect()
    }
}
